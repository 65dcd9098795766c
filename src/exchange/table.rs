//! Tables of segments: CSV, TSV and XLSX, one unit a row.

mod quotes;
mod row;
mod xlsx;

#[cfg(test)]
mod tests;

pub use row::Layout;
pub use xlsx::{SheetReader, sheet_of};

use super::error::Error;
use super::item::{Item, Warning, Written};
use crate::model::{Lang, Origin, TranslationUnit};
use quotes::Quotes;
use row::Column;
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

    /// Returns what most probably parts the cells of a table that begins like this.
    pub fn guess(head: &str) -> Delimiter {
        let first = head.lines().next().unwrap_or_default();
        let count = |c: char| first.matches(c).count();
        match (count('\t'), count(';'), count(',')) {
            (tabs, _, _) if tabs > 0 => Delimiter::Tab,
            (_, semicolons, commas) if semicolons > commas => Delimiter::Semicolon,
            _ => Delimiter::Comma,
        }
    }
}

/// Reads the rows of a table as units.
///
/// A first row that names at least two columns of text is a header: `source` and `target`, or language tags (any
/// number of them); `tuid` or `id`, `note` or `comment` and `approved` are known too, `fa (tmx)` has the texts of `fa` with
/// their inline codes, and any other column is kept as a property `x-NAME`. Without a header the first two columns are
/// source and target and the others `x-column-3` and so on. A row with a blank or missing text is an
/// [`Item::Rejected`]. Places count the rows below the header from 1.
pub struct Reader<R> {
    rows: csv::StringRecordsIntoIter<Quotes<R>>,
    first: Option<csv::StringRecord>,
    columns: Vec<Column>,
    name: String,
    place: u64,
    warnings: Vec<Warning>,
    ended: bool,
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
            .from_reader(Quotes::new(reader, (delimiter != Delimiter::Tab).then(|| delimiter.byte())))
            .into_records();
        let first = rows.next().transpose().map_err(|error| fault(name, error))?;
        let header = first.as_ref().and_then(|row| row::header(row.iter(), source, target));
        let (columns, first) = match header {
            Some(columns) => (columns, None),
            None => (vec![Column::Text(source.clone()), Column::Text(target.clone())], first),
        };
        Ok(Reader {
            rows,
            first,
            columns,
            name: name.to_owned(),
            place: 0,
            warnings: Vec::new(),
            ended: false,
        })
    }

    /// Returns the languages of the columns of text.
    pub fn languages(&self) -> Vec<Lang> {
        languages(&self.columns)
    }

    /// Returns the error of a table that ends inside a quoted cell.
    fn unclosed(&mut self) -> Option<Result<Item, Error>> {
        let line = self.rows.reader().get_ref().open_line()?;
        let detail =
            "a quotation mark opens a cell here and nothing closes it: double it or close it".to_owned();
        (!std::mem::replace(&mut self.ended, true))
            .then(|| Err(Error::Table { name: self.name.clone(), line, detail }))
    }

    /// Takes what was forgiven since the last call.
    pub fn take_warnings(&mut self) -> Vec<Warning> {
        std::mem::take(&mut self.warnings)
    }
}

fn languages(columns: &[Column]) -> Vec<Lang> {
    let lang = |column: &Column| match column {
        Column::Text(lang) => Some(lang.clone()),
        _ => None,
    };
    columns.iter().filter_map(lang).collect()
}

impl<R: Read> Iterator for Reader<R> {
    type Item = Result<Item, Error>;

    fn next(&mut self) -> Option<Result<Item, Error>> {
        let row = match self.first.take() {
            Some(row) => row,
            None => match self.rows.next() {
                Some(Ok(row)) => row,
                Some(Err(error)) => return Some(Err(fault(&self.name, error))),
                None => return self.unclosed(),
            },
        };
        self.place += 1;
        let line = row.position().map_or(0, csv::Position::line);
        let origin = Origin { file: self.name.clone(), place: self.place, line, ..Origin::default() };
        let cells: Vec<&str> = row.iter().collect();
        let (item, warning) = row::unit(&self.columns, &cells, origin);
        self.warnings.extend(warning);
        Some(Ok(item))
    }
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

/// Writes units as rows under a header; [`Reader`] gives them back.
pub struct Writer<W: Write> {
    rows: csv::Writer<W>,
    layout: Layout,
}

impl<W: Write> Writer<W> {
    /// Begins a table with the columns of a layout that was shown every unit.
    ///
    /// # Errors
    ///
    /// [`Error::Io`].
    pub fn new(out: W, delimiter: Delimiter, layout: Layout) -> Result<Writer<W>, Error> {
        let tab = delimiter == Delimiter::Tab;
        let style = if tab { csv::QuoteStyle::Never } else { csv::QuoteStyle::Necessary };
        let mut rows =
            csv::WriterBuilder::new().delimiter(delimiter.byte()).quote_style(style).from_writer(out);
        rows.write_record(layout.heading()).map_err(|error| fault("table", error))?;
        Ok(Writer { rows, layout })
    }

    /// Writes a row and returns what the format could not hold, one sentence each.
    ///
    /// A unit that lacks one of two languages is left out. In a TSV, tabs and line breaks become spaces; those of texts
    /// stand in the column with the codes.
    ///
    /// # Errors
    ///
    /// [`Error::Io`].
    pub fn write(&mut self, unit: &TranslationUnit) -> Result<Written, Error> {
        match self.layout.row(unit) {
            Ok((cells, lost)) => {
                self.rows.write_record(&cells).map_err(|error| fault("table", error))?;
                Ok(Written::Unit(lost))
            }
            Err(reason) => Ok(Written::LeftOut(reason)),
        }
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
