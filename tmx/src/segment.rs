//! Builds the content of a segment from tags and text.

use crate::content::{Content, Piece, Tag};
use crate::decode::Input;
use crate::error::{ErrorKind, Result};
use crate::escape;
use crate::limits::Limits;
use crate::scan::{Event, Scanner};
use crate::tag::{self, syntax};
use crate::unit::Attrs;
use crate::warning::{WarningCode, Warnings};
use quick_xml::events::BytesStart;
use std::io::BufRead;

/// An element that is open, with what came before it.
struct Open {
    tag: Tag,
    attrs: Attrs,
    before: Vec<Piece>,
}

/// Reads up to the end tag of the segment, whose start tag was the last event.
///
/// An element that TMX does not have becomes a `<hi>` (inside native code a `<sub>`) whose `type` is its start tag,
/// so that neither its text nor its name is lost.
pub(crate) fn read<R: BufRead>(
    scanner: &mut Scanner<R>,
    text: &mut String,
    warnings: &mut Warnings,
) -> Result<Content> {
    let mut open: Vec<Open> = Vec::new();
    let mut pieces = Vec::new();
    loop {
        text.clear();
        let event = scanner.next(text)?;
        push_text(&mut pieces, text);
        match event {
            Event::Start => {
                let parent = open.last().map(|element| element.tag);
                let in_code = parent.is_some_and(Tag::holds_code);
                let (tag, attrs) = match Tag::from_name(scanner.tag().local()) {
                    Some(tag) => (tag, scanner.tag().owned_attrs()),
                    None => {
                        let tag = if in_code { Tag::Sub } else { Tag::Hi };
                        let written = written(scanner.tag());
                        let line = scanner.tag_line();
                        warnings.add(WarningCode::UnknownElement, line, || {
                            format!("<{written}> in a segment, kept as <{}>", tag.as_str())
                        });
                        (tag, vec![("type".to_string(), written)])
                    }
                };
                if in_code != (tag == Tag::Sub) {
                    let line = scanner.tag_line();
                    let parent = parent.map_or("seg", Tag::as_str);
                    warnings.add(WarningCode::MisplacedElement, line, || {
                        format!("<{}> directly inside <{parent}>", tag.as_str())
                    });
                }
                open.push(Open { tag, attrs, before: std::mem::take(&mut pieces) });
            }
            Event::End => match open.pop() {
                Some(Open { tag, attrs, before }) => {
                    let content = std::mem::replace(&mut pieces, before);
                    pieces.push(Piece::Code { tag, attrs, content });
                }
                None => return Ok(Content { pieces }),
            },
            Event::Eof => return scanner.fail(ErrorKind::Truncated { open: "seg".to_string() }),
        }
    }
}

fn push_text(pieces: &mut Vec<Piece>, text: &str) {
    if !text.is_empty() {
        pieces.push(Piece::Text(text.to_string()));
    }
}

/// Returns a start tag as one would write it between `<` and `>`.
fn written(tag: &tag::Tag) -> String {
    let attrs = tag.attrs().map(|(name, value)| escape::attribute(name, value));
    BytesStart::new(tag.name()).with_attributes(attrs).to_string()
}

/// Parses the inner XML of a segment.
pub(crate) fn parse_inner(xml: &str) -> Result<Content> {
    let whole = format!("<seg>{xml}</seg>");
    let limits = Limits {
        unit_bytes: u64::MAX,
        elements: usize::MAX,
        tag_bytes: usize::MAX,
        attributes: usize::MAX,
        ..Limits::default()
    };
    let mut scanner = Scanner::new(Input::utf8(whole.as_bytes()), Limits { depth: usize::MAX, ..limits });
    let mut warnings = Warnings::new(0);
    let mut text = String::new();
    scanner.next(&mut text)?;
    let content = read(&mut scanner, &mut text, &mut warnings)?;
    text.clear();
    if scanner.next(&mut text)? != Event::Eof || !text.is_empty() {
        return scanner.fail(syntax("text after the end of the segment"));
    }
    if warnings.unknown {
        return scanner.fail(syntax("an element that is none of TMX's seven inline elements"));
    }
    Ok(content)
}
