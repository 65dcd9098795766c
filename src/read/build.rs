//! Blocks in the making: text, marks and map grow together.

use super::control::is_unfit;
use crate::model::{Block, BlockKind, Mark, MarkKind, OffsetMap};
use std::ops::Range;

/// A block with what the cleaning must know of its surroundings.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    /// The block.
    pub(super) block: Block,
    /// Blank lines (or their like) before it.
    pub(super) gap: usize,
    /// How many lines of the file it was made of.
    pub(super) lines: usize,
    /// Its kind is certain (the format says so) and not to be guessed.
    pub(super) settled: bool,
}

/// Collects one block.
#[derive(Debug, Default)]
pub(super) struct Builder {
    /// The clean text so far.
    pub(super) text: String,
    /// The codes so far.
    pub(super) marks: Vec<Mark>,
    /// The map so far.
    pub(super) map: OffsetMap,
    pairs: usize,
    /// Numbers of the open pairs; 0 is a pair whose markup stays text.
    open: Vec<usize>,
}

impl Builder {
    /// Adds text that stands in the document as it is, from `old_start` on.
    pub(super) fn copy(&mut self, text: &str, old_start: usize) {
        self.text.push_str(text);
        self.map.push(text.len(), old_start..old_start + text.len());
    }

    /// Adds text that was made of `old`.
    pub(super) fn put(&mut self, text: &str, old: Range<usize>) {
        self.text.push_str(text);
        self.map.push(text.len(), old);
    }

    /// Leaves `old` of the document out, but in the span around it.
    pub(super) fn skip(&mut self, old: Range<usize>) {
        self.map.push(0, old);
    }

    /// Opens a pair of codes written as `markup`.
    pub(super) fn open(&mut self, kind: &str, markup: &str, old: Range<usize>) {
        self.pairs += 1;
        self.open.push(self.pairs);
        let i = self.pairs.to_string();
        let attributes = vec![pair("i", &i), pair("x", &i), kind_pair(kind)];
        self.mark(MarkKind::Bpt, attributes, markup, old);
    }

    /// Opens a pair whose markup stays text.
    pub(super) fn shadow(&mut self) {
        self.open.push(0);
    }

    /// Closes the innermost pair when its markup stays text, and returns whether it did.
    pub(super) fn unshadow(&mut self) -> bool {
        let shadow = self.open.last() == Some(&0);
        if shadow {
            self.open.pop();
        }
        shadow
    }

    /// Closes the innermost open pair; without one nothing happens.
    pub(super) fn close(&mut self, markup: &str, old: Range<usize>) {
        if let Some(i) = self.open.pop().filter(|i| *i > 0) {
            self.mark(MarkKind::Ept, vec![pair("i", &i.to_string())], markup, old);
        }
    }

    /// Adds a code that stands alone.
    pub(super) fn stand(&mut self, kind: &str, markup: &str, old: Range<usize>) {
        self.pairs += 1;
        let attributes = vec![pair("x", &self.pairs.to_string()), kind_pair(kind)];
        self.mark(MarkKind::Ph, attributes, markup, old);
    }

    fn mark(&mut self, kind: MarkKind, attributes: Vec<(String, String)>, markup: &str, old: Range<usize>) {
        self.marks.push(Mark { at: self.text.len(), kind, attributes, content: escape(markup) });
        self.map.push(0, old);
    }

    /// Returns the block without white space at its ends, `None` when nothing is left.
    pub(super) fn finish(mut self, kind: BlockKind) -> Option<Block> {
        // Pairs close innermost first, so the open ones stand in order; 0 stands for a pair that stays text.
        self.open.retain(|i| *i > 0);
        for mark in self.marks.iter_mut().filter(|m| m.kind == MarkKind::Bpt) {
            // Never closed: an isolated code (TMX 1.4b, `it`).
            let i = mark.attributes[0].1.parse::<usize>().unwrap_or(0);
            if self.open.binary_search(&i).is_ok() {
                mark.kind = MarkKind::It;
                mark.attributes[0] = pair("pos", "begin");
            }
        }
        let start = self.text.len() - self.text.trim_start().len();
        let end = self.text.trim_end().len();
        if start >= end {
            return None;
        }
        let map = cut(&self.map, start..end);
        let mut marks = self.marks;
        for mark in &mut marks {
            mark.at = mark.at.clamp(start, end) - start;
        }
        Some(Block { kind, text: self.text[start..end].to_owned(), marks, map })
    }
}

fn pair(name: &str, value: &str) -> (String, String) {
    (name.to_owned(), value.to_owned())
}

/// An element may be named anything.
fn kind_pair(kind: &str) -> (String, String) {
    ("type".to_owned(), kind.chars().filter(|c| !is_unfit(*c)).collect())
}

/// Escapes markup as XML text.
fn escape(markup: &str) -> String {
    let mut out = String::with_capacity(markup.len());
    for c in markup.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            c if is_unfit(c) => {}
            c => out.push(c),
        }
    }
    out
}

/// Returns the map of a span of the new text, with the removed markup at its ends.
pub(super) fn cut(map: &OffsetMap, span: Range<usize>) -> OffsetMap {
    let mut out = OffsetMap::default();
    let pieces = map.pieces();
    let first = pieces.partition_point(|p| p.new.end < span.start);
    for piece in pieces[first..].iter().take_while(|p| p.new.start <= span.end) {
        if piece.new.is_empty() {
            if piece.new.start >= span.start && piece.new.start <= span.end {
                out.push(0, piece.old.clone());
            }
            continue;
        }
        let inside = piece.new.start.max(span.start)..piece.new.end.min(span.end);
        if inside.is_empty() {
            continue;
        }
        let (new, old) = (piece.new.len(), piece.old.len());
        if new == old {
            let start = piece.old.start + inside.start - piece.new.start;
            out.push(inside.len(), start..start + inside.len());
        } else {
            out.push(inside.len(), piece.old.clone());
        }
    }
    out
}

/// Returns the map with the old text moved by `by` bytes.
pub(super) fn shift(map: &OffsetMap, by: usize) -> OffsetMap {
    let mut out = OffsetMap::default();
    for piece in map.pieces() {
        out.push(piece.new.len(), piece.old.start + by..piece.old.end + by);
    }
    out
}

/// How two blocks become one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Seam {
    /// A space between.
    Space,
    /// The hyphen at the end of the first goes.
    DropHyphen,
}

/// Joins `then` to the end of `first`. `document` is the text both were made of.
pub(super) fn join(first: &mut Block, then: &Block, seam: Seam, document: &str) {
    let end = first.map.pieces().last().map_or(0, |p| p.old.end);
    match seam {
        Seam::DropHyphen => {
            let cut_len = first.text.chars().next_back().map_or(0, char::len_utf8);
            let keep = first.text.len() - cut_len;
            let hyphen = first.map.ranges(keep..first.text.len());
            first.map = cut(&first.map, 0..keep);
            first.text.truncate(keep);
            for old in hyphen {
                first.map.push(0, old);
            }
        }
        Seam::Space => {
            first.text.push(' ');
            let old = if document[end..].starts_with(['\n', ' ']) { end..end + 1 } else { end..end };
            first.map.push(1, old);
        }
    }
    let base = first.text.len();
    let pairs = first.marks.iter().filter_map(label).max().unwrap_or(0);
    first.text.push_str(&then.text);
    for piece in then.map.pieces() {
        first.map.push(piece.new.len(), piece.old.clone());
    }
    for mark in &then.marks {
        let mut mark = mark.clone();
        mark.at += base;
        for (name, value) in &mut mark.attributes {
            if (name == "i" || name == "x")
                && let Ok(n) = value.parse::<usize>()
            {
                *value = (n + pairs).to_string();
            }
        }
        first.marks.push(mark);
    }
}

fn label(mark: &Mark) -> Option<usize> {
    mark.attributes.iter().filter(|(n, _)| n == "i" || n == "x").filter_map(|(_, v)| v.parse().ok()).max()
}
