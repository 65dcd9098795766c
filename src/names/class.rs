//! How two renderings of one name differ.

use super::speech::{self, Sounding};
use crate::model::VariantClass;
use glossary::fold::{Level, fold};

/// Likeness of two renderings from which they are spellings of one sound.
const SPELLING: f32 = 0.5;
/// Likeness to a source word from which a word spells it and does not translate it.
const SPELLED: f32 = 0.6;

/// Likeness to a name without capitals from which a word spells it.
const ALIKE: f32 = 0.66;

/// Returns how a rendering differs from the majority rendering, both as written.
///
/// The two are of different clusters: they are neither the same letters nor forms of one word. `sounds` are the words of
/// the name: only what sounds like them can be another spelling. `own` says that the name is one word that has a form of
/// its own in the other language (Egypt): one letter more or less is a slip there too.
pub(super) fn difference(
    main: &str,
    other: &str,
    sounds: &[Sounding],
    own: bool,
    lang: &str,
) -> VariantClass {
    if speech::is_latin(main) != speech::is_latin(other) {
        return VariantClass::Script;
    }
    let (a, b) = (fold(main, Level::Ortho), fold(other, Level::Ortho));
    let (a, b): (Vec<&str>, Vec<&str>) = (a.split_whitespace().collect(), b.split_whitespace().collect());
    // Where no capitals tell a name, only its sound does; two spellings of it may have few letters in common (جرجان, غرغان).
    let spells = |word: &str| sounds.iter().any(|s| s.is_caseless() && s.likeness(word, lang, ALIKE) > 0.0);
    if a.len() == b.len() && a.iter().zip(&b).all(|(x, y)| x == y || spells(x) && spells(y)) {
        return VariantClass::Spelling;
    }
    let (a, b) = apart(&a, &b, lang);
    let moved = a.iter().any(|word| b.iter().any(|o| speech::same_word(word, o, lang)));
    let (x, y) = (a.concat(), b.concat());
    // HIV or Aids, HIV and Aids; a score behind a name: another check weighs numbers.
    let empty = |words: &[&str]| {
        !words.is_empty()
            && words.iter().all(|w| speech::is_function_word(w, lang) || w.chars().all(char::is_numeric))
    };
    if empty(a) && empty(b) || x.chars().any(char::is_numeric) != y.chars().any(char::is_numeric) {
        return VariantClass::ShortForm;
    }
    // Where no capitals tell a name, only its sound does; two spellings of it may have few letters in common (جرجان, غرغان).
    let sounds_like =
        |row: &str| sounds.iter().any(|s| s.is_caseless() && s.likeness(row, lang, ALIKE) > 0.0);
    if !moved && sounds_like(&x) && sounds_like(&y) {
        return VariantClass::Spelling;
    }
    if moved || x.is_empty() || y.is_empty() || speech::similar(&x, &y) < SPELLING {
        return VariantClass::Wording;
    }
    let spelled = |words: &[&str], row: &str| {
        words.iter().copied().chain([row]).any(|w| sounds.iter().any(|s| s.likeness(w, lang, SPELLED) > 0.0))
    };
    let slip = || is_slip(&x, &y) || is_slip(&speech::stem(&x, lang), &speech::stem(&y, lang));
    if spelled(a, &x) || spelled(b, &y) || own && slip() {
        VariantClass::Spelling
    } else {
        VariantClass::Wording
    }
}

/// Returns what is left of two rows without the words that both begin and end with.
fn apart<'r, 't>(a: &'r [&'t str], b: &'r [&'t str], lang: &str) -> (&'r [&'t str], &'r [&'t str]) {
    let same = |(x, y): &(&&str, &&str)| speech::same_word(x, y, lang);
    let first = a.iter().zip(b).take_while(same).count();
    let (a, b) = (&a[first..], &b[first..]);
    let last = a.iter().rev().zip(b.iter().rev()).take_while(same).count();
    (&a[..a.len() - last], &b[..b.len() - last])
}

/// Returns whether two words of four letters at least are one but for one letter.
fn is_slip(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    let first = short.iter().zip(long).take_while(|(x, y)| x == y).count();
    let last = short[first..].iter().rev().zip(long.iter().rev()).take_while(|(x, y)| x == y).count();
    long.len() >= 4 && long.len() - first - last <= 1
}

/// What makes an adjective of a name, and what makes an inhabitant, by language: what stands between the part that both
/// forms share and the ending of the case.
const DERIVED: &[(&str, [&[&str]; 2])] = &[
    (
        "de",
        [
            &["anisch", "ensisch", "esisch", "isch", "nisch", "sch"],
            &["aner", "anerin", "er", "erin", "ese", "esin", "ianer", "ier", "ierin", "ler"],
        ],
    ),
    ("tr", [&["ca", "ce", "ça", "çe"], &["li", "lu", "lü", "lı"]]),
    (
        "ru",
        [
            &[
                "анск",
                "ейск",
                "енн",
                "ийск",
                "инск",
                "ическ",
                "йск",
                "н",
                "ничн",
                "овск",
                "ск",
                "чн",
                "ьск",
                "ьянск",
                "янск",
            ],
            &[
                "анец",
                "анк",
                "анц",
                "ец",
                "иец",
                "ийк",
                "ийц",
                "к",
                "ниц",
                "ц",
                "чанин",
                "чанк",
                "янин",
                "янк",
            ],
        ],
    ),
    ("uk", [&["анськ", "ейськ", "ийськ", "ичн", "ськ", "ічн", "ійськ"], &["анець", "анц", "ець", "к", "ц"]]),
];

/// Most letters that the bare name may end in behind the part it shares with what is derived of it (воскрес-енье).
const BARE_END: usize = 4;

/// Returns whether two renderings are a name and what is derived from it, or an adjective and an inhabitant: Европа and
/// европейский, Berlin and Berliner.
///
/// Both must share at least four letters; each word is compared with its neighbour of the same place. Two adjectives of
/// one name (каталонский, каталанский) are no such pair.
pub(super) fn derived(a: &str, b: &str, lang: &str) -> bool {
    let Some((_, kinds)) = DERIVED.iter().find(|(l, _)| *l == lang) else { return false };
    let (a, b) = (a.to_lowercase(), b.to_lowercase());
    let (first, second): (Vec<&str>, Vec<&str>) =
        (a.split_whitespace().collect(), b.split_whitespace().collect());
    first.len() == second.len()
        && first
            .iter()
            .zip(&second)
            .all(|(x, y)| x == y || speech::same_word(x, y, lang) || is_derived_pair(x, y, kinds, lang))
}

/// Returns whether one word is the other with a derivation, or both have derivations of different kinds.
fn is_derived_pair(a: &str, b: &str, kinds: &[&[&str]; 2], lang: &str) -> bool {
    let shared: usize = a.chars().zip(b.chars()).take_while(|(p, q)| p == q).map(|(p, _)| p.len_utf8()).sum();
    // The last shared letters may belong to the ending: Росси-я, росси-йск-.
    let before = a[..shared].char_indices().rev().map(|(i, _)| i).take(3);
    let kind = |rest: &str| {
        let made = |end: &&str| {
            rest.strip_prefix(end).is_some_and(|case| case.is_empty() || speech::is_ending(case, lang))
        };
        kinds.iter().position(|ends| ends.iter().any(&made))
    };
    let bare = |rest: &str| rest.chars().count() <= BARE_END || lang == "de" && rest.starts_with("land");
    std::iter::once(shared).chain(before).filter(|&at| a[..at].chars().count() >= 4).any(|at| {
        match (kind(&a[at..]), kind(&b[at..])) {
            (Some(x), Some(y)) => x != y,
            (Some(_), None) => bare(&b[at..]),
            (None, Some(_)) => bare(&a[at..]),
            (None, None) => false,
        }
    })
}

/// Nouns that say what sort of thing a name names, by language: with the name or without, it is the same.
const SORTS: &[(&str, &[&str])] = &[(
    "fa",
    &[
        "ایالت",
        "استان",
        "انجمن",
        "باشگاه",
        "بندر",
        "تیم",
        "جزیره",
        "جنبش",
        "حزب",
        "خبرگزاری",
        "روزنامه",
        "سازمان",
        "شبکه",
        "شرکت",
        "شهر",
        "شهرستان",
        "فرودگاه",
        "کشور",
        "گروه",
        "مجله",
        "منطقه",
        "موسسه",
        "نشریه",
        "نهاد",
        "وبسایت",
        "کمپانی",
    ],
)];

/// Returns whether a row of folded words is the other behind a noun that says what sort of thing it is: شرکت تویوتا.
pub(super) fn is_sort(long: &[String], short: &[String], lang: &str) -> bool {
    let Some((_, sorts)) = SORTS.iter().find(|(l, _)| *l == lang) else { return false };
    let Some((first, rest)) = long.split_first() else { return false };
    sorts.contains(&first.as_str())
        && rest.len() == short.len()
        && rest.iter().zip(short).all(|(x, y)| speech::same_word(x, y, lang))
}

/// Returns whether two folded Arabic words are a name and the adjective made of it: اسکتلندا and الاسکتلندیه.
pub(super) fn of_one_nisba(a: &str, b: &str, lang: &str) -> bool {
    const NISBA: [&str; 5] = ["یات", "یون", "یین", "یه", "ی"];
    const BARE: [&str; 5] = ["یا", "ان", "ا", "ه", ""];
    let adjective = |word: &str, name: &str| {
        NISBA.iter().filter_map(|end| word.strip_suffix(end)).any(|stem| {
            BARE.iter().chain(&NISBA).filter_map(|end| name.strip_suffix(end)).any(|other| other == stem)
                && stem.chars().count() > 2
        })
    };
    // المانیا begins like an article.
    lang == "ar" && forms(a).any(|a| forms(b).any(|b| adjective(a, b) || adjective(b, a)))
}

/// Returns an Arabic word, and what it is without its first two letters when they are the article's.
fn forms(word: &str) -> impl Iterator<Item = &str> {
    std::iter::once(word).chain(word.strip_prefix("ال"))
}

/// Persian words for who holds an office and for the office, folded.
const OFFICES: &[(&str, &str)] = &[
    ("استاندار", "استانداری"),
    ("امام", "امامت"),
    ("دادستان", "دادستانی"),
    ("رهبر", "رهبری"),
    ("رییس", "ریاست"),
    ("رییسجمهور", "ریاستجمهوری"),
    ("سردبیر", "سردبیری"),
    ("سفیر", "سفارت"),
    ("شهردار", "شهرداری"),
    ("فرماندار", "فرمانداری"),
    ("فرمانده", "فرماندهی"),
    ("مدیر", "مدیریت"),
    ("مدیرکل", "مدیریت"),
    ("مربی", "مربیگری"),
    ("معاون", "معاونت"),
    ("نامزد", "نامزدی"),
    ("نایب", "نیابت"),
    ("نخستوزیر", "نخستوزیری"),
    ("نماینده", "نمایندگی"),
    ("وزیر", "وزارت"),
    ("وکیل", "وکالت"),
];

/// Returns whether two rows of folded words are an office and who holds it: وزارت دفاع for the acting minister.
pub(super) fn of_one_office(a: &[String], b: &[String], lang: &str) -> bool {
    let pair = |x: &str, y: &str| {
        OFFICES
            .iter()
            .any(|(holder, office)| speech::same_word(holder, x, lang) && speech::same_word(office, y, lang))
    };
    let Some(((x, rest), (y, other))) = a.split_first().zip(b.split_first()) else { return false };
    lang == "fa"
        && rest.len() == other.len()
        && (pair(x, y) || pair(y, x))
        && rest.iter().zip(other).all(|(x, y)| speech::same_word(x, y, lang))
}

/// Endings of a Persian country's name, its people and its adjective, behind what they share: فرانس-ه, فرانس-وی.
const COUNTRY: &[&str] = &[
    "",
    "ا",
    "ایی",
    "ستان",
    "ستانی",
    "ه",
    "هایی",
    "های",
    "ها",
    "وی",
    "ی",
    "یا",
    "یایی",
    "یه",
    "یهای",
    "یی",
    "ان",
    "انی",
    "یان",
    "ایان",
];

/// Returns whether two folded words are a country and its people: روسیه and روس.
pub(super) fn of_one_country(a: &str, b: &str, lang: &str) -> bool {
    if lang != "fa" {
        return false;
    }
    let shared: usize = a.chars().zip(b.chars()).take_while(|(x, y)| x == y).map(|(x, _)| x.len_utf8()).sum();
    let ends = |at: usize| COUNTRY.contains(&&a[at..]) && COUNTRY.contains(&&b[at..]);
    a[..shared].char_indices().map(|(i, c)| (i, i + c.len_utf8())).skip(2).any(|(_, end)| ends(end))
}

/// Returns whether two words are compounds that begin alike and name different things: Sicherheitsrat, Sicherheitskamera.
///
/// Such a word renders more than the name it was found for. Compounds with one last part (Präsidentenwahl,
/// Präsidentschaftswahl) may well be two renderings.
pub(super) fn compounds(a: &str, b: &str, lang: &str) -> bool {
    if lang != "de" || a.contains(char::is_whitespace) || b.contains(char::is_whitespace) {
        return false;
    }
    let (a, b) = (fold(a, Level::Ortho), fold(b, Level::Ortho));
    let shared = a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count();
    let rest = |text: &str| text.chars().skip(shared).count();
    let last = a.chars().rev().zip(b.chars().rev()).take_while(|(x, y)| x == y).count();
    shared >= 5 && last < 3 && rest(&a).max(rest(&b)) >= 4
}

/// Returns how two writings of one rendering differ, `None` when they do not.
///
/// `main` and `other` are the parts that both share, without what inflection adds.
pub(super) fn writing(main: &str, other: &str) -> Option<VariantClass> {
    let bare = |text: &str| -> String {
        let text = text.trim_end_matches(|c: char| super::token::is_mark(c));
        text.chars().filter(|c| !is_invisible(*c)).collect()
    };
    let (a, b) = (bare(main), bare(other));
    if a == b {
        return None;
    }
    let spaced = |text: &str| -> String {
        text.chars()
            .map(|c| if c.is_whitespace() || c == 'ـ' { ' ' } else { c })
            .collect::<String>()
            .split(' ')
            .filter(|w| !w.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
    };
    let gaps = |text: &str| -> String { text.chars().filter(|c| !is_gap(*c)).collect() };
    if fold(&gaps(&a), Level::Letters).to_lowercase() != fold(&gaps(&b), Level::Letters).to_lowercase()
        || gaps(&a) != gaps(&b)
    {
        // Capitals alone are the sentence's business.
        return (gaps(&a).to_lowercase() != gaps(&b).to_lowercase()).then_some(VariantClass::Letters);
    }
    (spaced(&a) != spaced(&b)).then_some(VariantClass::HalfSpace)
}

fn is_gap(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200c}' | '-' | '\u{2010}'..='\u{2015}' | 'ـ')
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}' | '\u{200d}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn class(name: &str, main: &str, other: &str) -> VariantClass {
        let sounds: Vec<Sounding> = name.split(' ').map(Sounding::new).collect();
        difference(main, other, &sounds, false, "fa")
    }

    #[test]
    fn only_what_sounds_like_the_name_is_another_spelling() {
        assert_eq!(class("Rehman", "رحمان", "رهمان"), VariantClass::Spelling);
        assert_eq!(class("Karin Holmqvist", "کارین هولمکویست", "کارین هولمکوئیست"), VariantClass::Spelling);
        assert_eq!(class("Constitutional Movement", "جنبش مشروطه", "جنبش مشروطیت"), VariantClass::Wording);
        assert_eq!(class("death committee", "هیئت مرگ", "کمیته مرگ"), VariantClass::Wording);
    }

    #[test]
    fn another_order_and_a_word_more_are_wording() {
        assert_eq!(
            class("European Film Prize", "جایزه فیلم اروپا", "جایزه اروپایی فیلم"),
            VariantClass::Wording
        );
        assert_eq!(class("Oslo", "شهر اسلو", "اسلو"), VariantClass::Wording);
    }

    #[test]
    fn what_is_derived_of_a_name_is_no_variant_of_it() {
        for (lang, a, b) in [
            ("ru", "Европы", "европейской"),
            ("ru", "Россия", "российского"),
            ("ru", "республиканцев", "Республиканской"),
            ("ru", "демократов", "Демократический"),
            ("ru", "воскресенье", "воскресное"),
            ("ru", "Лондоне", "Лондонской"),
            ("de", "Berlin", "Berliner"),
            ("de", "Schottland", "schottischen"),
            ("de", "Amerikaner", "amerikanischen"),
            ("tr", "Ankara", "Ankaralı"),
        ] {
            assert!(derived(a, b, lang), "{lang}: {a} / {b}");
            assert!(derived(b, a, lang), "{lang}: {b} / {a}");
        }
        for (lang, a, b) in [
            ("ru", "каталонских", "каталанскими"),
            ("ru", "каталонские", "каталанскими"),
            ("ru", "Хамфри", "Хамфриз"),
            ("ru", "Пинеллас", "Пинелл"),
            ("ru", "Галлагер", "Галлахер"),
            ("de", "Kelly", "Kelley"),
            ("de", "Petersen", "Peterson"),
        ] {
            assert!(!derived(a, b, lang), "{lang}: {a} / {b}");
        }
    }

    #[test]
    fn an_arabic_adjective_is_no_other_spelling_of_the_place() {
        for (a, b) in [("اسکتلندا", "الاسکتلندیه"), ("المانیا", "الالمانیه"), ("الدومینیکان", "الدومینیکیه")]
        {
            assert!(of_one_nisba(a, b, "ar"), "{a} / {b}");
        }
        assert!(!of_one_nisba("غلوفر", "جلوفر", "ar") && !of_one_nisba("تشیلی", "شیلیه", "ar"));
    }

    #[test]
    fn compounds_with_one_first_part_are_other_things() {
        assert!(compounds("Sicherheitsrat", "Sicherheitskamera", "de"));
        assert!(compounds("europäischen", "Europawahl", "de"));
        assert!(!compounds("Präsidentenwahl", "Präsidentschaftswahl", "de"));
        assert!(!compounds("Generalversammlung", "Generalsversammlung", "de"));
        assert!(!compounds("Merkel", "Merckel", "de"));
    }

    #[test]
    fn one_letter_is_a_slip_where_the_name_is_another() {
        let class = |own| difference("مجارستان", "مجارستن", &[Sounding::new("Hungary")], own, "fa");
        assert_eq!((class(true), class(false)), (VariantClass::Spelling, VariantClass::Wording));
    }
}
