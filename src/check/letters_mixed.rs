//! `letters-mixed`: Arabic yeh or kaf in Persian text.

use super::rule::{Check, Page, Pair};
use crate::model::{Finding, Fix, Place, Severity};

/// The help page.
pub(crate) const PAGE: Page = Page {
    code: "letters-mixed",
    summary: "Arabic yeh or kaf (ي ك) stands in Persian text",
    text: "What it does: counts the segments in which Arabic ي, ى or ك stand for Persian ی and ک. One summary, not one finding a place.\n\n\
        Why it matters: the word looks the same and is another word to every search, sort and spelling checker.\n\n\
        Example: خميني beside خمینی.\n\n\
        Write instead: ی (U+06CC) and ک (U+06A9). Safe to apply everywhere.",
};

/// Finds Arabic letters in Persian text.
#[derive(Debug, Default)]
pub(crate) struct LettersMixed {
    places: Vec<Place>,
    count: usize,
    example: Option<(String, String)>,
}

impl Check for LettersMixed {
    fn code(&self) -> &'static str {
        PAGE.code
    }

    fn see(&mut self, pair: &Pair<'_>) {
        if pair.target.lang.primary() != "fa" {
            return;
        }
        let text = &pair.target.text;
        let arabic = |c: char| matches!(c, 'ي' | 'ك' | 'ى');
        let mut spans = Vec::new();
        let mut start = 0;
        for word in text.split_inclusive(|c: char| !(c.is_alphabetic() || c == '\u{200c}')) {
            let bare = word.trim_end_matches(|c: char| !(c.is_alphabetic() || c == '\u{200c}'));
            if bare.contains(arabic) {
                spans.push(start..start + bare.len());
                if self.example.is_none() {
                    let mended = bare.replace(['ي', 'ى'], "ی").replace('ك', "ک");
                    self.example = Some((bare.to_owned(), mended));
                }
            }
            start += word.len();
        }
        if !spans.is_empty() {
            self.count += spans.len();
            self.places.push(Place { unit: pair.index, source: Vec::new(), target: spans });
        }
    }

    fn finish(&mut self) -> Vec<Finding> {
        let places = std::mem::take(&mut self.places);
        let Some((wrong, right)) = self.example.take() else { return Vec::new() };
        let (count, segments) = (self.count, places.len());
        let message = if count == 1 {
            format!("1 word with Arabic letters: {wrong}")
        } else {
            format!("{count} words with Arabic letters in {segments} segments, such as {wrong}")
        };
        let fix = Some(Fix { replacement: right, safe: true });
        vec![Finding { fix, ..Finding::new(PAGE.code, Severity::Warning, message, places) }]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::findings_of;

    #[test]
    fn one_summary_for_all_places() {
        let found = findings_of(
            LettersMixed::default(),
            &[("Khomeini", "خميني و كتاب"), ("a", "خمینی"), ("b", "علي")],
        );
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].places.len(), 2);
        assert_eq!(found[0].places[0].target.len(), 2);
        assert_eq!(found[0].fix.as_ref().map(|f| f.replacement.as_str()), Some("خمینی"));
    }
}
