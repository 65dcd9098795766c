//! Sentences by icu_segmenter through the yardstick's door, and the speed of the built-in rules and of SRX rules beside
//! their peers.
//!
//! - `segment-icu < questions.jsonl` answers the yardstick.
//! - `segment-icu --speed LANG FILE…` cuts the lines of every file, one a call, and then the file as one text, by the
//!   built-in rules and by icu_segmenter.
//! - `segment-icu --srx RULES LANG FILE…` cuts the lines of every file by a file of rules, with our engine and with the
//!   crate `srx`.
//!
//! Both run on one thread and in turn, 201 passes each over the text; what is printed is the best rate of each, since other
//! programs may hold the processor meanwhile, and their ratio, with the median of the passes' ratios beside it.

use icu_segmenter::SentenceSegmenter;
use icu_segmenter::options::SentenceBreakOptions;
use std::error::Error;
use std::io::{BufRead, Write};
use std::str::FromStr;
use std::time::Instant;
use yeksan::model::Lang;
use yeksan::segment::srx::{Cutter, Dialect, Options, Srx};

const ROUNDS: usize = 201;

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match args.first().map(String::as_str) {
        Some("--speed") => built_in(&args[1], &args[2..]),
        Some("--srx") => srx(&args[1], &args[2], &args[3..]),
        _ => answer(),
    }
}

fn answer() -> Result<(), Box<dyn Error>> {
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

fn built_in(lang: &str, files: &[String]) -> Result<(), Box<dyn Error>> {
    let tag = Lang::new(lang);
    let icu = SentenceSegmenter::new(Default::default());
    for file in files {
        let text = std::fs::read_to_string(file)?;
        for (form, units) in [("lines", lines(&text)), ("whole", vec![text.as_str()])] {
            let ours = |unit: &str| yeksan::segment::split(unit, &tag).len();
            let theirs = |unit: &str| icu.segment_str(unit).count();
            race(&format!("{lang} {file} {form}"), "icu_segmenter", &units, &ours, &theirs);
        }
    }
    Ok(())
}

fn srx(rules: &str, lang: &str, files: &[String]) -> Result<(), Box<dyn Error>> {
    let rules = std::fs::read_to_string(rules)?;
    let clock = Instant::now();
    let cutter =
        Cutter::new(&Srx::parse(&rules)?, lang, &Options { dialect: Dialect::Java, ..Options::default() })?;
    let ours = clock.elapsed();
    let clock = Instant::now();
    let peer = srx::SRX::from_str(&rules)?.language_rules(lang);
    println!(
        "{lang}: {} rules in {:.0} ms, crate srx {} rules in {:.0} ms",
        cutter.len(),
        ours.as_secs_f64() * 1e3,
        peer.len(),
        clock.elapsed().as_secs_f64() * 1e3
    );
    for file in files {
        let text = std::fs::read_to_string(file)?;
        let units = lines(&text);
        let other = units.iter().filter(|unit| cutter.split(unit) != peer.split_ranges(unit)).count();
        let (ours, theirs) =
            (|unit: &str| cutter.split(unit).len(), |unit: &str| peer.split_ranges(unit).len());
        race(&format!("{lang} {file}, {other} lines cut otherwise"), "crate srx", &units, &ours, &theirs);
    }
    Ok(())
}

fn lines(text: &str) -> Vec<&str> {
    text.lines().filter(|line| !line.trim().is_empty()).collect()
}

fn race(
    what: &str,
    peer: &str,
    units: &[&str],
    ours: &dyn Fn(&str) -> usize,
    theirs: &dyn Fn(&str) -> usize,
) {
    let bytes: usize = units.iter().map(|unit| unit.len()).sum();
    let rounds: Vec<(f64, f64)> =
        (0..ROUNDS).map(|_| (rate(bytes, units, ours), rate(bytes, units, theirs))).collect();
    let best = |rates: &dyn Fn(&(f64, f64)) -> f64| rounds.iter().map(rates).fold(0.0, f64::max);
    let (ours, theirs) = (best(&|r| r.0), best(&|r| r.1));
    println!(
        "{what}: {} kB in {} texts, ours {ours:.0} MB/s, {peer} {theirs:.0} MB/s, ratio {:.2}, median {:.2}",
        bytes / 1000,
        units.len(),
        ours / theirs,
        median(rounds.iter().map(|r| r.0 / r.1))
    );
}

/// Returns the MB/s of one pass.
fn rate(bytes: usize, units: &[&str], cut: &dyn Fn(&str) -> usize) -> f64 {
    let clock = Instant::now();
    for unit in units {
        std::hint::black_box(cut(unit));
    }
    bytes as f64 / clock.elapsed().as_secs_f64() / 1e6
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
