//! The main job: two documents in, a checked translation memory out.

use super::align::{
    AlignOptions, Aligned, PairFiles, align, memory_lexicon, store_lexicon, store_pair, units_of,
};
use super::allow::{Sieve, allowances, sift};
use super::check::{CheckOptions, Checked, check};
use super::error::Error;
use super::exchange::{ExportOptions, export_tmx};
use super::known::Known;
use super::output::Output;
use super::place::store_folder;
use super::settle::decided;
use super::watch::Watch;
use crate::model::TranslationUnit;
use crate::store::{Filter, Replaced, SqliteStore, StepInfo, Store};
use std::path::Path;

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
    if align_options.memory.is_none() {
        align_options.memory = memory_lexicon(store, &options.align.wanted)?;
    }
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
    let stored = store_pair(store, &options.step, &pair)?;
    let languages = (&pair.languages.source, &pair.languages.target);
    if let Some((_, _, lexicon)) = batch.lexicons.pop()
        && stored.added + stored.removed > 0
    {
        store_lexicon(store, &options.step, languages, &lexicon)?;
    }
    let filter = Filter { languages: vec![languages.0.clone(), languages.1.clone()], ..Filter::default() };
    let mut units = store.units(&filter)?;
    let whole = units.len();
    let (own, count) = units_of(&pair);
    units.extend(own.into_iter().skip(count));
    let decided = decided(store, languages.0, languages.1)?;
    let checked = check(&units, whole, languages, &decided, &options.check, watch)?;
    let allowances = allowances(store)?.into_iter().map(|(_, a)| a).collect();
    let sieve = Sieve { allowances, whole: true, ..Sieve::default() };
    let checked = sift(checked, &units, languages, &sieve, &options.check);
    let export = ExportOptions { when: options.step.when, ..ExportOptions::default() };
    export_tmx(store, &Filter::default(), Output::create(tmx)?, &export, watch)?.0.keep()?;
    Ok(RunOutcome { pair, units, whole, stored, checked })
}
