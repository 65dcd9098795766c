//! Writes PO files.

use super::entry::quoted;
use super::read::{CONTEXT, EXTRACTED, FLAGS, OBSOLETE, PLURAL, PLURAL_ID, PREVIOUS, REFERENCE, SINGULAR_ID};
use crate::exchange::content;
use crate::exchange::error::Error;
use crate::exchange::facts::{self, Facts};
use crate::exchange::item::{Written, two_sides};
use crate::model::{Lang, TranslationUnit, Variant};
use std::collections::BTreeMap;
use std::io::Write;

/// Writes units of two languages as a PO file; [`Reader`](super::Reader) gives them back.
///
/// The forms of a plural entry that follow each other become that entry again. A unit that was aligned and not confirmed
/// is fuzzy. What PO has no word for stands in extracted comments (`#. x-domain: press`).
pub struct Writer<W: Write> {
    out: W,
    langs: (Lang, Lang),
    /// How often each context and source was written, for telling entries apart.
    seen: BTreeMap<(Option<String>, String), usize>,
    waiting: Option<Waiting>,
}

/// A plural entry whose forms are not all there.
struct Waiting {
    head: String,
    key: (Option<String>, String),
    plural: String,
    forms: usize,
    texts: Vec<String>,
    obsolete: bool,
}

impl<W: Write> Writer<W> {
    /// Begins a file with a header that names both languages.
    ///
    /// # Errors
    ///
    /// [`Error::Io`].
    pub fn new(mut out: W, source: &Lang, target: &Lang) -> Result<Writer<W>, Error> {
        let fields = format!(
            "MIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: 8bit\n\
             Language: {target}\nX-Source-Language: {source}\nX-Generator: yeksan\n"
        );
        writeln!(out, "msgid \"\"\nmsgstr {}", quoted(&fields)).map_err(Error::io("po"))?;
        Ok(Writer { out, langs: (source.clone(), target.clone()), seen: BTreeMap::new(), waiting: None })
    }

    /// Writes a unit and returns what the format could not hold, one sentence each.
    ///
    /// A unit that lacks one of the languages is left out. Inline codes become the text they stand for. A source that
    /// stood in the file before gets a context, so that both entries stay.
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
        let texts = [source, target].map(|variant| native(unit, variant));
        let [source_text, target_text] = texts;
        let (source_text, target_text) = (source_text?, target_text?);
        let codes = source.marks.len() + target.marks.len();
        if codes > 0 {
            facts.lost.push(format!("{codes} inline codes written as text"));
        }
        for (variant, lang) in [(source, &self.langs.0), (target, &self.langs.1)] {
            if variant.lang != *lang {
                facts.lost.push(format!("the text in {} is written as {lang}", variant.lang));
            }
        }
        let context = facts.remove(CONTEXT);
        let plural = facts.remove(PLURAL);
        let ids = (facts.remove(SINGULAR_ID), facts.remove(PLURAL_ID));
        let obsolete = facts.remove(OBSOLETE).is_some();
        if let Some((form, forms)) = plural.as_deref().and_then(form_of) {
            let continues = self.waiting.as_ref().is_some_and(|waiting| {
                waiting.forms == forms
                    && waiting.texts.len() == form
                    && form > 0
                    && waiting.plural == source_text
            });
            if let (true, Some(waiting)) = (continues, &mut self.waiting) {
                waiting.texts.push(target_text);
                return self.flush_when_whole().map(|()| Written::Unit(facts.lost));
            }
            self.flush()?;
            if form == 0 {
                let (singular, plural) = match ids {
                    (Some(singular), _) if forms == 1 => (singular, source_text),
                    (_, plural) => (source_text.clone(), plural.unwrap_or(source_text)),
                };
                let head = self.head(unit, &mut facts, obsolete);
                let key = (context, singular);
                self.waiting = Some(Waiting { head, key, plural, forms, texts: vec![target_text], obsolete });
                return self.flush_when_whole().map(|()| Written::Unit(facts.lost));
            }
            facts.lost.push(format!("plural form {form} without the forms before it, written by itself"));
        }
        self.flush()?;
        let head = self.head(unit, &mut facts, obsolete);
        let (key, told) = self.distinct((context, source_text));
        facts.lost.extend(told);
        let body =
            format!("{}msgid {}\nmsgstr {}\n", context_line(&key.0), quoted(&key.1), quoted(&target_text));
        self.entry(&head, &body, obsolete)?;
        Ok(Written::Unit(facts.lost))
    }

    /// Ends the file and returns the stream, flushed.
    ///
    /// # Errors
    ///
    /// [`Error::Io`].
    pub fn finish(mut self) -> Result<W, Error> {
        self.flush()?;
        self.out.flush().map_err(Error::io("po"))?;
        Ok(self.out)
    }

    /// Returns the comments and flags of an entry.
    fn head(&self, unit: &TranslationUnit, facts: &mut Facts, obsolete: bool) -> String {
        let mut out = String::new();
        let mut put = |mark: &str, text: &str| {
            for line in text.split('\n') {
                out.push_str(format!("{mark} {line}").trim_end());
                out.push('\n');
            }
        };
        for (side, note) in &facts.notes {
            if side.is_some() || !note.attributes.is_empty() {
                facts.lost.push("whose note it is, and its attributes, left out".to_owned());
            }
            put("#", &note.text.replace('\r', " "));
        }
        let mut take = |name: &str| {
            let mut values = Vec::new();
            while let Some(value) = facts.remove(name) {
                values.push(value);
            }
            values
        };
        let (extracted, references) = (take(EXTRACTED), take(REFERENCE));
        let (flags, previous) = (take(FLAGS).join(", "), take(PREVIOUS));
        extracted.iter().for_each(|text| put("#.", text));
        let said = if unit.tuid.is_some() { 1 } else { 0 };
        let mut pairs: Vec<(String, String)> = Vec::with_capacity(facts.pairs.len() + said);
        pairs.extend(unit.tuid.iter().map(|tuid| ("x-tmx-tuid".to_owned(), tuid.clone())));
        pairs.append(&mut facts.pairs);
        let mut fuzzy = flags.split(", ").any(|flag| flag == "fuzzy");
        let aligned = unit.confidence.is_some();
        let flags = match (fuzzy, aligned && !unit.approved) {
            (false, true) if flags.is_empty() => "fuzzy".to_owned(),
            (false, true) => format!("fuzzy, {flags}"),
            _ => flags,
        };
        fuzzy |= aligned && !unit.approved;
        if unit.approved == (fuzzy || obsolete) {
            pairs.push(("x-tmx-approved".to_owned(), if unit.approved { "yes" } else { "no" }.to_owned()));
        }
        for (name, value) in pairs {
            let value = value.replace('\\', "\\\\").replace('\n', "\\n").replace('\r', "\\r");
            put("#.", &format!("{name}: {value}"));
        }
        references.iter().for_each(|text| put("#:", text));
        if !flags.is_empty() {
            put("#,", &flags);
        }
        previous.iter().for_each(|text| put("#|", text));
        out
    }

    /// Returns a key that no entry has, and a sentence when the given one was taken.
    fn distinct(&mut self, key: (Option<String>, String)) -> ((Option<String>, String), Option<String>) {
        // The entry without context and source is the header.
        let seen = self.seen.entry(key.clone()).or_insert(usize::from(key.1.is_empty() && key.0.is_none()));
        *seen += 1;
        if *seen == 1 {
            return (key, None);
        }
        let context = format!("{}#{seen}", key.0.unwrap_or_default());
        let told = format!("the source stood in the file before, its context is now `{context}`");
        let mended = (Some(context), key.1);
        self.seen.insert(mended.clone(), 1);
        (mended, Some(told))
    }

    fn flush_when_whole(&mut self) -> Result<(), Error> {
        match &self.waiting {
            Some(waiting) if waiting.texts.len() == waiting.forms => self.flush(),
            _ => Ok(()),
        }
    }

    fn flush(&mut self) -> Result<(), Error> {
        let Some(waiting) = self.waiting.take() else { return Ok(()) };
        let (key, _) = self.distinct(waiting.key);
        let mut body = format!(
            "{}msgid {}\nmsgid_plural {}\n",
            context_line(&key.0),
            quoted(&key.1),
            quoted(&waiting.plural)
        );
        for (n, text) in waiting.texts.iter().enumerate() {
            body.push_str(&format!("msgstr[{n}] {}\n", quoted(text)));
        }
        self.entry(&waiting.head, &body, waiting.obsolete)
    }

    fn entry(&mut self, head: &str, body: &str, obsolete: bool) -> Result<(), Error> {
        let body: String = match obsolete {
            true => body.lines().map(|line| format!("#~ {line}\n")).collect(),
            false => body.to_owned(),
        };
        write!(self.out, "\n{head}{body}").map_err(Error::io("po"))
    }
}

fn context_line(context: &Option<String>) -> String {
    context.as_ref().map(|context| format!("msgctxt {}\n", quoted(context))).unwrap_or_default()
}

/// Reads `1/2`: the form and how many there are.
fn form_of(text: &str) -> Option<(usize, usize)> {
    let (form, forms) = text.split_once('/')?;
    let (form, forms) = (form.parse().ok()?, forms.parse().ok()?);
    (form < forms && forms <= 6).then_some((form, forms))
}

/// Returns a text with its native codes in their places.
fn native(unit: &TranslationUnit, variant: &Variant) -> Result<String, Error> {
    if variant.marks.is_empty() {
        return Ok(variant.text.clone());
    }
    let fault =
        |detail: String| Error::Codes { name: unit.origin.file.clone(), place: unit.origin.place, detail };
    let content = content::join(&variant.text, &variant.marks).map_err(fault)?;
    let mut out = String::new();
    push(&content.pieces, &mut out);
    Ok(out)
}

fn push(pieces: &[::tmx::Piece], out: &mut String) {
    for piece in pieces {
        match piece {
            ::tmx::Piece::Text(text) => out.push_str(text),
            ::tmx::Piece::Code { content, .. } => push(content, out),
        }
    }
}
