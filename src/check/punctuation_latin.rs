//! `orthography-punctuation`: Latin comma, semicolon or question mark after a Persian word.

use super::orthography::{Found, Orthography, is_arabic};
use super::rule::Page;

/// The help page.
pub(crate) const PAGE: Page = Page {
    code: "orthography-punctuation",
    summary: "a Latin comma, semicolon or question mark follows a Persian word",
    text: "What it does: counts , ; and ? after a letter of the Arabic script. One summary.\n\n\
        Why it matters: the marks are drawn the wrong way round for the line, and sentence rules do not see them.\n\n\
        Example: چرا?\n\n\
        Write instead: چرا؟ and ، and ؛",
};

fn find(text: &str) -> Vec<Found> {
    let mut before = ' ';
    let mut out = Vec::new();
    for (at, c) in text.char_indices() {
        if matches!(c, ',' | ';' | '?') && (is_arabic(before) || before == '»') {
            out.push(Found { span: at..at + 1, way: 0 });
        }
        before = c;
    }
    out
}

fn instead(mark: &str, _: u8) -> String {
    mark.replace(',', "،").replace(';', "؛").replace('?', "؟")
}

/// Returns the check.
pub(crate) fn check() -> Orthography {
    Orthography::new(&PAGE, "Latin marks after Persian words", false, find, instead)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::findings_of;

    #[test]
    fn marks_of_numbers_and_latin_stay() {
        let found = findings_of(check(), &[("a", "آمد, رفت; چرا?"), ("b", "۱,۲۰۰ و Who?")]);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].places.iter().map(|p| (p.unit, p.target.len())).collect::<Vec<_>>(), [(0, 3)]);
        assert_eq!(found[0].fix.as_ref().map(|f| f.replacement.as_str()), Some("،"));
    }
}
