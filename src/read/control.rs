//! Takes out of a block the characters that XML has no place for, so that every block can be exchanged.

use super::build::cut;
use crate::model::{Block, OffsetMap};

/// Returns whether XML 1.0 cannot hold the character.
pub(super) fn is_unfit(c: char) -> bool {
    matches!(c, '\u{0}'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}

/// Takes the unfit characters out of the block and returns how many there were.
///
/// A vertical tab or form feed between two words becomes a space. The block may be empty afterwards.
pub(super) fn purge(block: &mut Block) -> usize {
    let count = block.text.chars().filter(|c| is_unfit(*c)).count();
    if count == 0 {
        return 0;
    }
    let old_text = std::mem::take(&mut block.text);
    let old_map = std::mem::take(&mut block.map);
    // Where each change ends in the old text, and by how much the text has shrunk by then.
    let mut shrunk: Vec<(usize, usize)> = Vec::new();
    let mut text = String::with_capacity(old_text.len());
    let mut map = OffsetMap::default();
    for piece in old_map.pieces() {
        let before = text.len();
        let in_step = piece.new.len() == piece.old.len();
        for (at, c) in old_text[piece.new.clone()].char_indices() {
            let (made_from, start) = (text.len(), piece.old.start + at);
            if !is_unfit(c) {
                text.push(c);
            } else {
                let next = piece.new.start + at + c.len_utf8();
                let apart = !text.ends_with(char::is_whitespace)
                    && !old_text[next..].starts_with(char::is_whitespace);
                if c.is_whitespace() && apart {
                    text.push(' ');
                }
                shrunk.push((next, next - text.len()));
            }
            if in_step {
                map.push(text.len() - made_from, start..start + c.len_utf8());
            }
        }
        if !in_step {
            map.push(text.len() - before, piece.old.clone());
        }
    }
    let start = text.len() - text.trim_start().len();
    let end = text.trim_end().len().max(start);
    for mark in &mut block.marks {
        let done = shrunk.partition_point(|(at, _)| *at <= mark.at);
        let at = mark.at - if done == 0 { 0 } else { shrunk[done - 1].1 };
        mark.at = at.clamp(start, end) - start;
    }
    block.map = cut(&map, start..end);
    block.text = text[start..end].to_owned();
    count
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{BlockKind, Mark, MarkKind};

    #[test]
    fn map_and_marks_follow() {
        let old = "\u{1}a\u{2}b&\u{c}c \u{b}d\u{ffff}";
        let mut map = OffsetMap::identity(4, 10);
        map.push(1, 14..19);
        map.push(1, 19..24);
        map.push(old.len() - 6, 24..24 + old.len() - 6);
        let mark = |at| Mark { at, kind: MarkKind::Ph, attributes: Vec::new(), content: String::new() };
        let marks = [0, 1, 2, 3, 4, 6, old.len()].map(mark).to_vec();
        let mut block = Block { kind: BlockKind::Paragraph, text: old.to_owned(), marks, map };
        assert_eq!(purge(&mut block), 5);
        assert_eq!(block.text, "ab& c d");
        assert_eq!(block.map.len(), block.text.len());
        assert_eq!(block.map.ranges(3..4), vec![19..24]);
        assert_eq!(block.map.ranges(6..7), vec![26..31]);
        assert_eq!(block.marks.iter().map(|m| m.at).collect::<Vec<_>>(), [0, 0, 1, 1, 2, 4, 7]);
        assert_eq!(purge(&mut block), 0);
    }

    #[test]
    fn nothing_may_be_left() {
        let mut block = Block {
            kind: BlockKind::Cell,
            text: "\u{1}\u{2}".to_owned(),
            marks: Vec::new(),
            map: OffsetMap::identity(2, 0),
        };
        assert_eq!((purge(&mut block), block.text.as_str()), (2, ""));
    }
}
