//! `orthography-tatweel`: letters drawn out.

use super::orthography::{Found, Orthography, is_arabic};
use super::rule::Page;

/// The help page.
pub(crate) const PAGE: Page = Page {
    code: "orthography-tatweel",
    summary: "letters are drawn out with tatweel (ـ)",
    text: "What it does: counts U+0640 that touches a letter. One summary.\n\n\
        Why it matters: it is typesetting, not spelling: no search or glossary finds the word.\n\n\
        Example: ســلام.\n\n\
        Write instead: سلام; the layout draws letters out.",
};

fn find(text: &str) -> Vec<Found> {
    let mut out: Vec<Found> = Vec::new();
    for word in text.split_whitespace().filter(|w| w.contains('\u{640}') && w.contains(is_arabic)) {
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        let bare = word.trim_matches(|c: char| !is_arabic(c) && c != '\u{640}');
        let at = start + (bare.as_ptr() as usize - word.as_ptr() as usize);
        out.push(Found { span: at..at + bare.len(), way: 0 });
    }
    out
}

/// Returns the check.
pub(crate) fn check() -> Orthography {
    Orthography::new(&PAGE, "words drawn out", false, find, |word, _| word.replace('\u{640}', ""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::findings_of;

    #[test]
    fn a_dash_is_none() {
        let found = findings_of(check(), &[("a", "«ســلام» گفت"), ("b", "تهران ـ قم")]);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].places.len(), 1);
        assert_eq!(found[0].fix.as_ref().map(|f| f.replacement.as_str()), Some("سلام"));
    }
}
