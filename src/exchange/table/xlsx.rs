//! Workbooks: the rows of a sheet as units, and units as a sheet to review.

use super::row::{self, Column, Layout};
use crate::exchange::error::Error;
use crate::exchange::item::{Item, Warning, Written};
use crate::exchange::property;
use crate::model::{Lang, Origin, TranslationUnit};
use crate::sheet::{self, Cell, Table};
use std::vec;

/// Reads the rows of a workbook's first sheet as units, as [`Reader`](super::Reader) reads those of a table.
pub struct SheetReader {
    rows: vec::IntoIter<sheet::Row>,
    columns: Vec<Column>,
    name: String,
    place: u64,
    warnings: Vec<Warning>,
}

impl SheetReader {
    /// Opens a workbook; the languages are those of `source` and `target` where the header names none.
    ///
    /// # Errors
    ///
    /// [`Error::Broken`] when it is no workbook.
    pub fn new(bytes: &[u8], name: &str, source: &Lang, target: &Lang) -> Result<SheetReader, Error> {
        let mut rows = sheet::read(bytes).map_err(|e| Error::broken(name, 1, e.to_string()))?;
        let first = rows.first().map(|(_, cells)| cells.as_slice()).unwrap_or_default();
        let columns = match row::header(first.iter().map(String::as_str), source, target) {
            Some(columns) => {
                rows.remove(0);
                columns
            }
            None => vec![Column::Text(source.clone()), Column::Text(target.clone())],
        };
        Ok(SheetReader {
            rows: rows.into_iter(),
            columns,
            name: name.to_owned(),
            place: 0,
            warnings: Vec::new(),
        })
    }

    /// Returns the languages of the columns of text.
    pub fn languages(&self) -> Vec<Lang> {
        super::languages(&self.columns)
    }

    /// Takes what was forgiven since the last call.
    pub fn take_warnings(&mut self) -> Vec<Warning> {
        std::mem::take(&mut self.warnings)
    }
}

impl Iterator for SheetReader {
    type Item = Result<Item, Error>;

    fn next(&mut self) -> Option<Result<Item, Error>> {
        let (number, mut cells) = self.rows.next()?;
        self.place += 1;
        let origin =
            Origin { file: self.name.clone(), place: self.place, line: number as u64, ..Origin::default() };
        cells.resize(cells.len().max(self.columns.len()), String::new());
        let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
        let (item, warning) = row::unit(&self.columns, &cells, origin);
        self.warnings.extend(warning);
        Some(Ok(item))
    }
}

/// Returns the sheet of a layout's units: texts first, those from right to left turned; what the sheet cannot hold is told
/// to `say` with its unit.
pub fn sheet_of(
    layout: &Layout,
    units: &[TranslationUnit],
    say: &mut dyn FnMut(&TranslationUnit, Written),
) -> Table {
    let heading = layout.heading();
    let texts = layout.right_to_left();
    let columns = heading.iter().zip(texts).map(|(name, turned)| {
        let shown = match name.as_str() {
            property::CONFIDENCE => "confidence",
            property::SOURCE_FILE => "file",
            property::PLACE => "place",
            other => other,
        };
        let width = match shown {
            "confidence" | "approved" | "place" | "tuid" => 11,
            "file" | "note" => 24,
            _ if name.starts_with("x-") => 18,
            _ => 60,
        };
        sheet::Column::new(shown, width).right_to_left(turned)
    });
    let mut table = Table { name: "Review".to_owned(), columns: columns.collect(), rows: Vec::new() };
    for unit in units {
        match layout.row(unit) {
            Ok((cells, lost)) => {
                say(unit, Written::Unit(lost));
                let cell = |(name, text): (&String, String)| match (name.as_str(), text.parse::<f64>()) {
                    _ if text.is_empty() => Cell::Empty,
                    (property::CONFIDENCE, Ok(share)) => Cell::Share(share),
                    (property::PLACE, Ok(number)) => Cell::Number(number),
                    _ => Cell::Text(text),
                };
                table.rows.push(heading.iter().zip(cells).map(cell).collect());
            }
            Err(reason) => say(unit, Written::LeftOut(reason)),
        }
    }
    table
}
