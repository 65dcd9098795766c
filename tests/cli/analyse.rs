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

#[test]
fn a_document_is_filled_and_stays_as_it_is_otherwise() {
    let desk = desk();
    let text = "# Notes\r\n\r\n*  The farmers wait for rain.\r\n*  Nobody ever wrote this sentence before.\r\n\r\nThe court rose at noon. Page 12 of\r\nthe report.\r\n";
    desk.write("new.md", text);
    let run = desk.yeksan(&["pretranslate", "new.md", "--out", "out.md", "-s", "en", "-t", "fa"]).ended(0);
    let expected = "# Notes\r\n\r\n*  کشاورزان چشم‌به‌راه باران‌اند.\r\n*  Nobody ever wrote this sentence before.\r\n\r\nدادگاه ظهر پایان یافت. صفحهٔ ۱۲ گزارش.\r\n";
    assert_eq!(String::from_utf8(desk.read("out.md")).unwrap(), expected);
    assert!(run.out.contains("2\t100\ta.fa ¶2\tThe farmers wait for rain.\n"), "{}", run.out);
    assert!(run.out.contains("3\t-\t-\tNobody ever"), "{}", run.out);
    assert!(run.err.contains("5 segments · 3 filled · 0 left"), "{}", run.err);
    let again = desk.yeksan(&["pretranslate", "new.md", "--out", "out.md", "-s", "en", "-t", "fa"]).ended(2);
    assert!(again.err.contains("is there already"), "{}", again.err);
}

#[test]
fn markup_of_a_page_stays_and_strange_markup_is_left() {
    let desk = desk();
    desk.write(
        "new.html",
        "<html lang=\"en\"><body><p class=\"a\">The farmers wait for rain.</p><p>The <b>court</b> rose at noon.</p></body></html>",
    );
    let run =
        desk.yeksan(&["pretranslate", "new.html", "--out", "out.html", "-s", "en", "-t", "fa"]).ended(0);
    let out = String::from_utf8(desk.read("out.html")).unwrap();
    assert!(
        out.contains("<p class=\"a\">کشاورزان چشم‌به‌راه باران‌اند.</p><p>The <b>court</b> rose at noon.</p>"),
        "{out}"
    );
    assert!(run.out.contains("\t(99)\tits markup"), "{}", run.out);
}

#[test]
fn an_exchange_file_gets_its_targets() {
    let desk = desk();
    desk.write(
        "job.xlf",
        "<xliff version=\"1.2\" xmlns=\"urn:oasis:names:tc:xliff:document:1.2\"><file original=\"x\" source-language=\"en\" \
         target-language=\"fa\" datatype=\"plaintext\"><body><trans-unit id=\"1\"><source>The court rose at noon.</source>\
         </trans-unit><trans-unit id=\"2\"><source>Quite unknown to all of us.</source></trans-unit></body></file></xliff>",
    );
    let run = desk.yeksan(&["pretranslate", "job.xlf", "--out", "out.xlf", "-s", "en", "-t", "fa"]).ended(0);
    let out = String::from_utf8(desk.read("out.xlf")).unwrap();
    assert!(out.contains("دادگاه ظهر پایان یافت.</target>"), "{out}");
    assert_eq!(out.matches("<target").count(), 1, "{out}");
    assert!(run.err.contains("2 segments · 1 filled"), "{}", run.err);
}
