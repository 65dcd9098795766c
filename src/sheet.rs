//! Tables → an Excel workbook, and the rows of one. Ground for any room that hands a table to people or takes one; it
//! knows nothing of what it writes.

#[cfg(feature = "xlsx")]
mod read;

#[cfg(feature = "xlsx")]
pub use read::read;

use std::borrow::Cow;

/// The most letters Excel takes in a cell, in UTF-16 units.
const CELL_UNITS: usize = 32_767;

/// The most rows of a sheet, the heading among them.
const SHEET_ROWS: usize = 1_048_576;

/// A sheet of a workbook: a heading, which stays in sight and filters its column, and rows under it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Table {
    /// The sheet's name; what Excel refuses in one is replaced, and it is cut at 31 letters.
    pub name: String,
    /// The columns, from the first on.
    pub columns: Vec<Column>,
    /// The rows; a row may be shorter than the columns.
    pub rows: Vec<Vec<Cell>>,
}

/// A column of a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its heading.
    pub heading: String,
    /// Its width, in letters.
    pub width_chars: u16,
    /// Whether its text runs from right to left; numbers and other columns are not touched by it.
    pub right_to_left: bool,
}

impl Column {
    /// Returns a column whose text runs from left to right.
    pub fn new(heading: &str, width_chars: u16) -> Column {
        Column { heading: heading.to_owned(), width_chars, right_to_left: false }
    }

    /// Returns the column with its text running from right to left, when that is so.
    pub fn right_to_left(self, yes: bool) -> Column {
        Column { right_to_left: yes, ..self }
    }
}

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Text, never read as a formula.
    Text(String),
    /// A number.
    Number(f64),
    /// A share, 0..=1, shown in per cent.
    Share(f64),
    /// Nothing.
    Empty,
}

impl From<&str> for Cell {
    fn from(text: &str) -> Cell {
        Cell::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Cell {
        Cell::Text(text)
    }
}

impl From<usize> for Cell {
    fn from(count: usize) -> Cell {
        Cell::Number(count as f64)
    }
}

/// A workbook, and what had to be left out of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Workbook {
    /// The file, whole.
    pub bytes: Vec<u8>,
    /// Cells whose text was longer than a cell can be and was cut, with `…` at its end.
    pub cut_cells: usize,
    /// Rows beyond what a sheet can hold.
    pub lost_rows: usize,
}

/// A workbook that could not be made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// This program was built without the feature `xlsx`.
    #[error("this yeksan was built without the feature `xlsx`; use --format tsv or html")]
    NotBuilt,
    /// The workbook's writer refused something.
    #[error("the workbook cannot be written: {0}")]
    Writer(String),
}

/// A row with text in it, and its number from 1.
pub type Row = (usize, Vec<String>);

/// Why a workbook cannot be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// It is no workbook, or is damaged.
    #[error("not an Excel workbook (.xlsx), or a damaged one: {0}")]
    Damaged(String),
    /// This program was built without the feature `xlsx`.
    #[error("this yeksan was built without the feature `xlsx`; save the sheet as .csv or .tsv")]
    NotBuilt,
}

/// Refuses: this program was built without the feature `xlsx`.
///
/// # Errors
///
/// [`ReadError::NotBuilt`].
#[cfg(not(feature = "xlsx"))]
pub fn read(_bytes: &[u8]) -> Result<Vec<Row>, ReadError> {
    Err(ReadError::NotBuilt)
}

/// Returns a text that a cell takes, and whether it was cut.
#[cfg_attr(not(feature = "xlsx"), allow(dead_code))]
fn fitting(text: &str) -> (Cow<'_, str>, bool) {
    // XML 1.0 has no way to write most control characters.
    let bad = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
    let text: Cow<'_, str> =
        if text.contains(bad) { Cow::Owned(text.replace(bad, " ")) } else { Cow::Borrowed(text) };
    if text.len() <= CELL_UNITS {
        return (text, false);
    }
    let mut units = 1;
    let end = text.char_indices().find(|(_, c)| {
        units += c.len_utf16();
        units > CELL_UNITS
    });
    match end {
        None => (text, false),
        Some((at, _)) => (Cow::Owned(format!("{}…", &text[..at])), true),
    }
}

/// Returns a name that Excel takes for a sheet.
#[cfg_attr(not(feature = "xlsx"), allow(dead_code))]
fn sheet_name(name: &str) -> String {
    let sound: String =
        name.chars().map(|c| if "[]:*?/\\'".contains(c) { ' ' } else { c }).take(31).collect();
    if sound.trim().is_empty() { "Sheet".to_owned() } else { sound }
}

/// Returns a workbook with one sheet a table, in order.
///
/// The same tables give the same bytes: the workbook bears no date of its own making. Cost: the whole workbook in memory.
///
/// ```
/// use yeksan::sheet::{Column, Table, workbook};
/// let table = Table {
///     name: "Names".into(),
///     columns: vec![Column::new("source", 20), Column::new("target", 20).right_to_left(true)],
///     rows: vec![vec!["Tehran".into(), "تهران".into()]],
/// };
/// # #[cfg(feature = "xlsx")]
/// assert!(workbook(&[table])?.bytes.starts_with(b"PK"));
/// # Ok::<(), yeksan::sheet::Error>(())
/// ```
///
/// # Errors
///
/// [`Error::NotBuilt`] without the feature `xlsx`; two tables of one name.
#[cfg(feature = "xlsx")]
pub fn workbook(tables: &[Table]) -> Result<Workbook, Error> {
    use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, XlsxError};

    let fault = |e: XlsxError| Error::Writer(e.to_string());
    let mut book = rust_xlsxwriter::Workbook::new();
    // The day of the zip format's own epoch, so that the same tables are the same bytes.
    let epoch = ExcelDateTime::from_ymd(1980, 1, 1).map_err(fault)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&epoch));
    let (mut cut_cells, mut lost_rows) = (0, 0);
    let heading = Format::new().set_bold();
    let plain = Format::new().set_text_wrap().set_align(FormatAlign::Top).set_reading_direction(1);
    let turned = Format::new()
        .set_text_wrap()
        .set_align(FormatAlign::Top)
        .set_align(FormatAlign::Right)
        .set_reading_direction(2);
    let number = Format::new().set_align(FormatAlign::Top);
    let share = Format::new().set_align(FormatAlign::Top).set_num_format("0.0%");
    for table in tables {
        let sheet = book.add_worksheet();
        sheet.set_name(sheet_name(&table.name)).map_err(fault)?;
        for (at, column) in (0_u16..).zip(&table.columns) {
            sheet.set_column_width(at, f64::from(column.width_chars)).map_err(fault)?;
            sheet.write_string_with_format(0, at, &column.heading, &heading).map_err(fault)?;
        }
        sheet.set_freeze_panes(1, 0).map_err(fault)?;
        let rows = table.rows.len().min(SHEET_ROWS - 1);
        lost_rows += table.rows.len() - rows;
        for (down, row) in (1_u32..).zip(&table.rows[..rows]) {
            for ((across, cell), column) in (0_u16..).zip(row).zip(&table.columns) {
                let text_format = if column.right_to_left { &turned } else { &plain };
                match cell {
                    Cell::Text(text) => {
                        let (text, cut) = fitting(text);
                        cut_cells += usize::from(cut);
                        sheet.write_string_with_format(down, across, &*text, text_format).map_err(fault)?;
                    }
                    Cell::Number(value) => {
                        sheet.write_number_with_format(down, across, *value, &number).map_err(fault)?;
                    }
                    Cell::Share(value) => {
                        sheet.write_number_with_format(down, across, *value, &share).map_err(fault)?;
                    }
                    Cell::Empty => {}
                }
            }
        }
        if let (Some(last), true) = (table.columns.len().checked_sub(1), rows > 0) {
            sheet.autofilter(0, 0, rows as u32, last as u16).map_err(fault)?;
        }
    }
    let bytes = book.save_to_buffer().map_err(fault)?;
    Ok(Workbook { bytes, cut_cells, lost_rows })
}

/// Refuses: this program was built without the feature `xlsx`.
///
/// # Errors
///
/// [`Error::NotBuilt`].
#[cfg(not(feature = "xlsx"))]
pub fn workbook(_tables: &[Table]) -> Result<Workbook, Error> {
    Err(Error::NotBuilt)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_takes_what_excel_takes() {
        assert_eq!(fitting("یک"), ("یک".into(), false));
        assert_eq!(fitting("a\u{1}b").0, "a b");
        let long = "ن".repeat(40_000);
        let (text, cut) = fitting(&long);
        assert!(cut && text.chars().count() == CELL_UNITS && text.ends_with('…'));
        assert_eq!(sheet_name("a/b:[c]"), "a b  c ");
        assert_eq!(sheet_name(""), "Sheet");
        assert_eq!(sheet_name(&"x".repeat(40)).len(), 31);
    }

    #[cfg(feature = "xlsx")]
    #[test]
    fn one_table_is_one_file_and_the_same_each_time() {
        let table = Table {
            name: "Findings".into(),
            columns: vec![
                Column::new("source", 30),
                Column::new("target", 30).right_to_left(true),
                Column::new("n", 6),
            ],
            rows: vec![vec!["=SUM(A1)".into(), "تهران".into(), 3_usize.into()], vec![Cell::Share(0.5)]],
        };
        let first = workbook(std::slice::from_ref(&table)).unwrap();
        assert!(first.bytes.starts_with(b"PK"));
        assert_eq!((first.cut_cells, first.lost_rows), (0, 0));
        assert_eq!(first, workbook(&[table]).unwrap());
    }
}
