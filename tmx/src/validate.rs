//! Judges a file by the DTD and the rules of TMX 1.4, and names every problem with its line.

use crate::decode::{Damage, Input};
use crate::error::{Error, ErrorKind, Result};
use crate::grammar::{self, Element};
use crate::limits::Limits;
use crate::scan::{Event, Scanner};
use crate::tag::shorten;
use std::fmt;
use std::io::BufRead;

/// Whose rule was broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Rule {
    /// XML's, or the encoding's: nobody has to read the file.
    Xml,
    /// The DTD's of TMX 1.4.
    Dtd,
    /// The specification's.
    Spec,
}

impl Rule {
    /// Returns a short stable name: `xml`, `dtd`, `spec`.
    pub fn as_str(self) -> &'static str {
        match self {
            Rule::Xml => "xml",
            Rule::Dtd => "dtd",
            Rule::Spec => "spec",
        }
    }
}

/// One thing that is wrong with a file; prints as `12: <tuv> without xml:lang (unit 3)`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Whose rule.
    pub rule: Rule,
    /// The line, counted from 1.
    pub line: u64,
    /// The unit, counted from 1; `None` outside the units.
    pub unit: Option<u64>,
    /// What was found, and what was expected.
    pub message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.line, self.message)?;
        match self.unit {
            Some(unit) => write!(f, " (unit {unit})"),
            None => Ok(()),
        }
    }
}

/// Reads a whole file, gives every problem to `report`, and returns the number of units.
///
/// Where the [`Reader`](crate::Reader) forgives, this does not: `version` must be 1.4, an element or attribute that the
/// DTD does not have is a problem, and so are an order of elements it does not allow, a namespace, a date that is not
/// `YYYYMMDDThhmmssZ`, a language that is no tag, an `<ept>` without its `<bpt>`. Of XML's own rules the first that is
/// broken is the last problem reported. Memory is that of one tag and one unit's codes.
///
/// ```
/// let file = b"<tmx version='1.4b'><header/><body><tu><tuv xml:lang='en_US'><seg/></tuv></tu></body></tmx>";
/// let mut problems = Vec::new();
/// let units = tmx::validate(&file[..], tmx::Limits::default(), |problem| problems.push(problem.to_string()))?;
/// assert_eq!((units, problems.len()), (1, 9));
/// assert_eq!(problems[0], "1: version `1.4b`, expected `1.4`");
/// assert_eq!(problems[8], "1: `en_US` is no language tag, expected one such as `en-US` (unit 1)");
/// # Ok::<(), tmx::Error>(())
/// ```
///
/// # Errors
///
/// Only when the stream cannot be read.
pub fn validate<R: BufRead>(reader: R, limits: Limits, report: impl FnMut(Problem)) -> Result<u64> {
    let mut judge = Judge { report, units: 0, unit: None, srclang: String::new() };
    let input = match Input::open(reader) {
        Ok(input) => input,
        Err(kind) => return judge.end(Error::new(kind, 1)),
    };
    let mut scanner = Scanner::new(input, limits);
    scanner.set_damage(Damage::Refuse);
    match judge.file(&mut scanner) {
        Ok(()) => Ok(judge.units),
        Err(error) => judge.end(error),
    }
}

struct Judge<F> {
    report: F,
    units: u64,
    unit: Option<UnitState>,
    /// `srclang` of the header.
    srclang: String,
}

/// What is known of the unit being read.
struct UnitState {
    line: u64,
    srclang: Option<String>,
    langs: Vec<String>,
}

/// An element that is open.
struct Frame {
    element: Element,
    line: u64,
    /// How far its children have come.
    children: grammar::Children,
    /// The pairs of codes of a segment: `i`, whether it was closed, and the line.
    pairs: Vec<(String, bool, u64)>,
}

impl<F: FnMut(Problem)> Judge<F> {
    fn say(&mut self, rule: Rule, line: u64, message: impl Into<String>) {
        let unit = self.unit.as_ref().map(|_| self.units);
        (self.report)(Problem { rule, line, unit, message: message.into() });
    }

    /// Reports what stopped the reading.
    fn end(&mut self, error: Error) -> Result<u64> {
        if let ErrorKind::Io(io) = error.kind()
            && !matches!(
                io.kind(),
                std::io::ErrorKind::UnexpectedEof
                    | std::io::ErrorKind::InvalidData
                    | std::io::ErrorKind::InvalidInput
            )
        {
            return Err(error);
        }
        let line = error.line().unwrap_or(1);
        self.say(Rule::Xml, line, error.kind().to_string());
        Ok(self.units)
    }

    fn file<R: BufRead>(&mut self, scanner: &mut Scanner<R>) -> Result<()> {
        let mut stack: Vec<Frame> = Vec::new();
        let mut text = String::new();
        let mut first = true;
        loop {
            text.clear();
            let event = scanner.next(&mut text)?;
            if std::mem::take(&mut first) {
                self.prologue(scanner);
            }
            if let Some(open) = stack.last()
                && !open.element.holds_text()
                && !text.trim_matches([' ', '\t', '\n', '\r']).is_empty()
            {
                let (name, line) = (open.element.as_str(), scanner.line());
                self.say(Rule::Dtd, line, format!("text `{}` in <{name}>", shorten(text.trim())));
            }
            match event {
                Event::Start => {
                    let frame = self.open(scanner, stack.last_mut());
                    if frame.element == Element::Tu {
                        scanner.renew_bound();
                    }
                    // A sub-flow's codes are paired in its own text.
                    stack.push(frame);
                    self.pair(scanner, &mut stack);
                }
                Event::End => {
                    let Some(frame) = stack.pop() else { continue };
                    self.close(frame);
                }
                Event::Eof => return Ok(()),
            }
        }
    }

    fn prologue<R: BufRead>(&mut self, scanner: &mut Scanner<R>) {
        for (_, message) in scanner.notes() {
            self.say(Rule::Xml, 1, message);
        }
        let encoding = scanner.encoding();
        if !["UTF-8", "UTF-16LE", "UTF-16BE", "US-ASCII"].contains(&encoding) {
            self.say(Rule::Spec, 1, format!("encoding {encoding}, expected UTF-8, UTF-16 or ASCII"));
        }
        if scanner.has_internal_subset() {
            self.say(Rule::Spec, scanner.line(), "declarations inside <!DOCTYPE, which TMX has no use for");
        }
    }

    fn open<R: BufRead>(&mut self, scanner: &mut Scanner<R>, parent: Option<&mut Frame>) -> Frame {
        let line = scanner.tag_line();
        let tag = scanner.tag().clone();
        let element = Element::from_name(tag.name());
        let written = shorten(tag.name());
        match (element, &parent) {
            (Element::Tu, _) => {
                self.units += 1;
                self.unit = Some(UnitState { line, srclang: None, langs: Vec::new() });
            }
            (Element::Tmx, None) => {}
            (_, None) => self.say(Rule::Dtd, line, format!("root element <{written}>, expected <tmx>")),
            (Element::Other, Some(_)) => {
                self.say(Rule::Dtd, line, format!("<{written}> is no element of TMX"));
            }
            _ => {}
        }
        if let Some(parent) = parent
            && element != Element::Other
            && parent.element != Element::Other
            && let Err(why) = parent.children.take(parent.element, element)
        {
            self.say(Rule::Dtd, line, format!("<{written}> {why}"));
        }
        if tag.has_namespace() {
            self.say(Rule::Dtd, line, format!("a namespace in <{written}>, and TMX has none"));
        }
        if element != Element::Other {
            for message in grammar::attributes(element, &tag) {
                self.say(message.0, line, message.1);
            }
        }
        let value = |name: &str| tag.attrs().find(|(n, _)| *n == name).map(|(_, v)| v.to_string());
        match element {
            Element::Header => self.srclang = value("srclang").unwrap_or_default(),
            Element::Tu => {
                if let Some(unit) = &mut self.unit {
                    unit.srclang = value("srclang");
                }
            }
            Element::Tuv => {
                if let (Some(unit), Some(lang)) = (&mut self.unit, value("xml:lang")) {
                    unit.langs.push(lang);
                }
            }
            _ => {}
        }
        Frame { element, line, children: grammar::Children::default(), pairs: Vec::new() }
    }

    /// Notes a `<bpt>` or `<ept>` in the segment or sub-flow it stands in.
    fn pair<R: BufRead>(&mut self, scanner: &mut Scanner<R>, stack: &mut [Frame]) {
        let Some((code, flows)) = stack.split_last_mut() else { return };
        if !matches!(code.element, Element::Bpt | Element::Ept) {
            return;
        }
        let Some(i) = scanner.tag().attrs().find(|(n, _)| *n == "i").map(|(_, v)| v.to_string()) else {
            return;
        };
        let Some(flow) = flows.iter_mut().rev().find(|f| matches!(f.element, Element::Seg | Element::Sub))
        else {
            return;
        };
        let line = code.line;
        let there = flow.pairs.iter_mut().rev().find(|(other, _, _)| *other == i);
        let what = match (code.element, there) {
            (Element::Bpt, None) => {
                flow.pairs.push((i, false, line));
                return;
            }
            (Element::Ept, Some((_, closed @ false, _))) => {
                *closed = true;
                return;
            }
            (Element::Bpt, Some(_)) => format!("a second <bpt i=\"{}\"> in one segment", shorten(&i)),
            (_, Some(_)) => format!("a second <ept i=\"{}\"> in one segment", shorten(&i)),
            (_, None) => format!("<ept i=\"{}\"> without its <bpt> before it", shorten(&i)),
        };
        self.say(Rule::Spec, line, what);
    }

    fn close(&mut self, frame: Frame) {
        if let Err(what) = frame.children.complete(frame.element) {
            self.say(Rule::Dtd, frame.line, format!("<{}> without {what}", frame.element.as_str()));
        }
        for (i, closed, line) in frame.pairs {
            if !closed {
                self.say(Rule::Spec, line, format!("<bpt i=\"{}\"> without its <ept>", shorten(&i)));
            }
        }
        if frame.element == Element::Tu
            && let Some(unit) = &self.unit
        {
            let source = unit.srclang.as_ref().unwrap_or(&self.srclang);
            let speaks = unit.langs.iter().any(|lang| lang.eq_ignore_ascii_case(source));
            if !speaks && !unit.langs.is_empty() && !source.is_empty() && source != "*all*" {
                let (line, source) = (unit.line, shorten(source));
                self.say(Rule::Spec, line, format!("no variant in the source language `{source}`"));
            }
            self.unit = None;
        }
    }
}
