//! Decoded text in the shape in which quick-xml takes it, with lines counted, bounds kept and damage noted.

use crate::decode::{Filled, Input};
use crate::error::{Error, ErrorKind, Result};
use crate::limits::Limits;
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
    /// Bytes of text consumed so far, and line ends among them.
    position: u64,
    lines: u64,
    piece: Piece,
    /// Where the present piece begins, and on which line.
    start: u64,
    start_line: u64,
    /// The place that the present unit must not pass.
    bound: u64,
    /// What looking ahead ran into.
    pending: Option<ErrorKind>,
    damage: Option<(ErrorKind, u64)>,
}

impl<R: BufRead> Feed<R> {
    pub(crate) fn new(input: Input<R>, limits: Limits) -> Self {
        Feed {
            input,
            limits,
            window: String::new(),
            at: 0,
            position: 0,
            lines: 0,
            piece: Piece::Text,
            start: 0,
            start_line: 1,
            bound: limits.unit_bytes,
            pending: None,
            damage: None,
        }
    }

    pub(crate) fn encoding(&self) -> &'static str {
        self.input.encoding
    }

    pub(crate) fn notes(&mut self) -> Vec<(crate::WarningCode, String)> {
        std::mem::take(&mut self.input.notes)
    }

    pub(crate) fn set_salvage(&mut self, salvage: bool) {
        self.input.salvage = salvage;
    }

    /// Returns the line of the present place, counted from 1.
    pub(crate) fn line(&self) -> u64 {
        self.lines + 1
    }

    /// Returns the place and the line at which the present piece begins.
    pub(crate) fn start(&self) -> (u64, u64) {
        (self.start, self.start_line)
    }

    /// Begins a unit: lets as much text pass as one may have.
    pub(crate) fn renew_bound(&mut self) {
        self.bound = self.position.saturating_add(self.limits.unit_bytes);
        self.piece = Piece::Text;
    }

    /// Begins a piece: to be called before quick-xml reads an event.
    pub(crate) fn begin(&mut self) {
        if self.piece == Piece::Dropped {
            self.bound = self.bound.saturating_add(self.position - self.start);
        }
        self.piece = Piece::Text;
        self.look_ahead(3);
        self.piece = match &self.window.as_bytes()[self.at..] {
            [b'<', b'?', ..] | [b'<', b'!', b'-' | b'D', ..] => Piece::Dropped,
            [b'<', next, ..] if *next != b'!' => Piece::Tag,
            _ => Piece::Text,
        };
        self.start = self.position;
        self.start_line = self.line();
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
        if !self.input.salvage {
            return Err(Error::new(kind, line));
        }
        self.damage.get_or_insert((kind, line));
        Ok(())
    }

    /// Takes what was replaced since the last call, the first of it.
    pub(crate) fn take_damage(&mut self) -> Option<(ErrorKind, u64)> {
        self.damage.take()
    }

    /// Appends more text to the window; `false` at the end of the file.
    fn extend(&mut self) -> std::result::Result<bool, ErrorKind> {
        self.window.drain(..self.at);
        self.at = 0;
        let line = self.line() + line_ends(self.window.as_bytes());
        match self.input.refill(&mut self.window)? {
            Filled::More => Ok(true),
            Filled::End => Ok(false),
            Filled::Replaced(c) => {
                if self.piece != Piece::Dropped {
                    self.damage.get_or_insert((ErrorKind::IllegalCharacter { code: c as u32 }, line));
                }
                Ok(true)
            }
        }
    }

    fn refill(&mut self) -> Result<bool> {
        let length = self.position - self.start;
        let (what, limit, passed) = match self.piece {
            Piece::Tag => {
                let limit = self.limits.tag_bytes as u64;
                ("bytes in one tag", limit, length > limit)
            }
            Piece::Dropped => {
                let limit = self.limits.unit_bytes.max(Limits::default().unit_bytes);
                ("bytes in one comment, instruction or DOCTYPE", limit, length > limit)
            }
            Piece::Text => ("bytes in one unit", self.limits.unit_bytes, self.position > self.bound),
        };
        if passed {
            let line = if self.piece == Piece::Tag { self.start_line } else { self.line() };
            return Err(Error::new(ErrorKind::Limit { what, limit }, line));
        }
        let more = match self.pending.take() {
            Some(kind) => Err(kind),
            None => self.extend(),
        };
        more.map_err(|kind| Error::new(kind, self.line()))
    }
}

impl<R: BufRead> BufRead for Feed<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.at == self.window.len() && !self.refill().map_err(io::Error::other)? {
            return Ok(&[]);
        }
        let rest = &self.window.as_bytes()[self.at..];
        // quick-xml takes a byte order mark away, and the one that a file may have is gone already.
        Ok(if self.position == 0 { &rest[..1] } else { rest })
    }

    fn consume(&mut self, length: usize) {
        let end = self.at + length;
        self.lines += line_ends(&self.window.as_bytes()[self.at..end]);
        self.position += length as u64;
        self.at = end;
    }
}

impl<R: BufRead> Read for Feed<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let length = self.fill_buf()?.read(into)?;
        self.consume(length);
        Ok(length)
    }
}

fn line_ends(bytes: &[u8]) -> u64 {
    bytes.iter().filter(|&&b| b == b'\n').count() as u64
}
