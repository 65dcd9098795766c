//! What a word is for searching: the tokens of a text under the key that decides whether two of them count as one.

use glossary::fold::{Level, fold};
use glossary::token::{Token, tokens};
use std::borrow::Cow;

/// The key of every number: numbers are one class of words.
pub(super) const NUMBER: &str = "#";

/// A word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word<'a> {
    /// As it stands in the text.
    pub(super) token: Token<'a>,
    /// What it counts as; [`NUMBER`] for a number.
    pub(super) key: Cow<'a, str>,
}

/// Returns the words of `text` in order: its letters and digits between spaces and punctuation, as
/// [`glossary::token`] cuts them. A script that writes no spaces gives one word a character.
pub(super) fn words(text: &str) -> impl Iterator<Item = Word<'_>> {
    tokens(text).map(|token| Word { key: key(token.text), token })
}

/// Returns the keys of the words of a text: what the score compares.
///
/// ```
/// assert_eq!(yeksan::search::keys("Khomeini, 1989: خميني می‌گوید"), ["khomeini", "#", "خمینی", "میگوید"]);
/// ```
pub fn keys(text: &str) -> Vec<String> {
    words(text).map(|word| word.key.into_owned()).collect()
}

/// Returns the key of a word: lower case, Persian ی and ک, one kind of digits, no tatweel, vowel signs, half-space or
/// bidi control, and no hamza above ه (U+0654; ۀ is ه): خانهٔ, خانۀ and خانه count as one word.
pub(super) fn key(word: &str) -> Cow<'_, str> {
    if is_number(word) {
        return Cow::Borrowed(NUMBER);
    }
    if word.is_ascii() {
        return if word.bytes().any(|b| b.is_ascii_uppercase()) {
            Cow::Owned(word.to_ascii_lowercase())
        } else {
            Cow::Borrowed(word)
        };
    }
    let folded = fold(word, Level::Letters);
    if folded.contains(['\u{200C}', '\u{0654}', 'ۀ']) {
        let plain = folded.chars().filter(|c| !matches!(c, '\u{200C}' | '\u{0654}'));
        return Cow::Owned(plain.map(|c| if c == 'ۀ' { 'ه' } else { c }).collect());
    }
    Cow::Owned(folded)
}

/// Says whether a token is a number: digits of any script with their separators, no letter.
pub(super) fn is_number(word: &str) -> bool {
    word.starts_with(char::is_numeric) && !word.contains(char::is_alphabetic)
}

/// Says whether a char of a key stands for a sound: what joins the parts of a word (hyphen, apostrophe, full stop) does
/// not, so that `e-mail` and `email` have the same letters.
pub(super) fn is_letter(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphanumeric() } else { !is_joiner(c) }
}

fn is_joiner(c: char) -> bool {
    matches!(
        c,
        '\u{2019}'
            | '\u{02BC}'
            | '\u{05F3}'
            | '\u{05F4}'
            | '\u{2010}'
            | '\u{2011}'
            | '\u{05BE}'
            | '\u{058A}'
            | '\u{00B7}'
    )
}

/// A digest of the letters of a text in a row, numbers as one letter: equal for texts of which only spaces,
/// punctuation, case, numbers or codes differ.
///
/// It is a polynomial over the letters, so that it can be put together from those of the words.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Letters {
    sum: u64,
    after_number: bool,
}

/// What a word adds to [`Letters`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct WordLetters {
    sum: u64,
    /// The base to the power of the number of letters; 0 for a number.
    power: u64,
}

const BASE: u64 = 0x9E37_79B9_7F4A_7C15;

impl WordLetters {
    /// Returns what the word of a key adds.
    pub(super) fn of(key: &str) -> WordLetters {
        if key == NUMBER {
            return WordLetters { sum: 0, power: 0 };
        }
        let mut word = WordLetters { sum: 0, power: 1 };
        for c in key.chars().filter(|&c| is_letter(c)) {
            word.sum = word.sum.wrapping_mul(BASE).wrapping_add(mix(u64::from(u32::from(c))));
            word.power = word.power.wrapping_mul(BASE);
        }
        word
    }
}

impl Letters {
    /// Adds the next word.
    pub(super) fn add(&mut self, word: WordLetters) {
        if word.power > 0 {
            self.after_number = false;
            self.sum = self.sum.wrapping_mul(word.power).wrapping_add(word.sum);
        } else if !std::mem::replace(&mut self.after_number, true) {
            // `3 500` and `3500` are one number.
            self.sum = self.sum.wrapping_mul(BASE).wrapping_add(mix(u64::from(b'#')));
        }
    }

    /// Returns the digest; `raw` stands in for a text without any letter.
    pub(super) fn finish(self, has_words: bool, raw: u32) -> u32 {
        if has_words { (mix(self.sum) >> 20) as u32 } else { raw }
    }
}

/// Returns a digest of bytes: for dictionaries and for telling texts apart, not for keys that people could forge.
pub(super) fn digest(bytes: &[u8]) -> u64 {
    let mut state = 0x9E37_79B9_7F4A_7C15 ^ bytes.len() as u64;
    let (chunks, rest) = bytes.as_chunks::<8>();
    for chunk in chunks {
        state = mix(state ^ u64::from_le_bytes(*chunk));
    }
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    mix(state ^ u64::from_le_bytes(last))
}

fn mix(x: u64) -> u64 {
    let x = x.wrapping_mul(0xA076_1D64_78BD_642F);
    x ^ x.rotate_right(23) ^ x.rotate_right(46)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(text: &str) -> Vec<String> {
        words(text).map(|w| w.key.into_owned()).collect()
    }

    #[test]
    fn spellings_of_one_word_have_one_key() {
        for (text, expected) in [
            ("The U.S. Army", vec!["the", "u.s.", "army"]),
            ("خميني می‌رود", vec!["خمینی", "میرود"]),
            ("خانهٔ خانۀ خانه", vec!["خانه", "خانه", "خانه"]),
            ("مُحَمَّد ســلام كتاب", vec!["محمد", "سلام", "کتاب"]),
            ("۱٬۲۳۴ votes, 3.5% in 1990s", vec!["#", "votes", "#", "in", "1990s"]),
            ("東京へ", vec!["東", "京", "へ"]),
        ] {
            assert_eq!(keys(text), expected, "{text}");
        }
    }

    #[test]
    fn letters_in_a_row() {
        let letters = |text: &str| {
            let mut letters = Letters::default();
            words(text).for_each(|w| letters.add(WordLetters::of(&w.key)));
            letters.finish(true, 0)
        };
        for (a, b) in [
            ("e-mail me", "Email, me!"),
            ("می‌رود", "می رود"),
            ("می‌رود", "ميرود"),
            ("3 500 men", "3500 men"),
            ("page 3", "page 12"),
        ] {
            assert_eq!(letters(a), letters(b), "{a} | {b}");
        }
        assert_ne!(letters("page 3"), letters("page three"));
    }
}
