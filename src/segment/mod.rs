//! Cuts the blocks of a [`Document`] into the segments that are translated and stored as one.
//!
//! [`split`] finds the sentences of one paragraph; [`segment`] does so for every block and hands each sentence its
//! inline codes and its place in the document. `docs/segment.md` tells how and why.

mod decide;
mod kind;
mod lists;
mod marks;
mod rules;
mod scan;
mod split;
pub mod srx;
mod unmarked;
mod word;

pub use split::split;

use crate::model::{Document, Segment};
use std::ops::Range;

/// How a document is cut.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Options {
    /// Every block is one segment, as in files that hold one sentence a line.
    pub whole_blocks: bool,
}

/// Returns the segments of a document in the order of its blocks; an empty document has none.
///
/// A sentence never crosses blocks. A code pair whose halves fall into two sentences becomes two isolated codes.
pub fn segment(document: &Document, options: &Options) -> Vec<Segment> {
    segment_by(
        document,
        |text| {
            if options.whole_blocks { vec![0..text.len()] } else { split(text, &document.lang) }
        },
    )
}

/// Returns the segments that `cut` makes of each block's text; white space around a span is left out, and so is a span
/// of nothing else.
pub fn segment_by(document: &Document, cut: impl Fn(&str) -> Vec<Range<usize>>) -> Vec<Segment> {
    let mut segments = Vec::new();
    for (index, block) in document.blocks.iter().enumerate() {
        let spans: Vec<Range<usize>> = cut(&block.text)
            .into_iter()
            .map(|span| {
                let text = &block.text[span.clone()];
                let start = span.start + (text.len() - text.trim_start().len());
                start..start + text.trim().len()
            })
            .filter(|span| !span.is_empty())
            .collect();
        let marks = marks::share(&block.marks, &spans);
        for (span, marks) in spans.into_iter().zip(marks) {
            segments.push(Segment {
                text: block.text[span.clone()].to_owned(),
                marks,
                kind: block.kind,
                block: index,
                ranges: block.map.ranges(span),
            });
        }
    }
    segments
}

#[cfg(test)]
mod tests;
