//! `orthography-quotes`: straight or English quotation marks in Persian text.

use super::orthography::{Found, Orthography};
use super::rule::Page;

/// The help page.
pub(crate) const PAGE: Page = Page {
    code: "orthography-quotes",
    summary: "straight or English quotation marks stand in Persian text",
    text: "What it does: counts \" “ and ” beside Persian words. One summary.\n\n\
        Why it matters: Persian quotes with « »; straight marks have no side, and turn about in mixed lines.\n\n\
        Example: او \"شاهد\" بود.\n\n\
        Write instead: او «شاهد» بود.",
};

fn find(text: &str) -> Vec<Found> {
    let persian =
        |c: Option<char>| c.is_some_and(|c| super::orthography::is_arabic(c) || "،؛؟.!»«".contains(c));
    let mark = |(_, c): &(usize, char)| matches!(c, '"' | '“' | '”');
    text.char_indices()
        .filter(mark)
        .filter(|(at, c)| {
            persian(text[..*at].chars().next_back()) || persian(text[at + c.len_utf8()..].chars().next())
        })
        .map(|(at, c)| Found { span: at..at + c.len_utf8(), way: 0 })
        .collect()
}

/// Returns the check.
pub(crate) fn check() -> Orthography {
    Orthography::new(&PAGE, "foreign quotation marks", false, find, |_, _| "« »".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::findings_of;

    #[test]
    fn marks_of_a_latin_title_stay() {
        let found = findings_of(check(), &[("a", "او \"شاهد\" بود"), ("b", "در فیلم \"Heat\" و «آتش»")]);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].places.iter().map(|p| (p.unit, p.target.len())).collect::<Vec<_>>(), [(0, 2)]);
    }
}
