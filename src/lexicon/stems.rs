//! Words of a text as the keys a lexicon knows them by.

use crate::model::Lang;
use glossary::affix;
use glossary::fold::{Level, fold};
use std::ops::Range;

/// How many letters of a word its stem keeps.
const STEM_CHARS: usize = 5;

/// Parts that a Persian half-space or space sets off and that say nothing of their own.
const BARE_AFFIXES: &[&str] = &["ام", "ای", "اند", "ترین", "تر", "می", "نمی", "ها", "های", "هایی", "ی"];

/// One word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stem {
    /// The key: folded, without the commonest endings, cut to a few letters; a number as its digits.
    pub key: String,
    /// Byte range of the word in the text.
    pub range: Range<usize>,
}

/// Returns the keys of the words and numbers of `text` in order.
///
/// Punctuation has no key. A script that writes without spaces gives a key per character. A number is written with
/// ASCII digits, without thousands separators and with a point before its decimals.
///
/// ```
/// use yeksan::lexicon::stems;
/// use yeksan::model::Lang;
/// assert_eq!(stems("He bought 1,500 books", &Lang::new("en")), ["he", "bough", "1500", "book"]);
/// assert_eq!(stems("۱٬۵۰۰ کتاب خرید", &Lang::new("fa")), ["1500", "کتاب", "خرید"]);
/// ```
pub fn stems(text: &str, lang: &Lang) -> Vec<String> {
    stem_spans(text, lang).into_iter().map(|s| s.key).collect()
}

/// Returns the keys of [`stems`] with the byte range each was made of.
pub fn stem_spans(text: &str, lang: &Lang) -> Vec<Stem> {
    let lang = lang.primary();
    words(text)
        .into_iter()
        .filter_map(|range| {
            let key = key(&text[range.clone()], &lang);
            let empty = key.is_empty() || (lang == "fa" && BARE_AFFIXES.contains(&key.as_str()));
            (!empty).then_some(Stem { key, range })
        })
        .collect()
}

/// Returns the key of one word as [`stems`] makes it; empty when the word holds no letter or digit.
fn key(word: &str, lang_primary: &str) -> String {
    if word.starts_with(char::is_numeric) {
        return number(word);
    }
    let mut key = affix::stem(word, lang_primary);
    key.retain(char::is_alphanumeric);
    if lang_primary == "en" && key.len() > 3 && key.ends_with('s') && !key.ends_with("ss") {
        key.pop();
    }
    if let Some((at, _)) = key.char_indices().nth(STEM_CHARS) {
        key.truncate(at);
    }
    key
}

/// Returns a number with ASCII digits, without thousands separators, a point before decimals.
fn number(word: &str) -> String {
    let mut out = String::new();
    let mut parts = word.split(is_separator).map(|part| fold(part, Level::Letters));
    if let Some(first) = parts.next() {
        out.push_str(&first);
    }
    for part in parts {
        if part.chars().count() != 3 {
            out.push('.');
        }
        out.push_str(&part);
    }
    out
}

fn is_separator(c: char) -> bool {
    matches!(c, '.' | ',' | ':' | '/' | '٫' | '٬' | '،' | '\'' | '’')
}

/// What a character is to a word.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Letter,
    Digit,
    /// Goes with the letter before it: vowel marks.
    Mark,
    /// A word of its own, in scripts written without spaces.
    Alone,
    Other,
}

fn class(c: char) -> Class {
    match c {
        'a'..='z' | 'A'..='Z' => Class::Letter,
        '0'..='9' | '٠'..='٩' | '۰'..='۹' => Class::Digit,
        '\u{0300}'..='\u{036F}'
        | '\u{0610}'..='\u{061A}'
        | '\u{064B}'..='\u{065F}'
        | '\u{0670}'
        | '\u{0640}' => Class::Mark,
        '\u{0591}'..='\u{05C7}'
        | '\u{0900}'..='\u{0903}'
        | '\u{093A}'..='\u{094F}'
        | '\u{0981}'..='\u{0983}'
        | '\u{09BC}'..='\u{09CD}' => Class::Mark,
        '\u{0E00}'..='\u{0EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}'
            if c.is_alphanumeric() =>
        {
            Class::Alone
        }
        '\u{3040}'..='\u{30FF}'
        | '\u{3400}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{3FFFF}'
            if c.is_alphanumeric() =>
        {
            Class::Alone
        }
        _ if c.is_numeric() => Class::Digit,
        _ if c.is_alphabetic() => Class::Letter,
        _ => Class::Other,
    }
}

/// Returns the byte ranges of words and numbers, in order.
fn words(text: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut open: Option<(usize, usize, Class)> = None;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let end = at + c.len_utf8();
        let next = chars.peek().map_or(Class::Other, |&(_, n)| class(n));
        let found = class(c);
        open = match (open, found) {
            (Some((start, _, kind)), Class::Mark) => Some((start, end, kind)),
            (Some((start, _, kind)), _) if kind == found && kind != Class::Alone => Some((start, end, kind)),
            // 1,500 and 7:55 are one number; don't and O’Neill one word.
            (Some((start, _, Class::Digit)), Class::Other) if next == Class::Digit && is_separator(c) => {
                Some((start, end, Class::Digit))
            }
            (Some((start, _, Class::Letter)), Class::Other)
                if next == Class::Letter && matches!(c, '\'' | '’') =>
            {
                Some((start, end, Class::Letter))
            }
            (before, _) => {
                if let Some((start, end, _)) = before {
                    out.push(start..end);
                }
                matches!(found, Class::Letter | Class::Digit | Class::Alone).then_some((at, end, found))
            }
        };
    }
    if let Some((start, end, _)) = open {
        out.push(start..end);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str, lang: &str) -> Vec<String> {
        stems(text, &Lang::new(lang))
    }

    #[test]
    fn half_spaces_part_words() {
        assert_eq!(of("می‌گوید کتاب‌ها را می خواند", "fa"), of("گوید کتاب را خواند", "fa"));
        assert_eq!(of("خميني", "fa"), of("خمینی", "fa"));
    }

    #[test]
    fn numbers_have_one_spelling() {
        assert_eq!(of("£2.8bn at 7:55", "en"), ["2.8", "bn", "at", "7.55"]);
        assert_eq!(of("۲٫۸ و ۱٬۲۳۴٬۵۶۷ نفر", "fa"), ["2.8", "و", "1234567", "نفر"]);
        assert_eq!(of("2,8 Milliarden", "de")[0], "2.8");
    }

    #[test]
    fn a_script_without_spaces_gives_characters() {
        assert_eq!(of("我们 2019", "zh"), ["我", "们", "2019"]);
    }

    #[test]
    fn ranges_are_the_words() {
        let text = "The «old» house, 12.";
        let found: Vec<&str> =
            stem_spans(text, &Lang::new("en")).iter().map(|s| &text[s.range.clone()]).collect();
        assert_eq!(found, ["The", "old", "house", "12"]);
        assert!(of("", "en").is_empty());
        assert!(of("… — !", "fa").is_empty());
    }
}
