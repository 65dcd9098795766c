//! Terms → TBX.

use super::{Entry, Style};
use crate::term::{Kind, Status, Term};

/// Writes terms as a termbase, one entry a term; [`read`](super::read) gives them back.
///
/// Blanks in a row become one, and what XML cannot hold U+FFFD.
///
/// ```
/// use glossary::tbx::{Entry, Style, write};
/// use glossary::term::{Kind, Term};
/// let entry = Entry::from(Term::new("harbour", "بندر", Kind::Term, "en", "fa"));
/// assert!(write(&[entry], Style::Dca).contains("<term>بندر</term>"));
/// ```
pub fn write(entries: &[Entry], style: Style) -> String {
    let lang = entries.first().map_or("en", |entry| entry.term.source_lang.as_str());
    let mut out = Out { style, xml: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned() };
    let header = "<fileDesc><sourceDesc><p>yeksan</p></sourceDesc></fileDesc>";
    match style {
        Style::Martif => {
            out.xml.push_str("<!DOCTYPE martif SYSTEM \"TBXBasiccoreStructV02.dtd\">\n");
            out.xml.push_str(&format!("<martif type=\"TBX-Basic\" xml:lang=\"{lang}\">\n"));
            out.xml.push_str(&format!("<martifHeader>{header}</martifHeader>\n"));
        }
        Style::Dca | Style::Dct => {
            let (word, spaces) = match style {
                Style::Dct => (
                    "dct",
                    " xmlns:min=\"http://www.tbxinfo.net/ns/min\" xmlns:basic=\"http://www.tbxinfo.net/ns/basic\" \
                     xmlns:y=\"urn:yeksan:tbx\"",
                ),
                _ => ("dca", ""),
            };
            out.xml.push_str(&format!(
                "<tbx type=\"TBX-Basic\" style=\"{word}\" xml:lang=\"{lang}\" xmlns=\"urn:iso:std:iso:30042:ed-2\"{spaces}>\n"
            ));
            out.xml.push_str(&format!("<tbxHeader>{header}</tbxHeader>\n"));
        }
    }
    out.xml.push_str("<text><body>\n");
    for (number, entry) in (1..).zip(entries) {
        out.entry(number, entry);
    }
    let root = if style == Style::Martif { "martif" } else { "tbx" };
    out.xml.push_str(&format!("</body></text>\n</{root}>\n"));
    out.xml
}

struct Out {
    style: Style,
    xml: String,
}

impl Out {
    fn text(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                '&' => self.xml.push_str("&amp;"),
                '<' => self.xml.push_str("&lt;"),
                '>' => self.xml.push_str("&gt;"),
                '\t' | '\n' | ' '..='\u{FFFD}' | '\u{10000}'.. => self.xml.push(c),
                '\r' => self.xml.push(' '),
                _ => self.xml.push('\u{fffd}'),
            }
        }
    }

    /// Writes a category: `element` is what holds it where categories are attributes.
    fn category(&mut self, element: &str, category: &str, text: &str) {
        let (start, end) = match self.style {
            Style::Dct => {
                let prefix = match category {
                    "administrativeStatus" | "partOfSpeech" | "subjectField" => "min",
                    "characteristic" | "grammaticalNumber" => "y",
                    _ => "basic",
                };
                (format!("{prefix}:{category}"), format!("{prefix}:{category}"))
            }
            _ => (format!("{element} type=\"{category}\""), element.to_owned()),
        };
        self.xml.push_str(&format!("<{start}>"));
        self.text(text);
        self.xml.push_str(&format!("</{end}>"));
    }

    fn entry(&mut self, number: usize, entry: &Entry) {
        let term = &entry.term;
        let (name, section) = match self.style {
            Style::Martif => ("termEntry", "langSet"),
            _ => ("conceptEntry", "langSec"),
        };
        self.xml.push_str(&format!("<{name} id=\"c{number}\">\n"));
        if let Some(scope) = &term.scope {
            self.category("descrip", "subjectField", scope);
        }
        if term.kind != Kind::Term {
            self.category("descrip", "characteristic", term.kind.as_str());
        }
        if let Some(from) = &term.from {
            self.category("admin", "source", from);
        }
        if let Some(note) = &term.note {
            self.element("note", note);
        }
        self.transaction(entry);
        self.xml.push('\n');
        for side in [Side::Source, Side::Target] {
            let lang = side.lang(term);
            self.xml.push_str(&format!("<{section} xml:lang=\"{lang}\">\n"));
            match side {
                Side::Source => {
                    for (at, text) in term.source.iter().enumerate() {
                        let status = if at == 0 { Status::Preferred } else { Status::Admitted };
                        self.term(term, text, Some(status), "");
                    }
                }
                Side::Target => {
                    for rendering in &term.target {
                        self.term(term, &rendering.text, Some(rendering.status), "");
                    }
                }
            }
            let (plural, short) = side.forms(term);
            plural.iter().for_each(|text| self.term(term, text, None, "plural"));
            short.iter().for_each(|text| self.term(term, text, None, "short"));
            self.xml.push_str(&format!("</{section}>\n"));
        }
        self.xml.push_str(&format!("</{name}>\n"));
    }

    fn element(&mut self, name: &str, text: &str) {
        self.xml.push_str(&format!("<{name}>"));
        self.text(text);
        self.xml.push_str(&format!("</{name}>"));
    }

    fn transaction(&mut self, entry: &Entry) {
        if entry.who.is_empty() && entry.when.is_empty() && entry.why.is_empty() {
            return;
        }
        self.xml.push_str("<transacGrp>");
        self.category("transac", "transactionType", "modification");
        if !entry.who.is_empty() {
            self.category("transacNote", "responsibility", &entry.who);
        }
        if !entry.when.is_empty() {
            self.element("date", &entry.when);
        }
        if !entry.why.is_empty() {
            self.element("note", &entry.why);
        }
        self.xml.push_str("</transacGrp>");
    }

    fn term(&mut self, term: &Term, text: &str, status: Option<Status>, form: &str) {
        let holder = if self.style == Style::Martif { "tig" } else { "termSec" };
        self.xml.push_str(&format!("<{holder}>"));
        self.element("term", text);
        if let Some(status) = status {
            let word = match status {
                Status::Preferred => "preferredTerm-admn-sts",
                Status::Admitted => "admittedTerm-admn-sts",
                Status::Forbidden => "deprecatedTerm-admn-sts",
            };
            self.category("termNote", "administrativeStatus", word);
        }
        match form {
            "plural" => self.category("termNote", "grammaticalNumber", "plural"),
            "short" => self.category("termNote", "termType", "abbreviation"),
            _ => {}
        }
        if term.kind.is_name() {
            self.category("termNote", "partOfSpeech", "properNoun");
        }
        self.xml.push_str(&format!("</{holder}>\n"));
    }
}

#[derive(Clone, Copy)]
enum Side {
    Source,
    Target,
}

impl Side {
    fn lang(self, term: &Term) -> &str {
        match self {
            Side::Source => &term.source_lang,
            Side::Target => &term.target_lang,
        }
    }

    fn forms(self, term: &Term) -> (&[String], &[String]) {
        match self {
            Side::Source => (&term.forms.source_plural, &term.forms.source_short),
            Side::Target => (&term.forms.target_plural, &term.forms.target_short),
        }
    }
}
