//! Judges TMX files.

use std::io::BufRead;

/// One thing that is wrong with a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Whose rule was broken: `xml`, `dtd` or `spec`.
    pub rule: &'static str,
    /// The line, counted from 1.
    pub line: u64,
    /// The unit, counted from 1; `None` outside the units.
    pub unit: Option<u64>,
    /// What was found, and what was expected.
    pub message: String,
}

/// Gives every problem that a file has by the DTD and the specification to `report`; returns the number of units.
///
/// # Errors
///
/// Only when the stream cannot be read.
pub fn validate<R: BufRead>(reader: R, report: &mut dyn FnMut(Problem)) -> Result<u64, ::tmx::Error> {
    ::tmx::validate(reader, ::tmx::Limits::default(), |problem| {
        let ::tmx::Problem { rule, line, unit, message } = problem;
        report(Problem { rule: rule.as_str(), line, unit, message });
    })
}
