//! The main job: two documents in, a checked translation memory out.

use super::align::{AlignOptions, Aligned, LOT, PairFiles, align, store_lot};
use super::allow::{Sieve, allowances, sift};
use super::archive::{PairBy, plan};
use super::check::{CheckOptions, Checked, check};
use super::error::Error;
use super::exchange::{ExportOptions, export_tmx};
use super::known::Known;
use super::languages::Wanted;
use super::lone::{ToCheck, units_to_check};
use super::output::Output;
use super::place::store_folder;
use super::settle::decided;
use super::teach::Taught;
use super::watch::Watch;
use crate::model::{Lang, TranslationUnit};
use crate::store::{Filter, Replaced, SqliteStore, StepInfo};
use std::path::{Path, PathBuf};

/// What the main job is told.
#[derive(Debug, Clone)]
pub struct RunOptions {
    /// How the pair is aligned.
    pub align: AlignOptions,
    /// Which checks run.
    pub check: CheckOptions,
    /// Below this confidence of the document nothing is stored, 0..=1.
    pub min_score: f64,
    /// Who does it, and when.
    pub step: StepInfo,
}

/// What the main job brought.
#[derive(Debug)]
pub struct RunOutcome {
    /// The aligned pair.
    pub pair: Aligned,
    /// The units that were checked: the store's, then the source segments without a translation.
    pub units: Vec<TranslationUnit>,
    /// How many of them are the store's.
    pub whole: usize,
    /// How many more occurrences of boilerplate the store has, which were not looked at again.
    pub repeated: usize,
    /// What storing did.
    pub stored: Replaced,
    /// What was found.
    pub checked: Checked,
}

/// Aligns two files, stores the units in `store`, checks them and writes `tmx`.
///
/// Running it again with the same files changes nothing.
///
/// # Errors
///
/// Whatever stops a part; what was committed before stays.
pub fn run(
    files: &PairFiles,
    store: &mut SqliteStore,
    tmx: &Path,
    options: &RunOptions,
    watch: &Watch,
) -> Result<RunOutcome, Error> {
    let mut align_options = options.align.clone();
    align_options.memory = Taught::by(store, &align_options, watch)?.with_alignments(store)?;
    let folder = store_folder(store.path());
    align_options.known = Known::of(store, &folder, std::slice::from_ref(files))?;
    align_options.folder = Some(folder);
    let mut batch = align(std::slice::from_ref(files), &align_options, watch)?;
    let pair = match batch.pairs.pop() {
        Some(Ok(pair)) => pair,
        Some(Err((_, error))) => return Err(error),
        None => return Err(Error::Stopped),
    };
    if options.min_score > 0.0 && (!pair.related || pair.confidence < options.min_score) {
        return Err(Error::Unrelated {
            source_path: pair.source.document.name.clone(),
            target_path: pair.target.document.name.clone(),
            confidence: pair.confidence,
        });
    }
    let stored = store_lot(store, &options.step, std::slice::from_ref(&pair), &batch.lexicons)?;
    let languages = (&pair.languages.source, &pair.languages.target);
    let (ToCheck { units, whole, repeated }, checked) = finish(store, languages, tmx, options, watch)?;
    Ok(RunOutcome { pair, units, whole, repeated, stored, checked })
}

/// What the main job brought for an archive.
#[derive(Debug)]
pub struct ArchiveOutcome {
    /// The languages of both sides.
    pub languages: (Lang, Lang),
    /// How many pairs the store has of it now.
    pub pairs: usize,
    /// Pairs that do not look like translations and were not stored: source file, target file, confidence.
    pub low: Vec<(PathBuf, PathBuf, f64)>,
    /// Why files and pairs failed, one message each that names the file.
    pub failed: Vec<Error>,
    /// Files without a counterpart.
    pub orphans: Vec<PathBuf>,
    /// The store's units, which were checked.
    pub units: Vec<TranslationUnit>,
    /// How many more occurrences of boilerplate the store has, which were not looked at again.
    pub repeated: usize,
    /// How many units are new.
    pub added: u64,
    /// What was found.
    pub checked: Checked,
}

/// Pairs the files of two folders, aligns and stores them lot by lot, checks the memory and writes `tmx`.
///
/// A job that was stopped goes on where it stopped. Files and pairs that fail stop nothing.
///
/// # Errors
///
/// No pair at all; whatever stops a part; lots that were stored before stay.
pub fn run_archive(
    folders: &[PathBuf],
    store: &mut SqliteStore,
    tmx: &Path,
    options: &RunOptions,
    watch: &Watch,
) -> Result<ArchiveOutcome, Error> {
    let plan = plan(folders, &options.align.wanted, PairBy::Auto, None, watch)?;
    let Some(languages) = plan.languages.filter(|_| !plan.pairs.is_empty()) else {
        let path = folders.first().cloned().unwrap_or_default();
        return Err(Error::File { path, detail: "no file has a counterpart in the other folder".to_owned() });
    };
    let mut failed: Vec<Error> = plan.failed.into_iter().map(|f| f.1).collect();
    let (mut pairs, mut low, mut added) = (0, Vec::new(), 0);
    let files: Vec<PairFiles> = plan.pairs.into_iter().map(|p| p.files).collect();
    let folder = store_folder(store.path());
    let mut align_options = options.align.clone();
    align_options.wanted = Wanted { source: Some(languages.0.clone()), target: Some(languages.1.clone()) };
    align_options.folder = Some(folder.clone());
    let taught = Taught::by(store, &align_options, watch)?;
    for lot in files.chunks(LOT) {
        align_options.known = Known::of(store, &folder, lot)?;
        align_options.memory = taught.with_alignments(store)?;
        let batch = align(lot, &align_options, watch)?;
        let mut fresh = Vec::new();
        for result in batch.pairs {
            match result {
                Err((_, error)) => failed.push(error),
                Ok(pair)
                    if options.min_score > 0.0 && (!pair.related || pair.confidence < options.min_score) =>
                {
                    low.push((pair.files.source, pair.files.target, pair.confidence));
                }
                Ok(pair) => {
                    pairs += 1;
                    if !pair.known {
                        fresh.push(pair);
                    }
                }
            }
        }
        added += store_lot(store, &options.step, &fresh, &batch.lexicons)?.added;
    }
    let (seen, checked) = finish(store, (&languages.0, &languages.1), tmx, options, watch)?;
    let (units, repeated) = (seen.units, seen.repeated);
    Ok(ArchiveOutcome {
        languages,
        pairs,
        low,
        failed,
        orphans: plan.orphans,
        units,
        repeated,
        added,
        checked,
    })
}

/// Checks the store's units, those of one side too, and writes the store as TMX; gives back what was checked and what was
/// found.
fn finish(
    store: &mut SqliteStore,
    languages: (&Lang, &Lang),
    tmx: &Path,
    options: &RunOptions,
    watch: &Watch,
) -> Result<(ToCheck, Checked), Error> {
    let seen = units_to_check(store, languages)?;
    let ToCheck { units, whole, .. } = &seen;
    let decided = decided(store, languages.0, languages.1)?;
    let checked = check(units, *whole, languages, &decided, &options.check, watch)?;
    let allowances = allowances(store)?.into_iter().map(|(_, a)| a).collect();
    let sieve = Sieve { allowances, whole: true, ..Sieve::default() };
    let checked = sift(checked, units, languages, &sieve, &options.check);
    let export = ExportOptions { when: options.step.when, ..ExportOptions::default() };
    export_tmx(store, &Filter::default(), Output::create(tmx)?, &export, watch)?.0.keep()?;
    Ok((seen, checked))
}
