//! The parts that the patterns of the built-in rules are put together from.
//!
//! Every part is made from the code or the word lists the built-in rules stand on, and is written so that Java, ICU and
//! this program read it alike: classes are spelled out (`\w` and `\s` are not the same everywhere), what looks back is
//! bounded, holds no further look-around, and matches nothing.

use crate::segment::kind::{
    is_closer, is_format, is_lead, is_quote, is_space, is_terminator, needs_no_space,
};
use crate::segment::rules::{Class, Rules};
use crate::segment::split::is_asking;
use std::fmt::Write;

/// Letters, marks, digits and what holds a word together, as the inside of a class.
pub(super) const WORD: &str = r"\p{L}\p{M}\p{N}'’\-\u200C_";

/// Classes of characters, as the inside of a class.
pub(super) struct Classes {
    /// White space, as texts have it.
    pub(super) space: String,
    /// What only sets direction or joining.
    pub(super) format: String,
    /// What a sentence may end with in more scripts than one.
    pub(super) end: String,
    /// Ends that need no white space.
    pub(super) tight: String,
    /// Ends that ask or call out.
    pub(super) asks: String,
    /// Quotation marks that may close.
    pub(super) unquote: String,
    /// All quotation marks.
    pub(super) quote: String,
    /// Brackets that close.
    pub(super) unbracket: String,
    /// What may stand before the first letter of a sentence.
    pub(super) opener: String,
}

impl Classes {
    /// Reads the classes off the predicates of the built-in rules; `extra` ends sentences too.
    pub(super) fn new(extra: Option<char>) -> Classes {
        let end = move |c: char| is_terminator(c) || Some(c) == extra;
        Classes {
            space: set(|c| {
                is_space(c)
                    && !matches!(c, '\u{85}' | '\u{1680}' | '\u{180e}' | '\u{2028}'..='\u{2029}' | '\u{205f}')
            })
            .replace(r"\u0009-\u000D\u0020", r"\s"),
            format: set(is_format),
            end: set(move |c| end(c) && is_wide_spread(c)),
            tight: set(needs_no_space),
            asks: set(move |c| end(c) && is_asking(c) && is_wide_spread(c)),
            unquote: set(|c| is_quote(c) && !matches!(c, '„' | '「' | '『')),
            quote: set(is_quote),
            unbracket: set(|c| is_closer(c) && !is_quote(c) && is_wide_spread(c)),
            opener: set(|c| is_quote(c) || is_lead(c)),
        }
    }
}

/// Marks that more scripts than one use; those of one script have a rule of their own.
fn is_wide_spread(c: char) -> bool {
    matches!(c, '\0'..='\u{3ff}' | '\u{600}'..='\u{6ff}' | '\u{2000}'..='\u{206f}' | '\u{3000}'..='\u{30ff}' | '\u{ff00}'..='\u{ffef}')
}

/// Returns a pattern from `least` to `most` times. Java looks back only over groups it can see the length of, and sees
/// none where a group of changing length is counted.
pub(super) fn times(pattern: &str, least: usize, most: usize) -> String {
    format!("(?:{pattern})").repeat(least) + &format!("(?:{pattern})?").repeat(most - least)
}

/// Returns the characters of the first plane that `holds` accepts, as the inside of a class.
pub(super) fn set(holds: impl Fn(char) -> bool) -> String {
    let mut out = String::new();
    let mut from: Option<u32> = None;
    for code in 1..=0x1_0000_u32 {
        let inside = code < 0x1_0000 && char::from_u32(code).is_some_and(&holds);
        match (from, inside) {
            (None, true) => from = Some(code),
            (Some(first), false) => {
                push_char(&mut out, first);
                if code - 1 > first {
                    if code - 2 > first {
                        out.push('-');
                    }
                    push_char(&mut out, code - 1);
                }
                from = None;
            }
            _ => {}
        }
    }
    out
}

fn push_char(out: &mut String, code: u32) {
    match char::from_u32(code) {
        Some(c) if c.is_ascii_punctuation() => {
            out.push('\\');
            out.push(c);
        }
        Some(c)
            if c.is_ascii_graphic()
                || c.is_alphabetic()
                || (0xA1..0x300).contains(&code) && c != '\u{ad}' =>
        {
            out.push(c);
        }
        Some(c) if matches!(c, '‐'..='‧' | '‰'..='⁞' | '、'..='〟' | '！'..='｠') => out.push(c),
        _ => {
            let _ = write!(out, "\\u{code:04X}");
        }
    }
}

/// Returns a choice of words, for the inside of a pattern; `None` when there are none.
pub(super) fn choice(words: &[String]) -> Option<String> {
    if words.is_empty() {
        return None;
    }
    let words: Vec<String> = words.iter().map(|w| literal(w)).collect();
    Some(format!("(?:{})", words.join("|")))
}

fn literal(word: &str) -> String {
    let mut out = String::with_capacity(word.len() + 4);
    for c in word.chars() {
        if c.is_ascii_punctuation() && !matches!(c, '\'' | '_' | '/') {
            out.push('\\');
        }
        if is_format(c) || is_space(c) && c != ' ' {
            let _ = write!(out, "\\u{:04X}", u32::from(c));
        } else {
            out.push(c);
        }
    }
    out
}

/// Returns how the words of a class are written: as listed, with a capital, in capitals, wherever that is of the class
/// and of none of `but`. Sorted.
pub(super) fn forms(rules: &Rules, class: Class, but: Class) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for word in rules.all_words() {
        let mut chars = word.chars();
        let title: String = chars.next().into_iter().flat_map(char::to_uppercase).chain(chars).collect();
        // A long list of plain words is not written in capitals too.
        let capitals =
            if class == Class::START || class == Class::SAY { String::new() } else { word.to_uppercase() };
        for form in [word.to_owned(), title, capitals] {
            let of = rules.class(&form);
            if of.has(class) && !of.has(but) {
                found.push(form);
            }
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Lang;

    #[test]
    fn sets_are_ranges_and_escapes() {
        assert_eq!(set(|c| matches!(c, 'a'..='d' | '.' | 'x' | 'y')), r"\.a-dxy");
        assert_eq!(set(is_format), r"\u00AD\u061C\u200C-\u200F\u202A-\u202E\u2066-\u2069");
        assert!(set(is_quote).contains('«') && set(is_terminator).contains("…"));
    }

    #[test]
    fn a_class_is_written_in_all_its_forms() {
        let en = Rules::of(&Lang::new("en"));
        let titles = forms(en, Class::TITLE, Class::default());
        for form in ["Dr", "DR", "Mrs"] {
            assert!(titles.iter().any(|w| w == form), "{form}");
        }
        assert!(titles.windows(2).all(|w| w[0] < w[1]));
        assert_eq!(choice(&["e.g".to_owned(), "ه.ش".to_owned()]).as_deref(), Some(r"(?:e\.g|ه\.ش)"));
        assert_eq!(choice(&[]), None);
    }
}
