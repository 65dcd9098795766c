//! XML as a stream of start tags, end tags and the text before each.
//!
//! quick-xml reads; here stands what it leaves to its callers: one root and nothing around it, names, references,
//! places where a declaration may stand, bounds.

use crate::decode::{Damage, Input};
use crate::error::{Error, ErrorKind, Result};
use crate::escape::{is_name, is_name_start};
use crate::feed::Feed;
use crate::limits::Limits;
use crate::repair::Repairs;
use crate::tag::{BadReference, Tag, html_entity, is_tag_name, reference, shorten, syntax};
use quick_xml::errors::{Error as XmlError, IllFormedError};
use quick_xml::events::{BytesDecl, BytesStart, Event as XmlEvent};
use std::io::BufRead;
use std::sync::Arc;

/// Beyond this depth, dropping or printing nested pieces could exhaust a thread's stack.
const DEPTH_MAX: usize = 1000;

/// What follows a run of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Event {
    /// A start tag; [`Scanner::tag`] holds it. A tag that closes itself is followed by an end.
    Start,
    /// The end of the innermost open element.
    End,
    /// The end of the file, all elements closed.
    Eof,
}

pub(crate) struct Scanner<R> {
    reader: quick_xml::Reader<Feed<R>>,
    /// The text of the event being read.
    buffer: Vec<u8>,
    limits: Limits,
    /// Elements and attributes since the bound was set.
    elements: usize,
    tag: Tag,
    open_names: String,
    open: Vec<usize>,
    begun: bool,
    doctype: bool,
    internal_subset: bool,
}

impl<R: BufRead> Scanner<R> {
    pub(crate) fn new(input: Input<R>, limits: Limits) -> Self {
        let mut reader = quick_xml::Reader::from_reader(Feed::new(input, limits));
        let config = reader.config_mut();
        config.enable_all_checks(true);
        config.expand_empty_elements = true;
        // A bare `&` comes as text then, and salvage can keep it.
        config.allow_dangling_amp = true;
        Scanner {
            reader,
            buffer: Vec::new(),
            limits: Limits { depth: limits.depth.min(DEPTH_MAX), ..limits },
            elements: 0,
            tag: Tag::default(),
            open_names: String::new(),
            open: Vec::new(),
            begun: false,
            doctype: false,
            internal_subset: false,
        }
    }

    pub(crate) fn tag(&self) -> &Tag {
        &self.tag
    }

    /// Returns the line on which the last start tag begins, unless more was read since.
    pub(crate) fn tag_line(&mut self) -> u64 {
        self.reader.get_mut().start_line()
    }

    pub(crate) fn encoding(&self) -> &'static str {
        self.reader.get_ref().encoding()
    }

    pub(crate) fn notes(&mut self) -> Vec<(crate::WarningCode, String)> {
        self.reader.get_mut().notes()
    }

    pub(crate) fn has_internal_subset(&self) -> bool {
        self.internal_subset
    }

    pub(crate) fn set_damage(&mut self, damage: Damage) {
        self.reader.get_mut().set_damage(damage);
    }

    pub(crate) fn is_repairing(&self) -> bool {
        self.reader.get_ref().is_repairing()
    }

    pub(crate) fn repairs(&mut self) -> &mut Repairs {
        self.reader.get_mut().repairs()
    }

    /// Takes what was replaced since the last call, the first of it.
    pub(crate) fn take_damage(&mut self) -> Option<(ErrorKind, u64)> {
        self.reader.get_mut().take_damage()
    }

    /// Begins a unit: lets as much text and as many elements pass as one may have.
    pub(crate) fn renew_bound(&mut self) {
        self.reader.get_mut().renew_bound();
        self.elements = 0;
    }

    /// Returns the line of the present place, counted from 1.
    pub(crate) fn line(&self) -> u64 {
        self.reader.get_ref().line()
    }

    pub(crate) fn fail<T>(&self, kind: ErrorKind) -> Result<T> {
        Err(Error::new(kind, self.line()))
    }

    /// Fails with the line on which the present event begins.
    fn refuse<T>(&mut self, kind: ErrorKind) -> Result<T> {
        Err(Error::new(kind, self.tag_line()))
    }

    /// Appends the text up to the next tag to `text`, comments and processing instructions left out, and returns
    /// the tag.
    #[inline(always)]
    pub(crate) fn next(&mut self, text: &mut String) -> Result<Event> {
        let mut buffer = std::mem::take(&mut self.buffer);
        let event = loop {
            buffer.clear();
            match self.step(&mut buffer, text) {
                Ok(None) => {}
                Ok(Some(event)) => break Ok(event),
                Err(error) => break Err(error),
            }
        };
        self.buffer = buffer;
        event
    }

    /// Takes one event of quick-xml's; `None` when it is no tag.
    fn step(&mut self, buffer: &mut Vec<u8>, text: &mut String) -> Result<Option<Event>> {
        self.reader.get_mut().begin();
        let event = self.reader.read_event_into(buffer);
        match &event {
            Ok(XmlEvent::Text(run)) => self.push_text(run, text)?,
            Ok(XmlEvent::Start(start) | XmlEvent::Empty(start)) => {
                self.start_tag(start, text)?;
                return Ok(Some(Event::Start));
            }
            Ok(XmlEvent::End(_)) => {
                self.close();
                return Ok(Some(Event::End));
            }
            Ok(XmlEvent::GeneralRef(name)) => self.push_reference(name, text)?,
            Ok(XmlEvent::CData(run)) if !self.open.is_empty() => text.push_str(run),
            Ok(XmlEvent::Eof) => return self.end_of_file(text).map(Some),
            Ok(XmlEvent::Comment(_)) => self.reader.get_mut().excuse(),
            Ok(XmlEvent::PI(instruction)) => self.instruction(instruction.target())?,
            Ok(XmlEvent::Decl(declaration)) => self.declaration(declaration)?,
            Ok(XmlEvent::CData(_) | XmlEvent::DocType(_)) | Err(_) => {
                let inner = event.map(|event| match event {
                    XmlEvent::DocType(inner) => Some(inner.into_inner().into_owned()),
                    _ => None,
                });
                match inner {
                    Ok(Some(inner)) => self.document_type(&inner, buffer)?,
                    Ok(None) => return self.refuse_markup(buffer),
                    Err(error) => return Err(self.translate(error, buffer)),
                }
            }
        }
        Ok(None)
    }

    #[inline(always)]
    fn close(&mut self) {
        if let Some(start) = self.open.pop() {
            self.open_names.truncate(start);
        }
    }

    #[inline(always)]
    fn push_text(&mut self, run: &str, text: &mut String) -> Result<()> {
        if run.starts_with('&') {
            if self.open.is_empty() {
                return self.refuse(stray_reference());
            }
            let line = self.tag_line();
            self.reader.get_mut().damaged(BadReference::Bare.into(), line)?;
        }
        self.push_run(run, text)
    }

    #[inline(always)]
    fn push_run(&mut self, run: &str, text: &mut String) -> Result<()> {
        if run.bytes().fold(false, |found, b| found | (b == b'>'))
            && let Some(at) = run.find("]]>")
        {
            let line = self.tag_line() + line_ends(&run[..at]);
            return Err(Error::new(syntax("`]]>` in text, expected `]]&gt;`"), line));
        }
        text.push_str(run);
        Ok(())
    }

    fn push_reference(&mut self, name: &str, text: &mut String) -> Result<()> {
        if self.open.is_empty() {
            return self.refuse(stray_reference());
        }
        let bad = match reference(name) {
            Ok(c) => {
                text.push(c);
                return Ok(());
            }
            Err(bad) => bad,
        };
        let meant = match &bad {
            BadReference::Bare => None,
            BadReference::Entity(name) if self.is_repairing() => html_entity(name),
            BadReference::Illegal(_) if self.is_repairing() => Some(""),
            _ => Some("\u{FFFD}"),
        };
        let line = self.tag_line();
        self.reader.get_mut().damaged(bad.into(), line)?;
        match meant {
            Some(meant) => text.push_str(meant),
            None => self.push_run(&format!("&{name};"), text)?,
        }
        Ok(())
    }

    fn start_tag(&mut self, start: &BytesStart, text: &str) -> Result<()> {
        let name = start.name().into_inner();
        if !is_tag_name(name) || start.attributes_raw().bytes().fold(false, |found, b| found | (b == b'<')) {
            let inner: &str = start;
            let kind = self.broken_tag(&format!("<{inner}>"));
            return self.refuse(
                kind.unwrap_or_else(|| {
                    syntax(format!("`<{}` begins no tag, expected a name", shorten(name)))
                }),
            );
        }
        if self.open.is_empty() {
            if self.begun {
                return self.refuse(ErrorKind::TrailingContent);
            }
            if !text.trim_matches([' ', '\t', '\n', '\r']).is_empty() {
                let text = shorten(text.trim());
                return self.refuse(syntax(format!("text `{text}` before the root element")));
            }
            self.begun = true;
        }
        if let Err(kind) = self.tag.load(start, self.limits.attributes) {
            return self.refuse(kind);
        }
        if self.open.len() >= self.limits.depth {
            let limit = self.limits.depth as u64;
            return self.refuse(ErrorKind::Limit { what: "nested elements", limit });
        }
        self.elements += 1 + self.tag.attr_count();
        if self.elements > self.limits.elements {
            let limit = self.limits.elements as u64;
            return self.refuse(ErrorKind::Limit { what: "elements and attributes in one unit", limit });
        }
        self.open.push(self.open_names.len());
        self.open_names.push_str(name);
        Ok(())
    }

    fn end_of_file(&self, text: &str) -> Result<Event> {
        match self.open.last() {
            Some(&start) => self.fail(ErrorKind::Truncated { open: self.open_names[start..].to_string() }),
            None if !self.begun && text.trim().is_empty() => self.fail(ErrorKind::Empty),
            None if !self.begun => {
                let text = shorten(text.trim());
                self.fail(syntax(format!("text `{text}`, expected <tmx>")))
            }
            None => Ok(Event::Eof),
        }
    }

    fn declaration(&mut self, declaration: &BytesDecl) -> Result<()> {
        if self.reader.get_ref().start() > 0 {
            return self.refuse(misplaced_declaration());
        }
        let inner: &str = declaration;
        if let Some(kind) = self.broken_tag(&format!("<?{inner}?>")) {
            return self.refuse(kind);
        }
        if let Err(kind) =
            self.tag.load(&BytesStart::from_content(inner, "xml".len()), self.limits.attributes)
        {
            return self.refuse(kind);
        }
        let names: Vec<&str> = self.tag.attrs().map(|(name, _)| name).collect();
        let known = [&["version"][..], &["version", "encoding"], &["version", "standalone"]];
        if !known.contains(&names.as_slice()) && names != ["version", "encoding", "standalone"] {
            return self.refuse(syntax("an XML declaration that is not version, encoding, standalone"));
        }
        let version = self.tag.attrs().next().and_then(|(_, version)| version.strip_prefix("1."));
        if !version.is_some_and(|minor| !minor.is_empty() && minor.bytes().all(|b| b.is_ascii_digit())) {
            return self.refuse(syntax("an XML declaration of a version that is not 1.0"));
        }
        Ok(())
    }

    fn instruction(&mut self, target: &str) -> Result<()> {
        self.reader.get_mut().excuse();
        if target.eq_ignore_ascii_case("xml") {
            return self.refuse(misplaced_declaration());
        }
        if !is_name(target) {
            return self.refuse(nameless_instruction());
        }
        Ok(())
    }

    /// Notes a DOCTYPE; nothing is resolved and no entity is declared.
    fn document_type(&mut self, inner: &str, read: &[u8]) -> Result<()> {
        if self.begun || self.doctype || !read.starts_with(b"<!DOCTYPE") {
            return self.refuse_markup(read);
        }
        let before = inner.split(['[', '"', '\'']).next().unwrap_or_default();
        let after = inner.rsplit_once(']').map_or("", |(_, after)| after);
        if before.contains('<') || after.contains('<') {
            return self.refuse(syntax("`<` inside <!DOCTYPE"));
        }
        self.reader.get_mut().excuse();
        self.doctype = true;
        self.internal_subset = inner.trim_end().ends_with(']');
        Ok(())
    }

    /// Fails on `<!` that begins nothing that may stand here.
    fn refuse_markup<T>(&mut self, read: &[u8]) -> Result<T> {
        let found = self.found(&String::from_utf8_lossy(read));
        self.refuse(syntax(format!("`{found}`, expected a comment, a CDATA section or a tag")))
    }

    /// Returns the beginning of what quick-xml has read and of what follows, short enough for a message.
    fn found(&mut self, read: &str) -> String {
        shorten(&(read.to_string() + self.reader.get_mut().look_ahead(128)))
    }

    /// Says what is wrong with a tag of which `read` has come in; `None` when nothing is yet.
    fn broken_tag(&mut self, read: &str) -> Option<ErrorKind> {
        let inner = read.strip_prefix('<')?;
        let mut first = inner.chars();
        let first = first.next()?;
        if first.is_ascii() && !matches!(first, '/' | '?') && !is_name_start(first) {
            return Some(syntax("`<` that begins no tag, expected `&lt;`"));
        }
        let mut quote = None;
        for b in inner[..inner.find('<')?].bytes() {
            match quote {
                Some(mark) if b == mark => quote = None,
                None if matches!(b, b'"' | b'\'') => quote = Some(b),
                _ => {}
            }
        }
        Some(match quote {
            Some(_) => syntax("`<` in the value of an attribute, expected `&lt;` or a closing quote"),
            None => {
                let found = self.found(read);
                syntax(format!("`<` inside the tag `{found}`, or `<` for `&lt;`"))
            }
        })
    }

    fn is_declaration(&self, read: &str) -> bool {
        self.reader.get_ref().start() == 0 && read.starts_with("<?xml")
    }

    /// Says in this crate's words what quick-xml refused, or what stopped its source after it had `read` this much.
    fn translate(&mut self, error: XmlError, read: &[u8]) -> Error {
        let start_line = self.reader.get_mut().start_line();
        let read = String::from_utf8_lossy(read);
        let at_start = |kind| Error::new(kind, start_line);
        let is_tag = match read.as_bytes() {
            [b'<', b'!', ..] => false,
            [b'<', b'?', ..] => self.is_declaration(&read),
            bytes => bytes.starts_with(b"<"),
        };
        if is_tag && let Some(kind) = self.broken_tag(&read) {
            return at_start(kind);
        }
        if let Some(inside) = read.strip_prefix("<!--")
            && let Some(at) = inside.find("--")
        {
            return Error::new(syntax("`--` inside a comment"), start_line + line_ends(&inside[..at]));
        }
        match error {
            XmlError::Io(error) => match Arc::into_inner(error).map(|error| error.downcast::<Error>()) {
                Some(Ok(error)) => error,
                Some(Err(error)) => Error::new(error, self.line()),
                None => at_start(syntax("a stream that failed")),
            },
            XmlError::IllFormed(IllFormedError::MismatchedEndTag { expected, found }) => {
                at_start(ErrorKind::CrossedTags { open: expected, found: shorten(&found) })
            }
            XmlError::IllFormed(IllFormedError::UnmatchedEndTag(_)) => at_start(stray_end_tag()),
            XmlError::Syntax(_) => self.unclosed(&read),
            other => at_start(syntax(other.to_string())),
        }
    }

    /// Says in what the file ends, or what is wrong with it apart from that.
    fn unclosed(&mut self, read: &str) -> Error {
        let start_line = self.reader.get_mut().start_line();
        let inside = match read {
            "" => "`<`",
            _ if read.starts_with("</") && self.open.is_empty() => {
                return Error::new(stray_end_tag(), start_line);
            }
            _ if read.starts_with("<!--") => "a comment",
            _ if read.starts_with("<![CDATA[") && !self.open.is_empty() => "a CDATA section",
            _ if read.starts_with("<!DOCTYPE") && !self.begun && !self.doctype => "<!DOCTYPE",
            _ if read.starts_with("<!") => {
                let found = self.found(read);
                let what = format!("`{found}`, expected a comment, a CDATA section or a tag");
                return Error::new(syntax(what), start_line);
            }
            _ if read.starts_with("<?") && !self.is_declaration(read) => {
                let target = read[2..].split([' ', '\t', '\n', '?']).next().unwrap_or_default();
                if !is_name(target) {
                    return Error::new(nameless_instruction(), start_line);
                }
                "a processing instruction"
            }
            _ => "a tag",
        };
        Error::new(ErrorKind::CutOff { inside }, self.line())
    }
}

fn line_ends(text: &str) -> u64 {
    text.bytes().filter(|&b| b == b'\n').count() as u64
}

fn misplaced_declaration() -> ErrorKind {
    syntax("an XML declaration that is not the first thing in the file")
}

fn nameless_instruction() -> ErrorKind {
    syntax("`<?` without the name of a processing instruction")
}

fn stray_end_tag() -> ErrorKind {
    syntax("an end tag where no element is open")
}

fn stray_reference() -> ErrorKind {
    syntax("a reference outside the root element")
}
