//! XML files read whole: bytes to text and back, and a tree within bounds.

use super::error::Error;
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use roxmltree::{Document, Node, ParsingOptions};

/// Nested elements that a file may have.
const DEPTH_MAX: usize = 200;

/// Nodes that a file may have: about 1.5 GB of them.
const NODES_MAX: u32 = 20_000_000;

/// Bytes that a file may have.
const BYTES_MAX: usize = 1 << 30;

/// A file as text, and how it was spelled.
pub(super) struct Decoded {
    /// The text without its byte order mark.
    pub(super) text: String,
    encoding: &'static Encoding,
    has_mark: bool,
}

impl Decoded {
    /// Returns another text in the encoding of this file; what the encoding lacks becomes a character reference.
    pub(super) fn encode(&self, text: &str) -> Vec<u8> {
        let mark = if self.has_mark { "\u{feff}" } else { "" };
        let units = |bytes: fn(u16) -> [u8; 2]| {
            mark.encode_utf16().chain(text.encode_utf16()).flat_map(bytes).collect()
        };
        match self.encoding {
            e if e == UTF_16LE => units(u16::to_le_bytes),
            e if e == UTF_16BE => units(u16::to_be_bytes),
            e if e == UTF_8 => [mark, text].concat().into_bytes(),
            e => e.encode(text).0.into_owned(),
        }
    }
}

/// Decodes a file by its byte order mark, else by its XML declaration, else as UTF-8.
///
/// # Errors
///
/// Names the line of bytes that are no text.
pub(super) fn decode(bytes: &[u8], name: &str) -> Result<Decoded, Error> {
    if bytes.len() > BYTES_MAX {
        return Err(Error::broken(name, 1, format!("the file is larger than {} MB", BYTES_MAX >> 20)));
    }
    let marked = Encoding::for_bom(bytes);
    let encoding = match (marked, bytes) {
        (Some((encoding, _)), _) => encoding,
        (None, [b'<', 0, ..]) => UTF_16LE,
        (None, [0, b'<', ..]) => UTF_16BE,
        (None, _) => declared(bytes).unwrap_or(UTF_8),
    };
    let start = marked.map_or(0, |(_, len)| len);
    let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(&bytes[start..]) else {
        let sound = match std::str::from_utf8(bytes) {
            Err(error) if encoding == UTF_8 => error.valid_up_to(),
            _ => 0,
        };
        let line = 1 + bytes[..sound].iter().filter(|b| **b == b'\n').count() as u64;
        return Err(Error::broken(name, line, format!("bytes that are not {}", encoding.name())));
    };
    Ok(Decoded { text: text.into_owned(), encoding, has_mark: marked.is_some() })
}

/// Returns the encoding that an XML declaration names.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(200)]).into_owned();
    let declaration = head.strip_prefix("<?xml")?.split("?>").next()?.to_owned();
    let value = declaration.split("encoding").nth(1)?.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let label = value[1..].split(quote).next()?;
    // Whoever can read the declaration byte by byte is not reading UTF-16.
    Encoding::for_label(label.as_bytes()).filter(|e| *e != UTF_16LE && *e != UTF_16BE)
}

/// Reads a text as a tree.
///
/// # Errors
///
/// Text that is not well-formed, entities of its own (they are never resolved), more depth or nodes than a file may
/// have; with the line.
pub(super) fn tree<'t>(text: &'t str, name: &str) -> Result<Document<'t>, Error> {
    let subset = internal_subset(text);
    if let Some(at) = subset {
        let line = 1 + text[..at].matches('\n').count() as u64;
        let detail = "a DOCTYPE with declarations of its own is refused: entities are never resolved";
        return Err(Error::broken(name, line, detail.to_owned()));
    }
    let options = ParsingOptions { allow_dtd: true, nodes_limit: NODES_MAX, ..ParsingOptions::default() };
    let document = Document::parse_with_options(text, options).map_err(|error| {
        use roxmltree::Error::{NoRootNode, UnclosedRootNode, UnexpectedEndOfStream};
        let row = match error {
            NoRootNode | UnclosedRootNode | UnexpectedEndOfStream => text.lines().count().max(1) as u64,
            _ => u64::from(error.pos().row),
        };
        Error::broken(name, row, error.to_string())
    })?;
    match too_deep(document.root()) {
        None => Ok(document),
        Some(at) => {
            let line = u64::from(document.text_pos_at(at).row);
            Err(Error::broken(name, line, format!("elements are nested deeper than {DEPTH_MAX}")))
        }
    }
}

/// Returns where a DOCTYPE opens an internal subset, if one does.
fn internal_subset(text: &str) -> Option<usize> {
    let mut at = 0;
    loop {
        at += text[at..].find('<')?;
        let rest = &text[at..];
        let skip = |end: &str| rest.find(end).map(|n| n + end.len());
        if rest.starts_with("<?") {
            at += skip("?>")?;
        } else if rest.starts_with("<!--") {
            at += skip("-->")?;
        } else if rest.starts_with("<!DOCTYPE") {
            let end = rest.find('>').unwrap_or(rest.len());
            return rest[..end].contains('[').then_some(at);
        } else {
            return None;
        }
    }
}

/// Returns where the tree is too deep.
fn too_deep(root: Node<'_, '_>) -> Option<usize> {
    let (mut node, mut depth) = (root, 0);
    loop {
        if let Some(child) = node.first_child() {
            (node, depth) = (child, depth + 1);
            if depth > DEPTH_MAX {
                return Some(node.range().start);
            }
            continue;
        }
        loop {
            if let Some(next) = node.next_sibling() {
                node = next;
                break;
            }
            node = node.parent()?;
            depth -= 1;
        }
    }
}

/// Counts lines on the way through a text.
pub(super) struct LineCount<'t> {
    text: &'t str,
    at: usize,
    line: u64,
}

impl<'t> LineCount<'t> {
    pub(super) fn new(text: &'t str) -> LineCount<'t> {
        LineCount { text, at: 0, line: 1 }
    }

    /// Returns the line of a byte, counted from 1; cheap as long as the places come in order.
    pub(super) fn of(&mut self, at: usize) -> u64 {
        if at < self.at {
            (self.at, self.line) = (0, 1);
        }
        self.line += memchr::memchr_iter(b'\n', &self.text.as_bytes()[self.at..at]).count() as u64;
        self.at = at;
        self.line
    }
}

/// Returns whether XML 1.0 can hold the character.
pub(super) fn is_char(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'..)
}

/// Appends character data; what XML cannot hold becomes U+FFFD.
pub(super) fn push_text(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\r' => out.push_str("&#13;"),
            c if is_char(c) => out.push(c),
            _ => out.push('\u{fffd}'),
        }
    }
}

/// Appends an attribute, a blank before it.
pub(super) fn push_attribute(out: &mut String, name: &str, value: &str) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    for c in value.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '"' => out.push_str("&quot;"),
            '\t' => out.push_str("&#9;"),
            '\n' => out.push_str("&#10;"),
            '\r' => out.push_str("&#13;"),
            c if is_char(c) => out.push(c),
            _ => out.push('\u{fffd}'),
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: &str) -> String {
        tree(text, "x.xlf").map(|_| ()).unwrap_err().to_string()
    }

    #[test]
    fn what_is_hostile_or_broken_is_named_with_its_line() {
        assert!(tree("<?xml version='1.0'?><!DOCTYPE a SYSTEM 'a.dtd'><a/>", "x").is_ok());
        let bomb = "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>\n<a>&x;</a>";
        assert!(refused(bomb).starts_with("x.xlf:1: a DOCTYPE with declarations"));
        assert!(refused(&"<a>".repeat(100_000)).starts_with("x.xlf:1: "));
        let deep = format!("<r>\n{}{}</r>", "<a>".repeat(300), "</a>".repeat(300));
        assert_eq!(refused(&deep), "x.xlf:2: elements are nested deeper than 200");
        for broken in [
            "",
            "plain",
            "<a>\n<b></a>",
            "<a/>\nx",
            "<a>&nbsp;</a>",
            "<a b='1' b='2'/>",
            "<a>\u{1}</a>",
            "<a>",
        ] {
            assert!(refused(broken).starts_with("x.xlf:"), "{broken}");
        }
    }

    #[test]
    fn a_file_keeps_its_encoding() {
        let text = "<?xml version=\"1.0\" encoding=\"UTF-16\"?><a>باران</a>";
        for mark in ["", "\u{feff}"] {
            let bytes: Vec<u8> = format!("{mark}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect();
            let decoded = decode(&bytes, "x").unwrap();
            assert_eq!(decoded.text, text);
            assert_eq!(decoded.encode(&decoded.text), bytes);
        }
        let legacy = b"<?xml version='1.0' encoding='windows-1256'?><a>\xE3\xE6</a>";
        let decoded = decode(legacy, "x").unwrap();
        assert!(decoded.text.contains("مو"));
        assert_eq!(decoded.encode(&decoded.text), legacy);
        let error = decode(b"<a>\n\xFF</a>", "x.xlf").map(|_| ()).unwrap_err().to_string();
        assert_eq!(error, "x.xlf:2: bytes that are not UTF-8");
    }
}
