//! The finder on both sides of a small glossary.

use glossary::find::{Finder, Hit, Side};
use glossary::term::{Kind, Rendering, Status, Term};
use proptest::prelude::*;

fn term(source: &str, target: &str, kind: Kind) -> Term {
    let mut term = Term::new(source, "x", kind, "en", "fa");
    term.source = source.split('|').map(str::to_owned).collect();
    term.target = (target.split('|').enumerate())
        .map(|(at, text)| match text.strip_prefix('!') {
            Some(text) => Rendering { text: text.to_owned(), status: Status::Forbidden },
            None if at == 0 => Rendering { text: text.to_owned(), status: Status::Preferred },
            None => Rendering { text: text.to_owned(), status: Status::Admitted },
        })
        .collect();
    term
}

fn press() -> Vec<Term> {
    let mut may = term("Theresa May", "ترزا می|!ترسا مای", Kind::Person);
    may.forms.source_short = vec!["May".into()];
    may.forms.target_short = vec!["می".into()];
    let mut minister = term("prime minister", "نخست‌وزیر", Kind::Title);
    minister.forms.source_plural = vec!["prime ministers".into()];
    minister.forms.target_plural = vec!["نخست‌وزیران".into()];
    minister.forms.source_short = vec!["PM".into()];
    vec![
        term("Jordan", "اردن", Kind::Place),
        term("Mexico", "مکزیک", Kind::Place),
        term("Mexico City", "مکزیکوسیتی", Kind::Place),
        term("New York", "نیویورک", Kind::Place),
        may,
        minister,
        term("Iran", "ایران", Kind::Place),
        term("United States|US", "ایالات متحده|آمریکا", Kind::Place),
        term("St. Lucia", "سنت لوسیا", Kind::Place),
        term("president", "رئیس‌جمهور", Kind::Title),
        term("parliament", "مجلس", Kind::Organisation),
        term("representative", "نماینده", Kind::Title),
        term("Qatar", "قطر", Kind::Place),
        term("English", "انگلیسی", Kind::Demonym),
        term("drought", "خشکسالی", Kind::Term),
        term("Senate", "سنا", Kind::Organisation),
        term("Judiciary", "قوهٔ قضائیه", Kind::Organisation),
        term("sit-in", "تحصن", Kind::Term),
        term("attorney-general", "دادستان کل", Kind::Title),
        term("Maliki", "مالکی", Kind::Person),
    ]
}

fn found(side: Side, lang: &str, text: &str) -> Vec<String> {
    let terms = press();
    Finder::new(&terms, side, lang).hits(text).into_iter().map(|hit| text[hit.raw].to_owned()).collect()
}

#[test]
fn english_hits() {
    for (text, expected) in [
        ("King Abdullah of Jordan said", vec!["Jordan"]),
        ("In Jordan, jordan almonds", vec!["Jordan"]),
        ("He met Michael Jordan there", vec![]),
        ("The flight to Mexico City left Mexico.", vec!["Mexico City", "Mexico"]),
        ("as the New York Times wrote", vec![]),
        ("in New York on Monday", vec!["New York"]),
        (
            "Prime Minister Theresa May said Mrs May would go in May 2018.",
            vec!["Prime Minister", "Theresa May", "May"],
        ),
        ("Jordan's King", vec!["Jordan"]),
        ("the Iran-backed group", vec!["Iran"]),
        ("they told us that the US and U.S. officials", vec!["US", "U.S."]),
        ("three prime ministers and a PM at 5 pm", vec!["prime ministers", "PM"]),
        ("Iran President Rouhani", vec!["Iran", "President"]),
        ("Iranian New Year", vec![]),
        ("Don't sit in silence at the sit-in", vec!["sit-in"]),
        ("the attorney general", vec!["attorney general"]),
        ("the film about Johnny English was in English", vec!["English"]),
        ("the U.S. Drought Monitor", vec!["U.S.", "Drought"]),
        ("St. Lucia's Hospital near St. Lucia", vec!["St. Lucia"]),
        ("the Senate Judiciary Committee and the US Senate", vec!["US", "Senate"]),
        ("Why Iran Says Mexico Will Never Join", vec!["Iran", "Mexico"]),
    ] {
        assert_eq!(found(Side::Source, "en", text), expected, "{text}");
    }
}

#[test]
fn persian_hits() {
    for (text, expected) in [
        ("نخست وزیر ایران و نخست‌وزیران", vec!["نخست وزیر", "ایران", "نخست‌وزیران"]),
        ("رییس جمهوری آمریکا", vec!["رییس جمهور", "آمریکا"]),
        ("رئیسجمهور", vec!["رئیسجمهور"]),
        ("نمایندگان مجلس", vec!["نمایندگان", "مجلس"]),
        ("نماینده‌هایشان در مجلسی", vec!["نماینده", "مجلس"]),
        ("ایران‌خودرو", vec![]),
        ("قطرات باران در قطری‌ها", vec!["قطر"]),
        ("مالکیت توپ", vec![]),
        ("ترسا مای گفت", vec!["ترسا مای"]),
        ("ايران و قطر", vec!["ايران", "قطر"]),
    ] {
        assert_eq!(found(Side::Target, "fa", text), expected, "{text}");
    }
}

#[test]
fn a_hit_says_what_it_is() {
    let terms = press();
    let target = Finder::new(&terms, Side::Target, "fa");
    let hits = target.hits("ترسا مای و نمایندگان");
    assert_eq!((hits[0].term, hits[0].form, hits[0].status), (4, 1, Status::Forbidden));
    assert!(hits[1].is_plural && !hits[1].is_short);
    let source = Finder::new(&terms, Side::Source, "en");
    let hits = source.hits("Mrs May met the PM.");
    assert!(hits.iter().all(|hit| hit.is_short), "{hits:?}");
}

#[test]
fn other_languages_inflect() {
    for (lang, rendering, text, expected) in [
        ("ar", "الحكومة", "قالت للحكومة إن", "للحكومة"),
        ("ar", "أوباما", "وأوباما قال", "أوباما"),
        ("ru", "Белый дом", "в Белом доме сказали", "Белом доме"),
        ("ru", "Владимир Путин", "с Владимиром Путиным", "Владимиром Путиным"),
        ("tr", "Ankara", "Ankara'nın dışında", "Ankara"),
        ("de", "Präsident", "des Präsidenten", "Präsidenten"),
        ("fr", "Iran", "l’Iran dit", "Iran"),
    ] {
        let terms = [Term::new("x", rendering, Kind::Place, "en", lang)];
        let hits = Finder::new(&terms, Side::Target, lang).hits(text);
        let found: Vec<&str> = hits.iter().map(|hit| &text[hit.raw.clone()]).collect();
        assert_eq!(found, [expected], "{lang}: {text}");
    }
}

#[test]
fn two_terms_of_one_form_are_both_named() {
    let terms = [term("Georgia", "گرجستان", Kind::Place), term("Georgia", "جورجیا", Kind::Place)];
    let hits = Finder::new(&terms, Side::Source, "en").hits("in Georgia today");
    assert_eq!(
        hits,
        [Hit {
            term: 0,
            form: 0,
            raw: 3..10,
            status: Status::Preferred,
            is_short: false,
            is_plural: false,
            also: vec![1]
        }]
    );
}

proptest! {
    #[test]
    fn hits_are_slices_without_overlap(text in "\\PC{0,40}|((Theresa|May|Iran|ایران|نخست|وزیر|رئیس|جمهور|مجلس|ها|US|U.S.|'s)[ \u{200c}.-]?){0,12}") {
        let terms = press();
        for (side, lang) in [(Side::Source, "en"), (Side::Target, "fa"), (Side::Target, "ar"), (Side::Target, "ru"), (Side::Source, "tr")] {
            let mut at = 0;
            for hit in Finder::new(&terms, side, lang).hits(&text) {
                prop_assert!(hit.raw.start >= at && hit.raw.end > hit.raw.start, "{:?}", hit);
                prop_assert!(text.get(hit.raw.clone()).is_some());
                at = hit.raw.end;
            }
        }
    }
}

#[test]
fn a_rendering_is_there_beside_a_first_name_too() {
    let terms = [Term::new("رئیسی", "Raisi", Kind::Person, "fa", "en")];
    let hits = |text: &str| Finder::new(&terms, Side::Target, "en").hits(text).len();
    assert_eq!(hits("Ebrahim Raisi spoke in Tehran."), 1);
    assert_eq!(hits("The raisi of old."), 0);
}
