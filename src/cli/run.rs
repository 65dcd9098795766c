//! `yeksan run`: the main job.

use super::check::Selection;
use super::context::Context;
use super::failure::Failure;
use super::findings::{Format, show};
use super::languages::{Languages, score};
use super::outcome::Outcome;
use crate::model::Lang;
use crate::pipeline::{self, AlignOptions, Output, PairFiles, RunOptions, RunOutcome, TextOptions};
use crate::report::{self, Html, Report, Title};
use crate::store::{Access, Durability, SqliteStore};
use clap::Args;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Two documents in, a checked translation memory out
///
/// Segments and aligns the documents, stores the units, finds names and how each was rendered, checks everything, and
/// writes memory.db, memory.tmx and report.html. The findings, most harmful first, go to stdout. Running it again with
/// the same files changes nothing. Exit code 0, with or without findings.
///
/// Two folders are an archive: its files are paired as `align --plan` shows. Files without a counterpart, broken ones and those
/// in another language are named on stderr; then the exit code is 3.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  yeksan run release.en.txt release.fa.txt --out job1
  yeksan run release.html release.fa.html --out job1 -s en -t fa
  yeksan run archive/en archive/fa --out job2
  yeksan run a.en.md a.fa.md --out job1 --format json > findings.json")]
pub(super) struct Run {
    /// The source document (txt, md, html), or a folder of them
    #[arg(value_name = "SOURCE")]
    source_file: PathBuf,
    /// Its translation, or their folder
    #[arg(value_name = "TARGET")]
    target_file: PathBuf,
    /// The folder for memory.db, memory.tmx and report.html
    #[arg(short, long, value_name = "DIR", default_value = "yeksan-job")]
    out: PathBuf,
    #[command(flatten)]
    languages: Languages,
    #[command(flatten)]
    selection: Selection,
    /// How findings are written to stdout
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
    /// Store nothing when the aligner is less sure than this of the whole pair
    #[arg(long, value_name = "0..1", default_value_t = 0.3, value_parser = score)]
    min_score: f64,
    /// A glossary to import first (csv, tsv, OmegaT's txt)
    #[arg(long, value_name = "FILE")]
    glossary: Option<PathBuf>,
}

impl Run {
    pub(super) fn run(self, context: &Context) -> Result<Outcome, Failure> {
        let files = PairFiles {
            source: self.source_file.clone(),
            target: self.target_file.clone(),
            id: "run".to_owned(),
        };
        let wanted = self.languages.wanted(context);
        let selection = self.selection.options(context)?;
        // Before anything is made: files that are none leave no empty job behind.
        let archive = files.source.is_dir() && files.target.is_dir();
        for path in [&files.source, &files.target].into_iter().filter(|_| !archive) {
            pipeline::load(path, None, &TextOptions::default())?;
        }
        let mut store = open_job(&self.out, context)?;
        if let Some(glossary) = &self.glossary {
            let side =
                |given: &Option<Lang>, path: &Path| given.clone().or_else(|| pipeline::from_name(path));
            let (Some(source), Some(target)) =
                (&side(&wanted.source, &files.source), &side(&wanted.target, &files.target))
            else {
                return Err(Failure::new("--glossary needs the languages").hint("add -s en -t fa"));
            };
            let step = context.step(Durability::Full);
            let changes = pipeline::import_terms(&mut store, &step, glossary, (source, target), false)?;
            super::glossary::say_changes(context, &changes);
        }
        let options = RunOptions {
            align: AlignOptions { wanted, text: context.text(None)?, ..AlignOptions::default() },
            check: selection,
            min_score: self.min_score,
            step: context.step(Durability::Bulk),
        };
        if archive {
            return self.archive(&[files.source, files.target], &mut store, &options, context);
        }
        let outcome = job(&files, &mut store, &self.out, &options, context)?;
        show(&outcome.checked, &outcome.units, languages(&outcome), (self.format, None, false), context)?;
        summary(&outcome, &self.out, context);
        Ok(Outcome::Fine)
    }
}

impl Run {
    /// Runs the main job on two folders and writes its files.
    fn archive(
        &self,
        folders: &[PathBuf],
        store: &mut SqliteStore,
        options: &RunOptions,
        context: &Context,
    ) -> Result<Outcome, Failure> {
        let tmx = self.out.join("memory.tmx");
        let outcome = pipeline::run_archive(folders, store, &tmx, options, &context.watch())?;
        let (source, target) = (&outcome.languages.0, &outcome.languages.1);
        let heading: Vec<_> = folders.iter().map(|f| short(f)).collect();
        let count = outcome.units.len() + outcome.repeated;
        let title = Title {
            heading: heading.join(" ↔ "),
            lines: vec![format!("{source} → {target}: {} pairs, {count} units in the memory", outcome.pairs)],
            places: 20,
        };
        let page = report::Context { units: &outcome.units, source, target };
        let mut page = Html::new(Output::create(&self.out.join("report.html"))?, page, title);
        for finding in &outcome.checked.findings {
            page.finding(finding)?;
        }
        page.finish(&outcome.checked.summary)?;
        page.into_inner().keep()?;
        show(&outcome.checked, &outcome.units, (source, target), (self.format, None, false), context)?;
        for error in &outcome.failed {
            context.error(&error.to_string());
        }
        for (source, target, confidence) in &outcome.low {
            let (source, target) = (source.display(), target.display());
            context.error(&format!(
                "{source} and {target} do not look like translations (confidence {confidence:.2})"
            ));
        }
        for path in &outcome.orphans {
            context.error(&format!("{}: no counterpart", path.display()));
        }
        let (low, failed, lone) = (outcome.low.len(), outcome.failed.len(), outcome.orphans.len());
        context.say(&format!(
            "{} pairs · {} ok · {low} low · {failed} failed · {lone} files without a counterpart · {count} units ({} new)",
            outcome.pairs + low + failed,
            outcome.pairs,
            outcome.added
        ));
        context.say(&format!("wrote {0}/memory.db {0}/memory.tmx {0}/report.html", self.out.display()));
        Ok(if low + failed + lone > 0 { Outcome::Partly } else { Outcome::Fine })
    }
}

fn languages(outcome: &RunOutcome) -> (&crate::model::Lang, &crate::model::Lang) {
    (&outcome.pair.languages.source, &outcome.pair.languages.target)
}

/// Makes the job's folder and opens its store.
pub(super) fn open_job(out: &Path, context: &Context) -> Result<SqliteStore, Failure> {
    fs::create_dir_all(out).map_err(|e| {
        Failure::new(format!("{}: cannot make the folder: {e}", out.display())).hint("--out names another")
    })?;
    let path = context.given_store().unwrap_or_else(|| out.join("memory.db"));
    Ok(SqliteStore::open(&path, Access::Create)?)
}

/// Runs the main job and writes its files.
pub(super) fn job(
    files: &PairFiles,
    store: &mut SqliteStore,
    out: &Path,
    options: &RunOptions,
    context: &Context,
) -> Result<RunOutcome, Failure> {
    let outcome = pipeline::run(files, store, &out.join("memory.tmx"), options, &context.watch())?;
    context.warn_of(&outcome.pair);
    page(&outcome, &out.join("report.html"))?;
    Ok(outcome)
}

fn page(outcome: &RunOutcome, path: &Path) -> Result<(), Failure> {
    let (source, target) = languages(outcome);
    let context = report::Context { units: &outcome.units, source, target };
    let (missing, added) = lone(outcome);
    let title = Title {
        heading: format!("{} ↔ {}", short(&outcome.pair.files.source), short(&outcome.pair.files.target)),
        lines: vec![format!(
            "{source} → {target}: {} units in the memory, confidence of the pair {:.2}, {missing} source segments without \
             translation, {added} target segments without source",
            outcome.whole + outcome.repeated,
            outcome.pair.confidence
        )],
        places: 20,
    };
    let mut page = Html::new(Output::create(path)?, context, title);
    for finding in &outcome.checked.findings {
        page.finding(finding)?;
    }
    page.finish(&outcome.checked.summary)?;
    Ok(page.into_inner().keep()?)
}

/// Returns the name of a file without its folders.
fn short(path: &Path) -> std::borrow::Cow<'_, str> {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy()
}

/// Returns how many segments of the pair have no partner: of the source, of the target.
fn lone(outcome: &RunOutcome) -> (usize, usize) {
    let lone = &outcome.units[outcome.whole..];
    let added = lone.iter().filter(|u| u.variants.first().is_some_and(|v| v.text.is_empty())).count();
    (lone.len() - added, added)
}

fn summary(outcome: &RunOutcome, out: &Path, context: &Context) {
    let doubtful =
        outcome.units[..outcome.whole].iter().filter(|u| u.confidence.is_some_and(|c| c < 0.5)).count();
    let (missing, added) = lone(outcome);
    context.say(&format!(
        "{} units ({} new, {doubtful} doubtful), {missing} source segments without translation, {added} target segments \
         without source, confidence {:.2}",
        outcome.whole + outcome.repeated,
        outcome.stored.added,
        outcome.pair.confidence
    ));
    context.say(&format!("wrote {0}/memory.db {0}/memory.tmx {0}/report.html", out.display()));
    let _ = std::io::stderr().flush();
}
