//! The seam between findings and the formats they are shown in.

use crate::model::{Finding, Lang, Summary, Suppression, TranslationUnit, Variant};
use std::io;

/// A format for findings, chosen at run time.
///
/// Findings come most harmful first; [`finish`](Report::finish) comes once, after the last.
pub trait Report {
    /// Writes one finding.
    ///
    /// # Errors
    ///
    /// What the output says: a full disk, a closed pipe.
    fn finding(&mut self, finding: &Finding) -> io::Result<()>;

    /// Takes note of a finding that is not shown; most formats only count it.
    ///
    /// # Errors
    ///
    /// What the output says.
    fn suppressed(&mut self, _finding: &Finding, _why: &Suppression) -> io::Result<()> {
        Ok(())
    }

    /// Writes what closes the report.
    ///
    /// # Errors
    ///
    /// What the output says.
    fn finish(&mut self, summary: &Summary) -> io::Result<()>;
}

/// What findings point into.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The units that were checked; a [`Place`](crate::model::Place) names one by its index.
    pub units: &'a [TranslationUnit],
    /// The source language.
    pub source: &'a Lang,
    /// The target language.
    pub target: &'a Lang,
}

impl<'a> Context<'a> {
    /// Returns the source variant of a unit, `None` when the unit or the variant is not there.
    pub fn source_of(&self, unit: usize) -> Option<&'a Variant> {
        self.units.get(unit)?.variant(self.source)
    }

    /// Returns the target variant of a unit, `None` when the unit or the variant is not there.
    pub fn target_of(&self, unit: usize) -> Option<&'a Variant> {
        self.units.get(unit)?.variant(self.target)
    }
}

/// Returns where a unit stands, as a person says it: the target's file and the place in it.
///
/// ```
/// use yeksan::model::{Lang, Origin, TranslationUnit, Variant};
/// let origin = Origin { file: "a.en.txt".into(), target_file: Some("a.fa.txt".into()), place: 7, ..Origin::default() };
/// let unit = TranslationUnit::pair(Variant::new(Lang::new("en"), "Hi"), Variant::new(Lang::new("fa"), "سلام"), origin);
/// assert_eq!(yeksan::report::place_label(&unit), "a.fa.txt ¶7");
/// ```
pub fn place_label(unit: &TranslationUnit) -> String {
    let file = unit.origin.target_file.as_deref().unwrap_or(&unit.origin.file);
    format!("{file} ¶{}", unit.origin.place)
}
