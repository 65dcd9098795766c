//! Finds the characters that sentences and list items may end with.
//!
//! Many bytes are compared at once: ASCII marks are themselves, the others are known by their first byte. Persian
//! and Arabic letters nearly all begin with the bytes 0xD8..=0xDB, so `؟`, `۔` and `؞` are known by their *last* byte.

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

/// The bytes at which a mark may stand, beside 0xE0..=0xE3.
const SIGNS: [u8; 14] = [b'.', b'!', b'?', b'(', b')', b'[', 0x94, 0x9E, 0x9F, 0xCD, 0xD6, 0xDC, 0xDF, 0xEF];

/// Returns the marks of a paragraph; `extra` is one more ASCII terminator.
pub(super) fn marks(text: &str, extra: Option<u8>) -> Marks {
    let bytes = text.as_bytes();
    let extra = extra.unwrap_or(b'.');
    let mut marks = Marks { list: Vec::with_capacity(8 + text.len() / 64), brackets: false };
    let (blocks, rest) = bytes.as_chunks();
    let mut last = [0; BLOCK];
    last[..rest.len()].copy_from_slice(rest);
    for (number, block) in blocks.iter().chain([&last]).enumerate() {
        let mut signs = signs(block, extra);
        while signs != 0 {
            marks.look(text, number * BLOCK + signs.trailing_zeros() as usize);
            signs &= signs - 1;
        }
    }
    marks
}

/// As many bytes as a word has bits.
const BLOCK: usize = 64;

/// Returns a bit for every byte of a block at which a mark may stand. Without branches: the compiler compares many bytes
/// at once.
fn signs(block: &[u8; BLOCK], extra: u8) -> u64 {
    let mut found = [0; BLOCK];
    for (found, &byte) in found.iter_mut().zip(block) {
        let mut any = (byte == extra) | (byte & 0xFC == 0xE0);
        for sign in SIGNS {
            any |= byte == sign;
        }
        *found = u8::from(any);
    }
    bits(&found)
}

/// Gives every offset of which `holds` says yes, asked with the byte there and the one after it, 0 at the end.
pub(super) fn pairs(text: &str, holds: impl Fn(u8, u8) -> bool, mut give: impl FnMut(usize)) {
    let bytes = text.as_bytes();
    let mut last = [0; BLOCK + 1];
    for from in (0..bytes.len()).step_by(BLOCK) {
        let rest = &bytes[from..];
        let block = rest.first_chunk().unwrap_or_else(|| {
            last[..rest.len()].copy_from_slice(rest);
            last[rest.len()..].fill(0);
            &last
        });
        let mut found = [0; BLOCK];
        for (found, (&byte, &next)) in found.iter_mut().zip(block.iter().zip(&block[1..])) {
            *found = u8::from(holds(byte, next));
        }
        let mut signs = bits(&found);
        while signs != 0 {
            give(from + signs.trailing_zeros() as usize);
            signs &= signs - 1;
        }
    }
}

/// Returns bytes of 0 or 1 as the bits of a number, the first the lowest.
fn bits(found: &[u8; BLOCK]) -> u64 {
    // The product brings the bit of each of eight bytes to its place in the highest.
    let (eights, _) = found.as_chunks();
    let bits =
        eights.iter().map(|&eight| u64::from_le_bytes(eight).wrapping_mul(0x0102_0408_1020_4080) >> 56);
    bits.enumerate().fold(0, |signs, (number, bits)| signs | bits << (8 * number))
}

impl Marks {
    /// Takes up what stands at a byte that may be a mark.
    fn look(&mut self, text: &str, at: usize) {
        let bytes = text.as_bytes();
        let (at, kind) = match bytes[at] {
            b'.' => (at, MarkKind::Point),
            b')' => (at, MarkKind::Paren),
            b'(' | b'[' => {
                self.brackets = true;
                return;
            }
            0..0x80 => (at, MarkKind::Terminator),
            0x9E | 0x9F if bytes[at - 1] == 0xD8 => (at - 1, MarkKind::Terminator),
            0x94 if bytes[at - 1] == 0xDB => (at - 1, MarkKind::Terminator),
            0xC0.. => match text[at..].chars().next() {
                Some(c) if is_terminator(c) => (at, MarkKind::Terminator),
                Some('（' | '【') => {
                    self.brackets = true;
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
    fn pairs_are_found_across_blocks() {
        let text = "a B".repeat(50);
        let mut found = Vec::new();
        pairs(&text, |byte, next| (byte == b' ') & (next == b'B'), |at| found.push(at));
        assert_eq!(found, (0..50).map(|n| 3 * n + 1).collect::<Vec<_>>());
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
