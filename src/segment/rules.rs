//! The word lists a language's rules stand on, compiled once from the data files in `rules/`.

use super::kind::{is_lowercase, is_uppercase};
use crate::model::Lang;
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::sync::OnceLock;

/// What a word may be, as a set of bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Class(u16);

impl Class {
    /// A title or rank: a name follows, the point ends nothing.
    pub(super) const TITLE: Class = Class(1);
    /// An abbreviation no sentence ends with.
    pub(super) const NEVER: Class = Class(2);
    /// Ends nothing before a number (`No. 5`).
    pub(super) const NUMBER: Class = Class(4);
    /// Ends a sentence only where a word that often opens one follows (`Inc. The`).
    pub(super) const MAY: Class = Class(8);
    /// A clock time: ends a sentence before a capital, unless it opens the sentence.
    pub(super) const TIME: Class = Class(16);
    /// A measure: after a number it may end a sentence, elsewhere a name follows.
    pub(super) const UNIT: Class = Class(32);
    /// A word that often opens a sentence.
    pub(super) const START: Class = Class(64);
    /// A verb that reports speech.
    pub(super) const SAY: Class = Class(128);
    /// A word whose number is a label (`Chapter IV.`).
    pub(super) const SECTION: Class = Class(256);
    /// A word that neither ends nor opens a sentence around an ellipsis.
    pub(super) const JOIN: Class = Class(512);
    /// What may follow a clock time inside a sentence.
    pub(super) const ZONE: Class = Class(1024);
    /// A preposition that may open a sentence before a time.
    pub(super) const PREP: Class = Class(2048);
    /// What an ordinal stands before (`12. Juni`).
    pub(super) const MONTH: Class = Class(4096);

    /// Goes on with a sentence after a closed quotation, in scripts without capitals.
    pub(super) const AFTER: Class = Class(16384);
    /// Opens a sentence where it has a capital between two words in lower case, though no mark stands before it.
    pub(super) const OPENS: Class = Class(32768);
    /// A news agency, or the last word of its name.
    pub(super) const AGENCY: Class = Class(8192);

    /// No class.
    pub(super) const NONE: Class = Class(0);
    /// All classes.
    pub(super) const ALL: Class = Class(u16::MAX);
    /// What is said of the point after a word.
    pub(super) const POINT: Class =
        Class::TITLE.or(Class::NEVER).or(Class::NUMBER).or(Class::MAY).or(Class::TIME).or(Class::UNIT);

    /// The names of the classes in the data files, bit by bit from the lowest.
    pub(super) const NAMES: [&str; 16] = [
        "title", "never", "number", "may", "time", "unit", "start", "say", "section", "join", "zone", "prep",
        "month", "agency", "after", "opens",
    ];

    /// Returns the class that a data file calls `name`; a word that opens a sentence unmarked often opens others too.
    pub(super) fn named(name: &str) -> Option<Class> {
        let bit = Class::NAMES.iter().position(|&own| own == name)?;
        let class = Class(1 << bit);
        Some(if class == Class::OPENS { class.or(Class::START) } else { class })
    }

    /// Returns whether any bit of `other` is set.
    pub(super) fn has(self, other: Class) -> bool {
        self.0 & other.0 != 0
    }

    /// Returns both sets as one.
    pub(super) const fn or(self, other: Class) -> Class {
        Class(self.0 | other.0)
    }
}

/// The longest word, in bytes, whose capitals are looked through.
const LONGEST_FOLDED: usize = 24;

/// The rules of one language.
#[derive(Debug, Clone, Default)]
pub(super) struct Rules {
    words: FxHashMap<Cow<'static, [u8]>, Class>,
    /// Which shapes the words have; most words of a text have none of them and are not looked up.
    shapes: Shapes,
    /// The first two letters of the words that open sentences unmarked.
    openers: Heads,
    /// A short number with a point is an ordinal (`3. Oktober`).
    pub(super) ordinals: bool,
    /// `;` asks a question.
    pub(super) greek: bool,
    /// `:` ends a sentence.
    pub(super) armenian: bool,
    /// No sentence ends inside 「」.
    pub(super) whole_quotes: bool,
    /// Lower-case sentences are met in careless text.
    pub(super) casual: bool,
    /// `I` is a pronoun.
    pub(super) high_i: bool,
    /// Whole words end in vowels, abbreviations seldom do.
    pub(super) vowel_ends: bool,
    /// Sentences of one quotation that the clause goes on after stay together.
    pub(super) whole_speech: bool,
    /// `تهران - ایرنا:` is a line of its own.
    pub(super) datelines: bool,
    /// Words are listed that open a sentence where no mark closed the one before.
    pub(super) unmarked: bool,
}

const COMMON: &str = include_str!("rules/common.tsv");

/// Data files by primary language tag, sorted; a language may read several, the later adding to the earlier.
const FILES: &[(&str, &[&str])] = &[
    ("ar", &[COMMON, include_str!("rules/ar.tsv")]),
    ("be", &[include_str!("rules/ru.tsv")]),
    ("bg", &[include_str!("rules/bg.tsv")]),
    ("ckb", &[COMMON, include_str!("rules/fa.tsv")]),
    ("cs", &[COMMON, include_str!("rules/cs.tsv")]),
    ("da", &[COMMON, include_str!("rules/da.tsv")]),
    ("de", &[COMMON, include_str!("rules/de.tsv")]),
    ("el", &[COMMON, include_str!("rules/el.tsv")]),
    ("en", &[include_str!("rules/en.tsv")]),
    ("es", &[COMMON, include_str!("rules/es.tsv")]),
    ("fa", &[COMMON, include_str!("rules/fa.tsv")]),
    ("fr", &[COMMON, include_str!("rules/fr.tsv")]),
    ("hi", &[COMMON, include_str!("rules/hi.tsv")]),
    ("it", &[COMMON, include_str!("rules/it.tsv")]),
    ("ja", &[include_str!("rules/ja.tsv")]),
    ("kk", &[include_str!("rules/ru.tsv"), include_str!("rules/kk.tsv")]),
    ("ky", &[include_str!("rules/ru.tsv")]),
    ("mr", &[COMMON, include_str!("rules/hi.tsv")]),
    ("nb", &[COMMON, include_str!("rules/da.tsv")]),
    ("ne", &[COMMON, include_str!("rules/hi.tsv")]),
    ("nl", &[COMMON, include_str!("rules/nl.tsv")]),
    ("nn", &[COMMON, include_str!("rules/da.tsv")]),
    ("no", &[COMMON, include_str!("rules/da.tsv")]),
    ("pl", &[COMMON, include_str!("rules/pl.tsv")]),
    ("ps", &[COMMON, include_str!("rules/fa.tsv")]),
    ("pt", &[COMMON, include_str!("rules/pt.tsv")]),
    ("ru", &[include_str!("rules/ru.tsv")]),
    ("sk", &[COMMON, include_str!("rules/cs.tsv")]),
    ("sv", &[COMMON, include_str!("rules/sv.tsv")]),
    ("tg", &[include_str!("rules/ru.tsv")]),
    ("tr", &[COMMON, include_str!("rules/tr.tsv")]),
    ("uk", &[include_str!("rules/uk.tsv")]),
    ("ur", &[COMMON, include_str!("rules/ur.tsv")]),
    ("zh", &[include_str!("rules/zh.tsv")]),
];

/// The number of a file from 1 on by the two letters of its tag, 0 for none: a text is asked for its rules paragraph by
/// paragraph.
static PAIRS: [[usize; 26]; 26] = {
    let mut pairs = [[0; 26]; 26];
    let mut at = 0;
    while at < FILES.len() {
        if let [a, b] = FILES[at].0.as_bytes() {
            pairs[(*a - b'a') as usize][(*b - b'a') as usize] = at + 1;
        }
        at += 1;
    }
    pairs
};

/// Languages that write ordinals with a point, sorted.
const ORDINALS: &[&str] = &[
    "az", "bs", "cs", "da", "de", "et", "eu", "fi", "hr", "hu", "is", "lb", "lv", "nb", "nn", "no", "sk",
    "sl", "sr", "tr",
];

impl Rules {
    /// Returns the rules of a language; one we have no file for gets what languages share.
    pub(super) fn of(lang: &Lang) -> &'static Rules {
        static ALL: OnceLock<Vec<OnceLock<Rules>>> = OnceLock::new();
        static OTHER: OnceLock<Rules> = OnceLock::new();
        static OTHER_ORDINALS: OnceLock<Rules> = OnceLock::new();
        static ARMENIAN: OnceLock<Rules> = OnceLock::new();
        let all = ALL.get_or_init(|| FILES.iter().map(|_| OnceLock::new()).collect());
        let file = |tag: &str| match tag.as_bytes() {
            [a @ b'a'..=b'z', b @ b'a'..=b'z'] => {
                PAIRS[usize::from(a - b'a')][usize::from(b - b'a')].checked_sub(1)
            }
            _ => FILES.iter().position(|(own, _)| *own == tag),
        };
        let ready = |i: usize| all[i].get_or_init(|| Rules::compile(FILES[i].0, FILES[i].1));
        // Tags as they are mostly written need no folding.
        if let Some(i) = file(lang.as_str().split(['-', '_']).next().unwrap_or_default()) {
            return ready(i);
        }
        let primary = lang.primary();
        match file(&primary) {
            Some(i) => ready(i),
            None if primary == "hy" => ARMENIAN.get_or_init(|| Rules::compile("hy", &[COMMON])),
            None if ORDINALS.binary_search(&primary.as_str()).is_ok() => {
                OTHER_ORDINALS.get_or_init(|| Rules::compile("fi", &[COMMON]))
            }
            None => OTHER.get_or_init(|| Rules::compile("und", &[COMMON])),
        }
    }

    fn compile(tag: &str, files: &[&'static str]) -> Rules {
        let mut rules = Rules {
            ordinals: ORDINALS.binary_search(&tag).is_ok(),
            greek: tag == "el",
            armenian: tag == "hy",
            whole_quotes: tag == "ja",
            casual: tag == "en",
            high_i: matches!(tag, "da" | "en" | "nb"),
            vowel_ends: tag == "it",
            whole_speech: matches!(tag, "cs" | "sk"),
            datelines: matches!(tag, "fa" | "ps" | "ckb"),
            ..Rules::default()
        };
        for line in files.iter().flat_map(|f| f.lines()) {
            let Some((class, word)) = line.split_once('\t') else { continue };
            let Some(class) = Class::named(class) else { continue };
            rules.insert(Cow::Borrowed(word.as_bytes()), class);
        }
        rules
    }

    fn insert(&mut self, word: Cow<'static, [u8]>, class: Class) {
        self.shapes.add(&word);
        if class.has(Class::OPENS) {
            self.openers.add(&word);
        }
        self.unmarked |= class.has(Class::OPENS.or(Class::START));
        let bits = self.words.entry(word).or_default();
        *bits = bits.or(class);
    }

    /// Adds a word to the classes of `class`.
    pub(super) fn add(&mut self, word: String, class: Class) {
        self.insert(Cow::Owned(word.into_bytes()), class);
    }

    /// Takes a word out of the classes of `class`.
    pub(super) fn remove(&mut self, word: &str, class: Class) {
        if let Some(bits) = self.words.get_mut(word.as_bytes()) {
            bits.0 &= !class.0;
            if *bits == Class::default() {
                self.words.remove(word.as_bytes());
            }
        }
    }

    /// Returns the tags of the languages that are not cut by what all languages share, sorted.
    pub(super) fn languages() -> Vec<&'static str> {
        let mut tags: Vec<&str> = FILES.iter().map(|(tag, _)| *tag).chain(ORDINALS.iter().copied()).collect();
        tags.push("hy");
        tags.sort_unstable();
        tags.dedup();
        tags
    }

    /// Returns the listed words, sorted.
    pub(super) fn all_words(&self) -> Vec<&str> {
        let mut words: Vec<&str> =
            self.words.keys().filter_map(|word| std::str::from_utf8(word).ok()).collect();
        words.sort_unstable();
        words
    }

    /// Returns false when the word that `text` begins with, in a capital, surely opens no sentence unmarked.
    pub(super) fn may_open(&self, text: &[u8]) -> bool {
        match text {
            [first, second, ..] if first.is_ascii() && second.is_ascii() => self.openers.has(*first, *second),
            _ => self.unmarked,
        }
    }

    /// Returns whether `word`, written with a capital, often opens a sentence.
    pub(super) fn starts_in_capitals(&self, word: &str) -> bool {
        let mut chars = word.chars();
        let Some(first) = chars.next() else { return false };
        let capital: String = first.to_uppercase().chain(chars).collect();
        self.listed(capital.as_bytes()).has(Class::START)
    }

    /// Returns what `word` (without its last point) is. A word written with a capital or in capitals is also what
    /// its lower-case or title-case form is.
    pub(super) fn class(&self, word: &str) -> Class {
        let exact = self.listed(word.as_bytes());
        if exact != Class::default()
            || word.len() > LONGEST_FOLDED
            || !word.chars().next().is_some_and(is_uppercase)
        {
            return exact;
        }
        // Words of ASCII, nearly all that come here in many languages, need no memory.
        let mut room = [0; LONGEST_FOLDED];
        let ascii = word.is_ascii();
        let lower = &mut room[..word.len()];
        let found = if ascii {
            lower.copy_from_slice(word.as_bytes());
            lower.make_ascii_lowercase();
            self.listed(lower)
        } else {
            self.listed(word.to_lowercase().as_bytes())
        };
        if found != Class::default() || word.chars().skip(1).any(is_lowercase) {
            return found;
        }
        if ascii {
            lower[..1].make_ascii_uppercase();
            return self.listed(lower);
        }
        let mut title = String::with_capacity(word.len());
        for (i, c) in word.chars().enumerate() {
            if i == 0 { title.push(c) } else { title.extend(c.to_lowercase()) }
        }
        self.listed(title.as_bytes())
    }

    fn listed(&self, word: &[u8]) -> Class {
        if self.shapes.has(word) {
            self.words.get(word).copied().unwrap_or_default()
        } else {
            Class::default()
        }
    }
}

/// First byte, last byte and length of words, folded into one bit each.
#[derive(Debug, Clone)]
struct Shapes([u64; 64]);

impl Default for Shapes {
    fn default() -> Shapes {
        Shapes([0; 64])
    }
}

impl Shapes {
    fn add(&mut self, word: &[u8]) {
        let (row, bit) = Shapes::place(word);
        self.0[row] |= 1 << bit;
    }

    fn has(&self, word: &[u8]) -> bool {
        let (row, bit) = Shapes::place(word);
        self.0[row] & 1 << bit != 0
    }

    fn place(word: &[u8]) -> (usize, usize) {
        // The last byte of a letter tells more than its first, and of a word's second byte more still.
        let (Some(&last), Some(&first)) = (word.last(), word.get(1).or(word.first())) else { return (0, 0) };
        let mixed = usize::from(first) * 37 + usize::from(last) * 5 + word.len() * 601;
        (mixed / 64 % 64, mixed % 64)
    }
}

/// First two letters of words, capitals or not; a word of one letter has a blank for its second.
#[derive(Debug, Clone, Default)]
struct Heads([u32; 32]);

impl Heads {
    fn add(&mut self, word: &[u8]) {
        let (first, second) = (word.first().unwrap_or(&b' '), word.get(1).unwrap_or(&b' '));
        self.0[usize::from(first % 32)] |= 1 << (second % 32);
    }

    fn has(&self, first: u8, second: u8) -> bool {
        self.0[usize::from(first % 32)] & 1 << (second % 32) != 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_files_are_sorted_and_every_class_is_known() {
        assert!(FILES.windows(2).all(|w| w[0].0 < w[1].0));
        assert!(ORDINALS.windows(2).all(|w| w[0] < w[1]));
        for (tag, files) in FILES {
            for file in *files {
                let lines: Vec<&str> = file.lines().filter(|l| !l.starts_with('#')).collect();
                for pair in lines.windows(2) {
                    assert!(pair[0] < pair[1], "{tag}: {} stands before {}", pair[0], pair[1]);
                }
                for line in lines {
                    let (class, word) = line.split_once('\t').unwrap();
                    assert!(Class::named(class).is_some(), "{tag}: {line}");
                    assert!(!word.is_empty() && !word.ends_with('.'), "{tag}: {line}");
                }
            }
        }
    }

    #[test]
    fn capitals_are_looked_through() {
        let en = Rules::of(&Lang::new("en-GB"));
        assert!(en.class("DR").has(Class::TITLE));
        assert!(en.class("E.g").has(Class::NEVER));
        assert!(!en.class("gov").has(Class::TITLE));
    }
}
