//! Letters, half-spaces and controls that are certain to be wrong in a language.

use crate::model::{Edit, Lang};
use glossary::bidi::unbalanced_controls;
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// What of the writing is mended.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Writing {
    /// Letters of a neighbouring alphabet.
    pub letters: bool,
    /// Digits of a neighbouring alphabet.
    pub digits: bool,
    /// Affixes set off by a space, half-spaces at the edge of a word.
    pub half_space: bool,
    /// Controls of direction that are never closed or close nothing.
    pub bidi: bool,
}

/// Returns what is to be mended in a text of a language: edits in order, none overlapping another.
///
/// ```
/// use yeksan::model::Lang;
/// use yeksan::settle::{Writing, mend_writing};
/// let writing = Writing { letters: true, ..Writing::default() };
/// let edits = mend_writing("فتواي خميني", &Lang::new("fa"), writing);
/// assert_eq!(edits.len(), 2);
/// assert!(mend_writing("فتوى الخميني", &Lang::new("ar"), writing).is_empty());
/// ```
pub fn mend_writing(text: &str, lang: &Lang, what: Writing) -> Vec<Edit> {
    let lang = lang.primary();
    // Letters and digits take as many bytes as those they stand for, so what is found in the mended text lies there too.
    let mended = in_letters(text, &lang, what);
    let mut edits: Vec<Edit> = text
        .char_indices()
        .zip(mended.chars())
        .filter(|((_, old), new)| old != new)
        .map(|((at, old), new)| Edit { range: at..at + old.len_utf8(), text: new.to_string() })
        .collect();
    let lost = if what.bidi { unbalanced_controls(&mended) } else { Vec::new() };
    if what.half_space && lang == "fa" {
        let mut kept = String::with_capacity(mended.len());
        let mut from = 0;
        for span in &lost {
            kept.push_str(&mended[from..span.start]);
            from = span.end;
        }
        kept.push_str(&mended[from..]);
        // Back to where it stood before the lost controls went.
        let back =
            |at: usize| lost.iter().fold(at, |at, span| if span.start <= at { at + span.len() } else { at });
        edits.extend(half_space(&kept).into_iter().map(|e| {
            let start = back(e.range.start);
            Edit { range: start..start + e.range.len(), text: e.text }
        }));
    }
    edits.extend(lost.into_iter().map(|range| Edit { range, text: String::new() }));
    edits.sort_by_key(|e| (e.range.start, e.range.end));
    whole_words(text, &edits)
}

/// Returns edits that do the same to whole words, so that a person sees words and not letters.
fn whole_words(text: &str, edits: &[Edit]) -> Vec<Edit> {
    let word_start = |at: usize| text[..at].trim_end_matches(part_of_word).len();
    let word_end = |at: usize| text.len() - text[at..].trim_start_matches(part_of_word).len();
    let mut out: Vec<(Range<usize>, Vec<&Edit>)> = Vec::new();
    for edit in edits {
        let range = word_start(edit.range.start)..word_end(edit.range.end);
        match out.last_mut() {
            Some((last, inside)) if range.start < last.end || range.start == last.end && range.is_empty() => {
                last.end = last.end.max(range.end);
                inside.push(edit);
            }
            _ => out.push((range, vec![edit])),
        }
    }
    out.into_iter()
        .map(|(range, inside)| {
            let mut new = String::with_capacity(range.len());
            let mut from = range.start;
            for edit in inside {
                new.push_str(&text[from..edit.range.start]);
                new.push_str(&edit.text);
                from = edit.range.end;
            }
            new.push_str(&text[from..range.end]);
            Edit { range, text: new }
        })
        .collect()
}

/// Returns a letter as the language writes it; the same letter where it is right, or where it cannot be told.
fn letter(c: char, last: bool, lang: &str) -> char {
    match (lang, c) {
        ("fa" | "ur", 'ي' | 'ى') => 'ی',
        ("fa" | "ur" | "ps", 'ك' | 'ڪ') => 'ک',
        ("fa", 'ە' | 'ہ' | 'ھ') => 'ه',
        ("ar", 'ک' | 'ڪ') => 'ك',
        // At the end of an Arabic word it may stand for ي or ى.
        ("ar", 'ی') if !last => 'ي',
        _ => c,
    }
}

fn digit(c: char, lang: &str) -> char {
    let moved = |from: char, to: char| char::from_u32(c as u32 - from as u32 + to as u32).unwrap_or(c);
    match (lang, c) {
        ("fa" | "ur" | "ps", '٠'..='٩') => moved('٠', '۰'),
        ("ar", '۰'..='۹') => moved('۰', '٠'),
        _ => c,
    }
}

/// Returns the text with the letters of its language, whatever it quotes.
pub(super) fn in_letters_of(text: &str, lang: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        let next = chars.clone().find(|c| !is_control(*c));
        let last = next.is_none_or(|next| !next.is_alphanumeric());
        out.push(letter(c, last, lang));
    }
    out
}

fn part_of_word(c: char) -> bool {
    c.is_alphanumeric()
        || c == '\u{200c}'
        || is_vowel_mark(c)
        || matches!(c, '\u{0640}' | '\u{0653}'..='\u{0655}')
}

fn is_control(c: char) -> bool {
    matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

fn is_vowel_mark(c: char) -> bool {
    matches!(c, '\u{064B}'..='\u{0652}' | '\u{0670}')
}

/// Returns a text with the letters and digits of its language, byte for byte in its place; Arabic quoted in Persian stays.
fn in_letters(text: &str, lang: &str, what: Writing) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_inclusive(|c| !part_of_word(c) && !is_control(c)) {
        let mended = if what.letters && !(lang == "fa" && is_arabic(word)) {
            in_letters_of(word, lang)
        } else {
            word.to_owned()
        };
        out.extend(mended.chars().map(|c| if what.digits { digit(c, lang) } else { c }));
    }
    out
}

/// Says whether a word is Arabic that a Persian text quotes: with letters or vowel marks Persian has no use for.
fn is_arabic(word: &str) -> bool {
    word.contains(['ة', 'إ', 'ٱ']) || word.chars().filter(|c| is_vowel_mark(*c)).count() >= 2
}

#[allow(clippy::unwrap_used, reason = "a pattern of the source, tried by the tests")]
static LOOSE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        // Half-spaces at the edges of the words go in the same breath, so they do not hide a loose affix.
        r"(?x) (?:^|[^\p{L}\p{M}\u{200c}]) \u{200c}* (?:
            ن?می \u{200c}* (\x20) \u{200c}* [آ-ی]{2}
          | [آ-ی]{2,} \u{200c}* (\x20) \u{200c}* ها(?:یی|ی|یم|یت|یش|یمان|یتان|یشان)? \u{200c}* (?:$|[^\p{L}\p{M}\u{200c}])
          )",
    )
    .unwrap()
});

fn half_space(text: &str) -> Vec<Edit> {
    let mut edits = Vec::new();
    // Matches may share the space between them, so each search begins behind the space found.
    let mut from = 0;
    while let Some(found) = LOOSE.captures_at(text, from) {
        let Some(space) = found.get(1).or_else(|| found.get(2)) else { break };
        edits.push(Edit { range: space.range(), text: "\u{200c}".to_owned() });
        from = space.end();
    }
    let mut at = 0;
    while let Some(start) = text[at..].find('\u{200c}').map(|i| at + i) {
        let rest = text[start..].trim_start_matches('\u{200c}');
        at = text.len() - rest.len();
        let inside = text[..start].ends_with(part_of_word) && rest.starts_with(part_of_word);
        // One is kept between two letters. One edit a character: what goes elsewhere may stand between them.
        let len = '\u{200c}'.len_utf8();
        let first = if inside { start + len } else { start };
        edits.extend((first..at).step_by(len).map(|at| Edit { range: at..at + len, text: String::new() }));
    }
    edits
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Variant;
    use crate::settle::apply;
    use proptest::prelude::*;

    fn mended(text: &str, lang: &str, what: Writing) -> String {
        let lang = Lang::new(lang);
        apply(&Variant::new(lang.clone(), text), &mend_writing(text, &lang, what)).text
    }

    const LETTERS: Writing = Writing { letters: true, digits: false, half_space: false, bidi: false };
    const HALF: Writing = Writing { letters: false, digits: false, half_space: true, bidi: false };
    const ALL: Writing = Writing { letters: true, digits: true, half_space: true, bidi: true };

    #[test]
    fn letters_follow_the_language() {
        for (lang, text, wanted) in [
            ("fa", "كتاب خميني در ٤٥ صفحه", "کتاب خمینی در ٤٥ صفحه"),
            ("fa-IR", "تأكيد بر هيأت", "تأکید بر هیأت"),
            ("fa", "سورة الفتح", "سورة الفتح"),
            ("fa", "«إنّ الله علي كل شيء»", "«إنّ الله علی کل شیء»"),
            ("fa", "بِسْمِ اللهِ", "بِسْمِ اللهِ"),
            ("ar", "کتاب الخمینی", "كتاب الخمينی"),
            ("ar", "إیران", "إيران"),
            ("en", "Khomeini خميني", "Khomeini خميني"),
        ] {
            assert_eq!(mended(text, lang, LETTERS), wanted, "{lang}");
        }
        assert_eq!(mended("در ٤٥ صفحه و 12 بند", "fa", ALL), "در ۴۵ صفحه و 12 بند");
    }

    #[test]
    fn half_spaces() {
        for (text, wanted) in [
            ("او می رود و نمی داند", "او می‌رود و نمی‌داند"),
            ("کتاب ها و خانه های ما", "کتاب‌ها و خانه‌های ما"),
            ("گفته ها می ماند", "گفته‌ها می‌ماند"),
            ("قدیمی شد", "قدیمی شد"),
            ("خانه‌ ما و ‌او.", "خانه ما و او."),
            ("می‌رود کتاب‌ها", "می‌رود کتاب‌ها"),
            ("تنها ماند و ها", "تنها ماند و ها"),
        ] {
            assert_eq!(mended(text, "fa", HALF), wanted);
        }
    }

    #[test]
    fn lost_controls_go_and_pairs_stay() {
        let text = "\u{202b}سلام\u{202c} \u{202b}خوب\u{2069}";
        assert_eq!(
            mended(text, "fa", Writing { bidi: true, ..Writing::default() }),
            "\u{202b}سلام\u{202c} خوب"
        );
    }

    #[test]
    fn half_spaces_at_the_edge_hide_no_loose_affix() {
        for text in ["می\u{200c} روند", "می \u{200c}روند", "\u{200c}می روند"] {
            assert_eq!(mended(text, "fa", HALF), "می\u{200c}روند", "{text:?}");
        }
        for text in ["کتاب\u{200c} ها", "کتاب \u{200c}ها", "کتاب ها\u{200c}"] {
            assert_eq!(mended(text, "fa", HALF), "کتاب\u{200c}ها", "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn a_second_time_changes_nothing(text in "[كيىکیآابمیرودنهاها\u{200c}\u{202b}\u{202c}ٔ ٤۴.]{0,30}|\\PC{0,20}") {
            for lang in ["fa", "ar", "ur"] {
                let once = mended(&text, lang, ALL);
                prop_assert_eq!(&mended(&once, lang, ALL), &once);
            }
        }
    }
}
