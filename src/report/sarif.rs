//! Findings as SARIF 2.1.0, which code hosts and editors read.

use super::sink::{Context, Report, place_label};
use crate::model::{Finding, Place, Severity, Summary, Suppression};
use serde_json::{Map, Value, json};
use std::fmt::Write as _;
use std::io::{self, Write};

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// What a check is, for the log's list of rules.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// The check's code.
    pub code: &'static str,
    /// One line.
    pub summary: &'static str,
    /// The whole help page.
    pub help: &'static str,
}

/// Writes findings as one SARIF log with one run.
///
/// A result is a finding; its locations are the places to mend, and the places of the leading rendering are related ones.
/// A line is given where the file has lines. `yeksanFinding/v1` is the finding's id, which neither another import nor
/// another line changes. What is allowed comes along as suppressed.
#[derive(Debug)]
pub struct Sarif<'a, W: Write> {
    out: W,
    context: Context<'a>,
    rules: Vec<Rule>,
    /// Whether the findings were held against a baseline.
    has_baseline: bool,
    results: Vec<Value>,
}

impl<'a, W: Write> Sarif<'a, W> {
    /// Returns a report that writes to `out`; `has_baseline` says that known findings are told from new ones.
    pub fn new(out: W, context: Context<'a>, rules: Vec<Rule>, has_baseline: bool) -> Self {
        Sarif { out, context, rules, has_baseline, results: Vec::new() }
    }

    fn location(&self, place: &Place) -> Option<Value> {
        let unit = self.context.units.get(place.unit)?;
        let file = unit.origin.target_file.as_deref().unwrap_or(&unit.origin.file);
        let mut physical = Map::new();
        physical.insert("artifactLocation".into(), json!({ "uri": uri(file) }));
        if unit.origin.line > 0 {
            let text = self.context.target_of(place.unit).map(|v| v.text.as_str()).unwrap_or_default();
            physical.insert(
                "region".into(),
                json!({ "startLine": unit.origin.line, "snippet": { "text": text } }),
            );
        }
        Some(json!({
            "physicalLocation": physical,
            "logicalLocations": [{ "fullyQualifiedName": place_label(unit) }],
        }))
    }

    fn result(&self, finding: &Finding) -> Map<String, Value> {
        let level = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "note",
        };
        let mut text = match finding.subject.as_str() {
            "" => finding.message.clone(),
            subject => format!("{subject}: {}", finding.message),
        };
        let rivals: Vec<String> =
            finding.rivals.iter().map(|r| format!("{} × {} ({})", r.text, r.count, r.class)).collect();
        if !rivals.is_empty() {
            let _ = write!(text, ": {}", rivals.join(", "));
        }
        if let Some(fix) = &finding.fix {
            let _ = write!(text, "; suggested: {}", fix.replacement);
        }
        let locations: Vec<Value> = finding.odd_places().filter_map(|p| self.location(p)).collect();
        let lead = finding.rivals.first().map(|r| r.places.as_slice()).unwrap_or_default();
        let mut related: Vec<Value> = Vec::new();
        for location in lead.iter().filter_map(|p| self.location(p)) {
            // The schema wants each only once; a name may stand twice in a segment.
            if related.len() < 3 && !related.contains(&location) {
                related.push(location);
            }
        }
        let mut result = Map::new();
        result.insert("ruleId".into(), finding.code.into());
        if let Some(index) = self.rules.iter().position(|r| r.code == finding.code) {
            result.insert("ruleIndex".into(), index.into());
        }
        result.insert("level".into(), level.into());
        result.insert("message".into(), json!({ "text": text }));
        result.insert("locations".into(), locations.into());
        if !related.is_empty() {
            result.insert("relatedLocations".into(), related.into());
        }
        result.insert("partialFingerprints".into(), json!({ "yeksanFinding/v1": finding.id }));
        result
    }
}

/// Returns a path as a URI reference: what RFC 3986 does not let stand is percent-encoded.
fn uri(path: &str) -> String {
    let path = path.replace('\\', "/");
    let mut out = String::new();
    if path.starts_with('/') {
        out.push_str("file://");
    }
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/!$&'()*+,;=@".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

impl<W: Write> Report for Sarif<'_, W> {
    fn finding(&mut self, finding: &Finding) -> io::Result<()> {
        let mut result = self.result(finding);
        if self.has_baseline {
            result.insert("baselineState".into(), "new".into());
        }
        self.results.push(result.into());
        Ok(())
    }

    fn suppressed(&mut self, finding: &Finding, why: &Suppression) -> io::Result<()> {
        let mut result = self.result(finding);
        let state = if *why == Suppression::Known { "unchanged" } else { "new" };
        if self.has_baseline {
            result.insert("baselineState".into(), state.into());
        }
        let suppression = match why {
            Suppression::Allowed(reason) => Some(json!({ "kind": "external", "justification": reason })),
            Suppression::Marked => Some(json!({ "kind": "inSource", "justification": "x-yeksan-allow" })),
            Suppression::Known => None,
        };
        if let Some(suppression) = suppression {
            result.insert("suppressions".into(), json!([suppression]));
        }
        self.results.push(result.into());
        Ok(())
    }

    fn finish(&mut self, summary: &Summary) -> io::Result<()> {
        let rules: Vec<Value> = self
            .rules
            .iter()
            .map(|rule| {
                json!({
                    "id": rule.code,
                    "shortDescription": { "text": rule.summary },
                    "help": { "text": rule.help, "markdown": rule.help },
                })
            })
            .collect();
        // One key for all results: those without a suppression have an empty list, as the standard asks.
        if self.results.iter().any(|r| r.get("suppressions").is_some()) {
            for result in self.results.iter_mut().filter_map(Value::as_object_mut) {
                result.entry("suppressions").or_insert_with(|| json!([]));
            }
        }
        let log = json!({
            "$schema": SCHEMA,
            "version": "2.1.0",
            "runs": [{
                "tool": { "driver": {
                    "name": "yeksan",
                    "semanticVersion": env!("CARGO_PKG_VERSION"),
                    "rules": rules,
                }},
                "columnKind": "unicodeCodePoints",
                "results": std::mem::take(&mut self.results),
                "properties": {
                    "languages": [self.context.source.as_str(), self.context.target.as_str()],
                    "summary": summary,
                },
            }],
        });
        serde_json::to_writer_pretty(&mut self.out, &log)?;
        writeln!(self.out)?;
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Lang, Origin, TranslationUnit, Variant};

    #[test]
    fn a_result_has_its_rule_its_line_and_its_fingerprint() {
        let (en, fa) = (Lang::new("en"), Lang::new("fa"));
        let origin = Origin { file: "یک فایل.tmx".into(), place: 3, line: 41, ..Origin::default() };
        let unit = TranslationUnit::pair(
            Variant::new(en.clone(), "34 died."),
            Variant::new(fa.clone(), "۴۳ نفر مردند."),
            origin,
        );
        let units = [unit];
        let context = Context { units: &units, source: &en, target: &fa };
        let rule = Rule { code: "number-mismatch", summary: "a number", help: "What it does" };
        let finding = Finding {
            id: "0123456789".into(),
            code: "number-mismatch",
            severity: Severity::Error,
            message: "34 in the source, ۴۳ in the target".into(),
            subject: String::new(),
            places: vec![Place { unit: 0, source: vec![0..2], target: vec![0..4] }],
            rivals: vec![],
            fix: None,
        };
        let mut out = Vec::new();
        let mut log = Sarif::new(&mut out, context, vec![rule], true);
        log.finding(&finding).unwrap();
        log.suppressed(&finding, &Suppression::Allowed("a quotation".into())).unwrap();
        log.finish(&Summary::default()).unwrap();
        let log: Value = serde_json::from_slice(&out).unwrap();
        let results = &log["runs"][0]["results"];
        assert_eq!(results[0]["partialFingerprints"]["yeksanFinding/v1"], "0123456789");
        assert_eq!(results[0]["locations"][0]["physicalLocation"]["region"]["startLine"], 41);
        assert_eq!(results[0]["suppressions"], json!([]));
        assert_eq!(results[1]["suppressions"][0]["justification"], "a quotation");
        let uri = &results[0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
        assert_eq!(uri, "%DB%8C%DA%A9%20%D9%81%D8%A7%DB%8C%D9%84.tmx");
        assert_eq!(log["runs"][0]["tool"]["driver"]["rules"][0]["id"], "number-mismatch");
    }

    #[test]
    fn paths_become_uris() {
        assert_eq!(uri("a b/c%.txt"), "a%20b/c%25.txt");
        assert_eq!(uri("/x/y.txt"), "file:///x/y.txt");
        assert_eq!(uri("x\\y.txt"), "x/y.txt");
    }
}
