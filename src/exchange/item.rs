//! What a reader gives.

use crate::model::TranslationUnit;

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

impl Item {
    /// Returns the unit, `None` when it was refused.
    pub fn unit(self) -> Option<TranslationUnit> {
        match self {
            Item::Unit(unit) => Some(unit),
            Item::Rejected(_) => None,
        }
    }
}
