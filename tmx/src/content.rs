//! The text of a segment with the native codes that stand in it.

use crate::error::{Error, Result};
use crate::escape;
use crate::unit::Attrs;
use quick_xml::events::{BytesEnd, BytesStart, Event};
use std::io;

/// The seven inline elements of TMX.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Tag {
    /// `<bpt>`: begins a pair of native codes.
    Bpt,
    /// `<ept>`: ends it.
    Ept,
    /// `<ph>`: a code that stands alone.
    Ph,
    /// `<it>`: half of a pair whose other half is in another segment.
    It,
    /// `<ut>`: an unknown code; deprecated in 1.4.
    Ut,
    /// `<hi>`: marks text; what it holds is text.
    Hi,
    /// `<sub>`: a text of its own inside a code, such as a footnote.
    Sub,
}

impl Tag {
    /// Returns the element's name.
    pub fn as_str(self) -> &'static str {
        match self {
            Tag::Bpt => "bpt",
            Tag::Ept => "ept",
            Tag::Ph => "ph",
            Tag::It => "it",
            Tag::Ut => "ut",
            Tag::Hi => "hi",
            Tag::Sub => "sub",
        }
    }

    /// Returns the tag of that name, letter case aside; `None` for any other element.
    pub fn from_name(name: &str) -> Option<Self> {
        [Tag::Bpt, Tag::Ept, Tag::Ph, Tag::It, Tag::Ut, Tag::Hi, Tag::Sub]
            .into_iter()
            .find(|tag| tag.as_str().eq_ignore_ascii_case(name))
    }

    /// Says whether the DTD lets this element hold native code (and `<sub>`) only.
    pub fn holds_code(self) -> bool {
        !matches!(self, Tag::Hi | Tag::Sub)
    }
}

/// A run of text or one inline element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Text, unescaped, white space as it stands.
    Text(String),
    /// An inline element.
    Code {
        /// Which one.
        tag: Tag,
        /// Its attributes, in order.
        attrs: Attrs,
        /// What stands inside it.
        content: Vec<Piece>,
    },
}

/// What a `<seg>` holds.
///
/// The reader never makes two texts in a row nor an empty text, so equal contents compare equal.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Content {
    /// Texts and codes in order.
    pub pieces: Vec<Piece>,
}

impl From<&str> for Content {
    fn from(text: &str) -> Self {
        text.to_string().into()
    }
}

impl From<String> for Content {
    fn from(text: String) -> Self {
        Content { pieces: if text.is_empty() { Vec::new() } else { vec![Piece::Text(text)] } }
    }
}

impl From<Vec<Piece>> for Content {
    fn from(pieces: Vec<Piece>) -> Self {
        Content { pieces }
    }
}

impl Content {
    /// Says whether there is neither text nor code.
    pub fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// Says whether any inline element stands in the segment.
    pub fn has_codes(&self) -> bool {
        self.pieces.iter().any(|piece| matches!(piece, Piece::Code { .. }))
    }

    /// Returns the translatable text: `<hi>` counts as text, the other elements and all they hold are left out.
    ///
    /// ```
    /// let content = tmx::Content::parse_xml(r#"<bpt i="1">&lt;b></bpt>Salt<ept i="1">&lt;/b></ept> &amp; <hi>pepper</hi>"#)?;
    /// assert_eq!(content.plain(), "Salt & pepper");
    /// # Ok::<(), tmx::Error>(())
    /// ```
    pub fn plain(&self) -> String {
        if let [Piece::Text(text)] = self.pieces.as_slice() {
            return text.clone();
        }
        let mut out = String::new();
        push_plain(&self.pieces, &mut out);
        out
    }

    /// Returns the inner XML of the segment, escaped in one way only, so that equal contents give equal strings.
    ///
    /// As in Canonical XML, but for the order of attributes, which stays: `&` and `<` are escaped everywhere, `>` in
    /// text, `"` and white space other than the blank in attributes, a carriage return everywhere (as `&#13;`), and
    /// every element has an end tag. Characters that XML cannot hold are written as they are;
    /// [`parse_xml`](Content::parse_xml) and [`Writer`](crate::Writer) refuse them.
    pub fn to_xml(&self) -> String {
        let mut out = quick_xml::Writer::new(Vec::new());
        // Writing into memory does not fail, and only text is written.
        let _ = write_pieces(&self.pieces, &mut out);
        String::from_utf8(out.into_inner()).unwrap_or_default()
    }

    /// Reads inner XML of a segment, the inverse of [`to_xml`](Content::to_xml).
    ///
    /// # Errors
    ///
    /// Refuses what is not well-formed, and any element that is not one of the seven.
    ///
    /// ```
    /// let content = tmx::Content::parse_xml("R&amp;D<ph x='1'/>")?;
    /// assert_eq!(content.to_xml(), r#"R&amp;D<ph x="1"></ph>"#);
    /// assert!(tmx::Content::parse_xml("a < b").is_err());
    /// # Ok::<(), tmx::Error>(())
    /// ```
    pub fn parse_xml(xml: &str) -> Result<Self> {
        if !xml.bytes().any(|b| b < b' ' || matches!(b, b'<' | b'&' | b'>' | 0xEF)) {
            return Ok(xml.into());
        }
        crate::segment::parse_inner(xml).map_err(Error::without_place)
    }
}

fn push_plain(pieces: &[Piece], out: &mut String) {
    for piece in pieces {
        match piece {
            Piece::Text(text) => out.push_str(text),
            Piece::Code { tag: Tag::Hi, content, .. } => push_plain(content, out),
            Piece::Code { .. } => {}
        }
    }
}

/// Writes pieces as escaped XML.
pub(crate) fn write_pieces(pieces: &[Piece], out: &mut quick_xml::Writer<Vec<u8>>) -> io::Result<()> {
    for piece in pieces {
        match piece {
            Piece::Text(text) => out.write_event(Event::Text(escape::text(text)))?,
            Piece::Code { tag, attrs, content } => {
                let start = BytesStart::new(tag.as_str()).with_attributes(escape::attributes(attrs));
                out.write_event(Event::Start(start))?;
                write_pieces(content, out)?;
                out.write_event(Event::End(BytesEnd::new(tag.as_str())))?;
            }
        }
    }
    Ok(())
}
