//! Where a cleaned text came from: a map of byte offsets back to the text it was made of.

use serde::{Deserialize, Serialize};
use std::ops::Range;

/// One stretch of a text and the stretch of the older text it was made of. Either may be empty, not both.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    /// Byte range in the newer text.
    pub new: Range<usize>,
    /// Byte range in the older text.
    pub old: Range<usize>,
}

/// A map from byte ranges of a text to byte ranges of the text it was made of, as pieces in the order of the new text.
///
/// Inside a piece whose lengths are equal, or where one is a multiple of the other (UTF-16 beside UTF-8), offsets run
/// in step; any other piece counts as a whole. Consecutive pieces need not touch in the old text: a sentence that was
/// joined across a picture caption has two pieces with the caption between them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OffsetMap {
    pieces: Vec<Piece>,
}

impl OffsetMap {
    /// Returns the map of a text of `len_bytes` that is the older text from `old_start` on, byte for byte.
    pub fn identity(len_bytes: usize, old_start: usize) -> OffsetMap {
        let mut map = OffsetMap::default();
        map.push(len_bytes, old_start..old_start + len_bytes);
        map
    }

    /// Adds a piece: the next `new_len` bytes of the new text were made of `old`.
    ///
    /// A piece that continues the last one in step is merged with it; an empty pair is left out.
    pub fn push(&mut self, new_len: usize, old: Range<usize>) {
        if new_len == 0 && old.is_empty() {
            return;
        }
        let start = self.pieces.last().map_or(0, |p| p.new.end);
        if let Some(last) = self.pieces.last_mut() {
            let same_step = |p: &Piece| p.new.len() == p.old.len();
            if last.old.end == old.start && same_step(last) && new_len == old.len() {
                last.new.end += new_len;
                last.old.end = old.end;
                return;
            }
        }
        self.pieces.push(Piece { new: start..start + new_len, old });
    }

    /// Returns the pieces in the order of the new text.
    pub fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    /// Returns the length of the new text in bytes.
    pub fn len(&self) -> usize {
        self.pieces.last().map_or(0, |p| p.new.end)
    }

    /// Returns whether the map covers no text.
    pub fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// Returns the old ranges that `span` of the new text was made of, in the order of the new text, touching ranges
    /// joined. Pieces of empty new text (removed markup) belong to the span that holds or ends at them.
    ///
    /// An empty `span` has the empty range at its place, or none when the map is empty.
    pub fn ranges(&self, span: Range<usize>) -> Vec<Range<usize>> {
        let mut out: Vec<Range<usize>> = Vec::new();
        let first = self.pieces.partition_point(|p| p.new.end < span.start);
        for piece in &self.pieces[first..] {
            if piece.new.start > span.end {
                break;
            }
            let inside = piece.new.start.max(span.start)..piece.new.end.min(span.end);
            let old = if piece.new.is_empty() {
                piece.old.clone()
            } else if inside.is_empty() {
                if !span.is_empty() {
                    continue;
                }
                let at = old_offset(piece, span.start, false);
                at..at
            } else {
                old_offset(piece, inside.start, false)..old_offset(piece, inside.end, true)
            };
            match out.last_mut() {
                Some(last) if last.end == old.start => last.end = old.end,
                Some(last) if *last == old => {}
                _ => out.push(old),
            }
        }
        out
    }
}

/// Returns the old offset of a new offset inside a piece; in a piece out of step its start, or its end when `ceil`.
fn old_offset(piece: &Piece, at: usize, ceil: bool) -> usize {
    let (new, old) = (piece.new.len(), piece.old.len());
    let into = at - piece.new.start;
    if new == 0 || into == new {
        return if into == new && new > 0 { piece.old.end } else { piece.old.start };
    }
    if old % new == 0 {
        piece.old.start + into * (old / new)
    } else if old > 0 && new % old == 0 {
        let step = new / old;
        piece.old.start + if ceil { into.div_ceil(step) } else { into / step }
    } else if ceil && into > 0 {
        piece.old.end
    } else {
        piece.old.start
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identity_runs_in_step() {
        let map = OffsetMap::identity(10, 3);
        assert_eq!(map.ranges(2..5), vec![5..8]);
        assert_eq!(map.len(), 10);
    }

    #[test]
    fn a_joined_sentence_has_two_ranges() {
        let mut map = OffsetMap::default();
        map.push(5, 0..5);
        map.push(1, 5..6);
        map.push(4, 40..44);
        assert_eq!(map.ranges(0..10), vec![0..6, 40..44]);
        assert_eq!(map.ranges(7..9), vec![41..43]);
    }

    #[test]
    fn a_piece_out_of_step_counts_whole() {
        let mut map = OffsetMap::default();
        map.push(3, 0..3);
        map.push(1, 3..8);
        map.push(3, 8..11);
        assert_eq!(map.ranges(0..7), vec![0..11]);
        assert_eq!(map.ranges(3..4), vec![3..8]);
    }

    #[test]
    fn removed_markup_belongs_to_what_holds_it() {
        let mut map = OffsetMap::default();
        map.push(0, 0..1);
        map.push(4, 1..5);
        map.push(0, 5..9);
        map.push(3, 9..12);
        assert_eq!(map.ranges(0..4), vec![0..9]);
        assert_eq!(map.ranges(0..7), vec![0..12]);
    }

    #[test]
    fn utf16_runs_at_double_step() {
        let mut map = OffsetMap::default();
        map.push(4, 2..10);
        assert_eq!(map.ranges(1..3), vec![4..8]);
    }
}
