//! Inflected forms are one rendering: pairs of sentences in five languages whose names stand in every case.

use crate::cases::{Row, about, rows};
use crate::program::{Desk, case};
use std::fs;

/// Returns what `names` claims of a case: (source name, renderings, classes).
fn claims(name: &str, target: &str) -> Vec<(String, Vec<String>, Vec<String>)> {
    let desk = Desk::new();
    let file = |side: &str| case(name).join(format!("{side}.sentences.txt")).display().to_string();
    desk.yeksan(&["import", "--moses", &file("source"), &file("target"), "-s", "en", "-t", target]).ended(0);
    let report = desk.yeksan(&["names", "--findings"]).json();
    let text = |v: &serde_json::Value| v.as_str().unwrap_or_default().to_owned();
    let true_ones = report["findings"].as_array().unwrap().iter().filter(|f| f["kind"] == "true");
    true_ones
        .map(|f| {
            let variants = f["variants"].as_array().unwrap();
            let list = |key: &str| variants.iter().map(|v| text(&v[key])).collect();
            (text(&f["source"]), list("target"), list("class"))
        })
        .collect()
}

#[test]
fn forms_are_one_rendering_and_inconsistencies_among_them_are_found() {
    let mut wrong = Vec::new();
    for target in ["fa", "ar", "ru", "de", "tr"] {
        let name = format!("forms-{target}");
        let lines = |side: &str| {
            fs::read_to_string(case(&name).join(format!("{side}.sentences.txt"))).unwrap().lines().count()
        };
        assert!(lines("source") >= 25 && lines("source") == lines("target"), "{name}: lines");
        let rows = rows(&name);
        assert!(rows.len() >= 3, "{name}: {} rows", rows.len());
        let found = claims(&name, target);
        let is_there =
            |row: &Row| found.iter().any(|f| about(row, f) && f.0 == row.source && f.2.contains(&row.class));
        wrong.extend(rows.iter().filter(|r| !is_there(r)).map(|r| format!("{name}: {} is missed", r.source)));
        let extra = found.iter().filter(|f| !rows.iter().any(|r| about(r, f)));
        wrong.extend(extra.map(|f| format!("{name}: a form is claimed: {f:?}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
