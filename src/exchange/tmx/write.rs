//! Writes TMX files.

use super::convert::to_tmx;
use super::header::Header;
use super::profile::Profile;
use crate::exchange::error::Error;
use crate::model::TranslationUnit;
use std::io::Write;

/// Writes units as TMX 1.4, valid by its DTD.
///
/// A unit that was imported goes back as it came. One that was aligned here gets properties `x-yeksan-…` with its
/// confidence, its confirmation and where it stands; an imported one gets its confirmation when that was given here. No
/// date is made up.
pub struct Writer<W: Write> {
    inner: ::tmx::Writer<W>,
    plain: bool,
    provenance: bool,
}

impl<W: Write> Writer<W> {
    /// Begins a file.
    ///
    /// # Errors
    ///
    /// [`Error::WriteTmx`] when the header holds what XML cannot, or the stream fails.
    pub fn new(out: W, header: &Header, profile: Profile) -> Result<Writer<W>, Error> {
        let mut header = ::tmx::Header::from(header);
        header.conform();
        let inner = ::tmx::Writer::new(out, &header).map_err(Error::WriteTmx)?;
        Ok(Writer { inner, plain: profile == Profile::Plain, provenance: false })
    }

    /// Makes imported units say too which file they came from, and where they stood in it.
    pub fn provenance(mut self, provenance: bool) -> Writer<W> {
        self.provenance = provenance;
        self
    }

    /// Writes a unit and returns what had to be changed to make it valid, one sentence each.
    ///
    /// # Errors
    ///
    /// [`Error::Codes`] and [`Error::WriteTmx`]; after those that are about the unit the writer can go on.
    pub fn write(&mut self, unit: &TranslationUnit) -> Result<Vec<String>, Error> {
        let mut changes = Vec::new();
        let codes: usize = unit.variants.iter().map(|variant| variant.marks.len()).sum();
        let plain = self.plain;
        if plain && codes > 0 {
            changes.push(format!("{codes} inline codes left out"));
        }
        let origin = &unit.origin;
        let mut unit = to_tmx(unit, plain, self.provenance)?;
        changes.extend(unit.conform());
        let place = if origin.line > 0 {
            format!("{}:{}: unit {}", origin.file, origin.line, origin.place)
        } else {
            format!("{}: unit {}", origin.file, origin.place)
        };
        for change in &mut changes {
            change.insert_str(0, &format!("{place}: "));
        }
        self.inner.write(&unit).map_err(Error::WriteTmx)?;
        Ok(changes)
    }

    /// Ends the file and returns the stream, flushed.
    ///
    /// # Errors
    ///
    /// [`Error::WriteTmx`] when the stream fails.
    pub fn finish(self) -> Result<W, Error> {
        self.inner.finish().map_err(Error::WriteTmx)
    }
}
