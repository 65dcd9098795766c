//! Sentences by icu_segmenter through the yardstick's door, and its speed beside the built-in rules.
//!
//! `segment-icu < questions.jsonl` answers the yardstick; `segment-icu --speed LANG FILE…` prints MB/s of both on the
//! lines of the files, the best of seven runs each, one thread.

use icu_segmenter::SentenceSegmenter;
use icu_segmenter::options::SentenceBreakOptions;
use std::error::Error;
use std::io::{BufRead, Write};
use std::time::Instant;
use yeksan::model::Lang;

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    if args.first().is_some_and(|a| a == "--speed") {
        return speed(&args[1], &args[2..]);
    }
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let item: serde_json::Value = serde_json::from_str(&line?)?;
        let (text, lang) = (item["text"].as_str().unwrap_or(""), item["lang"].as_str().unwrap_or("und"));
        let locale = lang.parse().unwrap_or(icu_locale_core::LanguageIdentifier::UNKNOWN);
        let mut options = SentenceBreakOptions::default();
        options.content_locale = Some(&locale);
        let segmenter = SentenceSegmenter::try_new(options)?;
        let ends: Vec<usize> = segmenter.as_borrowed().segment_str(text).collect();
        let pieces: Vec<&str> =
            ends.windows(2).map(|w| text[w[0]..w[1]].trim()).filter(|p| !p.is_empty()).collect();
        writeln!(out, "{}", serde_json::json!({"id": item["id"], "segments": pieces}))?;
    }
    Ok(())
}

fn speed(lang: &str, files: &[String]) -> Result<(), Box<dyn Error>> {
    let mut text = String::new();
    for file in files {
        text.push_str(&std::fs::read_to_string(file)?);
    }
    let lines: Vec<&str> = text.lines().filter(|l| !l.trim().is_empty()).collect();
    let bytes: usize = lines.iter().map(|l| l.len()).sum();
    let tag = Lang::new(lang);
    let icu = SentenceSegmenter::new(Default::default());
    let ours = best(|| lines.iter().map(|l| yeksan::segment::split(l, &tag).len()).sum());
    let theirs = best(|| lines.iter().map(|l| icu.segment_str(l).count()).sum());
    let rate = |seconds: f64| bytes as f64 / seconds / 1e6;
    println!(
        "{lang}: {:.1} MB, built-in rules {:.0} MB/s, icu_segmenter {:.0} MB/s, ratio {:.2}",
        bytes as f64 / 1e6,
        rate(ours),
        rate(theirs),
        theirs / ours
    );
    Ok(())
}

/// Returns the seconds of the best of seven runs.
fn best(run: impl Fn() -> usize) -> f64 {
    let mut best = f64::MAX;
    for _ in 0..7 {
        let clock = Instant::now();
        std::hint::black_box(run());
        best = best.min(clock.elapsed().as_secs_f64());
    }
    best
}
