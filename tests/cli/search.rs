//! `yeksan search`: matches, concordance, the door for scorers, and the index beside the store.

use crate::program::Desk;

const EN: &str = "The minister spoke in Tehran on Monday.\nThe farmers wait for rain.\nPage 12 of the report.\n\
                  Khomeini wrote a letter to the court.\nThe farmers wait for snow.\n";
const FA: &str = "وزیر روز دوشنبه در تهران سخن گفت.\nکشاورزان چشم‌به‌راه باران‌اند.\nصفحهٔ ۱۲ گزارش.\n\
                  خمینی نامه‌ای به دادگاه نوشت.\nکشاورزان چشم‌به‌راه برف‌اند.\n";

fn desk() -> Desk {
    let desk = Desk::new();
    desk.write("a.en", EN);
    desk.write("a.fa", FA);
    desk.yeksan(&["import", "--moses", "a.en", "a.fa", "-s", "en", "-t", "fa"]).ended(0);
    desk
}

#[test]
fn the_nearest_units_come_with_both_sides_and_their_place() {
    let desk = desk();
    let run = desk.yeksan(&["search", "The farmers waited for rain."]).ended(0);
    let lines: Vec<&str> = run.out.lines().collect();
    assert_eq!(lines[0], " 80%  en: The farmers [wait] for rain.", "{}", run.out);
    assert_eq!(lines[1], "      fa: کشاورزان چشم‌به‌راه باران‌اند.");
    assert!(lines[2].starts_with("      a.fa ¶2 · differs in words"), "{}", run.out);
    let none = desk.yeksan(&["search", "Something else altogether"]).ended(0);
    assert!(none.out.is_empty() && none.err.contains("no match of 70 %"), "{}", none.err);
}

#[test]
fn letters_and_numbers_differ_by_a_point() {
    let desk = desk();
    for (side, query, score) in [
        ("source", "Page 12 of the report.", 100),
        ("source", "page 13 of the report", 97),
        ("target", "خميني نامه اي به دادگاه نوشت.", 99),
        ("target", "صفحه 12 گزارش.", 99),
    ] {
        let run = desk.yeksan(&["search", query, "--in", side, "--format", "json", "--limit", "1"]).ended(0);
        assert_eq!(run.json()["queries"][0]["matches"][0]["score"], score, "{query}: {}", run.out);
    }
}

#[test]
fn the_door_for_scorers_names_lines() {
    let desk = desk();
    desk.write("q.txt", "The farmers wait for rain.\n\nnothing like it here\nPage 99 of the report.\n");
    let run = desk
        .yeksan(&["search", "--file", "q.txt", "--format", "tsv", "--limit", "5", "--min", "70"])
        .ended(0);
    assert_eq!(run.out, "100\t2\t80\t5\n\n\n99\t3\n");
}

#[test]
fn concordance_folds_letters_unless_told_not_to() {
    let desk = desk();
    let run = desk.yeksan(&["search", "-c", "خميني", "--in", "target"]).ended(0);
    assert!(run.out.contains("fa: [خمینی] نامه‌ای"), "{}", run.out);
    assert!(run.out.contains("… صفحهٔ ۱۲ گزارش."), "neighbours: {}", run.out);
    assert!(run.err.contains("1 unit"), "{}", run.err);
    let exact = desk.yeksan(&["search", "-c", "خميني", "--in", "target", "--exact-letters"]).ended(0);
    assert!(exact.out.is_empty() && exact.err.contains("0 units"), "{}", exact.out);
    let regex = desk.yeksan(&["search", "-c", "r[ae]in|sn.w", "--regex", "--format", "tsv"]).ended(0);
    assert_eq!(regex.out.lines().count(), 2, "{}", regex.out);
    let open = desk.yeksan(&["search", "-c", "farm* wait", "--format", "json"]).ended(0);
    assert_eq!(open.json()["units"], 2);
    let number = desk.yeksan(&["search", "-c", "page 13", "--format", "json"]).ended(0);
    assert_eq!(number.json()["units"], 0);
    desk.yeksan(&["search", "-c", "(", "--regex"]).ended(2);
}

#[test]
fn penalties_come_from_the_configuration() {
    let desk = desk();
    desk.write("b.en", "The farmers wait for rain.\n");
    desk.write("b.fa", "دهقانان منتظر باران هستند.\n");
    desk.yeksan(&["import", "--moses", "b.en", "b.fa", "-s", "en", "-t", "fa"]).ended(0);
    desk.write("yeksan.toml", "[search]\nmin = 60\n[search.penalties]\nmultiple = 2\n");
    let run = desk.yeksan(&["search", "The farmers wait for rain.", "--format", "json"]).ended(0);
    let matches = run.json()["queries"][0]["matches"].clone();
    assert_eq!(
        (&matches[0]["score"], &matches[1]["score"], &matches[2]["score"]),
        (&98.into(), &98.into(), &80.into())
    );
    let only = desk
        .yeksan(&["search", "The farmers wait for rain.", "--origin", "b.en", "--format", "tsv"])
        .ended(0);
    assert_eq!(only.out, "100\t1\n");
}

/// A memory large enough to have an index file.
fn large() -> Desk {
    let desk = Desk::new();
    let (mut en, mut fa) = (String::new(), String::new());
    for n in 1..=700 {
        en.push_str(&format!("Sentence {} of chapter {} is about word{}.\n", n % 7, n % 11, n));
        fa.push_str(&format!("جملهٔ {n} دربارهٔ واژهٔ شمارهٔ {n} است و بس.\n"));
    }
    desk.write("a.en", en);
    desk.write("a.fa", fa);
    desk.yeksan(&["import", "--moses", "a.en", "a.fa", "-s", "en", "-t", "fa"]).ended(0);
    desk
}

const WANTED: &str = "Sentence 1 of chapter 1 is about word650.";

fn first(desk: &Desk) -> String {
    desk.yeksan(&["search", WANTED, "--format", "tsv", "--limit", "1"]).ended(0).out
}

#[test]
fn what_is_stored_and_taken_back_is_seen_at_once() {
    let desk = large();
    assert_eq!(first(&desk), "99\t650\n");
    assert!(desk.path("yeksan.db.en-fa.idx").exists());
    let before = desk.read("yeksan.db.en-fa.idx");
    desk.write("b.en", format!("{WANTED}\n"));
    desk.write("b.fa", "جملهٔ تازه.\n");
    desk.yeksan(&["import", "--moses", "b.en", "b.fa", "-s", "en", "-t", "fa"]).ended(0);
    assert_eq!(first(&desk), "100\t1\n");
    desk.yeksan(&["undo"]).ended(0);
    assert_eq!(first(&desk), "99\t650\n");
    assert_eq!(desk.read("yeksan.db.en-fa.idx"), before, "a few changes make no new index");
}

#[test]
fn a_damaged_or_foreign_index_is_made_anew() {
    let desk = large();
    let whole = {
        first(&desk);
        desk.read("yeksan.db.en-fa.idx")
    };
    let mut flipped = whole.clone();
    flipped[whole.len() / 2] ^= 4;
    for bytes in [flipped, whole[..whole.len() / 3].to_vec(), Vec::new(), b"not an index at all".to_vec()] {
        desk.write("yeksan.db.en-fa.idx", bytes);
        assert_eq!(first(&desk), "99\t650\n");
        assert_eq!(desk.read("yeksan.db.en-fa.idx"), whole);
    }
    // Another store under the same name: same command, same clock, other content.
    let other = large();
    first(&other);
    std::fs::remove_file(other.path("yeksan.db")).unwrap();
    let text = String::from_utf8(other.read("a.en")).unwrap().replace("word650", "word999");
    other.write("a.en", text);
    other.yeksan(&["import", "--moses", "a.en", "a.fa", "-s", "en", "-t", "fa"]).ended(0);
    let found =
        other.yeksan(&["search", "about word999", "--min", "20", "--format", "tsv", "--limit", "1"]).ended(0);
    assert_eq!(found.out, "25\t650\n");
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_written_is_searched_all_the_same() {
    use std::os::unix::fs::PermissionsExt;
    let desk = large();
    std::fs::create_dir(desk.path("locked")).unwrap();
    std::fs::copy(desk.path("yeksan.db"), desk.path("locked/m.db")).unwrap();
    let mode =
        |mode| std::fs::set_permissions(desk.path("locked"), std::fs::Permissions::from_mode(mode)).unwrap();
    mode(0o555);
    let run = desk.yeksan(&["--db", "locked/m.db", "search", WANTED, "--format", "tsv", "--limit", "1"]);
    mode(0o755);
    assert_eq!(run.ended(0).out, "99\t650\n");
}
