//! Words as small numbers.

use rustc_hash::FxHashMap;

/// Words numbered in the order they were first seen.
#[derive(Debug, Clone, Default)]
pub(crate) struct Vocabulary {
    ids: FxHashMap<Box<str>, u32>,
    words: Vec<Box<str>>,
}

impl Vocabulary {
    /// Returns the number of `word`, giving it the next one when it is new.
    pub(crate) fn intern(&mut self, word: &str) -> u32 {
        if let Some(&id) = self.ids.get(word) {
            return id;
        }
        let id = self.words.len() as u32;
        self.words.push(word.into());
        self.ids.insert(word.into(), id);
        id
    }

    /// Returns the number of `word`, `None` when it was never seen.
    pub(crate) fn id(&self, word: &str) -> Option<u32> {
        self.ids.get(word).copied()
    }

    /// Returns the word of a number.
    pub(crate) fn word(&self, id: u32) -> &str {
        &self.words[id as usize]
    }

    /// Returns how many words there are.
    pub(crate) fn len(&self) -> usize {
        self.words.len()
    }
}
