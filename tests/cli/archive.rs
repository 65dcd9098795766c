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
        first.out.contains("FAIL old/broken.txt: ")
            && first.out.contains("FAIL old/alone.txt: no counterpart"),
        "{}",
        first.out
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

/// Makes an archive of 70 pairs in three ways of naming, with a file without a counterpart and a broken one.
fn large() -> Desk {
    let desk = Desk::new();
    std::fs::create_dir_all(desk.path("en")).unwrap();
    std::fs::create_dir_all(desk.path("fa")).unwrap();
    for n in 0..70 {
        let (mut en, mut fa) = (String::new(), String::new());
        for k in 0..6 {
            let (number, days) = (n * 13 + k * 7 + 100, (n + k) % 29 + 2);
            match k % 3 {
                0 => {
                    en.push_str(&format!("Case {number} was heard by the court for {days} days.\n\n"));
                    fa.push_str(&format!("دادگاه پروندهٔ {number} را {days} روز شنید.\n\n"));
                }
                1 => {
                    en.push_str(&format!("The river carried {number} tons of mud past {days} villages.\n\n"));
                    fa.push_str(&format!("رودخانه {number} تن گل از کنار {days} روستا برد.\n\n"));
                }
                _ => {
                    en.push_str(&format!("Nobody saw the {days} boats of harbour {number}.\n\n"));
                    fa.push_str(&format!("هیچ‌کس {days} قایق بندر {number} را ندید.\n\n"));
                }
            }
        }
        let (source, target) = match n % 3 {
            0 => (format!("report-{n:03}.en.txt"), format!("report {n}.fa.txt")),
            1 => (format!("letter {n}.txt"), format!("letter_{n:04}_per.txt")),
            _ => (format!("note.{n}.eng.txt"), format!("note.{n}.txt")),
        };
        desk.write(&format!("en/{source}"), en);
        desk.write(&format!("fa/{target}"), fa);
    }
    desk.write("en/alone.txt", "The train of 1931 never came back to the old station of the town.\n");
    desk.write("fa/broken.txt", [0u8, 1, 2, 0, 0, 3, 0, 0]);
    desk
}

#[test]
fn an_archive_that_is_killed_goes_on_without_repeating_or_losing_a_pair() {
    let desk = large();
    let job = |db: &str| {
        ["--db", db, "align", "en", "fa", "-s", "en", "-t", "fa", "--min-score", "0"].map(str::to_owned)
    };
    let words = |db: &str| desk.yeksan(&["--db", db, "dump"]).ended(0).out;
    let run = |db: &str, more: &[&str]| {
        let mut arguments = job(db).to_vec();
        arguments.extend(more.iter().map(|m| (*m).to_owned()));
        desk.yeksan(&arguments.iter().map(String::as_str).collect::<Vec<_>>())
    };
    let begun = std::time::Instant::now();
    let whole = run("whole.db", &[]).ended(3);
    let span = begun.elapsed();
    assert_eq!(whole.out.lines().filter(|l| l.starts_with("ok")).count(), 70, "{}", whole.out);
    assert_eq!(whole.out.lines().filter(|l| l.starts_with("FAIL")).count(), 2, "{}", whole.out);
    let wanted = words("whole.db");
    let pairs = |out: &str| {
        let mut names: Vec<String> = out
            .lines()
            .filter(|l| l.starts_with("ok") || l.starts_with("same"))
            .map(|l| l.split("unaligned").nth(1).unwrap().trim().to_owned())
            .collect();
        names.sort();
        names
    };
    for n in 1..=6 {
        let db = format!("killed{n}.db");
        let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_yeksan"))
            .args(job(&db))
            .current_dir(desk.path("."))
            .env("SOURCE_DATE_EPOCH", "1738540800")
            .env("USER", "tester")
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(span * n / 7);
        // SIGKILL on Unix: no handler runs.
        let _ = child.kill();
        let _ = child.wait();
        let resumed = run(&db, &["--resume"]).ended(3);
        assert_eq!(pairs(&resumed.out), pairs(&whole.out), "kill {n}");
        assert_eq!(words(&db), wanted, "kill {n}");
        let again = run(&db, &["--resume"]).ended(3).out;
        assert_eq!(again.lines().filter(|l| l.starts_with("same")).count(), 70, "kill {n}");
        desk.yeksan(&["--db", &db, "doctor"]).ended(0);
    }
}

#[test]
fn the_main_job_takes_two_folders() {
    let desk = large();
    let run = ["run", "en", "fa", "--out", "job", "-s", "en", "-t", "fa", "--min-score", "0"];
    let first = desk.yeksan(&run).ended(3);
    assert!(first.err.contains("71 pairs · 70 ok · 0 low · 1 failed · 1 files"), "{}", first.err);
    assert!(
        first.err.contains("alone.txt: no counterpart") && first.err.contains("broken.txt"),
        "{}",
        first.err
    );
    let tmx = desk.read("job/memory.tmx");
    assert!(desk.path("job/report.html").exists());
    let again = desk.yeksan(&run).ended(3);
    assert!(again.err.contains("(0 new)"), "{}", again.err);
    assert_eq!(desk.read("job/memory.tmx"), tmx);
}
