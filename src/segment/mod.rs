//! Cuts the blocks of a [`Document`] into the segments that are translated and stored as one.
//!
//! [`split`] finds the sentences of one paragraph; [`segment`] does so for every block and hands each sentence its
//! inline codes and its place in the document. `docs/segment.md` tells how and why.

mod boilerplate;
mod decide;
mod kind;
mod lists;
mod marks;
mod plain;
mod rules;
mod scan;
mod split;
pub mod srx;
mod unmarked;
mod word;
mod words;

pub use boilerplate::{Trace, boilerplate};
pub use split::split;
pub use words::{Segmenter, WordError, WordRules};

use crate::model::{Document, Segment};
use std::ops::Range;

/// How a document is cut.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Every block is one segment, as in files that hold one sentence a line.
    pub whole_blocks: bool,
    /// The rules sentences are found by.
    pub segmenter: Segmenter,
}

/// Returns the segments of a document in the order of its blocks; an empty document has none.
///
/// A sentence never crosses blocks. A code pair whose halves fall into two sentences becomes two isolated codes.
pub fn segment(document: &Document, options: &Options) -> Vec<Segment> {
    segment_by(document, None, |text| {
        if options.whole_blocks { vec![0..text.len()] } else { options.segmenter.split(text, &document.lang) }
    })
}

/// Returns the segments that `cut` makes of each block's text; white space around a span is left out, and so is a span
/// of nothing else.
///
/// With `handles`, a code that stands where `cut` broke goes to the side they say; without, a closing code stays with
/// what it closes and others go with what follows. Codes keep their order: what stands behind one that went on goes on
/// too.
pub fn segment_by(
    document: &Document,
    handles: Option<srx::Handles>,
    cut: impl Fn(&str) -> Vec<Range<usize>>,
) -> Vec<Segment> {
    let mut segments = Vec::new();
    for (index, block) in document.blocks.iter().enumerate() {
        let (pieces, spans): (Vec<_>, Vec<_>) = cut(&block.text)
            .into_iter()
            .map(|piece| {
                let text = &block.text[piece.clone()];
                let start = piece.start + (text.len() - text.trim_start().len());
                (piece, start..start + text.trim().len())
            })
            .filter(|(_, span)| !span.is_empty())
            .unzip();
        let marks = match handles {
            Some(handles) => marks::share_at(&block.marks, &pieces, &spans, handles),
            None => marks::share(&block.marks, &spans),
        };
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
