//! Finds the characters that sentences and list items may end with.
//!
//! Many bytes are compared at once: ASCII marks are themselves, the others are known by their first byte. Persian
//! and Arabic letters nearly all begin with the bytes 0xD8..=0xDB, so `؟`, `۔` and `؞` are known by their *last* byte.

use super::kind::is_terminator;
use super::rules::Rules;
use super::unmarked;

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
    /// Where brackets open, in the order of the text.
    pub(super) brackets: Vec<usize>,
    /// Where capitals follow a blank that may begin a sentence without a mark before it, in the order of the text.
    pub(super) capitals: Vec<usize>,
    /// A colon or semicolon stands somewhere.
    pub(super) colons: bool,
}

/// The bytes beyond ASCII at which a mark may stand, beside 0xE0..=0xE3.
const WIDE: [u8; 8] = [0x94, 0x9E, 0x9F, 0xCD, 0xD6, 0xDC, 0xDF, 0xEF];

/// Returns the marks of a paragraph.
pub(super) fn marks(text: &str, rules: &Rules) -> Marks {
    let bytes = text.as_bytes();
    let mut marks = Marks { list: Vec::with_capacity(8 + text.len() / 64), ..Marks::default() };
    let mut edge = [0; BLOCK + 2];
    for from in (0..bytes.len()).step_by(BLOCK) {
        // The block and two bytes before it; at the edges of the text it is filled up with 0.
        let inside = from.checked_sub(2).and_then(|before| bytes[before..].first_chunk());
        let block = inside.unwrap_or_else(|| {
            let before = from.saturating_sub(2);
            let rest = &bytes[before..bytes.len().min(from + BLOCK)];
            let room = before + 2 - from;
            edge = [0; BLOCK + 2];
            edge[room..][..rest.len()].copy_from_slice(rest);
            &edge
        });
        let ascii = block.iter().fold(0, |all, byte| all | byte) < 0x80;
        let mut signs = if ascii { signs(block, narrow) } else { signs(block, wide) };
        while signs != 0 {
            marks.look(text, from + signs.trailing_zeros() as usize, rules);
            signs &= signs - 1;
        }
    }
    marks
}

/// As many bytes as a word has bits.
const BLOCK: usize = 64;

/// Returns whether something may stand at an ASCII byte, by it and the two before it. Without branches, as is [`wide`]:
/// the compiler compares many bytes at once.
fn narrow([last, blank, byte]: [u8; 3]) -> bool {
    let pairs = (byte & !1 == b'(') | (byte & !1 == b':');
    let capital = behind_word(last, blank) & (byte.wrapping_sub(b'A') < 26);
    capital | pairs | (byte == b'.') | (byte == b'!') | (byte == b'?') | (byte == b'[')
}

/// Returns whether something may stand at any byte.
fn wide([last, blank, byte]: [u8; 3]) -> bool {
    // Capitals of Latin and Cyrillic begin with these bytes.
    let capital = behind_word(last, blank) & ((byte.wrapping_sub(0xC3) < 3) | (byte == 0xD0));
    let mut any = narrow([last, blank, byte]) | (byte & 0xFC == 0xE0) | capital;
    for sign in WIDE {
        any |= byte == sign;
    }
    any
}

/// Returns whether a blank stands behind what may be a small letter, a semicolon or more white space.
fn behind_word(last: u8, blank: u8) -> bool {
    (blank == b' ') & ((last >= b'a') | (last == b';') | (last <= b' '))
}

/// Returns a bit for every byte of a block, but the first two, of which `holds` says yes, asked with those before it.
fn signs(block: &[u8; BLOCK + 2], holds: impl Fn([u8; 3]) -> bool) -> u64 {
    let mut found = [0; BLOCK];
    for (at, found) in found.iter_mut().enumerate() {
        *found = u8::from(holds([block[at], block[at + 1], block[at + 2]]));
    }
    // The product brings the bit of each of eight bytes to its place in the highest.
    let (eights, _) = found.as_chunks();
    let bits =
        eights.iter().map(|&eight| u64::from_le_bytes(eight).wrapping_mul(0x0102_0408_1020_4080) >> 56);
    bits.enumerate().fold(0, |signs, (number, bits)| signs | bits << (8 * number))
}

impl Marks {
    /// Takes up what stands at a byte that may be a mark.
    fn look(&mut self, text: &str, at: usize, rules: &Rules) {
        let bytes = text.as_bytes();
        let (at, kind) = match bytes[at] {
            b'.' => (at, MarkKind::Point),
            b'A'..=b'Z' | 0xC3..=0xC5 | 0xD0 => {
                if unmarked::may_open(text, at, rules) {
                    self.capitals.push(at);
                }
                return;
            }
            sign @ (b':' | b';') => {
                self.colons = true;
                let ends = if sign == b';' { rules.greek } else { rules.armenian || rules.datelines };
                if !ends {
                    return;
                }
                (at, MarkKind::Terminator)
            }
            b')' => (at, MarkKind::Paren),
            b'(' | b'[' => {
                self.brackets.push(at);
                return;
            }
            0..0x80 => (at, MarkKind::Terminator),
            0x9E | 0x9F if bytes[at - 1] == 0xD8 => (at - 1, MarkKind::Terminator),
            0x94 if bytes[at - 1] == 0xDB => (at - 1, MarkKind::Terminator),
            0xC0.. => match text[at..].chars().next() {
                Some(c) if is_terminator(c) => (at, MarkKind::Terminator),
                Some('（' | '【') => {
                    self.brackets.push(at);
                    return;
                }
                _ => return,
            },
            _ => return,
        };
        self.list.push(Mark { at, kind });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Lang;

    fn found(text: &str, lang: &str) -> Marks {
        marks(text, Rules::of(&Lang::new(lang)))
    }

    fn terminators(text: &str, lang: &str) -> Vec<usize> {
        let marks = found(text, lang).list.into_iter();
        marks.filter(|m| m.kind != MarkKind::Paren).map(|m| m.at).collect()
    }

    #[test]
    fn every_script_is_found() {
        assert_eq!(terminators("a. b! c?", "fa"), [1, 4, 7]);
        assert_eq!(terminators("آمد؟ رفت۔", "fa"), [6, 15]);
        assert_eq!(terminators("آمد؟ رفت۔ شد…", "fa").len(), 3);
        assert_eq!(terminators("これはペン。本当？", "fa").len(), 2);
        assert_eq!(terminators("सच है। ठीक?", "fa").len(), 2);
        assert_eq!(terminators("Բարև։", "fa").len(), 1);
        assert_eq!(terminators("Τι είναι; Ναι.", "el").len(), 2);
        assert!(terminators("هه (و) نه ئه — „نه“", "fa").is_empty());
    }

    #[test]
    fn no_terminator_is_passed_over() {
        for c in ('\u{0}'..='\u{ffff}').filter(|&c| is_terminator(c)) {
            assert_eq!(terminators(&format!("ب{c} a{c}"), "fa"), [2, 4 + c.len_utf8()], "{c}");
        }
    }

    #[test]
    fn capitals_are_found_across_blocks() {
        for (lang, word) in [("en", "This"), ("fr", "Événement"), ("ru", "Это")] {
            let text = format!("a {word} ").repeat(50);
            let step = 3 + word.len();
            let wanted: Vec<usize> = (0..50).map(|n| step * n + 2).collect();
            assert_eq!(found(&text, lang).capitals, wanted);
        }
        assert!(found("THIS aThis. This (This", "en").capitals.is_empty());
    }

    #[test]
    fn brackets_are_noticed() {
        for (text, brackets) in [
            ("(a)", vec![0]),
            ("x）", vec![]),
            ("【x】", vec![0]),
            ("a（", vec![1]),
            ("[1] [2]", vec![0, 4]),
            ("「」", vec![]),
        ] {
            assert_eq!(found(text, "en").brackets, brackets, "{text}");
        }
    }
}
