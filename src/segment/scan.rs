//! Finds the characters that sentences and list items may end with.
//!
//! One look into a table a byte: ASCII marks are themselves, the others are known by their first byte. Persian and
//! Arabic letters nearly all begin with the bytes 0xD8..=0xDB, so `؟`, `۔` and `؞` are known by their *last* byte.

use super::kind::is_terminator;

/// A mark of a text and where it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) at: usize,
    pub(super) kind: MarkKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MarkKind {
    /// `.`: ends sentences and labels of list items.
    Point,
    /// Any other terminator.
    Terminator,
    /// `)`: ends labels.
    Paren,
}

/// What one pass over a paragraph finds.
#[derive(Debug, Default)]
pub(super) struct Marks {
    /// In the order of the text.
    pub(super) list: Vec<Mark>,
    /// A bracket is opened somewhere; when not, nothing stands inside of one.
    pub(super) brackets: bool,
}

/// The bytes at which a mark may stand.
const LOOK: [bool; 256] = {
    let mut look = [false; 256];
    let bytes = [
        b'.', b'!', b'?', b'(', b')', b'[', 0x94, 0x9E, 0x9F, 0xCD, 0xD6, 0xDC, 0xDF, 0xE0, 0xE1, 0xE2, 0xE3,
        0xEF,
    ];
    let mut i = 0;
    while i < bytes.len() {
        look[bytes[i] as usize] = true;
        i += 1;
    }
    look
};

/// Returns the marks of a paragraph; `extra` is one more ASCII terminator.
pub(super) fn marks(text: &str, extra: Option<u8>) -> Marks {
    let bytes = text.as_bytes();
    let extra = extra.unwrap_or(b'.');
    let mut marks = Marks { list: Vec::with_capacity(8 + text.len() / 64), brackets: false };
    for (at, &byte) in bytes.iter().enumerate() {
        if !LOOK[usize::from(byte)] && byte != extra {
            continue;
        }
        let mark = match byte {
            b'.' => Mark { at, kind: MarkKind::Point },
            b')' => Mark { at, kind: MarkKind::Paren },
            b'(' | b'[' => {
                marks.brackets = true;
                continue;
            }
            0..0x80 => Mark { at, kind: MarkKind::Terminator },
            0x9E | 0x9F if bytes[at - 1] == 0xD8 => Mark { at: at - 1, kind: MarkKind::Terminator },
            0x94 if bytes[at - 1] == 0xDB => Mark { at: at - 1, kind: MarkKind::Terminator },
            0xC0.. => match text[at..].chars().next() {
                Some(c) if is_terminator(c) => Mark { at, kind: MarkKind::Terminator },
                Some('（' | '【') => {
                    marks.brackets = true;
                    continue;
                }
                _ => continue,
            },
            _ => continue,
        };
        marks.list.push(mark);
    }
    marks
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terminators(text: &str, extra: Option<u8>) -> Vec<usize> {
        let marks = marks(text, extra).list.into_iter();
        marks.filter(|m| m.kind != MarkKind::Paren).map(|m| m.at).collect()
    }

    #[test]
    fn every_script_is_found() {
        assert_eq!(terminators("a. b! c?", None), [1, 4, 7]);
        assert_eq!(terminators("آمد؟ رفت۔", None), [6, 15]);
        assert_eq!(terminators("آمد؟ رفت۔ شد…", None).len(), 3);
        assert_eq!(terminators("これはペン。本当？", None).len(), 2);
        assert_eq!(terminators("सच है। ठीक?", None).len(), 2);
        assert_eq!(terminators("Բարև։", None).len(), 1);
        assert_eq!(terminators("Τι είναι; Ναι.", Some(b';')).len(), 2);
        assert!(terminators("هه (و) نه ئه — „نه“", None).is_empty());
    }

    #[test]
    fn no_terminator_is_passed_over() {
        for c in ('\u{0}'..='\u{ffff}').filter(|&c| is_terminator(c)) {
            assert_eq!(terminators(&format!("ب{c} a{c}"), None), [2, 4 + c.len_utf8()], "{c}");
        }
    }

    #[test]
    fn brackets_are_noticed() {
        for (text, brackets) in
            [("(a)", true), ("x）", false), ("【x】", true), ("（", true), ("[1]", true), ("「」", false)]
        {
            assert_eq!(marks(text, None).brackets, brackets, "{text}");
        }
    }
}
