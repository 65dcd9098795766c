//! `orthography-digits`: digits of two scripts in one document.

use super::numbers::digit;
use super::orthography::{Found, Orthography};
use super::rule::Page;

/// The help page.
pub(crate) const PAGE: Page = Page {
    code: "orthography-digits",
    summary: "digits of several scripts stand in one document",
    text: "What it does: counts Persian, Arabic and Latin digits of each document; what most of its numbers are written in is\n\
        right there. Numbers inside Latin words, addresses and codes do not count. One summary.\n\n\
        Why it matters: a page with ۱۲ and 12 looks unfinished, and a search for one misses the other.\n\n\
        Example: «۱۲ نفر» and «12 نفر» in one report.\n\n\
        Write instead: the digits that the document mostly has.",
};

const ZEROS: [char; 4] = ['0', '۰', '۰', '٠'];

fn way(c: char) -> Option<u8> {
    match c {
        '0'..='9' => Some(1),
        '۰'..='۹' => Some(2),
        '٠'..='٩' => Some(3),
        _ => None,
    }
}

fn find(text: &str) -> Vec<Found> {
    let mut out: Vec<Found> = Vec::new();
    for word in text.split_whitespace() {
        let code = word.contains(|c: char| c.is_ascii_alphabetic() || matches!(c, '@' | '#' | '_'));
        let Some((first, c)) = word.char_indices().find(|(_, c)| digit(*c).is_some()).filter(|_| !code)
        else {
            continue;
        };
        let Some(way) = way(c) else { continue };
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        let last = word.char_indices().rfind(|(_, c)| digit(*c).is_some());
        let end = last.map_or(word.len(), |(at, c)| at + c.len_utf8());
        out.push(Found { span: start + first..start + end, way });
    }
    out
}

fn instead(number: &str, way: u8) -> String {
    let zero = ZEROS[usize::from(way).min(3)] as u32;
    number.chars().map(|c| digit(c).and_then(|d| char::from_u32(zero + d)).unwrap_or(c)).collect()
}

/// Returns the check.
pub(crate) fn check() -> Orthography {
    Orthography::new(&PAGE, "numbers in other digits than their document", true, find, instead)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::findings_of;

    #[test]
    fn the_document_decides() {
        let found = findings_of(
            check(),
            &[("a", "۱۲ نفر و ۱۳ نفر"), ("b", "در 14 اسفند"), ("c", "COVID-19 و info12@example.org")],
        );
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].places.iter().map(|p| p.unit).collect::<Vec<_>>(), [1]);
        assert_eq!(found[0].fix.as_ref().map(|f| f.replacement.as_str()), Some("۱۴"));
    }
}
