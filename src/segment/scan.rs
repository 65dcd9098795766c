//! Finds the characters a sentence may end with, at memory speed.
//!
//! Persian and Arabic letters nearly all begin with the bytes 0xD8..=0xDB, so the search goes for the *trailing* byte
//! of `؟` and `۔` and looks back; only text that holds wider scripts is searched through a table of trailing bytes.

use memchr::{memchr, memchr3, memchr3_iter};
use std::iter::Peekable;

/// Returns whether a character ends sentences in some script.
pub(super) fn is_terminator(c: char) -> bool {
    matches!(c, '.' | '!' | '?') || (!c.is_ascii() && is_wide_terminator(c))
}

fn is_wide_terminator(c: char) -> bool {
    matches!(
        c,
        '…' | '؟'
            | '۔'
            | '。'
            | '！'
            | '？'
            | '．'
            | '｡'
            | '‼'
            | '⁇'
            | '⁈'
            | '⁉'
            | '।'
            | '॥'
            | '։'
            | '\u{37e}'
            | '።'
            | '፧'
            | '፨'
            | '။'
            | '។'
            | '៕'
            | '؞'
            | '܀'
            | '܁'
            | '܂'
            | '߹'
            | '᠃'
            | '᠉'
            | '‽'
            | '⸮'
            | '︒'
            | '﹖'
            | '﹗'
            | '﹒'
    )
}

/// Returns whether a sentence may end at `c` though no white space follows.
pub(super) fn needs_no_space(c: char) -> bool {
    matches!(
        c,
        '。' | '！'
            | '？'
            | '｡'
            | '．'
            | '।'
            | '॥'
            | '።'
            | '፧'
            | '။'
            | '។'
            | '៕'
            | '︒'
            | '﹖'
            | '﹗'
    )
}

/// Calls back with the byte offset of every terminator of `text` in order; `extra` is one more ASCII terminator.
pub(super) fn candidates(text: &str, extra: Option<u8>) -> Vec<usize> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    if holds_wide_scripts(bytes) {
        for (at, c) in text.char_indices() {
            if is_terminator(c) || extra.is_some_and(|byte| c == char::from(byte)) {
                found.push(at);
            }
        }
        return found;
    }
    // `…` ends in A6, `؟` in 9F, `۔` in 94; `‼` and its kin are too rare for a search of their own.
    let mut ascii = memchr3_iter(b'.', b'!', b'?', bytes).peekable();
    let mut wide = memchr3_iter(0xA6, 0x9F, 0x94, bytes)
        .filter_map(|at| {
            let start = (0..=at).rev().find(|&i| text.is_char_boundary(i))?;
            let c = text[start..].chars().next()?;
            (start + c.len_utf8() == at + 1 && is_wide_terminator(c)).then_some(start)
        })
        .peekable();
    while let Some(at) = earlier(&mut ascii, &mut wide) {
        found.push(at);
    }
    if let Some(byte) = extra {
        found.extend(memchr::memchr_iter(byte, bytes));
        found.sort_unstable();
    }
    found
}

fn earlier(
    a: &mut Peekable<impl Iterator<Item = usize>>,
    b: &mut Peekable<impl Iterator<Item = usize>>,
) -> Option<usize> {
    match (a.peek(), b.peek()) {
        (Some(x), Some(y)) if y < x => b.next(),
        (Some(_), _) => a.next(),
        (None, _) => b.next(),
    }
}

/// Lead bytes of the scripts whose terminators the narrow search would miss.
fn holds_wide_scripts(bytes: &[u8]) -> bool {
    memchr3(0xE0, 0xE1, 0xE3, bytes).is_some()
        || memchr3(0xEF, 0xD6, 0xDC, bytes).is_some()
        || memchr(0xDF, bytes).is_some()
        || memchr::memmem::find(bytes, "‼".as_bytes()).is_some()
        || memchr::memmem::find(bytes, &[0xE2, 0x81]).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_script_is_found() {
        assert_eq!(candidates("a. b! c?", None), vec![1, 4, 7]);
        assert_eq!(candidates("آمد؟ رفت۔ شد…", None).len(), 3);
        assert_eq!(candidates("これはペン。本当？", None).len(), 2);
        assert_eq!(candidates("सच है। ठीक?", None).len(), 2);
        assert_eq!(candidates("Բարև։", None).len(), 1);
        assert_eq!(candidates("Τι είναι; Ναι.", Some(b';')).len(), 2);
        assert!(candidates("هه و نه ئه", None).is_empty());
    }
}
