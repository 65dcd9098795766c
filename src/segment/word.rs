//! The words around a candidate: the one the point stands on, the one before it, the one after.

use super::kind::{
    is_format, is_lead, is_lowercase, is_numeric, is_quote, is_space, is_uppercase, is_word_char,
};

/// What follows a candidate.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Next<'t> {
    /// The first letters or digits, without what opens them; empty when no word follows.
    pub(super) word: &'t str,
    /// Its first character, `' '` when no word follows.
    pub(super) first: char,
    /// The first character of all, opening marks included.
    pub(super) head: char,
    /// A point stands right after the word.
    pub(super) pointed: bool,
    /// White space stands between.
    pub(super) spaced: bool,
    /// The word opens an address of the net.
    pub(super) address: bool,
    /// Where the word begins.
    pub(super) at: usize,
}

impl Next<'_> {
    /// Returns whether the word begins in lower case, except names like `iPhone` and addresses.
    pub(super) fn is_lower(&self) -> bool {
        is_lowercase(self.first) && !self.address && !self.word.chars().skip(1).take(2).any(is_uppercase)
    }
}

/// Reads the word that follows `end`, past white space, openers and opening tags.
pub(super) fn next_word(text: &str, end: usize) -> Next<'_> {
    let mut next = Next { first: ' ', head: ' ', at: text.len(), ..Next::default() };
    let mut at = end;
    let mut looked = 0;
    while let Some(c) = text[at..].chars().next() {
        looked += 1;
        if is_space(c) {
            next.spaced |= next.head == ' ';
        } else if c == '<' {
            next.head = if next.head == ' ' { c } else { next.head };
            match tag_end(&text[at..]) {
                Some(len) => {
                    at += len;
                    continue;
                }
                None => {
                    // An address in angle brackets, or a plain sign: neither is a lower-case word.
                    next.first = c;
                    next.at = at;
                    return next;
                }
            }
        } else if is_format(c) || ((is_lead(c) || is_quote(c)) && looked < 24) {
            next.head = if next.head == ' ' && !is_format(c) { c } else { next.head };
        } else {
            next.head = if next.head == ' ' { c } else { next.head };
            next.first = c;
            let rest = &text[at..];
            let len = rest.find(|c: char| !is_word_char(c)).unwrap_or(rest.len());
            next.word = &rest[..len];
            next.address =
                rest[len..].starts_with("://") || next.word == "www" && rest[len..].starts_with('.');
            next.pointed = rest[len..].starts_with(['.', '۔']);
            next.at = at;
            return next;
        }
        at += c.len_utf8();
    }
    next
}

/// Returns the length of the tag `rest` begins with (`<b>`, `</a>`, `<br/>`), `None` when it is none.
pub(super) fn tag_end(rest: &str) -> Option<usize> {
    let inner = rest.strip_prefix('<')?;
    let name = inner.strip_prefix('/').unwrap_or(inner);
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let len = inner.bytes().take(300).position(|b| matches!(b, b'>' | b'<'))?;
    let body = &inner[..len];
    (inner.as_bytes()[len] == b'>' && !body.contains("://") && !body.contains('@')).then_some(len + 2)
}

/// Returns the byte offset where the token that ends at `end` begins: letters, digits, inner points and apostrophes.
pub(super) fn token_start(text: &str, from: usize, end: usize) -> usize {
    let mut start = end;
    // No word is longer: a bound keeps `a.a.a.a…` linear.
    for (at, c) in text[from..end].char_indices().rev().take(64) {
        if !(is_word_char(c) || is_format(c) || matches!(c, '.' | '&' | '°' | '№' | '§' | 'ـ')) {
            break;
        }
        start = from + at;
    }
    start
}

/// Returns the word before `at` (white space between them), empty when there is none.
pub(super) fn word_before(text: &str, from: usize, at: usize) -> &str {
    let head = text[from..at].trim_end_matches(|c: char| is_space(c) || is_format(c));
    &head[token_start(head, 0, head.len())..]
}

/// Returns whether the run of visible characters around `at` is an address of the net.
pub(super) fn is_address(text: &str, at: usize) -> bool {
    let left = text[..at].char_indices().rev().take(200).take_while(|(_, c)| !is_space(*c));
    let right = text[at..].char_indices().take(200).take_while(|(_, c)| !is_space(*c));
    let start = left.last().map_or(at, |(i, _)| i);
    let end = right.last().map_or(at, |(i, c)| at + i + c.len_utf8());
    let run = &text[start..end];
    run.contains("://") || run.contains('@') || run.contains("www.") || run.contains('/')
}

/// Returns whether a word is a Roman number.
pub(super) fn is_roman(word: &str) -> bool {
    !word.is_empty()
        && word.len() <= 8
        && (word.bytes().all(|b| b"IVXLC".contains(&b)) || word.bytes().all(|b| b"ivxlc".contains(&b)))
}

/// Returns whether a word is digits of any script only.
pub(super) fn is_digits(word: &str) -> bool {
    !word.is_empty() && word.chars().all(is_numeric)
}
