//! `words-joined`: words of Arabic script that have run together.

use super::rule::{Check, Page, Pair};
use crate::model::{Finding, Place, Severity};
use std::ops::Range;

/// The help page.
pub(crate) const PAGE: Page = Page {
    code: "words-joined",
    summary: "words have run together: their spaces were lost",
    text: "What it does: reports segments of Persian, Arabic and other languages of Arabic script with a word of 20 letters or more\n\
        that no half-space or hyphen parts. One summary.\n\n\
        Why it matters: spaces are lost when text is pasted from a PDF; no search, glossary or name check can read what is left.\n\n\
        Example: «وصرّحأنكيمأخبرهأنالتدابير».\n\n\
        Write instead: the words with their spaces; mostly the document has to be extracted again.",
};

/// More letters than any word of these languages has.
const TOO_LONG: usize = 20;

/// Finds segments without spaces.
#[derive(Debug, Default)]
pub(crate) struct JoinedWords {
    places: Vec<Place>,
}

fn joined(text: &str) -> Vec<Range<usize>> {
    let arabic = |c: char| {
        ('\u{620}'..='\u{6d3}').contains(&c) && c != '\u{640}' || ('\u{64b}'..='\u{655}').contains(&c)
    };
    let mut out = Vec::new();
    for word in text.split(|c: char| !arabic(c)) {
        let letters = word.chars().filter(|c| c.is_alphabetic()).count();
        // A letter that is drawn out («آآآآ») is no sentence.
        let many = || word.chars().collect::<std::collections::BTreeSet<_>>().len() >= 6;
        if letters >= TOO_LONG && many() {
            let start = word.as_ptr() as usize - text.as_ptr() as usize;
            out.push(start..start + word.len());
        }
    }
    out
}

/// Returns whether words of the text have run together.
pub(crate) fn are_joined(text: &str) -> bool {
    !joined(text).is_empty()
}

impl Check for JoinedWords {
    fn code(&self) -> &'static str {
        PAGE.code
    }

    fn see(&mut self, pair: &Pair<'_>) {
        let (source, target) = (joined(&pair.source.text), joined(&pair.target.text));
        if !source.is_empty() || !target.is_empty() {
            self.places.push(Place { unit: pair.index, source, target });
        }
    }

    fn finish(&mut self) -> Vec<Finding> {
        let places = std::mem::take(&mut self.places);
        let message = match places.len() {
            0 => return Vec::new(),
            1 => "words have run together in 1 segment".to_owned(),
            n => format!("words have run together in {n} segments"),
        };
        vec![Finding::new(PAGE.code, Severity::Warning, message, places)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::findings_of;

    #[test]
    fn long_words_are_fine_and_sentences_are_not() {
        let pairs = [
            ("a", "دانشجویانمان و کتابخانه‌هایشان و بین‌المللی‌سازی‌هایشان"),
            ("b", "درتهراندیروزوامروزبارانبارید."),
            ("c", "نههههههههههههههههههههههههههه!"),
        ];
        let found = findings_of(JoinedWords::default(), &pairs);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].places.iter().map(|p| p.unit).collect::<Vec<_>>(), [1]);
    }
}
