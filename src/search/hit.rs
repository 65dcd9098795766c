//! What a lookup finds, and the bar that a unit must reach.

use std::cmp::Ordering;

/// A unit whose words are near to those of a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// The store's id of the unit.
    pub unit: i64,
    /// Word edits from the query to it.
    pub distance: u32,
    /// The number of words of the longer of the two.
    pub longer: u32,
}

impl Hit {
    pub(super) fn new(unit: i64, distance: usize, longer: usize) -> Hit {
        Hit { unit, distance: distance as u32, longer: longer as u32 }
    }

    /// Nearest first; of two as near the older unit.
    pub(super) fn order(&self, other: &Hit) -> Ordering {
        let here = u64::from(self.distance) * u64::from(other.longer);
        let there = u64::from(other.distance) * u64::from(self.longer);
        here.cmp(&there).then(self.unit.cmp(&other.unit))
    }
}

/// The likeness a unit must have, `part` of `of` words the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Bar {
    part: u64,
    of: u64,
}

impl Bar {
    /// Returns how many words of the longer text must be the same.
    fn same(&self, longer: usize) -> usize {
        (self.part * longer as u64).div_ceil(self.of) as usize
    }

    /// Returns the most word edits between two texts of which the longer has so many words.
    pub(super) fn most(&self, longer: usize) -> Option<usize> {
        longer.checked_sub(self.same(longer))
    }

    /// Returns how many words of a query of `len` words a text of `length` words may lack.
    pub(super) fn misses(&self, len: usize, length: usize) -> usize {
        len.saturating_sub(self.same(len.max(length)))
    }

    /// Returns the shortest and the longest text that can be near to a query of `len` words.
    pub(super) fn lengths(&self, len: usize) -> (usize, usize) {
        (self.same(len), self.longest_with(len))
    }

    /// Returns the longest text of which `same` words can be enough.
    pub(super) fn longest_with(&self, same: usize) -> usize {
        (same as u64 * self.of / self.part) as usize
    }
}

/// The best hits so far.
#[derive(Debug)]
pub(super) struct Best {
    min: u8,
    limit: usize,
    hits: Vec<Hit>,
}

impl Best {
    /// Takes at most `limit` hits of at least `min` per cent, 1..=100.
    pub(super) fn new(min: u8, limit: usize) -> Best {
        Best { min: min.clamp(1, 100), limit: limit.max(1), hits: Vec::with_capacity(limit.clamp(1, 64)) }
    }

    /// Returns what a further hit must reach: at `limit` hits the last of them, for an older unit as near still counts.
    pub(super) fn bar(&self) -> Bar {
        match self.hits.last() {
            Some(last) if self.hits.len() == self.limit && last.distance < last.longer => {
                Bar { part: u64::from(last.longer - last.distance), of: u64::from(last.longer) }
            }
            _ => Bar { part: u64::from(self.min), of: 100 },
        }
    }

    /// Adds a hit unless there are better ones enough.
    pub(super) fn add(&mut self, hit: Hit) {
        if u64::from(hit.longer - hit.distance) * 100 < u64::from(self.min) * u64::from(hit.longer) {
            return;
        }
        let at = self.hits.partition_point(|other| other.order(&hit) == Ordering::Less);
        if at < self.limit {
            self.hits.truncate(self.limit - 1);
            self.hits.insert(at, hit);
        }
    }

    /// Returns the hits, nearest first.
    pub(super) fn into_hits(self) -> Vec<Hit> {
        self.hits
    }
}
