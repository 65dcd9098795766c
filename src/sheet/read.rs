//! A workbook → the rows of its first sheet.

use crate::sheet::{ReadError, Row};
use roxmltree::{Document, Node, ParsingOptions};
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// Bytes that one part of a workbook may unpack to.
const PART_BYTES: u64 = 256 << 20;

/// Columns that a row may have.
const COLUMNS_MAX: usize = 1024;

fn damaged(detail: impl ToString) -> ReadError {
    ReadError::Damaged(detail.to_string())
}

/// Returns the rows of the first sheet that have a text, every cell as text; cells that lack are empty.
///
/// A number is written as the file has it, `TRUE` and `FALSE` as those words; formulas give the value they had last.
///
/// ```
/// use yeksan::sheet::{Column, Table, read, workbook};
/// let table = Table {
///     name: "Names".into(),
///     columns: vec![Column::new("source", 20), Column::new("target", 20)],
///     rows: vec![vec!["Tehran".into(), "تهران".into()]],
/// };
/// let rows = read(&workbook(&[table])?.bytes)?;
/// assert_eq!(rows[1], (2, vec!["Tehran".to_owned(), "تهران".to_owned()]));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// [`ReadError::Damaged`]: no workbook, a part that is missing, larger than 256 MB or no XML.
pub fn read(bytes: &[u8]) -> Result<Vec<Row>, ReadError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    let shared = match part(&mut archive, "xl/sharedStrings.xml")? {
        Some(text) => strings(&tree(&text)?),
        None => Vec::new(),
    };
    let book = part(&mut archive, "xl/workbook.xml")?.ok_or_else(|| damaged("it has no xl/workbook.xml"))?;
    let links = part(&mut archive, "xl/_rels/workbook.xml.rels")?;
    let name = first_sheet(&book, links.as_deref())?;
    let sheet = part(&mut archive, &name)?.ok_or_else(|| damaged(format!("it has no {name}")))?;
    rows(&tree(&sheet)?, &shared)
}

fn part(archive: &mut ZipArchive<Cursor<&[u8]>>, name: &str) -> Result<Option<String>, ReadError> {
    let Ok(file) = archive.by_name(name) else { return Ok(None) };
    let mut bytes = Vec::new();
    file.take(PART_BYTES + 1).read_to_end(&mut bytes).map_err(damaged)?;
    if bytes.len() as u64 > PART_BYTES {
        return Err(damaged(format!("{name} unpacks to more than {} MB", PART_BYTES >> 20)));
    }
    String::from_utf8(bytes).map(Some).map_err(|_| damaged(format!("{name} is not UTF-8")))
}

fn tree(text: &str) -> Result<Document<'_>, ReadError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let options = ParsingOptions { nodes_limit: 20_000_000, ..ParsingOptions::default() };
    Document::parse_with_options(text, options).map_err(damaged)
}

fn is(node: &Node<'_, '_>, name: &str) -> bool {
    node.is_element() && node.tag_name().name() == name
}

/// Returns the text of a shared or inline string: all its runs, readings of East Asian words left out.
fn string(node: Node<'_, '_>) -> String {
    let mut out = String::new();
    for t in node.descendants().filter(|n| is(n, "t")) {
        if !t.ancestors().any(|n| is(&n, "rPh")) {
            out.push_str(t.text().unwrap_or_default());
        }
    }
    out
}

fn strings(document: &Document<'_>) -> Vec<String> {
    document.root_element().children().filter(|n| is(n, "si")).map(string).collect()
}

/// Returns the part of the first sheet.
fn first_sheet(book: &str, links: Option<&str>) -> Result<String, ReadError> {
    let book = tree(book)?;
    let sheet = book.descendants().find(|n| is(n, "sheet")).ok_or_else(|| damaged("it has no sheet"))?;
    let id = sheet.attributes().find(|a| a.name() == "id").map_or("", |a| a.value());
    let target = match links {
        Some(links) => {
            let links = tree(links)?;
            let link = links.descendants().find(|n| n.attribute("Id") == Some(id));
            link.and_then(|n| n.attribute("Target")).map(str::to_owned)
        }
        None => None,
    };
    let target = target.unwrap_or_else(|| "worksheets/sheet1.xml".to_owned());
    Ok(match target.strip_prefix('/') {
        Some(whole) => whole.to_owned(),
        None => format!("xl/{target}"),
    })
}

fn rows(document: &Document<'_>, shared: &[String]) -> Result<Vec<Row>, ReadError> {
    let data = document.root_element().children().find(|n| is(n, "sheetData"));
    let mut out: Vec<Row> = Vec::new();
    let mut number = 0;
    for row in data.into_iter().flat_map(|n| n.children()).filter(|n| is(n, "row")) {
        number = row.attribute("r").and_then(|r| r.parse().ok()).unwrap_or(number + 1);
        let mut cells: Vec<String> = Vec::new();
        for cell in row.children().filter(|n| is(n, "c")) {
            let at = cell.attribute("r").and_then(column).unwrap_or(cells.len());
            if at >= COLUMNS_MAX {
                return Err(damaged(format!("row {number} has more than {COLUMNS_MAX} columns")));
            }
            let value = value(cell, shared)?;
            if cells.len() <= at {
                cells.resize(at + 1, String::new());
            }
            cells[at] = value;
        }
        if cells.iter().any(|cell| !cell.is_empty()) {
            out.push((number, cells));
        }
    }
    Ok(out)
}

/// Returns the column of a reference such as `AB12`, counted from 0.
fn column(reference: &str) -> Option<usize> {
    let letters = reference.bytes().take_while(u8::is_ascii_alphabetic);
    let number = letters.take(4).fold(0, |sum, b| sum * 26 + usize::from(b.to_ascii_uppercase() - b'A') + 1);
    number.checked_sub(1)
}

fn value(cell: Node<'_, '_>, shared: &[String]) -> Result<String, ReadError> {
    let raw = cell.children().find(|n| is(n, "v")).and_then(|n| n.text()).unwrap_or_default();
    Ok(match cell.attribute("t") {
        Some("s") => {
            let text = raw.trim().parse::<usize>().ok().and_then(|at| shared.get(at));
            text.ok_or_else(|| damaged(format!("no shared string {raw}")))?.clone()
        }
        Some("inlineStr") => string(cell),
        Some("b") => if raw == "1" { "TRUE" } else { "FALSE" }.to_owned(),
        _ => raw.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheet::{Cell, Column, Table, workbook};

    #[test]
    fn what_was_written_reads_back() {
        let table = Table {
            name: "Names".into(),
            columns: (0..3).map(|n| Column::new(&format!("c{n}"), 9)).collect(),
            rows: vec![
                vec!["<a> & \"b\"".into(), Cell::Empty, Cell::Share(0.5)],
                vec![],
                vec![" خط\nدوم ".into(), 7_usize.into()],
            ],
        };
        let rows = read(&workbook(&[table]).unwrap().bytes).unwrap();
        let text = |row: &Row| row.1.join("|");
        assert_eq!(rows.iter().map(|r| r.0).collect::<Vec<_>>(), [1, 2, 4]);
        assert_eq!(text(&rows[1]), "<a> & \"b\"||0.5");
        assert_eq!(text(&rows[2]), " خط\nدوم |7");
    }

    #[test]
    fn what_is_no_workbook_is_refused() {
        assert!(read(b"source,target").unwrap_err().to_string().starts_with("not an Excel workbook"));
        assert!(read(b"PK\x03\x04").is_err());
        assert_eq!(
            (column("A1"), column("AB12"), column("12"), column("ZZZZZZ1")),
            (Some(0), Some(27), None, Some(475_253))
        );
    }
}
