//! `orthography-ezafe`: the ezafe after a silent he, written in several ways.

use super::orthography::{Found, Orthography, is_arabic};
use super::rule::Page;

/// The help page.
pub(crate) const PAGE: Page = Page {
    code: "orthography-ezafe",
    summary: "the ezafe after ه is written in several ways (هٔ, ه‌ی, ۀ)",
    text: "What it does: counts هٔ, ه‌ی and ۀ at the end of words in the whole memory; the most frequent is right. One summary.\n\n\
        Why it matters: one word in three spellings is three words to a search and a glossary.\n\n\
        Example: خانهٔ ما, خانه‌ی ما and خانۀ ما.\n\n\
        Write instead: one of them throughout; the Academy writes هٔ.",
};

const WAYS: [(&str, u8); 3] = [("هٔ", 1), ("ه\u{200c}ی", 2), ("ۀ", 3)];

fn find(text: &str) -> Vec<Found> {
    let mut out = Vec::new();
    for (form, way) in WAYS {
        for (at, _) in text.match_indices(form) {
            let end = at + form.len();
            let inside = |c: char| is_arabic(c) || c == '\u{200c}' || ('\u{64b}'..='\u{655}').contains(&c);
            let in_word = text[..at].chars().next_back().is_some_and(is_arabic);
            if in_word && !text[end..].starts_with(inside) {
                out.push(Found { span: at..end, way });
            }
        }
    }
    out.sort_by_key(|f| f.span.start);
    out
}

fn instead(_: &str, way: u8) -> String {
    WAYS.iter().find(|(_, w)| *w == way).map_or("هٔ", |(form, _)| form).to_owned()
}

/// Returns the check.
pub(crate) fn check() -> Orthography {
    Orthography::new(&PAGE, "ezafes unlike the others", false, find, instead)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::findings_of;

    #[test]
    fn the_majority_is_right() {
        let pairs = [("a", "خانهٔ ما و کوچهٔ شما"), ("b", "خانه‌ی ما و نامۀ او"), ("c", "خانه‌یمان و ۀ")];
        let found = findings_of(check(), &pairs);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].places.iter().map(|p| (p.unit, p.target.len())).collect::<Vec<_>>(), [(1, 2)]);
        assert_eq!(found[0].fix.as_ref().map(|f| f.replacement.as_str()), Some("هٔ"));
        assert!(findings_of(check(), &pairs[..1]).is_empty());
    }
}
