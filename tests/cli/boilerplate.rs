//! What the documents of a collection repeat: six press releases of one trust, in English and in Persian.

use crate::program::{Desk, case};
use std::path::Path;

const FILES: [&str; 6] = [
    "2023-03-04-otters.txt",
    "2023-06-19-dam.txt",
    "2023-11-02-school.txt",
    "2024-02-11-ice.txt",
    "2024-05-27-salt.txt",
    "2024-09-08-prize.txt",
];

/// Copies some of the releases of a language to a folder of its name.
fn put(desk: &Desk, lang: &str, files: &[&str]) -> Vec<String> {
    std::fs::create_dir_all(desk.path(lang)).unwrap();
    let copy = |name: &&str| {
        let own = format!("{lang}/{name}");
        std::fs::copy(case("newsroom").join(lang).join(name), desk.path(&own)).unwrap();
        own
    };
    files.iter().map(copy).collect()
}

/// Cuts documents and returns, of each segment, its kind, its ranges and its text.
fn segments(desk: &Desk, lang: &str, files: &[String]) -> Vec<(String, String, String)> {
    let mut arguments = vec!["segment", "--offsets", "--lang", lang];
    arguments.extend(files.iter().map(String::as_str));
    let row = |line: &str| {
        let mut cells = line.splitn(3, '\t').map(str::to_owned);
        (cells.next().unwrap(), cells.next().unwrap(), cells.next().unwrap())
    };
    desk.yeksan(&arguments).ended(0).out.lines().map(row).collect()
}

#[test]
fn what_three_documents_repeat_is_marked_and_what_two_quote_is_not() {
    for lang in ["en", "fa"] {
        let desk = Desk::new();
        let files = put(&desk, lang, &FILES);
        let found = segments(&desk, lang, &files);
        let marked: Vec<&str> =
            found.iter().filter(|(kind, ..)| kind == "boilerplate").map(|(.., text)| text.as_str()).collect();
        let page = std::fs::read_to_string(case("newsroom").join(format!("boilerplate.{lang}.txt"))).unwrap();
        assert_eq!(marked, page.lines().collect::<Vec<_>>(), "{lang}");
    }
}

#[test]
fn texts_and_ranges_stay_and_give_back_the_document() {
    let desk = Desk::new();
    for lang in ["en", "fa"] {
        let files = put(&desk, lang, &FILES);
        let together = segments(&desk, lang, &files);
        let mut at = 0;
        for file in &files {
            let alone = segments(&desk, lang, std::slice::from_ref(file));
            let text = String::from_utf8(desk.read(file)).unwrap();
            let mut joined = String::new();
            for (one, other) in alone.iter().zip(&together[at..]) {
                assert_eq!((&one.1, &one.2), (&other.1, &other.2), "{file}");
                for range in other.1.split(',') {
                    let (start, end) = range.split_once('-').unwrap();
                    joined += &text[start.parse().unwrap()..end.parse().unwrap()];
                }
            }
            let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            assert_eq!(bare(&joined), bare(&text), "{file}");
            at += alone.len();
        }
        assert_eq!(at, together.len());
    }
}

#[test]
fn neither_order_nor_few_documents_change_anything() {
    let desk = Desk::new();
    let mut files = put(&desk, "fa", &FILES);
    let mut forth = segments(&desk, "fa", &files);
    files.reverse();
    let mut back = segments(&desk, "fa", &files);
    forth.sort();
    back.sort();
    assert_eq!(forth, back);
    let two = segments(&desk, "fa", &files[..2]);
    let mut alone = segments(&desk, "fa", &files[..1]);
    alone.extend(segments(&desk, "fa", &files[1..2]));
    assert_eq!(two, alone);
}

#[test]
fn a_store_marks_the_same_whether_it_is_filled_at_once_or_day_by_day() {
    let at_once = Desk::new();
    put(&at_once, "en", &FILES);
    put(&at_once, "fa", &FILES);
    at_once.yeksan(&["align", "en", "fa"]).ended(0);
    let marks = |desk: &Desk| {
        desk.yeksan(&["export", "out.jsonl"]).ended(0);
        let out = String::from_utf8(desk.read("out.jsonl")).unwrap();
        let mut marked: Vec<String> = out
            .lines()
            .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap())
            .filter(|unit| unit["annotations"][0]["text"] == "boilerplate")
            .map(|unit| format!("{} {}", unit["origin"]["file"], unit["variants"][0]["text"]))
            .collect();
        marked.sort();
        marked
    };
    let all = marks(&at_once);
    assert_eq!(all.len(), 90, "{all:?}");

    let daily = Desk::new();
    put(&daily, "en", &FILES);
    put(&daily, "fa", &FILES);
    for (number, file) in FILES.iter().enumerate().rev() {
        daily.yeksan(&["align", &format!("en/{file}"), &format!("fa/{file}")]).ended(0);
        let count = daily.yeksan(&["stats", "--json"]).ended(0).json()["boilerplate"].as_u64().unwrap();
        assert_eq!(count > 0, number <= 3, "{file}: {count}");
    }
    assert_eq!(marks(&daily), all);
    // Nothing is kept, so nothing is left behind.
    for _ in 0..4 {
        daily.yeksan(&["undo"]).ended(0);
    }
    assert_eq!(daily.yeksan(&["stats", "--json"]).ended(0).json()["boilerplate"], 0);
}

#[test]
fn exports_leave_it_out_when_told_and_say_how_many() {
    let desk = Desk::new();
    put(&desk, "en", &FILES);
    put(&desk, "fa", &FILES);
    desk.yeksan(&["align", "en", "fa"]).ended(0);
    let all = desk.yeksan(&["export", "all.tmx", "--check"]).ended(0);
    assert!(all.err.contains("138 units") && all.err.contains("nothing was lost"), "{}", all.err);
    let few = desk.yeksan(&["export", "few.tmx", "--skip", "boilerplate"]).ended(0);
    assert!(few.err.contains("48 units → few.tmx · 90 of boilerplate left out"), "{}", few.err);
    let count = |name: &str, what: &str| String::from_utf8(desk.read(name)).unwrap().matches(what).count();
    let mark = "<prop type=\"x-yeksan-kind\">boilerplate</prop>";
    assert_eq!((count("all.tmx", mark), count("few.tmx", mark)), (90, 0));
    assert_eq!(
        (count("few.tmx", "River Trust looks after"), count("few.tmx", "<seg>Background</seg>")),
        (0, 4)
    );
    assert_eq!(count("few.tmx", "A river that feeds otters"), 2);

    // The same without a store.
    let aligned = ["align", "en", "fa", "--no-store", "-o", "direct.tmx", "--skip", "boilerplate"];
    let said = desk.yeksan(&aligned).ended(0).err;
    assert!(said.contains("direct.tmx: 90 units of boilerplate left out"), "{said}");
    assert_eq!(count("direct.tmx", "<tu "), count("few.tmx", "<tu "));

    // The mark travels: another store leaves out what came with it.
    desk.yeksan(&["--db", "other.db", "import", "all.tmx"]).ended(0);
    let other = desk.yeksan(&["--db", "other.db", "export", "again.tmx", "--skip", "boilerplate"]).ended(0);
    assert!(other.err.contains("48 units"), "{}", other.err);
}

#[test]
fn a_check_looks_at_boilerplate_three_times_at_most() {
    let desk = Desk::new();
    put(&desk, "en", &FILES);
    put(&desk, "fa", &FILES);
    let name = FILES[5];
    let slip = std::fs::read_to_string(desk.path(&format!("fa/{name}"))).unwrap();
    let slip = slip.replace("رودهای زیر نظر ما آب برمی‌دارند", "رودهای زیر نظر ما آب می‌برند");
    desk.write(&format!("fa/{name}"), slip);
    desk.yeksan(&["align", "en", "fa"]).ended(0);
    let seen = desk.yeksan(&["check", "--format", "json", "--select", "same-source-differs"]);
    assert!(seen.err.contains("more units are boilerplate that was looked at already"), "{}", seen.err);
    let findings = seen.json();
    let found = findings["findings"].as_array().unwrap();
    assert_eq!(found.len(), 1, "{findings}");
    assert!(found[0].to_string().contains(name), "the odd one is named: {findings}");

    let ran = desk.yeksan(&["run", "en", "fa", "--out", "job"]).ended(0);
    assert!(ran.err.contains("138 units (138 new)"), "{}", ran.err);
    assert!(Path::new(&desk.path("job/memory.tmx")).exists());
}
