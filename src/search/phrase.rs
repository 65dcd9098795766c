//! Finds words in a row: the concordance.

use super::build::column;
use super::columns::{self, MOST_NEEDED};
use super::index::Index;
use super::memory::Memory;
use super::token::words;

/// Words that stand one after the other, each known by its key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    words: Vec<(String, bool)>,
}

impl Phrase {
    /// Returns the phrase of a text; a word with `*` behind it stands for all words that begin with it. `None` when it
    /// has no word.
    pub fn new(text: &str) -> Option<Phrase> {
        let open = |end: usize| text[end..].starts_with('*');
        let words: Vec<(String, bool)> =
            words(text).map(|word| (word.key.into_owned(), open(word.token.end))).collect();
        (!words.is_empty()).then_some(Phrase { words })
    }

    /// Returns where the phrase stands in a text, in bytes.
    pub fn places(&self, text: &str) -> Vec<std::ops::Range<usize>> {
        let all: Vec<_> = words(text).collect();
        let fits = |at: &[super::token::Word<'_>]| {
            at.iter()
                .zip(&self.words)
                .all(|(word, (key, open))| word.key == *key || (*open && word.key.starts_with(key.as_str())))
        };
        let mut places: Vec<std::ops::Range<usize>> = Vec::new();
        for part in all.windows(self.words.len()) {
            let place = part[0].token.start..part[part.len() - 1].token.end;
            if fits(part) && places.last().is_none_or(|last| last.end <= place.start) {
                places.push(place);
            }
        }
        places
    }
}

/// The numbers of one word of a phrase, sorted; more than one when it is open.
type Choices = Vec<u32>;

impl Memory {
    /// Returns the units in whose text the phrase stands, in the order of their ids.
    ///
    /// Numbers are one class of words here: whoever looks for a number compares the texts.
    pub fn with_phrase(&self, phrase: &Phrase) -> Vec<i64> {
        let mut found: Vec<i64> = Vec::new();
        if let Some(choices) = self.choices(phrase, |key, open| self.index().choices(key, open)) {
            self.index().with_choices(&choices, |id| {
                if !self.is_dead(id) {
                    found.push(id);
                }
            });
        }
        if let Some(choices) = self.choices(phrase, |key, open| self.all_choices(key, open)) {
            found.extend(self.new_units().filter(|(_, words)| stands_in(&choices, words)).map(|(id, _)| id));
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    fn choices(&self, phrase: &Phrase, of: impl Fn(&str, bool) -> Choices) -> Option<Vec<Choices>> {
        let choices: Vec<Choices> = phrase.words.iter().map(|(key, open)| of(key, *open)).collect();
        choices.iter().all(|c| !c.is_empty()).then_some(choices)
    }
}

impl Index {
    fn choices(&self, key: &str, open: bool) -> Choices {
        if open { self.words_with(key) } else { self.word(key).into_iter().collect() }
    }

    fn with_choices(&self, choices: &[Choices], mut visit: impl FnMut(i64)) {
        let fixed: Vec<u8> =
            choices.iter().filter(|c| c.len() == 1).map(|c| column(c[0]) as u8).take(MOST_NEEDED).collect();
        let mut row = Vec::new();
        let units = self.len() as u32;
        columns::scan(self.columns(), &fixed, fixed.len(), 0..self.len().div_ceil(64), |word, mut bits| {
            while bits != 0 {
                let unit = word as u32 * 64 + bits.trailing_zeros();
                bits &= bits - 1;
                if unit >= units {
                    continue;
                }
                row.clear();
                row.extend(self.words_of(unit));
                if stands_in(choices, &row) {
                    visit(self.id(unit));
                }
            }
        });
    }
}

fn stands_in(choices: &[Choices], words: &[u32]) -> bool {
    words.windows(choices.len()).any(|part| part.iter().zip(choices).all(|(w, c)| c.binary_search(w).is_ok()))
}
