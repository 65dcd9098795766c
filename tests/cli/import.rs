//! What comes in: TMX of every kind, again and changed.

use crate::program::{Desk, Run};

/// Returns a TMX file around a body.
fn tmx(body: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<tmx version=\"1.4\">\n<header creationtool=\"pen\" \
         creationtoolversion=\"2\" segtype=\"sentence\" o-tmf=\"ink\" adminlang=\"en\" srclang=\"en\" \
         datatype=\"plaintext\"/>\n<body>\n{body}</body>\n</tmx>\n"
    )
}

fn tu(attributes: &str, en: &str, fa: &str) -> String {
    format!(
        "<tu{attributes}>\n<tuv xml:lang=\"en\"><seg>{en}</seg></tuv>\n<tuv xml:lang=\"fa\"><seg>{fa}</seg></tuv>\n</tu>\n"
    )
}

fn counts(run: &Run) -> String {
    let line =
        run.err.lines().find(|line| line.contains(" read · ")).unwrap_or_else(|| panic!("{}", run.err));
    let (_, counts) = line.split_once(": ").unwrap();
    counts.split(" rejected").next().unwrap().to_owned() + " rejected"
}

#[test]
fn a_changed_file_takes_the_place_of_its_former_self() {
    let desk = Desk::new();
    let (rain, snow) = (tu("", "Rain", "باران"), tu("", "Snow", "برف"));
    desk.write("m.tmx", tmx(&(rain.clone() + &snow + &snow)));
    desk.yeksan(&["import", "m.tmx"]).ended(0);
    // A unit more at the top, one changed: the others keep their ids wherever they stand now.
    desk.write("m.tmx", tmx(&(tu("", "Fog", "مه") + &rain + &tu("", "Snow", "برف تازه") + &snow)));
    let run = desk.yeksan(&["import", "m.tmx"]).ended(0);
    assert_eq!(counts(&run), "4 read · 2 new · 2 already there · 0 rejected");
    assert!(run.err.contains("came before with other content; 1 units of then went"), "{}", run.err);
    assert_eq!(desk.targets(), ["مه", "باران", "برف تازه", "برف"]);
    assert_eq!(desk.yeksan(&["stats", "--json"]).ended(0).json()["files"], 1);
    let again = desk.yeksan(&["import", "m.tmx"]).ended(0);
    assert_eq!(counts(&again), "4 read · 0 new · 4 already there · 0 rejected");
    desk.yeksan(&["undo"]).ended(0);
    assert_eq!(desk.targets(), ["باران", "برف", "برف"]);
}

#[test]
fn what_happens_to_a_changed_file_can_be_chosen() {
    let old = tmx(&(tu("", "Rain", "باران")
        + &tu(" changedate=\"20240501T080000Z\"", "Snow", "برف")
        + &tu("", "Fog", "مه")));
    let new = tmx(&(tu(" changedate=\"20250101T000000Z\"", "Rain", "بارش")
        + &tu(" changedate=\"20230101T000000Z\"", "Snow", "یخ")));
    let import = |how: &str| {
        let desk = Desk::new();
        desk.write("m.tmx", &old);
        desk.yeksan(&["import", "m.tmx"]).ended(0);
        desk.write("m.tmx", &new);
        let run = desk.yeksan(&["import", "m.tmx", "--on-conflict", how]).ended(0);
        let mut left = desk.targets();
        left.sort();
        (counts(&run), left, desk)
    };
    assert_eq!(import("replace").1, ["بارش", "یخ"]);
    let (counts, left, desk) = import("keep");
    assert_eq!(counts, "2 read · 0 new · 0 already there · 2 rejected");
    assert_eq!(left, ["باران", "برف", "مه"]);
    let rejects = String::from_utf8(desk.read("m.tmx.rejected.tmx")).unwrap();
    assert!(
        rejects.contains("بارش") && rejects.contains("the store has another translation of it"),
        "{rejects}"
    );
    let (counts, left, _) = import("newest");
    assert_eq!(counts, "2 read · 1 new · 0 already there · 1 rejected");
    assert_eq!(left, ["بارش", "برف", "مه"]);
    assert_eq!(import("both").1.len(), 5);
}

#[test]
fn a_dry_run_changes_nothing_and_says_what_would_be() {
    let desk = Desk::new();
    desk.write("m.tmx", tmx(&(tu("", "Rain", "باران") + "<tu><tuv><seg>x</seg></tuv></tu>\n")));
    let run = desk.yeksan(&["import", "-n", "m.tmx"]).ended(0);
    assert_eq!(counts(&run), "2 read · 1 new · 0 already there · 1 rejected");
    assert!(!desk.path("yeksan.db").exists() && !desk.path("m.tmx.rejected.tmx").exists());
}

#[test]
fn refused_units_are_written_with_their_reason_and_counts_add_up() {
    let desk = Desk::new();
    let bad =
        "<tu tuid=\"7\"><tuv xml:lang=\"en\"><seg>a</seg></tuv><tuv><seg>b</seg></tuv></tu>\n<tu></tu>\n";
    desk.write("m.tmx", tmx(&(tu("", "Rain", "باران") + bad)));
    let run = desk.yeksan(&["import", "m.tmx"]).ended(0);
    assert_eq!(counts(&run), "3 read · 1 new · 0 already there · 2 rejected");
    let rejects = String::from_utf8(desk.read("m.tmx.rejected.tmx")).unwrap();
    assert_eq!(rejects.matches("x-yeksan-rejected").count(), 2, "{rejects}");
    assert!(
        rejects.contains("&lt;tuv> without xml:lang") || rejects.contains("&lt;tuv&gt; without xml:lang"),
        "{rejects}"
    );
    let strict = Desk::new();
    strict.write("m.tmx", tmx(&(tu("", "Rain", "باران") + bad)));
    let run = strict.yeksan(&["import", "--strict", "m.tmx"]).ended(2);
    assert!(
        run.err.contains("nothing was imported") && run.err.contains("yeksan validate m.tmx"),
        "{}",
        run.err
    );
    assert_eq!(strict.yeksan(&["dump"]).ended(0).out, "");
}

#[test]
fn a_damaged_file_is_refused_and_repaired_when_asked() {
    let desk = Desk::new();
    let whole = tmx(&(tu("", "Salt & pepper", "نمک و فلفل\u{b}") + &tu("", "Snow", "برف")));
    let cut = &whole[..whole.rfind("برف").unwrap()];
    desk.write("m.tmx", cut);
    let run = desk.yeksan(&["import", "m.tmx"]).ended(2);
    assert!(run.err.contains("m.tmx:6: "), "{}", run.err);
    assert_eq!(desk.yeksan(&["dump"]).ended(0).out, "");
    let run = desk.yeksan(&["import", "--repair", "m.tmx"]).ended(0);
    assert_eq!(counts(&run), "2 read · 1 new · 0 already there · 1 rejected");
    for line in
        ["repaired: m.tmx:6: `&`", "repaired: m.tmx:7: character U+000B", "repaired: m.tmx:11: the file ends"]
    {
        assert!(run.err.contains(line), "{line} in {}", run.err);
    }
    assert_eq!(desk.targets(), ["نمک و فلفل"]);
}

#[test]
fn languages_are_taken_for_what_they_mean_and_that_is_said() {
    let desk = Desk::new();
    let file = tmx(&tu("", "Rain", "باران"))
        .replace("xml:lang=\"en\"", "xml:lang=\"EN_US\"")
        .replace("xml:lang=\"fa\"", "xml:lang=\"fas\"");
    desk.write("m.tmx", &file);
    let run = desk.yeksan(&["import", "m.tmx", "-s", "en", "-t", "fa"]).ended(0);
    assert!(run.err.contains("EN_US 1 (answers to `en`), fas 1 (answers to `fa`)"), "{}", run.err);
    desk.yeksan(&["export", "out.tmx", "-s", "en", "-t", "fa"]).ended(0);
    assert!(String::from_utf8(desk.read("out.tmx")).unwrap().contains("EN_US"));
    let run = desk.yeksan(&["import", "m.tmx", "--map-lang", "en-us=en-US", "--map-lang", "FAS=fa"]).ended(0);
    assert!(run.err.contains("2 variants stored under another language"), "{}", run.err);
    desk.yeksan(&["export", "out.tmx"]).ended(0);
    let out = String::from_utf8(desk.read("out.tmx")).unwrap();
    assert!(out.contains("xml:lang=\"en-US\"") && out.contains("xml:lang=\"fa\""), "{out}");
    let run = desk.yeksan(&["import", "m.tmx", "-s", "de", "-t", "fa", "--on-conflict", "both"]).ended(0);
    assert!(run.err.contains("no unit has `de`"), "{}", run.err);
}

#[test]
fn an_origin_names_the_units_of_a_file_or_of_many() {
    let desk = Desk::new();
    desk.write("a.tmx", tmx(&tu("", "Rain", "باران")));
    desk.write("b.tmx", tmx(&tu("", "Snow", "برف")));
    desk.yeksan(&["import", "--origin", "press", "a.tmx", "b.tmx"]).ended(0);
    let dump = desk.yeksan(&["dump"]).ended(0).out;
    assert!(dump.contains("\"press/a.tmx\"") && dump.contains("\"press/b.tmx\""), "{dump}");
    let all = desk.yeksan(&["export", "-", "--origin", "press"]).ended(0).out;
    assert_eq!(all.matches("<tu>").count(), 2, "{all}");
    let one = desk.yeksan(&["export", "-", "--origin", "press/b.tmx"]).ended(0).out;
    assert_eq!(one.matches("<tu>").count(), 1, "{one}");
}

#[test]
fn every_warning_names_file_and_line() {
    let desk = Desk::new();
    let odd = tu("", "", "خالی").repeat(30) + "<tu><tuv xml:lang=\"en\"><seg>Alone</seg></tuv></tu>\n";
    desk.write("m.tmx", tmx(&odd).replace("segtype=\"sentence\"", ""));
    let run = desk.yeksan(&["import", "m.tmx"]).ended(0);
    let warnings: Vec<&str> = run.err.lines().filter_map(|line| line.strip_prefix("warning: ")).collect();
    assert!(warnings.len() > 20, "{}", run.err);
    for warning in &warnings {
        let rest = warning.strip_prefix("m.tmx:").unwrap_or_else(|| panic!("{warning}"));
        let line: String = rest.trim_start().chars().take_while(char::is_ascii_digit).collect();
        assert!(!line.is_empty(), "{warning}");
    }
    assert!(run.err.contains("10 more warnings `segment-empty` from here on"), "{}", run.err);
}

#[test]
fn an_entity_of_a_foreign_file_is_never_read() {
    let desk = Desk::new();
    desk.write("secret.txt", "nobody should see this");
    let dtd = "<!DOCTYPE tmx [<!ENTITY s SYSTEM \"secret.txt\">]>\n<tmx version=\"1.4\">";
    desk.write("m.tmx", tmx(&tu("", "&s;", "x")).replace("<tmx version=\"1.4\">", dtd));
    let run = desk.yeksan(&["import", "m.tmx"]).ended(2);
    assert!(run.err.contains("never expanded") && !run.err.contains("nobody should"), "{}", run.err);
    assert_eq!(desk.yeksan(&["dump"]).ended(0).out, "");
}

#[test]
fn a_batch_goes_on_after_a_bad_file_and_takes_up_where_it_stopped() {
    let desk = Desk::new();
    desk.write("a.tmx", tmx(&tu("", "Rain", "باران")));
    desk.write("b.tmx", "<tmx>");
    desk.write("c.tmx", tmx(&tu("", "Snow", "برف")));
    desk.yeksan(&["import", "a.tmx", "b.tmx", "c.tmx"]).ended(3);
    assert_eq!(desk.yeksan(&["stats", "--json"]).ended(0).json()["occurrences"], 2);
    assert_eq!(desk.yeksan(&["log"]).ended(0).out.lines().count(), 2, "one step a file");
    desk.write("b.tmx", tmx(&tu("", "Fog", "مه")));
    let run = desk.yeksan(&["import", "a.tmx", "b.tmx", "c.tmx"]).ended(0);
    assert_eq!(run.err.matches(" 0 new ").count(), 2, "{}", run.err);
}
