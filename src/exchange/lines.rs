//! Reads lines with their numbers, as UTF-8, without the byte order mark and the line end.

use super::error::Error;
use std::io::BufRead;

/// The lines of a file.
pub(super) struct Lines<R> {
    reader: R,
    bytes: Vec<u8>,
    name: String,
    number: u64,
}

impl<R: BufRead> Lines<R> {
    pub(super) fn new(reader: R, name: &str) -> Lines<R> {
        Lines { reader, bytes: Vec::new(), name: name.to_owned(), number: 0 }
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// Returns how many lines were read.
    pub(super) fn number(&self) -> u64 {
        self.number
    }

    /// Returns the next line, `None` at the end. A file that ends without a line end has its last line all the same.
    pub(super) fn next(&mut self) -> Result<Option<&str>, Error> {
        if !self.read()? {
            return Ok(None);
        }
        let mut bytes = self.bytes.as_slice();
        if self.number == 1 {
            bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        }
        bytes = bytes.strip_suffix(b"\n").unwrap_or(bytes);
        bytes = bytes.strip_suffix(b"\r").unwrap_or(bytes);
        match std::str::from_utf8(bytes) {
            Ok(line) => Ok(Some(line)),
            Err(_) => Err(Error::NotUtf8 { name: self.name.clone(), line: self.number }),
        }
    }

    /// Reads to the end and returns the number of lines.
    pub(super) fn count(&mut self) -> Result<u64, Error> {
        while self.read()? {}
        Ok(self.number)
    }

    fn read(&mut self) -> Result<bool, Error> {
        self.bytes.clear();
        let read = self.reader.read_until(b'\n', &mut self.bytes).map_err(Error::io(&self.name))?;
        self.number += u64::from(read > 0);
        Ok(read > 0)
    }
}
