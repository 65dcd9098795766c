//! Writes TMX files.

use super::convert::to_tmx;
use super::header::Header;
use crate::exchange::error::Error;
use crate::model::TranslationUnit;
use std::io::Write;

/// For whom a TMX file is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Profile {
    /// For any program: TMX 1.4 level 2, valid by its DTD.
    #[default]
    Any,
    /// For programs that stumble over inline codes: level 1, the codes left out.
    Plain,
}

/// Writes units as TMX 1.4, valid by its DTD.
///
/// A unit that was imported goes back as it came. One that was aligned here gets properties `x-yeksan-…` with its
/// confidence, its confirmation and where it stands. No date is made up.
pub struct Writer<W: Write> {
    inner: ::tmx::Writer<W>,
    profile: Profile,
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
        Ok(Writer { inner, profile })
    }

    /// Writes a unit and returns what had to be changed to make it valid, one sentence each.
    ///
    /// # Errors
    ///
    /// [`Error::Codes`] and [`Error::WriteTmx`]; after those that are about the unit the writer can go on.
    pub fn write(&mut self, unit: &TranslationUnit) -> Result<Vec<String>, Error> {
        let mut changes = Vec::new();
        let codes: usize = unit.variants.iter().map(|variant| variant.marks.len()).sum();
        let plain = self.profile == Profile::Plain;
        if plain && codes > 0 {
            changes.push(format!("{codes} inline codes left out"));
        }
        let place = unit.origin.place;
        let mut unit = to_tmx(unit, plain)?;
        unit.number = place;
        changes.append(&mut unit.conform());
        let place = unit.number;
        if let Some(count) = printable(&mut unit) {
            changes.push(format!("unit {place}: {count} characters that XML cannot hold replaced by U+FFFD"));
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

/// Puts U+FFFD in the place of characters that XML 1.0 cannot hold; returns how many there were, `None` for none.
fn printable(unit: &mut ::tmx::Unit) -> Option<usize> {
    fn mend(text: &mut String, count: &mut usize) {
        let illegal =
            |c: char| (c < ' ' && !matches!(c, '\t' | '\n' | '\r')) || matches!(c, '\u{fffe}' | '\u{ffff}');
        if text.contains(illegal) {
            *count += text.chars().filter(|c| illegal(*c)).count();
            *text = text.replace(illegal, "\u{fffd}");
        }
    }
    fn pieces(list: &mut [::tmx::Piece], count: &mut usize) {
        for piece in list {
            match piece {
                ::tmx::Piece::Text(text) => mend(text, count),
                ::tmx::Piece::Code { attrs, content, .. } => {
                    attrs.iter_mut().for_each(|(_, value)| mend(value, count));
                    pieces(content, count);
                }
            }
        }
    }
    fn meta(list: &mut [::tmx::Meta], count: &mut usize) {
        for meta in list {
            mend(&mut meta.text, count);
            meta.attrs.iter_mut().for_each(|(_, value)| mend(value, count));
        }
    }
    let mut count = 0;
    unit.attrs.iter_mut().for_each(|(_, value)| mend(value, &mut count));
    meta(&mut unit.meta, &mut count);
    for variant in &mut unit.variants {
        variant.attrs.iter_mut().for_each(|(_, value)| mend(value, &mut count));
        meta(&mut variant.meta, &mut count);
        pieces(&mut variant.content.pieces, &mut count);
    }
    (count > 0).then_some(count)
}
