//! The golden pairs: segments, beads and findings of documents written for it, each with a page that says what is in it.

use crate::program::{Desk, case};
use std::collections::BTreeSet;
use std::fs;

/// A row of the table of an `expected.md`: the source name, its renderings, the class of the odd one.
pub(crate) struct Row {
    pub(crate) source: String,
    renderings: Vec<String>,
    pub(crate) class: String,
}

/// Returns what the page of a case says must be reported.
pub(crate) fn rows(name: &str) -> Vec<Row> {
    let page = fs::read_to_string(case(name).join("expected.md")).unwrap();
    let table = page.split("## To be reported").nth(1).unwrap().split("\n## ").next().unwrap();
    table
        .lines()
        .filter(|l| l.starts_with("| ") && !l.starts_with("| source") && !l.starts_with("| ---"))
        .map(|line| {
            let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
            let renderings = cells[1]
                .split(" · ")
                .map(|r| {
                    r.split(" (")
                        .next()
                        .unwrap()
                        .trim_end_matches(|c: char| c.is_numeric() || c == ' ')
                        .to_owned()
                })
                .collect();
            let class = cells[2].split_whitespace().next().unwrap_or_default().to_owned();
            Row { source: cells[0].to_owned(), renderings, class }
        })
        .collect()
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn lines(name: &str, file: &str) -> Vec<String> {
    fs::read_to_string(case(name).join(file)).unwrap().lines().map(squeezed).collect()
}

/// Returns the expected sentences that `segment` does not give exactly, white space apart.
fn segments_lost(name: &str, file: &str, expected: &str, lang: &str) -> Vec<String> {
    let path = case(name).join(file).display().to_string();
    let out = Desk::new().yeksan(&["segment", &path, "--lang", lang, "--keep-markup"]).ended(0).out;
    let given: BTreeSet<String> = out.lines().map(squeezed).collect();
    lines(name, expected).into_iter().filter(|wanted| !given.contains(wanted)).collect()
}

#[test]
fn documents_are_cut_as_their_writer_cut_them() {
    for (name, target) in
        [("press-statement", "fa"), ("annual-report", "fa"), ("news-feature", "fa"), ("communique", "ar")]
    {
        for (file, expected, lang) in [
            ("source.en.txt".to_owned(), "source.sentences.txt", "en"),
            (format!("target.{target}.txt"), "target.sentences.txt", target),
        ] {
            let lost = segments_lost(name, &file, expected, lang);
            assert!(lost.is_empty(), "{name} {file} lacks {lost:#?}");
        }
    }
}

#[test]
fn markup_becomes_codes_and_the_text_is_that_of_the_reader() {
    for (lang, expected) in [("en", "source.sentences.txt"), ("fa", "target.sentences.txt")] {
        for kind in ["md", "html"] {
            let path = case("formats").join(format!("article.{lang}.{kind}")).display().to_string();
            let out = Desk::new().yeksan(&["segment", &path]).ended(0).out;
            let given: Vec<String> = out.lines().map(squeezed).collect();
            for wanted in lines("formats", expected) {
                assert!(given.contains(&wanted), "article.{lang}.{kind} lacks {wanted}: {given:#?}");
            }
        }
    }
}

#[test]
fn sentences_are_aligned_as_their_writer_aligned_them() {
    for (name, target) in
        [("press-statement", "fa"), ("annual-report", "fa"), ("news-feature", "fa"), ("communique", "ar")]
    {
        let desk = Desk::new();
        let folder = case(name);
        let pairs = format!("{0}/source.sentences.txt\t{0}/target.sentences.txt\tx\n", folder.display());
        desk.write("pairs.tsv", pairs);
        desk.yeksan(&[
            "align",
            "--pairs",
            "pairs.tsv",
            "-s",
            "en",
            "-t",
            target,
            "--segmented",
            "--no-store",
            "--beads",
            "out",
            "--min-score",
            "0",
        ])
        .ended(0);
        let beads = |text: &str| -> BTreeSet<(String, String)> {
            text.lines()
                .filter_map(|l| {
                    let mut fields = l.split('\t');
                    Some((fields.next()?.to_owned(), fields.next()?.to_owned()))
                })
                .filter(|(s, t)| !s.is_empty() && !t.is_empty())
                .collect()
        };
        let given = beads(&String::from_utf8(desk.read("out/x.tsv")).unwrap());
        let wanted = beads(&fs::read_to_string(folder.join("beads.tsv")).unwrap());
        let right = given.intersection(&wanted).count();
        let f1 = 2.0 * right as f64 / (given.len() + wanted.len()) as f64;
        assert!(
            f1 >= 0.95,
            "{name}: F1 {f1:.3}\nmissed {:?}\nextra {:?}",
            wanted.difference(&given),
            given.difference(&wanted)
        );
    }
}

/// Runs the main job on a case; returns its findings about names and titles as (subject, renderings, classes).
fn name_findings(name: &str, target: &str) -> Vec<(String, Vec<String>, Vec<String>)> {
    let folder = case(name);
    let source = folder.join("source.en.txt").display().to_string();
    let target_file = folder.join(format!("target.{target}.txt")).display().to_string();
    let desk = Desk::new();
    let run = desk
        .yeksan(&["run", &source, &target_file, "-s", "en", "-t", target, "--out", "job", "--format", "json"])
        .ended(0);
    let text = |v: &serde_json::Value| v.as_str().unwrap_or_default().to_owned();
    run.json()["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|f| ["name-variant", "title-variant", "name-spelling"].contains(&f["code"].as_str().unwrap()))
        .map(|f| {
            let rivals = f["rivals"].as_array().unwrap();
            let list = |key: &str| rivals.iter().map(|r| text(&r[key])).collect();
            (text(&f["subject"]), list("text"), list("class"))
        })
        .collect()
}

/// Returns whether a finding is about the row: a word of its source, and two of its renderings apart.
pub(crate) fn about(row: &Row, finding: &(String, Vec<String>, Vec<String>)) -> bool {
    let (subject, rivals, _) = finding;
    let words: Vec<String> = row.source.to_lowercase().split_whitespace().map(str::to_owned).collect();
    let shares = subject.to_lowercase().split_whitespace().any(|w| words.contains(&w.to_owned()));
    let meets = |rendering: &String| {
        rivals
            .iter()
            .any(|r| squeezed(r).contains(&squeezed(rendering)) || squeezed(rendering).contains(&squeezed(r)))
    };
    shares && row.renderings.iter().filter(|r| meets(r)).count() >= 2
}

#[test]
fn planted_inconsistencies_are_found_in_their_class_and_decoys_are_left_alone() {
    let mut wrong = Vec::new();
    for (name, target) in
        [("press-statement", "fa"), ("annual-report", "fa"), ("news-feature", "fa"), ("communique", "ar")]
    {
        let rows = rows(name);
        let found = name_findings(name, target);
        for row in &rows {
            match found.iter().find(|f| about(row, f)) {
                None => wrong.push(format!("{name}: {} is not reported", row.source)),
                Some((_, _, classes)) if !classes.contains(&row.class) => {
                    wrong.push(format!("{name}: {} is {classes:?}, not {}", row.source, row.class));
                }
                Some(_) => {}
            }
        }
        let extra = found.iter().filter(|f| !rows.iter().any(|r| about(r, f)));
        wrong.extend(extra.map(|f| format!("{name}: reported and not planted: {f:?}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Numbers and dates: the one that was planted is an error, correct ones in other digits and calendars are not.
#[test]
fn one_number_is_wrong_in_each_document() {
    for (name, target, wrong) in [
        ("press-statement", "fa", "۷۲"),
        ("annual-report", "fa", "۱۷۸"),
        ("news-feature", "fa", "۴٫۳"),
        ("communique", "ar", "١٬٥٣٠"),
    ] {
        let folder = case(name);
        let source = folder.join("source.en.txt").display().to_string();
        let target_file = folder.join(format!("target.{target}.txt")).display().to_string();
        let run = Desk::new()
            .yeksan(&[
                "check",
                &source,
                &target_file,
                "-s",
                "en",
                "-t",
                target,
                "--select",
                "number-mismatch",
                "--format",
                "json",
            ])
            .ended(1);
        let report = run.json();
        let found: Vec<&str> = report["findings"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|f| f["severity"] == "error")
            .map(|f| f["message"].as_str().unwrap())
            .collect();
        assert!(found.len() == 1 && found[0].contains(wrong), "{name}: {found:?}");
    }
}
