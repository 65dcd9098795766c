//! `half-space`: a Persian prefix or suffix set off by a space where the orthography wants a half-space.

use super::rule::{Check, Page, Pair};
use crate::model::{Finding, Fix, Place, Severity};
use regex::Regex;
use std::sync::LazyLock;

/// The help page.
pub(crate) const PAGE: Page = Page {
    code: "half-space",
    summary: "می, نمی or ها is set off by a space instead of a half-space",
    text: "What it does: counts «می », «نمی » before a verb and « ها», « های» after a noun, and half-spaces that are doubled or stand at a word's edge. One summary.\n\n\
        Why it matters: the word breaks at a line end, and searches miss it.\n\n\
        Example: می شود، کتاب ها.\n\n\
        Write instead: می‌شود، کتاب‌ها (U+200C).",
};

#[allow(clippy::unwrap_used, reason = "a pattern of the source, tried by the tests")]
static LOOSE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^|[^\p{L}\u{200c}])(ن?می [آ-ی]{2,}|[آ-ی]{2,} ها(?:ی|یی)?)(?:$|[^\p{L}\u{200c}])|\u{200c}[\s.،؛:!؟)»]|[\s(«]\u{200c}|\u{200c}{2,}")
        .unwrap()
});

/// Finds loose affixes.
#[derive(Debug, Default)]
pub(crate) struct HalfSpace {
    places: Vec<Place>,
    count: usize,
    example: Option<String>,
}

impl Check for HalfSpace {
    fn code(&self) -> &'static str {
        PAGE.code
    }

    fn see(&mut self, pair: &Pair<'_>) {
        if pair.target.lang.primary() != "fa" {
            return;
        }
        let spans: Vec<_> = LOOSE
            .captures_iter(&pair.target.text)
            .filter_map(|c| c.get(1).or_else(|| c.get(0)))
            .map(|m| m.range())
            .collect();
        if spans.is_empty() {
            return;
        }
        if self.example.is_none() {
            let word = &pair.target.text[spans[0].clone()];
            self.example = word.contains(' ').then(|| word.replace(' ', "\u{200c}"));
        }
        self.count += spans.len();
        self.places.push(Place { unit: pair.index, source: Vec::new(), target: spans });
    }

    fn finish(&mut self) -> Vec<Finding> {
        let places = std::mem::take(&mut self.places);
        if places.is_empty() {
            return Vec::new();
        }
        let message = format!("{} loose affixes in {} segments", self.count, places.len());
        let fix = self.example.take().map(|replacement| Fix { replacement, safe: true });
        vec![Finding { fix, ..Finding::new(PAGE.code, Severity::Info, message, places) }]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::findings_of;

    #[test]
    fn loose_affixes_are_counted_and_tight_ones_are_not() {
        let found =
            findings_of(HalfSpace::default(), &[("a", "او می رود و کتاب ها را می‌برد"), ("b", "قدیمی شد")]);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].places[0].target.len(), 2);
        assert_eq!(found[0].places.len(), 1, "قدیمی ends in می and is one word");
    }
}
