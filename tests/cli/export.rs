//! What goes out: as it came, for a program, a part of it, into a project.

use crate::program::Desk;

const HEADER: &str = "<header creationtool=\"pen\" creationtoolversion=\"2\" segtype=\"sentence\" o-tmf=\"ink\" adminlang=\"en\" srclang=\"EN_US\" datatype=\"html\"/>";

/// A desk with a memory of everything: codes, three languages, duplicates, dates, an empty side, a long one.
fn desk() -> Desk {
    let desk = Desk::new();
    let long = "باران ".repeat(400);
    let body = format!(
        "<tu tuid=\"1\" changedate=\"20230101T000000Z\"><prop type=\"client\">press</prop>\n\
         <tuv xml:lang=\"EN_US\"><seg>The <bpt i=\"1\" x=\"1\">&lt;b></bpt>rain<ept i=\"1\">&lt;/b></ept> stopped.</seg></tuv>\n\
         <tuv xml:lang=\"fas\"><seg><bpt i=\"1\" x=\"1\">&lt;b></bpt>باران<ept i=\"1\">&lt;/b></ept> بند آمد.</seg></tuv>\n\
         <tuv xml:lang=\"de\"><seg>Der Regen hörte auf.</seg></tuv></tu>\n\
         <tu changedate=\"20240601T000000Z\"><tuv xml:lang=\"EN_US\"><seg>Snow</seg></tuv><tuv xml:lang=\"fas\"><seg>برف</seg></tuv></tu>\n\
         <tu><tuv xml:lang=\"EN_US\"><seg>Snow</seg></tuv><tuv xml:lang=\"fas\"><seg>برف</seg></tuv></tu>\n\
         <tu><tuv xml:lang=\"EN_US\"><seg>Fog</seg></tuv><tuv xml:lang=\"fas\"><seg></seg></tuv></tu>\n\
         <tu><tuv xml:lang=\"EN_US\"><seg>Long rain</seg></tuv><tuv xml:lang=\"fas\"><seg>{long}</seg></tuv></tu>\n"
    );
    desk.write("m.tmx", format!("<tmx version=\"1.4\">{HEADER}<body>{body}</body></tmx>"));
    desk.yeksan(&["import", "m.tmx"]).ended(0);
    desk
}

fn units(desk: &Desk, arguments: &[&str]) -> usize {
    let run = desk.yeksan(&[&["export", "-"], arguments].concat()).ended(0);
    run.out.matches("<tu>").count() + run.out.matches("<tu ").count()
}

#[test]
fn every_occurrence_goes_back_as_it_came_and_that_is_checked() {
    let desk = desk();
    let run = desk.yeksan(&["export", "a.tmx", "--check"]).ended(0);
    assert!(run.err.contains("checked: nothing was lost") && run.err.contains("5 units"), "{}", run.err);
    desk.yeksan(&["--db", "b.db", "import", "a.tmx"]).ended(0);
    desk.yeksan(&["--db", "b.db", "export", "b.tmx"]).ended(0);
    assert_eq!(desk.read("a.tmx"), desk.read("b.tmx"));
    assert_eq!(units(&desk, &["--dedupe"]), 4);
}

#[test]
fn filters_pass_what_they_say() {
    let desk = desk();
    assert_eq!(units(&desk, &["--regex", "^Snow|باران"]), 4);
    assert_eq!(units(&desk, &["--since", "2024-01-01", "--until", "2025-01-01"]), 1);
    assert_eq!(units(&desk, &["--until", "2024-01-01"]), 1);
    // Units without a date have the day on which they came: 2025-02-03.
    assert_eq!(units(&desk, &["--since", "2025-02-03"]), 3);
    assert_eq!(units(&desk, &["-s", "de"]), 1);
    desk.yeksan(&["export", "-", "--approved-only"]).ended(2);
    desk.yeksan(&["export", "-", "--regex", "("]).ended(2);
    desk.yeksan(&["export", "-", "--since", "yesterday"]).ended(2);
    desk.yeksan(&["export", "x.tmx", "--regex", "Nothing has this"]).ended(2);
    assert!(!desk.path("x.tmx").exists());
}

#[test]
fn a_file_for_a_program_has_two_languages_and_no_surprises() {
    let desk = desk();
    let run = desk.yeksan(&["export", "t.tmx", "--for", "trados"]).ended(2);
    assert!(run.err.contains("two languages are wanted") && run.err.contains("-s en -t fa"), "{}", run.err);
    let run =
        desk.yeksan(&["export", "t.tmx", "--for", "trados", "-s", "en", "-t", "fa", "--check"]).ended(1);
    assert!(run.err.contains("m.tmx: unit 5: left out: 2400 characters in `fa-IR`"), "{}", run.err);
    assert!(run.err.contains("m.tmx: unit 4: left out: nothing in `fa-IR`"), "{}", run.err);
    let out = String::from_utf8(desk.read("t.tmx")).unwrap();
    assert!(out.contains("srclang=\"en-US\"") && out.contains("xml:lang=\"fa-IR\""), "{out}");
    assert!(
        !out.contains("\"de\"") && out.contains("type=\"x-client\"") && out.contains("<bpt i=\"1\" x=\"1\">"),
        "{out}"
    );
    desk.yeksan(&["export", "a.tmx", "--for", "any", "-s", "en", "-t", "fa"]).ended(0);
    let out = String::from_utf8(desk.read("a.tmx")).unwrap();
    assert!(
        out.contains("xml:lang=\"en\"") && out.contains("xml:lang=\"fa\"") && out.contains("Long rain"),
        "{out}"
    );
}

#[test]
fn codes_are_omegat_s_own_for_omegat() {
    let desk = desk();
    let out = desk.yeksan(&["export", "-", "--for", "omegat", "-s", "en", "-t", "fa"]).ended(0).out;
    assert!(out.contains("creationtool=\"OmegaT\""), "{out}");
    assert!(
        out.contains("The <bpt i=\"0\" x=\"0\">&lt;b0&gt;</bpt>rain<ept i=\"0\">&lt;/b0&gt;</ept> stopped."),
        "{out}"
    );
}

#[test]
fn a_project_has_each_unit_where_it_belongs() {
    let desk = desk();
    desk.yeksan(&["glossary", "add", "rain", "باران", "-s", "en", "-t", "fa"]).ended(0);
    let fill = || desk.yeksan(&["export", "--omegat", "job", "-s", "en", "-t", "fa", "--check"]).ended(1);
    fill();
    let memory = String::from_utf8(desk.read("job/tm/yeksan.tmx")).unwrap();
    assert_eq!(memory.matches("<tu").count() - memory.matches("<tuv").count(), 4);
    assert!(!desk.path("job/tm/auto/yeksan.tmx").exists());
    assert!(String::from_utf8(desk.read("job/glossary/yeksan.txt")).unwrap().contains("rain\tباران"));
    // What is there of a former export and has nothing any more goes.
    std::fs::create_dir_all(desk.path("job/tm/auto")).unwrap();
    desk.write("job/tm/auto/yeksan.tmx", "old");
    let run = fill();
    assert!(run.err.contains("nothing any more, removed"), "{}", run.err);
    assert!(!desk.path("job/tm/auto/yeksan.tmx").exists());
}

#[test]
fn imported_units_say_where_they_came_from_when_asked() {
    let desk = desk();
    let plain = desk.yeksan(&["export", "-"]).ended(0).out;
    assert!(!plain.contains("x-yeksan-"), "{plain}");
    let out = desk.yeksan(&["export", "-", "--provenance"]).ended(0).out;
    assert!(out.contains("<prop type=\"x-yeksan-source-file\">m.tmx</prop>"), "{out}");
    assert!(out.contains("<prop type=\"x-yeksan-place\">5</prop>"), "{out}");
}
