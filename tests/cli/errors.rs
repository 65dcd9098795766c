//! Input that is missing, broken or mixed up: a clear message, exit code 2, nothing half-written.

use crate::program::Desk;

const EN: &str = "The court sentenced two journalists on Monday. Their lawyers said they would appeal. The families waited outside \
    the building all day.\n";
const FA: &str = "دادگاه روز دوشنبه دو روزنامه‌نگار را محکوم کرد. وکیلان آنان گفتند که درخواست تجدیدنظر خواهند کرد. خانواده‌ها تمام روز بیرون \
    ساختمان منتظر ماندند.\n";

fn desk() -> Desk {
    let desk = Desk::new();
    desk.write("a.en.txt", EN);
    desk.write("a.fa.txt", FA);
    desk
}

#[test]
fn a_missing_file_is_named() {
    let run = desk().yeksan(&["run", "a.en.txt", "nowhere.fa.txt"]).ended(2);
    assert!(run.err.contains("nowhere.fa.txt"), "{}", run.err);
    assert!(run.out.is_empty());
}

#[test]
fn an_empty_file_is_named() {
    let desk = desk();
    for content in ["", " \n\n\t\n", "\u{feff}"] {
        desk.write("empty.fa.txt", content);
        let run = desk.yeksan(&["run", "a.en.txt", "empty.fa.txt"]).ended(2);
        assert!(run.err.contains("empty.fa.txt") && run.err.contains("empty"), "{}", run.err);
    }
}

#[test]
fn a_directory_is_no_document() {
    let desk = desk();
    std::fs::create_dir(desk.path("folder.fa")).unwrap();
    let run = desk.yeksan(&["run", "a.en.txt", "folder.fa"]).ended(2);
    assert!(run.err.contains("folder.fa") && run.err.contains("director"), "{}", run.err);
}

#[test]
fn a_binary_file_is_told_from_text() {
    let desk = desk();
    for (name, bytes, word) in [
        ("b.pdf", &b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n"[..], "PDF"),
        ("b.fa.txt", &b"PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00!\x00"[..], "ZIP"),
        ("c.fa.txt", &[0u8, 159, 146, 150, 0, 1, 2, 3, 0, 255, 254, 0, 7][..], "text"),
    ] {
        desk.write(name, bytes);
        let run = desk.yeksan(&["run", "a.en.txt", name]).ended(2);
        assert!(run.err.contains(name), "{}", run.err);
        assert!(run.err.to_lowercase().contains(&word.to_lowercase()), "{word}: {}", run.err);
    }
}

#[test]
fn swapped_languages_are_said() {
    let desk = desk();
    let run = desk.yeksan(&["run", "a.fa.txt", "a.en.txt", "-s", "en", "-t", "fa"]).ended(2);
    assert!(run.err.contains("swapped"), "{}", run.err);
    assert!(run.err.contains("-s fa -t en"), "the hint says what to type: {}", run.err);
    assert!(!desk.path("yeksan-job/memory.tmx").exists());
}

#[test]
fn one_language_twice_is_said() {
    let desk = desk();
    let run = desk.yeksan(&["run", "a.en.txt", "a.en.txt", "-s", "en", "-t", "fa"]).ended(2);
    assert!(run.err.contains("source and as target"), "{}", run.err);
    desk.write("b.en.txt", EN);
    let run = desk.yeksan(&["run", "a.en.txt", "b.en.txt"]).ended(2);
    assert!(run.err.contains("both in `en`"), "{}", run.err);
}

#[test]
fn a_wrong_language_is_a_warning() {
    let run = desk().yeksan(&[
        "align",
        "a.en.txt",
        "a.fa.txt",
        "-s",
        "de",
        "-t",
        "fa",
        "--no-store",
        "--min-score",
        "0",
    ]);
    assert!(run.err.contains("taken as de, but the text looks like en"), "{}", run.err);
}

#[test]
fn unknown_words_get_a_near_one() {
    let run = desk().yeksan(&["check", "--explain", "name-varient"]).ended(2);
    assert!(run.err.contains("did you mean name-variant?"), "{}", run.err);
    let run = desk().yeksan(&["algin"]).ended(2);
    assert!(run.err.contains("align"), "{}", run.err);
}

#[test]
fn a_store_that_is_none_is_refused_and_kept() {
    let desk = desk();
    desk.write("notes.db", "these are my notes, not a database, and long enough to be one");
    let run = desk.yeksan(&["--db", "notes.db", "stats"]).ended(2);
    assert!(run.err.contains("notes.db"), "{}", run.err);
    assert!(desk.read("notes.db").starts_with(b"these are my notes"));
    let run = desk.yeksan(&["--db", "none.db", "stats"]).ended(2);
    assert!(run.err.contains("none.db"), "{}", run.err);
    assert!(!desk.path("none.db").exists(), "a command that reads makes no store");
}

#[test]
fn a_bad_clock_is_said() {
    let desk = desk();
    let out = std::process::Command::new(env!("CARGO_BIN_EXE_yeksan"))
        .args(["version"])
        .current_dir(desk.path(""))
        .env("SOURCE_DATE_EPOCH", "yesterday")
        .output()
        .unwrap();
    assert_eq!(out.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&out.stderr).contains("SOURCE_DATE_EPOCH"));
}

#[test]
fn a_list_of_pairs_cannot_write_outside_its_folder() {
    let desk = desk();
    for id in ["../esc", "a/b", ".hidden"] {
        desk.write("pairs.tsv", format!("a.en.txt\ta.fa.txt\t{id}\n"));
        let run = desk.yeksan(&["align", "--pairs", "pairs.tsv", "--no-store", "--beads", "out"]).ended(2);
        assert!(run.err.contains("pairs.tsv:1"), "{}", run.err);
    }
    desk.write("pairs.tsv", "a.en.txt\ta.fa.txt\tx\na.en.txt\ta.fa.txt\tx\n");
    let run = desk.yeksan(&["align", "--pairs", "pairs.tsv", "--no-store", "--beads", "out"]).ended(2);
    assert!(run.err.contains("pairs.tsv:2") && run.err.contains("twice"), "{}", run.err);
}

#[test]
fn a_pair_that_fails_does_not_stop_the_others() {
    let desk = desk();
    desk.write("pairs.tsv", "nope.en.txt\ta.fa.txt\tx\na.en.txt\ta.fa.txt\ty\n");
    let run = desk.yeksan(&["align", "--pairs", "pairs.tsv", "--min-score", "0"]).ended(3);
    assert!(run.out.contains("FAIL nope.en.txt") && run.out.contains("ok"), "{}", run.out);
    desk.yeksan(&["align", "nope.en.txt", "a.fa.txt"]).ended(2);
}

#[test]
fn a_term_that_says_nothing_is_refused() {
    let desk = desk();
    for words in [["", "x"], ["x", " "]] {
        desk.yeksan(&["glossary", "add", words[0], words[1]]).ended(2);
    }
    let run = desk.yeksan(&["glossary", "add", "a", "ب", "--forbid", "ب"]).ended(2);
    assert!(run.err.contains("forbidden"), "{}", run.err);
}
