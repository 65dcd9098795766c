//! Writes XLIFF files.

use super::codes::{Version, is_made, is_name_token};
use super::inline_write::{self, DataOut};
use super::read::NO_FILE;
use crate::exchange::error::Error;
use crate::exchange::facts::{self, Facts};
use crate::exchange::item::{Written, two_sides};
use crate::exchange::xml::{is_char, push_attribute, push_text};
use crate::model::{Lang, TranslationUnit, Variant};
use std::collections::BTreeSet;
use std::io::Write;

const ONE: &str = "urn:oasis:names:tc:xliff:document:1.2";
const TWO: &str = "urn:oasis:names:tc:xliff:document:2.0";
const METADATA: &str = "urn:oasis:names:tc:xliff:metadata:2.0";

/// The states that a target of XLIFF 1.2 can have.
const STATES_ONE: [&str; 10] = [
    "final",
    "needs-adaptation",
    "needs-l10n",
    "needs-review-adaptation",
    "needs-review-l10n",
    "needs-review-translation",
    "needs-translation",
    "new",
    "signed-off",
    "translated",
];

/// Contexts that XLIFF 1.2 has a word for.
const CONTEXTS_ONE: [&str; 10] = [
    "database",
    "element",
    "elementtitle",
    "linenumber",
    "numparams",
    "paramnotes",
    "record",
    "recordtitle",
    "sourcefile",
    "unknown",
];

/// Writes units of two languages as XLIFF 1.2 or 2.0; [`Reader`](super::Reader) gives them back.
///
/// Units of one `x-original` that follow each other stand in one `<file>`. What the format has no word for stands in a
/// `<context-group>` (1.2) or in metadata (2.0).
pub struct Writer<W: Write> {
    out: W,
    version: Version,
    langs: (Lang, Lang),
    file: Option<String>,
    files: u64,
    ids: BTreeSet<String>,
    made: u64,
}

impl<W: Write> Writer<W> {
    /// Begins a file of the variants of two languages, whatever their region.
    ///
    /// # Errors
    ///
    /// [`Error::Io`].
    pub fn new(mut out: W, version: Version, source: &Lang, target: &Lang) -> Result<Writer<W>, Error> {
        let mut head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<xliff".to_owned();
        match version {
            Version::One => {
                push_attribute(&mut head, "version", "1.2");
                push_attribute(&mut head, "xmlns", ONE);
            }
            Version::Two => {
                push_attribute(&mut head, "version", "2.0");
                push_attribute(&mut head, "xmlns", TWO);
                push_attribute(&mut head, "xmlns:mda", METADATA);
                push_attribute(&mut head, "srcLang", source.as_str());
                push_attribute(&mut head, "trgLang", target.as_str());
            }
        }
        head.push_str(">\n");
        out.write_all(head.as_bytes()).map_err(Error::io("xliff"))?;
        let langs = (source.clone(), target.clone());
        Ok(Writer { out, version, langs, file: None, files: 0, ids: BTreeSet::new(), made: 0 })
    }

    /// Writes a unit and returns what the format could not hold, one sentence each.
    ///
    /// A unit that lacks one of the languages is left out.
    ///
    /// # Errors
    ///
    /// [`Error::Codes`] for codes that no reader gives, and [`Error::Io`].
    pub fn write(&mut self, unit: &TranslationUnit) -> Result<Written, Error> {
        let (source, target) = match two_sides(unit, &self.langs) {
            Ok(sides) => sides,
            Err(reason) => return Ok(Written::LeftOut(reason)),
        };
        let mut facts = facts::of(unit, &[source, target]);
        let mut xml = self.file_of(facts.remove("x-original").as_deref());
        let id = self.id(unit, &mut facts);
        match self.version {
            Version::One => self.one(&mut xml, unit, (source, target), &id, &mut facts)?,
            Version::Two => self.two(&mut xml, unit, (source, target), &id, &mut facts)?,
        }
        self.out.write_all(xml.as_bytes()).map_err(Error::io("xliff"))?;
        if self.version == Version::One {
            let bad = source.text.chars().chain(target.text.chars()).filter(|c| !is_char(*c)).count();
            if bad > 0 {
                facts.lost.push(format!("{bad} characters that XML cannot hold replaced by U+FFFD"));
            }
        }
        Ok(Written::Unit(facts.lost))
    }

    /// Ends the file and returns the stream, flushed.
    ///
    /// # Errors
    ///
    /// [`Error::Io`].
    pub fn finish(mut self) -> Result<W, Error> {
        let mut xml = String::new();
        if self.file.is_none() {
            xml = self.file_of(None);
        }
        xml.push_str(self.file_end());
        xml.push_str("</xliff>\n");
        self.out.write_all(xml.as_bytes()).map_err(Error::io("xliff"))?;
        self.out.flush().map_err(Error::io("xliff"))?;
        Ok(self.out)
    }

    fn file_end(&self) -> &'static str {
        match self.version {
            Version::One => "</body>\n</file>\n",
            Version::Two => "</file>\n",
        }
    }

    /// Returns what begins the `<file>` a unit belongs to, and ends the one before; nothing when it is open.
    fn file_of(&mut self, original: Option<&str>) -> String {
        let original = original.unwrap_or(NO_FILE);
        let mut xml = String::new();
        if self.file.as_deref() == Some(original) {
            return xml;
        }
        if self.file.is_some() {
            xml.push_str(self.file_end());
        }
        self.file = Some(original.to_owned());
        self.files += 1;
        self.ids.clear();
        xml.push_str("<file");
        match self.version {
            Version::One => {
                push_attribute(&mut xml, "original", original);
                push_attribute(&mut xml, "source-language", self.langs.0.as_str());
                push_attribute(&mut xml, "target-language", self.langs.1.as_str());
                push_attribute(&mut xml, "datatype", "plaintext");
                xml.push_str(">\n<body>\n");
            }
            Version::Two => {
                push_attribute(&mut xml, "id", &format!("f{}", self.files));
                push_attribute(&mut xml, "original", original);
                push_attribute(&mut xml, "xml:space", "preserve");
                xml.push_str(">\n");
            }
        }
        xml
    }

    /// Returns the id of a unit: its own where it can stand, else one that is made.
    fn id(&mut self, unit: &TranslationUnit, facts: &mut Facts) -> String {
        if let Some(id) = &unit.tuid {
            let fits = !is_made(id) && (self.version == Version::One && !id.is_empty() || is_name_token(id));
            if fits && self.ids.insert(id.clone()) {
                return id.clone();
            }
            facts.pairs.push(("x-tmx-tuid".to_owned(), id.clone()));
        }
        self.made += 1;
        format!("_{}", self.made)
    }

    fn content(
        &self,
        unit: &TranslationUnit,
        variant: &Variant,
        data: &mut DataOut,
        out: &mut String,
    ) -> Result<(), Error> {
        inline_write::write(&variant.text, &variant.marks, self.version, data, out).map_err(|detail| {
            Error::Codes { name: unit.origin.file.clone(), place: unit.origin.place, detail }
        })
    }

    /// Says the language of a side where it is not that of the file.
    fn language(out: &mut String, variant: &Variant, lang: &Lang) {
        if variant.lang != *lang {
            push_attribute(out, "xml:lang", variant.lang.as_str());
        }
    }

    fn one(
        &self,
        xml: &mut String,
        unit: &TranslationUnit,
        (source, target): (&Variant, &Variant),
        id: &str,
        facts: &mut Facts,
    ) -> Result<(), Error> {
        xml.push_str("<trans-unit");
        push_attribute(xml, "id", id);
        let mut attribute = |name: &str, value: Option<String>| {
            if let Some(value) = value {
                push_attribute(xml, name, &value);
            }
        };
        attribute("resname", facts.remove("x-resname"));
        attribute("approved", unit.approved.then(|| "yes".to_owned()));
        attribute("xml:space", Some("preserve".to_owned()));
        let mut data = DataOut::default();
        xml.push_str(">\n<source");
        Self::language(xml, source, &self.langs.0);
        xml.push('>');
        self.content(unit, source, &mut data, xml)?;
        xml.push_str("</source>\n<target");
        Self::language(xml, target, &self.langs.1);
        let state = facts.remove("x-state");
        match &state {
            Some(state) if STATES_ONE.contains(&state.as_str()) || state.starts_with("x-") => {
                push_attribute(xml, "state", state);
            }
            _ => {
                facts.pairs.extend(state.map(|state| ("x-state".to_owned(), state)));
                push_attribute(xml, "state", "translated");
            }
        }
        if let Some(qualifier) = facts.remove("x-state-qualifier") {
            push_attribute(xml, "state-qualifier", &qualifier);
        }
        xml.push('>');
        self.content(unit, target, &mut data, xml)?;
        xml.push_str("</target>\n");
        if !facts.pairs.is_empty() {
            xml.push_str("<context-group purpose=\"information\">");
            for (name, value) in &facts.pairs {
                let word = name.strip_prefix("x-context-").filter(|word| CONTEXTS_ONE.contains(word));
                xml.push_str("<context");
                push_attribute(xml, "context-type", word.unwrap_or(name));
                xml.push('>');
                push_text(xml, value);
                xml.push_str("</context>");
            }
            xml.push_str("</context-group>\n");
        }
        notes(xml, facts, "annotates", &["xml:lang", "from", "priority"]);
        xml.push_str("</trans-unit>\n");
        Ok(())
    }

    fn two(
        &self,
        xml: &mut String,
        unit: &TranslationUnit,
        (source, target): (&Variant, &Variant),
        id: &str,
        facts: &mut Facts,
    ) -> Result<(), Error> {
        let mut data = DataOut::default();
        let state = facts.remove("x-state");
        let known =
            state.as_deref().filter(|s| matches!(*s, "initial" | "translated" | "reviewed" | "final"));
        let mut segment = "<segment".to_owned();
        push_attribute(
            &mut segment,
            "state",
            known.unwrap_or(if unit.approved { "final" } else { "translated" }),
        );
        if known.is_none() {
            facts.pairs.extend(state.clone().map(|state| ("x-state".to_owned(), state)));
        }
        segment.push_str(">\n<source>");
        for (variant, lang, side) in [(source, &self.langs.0, "source"), (target, &self.langs.1, "target")] {
            if variant.lang != *lang {
                // XLIFF 2 has one language a side.
                facts.lost.push(format!("the {side} text is {}, written as {lang}", variant.lang));
            }
        }
        self.content(unit, source, &mut data, &mut segment)?;
        segment.push_str("</source>\n<target>");
        self.content(unit, target, &mut data, &mut segment)?;
        segment.push_str("</target>\n</segment>\n");
        xml.push_str("<unit");
        push_attribute(xml, "id", id);
        if let Some(name) = facts.remove("x-resname") {
            push_attribute(xml, "name", &name);
        }
        xml.push_str(">\n");
        if !facts.pairs.is_empty() {
            xml.push_str("<mda:metadata><mda:metaGroup category=\"yeksan\">");
            for (name, value) in &facts.pairs {
                xml.push_str("<mda:meta");
                push_attribute(xml, "type", name);
                xml.push('>');
                push_text(xml, value);
                xml.push_str("</mda:meta>");
            }
            xml.push_str("</mda:metaGroup></mda:metadata>\n");
        }
        if !facts.notes.is_empty() {
            xml.push_str("<notes>\n");
            notes(xml, facts, "appliesTo", &["category", "priority"]);
            xml.push_str("</notes>\n");
        }
        let original = data.to_xml();
        if !original.is_empty() {
            xml.push_str(&original);
            xml.push('\n');
        }
        xml.push_str(&segment);
        xml.push_str("</unit>\n");
        Ok(())
    }
}

fn notes(xml: &mut String, facts: &mut Facts, side_name: &str, kept: &[&str]) {
    for (side, note) in &facts.notes {
        xml.push_str("<note");
        for (name, value) in &note.attributes {
            match kept.contains(&name.as_str()) {
                true => push_attribute(xml, name, value),
                false => facts.lost.push(format!("attribute `{name}` of a note left out")),
            }
        }
        if let Some(n) = side {
            push_attribute(xml, side_name, if *n == 0 { "source" } else { "target" });
        }
        xml.push('>');
        push_text(xml, &note.text);
        xml.push_str("</note>\n");
    }
}
