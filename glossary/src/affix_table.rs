//! The affixes of each language, as folded at [`crate::fold::Level::Ortho`].

use std::sync::OnceLock;

/// Something a word may begin with that is no part of it.
pub(crate) struct Start {
    pub(crate) text: &'static str,
    /// Letters that must remain.
    pub(crate) keeps: usize,
    pub(crate) weak: bool,
}

/// Something a word may end in that is no part of it.
#[derive(Debug, Clone)]
pub(crate) struct Ending {
    pub(crate) text: String,
    pub(crate) restore: &'static str,
    pub(crate) keeps: usize,
    pub(crate) plural: bool,
    pub(crate) weak: bool,
}

/// What is known of one language.
pub(crate) struct Language {
    pub(crate) before: &'static [Start],
    /// Affixes that are also written as a word of their own.
    pub(crate) apart: &'static [&'static str],
    /// Whether any short ending may follow an apostrophe.
    pub(crate) apostrophe: bool,
    /// Whether two inflected forms may be compared with each other.
    pub(crate) paradigm: bool,
    make: fn() -> Vec<Ending>,
    made: &'static OnceLock<Vec<Ending>>,
}

impl Language {
    /// Returns the endings, longest first.
    pub(crate) fn endings(&self) -> &'static [Ending] {
        self.made.get_or_init(|| {
            let mut endings = (self.make)();
            endings.sort_by(|a, b| {
                (b.text.len().cmp(&a.text.len()))
                    .then_with(|| a.text.cmp(&b.text))
                    .then_with(|| a.restore.cmp(b.restore))
                    .then(a.weak.cmp(&b.weak))
            });
            endings.dedup_by(|b, a| a.text == b.text && a.restore == b.restore);
            endings
        })
    }
}

/// Returns the affixes of a primary subtag; an unknown one has none.
pub(crate) fn of(lang: &str) -> &'static Language {
    match lang {
        "fa" | "prs" | "tg" => &FA,
        "ar" => &AR,
        "ur" => &UR,
        "he" => &HE,
        "en" => &EN,
        "de" => &DE,
        "ru" => &RU,
        "uk" | "be" => &UK,
        "tr" | "az" => &TR,
        "fr" => &FR,
        "it" => &IT,
        "es" | "pt" | "ca" | "gl" => &ES,
        _ => &NEUTRAL,
    }
}

macro_rules! language {
    ($name:ident, before: $before:expr, apart: $apart:expr, apostrophe: $apostrophe:expr, paradigm: $paradigm:expr, $make:expr) => {
        static $name: Language = {
            static MADE: OnceLock<Vec<Ending>> = OnceLock::new();
            Language {
                before: $before,
                apart: $apart,
                apostrophe: $apostrophe,
                paradigm: $paradigm,
                make: $make,
                made: &MADE,
            }
        };
    };
}

const fn weak(text: &'static str, keeps: usize) -> Start {
    Start { text, keeps, weak: true }
}

const fn sure(text: &'static str, keeps: usize) -> Start {
    Start { text, keeps, weak: false }
}

/// Adds the endings of a blank-separated list.
fn add(out: &mut Vec<Ending>, list: &str, keeps: usize, plural: bool, weak: bool) {
    for text in list.split_whitespace() {
        out.push(Ending { text: text.to_owned(), restore: "", keeps, plural, weak });
    }
}

/// Adds one ending that took letters of the bare word with it.
fn add_restoring(out: &mut Vec<Ending>, text: &str, restore: &'static str, keeps: usize, plural: bool) {
    out.push(Ending { text: text.to_owned(), restore, keeps, plural, weak: true });
}

language!(NEUTRAL, before: &[], apart: &[], apostrophe: false, paradigm: false, Vec::new);

language!(FA, before: &[], apart: &["ها", "های", "هایی", "هایم", "هایت", "هایش", "هایمان", "هایتان", "هایشان", "ی", "ای", "تر", "ترین", "ام", "ات", "اش", "مان", "تان", "شان"],
    apostrophe: false, paradigm: false, || {
    const CLITICS: [&str; 6] = ["م", "ت", "ش", "مان", "تان", "شان"];
    let mut out = Vec::new();
    add(&mut out, "ها های هایی", 2, true, false);
    for clitic in CLITICS {
        add(&mut out, &format!("های{clitic}"), 2, true, false);
        add(&mut out, &format!("ی{clitic} ا{clitic}"), 3, false, true);
    }
    add(&mut out, "هایند هاست", 2, true, true);
    add(&mut out, "مان تان شان", 3, false, true);
    add(&mut out, "اش ام ات م ت ش", 3, false, true);
    add(&mut out, "ی یی ای ست اند", 2, false, true);
    add(&mut out, "تر ترین تری ترها ترینها", 2, false, true);
    add(&mut out, "ان یان ین ات جات انی", 2, true, true);
    add(&mut out, "یها یهای ییها ییهای ایها ایهای یانی ییان اتی", 3, true, true);
    for ending in ["گان", "گانی", "گانش", "گانشان", "گانم", "گانمان", "گانتان"] {
        add_restoring(&mut out, ending, "ه", 2, true);
    }
    for ending in ["انش", "انشان", "انم", "انمان", "انتان"] {
        add(&mut out, ending, 3, true, true);
    }
    out
});

language!(AR, before: &[
        sure("ال", 3), sure("وال", 3), sure("فال", 3), sure("بال", 3), sure("کال", 3), sure("لل", 3), sure("ولل", 3),
        sure("فلل", 3), sure("وبال", 3), sure("فبال", 3), sure("وکال", 3),
        weak("و", 3), weak("ف", 3), weak("ب", 3), weak("ک", 3), weak("ل", 3), weak("وب", 3), weak("ول", 3),
        weak("وک", 3), weak("فب", 3), weak("فل", 3), weak("فک", 3),
    ], apart: &[], apostrophe: false, paradigm: false, || {
    let mut out = Vec::new();
    add(&mut out, "ه ها هم هن هما نا کم ک ی", 3, false, true);
    add(&mut out, "یه یا ا", 3, false, true);
    add(&mut out, "ات ون ین ان یون یین یات اتها اته اتهم", 3, true, true);
    for ending in ["ات", "تها", "ته", "تهم", "تنا", "تک", "تی"] {
        add_restoring(&mut out, ending, "ه", 3, ending == "ات");
    }
    out
});

language!(UR, before: &[], apart: &[], apostrophe: false, paradigm: false, || {
    let mut out = Vec::new();
    add(&mut out, "وں یں یاں یوں ے ات و", 3, true, true);
    for (ending, restore) in [("وں", "ا"), ("ے", "ا"), ("ے", "ه"), ("وں", "ه"), ("یاں", "ی"), ("یوں", "ی")] {
        add_restoring(&mut out, ending, restore, 2, true);
    }
    add(&mut out, "ی", 3, false, true);
    out
});

language!(HE, before: &[
        weak("ה", 3), weak("ו", 3), weak("ב", 3), weak("ל", 3), weak("מ", 3), weak("ש", 3), weak("כ", 3),
        weak("וה", 3), weak("שה", 3), weak("מה", 3), weak("וב", 3), weak("ול", 3), weak("ומ", 3),
    ], apart: &[], apostrophe: false, paradigm: false, || {
    let mut out = Vec::new();
    add(&mut out, "ים ות", 3, true, true);
    add(&mut out, "י ית", 3, false, true);
    out
});

language!(EN, before: &[], apart: &[], apostrophe: false, paradigm: false, || {
    let mut out = Vec::new();
    add(&mut out, "'s s' '", 2, false, false);
    add(&mut out, "s", 3, true, true);
    for after in ["s", "x", "z", "sh", "ch", "o"] {
        let text = format!("{after}es");
        out.push(Ending { text, restore: after, keeps: 2, plural: true, weak: true });
    }
    out.push(Ending { text: "ies".to_owned(), restore: "y", keeps: 2, plural: true, weak: false });
    out.push(Ending { text: "men".to_owned(), restore: "man", keeps: 2, plural: true, weak: true });
    out
});

language!(DE, before: &[], apart: &[], apostrophe: true, paradigm: true, || {
    let mut out = Vec::new();
    add(&mut out, "'", 3, false, false);
    add(&mut out, "s es e em er en", 3, false, true);
    add(&mut out, "n ern innen", 3, true, true);
    add(&mut out, "in", 4, false, true);
    out
});

language!(RU, before: &[], apart: &[], apostrophe: false, paradigm: true, || {
    let mut out = Vec::new();
    add(&mut out, "а я у ю ы и е о ь й ом ем ой ей ою ею ием ия ию ии ие ий", 3, false, true);
    add(&mut out, "ами ями ах ях ам ям ов ев ьев ьи ья ьям иями иях иям", 3, true, true);
    add(&mut out, "ый ая яя ое ее ого его ому ему ым им ую юю", 3, false, true);
    add(&mut out, "ые ых их ыми ими", 3, true, true);
    out
});

language!(UK, before: &[], apart: &[], apostrophe: false, paradigm: true, || {
    let mut out = Vec::new();
    add(&mut out, "а я у ю и і ї е є о ь й ом ем єм ою ею єю ові еві єві ій", 3, false, true);
    add(&mut out, "ами ями ах ях ам ям ів їв", 3, true, true);
    add(&mut out, "ий ого ього ому ьому им ім ої ою ую юю ая яя", 3, false, true);
    add(&mut out, "их іх ими іми", 3, true, true);
    out
});

language!(TR, before: &[], apart: &[], apostrophe: true, paradigm: false, || {
    // Folding takes ı to i, ü to u and ş to s: four vowels of harmony are left of eight.
    const CASES: &str = "i u yi yu ni nu in un nin nun a e ya ye na ne da de ta te nda nde dan den tan ten ndan nden la le yla yle";
    const OWNERS: &str = "i u si su im um in un imiz umuz iniz unuz leri lari";
    let mut out = Vec::new();
    add(&mut out, CASES, 3, false, true);
    add(&mut out, OWNERS, 3, false, true);
    add(&mut out, "lar ler", 3, true, false);
    for plural in ["lar", "ler"] {
        for case in CASES.split_whitespace().chain(OWNERS.split_whitespace()) {
            add(&mut out, &format!("{plural}{case}"), 3, true, true);
        }
        for case in "na ne ni nin nda nde ndan nden yla yle".split(' ') {
            add(&mut out, &format!("{plural}i{case}"), 3, true, true);
        }
    }
    for owner in ["i", "u", "si", "su"] {
        for case in "na ne ni nu nin nun nda nde ndan nden yla yle".split(' ') {
            add(&mut out, &format!("{owner}{case}"), 3, false, true);
        }
    }
    // A hard last consonant softens before a vowel: kitap, kitabı; bakanlık, bakanlığı.
    for (soft, hard) in [("b", "p"), ("g", "k"), ("d", "t"), ("c", "c")] {
        for ending in ["i", "u", "a", "e", "in", "un", "im", "um", "ina", "ine", "inda", "inde", "indan", "inden", "ini", "inin"] {
            let text = format!("{soft}{ending}");
            out.push(Ending { text, restore: hard, keeps: 3, plural: false, weak: true });
        }
    }
    out
});

language!(FR, before: &[sure("l'", 2), sure("d'", 2), sure("qu'", 2), sure("jusqu'", 2), weak("s'", 2), weak("n'", 2)],
    apart: &[], apostrophe: false, paradigm: false, || {
    let mut out = Vec::new();
    add(&mut out, "s x es", 3, true, true);
    add(&mut out, "e", 3, false, true);
    out.push(Ending { text: "aux".to_owned(), restore: "al", keeps: 2, plural: true, weak: true });
    out
});

language!(IT, before: &[sure("l'", 2), sure("d'", 2), sure("un'", 2), sure("dell'", 2), sure("all'", 2), sure("dall'", 2), sure("nell'", 2), sure("sull'", 2)],
    apart: &[], apostrophe: false, paradigm: true, || {
    let mut out = Vec::new();
    add(&mut out, "o a", 4, false, true);
    add(&mut out, "i e", 4, true, true);
    out
});

language!(ES, before: &[sure("l'", 2), sure("d'", 2)], apart: &[], apostrophe: false, paradigm: false, || {
    let mut out = Vec::new();
    add(&mut out, "s es", 3, true, true);
    out.push(Ending { text: "ces".to_owned(), restore: "z", keeps: 2, plural: true, weak: true });
    out
});
