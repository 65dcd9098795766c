//! Words as small numbers.

use rustc_hash::FxHashMap;

/// Interns words: each distinct text gets the next number.
#[derive(Debug, Default)]
pub(super) struct Words {
    ids: FxHashMap<Box<str>, u32>,
    texts: Vec<Box<str>>,
}

impl Words {
    /// Returns the number of a word, a new one when it is first seen.
    pub(super) fn intern(&mut self, text: &str) -> u32 {
        if let Some(&id) = self.ids.get(text) {
            return id;
        }
        let id = self.texts.len() as u32;
        self.texts.push(text.into());
        self.ids.insert(text.into(), id);
        id
    }

    /// Returns the number of a word that was interned before.
    pub(super) fn get(&self, text: &str) -> Option<u32> {
        self.ids.get(text).copied()
    }

    /// Returns the text of a number.
    pub(super) fn text(&self, id: u32) -> &str {
        &self.texts[id as usize]
    }

    /// Returns how many words there are.
    pub(super) fn len(&self) -> usize {
        self.texts.len()
    }
}
