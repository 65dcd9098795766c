//! Hyphens at the end of a line: those of the wrap go, those of the word stay.

use rustc_hash::FxHashSet;
use std::cell::OnceCell;

/// Returns whether `one` ends in a hyphen that stands inside a word.
pub(super) fn hyphenated(one: &str, two: &str) -> bool {
    let Some(head) = one.strip_suffix(['-', '\u{ad}', '‐']) else { return false };
    head.ends_with(char::is_alphabetic) && two.starts_with(char::is_alphabetic)
}

/// The words of the document, to tell a hyphen of the word from one of the wrap.
#[derive(Debug, Default)]
pub(super) struct Hyphens<'t> {
    text: &'t str,
    /// The words of the text in lower case, with their inner hyphens; read when the first wrap asks.
    words: OnceCell<FxHashSet<String>>,
}

/// First parts that keep their hyphen, sorted.
const PREFIXES: &[&str] = &[
    "all", "anti", "co", "cross", "eight", "eighty", "ex", "fifty", "five", "forty", "four", "half", "high",
    "left", "long", "low", "mid", "multi", "nine", "ninety", "non", "off", "on", "one", "post", "pre", "pro",
    "quasi", "right", "self", "semi", "seven", "seventy", "short", "six", "sixty", "so", "then", "thirty",
    "three", "twenty", "two", "vice", "well",
];

impl<'t> Hyphens<'t> {
    /// Returns the words of `text`.
    pub(super) fn of(text: &'t str) -> Hyphens<'t> {
        Hyphens { text, words: OnceCell::new() }
    }

    fn has(&self, word: &str) -> bool {
        let words = self.words.get_or_init(|| {
            let whole = |c: char| !(c.is_alphabetic() || c == '-');
            self.text.split(whole).filter(|w| !w.ends_with('-')).map(str::to_lowercase).collect()
        });
        words.contains(&word.to_lowercase())
    }

    /// Returns whether the hyphen between `one` and `two` belongs to the word.
    pub(super) fn is_real(&self, one: &str, two: &str) -> bool {
        if one.ends_with('\u{ad}') {
            return false;
        }
        let head = one.trim_end_matches(['-', '‐']);
        let start = head
            .rfind(|c: char| !c.is_alphabetic())
            .map_or(0, |i| i + head[i..].chars().next().map_or(1, char::len_utf8));
        let (left, before) = (&head[start..], head[..start].chars().next_back());
        let end = two.find(|c: char| !c.is_alphabetic()).unwrap_or(two.len());
        let right = &two[..end];
        if right.starts_with(char::is_uppercase) && !left.chars().all(char::is_uppercase)
            || before == Some('-')
        {
            return true;
        }
        if self.has(&format!("{left}-{right}")) {
            return true;
        }
        if self.has(&format!("{left}{right}")) {
            return false;
        }
        let lower = left.to_lowercase();
        PREFIXES.binary_search(&lower.as_str()).is_ok() || two[end..].starts_with('-')
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prefixes_are_sorted() {
        assert!(PREFIXES.windows(2).all(|w| w[0] < w[1]));
    }

    #[test]
    fn wraps_and_words() {
        let hyphens = Hyphens::of("a night-boat, and cooperation");
        assert!(hyphens.is_real("the night-", "boat left"));
        assert!(!hyphens.is_real("their co-", "operation ended"));
        assert!(hyphens.is_real("of the Tea-", "House"));
        assert!(hyphens.is_real("her self-", "portrait"));
        assert!(!hyphens.is_real("it was impor-", "tant"));
        assert!(hyphenated("impor-", "tant") && !hyphenated("so -", "then"));
    }
}
