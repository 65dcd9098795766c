//! `untranslated`: the target is the source over again, or nothing.

use super::rule::{Check, Page, Pair};
use crate::model::{Finding, Place, Severity};

/// The help page.
pub(crate) const PAGE: Page = Page {
    code: "untranslated",
    summary: "a segment has no translation, or the source stands in its place",
    text: "What it does: reports a target that is empty, equal to its source, or written in the source's script throughout, when\n\
        the source has at least two words. Segments that the aligner found no translation for are one summary.\n\n\
        Why it matters: a forgotten sentence is a forgotten fact.\n\n\
        Example: \"The court adjourned.\" beside \"The court adjourned.\"\n\n\
        Write instead: the translation; lock what must stay as it is (names of laws, addresses) by ignoring the place.",
};

/// The help page of `addition`.
pub(crate) const ADDITION_PAGE: Page = Page {
    code: "addition",
    summary: "target segments have no source",
    text: "What it does: reports the segments of the target that the aligner found no source for, as one summary.\n\n\
        Why it matters: a reader takes for the author's what the translator, or the layout, put in.\n\n\
        Example: a closing sentence that the original does not have.\n\n\
        Write instead: what the source says; a note of the translator's is marked as one.",
};

/// Finds what was not translated.
#[derive(Debug, Default)]
pub(crate) struct Untranslated {
    findings: Vec<Finding>,
    empty: Vec<Place>,
}

/// Finds what has no source.
#[derive(Debug, Default)]
pub(crate) struct Addition {
    places: Vec<Place>,
}

impl Check for Addition {
    fn code(&self) -> &'static str {
        ADDITION_PAGE.code
    }

    fn see(&mut self, pair: &Pair<'_>) {
        if pair.source.text.trim().is_empty() && !pair.target.text.trim().is_empty() {
            let target = vec![0..pair.target.text.len()];
            self.places.push(Place { unit: pair.index, source: Vec::new(), target });
        }
    }

    fn finish(&mut self) -> Vec<Finding> {
        let places = std::mem::take(&mut self.places);
        let message = match places.len() {
            0 => return Vec::new(),
            1 => "1 target segment has no source".to_owned(),
            n => format!("{n} target segments have no source"),
        };
        vec![Finding::new(ADDITION_PAGE.code, Severity::Warning, message, places)]
    }
}

/// Returns whether most letters are Latin; `None` when there are fewer than four letters.
fn latin(text: &str) -> Option<bool> {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let latin = text.chars().filter(|c| c.is_alphabetic() && (*c as u32) < 0x250).count();
    (letters >= 4).then_some(latin * 10 > letters * 9)
}

/// Returns whether the text says something in words: a URL, an address, a number or a code does not.
fn speaks(text: &str) -> bool {
    let word =
        |w: &&str| w.chars().filter(|c| c.is_alphabetic()).count() >= 2 && !w.contains(['@', '/', '_']);
    text.split_whitespace().filter(word).count() >= 2
}

impl Check for Untranslated {
    fn code(&self) -> &'static str {
        PAGE.code
    }

    fn see(&mut self, pair: &Pair<'_>) {
        let (source, target) = (pair.source.text.trim(), pair.target.text.trim());
        let place = Place { unit: pair.index, source: vec![0..pair.source.text.len()], target: Vec::new() };
        if target.is_empty() {
            if !source.is_empty() {
                self.empty.push(place);
            }
            return;
        }
        let script =
            latin(target) == Some(true) && latin(source) == Some(true) && pair.target.lang.is_right_to_left();
        let same = source == target || script;
        if same && speaks(source) {
            let message = if source == target {
                "the target is the source"
            } else {
                "the target is not in its language's script"
            };
            let place = Place { target: vec![0..pair.target.text.len()], ..place };
            self.findings.push(Finding::new(PAGE.code, Severity::Error, message, vec![place]));
        }
    }

    fn finish(&mut self) -> Vec<Finding> {
        let mut findings = std::mem::take(&mut self.findings);
        let places = std::mem::take(&mut self.empty);
        if !places.is_empty() {
            let message = match places.len() {
                1 => "1 segment has no translation".to_owned(),
                n => format!("{n} segments have no translation"),
            };
            findings.push(Finding::new(PAGE.code, Severity::Warning, message, places));
        }
        findings
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::findings_of;

    #[test]
    fn what_was_added_is_one_summary() {
        let found = findings_of(Addition::default(), &[("", "افزوده."), ("A.", "ب."), ("", "دیگری.")]);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].places.iter().map(|p| p.unit).collect::<Vec<_>>(), [0, 2]);
    }

    #[test]
    fn copies_and_gaps_are_found() {
        let found = findings_of(
            Untranslated::default(),
            &[
                ("The court adjourned.", "The court adjourned."),
                ("The court adjourned.", "The court has adjourned."),
                ("A quiet day.", ""),
                ("NCRI", "NCRI"),
                ("press@example.org", "press@example.org"),
                ("Amnesty said so.", "عفو بین‌الملل (Amnesty) چنین گفت."),
            ],
        );
        let units: Vec<_> = found.iter().map(|f| (f.places[0].unit, f.severity)).collect();
        assert_eq!(units, [(0, Severity::Error), (1, Severity::Error), (2, Severity::Warning)]);
    }
}
