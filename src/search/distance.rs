//! Word Levenshtein, 64 words of the query at a time (Myers 1999, in blocks as Hyyrö 2003 puts it).

/// A word that no dictionary has: it equals nothing, not even itself.
pub(super) const UNKNOWN: u32 = u32::MAX;

/// The words of a query, made ready to be compared with many texts.
#[derive(Debug, Clone, Default)]
pub(super) struct Pattern {
    len: usize,
    blocks: usize,
    /// Open addressing over the distinct words: word + 1 (0 is free) and the number of its masks.
    slots: Vec<(u32, u32)>,
    /// For each word, `blocks` masks of where it stands; the first ones are of a word that stands nowhere.
    masks: Vec<u64>,
    /// Vertical differences of the running comparison, one of each a block.
    plus: Vec<u64>,
    minus: Vec<u64>,
}

impl Pattern {
    /// Makes the pattern of these words.
    pub(super) fn set(&mut self, words: &[u32]) {
        self.len = words.len();
        self.blocks = words.len().div_ceil(64).max(1);
        self.slots.clear();
        self.slots.resize((words.len() * 4).next_power_of_two().max(16), (0, 0));
        self.masks.clear();
        self.masks.resize(self.blocks, 0);
        for (at, &word) in words.iter().enumerate() {
            if word == UNKNOWN {
                continue;
            }
            let slot = self.slot(word);
            if self.slots[slot].0 == 0 {
                self.slots[slot] = (word + 1, (self.masks.len() / self.blocks) as u32);
                self.masks.resize(self.masks.len() + self.blocks, 0);
            }
            let row = self.slots[slot].1 as usize * self.blocks;
            self.masks[row + at / 64] |= 1 << (at % 64);
        }
    }

    fn slot(&self, word: u32) -> usize {
        let mask = self.slots.len() - 1;
        let mut at = (word.wrapping_mul(0x9E37_79B1) >> 16) as usize & mask;
        while self.slots[at].0 != 0 && self.slots[at].0 != word.wrapping_add(1) {
            at = (at + 1) & mask;
        }
        at
    }

    /// Returns the distance to a text of `len` words, `None` when it is above `most`.
    pub(super) fn distance(
        &mut self,
        len: usize,
        text: impl Iterator<Item = u32>,
        most: usize,
    ) -> Option<usize> {
        if self.len == 0 || len == 0 {
            let distance = self.len.max(len);
            return (distance <= most).then_some(distance);
        }
        let distance =
            if self.blocks == 1 { self.short(len, text, most)? } else { self.long(len, text, most)? };
        (distance <= most).then_some(distance)
    }

    fn short(&self, len: usize, text: impl Iterator<Item = u32>, most: usize) -> Option<usize> {
        let last = 1u64 << (self.len - 1);
        let (mut plus, mut minus, mut score) = (u64::MAX, 0u64, self.len);
        for (done, word) in text.enumerate() {
            let equal = self.masks[self.slots[self.slot(word)].1 as usize];
            let x = equal | minus;
            let diagonal = (((equal & plus).wrapping_add(plus)) ^ plus) | equal;
            let up = minus | !(diagonal | plus);
            let down = plus & diagonal;
            if up & last != 0 {
                score += 1;
            } else if down & last != 0 {
                score -= 1;
            }
            // Every word left can take one off at most.
            if score > most + len.saturating_sub(done + 1) {
                return None;
            }
            let up = (up << 1) | 1;
            plus = (down << 1) | !(x | up);
            minus = up & x;
        }
        Some(score)
    }

    fn long(&mut self, len: usize, text: impl Iterator<Item = u32>, most: usize) -> Option<usize> {
        let last = 1u64 << ((self.len - 1) % 64);
        self.plus.clear();
        self.plus.resize(self.blocks, u64::MAX);
        self.minus.clear();
        self.minus.resize(self.blocks, 0);
        let mut score = self.len;
        for (done, word) in text.enumerate() {
            let row = self.slots[self.slot(word)].1 as usize * self.blocks;
            // The horizontal difference that enters the first block: the top row rises by one a column.
            let (mut enters_up, mut enters_down) = (1u64, 0u64);
            for block in 0..self.blocks {
                let (plus, minus) = (self.plus[block], self.minus[block]);
                let equal = self.masks[row + block];
                let x = equal | minus;
                let equal = equal | enters_down;
                let diagonal = (((equal & plus).wrapping_add(plus)) ^ plus) | equal;
                let up = minus | !(diagonal | plus);
                let down = plus & diagonal;
                if block + 1 == self.blocks {
                    if up & last != 0 {
                        score += 1;
                    } else if down & last != 0 {
                        score -= 1;
                    }
                }
                let (leaves_up, leaves_down) = (up >> 63, down >> 63);
                let up = (up << 1) | enters_up;
                let down = (down << 1) | enters_down;
                self.plus[block] = down | !(x | up);
                self.minus[block] = up & x;
                (enters_up, enters_down) = (leaves_up, leaves_down);
            }
            if score > most + len.saturating_sub(done + 1) {
                return None;
            }
        }
        Some(score)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The textbook's table.
    fn plain(a: &[u32], b: &[u32]) -> usize {
        let mut row: Vec<usize> = (0..=b.len()).collect();
        for (i, x) in a.iter().enumerate() {
            let mut diagonal = row[0];
            row[0] = i + 1;
            for (j, y) in b.iter().enumerate() {
                let cost = usize::from(x != y || *x == UNKNOWN);
                let best = (diagonal + cost).min(row[j] + 1).min(row[j + 1] + 1);
                diagonal = std::mem::replace(&mut row[j + 1], best);
            }
        }
        row[b.len()]
    }

    proptest! {
        #[test]
        fn is_levenshtein(
            a in prop::collection::vec(prop_oneof![0u32..6, Just(UNKNOWN)], 0..150),
            b in prop::collection::vec(0u32..6, 0..150),
            most in 0usize..160,
        ) {
            let mut pattern = Pattern::default();
            pattern.set(&a);
            let distance = plain(&a, &b);
            let found = pattern.distance(b.len(), b.iter().copied(), most);
            prop_assert_eq!(found, (distance <= most).then_some(distance));
        }
    }
}
