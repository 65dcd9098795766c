//! `bidi-control`: embedding or isolate controls that are never closed.

use super::rule::{Check, Page, Pair};
use crate::model::{Finding, Place, Severity};
use glossary::bidi::unbalanced_controls;

/// The help page.
pub(crate) const PAGE: Page = Page {
    code: "bidi-control",
    summary: "a bidirectional control character is never closed, or closes nothing",
    text: "What it does: matches U+202A–202E with U+202C and U+2066–2068 with U+2069 in each segment.\n\n\
        Why it matters: an unclosed control turns the rest of the line around in whatever program shows it.\n\n\
        Example: U+202B at the start of a segment without U+202C.\n\n\
        Write instead: no control at all; the direction belongs to the layout.",
};

/// Finds unbalanced controls.
#[derive(Debug, Default)]
pub(crate) struct BidiControl {
    findings: Vec<Finding>,
}

impl Check for BidiControl {
    fn code(&self) -> &'static str {
        PAGE.code
    }

    fn see(&mut self, pair: &Pair<'_>) {
        let (source, target) =
            (unbalanced_controls(&pair.source.text), unbalanced_controls(&pair.target.text));
        if source.is_empty() && target.is_empty() {
            return;
        }
        let place = Place { unit: pair.index, source, target };
        self.findings.push(Finding::new(
            PAGE.code,
            Severity::Warning,
            "an unbalanced bidirectional control",
            vec![place],
        ));
    }

    fn finish(&mut self) -> Vec<Finding> {
        std::mem::take(&mut self.findings)
    }
}
