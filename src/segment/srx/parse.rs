//! SRX files, read.

use super::document::{LanguageMap, LanguageRules, NAMESPACE, Rule, Srx};
use super::error::Error;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::ResolveResult;
use quick_xml::reader::NsReader;

/// How deep elements may lie in each other.
const DEPTH: usize = 64;

pub(super) fn parse(text: &str) -> Result<Srx, Error> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = NsReader::from_str(text);
    reader.config_mut().check_end_names = true;
    let mut state = State { srx: Srx::default(), path: Vec::new(), text: None, seen_root: false };
    let (mut line, mut counted) = (1, 0);
    loop {
        let begun = at(&reader).min(text.len());
        line += memchr::memchr_iter(b'\n', &text.as_bytes()[counted..begun]).count();
        counted = begun;
        let xml = |detail: String| Error::Xml { line, detail };
        let (namespace, event) = reader.read_resolved_event().map_err(|e| xml(e.to_string()))?;
        // SRX 1.0 knew no namespace, and some programs leave it out.
        let ours = match &namespace {
            ResolveResult::Bound(found) => found.as_ref() == NAMESPACE,
            ResolveResult::Unbound => true,
            ResolveResult::Unknown(_) => false,
        };
        match event {
            Event::Start(element) if ours => {
                let element = element.into_owned();
                state.open(&element, line)?;
                if state.path.len() > DEPTH {
                    return Err(xml(format!("elements lie more than {DEPTH} deep")));
                }
            }
            Event::Empty(element) if ours => {
                let element = element.into_owned();
                state.open(&element, line)?;
                state.close();
            }
            Event::Start(element) => {
                let name = element.name().as_ref().to_owned();
                reader.read_to_end(quick_xml::name::QName(&name)).map_err(|e| xml(e.to_string()))?;
                state.keep(&text[begun..at(&reader)]);
            }
            Event::Empty(_) => state.keep(&text[begun..at(&reader)]),
            Event::End(_) => state.close(),
            Event::Text(part) => state.take(&part),
            Event::CData(part) => state.take(&part),
            Event::GeneralRef(reference) => {
                let c = match reference.resolve_char_ref().map_err(|e| xml(e.to_string()))? {
                    Some(c) => c.to_string(),
                    None => {
                        let name: &str = &reference;
                        quick_xml::escape::resolve_predefined_entity(name)
                            .map(str::to_owned)
                            .ok_or_else(|| xml(format!("the entity `&{name};` is not one of XML's five")))?
                    }
                };
                state.take(&c);
            }
            Event::Eof => {
                if !state.seen_root {
                    return Err(Error::Content { line: 1, detail: "expected an <srx> element".to_owned() });
                }
                if !state.path.is_empty() {
                    return Err(xml("the file ends inside an element".to_owned()));
                }
                return Ok(state.srx);
            }
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
}

fn at(reader: &NsReader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
}

/// Where in the file the reader stands.
struct State {
    srx: Srx,
    path: Vec<String>,
    /// The text of the element that is being read, when it is a pattern.
    text: Option<String>,
    seen_root: bool,
}

impl State {
    fn open(&mut self, element: &BytesStart<'_>, line: usize) -> Result<(), Error> {
        let name = element.local_name().as_ref().to_owned();
        let content = |detail: String| Error::Content { line, detail };
        let attribute = |wanted: &str| -> Result<Option<String>, Error> {
            for attribute in element.attributes() {
                let attribute = attribute.map_err(|e| Error::Xml { line, detail: e.to_string() })?;
                if attribute.key.local_name().as_ref() == wanted {
                    let value = attribute
                        .normalized_value(XmlVersion::Implicit1_0)
                        .map_err(|e| Error::Xml { line, detail: e.to_string() })?;
                    return Ok(Some(value.into_owned()));
                }
            }
            Ok(None)
        };
        let yes = |wanted: &str, default: bool| -> Result<bool, Error> {
            match attribute(wanted)?.as_deref() {
                None => Ok(default),
                Some("yes") => Ok(true),
                Some("no") => Ok(false),
                Some(other) => {
                    Err(Error::Content { line, detail: format!("{wanted}=\"{other}\", expected yes or no") })
                }
            }
        };
        let required = |wanted: &str| -> Result<String, Error> {
            attribute(wanted)?
                .ok_or_else(|| Error::Content { line, detail: format!("<{name}> without {wanted}") })
        };
        if self.path.is_empty() {
            if self.seen_root || name != "srx" {
                return Err(content(format!("expected one <srx> element, found <{name}>")));
            }
            self.seen_root = true;
            for attribute in element.attributes().flatten() {
                if let Some(prefix) = attribute.key.as_ref().strip_prefix("xmlns:") {
                    let value = attribute
                        .normalized_value(XmlVersion::Implicit1_0)
                        .map_err(|e| Error::Xml { line, detail: e.to_string() })?;
                    self.srx.foreign.prefixes.push((prefix.to_owned(), value.into_owned()));
                }
            }
        }
        match name.as_str() {
            "header" => {
                self.srx.segment_subflows = yes("segmentsubflows", true)?;
                self.srx.cascade = yes("cascade", false)?;
            }
            "formathandle" => {
                let include = yes("include", false)?;
                match required("type")?.as_str() {
                    "start" => self.srx.handles.start = include,
                    "end" => self.srx.handles.end = include,
                    "isolated" => self.srx.handles.isolated = include,
                    other => return Err(content(format!("formathandle of the unknown type `{other}`"))),
                }
            }
            "languagerule" => {
                self.srx.languages.push(LanguageRules::new(required("languagerulename")?, Vec::new()))
            }
            "rule" => {
                let breaks = yes("break", true)?;
                let Some(language) = self.srx.languages.last_mut() else {
                    return Err(content("a <rule> outside of a <languagerule>".to_owned()));
                };
                language.rules.push(Rule { breaks, line, ..Rule::default() });
            }
            "beforebreak" | "afterbreak" => self.text = Some(String::new()),
            "languagemap" => self.srx.maps.push(LanguageMap {
                pattern: required("languagepattern")?,
                rules: required("languagerulename")?,
            }),
            "srx" | "body" | "languagerules" | "maprules" | "maprule" => {}
            other => return Err(content(format!("<{other}> is no element of SRX"))),
        }
        self.path.push(name);
        Ok(())
    }

    fn close(&mut self) {
        let name = self.path.pop().unwrap_or_default();
        let (Some(text), Some(rule)) = (
            matches!(name.as_str(), "beforebreak" | "afterbreak").then(|| self.text.take()).flatten(),
            self.srx.languages.last_mut().and_then(|l| l.rules.last_mut()),
        ) else {
            return;
        };
        if name == "beforebreak" { rule.before = text } else { rule.after = text }
    }

    fn take(&mut self, part: &str) {
        if let Some(text) = &mut self.text {
            text.push_str(part);
        }
    }

    /// Keeps an element of another program.
    fn keep(&mut self, element: &str) {
        let foreign = &mut self.srx.foreign;
        let place = match self.path.last().map(String::as_str) {
            Some("header" | "formathandle") => &mut foreign.header,
            Some("languagerules") => &mut foreign.rules,
            Some("maprules" | "languagemap" | "maprule") => &mut foreign.maps,
            Some("body") => &mut foreign.body,
            Some("languagerule" | "rule") => match self.srx.languages.last_mut() {
                Some(language) => &mut language.foreign,
                None => &mut foreign.rules,
            },
            _ => &mut foreign.root,
        };
        place.push(element.to_owned());
    }
}
