//! Findings on stdout or in a file, in the format asked for.

use super::context::Context;
use super::failure::Failure;
use crate::model::{Lang, TranslationUnit};
use crate::pipeline::{self, Checked, Output};
use crate::report::{self, Github, Html, Json, Report, Rule, Sarif, Spreadsheet, Text, Title};
use clap::ValueEnum;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::Path;

/// How findings are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// Lines for a person.
    Text,
    /// One JSON document.
    Json,
    /// A self-contained page.
    Html,
    /// Annotations of a GitHub workflow.
    Github,
    /// SARIF 2.1.0, for code hosts and editors.
    Sarif,
    /// An Excel workbook.
    Xlsx,
}

/// Writes findings to `output`, or to stdout.
pub(super) fn show(
    checked: &Checked,
    units: &[TranslationUnit],
    pair: (&Lang, &Lang),
    (format, output, has_baseline): (Format, Option<&Path>, bool),
    context: &Context,
) -> Result<(), Failure> {
    if let Some(path) = output {
        let mut file = Output::create(path)?;
        write(checked, units, pair, (format, has_baseline, false), context, &mut file)?;
        return Ok(file.keep()?);
    }
    let stdout = io::stdout();
    if format == Format::Xlsx && stdout.is_terminal() {
        return Err(Failure::new("a workbook cannot be shown on a terminal").hint("add -o findings.xlsx"));
    }
    write(checked, units, pair, (format, has_baseline, true), context, BufWriter::new(stdout.lock()))
}

fn write<W: Write>(
    checked: &Checked,
    units: &[TranslationUnit],
    (source, target): (&Lang, &Lang),
    (format, has_baseline, shown): (Format, bool, bool),
    context: &Context,
    out: W,
) -> Result<(), Failure> {
    let seen = report::Context { units, source, target };
    let style = if shown {
        context.style()
    } else {
        report::Style { places: context.style().places, ..report::Style::plain() }
    };
    let mut report: Box<dyn Report + '_> = match format {
        Format::Text => Box::new(Text::new(out, seen, style)),
        Format::Json => Box::new(Json::new(out, seen)),
        Format::Github => Box::new(Github::new(out, seen)),
        Format::Html => {
            let title = Title { heading: format!("{source} → {target}"), lines: Vec::new(), places: 20 };
            Box::new(Html::new(out, seen, title))
        }
        Format::Sarif => {
            let rule = |p: &pipeline::Page| Rule { code: p.code, summary: p.summary, help: p.text };
            Box::new(Sarif::new(out, seen, pipeline::pages().iter().map(rule).collect(), has_baseline))
        }
        Format::Xlsx => Box::new(Spreadsheet::new(out, seen)),
    };
    for finding in &checked.findings {
        report.finding(finding)?;
    }
    for (finding, why) in &checked.suppressed {
        report.suppressed(finding, why)?;
    }
    Ok(report.finish(&checked.summary)?)
}
