//! By what a finding is known again: after another import, on another line, in another order.

use super::rule::Languages;
use crate::model::{Finding, Place, Severity, TranslationUnit};
use sha2::{Digest, Sha256};
use std::fmt::Write;
use std::ops::Range;

/// Checks that speak of all their places in one finding.
const SUMMARIES: &[&str] = &["addition", "allow-unused", "half-space", "letters-mixed", "words-joined"];

/// Returns ten hexadecimal digits for these words.
fn digits<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    let mut hash = Sha256::new();
    for word in words {
        hash.update((word.len() as u64).to_le_bytes());
        hash.update(word.as_bytes());
    }
    let mut out = String::with_capacity(10);
    for byte in &hash.finalize()[..5] {
        let _ = write!(out, "{byte:02x}");
    }
    out
}

fn is_summary(finding: &Finding) -> bool {
    SUMMARIES.contains(&finding.code)
        || finding.code.starts_with("orthography-")
        || (finding.code == "untranslated" && finding.severity == Severity::Warning)
}

/// Returns the fingerprint of one place of a finding: of what is said and of the two texts, not of where they stand.
pub fn of_place(
    finding: &Finding,
    place: &Place,
    units: &[TranslationUnit],
    languages: Languages<'_>,
) -> String {
    let unit = units.get(place.unit);
    let text = |lang| unit.and_then(|u| u.variant(lang)).map(|v| v.text.as_str()).unwrap_or_default();
    let (source, target) = (text(languages.source), text(languages.target));
    let mut words = vec![finding.code, finding.subject.as_str(), source, target];
    if finding.subject.is_empty() && !is_summary(finding) {
        let inside = |text: &'_ str, spans: &[Range<usize>]| -> Vec<String> {
            spans.iter().filter_map(|s| text.get(s.clone()).map(str::to_owned)).collect()
        };
        let (ours, theirs) = (inside(source, &place.source), inside(target, &place.target));
        words.extend(ours.iter().chain(&theirs).map(String::as_str));
        return digits(words);
    }
    digits(words)
}

/// Returns the fingerprint of a finding: of its name, term or text for one that is about all its places, of the place for
/// one that is about one.
pub(super) fn of_finding(finding: &Finding, units: &[TranslationUnit], languages: Languages<'_>) -> String {
    match finding.places.first() {
        Some(place) if finding.subject.is_empty() && !is_summary(finding) => {
            of_place(finding, place, units, languages)
        }
        _ => digits([finding.code, finding.subject.as_str()]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::units;
    use crate::model::Lang;

    #[test]
    fn moved_is_the_same_and_changed_is_another() {
        let (en, fa) = (Lang::new("en"), Lang::new("fa"));
        let languages = Languages { source: &en, target: &fa };
        let finding = |unit| Finding {
            id: String::new(),
            code: "number-mismatch",
            severity: Severity::Error,
            message: String::new(),
            subject: String::new(),
            places: vec![Place { unit, source: vec![], target: vec![] }],
            rivals: Vec::new(),
            fix: None,
        };
        let before = units(&[("34 died.", "۴۳ نفر مردند.")]);
        let after = units(&[("Who?", "که؟"), ("34 died.", "۴۳ نفر مردند."), ("34 died.", "۳۵ نفر مردند.")]);
        let id = of_finding(&finding(0), &before, languages);
        assert_eq!(id.len(), 10);
        assert_eq!(id, of_finding(&finding(1), &after, languages));
        assert_ne!(id, of_finding(&finding(2), &after, languages));
    }
}
