//! Keys of words and their numbers, in memory: for building an index, and for units that came after it was built.

use super::token::digest;

/// Numbers for keys, in the order they came.
#[derive(Debug, Clone)]
pub(super) struct Vocabulary {
    /// Open addressing: number + 1, 0 is free.
    slots: Vec<u32>,
    starts: Vec<u32>,
    text: String,
}

impl Default for Vocabulary {
    fn default() -> Vocabulary {
        Vocabulary { slots: vec![0; 1024], starts: vec![0], text: String::new() }
    }
}

impl Vocabulary {
    pub(super) fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// Returns the key of a number that was given out.
    pub(super) fn key(&self, number: u32) -> &str {
        let at = number as usize;
        &self.text[self.starts[at] as usize..self.starts[at + 1] as usize]
    }

    /// Returns the number of a key, `None` when it has none.
    pub(super) fn get(&self, key: &str) -> Option<u32> {
        self.slots[self.slot(key)].checked_sub(1)
    }

    /// Returns the number of a key, giving it one when it has none.
    pub(super) fn put(&mut self, key: &str) -> u32 {
        let slot = self.slot(key);
        if let Some(number) = self.slots[slot].checked_sub(1) {
            return number;
        }
        let number = self.len() as u32;
        self.text.push_str(key);
        self.starts.push(self.text.len() as u32);
        self.slots[slot] = number + 1;
        if self.len() * 3 > self.slots.len() * 2 {
            self.grow();
        }
        number
    }

    fn grow(&mut self) {
        self.slots = vec![0; self.slots.len() * 2];
        for number in 0..self.len() as u32 {
            let slot = self.slot(self.key(number));
            self.slots[slot] = number + 1;
        }
    }

    fn slot(&self, key: &str) -> usize {
        let mask = self.slots.len() - 1;
        let mut slot = digest(key.as_bytes()) as usize & mask;
        while let Some(number) = self.slots[slot].checked_sub(1)
            && self.key(number) != key
        {
            slot = (slot + 1) & mask;
        }
        slot
    }
}
