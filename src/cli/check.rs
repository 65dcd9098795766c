//! `yeksan check`: everything that can be said against a memory or a delivery.

use super::context::Context;
use super::failure::Failure;
use super::languages::Languages;
use super::outcome::Outcome;
use crate::model::{Lang, TranslationUnit};
use crate::pipeline::{self, AlignOptions, CheckOptions, Checked, PairFiles};
use crate::report::{self, Github, Html, Json, Report, Text, Title};
use crate::store::{Access, Filter, Store};
use clap::{Args, ValueEnum};
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

/// How findings are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// Lines for a person.
    Text,
    /// One JSON document.
    Json,
    /// A self-contained page.
    Html,
    /// Annotations of a GitHub workflow.
    Github,
}

/// Which checks run.
#[derive(Debug, Clone, Default, Args)]
pub(super) struct Selection {
    /// Run only these checks [default: all]
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    select: Vec<String>,
    /// Leave these checks out
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    ignore: Vec<String>,
}

impl Selection {
    /// Returns the options, the configuration's where none were given.
    pub(super) fn options(&self, context: &Context) -> Result<CheckOptions, Failure> {
        let pick = |given: &Vec<String>, configured: &Vec<String>| {
            if given.is_empty() { configured.clone() } else { given.clone() }
        };
        let options = CheckOptions {
            select: pick(&self.select, &context.config.check.select),
            ignore: pick(&self.ignore, &context.config.check.ignore),
        };
        options.validate().map_err(|e| unknown_code(&e.code))?;
        Ok(options)
    }
}

fn unknown_code(code: &str) -> Failure {
    let near = pipeline::pages()
        .iter()
        .map(|p| p.code)
        .max_by(|a, b| strsim::jaro_winkler(a, code).total_cmp(&strsim::jaro_winkler(b, code)));
    let failure = Failure::new(format!("no check is called {code}"));
    let failure = match near {
        Some(near) if strsim::jaro_winkler(near, code) > 0.75 => {
            failure.hint(format!("did you mean {near}?"))
        }
        _ => failure,
    };
    failure.hint("`yeksan check --explain all` lists them")
}

/// Check a memory, or one delivery against it
///
/// Without files, checks every unit of the store. With a document and its translation, aligns them in memory and checks
/// them without storing anything. Exit code 1 when there are findings.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  yeksan check                                  the whole store
  yeksan check new.en.txt new.fa.txt            one delivery, nothing stored
  yeksan check --select name-variant,title-variant --format json
  yeksan check --explain name-variant")]
pub(super) struct Check {
    /// A document and its translation; none for the whole store
    #[arg(value_name = "FILE", num_args = 0..=2)]
    files: Vec<PathBuf>,
    #[command(flatten)]
    languages: Languages,
    #[command(flatten)]
    selection: Selection,
    /// How findings are written
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
    /// Say what a check does (`all` lists them) and stop
    #[arg(long, value_name = "CODE")]
    explain: Option<String>,
    /// Exit with 0 even when there are findings
    #[arg(long)]
    exit_zero: bool,
}

impl Check {
    pub(super) fn run(self, context: &Context) -> Result<Outcome, Failure> {
        if let Some(code) = &self.explain {
            return explain(code);
        }
        let options = self.selection.options(context)?;
        let wanted = self.languages.wanted(context);
        let watch = context.watch();
        let (units, whole, pair, decided);
        match self.files.as_slice() {
            [] => {
                let store = context.store(Access::Read)?;
                pair = super::languages::store_languages(&store, &wanted, context)?;
                let filter = Filter { languages: vec![pair.0.clone(), pair.1.clone()], ..Filter::default() };
                units = store.units(&filter)?;
                whole = units.len();
                decided = pipeline::decided(&store, &pair.0, &pair.1)?;
                if units.is_empty() {
                    return Err(pipeline::Error::NoUnits(format!("{} and {}", pair.0, pair.1)).into());
                }
            }
            [source, target] => {
                let files =
                    PairFiles { source: source.clone(), target: target.clone(), id: "check".to_owned() };
                let align = AlignOptions { wanted, ..AlignOptions::default() };
                let batch = pipeline::align(std::slice::from_ref(&files), &align, &watch)?;
                let Some(result) = batch.pairs.into_iter().next() else {
                    return Err(pipeline::Error::Stopped.into());
                };
                let aligned = result.map_err(|(_, error)| error)?;
                context.warn_of(&aligned);
                pair = (aligned.languages.source.clone(), aligned.languages.target.clone());
                (units, whole) = pipeline::units_of(&aligned);
                decided = if context.store_path().exists() {
                    pipeline::decided(&context.store(Access::Read)?, &pair.0, &pair.1)?
                } else {
                    pipeline::Decided::default()
                };
            }
            _ => {
                return Err(Failure::new("one file is no pair")
                    .hint("give a document and its translation, or no file for the whole store"));
            }
        }
        let checked = pipeline::check(&units, whole, (&pair.0, &pair.1), &decided, &options, &watch)?;
        show(&checked, &units, (&pair.0, &pair.1), self.format, context)?;
        Ok(if checked.findings.is_empty() || self.exit_zero { Outcome::Fine } else { Outcome::Findings })
    }
}

fn explain(code: &str) -> Result<Outcome, Failure> {
    let mut out = io::stdout().lock();
    if code == "all" {
        for page in pipeline::pages() {
            writeln!(out, "{:20} {}", page.code, page.summary)?;
        }
        return Ok(Outcome::Fine);
    }
    let page = pipeline::explain(code).ok_or_else(|| unknown_code(code))?;
    writeln!(out, "{}: {}\n\n{}", page.code, page.summary, page.text)?;
    Ok(Outcome::Fine)
}

/// Writes findings to stdout.
pub(super) fn show(
    checked: &Checked,
    units: &[TranslationUnit],
    (source, target): (&Lang, &Lang),
    format: Format,
    context: &Context,
) -> Result<(), Failure> {
    let seen = report::Context { units, source, target };
    let out = BufWriter::new(io::stdout().lock());
    let mut report: Box<dyn Report> = match format {
        Format::Text => Box::new(Text::new(out, seen, context.style())),
        Format::Json => Box::new(Json::new(out, seen)),
        Format::Github => Box::new(Github::new(out, seen)),
        Format::Html => {
            let title = Title { heading: format!("{source} → {target}"), lines: Vec::new(), places: 20 };
            Box::new(Html::new(out, seen, title))
        }
    };
    for finding in &checked.findings {
        report.finding(finding)?;
    }
    Ok(report.finish(&checked.summary)?)
}
