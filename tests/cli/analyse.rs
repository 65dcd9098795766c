//! `yeksan analyse` and `yeksan pretranslate`: what a memory is worth for new documents.

use crate::program::Desk;

fn desk() -> Desk {
    let desk = Desk::new();
    desk.write("a.en", "The minister spoke in Tehran on Monday.\nThe farmers wait for rain.\nThe court rose at noon.\nPage 12 of the report.\n");
    desk.write("a.fa", "وزیر روز دوشنبه در تهران سخن گفت.\nکشاورزان چشم‌به‌راه باران‌اند.\nدادگاه ظهر پایان یافت.\nصفحهٔ ۱۲ گزارش.\n");
    desk.yeksan(&["import", "--moses", "a.en", "a.fa", "-s", "en", "-t", "fa"]).ended(0);
    desk
}

#[test]
fn every_segment_falls_into_one_band() {
    let desk = desk();
    // In the memory's order up to the third; then a number, an edit, a repetition of something new.
    desk.write(
        "new.txt",
        "The minister spoke in Tehran on Monday.\n\nThe farmers wait for rain.\n\nThe court rose at noon.\n\nPage 13 of the report.\n\n\
         The farmers waited for rain.\n\nNobody ever wrote this sentence before.\n\nNobody ever wrote this sentence before.\n",
    );
    let run = desk.yeksan(&["analyse", "new.txt", "-s", "en", "-t", "fa", "--format", "json"]).ended(0);
    let bands = run.json()["total"]["bands"].clone();
    for (band, segments) in [
        ("new", 1),
        ("50-74", 0),
        ("75-84", 1),
        ("95-99", 1),
        ("100", 1),
        ("context", 2),
        ("repetitions", 1),
        ("total", 7),
    ] {
        assert_eq!(bands[band]["segments"], segments, "{band}: {}", run.out);
    }
    assert_eq!(bands["new"]["words"], 6);
    assert_eq!(bands["new"]["characters"], 39);
}

#[test]
fn files_are_counted_apart_and_together() {
    let desk = desk();
    desk.write("one.txt", "Something quite new here.\n");
    desk.write("two.txt", "Something quite new here.\n\nThe court rose at noon.\n");
    let run =
        desk.yeksan(&["analyse", "one.txt", "two.txt", "-s", "en", "-t", "fa", "--format", "tsv"]).ended(0);
    let row = |file: &str, band: &str| {
        let start = format!("{file}\t{band}\t");
        run.out.lines().find_map(|line| line.strip_prefix(start.as_str())).unwrap().to_owned()
    };
    assert_eq!(
        (row("one.txt", "new"), row("two.txt", "repetitions")),
        ("1\t4\t25".into(), "1\t4\t25".into())
    );
    assert_eq!((row("all", "total"), row("two.txt", "100")), ("3\t13\t73".into(), "1\t5\t23".into()));
    let text = desk.yeksan(&["analyse", "one.txt", "-s", "en", "-t", "fa"]).ended(0).out;
    assert!(text.contains("  new                  1           4           25  100 %"), "{text}");
    desk.yeksan(&["analyse", "one.txt", "-s", "en", "-t", "fa", "--format", "xlsx", "--out", "q.xlsx"])
        .ended(0);
    assert!(desk.read("q.xlsx").starts_with(b"PK"));
    desk.yeksan(&["analyse", "one.txt", "missing.txt", "-s", "en", "-t", "fa"]).ended(3);
}
