//! `yeksan analyse`: the table that translators bill by.

use super::context::Context;
use super::failure::Failure;
use super::languages::Languages;
use super::outcome::Outcome;
use super::search::pair_of;
use crate::pipeline::{self, Analysis, SearchOptions, Searcher};
use crate::report::printable;
use crate::store::Access;
use clap::{Args, ValueEnum};
use serde_json::{Map, Value, json};
use std::io::{self, BufWriter, Read, Write};
use std::path::PathBuf;

/// The forms of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// For reading.
    Text,
    /// {"schema_version", "files", "total"}.
    Json,
    /// File, band, segments, words, characters.
    Tsv,
    /// The same as a workbook; wants --out.
    Xlsx,
}

/// Count what the memory saves: new, fuzzy by score, the same, in context, repeated
///
/// Segments, words and characters a band, for each file and for all. A segment counts as a repetition when it stood
/// earlier in these files and the memory does not have it whole.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  yeksan analyse release.en.txt
  yeksan analyse job/*.md --format tsv
  yeksan analyse job/*.html --format xlsx --out quote.xlsx")]
pub(super) struct Analyse {
    /// Documents (txt, md, html); `-` is stdin
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// Count against units of this file only
    #[arg(long, value_name = "FILE")]
    against: Option<String>,
    #[command(flatten)]
    languages: Languages,
    /// The form of the table
    #[arg(long, value_name = "FORM", default_value = "text")]
    format: Form,
    /// Write the table to a file
    #[arg(short, long, value_name = "FILE", required_if_eq("format", "xlsx"))]
    out: Option<PathBuf>,
}

impl Analyse {
    pub(super) fn run(self, context: &Context) -> Result<Outcome, Failure> {
        let wanted = self.languages.wanted(context);
        let store = if context.store_path().exists() || context.given_store().is_some() {
            Some(context.store(Access::Read)?)
        } else {
            context.warn("there is no memory here: everything is new; --db names one");
            None
        };
        let pair = store.as_ref().map(|store| pair_of(store, &wanted, context)).transpose()?;
        let source = pair.as_ref().map(|(source, _)| source.clone()).or(wanted.source);
        let against = match (&store, &self.against) {
            (Some(store), Some(name)) => Some(pipeline::known_origin(store, name, false)?),
            (None, Some(_)) => {
                return Err(
                    Failure::new("--against needs a memory, and there is none here").hint("--db names one")
                );
            }
            (_, None) => None,
        };
        let (reading, mut texts, mut failed) = (context.text(None)?, Vec::new(), 0);
        for file in &self.files {
            let loaded = if file.as_os_str() == "-" {
                let mut bytes = Vec::new();
                io::stdin().lock().read_to_end(&mut bytes)?;
                pipeline::load_bytes(&bytes, source.as_ref(), &reading)
            } else {
                pipeline::load(file, source.as_ref(), &reading)
            };
            match loaded {
                Ok(text) => texts.push(text),
                Err(error) if self.files.len() == 1 => return Err(error.into()),
                Err(error) => {
                    context.error(&error.to_string());
                    failed += 1;
                }
            }
        }
        let mut searcher = match (&store, &pair) {
            (Some(store), Some((source, target))) => {
                Some(Searcher::open(store, (source, target), Some(store.path()), &context.watch())?)
            }
            _ => None,
        };
        let options = SearchOptions {
            penalties: context.config.search.penalties,
            origin: against,
            ..SearchOptions::default()
        };
        let (files, all) = pipeline::analyse(&texts, searcher.as_mut(), &options, &context.watch())?;
        let bytes = match self.format {
            Form::Text => text(&files, &all),
            Form::Tsv => tsv(&files, &all),
            Form::Json => {
                let files: Vec<Value> = files.iter().map(value).collect();
                format!("{}\n", json!({ "schema_version": 1, "files": files, "total": value(&all) }))
                    .into_bytes()
            }
            Form::Xlsx => pipeline::analysis_workbook(&files, &all)?,
        };
        match &self.out {
            Some(path) => pipeline::write_whole(path, &bytes)?,
            None => {
                let mut out = BufWriter::new(io::stdout().lock());
                out.write_all(&bytes)?;
                out.flush()?;
            }
        }
        Ok(if failed > 0 { Outcome::Partly } else { Outcome::Fine })
    }
}

fn text(files: &[Analysis], all: &Analysis) -> Vec<u8> {
    let mut out = String::new();
    for (name, analysis) in pipeline::analysis_tables(files, all) {
        out.push_str(&format!("{}\n", printable(name)));
        out.push_str(&format!(
            "  {:<12}{:>10}{:>12}{:>13}{:>7}\n",
            "", "segments", "words", "characters", "words"
        ));
        let words = analysis.total().words.max(1);
        for (band, tally) in analysis.rows() {
            let share = format!("{} %", (100 * tally.words + words / 2) / words);
            out.push_str(&format!(
                "  {band:<12}{:>10}{:>12}{:>13}{share:>7}\n",
                tally.segments, tally.words, tally.characters
            ));
        }
    }
    out.into_bytes()
}

fn tsv(files: &[Analysis], all: &Analysis) -> Vec<u8> {
    let mut out = String::from("file\tband\tsegments\twords\tcharacters\n");
    for (name, analysis) in pipeline::analysis_tables(files, all) {
        for (band, tally) in analysis.rows() {
            let name = printable(name);
            out.push_str(&format!(
                "{name}\t{band}\t{}\t{}\t{}\n",
                tally.segments, tally.words, tally.characters
            ));
        }
    }
    out.into_bytes()
}

fn value(analysis: &Analysis) -> Value {
    let bands: Map<String, Value> =
        analysis.rows().map(|(band, tally)| (band.to_owned(), json!(tally))).collect();
    if analysis.name.is_empty() {
        json!({ "bands": bands })
    } else {
        json!({ "file": analysis.name, "bands": bands })
    }
}
