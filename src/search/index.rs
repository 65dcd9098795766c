//! A finished index in memory, as it stands in its file.

use super::build::{BLOCK, COLUMNS, SKIP, column};
use super::code::Numbers;
use super::error::Error;
use super::layout::{Header, Section, Stamp};
use super::token::digest;
use std::fs::File;
use std::io::{self, Read};
use std::ops::Range;
use std::path::Path;

/// An index over the texts of one side of a memory.
pub struct Index {
    /// The whole file; the section of columns is read as u64s, all others as bytes.
    file: Vec<u64>,
    header: Header,
    loads: Vec<u32>,
}

impl std::fmt::Debug for Index {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Index").field("stamp", &self.header.stamp).field("units", &self.header.units).finish()
    }
}

impl Index {
    /// Reads an index file as a whole and checks every byte of it.
    ///
    /// # Errors
    ///
    /// [`Error::Unusable`] when it is damaged, foreign or of another version; [`Error::Io`].
    pub fn open(path: &Path) -> Result<Index, Error> {
        let mut file = File::open(path)?;
        let len = usize::try_from(file.metadata()?.len()).map_err(|_| Error::TooLarge)?;
        if !len.is_multiple_of(8) {
            return Err(Error::Unusable("it is cut short"));
        }
        let mut words = vec![0u64; len / 8];
        file.read_exact(bytemuck::cast_slice_mut(&mut words)).map_err(|e| match e.kind() {
            io::ErrorKind::UnexpectedEof => Error::Unusable("it is cut short"),
            _ => Error::Io(e),
        })?;
        Index::from_words(words)
    }

    /// Takes the bytes of an index file.
    ///
    /// # Errors
    ///
    /// Those of [`open`](Index::open).
    pub fn from_bytes(bytes: &[u8]) -> Result<Index, Error> {
        if !bytes.len().is_multiple_of(8) {
            return Err(Error::Unusable("it is cut short"));
        }
        let mut words = vec![0u64; bytes.len() / 8];
        bytemuck::cast_slice_mut(&mut words).copy_from_slice(bytes);
        Index::from_words(words)
    }

    fn from_words(file: Vec<u64>) -> Result<Index, Error> {
        let header = Header::check(&file)?;
        let mut index = Index { file, header, loads: Vec::new() };
        let (units, words) = (index.header.units, index.header.words);
        let blocks = units.div_ceil(64 * BLOCK);
        let sound = [
            (Section::Units, 4 * units),
            (Section::Texts, 4 * units),
            (Section::Starts, 4 * (units + 1)),
            (Section::Letters, 4 * units),
            (Section::LettersUnits, 4 * units),
            (Section::Columns, 8 * blocks * COLUMNS * BLOCK),
            (Section::Loads, 4 * COLUMNS),
            (Section::Keys, 4 * (words + 1)),
            (Section::Lists, 4 * (words + 1)),
        ]
        .into_iter()
        .all(|(section, len)| index.bytes(section).len() == len);
        let table = index.bytes(Section::Table).len() / 4;
        if !sound || !table.is_power_of_two() || table <= words {
            return Err(Error::Unusable("its sections do not fit together"));
        }
        index.loads = (0..COLUMNS).map(|c| index.number(Section::Loads, c)).collect();
        Ok(index)
    }

    /// Returns what it was made from.
    pub fn stamp(&self) -> &Stamp {
        &self.header.stamp
    }

    /// Returns how many units it has.
    pub fn len(&self) -> usize {
        self.header.units
    }

    /// Returns whether it has no unit.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns its size.
    pub fn size_bytes(&self) -> usize {
        8 * self.file.len()
    }

    fn bytes(&self, section: Section) -> &[u8] {
        let (start, len, _) = self.header.sections[section as usize];
        &bytemuck::cast_slice(&self.file[start..])[..len]
    }

    /// Returns number `at` of a section of u32s; 0 behind its end.
    fn number(&self, section: Section, at: usize) -> u32 {
        let bytes = self.bytes(section).get(4 * at..).and_then(|b| b.first_chunk());
        bytes.map_or(0, |b| u32::from_le_bytes(*b))
    }

    fn span(&self, section: Section, at: usize) -> Range<usize> {
        self.number(section, at) as usize..self.number(section, at + 1) as usize
    }

    /// Returns how many words the dictionary has.
    pub(super) fn words(&self) -> usize {
        self.header.words
    }

    /// Returns the store's id of a unit.
    pub(super) fn id(&self, unit: u32) -> i64 {
        i64::from(self.number(Section::Units, unit as usize))
    }

    /// Returns the units that have this many words.
    pub(super) fn of_length(&self, words: usize) -> Range<u32> {
        let longest = self.longest();
        if words > longest {
            return self.len() as u32..self.len() as u32;
        }
        self.number(Section::Lengths, words)..self.number(Section::Lengths, words + 1)
    }

    pub(super) fn longest(&self) -> usize {
        (self.bytes(Section::Lengths).len() / 4).saturating_sub(2)
    }

    /// Returns the words of a unit.
    pub(super) fn words_of(&self, unit: u32) -> Numbers<'_> {
        Numbers(self.bytes(Section::Codes).get(self.span(Section::Starts, unit as usize)).unwrap_or_default())
    }

    /// Returns the digest of a unit's text.
    pub(super) fn text_digest(&self, unit: u32) -> u32 {
        self.number(Section::Texts, unit as usize)
    }

    /// Returns the number of a key.
    pub(super) fn word(&self, key: &str) -> Option<u32> {
        let mask = self.bytes(Section::Table).len() / 4 - 1;
        let mut slot = digest(key.as_bytes()) as usize & mask;
        loop {
            let word = self.number(Section::Table, slot).checked_sub(1)?;
            let span = self.span(Section::Keys, word as usize);
            if self.bytes(Section::KeyBytes).get(span) == Some(key.as_bytes()) {
                return Some(word);
            }
            slot = (slot + 1) & mask;
        }
    }

    /// Returns the numbers of the keys that begin with `start`, sorted; looks at every key.
    pub(super) fn words_with(&self, start: &str) -> Vec<u32> {
        let keys = self.bytes(Section::KeyBytes);
        (0..self.words() as u32)
            .filter(|&word| {
                let key = keys.get(self.span(Section::Keys, word as usize)).unwrap_or_default();
                key.starts_with(start.as_bytes())
            })
            .collect()
    }

    /// Returns the units whose letters in a row have this digest.
    pub(super) fn with_letters(&self, digest: u32) -> impl Iterator<Item = u32> {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = (low + high) / 2;
            if self.number(Section::Letters, middle) < digest { low = middle + 1 } else { high = middle }
        }
        (low..self.len())
            .take_while(move |&at| self.number(Section::Letters, at) == digest)
            .map(|at| self.number(Section::LettersUnits, at))
    }

    /// Returns the share of units that a word's column marks.
    pub(super) fn load(&self, word: u32) -> f64 {
        f64::from(self.loads[column(word)]) / self.len().max(1) as f64
    }

    /// Returns all columns: `BLOCK` u64s of each column, block after block.
    pub(super) fn columns(&self) -> &[u64] {
        let (start, len, _) = self.header.sections[Section::Columns as usize];
        &self.file[start..start + len / 8]
    }

    /// Returns the postings of a word, `None` when it is everywhere and has none.
    pub(super) fn postings(&self, word: u32) -> Option<Postings<'_>> {
        let bytes = self.bytes(Section::Postings).get(self.span(Section::Lists, word as usize))?;
        let mut numbers = Numbers(bytes);
        let count = numbers.next()? as usize;
        let blocks = if count > SKIP { count.div_ceil(SKIP) } else { 0 };
        let (table, codes) = numbers.0.split_at_checked(8 * blocks)?;
        Some(Postings { count, table, codes })
    }
}

/// The units that have a word, in order.
#[derive(Debug, Clone, Copy)]
pub(super) struct Postings<'a> {
    pub(super) count: usize,
    table: &'a [u8],
    codes: &'a [u8],
}

impl Postings<'_> {
    /// Calls `visit` for the units from `window.start` on and before `window.end`.
    pub(super) fn visit(&self, window: Range<u32>, mut visit: impl FnMut(u32)) {
        let (entries, _) = self.table.as_chunks::<8>();
        let first = |entry: &[u8; 8]| u32::from_le_bytes([entry[0], entry[1], entry[2], entry[3]]);
        if entries.is_empty() {
            let mut unit = 0;
            for difference in Numbers(self.codes).take(self.count) {
                unit += difference;
                if unit >= window.end {
                    return;
                }
                if unit >= window.start {
                    visit(unit);
                }
            }
            return;
        }
        let from = entries.partition_point(|entry| first(entry) <= window.start).saturating_sub(1);
        for (at, entry) in entries.iter().enumerate().skip(from) {
            let offset = u32::from_le_bytes([entry[4], entry[5], entry[6], entry[7]]) as usize;
            let size = SKIP.min(self.count - at * SKIP);
            let mut unit = first(entry);
            if unit >= window.end {
                return;
            }
            if unit >= window.start {
                visit(unit);
            }
            for difference in Numbers(self.codes.get(offset..).unwrap_or_default()).take(size - 1) {
                unit = unit.wrapping_add(difference);
                if unit >= window.end {
                    return;
                }
                if unit >= window.start {
                    visit(unit);
                }
            }
        }
    }
}
