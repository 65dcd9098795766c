//! Findings as GitHub workflow annotations, one line each.

use super::sink::{Context, Report, place_label};
use crate::model::{Finding, Severity, Summary};
use std::io::{self, Write};

/// Writes `::error file=…,title=…::…` lines, as GitHub Actions reads them from a step's output.
#[derive(Debug)]
pub struct Github<'a, W: Write> {
    out: W,
    context: Context<'a>,
}

impl<'a, W: Write> Github<'a, W> {
    /// Returns a report that writes to `out`.
    pub fn new(out: W, context: Context<'a>) -> Self {
        Github { out, context }
    }
}

/// Escapes a message or property as the runner unescapes it.
fn escape(text: &str, property: bool) -> String {
    let text = text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    if property { text.replace(':', "%3A").replace(',', "%2C") } else { text }
}

impl<W: Write> Report for Github<'_, W> {
    fn finding(&mut self, finding: &Finding) -> io::Result<()> {
        let level = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "notice",
        };
        // The odd one out is where the mending is, so it leads to the file.
        let place = finding
            .rivals
            .last()
            .and_then(|r| r.places.first())
            .or_else(|| finding.places.first())
            .and_then(|p| self.context.units.get(p.unit));
        let file =
            place.map(|u| u.origin.target_file.as_deref().unwrap_or(&u.origin.file)).unwrap_or_default();
        let at = place.map(place_label).unwrap_or_default();
        let rivals: Vec<String> =
            finding.rivals.iter().map(|r| format!("{} × {}", r.text, r.count)).collect();
        let tail = if rivals.is_empty() { String::new() } else { format!(" ({})", rivals.join(", ")) };
        let message = escape(&format!("{}: {}{tail} {at}", finding.subject, finding.message), false);
        let line = place.map_or(0, |unit| unit.origin.line);
        let line = if line > 0 { format!(",line={line}") } else { String::new() };
        writeln!(self.out, "::{level} file={}{line},title={}::{message}", escape(file, true), finding.code)
    }

    fn finish(&mut self, _summary: &Summary) -> io::Result<()> {
        self.out.flush()
    }
}
