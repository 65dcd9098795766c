//! Puts targets into an XLIFF file; everything else stays byte for byte.

use super::codes::Version;
use super::inline_write::{self, DataOut};
use super::read::{Languages, Place, child, each, segments};
use crate::exchange::error::Error;
use crate::exchange::fill::{Answer, Ask, Edits, Filled, Sureness};
use crate::exchange::xml::{self, push_attribute};
use roxmltree::Node;

/// Asks for a target of every unit or segment that has none, and returns the file with those that were given.
///
/// `ask` gives `None` to leave a text as it is. Codes of an answer that the source has too are spelled as in the source.
///
/// # Errors
///
/// [`Error::Broken`] for a file that is no XLIFF, is damaged, or writes its elements with a namespace prefix;
/// [`Error::Codes`] for codes that no reader gives.
pub fn fill(
    bytes: &[u8],
    name: &str,
    languages: &Languages,
    ask: &mut dyn FnMut(&Ask) -> Option<Answer>,
) -> Result<Filled, Error> {
    let decoded = xml::decode(bytes, name)?;
    let text = decoded.text.as_str();
    let mut work = Work { text, name, edits: Edits::default(), filled: 0, pending: None };
    let (mut units, mut translated) = (0, 0);
    each(text, name, languages, &mut |place| {
        units += 1;
        if place.target_variant().is_some() {
            translated += 1;
            return work.segment(&place, None);
        }
        let source = place.source_variant();
        if place.is_locked() || source.text.trim().is_empty() && source.marks.is_empty() {
            return work.segment(&place, None);
        }
        let question =
            Ask { source, target_lang: place.langs.1.clone(), id: place.id().to_owned(), line: place.line() };
        let answer = ask(&question);
        work.segment(&place, answer)
    })?;
    work.flush();
    let Work { edits, filled, .. } = work;
    Ok(Filled { bytes: decoded.encode(&edits.apply(text)), units, translated, filled })
}

/// A target that has to be made for a unit of several segments, of which not all were seen yet.
struct Pending {
    /// Where the unit stands, to know it by.
    unit: usize,
    /// Where the target goes.
    at: usize,
    before: String,
    /// The content of `<seg-source>`, and what each segment becomes.
    body: std::ops::Range<usize>,
    edits: Edits,
    start: usize,
    answered: bool,
}

struct Work<'t> {
    text: &'t str,
    name: &'t str,
    edits: Edits,
    filled: u64,
    pending: Option<Pending>,
}

impl Work<'_> {
    /// Takes what was answered for a place, which may be nothing.
    fn segment(&mut self, place: &Place<'_, '_>, answer: Option<Answer>) -> Result<(), Error> {
        let in_parts = place.version == Version::One && place.source.tag_name().name() == "mrk";
        if in_parts && child(place.unit, "target").is_none_or(|t| segments(t).next().is_none()) {
            return self.part(place, answer);
        }
        let Some(answer) = answer else { return Ok(()) };
        self.filled += 1;
        let mut data = DataOut::known(&place.data);
        let content = self.content(place, &answer, &mut data)?;
        if in_parts {
            let own = place.target.map(|t| t.range());
            if let Some(range) = own {
                let (open, _) = self.tag(range.clone());
                self.edits.replace(range, format!("{}{content}</mrk>", opened(open)));
            } else {
                // A segment that the target lacks goes to its end.
                let target = child(place.unit, "target").unwrap_or(place.unit);
                let end = self.content_range(target).end;
                let (open, _) = self.tag(place.source.range());
                self.edits.replace(end..end, format!("{}{content}</mrk>", opened(open)));
            }
            return Ok(());
        }
        self.check_prefix(place.source)?;
        self.state(place, &answer);
        self.data(place, &data);
        match place.target {
            Some(target) => {
                let (open, _) = self.tag(target.range());
                let open = match (place.version, answer.sureness) {
                    (Version::One, sureness) => with_state(open, state_one(sureness)),
                    (Version::Two, _) => opened(open),
                };
                self.edits.replace(target.range(), format!("{open}{content}</target>"));
            }
            None => {
                let after = child(place.unit, "seg-source").unwrap_or(place.source);
                let at = after.range().end;
                let mut target = self.indent(after) + "<target";
                if place.version == Version::One {
                    push_attribute(&mut target, "state", state_one(answer.sureness));
                }
                self.edits.replace(at..at, format!("{target}>{content}</target>"));
            }
        }
        Ok(())
    }

    /// Takes the answer for one segment of a unit that has no target yet.
    fn part(&mut self, place: &Place<'_, '_>, answer: Option<Answer>) -> Result<(), Error> {
        let unit = place.unit.range().start;
        if self.pending.as_ref().is_none_or(|p| p.unit != unit) {
            self.flush();
            let holder = child(place.unit, "seg-source").unwrap_or(place.source);
            self.check_prefix(holder)?;
            let (at, before) = match child(place.unit, "target") {
                Some(target) => (target.range(), String::new()),
                None => (holder.range().end..holder.range().end, self.indent(holder)),
            };
            self.edits.replace(at.start..at.start, String::new());
            let body = self.content_range(holder);
            self.pending = Some(Pending {
                unit,
                at: at.start,
                before,
                start: at.end,
                body,
                edits: Edits::default(),
                answered: false,
            });
        }
        let mut data = DataOut::default();
        let content = match &answer {
            Some(answer) => self.content(place, answer, &mut data)?,
            None => String::new(),
        };
        let inner = self.content_range(place.source);
        if let Some(pending) = &mut self.pending {
            let base = pending.body.start;
            pending.edits.replace(inner.start - base..inner.end - base, content);
            pending.answered |= answer.is_some();
        }
        self.filled += u64::from(answer.is_some());
        Ok(())
    }

    /// Writes the target of a unit whose segments were all seen.
    fn flush(&mut self) {
        let Some(pending) = self.pending.take().filter(|p| p.answered) else { return };
        let body = pending.edits.apply(&self.text[pending.body]);
        self.edits.replace(pending.at..pending.start, format!("{}<target>{body}</target>", pending.before));
    }

    fn content(&self, place: &Place<'_, '_>, answer: &Answer, data: &mut DataOut) -> Result<String, Error> {
        let mut out = String::new();
        match inline_write::write(&answer.text, &answer.marks, place.version, data, &mut out) {
            Ok(()) => Ok(out),
            Err(detail) => Err(Error::Codes { name: self.name.to_owned(), place: place.line(), detail }),
        }
    }

    /// Returns a start tag as it is written, and where it ends.
    fn tag(&self, range: std::ops::Range<usize>) -> (&str, usize) {
        let mut quote = None;
        for (at, c) in self.text[range.clone()].char_indices() {
            match (quote, c) {
                (None, '"' | '\'') => quote = Some(c),
                (Some(q), c) if q == c => quote = None,
                (None, '>') => return (&self.text[range.start..=range.start + at], range.start + at + 1),
                _ => {}
            }
        }
        (&self.text[range.clone()], range.end)
    }

    /// Returns where the content of an element that has an end tag stands.
    fn content_range(&self, node: Node<'_, '_>) -> std::ops::Range<usize> {
        let range = node.range();
        let (open, start) = self.tag(range.clone());
        if open.ends_with("/>") {
            return start..start;
        }
        let end = self.text[range.clone()].rfind("</").map_or(range.end, |at| range.start + at);
        start..end
    }

    /// Returns the line break and blanks that stand before an element.
    fn indent(&self, node: Node<'_, '_>) -> String {
        let before = &self.text[..node.range().start];
        let blanks = before.len() - before.trim_end_matches([' ', '\t']).len();
        let line = before[..before.len() - blanks].ends_with('\n');
        let breaks = if before[..before.len() - blanks].ends_with("\r\n") { "\r\n" } else { "\n" };
        if line { format!("{breaks}{}", &before[before.len() - blanks..]) } else { String::new() }
    }

    fn check_prefix(&self, node: Node<'_, '_>) -> Result<(), Error> {
        let (open, _) = self.tag(node.range());
        let name =
            open[1..].split(|c: char| c.is_whitespace() || c == '>' || c == '/').next().unwrap_or_default();
        if !name.contains(':') {
            return Ok(());
        }
        let line = 1 + self.text[..node.range().start].matches('\n').count() as u64;
        let detail = format!("<{name}>: elements with a namespace prefix cannot be filled");
        Err(Error::broken(self.name, line, detail))
    }

    /// Says the state where XLIFF has it outside the target.
    fn state(&mut self, place: &Place<'_, '_>, answer: &Answer) {
        let (open, end) = self.tag(place.holder.range());
        let start = place.holder.range().start;
        let changed = match place.version {
            Version::One if answer.sureness == Sureness::Final => attribute_set(open, "approved", "yes"),
            Version::One => return,
            Version::Two => {
                let state = match answer.sureness {
                    Sureness::Doubtful => "initial",
                    Sureness::Translated => "translated",
                    Sureness::Final => "final",
                };
                let open = attribute_set(open, "state", state);
                // The standard's four states have none for review; a program's own goes beside them.
                match answer.sureness {
                    Sureness::Doubtful => attribute_set(&open, "subState", "yeksan:needs-review"),
                    _ => open,
                }
            }
        };
        self.edits.replace(start..end, changed);
    }

    /// Adds the native codes that the unit lacks.
    fn data(&mut self, place: &Place<'_, '_>, data: &DataOut) {
        let xml = data.to_xml();
        if xml.is_empty() {
            return;
        }
        match child(place.unit, "originalData") {
            Some(node) => {
                let at = self.content_range(node).end;
                let inner =
                    xml.trim_start_matches("<originalData>").trim_end_matches("</originalData>").to_owned();
                self.edits.replace(at..at, inner);
            }
            None => {
                let first =
                    place.unit.children().find(|n| matches!(n.tag_name().name(), "segment" | "ignorable"));
                let at = first.unwrap_or(place.holder).range().start;
                self.edits.replace(at..at, xml);
            }
        }
    }
}

fn state_one(sureness: Sureness) -> &'static str {
    match sureness {
        Sureness::Doubtful => "needs-review-translation",
        Sureness::Translated => "translated",
        Sureness::Final => "final",
    }
}

/// Returns a start tag as one that does not close itself.
fn opened(tag: &str) -> String {
    match tag.strip_suffix("/>") {
        Some(rest) => format!("{}>", rest.trim_end()),
        None => tag.to_owned(),
    }
}

fn with_state(tag: &str, state: &str) -> String {
    attribute_set(&opened(tag), "state", state)
}

/// Returns a start tag with an attribute set, the others as they stand.
fn attribute_set(tag: &str, name: &str, value: &str) -> String {
    let mut at = 0;
    while let Some(found) = tag[at..].find(name) {
        let start = at + found;
        at = start + name.len();
        let rest = tag[at..].trim_start();
        let before = tag[..start].ends_with(char::is_whitespace);
        let Some(rest) = rest.strip_prefix('=').filter(|_| before) else { continue };
        let rest = rest.trim_start();
        let Some(quote) = rest.chars().next().filter(|c| matches!(c, '"' | '\'')) else { continue };
        let value_start = tag.len() - rest.len() + 1;
        let Some(len) = tag[value_start..].find(quote) else { continue };
        return format!("{}{value}{}", &tag[..value_start], &tag[value_start + len..]);
    }
    let (head, end) = match tag.strip_suffix("/>") {
        Some(head) => (head.trim_end(), "/>"),
        None => (tag.trim_end_matches('>'), ">"),
    };
    format!("{head} {name}=\"{value}\"{end}")
}
