//! Makes an index: takes texts one by one, and writes them sorted, coded and transposed.

use super::code::{self, Numbers};
use super::error::Error;
use super::layout::{Section, Stamp, Writer};
use super::token::{Letters, WordLetters, digest, is_number, key};
use super::vocabulary::Vocabulary;
use rustc_hash::FxHashMap;
use std::io::{Seek, Write};

/// Columns in all; each word belongs to one.
pub(super) const COLUMNS: usize = 256;
/// The most frequent words, which have a column to themselves.
pub(super) const OWN_COLUMNS: usize = 96;
/// u64s of a column in one block, which covers 64 times as many units.
pub(super) const BLOCK: usize = 32;
/// Words in more than one unit of so many have no postings: their column is as good.
const EVERYWHERE: usize = 64;
/// Postings between two entries of a list's skip table.
pub(super) const SKIP: usize = 128;

/// Returns the column of a word by its rank in frequency.
pub(super) fn column(word: u32) -> usize {
    let word = word as usize;
    if word < OWN_COLUMNS { word } else { OWN_COLUMNS + (word - OWN_COLUMNS) % (COLUMNS - OWN_COLUMNS) }
}

/// Takes the texts of an index.
#[derive(Debug, Default)]
pub struct Builder {
    vocabulary: Vocabulary,
    /// Spellings outside ASCII that were met: folding them is what takes the time.
    met: FxHashMap<Box<str>, u32>,
    words: Vec<Word>,
    units: Vec<Entry>,
    codes: Vec<u8>,
}

/// What is known of a word, side by side: a look at each would be a cache line.
#[derive(Debug, Clone, Copy)]
struct Word {
    letters: WordLetters,
    /// How many units have it, and the last of them, plus one.
    frequency: u32,
    last: u32,
}

#[derive(Debug, Clone, Copy)]
struct Entry {
    words: u32,
    unit: u32,
    start: u32,
    text: u32,
    letters: u32,
}

/// Spellings remembered at most, a bound on memory.
const MET: usize = 400_000;

impl Builder {
    /// Adds the text of a unit; each unit at most once.
    ///
    /// # Errors
    ///
    /// [`Error::TooLarge`].
    pub fn add(&mut self, unit: i64, text: &str) -> Result<(), Error> {
        let id = u32::try_from(unit).map_err(|_| Error::TooLarge)?;
        let start = u32::try_from(self.codes.len()).map_err(|_| Error::TooLarge)?;
        let (mut count, mut letters) = (0, Letters::default());
        let seen = self.units.len() as u32 + 1;
        for token in glossary::token::tokens(text) {
            let number = self.number(token.text);
            let word = &mut self.words[number as usize];
            letters.add(word.letters);
            if word.last != seen {
                word.last = seen;
                word.frequency += 1;
            }
            code::push(&mut self.codes, number);
            count += 1;
        }
        let raw = text_digest(text);
        self.units.push(Entry {
            words: count,
            unit: id,
            start,
            text: raw,
            letters: letters.finish(count > 0, raw),
        });
        Ok(())
    }

    /// Returns how many units were added.
    pub fn len(&self) -> usize {
        self.units.len()
    }

    /// Returns whether no unit was added.
    pub fn is_empty(&self) -> bool {
        self.units.is_empty()
    }

    fn number(&mut self, word: &str) -> u32 {
        let is_plain = word.is_ascii();
        if !is_plain && let Some(number) = self.met.get(word) {
            return *number;
        }
        let key = key(word);
        let number = self.vocabulary.put(&key);
        if number as usize == self.words.len() {
            self.words.push(Word { letters: WordLetters::of(&key), frequency: 0, last: 0 });
        }
        // Numbers would fill it with spellings that come once.
        if !is_plain && self.met.len() < MET && !is_number(word) {
            self.met.insert(word.into(), number);
        }
        number
    }

    /// Writes the index.
    ///
    /// # Errors
    ///
    /// [`Error::TooLarge`], [`Error::Io`].
    pub fn finish<W: Write + Seek>(mut self, out: W, stamp: &Stamp) -> Result<W, Error> {
        self.met = FxHashMap::default();
        self.units.sort_unstable_by_key(|entry| (entry.words, entry.unit));
        // Numbers by frequency: the most frequent words have the shortest codes and the first columns.
        let mut order: Vec<u32> = (0..self.vocabulary.len() as u32).collect();
        order.sort_by_key(|&number| std::cmp::Reverse(self.words[number as usize].frequency));
        let mut ranks = vec![0u32; order.len()];
        for (rank, &number) in (0..).zip(&order) {
            ranks[number as usize] = rank;
        }
        let mut writer = Writer::new(out)?;
        self.write_units(&mut writer)?;
        self.write_dictionary(&order, &mut writer)?;
        let frequency: Vec<u32> = order.iter().map(|&number| self.words[number as usize].frequency).collect();
        self.vocabulary = Vocabulary::default();
        self.write_codes(&ranks, &mut writer)?;
        self.write_columns(&ranks, &mut writer)?;
        self.write_postings(&ranks, &frequency, &mut writer)?;
        Ok(writer.finish(stamp, self.units.len(), frequency.len())?)
    }

    fn write_units<W: Write + Seek>(&self, writer: &mut Writer<W>) -> Result<(), Error> {
        for entry in &self.units {
            writer.number(entry.unit)?;
        }
        writer.end(Section::Units)?;
        for entry in &self.units {
            writer.number(entry.text)?;
        }
        writer.end(Section::Texts)?;
        let longest = self.units.last().map_or(0, |entry| entry.words);
        let mut at = 0;
        for length in 0..=longest + 1 {
            while self.units.get(at).is_some_and(|entry| entry.words < length) {
                at += 1;
            }
            writer.number(at as u32)?;
        }
        writer.end(Section::Lengths)?;
        let mut letters: Vec<(u32, u32)> = self.units.iter().map(|e| e.letters).zip(0..).collect();
        letters.sort_unstable();
        for (digest, _) in &letters {
            writer.number(*digest)?;
        }
        writer.end(Section::Letters)?;
        for (_, unit) in &letters {
            writer.number(*unit)?;
        }
        Ok(writer.end(Section::LettersUnits)?)
    }

    fn write_dictionary<W: Write + Seek>(&self, order: &[u32], writer: &mut Writer<W>) -> Result<(), Error> {
        let mut table = vec![0u32; (order.len() * 3 / 2).next_power_of_two().max(16)];
        let mask = table.len() - 1;
        for (rank, &number) in (0..).zip(order) {
            let mut slot = digest(self.vocabulary.key(number).as_bytes()) as usize & mask;
            while table[slot] != 0 {
                slot = (slot + 1) & mask;
            }
            table[slot] = rank + 1;
        }
        for entry in table {
            writer.number(entry)?;
        }
        writer.end(Section::Table)?;
        let mut start = 0;
        writer.number(start)?;
        for &number in order {
            start += self.vocabulary.key(number).len() as u32;
            writer.number(start)?;
        }
        writer.end(Section::Keys)?;
        for &number in order {
            writer.bytes(self.vocabulary.key(number).as_bytes())?;
        }
        Ok(writer.end(Section::KeyBytes)?)
    }

    /// The ranks of a unit's words.
    fn ranks<'a>(&'a self, entry: &Entry, ranks: &'a [u32]) -> impl Iterator<Item = u32> + 'a {
        Numbers(&self.codes[entry.start as usize..])
            .take(entry.words as usize)
            .map(|number| ranks[number as usize])
    }

    fn write_codes<W: Write + Seek>(&self, ranks: &[u32], writer: &mut Writer<W>) -> Result<(), Error> {
        let mut starts = Vec::with_capacity(self.units.len() + 1);
        let mut at = 0u32;
        let mut bytes = Vec::new();
        for entry in &self.units {
            starts.push(at);
            bytes.clear();
            self.ranks(entry, ranks).for_each(|rank| code::push(&mut bytes, rank));
            writer.bytes(&bytes)?;
            at = at.checked_add(bytes.len() as u32).ok_or(Error::TooLarge)?;
        }
        starts.push(at);
        writer.end(Section::Codes)?;
        for start in starts {
            writer.number(start)?;
        }
        Ok(writer.end(Section::Starts)?)
    }

    fn write_columns<W: Write + Seek>(&self, ranks: &[u32], writer: &mut Writer<W>) -> Result<(), Error> {
        let mut loads = [0u32; COLUMNS];
        let mut block = vec![0u64; COLUMNS * BLOCK];
        for units in self.units.chunks(BLOCK * 64) {
            block.fill(0);
            for (at, entry) in units.iter().enumerate() {
                for rank in self.ranks(entry, ranks) {
                    block[column(rank) * BLOCK + at / 64] |= 1 << (at % 64);
                }
            }
            for (load, words) in loads.iter_mut().zip(block.chunks(BLOCK)) {
                *load += words.iter().map(|w| w.count_ones()).sum::<u32>();
            }
            for &word in &block {
                writer.word(word)?;
            }
        }
        writer.end(Section::Columns)?;
        for load in loads {
            writer.number(load)?;
        }
        Ok(writer.end(Section::Loads)?)
    }

    fn write_postings<W: Write + Seek>(
        &self,
        ranks: &[u32],
        frequency: &[u32],
        writer: &mut Writer<W>,
    ) -> Result<(), Error> {
        let most = (self.units.len() / EVERYWHERE) as u32;
        // Frequencies fall with the rank: the words with postings are a tail.
        let first = frequency.partition_point(|&f| f > most);
        let mut ends = vec![0u32; frequency.len() + 1 - first];
        for (at, f) in frequency[first..].iter().enumerate() {
            ends[at + 1] = ends[at].checked_add(*f).ok_or(Error::TooLarge)?;
        }
        let mut postings = vec![0u32; ends.last().copied().unwrap_or(0) as usize];
        let mut next = ends.clone();
        for (unit, entry) in (0u32..).zip(&self.units) {
            for rank in self.ranks(entry, ranks) {
                let Some(list) = (rank as usize).checked_sub(first) else { continue };
                let at = next[list] as usize;
                // A word that stands twice in a unit has one posting there.
                if at > ends[list] as usize && postings[at - 1] == unit {
                    continue;
                }
                postings[at] = unit;
                next[list] += 1;
            }
        }
        let mut starts = vec![0u32; first + 1];
        let (mut at, mut bytes) = (0u32, Vec::new());
        for range in ends.windows(2) {
            bytes.clear();
            push_list(&mut bytes, &postings[range[0] as usize..range[1] as usize]);
            writer.bytes(&bytes)?;
            at = at.checked_add(bytes.len() as u32).ok_or(Error::TooLarge)?;
            starts.push(at);
        }
        writer.end(Section::Postings)?;
        for start in starts {
            writer.number(start)?;
        }
        Ok(writer.end(Section::Lists)?)
    }
}

/// Appends a list: how many, a skip table of (first unit, offset behind the table) when there are many, differences.
fn push_list(out: &mut Vec<u8>, units: &[u32]) {
    code::push(out, units.len() as u32);
    if units.len() <= SKIP {
        push_differences(out, 0, units);
        return;
    }
    let (mut table, mut codes) = (Vec::new(), Vec::new());
    for block in units.chunks(SKIP) {
        table.extend_from_slice(&block[0].to_le_bytes());
        table.extend_from_slice(&(codes.len() as u32).to_le_bytes());
        push_differences(&mut codes, block[0], &block[1..]);
    }
    out.extend_from_slice(&table);
    out.extend_from_slice(&codes);
}

fn push_differences(out: &mut Vec<u8>, mut before: u32, units: &[u32]) {
    for &unit in units {
        code::push(out, unit - before);
        before = unit;
    }
}

/// Returns the digest by which a text is told from another that has the same letters.
pub(super) fn text_digest(text: &str) -> u32 {
    (digest(text.as_bytes()) >> 20) as u32
}
