//! What a decision changes in units, and what it leaves to a person.

use serde::{Deserialize, Serialize};
use std::ops::Range;

/// One stretch of a text and what is written in its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    /// Byte range in the text before any edit; may be empty.
    pub range: Range<usize>,
    /// What is written there.
    pub text: String,
}

/// The edits of one variant, in order, none overlapping another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Index of the unit in the slice that was looked at.
    pub unit: usize,
    /// Index of the variant in the unit.
    pub variant: usize,
    /// The edits.
    pub edits: Vec<Edit>,
}

/// A place that a decision concerns and that a person has to mend, or to look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ask {
    /// Index of the unit in the slice that was looked at.
    pub unit: usize,
    /// Index of the variant in the unit.
    pub variant: usize,
    /// Byte range of what stands there.
    pub range: Range<usize>,
    /// Why: a clause without a full stop.
    pub why: &'static str,
}

/// What a decision comes to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settlement {
    /// The changes, by unit and variant.
    pub changes: Vec<Change>,
    /// The places left alone, by unit, variant and range.
    pub asks: Vec<Ask>,
    /// Places that were rewritten and that a person may want to look at; ranges in the text before the edits.
    pub doubts: Vec<Ask>,
}
