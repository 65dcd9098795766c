//! Files of terms → the glossary of a store, and back.

use super::error::Error;
use super::glossary::{TermChanges, put, sound};
use super::languages::Wanted;
use crate::model::Lang;
use crate::sheet;
use crate::store::{StepInfo, Store, StoredTerm};
use glossary::table::{self, Layout};
use glossary::tbx::{self, Style};
use glossary::term::{Kind, Term};
use std::path::Path;

/// A form of file that terms are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TermForm {
    /// A table as text.
    Table(Layout),
    /// An Excel workbook.
    Xlsx,
    /// A termbase.
    Tbx(Style),
}

/// Reads a file of terms (TBX, XLSX, CSV, TSV, OmegaT's tab format, told by its content) into the store, as one step.
///
/// A term is the one of the same headword, kind, scope and languages; the same file again changes nothing.
///
/// # Errors
///
/// A file that cannot be read or is damaged as a whole, and the store's; rows and entries that are wrong are rejected one
/// by one.
pub fn import_terms(
    store: &mut dyn Store,
    step: &StepInfo,
    path: &Path,
    (source, target): (&Lang, &Lang),
    dry_run: bool,
) -> Result<TermChanges, Error> {
    let bytes =
        std::fs::read(path).map_err(|e| Error::File { path: path.to_owned(), detail: e.to_string() })?;
    if bytes.is_empty() {
        return Err(Error::File { path: path.to_owned(), detail: "the file is empty".to_owned() });
    }
    let file = path.display().to_string();
    let (terms, mut rejected) = read(&bytes, &file, &source.primary(), &target.primary())?;
    let mut taken = Vec::with_capacity(terms.len());
    for (term, why) in terms {
        match sound(&term) {
            Ok(()) => taken.push((term, why)),
            Err(error) => rejected.push(format!("{file}: {error}")),
        }
    }
    let mut changes = put(store, step, &taken, dry_run)?;
    changes.rejected = rejected;
    Ok(changes)
}

/// Terms with the reason the ledger keeps for each, and what was rejected.
type Read = (Vec<(Term, String)>, Vec<String>);

fn read(bytes: &[u8], file: &str, source_lang: &str, target_lang: &str) -> Result<Read, Error> {
    let imported = format!("imported from {file}");
    let options = table::Options { file, source_lang, target_lang, kind: Kind::Term };
    let head: String =
        String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]).chars().filter(|c| *c != '\0').collect();
    let is_tbx = ["<martif", "<tbx", "<TBX"].iter().any(|root| head.contains(root)) || file.ends_with(".tbx");
    if is_tbx {
        let (entries, errors) = tbx::read(bytes, &options).map_err(|e| Error::Terms(e.to_string()))?;
        let terms = entries.into_iter().map(|entry| {
            let mut why = imported.clone();
            let said = [entry.why, entry.who, entry.when].join(" ");
            if !said.trim().is_empty() {
                why += &format!("; {}", said.split_whitespace().collect::<Vec<_>>().join(" "));
            }
            (entry.term, why)
        });
        return Ok((terms.collect(), errors.iter().map(ToString::to_string).collect()));
    }
    let (terms, errors) = match bytes.starts_with(b"PK\x03\x04") {
        true => {
            let rows = sheet::read(bytes).map_err(|e| Error::Terms(format!("{file}: {e}")))?;
            table::read_rows(rows, &options)
        }
        false => table::read(bytes, &options),
    };
    let terms = terms.into_iter().map(|term| (term, imported.clone())).collect();
    Ok((terms, errors.iter().map(ToString::to_string).collect()))
}

/// Returns the terms of a store in a form of file, and how many there are.
///
/// Only those of the languages named; those of the opposite direction are turned round when both are.
///
/// # Errors
///
/// The store's, and [`Error::Terms`] when the form holds one pair of languages and the terms have more.
pub fn export_terms(
    store: &dyn Store,
    languages: &Wanted,
    form: TermForm,
) -> Result<(Vec<u8>, usize), Error> {
    let stored: Vec<StoredTerm> = store.terms()?.into_iter().filter_map(|t| fitting(t, languages)).collect();
    let terms: Vec<Term> = stored.iter().map(|t| t.term.clone()).collect();
    let bytes = match form {
        TermForm::Table(layout) => {
            let pairs = terms
                .windows(2)
                .any(|w| (&w[0].source_lang, &w[0].target_lang) != (&w[1].source_lang, &w[1].target_lang));
            if layout == Layout::OmegaT && pairs {
                let detail = "an OmegaT glossary has one pair of languages, and the terms have more; name it with -s and -t";
                return Err(Error::Terms(detail.to_owned()));
            }
            table::write(&terms, layout).into_bytes()
        }
        TermForm::Tbx(style) => {
            let entry = |t: StoredTerm| {
                let when = t.when.split('T').next().unwrap_or_default().to_owned();
                tbx::Entry { term: t.term, who: t.who, when, why: t.why }
            };
            let entries: Vec<tbx::Entry> = stored.into_iter().map(entry).collect();
            tbx::write(&entries, style).into_bytes()
        }
        TermForm::Xlsx => {
            let mut rows = table::cells(&terms).into_iter();
            let turned = |at: usize| {
                let lang = |t: &Term| Lang::new(if at == 0 { &t.source_lang } else { &t.target_lang });
                at < 2 && terms.first().is_some_and(|t| lang(t).is_right_to_left())
            };
            let heading = rows.next().unwrap_or_default();
            let columns = heading.iter().enumerate();
            let columns = columns.map(|(at, name)| {
                sheet::Column::new(name, if at < 2 { 30 } else { 14 }).right_to_left(turned(at))
            });
            let cells = |row: Vec<String>| row.into_iter().map(sheet::Cell::Text).collect();
            let table = sheet::Table {
                name: "Glossary".to_owned(),
                columns: columns.collect(),
                rows: rows.map(cells).collect(),
            };
            sheet::workbook(&[table])?.bytes
        }
    };
    Ok((bytes, terms.len()))
}

/// Returns a term that is of the languages named, turned round where it has to be.
fn fitting(stored: StoredTerm, languages: &Wanted) -> Option<StoredTerm> {
    let is = |wanted: &Option<Lang>, lang: &str| wanted.as_ref().is_none_or(|w| w.primary() == lang);
    let term = &stored.term;
    if is(&languages.source, &term.source_lang) && is(&languages.target, &term.target_lang) {
        return Some(stored);
    }
    let both = languages.source.is_some() && languages.target.is_some();
    let turned = is(&languages.source, &term.target_lang) && is(&languages.target, &term.source_lang);
    (both && turned).then(|| StoredTerm { term: term.reversed(), ..stored })
}
