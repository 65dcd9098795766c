//! The glossary of a store, and the tables that ship.

use super::error::Error;
use crate::lexicon::Lexicon;
use crate::model::Lang;
use crate::store::{Store, StepInfo};
use glossary::table;
use glossary::term::Term;
use std::path::Path;

/// What a change to the glossary did.
#[derive(Debug, Clone, Default)]
pub struct TermChanges {
    /// Terms that are new.
    pub added: usize,
    /// Terms that were there and changed.
    pub changed: usize,
    /// Terms that were there already.
    pub kept: usize,
    /// Rows that could not be read, with file and line.
    pub rejected: Vec<String>,
}

/// Returns the word lexicon that ships for a pair of languages, in either direction; `None` when there is none.
pub(super) fn prior(source: &Lang, target: &Lang) -> Option<Lexicon> {
    let words = glossary::data::words(&source.primary(), &target.primary())?;
    let pairs = words.iter().map(|(s, ts)| (s.as_str(), ts.iter().map(String::as_str).collect()));
    Some(Lexicon::from_words(pairs, source, target))
}

/// Adds a term to the glossary, or changes the one of the same headword, kind and languages.
///
/// # Errors
///
/// The store's.
pub fn add_term(store: &mut dyn Store, step: &StepInfo, term: &Term) -> Result<TermChanges, Error> {
    put(store, step, std::slice::from_ref(term))
}

fn put(store: &mut dyn Store, step: &StepInfo, terms: &[Term]) -> Result<TermChanges, Error> {
    let mut changes = TermChanges::default();
    let mut transaction = store.begin(step)?;
    for term in terms {
        match transaction.put_term(term)? {
            crate::store::Put::New => changes.added += 1,
            crate::store::Put::Changed => changes.changed += 1,
            crate::store::Put::Same => changes.kept += 1,
        }
    }
    transaction.commit()?;
    Ok(changes)
}

/// Reads a glossary file (CSV, TSV, OmegaT's tab format) into the store.
///
/// # Errors
///
/// A file that cannot be read, and the store's; rows that are wrong are rejected one by one.
pub fn import_terms(
    store: &mut dyn Store,
    step: &StepInfo,
    path: &Path,
    (source, target): (&Lang, &Lang),
) -> Result<TermChanges, Error> {
    let bytes = std::fs::read(path).map_err(|e| Error::File { path: path.to_owned(), detail: e.to_string() })?;
    let name = path.display().to_string();
    let (terms, errors) = table::read(&bytes, &name, &source.primary(), &target.primary());
    let mut changes = put(store, step, &terms)?;
    changes.rejected = errors.iter().map(ToString::to_string).collect();
    Ok(changes)
}
