//! What is typed by mistake is refused with what was meant, and every command says by one rule how it ended.

use crate::program::{Desk, case};
use std::io::Write;
use std::process::{Command, Stdio};

const PAIR: &str = "<tu><tuv xml:lang=\"en\"><seg>The court met.</seg></tuv>\
                    <tuv xml:lang=\"fa\"><seg>دادگاه تشکیل شد.</seg></tuv></tu>\n";

fn tmx(units: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?>\n<tmx version=\"1.4\"><header creationtool=\"t\" creationtoolversion=\"1\" \
         segtype=\"sentence\" o-tmf=\"t\" adminlang=\"en\" srclang=\"en\" datatype=\"plaintext\"/><body>\n{units}</body></tmx>\n"
    )
}

fn memory() -> Desk {
    let desk = Desk::new();
    desk.write("court.tmx", tmx(PAIR));
    desk.yeksan(&["import", "court.tmx"]).ended(0);
    desk
}

/// Runs the program with something on stdin; returns its exit code and what it said.
fn fed(desk: &Desk, arguments: &[&str], input: &[u8]) -> (i32, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_yeksan"))
        .args(arguments)
        .current_dir(desk.path("."))
        .env_remove("YEKSAN_DB")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    let output = child.wait_with_output().unwrap();
    let said = [output.stdout, output.stderr].concat();
    (output.status.code().unwrap_or(-1), String::from_utf8(said).unwrap())
}

#[test]
fn a_file_that_the_store_does_not_know_is_no_empty_answer() {
    let desk = memory();
    desk.write("new.en.txt", "The court met.\n");
    std::fs::create_dir(desk.path("below")).unwrap();
    for arguments in [
        &["analyse", "new.en.txt", "--against", "cuort.tmx"][..],
        &["search", "The court met.", "--origin", "cuort.tmx"],
        &["search", "-c", "court", "--origin", "cuort.tmx"],
        &["pretranslate", "new.en.txt", "-n", "--origin", "cuort.tmx"],
        &["export", "out.tmx", "--origin", "cuort.tmx"],
    ] {
        let run = desk.yeksan(arguments).ended(2);
        assert!(run.err.contains("no file called cuort.tmx"), "{arguments:?}: {}", run.err);
        assert!(run.err.contains("did you mean court.tmx?"), "{arguments:?}: {}", run.err);
    }
    // As the file is typed from here.
    let found = desk.yeksan(&["search", "The court met.", "--origin", "./court.tmx"]).ended(0).out;
    assert!(found.contains("100%"), "{found}");
    let none = desk.yeksan(&["--db", "no.db", "analyse", "new.en.txt", "--against", "court.tmx"]).ended(2);
    assert!(none.err.contains("no.db"), "{}", none.err);
}

#[test]
fn control_characters_are_no_text() {
    let desk = memory();
    for (text, name) in
        [("دادگاه\u{7}", "U+0007 (bell)"), ("a\u{1b}[31mb", "U+001B (escape)"), ("a\u{85}", "U+0085")]
    {
        let run = desk.yeksan(&["edit", "1", "--target", text]).ended(2);
        assert!(run.err.contains(name), "{}", run.err);
    }
    desk.yeksan(&["edit", "1", "--target", "دادگاه (\u{200e}NCRI\u{200e}) \u{2067}تشکیل\u{2069} شد."])
        .ended(0);
}

#[test]
fn an_ending_that_says_nothing_and_a_folder_that_is_not_there_are_named() {
    let desk = memory();
    for name in ["out.doc", "out.tmx.gz", "out.json"] {
        let run = desk.yeksan(&["export", name]).ended(2);
        assert!(run.err.contains("no form is known") && run.err.contains(".jsonl"), "{}", run.err);
        assert!(!desk.path(name).exists());
    }
    desk.yeksan(&["export", "memory"]).ended(0);
    desk.yeksan(&["export", "OUT.TMX", "--for", "omegat", "-s", "en", "-t", "fa"]).ended(0);
    for arguments in
        [&["export", "no/where/out.tmx"][..], &["check", "-o", "no/where/x.html", "--format", "html"]]
    {
        let run = desk.yeksan(arguments).ended(2);
        assert!(run.err.contains("the folder no/where is not there"), "{}", run.err);
        assert!(run.err.contains("mkdir -p no/where"), "{}", run.err);
    }
}

#[test]
fn the_exit_code_says_what_was_left_to_do() {
    let desk = Desk::new();
    let bad = "<tu><tuv><seg>x</seg></tuv></tu>\n";
    desk.write("m.tmx", tmx(&format!("{PAIR}{bad}")));
    // A unit that is none lies beside the file and is counted; a file that is none stays to be imported.
    desk.yeksan(&["import", "-n", "m.tmx"]).ended(0);
    desk.yeksan(&["import", "m.tmx"]).ended(0);
    desk.write("broken.tmx", "<tmx");
    desk.yeksan(&["import", "m.tmx", "broken.tmx"]).ended(3);
    desk.write("g.tsv", "source\ttarget\ncourt\tدادگاه\n\tx\n");
    desk.yeksan(&["glossary", "import", "g.tsv", "-s", "en", "-t", "fa"]).ended(3);
    // What the user's own order leaves out is done, not done in part.
    let desk = memory();
    desk.write("court.tmx", tmx(&PAIR.replace("تشکیل", "برپا")));
    let run = desk.yeksan(&["import", "court.tmx", "--on-conflict", "keep"]).ended(0);
    assert!(run.err.contains("1 rejected"), "{}", run.err);
}

#[test]
fn stdin_is_read_where_files_are() {
    let desk = Desk::new();
    let (code, said) = fed(&desk, &["import", "-"], tmx(PAIR).as_bytes());
    assert!(code == 0 && said.contains("-: 1 read · 1 new"), "{code} {said}");
    let table = "en,fa\nThe judge left.,قاضی رفت.\n";
    let (code, said) = fed(&desk, &["import", "-", "--format", "csv", "--origin", "list"], table.as_bytes());
    assert!(code == 0 && said.contains("1 new"), "{code} {said}");
    let dump = desk.yeksan(&["dump"]).ended(0).out;
    assert!(dump.contains("\"file\":\"-\"") && dump.contains("\"file\":\"list\""), "{dump}");
    let (code, said) = fed(&desk, &["import", "-"], tmx("<tu><tuv><seg>x</seg></tuv></tu>\n").as_bytes());
    assert!(code == 0 && said.contains("stdin.rejected.tmx") && !said.contains("/tmp/"), "{code} {said}");
    assert!(desk.path("stdin.rejected.tmx").exists());
    let (code, said) = fed(&desk, &["import", "-"], b"<tmx");
    assert!(code == 2 && said.contains("error: -") && !said.contains("/tmp/"), "{code} {said}");
    let (code, said) = fed(&desk, &["validate", "-"], tmx(PAIR).as_bytes());
    assert!(code == 0 && said.contains("-: 1 units, no problem"), "{code} {said}");
    let (code, said) = fed(&desk, &["analyse", "-"], "The court met.\n".as_bytes());
    assert!(code == 0 && said.contains("100"), "{code} {said}");
}

#[test]
fn files_without_a_counterpart_are_no_pairs() {
    let desk = Desk::new();
    for folder in ["en", "fa"] {
        std::fs::create_dir(desk.path(folder)).unwrap();
    }
    let texts = case("press-statement");
    desk.write("en/a.txt", std::fs::read(texts.join("source.en.txt")).unwrap());
    desk.write("fa/a.txt", std::fs::read(texts.join("target.fa.txt")).unwrap());
    desk.write("en/empty.txt", "");
    desk.write("en/zebra.txt", "Zebras are striped animals of the African plains. They eat grass all day.\n");
    let run = desk.yeksan(&["align", "en", "fa", "--no-store", "--min-score", "0"]).ended(3);
    let last = run.err.trim_end().lines().next_back().unwrap_or_default().to_owned();
    assert_eq!(
        last,
        "1 pair · 1 ok · 0 low · 0 failed · 1 file without a counterpart · 1 file that cannot be used"
    );
}

#[test]
fn a_filled_xliff_2_says_what_is_to_be_reviewed() {
    let desk = memory();
    desk.write(
        "job.xlf",
        "<?xml version=\"1.0\"?>\n<xliff version=\"2.0\" xmlns=\"urn:oasis:names:tc:xliff:document:2.0\" srcLang=\"en\" \
         trgLang=\"fa\"><file id=\"f\"><unit id=\"u\"><segment><source>The court met.</source></segment></unit></file></xliff>\n",
    );
    desk.yeksan(&["pretranslate", "job.xlf", "--out", "filled.xlf"]).ended(0);
    let filled = String::from_utf8(desk.read("filled.xlf")).unwrap();
    assert!(filled.contains("<segment state=\"initial\" subState=\"yeksan:needs-review\">"), "{filled}");
    assert!(filled.contains("<target>دادگاه تشکیل شد.</target>"), "{filled}");
}

#[test]
fn one_file_twice_and_empty_files_are_refused() {
    let desk = Desk::new();
    desk.write("a.txt", "The court met.\nThe judge left.\n");
    desk.write("b.txt", "دادگاه تشکیل شد.\nقاضی رفت.\n");
    desk.write("empty.tmx", "");
    let run = desk.yeksan(&["import", "--moses", "a.txt", "./a.txt", "-s", "en", "-t", "fa"]).ended(2);
    assert!(run.err.contains("given as source and as target"), "{}", run.err);
    for command in ["align", "run"] {
        let run = desk.yeksan(&[command, ".", "."]).ended(2);
        assert!(run.err.contains("given as source and as target"), "{}", run.err);
    }
    for arguments in [&["import", "empty.tmx"][..], &["glossary", "import", "empty.tmx"]] {
        let run = desk.yeksan(arguments).ended(2);
        assert!(run.err.contains("empty.tmx: the file is empty"), "{}", run.err);
    }
    desk.yeksan(&["align", "a.txt", "b.txt", "-s", "en", "-t", "fa", "--min-score", "0"]).ended(0);
    let run = desk.yeksan(&["search", " "]).ended(2);
    assert!(run.err.contains("the query is blank"), "{}", run.err);
}
