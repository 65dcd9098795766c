//! In how many documents a line, and a line after another, occurs.

use super::trace::Trace;
use rustc_hash::FxHashMap;
use std::hash::{Hash, Hasher};

/// Documents that must have a line before it can be boilerplate.
const FEWEST: usize = 3;
/// Documents from which on a line counts whatever else they hold: nobody keeps so many drafts of one text.
const BEYOND_DRAFTS: usize = 12;

/// In how many documents something occurs.
#[derive(Debug, Clone, Copy, Default)]
struct Count {
    /// In all.
    all: u32,
    /// In those with text enough of their own.
    speaking: u32,
}

/// The repeated lines of a collection.
#[derive(Debug)]
pub(super) struct Counts {
    /// Documents that differ.
    documents: usize,
    loose: FxHashMap<u64, Count>,
    exact: FxHashMap<u64, Count>,
    /// A line and the next.
    next: FxHashMap<u64, Count>,
    /// A line and the next but one.
    over: FxHashMap<u64, Count>,
}

impl Counts {
    /// Counts the lines of a collection; `None` when it is too small to have boilerplate.
    ///
    /// Documents that are the same, numbers aside, are one. A document speaks when a quarter of its letters stands in
    /// hardly any other one: drafts of one text share nearly all of it, and that makes none of it boilerplate.
    pub(super) fn of(documents: &[Vec<Trace>]) -> Option<Counts> {
        let distinct = distinct(documents);
        if distinct.len() < FEWEST {
            return None;
        }
        let silent = vec![false; distinct.len()];
        let first = counted(&distinct, &silent, |lines| lines.iter().map(|l| l.loose).collect());
        let speaks: Vec<bool> = distinct
            .iter()
            .map(|lines| {
                let sum = |own: bool| -> u64 {
                    let of = lines.iter().filter(|l| !own || !first.contains_key(&l.loose));
                    of.map(|l| u64::from(l.letters)).sum()
                };
                sum(true) * 4 >= sum(false)
            })
            .collect();
        let loose = counted(&distinct, &speaks, |lines| lines.iter().map(|l| l.loose).collect());
        let exact = counted(&distinct, &speaks, |lines| lines.iter().map(|l| l.exact).collect());
        let repeated = |lines: &[Trace], step: usize| -> Vec<u64> {
            let both = |w: &&[Trace]| [w[0], w[step]].iter().all(|l| first.contains_key(&l.loose));
            lines.windows(step + 1).filter(both).map(|w| joint(&w[0], &w[step])).collect()
        };
        let next = counted(&distinct, &speaks, |lines| repeated(lines, 1));
        let over = counted(&distinct, &speaks, |lines| repeated(lines, 2));
        Some(Counts { documents: distinct.len(), loose, exact, next, over })
    }

    /// Returns how many documents make a line boilerplate at the beginning or end of one: three, or a hundredth.
    pub(super) fn enough_at_edges(&self) -> usize {
        FEWEST.max(self.documents.div_ceil(100))
    }

    /// Returns how many do in the middle, where people write: four, or a quarter.
    pub(super) fn enough_inside(&self) -> usize {
        (FEWEST + 1).max(self.documents.div_ceil(4))
    }

    /// Returns how many a lone label wants: a third of the documents.
    pub(super) fn enough_alone(&self) -> usize {
        FEWEST.max(self.documents.div_ceil(3))
    }

    /// Returns in how many documents the line occurs, numbers aside.
    pub(super) fn of_line(&self, line: &Trace) -> usize {
        self.weighed(self.loose.get(&line.loose))
    }

    /// Returns in how many documents the line occurs with the same numbers.
    pub(super) fn of_exact(&self, line: &Trace) -> usize {
        self.weighed(self.exact.get(&line.exact))
    }

    /// Returns in how many documents the one line stands before the other.
    pub(super) fn of_next(&self, one: &Trace, other: &Trace) -> usize {
        self.weighed(self.next.get(&joint(one, other)))
    }

    /// Returns in how many documents one line stands between the two.
    pub(super) fn of_slot(&self, one: &Trace, other: &Trace) -> usize {
        self.weighed(self.over.get(&joint(one, other)))
    }

    fn weighed(&self, count: Option<&Count>) -> usize {
        let Count { all, speaking } = count.copied().unwrap_or_default();
        let certain = BEYOND_DRAFTS.max(self.documents.div_ceil(4));
        if all as usize >= certain { all as usize } else { speaking as usize }
    }
}

/// Returns the documents without those that repeat another line for line.
fn distinct(documents: &[Vec<Trace>]) -> Vec<&[Trace]> {
    let whole = |lines: &[Trace], part: fn(&Trace) -> u64| {
        let mut hasher = rustc_hash::FxHasher::default();
        lines.iter().for_each(|l| part(l).hash(&mut hasher));
        hasher.finish()
    };
    // Of several the one with the lowest hash stands for all, whatever their order.
    let mut seen: Vec<(u64, u64, usize)> = documents
        .iter()
        .enumerate()
        .filter(|(_, lines)| !lines.is_empty())
        .map(|(at, lines)| (whole(lines, |l| l.loose), whole(lines, |l| l.exact), at))
        .collect();
    seen.sort_unstable();
    seen.dedup_by_key(|(loose, ..)| *loose);
    seen.into_iter().map(|(.., at)| documents[at].as_slice()).collect()
}

/// Counts the documents of every key; keys of fewer than three are left out, so that what is held is what repeats.
fn counted(
    documents: &[&[Trace]],
    speaks: &[bool],
    keys: impl Fn(&[Trace]) -> Vec<u64>,
) -> FxHashMap<u64, Count> {
    let mut all: Vec<(u64, u32)> = Vec::new();
    for (number, lines) in (0..).zip(documents) {
        all.extend(keys(lines).into_iter().map(|key| (key, number)));
    }
    all.sort_unstable();
    all.dedup();
    let mut counts = FxHashMap::default();
    for same in all.chunk_by(|a, b| a.0 == b.0).filter(|same| same.len() >= FEWEST) {
        let speaking = same.iter().filter(|(_, number)| speaks[*number as usize]).count();
        counts.insert(same[0].0, Count { all: same.len() as u32, speaking: speaking as u32 });
    }
    counts
}

fn joint(one: &Trace, other: &Trace) -> u64 {
    one.loose.rotate_left(21).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ other.loose
}
