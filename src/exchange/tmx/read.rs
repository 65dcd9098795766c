//! Reads TMX files.

use super::convert::from_tmx;
use super::header::Header;
use crate::exchange::error::Error;
use crate::exchange::item::{Item, Rejected, Warning};
use std::io::BufRead;

/// Reads the units of a TMX file; memory is that of one unit.
///
/// A unit that breaks TMX's rules is an [`Item::Rejected`]. The unit attribute `tuid` becomes [`tuid`](crate::model::TranslationUnit::tuid);
/// confidence and confirmation that this program wrote as properties become those of the unit, and the properties stay.
pub struct Reader<R> {
    inner: ::tmx::Reader<R>,
    header: Header,
    name: String,
}

impl<R: BufRead> Reader<R> {
    /// Opens a file and reads its header; `name` goes into origins and errors.
    ///
    /// # Errors
    ///
    /// [`Error::Tmx`] when the file is no TMX or is damaged before its first unit.
    pub fn new(reader: R, name: &str) -> Result<Reader<R>, Error> {
        Reader::of(::tmx::Reader::new(reader), name)
    }

    /// Opens a damaged file and mends what can be mended; [`take_repairs`](Reader::take_repairs) lists every repair.
    ///
    /// # Errors
    ///
    /// [`Error::Tmx`] when the file is no TMX or is damaged beyond repair before its first unit.
    pub fn repairing(reader: R, name: &str) -> Result<Reader<R>, Error> {
        Reader::of(::tmx::Reader::repairing(reader, ::tmx::Limits::default()), name)
    }

    fn of(inner: ::tmx::Result<::tmx::Reader<R>>, name: &str) -> Result<Reader<R>, Error> {
        let inner = inner.map_err(|source| Error::Tmx { name: name.to_owned(), source })?;
        let header = Header::from(inner.header());
        Ok(Reader { inner, header, name: name.to_owned() })
    }

    /// Makes a bad character, a bare `&` or an unknown entity cost its unit and not the file.
    pub fn salvage(mut self, salvage: bool) -> Reader<R> {
        self.inner = self.inner.salvage(salvage);
        self
    }

    /// Returns the header.
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// Takes what was forgiven since the last call, one sentence each with file and line.
    pub fn take_warnings(&mut self) -> Vec<Warning> {
        let warnings = self.inner.take_warnings();
        let named = |w: &::tmx::Warning| Warning {
            code: w.code.as_str(),
            line: w.line,
            text: format!("{}:{w}", self.name),
        };
        warnings.iter().map(named).collect()
    }

    /// Takes what was repaired since the last call, one sentence each with file and line.
    pub fn take_repairs(&mut self) -> Vec<String> {
        self.inner.take_repairs().iter().map(|repair| format!("{}:{repair}", self.name)).collect()
    }
}

impl<R: BufRead> Iterator for Reader<R> {
    type Item = Result<Item, Error>;

    fn next(&mut self) -> Option<Result<Item, Error>> {
        Some(match self.inner.next()? {
            Ok(unit) => Ok(Item::Unit(from_tmx(unit, &self.name))),
            Err(error) if error.is_recoverable() => {
                let reason = error.kind().to_string();
                let unit = error.into_rejected().unwrap_or_default();
                Ok(Item::Rejected(Rejected { unit: from_tmx(unit, &self.name), reason }))
            }
            Err(source) => Err(Error::Tmx { name: self.name.clone(), source }),
        })
    }
}
