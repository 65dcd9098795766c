//! An index and what changed since it was made.

use super::distance::UNKNOWN;
use super::hit::{Best, Hit};
use super::index::Index;
use super::lookup::{self, Scratch};
use super::query::Query;
use super::vocabulary::Vocabulary;
use rustc_hash::{FxHashMap, FxHashSet};

/// An index that sees new and deleted units at once: the new ones in a list, the deleted ones crossed out.
#[derive(Debug)]
pub struct Memory {
    index: Index,
    /// Words that the index does not know; their numbers go on where its end.
    vocabulary: Vocabulary,
    units: Vec<Unit>,
    places: FxHashMap<i64, usize>,
    dead: FxHashSet<i64>,
}

#[derive(Debug)]
struct Unit {
    id: i64,
    words: Vec<u32>,
    letters: u32,
    text: u32,
}

impl Memory {
    /// Returns the memory of an index.
    pub fn new(index: Index) -> Memory {
        Memory {
            index,
            vocabulary: Vocabulary::default(),
            units: Vec::new(),
            places: FxHashMap::default(),
            dead: FxHashSet::default(),
        }
    }

    /// Returns the index.
    pub fn index(&self) -> &Index {
        &self.index
    }

    /// Returns how many units are not as the index has them: every lookup compares the new ones one by one.
    pub fn behind(&self) -> usize {
        self.units.len() + self.dead.len()
    }

    pub(super) fn is_dead(&self, unit: i64) -> bool {
        self.dead.contains(&unit)
    }

    /// Returns the units that the index does not have, with the numbers of their words.
    pub(super) fn new_units(&self) -> impl Iterator<Item = (i64, &[u32])> {
        self.units.iter().map(|unit| (unit.id, unit.words.as_slice()))
    }

    /// Returns the numbers of a key, or of all that begin with it, in the index and since.
    pub(super) fn all_choices(&self, key: &str, open: bool) -> Vec<u32> {
        let known = self.index.words() as u32;
        if open {
            let new = (0..self.vocabulary.len() as u32).filter(|&w| self.vocabulary.key(w).starts_with(key));
            let mut all = self.index.words_with(key);
            all.extend(new.map(|w| known + w));
            all
        } else {
            let new = || self.vocabulary.get(key).map(|word| known + word);
            self.index.word(key).or_else(new).into_iter().collect()
        }
    }

    /// Adds a unit that is in the store; nothing changes when it is here already.
    pub fn put(&mut self, unit: i64, text: &str) {
        let query = Query::new(text);
        self.dead.remove(&unit);
        if self.places.contains_key(&unit)
            || self.index.with_letters(query.letters).any(|at| self.index.id(at) == unit)
        {
            return;
        }
        let words = query.keys.iter().map(|key| match self.index.word(key) {
            Some(word) => word,
            None => self.index.words() as u32 + self.vocabulary.put(key),
        });
        let words = words.collect();
        self.places.insert(unit, self.units.len());
        self.units.push(Unit { id: unit, words, letters: query.letters, text: query.text });
    }

    /// Takes a unit out that is no longer in the store.
    pub fn remove(&mut self, unit: i64) {
        self.dead.insert(unit);
        if let Some(at) = self.places.remove(&unit) {
            self.units.swap_remove(at);
            if let Some(moved) = self.units.get(at) {
                self.places.insert(moved.id, at);
            }
        }
    }

    /// Returns the units nearest to a query: at most `limit`, of at least `min` per cent of their words the same,
    /// nearest first, of two as near the older unit first.
    pub fn search(&self, query: &Query, min: u8, limit: usize, scratch: &mut Scratch) -> Vec<Hit> {
        let mut best = Best::new(min, limit);
        self.search_new(query, scratch, &mut best);
        lookup::search(&self.index, query, scratch, &|unit| self.dead.contains(&unit), &mut best);
        best.into_hits()
    }

    fn search_new(&self, query: &Query, scratch: &mut Scratch, best: &mut Best) {
        if self.units.is_empty() || query.keys.is_empty() {
            return;
        }
        let known = self.index.words() as u32;
        let words: Vec<u32> = query
            .keys
            .iter()
            .map(|key| {
                let new = || self.vocabulary.get(key).map(|word| known + word);
                self.index.word(key).or_else(new).unwrap_or(UNKNOWN)
            })
            .collect();
        scratch.pattern.set(&words);
        for unit in &self.units {
            let longer = words.len().max(unit.words.len());
            let Some(most) = best.bar().most(longer) else { continue };
            if words.len().abs_diff(unit.words.len()) > most {
                continue;
            }
            let distance = scratch.pattern.distance(unit.words.len(), unit.words.iter().copied(), most);
            if let Some(distance) = distance {
                best.add(Hit::new(unit.id, distance, longer));
            }
        }
    }

    /// Returns the units that have the letters of a query in a row, whatever stands between them: those whose text is
    /// the same to the byte first, then by id. A digest decides, so that one in thousands of millions is another text.
    pub fn same_letters(&self, query: &Query) -> Vec<i64> {
        let old =
            self.index.with_letters(query.letters).map(|at| (self.index.text_digest(at), self.index.id(at)));
        let old = old.filter(|(_, unit)| !self.dead.contains(unit));
        let new = self.units.iter().filter(|u| u.letters == query.letters).map(|u| (u.text, u.id));
        let mut found: Vec<(bool, i64)> =
            old.chain(new).map(|(text, unit)| (text != query.text, unit)).collect();
        found.sort_unstable();
        found.into_iter().map(|(_, unit)| unit).collect()
    }
}
