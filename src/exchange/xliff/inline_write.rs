//! Text with codes beside it → XLIFF content.

use super::codes::{Attributes, Element, Form, Version, exact, inline, takes, wrapped, wrapper};
use super::inline_read::{OriginalData, exact_pair, spelled_pair, spelled_point};
use crate::exchange::content;
use crate::exchange::xml::{is_char, push_attribute, push_text};
use crate::model::{Mark, MarkKind};
use ::tmx::{Content, Piece, Tag};
use roxmltree::Document;
use std::collections::BTreeSet;

/// The native codes of an XLIFF 2 unit that is being written, in order.
#[derive(Default)]
pub(super) struct DataOut {
    /// Those that stand in the file already, as (id, text).
    known: Vec<(String, String)>,
    entries: Vec<String>,
}

impl DataOut {
    /// Begins with what a unit holds already.
    pub(super) fn known(data: &OriginalData) -> DataOut {
        let known = data.iter().map(|(id, text)| (id.clone(), text.clone())).collect();
        DataOut { known, entries: Vec::new() }
    }

    fn name(&self, at: usize) -> String {
        let mut number = at + 1;
        let mut name = format!("d{number}");
        while self.known.iter().any(|(id, _)| *id == name) {
            number += 1000;
            name = format!("d{number}");
        }
        name
    }

    fn id(&mut self, text: &str) -> String {
        if let Some((id, _)) = self.known.iter().find(|(_, known)| known == text) {
            return id.clone();
        }
        let at = self.entries.iter().position(|entry| entry == text).unwrap_or_else(|| {
            self.entries.push(text.to_owned());
            self.entries.len() - 1
        });
        self.name(at)
    }

    /// Returns `<originalData>`, empty when no code holds any.
    pub(super) fn to_xml(&self) -> String {
        let mut out = String::new();
        for (at, text) in self.entries.iter().enumerate() {
            out.push_str(&format!("<data id=\"{}\" xml:space=\"preserve\">", self.name(at)));
            push_two(&mut out, text);
            out.push_str("</data>");
        }
        if out.is_empty() { out } else { format!("<originalData>{out}</originalData>") }
    }
}

/// Appends text of XLIFF 2, which has an element for what XML cannot hold.
fn push_two(out: &mut String, text: &str) {
    for c in text.chars() {
        if is_char(c) {
            push_text(out, c.encode_utf8(&mut [0; 4]));
        } else {
            out.push_str(&format!("<cp hex=\"{:04X}\"/>", u32::from(c)));
        }
    }
}

/// Appends a text with its codes; every code comes back from it as it was.
///
/// # Errors
///
/// Says what is wrong: codes that no reader gives.
pub(super) fn write(
    text: &str,
    marks: &[Mark],
    version: Version,
    data: &mut DataOut,
    out: &mut String,
) -> Result<(), String> {
    let pairs = pairs(marks);
    let mut writer =
        Writer { version, data, marks, pairs, ends: vec![None; marks.len()], used: BTreeSet::new(), made: 0 };
    let mut done = 0;
    for (n, mark) in marks.iter().enumerate() {
        let run = text
            .get(done..mark.at)
            .ok_or_else(|| format!("inline code at byte {} does not fit the text", mark.at))?;
        writer.run(run, out);
        done = mark.at;
        let code = writer.code(n).map_err(|e| format!("inline code at byte {}: {e}", mark.at))?;
        out.push_str(&code);
    }
    writer.run(&text[done..], out);
    Ok(())
}

/// Returns, for each code that opens or closes a pair which crosses no other, its other half.
fn pairs(marks: &[Mark]) -> Vec<Option<usize>> {
    let i = |n: usize| marks[n].attributes.iter().find(|(name, _)| name == "i").map(|(_, value)| value);
    let mut partner = vec![None; marks.len()];
    let mut open: Vec<usize> = Vec::new();
    for (n, mark) in marks.iter().enumerate() {
        let start = match mark.kind {
            MarkKind::Bpt | MarkKind::HiStart => {
                open.push(n);
                continue;
            }
            MarkKind::Ept => open.iter().rposition(|&o| marks[o].kind == MarkKind::Bpt && i(o) == i(n)),
            MarkKind::HiEnd => open.iter().rposition(|&o| marks[o].kind == MarkKind::HiStart),
            _ => None,
        };
        if let Some(at) = start {
            (partner[n], partner[open[at]]) = (Some(open[at]), Some(n));
            open.truncate(at);
        }
    }
    partner
}

struct Writer<'a> {
    version: Version,
    data: &'a mut DataOut,
    marks: &'a [Mark],
    pairs: Vec<Option<usize>>,
    /// For each code whose start was written as a tag that stays open: how it closes.
    ends: Vec<Option<String>>,
    used: BTreeSet<String>,
    made: usize,
}

impl Writer<'_> {
    fn run(&self, text: &str, out: &mut String) {
        match self.version {
            Version::One => push_text(out, text),
            Version::Two => push_two(out, text),
        }
    }

    fn code(&mut self, n: usize) -> Result<String, String> {
        if let Some(end) = self.ends[n].take() {
            return Ok(end);
        }
        let mark = &self.marks[n];
        let pieces = Content::parse_xml(&mark.content).map_err(|e| e.to_string())?.pieces;
        if let Some(code) = self.spelled(n, &pieces) {
            return Ok(code);
        }
        if let Some(code) = self.exact(n, &pieces) {
            return Ok(code);
        }
        self.wrapped(mark)
    }

    /// Writes a code whose content begins with the XLIFF element it was.
    fn spelled(&mut self, n: usize, pieces: &[Piece]) -> Option<String> {
        let Some(Piece::Text(text)) = pieces.first() else { return None };
        if let Some((element, name)) =
            full(text).filter(|_| pieces.len() == 1 && self.version == Version::One)
        {
            let mark = &self.marks[n];
            let same = spelled_point(&element) == (mark.kind, mark.attributes.clone());
            let form = inline(self.version, &element.name).map(|(form, _)| form);
            return (same && form == Some(Form::Point) && takes(self.version, &element)).then_some(name);
        }
        let (element, closed, rest) = start_tag(text)?;
        if !takes(self.version, &element) {
            return None;
        }
        let (form, _) = inline(self.version, &element.name)?;
        // What the reader would take for something else has to be said another way.
        if element.mark(self.version).is_some() || wrapped(self.version, &element).is_some() {
            return None;
        }
        let mark = &self.marks[n];
        let mut native: Vec<Piece> = Vec::new();
        native.extend((!rest.is_empty()).then(|| Piece::Text(rest.to_owned())));
        native.extend_from_slice(&pieces[1..]);
        match form {
            Form::Container => {
                // Its end is the partner, spelled as an end tag.
                let other = self.pairs[n].filter(|_| !closed && mark.kind == MarkKind::Bpt)?;
                let i = mark.attributes.first().filter(|(name, _)| name == "i")?;
                if mark.attributes != spelled_pair(&element, &i.1)
                    || self.marks[other].attributes != [i.clone()]
                {
                    return None;
                }
                let end = Content::parse_xml(&self.marks[other].content).ok()?.plain();
                let last = end.strip_prefix(&format!("</{}>", element.name))?.to_owned();
                let plain = matches!(native.as_slice(), [] | [Piece::Text(_)]);
                let holds_native = element.name == "pc" || rest.is_empty() && last.is_empty();
                if !plain || !holds_native || exact_pair(&element, self.version).is_some() {
                    return None;
                }
                if !self.claim(&element) {
                    return None;
                }
                let mut refs = String::new();
                if self.version == Version::Two {
                    refs = self.reference("dataRefStart", rest) + &self.reference("dataRefEnd", &last);
                }
                self.ends[other] = Some(format!("</{}>", element.name));
                Some(element.tag(&refs))
            }
            Form::Point if spelled_point(&element) != (mark.kind, mark.attributes.clone()) => None,
            Form::Point if self.version == Version::One => {
                let inner = native_one(&native)?;
                if closed != inner.is_empty() || !self.claim(&element) {
                    return None;
                }
                Some(if closed {
                    element.tag("/")
                } else {
                    format!("{}{inner}</{}>", element.tag(""), element.name)
                })
            }
            Form::Point => {
                let plain = matches!(native.as_slice(), [] | [Piece::Text(_)]);
                if !closed || !plain || !self.claim(&element) {
                    return None;
                }
                let refs = self.reference("dataRef", rest);
                Some(element.tag(&(refs + "/")))
            }
        }
    }

    /// Writes a code as the XLIFF element that does the same.
    fn exact(&mut self, n: usize, pieces: &[Piece]) -> Option<String> {
        let mark = &self.marks[n];
        if mark.kind == MarkKind::HiEnd || (mark.kind == MarkKind::HiStart && self.pairs[n].is_none()) {
            return None;
        }
        let native = match self.version {
            Version::One => native_one(pieces)?,
            Version::Two => match pieces {
                [] => String::new(),
                [Piece::Text(text)] => text.clone(),
                _ => return None,
            },
        };
        let mut made = self.made;
        let mut element = exact(self.version, mark.kind, &mark.attributes, &mut || {
            made += 1;
            format!("_{made}")
        })?;
        let paired = self.pairs[n];
        if self.version == Version::Two
            && (mark.kind == MarkKind::Ept || mark.kind == MarkKind::Bpt && paired.is_none())
            && !self.has_other_half(n)
        {
            return None;
        }
        if !self.claim(&element) {
            return None;
        }
        self.made = made;
        match (self.version, mark.kind) {
            (_, MarkKind::HiStart) => {
                self.ends[paired?] = Some("</mrk>".to_owned());
                Some(element.tag(""))
            }
            (Version::One, _) => Some(format!("{}{native}</{}>", element.tag(""), element.name)),
            (Version::Two, MarkKind::Bpt) if paired.is_some_and(|other| self.closes_plainly(n, other)) => {
                let other = paired?;
                let last = Content::parse_xml(&self.marks[other].content).ok()?.plain();
                "pc".clone_into(&mut element.name);
                let refs = self.reference("dataRefStart", &native) + &self.reference("dataRefEnd", &last);
                self.ends[other] = Some("</pc>".to_owned());
                Some(element.tag(&refs))
            }
            (Version::Two, _) => {
                let refs = self.reference("dataRef", &native);
                Some(element.tag(&(refs + "/")))
            }
        }
    }

    /// Returns whether the end of a pair says nothing but that, and can be the end of a `<pc>`.
    fn closes_plainly(&self, start: usize, end: usize) -> bool {
        let (start, end) = (&self.marks[start], &self.marks[end]);
        let same = start.attributes.iter().find(|(name, _)| name == "i");
        let [only] = end.attributes.as_slice() else { return false };
        let pieces = Content::parse_xml(&end.content).map(|c| c.pieces).unwrap_or_default();
        let plain = matches!(pieces.as_slice(), [] | [Piece::Text(_)]);
        Some(only) == same && plain
    }

    /// Returns whether a start has an end somewhere after it, or an end a start before it.
    fn has_other_half(&self, n: usize) -> bool {
        let i = |m: &Mark| m.attributes.iter().find(|(name, _)| name == "i").map(|(_, value)| value.clone());
        let wanted = i(&self.marks[n]);
        let is = |kind: MarkKind, marks: &[Mark]| {
            marks.iter().filter(|m| m.kind == kind && i(m) == wanted).count()
        };
        let (starts, ends) = (is(MarkKind::Bpt, self.marks), is(MarkKind::Ept, self.marks));
        let before = is(MarkKind::Bpt, &self.marks[..n]) + usize::from(self.marks[n].kind == MarkKind::Bpt);
        let id = wanted.as_ref().is_some_and(|id| self.used.contains(id));
        let bound = self.marks[n].kind == MarkKind::Bpt || id;
        starts == 1 && ends == 1 && before == 1 && bound
    }

    /// Takes the id of an element for it; in XLIFF 2 an id stands once a side.
    fn claim(&mut self, element: &Element) -> bool {
        match element.get("id") {
            Some(id) if self.version == Version::Two => self.used.insert(id.to_owned()),
            _ => true,
        }
    }

    fn reference(&mut self, name: &str, native: &str) -> String {
        let mut out = String::new();
        if !native.is_empty() {
            push_attribute(&mut out, name, &self.data.id(native));
        }
        out
    }

    /// Writes a code as a placeholder that holds it as TMX.
    fn wrapped(&mut self, mark: &Mark) -> Result<String, String> {
        let part = match mark.kind {
            MarkKind::HiStart => "-start",
            MarkKind::HiEnd => "-end",
            _ => "",
        };
        let alone = match mark.kind {
            MarkKind::HiEnd => Mark { kind: MarkKind::HiStart, ..mark.clone() },
            _ => mark.clone(),
        };
        let tmx = content::join("", &[Mark { at: 0, ..alone }])?.to_xml();
        self.made += 1;
        let id = format!("_{}", self.made);
        let element = wrapper(self.version, part, &id);
        self.used.insert(id);
        Ok(match self.version {
            Version::One => {
                let mut out = element.tag("");
                push_text(&mut out, &tmx);
                out + "</ph>"
            }
            Version::Two => {
                let refs = self.reference("dataRef", &tmx);
                element.tag(&(refs + "/"))
            }
        })
    }
}

/// Returns native code as XLIFF 1.2 has it, `None` when it holds more than texts and plain sub-flows.
fn native_one(pieces: &[Piece]) -> Option<String> {
    let mut out = String::new();
    for piece in pieces {
        match piece {
            Piece::Text(text) => push_text(&mut out, text),
            Piece::Code { tag: Tag::Sub, attrs, content } => {
                let text = match content.as_slice() {
                    [] => "",
                    [Piece::Text(text)] => text,
                    _ => return None,
                };
                let name = |(name, value): &(String, String)| match name.as_str() {
                    "type" => Some(("ctype".to_owned(), value.clone())),
                    "datatype" => Some((name.clone(), value.clone())),
                    _ => None,
                };
                let attributes = attrs.iter().map(name).collect::<Option<Attributes>>()?;
                out.push_str(&Element { name: "sub".to_owned(), attributes }.tag(""));
                push_text(&mut out, text);
                out.push_str("</sub>");
            }
            Piece::Code { .. } => return None,
        }
    }
    Some(out)
}

/// Reads a start tag or an empty element at the beginning of a text: it, whether it is empty, and what follows.
fn start_tag(text: &str) -> Option<(Element, bool, &str)> {
    if !text.starts_with('<') || !text[1..].starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let mut quote = None;
    let end = text.char_indices().find(|(_, c)| {
        match (quote, *c) {
            (None, '"' | '\'') => quote = Some(*c),
            (Some(q), c) if q == c => quote = None,
            _ => {}
        }
        *c == '>' && quote.is_none()
    })?;
    let (tag, rest) = text.split_at(end.0 + 1);
    let closed = tag.ends_with("/>");
    let alone = if closed { tag.to_owned() } else { format!("{}/>", &tag[..tag.len() - 1]) };
    let element = parsed(&alone)?;
    // Only what this program spelled itself is taken for an element.
    (element.tag(if closed { "/" } else { "" }) == tag).then_some((element, closed, rest))
}

/// Reads an element that is the whole text, and holds something: it, and how it is written.
fn full(text: &str) -> Option<(Element, String)> {
    let (element, closed, rest) = start_tag(text)?;
    if closed || !rest.ends_with(&format!("</{}>", element.name)) || !rest.contains("<sub") {
        return None;
    }
    Document::parse(text).ok()?;
    Some((element, text.to_owned()))
}

fn parsed(xml: &str) -> Option<Element> {
    let document = Document::parse(xml).ok()?;
    Some(super::inline_read::start(document.root_element(), Version::One))
}
