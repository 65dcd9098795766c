//! What a reader gives.

use crate::model::{Lang, TranslationUnit, Variant};

/// One unit of a file.
#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    /// A unit.
    Unit(TranslationUnit),
    /// A unit that was refused; the reading goes on.
    Rejected(Rejected),
}

/// A unit that was refused.
#[derive(Debug, Clone, PartialEq)]
pub struct Rejected {
    /// What could be read of it; its origin says where it stands.
    pub unit: TranslationUnit,
    /// Why, without the place.
    pub reason: String,
}

/// The reason for which a unit without a translation is refused: there is nothing wrong with it.
pub const NOT_TRANSLATED: &str = "not translated";

/// Something odd in a file that did not stop the reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    /// A short stable name of its kind, such as `segment-empty`.
    pub code: &'static str,
    /// The line, counted from 1.
    pub line: u64,
    /// One sentence that begins with file and line.
    pub text: String,
}

/// What became of a unit that was given to a writer.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub enum Written {
    /// It was written; what the format could not hold, one sentence each.
    Unit(Vec<String>),
    /// It was left out, for this reason.
    LeftOut(String),
}

impl Written {
    /// Returns the sentences, whatever became of the unit.
    pub fn into_sentences(self) -> Vec<String> {
        match self {
            Written::Unit(lost) => lost,
            Written::LeftOut(reason) => vec![reason],
        }
    }
}

/// Returns the two texts that a file of two languages takes from a unit; the error says which is missing.
pub(super) fn two_sides<'u>(
    unit: &'u TranslationUnit,
    (source, target): &(Lang, Lang),
) -> Result<(&'u Variant, &'u Variant), String> {
    match (unit.variant(source), unit.variant(target)) {
        (Some(one), Some(other)) if !std::ptr::eq(one, other) => Ok((one, other)),
        (None, _) => Err(no_text_in(source)),
        _ => Err(no_text_in(target)),
    }
}

/// Returns the reason for which a unit without a text in a language is left out.
pub(super) fn no_text_in(lang: &Lang) -> String {
    format!("no text in {lang}, unit left out")
}

impl Item {
    /// Returns the unit, `None` when it was refused.
    pub fn unit(self) -> Option<TranslationUnit> {
        match self {
            Item::Unit(unit) => Some(unit),
            Item::Rejected(_) => None,
        }
    }
}
