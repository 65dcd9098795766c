//! Findings as a workbook: a sheet with a row a place, and one with the counts.

use super::sink::{Context, Report};
use crate::model::{Finding, Place, Summary};
use crate::sheet::{Cell, Column, Table, workbook};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Writes findings as a workbook with the sheets `Findings` and `Summary`.
///
/// A row is a place: what is said, the two texts, the rendering, what is suggested. The columns of a right-to-left language
/// run from right to left.
#[derive(Debug)]
pub struct Spreadsheet<'a, W: Write> {
    out: W,
    context: Context<'a>,
    rows: Vec<Vec<Cell>>,
    counts: BTreeMap<&'static str, (usize, usize)>,
}

impl<'a, W: Write> Spreadsheet<'a, W> {
    /// Returns a report that writes to `out`.
    pub fn new(out: W, context: Context<'a>) -> Self {
        Spreadsheet { out, context, rows: Vec::new(), counts: BTreeMap::new() }
    }

    fn row(&mut self, finding: &Finding, place: Option<&Place>, rendering: (&str, &str)) {
        let unit = place.and_then(|p| self.context.units.get(p.unit));
        let origin = unit.map(|u| &u.origin);
        let file = origin.map(|o| o.target_file.as_deref().unwrap_or(&o.file)).unwrap_or_default();
        let (source, target) = match place {
            None => (None, None),
            Some(place) => (self.context.source_of(place.unit), self.context.target_of(place.unit)),
        };
        let text = |v: Option<&crate::model::Variant>| v.map_or(Cell::Empty, |v| v.text.as_str().into());
        let (rendering, class) = rendering;
        self.rows.push(vec![
            finding.severity.as_str().into(),
            finding.code.into(),
            finding.subject.as_str().into(),
            finding.message.as_str().into(),
            text(source),
            text(target),
            rendering.into(),
            class.into(),
            finding.fix.as_ref().map_or(Cell::Empty, |f| f.replacement.as_str().into()),
            file.into(),
            origin.map_or(Cell::Empty, |o| Cell::Number(o.place as f64)),
            finding.id.as_str().into(),
        ]);
    }
}

impl<W: Write> Report for Spreadsheet<'_, W> {
    fn finding(&mut self, finding: &Finding) -> io::Result<()> {
        let before = self.rows.len();
        for place in &finding.places {
            self.row(finding, Some(place), ("", ""));
        }
        for rival in &finding.rivals {
            for place in &rival.places {
                self.row(finding, Some(place), (&rival.text, &rival.class));
            }
        }
        if self.rows.len() == before {
            self.row(finding, None, ("", ""));
        }
        let count = self.counts.entry(finding.code).or_default();
        count.0 += 1;
        count.1 += finding.odd_places().count();
        Ok(())
    }

    fn finish(&mut self, summary: &Summary) -> io::Result<()> {
        let (source, target) = (self.context.source, self.context.target);
        let (from_right, to_right) = (source.is_right_to_left(), target.is_right_to_left());
        let findings = Table {
            name: "Findings".into(),
            columns: vec![
                Column::new("severity", 10),
                Column::new("check", 20),
                Column::new("subject", 20),
                Column::new("message", 40),
                Column::new(source.as_str(), 50).right_to_left(from_right),
                Column::new(target.as_str(), 50).right_to_left(to_right),
                Column::new("rendering", 20).right_to_left(to_right),
                Column::new("class", 12),
                Column::new("suggested", 20).right_to_left(to_right),
                Column::new("file", 30),
                Column::new("place", 8),
                Column::new("id", 12),
            ],
            rows: std::mem::take(&mut self.rows),
        };
        let mut rows: Vec<Vec<Cell>> = Vec::new();
        for (code, (count, places)) in &self.counts {
            rows.push(vec![(*code).into(), (*count).into(), (*places).into()]);
        }
        for (what, count) in [
            ("errors", summary.errors),
            ("warnings", summary.warnings),
            ("notes", summary.infos),
            ("allowed, not shown", summary.allowed),
            ("known, not shown", summary.known),
            ("units", summary.units),
            ("names", summary.names),
        ] {
            rows.push(vec![what.into(), count.into()]);
        }
        let columns =
            vec![Column::new("what", 30), Column::new("findings", 10), Column::new("places to mend", 16)];
        let counts = Table { name: "Summary".into(), columns, rows };
        let book = workbook(&[findings, counts]).map_err(io::Error::other)?;
        self.out.write_all(&book.bytes)?;
        self.out.flush()
    }
}
