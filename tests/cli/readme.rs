//! The README tells the truth.

use crate::program::Desk;

const README: &str = include_str!("../../README.md");

#[test]
fn the_demo_prints_findings_and_writes_its_files() {
    let desk = Desk::new();
    let run = desk.yeksan(&["demo"]).ended(0);
    assert!(run.out.contains("name-variant"), "{}", run.out);
    for name in ["memory.db", "memory.tmx", "report.html"] {
        assert!(desk.path("yeksan-demo").join(name).exists(), "{name}");
    }
}

#[test]
fn every_command_the_readme_names_is_one() {
    let desk = Desk::new();
    let mut seen = 0;
    for line in README.lines() {
        let line = line.trim_start();
        let Some(rest) = line.strip_prefix("yeksan ") else { continue };
        let command = rest.split_whitespace().find(|w| !w.starts_with('-')).unwrap_or_default();
        desk.yeksan(&["help", command]).ended(0);
        seen += 1;
    }
    assert!(seen > 5, "the README shows commands");
}

#[test]
fn every_help_page_opens() {
    let desk = Desk::new();
    for command in
        ["run", "demo", "align", "segment", "import", "export", "names", "check", "glossary", "dump", "stats"]
    {
        let page = desk.yeksan(&[command, "--help"]).ended(0).out;
        assert!(page.contains("Examples:"), "{command}");
    }
    desk.yeksan(&["man", "man1"]).ended(0);
    assert!(desk.path("man1/yeksan-align.1").exists());
    assert!(desk.yeksan(&["completions", "bash"]).ended(0).out.contains("yeksan"));
}
