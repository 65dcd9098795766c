//! Finds which segments of two documents translate each other.
//!
//! How it works and what it reaches is told in `docs/align.md`.
//!
//! ```
//! use yeksan::align::{Options, Pair, align_batch};
//! use yeksan::model::{Lang, Segment};
//! let source = ["The ferry leaves at 7:30.", "It was raining.", "Who paid 45 dollars?"].map(Segment::bare);
//! let target = ["لنج ساعت ۷:۳۰ راه می‌افتد.", "چه کسی ۴۵ دلار پرداخت؟"].map(Segment::bare);
//! let options =
//!     Options { source_lang: Lang::new("en"), target_lang: Lang::new("fa"), solo: false, memory: None };
//! let pair = Pair { source: &source, target: &target, pins: &[] };
//! let result = align_batch(&[pair], &options, &|| false, &|_| {}).expect("nobody stopped it");
//! let sizes: Vec<_> = result.alignments[0].beads.iter().map(|b| (b.source.len(), b.target.len())).collect();
//! assert_eq!(sizes, [(1, 1), (1, 0), (1, 1)]);
//! ```

mod anchors;
mod band;
mod batch;
mod confidence;
mod evidence;
mod kind;
mod kinship;
mod length;
mod model;
mod path;
mod shape;
mod stretch;
#[cfg(test)]
mod tests;
mod words;

use crate::lexicon::{Lexicon, stems};
use crate::model::{Bead, Lang, Segment};
use rayon::prelude::*;

/// Rounds of Model 1 for the lexicon of pairs aligned each by itself.
const TAUGHT_ITERATIONS: usize = 4;

/// Two documents, or parts of them, that are to be aligned.
#[derive(Debug, Clone, Copy)]
pub struct Pair<'a> {
    /// Segments of the source in reading order.
    pub source: &'a [Segment],
    /// Segments of the target in reading order.
    pub target: &'a [Segment],
    /// Beads that are known to be right, in order, each with at least one segment; they stand as they are.
    pub pins: &'a [Bead],
}

impl Pair<'_> {
    /// Returns how many source segments are gone through until it is aligned: each in every pass over the batch.
    pub fn work(&self) -> usize {
        self.source.len() * batch::PASSES
    }
}

/// How to align.
#[derive(Debug, Clone)]
pub struct Options<'a> {
    /// Language of the sources.
    pub source_lang: Lang,
    /// Language of the targets.
    pub target_lang: Lang,
    /// Whether each pair is aligned by itself; otherwise all pairs of the batch teach each other words.
    pub solo: bool,
    /// Words known before: a translation memory's lexicon, a dictionary, or both merged.
    pub memory: Option<&'a Lexicon>,
}

/// The beads of one pair.
#[derive(Debug, Clone, PartialEq)]
pub struct Alignment {
    /// Beads in order; together they hold every segment of both sides once. Untranslated segments have beads of their own.
    pub beads: Vec<Bead>,
    /// How sure the aligner is of the pair as a whole, 0..=1: the mean over the beads that have both sides.
    pub confidence: f64,
    /// Whether the two are translations of each other at all.
    pub related: bool,
}

/// What a batch gives.
#[derive(Debug, Clone)]
pub struct BatchResult {
    /// By pair, in the order given.
    pub alignments: Vec<Alignment>,
    /// The words the batch taught, with those it was given.
    pub lexicon: Lexicon,
}

/// Aligns the pairs of a batch; `None` when `stopped` became true.
///
/// `stopped` is asked at every row of a document's grid and every word learnt, from any thread; it should cost little.
/// `done` is told how many more source segments have been gone through; [`Pair::work`] says how many a pair has in all. The result depends on the pairs, their order and the options only, not on the
/// number of threads.
pub fn align_batch(
    pairs: &[Pair<'_>],
    options: &Options<'_>,
    stopped: &(dyn Fn() -> bool + Sync),
    done: &(dyn Fn(usize) + Sync),
) -> Option<BatchResult> {
    let langs = (&options.source_lang, &options.target_lang);
    let outcomes: Vec<Option<batch::Outcome>> = if options.solo {
        pairs
            .par_iter()
            .map(|pair| batch::align(std::slice::from_ref(pair), langs, options.memory, stopped, done))
            .collect()
    } else {
        vec![batch::align(pairs, langs, options.memory, stopped, done)]
    };
    let mut found = Vec::with_capacity(pairs.len());
    let mut lexicon = Lexicon::default();
    for outcome in outcomes {
        let outcome = outcome?;
        found.extend(outcome.found);
        lexicon = outcome.lexicon;
    }
    if options.solo {
        lexicon = taught(pairs, &found, options, stopped)?;
    }
    Some(BatchResult { alignments: found.iter().map(alignment).collect(), lexicon })
}

/// Learns the lexicon of pairs that were aligned each by itself; `None` when `stopped` became true.
fn taught(
    pairs: &[Pair<'_>],
    found: &[batch::Found],
    options: &Options<'_>,
    stopped: &(dyn Fn() -> bool + Sync),
) -> Option<Lexicon> {
    let words = |segments: &[Segment], lang: &Lang| -> Vec<String> {
        segments.iter().flat_map(|s| stems(&s.text, lang)).collect()
    };
    let mut beads = Vec::new();
    for (pair, found) in pairs.iter().zip(found) {
        for step in found.path.iter().filter(|s| s.size.0 > 0 && s.size.1 > 0) {
            if step.posterior >= batch::TEACHING {
                let ((i, j), (k, l)) = (step.at, step.size);
                beads.push((
                    words(&pair.source[i - k..i], &options.source_lang),
                    words(&pair.target[j - l..j], &options.target_lang),
                ));
            }
        }
    }
    Lexicon::train_until(&beads, TAUGHT_ITERATIONS, options.memory, stopped)
}

fn alignment(found: &batch::Found) -> Alignment {
    let beads = found.path.iter().zip(&found.judgement.steps).map(|(step, &confidence)| Bead {
        source: step.at.0 - step.size.0..step.at.0,
        target: step.at.1 - step.size.1..step.at.1,
        cost: -step.score,
        confidence,
    });
    Alignment { beads: beads.collect(), confidence: found.judgement.whole, related: found.judgement.related }
}
