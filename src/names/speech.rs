//! What languages say about words: stems, likeness, function words. The one door to the glossary crate's rules.

use super::pivot::Sounds;
use glossary::{affix, sound};
use rustc_hash::FxHashSet;

/// Words no rendering begins or ends with, per language.
const FUNCTION_WORDS: &[(&str, &[&str])] = &[
    (
        "fa",
        &[
            "در",
            "از",
            "به",
            "با",
            "که",
            "را",
            "و",
            "این",
            "آن",
            "است",
            "بود",
            "شد",
            "شده",
            "برای",
            "می",
            "تا",
            "یا",
            "هم",
            "نیز",
            "بر",
            "یک",
            "خود",
            "وی",
            "او",
            "ما",
            "من",
            "کرد",
            "کرده",
            "گفت",
            "باید",
            "اما",
            "اگر",
            "چه",
            "هر",
            "دو",
            "بعد",
            "پس",
            "آنها",
            "شود",
            "کند",
            "نیست",
            "بین",
            "میان",
            "ای",
            "ها",
            "های",
            "نه",
            "همه",
            "شما",
            "تو",
            "دارد",
            "داد",
            "داشت",
            "بی",
            "روی",
            "پیش",
            "زیر",
            "نمی",
            "کنند",
            "بودند",
            "شدند",
            "دیگر",
            "چند",
            "هیچ",
            "چون",
            "همین",
            "همان",
        ],
    ),
    (
        "ar",
        &[
            "في", "فی", "من", "على", "علی", "أن", "ان", "إن", "الى", "إلى", "الی", "عن", "التي", "التی",
            "الذي", "الذی", "هذا", "هذه", "مع", "لا", "ما", "لم", "كان", "کان", "قد", "هو", "هي", "هی", "و",
            "ذلك", "ذلک", "بعد", "قبل", "بين", "بین", "كما", "کما", "أو", "او", "حتى", "حتی", "لن", "تم",
            "كانت", "کانت",
        ],
    ),
    (
        "ru",
        &[
            "и", "в", "во", "на", "с", "со", "к", "ко", "по", "за", "из", "от", "до", "о", "об", "у", "не",
            "что", "как", "это", "для", "а", "но", "же", "он", "она", "они", "его", "ее", "их", "был",
            "была", "было", "или",
        ],
    ),
    (
        "de",
        &[
            "und", "der", "die", "das", "in", "von", "mit", "den", "dem", "ein", "eine", "einen", "einem",
            "einer", "zu", "im", "auf", "für", "fur", "ist", "des", "am", "an", "als", "er", "sie", "es",
            "sich", "nicht", "auch", "bei", "nach", "aus", "dass", "wie", "zum", "zur", "vom", "war", "oder",
            "um",
        ],
    ),
    (
        "tr",
        &["ve", "bir", "bu", "da", "de", "ile", "için", "icin", "o", "ki", "mi", "ne", "çok", "cok", "gibi"],
    ),
];

/// Returns whether a folded word binds others and names nothing.
pub(super) fn is_function_word(word: &str, lang: &str) -> bool {
    FUNCTION_WORDS.iter().find(|(l, _)| *l == lang).is_some_and(|(_, words)| words.contains(&word))
}

/// Returns the stem of a folded target word.
pub(super) fn stem(word: &str, lang: &str) -> String {
    affix::stem(word, lang)
}

/// Returns the stem of a folded target word, which is a known noun when the word is a plural of it.
pub(super) fn stem_among(word: &str, lang: &str, nouns: &FxHashSet<String>) -> String {
    let plain = stem(word, lang);
    if nouns.contains(word) || nouns.contains(&plain) {
        return plain;
    }
    let plurals =
        affix::strip(word, lang).into_iter().filter(|(_, affix)| affix.plural && affix.before_bytes == 0);
    let known = plurals.map(|(range, affix)| format!("{}{}", &word[range], affix.restore));
    known
        .filter(|noun| noun.chars().count() > 2)
        .find(|noun| nouns.contains(noun))
        .map_or(plain, |noun| stem(&noun, lang))
}

/// Returns whether one word is the other with an ending that makes a plural of common nouns and also ends surnames:
/// شکوهی and شکوهیان.
pub(super) fn is_weak_plural(a: &str, b: &str, lang: &str) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    lang == "fa" && ["ان", "یان", "ات", "ین"].iter().any(|ending| long.strip_suffix(ending) == Some(short))
}

/// Returns whether two renderings are forms of one.
pub(super) fn same_word(a: &str, b: &str, lang: &str) -> bool {
    a == b || affix::same_word(a, b, lang)
}

/// Returns whether a folded piece of a word is an ending of the language.
pub(super) fn is_ending(rest: &str, lang: &str) -> bool {
    affix::is_ending(rest, lang)
}

/// A source word made ready for many comparisons.
#[derive(Debug)]
pub(super) struct Sounding {
    name: sound::Name,
    text: String,
    /// What a name in a script without capitals sounds like; nothing for others.
    sounds: Sounds,
}

impl Sounding {
    pub(super) fn new(text: &str) -> Sounding {
        Sounding { name: sound::Name::new(text), text: text.to_owned(), sounds: Sounds::of_name(text) }
    }

    /// Returns how well a folded target word spells the name, 0 when it is less than `least`.
    pub(super) fn likeness(&self, other: &str, lang: &str, least: f32) -> f32 {
        if self.text.eq_ignore_ascii_case(other) {
            return 1.0;
        }
        if !self.sounds.is_empty() {
            return self.sounds.likeness(&Sounds::new(other, lang), least).map_or(0.0, |l| l.score);
        }
        if !is_latin(other) {
            return self.name.likeness_at_least(other, lang, least).unwrap_or(0.0);
        }
        if !is_latin_script(lang) {
            return 0.0;
        }
        let like = sound::similar(&self.text, other);
        if like >= least { like } else { 0.0 }
    }
}

impl Sounding {
    /// Returns whether the name is of a script without capitals whose sounds are known.
    pub(super) fn is_caseless(&self) -> bool {
        !self.sounds.is_empty()
    }

    /// Returns a folded target word without the prepositions and the article written on it, as the name bids: the rest
    /// is what sounds most like the name (وبغداد, but وليد).
    pub(super) fn bare<'t>(&self, other: &'t str, lang: &str) -> &'t str {
        let before = self.sounds.likeness(&Sounds::new(other, lang), 0.0).map_or(0, |l| l.before);
        other.get(before..).unwrap_or(other)
    }
}

/// Returns how alike two renderings sound, 0..=1.
pub(super) fn similar(a: &str, b: &str) -> f32 {
    sound::similar(a, b)
}

/// Returns whether a text is written in Latin letters: its first letter is.
pub(super) fn is_latin(text: &str) -> bool {
    text.chars()
        .find(|c| c.is_alphabetic())
        .is_some_and(|c| c < '\u{250}' || ('\u{1e00}'..'\u{1f00}').contains(&c))
}

/// Returns whether the noun that a name is about stands first in it (دادگاه عالی, المحكمة العليا).
pub(super) fn is_head_first(lang: &str) -> bool {
    matches!(lang, "fa" | "ar" | "ps" | "ckb" | "tg" | "he" | "fr" | "es" | "it" | "pt" | "ro" | "id" | "vi")
}

/// Returns whether a language's usual script tells capitals from small letters.
pub(super) fn has_case(lang: &str) -> bool {
    is_latin_script(lang)
        || matches!(lang, "ru" | "uk" | "be" | "bg" | "sr" | "mk" | "kk" | "ky" | "tg" | "mn" | "el" | "hy")
}

/// Returns whether a language's usual script is Latin.
pub(super) fn is_latin_script(lang: &str) -> bool {
    !matches!(
        lang,
        "fa" | "ar"
            | "ur"
            | "ps"
            | "ckb"
            | "he"
            | "yi"
            | "ru"
            | "uk"
            | "be"
            | "bg"
            | "sr"
            | "mk"
            | "kk"
            | "ky"
            | "tg"
            | "mn"
            | "el"
            | "hy"
            | "ka"
            | "hi"
            | "bn"
            | "ta"
            | "te"
            | "th"
            | "zh"
            | "ja"
            | "ko"
            | "am"
    )
}
