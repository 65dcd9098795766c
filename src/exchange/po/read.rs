//! Reads PO files.

use super::entry::{Entry, entries};
use crate::exchange::error::Error;
use crate::exchange::facts;
use crate::exchange::item::NOT_TRANSLATED;
use crate::exchange::item::{Item, Rejected};
use crate::exchange::xliff::Languages;
use crate::model::{Annotation, Lang, Origin, TranslationUnit, Variant};
use encoding_rs::{Encoding, UTF_8};
use std::vec;

pub(super) const CONTEXT: &str = "x-po-context";
pub(super) const PLURAL: &str = "x-po-plural";
pub(super) const PLURAL_ID: &str = "x-po-msgid-plural";
pub(super) const SINGULAR_ID: &str = "x-po-msgid";
pub(super) const REFERENCE: &str = "x-po-reference";
pub(super) const FLAGS: &str = "x-po-flags";
pub(super) const PREVIOUS: &str = "x-po-previous";
pub(super) const OBSOLETE: &str = "x-po-obsolete";
pub(super) const EXTRACTED: &str = "x-po-extracted";

/// Reads the entries of a PO file as units; a plural entry is one unit a form.
///
/// Placeholders (`%s`, `{name}`) stay part of the text. The context, references, flags, previous texts and extracted
/// comments become properties `x-po-…`, comments of translators notes. An entry that is not fuzzy is approved; one
/// without a translation is an [`Item::Rejected`]. The header is no unit.
pub struct Reader {
    items: vec::IntoIter<Item>,
    header: String,
}

impl Reader {
    /// Reads a file; the languages are those of its header (`Language`, `X-Source-Language`), else those given, and the
    /// source is `en` when nobody names one.
    ///
    /// # Errors
    ///
    /// [`Error::Broken`] with the line for a file that is no PO or names no language; no unit is given then.
    pub fn new(bytes: &[u8], name: &str, languages: &Languages) -> Result<Reader, Error> {
        let (text, _) = decode(bytes, name)?;
        let entries = entries(&text, name)?;
        let header = header(&entries).to_owned();
        let (source, target) = langs(&header, name, languages)?;
        let mut items = Vec::new();
        for entry in entries.iter().filter(|entry| !entry.is_header()) {
            for form in 0..entry.texts.len() {
                items.push(item(entry, form, items.len() as u64 + 1, name, (&source, &target)));
            }
        }
        Ok(Reader { items: items.into_iter(), header })
    }

    /// Returns the fields of the header as they stand, one a line; empty when there is none.
    pub fn header(&self) -> &str {
        &self.header
    }
}

impl Iterator for Reader {
    type Item = Result<Item, Error>;

    fn next(&mut self) -> Option<Result<Item, Error>> {
        self.items.next().map(Ok)
    }
}

/// Returns the text of a file and its encoding, by the charset of its header.
pub(super) fn decode(bytes: &[u8], name: &str) -> Result<(String, &'static Encoding), Error> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]).into_owned();
    let label = head.split("charset=").nth(1).and_then(|rest| rest.split(['\\', '"', ' ', ';', '\n']).next());
    let encoding = label.and_then(|label| Encoding::for_label(label.as_bytes())).unwrap_or(UTF_8);
    let body = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    match encoding.decode_without_bom_handling_and_without_replacement(body) {
        Some(text) => Ok((text.into_owned(), encoding)),
        None => {
            let sound = std::str::from_utf8(bytes).err().map_or(0, |e| e.valid_up_to());
            let line = 1 + bytes[..sound].iter().filter(|b| **b == b'\n').count() as u64;
            Err(Error::broken(name, line, format!("bytes that are not {}", encoding.name())))
        }
    }
}

/// Returns the fields of the header entry.
pub(super) fn header(entries: &[Entry]) -> &str {
    entries.iter().find(|entry| entry.is_header()).map_or("", |entry| &entry.texts[0].text)
}

pub(super) fn langs(header: &str, name: &str, languages: &Languages) -> Result<(Lang, Lang), Error> {
    let field = |wanted: &str| {
        let line = header.lines().find(|line| line.to_lowercase().starts_with(&wanted.to_lowercase()))?;
        let value = line.split_once(':')?.1.trim();
        // `sr@latin`: the modifier is no part of the tag.
        Lang::parse(value.split(['@', '.']).next()?)
    };
    let source =
        field("X-Source-Language:").or_else(|| languages.source.clone()).unwrap_or_else(|| Lang::new("en"));
    let target = field("Language:").or_else(|| languages.target.clone());
    let missing = || Error::broken(name, 1, "the header names no Language, and none was given".to_owned());
    Ok((source, target.ok_or_else(missing)?))
}

impl Entry {
    pub(super) fn is_header(&self) -> bool {
        self.id.is_empty() && self.context.is_none() && !self.obsolete
    }

    /// Returns the source text of a plural form: the first is the singular where there are more.
    pub(super) fn source_of(&self, form: usize) -> &str {
        match &self.plural {
            Some(plural) if form > 0 || self.texts.len() == 1 => plural,
            _ => &self.id,
        }
    }

    pub(super) fn is_fuzzy(&self) -> bool {
        self.flags.iter().any(|flag| flag == "fuzzy")
    }
}

fn item(entry: &Entry, form: usize, place: u64, name: &str, (source, target): (&Lang, &Lang)) -> Item {
    let text = &entry.texts[form].text;
    let origin = Origin { file: name.to_owned(), place, line: entry.line, ..Origin::default() };
    let source = Variant::new(source.clone(), entry.source_of(form));
    let mut unit = TranslationUnit::pair(source, Variant::new(target.clone(), text.as_str()), origin);
    unit.approved = !entry.is_fuzzy() && !entry.obsolete;
    unit.annotations.extend(entry.comments.iter().map(|text| facts::note(text)));
    let mut add = |kind: &str, text: &str| unit.annotations.push(Annotation::prop(kind, text));
    if let Some(context) = &entry.context {
        add(CONTEXT, context);
    }
    if let Some(plural) = &entry.plural {
        add(PLURAL, &format!("{form}/{}", entry.texts.len()));
        match entry.source_of(form) == entry.id && form == 0 && entry.texts.len() > 1 {
            true => add(PLURAL_ID, plural),
            false => add(SINGULAR_ID, &entry.id),
        }
    }
    for reference in &entry.references {
        add(REFERENCE, reference);
    }
    if !entry.flags.is_empty() {
        add(FLAGS, &entry.flags.join(", "));
    }
    for previous in &entry.previous {
        add(PREVIOUS, previous);
    }
    if entry.obsolete {
        add(OBSOLETE, "yes");
    }
    for comment in &entry.extracted {
        // As the writer says what PO has no word for.
        let pair = comment.split_once(": ").or_else(|| comment.strip_suffix(':').map(|key| (key, "")));
        match pair.filter(|(key, _)| key.starts_with("x-") && !key.contains(' ')) {
            Some((key, value)) => {
                let value = unescaped(value);
                match key {
                    "x-tmx-tuid" => unit.tuid = Some(value),
                    "x-tmx-approved" => unit.approved = value == "yes",
                    key => facts::put(&mut unit, key, &value),
                }
            }
            None => unit.annotations.push(Annotation::prop(EXTRACTED, comment.as_str())),
        }
    }
    match text.trim().is_empty() {
        false => Item::Unit(unit),
        true => Item::Rejected(Rejected { unit, reason: NOT_TRANSLATED.to_owned() }),
    }
}

/// Takes back the escapes of a value that stands in a comment.
fn unescaped(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut chars = value.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some('n') => out.push('\n'),
                Some('r') => out.push('\r'),
                Some(other) => out.push(other),
                None => out.push('\\'),
            },
            c => out.push(c),
        }
    }
    out
}
