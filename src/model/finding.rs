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
    /// Returns a finding about places, without subject, rivals and fix.
    pub fn new(
        code: &'static str,
        severity: Severity,
        message: impl Into<String>,
        places: Vec<Place>,
    ) -> Finding {
        Finding {
            id: String::new(),
            code,
            severity,
            message: message.into(),
            subject: String::new(),
            places,
            rivals: Vec::new(),
            fix: None,
        }
    }

    /// Returns the places that are to be mended: of rivals those of all but the first.
    pub fn odd_places(&self) -> impl Iterator<Item = &Place> {
        let rivals = self.rivals.iter().skip(1).flat_map(|r| &r.places);
        let own: &[Place] = if self.rivals.is_empty() { &self.places } else { &[] };
        own.iter().chain(rivals)
    }
}

impl Finding {
    /// Makes a finding about a delivery and a memory one about the delivery, the units below `end`: only its places are to
    /// be mended, and the rival that the memory has most leads with the memory's uses. A finding that is only about the
    /// memory is left without a place to mend.
    pub fn keep_below(&mut self, end: usize) {
        self.places.retain(|p| p.unit < end);
        let in_memory = |r: &Rival| r.places.iter().filter(|p| p.unit >= end).count();
        let Some(lead) =
            (0..self.rivals.len()).max_by_key(|&i| (in_memory(&self.rivals[i]), std::cmp::Reverse(i)))
        else {
            return;
        };
        let uses = in_memory(&self.rivals[lead]);
        if uses == 0 {
            // The memory knows nothing of it: the delivery is held against itself.
            return;
        }
        let mut first = self.rivals.remove(lead);
        (first.count, first.class) = (uses, "main".to_owned());
        first.places.retain(|p| p.unit >= end);
        for rival in &mut self.rivals {
            rival.places.retain(|p| p.unit < end);
            rival.count = rival.places.len();
            if rival.class == "main" {
                // It led in both together; what sets it off from the memory's was not said.
                "wording".clone_into(&mut rival.class);
            }
        }
        self.rivals.retain(|r| !r.places.is_empty());
        let here: Vec<String> = self.rivals.iter().map(|r| format!("{} ({})", r.text, r.count)).collect();
        let plural = if uses == 1 { "" } else { "s" };
        self.message = format!(
            "the memory says {} ({uses} use{plural}), this delivery says {}",
            first.text,
            here.join(", ")
        );
        if let Some(fix) = &mut self.fix {
            fix.replacement.clone_from(&first.text);
        }
        self.rivals.insert(0, first);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_delivery_is_held_against_what_the_memory_has_most() {
        let rival = |text: &str, units: &[usize]| Rival {
            text: text.into(),
            count: units.len(),
            class: "main".into(),
            places: units.iter().map(|&unit| Place { unit, source: vec![], target: vec![] }).collect(),
        };
        let mut finding = Finding {
            id: String::new(),
            code: "name-variant",
            severity: Severity::Error,
            message: String::new(),
            subject: "Raesi".into(),
            places: vec![],
            rivals: vec![rival("رییسی", &[0, 1, 2]), rival("رئیسی", &[1, 7, 8]), rival("رئيسي", &[9])],
            fix: Some(Fix { replacement: "رییسی".into(), safe: false }),
        };
        finding.keep_below(5);
        assert_eq!(finding.message, "the memory says رئیسی (2 uses), this delivery says رییسی (3)");
        assert_eq!(finding.odd_places().map(|p| p.unit).collect::<Vec<_>>(), [0, 1, 2]);
        assert_eq!(finding.fix.map(|f| f.replacement).as_deref(), Some("رئیسی"));
    }
}
