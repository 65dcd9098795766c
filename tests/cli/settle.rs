//! Decisions: names that are one, renderings that are mended everywhere, units that a person changes.

use crate::program::Desk;

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
