//! Paradigms as tables: which case and number a form may stand in, and how another word forms the same.

use super::tables::{self, Kind, Paradigm};
use crate::fold::{Level, fold};

/// The cells of its paradigm that a form may stand for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cells {
    /// Indices into the endings of a paradigm, in order.
    cells: Vec<usize>,
    /// The kind of the base: nouns and adjectives are not mixed.
    kind: Kind,
}

impl Cells {
    /// Returns the one form of `base` that all the cells have, `None` when there are several or none.
    pub(super) fn put_on(&self, base: &str, lang: &str) -> Option<String> {
        let own: Vec<&Paradigm> = paradigms(base, lang);
        let same = own.iter().any(|p| p.kind == self.kind);
        let fits = |p: &&Paradigm| match same {
            true if self.kind == Kind::Surname => p.kind == Kind::Surname,
            _ => (p.kind == Kind::Adjective) == (self.kind == Kind::Adjective),
        };
        let mut found: Option<String> = None;
        let mut known = false;
        for paradigm in own.into_iter().filter(fits) {
            known = true;
            for &cell in &self.cells {
                let form = written(base, paradigm, cell)?;
                match &found {
                    None => found = Some(form),
                    Some(other) if *other == form => {}
                    Some(_) => return None,
                }
            }
        }
        // A name that the language does not inflect.
        if !known && tables::is_unchanging(base, lang) {
            return Some(base.to_owned());
        }
        found
    }
}

/// Finds the cells in which `base` is written as `word`.
pub(super) fn split(word: &str, base: &str, lang: &str) -> Option<Cells> {
    let key = fold(word, Level::Ortho);
    for paradigm in paradigms(base, lang) {
        let is_there =
            |cell: &usize| forms(base, paradigm, *cell).any(|form| fold(&form, Level::Ortho) == key);
        let mut cells: Vec<usize> = (0..paradigm.endings.len()).filter(is_there).collect();
        if paradigm.kind == Kind::Surname && cells.iter().any(|&cell| cell < tables::PLURAL) {
            // Путиным is one man's instrumental before it is a family's dative.
            cells.retain(|&cell| cell < tables::PLURAL);
        }
        if !cells.is_empty() {
            return Some(Cells { cells, kind: paradigm.kind });
        }
    }
    None
}

/// Returns `new_base` for a base that stood as it is, `None` when the new one might need an ending there.
pub(super) fn bare(base: &str, new_base: &str, lang: &str) -> Option<String> {
    let marked = match lang {
        // Who says nothing of its case cannot tell that of another.
        "ru" | "uk" => tables::is_unchanging(base, lang) && !tables::is_unchanging(new_base, lang),
        "de" => tables::is_weak(new_base) && !tables::is_weak(base),
        _ => false,
    };
    (!marked).then(|| new_base.to_owned())
}

/// Returns the paradigms of the first row of last letters that fits: special ones stand before general ones.
fn paradigms(base: &str, lang: &str) -> Vec<&'static Paradigm> {
    let lower = base.to_lowercase();
    let all = tables::of(lang);
    let Some(first) = all.iter().find(|p| p.fits(&lower)) else { return Vec::new() };
    all.iter().filter(|p| p.ends == first.ends).collect()
}

/// Returns the forms of a base in a cell, the one to write first.
fn forms<'b>(base: &'b str, paradigm: &Paradigm, cell: usize) -> impl Iterator<Item = String> + use<'b> {
    let ending = paradigm.endings[cell];
    let stem = base.strip_suffix(paradigm.cut);
    let endings = ending.trim_start_matches('?').split('|').filter(move |e| !e.is_empty() && stem.is_some());
    endings.map(move |ending| format!("{}{}", stem.unwrap_or(base), ending.trim_start_matches('-')))
}

/// Returns the form to write in a cell, `None` where the paradigm leaves it open.
fn written(base: &str, paradigm: &Paradigm, cell: usize) -> Option<String> {
    if paradigm.endings[cell].starts_with('?') {
        return None;
    }
    forms(base, paradigm, cell).next()
}
