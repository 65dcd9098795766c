//! `bidi-control`: embedding or isolate controls that are never closed.

use super::rule::{Check, Page, Pair};
use crate::model::{Finding, Place, Severity};

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

/// Returns the spans of controls without a partner.
fn unbalanced(text: &str) -> Vec<std::ops::Range<usize>> {
    let (mut embeds, mut isolates, mut lost) = (Vec::new(), Vec::new(), Vec::new());
    for (i, c) in text.char_indices() {
        let span = i..i + c.len_utf8();
        match c {
            '\u{202a}' | '\u{202b}' | '\u{202d}' | '\u{202e}' => embeds.push(span),
            '\u{2066}'..='\u{2068}' => isolates.push(span),
            '\u{202c}' if embeds.pop().is_none() => lost.push(span),
            '\u{2069}' if isolates.pop().is_none() => lost.push(span),
            _ => {}
        }
    }
    lost.extend(embeds);
    lost.extend(isolates);
    lost.sort_by_key(|s| s.start);
    lost
}

impl Check for BidiControl {
    fn code(&self) -> &'static str {
        PAGE.code
    }

    fn see(&mut self, pair: &Pair<'_>) {
        let (source, target) = (unbalanced(&pair.source.text), unbalanced(&pair.target.text));
        if source.is_empty() && target.is_empty() {
            return;
        }
        self.findings.push(Finding {
            id: String::new(),
            code: PAGE.code,
            severity: Severity::Warning,
            message: "an unbalanced bidirectional control".to_owned(),
            subject: String::new(),
            places: vec![Place { unit: pair.index, source, target }],
            rivals: Vec::new(),
            fix: None,
        });
    }

    fn finish(&mut self) -> Vec<Finding> {
        std::mem::take(&mut self.findings)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_fine_and_halves_are_not() {
        assert!(unbalanced("a \u{202b}سلام\u{202c} b \u{2067}x\u{2069}").is_empty());
        assert_eq!(unbalanced("\u{202b}سلام").len(), 1);
        assert_eq!(unbalanced("سلام\u{2069}").len(), 1);
    }
}
