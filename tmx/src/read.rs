//! Reads TMX as a stream of units.

use crate::decode::{Damage, Input};
use crate::error::{Error, ErrorKind, Result};
use crate::grammar::Element;
use crate::limits::Limits;
use crate::oddities;
use crate::repair::Repair;
use crate::scan::{Event, Scanner};
use crate::segment;
use crate::tag::shorten;
use crate::unit::{Header, HeaderItem, LangAttr, Meta, MetaKind, Ude, Unit, Variant};
use crate::warning::{Warning, WarningCode, Warnings};
use std::fmt;
use std::io::BufRead;

/// Reads a TMX file unit by unit; memory is that of one unit, whatever the size of the file.
///
/// The header is read at once, the units as the iterator is asked for them. After a *recoverable* error, which
/// refuses one unit, the iterator goes on with the next; after any other error it ends.
///
/// ```
/// let file = r#"<tmx version="1.4">
/// <header creationtool="demo" creationtoolversion="1" segtype="sentence" o-tmf="demo" adminlang="en" srclang="en"
///   datatype="plaintext"/>
/// <body>
///   <tu tuid="1"><tuv xml:lang="en"><seg>Rain</seg></tuv><tuv xml:lang="fa"><seg>باران</seg></tuv></tu>
///   <tu tuid="2"><tuv xml:lang="en"><seg>Snow</seg></tuv><tuv><seg>برف</seg></tuv></tu>
/// </body></tmx>"#;
/// let mut reader = tmx::Reader::new(file.as_bytes())?;
/// assert_eq!(reader.header().src_lang, "en");
/// let first = reader.next().expect("two units")?;
/// assert_eq!(first.variants[1].content.plain(), "باران");
/// let second = reader.next().expect("two units").unwrap_err();
/// assert_eq!(second.to_string(), "6: <tuv> without xml:lang (unit 2)");
/// assert!(second.is_recoverable());
/// assert!(reader.next().is_none());
/// # Ok::<(), tmx::Error>(())
/// ```
pub struct Reader<R> {
    scanner: Scanner<R>,
    header: Header,
    has_header: bool,
    version: Option<String>,
    state: State,
    units: u64,
    text: String,
    warnings: Warnings,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Inside `<tmx>`, before or after the body.
    Root,
    Body,
    Done,
}

impl<R: BufRead> Reader<R> {
    /// Opens a file and reads its header.
    ///
    /// The bytes may be UTF-8, UTF-16, ASCII or in a declared legacy encoding, gzipped or not.
    ///
    /// # Errors
    ///
    /// Fails when the file is no TMX, or is damaged before its first unit.
    pub fn new(reader: R) -> Result<Self> {
        Self::with_limits(reader, Limits::default())
    }

    /// Opens a file with other bounds than the default ones.
    ///
    /// # Errors
    ///
    /// As for [`new`](Reader::new).
    pub fn with_limits(reader: R, limits: Limits) -> Result<Self> {
        Self::open(reader, limits, Damage::Refuse)
    }

    /// Opens a damaged file and mends what can be mended; [`take_repairs`](Reader::take_repairs) lists every repair.
    ///
    /// Characters that XML cannot hold are taken out, bytes that are not of the encoding become U+FFFD, a bare `&` is
    /// kept as text, an undeclared entity is read as in HTML or kept as text, what follows the root is left out. A file
    /// that is cut off gives all its whole units; the one it ends in is a recoverable error. Crossed tags, doubled
    /// attributes and a broken tag stay errors: nobody knows what was meant.
    ///
    /// ```
    /// let cut = b"<tmx version='1.4'><body><tu><tuv xml:lang='en'><seg>Salt & pep\x0bper</seg></tuv></tu><tu><tuv";
    /// let mut reader = tmx::Reader::repairing(&cut[..], tmx::Limits::default())?;
    /// let unit = reader.next().expect("a whole unit")?;
    /// assert_eq!(unit.variants[0].content.plain(), "Salt & pepper");
    /// assert!(reader.next().is_some_and(|cut_off| cut_off.is_err_and(|error| error.is_recoverable())));
    /// assert!(reader.next().is_none());
    /// assert_eq!(reader.take_repairs().len(), 3);
    /// # Ok::<(), tmx::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Fails when the file is no TMX, or is damaged beyond repair before its first unit.
    pub fn repairing(reader: R, limits: Limits) -> Result<Self> {
        Self::open(reader, limits, Damage::Repair)
    }

    fn open(reader: R, limits: Limits, damage: Damage) -> Result<Self> {
        let input = Input::open(reader).map_err(|kind| Error::new(kind, 1))?;
        let mut scanner = Scanner::new(input, limits);
        scanner.set_damage(damage);
        let mut reader = Reader {
            scanner,
            header: Header::default(),
            has_header: false,
            version: None,
            state: State::Root,
            units: 0,
            text: String::new(),
            warnings: Warnings::new(limits.warnings),
        };
        reader.read_root()?;
        reader.read_to_body(true)?;
        Ok(reader)
    }

    /// Returns the header; empty when the file has none.
    ///
    /// A header that stands after the body is known when the units are read.
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// Returns the `version` of the root element as written.
    pub fn version(&self) -> Option<&str> {
        self.version.as_deref()
    }

    /// Returns the name of the file's encoding: `UTF-8`, `UTF-16LE`, `windows-1256` …
    pub fn encoding(&self) -> &'static str {
        self.scanner.encoding()
    }

    /// Returns what was forgiven so far, in the order of the file.
    pub fn warnings(&self) -> &[Warning] {
        &self.warnings.kept
    }

    /// Returns how many things were forgiven so far, those left out of [`warnings`](Reader::warnings) too.
    pub fn warning_count(&self) -> u64 {
        self.warnings.count
    }

    /// Takes the warnings out, so that long files with many of them can be reported as they are read.
    pub fn take_warnings(&mut self) -> Vec<Warning> {
        std::mem::take(&mut self.warnings.kept)
    }

    /// Makes a character that XML cannot hold, or in text a bare `&` or an unknown entity, cost its unit and not the
    /// file.
    ///
    /// Such a unit is a recoverable error then. Off unless asked for: a file with this in it is not well-formed, and
    /// a strict reader refuses it.
    pub fn salvage(mut self, salvage: bool) -> Self {
        self.scanner.set_damage(if salvage { Damage::Salvage } else { Damage::Refuse });
        self
    }

    /// Takes what was repaired since the last call, in the order of the file; nothing unless the reader was made by
    /// [`repairing`](Reader::repairing).
    pub fn take_repairs(&mut self) -> Vec<Repair> {
        self.scanner.repairs().take()
    }

    /// Turns an error into a repair when the file merely stops too early or too late.
    fn mend_end(&mut self, error: Error) -> Option<Result<Unit>> {
        let is_end = matches!(
            error.kind(),
            ErrorKind::Truncated { .. } | ErrorKind::CutOff { .. } | ErrorKind::TrailingContent
        );
        if !is_end || !self.scanner.is_repairing() {
            return Some(Err(error));
        }
        let line = error.line().unwrap_or_default();
        self.scanner.repairs().add(error.kind(), line);
        let number = error.unit()?;
        Some(Err(error.rejecting(Unit { number, line, ..Unit::default() })))
    }

    fn warn(&mut self, code: WarningCode, message: impl FnOnce() -> String) {
        let line = self.scanner.line();
        self.warnings.add(code, line, message);
    }

    /// Reads to the next tag; text before it is stray.
    fn next_tag(&mut self) -> Result<Event> {
        self.text.clear();
        let event = self.scanner.next(&mut self.text)?;
        if !is_blank(&self.text) {
            let text = shorten(self.text.trim());
            self.warn(WarningCode::StrayText, || format!("text `{text}` between elements, left out"));
        }
        Ok(event)
    }

    /// Returns the element of the last start tag, capitals forgiven.
    fn element(&mut self) -> Element {
        let name = self.scanner.tag().local();
        match Element::from_name(name) {
            Element::Other if name.bytes().any(|b| b.is_ascii_uppercase()) => {
                let element = Element::from_name(&name.to_ascii_lowercase());
                if element != Element::Other {
                    let name = name.to_string();
                    self.warn(WarningCode::UppercaseElement, || format!("<{name}> in capitals"));
                }
                element
            }
            element => element,
        }
    }

    fn read_root(&mut self) -> Result<()> {
        self.next_tag()?;
        let line = self.scanner.line();
        for (code, message) in self.scanner.notes() {
            self.warnings.add(code, line, || message);
        }
        if self.scanner.has_internal_subset() {
            self.warn(WarningCode::InternalSubset, || "declarations inside <!DOCTYPE, ignored".to_string());
        }
        if self.element() != Element::Tmx {
            let root = self.scanner.tag().local().to_string();
            let kind = match root.as_str() {
                "map" => ErrorKind::OtherFormat { what: "a Tiled game map" },
                _ => ErrorKind::WrongRoot { root: shorten(&root) },
            };
            return self.scanner.fail(kind);
        }
        self.look_at_attrs("tmx");
        self.version = crate::unit::attr(&self.scanner.tag().owned_attrs(), "version").map(str::to_string);
        let known = ["1.0", "1.1", "1.2", "1.3", "1.4"];
        match self.version.clone() {
            Some(version) if known.contains(&version.as_str()) => {}
            Some(version) => self.warn(WarningCode::Version, || format!("version `{version}`, read as 1.4")),
            None => self.warn(WarningCode::Version, || "<tmx> without version, read as 1.4".to_string()),
        }
        Ok(())
    }

    /// Warns of attributes of an element that has none to keep.
    fn look_at_attrs(&mut self, element: &str) {
        let line = self.scanner.tag_line();
        for (name, value) in self.scanner.tag().attrs() {
            if (name, value) != ("xml:space", "preserve") && (element, name) != ("tmx", "version") {
                let message = || format!("attribute `{}` of <{element}> left out", shorten(name));
                self.warnings.add(WarningCode::AttributeLeftOut, line, message);
            }
        }
    }

    /// Reads the children of the root up to the body, or to the end of the file.
    fn read_to_body(&mut self, first: bool) -> Result<()> {
        loop {
            self.scanner.renew_bound();
            match self.next_tag()? {
                Event::Start => match self.element() {
                    Element::Header => self.read_header(first)?,
                    Element::Body => {
                        self.state = State::Body;
                        self.look_at_attrs("body");
                        if first && !self.has_header {
                            self.warn(WarningCode::MissingHeader, || {
                                "<body> without a <header> before it".to_string()
                            });
                        }
                        return Ok(());
                    }
                    _ => self.skip_element()?,
                },
                Event::End => {
                    if first {
                        self.warn(WarningCode::MissingBody, || "<tmx> without <body>".to_string());
                    }
                }
                Event::Eof => {
                    self.state = State::Done;
                    return if is_blank(&self.text) {
                        Ok(())
                    } else {
                        self.scanner.fail(ErrorKind::TrailingContent)
                    };
                }
            }
        }
    }

    fn read_header(&mut self, first: bool) -> Result<()> {
        if !first || self.has_header {
            self.warn(WarningCode::HeaderOutOfPlace, || "<header> that is not before the <body>".to_string());
            if self.has_header {
                return self.skip_content();
            }
        }
        self.has_header = true;
        let mut header = Header::default();
        for (name, value) in self.scanner.tag().owned_attrs() {
            match required(&mut header, &name) {
                Some(field) => *field = value,
                None => header.other.push((name, value)),
            }
        }
        for name in REQUIRED {
            if required(&mut header, name).is_some_and(|field| field.is_empty()) {
                self.warn(WarningCode::HeaderAttribute, || format!("<header> without {name}"));
            }
        }
        while self.next_tag()? == Event::Start {
            match self.element() {
                Element::Note => header.items.push(HeaderItem::Meta(self.read_meta(MetaKind::Note)?)),
                Element::Prop => header.items.push(HeaderItem::Meta(self.read_meta(MetaKind::Prop)?)),
                Element::Ude => header.items.push(HeaderItem::Ude(self.read_ude()?)),
                _ => self.skip_element()?,
            }
        }
        self.header = header;
        Ok(())
    }

    fn read_ude(&mut self) -> Result<Ude> {
        let mut ude = Ude { attrs: self.scanner.tag().owned_attrs(), maps: Vec::new() };
        while self.next_tag()? == Event::Start {
            match self.element() {
                Element::Map => {
                    ude.maps.push(self.scanner.tag().owned_attrs());
                    self.skip_content()?;
                }
                _ => self.skip_element()?,
            }
        }
        Ok(ude)
    }

    fn read_meta(&mut self, kind: MetaKind) -> Result<Meta> {
        let attrs = self.scanner.tag().owned_attrs();
        self.text.clear();
        let mut depth = 0;
        loop {
            match self.scanner.next(&mut self.text)? {
                Event::Start => {
                    depth += 1;
                    let name = self.scanner.tag().name().to_string();
                    self.warn(WarningCode::UnknownElement, || {
                        format!("<{name}> in a note or prop, its text kept")
                    });
                }
                Event::End if depth > 0 => depth -= 1,
                _ => return Ok(Meta { kind, attrs, text: self.text.clone() }),
            }
        }
    }

    /// Warns and leaves out the element that has just begun.
    fn skip_element(&mut self) -> Result<()> {
        let name = self.scanner.tag().name().to_string();
        self.warn(WarningCode::UnknownElement, || format!("<{name}> left out with all it holds"));
        self.skip_content()
    }

    fn skip_content(&mut self) -> Result<()> {
        let mut depth = 0;
        loop {
            self.text.clear();
            match self.scanner.next(&mut self.text)? {
                Event::Start => depth += 1,
                Event::End if depth > 0 => depth -= 1,
                _ => return Ok(()),
            }
        }
    }

    fn next_unit(&mut self) -> Result<Option<Unit>> {
        while self.state != State::Done {
            self.scanner.renew_bound();
            if self.state == State::Root {
                self.read_to_body(false)?;
            } else {
                let event = self.next_tag()?;
                if !is_blank(&self.text) {
                    self.refuse_damage()?;
                }
                match event {
                    Event::Start => match self.element() {
                        Element::Tu => return self.read_unit().map(Some),
                        _ => self.skip_element()?,
                    },
                    _ => self.state = State::Root,
                }
            }
            self.refuse_damage()?;
        }
        Ok(None)
    }

    /// Fails when something was replaced where there is no unit to give up.
    fn refuse_damage(&mut self) -> Result<()> {
        match self.scanner.take_damage() {
            Some((kind, line)) => Err(Error::new(kind, line)),
            None => Ok(()),
        }
    }

    fn read_unit(&mut self) -> Result<Unit> {
        self.units += 1;
        let number = self.units;
        self.warnings.unit = Some(number);
        let result = self.read_numbered_unit(number);
        self.warnings.unit = None;
        result.map_err(|error| error.in_unit(Some(number)))
    }

    fn read_numbered_unit(&mut self, number: u64) -> Result<Unit> {
        let line = self.scanner.tag_line();
        let mut unit = Unit { attrs: self.scanner.tag().owned_attrs(), number, line, ..Unit::default() };
        let mut fault = None;
        while self.next_tag()? == Event::Start {
            match self.element() {
                Element::Tuv => self.read_variant(&mut unit, &mut fault)?,
                Element::Note => unit.meta.push(self.read_meta(MetaKind::Note)?),
                Element::Prop => unit.meta.push(self.read_meta(MetaKind::Prop)?),
                _ => self.skip_element()?,
            }
        }
        if let Some(damage) = self.scanner.take_damage() {
            fault = Some(damage);
        }
        if unit.variants.is_empty() {
            fault.get_or_insert((ErrorKind::MissingVariant, line));
        }
        if let Some((kind, line)) = fault {
            return Err(Error::new(kind, line).rejecting(unit));
        }
        oddities::of_unit(&unit, &self.header.src_lang, &mut self.warnings);
        Ok(unit)
    }

    fn read_variant(&mut self, unit: &mut Unit, fault: &mut Option<(ErrorKind, u64)>) -> Result<()> {
        let line = self.scanner.tag_line();
        let mut variant = Variant::default();
        let mut lang = None;
        let mut old_lang = None;
        for (name, value) in self.scanner.tag().attrs() {
            match name {
                "xml:lang" => lang = Some(value.to_string()),
                _ => {
                    if name == "lang" {
                        old_lang = Some(variant.attrs.len());
                    }
                    variant.attrs.push((name.to_string(), value.to_string()));
                }
            }
        }
        match (lang, old_lang) {
            (Some(lang), old_lang) => {
                if let Some(old) = old_lang.map(|at| &variant.attrs[at].1).filter(|&old| *old != lang) {
                    let message = || format!("xml:lang `{lang}` and lang `{old}`, the first counts");
                    self.warnings.add(WarningCode::LangDisagrees, line, message);
                }
                variant.lang = lang;
            }
            (None, Some(at)) => {
                variant.lang = variant.attrs.remove(at).1;
                variant.lang_attr = LangAttr::Lang;
            }
            (None, None) => {}
        }
        if variant.lang.trim().is_empty() {
            fault.get_or_insert((ErrorKind::MissingLang, line));
        }
        let mut second = None;
        let mut segments = 0;
        while self.next_tag()? == Event::Start {
            match self.element() {
                Element::Seg => {
                    segments += 1;
                    self.look_at_attrs("seg");
                    let content = segment::read(&mut self.scanner, &mut self.text, &mut self.warnings)?;
                    if segments == 1 {
                        variant.content = content;
                    } else {
                        fault.get_or_insert((ErrorKind::SecondSeg, line));
                        second.get_or_insert_with(Vec::new).push(content);
                    }
                }
                Element::Note => variant.meta.push(self.read_meta(MetaKind::Note)?),
                Element::Prop => variant.meta.push(self.read_meta(MetaKind::Prop)?),
                _ => self.skip_element()?,
            }
        }
        if segments == 0 {
            fault.get_or_insert((ErrorKind::MissingSeg, line));
        } else if variant.content.is_empty() {
            self.warnings
                .add(WarningCode::EmptySegment, line, || format!("empty <seg> in `{}`", variant.lang));
        } else if variant.content.has_codes() {
            oddities::of_codes(&variant.content, line, &mut self.warnings);
        }
        let more = second.unwrap_or_default();
        unit.variants.push(variant);
        for content in more {
            let Some(first) = unit.variants.last() else { break };
            let twin = Variant { content, meta: Vec::new(), ..first.clone() };
            unit.variants.push(twin);
        }
        Ok(())
    }
}

impl<R> fmt::Debug for Reader<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reader")
            .field("header", &self.header)
            .field("units", &self.units)
            .finish_non_exhaustive()
    }
}

impl<R: BufRead> Iterator for Reader<R> {
    type Item = Result<Unit>;

    fn next(&mut self) -> Option<Self::Item> {
        let result = self.next_unit();
        match result {
            Err(error) if !error.is_recoverable() => {
                self.state = State::Done;
                self.mend_end(error)
            }
            other => other.transpose(),
        }
    }
}

pub(crate) const REQUIRED: [&str; 7] =
    ["creationtool", "creationtoolversion", "segtype", "o-tmf", "adminlang", "srclang", "datatype"];

/// Returns the field of a required attribute.
fn required<'a>(header: &'a mut Header, name: &str) -> Option<&'a mut String> {
    Some(match name {
        "creationtool" => &mut header.creation_tool,
        "creationtoolversion" => &mut header.creation_tool_version,
        "segtype" => &mut header.seg_type,
        "o-tmf" => &mut header.o_tmf,
        "adminlang" => &mut header.admin_lang,
        "srclang" => &mut header.src_lang,
        "datatype" => &mut header.data_type,
        _ => return None,
    })
}

fn is_blank(text: &str) -> bool {
    text.bytes().all(|b| matches!(b, b' ' | b'\t' | b'\n' | b'\r'))
}
