//! What a person wrote in the memory: it is dated, and no later delivery of the file takes it away unsaid.

use crate::program::Desk;

/// One unit of a memory: its id, its attributes, the text of each side.
fn unit(id: &str, attributes: &str, source: &str, target: &str) -> String {
    format!(
        "<tu tuid=\"{id}\" {attributes}>\n<tuv xml:lang=\"en\"><seg>{source}</seg></tuv>\n\
         <tuv xml:lang=\"fa\"><seg>{target}</seg></tuv>\n</tu>\n"
    )
}

fn tmx(units: &[String]) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<tmx version=\"1.4\"><header creationtool=\"t\" \
         creationtoolversion=\"1\" segtype=\"sentence\" o-tmf=\"t\" adminlang=\"en\" srclang=\"en\" \
         datatype=\"plaintext\"/><body>\n{}</body></tmx>\n",
        units.concat()
    )
}

const OLD: &str = "creationdate=\"20200101T000000Z\" creationid=\"sara\"";
const LATER: &str = "creationdate=\"20200101T000000Z\" changedate=\"20210101T000000Z\" changeid=\"sara\"";

/// A memory of three units; the clock of the tests stands at 2025-02-03.
fn memory() -> (Desk, [String; 3]) {
    let desk = Desk::new();
    let units = [
        unit("a", OLD, "The court met.", "دادگاه تشكيل شد."),
        unit("b", LATER, "The judge left.", "قاضی رفت."),
        unit("c", OLD, "Nobody spoke.", "هیچ‌کس سخن نگفت."),
    ];
    desk.write("m.tmx", tmx(&units));
    desk.yeksan(&["import", "m.tmx"]).ended(0);
    (desk, units)
}

fn exported(desk: &Desk, arguments: &[&str]) -> String {
    let mut all = vec!["export", "out.tmx"];
    all.extend(arguments);
    desk.yeksan(&all).ended(0);
    String::from_utf8(desk.read("out.tmx")).unwrap()
}

#[test]
fn a_rewritten_unit_bears_the_date_and_the_hand_of_the_step() {
    let (desk, _) = memory();
    let before = (exported(&desk, &[]), desk.yeksan(&["dump"]).ended(0).out);
    desk.yeksan(&["export", "out.tmx", "--since", "2025-01-01"]).ended(2);
    desk.yeksan(&["edit", "2", "--target", "قاضی بیرون رفت.", "--user", "نرگس"]).ended(0);
    let out = exported(&desk, &["--since", "2025-01-01"]);
    assert_eq!(out.matches("<tu ").count(), 1, "{out}");
    let head = out.lines().find(|l| l.contains("<tu ")).unwrap();
    assert!(head.contains("changedate=\"20250203T000000Z\" changeid=\"نرگس\""), "{head}");
    assert!(head.contains("creationdate=\"20200101T000000Z\""), "when it was made stays: {head}");
    desk.yeksan(&["fix", "--letters", "--user", "tester"]).ended(0);
    let out = exported(&desk, &["--since", "2025-01-01"]);
    assert!(out.contains("دادگاه تشکیل شد.") && out.matches("<tu ").count() == 2, "{out}");
    assert!(out.contains("creationid=\"sara\" changedate=\"20250203T000000Z\" changeid=\"tester\""), "{out}");
    let (dump, whole) = (desk.yeksan(&["dump"]).ended(0).out, exported(&desk, &[]));
    desk.yeksan(&["approve", "3"]).ended(0);
    assert_eq!(exported(&desk, &["--since", "2025-01-01"]).matches("<tu ").count(), 2, "no text was written");
    desk.yeksan(&["undo"]).ended(0);
    assert_eq!((desk.yeksan(&["dump"]).ended(0).out, exported(&desk, &[])), (dump, whole));
    desk.yeksan(&["undo"]).ended(0);
    desk.yeksan(&["undo"]).ended(0);
    assert_eq!((exported(&desk, &[]), desk.yeksan(&["dump"]).ended(0).out), before, "every byte is back");
}

#[test]
fn dates_of_a_text_are_renewed_with_those_of_its_unit() {
    let desk = Desk::new();
    let dated = tmx(&[unit("a", "", "The court met.", "دادگاه تشكيل شد.")]).replace(
        "<tuv xml:lang=\"fa\">",
        "<tuv xml:lang=\"fa\" creationdate=\"20200101T000000Z\" changeid=\"sara\">",
    );
    desk.write("m.tmx", dated);
    desk.yeksan(&["import", "m.tmx"]).ended(0);
    desk.yeksan(&["fix", "--letters", "--user", "tester"]).ended(0);
    let out = exported(&desk, &[]);
    let line = |what: &str| out.lines().find(|l| l.contains(what)).unwrap().to_owned();
    assert!(line("<tu ").contains("changedate=\"20250203T000000Z\" changeid=\"tester\""), "{out}");
    let text = line("xml:lang=\"fa\"");
    assert!(text.contains("changeid=\"tester\" changedate=\"20250203T000000Z\""), "{text}");
    assert!(!line("xml:lang=\"en\"").contains("change"), "nobody touched the source: {out}");
}

#[test]
fn the_newer_hand_edit_wins_over_the_older_delivery() {
    let (desk, mut units) = memory();
    desk.yeksan(&["edit", "2", "--target", "قاضی بیرون رفت."]).ended(0);
    units[1] = unit("b", LATER, "The judge left.", "قاضی از آنجا رفت.");
    desk.write("m.tmx", tmx(&units));
    desk.yeksan(&["import", "m.tmx", "--on-conflict", "newest"]).ended(0);
    let out = exported(&desk, &[]);
    assert!(out.contains("قاضی بیرون رفت.") && !out.contains("از آنجا"), "{out}");
}

/// A memory in which two units were rewritten, and the next delivery of its file: one unit changed, one is as it was, and
/// a new one stands first.
fn rewritten(second: &str) -> Desk {
    let (desk, mut units) = memory();
    desk.yeksan(&["edit", "1", "--target", "دادگاه برپا شد."]).ended(0);
    desk.yeksan(&["edit", "2", "--target", "قاضی بیرون رفت."]).ended(0);
    units[1] = unit("b", LATER, "The judge left.", second);
    desk.write("m.tmx", tmx(&[&[unit("n", OLD, "It rained.", "باران بارید.")], &units[..]].concat()));
    desk
}

#[test]
fn a_changed_file_leaves_what_was_rewritten_in_the_store() {
    let desk = rewritten("قاضی رفت.");
    let run = desk.yeksan(&["import", "m.tmx"]).ended(0);
    assert!(run.err.contains("4 read · 1 new · 3 already there · 0 rejected"), "{}", run.err);
    assert!(run.err.contains("m.tmx: 2 units stay as rewritten in the store"), "{}", run.err);
    assert_eq!(desk.targets(), ["باران بارید.", "دادگاه برپا شد.", "قاضی بیرون رفت.", "هیچ‌کس سخن نگفت."]);
    desk.yeksan(&["undo"]).ended(0);
    assert_eq!(desk.targets(), ["دادگاه برپا شد.", "قاضی بیرون رفت.", "هیچ‌کس سخن نگفت."]);
}

#[test]
fn what_the_file_and_a_person_both_changed_is_named_and_both_are_kept() {
    let desk = rewritten("قاضی از آنجا رفت.");
    let run = desk.yeksan(&["import", "m.tmx"]).ended(0);
    let named = "m.tmx: #2 was rewritten here, en `The judge left.`, fa `قاضی بیرون رفت.`; line 11, unit 3, has \
                 en `The judge left.`, fa `قاضی از آنجا رفت.`; both are kept";
    assert!(run.err.contains(named), "{}", run.err);
    let left = desk.targets();
    assert!(
        left.contains(&"قاضی بیرون رفت.".to_owned()) && left.contains(&"قاضی از آنجا رفت.".to_owned()),
        "{left:?}"
    );
}

#[test]
fn the_file_has_its_way_when_told_so_and_what_goes_is_named() {
    let desk = rewritten("قاضی از آنجا رفت.");
    desk.yeksan(&["approve", "1"]).ended(0);
    let run = desk.yeksan(&["import", "m.tmx", "--on-conflict", "replace"]).ended(0);
    assert!(run.err.contains("#2 was rewritten here") && run.err.contains("; it went"), "{}", run.err);
    assert_eq!(desk.targets(), ["باران بارید.", "دادگاه برپا شد.", "قاضی از آنجا رفت.", "هیچ‌کس سخن نگفت."]);
    desk.yeksan(&["undo"]).ended(0);
    assert!(desk.targets().contains(&"قاضی بیرون رفت.".to_owned()));
}

#[test]
fn a_rewritten_unit_that_the_file_has_no_more_stays_and_is_named() {
    let (desk, units) = memory();
    desk.yeksan(&["edit", "2", "--target", "قاضی بیرون رفت."]).ended(0);
    desk.write("m.tmx", tmx(&units[..1]));
    let run = desk.yeksan(&["import", "m.tmx"]).ended(0);
    assert!(run.err.contains("the file has it no more; it stays"), "{}", run.err);
    assert_eq!(desk.targets(), ["دادگاه تشكيل شد.", "قاضی بیرون رفت."]);
}

#[test]
fn aligning_a_changed_pair_again_leaves_what_was_rewritten() {
    let desk = Desk::new();
    let write = |first: (&str, &str)| {
        let texts = |first: &str, rest: &str| format!("{first}\n\n{rest}\n");
        desk.write(
            "a.en.txt",
            texts(first.0, "The court met on Sunday in Tehran.\n\nThe judge left the hall early."),
        );
        desk.write(
            "a.fa.txt",
            texts(first.1, "دادگاه روز یکشنبه در تهران تشکیل شد.\n\nقاضی زود از تالار رفت."),
        );
    };
    write(("The families waited outside.", "خانواده‌ها بیرون منتظر ماندند."));
    desk.yeksan(&["align", "a.en.txt", "a.fa.txt", "--min-score", "0"]).ended(0);
    desk.yeksan(&["edit", "2", "--target", "دادگاه یکشنبه در تهران برپا شد."]).ended(0);
    write(("The families waited outside for hours.", "خانواده‌ها ساعت‌ها بیرون منتظر ماندند."));
    desk.yeksan(&["align", "a.en.txt", "a.fa.txt", "--min-score", "0"]).ended(0);
    let left = desk.targets();
    assert_eq!(left.len(), 3, "{left:?}");
    assert!(left.contains(&"دادگاه یکشنبه در تهران برپا شد.".to_owned()), "{left:?}");
}
