//! The seam of the checks: what a check is given, and how it speaks.

use crate::model::{Finding, Lang, TranslationUnit, Variant};

/// One unit as a check sees it: its place in the slice and its two sides.
#[derive(Debug, Clone, Copy)]
pub struct Pair<'a> {
    /// Index of the unit in the slice that is checked.
    pub index: usize,
    /// The whole unit.
    pub unit: &'a TranslationUnit,
    /// The source side.
    pub source: &'a Variant,
    /// The target side; its text may be empty.
    pub target: &'a Variant,
}

/// What a check may know beside the units.
#[derive(Debug, Clone, Copy)]
pub struct Languages<'a> {
    /// The source language.
    pub source: &'a Lang,
    /// The target language.
    pub target: &'a Lang,
}

/// A check: it sees every unit in order, then speaks. Consistency belongs to the whole memory, so nothing is said before.
pub trait Check {
    /// Returns the stable word that names the check in reports, options and documentation.
    fn code(&self) -> &'static str;

    /// Looks at one unit.
    fn see(&mut self, pair: &Pair<'_>);

    /// Returns what was found, in the order of the units.
    fn finish(&mut self) -> Vec<Finding>;
}

/// The help page of a check: what it does, why it matters, an example, what to write instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// The check's code.
    pub code: &'static str,
    /// One line: what it reports.
    pub summary: &'static str,
    /// The whole page as Markdown.
    pub text: &'static str,
}
