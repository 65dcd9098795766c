//! Folders of documents and translations.

use crate::program::Desk;

const DAYS: &[(&str, &str, &str, &str)] = &[
    (
        "2025-02-03 flood.txt",
        "۱۴۰۳-۱۱-۱۵ سیل.txt",
        "The river Karun rose 412 centimetres.",
        "آب کارون ۴۱۲ سانتی‌متر بالا آمد.",
    ),
    (
        "letter.7.en.txt",
        "fa_letter_07.txt",
        "Kamali wrote 38 letters to Shiraz.",
        "کمالی ۳۸ نامه به شیراز نوشت.",
    ),
    ("x.txt", "گزارش.txt", "The bridge of Ahvaz cost 7700 dollars.", "پل اهواز ۷۷۰۰ دلار خرج برداشت."),
];

fn desk() -> Desk {
    let desk = Desk::new();
    std::fs::create_dir_all(desk.path("old/in")).unwrap();
    for (n, (source, target, english, persian)) in DAYS.iter().enumerate() {
        let more = [
            ("Nobody was hurt, said the mayor.", "شهردار گفت کسی آسیب ندید."),
            ("It was a cold winter for everyone.", "زمستان سردی برای همه بود."),
        ];
        let (en, fa) = more[n % 2];
        desk.write(&format!("old/{source}"), format!("{english}\n\n{en}\n"));
        desk.write(&format!("old/in/{target}"), format!("{persian}\n\n{fa}\n"));
    }
    desk.write("old/alone.txt", "The train of 1931 never came back to the old station of the town.\n");
    desk.write("old/broken.txt", [0u8, 1, 2, 0, 0, 3, 0, 0]);
    desk
}

#[test]
fn a_folder_is_paired_shown_aligned_and_gone_on_with() {
    let desk = desk();
    let plan = desk.yeksan(&["align", "old", "--plan", "--format", "json"]).ended(3).json();
    assert_eq!(plan["pairs"].as_array().map(Vec::len), Some(3), "{plan}");
    assert_eq!(plan["orphans"][0], "old/alone.txt");
    assert_eq!(plan["failed"][0]["file"], "old/broken.txt");
    let table = desk.yeksan(&["align", "old", "--plan", "--format", "tsv"]).ended(3).out;
    desk.write("pairs.tsv", &table);

    let first = desk.yeksan(&["align", "old", "--min-score", "0", "--jobs", "1"]).ended(3);
    assert_eq!(first.out.lines().filter(|l| l.starts_with("ok")).count(), 3, "{}", first.out);
    assert!(
        first.err.contains("broken.txt") && first.err.contains("alone.txt: no counterpart"),
        "{}",
        first.err
    );
    let again = desk.yeksan(&["align", "old", "--min-score", "0", "--resume"]).ended(3);
    assert_eq!(again.out.lines().filter(|l| l.starts_with("same")).count(), 3, "{}", again.out);
    desk.yeksan(&["align", "--pairs", "pairs.tsv", "--min-score", "0", "--resume"]).ended(0);

    let one = |jobs| {
        let run = ["align", "old", "--no-store", "--min-score", "0", "--jobs", jobs, "-o", "-"];
        desk.yeksan(&run).ended(3).out
    };
    assert_eq!(one("1"), one("4"));
}

#[test]
fn a_dictionary_one_to_one_and_what_is_left_over() {
    let desk = Desk::new();
    desk.write("a.en.txt", "The cat sleeps.\n\nThe bread is warm.\n\nThe night is long.\n");
    desk.write("a.fa.txt", "نان گرم است.\n\nشب دراز است.\n");
    desk.write("words.tsv", "bread\tنان\nnight\tشب\t0.9\n");
    desk.yeksan(&[
        "align",
        "a.en.txt",
        "a.fa.txt",
        "--no-store",
        "--min-score",
        "0",
        "--dict",
        "words.tsv",
        "--one-to-one",
        "--unaligned",
        "left.tsv",
        "--beads",
        "beads",
    ])
    .ended(0);
    assert_eq!(String::from_utf8(desk.read("left.tsv")).unwrap(), "000\tsource\t1\tThe cat sleeps.\n");
    let beads = String::from_utf8(desk.read("beads/000.tsv")).unwrap();
    assert!(beads.starts_with("1\t0\t") && beads.lines().count() == 2, "{beads}");
    let run = desk.yeksan(&["align", "a.en.txt", "a.fa.txt", "--no-store", "--dict", "a.en.txt"]).ended(2);
    assert!(run.err.contains("a.en.txt:1: expected source, tab, target"), "{}", run.err);
}
