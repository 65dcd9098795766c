//! Dumps in JSON: whole units, one a line, and the short form that TMX counters compare.

use super::content;
use super::error::Error;
use super::item::Item;
use super::lines::Lines;
use crate::model::{Annotation, Lang, Mark, Origin, TranslationUnit, Variant};
use ::tmx::Piece;
use serde::{Deserialize, Serialize};
use std::io::{BufRead, Write};

/// The version of both forms; it changes when a field changes its meaning or goes.
const SCHEMA_VERSION: u32 = 1;

type Attributes = Vec<(String, String)>;

/// A unit as a line has it; what is empty is left out.
#[derive(Serialize, Deserialize)]
struct Line {
    schema_version: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    id: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    tuid: Option<String>,
    variants: Vec<LineVariant>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    attributes: Attributes,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    annotations: Vec<Annotation>,
    origin: Origin,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    confidence: Option<f64>,
    #[serde(default)]
    approved: bool,
}

#[derive(Serialize, Deserialize)]
struct LineVariant {
    lang: Lang,
    text: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    marks: Vec<Mark>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    attributes: Attributes,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    annotations: Vec<Annotation>,
}

impl From<TranslationUnit> for Line {
    fn from(unit: TranslationUnit) -> Line {
        let variant = |v: Variant| LineVariant {
            lang: v.lang,
            text: v.text,
            marks: v.marks,
            attributes: v.attributes,
            annotations: v.annotations,
        };
        Line {
            schema_version: SCHEMA_VERSION,
            id: unit.id,
            tuid: unit.tuid,
            variants: unit.variants.into_iter().map(variant).collect(),
            attributes: unit.attributes,
            annotations: unit.annotations,
            origin: unit.origin,
            confidence: unit.confidence,
            approved: unit.approved,
        }
    }
}

impl From<Line> for TranslationUnit {
    fn from(line: Line) -> TranslationUnit {
        let variant = |v: LineVariant| Variant {
            lang: v.lang,
            text: v.text,
            marks: v.marks,
            attributes: v.attributes,
            annotations: v.annotations,
        };
        TranslationUnit {
            id: line.id,
            variants: line.variants.into_iter().map(variant).collect(),
            tuid: line.tuid,
            attributes: line.attributes,
            annotations: line.annotations,
            origin: line.origin,
            confidence: line.confidence,
            approved: line.approved,
        }
    }
}

/// Writes one unit as one line, whole.
///
/// # Errors
///
/// [`Error::Io`].
pub fn write_line<W: Write>(out: &mut W, unit: TranslationUnit) -> Result<(), Error> {
    serde_json::to_writer(&mut *out, &Line::from(unit)).map_err(|e| Error::io("dump")(e.into()))?;
    out.write_all(b"\n").map_err(Error::io("dump"))
}

/// Reads a dump of lines; blank lines are passed over.
pub struct Reader<R> {
    lines: Lines<R>,
    done: bool,
}

impl<R: BufRead> Reader<R> {
    /// Reads what [`write_line`] wrote; `name` goes into errors.
    pub fn new(reader: R, name: &str) -> Reader<R> {
        Reader { lines: Lines::new(reader, name), done: false }
    }

    fn read(&mut self) -> Result<Option<Item>, Error> {
        let detail = loop {
            let Some(line) = self.lines.next()? else { return Ok(None) };
            if line.trim().is_empty() {
                continue;
            }
            match serde_json::from_str::<Line>(line) {
                Ok(line) if line.schema_version <= SCHEMA_VERSION => {
                    return Ok(Some(Item::Unit(line.into())));
                }
                Ok(line) => {
                    break format!("schema_version {}, known up to {SCHEMA_VERSION}", line.schema_version);
                }
                Err(error) => break error.to_string(),
            }
        };
        Err(Error::Json { name: self.lines.name().to_owned(), line: self.lines.number(), detail })
    }
}

impl<R: BufRead> Iterator for Reader<R> {
    type Item = Result<Item, Error>;

    fn next(&mut self) -> Option<Result<Item, Error>> {
        if self.done {
            return None;
        }
        let item = self.read().transpose();
        self.done = !matches!(item, Some(Ok(_)));
        item
    }
}

/// Writes `{"units":[{"tuid","tuvs":[{"lang","plain","full"}]}]}`.
///
/// `plain` is the text without inline codes; `full` the segment's inner XML in canonical form: attributes sorted by
/// name, every element with an end tag.
pub struct TmxJson<W: Write> {
    out: W,
    first: bool,
}

#[derive(Serialize)]
struct ShortUnit<'a> {
    tuid: Option<&'a str>,
    tuvs: Vec<ShortVariant<'a>>,
}

#[derive(Serialize)]
struct ShortVariant<'a> {
    lang: &'a str,
    plain: &'a str,
    full: String,
}

impl<W: Write> TmxJson<W> {
    /// Begins the document.
    ///
    /// # Errors
    ///
    /// [`Error::Io`].
    pub fn new(mut out: W) -> Result<TmxJson<W>, Error> {
        write!(out, "{{\"schema_version\":{SCHEMA_VERSION},\"units\":[").map_err(Error::io("dump"))?;
        Ok(TmxJson { out, first: true })
    }

    /// Writes a unit.
    ///
    /// # Errors
    ///
    /// [`Error::Codes`], [`Error::Io`].
    pub fn write(&mut self, unit: &TranslationUnit) -> Result<(), Error> {
        let mut tuvs = Vec::with_capacity(unit.variants.len());
        for variant in &unit.variants {
            let mut content = content::join(&variant.text, &variant.marks).map_err(|detail| {
                Error::Codes { name: unit.origin.file.clone(), place: unit.origin.place, detail }
            })?;
            sort_attributes(&mut content.pieces);
            tuvs.push(ShortVariant {
                lang: variant.lang.as_str(),
                plain: &variant.text,
                full: content.to_xml(),
            });
        }
        let separator = if self.first { "\n" } else { ",\n" };
        self.first = false;
        self.out.write_all(separator.as_bytes()).map_err(Error::io("dump"))?;
        let unit = ShortUnit { tuid: unit.tuid.as_deref(), tuvs };
        serde_json::to_writer(&mut self.out, &unit).map_err(|e| Error::io("dump")(e.into()))
    }

    /// Ends the document and returns the stream, flushed.
    ///
    /// # Errors
    ///
    /// [`Error::Io`].
    pub fn finish(mut self) -> Result<W, Error> {
        self.out.write_all(b"\n]}\n").and_then(|()| self.out.flush()).map_err(Error::io("dump"))?;
        Ok(self.out)
    }
}

/// Canonical XML sorts attributes, those with a prefix (`xml:lang`) last.
fn sort_attributes(pieces: &mut [Piece]) {
    for piece in pieces {
        if let Piece::Code { attrs, content, .. } = piece {
            attrs.sort_by(|(a, _), (b, _)| (a.contains(':'), a).cmp(&(b.contains(':'), b)));
            sort_attributes(content);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::MarkKind;

    fn unit() -> TranslationUnit {
        let attribute = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let mut unit = TranslationUnit::pair(
            Variant::new(Lang::new("en"), "Rain & snow"),
            Variant::new(Lang::new("fa"), "باران و برف"),
            Origin { file: "a.tmx".into(), place: 3, line: 12, ..Origin::default() },
        );
        unit.origin.source_ranges.push(4..15);
        unit.tuid = Some("7".into());
        unit.confidence = Some(0.75);
        unit.annotations.push(Annotation::prop("x-client", "press"));
        unit.variants[1].attributes.push(attribute("changeid", "سارا"));
        unit.variants[0].marks.push(Mark {
            at: 4,
            kind: MarkKind::Ph,
            attributes: vec![attribute("x", "1"), attribute("assoc", "p")],
            content: "&lt;br/>".into(),
        });
        unit
    }

    #[test]
    fn a_line_holds_the_whole_unit() {
        let mut out = Vec::new();
        write_line(&mut out, unit()).unwrap();
        out.push(b'\n');
        write_line(&mut out, unit()).unwrap();
        let back: Vec<_> =
            Reader::new(out.as_slice(), "dump").map(|item| item.unwrap().unit().unwrap()).collect();
        assert_eq!(back, [unit(), unit()]);
    }

    #[test]
    fn a_line_that_is_no_unit_is_told() {
        let mut reader = Reader::new(&b"\n{\"variants\":3}\n"[..], "dump.jsonl");
        let error = reader.next().unwrap().unwrap_err().to_string();
        assert!(error.starts_with("dump.jsonl:2: "), "{error}");
        assert!(reader.next().is_none());
        let newer = br#"{"schema_version":2,"variants":[],"origin":{"file":"a","place":1}}"#;
        let error = Reader::new(&newer[..], "d").next().unwrap().unwrap_err();
        assert_eq!(error.to_string(), "d:1: schema_version 2, known up to 1");
    }

    #[test]
    fn the_short_form() {
        let mut dump = TmxJson::new(Vec::new()).unwrap();
        dump.write(&unit()).unwrap();
        dump.write(&TranslationUnit { tuid: None, variants: Vec::new(), ..unit() }).unwrap();
        let value: serde_json::Value = serde_json::from_slice(&dump.finish().unwrap()).unwrap();
        assert_eq!(
            value["units"],
            serde_json::json!([
                {"tuid": "7", "tuvs": [
                    {"lang": "en", "plain": "Rain & snow",
                     "full": r#"Rain<ph assoc="p" x="1">&lt;br/&gt;</ph> &amp; snow"#},
                    {"lang": "fa", "plain": "باران و برف", "full": "باران و برف"},
                ]},
                {"tuid": null, "tuvs": []},
            ])
        );
        let empty = TmxJson::new(Vec::new()).unwrap().finish().unwrap();
        let value: serde_json::Value = serde_json::from_slice(&empty).unwrap();
        assert_eq!(value["units"], serde_json::json!([]));
    }
}
