//! Writes TMX 1.4 as a stream of units.

use crate::content::{Piece, push_xml};
use crate::error::{Error, ErrorKind, Result};
use crate::escape::{illegal_char, is_name, push_attr, push_attrs, push_text};
use crate::unit::{Attrs, Header, HeaderItem, Meta, MetaKind, Unit, Variant};

use std::fmt;
use std::io::Write;

const BUFFER_BYTES: usize = 64 << 10;

/// Writes a header and units as TMX 1.4: UTF-8, no namespace, no DOCTYPE, the same bytes for the same units.
///
/// What was read is written back: all attributes, notes, props and codes in their order. A unit that the DTD allows
/// gives a file that the DTD allows; [`Unit::conform`] makes one of a unit that it does not.
///
/// ```
/// use tmx::{Header, Unit, Writer};
/// let mut writer = Writer::new(Vec::new(), &Header::new("demo", "1.0", "en"))?;
/// writer.write(&Unit::pair("en", "Salt & pepper", "fa", "نمک و فلفل"))?;
/// let bytes = writer.finish()?;
/// assert!(String::from_utf8_lossy(&bytes).contains(r#"<tuv xml:lang="en"><seg>Salt &amp; pepper</seg></tuv>"#));
/// # Ok::<(), tmx::Error>(())
/// ```
pub struct Writer<W: Write> {
    out: W,
    buffer: String,
    units: u64,
}

impl<W: Write> Writer<W> {
    /// Begins a file; an empty field of the header is given a stand-in that the DTD allows.
    ///
    /// # Errors
    ///
    /// Fails when the header holds what XML cannot, or the stream fails.
    pub fn new(out: W, header: &Header) -> Result<Self> {
        let mut buffer = String::with_capacity(BUFFER_BYTES * 2);
        buffer.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<tmx version=\"1.4\">\n");
        push_header(header, &mut buffer)?;
        buffer.push_str("<body>\n");
        refuse_illegal(&buffer)?;
        let mut writer = Writer { out, buffer, units: 0 };
        writer.flush_if_full()?;
        Ok(writer)
    }

    /// Writes one unit.
    ///
    /// # Errors
    ///
    /// Refuses, naming the unit by its place in the file being written: a unit without a variant, a variant without
    /// a language, an attribute whose name XML or a file without namespaces cannot hold, a character that XML cannot
    /// hold. Nothing of a refused unit is written and the writer can go on. Fails when the stream fails.
    pub fn write(&mut self, unit: &Unit) -> Result<()> {
        let start = self.buffer.len();
        self.units += 1;
        let done = push_unit(unit, &mut self.buffer).and_then(|()| refuse_illegal(&self.buffer[start..]));
        if let Err(error) = done {
            self.buffer.truncate(start);
            let number = self.units;
            self.units -= 1;
            return Err(error.in_unit(Some(number)));
        }
        self.flush_if_full()
    }

    /// Returns how many units were written.
    pub fn units(&self) -> u64 {
        self.units
    }

    /// Ends the file and returns the stream, flushed.
    ///
    /// # Errors
    ///
    /// Fails when the stream fails.
    pub fn finish(mut self) -> Result<W> {
        self.buffer.push_str("</body>\n</tmx>\n");
        self.out.write_all(self.buffer.as_bytes()).map_err(|error| Error::new(error, None))?;
        self.out.flush().map_err(|error| Error::new(error, None))?;
        Ok(self.out)
    }

    fn flush_if_full(&mut self) -> Result<()> {
        if self.buffer.len() >= BUFFER_BYTES {
            self.out.write_all(self.buffer.as_bytes()).map_err(|error| Error::new(error, None))?;
            self.buffer.clear();
        }
        Ok(())
    }
}

impl<W: Write> fmt::Debug for Writer<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Writer").field("units", &self.units).finish_non_exhaustive()
    }
}

fn push_header(header: &Header, out: &mut String) -> Result<()> {
    let or =
        |field: &str, stand_in: &str| if field.is_empty() { stand_in.to_string() } else { field.to_string() };
    let seg_type = match header.seg_type.as_str() {
        known @ ("block" | "paragraph" | "sentence" | "phrase") => known,
        _ => "sentence",
    };
    out.push_str("<header");
    push_attr("creationtool", &or(&header.creation_tool, "unknown"), out);
    push_attr("creationtoolversion", &or(&header.creation_tool_version, "unknown"), out);
    push_attr("segtype", seg_type, out);
    push_attr("o-tmf", &or(&header.o_tmf, "unknown"), out);
    push_attr("adminlang", &or(&header.admin_lang, "en"), out);
    push_attr("srclang", &or(&header.src_lang, "*all*"), out);
    push_attr("datatype", &or(&header.data_type, "unknown"), out);
    push_checked(&header.other, out)?;
    if let Some((name, _)) =
        header.other.iter().find(|(name, _)| crate::read::REQUIRED.contains(&name.as_str()))
    {
        return refuse(name, "it is a field of the header");
    }
    if header.items.is_empty() {
        out.push_str("/>\n");
        return Ok(());
    }
    out.push_str(">\n");
    for item in &header.items {
        match item {
            HeaderItem::Meta(meta) => push_meta(meta, out)?,
            HeaderItem::Ude(ude) => {
                out.push_str("<ude");
                push_checked(&ude.attrs, out)?;
                out.push('>');
                for map in &ude.maps {
                    out.push_str("<map");
                    push_checked(map, out)?;
                    out.push_str("/>");
                }
                out.push_str("</ude>\n");
            }
        }
    }
    out.push_str("</header>\n");
    Ok(())
}

fn push_unit(unit: &Unit, out: &mut String) -> Result<()> {
    if unit.variants.is_empty() {
        return Err(Error::new(ErrorKind::MissingVariant, None));
    }
    out.push_str("<tu");
    push_checked(&unit.attrs, out)?;
    out.push_str(">\n");
    for meta in &unit.meta {
        push_meta(meta, out)?;
    }
    for variant in &unit.variants {
        push_variant(variant, out)?;
    }
    out.push_str("</tu>\n");
    Ok(())
}

fn push_variant(variant: &Variant, out: &mut String) -> Result<()> {
    if variant.lang.trim().is_empty() {
        return Err(Error::new(ErrorKind::MissingLang, None));
    }
    out.push_str("<tuv");
    push_attr("xml:lang", &variant.lang, out);
    push_checked(&variant.attrs, out)?;
    if variant.attr("xml:lang").is_some() {
        return refuse("xml:lang", "it is the language of the variant");
    }
    out.push('>');
    for meta in &variant.meta {
        push_meta(meta, out)?;
    }
    check_pieces(&variant.content.pieces)?;
    out.push_str("<seg>");
    push_xml(&variant.content.pieces, out);
    out.push_str("</seg></tuv>\n");
    Ok(())
}

fn push_meta(meta: &Meta, out: &mut String) -> Result<()> {
    let name = match meta.kind {
        MetaKind::Note => "note",
        MetaKind::Prop => "prop",
    };
    out.push('<');
    out.push_str(name);
    push_checked(&meta.attrs, out)?;
    out.push('>');
    push_text(&meta.text, out);
    out.push_str("</");
    out.push_str(name);
    out.push_str(">\n");
    Ok(())
}

fn check_pieces(pieces: &[Piece]) -> Result<()> {
    for piece in pieces {
        if let Piece::Code { attrs, content, .. } = piece {
            check_attrs(attrs)?;
            check_pieces(content)?;
        }
    }
    Ok(())
}

fn push_checked(attrs: &Attrs, out: &mut String) -> Result<()> {
    check_attrs(attrs)?;
    push_attrs(attrs, out);
    Ok(())
}

fn check_attrs(attrs: &Attrs) -> Result<()> {
    for (at, (name, _)) in attrs.iter().enumerate() {
        let known = name.bytes().all(|b| b.is_ascii_lowercase()) && !name.is_empty();
        if !known && !is_name(name) {
            return refuse(name, "it is no XML name");
        }
        if name.contains(':') && !name.starts_with("xml:") || name == "xmlns" {
            return refuse(name, "it needs a namespace, and TMX has none");
        }
        if attrs[..at].iter().any(|(before, _)| before == name) {
            return refuse(name, "it stands twice");
        }
    }
    Ok(())
}

fn refuse<T>(name: &str, why: &'static str) -> Result<T> {
    Err(Error::new(ErrorKind::BadAttribute { name: name.to_string(), why }, None))
}

fn refuse_illegal(text: &str) -> Result<()> {
    match illegal_char(text) {
        Some((_, c)) => Err(Error::new(ErrorKind::IllegalCharacter { code: c as u32 }, None)),
        None => Ok(()),
    }
}
