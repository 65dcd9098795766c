//! `yeksan check`: everything that can be said against a memory or a delivery.

use super::context::Context;
use super::failure::Failure;
use super::findings::{Format, show};
use super::languages::{Languages, store_languages};
use super::outcome::Outcome;
use crate::model::{Lang, Severity, TranslationUnit};
use crate::pipeline::{
    self, AlignOptions, CheckOptions, Checked, Decided, Fixed, PairFiles, Sieve, Taught, Wanted, Writing,
};
use crate::store::{Access, Durability, Filter, SqliteStore, Store};
use clap::{Args, ValueEnum};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Which checks run.
#[derive(Debug, Clone, Default, Args)]
pub(super) struct Selection {
    /// Say only this: codes, their first words (`term`), severities (`error`) [default: all]
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    select: Vec<String>,
    /// Leave this out: codes, their first words, severities
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

pub(super) fn unknown_code(code: &str) -> Failure {
    let failure = Failure::new(format!("no check is called {code}"));
    let failure = match pipeline::nearest_check(code) {
        Some(near) => failure.hint(format!("did you mean {near}?")),
        None => failure,
    };
    failure.hint("`yeksan check --explain all` lists them")
}

/// The severity from which on findings make the exit code 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FailOn {
    /// Errors only.
    Error,
    /// Errors and warnings.
    Warning,
    /// Every finding.
    Info,
}

/// Check a memory, or one delivery against it
///
/// Without files, checks every unit of the store. With a document and its translation, or one TMX file, checks them and
/// holds their names against the memory and the glossary, without storing anything. Exit code 1 when there are findings.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  yeksan check                                  the whole store
  yeksan check new.en.txt new.fa.txt            one delivery against the memory, nothing stored
  yeksan check delivery.tmx --format xlsx -o findings.xlsx
  yeksan check --select name,term --fail-on error --format sarif
  yeksan check --write-baseline known.txt       then: yeksan check --baseline known.txt
  yeksan check --fix --diff                     letters, half-spaces and controls that are sure
  yeksan check --explain name-variant")]
pub(super) struct Check {
    /// A document and its translation, or a TMX file; none for the whole store
    #[arg(value_name = "FILE", num_args = 0..=2)]
    files: Vec<PathBuf>,
    #[command(flatten)]
    languages: Languages,
    #[command(flatten)]
    selection: Selection,
    /// How findings are written
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
    /// Write them to this file instead of stdout
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Count and do not show what this file knows
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Write all that is found now as a baseline, and exit with 0
    #[arg(long, value_name = "FILE")]
    write_baseline: Option<PathBuf>,
    /// The severity from which on findings make the exit code 1 [default: info, every finding]
    #[arg(long, value_name = "SEVERITY")]
    fail_on: Option<FailOn>,
    /// Mend letters, half-spaces and lost direction controls in the memory, as one step that `undo` takes back
    #[arg(long, conflicts_with_all = ["files", "format", "output", "baseline", "write_baseline"])]
    fix: bool,
    /// With --fix: show what would change, and keep nothing
    #[arg(long, requires = "fix")]
    diff: bool,
    /// Say what a check does (`all` lists them) and stop
    #[arg(long, value_name = "CODE")]
    explain: Option<String>,
    /// Exit with 0 even when there are findings
    #[arg(long)]
    exit_zero: bool,
}

/// What was checked and what was found, nothing held back.
#[derive(Debug)]
pub(super) struct Seen {
    pub(super) checked: Checked,
    pub(super) units: Vec<TranslationUnit>,
    pub(super) pair: (Lang, Lang),
    /// The index of the first unit that is the store's.
    stored_from: usize,
}

impl Check {
    pub(super) fn run(self, context: &Context) -> Result<Outcome, Failure> {
        if let Some(code) = &self.explain {
            return explain(code);
        }
        let options = self.selection.options(context)?;
        if self.fix {
            return self.mend(&options, context);
        }
        let least = match &self.fail_on {
            Some(least) => *least,
            None => match &context.config.check.fail_on {
                Some(word) => FailOn::from_str(word, true).map_err(|_| {
                    Failure::new(format!("yeksan.toml: fail-on is `{word}`, expected error, warning or info"))
                })?,
                None => FailOn::Info,
            },
        };
        let mut sieve = Sieve { whole: self.files.is_empty(), ..Sieve::default() };
        if let Some(path) = &self.baseline {
            sieve.known = pipeline::read_baseline(path)?;
        }
        let wanted = self.languages.wanted(context);
        let seen = match self.files.as_slice() {
            [] => memory(&wanted, &options, context)?,
            [file] => {
                let units = pipeline::read_tmx(file).map_err(|e| {
                    let hint =
                        "one file is checked when it is TMX; a document needs its translation beside it";
                    Failure::from(e).hint(hint)
                })?;
                delivery(units, None, &wanted, &options, context)?
            }
            [source, target, ..] => documents(source, target, wanted, &options, context)?,
        };
        if context.store_path().exists() {
            let store = context.store(Access::Read)?;
            sieve.allowances = pipeline::allowances(&store)?.into_iter().map(|(_, a)| a).collect();
        }
        let Seen { checked, units, pair, stored_from } = seen;
        let pair = (&pair.0, &pair.1);
        let checked = pipeline::sift(checked, &units, pair, &sieve, &options);
        if let Some(path) = &self.write_baseline {
            let text = pipeline::baseline(&checked, &units, pair);
            pipeline::write_whole(path, text.as_bytes())?;
            let places = text.lines().count() - 1;
            context.say(&format!(
                "{}: {places} places of {} findings",
                path.display(),
                checked.findings.len()
            ));
            return Ok(Outcome::Fine);
        }
        let manner = (self.format, self.output.as_deref(), self.baseline.is_some());
        let located = match self.format {
            Format::Github | Format::Sarif => Some(located(&checked, &units, stored_from, context)?),
            _ => None,
        };
        show(&checked, located.as_ref().unwrap_or(&units), pair, manner, context)?;
        let floor = match least {
            FailOn::Error => Severity::Error,
            FailOn::Warning => Severity::Warning,
            FailOn::Info => Severity::Info,
        };
        let fails = checked.findings.iter().any(|f| f.severity >= floor);
        Ok(if fails && !self.exit_zero { Outcome::Findings } else { Outcome::Fine })
    }
}

impl Check {
    /// Mends what is certain, of the checks selected.
    fn mend(&self, options: &CheckOptions, context: &Context) -> Result<Outcome, Failure> {
        let writing = Writing {
            letters: options.runs("letters-mixed"),
            half_space: options.runs("half-space"),
            bidi: options.runs("bidi-control"),
            digits: false,
        };
        if writing == Writing::default() {
            return Err(Failure::new("none of the checks selected has a sure fix")
                .hint("letters-mixed, half-space and bidi-control have one"));
        }
        let mut store = context.store(if self.diff { Access::Read } else { Access::Write })?;
        let pair = store_languages(&store, &self.languages.wanted(context), context)?;
        let plan = pipeline::plan_writing(&store, (&pair.0, &pair.1), writing)?;
        let fixed = if self.diff {
            Fixed::default()
        } else {
            pipeline::apply_fix(&mut store, &context.step(Durability::Full), &plan, &context.watch())?
        };
        super::fix::show(&plan, fixed, self.diff, super::fix::Format::Text, context)?;
        Ok(Outcome::Fine)
    }
}

/// Checks the whole store.
pub(super) fn memory(wanted: &Wanted, options: &CheckOptions, context: &Context) -> Result<Seen, Failure> {
    let store = context.store(Access::Read)?;
    let pair = store_languages(&store, wanted, context)?;
    let languages = (&pair.0, &pair.1);
    let pipeline::ToCheck { units, whole, repeated } = pipeline::units_to_check(&store, languages)?;
    if repeated > 0 {
        context.say(&format!("{repeated} more units are boilerplate that was looked at already"));
    }
    if units.is_empty() {
        return Err(pipeline::Error::NoUnits(format!("{} and {}", pair.0, pair.1)).into());
    }
    let decided = pipeline::decided(&store, &pair.0, &pair.1)?;
    let checked = pipeline::check(&units, whole, languages, &decided, options, &context.watch())?;
    Ok(Seen { checked, units, pair, stored_from: 0 })
}

/// Returns the units with the lines that the findings point to, and the files as they are named from here.
fn located(
    checked: &Checked,
    units: &[TranslationUnit],
    stored_from: usize,
    context: &Context,
) -> Result<Vec<TranslationUnit>, Failure> {
    let mut units = units.to_vec();
    let path = context.store_path();
    if path.exists() {
        let all = checked.findings.iter().chain(checked.suppressed.iter().map(|(finding, _)| finding));
        let places = all.flat_map(|f| f.places.iter().chain(f.rivals.iter().flat_map(|r| &r.places)));
        let wanted = places.map(|p| p.unit).filter(|unit| *unit >= stored_from).collect();
        let here = std::env::current_dir().unwrap_or_default();
        let (store, folder) = (context.store(Access::Read)?, pipeline::store_folder(&path));
        pipeline::locate(&mut units, &wanted, &store, &folder, &here)?;
    }
    Ok(units)
}

fn units_of(store: &SqliteStore, pair: &(Lang, Lang)) -> Result<Vec<TranslationUnit>, Failure> {
    let filter = Filter { languages: vec![pair.0.clone(), pair.1.clone()], ..Filter::default() };
    Ok(store.units(&filter)?)
}

/// Aligns two documents in memory and checks them against the store, when there is one.
fn documents(
    source: &Path,
    target: &Path,
    wanted: Wanted,
    options: &CheckOptions,
    context: &Context,
) -> Result<Seen, Failure> {
    let files = PairFiles { source: source.to_owned(), target: target.to_owned(), id: "check".to_owned() };
    let mut align = AlignOptions { wanted, text: context.text(None)?, ..AlignOptions::default() };
    if context.store_path().exists() {
        let store = context.store(Access::Read)?;
        align.memory = Taught::by(&store, &align, &context.watch())?.with_alignments(&store)?;
    }
    let batch = pipeline::align(std::slice::from_ref(&files), &align, &context.watch())?;
    let Some(result) = batch.pairs.into_iter().next() else {
        return Err(pipeline::Error::Stopped.into());
    };
    let aligned = result.map_err(|(_, error)| error)?;
    context.warn_of(&aligned);
    let (mut units, whole) = pipeline::units_of(&aligned);
    // Editors and code hosts want the line.
    pipeline::set_lines(&mut units, &aligned.source.document.text, &aligned.target.document.text);
    let languages = aligned.languages;
    let wanted = Wanted { source: Some(languages.source), target: Some(languages.target) };
    delivery(units, Some(whole), &wanted, options, context)
}

/// Checks units that are not stored against those that are.
fn delivery(
    mut units: Vec<TranslationUnit>,
    whole: Option<usize>,
    wanted: &Wanted,
    options: &CheckOptions,
    context: &Context,
) -> Result<Seen, Failure> {
    let pair = super::languages::unit_languages(&units, wanted)?;
    let whole = match whole {
        Some(whole) => whole,
        None => {
            let whole;
            (units, whole) = pipeline::sides_to_check(units, (&pair.0, &pair.1));
            whole
        }
    };
    let memory = units.len();
    let mut decided = Decided::default();
    if context.store_path().exists() {
        let store = context.store(Access::Read)?;
        decided = pipeline::decided(&store, &pair.0, &pair.1)?;
        units.extend(units_of(&store, &pair)?);
        context.say(&format!(
            "held against {} units of {}",
            units.len() - memory,
            context.store_path().display()
        ));
    }
    let sizes = (whole, memory);
    let languages = (&pair.0, &pair.1);
    let checked = pipeline::check_delivery(&units, sizes, languages, &decided, options, &context.watch())?;
    Ok(Seen { checked, units, pair, stored_from: memory })
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
