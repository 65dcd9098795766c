//! Findings as lines a person reads in a terminal.

use super::sink::{Context, Report, place_label};
use super::terminal::{Style, closing, counted, printable};
use crate::model::{Finding, Place, Severity, Summary};
use std::io::{self, Write};

/// Writes findings as text: a headline, the rivals with their counts, and both sides of some places.
#[derive(Debug)]
pub struct Text<'a, W: Write> {
    out: W,
    context: Context<'a>,
    style: Style,
    findings: usize,
}

impl<'a, W: Write> Text<'a, W> {
    /// Returns a report that writes to `out`.
    pub fn new(out: W, context: Context<'a>, style: Style) -> Self {
        Text { out, context, style, findings: 0 }
    }

    fn place(&mut self, place: &Place) -> io::Result<()> {
        let Some(unit) = self.context.units.get(place.unit) else { return Ok(()) };
        writeln!(self.out, "    {}", self.style.paint(&place_label(unit), "2"))?;
        let sides = [
            (self.context.source, self.context.source_of(place.unit), &place.source),
            (self.context.target, self.context.target_of(place.unit), &place.target),
        ];
        for (lang, variant, spans) in sides {
            if let Some(variant) = variant {
                let line = self.style.marked(&variant.text, spans);
                let (open, close) = self.style.isolates();
                writeln!(self.out, "      {lang}: {open}{line}{close}")?;
            }
        }
        Ok(())
    }
}

impl<W: Write> Report for Text<'_, W> {
    fn finding(&mut self, finding: &Finding) -> io::Result<()> {
        self.findings += 1;
        let colour = match finding.severity {
            Severity::Error => "1;31",
            Severity::Warning => "1;33",
            Severity::Info => "1;36",
        };
        let severity = self.style.paint(finding.severity.as_str(), colour);
        let subject = if finding.subject.is_empty() {
            String::new()
        } else {
            let (open, close) = self.style.isolates();
            format!(" {open}{}{close}:", self.style.paint(&printable(&finding.subject), "1"))
        };
        writeln!(self.out, "{severity} {}{subject} {}", finding.code, printable(&finding.message))?;
        if finding.rivals.is_empty() {
            for place in finding.places.iter().take(self.style.places) {
                self.place(place)?;
            }
            let more = finding.places.len().saturating_sub(self.style.places);
            if more > 0 {
                writeln!(self.out, "    … and {more} more")?;
            }
        }
        for rival in &finding.rivals {
            let text =
                if rival.text.is_empty() { "–".to_owned() } else { self.style.isolated(&rival.text) };
            writeln!(self.out, "  {} × {}  ({})", text, rival.count, rival.class)?;
            for place in rival.places.iter().take(self.style.places) {
                self.place(place)?;
            }
            let more = rival.places.len().saturating_sub(self.style.places);
            if more > 0 {
                writeln!(self.out, "    … and {more} more")?;
            }
        }
        if let Some(fix) = &finding.fix {
            writeln!(self.out, "  suggested: {}", self.style.isolated(&fix.replacement))?;
        }
        if !finding.id.is_empty() {
            let line = format!("  allow it: yeksan allow {} --why …", finding.id);
            writeln!(self.out, "{}", self.style.paint(&line, "2"))?;
        }
        writeln!(self.out)
    }

    fn finish(&mut self, summary: &Summary) -> io::Result<()> {
        let (found, seen) = closing(summary);
        writeln!(self.out, "{} ({found}) in {seen}", counted(self.findings, "finding"))?;
        self.out.flush()
    }
}
