//! Writes TMX 1.4 as a stream of units.

use crate::content::{Piece, write_pieces};
use crate::error::{Error, ErrorKind, Result};
use crate::escape::{attribute, attributes, illegal_char, is_name, text};
use crate::unit::{Attrs, Header, HeaderItem, Meta, MetaKind, Unit, Variant};
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use std::fmt;
use std::io::Write;

const BUFFER_BYTES: usize = 64 << 10;

type Xml = quick_xml::Writer<Vec<u8>>;

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
    xml: Xml,
    units: u64,
}

impl<W: Write> Writer<W> {
    /// Begins a file; an empty field of the header is given a stand-in that the DTD allows.
    ///
    /// # Errors
    ///
    /// Fails when the header holds what XML cannot, or the stream fails.
    pub fn new(out: W, header: &Header) -> Result<Self> {
        let mut xml = Xml::new(Vec::with_capacity(BUFFER_BYTES * 2));
        put(&mut xml, Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        end_line(&mut xml)?;
        put(&mut xml, Event::Start(BytesStart::new("tmx").with_attributes([("version", "1.4")])))?;
        end_line(&mut xml)?;
        put_header(header, &mut xml)?;
        put(&mut xml, Event::Start(BytesStart::new("body")))?;
        end_line(&mut xml)?;
        refuse_illegal(xml.get_ref())?;
        let mut writer = Writer { out, xml, units: 0 };
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
        let start = self.xml.get_ref().len();
        self.units += 1;
        let done = put_unit(unit, &mut self.xml).and_then(|()| refuse_illegal(&self.xml.get_ref()[start..]));
        if let Err(error) = done {
            self.xml.get_mut().truncate(start);
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
        for name in ["body", "tmx"] {
            put_end(name, &mut self.xml)?;
        }
        self.out.write_all(self.xml.get_ref()).map_err(|error| Error::new(error, None))?;
        self.out.flush().map_err(|error| Error::new(error, None))?;
        Ok(self.out)
    }

    fn flush_if_full(&mut self) -> Result<()> {
        if self.xml.get_ref().len() >= BUFFER_BYTES {
            self.out.write_all(self.xml.get_ref()).map_err(|error| Error::new(error, None))?;
            self.xml.get_mut().clear();
        }
        Ok(())
    }
}

impl<W: Write> fmt::Debug for Writer<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Writer").field("units", &self.units).finish_non_exhaustive()
    }
}

fn put(xml: &mut Xml, event: Event) -> Result<()> {
    xml.write_event(event).map_err(|error| Error::new(error, None))
}

fn end_line(xml: &mut Xml) -> Result<()> {
    put(xml, Event::Text(BytesText::from_escaped("\n")))
}

fn put_end(name: &str, xml: &mut Xml) -> Result<()> {
    put(xml, Event::End(BytesEnd::new(name)))?;
    end_line(xml)
}

/// Returns a start tag whose attributes can be written.
fn start<'a>(name: &'a str, attrs: &Attrs) -> Result<BytesStart<'a>> {
    check_attrs(attrs)?;
    Ok(BytesStart::new(name).with_attributes(attributes(attrs)))
}

fn put_header(header: &Header, xml: &mut Xml) -> Result<()> {
    let seg_type = match header.seg_type.as_str() {
        known @ ("block" | "paragraph" | "sentence" | "phrase") => known,
        _ => "sentence",
    };
    let fields = [
        ("creationtool", header.creation_tool.as_str(), "unknown"),
        ("creationtoolversion", &header.creation_tool_version, "unknown"),
        ("segtype", seg_type, "sentence"),
        ("o-tmf", &header.o_tmf, "unknown"),
        ("adminlang", &header.admin_lang, "en"),
        ("srclang", &header.src_lang, "*all*"),
        ("datatype", &header.data_type, "unknown"),
    ];
    let fields = fields
        .map(|(name, field, stand_in)| attribute(name, if field.is_empty() { stand_in } else { field }));
    check_attrs(&header.other)?;
    if let Some((name, _)) =
        header.other.iter().find(|(name, _)| crate::read::REQUIRED.contains(&name.as_str()))
    {
        return refuse(name, "it is a field of the header");
    }
    let start_tag =
        BytesStart::new("header").with_attributes(fields).with_attributes(attributes(&header.other));
    if header.items.is_empty() {
        put(xml, Event::Empty(start_tag))?;
        return end_line(xml);
    }
    put(xml, Event::Start(start_tag))?;
    end_line(xml)?;
    for item in &header.items {
        match item {
            HeaderItem::Meta(meta) => put_meta(meta, xml)?,
            HeaderItem::Ude(ude) => {
                put(xml, Event::Start(start("ude", &ude.attrs)?))?;
                for map in &ude.maps {
                    put(xml, Event::Empty(start("map", map)?))?;
                }
                put_end("ude", xml)?;
            }
        }
    }
    put_end("header", xml)
}

fn put_unit(unit: &Unit, xml: &mut Xml) -> Result<()> {
    if unit.variants.is_empty() {
        return Err(Error::new(ErrorKind::MissingVariant, None));
    }
    put(xml, Event::Start(start("tu", &unit.attrs)?))?;
    end_line(xml)?;
    for meta in &unit.meta {
        put_meta(meta, xml)?;
    }
    for variant in &unit.variants {
        put_variant(variant, xml)?;
    }
    put_end("tu", xml)
}

fn put_variant(variant: &Variant, xml: &mut Xml) -> Result<()> {
    if variant.lang.trim().is_empty() {
        return Err(Error::new(ErrorKind::MissingLang, None));
    }
    check_attrs(&variant.attrs)?;
    if variant.attr("xml:lang").is_some() {
        return refuse("xml:lang", "it is the language of the variant");
    }
    let lang = [attribute("xml:lang", &variant.lang)];
    let start_tag = BytesStart::new("tuv").with_attributes(lang).with_attributes(attributes(&variant.attrs));
    put(xml, Event::Start(start_tag))?;
    for meta in &variant.meta {
        put_meta(meta, xml)?;
    }
    check_pieces(&variant.content.pieces)?;
    put(xml, Event::Start(BytesStart::new("seg")))?;
    write_pieces(&variant.content.pieces, xml).map_err(|error| Error::new(error, None))?;
    put(xml, Event::End(BytesEnd::new("seg")))?;
    put_end("tuv", xml)
}

fn put_meta(meta: &Meta, xml: &mut Xml) -> Result<()> {
    let name = match meta.kind {
        MetaKind::Note => "note",
        MetaKind::Prop => "prop",
    };
    put(xml, Event::Start(start(name, &meta.attrs)?))?;
    put(xml, Event::Text(text(&meta.text)))?;
    put_end(name, xml)
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

fn refuse_illegal(written: &[u8]) -> Result<()> {
    match illegal_char(&String::from_utf8_lossy(written)) {
        Some((_, c)) => Err(Error::new(ErrorKind::IllegalCharacter { code: c as u32 }, None)),
        None => Ok(()),
    }
}
