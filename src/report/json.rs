//! Findings as one JSON document.

use super::sink::{Context, Report};
use crate::model::{Finding, Place, Summary};
use serde_json::{Value, json};
use std::io::{self, Write};

/// Writes findings as JSON: `schema_version`, languages, `findings`, `summary`. Spans are byte ranges `[start, end]` in the
/// text they stand beside.
#[derive(Debug)]
pub struct Json<'a, W: Write> {
    out: W,
    context: Context<'a>,
    findings: usize,
}

impl<'a, W: Write> Json<'a, W> {
    /// Returns a report that writes to `out`.
    pub fn new(out: W, context: Context<'a>) -> Self {
        Json { out, context, findings: 0 }
    }

    fn open(&mut self) -> io::Result<()> {
        let head = json!([self.context.source.as_str(), self.context.target.as_str()]);
        write!(self.out, "{{\"schema_version\":1,\"languages\":{head},\"findings\":[")
    }

    fn place(&self, place: &Place) -> Value {
        let side = |variant: Option<&crate::model::Variant>, spans: &[std::ops::Range<usize>]| match variant {
            None => Value::Null,
            Some(v) => json!({
                "text": v.text,
                "spans": spans.iter().map(|s| [s.start, s.end]).collect::<Vec<_>>(),
            }),
        };
        let unit = self.context.units.get(place.unit);
        json!({
            "unit": unit.and_then(|u| u.id),
            "file": unit.map(|u| u.origin.file.as_str()),
            "target_file": unit.and_then(|u| u.origin.target_file.as_deref()),
            "place": unit.map(|u| u.origin.place),
            "source": side(self.context.source_of(place.unit), &place.source),
            "target": side(self.context.target_of(place.unit), &place.target),
        })
    }
}

impl<W: Write> Report for Json<'_, W> {
    fn finding(&mut self, finding: &Finding) -> io::Result<()> {
        if self.findings == 0 {
            self.open()?;
        }
        let comma = if self.findings == 0 { "" } else { "," };
        self.findings += 1;
        let rivals: Vec<Value> = finding
            .rivals
            .iter()
            .map(|r| {
                json!({
                    "text": r.text,
                    "count": r.count,
                    "class": r.class,
                    "places": r.places.iter().map(|p| self.place(p)).collect::<Vec<_>>(),
                })
            })
            .collect();
        let value = json!({
            "id": finding.id,
            "code": finding.code,
            "severity": finding.severity,
            "subject": finding.subject,
            "message": finding.message,
            "places": finding.places.iter().map(|p| self.place(p)).collect::<Vec<_>>(),
            "rivals": rivals,
            "fix": finding.fix,
        });
        write!(self.out, "{comma}\n{value}")
    }

    fn finish(&mut self, summary: &Summary) -> io::Result<()> {
        if self.findings == 0 {
            self.open()?;
        }
        writeln!(self.out, "\n],\"summary\":{}}}", json!(summary))?;
        self.out.flush()
    }
}
