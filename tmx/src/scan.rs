//! XML as a stream of start tags, end tags and the text before each: strict, one pass, flat in memory.

use crate::decode::{Filled, Input};
use crate::error::{Error, ErrorKind, Result};
use crate::escape::{is_name, is_name_start};
use crate::limits::Limits;
use crate::tag::{BadReference, REFERENCE_BYTES, Tag, reference, shorten, syntax};
use std::io::BufRead;

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
    input: Input<R>,
    limits: Limits,
    /// Decoded text; everything before `at` is done with.
    window: String,
    at: usize,
    /// Bytes of text dropped from the window so far.
    dropped: u64,
    /// Line ends before `counted`, a place in the window.
    lines: u64,
    counted: usize,
    /// The place in the text that the present unit must not pass.
    bound: u64,
    /// Elements and attributes since the bound was set.
    elements: usize,
    /// Inside a comment and the like, which cost no memory.
    skipping: bool,
    tag: Tag,
    tag_line: u64,
    closes_itself: bool,
    open_names: String,
    open: Vec<usize>,
    begun: bool,
    doctype: bool,
    internal_subset: bool,
    salvage: bool,
    damage: Option<(ErrorKind, u64)>,
}

impl<R: BufRead> Scanner<R> {
    pub(crate) fn new(input: Input<R>, limits: Limits) -> Self {
        let limits = Limits { depth: limits.depth.min(DEPTH_MAX), ..limits };
        Scanner {
            input,
            limits,
            window: String::new(),
            at: 0,
            dropped: 0,
            lines: 0,
            counted: 0,
            bound: limits.unit_bytes,
            elements: 0,
            skipping: false,
            tag: Tag::default(),
            tag_line: 0,
            closes_itself: false,
            open_names: String::new(),
            open: Vec::new(),
            begun: false,
            doctype: false,
            internal_subset: false,
            salvage: false,
            damage: None,
        }
    }

    pub(crate) fn tag(&self) -> &Tag {
        &self.tag
    }

    /// Returns the line on which the last start tag begins.
    pub(crate) fn tag_line(&self) -> u64 {
        self.tag_line
    }

    pub(crate) fn encoding(&self) -> &'static str {
        self.input.encoding
    }

    pub(crate) fn notes(&mut self) -> Vec<(crate::WarningCode, String)> {
        std::mem::take(&mut self.input.notes)
    }

    pub(crate) fn has_internal_subset(&self) -> bool {
        self.internal_subset
    }

    pub(crate) fn set_salvage(&mut self, salvage: bool) {
        self.salvage = salvage;
        self.input.salvage = salvage;
    }

    /// Takes what was replaced since the last call, the first of it.
    pub(crate) fn take_damage(&mut self) -> Option<(ErrorKind, u64)> {
        self.damage.take()
    }

    /// Begins a unit: lets as much text and as many elements pass as one may have.
    pub(crate) fn renew_bound(&mut self) {
        self.bound = (self.dropped + self.at as u64).saturating_add(self.limits.unit_bytes);
        self.elements = 0;
    }

    /// Returns the line of the present place, counted from 1.
    pub(crate) fn line(&mut self) -> u64 {
        let done = &self.window.as_bytes()[self.counted..self.at];
        self.lines += done.iter().filter(|&&b| b == b'\n').count() as u64;
        self.counted = self.at;
        self.lines + 1
    }

    pub(crate) fn fail<T>(&mut self, kind: ErrorKind) -> Result<T> {
        let line = self.line();
        Err(Error::new(kind, line))
    }

    /// Notes damage that salvage steps over, or fails.
    fn damaged(&mut self, kind: ErrorKind) -> Result<()> {
        if !self.salvage {
            return self.fail(kind);
        }
        let line = self.line();
        self.damage.get_or_insert((kind, line));
        Ok(())
    }

    /// Appends more text to the window; `false` at the end of the file.
    fn fill(&mut self) -> Result<bool> {
        self.line();
        self.window.drain(..self.at);
        self.dropped += self.at as u64;
        self.at = 0;
        self.counted = 0;
        if self.dropped > self.bound && !self.skipping {
            let limit = self.limits.unit_bytes;
            return self.fail(ErrorKind::Limit { what: "bytes in one unit", limit });
        }
        match self.input.refill(&mut self.window) {
            Ok(Filled::More) => Ok(true),
            Ok(Filled::End) => Ok(false),
            Ok(Filled::Replaced(_)) if self.skipping => Ok(true),
            Ok(Filled::Replaced(c)) => {
                self.damaged(ErrorKind::IllegalCharacter { code: c as u32 })?;
                Ok(true)
            }
            Err(kind) => {
                self.at = self.window.len();
                self.fail(kind)
            }
        }
    }

    /// Makes at least `length` bytes available from the present place, if the file has as many.
    fn have(&mut self, length: usize) -> Result<bool> {
        while self.window.len() - self.at < length {
            if !self.fill()? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn starts_with(&mut self, text: &str) -> Result<bool> {
        Ok(self.have(text.len())? && self.window.as_bytes()[self.at..].starts_with(text.as_bytes()))
    }

    /// Appends the text up to the next tag to `text`, comments and processing instructions left out, and returns
    /// the tag.
    pub(crate) fn next(&mut self, text: &mut String) -> Result<Event> {
        if self.closes_itself {
            self.closes_itself = false;
            self.close();
            return Ok(Event::End);
        }
        loop {
            let rest = &self.window.as_bytes()[self.at..];
            let run = rest.iter().position(|&b| matches!(b, b'<' | b'&' | b']')).unwrap_or(rest.len());
            text.push_str(&self.window[self.at..self.at + run]);
            self.at += run;
            match self.window.as_bytes().get(self.at) {
                None => {
                    if !self.fill()? {
                        return self.end_of_file(text);
                    }
                }
                Some(b'&') => self.push_reference(text)?,
                Some(b']') => {
                    if self.starts_with("]]>")? {
                        return self.fail(syntax("`]]>` in text, expected `]]&gt;`"));
                    }
                    text.push(']');
                    self.at += 1;
                }
                Some(_) => {
                    if let Some(event) = self.markup(text)? {
                        return Ok(event);
                    }
                }
            }
        }
    }

    fn end_of_file(&mut self, text: &str) -> Result<Event> {
        match self.open.last() {
            Some(&start) => {
                let open = self.open_names[start..].to_string();
                self.fail(ErrorKind::Truncated { open })
            }
            None if !self.begun && text.trim().is_empty() => self.fail(ErrorKind::Empty),
            None if !self.begun => {
                let text = shorten(text.trim());
                self.fail(syntax(format!("text `{text}`, expected <tmx>")))
            }
            None => Ok(Event::Eof),
        }
    }

    fn push_reference(&mut self, text: &mut String) -> Result<()> {
        if self.open.is_empty() {
            return self.fail(syntax("a reference outside the root element"));
        }
        while !self.window.as_bytes()[self.at..].iter().take(REFERENCE_BYTES).any(|&b| b == b';') {
            if self.window.len() - self.at >= REFERENCE_BYTES || !self.fill()? {
                break;
            }
        }
        let (c, length) = match reference(&self.window[self.at..]) {
            Ok(found) => found,
            Err(bad) => {
                let stand_in = match bad {
                    BadReference::Bare => ('&', 1),
                    BadReference::Entity(_, length) | BadReference::Illegal(_, length) => {
                        (char::REPLACEMENT_CHARACTER, length)
                    }
                };
                self.damaged(bad.into())?;
                stand_in
            }
        };
        text.push(c);
        self.at += length;
        Ok(())
    }

    /// Goes over what begins with `<`; returns an event unless it is a comment or the like.
    fn markup(&mut self, text: &mut String) -> Result<Option<Event>> {
        if !self.have(2)? {
            return self.truncated("`<`");
        }
        match self.window.as_bytes()[self.at + 1] {
            b'/' => self.end_tag().map(Some),
            b'?' => self.instruction().map(|()| None),
            b'!' => self.declaration(text).map(|()| None),
            b if b.is_ascii() && !is_name_start(b as char) => {
                self.fail(syntax("`<` that begins no tag, expected `&lt;`"))
            }
            _ => self.start_tag(text).map(Some),
        }
    }

    fn truncated<T>(&mut self, inside: &str) -> Result<T> {
        self.at = self.window.len();
        self.fail(syntax(format!("the file ends inside {inside}")))
    }

    fn start_tag(&mut self, text: &str) -> Result<Event> {
        let end = self.tag_end()?;
        if self.open.is_empty() {
            if self.begun {
                return self.fail(ErrorKind::TrailingContent);
            }
            if !text.trim_matches([' ', '\t', '\n', '\r']).is_empty() {
                let text = shorten(text.trim());
                return self.fail(syntax(format!("text `{text}` before the root element")));
            }
            self.begun = true;
        }
        match self.tag.parse(&self.window[self.at + 1..end], self.limits.attributes) {
            Ok(closed) => self.closes_itself = closed,
            Err(kind) => return self.fail(kind),
        }
        if self.open.len() >= self.limits.depth {
            let limit = self.limits.depth as u64;
            return self.fail(ErrorKind::Limit { what: "nested elements", limit });
        }
        self.elements += 1 + self.tag.attr_count();
        if self.elements > self.limits.elements {
            let limit = self.limits.elements as u64;
            return self.fail(ErrorKind::Limit { what: "elements and attributes in one unit", limit });
        }
        self.tag_line = self.line();
        self.open.push(self.open_names.len());
        self.open_names.push_str(self.tag.name());
        self.at = end + 1;
        Ok(Event::Start)
    }

    /// Returns where the `>` of the tag at the present place stands.
    fn tag_end(&mut self) -> Result<usize> {
        let mut length = 1;
        let mut quote = None;
        loop {
            let rest = &self.window.as_bytes()[self.at..];
            for (step, &b) in rest[length..].iter().enumerate() {
                match quote {
                    Some(mark) if b == mark => quote = None,
                    Some(_) if b == b'<' => {
                        return self.fail(syntax(
                            "`<` in the value of an attribute, expected `&lt;` or a closing quote",
                        ));
                    }
                    Some(_) => {}
                    None if b == b'>' => return Ok(self.at + length + step),
                    None if matches!(b, b'"' | b'\'') => quote = Some(b),
                    None if b == b'<' => {
                        let found = shorten(&self.window[self.at..]);
                        return self.fail(syntax(format!("`<` inside the tag `{found}`, or `<` for `&lt;`")));
                    }
                    None => {}
                }
            }
            length = rest.len();
            if length > self.limits.tag_bytes {
                let limit = self.limits.tag_bytes as u64;
                return self.fail(ErrorKind::Limit { what: "bytes in one tag", limit });
            }
            if !self.fill()? {
                return self.truncated("a tag");
            }
        }
    }

    fn end_tag(&mut self) -> Result<Event> {
        let Some(&start) = self.open.last() else {
            return self.fail(syntax("an end tag where no element is open"));
        };
        let length = self.open_names.len() - start;
        self.have(length + 3)?;
        let rest = &self.window.as_bytes()[self.at + 2..];
        let same = rest.starts_with(&self.open_names.as_bytes()[start..]);
        if same && rest.get(length) == Some(&b'>') {
            self.at += length + 3;
        } else {
            let end = self.tag_end()?;
            let found = self.window[self.at + 2..end].trim_end_matches([' ', '\t', '\n', '\r']);
            if found != &self.open_names[start..] {
                let found = shorten(found);
                let open = self.open_names[start..].to_string();
                return self.fail(ErrorKind::CrossedTags { open, found });
            }
            self.at = end + 1;
        }
        self.close();
        Ok(Event::End)
    }

    fn close(&mut self) {
        if let Some(start) = self.open.pop() {
            self.open_names.truncate(start);
        }
    }

    /// `<!`: a comment, a CDATA section or a DOCTYPE.
    fn declaration(&mut self, text: &mut String) -> Result<()> {
        if self.starts_with("<!--")? {
            self.at += 4;
            return self.unbounded(Self::comment);
        }
        if self.starts_with("<![CDATA[")? && !self.open.is_empty() {
            self.at += 9;
            return self.cdata(text);
        }
        if self.starts_with("<!DOCTYPE")? && !self.begun && !self.doctype {
            self.doctype = true;
            self.at += 9;
            return self.unbounded(Self::document_type);
        }
        let found = shorten(&self.window[self.at..]);
        self.fail(syntax(format!("`{found}`, expected a comment, a CDATA section or a tag")))
    }

    /// Runs a step that keeps nothing, and leaves its length out of the unit's.
    fn unbounded(&mut self, step: impl FnOnce(&mut Self) -> Result<()>) -> Result<()> {
        let start = self.dropped + self.at as u64;
        self.skipping = true;
        let result = step(self);
        self.skipping = false;
        self.bound = self.bound.saturating_add(self.dropped + self.at as u64 - start);
        result
    }

    /// Goes on to the next byte that `wanted` takes; fails at the end of the file.
    fn skip_to(&mut self, inside: &str, wanted: impl Fn(u8) -> bool) -> Result<u8> {
        loop {
            let rest = &self.window.as_bytes()[self.at..];
            if let Some(step) = rest.iter().position(|&b| wanted(b)) {
                let found = rest[step];
                self.at += step;
                return Ok(found);
            }
            self.at = self.window.len();
            if !self.fill()? {
                return self.truncated(inside);
            }
        }
    }

    fn comment(&mut self) -> Result<()> {
        loop {
            self.skip_to("a comment", |b| b == b'-')?;
            if self.starts_with("-->")? {
                self.at += 3;
                return Ok(());
            }
            if self.starts_with("--")? {
                return self.fail(syntax("`--` inside a comment"));
            }
            self.at += 1;
        }
    }

    fn cdata(&mut self, text: &mut String) -> Result<()> {
        loop {
            let rest = &self.window.as_bytes()[self.at..];
            let run = rest.iter().position(|&b| b == b']').unwrap_or(rest.len());
            text.push_str(&self.window[self.at..self.at + run]);
            self.at += run;
            if self.starts_with("]]>")? {
                self.at += 3;
                return Ok(());
            }
            if self.at == self.window.len() {
                return self.truncated("a CDATA section");
            }
            if self.window.as_bytes()[self.at] == b']' {
                text.push(']');
                self.at += 1;
            }
        }
    }

    /// A processing instruction, or (at the very start) the XML declaration.
    fn instruction(&mut self) -> Result<()> {
        self.have(REFERENCE_BYTES)?;
        let rest = &self.window[self.at + 2..];
        let target = rest.split([' ', '\t', '\n', '?']).next().unwrap_or_default();
        if target.eq_ignore_ascii_case("xml") {
            if self.dropped + self.at as u64 > 0 {
                return self.fail(syntax("an XML declaration that is not the first thing in the file"));
            }
            return self.xml_declaration();
        }
        if !is_name(target) {
            return self.fail(syntax("`<?` without the name of a processing instruction"));
        }
        self.unbounded(|scanner| {
            loop {
                scanner.skip_to("a processing instruction", |b| b == b'?')?;
                if scanner.starts_with("?>")? {
                    scanner.at += 2;
                    return Ok(());
                }
                scanner.at += 1;
            }
        })
    }

    fn xml_declaration(&mut self) -> Result<()> {
        let end = self.tag_end()?;
        let inner = self.window[self.at + 5..end].strip_suffix('?');
        let Some(inner) = inner.map(str::to_string) else {
            return self.fail(syntax("an XML declaration that `?>` does not end"));
        };
        if let Err(kind) = self.tag.parse_attrs(&inner, self.limits.attributes) {
            return self.fail(kind);
        }
        let names: Vec<&str> = self.tag.attrs().map(|(name, _)| name).collect();
        let known = [&["version"][..], &["version", "encoding"], &["version", "standalone"]];
        if !known.contains(&names.as_slice()) && names != ["version", "encoding", "standalone"] {
            return self.fail(syntax("an XML declaration that is not version, encoding, standalone"));
        }
        if !self.tag.attrs().next().is_some_and(|(_, version)| version.starts_with("1.")) {
            return self.fail(syntax("an XML declaration of a version that is not 1.0"));
        }
        self.at = end + 1;
        Ok(())
    }

    /// Goes over `<!DOCTYPE …>` without reading any of it: nothing is resolved and no entity is declared.
    fn document_type(&mut self) -> Result<()> {
        const INSIDE: &str = "<!DOCTYPE";
        let mut in_subset = false;
        loop {
            match self.skip_to(INSIDE, |b| matches!(b, b'"' | b'\'' | b'[' | b']' | b'<' | b'>'))? {
                quote @ (b'"' | b'\'') => {
                    self.at += 1;
                    self.skip_to(INSIDE, |b| b == quote)?;
                }
                b'[' if !in_subset => {
                    in_subset = true;
                    self.internal_subset = true;
                }
                b']' if in_subset => in_subset = false,
                b'>' if !in_subset => {
                    self.at += 1;
                    return Ok(());
                }
                b'<' if self.starts_with("<!--")? => {
                    self.at += 4;
                    self.comment()?;
                    continue;
                }
                b'<' if self.starts_with("<?")? => {
                    self.instruction()?;
                    continue;
                }
                b'<' if !in_subset => return self.fail(syntax("`<` inside <!DOCTYPE")),
                _ => {}
            }
            self.at += 1;
        }
    }
}
