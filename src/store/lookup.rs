//! What an index beside the store needs of it.

use super::backend::Store;
use super::error::Error;
use crate::model::{TranslationUnit, Variant};
use std::ops::ControlFlow;

/// A point in the history of a store.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Moment {
    /// The number of a change, 0 before the first.
    pub change: u64,
    /// The random mark of its step, 0 before the first: a store in which this change has the same mark has the same past.
    pub mark: u64,
}

/// One language's text of a unit, as a scan gives it.
#[derive(Debug, Clone, Copy)]
pub struct TextRow<'a> {
    /// The store's id of the unit.
    pub unit: i64,
    /// The language as written.
    pub lang: &'a str,
    /// The text without inline codes.
    pub text: &'a str,
}

/// Takes the rows of a scan.
pub type VisitText<'a> = &'a mut dyn FnMut(TextRow<'_>) -> Result<ControlFlow<()>, Error>;

/// The variants of the units before and after an occurrence.
pub type Beside = (Option<Vec<Variant>>, Option<Vec<Variant>>);

/// A store that can be indexed: it gives its texts by unit, and says which units have changed since.
///
/// Every method fails with an [`Error`] that names the store.
pub trait Lookup: Store {
    /// Gives every text of every unit, units in the order of their ids, variants in theirs; returns the moment of the
    /// view it was read in.
    fn for_each_text(&self, visit: VisitText<'_>) -> Result<Moment, Error>;

    /// Returns the present moment; two looks at the ends of trees.
    fn moment(&self) -> Result<Moment, Error>;

    /// Returns whether this moment lies in the store's past or is its present.
    fn remembers(&self, moment: Moment) -> Result<bool, Error>;

    /// Returns the units of which an occurrence came, went or changed after a change, in the order of their ids, with
    /// the present moment; `None` when they are more than `at_most`.
    fn touched(&self, change: u64, at_most: usize) -> Result<Option<(Vec<i64>, Moment)>, Error>;

    /// Returns the variants of a unit, without what its occurrences carry; `None` when no occurrence is left of it.
    fn unit_variants(&self, unit: i64) -> Result<Option<Vec<Variant>>, Error>;

    /// Returns the occurrences of a unit in the order they came, at most `at_most`.
    fn occurrences(&self, unit: i64, at_most: usize) -> Result<Vec<TranslationUnit>, Error>;

    /// Returns the lines in their files on which a unit's occurrences start, in the order they came, at most `at_most`.
    fn lines(&self, unit: i64, at_most: usize) -> Result<Vec<u64>, Error>;

    /// Returns the variants of the units that stand before and after an occurrence in its file.
    fn beside(&self, occurrence: i64) -> Result<Beside, Error>;
}
