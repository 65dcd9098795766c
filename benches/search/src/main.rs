//! Measures fuzzy search on invented corpora, or on files of lines, against brute force by the rapidfuzz crate.
//!
//!     search-bench run en 1000000            build, open, look up at 70 and 50, recall, memory
//!     search-bench run FILE                  the same on the lines of a file, which are edited for queries
//!     search-bench write en-fa 1000000 DIR   writes corpus.en, corpus.fa and queries.txt for the command line
//!
//! In `run`, recall is that of the first 100 queries: truth is every unit compared by rapidfuzz over numbers of words.

mod generate;
mod words;

use generate::{Item, Language, Random, corpus, queries, spell};
use rapidfuzz::distance::levenshtein::BatchComparator;
use std::collections::HashMap;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::time::Instant;
use yeksan::search::{Builder, Index, Memory, Query, Scratch, Stamp, keys};

type Outcome = Result<(), Box<dyn std::error::Error>>;

fn main() -> Outcome {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match args.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["run", language @ ("en" | "fa"), units] => {
            let items = corpus(units.parse()?, 7);
            let (texts, asked) = spelled(&items, language, 2000);
            drop(items);
            measure(&texts, &asked)
        }
        ["run", file] => {
            let texts: Vec<String> = std::fs::read_to_string(file)?.lines().map(str::to_owned).collect();
            let mut random = Random(5);
            let asked = texts.iter().map(|text| edited_line(text, &texts, &mut random)).collect::<Vec<_>>();
            measure(&texts, &asked)
        }
        ["write", "en-fa", units, folder] => {
            let items = corpus(units.parse()?, 7);
            for language in ["en", "fa"] {
                let (texts, asked) = spelled(&items, language, 10_000);
                write_lines(&Path::new(folder).join(format!("corpus.{language}")), &texts)?;
                write_lines(&Path::new(folder).join(format!("queries.{language}.txt")), &asked)?;
            }
            Ok(())
        }
        _ => Err("run en|fa UNITS, run FILE, or write en-fa UNITS DIR".into()),
    }
}

fn spelled(items: &[Vec<Item>], language: &str, count: usize) -> (Vec<String>, Vec<String>) {
    let language = if language == "fa" { Language::persian() } else { Language::english() };
    let mut random = Random(99);
    let texts = items.iter().map(|item| spell(item, &language, &mut random)).collect();
    let asked = queries(items, count, 11).iter().map(|item| spell(item, &language, &mut random)).collect();
    (texts, asked)
}

/// A line with up to two fifths of its words edited; what is put in comes from other lines.
fn edited_line(line: &str, lines: &[String], random: &mut Random) -> String {
    let mut words: Vec<&str> = line.split_whitespace().collect();
    let edits = (words.len() as f64 * random.unit() * 0.4).round() as usize;
    for _ in 0..edits.min(words.len().saturating_sub(1)) {
        let other = &lines[random.below(lines.len())];
        let other = other.split_whitespace().nth(random.below(8)).unwrap_or("one");
        let at = random.below(words.len());
        match random.below(3) {
            0 if words.len() > 1 => drop(words.remove(at)),
            1 => words.insert(at, other),
            _ => words[at] = other,
        }
    }
    words.join(" ")
}

fn write_lines(path: &Path, lines: &[String]) -> Outcome {
    let mut out = BufWriter::new(File::create(path)?);
    for line in lines {
        writeln!(out, "{line}")?;
    }
    Ok(out.flush()?)
}

fn measure(texts: &[String], asked: &[String]) -> Outcome {
    let bytes: usize = texts.iter().map(String::len).sum();
    println!("{} units, {} bytes a unit, {} queries", texts.len(), bytes / texts.len().max(1), asked.len());
    let path = std::env::temp_dir().join(format!("search-bench-{}.idx", std::process::id()));
    let start = (Instant::now(), cpu());
    let mut builder = Builder::default();
    for (unit, text) in (1..).zip(texts) {
        builder.add(unit, text)?;
    }
    let stamp = Stamp { change: 1, mark: 2, label: "bench".into() };
    builder.finish(BufWriter::new(File::create(&path)?), &stamp)?;
    println!("build {:.2} s, of the processor {:.2} s", start.0.elapsed().as_secs_f64(), cpu() - start.1);
    let start = Instant::now();
    let index = Index::open(&path)?;
    println!("open {:.1} ms", start.elapsed().as_secs_f64() * 1e3);
    println!("size {:.1} bytes a unit", index.size_bytes() as f64 / texts.len() as f64);
    let mut memory = Memory::new(index);
    let mut scratch = Scratch::default();
    let truth = Truth::new(texts);
    for min in [70, 50] {
        let mut times = Vec::new();
        let (all, spent) = (Instant::now(), cpu());
        for query in asked {
            let start = Instant::now();
            memory.search(&Query::new(query), min, 5, &mut scratch);
            times.push(start.elapsed().as_secs_f64() * 1e3);
        }
        let (wall, spent) = (all.elapsed().as_secs_f64(), cpu() - spent);
        times.sort_by(f64::total_cmp);
        let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize];
        println!(
            "at {min}: p50 {:.3} ms, p90 {:.3}, p99 {:.3}, longest {:.3}; {:.0} queries/s ({:.0} a second of the processor)",
            at(0.5),
            at(0.9),
            at(0.99),
            at(1.0),
            asked.len() as f64 / wall,
            asked.len() as f64 / spent
        );
        let sample = &asked[..asked.len().min(100)];
        let (all, spent) = (Instant::now(), cpu());
        let truths: Vec<Vec<f64>> = sample.iter().map(|query| truth.best(query, min)).collect();
        let (wall, spent) = (all.elapsed().as_secs_f64(), cpu() - spent);
        let rate = sample.len() as f64;
        println!(
            "  rapidfuzz, every unit: {:.1} queries/s ({:.1} a second of the processor)",
            rate / wall,
            rate / spent
        );
        let (mut first, mut five, mut with) = (0, 0, 0);
        for (query, truth) in sample.iter().zip(&truths) {
            let hits = memory.search(&Query::new(query), min, 5, &mut scratch);
            let found: Vec<f64> =
                hits.iter().map(|h| f64::from(h.longer - h.distance) / f64::from(h.longer)).collect();
            with += usize::from(!truth.is_empty());
            first += usize::from(!truth.is_empty() && found.first() == truth.first());
            five += usize::from(!truth.is_empty() && &found == truth);
        }
        println!(
            "  recall@1 {:.3}, recall@5 {:.3} ({with} queries with a match)",
            first as f64 / with as f64,
            five as f64 / with as f64
        );
    }
    drop(truth);
    let start = Instant::now();
    for unit in 0..100 {
        memory.put(10_000_000 + unit, &format!("{} and more", texts[unit as usize]));
        memory.search(&Query::new(&asked[unit as usize]), 70, 5, &mut scratch);
    }
    println!("a new unit and the next lookup: {:.3} ms", start.elapsed().as_secs_f64() * 10.0);
    std::fs::remove_file(&path)?;
    Ok(())
}

/// Brute force.
struct Truth {
    units: Vec<Vec<u32>>,
    numbers: HashMap<String, u32>,
}

impl Truth {
    fn new(texts: &[String]) -> Truth {
        let mut truth = Truth { units: Vec::new(), numbers: HashMap::new() };
        for text in texts {
            let unit = keys(text)
                .into_iter()
                .map(|key| {
                    let next = truth.numbers.len() as u32;
                    *truth.numbers.entry(key).or_insert(next)
                })
                .collect();
            truth.units.push(unit);
        }
        truth
    }

    /// The five best shares of words that need no edit.
    fn best(&self, query: &str, min: u8) -> Vec<f64> {
        let query: Vec<u32> =
            keys(query).iter().map(|key| self.numbers.get(key).copied().unwrap_or(u32::MAX)).collect();
        let comparator = BatchComparator::new(query.iter().copied());
        let mut best: Vec<f64> = Vec::new();
        for unit in &self.units {
            let longer = query.len().max(unit.len());
            let distance = comparator.distance(unit.iter().copied());
            if longer > 0 && (longer - distance) * 100 >= usize::from(min) * longer {
                best.push((longer - distance) as f64 / longer as f64);
            }
        }
        best.sort_by(|a, b| b.total_cmp(a));
        best.truncate(5);
        best
    }
}

/// Seconds of processor time of this process (Linux; 0 elsewhere).
fn cpu() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<f64> = stat
        .rsplit(')')
        .next()
        .unwrap_or_default()
        .split_whitespace()
        .skip(11)
        .take(2)
        .flat_map(str::parse)
        .collect();
    fields.iter().sum::<f64>() / 100.0
}
