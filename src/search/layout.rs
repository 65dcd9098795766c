//! The file of an index: a header with a checksum for every section, and sections of little-endian numbers.
//!
//! ```text
//! 64 words header │ units │ texts │ lengths │ starts │ codes │ columns │ … each padded to 8 bytes
//! ```

use super::error::Error;
use std::io::{self, Seek, SeekFrom, Write};

/// The sections, in the order they are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Section {
    /// u32 a unit: its id. Units stand by number of words, then by id.
    Units,
    /// u32 a unit: the digest of its text as written.
    Texts,
    /// u32 a number of words: how many units have fewer.
    Lengths,
    /// u32 a unit: digests of letters in a row, sorted.
    Letters,
    /// u32 a unit: the unit of each of these digests.
    LettersUnits,
    /// u32: hash table from spelling to word + 1.
    Table,
    /// u32 a word and one more: where its key begins.
    Keys,
    /// The keys of the words.
    KeyBytes,
    /// The words of the units, one to four bytes each.
    Codes,
    /// u32 a unit and one more: where its words begin in the codes.
    Starts,
    /// u64: which units have a word of a column.
    Columns,
    /// u32 a column: how many units it marks.
    Loads,
    /// The postings of words that are not everywhere.
    Postings,
    /// u32 a word and one more: where its postings begin.
    Lists,
}

pub(super) const SECTIONS: usize = 14;
pub(super) const HEADER_WORDS: usize = 64;
const MAGIC: u64 = u64::from_le_bytes(*b"YEKSIDX\n");
/// Rises with every change of the layout, of what a word is, or of the score.
const VERSION: u64 = 2;
const ENTRIES: usize = 8;
const LABEL: usize = 52;

/// What an index was made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    /// The number of the last change that is in it.
    pub change: u64,
    /// The mark that the store gave the step of that change.
    pub mark: u64,
    /// What is indexed of the store (`en-fa`).
    pub label: String,
}

/// The numbers of a header.
#[derive(Debug, Clone)]
pub(super) struct Header {
    pub(super) stamp: Stamp,
    pub(super) units: usize,
    pub(super) words: usize,
    /// First word of the file and length in bytes of each section, and its checksum.
    pub(super) sections: [(usize, usize, u64); SECTIONS],
}

impl Header {
    fn to_words(&self) -> [u64; HEADER_WORDS] {
        let mut words = [0; HEADER_WORDS];
        words[0] = MAGIC;
        words[2] = VERSION;
        words[3] = self.units as u64;
        words[4] = self.words as u64;
        words[5] = self.stamp.change;
        words[6] = self.stamp.mark;
        for (index, (start, len, sum)) in self.sections.iter().enumerate() {
            words[ENTRIES + 3 * index] = *start as u64;
            words[ENTRIES + 3 * index + 1] = *len as u64;
            words[ENTRIES + 3 * index + 2] = *sum;
        }
        let label = self.stamp.label.as_bytes();
        for (at, byte) in label.iter().take(8 * (HEADER_WORDS - LABEL)).enumerate() {
            words[LABEL + at / 8] |= u64::from(*byte) << (8 * (at % 8));
        }
        words = words.map(u64::to_le);
        words[1] = checksum(&words[2..]).to_le();
        words
    }

    /// Reads a header and checks it and the sections against their checksums.
    pub(super) fn check(file: &[u64]) -> Result<Header, Error> {
        let Some(head) = file.first_chunk::<HEADER_WORDS>() else {
            return Err(Error::Unusable("it is cut short"));
        };
        let words = head.map(u64::from_le);
        if words[0] != MAGIC {
            return Err(Error::Unusable("it is no index"));
        }
        if words[1] != checksum(&head[2..]) {
            return Err(Error::Unusable("its header is damaged"));
        }
        if words[2] != VERSION {
            return Err(Error::Unusable("it is of another version"));
        }
        let mut sections = [(0, 0, 0); SECTIONS];
        let mut next = HEADER_WORDS;
        for (index, entry) in sections.iter_mut().enumerate() {
            let (start, len) = (words[ENTRIES + 3 * index] as usize, words[ENTRIES + 3 * index + 1] as usize);
            let end = start.saturating_add(len.div_ceil(8));
            let sum = words[ENTRIES + 3 * index + 2];
            let whole = file.get(start..end).is_some_and(|section| checksum(section) == sum);
            if start != next || !whole {
                return Err(Error::Unusable("a section is damaged"));
            }
            next = end;
            *entry = (start, len, sum);
        }
        if next != file.len() {
            return Err(Error::Unusable("it is too long"));
        }
        let label: Vec<u8> = words[LABEL..].iter().flat_map(|w| w.to_le_bytes()).collect();
        let end = label.iter().position(|&b| b == 0).unwrap_or(label.len());
        let label = String::from_utf8_lossy(&label[..end]).into_owned();
        Ok(Header {
            stamp: Stamp { change: words[5], mark: words[6], label },
            units: words[3] as usize,
            words: words[4] as usize,
            sections,
        })
    }
}

/// A checksum of words as the file has them, in four lanes: no change of a single word goes unseen, for every step can be undone.
pub(super) fn checksum(words: &[u64]) -> u64 {
    let mut sum = Checksum::default();
    sum.add(words);
    sum.finish()
}

#[derive(Debug, Clone, Default)]
struct Checksum {
    lanes: [u64; 4],
    rest: [u64; 4],
    waiting: usize,
    words: u64,
}

impl Checksum {
    fn add(&mut self, mut words: &[u64]) {
        self.words += words.len() as u64;
        while self.waiting > 0 && !words.is_empty() {
            self.rest[self.waiting] = words[0];
            self.waiting = (self.waiting + 1) % 4;
            words = &words[1..];
            if self.waiting == 0 {
                let rest = self.rest;
                self.step(&rest);
            }
        }
        let (fours, rest) = words.as_chunks::<4>();
        for four in fours {
            self.step(four);
        }
        if !rest.is_empty() {
            self.rest[..rest.len()].copy_from_slice(rest);
            self.waiting = rest.len();
        }
    }

    fn step(&mut self, four: &[u64; 4]) {
        for (lane, word) in self.lanes.iter_mut().zip(four) {
            *lane = (*lane ^ u64::from_le(*word)).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(29);
        }
    }

    fn finish(mut self) -> u64 {
        let (rest, waiting) = (self.rest, self.waiting);
        if waiting > 0 {
            let mut last = [0; 4];
            last[..waiting].copy_from_slice(&rest[..waiting]);
            self.step(&last);
        }
        let folded = |sum: u64, lane: u64| (sum ^ lane).wrapping_mul(0xA076_1D64_78BD_642F).rotate_left(31);
        self.lanes.into_iter().fold(self.words, folded)
    }
}

/// Writes an index: sections one after the other, the header at the end.
pub(super) struct Writer<W> {
    out: W,
    at: usize,
    sections: [(usize, usize, u64); SECTIONS],
    /// The section that is being written.
    sum: Checksum,
    bytes: usize,
    buffer: Vec<u64>,
    part: u64,
}

impl<W: Write + Seek> Writer<W> {
    pub(super) fn new(mut out: W) -> io::Result<Writer<W>> {
        out.write_all(&[0; 8 * HEADER_WORDS])?;
        Ok(Writer {
            out,
            at: HEADER_WORDS,
            sections: [(0, 0, 0); SECTIONS],
            sum: Checksum::default(),
            bytes: 0,
            buffer: Vec::with_capacity(8192),
            part: 0,
        })
    }

    pub(super) fn byte(&mut self, byte: u8) -> io::Result<()> {
        self.part |= u64::from(byte) << (8 * (self.bytes % 8));
        self.bytes += 1;
        if self.bytes.is_multiple_of(8) {
            self.flush_part()?;
        }
        Ok(())
    }

    pub(super) fn bytes(&mut self, bytes: &[u8]) -> io::Result<()> {
        bytes.iter().try_for_each(|&byte| self.byte(byte))
    }

    pub(super) fn number(&mut self, n: u32) -> io::Result<()> {
        debug_assert!(self.bytes.is_multiple_of(4));
        self.part |= u64::from(n) << (8 * (self.bytes % 8));
        self.bytes += 4;
        if self.bytes.is_multiple_of(8) {
            self.flush_part()?;
        }
        Ok(())
    }

    pub(super) fn word(&mut self, n: u64) -> io::Result<()> {
        self.part = n;
        self.bytes += 8;
        self.flush_part()
    }

    fn flush_part(&mut self) -> io::Result<()> {
        self.buffer.push(std::mem::take(&mut self.part).to_le());
        if self.buffer.len() == self.buffer.capacity() { self.flush() } else { Ok(()) }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.sum.add(&self.buffer);
        self.out.write_all(bytemuck::cast_slice(&self.buffer))?;
        self.buffer.clear();
        Ok(())
    }

    /// Ends the section that was written since the last one ended.
    pub(super) fn end(&mut self, section: Section) -> io::Result<()> {
        if !self.bytes.is_multiple_of(8) {
            self.flush_part()?;
        }
        self.flush()?;
        let sum = std::mem::take(&mut self.sum).finish();
        self.sections[section as usize] = (self.at, self.bytes, sum);
        self.at += self.bytes.div_ceil(8);
        self.bytes = 0;
        Ok(())
    }

    /// Writes the header and returns what was written to.
    pub(super) fn finish(mut self, stamp: &Stamp, units: usize, words: usize) -> io::Result<W> {
        let header = Header { stamp: stamp.clone(), units, words, sections: self.sections };
        self.out.seek(SeekFrom::Start(0))?;
        self.out.write_all(bytemuck::cast_slice(&header.to_words()))?;
        self.out.flush()?;
        Ok(self.out)
    }
}
