//! One document pair: cut at its pins; a long stretch between two pins is gone through block by block.
//!
//! What is kept of a grid is tens of bytes a cell, so that a book would need as much memory as it has cells. A block is
//! searched together with what follows it, and what follows is then forgotten: the next block starts behind the last
//! bead of this one that is beyond doubt.

use super::anchors;
use super::band::Band;
use super::confidence;
use super::evidence::{Recurrence, Side};
use super::model::Model;
use super::path::{self, Step};
use super::words::{self, Direction};
use crate::model::Bead;

/// Source segments of a block; few in tests, so that a short text has several.
const BLOCK: usize = if cfg!(test) { 300 } else { 6_000 };
/// Source segments behind a block that are searched with it.
const OVERLAP: usize = BLOCK / 10;
/// A block ends with a bead this sure, between two others.
const SURE: f64 = 0.99;
/// What a pinned bead counts for where scores are summed, in nats: as much as a good one that was found.
const PIN_SCORE: f64 = 10.0;

/// What everything in one pass is judged by.
#[derive(Clone, Copy)]
pub(crate) struct Evidence<'a> {
    /// Target words given source words.
    pub(crate) forward: Direction<'a>,
    /// Source words given target words.
    pub(crate) backward: Direction<'a>,
    /// Everything but words.
    pub(crate) model: &'a Model,
    /// Whether to give up.
    pub(crate) stopped: &'a (dyn Fn() -> bool + Sync),
    /// Told how many more source segments have been gone through.
    pub(crate) done: &'a (dyn Fn(usize) + Sync),
}

/// A path with posteriors, and by how much its 1-1 beads lead their rivals in all.
#[derive(Debug, Default)]
pub(crate) struct Way {
    /// The steps.
    pub(crate) path: Vec<Step>,
    /// See [`confidence::lead`].
    pub(crate) lead: f64,
}

impl Way {
    /// Goes on with another way that starts at `at`.
    fn join(&mut self, other: Way, at: (usize, usize)) {
        self.lead += other.lead;
        self.path.extend(other.path.into_iter().map(|s| Step { at: (s.at.0 + at.0, s.at.1 + at.1), ..s }));
    }
}

/// Returns the best path of a pair that has the pins as beads; `None` when it was stopped.
///
/// Pins are ascending, do not overlap and hold at least one segment each.
pub(crate) fn align((source, target): &(Side, Side), pins: &[Bead], with: Evidence<'_>) -> Option<Way> {
    let mut way = Way::default();
    let mut at = (0, 0);
    for pin in pins {
        way.join(between((source, target), at, (pin.source.start, pin.target.start), with)?, at);
        at = (pin.source.end, pin.target.end);
        (with.done)(pin.source.len());
        let size = (pin.source.len(), pin.target.len());
        let score = if size.0 > 0 && size.1 > 0 { PIN_SCORE } else { with.model.gaps.extend };
        way.path.push(Step { at, size, score, posterior: 1.0 });
    }
    way.join(between((source, target), at, (source.len(), target.len()), with)?, at);
    Some(way)
}

/// Aligns what lies between two places of the grid.
fn between(
    (source, target): (&Side, &Side),
    from: (usize, usize),
    to: (usize, usize),
    with: Evidence<'_>,
) -> Option<Way> {
    if from == (0, 0) && to == (source.len(), target.len()) {
        stretch(source, target, with)
    } else {
        stretch(&source.part(from.0..to.0), &target.part(from.1..to.1), with)
    }
}

fn stretch(source: &Side, target: &Side, with: Evidence<'_>) -> Option<Way> {
    let whole = (source.len(), target.len());
    if Band::is_small(whole.0, whole.1) {
        let found = search(source, target, &Band::full(whole.0, whole.1), with, None);
        (with.done)(whole.0);
        return found;
    }
    let recurrences = (Recurrence::of(source), Recurrence::of(target));
    let chain = anchors::chain(source, target, with.forward.table, with.forward.background);
    let (mut way, mut at) = (Way::default(), (0, 0));
    loop {
        let end = block_end(&chain, at, whole);
        let inside = |a: &&(u32, u32)| {
            let (i, j) = (a.0 as usize, a.1 as usize);
            (at.0..end.0).contains(&i) && (at.1..end.1).contains(&j)
        };
        let own: Vec<(u32, u32)> =
            chain.iter().filter(inside).map(|a| (a.0 - at.0 as u32, a.1 - at.1 as u32)).collect();
        let band = band((at, end), &own, &recurrences);
        if end == whole && at == (0, 0) {
            let found = search(source, target, &band, with, None);
            (with.done)(whole.0);
            return found;
        }
        let (left, right) = (source.part(at.0..end.0), target.part(at.1..end.1));
        let most = (end != whole).then_some(BLOCK);
        let found = search(&left, &right, &band, with, most)?;
        let reached = found.path.last().map_or((0, 0), |s| s.at);
        way.join(found, at);
        (with.done)(reached.0);
        if end == whole {
            return Some(way);
        }
        at = (at.0 + reached.0, at.1 + reached.1);
    }
}

/// Returns the band of a block around its anchors.
fn band(
    (at, end): ((usize, usize), (usize, usize)),
    own: &[(u32, u32)],
    recurrences: &(Recurrence, Recurrence),
) -> Band {
    Band::around(end.0 - at.0, end.1 - at.1, own, |rows, columns| {
        let source = recurrences.0.variety(at.0 + rows.start..at.0 + rows.end);
        source.max(recurrences.1.variety(at.1 + columns.start..at.1 + columns.end))
    })
}

/// Returns where the block that starts at a place is cut off, overlap included: on the line between two anchors.
fn block_end(chain: &[(u32, u32)], at: (usize, usize), whole: (usize, usize)) -> (usize, usize) {
    let row = at.0 + BLOCK + OVERLAP;
    if row + OVERLAP >= whole.0 {
        return whole;
    }
    let next = chain.partition_point(|a| (a.0 as usize) < row);
    let place = |a: &(u32, u32)| (a.0 as usize, a.1 as usize);
    let before = next.checked_sub(1).map(|n| place(&chain[n])).filter(|b| b.0 >= at.0 && b.1 >= at.1);
    let (before, after) = (before.unwrap_or(at), chain.get(next).map_or(whole, place));
    let columns = after.1.saturating_sub(before.1);
    let column = before.1 + (row - before.0) * columns / (after.0 - before.0).max(1);
    (row, column.clamp(at.1, whole.1))
}

/// Searches a band; with `most`, only the way to the last sure bead within so many source segments is returned.
fn search(
    source: &Side,
    target: &Side,
    band: &Band,
    Evidence { forward, backward, model, stopped, .. }: Evidence<'_>,
    most: Option<usize>,
) -> Option<Way> {
    let losses = words::backward(source, target, band, backward, stopped)?;
    let mut beads = Vec::with_capacity(band.cells());
    let mut before: Vec<words::Gains> = Vec::new();
    words::forward(source, target, band, forward, stopped, |i, gains| {
        let columns = band.columns(i);
        let above = if i == 0 { 0..0 } else { band.columns(i - 1) };
        for j in columns.clone() {
            beads.push(model.scores(
                source,
                target,
                (i, j),
                |row, t| {
                    let (columns, gains) = if row == i { (&columns, gains) } else { (&above, &before[..]) };
                    columns.contains(&(t + 1)).then(|| gains[t + 1 - columns.start])
                },
                |s, column| band.cell(s + 1, column).map(|c| losses[c]),
            ));
        }
        before.clear();
        before.extend_from_slice(gains);
    })?;
    drop(losses);
    let mut path = path::best(band, &beads, model.gaps, stopped)?;
    path::weigh(band, &beads, model.gaps, &mut path, stopped)?;
    if let Some(most) = most {
        path.truncate(kept(&path, most));
    }
    let lead = confidence::lead(band, &beads, &path);
    Some(Way { path, lead })
}

/// Returns how many steps of a block's path are kept: up to the last bead that is sure, as are both its neighbours.
///
/// Where half a block has none, up to its likeliest bead.
fn kept(path: &[Step], most: usize) -> usize {
    let sure = |s: &Step| s.size == (1, 1) && s.posterior >= SURE;
    let end = path.partition_point(|s| s.at.0 <= most);
    let start = path.partition_point(|s| s.at.0 <= most / 2);
    let inside = |k: &usize| *k > 0 && *k + 1 < path.len() && path[k - 1..=k + 1].iter().all(sure);
    let likeliest = || (start..end).max_by(|&a, &b| path[a].posterior.total_cmp(&path[b].posterior));
    (start..end).rev().find(inside).or_else(likeliest).map_or(end, |k| k + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align::evidence::Words;
    use crate::model::{Lang, Segment};

    #[test]
    fn equal_sentences_get_few_cells_and_different_ones_many() {
        let side = |text: &dyn Fn(usize) -> String| {
            let segments: Vec<Segment> = (0..40_000).map(|n| Segment::bare(text(n))).collect();
            Words::default().read(&segments, &Lang::new("en"))
        };
        let cells = |side: &Side, other: &Side| {
            let recurrences = (Recurrence::of(side), Recurrence::of(other));
            band(((400, 200), (20_400, 20_200)), &[], &recurrences).cells() / 20_001
        };
        let equal = side(&|_| "The river is wide.".to_owned());
        let three = side(&|n| format!("The river has {} bends.", n % 3));
        let other = side(&|n| format!("The river has {n} bends."));
        assert_eq!((cells(&equal, &equal), cells(&equal, &three), cells(&equal, &other)), (52, 60, 276));
    }

    fn step(at: usize, posterior: f64) -> Step {
        Step { at: (at, at), size: (1, 1), score: 5.0, posterior }
    }

    #[test]
    fn a_block_ends_where_there_is_no_doubt() {
        let mut path: Vec<Step> = (1..=100).map(|n| step(n, 1.0)).collect();
        assert_eq!(kept(&path, 80), 80);
        path[78].posterior = 0.6;
        assert_eq!(kept(&path, 80), 77);
        path.iter_mut().for_each(|s| s.posterior = 0.5);
        path[60].posterior = 0.7;
        assert_eq!(kept(&path, 80), 61);
    }

    #[test]
    fn blocks_are_cut_off_between_anchors() {
        let row = BLOCK + OVERLAP;
        let whole = (10 * row, 5 * row);
        assert_eq!(block_end(&[], (0, 0), (row + 1, 9)), (row + 1, 9));
        assert_eq!(block_end(&[], (0, 0), whole), (row, row / 2));
        let near = [(row as u32 - 10, 50), (row as u32 + 10, 70)];
        assert_eq!(block_end(&near, (0, 0), whole), (row, 60));
        assert_eq!(block_end(&near[..1], (0, 60), whole).0, row);
    }
}
