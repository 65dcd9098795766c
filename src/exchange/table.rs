//! Tables of segments: CSV and TSV, one unit a row.

use super::error::Error;
use super::item::{Item, Rejected};
use super::moses::one_line;
use crate::model::{Annotation, AnnotationKind, Lang, Origin, TranslationUnit, Variant};
use std::io::{Read, Write};

/// What parts the cells of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delimiter {
    /// A comma; cells may be quoted.
    Comma,
    /// A semicolon, as spreadsheets write where the comma is the decimal sign; cells may be quoted.
    Semicolon,
    /// A tab; a quotation mark is a quotation mark, and a cell holds neither tab nor line break.
    Tab,
}

impl Delimiter {
    fn byte(self) -> u8 {
        match self {
            Delimiter::Comma => b',',
            Delimiter::Semicolon => b';',
            Delimiter::Tab => b'\t',
        }
    }
}

/// What a column holds.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Column {
    Text(Lang),
    Tuid,
    Note,
    /// Anything else, kept as a property of this type.
    Other(String),
}

/// Reads the rows of a table as units.
///
/// A first row that names at least two columns of text is a header: `source` and `target`, or language tags (any
/// number of them); `tuid` or `id`, and `note` or `comment` are known too, and any other column is kept as a property
/// `x-NAME`. Without a header the first two columns are source and target and the others `x-column-3` and so on. A row
/// with a blank or missing text is an [`Item::Rejected`]. Places count the rows below the header from 1.
pub struct Reader<R> {
    rows: csv::StringRecordsIntoIter<R>,
    first: Option<csv::StringRecord>,
    columns: Vec<Column>,
    name: String,
    place: u64,
}

impl<R: Read> Reader<R> {
    /// Opens a table in UTF-8; the languages are those of `source` and `target` where the header names none.
    ///
    /// # Errors
    ///
    /// Those of the first row: [`Error::Io`], [`Error::NotUtf8`], [`Error::Table`].
    pub fn new(
        reader: R,
        name: &str,
        delimiter: Delimiter,
        source: &Lang,
        target: &Lang,
    ) -> Result<Reader<R>, Error> {
        let mut rows = csv::ReaderBuilder::new()
            .delimiter(delimiter.byte())
            .quoting(delimiter != Delimiter::Tab)
            .has_headers(false)
            .flexible(true)
            .from_reader(reader)
            .into_records();
        let first = rows.next().transpose().map_err(|error| fault(name, error))?;
        let header = first.as_ref().and_then(|row| header(row, source, target));
        let (columns, first) = match header {
            Some(columns) => (columns, None),
            None => (vec![Column::Text(source.clone()), Column::Text(target.clone())], first),
        };
        Ok(Reader { rows, first, columns, name: name.to_owned(), place: 0 })
    }

    fn unit(&mut self, row: &csv::StringRecord) -> Item {
        self.place += 1;
        let line = row.position().map_or(0, csv::Position::line);
        let mut unit = TranslationUnit {
            id: None,
            variants: Vec::new(),
            tuid: None,
            attributes: Vec::new(),
            annotations: Vec::new(),
            origin: Origin { file: self.name.clone(), place: self.place, line, ..Origin::default() },
            confidence: None,
            approved: false,
        };
        let mut reason = None;
        let width = self.columns.len().max(row.len());
        for index in 0..width {
            let cell = row.get(index).unwrap_or_default();
            let column = self.columns.get(index).cloned();
            match column.unwrap_or_else(|| Column::Other(format!("x-column-{}", index + 1))) {
                Column::Text(lang) => {
                    if cell.trim().is_empty() && reason.is_none() {
                        reason = Some(match row.get(index) {
                            Some(_) => format!("no text in {lang}"),
                            None => format!("{} cells, expected at least {}", row.len(), index + 1),
                        });
                    }
                    unit.variants.push(Variant::new(lang, cell));
                }
                _ if cell.is_empty() => {}
                Column::Tuid => unit.tuid = Some(cell.to_owned()),
                Column::Note => unit.annotations.push(Annotation {
                    kind: AnnotationKind::Note,
                    attributes: Vec::new(),
                    text: cell.to_owned(),
                }),
                Column::Other(kind) => unit.annotations.push(Annotation::prop(&kind, cell)),
            }
        }
        // Of many languages a few may be missing.
        let texts = unit.variants.iter().filter(|v| !v.text.trim().is_empty()).count();
        if unit.variants.len() > 2 && texts >= 2 {
            unit.variants.retain(|v| !v.text.trim().is_empty());
            reason = None;
        }
        match reason {
            None => Item::Unit(unit),
            Some(reason) => Item::Rejected(Rejected { unit, reason }),
        }
    }
}

impl<R: Read> Iterator for Reader<R> {
    type Item = Result<Item, Error>;

    fn next(&mut self) -> Option<Result<Item, Error>> {
        let row = match self.first.take() {
            Some(row) => row,
            None => match self.rows.next()? {
                Ok(row) => row,
                Err(error) => return Some(Err(fault(&self.name, error))),
            },
        };
        Some(Ok(self.unit(&row)))
    }
}

/// Returns the columns that a header names, `None` when the row names fewer than two columns of text.
fn header(row: &csv::StringRecord, source: &Lang, target: &Lang) -> Option<Vec<Column>> {
    let column = |cell: &str| {
        let name = cell.trim().trim_start_matches('\u{feff}');
        match name.to_lowercase().as_str() {
            "source" | "src" => Column::Text(source.clone()),
            "target" | "tgt" | "translation" => Column::Text(target.clone()),
            "tuid" | "id" => Column::Tuid,
            "note" | "notes" | "comment" => Column::Note,
            other if is_language(other) => Column::Text(Lang::new(name)),
            _ => Column::Other(format!("x-{name}")),
        }
    };
    let columns: Vec<Column> = row.iter().map(column).collect();
    let texts = columns.iter().filter(|column| matches!(column, Column::Text(_))).count();
    (texts >= 2).then_some(columns)
}

/// Returns whether a word is shaped like a language tag: two letters, or three that have a two-letter equal, then subtags.
fn is_language(word: &str) -> bool {
    let lang = Lang::new(word);
    let primary = lang.primary();
    let subtags = word.split(['-', '_']).skip(1);
    primary.len() == 2
        && primary.bytes().all(|b| b.is_ascii_lowercase())
        && subtags
            .into_iter()
            .all(|s| (2..=8).contains(&s.len()) && s.bytes().all(|b| b.is_ascii_alphanumeric()))
}

fn fault(name: &str, error: csv::Error) -> Error {
    let line = error.position().map_or(0, csv::Position::line);
    let name = name.to_owned();
    match error.into_kind() {
        csv::ErrorKind::Io(source) => Error::Io { name, source },
        csv::ErrorKind::Utf8 { .. } => Error::NotUtf8 { name, line },
        other => Error::Table { name, line, detail: format!("{other:?}") },
    }
}

/// Writes units as rows under a header of the two language tags.
pub struct Writer<W: Write> {
    rows: csv::Writer<W>,
    langs: (Lang, Lang),
    delimiter: Delimiter,
}

impl<W: Write> Writer<W> {
    /// Begins a table of the variants of two languages, whatever their region.
    ///
    /// # Errors
    ///
    /// [`Error::Io`].
    pub fn new(out: W, delimiter: Delimiter, source: &Lang, target: &Lang) -> Result<Writer<W>, Error> {
        let style =
            if delimiter == Delimiter::Tab { csv::QuoteStyle::Never } else { csv::QuoteStyle::Necessary };
        let mut rows =
            csv::WriterBuilder::new().delimiter(delimiter.byte()).quote_style(style).from_writer(out);
        rows.write_record([source.as_str(), target.as_str()]).map_err(|error| fault("table", error))?;
        Ok(Writer { rows, langs: (source.clone(), target.clone()), delimiter })
    }

    /// Writes a row and returns what the format could not hold, one sentence each.
    ///
    /// A unit that lacks one of the languages is left out, and so are inline codes. In a TSV, tabs and line breaks
    /// become spaces.
    ///
    /// # Errors
    ///
    /// [`Error::Io`].
    pub fn write(&mut self, unit: &TranslationUnit) -> Result<Vec<String>, Error> {
        let mut changes = Vec::new();
        let mut cells = Vec::with_capacity(2);
        for lang in [&self.langs.0, &self.langs.1] {
            let Some(variant) = unit.variant(lang) else {
                return Ok(vec![format!("no text in {lang}, unit left out")]);
            };
            let mut cell = variant.text.clone();
            if self.delimiter == Delimiter::Tab {
                cell = one_line(&cell, &mut changes);
                if cell.contains('\t') {
                    changes.push("tabs written as spaces".to_owned());
                    cell = cell.replace('\t', " ");
                }
            }
            if !variant.marks.is_empty() {
                changes.push(format!("{} inline codes left out", variant.marks.len()));
            }
            cells.push(cell);
        }
        self.rows.write_record(&cells).map_err(|error| fault("table", error))?;
        Ok(changes)
    }

    /// Returns the stream, flushed.
    ///
    /// # Errors
    ///
    /// [`Error::Io`].
    pub fn finish(self) -> Result<W, Error> {
        self.rows
            .into_inner()
            .map_err(|error| Error::Io { name: "table".to_owned(), source: error.into_error() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, delimiter: Delimiter) -> Vec<Item> {
        let (en, fa) = (Lang::new("en"), Lang::new("fa"));
        Reader::new(text.as_bytes(), "list", delimiter, &en, &fa).unwrap().map(Result::unwrap).collect()
    }

    fn texts(item: &Item) -> Vec<(&str, &str)> {
        match item {
            Item::Unit(unit) => unit.variants.iter().map(|v| (v.lang.as_str(), v.text.as_str())).collect(),
            Item::Rejected(refused) => vec![("", refused.reason.as_str())],
        }
    }

    #[test]
    fn a_table_without_header() {
        let items = read("\"Rain, snow\",\"باران، برف\",p. 3\nSnow,\nHail\n", Delimiter::Comma);
        assert_eq!(texts(&items[0]), [("en", "Rain, snow"), ("fa", "باران، برف")]);
        let unit = items[0].clone().unit().unwrap();
        assert_eq!(unit.annotations, [Annotation::prop("x-column-3", "p. 3")]);
        assert_eq!(texts(&items[1]), [("", "no text in fa")]);
        assert_eq!(texts(&items[2]), [("", "1 cells, expected at least 2")]);
        let Item::Rejected(last) = &items[2] else { panic!() };
        assert_eq!((last.unit.origin.place, last.unit.origin.line), (3, 3));
    }

    #[test]
    fn a_header_names_the_columns() {
        let items = read("\u{feff}id;Target;source;Client\n7;باران;Rain;press\n", Delimiter::Semicolon);
        let unit = items[0].clone().unit().unwrap();
        assert_eq!(texts(&items[0]), [("fa", "باران"), ("en", "Rain")]);
        assert_eq!(unit.tuid.as_deref(), Some("7"));
        assert_eq!(unit.annotations, [Annotation::prop("x-Client", "press")]);
        assert_eq!((unit.origin.place, unit.origin.line), (1, 2));
    }

    #[test]
    fn many_languages_may_have_gaps() {
        let items = read("en-US,fa_IR,deu\nRain,,Regen\nSnow,برف,\nHail,,\n", Delimiter::Comma);
        assert_eq!(texts(&items[0]), [("en-US", "Rain"), ("deu", "Regen")]);
        assert_eq!(texts(&items[1]), [("en-US", "Snow"), ("fa_IR", "برف")]);
        assert_eq!(texts(&items[2]), [("", "no text in fa_IR")]);
    }

    #[test]
    fn quotation_marks_in_a_tsv_are_text() {
        let items = read("\"No,\" he said.\t«نه»، گفت.\n", Delimiter::Tab);
        assert_eq!(texts(&items[0]), [("en", "\"No,\" he said."), ("fa", "«نه»، گفت.")]);
    }

    #[test]
    fn bytes_that_are_no_text_are_an_error() {
        let (en, fa) = (Lang::new("en"), Lang::new("fa"));
        let mut reader = Reader::new(&b"a,b\nc,\xC4\n"[..], "x.csv", Delimiter::Comma, &en, &fa).unwrap();
        assert!(reader.next().unwrap().is_ok());
        assert_eq!(reader.next().unwrap().unwrap_err().to_string(), "x.csv:2: bytes that are not UTF-8");
    }

    #[test]
    fn what_is_written_reads_back() {
        for delimiter in [Delimiter::Comma, Delimiter::Semicolon, Delimiter::Tab] {
            let (en, fa) = (Lang::new("en"), Lang::new("fa"));
            let mut writer = Writer::new(Vec::new(), delimiter, &en, &fa).unwrap();
            let given = [("He said \"no\"; twice, or more.", "دو بار گفت «نه»."), ("\"Rain\"", "باران")];
            for (source, target) in given {
                let (source, target) = (Variant::new(en.clone(), source), Variant::new(fa.clone(), target));
                let unit = TranslationUnit::pair(source, target, Origin::default());
                assert!(writer.write(&unit).unwrap().is_empty());
            }
            let written = String::from_utf8(writer.finish().unwrap()).unwrap();
            let items = read(&written, delimiter);
            for (item, (source, target)) in items.iter().zip(given) {
                assert_eq!(texts(item), [("en", source), ("fa", target)]);
            }
        }
    }

    #[test]
    fn what_a_tsv_cannot_hold_is_told() {
        let (en, fa) = (Lang::new("en"), Lang::new("fa"));
        let mut writer = Writer::new(Vec::new(), Delimiter::Tab, &en, &fa).unwrap();
        let (source, target) = (Variant::new(en, "two\nlines"), Variant::new(fa, "a\tb"));
        let changes = writer.write(&TranslationUnit::pair(source, target, Origin::default())).unwrap();
        assert_eq!(changes, ["line breaks written as spaces", "tabs written as spaces"]);
        assert_eq!(writer.finish().unwrap(), b"en\tfa\ntwo lines\ta b\n");
    }
}
