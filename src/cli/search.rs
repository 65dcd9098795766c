//! `yeksan search`: fuzzy matches and concordance.

use super::concordance;
use super::context::Context;
use super::failure::Failure;
use super::languages::{Languages, store_languages};
use super::outcome::Outcome;
use crate::model::Lang;
use crate::pipeline::{self, Match, SearchOptions, Searcher, Wanted};
use crate::report::{place_label, printable};
use crate::store::{Access, Filter, SqliteStore, Store};
use clap::{Args, ValueEnum};
use serde_json::{Value, json};
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// Which side is searched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum In {
    /// The source texts.
    Source,
    /// The target texts.
    Target,
    /// Both, the best of either.
    Both,
}

/// The forms of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Form {
    /// For reading.
    Text,
    /// Everything that is known of a match.
    Json,
    /// One line a query: score and line in its file, for each match.
    Tsv,
}

/// Find what was translated before: texts near to a query, or every place of a phrase
///
/// A score of 100 is the same text; 95 to 99 differ only in numbers, codes, punctuation, case, spaces or look-alike
/// letters; below, the share of words that need no edit. Nothing that reaches --min is missed.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  yeksan search \"the massacre of political prisoners\"     the nearest five units
  yeksan search -c خميني                                 every place; finds خمینی too
  yeksan search -c --in target --regex 'هی[أئ]ت'
  yeksan search --file new.txt --format tsv              one query a line")]
pub(super) struct Search {
    /// The text to look for
    #[arg(value_name = "QUERY", required_unless_present = "file")]
    query: Option<String>,
    /// Take the queries from a file, one a line; `-` is stdin
    #[arg(long, value_name = "FILE", conflicts_with_all = ["query", "concordance"])]
    file: Option<PathBuf>,
    /// Show every unit in which the words stand in a row; `word*` stands for all that begin so
    #[arg(short, long)]
    concordance: bool,
    /// With -c: look for these very letters
    #[arg(long, requires = "concordance", conflicts_with = "regex")]
    exact_letters: bool,
    /// With -c: the query is a regular expression
    #[arg(long, requires = "concordance")]
    regex: bool,
    /// The least score, 1 to 101 [default: the configuration's, 70]
    #[arg(long, value_name = "PER CENT", value_parser = clap::value_parser!(u8).range(1..=101))]
    min: Option<u8>,
    /// How many matches at most [default: 5, with -c 20]
    #[arg(long, value_name = "N", value_parser = limit)]
    limit: Option<usize>,
    /// The side to search [default: source, with -c both]
    #[arg(long = "in", value_name = "SIDE")]
    side: Option<In>,
    /// Only units of this file, named as `yeksan dump` names it
    #[arg(long, value_name = "FILE")]
    origin: Option<String>,
    #[command(flatten)]
    languages: Languages,
    /// The form of the answer
    #[arg(long, value_name = "FORM", default_value = "text")]
    format: Form,
}

fn limit(text: &str) -> Result<usize, String> {
    text.parse()
        .ok()
        .filter(|n| (1..=100_000).contains(n))
        .ok_or_else(|| "expected a number from 1".to_owned())
}

/// A store larger than this is not read as a whole to find out which languages it mostly holds.
const LARGE_BYTES: u64 = 50_000_000;

/// Returns the pair of languages to search: the one asked for, else the two that the store mostly holds; of a large
/// store, those of its first unit.
pub(super) fn pair_of(
    store: &SqliteStore,
    wanted: &Wanted,
    context: &Context,
) -> Result<(Lang, Lang), Failure> {
    if let (Some(source), Some(target)) = (&wanted.source, &wanted.target) {
        return Ok((source.clone(), target.clone()));
    }
    let large = std::fs::metadata(store.path()).is_ok_and(|about| about.len() > LARGE_BYTES);
    if !large || wanted.source.is_some() || wanted.target.is_some() {
        return store_languages(store, wanted, context);
    }
    let mut first = Vec::new();
    store.for_each_unit(&Filter::default(), &mut |unit| {
        first = unit.variants.into_iter().map(|v| v.lang).collect();
        Ok(ControlFlow::Break(()))
    })?;
    let Some((source, target)) = first.first().zip(first.iter().find(|l| !l.same_language(&first[0]))) else {
        return store_languages(store, wanted, context);
    };
    context.say(&format!("looked at: {source} → {target} (-s and -t choose)"));
    Ok((source.clone(), target.clone()))
}

impl Search {
    pub(super) fn run(self, context: &Context) -> Result<Outcome, Failure> {
        let store = context.store(Access::Read)?;
        let (source, target) = pair_of(&store, &self.languages.wanted(context), context)?;
        let side = self.side.unwrap_or(if self.concordance { In::Both } else { In::Source });
        let origin =
            self.origin.as_deref().map(|name| pipeline::known_origin(&store, name, false)).transpose()?;
        let pairs = match side {
            In::Source => vec![(&source, &target)],
            In::Target => vec![(&target, &source)],
            In::Both => vec![(&source, &target), (&target, &source)],
        };
        let mut searchers = Vec::new();
        for pair in pairs {
            searchers.push(Searcher::open(&store, pair, Some(store.path()), &context.watch())?);
        }
        let query = self.query.as_deref().unwrap_or_default();
        if self.file.is_none() && query.trim().is_empty() {
            return Err(Failure::new("the query is blank").hint("give the words to look for"));
        }
        if self.concordance {
            let asked = concordance::Asked {
                query,
                exact_letters: self.exact_letters,
                regex: self.regex,
                limit: self.limit.unwrap_or(20),
                origin: origin.clone(),
                format: self.format,
            };
            return concordance::run(&searchers, &asked, context);
        }
        let options = SearchOptions {
            min: self.min.or(context.config.search.min).unwrap_or(70),
            limit: self.limit.or(context.config.search.limit).unwrap_or(5),
            penalties: context.config.search.penalties,
            origin: origin.clone(),
            context: None,
        };
        let mut out = BufWriter::new(io::stdout().lock());
        let mut answer = |query: &str, searchers: &mut [Searcher<'_>]| -> Result<Option<Value>, Failure> {
            if self.format == Form::Tsv {
                tsv(&mut out, query, searchers, &options, context)?;
                return Ok(None);
            }
            let matches = all_matches(query, searchers, &options, context)?;
            if self.format == Form::Json {
                let matches: Vec<Value> = matches.iter().map(value).collect();
                return Ok(Some(json!({ "query": query, "matches": matches })));
            }
            if self.file.is_some() {
                writeln!(out, "{}", context.style().isolated(query))?;
            }
            for found in &matches {
                show(&mut out, found, context)?;
            }
            if matches.is_empty() {
                context.say(&format!(
                    "no match of {} % or more; --min lowers the bar, -c finds words",
                    options.min
                ));
            }
            Ok(None)
        };
        let mut answers = Vec::new();
        match &self.file {
            None => answers.extend(answer(query, &mut searchers)?),
            Some(path) => {
                for line in queries(path)? {
                    answers.extend(answer(&line?, &mut searchers)?);
                }
            }
        }
        if self.format == Form::Json {
            writeln!(out, "{}", json!({ "schema_version": 1, "queries": answers }))?;
        }
        out.flush()?;
        Ok(Outcome::Fine)
    }
}

type Lines = Box<dyn Iterator<Item = Result<String, Failure>>>;

/// Returns the lines of a file or of stdin; those that are not UTF-8 end the reading.
fn queries(path: &Path) -> Result<Lines, Failure> {
    let name = path.display().to_string();
    let reader: Box<dyn BufRead> = if path.as_os_str() == "-" {
        Box::new(BufReader::new(io::stdin()))
    } else {
        let file = std::fs::File::open(path).map_err(|e| Failure::new(format!("{name}: {e}")))?;
        Box::new(BufReader::new(file))
    };
    let mut number = 0;
    Ok(Box::new(reader.lines().map(move |line| {
        number += 1;
        let line = line.map_err(|e| Failure::new(format!("{name}:{number}: {e}")))?;
        Ok(if number == 1 { line.trim_start_matches('\u{FEFF}').to_owned() } else { line })
    })))
}

/// Writes the door for scorers: score and line of each match, every occurrence for itself.
fn tsv(
    out: &mut impl Write,
    query: &str,
    searchers: &mut [Searcher<'_>],
    options: &SearchOptions,
    context: &Context,
) -> Result<(), Failure> {
    let mut found: Vec<(u8, u64)> = Vec::new();
    let plain = options.penalties == pipeline::Penalties::default() && options.origin.is_none();
    if plain {
        for searcher in searchers {
            searcher.refresh(&context.watch())?;
            for one in searcher.find(query, &[], options.min, options.limit)? {
                let lines = searcher.lines(one.unit, options.limit)?;
                found.extend(lines.into_iter().map(|line| (one.percent, line)));
            }
        }
        found.sort_by_key(|(percent, _)| std::cmp::Reverse(*percent));
    } else {
        let matches = all_matches(query, searchers, options, context)?;
        found.extend(matches.iter().map(|m| (m.percent, m.unit.origin.line)));
    }
    for (at, (percent, line)) in found.iter().take(options.limit).enumerate() {
        write!(out, "{}{percent}\t{line}", if at > 0 { "\t" } else { "" })?;
    }
    writeln!(out)?;
    Ok(())
}

fn all_matches(
    query: &str,
    searchers: &mut [Searcher<'_>],
    options: &SearchOptions,
    context: &Context,
) -> Result<Vec<Match>, Failure> {
    let mut all = Vec::new();
    for searcher in searchers {
        searcher.refresh(&context.watch())?;
        all.extend(searcher.matches(query, &[], options)?);
    }
    all.sort_by_key(|m| std::cmp::Reverse(m.percent));
    all.truncate(options.limit);
    Ok(all)
}

fn show(out: &mut impl Write, found: &Match, context: &Context) -> Result<(), Failure> {
    let style = context.style();
    let spans: Vec<_> = found.edits.iter().filter(|e| !e.same).map(|e| e.unit.clone()).collect();
    writeln!(
        out,
        "{:>3}%  {}: {}",
        found.percent,
        found.source.lang,
        style.marked(&found.source.text, &spans)
    )?;
    writeln!(out, "      {}: {}", found.target.lang, style.isolated(&found.target.text))?;
    let mut notes = vec![place_label(&found.unit)];
    if found.unit.approved {
        notes.push("approved".to_owned());
    } else if let Some(confidence) = found.unit.confidence {
        notes.push(format!("aligned {confidence:.2}"));
    }
    if found.percent < 100 {
        let differing: Vec<&str> = found.score.differences.iter().map(|d| d.as_str()).collect();
        notes.push(format!("differs in {}", differing.join(", ")));
    }
    for (penalty, points) in &found.penalties {
        let name = serde_json::to_value(penalty).map_err(io::Error::from)?;
        notes.push(format!("{} −{points}", name.as_str().unwrap_or_default()));
    }
    writeln!(out, "      {}", printable(&notes.join(" · ")))?;
    Ok(())
}

fn value(found: &Match) -> Value {
    let penalties: Vec<Value> =
        found.penalties.iter().map(|(p, points)| json!({ "kind": p, "points": points })).collect();
    json!({
        "score": found.percent,
        "text_score": found.score.percent,
        "differences": found.score.differences,
        "word_edits": found.score.edits.0,
        "edits": found.edits,
        "penalties": penalties,
        "source": { "lang": found.source.lang, "text": found.source.text },
        "target": { "lang": found.target.lang, "text": found.target.text },
        "origin": found.unit.origin,
        "approved": found.unit.approved,
        "confidence": found.unit.confidence,
        "id": found.unit.id,
    })
}
