//! One start tag: its name and attributes; references to characters and entities.

use crate::error::ErrorKind;
use crate::escape::{illegal_char, is_name, is_xml_char};
use quick_xml::XmlVersion;
use quick_xml::errors::Error as XmlError;
use quick_xml::escape::{EscapeError, ParseCharRefError, resolve_xml_entity};
use quick_xml::events::attributes::{AttrError, Attribute};
use quick_xml::events::{BytesRef, BytesStart};
use std::borrow::Cow;
use std::num::IntErrorKind;
use std::ops::Range;

/// A reference that stands for no character.
#[derive(Debug)]
pub(crate) enum BadReference {
    /// Not ended by `;`, or not begun as a name.
    Bare,
    /// An entity other than XML's five.
    Entity(String),
    /// A character that XML does not allow.
    Illegal(u32),
}

impl BadReference {
    fn to_entity(name: &str) -> Self {
        if name.len() <= NAME_BYTES && is_name(name) {
            BadReference::Entity(name.to_string())
        } else {
            BadReference::Bare
        }
    }
}

impl From<ParseCharRefError> for BadReference {
    fn from(error: ParseCharRefError) -> Self {
        match error {
            ParseCharRefError::InvalidCodepoint(code) | ParseCharRefError::IllegalCharacter(code) => {
                BadReference::Illegal(code)
            }
            ParseCharRefError::InvalidNumber(error) if *error.kind() == IntErrorKind::PosOverflow => {
                BadReference::Illegal(u32::MAX)
            }
            _ => BadReference::Bare,
        }
    }
}

impl From<BadReference> for ErrorKind {
    fn from(bad: BadReference) -> Self {
        match bad {
            BadReference::Bare => syntax("`&` that begins no reference, expected `&amp;`"),
            BadReference::Entity(name) => ErrorKind::Entity { name },
            BadReference::Illegal(code) => ErrorKind::IllegalCharacter { code },
        }
    }
}

/// No name of an entity is taken for one if it is longer.
const NAME_BYTES: usize = 126;

pub(crate) fn syntax(what: impl Into<String>) -> ErrorKind {
    ErrorKind::Syntax { what: what.into() }
}

/// Returns the character for which a reference stands, given what is between `&` and `;`.
pub(crate) fn reference(name: &str) -> Result<char, BadReference> {
    if let Some(c) = resolve_xml_entity(name).and_then(|text| text.chars().next()) {
        return Ok(c);
    }
    match BytesRef::new(name).resolve_char_ref() {
        Ok(Some(c)) if is_xml_char(c) => Ok(c),
        Ok(Some(c)) => Err(BadReference::Illegal(c as u32)),
        Ok(None) => Err(BadReference::to_entity(name)),
        Err(XmlError::Escape(EscapeError::InvalidCharRef(error))) => Err(error.into()),
        Err(_) => Err(BadReference::Bare),
    }
}

/// The entities of HTML that files are found to hold undeclared, sorted by name.
const HTML_ENTITIES: [(&str, &str); 21] = [
    ("bull", "•"),
    ("copy", "©"),
    ("deg", "°"),
    ("euro", "€"),
    ("hellip", "…"),
    ("laquo", "«"),
    ("ldquo", "“"),
    ("lrm", "\u{200E}"),
    ("lsquo", "‘"),
    ("mdash", "—"),
    ("middot", "·"),
    ("nbsp", "\u{A0}"),
    ("ndash", "–"),
    ("raquo", "»"),
    ("rdquo", "”"),
    ("reg", "®"),
    ("rlm", "\u{200F}"),
    ("rsquo", "’"),
    ("trade", "™"),
    ("zwj", "\u{200D}"),
    ("zwnj", "\u{200C}"),
];

/// Returns what an undeclared entity stands for in HTML; `None` when it is not one of the usual ones.
pub(crate) fn html_entity(name: &str) -> Option<&'static str> {
    let at = HTML_ENTITIES.binary_search_by(|(known, _)| (*known).cmp(name)).ok()?;
    Some(HTML_ENTITIES[at].1)
}

/// A start tag, in buffers that the next one uses again.
#[derive(Debug, Default, Clone)]
pub(crate) struct Tag {
    name: String,
    local: usize,
    text: String,
    spans: Vec<(Range<usize>, Range<usize>)>,
    namespace: bool,
}

impl Tag {
    /// Returns the name with its prefix.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// Returns the name without its prefix.
    pub(crate) fn local(&self) -> &str {
        &self.name[self.local..]
    }

    /// Says whether a namespace is declared in it.
    pub(crate) fn has_namespace(&self) -> bool {
        self.namespace
    }

    /// Goes through the attributes, declarations of namespaces left out.
    pub(crate) fn attrs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.spans.iter().map(|(name, value)| (&self.text[name.clone()], &self.text[value.clone()]))
    }

    /// Returns how many attributes there are.
    pub(crate) fn attr_count(&self) -> usize {
        self.spans.len()
    }

    /// Returns the attributes as owned text.
    pub(crate) fn owned_attrs(&self) -> Vec<(String, String)> {
        self.attrs().map(|(name, value)| (name.to_string(), value.to_string())).collect()
    }

    /// Takes over a tag that quick-xml has read, its attributes checked and their values unescaped.
    pub(crate) fn load(&mut self, start: &BytesStart, max_attributes: usize) -> Result<(), ErrorKind> {
        let name = start.name().into_inner();
        self.name.clear();
        self.name.push_str(name);
        self.local = name.bytes().rposition(|b| b == b':').map_or(0, |colon| colon + 1);
        self.text.clear();
        self.spans.clear();
        self.namespace = false;
        let mut rest = start.attributes_raw();
        if rest.is_empty() {
            return Ok(());
        }
        for attr in start.attributes() {
            let here = rest.trim_ascii_start();
            if here.len() == rest.len() {
                return Err(syntax(format!("no white space before `{}` in <{}>", shorten(rest), self.name)));
            }
            if self.spans.len() >= max_attributes {
                let what = "attributes in one element";
                return Err(ErrorKind::Limit { what, limit: max_attributes as u64 });
            }
            let attr = attr.map_err(|error| self.translate(error, here))?;
            let name = attr.key.into_inner();
            if !is_tag_name(name) {
                return Err(self.no_name(name));
            }
            // Most values need nothing of it.
            let is_plain = !attr.value.bytes().any(|b| matches!(b, b'&' | b'\t' | b'\n'));
            let value = if is_plain { Cow::Borrowed(&*attr.value) } else { value(&attr)? };
            if name != "xmlns" && !name.starts_with("xmlns:") {
                let start = self.text.len();
                self.text.push_str(name);
                let middle = self.text.len();
                self.text.push_str(&value);
                self.spans.push((start..middle, middle..self.text.len()));
            } else {
                self.namespace = true;
            }
            rest = &here[name.len()..];
            let quote = rest.bytes().position(|b| matches!(b, b'"' | b'\'')).unwrap_or_default();
            rest = rest.get(quote + attr.value.len() + 2..).unwrap_or_default();
        }
        Ok(())
    }

    /// Says in this crate's words why quick-xml refused the attribute with which `here` begins.
    fn translate(&self, error: AttrError, here: &str) -> ErrorKind {
        let name = here.split(['=', ' ', '\t', '\n', '\r']).next().unwrap_or_default();
        if !is_tag_name(name) {
            return self.no_name(name);
        }
        let element = &self.name;
        let short = shorten(name);
        match error {
            AttrError::Duplicated(..) => {
                ErrorKind::DuplicateAttribute { name: name.to_string(), element: element.clone() }
            }
            AttrError::ExpectedQuote(..) => syntax(format!("attribute `{short}` lacks its closing quote")),
            _ => syntax(format!("attribute `{short}` without a value in quotes in <{element}>")),
        }
    }

    fn no_name(&self, name: &str) -> ErrorKind {
        syntax(format!("`{}` is no name of an attribute in <{}>", shorten(name), self.name))
    }
}

/// Returns the value of an attribute with references replaced and white space made blanks (XML 1.0, 3.3.3).
fn value<'a>(attr: &Attribute<'a>) -> Result<Cow<'a, str>, ErrorKind> {
    let value =
        attr.normalized_value_with(XmlVersion::Explicit1_0, 1, resolve_xml_entity).map_err(|error| {
            match error {
                XmlError::Escape(EscapeError::UnrecognizedEntity(_, name)) => BadReference::to_entity(&name),
                XmlError::Escape(EscapeError::InvalidCharRef(error)) => error.into(),
                _ => BadReference::Bare,
            }
        })?;
    // What stands in the file itself is known to be legal.
    if let Cow::Owned(value) = &value
        && let Some((_, c)) = illegal_char(value)
    {
        return Err(ErrorKind::IllegalCharacter { code: c as u32 });
    }
    Ok(value)
}

/// Says whether the text is a name; the usual ones quickly.
pub(crate) fn is_tag_name(name: &str) -> bool {
    let bytes = name.as_bytes();
    let is_usual =
        bytes.first().is_some_and(u8::is_ascii_alphabetic) && bytes.iter().all(|&b| USUAL[b as usize]);
    is_usual || is_name(name)
}

/// The letters, digits and signs of names in ASCII.
static USUAL: [bool; 256] = {
    let mut table = [false; 256];
    let mut b = 0;
    while b < 256 {
        table[b] = (b as u8).is_ascii_alphanumeric() || matches!(b as u8, b'-' | b':' | b'_');
        b += 1;
    }
    table
};

/// Returns the beginning of a text, short enough for a message.
pub(crate) fn shorten(text: &str) -> String {
    let mut short: String = text.chars().take(30).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_stand_for_one_character() {
        let read = |name| reference(name).ok();
        assert_eq!(read("lt"), Some('<'));
        assert_eq!(read("#x6AF"), Some('گ'));
        assert_eq!(read("#1711"), Some('گ'));
        assert_eq!(read("#x10FFFF"), Some('\u{10FFFF}'));
        for bad in ["", " lt", "#", "#x", "#+1", "#0", "#xFFFE", "#X41", "LT"] {
            assert_eq!(read(bad), None, "{bad}");
        }
        for bad in ["&", "&;", "& lt;", "&lt", "&#;", "&#x;", "&#+1;", "&#0;", "&#xFFFE;", "&#X41;", "&LT;"] {
            assert!(crate::Content::parse_xml(bad).is_err(), "{bad}");
            assert!(crate::Content::parse_xml(&format!("<ph x='{bad}'/>")).is_err(), "{bad}");
        }
    }

    #[test]
    fn entities_are_sorted() {
        assert!(HTML_ENTITIES.windows(2).all(|pair| pair[0].0 < pair[1].0));
        assert_eq!(html_entity("zwnj"), Some("\u{200C}"));
        assert_eq!(html_entity("who"), None);
    }

    #[test]
    fn a_tag_gives_its_parts_and_hides_namespaces() {
        let mut tag = Tag::default();
        let mut load = |inner, name_bytes| {
            tag.load(&BytesStart::from_content(inner, name_bytes), 9).map(|()| tag.clone())
        };
        let tag = load("t:tuv xmlns='u' xmlns:t = \"v\"\n xml:lang='fa' x=''", 5).ok();
        let tag = tag.expect("a good tag");
        assert_eq!((tag.name(), tag.local()), ("t:tuv", "tuv"));
        assert_eq!(tag.attrs().collect::<Vec<_>>(), [("xml:lang", "fa"), ("x", "")]);
        let tag = load("seg", 3).ok();
        assert_eq!(tag.map(|tag| tag.attrs().count()), Some(0));
    }
}
