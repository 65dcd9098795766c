//! Lists written inside one paragraph: `1.) Fill in the form. 2.) Sign it.`

use super::kind::{is_alphanumeric, is_space};
use super::scan::{MarkKind, Marks};
use super::word::is_digits;
use std::ops::Range;

/// The look of a list marker: what stands before and after its label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Shape {
    bullet: Option<char>,
    open: bool,
    point: bool,
    close: bool,
}

/// What counts the items.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Label {
    None,
    Number(u32),
    Lower(char),
    Upper(char),
    Persian(usize),
    Roman(u32),
}

/// A marker in a text.
#[derive(Debug, Clone, Copy)]
struct Marker {
    start: usize,
    end: usize,
    shape: Shape,
    label: Label,
}

/// The beginning of an item of a list.
#[derive(Debug, Clone)]
pub(super) struct Item {
    /// The marker.
    pub(super) span: Range<usize>,
    /// A segment begins here; the first item after `:` goes on with the words that announce the list.
    pub(super) cuts: bool,
}

/// The letters that count in Persian and Arabic lists.
const ABJAD: &[&str] = &["الف", "ب", "پ", "ت", "ث", "ج", "چ", "ح", "خ", "د", "ذ", "ر", "ز", "ژ", "س", "ش"];
const ROMAN: &[&str] =
    &["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv", "xvi"];

fn is_bullet(c: char) -> bool {
    matches!(
        c,
        '•' | '‣' | '◦' | '⁃' | '▪' | '●' | '■' | '○' | '∙' | '*' | '-' | '–' | '—' | '·' | '\u{f0b7}'
    )
}

/// Reads a marker at `at`. A bare dash or star counts as none here; it opens too much else.
fn marker_at(text: &str, at: usize) -> Option<Marker> {
    let mut rest = &text[at..];
    let mut shape = Shape { bullet: None, open: false, point: false, close: false };
    if let Some(c) = rest.chars().next().filter(|&c| is_bullet(c)) {
        shape.bullet = Some(c);
        rest = rest[c.len_utf8()..].trim_start_matches([' ', '\u{a0}', '\t']);
    }
    let labelled = label(rest, &mut shape);
    let (label, len) = match labelled {
        Some(found) => found,
        None => match shape.bullet {
            Some('-' | '–' | '—' | '*' | '·') | None => return None,
            Some(_) => (Label::None, 0),
        },
    };
    let end = text.len() - rest.len() + len;
    let follows_space = text[end..].chars().next().is_some_and(is_space);
    (label == Label::None || follows_space).then_some(Marker { start: at, end, shape, label })
}

fn label(rest: &str, shape: &mut Shape) -> Option<(Label, usize)> {
    let inner = rest.strip_prefix('(').unwrap_or(rest);
    let len = inner.find(|c: char| !is_alphanumeric(c)).filter(|&l| l > 0 && l <= 10)?;
    let (word, tail) = inner.split_at(len);
    let mut look =
        Shape { open: inner.len() < rest.len(), point: tail.starts_with('.'), close: false, ..*shape };
    let after = &tail[usize::from(look.point)..];
    look.close = after.starts_with(')');
    if !look.close && (look.open || !look.point) {
        return None;
    }
    let label = read_label(word)?;
    *shape = look;
    Some((label, usize::from(look.open) + len + usize::from(look.point) + usize::from(look.close)))
}

fn read_label(word: &str) -> Option<Label> {
    if is_digits(word) {
        let number = word.chars().try_fold(0u32, |n, c| n.checked_mul(10)?.checked_add(digit(c)?))?;
        return (number < 1000).then_some(Label::Number(number));
    }
    match word.as_bytes() {
        [c @ b'a'..=b'z'] => Some(Label::Lower(char::from(*c))),
        [c @ b'A'..=b'Z'] => Some(Label::Upper(char::from(*c))),
        [b'i' | b'v' | b'x', ..] => ROMAN.iter().position(|&l| l == word).map(|i| Label::Roman(i as u32 + 1)),
        _ if word.is_ascii() => None,
        _ => ABJAD.iter().position(|&l| l == word).map(Label::Persian),
    }
}

/// Returns the value of a decimal digit: ASCII, Arabic, Persian, Devanagari or full-width.
fn digit(c: char) -> Option<u32> {
    let zero = match c {
        '0'..='9' => '0',
        '٠'..='٩' => '٠',
        '۰'..='۹' => '۰',
        '०'..='९' => '०',
        '０'..='９' => '０',
        _ => return None,
    };
    Some(u32::from(c) - u32::from(zero))
}

fn follows(first: Label, then: Label) -> bool {
    match (first, then) {
        (Label::None, Label::None) => true,
        (Label::Number(a), Label::Number(b)) | (Label::Roman(a), Label::Roman(b)) => b == a + 1,
        (Label::Lower('i'), Label::Roman(2)) => true,
        (Label::Roman(a), Label::Lower(c)) => c == 'v' && a == 4 || c == 'x' && a == 9,
        (Label::Lower('v'), Label::Roman(6)) | (Label::Lower('x'), Label::Roman(11)) => true,
        (Label::Lower(a), Label::Lower(b)) | (Label::Upper(a), Label::Upper(b)) => {
            u32::from(b) == u32::from(a) + 1
        }
        (Label::Persian(a), Label::Persian(b)) => b == a + 1 || a == 1 && b == 5 || a == 5 && b == 9,
        _ => false,
    }
}

/// Returns the markers of the lists in a text, by its marks, each of at least two items; none when there is no list.
///
/// A list opens the text, or follows the end of a sentence or a colon and counts from its first label. A point or bracket
/// after a short label betrays a marker; only text that opens with a bullet is searched word by word.
pub(super) fn markers(text: &str, marks: &Marks) -> Vec<Item> {
    let mut found: Vec<Item> = Vec::new();
    let mut list: Vec<Marker> = Vec::new();
    let lead = text.len() - text.trim_start_matches(is_space).len();
    if text[lead..].starts_with(is_bullet) {
        let mut before = ' ';
        for (at, c) in text.char_indices() {
            if is_space(before) && (c == '(' || is_alphanumeric(c) || is_bullet(c)) {
                take(text, at, &mut list, &mut found);
            }
            before = c;
        }
    } else {
        for end in marks.list.iter().filter(|m| m.kind != MarkKind::Terminator).map(|m| m.at) {
            if ends_plain_word(&text[..end])
                || list.is_empty() && end > lead + HEAD && !ends_first(&text[..end])
            {
                continue;
            }
            if let Some(at) = word_start(text, end) {
                take(text, at, &mut list, &mut found);
            }
        }
    }
    close(text, &mut list, &mut found);
    found
}

/// Goes on with the list, or begins one, when a marker stands at `at`.
fn take(text: &str, at: usize, list: &mut Vec<Marker>, found: &mut Vec<Item>) {
    if list.last().is_some_and(|l| at < l.end) {
        return;
    }
    let Some(marker) = marker_at(text, at) else { return };
    let follows_last = |l: &Marker| {
        marker.shape == l.shape && follows(l.label, marker.label) && text[l.end..at].trim().len() > 1
    };
    if list.last().is_some_and(follows_last) {
        list.push(marker);
        return;
    }
    let head = text[..at].trim_end();
    let after_end = head.ends_with(['.', '!', '?', ':', '؟', ';', '؛']) && is_first(marker.label);
    if head.is_empty() || after_end {
        close(text, list, found);
        list.push(marker);
    }
}

/// Where the point or bracket of a marker at the head of a text may stand, in bytes: it has six characters at most.
const HEAD: usize = 24;

/// Returns where the word begins that ends at a point or bracket, when it is as short as a label.
fn word_start(text: &str, end: usize) -> Option<usize> {
    let mut start = end;
    let mut chars = text[..end].char_indices().rev().take(6);
    loop {
        match chars.next() {
            None => return (start == 0).then_some(start),
            Some((at, c)) if is_alphanumeric(c) || c == '(' => start = at,
            Some((_, c)) if is_space(c) => return (start < end).then_some(start),
            Some((at, c)) if is_bullet(c) => start = at,
            Some(_) => return None,
        }
    }
}

/// Returns whether a text ends in two small letters that end no label: neither a single letter nor a Roman number.
fn ends_plain_word(text: &str) -> bool {
    let plain = |byte: &u8| byte.is_ascii_lowercase() && !matches!(byte, b'i' | b'v' | b'x');
    matches!(text.as_bytes(), [.., a @ b'a'..=b'z', b @ b'a'..=b'z'] if plain(a) || plain(b))
}

/// Returns whether a text ends as the first label of a list does.
fn ends_first(text: &str) -> bool {
    match text.as_bytes().last() {
        Some(byte @ 0..0x80) => matches!(byte, b'1' | b'a' | b'i' | b'A'),
        _ => text.ends_with(['١', '۱', '१', '１', 'ف']),
    }
}

fn is_first(label: Label) -> bool {
    matches!(
        label,
        Label::Number(1) | Label::Lower('a' | 'i') | Label::Upper('A') | Label::Persian(0) | Label::Roman(1)
    )
}

/// Takes the list over when it is one.
fn close(text: &str, list: &mut Vec<Marker>, found: &mut Vec<Item>) {
    let mut sure = list.len() >= 2;
    if let Some(Marker { label: Label::Upper(_), shape, .. }) = list.first() {
        // `A. Khan met B. Ali` is no list.
        let ended = |m: &Marker| text[..m.start].trim_end().ends_with(['.', '!', '?', ';']);
        sure &= shape.close || list.len() >= 3 || list[1..].iter().all(ended);
    }
    if sure {
        let after_colon = |m: &Marker| text[..m.start].trim_end().ends_with([':', ';', '؛']);
        found.extend(
            list.iter()
                .enumerate()
                .map(|(i, m)| Item { span: m.start..m.end, cuts: i > 0 || !after_colon(m) }),
        );
    }
    list.clear();
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Lang;
    use crate::segment::rules::Rules;
    use crate::segment::scan::marks;

    fn markers(text: &str) -> Vec<Item> {
        super::markers(text, &marks(text, Rules::of(&Lang::new("fa"))))
    }

    fn items(text: &str) -> Vec<&str> {
        let found = markers(text);
        let ends = found.iter().skip(1).map(|m| m.span.start).chain([text.len()]);
        found.iter().zip(ends).map(|(m, end)| text[m.span.start..end].trim()).collect()
    }

    #[test]
    fn numbers_letters_and_bullets() {
        assert_eq!(items("1) Tea 2) Bread 3) Salt"), ["1) Tea", "2) Bread", "3) Salt"]);
        assert_eq!(items("a. tea b. bread"), ["a. tea", "b. bread"]);
        assert_eq!(items("(i) tea (ii) bread (iii) salt (iv) oil (v) figs").len(), 5);
        assert_eq!(items("• tea • bread"), ["• tea", "• bread"]);
        assert_eq!(items("۱. چای ۲. نان"), ["۱. چای", "۲. نان"]);
        assert_eq!(items("الف) چای ب) نان پ) نمک").len(), 3);
    }

    #[test]
    fn a_number_too_large_to_count_is_no_label() {
        assert_eq!(items("• 9999999999. tea • 9999999999. bread").len(), 2);
    }

    #[test]
    fn initials_are_no_list() {
        assert!(markers("A. Khan met B. Ali in Shiraz.").is_empty());
        assert!(markers("1. Only one").is_empty());
        assert!(markers("In 1) and 2) he erred").is_empty());
    }
}
