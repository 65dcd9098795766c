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

#[test]
fn languages_are_found_in_names_and_in_the_text() {
    let desk = Desk::new();
    let (en, fa) = (
        "The court sentenced two journalists on Monday. Their lawyers said they would appeal.\n",
        "دادگاه روز دوشنبه دو روزنامه‌نگار را محکوم کرد. وکیلان آنان گفتند که درخواست تجدیدنظر خواهند کرد.\n",
    );
    desk.write("one.txt", en);
    desk.write("two.txt", fa);
    let run = desk.yeksan(&["run", "one.txt", "two.txt", "--out", "a"]).ended(0);
    assert!(run.err.contains("two.txt: language found in the text: fa"), "{}", run.err);
    desk.write("x.en.txt", en);
    desk.write("x_FA.txt", fa);
    let run = desk.yeksan(&["run", "x.en.txt", "x_FA.txt", "--out", "b"]).ended(0);
    assert!(!run.err.contains("language"), "{}", run.err);
    let tmx = String::from_utf8(desk.read("b/memory.tmx")).unwrap();
    assert!(tmx.contains("xml:lang=\"fa\"") && tmx.contains("srclang=\"en\""), "{tmx}");
}

#[test]
fn legacy_encodings_are_read_and_said() {
    let desk = Desk::new();
    desk.write(
        "a.en.txt",
        "The court sentenced two journalists on Monday.\r\nTheir lawyers said they would appeal.\r\n",
    );
    let fa =
        "دادگاه دو روزنامه نگار را در روز دوشنبه محکوم کرد.\r\nوکيلان گفتند که درخواست تجديدنظر مي دهند.\r\n";
    let utf16: Vec<u8> =
        std::iter::once(0xfeff).chain(fa.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    desk.write("a.fa.txt", utf16);
    desk.yeksan(&["run", "a.en.txt", "a.fa.txt", "--out", "a"]).ended(0);
    let tmx = String::from_utf8(desk.read("a/memory.tmx")).unwrap();
    assert!(tmx.contains("دادگاه دو روزنامه نگار"), "{tmx}");
}

/// A killed import leaves a store that opens, and the import can be run again.
#[test]
fn a_killed_import_leaves_whole_transactions() {
    let desk = Desk::new();
    let lines = |word: &str| (0..30_000).map(|n| format!("{word} {n} {}\n", n % 97)).collect::<String>();
    desk.write("a.en", lines("The court heard case"));
    desk.write("a.fa", lines("دادگاه پروندهٔ"));
    let import = ["import", "--moses", "a.en", "a.fa", "-s", "en", "-t", "fa"];
    for wait_ms in [20, 60, 120, 250, 400] {
        let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_yeksan"))
            .args(import)
            .current_dir(desk.path(""))
            .stderr(std::process::Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(std::time::Duration::from_millis(wait_ms));
        let _ = child.kill();
        child.wait().unwrap();
        if !desk.path("yeksan.db").exists() {
            continue;
        }
        let stats = desk.yeksan(&["stats", "--json"]);
        if stats.code == 0 {
            let count = stats.json()["occurrences"].as_u64().unwrap();
            assert!(count == 0 || count == 30_000, "{count} of 30,000 after {wait_ms} ms");
        }
    }
    desk.yeksan(&import).ended(0);
    assert_eq!(desk.yeksan(&["stats", "--json"]).ended(0).json()["occurrences"], 30_000);
    let again = desk.yeksan(&import).ended(0);
    assert!(again.err.contains("0 new · 30000 already there"), "{}", again.err);
}

const EN: &str = "The court sentenced two journalists on Monday. Their lawyers said they would appeal.\n";
const FA: &str =
    "دادگاه روز دوشنبه دو روزنامه‌نگار را محکوم کرد. وکیلان آنان گفتند که درخواست تجدیدنظر خواهند کرد.\n";

#[test]
fn a_file_is_the_same_from_whatever_folder_it_is_named() {
    let desk = Desk::new();
    for folder in ["a", "b"] {
        std::fs::create_dir(desk.path(folder)).unwrap();
    }
    desk.write("a/s.en.txt", EN);
    desk.write("a/s.fa.txt", FA);
    desk.write("b/s.en.txt", "The families waited outside the building all day. Nobody spoke to them.\n");
    desk.write("b/s.fa.txt", "خانواده‌ها تمام روز بیرون ساختمان منتظر ماندند. کسی با آنان سخن نگفت.\n");
    let align =
        |source: &str, target: &str| desk.yeksan(&["align", source, target, "--min-score", "0"]).ended(0);
    align("a/s.en.txt", "a/s.fa.txt");
    align("b/s.en.txt", "b/s.fa.txt");
    let same = align("./b/../a/s.en.txt", "a/s.fa.txt");
    assert!(same.out.starts_with("same"), "{}", same.out);
    let stats = desk.yeksan(&["stats", "--json"]).ended(0).json();
    assert_eq!((stats["files"].as_u64(), stats["occurrences"].as_u64()), (Some(2), Some(4)));
}

#[test]
fn a_wrong_language_can_be_corrected() {
    let desk = Desk::new();
    desk.write("a.txt", EN);
    desk.write("b.txt", FA);
    let run = |s: &str| {
        desk.yeksan(&["run", "a.txt", "b.txt", "-s", s, "-t", "fa", "--out", "j", "--min-score", "0"])
            .ended(0)
    };
    run("de");
    run("en");
    let tmx = String::from_utf8(desk.read("j/memory.tmx")).unwrap();
    assert!(tmx.contains("xml:lang=\"en\"") && !tmx.contains("xml:lang=\"de\""), "{tmx}");
}

#[test]
fn a_character_that_xml_cannot_hold_costs_itself_and_not_the_export() {
    let desk = Desk::new();
    desk.write("a.en", "The minister of \u{b}Iran resigned.\nThe court ruled.\n");
    desk.write("a.fa", "وزیر ایران استعفا کرد.\nدادگاه حکم داد.\n");
    desk.yeksan(&["import", "--moses", "a.en", "a.fa", "-s", "en", "-t", "fa"]).ended(0);
    let run = desk.yeksan(&["export", "a.tmx"]).ended(0);
    assert!(run.err.contains("U+FFFD") && run.err.contains("unit 1"), "{}", run.err);
    assert!(String::from_utf8(desk.read("a.tmx")).unwrap().contains("The court ruled."));
}

#[test]
fn nothing_selected_leaves_the_old_file() {
    let desk = Desk::new();
    desk.write("a.en", "The court ruled.\n");
    desk.write("a.fa", "دادگاه حکم داد.\n");
    desk.yeksan(&["import", "--moses", "a.en", "a.fa", "-s", "en", "-t", "fa"]).ended(0);
    desk.yeksan(&["export", "a.tmx"]).ended(0);
    let whole = desk.read("a.tmx");
    desk.yeksan(&["export", "a.tmx", "-s", "de"]).ended(2);
    desk.yeksan(&["export", "a.tmx", "--min-score", "5"]).ended(2);
    assert_eq!(desk.read("a.tmx"), whole);
}

#[test]
fn what_the_translator_added_is_said() {
    let desk = Desk::new();
    let folder = case("press-statement");
    let text = std::fs::read_to_string(folder.join("target.fa.txt")).unwrap();
    let (head, tail) = text.split_at(text.find("\n\n").unwrap());
    desk.write(
        "x.fa.txt",
        format!("{head}\n\nاین بند در متن اصلی نیست و مترجم آن را از خود افزوده است.{tail}"),
    );
    let source = folder.join("source.en.txt").display().to_string();
    let run =
        desk.yeksan(&["check", &source, "x.fa.txt", "-s", "en", "-t", "fa", "--select", "addition"]).ended(1);
    assert!(run.out.contains("مترجم آن را از خود افزوده"), "{}", run.out);
}

#[test]
fn names_are_marked_where_they_stand_also_when_the_target_has_the_capitals() {
    let desk = Desk::new();
    let folder = case("press-statement");
    let path = |name: &str| folder.join(name).display().to_string();
    let run = desk
        .yeksan(&[
            "check",
            &path("target.fa.txt"),
            &path("source.en.txt"),
            "-s",
            "fa",
            "-t",
            "en",
            "--format",
            "json",
            "--select",
            "name-variant,name-spelling,title-variant",
            "--exit-zero",
        ])
        .ended(0);
    let report = run.json();
    let mut spans = 0;
    for finding in report["findings"].as_array().unwrap() {
        for rival in finding["rivals"].as_array().unwrap() {
            for place in rival["places"].as_array().unwrap() {
                for side in ["source", "target"] {
                    let text = place[side]["text"].as_str().unwrap();
                    for span in place[side]["spans"].as_array().unwrap() {
                        let at = |i: usize| span[i].as_u64().unwrap() as usize;
                        assert!(text.get(at(0)..at(1)).is_some(), "{span} cuts {text}");
                        spans += 1;
                    }
                }
            }
        }
    }
    assert!(spans > 4, "{spans} spans");
}

#[test]
fn a_closed_pipe_is_no_failure() {
    let desk = Desk::new();
    let lines = |word: &str| (0..20_000).map(|n| format!("{word} {n}\n")).collect::<String>();
    desk.write("a.en", lines("The court heard case"));
    desk.write("a.fa", lines("دادگاه پروندهٔ"));
    desk.yeksan(&["import", "--moses", "a.en", "a.fa", "-s", "en", "-t", "fa"]).ended(0);
    for command in [&["dump"][..], &["export", "-"]] {
        let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_yeksan"))
            .args(command)
            .current_dir(desk.path(""))
            .stdout(std::process::Stdio::piped())
            .stderr(std::process::Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let ended = child.wait_with_output().unwrap();
        assert_eq!(ended.status.code(), Some(0), "{command:?}: {}", String::from_utf8_lossy(&ended.stderr));
    }
}
