//! Quotation marks that open a cell and never close it, which would swallow the rest of a table.

use std::io::{self, Read};

/// Where the reading of a cell stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// A cell begins.
    Begin,
    /// In a cell without quotation marks around it.
    Plain,
    /// In a cell that a quotation mark opened.
    Quoted,
    /// After a quotation mark in such a cell: it closes the cell, or it is the first of two.
    Closing,
}

/// Passes bytes on and looks whether every quoted cell is closed.
#[derive(Debug)]
pub(super) struct Quotes<R> {
    inner: R,
    /// `None` where quotation marks mean nothing.
    delimiter: Option<u8>,
    state: State,
    line: u64,
    opened: u64,
    at: u64,
}

impl<R> Quotes<R> {
    pub(super) fn new(inner: R, delimiter: Option<u8>) -> Quotes<R> {
        Quotes { inner, delimiter, state: State::Begin, line: 1, opened: 0, at: 0 }
    }

    /// Returns the line of a quotation mark that was opened and not closed so far.
    pub(super) fn open_line(&self) -> Option<u64> {
        (self.state == State::Quoted).then_some(self.opened)
    }

    fn see(&mut self, byte: u8, delimiter: u8) {
        self.state = match (self.state, byte) {
            // A byte order mark stands before the first cell.
            (State::Begin, 0xEF | 0xBB | 0xBF) if self.at < 3 => State::Begin,
            (State::Begin, b'"') => {
                self.opened = self.line;
                State::Quoted
            }
            (State::Quoted, b'"') => State::Closing,
            (State::Quoted, _) => State::Quoted,
            (State::Closing, b'"') => State::Quoted,
            (_, b'\n' | b'\r') => State::Begin,
            (_, b) if b == delimiter => State::Begin,
            _ => State::Plain,
        };
        self.line += u64::from(byte == b'\n');
        self.at += 1;
    }
}

impl<R: Read> Read for Quotes<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        if let Some(delimiter) = self.delimiter {
            for &byte in &buffer[..read] {
                self.see(byte, delimiter);
            }
        }
        Ok(read)
    }
}
