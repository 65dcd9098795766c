//! One start tag: its name and attributes; references to characters and entities.

use crate::error::ErrorKind;
use crate::escape::{is_name, is_xml_char};
use std::ops::Range;

/// A reference that stands for no character.
pub(crate) enum BadReference {
    /// Not ended by `;`, or not begun as a name.
    Bare,
    /// An entity other than XML's five, with the length of the reference.
    Entity(String, usize),
    /// A character that XML does not allow, with the length of the reference.
    Illegal(u32, usize),
}

impl From<BadReference> for ErrorKind {
    fn from(bad: BadReference) -> Self {
        match bad {
            BadReference::Bare => syntax("`&` that begins no reference, expected `&amp;`"),
            BadReference::Entity(name, _) => ErrorKind::Entity { name },
            BadReference::Illegal(code, _) => ErrorKind::IllegalCharacter { code },
        }
    }
}

/// No name of an entity and no number of a character is longer.
pub(crate) const REFERENCE_BYTES: usize = 128;

pub(crate) fn syntax(what: impl Into<String>) -> ErrorKind {
    ErrorKind::Syntax { what: what.into() }
}

/// Reads the reference with which `text` begins; returns the character and the length of the reference.
pub(crate) fn reference(text: &str) -> Result<(char, usize), BadReference> {
    let head = &text.as_bytes()[..text.len().min(REFERENCE_BYTES)];
    let end = head.iter().position(|&b| b == b';').ok_or(BadReference::Bare)?;
    let length = end + 1;
    let name = text.get(1..end).unwrap_or_default();
    let c = match name {
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "quot" => '"',
        "apos" => '\'',
        _ => {
            let Some(number) = name.strip_prefix('#') else {
                let known = is_name(name);
                return Err(if known {
                    BadReference::Entity(name.to_string(), length)
                } else {
                    BadReference::Bare
                });
            };
            let (digits, radix) = match number.strip_prefix('x') {
                Some(digits) => (digits, 16),
                None => (number, 10),
            };
            if digits.is_empty() || !digits.chars().all(|c| c.is_digit(radix)) {
                return Err(BadReference::Bare);
            }
            let code = u32::from_str_radix(digits, radix).unwrap_or(u32::MAX);
            char::from_u32(code).filter(|&c| is_xml_char(c)).ok_or(BadReference::Illegal(code, length))?
        }
    };
    Ok((c, length))
}

/// A start tag, in buffers that the next one uses again.
#[derive(Debug, Default)]
pub(crate) struct Tag {
    name: String,
    local: usize,
    text: String,
    spans: Vec<(Range<usize>, Range<usize>)>,
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

    /// Parses what stands between `<` and `>`; says whether the tag closes itself.
    pub(crate) fn parse(&mut self, inner: &str, max_attributes: usize) -> Result<bool, ErrorKind> {
        let (inner, closed) = match inner.strip_suffix('/') {
            Some(rest) => (rest, true),
            None => (inner, false),
        };
        let end = inner.bytes().position(is_space).unwrap_or(inner.len());
        let name = &inner[..end];
        if !is_tag_name(name) {
            return Err(syntax(format!("`<{}` begins no tag, expected a name", shorten(name))));
        }
        self.name.clear();
        self.name.push_str(name);
        self.local = name.bytes().rposition(|b| b == b':').map_or(0, |colon| colon + 1);
        self.parse_attrs(&inner[end..], max_attributes)?;
        Ok(closed)
    }

    /// Parses attributes, each with white space before it.
    pub(crate) fn parse_attrs(&mut self, mut rest: &str, max_attributes: usize) -> Result<(), ErrorKind> {
        self.text.clear();
        self.spans.clear();
        loop {
            let trimmed = rest.trim_start_matches(SPACES);
            if trimmed.is_empty() {
                return self.refuse_duplicates();
            }
            if trimmed.len() == rest.len() {
                return Err(syntax(format!("no white space before `{}` in <{}>", shorten(rest), self.name)));
            }
            if self.spans.len() >= max_attributes {
                let what = "attributes in one element";
                return Err(ErrorKind::Limit { what, limit: max_attributes as u64 });
            }
            rest = self.parse_attr(trimmed)?;
        }
    }

    fn parse_attr<'a>(&mut self, text: &'a str) -> Result<&'a str, ErrorKind> {
        let end = text.bytes().position(|b| b == b'=' || is_space(b)).unwrap_or(text.len());
        let (name, rest) = text.split_at(end);
        if !is_tag_name(name) {
            return Err(syntax(format!("`{}` is no name of an attribute in <{}>", shorten(name), self.name)));
        }
        let value =
            rest.trim_start_matches(SPACES).strip_prefix('=').map(|rest| rest.trim_start_matches(SPACES));
        let quote = value.and_then(|value| value.chars().next()).filter(|c| matches!(c, '"' | '\''));
        let (Some(value), Some(quote)) = (value, quote) else {
            return Err(syntax(format!(
                "attribute `{}` without a value in quotes in <{}>",
                shorten(name),
                self.name
            )));
        };
        let Some((raw, rest)) = value[1..].split_once(quote) else {
            return Err(syntax(format!("attribute `{}` lacks its closing quote", shorten(name))));
        };
        let start = self.text.len();
        self.text.push_str(name);
        let middle = self.text.len();
        self.push_value(raw)?;
        if name == "xmlns" || name.starts_with("xmlns:") {
            self.text.truncate(start);
        } else {
            self.spans.push((start..middle, middle..self.text.len()));
        }
        Ok(rest)
    }

    /// XML 1.0, 3.3.3: white space in a value becomes a blank, a reference to it stays what it refers to.
    fn push_value(&mut self, mut raw: &str) -> Result<(), ErrorKind> {
        while let Some(at) = raw.bytes().position(|b| matches!(b, b'\t' | b'\n' | b'&' | b'<')) {
            self.text.push_str(&raw[..at]);
            let length = match raw.as_bytes()[at] {
                b'&' => {
                    let (c, length) = reference(&raw[at..])?;
                    self.text.push(c);
                    length
                }
                b'<' => return Err(syntax("`<` in the value of an attribute, expected `&lt;`")),
                _ => {
                    self.text.push(' ');
                    1
                }
            };
            raw = &raw[at + length..];
        }
        self.text.push_str(raw);
        Ok(())
    }

    fn refuse_duplicates(&self) -> Result<(), ErrorKind> {
        let name = |at: usize| &self.text[self.spans[at].0.clone()];
        let twice = if self.spans.len() <= 16 {
            (1..self.spans.len()).find(|&at| (0..at).any(|before| name(before) == name(at)))
        } else {
            let mut order: Vec<usize> = (0..self.spans.len()).collect();
            order.sort_by_key(|&at| (name(at), at));
            order.windows(2).filter(|pair| name(pair[0]) == name(pair[1])).map(|pair| pair[1]).min()
        };
        match twice {
            Some(at) => {
                Err(ErrorKind::DuplicateAttribute { name: name(at).to_string(), element: self.name.clone() })
            }
            None => Ok(()),
        }
    }
}

const SPACES: [char; 4] = [' ', '\t', '\n', '\r'];

fn is_space(b: u8) -> bool {
    matches!(b, b' ' | b'\t' | b'\n' | b'\r')
}

fn is_tag_name(name: &str) -> bool {
    let bytes = name.as_bytes();
    let simple = !bytes.is_empty()
        && bytes[0].is_ascii_alphabetic()
        && bytes.iter().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b':' | b'_'));
    simple || is_name(name)
}

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
        let read = |text| reference(text).ok();
        assert_eq!(read("&lt;b"), Some(('<', 4)));
        assert_eq!(read("&#x6AF;"), Some(('گ', 7)));
        assert_eq!(read("&#1711;"), Some(('گ', 7)));
        assert_eq!(read("&#x10FFFF;").map(|(c, _)| c), Some('\u{10FFFF}'));
        for bad in ["&", "&;", "& lt;", "&lt", "&#;", "&#x;", "&#+1;", "&#0;", "&#xFFFE;", "&#X41;", "&LT;"] {
            assert_eq!(read(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_tag_gives_its_parts_and_hides_namespaces() {
        let mut tag = Tag::default();
        assert_eq!(tag.parse("t:tuv xmlns='u' xmlns:t = \"v\"\n xml:lang='fa' x=''/", 9).ok(), Some(true));
        assert_eq!((tag.name(), tag.local()), ("t:tuv", "tuv"));
        assert_eq!(tag.attrs().collect::<Vec<_>>(), [("xml:lang", "fa"), ("x", "")]);
        assert_eq!(tag.parse("seg", 9).ok(), Some(false));
        assert_eq!(tag.attrs().count(), 0);
    }
}
