//! How alike two words of scripts without capitals sound: each letter stands for the sounds it may spell.
//!
//! Between two such scripts there is no Latin spelling to start from. What both sides have are letters, and most letters
//! of Arabic, Hebrew and Devanagari spell one consonant or one of few. So two letters agree when they may spell one sound;
//! vowels, which these scripts write or leave out as they please, cost little.

use glossary::affix::strip;
use glossary::fold::{Level, fold};
use rustc_hash::FxHashMap;
use std::sync::OnceLock;

/// Whole hundredths of one consonant gone wrong.
type Cost = u16;

const VOWEL: Cost = 45;
const CONSONANT: Cost = 100;
/// A vowel letter more or less, one for another, and a breath more or less.
const VOWEL_GAP: Cost = 22;
const VOWEL_SWAP: Cost = 18;
/// A letter more or less that is a vowel or a consonant (و, ו).
const GLIDE_GAP: Cost = 32;
const BREATH_GAP: Cost = 40;
/// Two consonants made in one place (k, g), and any other two.
const NEAR: Cost = 45;
const FAR: Cost = 200;
/// What is taken off the weight of the longer word: a slip says more in a short name.
const SLACK: Cost = 60;
const LEAST_WEIGHT: Cost = 80;
/// What an article or a preposition written on the name takes off the likeness.
const AFFIX: f32 = 0.04;

/// Sounds as letters: C is ch, S sh, Z zh, X kh, G gh, T and D the two th, H the deep h, K ts.
const LETTERS: &[(&str, &str)] = &[
    // Arabic script; what Persian and Urdu add stands behind it.
    ("ء", ""),
    ("آ", "a"),
    ("ؤ", "uo"),
    ("ئ", "iye"),
    ("ا", "aeo"),
    ("ب", "bp"),
    ("ت", "t"),
    ("ث", "Ts"),
    ("ج", "jgZ"),
    ("ح", "Hh"),
    ("خ", "X"),
    ("د", "d"),
    ("ذ", "Dz"),
    ("ر", "r"),
    ("ز", "z"),
    ("س", "s"),
    ("ش", "S"),
    ("ص", "sc"),
    ("ض", "zd"),
    ("ط", "t"),
    ("ظ", "zD"),
    ("ع", "a"),
    ("غ", "Gg"),
    ("ف", "fv"),
    ("ق", "qkG"),
    ("ل", "l"),
    ("م", "m"),
    ("ن", "n"),
    ("ه", "hae"),
    ("و", "uovw"),
    ("ٹ", "t"),
    ("پ", "p"),
    ("چ", "C"),
    ("ڈ", "d"),
    ("ڑ", "rd"),
    ("ژ", "Z"),
    ("ک", "k"),
    ("گ", "g"),
    ("ں", "n"),
    ("ی", "iye"),
    ("ے", "eiy"),
    // Hebrew, with and without a stroke.
    ("א", "aeo"),
    ("ב", "bv"),
    ("ג", "gG"),
    ("ד", "dD"),
    ("ה", "hae"),
    ("ו", "uovw"),
    ("ז", "zZ"),
    ("ח", "HX"),
    ("ט", "t"),
    ("י", "iyej"),
    ("ך", "kX"),
    ("כ", "kX"),
    ("ל", "l"),
    ("ם", "m"),
    ("מ", "m"),
    ("ן", "n"),
    ("נ", "n"),
    ("ס", "s"),
    ("ע", "a"),
    ("ף", "fp"),
    ("פ", "pf"),
    ("ץ", "sKc"),
    ("צ", "sKc"),
    ("ק", "kq"),
    ("ר", "r"),
    ("ש", "Ss"),
    ("ת", "tT"),
    // Devanagari; the stroke that mutes a vowel is no letter.
    ("ँ", "n"),
    ("ं", "nm"),
    ("अ", "a"),
    ("आ", "ao"),
    ("इ", "i"),
    ("ई", "iy"),
    ("उ", "u"),
    ("ऊ", "uo"),
    ("ए", "ei"),
    ("ऐ", "ei"),
    ("ऑ", "oa"),
    ("ओ", "o"),
    ("औ", "o"),
    ("क", "kq"),
    ("ख", "kX"),
    ("ग", "gG"),
    ("घ", "gG"),
    ("च", "C"),
    ("छ", "C"),
    ("ज", "jz"),
    ("झ", "jZ"),
    ("ट", "t"),
    ("ठ", "t"),
    ("ड", "d"),
    ("ढ", "d"),
    ("ण", "n"),
    ("त", "t"),
    ("थ", "tT"),
    ("द", "dD"),
    ("ध", "d"),
    ("न", "n"),
    ("प", "p"),
    ("फ", "pf"),
    ("ब", "b"),
    ("भ", "b"),
    ("म", "m"),
    ("य", "yi"),
    ("र", "r"),
    ("ल", "l"),
    ("व", "vw"),
    ("श", "S"),
    ("ष", "S"),
    ("स", "s"),
    ("ह", "hH"),
    ("ा", "ao"),
    ("ि", "i"),
    ("ी", "iy"),
    ("ु", "u"),
    ("ू", "uo"),
    ("े", "ei"),
    ("ै", "ei"),
    ("ॉ", "oa"),
    ("ो", "o"),
    ("ौ", "o"),
];

/// Groups of letters, and letters with a stroke or a point.
const GROUPS: &[(&str, &str)] = &[
    ("تش", "C"),
    ("تس", "Kc"),
    ("ג'", "j"),
    ("ד'", "D"),
    ("ז'", "Z"),
    ("ח'", "X"),
    ("ט'", "zD"),
    ("ע'", "Gg"),
    ("צ'", "C"),
    ("ץ'", "C"),
    ("ר'", "Gg"),
    ("ת'", "T"),
    ("क़", "q"),
    ("ख़", "X"),
    ("ग़", "G"),
    ("ज़", "z"),
    ("ड़", "rd"),
    ("फ़", "f"),
];

const VOWELS: &str = "aeiou";
const BREATHS: &str = "hH";
/// Consonants made in one place.
const PLACES: [&str; 6] = ["tdTD", "kqgGX", "sSzZcKTD", "jCZS", "pbfvw", "hHX"];

/// One letter: the sounds it may spell as a set of bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Letter(u64);

impl Letter {
    fn of(sounds: &str) -> Letter {
        Letter(sounds.bytes().fold(0, |set, sound| set | 1 << (sound - b'A')))
    }

    fn may(self, sounds: &str) -> bool {
        self.0 & Letter::of(sounds).0 != 0
    }

    fn is_vowel(self) -> bool {
        self.0 == 0 || self.may(VOWELS)
    }

    fn weight(self) -> Cost {
        if self.is_vowel() { VOWEL } else { CONSONANT }
    }

    fn gap(self) -> Cost {
        match () {
            () if self.0 == 0 => 5,
            () if self.is_vowel() && self.may("vw") => GLIDE_GAP,
            () if self.is_vowel() => VOWEL_GAP,
            () if self.may(BREATHS) => BREATH_GAP,
            () => CONSONANT,
        }
    }

    fn swap(self, other: Letter) -> Cost {
        match () {
            () if self.0 & other.0 != 0 => 0,
            () if self.is_vowel() && other.is_vowel() => VOWEL_SWAP,
            () if PLACES.iter().any(|place| self.may(place) && other.may(place)) => NEAR,
            () => FAR,
        }
    }
}

/// One way to read a word.
#[derive(Debug, Clone)]
struct Reading {
    letters: Vec<Letter>,
    /// How many bytes of the folded word were taken off before it, and whether an article was among them.
    before: usize,
    article: bool,
}

/// A word as sounds, with what it is without an article or preposition.
#[derive(Debug, Clone, Default)]
pub(super) struct Sounds {
    /// The whole word first; empty when no letter of it is known.
    readings: Vec<Reading>,
}

/// How alike two words sound.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Likeness {
    /// From 0 to 1.
    pub(super) score: f32,
    /// Bytes of the other word, folded, that stand before what is alike, and whether an article is among them.
    pub(super) before: usize,
    pub(super) article: bool,
}

impl Sounds {
    /// Reads a word of `lang`, raw or folded; what is written in other scripts sounds like nothing.
    pub(super) fn new(word: &str, lang: &str) -> Sounds {
        let key = fold(word, Level::Ortho).replace('׳', "'");
        let whole = letters(&key);
        if whole.is_empty() {
            return Sounds::default();
        }
        let mut readings = vec![Reading { letters: whole, before: 0, article: false }];
        for (range, affix) in strip(&key, lang) {
            if affix.before_bytes > 0 && affix.after_bytes == 0 {
                let before = affix.before_bytes;
                let article = ends_in_article(&key[..before]);
                readings.push(Reading { letters: letters(&key[range]), before, article });
            }
        }
        Sounds { readings }
    }

    /// Reads a name that nothing but an article may be written on.
    pub(super) fn of_name(name: &str) -> Sounds {
        let mut sounds = Sounds::new(name, "");
        let rest = name.strip_prefix("ال").filter(|rest| rest.chars().count() > 2);
        if let Some(rest) = rest {
            let before = name.len() - rest.len();
            sounds.readings.push(Reading { letters: letters(rest), before, article: true });
        }
        sounds
    }

    /// Returns whether nothing is known of how the word sounds.
    pub(super) fn is_empty(&self) -> bool {
        self.readings.is_empty()
    }

    /// Returns how alike two words sound when it is at least `least`.
    pub(super) fn likeness(&self, other: &Sounds, least: f32) -> Option<Likeness> {
        let mut best: Option<Likeness> = None;
        for a in &self.readings {
            for b in &other.readings {
                let affixes = f32::from(u8::from(a.before > 0) + u8::from(b.before > 0)) * AFFIX;
                let floor = best.map_or(least, |b| b.score);
                let score = aligned(&a.letters, &b.letters, floor + affixes) - affixes;
                if score >= least && best.is_none_or(|b| score > b.score) {
                    best = Some(Likeness { score, before: b.before, article: b.article });
                }
            }
        }
        best
    }
}

/// Returns whether a folded piece before a word ends in an article.
fn ends_in_article(before: &str) -> bool {
    before.ends_with("ال") || before.ends_with("لل") || before.ends_with('ה')
}

/// Returns the letters of a folded word, groups before single ones; none when it has a letter of another script.
fn letters(key: &str) -> Vec<Letter> {
    static SINGLE: OnceLock<FxHashMap<char, Letter>> = OnceLock::new();
    let single = SINGLE.get_or_init(|| {
        let one = |text: &str| text.chars().next().filter(|c| c.len_utf8() == text.len());
        LETTERS.iter().filter_map(|(text, sounds)| Some((one(text)?, Letter::of(sounds)))).collect()
    });
    let mut found: Vec<Letter> = Vec::with_capacity(key.len() / 2);
    let mut rest = key;
    while let Some(c) = rest.chars().next() {
        let group = GROUPS.iter().find(|(text, _)| rest.starts_with(text));
        let (letter, taken) = match group {
            Some((text, sounds)) => (Some(Letter::of(sounds)), text.len()),
            None => (single.get(&c).copied(), c.len_utf8()),
        };
        if letter.is_none() && c.is_alphanumeric() {
            return Vec::new();
        }
        // A doubled consonant is one; at the beginning the first may be a preposition (لليندكويست).
        found.extend(letter.filter(|l| found.last() != Some(l) || l.is_vowel() || found.len() < 2));
        rest = &rest[taken..];
    }
    found
}

/// Aligns two rows of letters at the least cost; less than `least` may come back as 0.
fn aligned(a: &[Letter], b: &[Letter], least: f32) -> f32 {
    if a.is_empty() || b.is_empty() || a.len() > 60 || b.len() > 60 {
        return 0.0;
    }
    let weigh = |row: &[Letter]| row.iter().map(|l| l.weight()).sum::<Cost>();
    let weight = weigh(a).max(weigh(b)).saturating_sub(SLACK).max(LEAST_WEIGHT);
    let limit = ((1.0 - least).clamp(0.0, 1.0) * f32::from(weight) + 0.5) as Cost;
    let mut before: Vec<Cost> = Vec::with_capacity(b.len() + 1);
    before.push(0);
    for (j, letter) in b.iter().enumerate() {
        before.push(before[j].saturating_add(letter.gap()));
    }
    let mut now: Vec<Cost> = vec![0; b.len() + 1];
    for &x in a {
        now[0] = before[0].saturating_add(x.gap());
        for (j, &y) in b.iter().enumerate() {
            let swapped = before[j].saturating_add(x.swap(y));
            let dropped = before[j + 1].saturating_add(x.gap());
            let added = now[j].saturating_add(y.gap());
            now[j + 1] = swapped.min(dropped).min(added);
        }
        if now.iter().all(|&cost| cost > limit) {
            return 0.0;
        }
        std::mem::swap(&mut before, &mut now);
    }
    (1.0 - f32::from(before[b.len()]) / f32::from(weight)).max(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn like(a: &str, b: &str, lang: &str) -> f32 {
        Sounds::of_name(a).likeness(&Sounds::new(b, lang), 0.0).map_or(0.0, |l| l.score)
    }

    #[test]
    fn spellings_of_one_name_are_alike() {
        for (a, b, lang) in [
            ("لیندکویست", "ليندكفيست", "ar"),
            ("چابهار", "تشابهار", "ar"),
            ("گرگان", "جرجان", "ar"),
            ("پاتریشیا", "باتريشيا", "ar"),
            ("ووکوویچ", "فوكوفيتش", "ar"),
            ("دانوب", "الدانوب", "ar"),
            ("جورجينا", "ג'ורג'ינה", "he"),
            ("صفاقس", "ספאקס", "he"),
            ("ليوبليانا", "לובליאנה", "he"),
            ("اللاذقية", "לטקיה", "he"),
            ("حیدرآباد", "حیدرآباد", "fa"),
            ("मुंबई", "مومباي", "ar"),
            ("दिल्ली", "دهلی", "fa"),
        ] {
            let found = like(a, b, lang);
            assert!(found >= 0.66, "{a} {b}: {found}");
        }
    }

    #[test]
    fn what_is_written_before_a_name_is_none_of_it() {
        for (name, other, lang, bare) in [
            ("اسکاتلند", "فاسکتلندا", "ar", "اسکتلندا"),
            ("اولیویه", "لاولیفییه", "ar", "اولیفییه"),
            ("ولید", "ولید", "ar", "ولید"),
            ("حيفا", "בחיפה", "he", "חיפה"),
        ] {
            let found = Sounds::of_name(name).likeness(&Sounds::new(other, lang), 0.0);
            assert_eq!(&other[found.map_or(0, |l| l.before)..], bare);
        }
    }

    #[test]
    fn other_words_are_not() {
        for (a, b, lang) in [
            ("چابهار", "السفينة", "ar"),
            ("مارشان", "المحكمة", "ar"),
            ("منصور", "החולים", "he"),
            ("خليل", "הספרייה", "he"),
            ("شریف", "شارع", "ar"),
        ] {
            let found = like(a, b, lang);
            assert!(found < 0.6, "{a} {b}: {found}");
        }
        assert!(Sounds::new("Paris", "en").is_empty());
        assert_eq!(like("", "", "ar"), 0.0);
    }
}
