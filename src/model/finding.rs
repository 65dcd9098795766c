//! What a check reports.

use serde::{Deserialize, Serialize};
use std::ops::Range;

/// How much a finding harms a delivery.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Style, or a difference nobody sees in print.
    Info,
    /// A reader may stumble.
    Warning,
    /// The meaning or a name is wrong.
    Error,
}

impl Severity {
    /// Returns the word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Info => "info",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// One place a finding points at: a unit and the spans in its two texts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Index of the unit in the slice that was checked.
    #[serde(skip)]
    pub unit: usize,
    /// Byte ranges in the source text.
    pub source: Vec<Range<usize>>,
    /// Byte ranges in the target text; empty when something is missing there.
    pub target: Vec<Range<usize>>,
}

/// One of the renderings that stand against each other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rival {
    /// The rendering as most often written; empty when it is missing.
    pub text: String,
    /// How often it stands.
    pub count: usize,
    /// How it differs from the first rival, as [`VariantClass::as_str`](super::VariantClass::as_str) says it.
    pub class: String,
    /// Where it stands.
    pub places: Vec<Place>,
}

/// A change that would mend the finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fix {
    /// What to write instead.
    pub replacement: String,
    /// Whether it can be applied without a person's judgement (letters, half-spaces).
    pub safe: bool,
}

/// One thing a check found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// Ten hexadecimal digits by which it is known again, whatever line it moves to; empty before all checks have spoken.
    pub id: String,
    /// The check's stable code (`name-variant`).
    pub code: &'static str,
    /// How much it harms.
    pub severity: Severity,
    /// One sentence without a full stop.
    pub message: String,
    /// The source name, term or value concerned; empty when there is none.
    pub subject: String,
    /// Where it is; a finding about the whole memory has one place per unit concerned.
    pub places: Vec<Place>,
    /// The renderings that stand against each other, majority first; empty for other findings.
    pub rivals: Vec<Rival>,
    /// What would mend it.
    pub fix: Option<Fix>,
}

impl Finding {
    /// Returns the places that are to be mended: of rivals those of all but the first.
    pub fn odd_places(&self) -> impl Iterator<Item = &Place> {
        let rivals = self.rivals.iter().skip(1).flat_map(|r| &r.places);
        let own: &[Place] = if self.rivals.is_empty() { &self.places } else { &[] };
        own.iter().chain(rivals)
    }
}

/// Why a finding is not shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "by", content = "why")]
pub enum Suppression {
    /// A person allowed it, for a reason.
    Allowed(String),
    /// The unit itself says so: a property `x-yeksan-allow`.
    Marked,
    /// The baseline has it.
    Known,
}

/// Counts that close a report.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// Units looked at.
    pub units: usize,
    /// Names and titles seen with at least one rendering.
    pub names: usize,
    /// Findings per severity.
    pub errors: usize,
    /// Findings per severity.
    pub warnings: usize,
    /// Findings per severity.
    pub infos: usize,
    /// Findings not shown because somebody allowed them.
    #[serde(default)]
    pub allowed: usize,
    /// Findings not shown because the baseline has them.
    #[serde(default)]
    pub known: usize,
}
