//! A messy archive of its own making.

use crate::pipeline::archive::{PairBy, Plan, plan};
use crate::pipeline::{Wanted, Watch};
use std::fs;
use std::path::Path;

const PEOPLE: &[(&str, &str)] = &[
    ("Kamali", "کمالی"),
    ("Rahimi", "رحیمی"),
    ("Daryush", "داریوش"),
    ("Maryam", "مریم"),
    ("Shirazi", "شیرازی"),
    ("Nasrin", "نسرین"),
    ("Bahram", "بهرام"),
];
const TOWNS: &[(&str, &str)] =
    &[("Hormuz", "هرمز"), ("Isfahan", "اصفهان"), ("Tabriz", "تبریز"), ("Yazd", "یزد"), ("Kashan", "کاشان")];
const GOODS: &[(&str, &str)] =
    &[("books", "کتاب"), ("carpets", "فرش"), ("lamps", "چراغ"), ("boats", "قایق"), ("mirrors", "آینه")];

fn persian(number: usize) -> String {
    number.to_string().chars().map(|c| char::from_u32(c as u32 - '0' as u32 + '۰' as u32).unwrap()).collect()
}

fn document(seed: usize) -> (String, String) {
    let (mut en, mut fa) = (String::new(), String::new());
    for line in 0..8 {
        let pick = seed * 13 + line * 7 + seed / 5;
        let (who, town) = (PEOPLE[pick % PEOPLE.len()], TOWNS[(pick / 3) % TOWNS.len()]);
        let (goods, count) = (GOODS[(pick / 2) % GOODS.len()], 100 + (seed * 8 + line) * 37 % 9000);
        en.push_str(&format!("{} sold {count} {} in the market of {} last year.\n", who.0, goods.0, town.0));
        fa.push_str(&format!(
            "{} سال گذشته {} {} در بازار {} فروخت.\n",
            who.1,
            persian(count),
            goods.1,
            town.1
        ));
    }
    (en, fa)
}

/// Writes 64 pairs, 6 orphans, 3 files in a third language and 2 broken ones; returns what belongs together.
fn archive(root: &Path) -> Vec<(String, String)> {
    let mut truth = Vec::new();
    let put = |name: &str, text: &[u8]| {
        let path = root.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    let solar = |day: usize| format!("۱۴۰۳-۱۱-{}", persian(day + 12));
    for n in 0..64 {
        let (en, fa) = document(n);
        let (left, right) = match n % 8 {
            0 => (format!("report_{n:02}.en.txt"), format!("report_{n:02}.fa.txt")),
            1 => (format!("EN_bulletin-{n}.md"), format!("bulletin {} (Persian).txt", persian(n))),
            2 => (format!("english/2024/story{n}.txt"), format!("فارسی/2024/story{n}.html")),
            3 if n / 8 < 6 => {
                (format!("2025-02-0{}_news.txt", n / 8 + 1), format!("{} خبر.txt", solar(n / 8 + 1)))
            }
            4 => (format!("{n:03} statement.txt"), format!("بیانیه {}.txt", persian(n))),
            5 => (format!("a/final-{}.txt", 9000 + n * 31), format!("b/نسخه-{}.md", 70_000 - n * 17)),
            6 => (format!("letter.{n}.eng.txt"), format!("per_letter_{n}.txt")),
            _ => (format!("misc/{n}-eng.md"), format!("misc/{n}-farsi.md")),
        };
        put(&left, en.as_bytes());
        put(&right, fa.as_bytes());
        truth.push((left, right));
    }
    for n in 0..3 {
        put(&format!("orphan-{n}.txt"), document(500 + n * 11).0.as_bytes());
        put(&format!("یتیم {}.txt", persian(n)), document(700 + n * 17).1.as_bytes());
        let german = "Der alte Mann ging am Abend durch die Straßen der Stadt und kaufte Brot für seine Kinder.\n\
                      Niemand wusste, woher er kam und warum er nicht mehr sprach.\n";
        put(&format!("fremd_{n}.txt"), german.as_bytes());
    }
    put("broken.en.txt", &[0, 1, 2, 3, 0, 0, 255, 254, 0, 7, 0, 0, 1]);
    put("empty.fa.txt", b"");
    truth
}

fn made(root: &Path, by: PairBy) -> Plan {
    let folders = [root.to_owned()];
    plan(&folders, &Wanted::default(), by, None, &Watch::silent()).unwrap()
}

#[test]
fn a_messy_archive_is_paired() {
    let root = tempfile::tempdir().unwrap();
    let truth = archive(root.path());
    let plan = made(root.path(), PairBy::Auto);
    let (source, target) = plan.languages.as_ref().unwrap();
    assert_eq!((source.as_str(), target.as_str()), ("en", "fa"));
    let name = |path: &Path| path.strip_prefix(root.path()).unwrap().to_string_lossy().replace('\\', "/");
    let wrong: Vec<_> = plan
        .pairs
        .iter()
        .map(|p| (name(&p.files.source), name(&p.files.target), &p.reason, p.score))
        .filter(|p| !truth.contains(&(p.0.clone(), p.1.clone())))
        .collect();
    assert!(wrong.is_empty(), "{wrong:?}");
    let orphans: Vec<String> = plan.orphans.iter().map(|p| name(p)).collect();
    assert_eq!(plan.pairs.len(), truth.len(), "{orphans:?}");
    assert_eq!(orphans.len(), 6, "{orphans:?}");
    assert!(orphans.iter().all(|o| o.starts_with("orphan") || o.starts_with("یتیم")));
    let failed: Vec<String> = plan.failed.iter().map(|f| name(&f.0)).collect();
    assert_eq!(failed, ["broken.en.txt", "empty.fa.txt", "fremd_0.txt", "fremd_1.txt", "fremd_2.txt"]);
}

#[test]
fn content_pairs_what_no_name_says() {
    let root = tempfile::tempdir().unwrap();
    for n in 0..30 {
        let (en, fa) = document(n);
        fs::write(root.path().join(format!("x{}.txt", n * 7919 % 101)), en).unwrap();
        fs::write(root.path().join(format!("y{}.txt", 200 + n * 104_729 % 97)), fa).unwrap();
    }
    assert_eq!(made(root.path(), PairBy::Content).pairs.len(), 30);
    assert!(made(root.path(), PairBy::Date).pairs.is_empty());
}
