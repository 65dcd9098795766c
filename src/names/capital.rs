//! Which capitalised words are names: counts of capitals and lower case over all units.

use super::corpus::Corpus;
use super::token::Gap;

/// Words that begin sentences or headlines with a capital and name nothing. Sorted; ordinary words only.
const COMMON: &[&str] = &[
    "a", "about", "after", "all", "also", "although", "an", "and", "another", "any", "are", "as", "at", "be",
    "because", "been", "before", "being", "both", "but", "by", "can", "could", "did", "do", "does", "during",
    "each", "even", "every", "for", "from", "had", "has", "have", "he", "he's", "her", "here", "his", "how",
    "however", "i", "i'd", "i'll", "i'm", "i've", "if", "in", "instead", "into", "is", "it", "it's", "its",
    "just", "like", "many", "more", "most", "much", "my", "no", "nor", "not", "now", "of", "on", "once",
    "one", "only", "or", "other", "our", "out", "over", "people", "she", "she's", "since", "so", "some",
    "still", "such", "than", "that", "that's", "the", "their", "them", "then", "there", "there's", "these",
    "they", "they're", "this", "those", "though", "through", "to", "today", "too", "two", "under", "until",
    "up", "upon", "us", "was", "we", "we're", "we've", "well", "were", "what", "what's", "when", "where",
    "whether", "which", "while", "who", "whose", "why", "will", "with", "within", "without", "would", "yes",
    "yet", "you", "you're", "your",
];

/// Returns how much capitals tell of names in a language that has them, 1 to 3.
pub(super) fn rank(lang: &str) -> u8 {
    match lang {
        // The tables, the titles in lower case and the ordinary words above are English.
        "en" => 3,
        // Every noun has one.
        "de" | "gsw" | "lb" => 1,
        _ => 2,
    }
}

/// How sure a capitalised word is a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Standing {
    /// It is an ordinary word.
    Common,
    /// Only its capital at a place where everything has one speaks for it.
    Weak,
    /// It is written with a capital where others are not.
    Name,
}

/// Case counts of every source key.
#[derive(Debug, Default)]
pub(super) struct Capitals {
    /// Capital where others have none; capital at a start; lower case.
    counts: Vec<[u32; 3]>,
    /// Units whose words nearly all have capitals: their capitals say nothing.
    headline: Vec<bool>,
}

impl Capitals {
    /// Counts the words of all units.
    pub(super) fn new(corpus: &Corpus<'_>) -> Capitals {
        let mut capitals =
            Capitals { counts: vec![[0; 3]; corpus.source_words.len()], headline: vec![false; corpus.len()] };
        for unit in 0..corpus.len() {
            let words = corpus.source(unit);
            let long = |w: &&super::corpus::SourceWord| {
                let text = corpus.source_words.text(w.form);
                text.chars().count() > 3 && text.chars().all(char::is_alphabetic)
            };
            let (mut capital, mut all, mut shouted) = (0, 0, 0);
            for word in words.iter().filter(long) {
                all += 1;
                capital += usize::from(word.capital);
                shouted += usize::from(is_upper(corpus.source_words.text(word.form)));
            }
            let headline = all >= 4 && capital * 4 > all * 3 || all >= 3 && shouted * 4 > all * 3;
            capitals.headline[unit] = headline;
            for word in words {
                let slot = if !word.capital {
                    2
                } else if headline || word.gap == Gap::Start {
                    1
                } else {
                    0
                };
                if slot == 2 && !starts_with_letter(corpus.source_words.text(word.form)) {
                    continue;
                }
                // A headline's capitals of words that are elsewhere lower case count for nothing.
                capitals.counts[word.key as usize][slot] += 1;
            }
        }
        capitals
    }

    /// Returns how sure the word of a unit is a name.
    pub(super) fn standing(&self, corpus: &Corpus<'_>, unit: usize, word: usize) -> Standing {
        let word = corpus.source(unit)[word];
        if !word.capital {
            return Standing::Common;
        }
        let text = corpus.source_words.text(word.key);
        let form = corpus.source_words.text(word.form);
        let [middle, start, lower] = self.counts[word.key as usize];
        let upper = is_upper(form) && form.chars().filter(|c| c.is_alphabetic()).count() > 1;
        if upper && !self.headline[unit] && form.chars().count() <= 6 && !(middle == 0 && lower > 0) {
            // An acronym, whatever the word in lower case counts (`US`, `IT`).
            return Standing::Name;
        }
        if form.chars().count() < 2 || COMMON.binary_search(&text.to_lowercase().as_str()).is_ok() {
            return Standing::Common;
        }
        if self.headline[unit] && lower > middle {
            return Standing::Common;
        }
        if middle > 0 && middle + start > lower {
            return Standing::Name;
        }
        if lower == 0 {
            return if middle + start >= 2 { Standing::Name } else { Standing::Weak };
        }
        // A capital in the middle of a sentence weighs by itself, with other names around it.
        if word.gap != Gap::Start && !self.headline[unit] { Standing::Weak } else { Standing::Common }
    }

    /// Returns whether nearly all words of a unit have capitals.
    pub(super) fn headline(&self, unit: usize) -> bool {
        self.headline[unit]
    }

    /// Returns whether a key is mostly written with a capital.
    pub(super) fn is_known(&self, key: u32) -> bool {
        let [middle, _, lower] = self.counts[key as usize];
        middle > lower
    }

    /// Returns how often a key stands in lower case.
    pub(super) fn lower(&self, key: u32) -> u32 {
        self.counts[key as usize][2]
    }
}

/// Returns whether a word in lower case binds others and names nothing.
pub(super) fn is_common(word: &str) -> bool {
    COMMON.binary_search(&word).is_ok()
}

/// Returns whether every letter is a capital.
pub(super) fn is_upper(text: &str) -> bool {
    let mut any = false;
    for c in text.chars().filter(|c| c.is_alphabetic()) {
        if !c.is_uppercase() {
            return false;
        }
        any = true;
    }
    any
}

fn starts_with_letter(text: &str) -> bool {
    text.chars().next().is_some_and(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::COMMON;

    #[test]
    fn common_words_are_sorted() {
        assert!(COMMON.is_sorted());
    }
}
