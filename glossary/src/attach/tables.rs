//! The paradigms of Russian, Ukrainian, German and English, each by the last letters of the dictionary form.

/// Which words share their forms: an adjective's case is that of an adjective.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Noun,
    Adjective,
    /// A surname in -ов or -ин, which declines as a noun in some cases and as an adjective in others.
    Surname,
}

/// The first cell of the plural in the Slavic tables.
pub(super) const PLURAL: usize = 6;

/// How words with certain last letters decline.
#[derive(Debug)]
pub(super) struct Paradigm {
    /// Last letters of the base in lower case, any of them; an empty list fits every word.
    pub(super) ends: &'static [&'static str],
    /// What the base loses before an ending.
    pub(super) cut: &'static str,
    pub(super) kind: Kind,
    /// An ending a cell, `-` for none: alternatives stand between bars, the first is written; what follows `?` is read
    /// and never written.
    pub(super) endings: &'static [&'static str],
}

impl Paradigm {
    pub(super) fn fits(&self, base_lower: &str) -> bool {
        self.ends.is_empty() || self.ends.iter().any(|end| base_lower.ends_with(end))
    }
}

const fn noun(
    ends: &'static [&'static str],
    cut: &'static str,
    endings: &'static [&'static str],
) -> Paradigm {
    Paradigm { ends, cut, kind: Kind::Noun, endings }
}

const fn adjective(
    ends: &'static [&'static str],
    cut: &'static str,
    endings: &'static [&'static str],
) -> Paradigm {
    Paradigm { ends, cut, kind: Kind::Adjective, endings }
}

/// Returns the paradigms of a language, special ones first.
pub(super) fn of(lang: &str) -> &'static [Paradigm] {
    match lang {
        "ru" => RUSSIAN,
        "uk" => UKRAINIAN,
        "de" => GERMAN,
        "en" => ENGLISH,
        _ => &[],
    }
}

/// Says whether a word of a declining language never changes: Осло, Мали.
pub(super) fn is_unchanging(base: &str, lang: &str) -> bool {
    let lower = base.to_lowercase();
    match lang {
        "ru" => lower.ends_with(['о', 'е', 'э', 'и', 'у', 'ю', 'ы', 'ё']),
        "uk" => lower.ends_with(['о', 'е', 'є', 'и', 'і', 'у', 'ю']),
        _ => false,
    }
}

/// Says whether a German noun takes -en in every case but one.
pub(super) fn is_weak(base: &str) -> bool {
    let lower = base.to_lowercase();
    GERMAN.iter().find(|p| p.fits(&lower)).is_some_and(|p| p.endings[3] == "en")
}

// Cells: singular nominative, genitive, dative, accusative, instrumental, prepositional; plural in the same order. The
// accusative of a noun in a consonant is that of a person; that of a thing is the base itself.
const RUSSIAN: &[Paradigm] = &[
    adjective(
        &["кий", "гий", "хий"],
        "ий",
        &["-ий", "ого", "ому", "ого", "им", "ом", "ие", "их", "им", "их", "ими", "их"],
    ),
    adjective(
        &["жий", "чий", "ший", "щий"],
        "ий",
        &["-ий", "его", "ему", "его", "им", "ем", "ие", "их", "им", "их", "ими", "их"],
    ),
    adjective(&["ний"], "ий", &["-ий", "его", "ему", "его", "им", "ем", "ие", "их", "им", "их", "ими", "их"]),
    adjective(&["ый"], "ый", &["-ый", "ого", "ому", "ого", "ым", "ом", "ые", "ых", "ым", "ых", "ыми", "ых"]),
    adjective(
        &["кой", "гой", "хой"],
        "ой",
        &["-ой", "ого", "ому", "ого", "им", "ом", "ие", "их", "им", "их", "ими", "их"],
    ),
    adjective(&["ой"], "ой", &["-ой", "ого", "ому", "ого", "ым", "ом", "ые", "ых", "ым", "ых", "ыми", "ых"]),
    adjective(
        &["кая", "гая", "хая"],
        "ая",
        &["-ая", "ой", "ой", "ую", "ой", "ой", "ие", "их", "им", "ие", "ими", "их"],
    ),
    adjective(&["ая"], "ая", &["-ая", "ой", "ой", "ую", "ой", "ой", "ые", "ых", "ым", "ые", "ыми", "ых"]),
    Paradigm {
        ends: &["ов", "ев", "ёв", "ин", "ын"],
        cut: "",
        kind: Kind::Surname,
        endings: &["-", "а", "у", "а", "ым", "е", "ы", "ых", "ым", "ых", "ыми", "ых"],
    },
    noun(
        &["ов", "ев", "ёв", "ин", "ын"],
        "",
        &["-", "а", "у", "а", "ом", "е", "ы", "ов", "ам", "ов", "ами", "ах"],
    ),
    noun(
        &["ова", "ева", "ёва", "ина", "ына"],
        "а",
        &["-а", "?ой|ы", "?ой|е", "у", "ой", "?ой|е", "ы", "?", "?", "?", "?", "?"],
    ),
    noun(&["ия"], "я", &["-я", "и", "и", "ю", "ей", "и", "и", "й", "ям", "?", "ями", "ях"]),
    noun(&["я"], "я", &["-я", "и", "е", "ю", "ей", "е", "и", "?", "ям", "?", "ями", "ях"]),
    noun(&["жа", "ша", "ча", "ща"], "а", &["-а", "и", "е", "у", "ей", "е", "и", "-", "ам", "?", "ами", "ах"]),
    noun(&["ца"], "а", &["-а", "ы", "е", "у", "ей", "е", "ы", "?", "ам", "?", "ами", "ах"]),
    noun(&["га", "ка", "ха"], "а", &["-а", "и", "е", "у", "ой", "е", "и", "?", "ам", "?", "ами", "ах"]),
    noun(&["а"], "а", &["-а", "ы", "е", "у", "ой", "е", "ы", "?", "ам", "?", "ами", "ах"]),
    noun(&["ость", "знь"], "ь", &["-ь", "и", "и", "ь", "ью", "и", "и", "ей", "ям", "и", "ями", "ях"]),
    noun(&["тель", "арь"], "ь", &["-ь", "я", "ю", "я", "ем", "е", "и", "ей", "ям", "ей", "ями", "ях"]),
    noun(&["ий"], "й", &["-й", "я", "ю", "я", "ем", "и", "и", "ев", "ям", "?", "ями", "ях"]),
    noun(&["й"], "й", &["-й", "я", "ю", "я", "ем", "е", "и", "ев", "ям", "?", "ями", "ях"]),
    noun(&["ец", "ок"], "", &["-", "?", "?", "?", "?", "?", "?", "?", "?", "?", "?", "?"]),
    noun(&["г", "к", "х"], "", &["-", "а", "у", "а", "ом", "е", "и", "ов", "ам", "ов", "ами", "ах"]),
    noun(&["ж", "ш", "ч", "щ"], "", &["-", "а", "у", "а", "ем", "е", "и", "ей", "ам", "ей", "ами", "ах"]),
    noun(&["ство"], "о", &["-о", "а", "у", "о", "ом", "е", "а", "-", "ам", "а", "ами", "ах"]),
    noun(
        &["б", "в", "д", "з", "л", "м", "н", "п", "р", "с", "т", "ф"],
        "",
        &["-", "а", "у", "а", "ом", "е", "ы", "ов", "ам", "ов", "ами", "ах"],
    ),
];

// Singular nominative, genitive, dative, accusative, instrumental, locative. The dative in -ові is left to a person.
const UKRAINIAN: &[Paradigm] = &[
    adjective(&["ий"], "ий", &["-ий", "ого", "ому", "ого", "им", "ому"]),
    adjective(&["ька"], "а", &["-а", "ої", "ій", "у", "ою", "ій"]),
    noun(&["ія"], "я", &["-я", "ї", "ї", "ю", "єю", "ї"]),
    noun(
        &["па", "ба", "ма", "на", "та", "да", "ра", "ла", "са", "за", "ва"],
        "а",
        &["-а", "и", "і", "у", "ою", "і"],
    ),
];

// Singular nominative, genitive, dative, accusative; plural in the same order.
const GERMAN: &[Paradigm] = &[
    noun(
        &["ent", "ant", "ist", "nom", "graf", "diplomat", "kandidat", "soldat", "demokrat"],
        "",
        &["-", "en", "en", "en", "en", "en", "en", "en"],
    ),
    noun(&["in"], "", &["-", "-", "-", "-", "nen", "nen", "nen", "nen"]),
    noun(&["ung", "heit", "keit", "schaft", "tät", "ion"], "", &["-", "-", "-", "-", "en", "en", "en", "en"]),
    noun(&["or"], "", &["-", "s", "-", "-", "en", "en", "en", "en"]),
    noun(&["er"], "", &["-", "s", "-", "-", "-", "-", "n", "-"]),
    noun(&["s", "ß", "x", "z"], "", &["-", "?'|es|ses", "-", "-", "?e|se", "?e|se", "?en|sen", "?e|se"]),
    noun(&["chef", "boss", "star", "team", "club"], "", &["-", "s", "-", "-", "s", "s", "s", "s"]),
    noun(&["e"], "", &["-", "?s|n", "?n|-", "?n|-", "n", "n", "n", "n"]),
    noun(&[], "", &["-", "s|es", "-", "-", "?e|en", "?e|en", "?en", "?e|en"]),
];

// Singular, its possessive, plural, its possessive.
const ENGLISH: &[Paradigm] = &[
    noun(&["man"], "an", &["-an", "an's", "en", "en's"]),
    noun(&["s", "x", "z", "sh", "ch"], "", &["-", "'s", "es", "es'"]),
    noun(&["ay", "ey", "oy"], "", &["-", "'s", "s", "s'"]),
    noun(&["y"], "y", &["-y", "y's", "ies", "ies'"]),
    noun(&[], "", &["-", "'s", "s", "s'"]),
];
