//! What a person corrects of an alignment, and what becomes of it afterwards.

use crate::program::Desk;

const ENGLISH: &[&str] = &[
    "The ferry to Hormuz leaves at 7:30 every morning.",
    "Captain Kamali has steered it for 22 years.",
    "His son wants to study in Shiraz.",
    "The old engine came from Rotterdam.",
    "A new one costs 45,000 dollars.",
    "At noon the wind turns.",
];
const PERSIAN: &[&str] = &[
    "لنج هرمز هر روز ساعت ۷:۳۰ صبح راه می‌افتد.",
    "ناخدا کمالی ۲۲ سال است که آن را می‌راند.",
    "پسرش می‌خواهد در شیراز درس بخواند.",
    "موتور کهنه از روتردام آمده بود.",
    "موتور نو ۴۵٬۰۰۰ دلار قیمت دارد.",
    "ظهر باد برمی‌گردد.",
];
const PAIR: [&str; 2] = ["a.en.txt", "a.fa.txt"];

fn write(desk: &Desk, english: &[&str], persian: &[&str]) {
    desk.write(PAIR[0], english.join("\n\n") + "\n");
    desk.write(PAIR[1], persian.join("\n\n") + "\n");
}

fn desk() -> Desk {
    let desk = Desk::new();
    write(&desk, ENGLISH, PERSIAN);
    desk.yeksan(&["align", PAIR[0], PAIR[1], "--min-score", "0"]).ended(0);
    desk
}

fn table(desk: &Desk) -> String {
    desk.yeksan(&["align", "--edit", PAIR[0], PAIR[1]]).ended(0).out
}

/// Joins the second and third sentences of both sides, and says that the fourth ones have no counterpart.
fn corrected(table: &str) -> String {
    let mut lines: Vec<String> = table.lines().map(str::to_owned).collect();
    let at = |lines: &[String], start: &str| lines.iter().position(|l| l.starts_with(start)).unwrap();
    let two = at(&lines, "2\t2\t");
    lines[two] = "2 3\t2 3\t\t\t".to_owned();
    lines.remove(two + 1);
    let four = at(&lines, "4\t4\t");
    lines[four] = "4\t\t\t\t".to_owned();
    lines.insert(four + 1, "\t4\t\t\t".to_owned());
    lines.join("\n") + "\n"
}

fn shapes(table: &str) -> Vec<String> {
    let row = |line: &str| {
        let fields: Vec<&str> = line.split('\t').collect();
        format!("{}-{}-{}", fields[0], fields[1], fields[3])
    };
    table.lines().skip(2).map(row).collect()
}

#[test]
fn corrected_beads_are_pins_of_every_later_run() {
    let desk = desk();
    let before = desk.yeksan(&["dump"]).ended(0).out;
    let first = table(&desk);
    assert_eq!(first.lines().count(), 2 + 6, "{first}");
    desk.write("beads.tsv", corrected(&first));
    desk.yeksan(&["align", "--apply", "beads.tsv", "-n"]).ended(0);
    assert_eq!(desk.yeksan(&["dump"]).ended(0).out, before, "a dry run keeps nothing");
    let said = desk.yeksan(&["align", "--apply", "beads.tsv"]).ended(0).err;
    assert!(said.contains("6 beads, 6 confirmed"), "{said}");
    let want = [
        "1-1-confirmed",
        "2 3-2 3-confirmed",
        "4--confirmed",
        "-4-confirmed",
        "5-5-confirmed",
        "6-6-confirmed",
    ];
    assert_eq!(shapes(&table(&desk)), want);
    let kept = desk.yeksan(&["dump"]).ended(0).out;
    for again in [&["--realign"][..], &[]] {
        let mut arguments = vec!["align", PAIR[0], PAIR[1], "--min-score", "0"];
        arguments.extend_from_slice(again);
        desk.yeksan(&arguments).ended(0);
        assert_eq!(shapes(&table(&desk)), want, "{again:?}");
        assert_eq!(desk.yeksan(&["dump"]).ended(0).out, kept, "{again:?}");
    }
    desk.yeksan(&["align", "--apply", "beads.tsv"]).ended(0);
    assert_eq!(desk.yeksan(&["dump"]).ended(0).out, kept, "the same table again");
}

#[test]
fn applying_is_one_step_that_can_be_taken_back() {
    let desk = desk();
    let (before, rows) = (desk.yeksan(&["dump"]).ended(0).out, table(&desk));
    desk.write("beads.tsv", corrected(&rows));
    desk.yeksan(&["align", "--apply", "beads.tsv"]).ended(0);
    desk.yeksan(&["undo"]).ended(0);
    assert_eq!(desk.yeksan(&["dump"]).ended(0).out, before);
    assert_eq!(table(&desk), rows);
}

#[test]
fn pins_follow_texts_that_change_and_those_that_cannot_are_named() {
    let desk = desk();
    desk.write("beads.tsv", corrected(&table(&desk)));
    desk.yeksan(&["align", "--apply", "beads.tsv"]).ended(0);
    let mut english = ENGLISH.to_vec();
    english.insert(0, "News from the south, 3 May 2025.");
    english[6] = "At midnight the wind turned round.";
    write(&desk, &english, PERSIAN);
    let run = desk.yeksan(&["align", PAIR[0], PAIR[1], "--min-score", "0"]).ended(0);
    assert!(run.err.contains("3 confirmed beads are not in the texts"), "{}", run.err);
    let rows = shapes(&table(&desk));
    assert!(rows.contains(&"3 4-2 3-confirmed".to_owned()), "{rows:?}");
    assert!(rows.contains(&"2-1-confirmed".to_owned()), "{rows:?}");
    let again = desk.yeksan(&["align", PAIR[0], PAIR[1], "--min-score", "0"]).ended(0);
    assert!(again.out.starts_with("same"), "{}", again.out);
}

#[test]
fn a_table_that_is_wrong_is_refused_with_its_line() {
    let desk = desk();
    let rows = table(&desk);
    let before = desk.yeksan(&["dump"]).ended(0).out;
    for (old, new, line, reason) in [
        ("\n3\t3\t", "\n3\t2\t", 5, "target segment 2 stands a second time"),
        ("\n3\t3\t", "\n4\t3\t", 5, "source segment 3 missing before source segment 4"),
        ("\n6\t6\t", "\n6\t\t", 8, "target segment 6 missing"),
        ("\n6\t6\t", "\n6 7\t6\t", 8, "the text has 6"),
        ("\n2\t2\t", "\ntwo\t2\t", 4, "expected numbers"),
        ("\topen\t", "\tperhaps\t", 3, "expected confirmed, open or doubt"),
        ("# yeksan beads", "beads", 1, "--edit"),
    ] {
        assert!(rows.contains(old), "{old:?} in {rows}");
        desk.write("wrong.tsv", rows.replacen(old, new, 1));
        let said = desk.yeksan(&["align", "--apply", "wrong.tsv"]).ended(2).err;
        assert!(said.contains(&format!("wrong.tsv:{line}: ")) && said.contains(reason), "{said}");
    }
    assert_eq!(desk.yeksan(&["dump"]).ended(0).out, before);
    desk.write("beads.tsv", &rows);
    desk.write(PAIR[0], "Something else stands here now.\n");
    let said = desk.yeksan(&["align", "--apply", "beads.tsv"]).ended(2).err;
    assert!(said.contains("have changed since"), "{said}");
}

#[test]
fn a_pair_is_shown_doubt_first_and_safe_for_the_terminal() {
    let desk = desk();
    let by_files = desk.yeksan(&["align", "--show", PAIR[0], PAIR[1]]).ended(0);
    assert_eq!(by_files.out, desk.yeksan(&["align", "--show", PAIR[1]]).ended(0).out);
    let sure: Vec<f64> = by_files
        .out
        .lines()
        .filter(|l| !l.starts_with(' '))
        .map(|l| l.split_whitespace().next().unwrap().parse().unwrap())
        .collect();
    assert!(sure.len() == 6 && sure.is_sorted(), "{sure:?}");
    let isolated = desk.yeksan(&["--bidi", "isolate", "align", "--show", PAIR[0]]).ended(0).out;
    assert!(isolated.contains("\u{2068}ظهر باد برمی‌گردد.\u{2069}"), "{isolated}");
    let id = by_files.out.split('#').nth(1).unwrap().lines().next().unwrap().to_owned();
    desk.yeksan(&["approve", &id]).ended(0);
    let last = desk.yeksan(&["align", "--show", PAIR[0]]).ended(0).out;
    assert!(last.lines().rev().nth(2).unwrap().starts_with(&format!("confirmed  #{id}")), "{last}");
    desk.yeksan(&["align", "--show", "none.txt"]).ended(2);
}
