//! Decoded text in the shape in which quick-xml takes it, with lines counted, bounds kept and damage noted.

use crate::decode::{Damage, Filled, Input};
use crate::error::{Error, ErrorKind, Result};
use crate::limits::Limits;
use crate::repair::Repairs;
use std::io::{self, BufRead, Read};

/// What quick-xml is reading; it holds each piece as a whole, so the kind decides how long it may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece {
    /// Text, a reference or a CDATA section.
    Text,
    Tag,
    /// A comment, an instruction or the DOCTYPE, of which nothing is kept.
    Dropped,
}

/// The source under quick-xml's reader. Its errors are [`Error`]s inside [`io::Error`]s.
pub(crate) struct Feed<R> {
    input: Input<R>,
    limits: Limits,
    /// Decoded text; everything before `at` is consumed.
    window: String,
    at: usize,
    /// Bytes of text dropped from the window so far.
    dropped: u64,
    /// Line ends before `counted`, a place in the window.
    lines: u64,
    counted: usize,
    /// Where the present piece begins, counted as `dropped` is.
    start: u64,
    /// What is known of a piece that began before the window: its first three bytes, its line.
    head: Vec<u8>,
    start_line: Option<u64>,
    /// The place that the present unit must not pass.
    bound: u64,
    /// What looking ahead ran into.
    pending: Option<ErrorKind>,
    damage: Option<(ErrorKind, u64)>,
    repairs: Repairs,
}

impl<R: BufRead> Feed<R> {
    pub(crate) fn new(input: Input<R>, limits: Limits) -> Self {
        Feed {
            input,
            limits,
            window: String::new(),
            at: 0,
            dropped: 0,
            lines: 0,
            counted: 0,
            start: 0,
            head: Vec::new(),
            start_line: None,
            bound: limits.unit_bytes,
            pending: None,
            damage: None,
            repairs: Repairs::default(),
        }
    }

    pub(crate) fn encoding(&self) -> &'static str {
        self.input.encoding
    }

    pub(crate) fn notes(&mut self) -> Vec<(crate::WarningCode, String)> {
        std::mem::take(&mut self.input.notes)
    }

    pub(crate) fn set_damage(&mut self, damage: Damage) {
        self.input.damage = damage;
    }

    pub(crate) fn is_repairing(&self) -> bool {
        self.input.damage == Damage::Repair
    }

    pub(crate) fn repairs(&mut self) -> &mut Repairs {
        &mut self.repairs
    }

    fn position(&self) -> u64 {
        self.dropped + self.at as u64
    }

    /// Returns the line of the present place, counted from 1.
    pub(crate) fn line(&self) -> u64 {
        self.lines + line_ends(&self.window.as_bytes()[self.counted..self.at]) + 1
    }

    /// Returns the place at which the present piece begins.
    pub(crate) fn start(&self) -> u64 {
        self.start
    }

    /// Returns the line on which the present piece begins.
    pub(crate) fn start_line(&mut self) -> u64 {
        if let Some(line) = self.start_line {
            return line;
        }
        let start = (self.start - self.dropped) as usize;
        self.lines += line_ends(&self.window.as_bytes()[self.counted..start]);
        self.counted = start;
        self.lines + 1
    }

    /// Begins a unit: lets as much text pass as one may have.
    pub(crate) fn renew_bound(&mut self) {
        self.bound = self.position().saturating_add(self.limits.unit_bytes);
    }

    /// Begins a piece: to be called before quick-xml reads an event.
    pub(crate) fn begin(&mut self) {
        self.start = self.position();
        self.head.clear();
        self.start_line = None;
    }

    /// Leaves the present piece, of which nothing is kept, out of the unit's length.
    pub(crate) fn excuse(&mut self) {
        self.bound = self.bound.saturating_add(self.position() - self.start);
    }

    /// Returns at least the next `length` bytes of text, fewer before the end or what stops the file.
    pub(crate) fn look_ahead(&mut self, length: usize) -> &str {
        while self.window.len() - self.at < length && self.pending.is_none() {
            match self.extend() {
                Ok(true) => {}
                Ok(false) => break,
                Err(kind) => self.pending = Some(kind),
            }
        }
        &self.window[self.at..]
    }

    /// Notes damage that salvage steps over, or fails.
    pub(crate) fn damaged(&mut self, kind: ErrorKind, line: u64) -> Result<()> {
        match self.input.damage {
            Damage::Refuse => return Err(Error::new(kind, line)),
            Damage::Salvage => {
                self.damage.get_or_insert((kind, line));
            }
            Damage::Repair => self.repairs.add(&kind, line),
        }
        Ok(())
    }

    /// Takes what was replaced since the last call, the first of it.
    pub(crate) fn take_damage(&mut self) -> Option<(ErrorKind, u64)> {
        self.damage.take()
    }

    /// Says what the present piece is, as far as it has been read.
    fn piece(&self) -> Piece {
        match self.head.as_slice() {
            [b'<', b'?', ..] | [b'<', b'!', b'-' | b'D', ..] => Piece::Dropped,
            [b'<', next, ..] if *next != b'!' => Piece::Tag,
            _ => Piece::Text,
        }
    }

    /// Remembers of the present piece what the window is about to lose.
    fn keep_start(&mut self) {
        self.start_line = Some(self.start_line());
        let wanted = 3 - self.head.len();
        if wanted > 0 {
            let from = (self.start + self.head.len() as u64 - self.dropped) as usize;
            self.head.extend(self.window.as_bytes()[from..self.at].iter().take(wanted));
        }
    }

    /// Appends more text to the window; `false` at the end of the file.
    fn extend(&mut self) -> std::result::Result<bool, ErrorKind> {
        self.keep_start();
        self.lines = self.line() - 1;
        self.window.drain(..self.at);
        self.dropped += self.at as u64;
        self.at = 0;
        self.counted = 0;
        let line = self.line() + line_ends(self.window.as_bytes());
        let filled = self.input.refill(&mut self.window);
        for (kind, before) in self.input.mended.drain(..) {
            self.repairs.add(&kind, line + before);
        }
        match filled? {
            Filled::More => Ok(true),
            Filled::End => Ok(false),
            Filled::Replaced(c) => {
                if self.piece() != Piece::Dropped {
                    self.damage.get_or_insert((ErrorKind::IllegalCharacter { code: c as u32 }, line));
                }
                Ok(true)
            }
        }
    }

    fn refill(&mut self) -> Result<bool> {
        self.check_length()?;
        let more = match self.pending.take() {
            Some(kind) => Err(kind),
            None => self.extend(),
        };
        more.map_err(|kind| Error::new(kind, self.line()))
    }

    #[cold]
    fn refilled(&mut self) -> io::Result<&[u8]> {
        let is_first = self.position() == 0;
        if !self.refill().map_err(io::Error::other)? {
            return Ok(&[]);
        }
        // quick-xml takes a byte order mark away, and the one that a file may have is gone already.
        let end = if is_first { 1 } else { self.window.len() };
        Ok(&self.window.as_bytes()[..end])
    }

    fn check_length(&mut self) -> Result<()> {
        self.keep_start();
        let length = self.position() - self.start;
        let (what, limit, passed) = match self.piece() {
            Piece::Tag => {
                let limit = self.limits.tag_bytes as u64;
                ("bytes in one tag", limit, length > limit)
            }
            Piece::Dropped => {
                let limit = self.limits.unit_bytes.max(Limits::default().unit_bytes);
                ("bytes in one comment, instruction or DOCTYPE", limit, length > limit)
            }
            Piece::Text => ("bytes in one unit", self.limits.unit_bytes, self.position() > self.bound),
        };
        if !passed {
            return Ok(());
        }
        let line = if self.piece() == Piece::Tag { self.start_line() } else { self.line() };
        Err(Error::new(ErrorKind::Limit { what, limit }, line))
    }
}

impl<R: BufRead> BufRead for Feed<R> {
    #[inline(always)]
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.at == self.window.len() {
            return self.refilled();
        }
        Ok(&self.window.as_bytes()[self.at..])
    }

    #[inline(always)]
    fn consume(&mut self, length: usize) {
        self.at += length;
    }
}

impl<R: BufRead> Read for Feed<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let length = self.fill_buf()?.read(into)?;
        self.consume(length);
        Ok(length)
    }
}

/// Counts line ends; sums of bytes are what a compiler can do for many at once.
pub(crate) fn line_ends(bytes: &[u8]) -> u64 {
    let in_block = |block: &[u8]| block.iter().fold(0_u8, |sum, &b| sum + u8::from(b == b'\n'));
    bytes.chunks(u8::MAX as usize).map(|block| u64::from(in_block(block))).sum()
}
