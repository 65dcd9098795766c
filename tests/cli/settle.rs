//! Decisions: names that are one, renderings that are mended everywhere, units that a person changes.

use crate::program::{Desk, case};

/// A memory of a few lines in which Raesi is spelled two ways in the source.
fn raesi() -> Desk {
    let desk = Desk::new();
    desk.write(
        "a.en",
        "In Tehran, Ebrahim Raesi met the judges.\nThe families accused Raesi of murder.\nIn March, Ebrahim Raisi left Tehran.\n\
         Nobody asked Raisi about Tehran.\n",
    );
    desk.write(
        "a.fa",
        "ابراهیم رئیسی در تهران با قاضیان دیدار کرد.\nخانواده‌ها رئیسی را به قتل متهم کردند.\nدر ماه مارس ابراهیم رییسی تهران را ترک کرد.\n\
         هیچ‌کس از رییسی دربارهٔ تهران نپرسید.\n",
    );
    desk.yeksan(&["import", "--moses", "a.en", "a.fa", "-s", "en", "-t", "fa"]).ended(0);
    desk
}

#[test]
fn a_name_is_shown_with_its_places() {
    let desk = raesi();
    let page = desk.yeksan(&["names", "show", "raesi"]).ended(0).out;
    assert!(page.contains("first seen: 2025-02-03T00:00:00Z in a.en:1 #1"), "{page}");
    assert!(page.contains("      en: The families accused [Raesi] of murder."), "{page}");
    assert!(page.contains("      fa: خانواده‌ها [رئیسی] را به قتل متهم کردند."), "{page}");
    assert!(!page.contains(['\u{2068}', '\u{2069}']), "no control characters in a pipe");
    let isolated = desk.yeksan(&["names", "show", "raesi", "--bidi", "isolate"]).ended(0).out;
    assert!(isolated.contains("fa: \u{2068}خانواده‌ها"), "{isolated}");
    assert_eq!(desk.yeksan(&["names", "raesi"]).ended(0).out, page, "the short way");
    let json = desk.yeksan(&["names", "show", "رئیسی", "--format", "json"]).ended(0).json();
    assert_eq!(json["names"][0]["name"], "Raesi");
    let place = &json["names"][0]["renderings"][0]["places"][1]["target"];
    let (text, span) = (place["text"].as_str().unwrap(), &place["spans"][0]);
    let at = |n: usize| span[n].as_u64().unwrap() as usize;
    assert_eq!(&text[at(0)..at(1)], "رئیسی");
    let miss = desk.yeksan(&["names", "show", "Raessi"]).ended(2);
    assert!(miss.err.contains("did you mean Raesi"), "{}", miss.err);
}

#[test]
fn two_names_become_one_and_part_again() {
    let desk = raesi();
    let clash = || desk.yeksan(&["names"]).ended(0).out;
    assert_eq!(clash(), "");
    let run = desk.yeksan(&["names", "same", "Raesi", "Raisi", "-n"]).ended(0);
    assert!(run.err.contains("dry run"), "{}", run.err);
    assert_eq!(clash(), "");
    desk.yeksan(&["names", "same", "Raesi", "Raisi", "--why", "one man"]).ended(0);
    assert_eq!(clash(), "Raesi\tرئیسی 2 · رییسی 2 (letters)\n");
    let check = desk.yeksan(&["check", "--select", "name-spelling"]).ended(1);
    assert!(check.out.contains("name-spelling Raesi"), "{}", check.out);
    let again = desk.yeksan(&["names", "same", "raisi", "Raesi"]).ended(0);
    assert!(again.err.contains("decided before"), "{}", again.err);
    let parted = desk.yeksan(&["names", "different", "Raesi", "Raisi"]).ended(0);
    assert!(parted.err.contains("taken back"), "{}", parted.err);
    assert_eq!(clash(), "");
    desk.yeksan(&["undo"]).ended(0);
    assert_eq!(clash(), "Raesi\tرئیسی 2 · رییسی 2 (letters)\n");
    desk.yeksan(&["names", "same", "Raesi", "Nobody Knows"]).ended(2);
}

#[test]
fn two_renderings_of_two_people_are_no_finding() {
    let desk = raesi();
    desk.yeksan(&["names", "same", "Raesi", "Raisi"]).ended(0);
    desk.yeksan(&["names", "different", "رئیسی", "رییسی"]).ended(0);
    assert_eq!(desk.yeksan(&["names"]).ended(0).out, "");
}

/// A golden pair in a store, as the main job leaves it.
fn press_statement() -> Desk {
    let desk = Desk::new();
    let folder = case("press-statement");
    let path = |name: &str| folder.join(name).display().to_string();
    let (source, target) = (path("source.en.txt"), path("target.fa.txt"));
    desk.yeksan(&["run", &source, &target, "-s", "en", "-t", "fa", "--db", "yeksan.db", "--out", "job"])
        .ended(0);
    desk
}

/// Every row of expected.md: the name as it is typed, the rendering decided for, how many texts change.
const ROWS: [(&str, &str, usize); 6] = [
    ("Lindqvist", "لیندکویست", 1),
    ("Behdadian", "بهدادیان", 1),
    ("Adelabad Prison", "زندان عادل‌آباد", 1),
    ("deputy prosecutor", "معاون دادستان", 1),
    ("Office of the High Commissioner for Human Rights", "دفتر کمیسر عالی حقوق بشر", 1),
    ("Aoife Brannigan", "ایفا برانیگان", 1),
];

fn exported(desk: &Desk) -> String {
    desk.yeksan(&["export", "out.tmx"]).ended(0);
    String::from_utf8(desk.read("out.tmx")).unwrap()
}

#[test]
fn each_planted_inconsistency_is_mended_by_one_decision_and_comes_back_by_undo() {
    let desk = press_statement();
    for (name, to, texts) in ROWS {
        let (dump, tmx) = (desk.yeksan(&["dump"]).ended(0).out, exported(&desk));
        let dry = desk.yeksan(&["fix", name, "--to", to, "-n", "--format", "json"]).ended(0).json();
        assert_eq!(desk.yeksan(&["dump"]).ended(0).out, dump, "a dry run writes nothing");
        let diff =
            desk.yeksan(&["fix", name, "--to", to, "--format", "json", "--user", "sara"]).ended(0).json();
        assert_eq!(diff["changes"], dry["changes"], "{name}");
        let changes = diff["changes"].as_array().unwrap();
        assert_eq!(changes.len(), texts, "{name}: {changes:#?}");
        let left = desk.yeksan(&["names", "--format", "json"]).ended(0).json();
        let still: Vec<&str> =
            left["names"].as_array().unwrap().iter().map(|n| n["name"].as_str().unwrap()).collect();
        let word = |n: &&&str| n.to_lowercase().contains(&name.to_lowercase());
        assert_eq!(still.iter().find(word), None, "{name} is still reported");
        // The export differs in those segments and nowhere else.
        let mut wanted = tmx;
        for change in changes {
            let text = |key: &str| format!("<seg>{}</seg>", change[key].as_str().unwrap());
            assert_eq!(wanted.matches(&text("before")).count(), 1, "{name}");
            wanted = wanted.replace(&text("before"), &text("after"));
        }
        let after = exported(&desk);
        let signed = "<tu changedate=\"20250203T000000Z\" changeid=\"sara\">";
        assert_eq!(after.matches(signed).count(), texts, "{name}: who rewrote what, and when");
        assert_eq!(after.replace(signed, "<tu>"), wanted, "{name}");
        desk.yeksan(&["undo"]).ended(0);
        assert_eq!(desk.yeksan(&["dump"]).ended(0).out, dump, "{name}: undo brings every byte back");
        assert_eq!(desk.yeksan(&["glossary", "list"]).ended(0).out, "", "{name}: and the glossary");
    }
}

#[test]
fn all_decisions_together_leave_nothing_to_report_and_hold_for_later_imports() {
    let desk = press_statement();
    for (name, to, _) in ROWS {
        desk.yeksan(&["fix", name, "--to", to, "--why", "house style"]).ended(0);
    }
    assert_eq!(desk.yeksan(&["names"]).ended(0).out, "");
    let codes = "name-variant,title-variant,name-spelling,term-forbidden";
    desk.yeksan(&["check", "--select", codes]).ended(0);
    let again = desk.yeksan(&["fix", ROWS[0].0, "--to", ROWS[0].1]).ended(0);
    assert!(again.err.contains("0 texts changed") && again.err.contains("decided before"), "{}", again.err);
    desk.write("late.en", "Deputy Prosecutor Karimi spoke.\nMs. Behdadian was told of it.\n");
    desk.write("late.fa", "جانشین دادستان کریمی سخن گفت.\nبه خانم بهداديان خبر دادند.\n");
    desk.yeksan(&["import", "--moses", "late.en", "late.fa", "-s", "en", "-t", "fa"]).ended(0);
    let check = desk.yeksan(&["check", "--select", codes]).ended(1);
    assert!(check.out.contains("جانشین دادستان is forbidden"), "{}", check.out);
    assert!(check.out.contains("name-spelling Behdadian"), "{}", check.out);
    desk.yeksan(&["fix", "--names"]).ended(0);
    desk.yeksan(&["check", "--select", codes]).ended(0);
}

#[test]
fn half_of_a_latin_name_is_asked_about() {
    let desk = press_statement();
    let run = desk.yeksan(&["fix", "Brannigan", "--to", "برانیگان"]).ended(3);
    assert!(run.out.contains("asks ") && run.out.contains("longer name left in Latin"), "{}", run.out);
    assert!(run.err.contains("0 texts changed") && run.err.contains("1 place left to you"), "{}", run.err);
}

#[test]
fn units_are_edited_confirmed_and_removed_by_their_ids() {
    let desk = raesi();
    let dump = || desk.yeksan(&["dump"]).ended(0).out;
    let before = dump();
    let text = "ابراهیم رئیسی در تهران با داوران دیدار کرد.";
    desk.yeksan(&["edit", "#1", "--target", text, "-n"]).ended(0);
    assert_eq!(dump(), before);
    let run = desk.yeksan(&["edit", "#1", "--target", text, "--approve"]).ended(0);
    assert!(run.out.contains("- fa: ابراهیم رئیسی در تهران با [قاضیان] دیدار کرد."), "{}", run.out);
    let first: serde_json::Value = serde_json::from_str(dump().lines().next().unwrap()).unwrap();
    assert_eq!(
        (first["variants"][1]["text"].as_str(), first["approved"].as_bool()),
        (Some(text), Some(true))
    );
    let again = desk.yeksan(&["edit", "1", "--target", text]).ended(0);
    assert!(again.err.contains("nothing was written"), "{}", again.err);
    desk.yeksan(&["undo"]).ended(0);
    assert_eq!(dump(), before);

    let run = desk.yeksan(&["approve", "2", "3", "3"]).ended(0);
    assert!(run.err.starts_with("2 units approved"), "{}", run.err);
    let run = desk.yeksan(&["approve", "--file", "a.en"]).ended(0);
    assert!(run.err.starts_with("2 units approved · 2 already"), "{}", run.err);
    desk.yeksan(&["approve", "--revoke", "2"]).ended(0);
    assert_eq!(dump().matches("\"approved\":true").count(), 3);
    desk.yeksan(&["rm", "1", "4", "-n"]).ended(0);
    desk.yeksan(&["rm", "1", "4"]).ended(0);
    assert_eq!(dump().lines().count(), 2);
    for _ in 0..4 {
        desk.yeksan(&["undo"]).ended(0);
    }
    assert_eq!(dump(), before);

    let run = desk.yeksan(&["rm", "1", "99"]).ended(2);
    assert!(run.err.contains("no unit 99"), "{}", run.err);
    assert_eq!(dump(), before, "all or none");
    desk.yeksan(&["edit", "1", "--target", " "]).ended(2);
    desk.yeksan(&["edit", "one", "--target", "x"]).ended(2);
    desk.yeksan(&["approve", "--file", "nowhere.txt"]).ended(2);
}

#[test]
fn letters_and_half_spaces_are_mended_by_language() {
    let desk = Desk::new();
    desk.write("a.en", "Karimi writes books.\nThe page says ك.\n");
    desk.write("a.fa", "كريمي كتاب ها را مي نويسد و ٤ تا دارد.\nصفحه ٤٥\n");
    desk.yeksan(&["import", "--moses", "a.en", "a.fa", "-s", "en", "-t", "fa"]).ended(0);
    let before = desk.yeksan(&["dump"]).ended(0).out;
    let run = desk.yeksan(&["fix", "--letters", "--half-space"]).ended(0);
    assert!(run.out.contains("[کریمی] [کتاب‌ها] را [می‌نویسد] و ٤ تا دارد."), "{}", run.out);
    let dump = desk.yeksan(&["dump"]).ended(0).out;
    assert!(dump.contains("The page says ك.") && dump.contains("صفحه ٤٥"), "English and digits stay");
    let again = desk.yeksan(&["fix", "--letters", "--half-space"]).ended(0);
    assert!(again.err.contains("nothing was written"), "{}", again.err);
    desk.yeksan(&["undo"]).ended(0);
    assert_eq!(desk.yeksan(&["dump"]).ended(0).out, before);
    desk.yeksan(&["fix", "--digits"]).ended(0);
    assert!(desk.yeksan(&["dump"]).ended(0).out.contains("صفحه ۴۵"));
    let page = desk.yeksan(&["fix", "--letters", "-n", "--format", "html"]).ended(0).out;
    assert!(page.contains("<p lang=\"fa\" dir=\"rtl\"><mark class=\"odd\">كريمي</mark>"), "{page}");
    assert!(!page.contains("<script") && !page.contains("http"), "self-contained");
    desk.yeksan(&["fix"]).ended(2);
    desk.yeksan(&["fix", "Karimi"]).ended(2);
}

#[test]
fn terms_are_suggested_with_their_evidence_and_taken_in_one_step() {
    let desk = press_statement();
    let text = desk.yeksan(&["glossary", "suggest", "--min-uses", "3"]).ended(0).out;
    assert!(
        text.contains("معاون دادستان × 2  (main)") && text.contains("جانشین دادستان × 1  (wording)"),
        "{text}"
    );
    let table = desk.yeksan(&["glossary", "suggest", "--format", "tsv"]).ended(0).out;
    let other = Desk::new();
    other.write("g.tsv", &table);
    let taken = other.yeksan(&["glossary", "import", "g.tsv", "-s", "en", "-t", "fa"]).ended(0);
    assert!(taken.err.contains(" 0 rejected"), "{}", taken.err);
    desk.yeksan(&["glossary", "suggest", "--add", "-n"]).ended(0);
    assert_eq!(desk.yeksan(&["glossary", "list"]).ended(0).out, "");
    desk.yeksan(&["glossary", "suggest", "--add"]).ended(0);
    let list = desk.yeksan(&["glossary", "list"]).ended(0).out;
    let bare =
        |text: &str| text.lines().map(|l| l.rsplit_once('\t').unwrap().0.to_owned()).collect::<Vec<_>>();
    assert_eq!(bare(&list), bare(&other.yeksan(&["glossary", "list"]).ended(0).out));
    assert!(list.contains("Deputy Prosecutor\tمعاون دادستان !جانشین دادستان\ttitle"), "{list}");
    let again = desk.yeksan(&["glossary", "suggest"]).ended(0);
    assert_eq!(again.out, "", "what is decided is not suggested");
    // The surname left in Latin stands beside a first name in Latin: nobody decided on that.
    let fixed = desk.yeksan(&["fix", "--names"]).ended(3);
    assert!(fixed.err.contains("1 place left to you"), "{}", fixed.err);
    assert!(!desk.yeksan(&["names"]).ended(0).out.contains("جانشین"), "the glossary is followed");
    desk.yeksan(&["undo"]).ended(0);
    desk.yeksan(&["undo"]).ended(0);
    assert_eq!(desk.yeksan(&["glossary", "list"]).ended(0).out, "");
}

#[test]
fn a_term_is_edited_by_its_id() {
    let desk = raesi();
    let list = || desk.yeksan(&["glossary", "list"]).ended(0).out;
    desk.yeksan(&["glossary", "add", "Raesi", "رییسی", "--forbid", "ریسی", "--kind", "person", "-n"])
        .ended(0);
    assert_eq!(list(), "");
    desk.yeksan(&["glossary", "add", "Raesi", "رییسی", "--forbid", "ریسی", "--kind", "person"]).ended(0);
    assert_eq!(list(), "Raesi\tرییسی !ریسی\tperson\t#1\n");
    desk.yeksan(&["glossary", "edit", "1", "--prefer", "رئیسی", "--forbid", "رایسی", "--drop", "ریسی"])
        .ended(0);
    assert_eq!(list(), "Raesi\tرئیسی (رییسی) !رایسی\tperson\t#1\n");
    let same = desk.yeksan(&["glossary", "edit", "1", "--kind", "person"]).ended(0);
    assert!(same.err.contains("1 already there"), "{}", same.err);
    desk.yeksan(&["glossary", "edit", "1", "--drop", "رئیسی"]).ended(2);
    desk.yeksan(&["glossary", "edit", "1", "--drop", "نیست"]).ended(2);
    let miss = desk.yeksan(&["glossary", "edit", "7", "--kind", "term"]).ended(2);
    assert!(miss.err.contains("no term 7"), "{}", miss.err);
    desk.yeksan(&["undo"]).ended(0);
    assert_eq!(list(), "Raesi\tرییسی !ریسی\tperson\t#1\n");
}

#[test]
fn a_fix_in_the_wrong_letters_is_refused_and_the_source_is_left_alone() {
    let desk = raesi();
    let (dump, terms) =
        (|| desk.yeksan(&["dump"]).ended(0).out, || desk.yeksan(&["glossary", "list"]).ended(0).out);
    let before = dump();
    for name in ["Raesi", "رئیسی"] {
        let run = desk.yeksan(&["fix", name, "--to", "Raisi"]).ended(2);
        assert!(run.err.contains("not written in the letters of `fa`"), "{}", run.err);
        assert!(run.err.contains("--side source"), "{}", run.err);
    }
    let run = desk.yeksan(&["fix", "Raesi", "--to", "Раиси"]).ended(2);
    assert!(!run.err.contains("--side source"), "neither side is written so: {}", run.err);
    assert_eq!((dump(), terms()), (before.clone(), String::new()));
    let run = desk.yeksan(&["fix", "Raesi", "--to", "Raisi", "--side", "source"]).ended(0);
    assert!(run.out.contains("[Raisi]") && run.err.contains("2 texts changed"), "{} {}", run.out, run.err);
    desk.yeksan(&["undo"]).ended(0);
    desk.yeksan(&["fix", "Raesi", "--to", "Raisi", "--side", "target"]).ended(0);
    assert!(dump().contains("خانواده‌ها Raisi را به قتل متهم کردند."), "asked for by name");
    desk.yeksan(&["undo"]).ended(0);
    assert_eq!(dump(), before);
}

#[test]
fn in_a_memory_from_persian_the_english_is_what_a_fix_writes() {
    let desk = Desk::new();
    let old = raesi();
    desk.write("a.en", old.read("a.en"));
    desk.write("a.fa", old.read("a.fa"));
    desk.yeksan(&["import", "--moses", "a.fa", "a.en", "-s", "fa", "-t", "en"]).ended(0);
    let pair = ["-s", "fa", "-t", "en"];
    let fix =
        |arguments: &[&str], code: i32| desk.yeksan(&[&["fix"], arguments, &pair[..]].concat()).ended(code);
    let run = fix(&["Raesi", "--to", "رییسی"], 2);
    assert!(run.err.contains("letters of `en`") && run.err.contains("--side source"), "{}", run.err);
    let run = fix(&["Raesi", "--to", "Raisi"], 0);
    assert!(run.out.contains("[Raisi]") && !run.out.contains("Raisi] را"), "{}", run.out);
    desk.yeksan(&["undo"]).ended(0);
    desk.yeksan(&["glossary", "add", "رئیسی", "Raisi", "--forbid", "Raesi", "-s", "fa", "-t", "en"]).ended(0);
    let run = fix(&["--names"], 0);
    assert!(run.out.contains("The families accused [Raisi] of murder."), "{}", run.out);
    let dump = desk.yeksan(&["dump"]).ended(0).out;
    assert!(dump.contains("رییسی") && dump.contains("رئیسی"), "the Persian originals stay: {dump}");
}

#[test]
fn a_memory_from_persian_shows_what_its_english_spells_two_ways() {
    let desk = Desk::new();
    let fa = "ابراهیم رئیسی روز دوشنبه به تهران بازگشت.\nرئیسی از قضات خواست سریع‌تر عمل کنند.\n\
              خانواده‌ها می‌گویند رئیسی عضو آن هیئت بود.\nروزنامه‌ها از رئیسی انتقاد کردند.\n";
    let en = "Ebrahim Raisi returned to Tehran on Monday.\nThen Raisi asked judges to act faster.\n\
              Families say that Raesi was a member of that panel.\nThe papers criticised Raisi for it.\n";
    desk.write("a.fa", fa);
    desk.write("a.en", en);
    desk.yeksan(&["import", "--moses", "a.fa", "a.en", "-s", "fa", "-t", "en"]).ended(0);
    let run = desk.yeksan(&["names"]).ended(0);
    assert_eq!(run.out, "رئیسی\tRaisi 3 · Raesi 1 (spelling)\n");
    let run = desk.yeksan(&["check", "--select", "name"]).ended(1);
    assert!(run.out.contains("name-variant رئیسی") && run.out.contains("suggested: Raisi"), "{}", run.out);
    let run = desk.yeksan(&["glossary", "suggest", "--min-uses", "1", "--format", "tsv"]).ended(0);
    let row = |name: &str| run.out.lines().filter(|l| l.starts_with(name)).collect::<Vec<_>>();
    assert!(row("رئیسی\tRaisi").len() == 1 && row("تهران\tTehran").len() == 1, "{}", run.out);
    let run = desk.yeksan(&["names", "show", "raesi"]).ended(0);
    assert!(run.out.contains("Raisi × 3") && run.out.contains("say that [Raesi] was"), "{}", run.out);
    desk.yeksan(&["names", "different", "Raesi", "Raisi"]).ended(0);
    assert_eq!(desk.yeksan(&["names"]).ended(0).out, "");
    desk.yeksan(&["undo"]).ended(0);
    desk.yeksan(&["fix", "رئیسی", "--to", "Raisi", "--why", "as his own site spells it"]).ended(0);
    assert_eq!(desk.yeksan(&["names"]).ended(0).out, "");
    assert!(desk.yeksan(&["glossary", "list"]).ended(0).out.contains("رئیسی"));
    let dump = desk.yeksan(&["dump"]).ended(0).out;
    assert!(!dump.contains("Raesi"), "{dump}");
    desk.yeksan(&["undo"]).ended(0);
    assert!(desk.yeksan(&["dump"]).ended(0).out.contains("Raesi"));
}

#[test]
fn suggestions_are_names_and_terms_in_their_base_form_and_do_not_change_when_taken() {
    let desk = Desk::new();
    let en = "The death committee met on Saturday.\nThe death committees met in Tehran.\nEvery death committee had a judge.\n\
              Mr. Karimi spoke of the death committee.\nMr. Karimi left on Saturday.\nKarimi spoke on Saturday.\n\
              The High Commissioner for Refugees wrote.\nThe High Commissioner for Refugees came.\n\
              The High Commissioner for Refugees spoke.\nThe prosecutors met.\nA prosecutor spoke.\nThe prosecutors left.\n\
              The prosecutors wrote to Karimi.\nOne prosecutor met Karimi.\n";
    let fa = "هیئت مرگ روز شنبه گرد آمد.\nهیئت‌های مرگ در تهران گرد آمدند.\nهر هیئت مرگ یک قاضی داشت.\n\
              آقای کریمی از هیئت مرگ سخن گفت.\nآقای کریمی روز شنبه رفت.\nکریمی روز شنبه سخن گفت.\n\
              کمیسر عالی پناهندگان نوشت.\nکمیسر عالی پناهندگان آمد.\nکمیسر عالی پناهندگان سخن گفت.\n\
              دادستان‌ها گرد آمدند.\nدادستان سخن گفت.\nدادستان‌ها رفتند.\nدادستان‌ها به کریمی نوشتند.\nیک دادستان کریمی را دید.\n";
    desk.write("a.en", en);
    desk.write("a.fa", fa);
    desk.yeksan(&["import", "--moses", "a.en", "a.fa", "-s", "en", "-t", "fa"]).ended(0);
    let suggested = || {
        let out = desk.yeksan(&["glossary", "suggest"]).ended(0).out;
        let head = |l: &str| l.split('\t').take(2).collect::<Vec<_>>().join(" = ");
        out.lines().filter(|l| !l.starts_with(' ')).map(head).collect::<Vec<_>>()
    };
    let found = suggested();
    assert!(found.contains(&"Karimi = کریمی".to_owned()), "{found:?}");
    for no in ["Saturday", "Mr. Karimi", "High Commissioner =", "prosecutors", "spoke", "committees"] {
        assert!(!found.iter().any(|f| f.starts_with(no)), "{no}: {found:?}");
    }
    assert!(!found.iter().any(|f| f.contains("‌ها")), "{found:?}");
    assert_eq!(found, suggested());
    desk.yeksan(&["glossary", "suggest", "--add"]).ended(0);
    assert_eq!(suggested(), Vec::<String>::new(), "what was taken changes nothing else");
    desk.yeksan(&["undo"]).ended(0);
    assert_eq!(found, suggested());
}
