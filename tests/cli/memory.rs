//! What goes into a store and comes out of it.

use crate::program::{Desk, case};

fn job(desk: &Desk, name: &str, target: &str) -> crate::program::Run {
    let folder = case(name);
    let path = |file: &str| folder.join(file).display().to_string();
    let code = target.to_owned();
    desk.yeksan(&[
        "run",
        &path("source.en.txt"),
        &path(&format!("target.{code}.txt")),
        "-s",
        "en",
        "-t",
        target,
        "--out",
        "job",
    ])
}

#[test]
fn the_same_job_again_adds_nothing_and_writes_the_same_bytes() {
    let desk = Desk::new();
    let first = job(&desk, "press-statement", "fa").ended(0);
    let (tmx, page) = (desk.read("job/memory.tmx"), desk.read("job/report.html"));
    let second = job(&desk, "press-statement", "fa").ended(0);
    assert_eq!(first.out, second.out);
    assert_eq!(tmx, desk.read("job/memory.tmx"));
    assert_eq!(page, desk.read("job/report.html"));
    assert!(second.err.contains("(0 new"), "{}", second.err);

    let other = Desk::new();
    job(&other, "press-statement", "fa").ended(0);
    assert_eq!(tmx, other.read("job/memory.tmx"), "another machine writes the same bytes");
}

#[test]
fn what_was_exported_comes_back_the_same() {
    let desk = Desk::new();
    job(&desk, "annual-report", "fa").ended(0);
    let imported = desk.yeksan(&["--db", "b.db", "import", "job/memory.tmx"]).ended(0);
    assert!(imported.err.contains("0 already there · 0 rejected"), "{}", imported.err);
    desk.yeksan(&["--db", "b.db", "export", "b.tmx"]).ended(0);
    let again = desk.yeksan(&["--db", "b.db", "import", "job/memory.tmx"]).ended(0);
    assert!(again.err.contains(" 0 new "), "{}", again.err);
    desk.yeksan(&["--db", "c.db", "import", "b.tmx"]).ended(0);
    desk.yeksan(&["--db", "c.db", "export", "c.tmx"]).ended(0);
    assert_eq!(desk.read("b.tmx"), desk.read("c.tmx"));
}

#[test]
fn a_step_is_undone_and_redone() {
    let desk = Desk::new();
    desk.write("a.en", "The court ruled.\nThe minister resigned.\n");
    desk.write("a.fa", "دادگاه حکم داد.\nوزیر استعفا کرد.\n");
    desk.yeksan(&["import", "--moses", "a.en", "a.fa", "-s", "en", "-t", "fa"]).ended(0);
    let full = desk.yeksan(&["dump"]).ended(0).out;
    assert_eq!(full.lines().count(), 2);
    desk.yeksan(&["undo"]).ended(0);
    assert_eq!(desk.yeksan(&["dump"]).ended(0).out, "");
    let log = desk.yeksan(&["log"]).ended(0).out;
    assert!(log.contains("undone by 2"), "{log}");
    desk.yeksan(&["undo", "2"]).ended(0);
    assert_eq!(desk.yeksan(&["dump"]).ended(0).out, full);
}

#[test]
fn a_decision_in_the_glossary_is_enforced() {
    let desk = Desk::new();
    desk.write("a.en", "The death committee met.\nThe death committee ruled.\n");
    desk.write("a.fa", "هیئت مرگ گرد آمد.\nکمیتهٔ مرگ حکم داد.\n");
    desk.yeksan(&["import", "--moses", "a.en", "a.fa", "-s", "en", "-t", "fa"]).ended(0);
    desk.yeksan(&["glossary", "add", "death committee", "هیئت مرگ", "--forbid", "کمیته مرگ"]).ended(0);
    let run = desk.yeksan(&["check", "--select", "term-forbidden", "--format", "json"]).ended(1);
    let findings = run.json()["findings"].clone();
    assert_eq!(findings.as_array().map(Vec::len), Some(1), "{findings}");
    assert_eq!(findings[0]["places"][0]["place"], 2);
    assert_eq!(findings[0]["fix"]["replacement"], "هیئت مرگ");

    desk.yeksan(&["glossary", "export", "g.tsv"]).ended(0);
    let other = Desk::new();
    other.write("g.tsv", desk.read("g.tsv"));
    other.yeksan(&["glossary", "import", "g.tsv", "-s", "en", "-t", "fa"]).ended(0);
    let list = |d: &Desk| d.yeksan(&["glossary", "list"]).ended(0).out;
    assert_eq!(list(&desk), list(&other));
    desk.yeksan(&["glossary", "rm", "death committee"]).ended(0);
    assert_eq!(list(&desk), "");
}

#[test]
fn a_delivery_is_checked_without_storing_it() {
    let desk = Desk::new();
    desk.write("d.en.txt", "The committee met on 12 May 2021 in Geneva.\n\nIt heard 34 families.\n");
    desk.write("d.fa.txt", "کمیته در ۱۲ مه ۲۰۲۱ در ژنو گرد آمد.\n\nسخنان ۴۳ خانواده را شنید.\n");
    let run = desk.yeksan(&["check", "d.en.txt", "d.fa.txt", "--select", "number-mismatch"]).ended(1);
    assert!(run.out.contains("34 in the source, ۴۳ in the target"), "{}", run.out);
    assert!(!desk.path("yeksan.db").exists());
    desk.yeksan(&["check", "d.en.txt", "d.fa.txt", "--select", "number-mismatch", "--exit-zero"]).ended(0);
}
