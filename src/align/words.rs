//! How well the words of two groups of segments explain each other.
//!
//! Each word of one group is a mixture of what the words of the other are translated to (IBM Model 1), held against how
//! often it stands anywhere (Moore 2002): the logarithm of the two is its gain, and a group gains the sum over its words.
//! The gain of a group is the sum over its segments, so that a table per group size is enough for every kind of bead.

use super::band::Band;
use super::evidence::Side;
use super::kind::LONGEST;
use crate::lexicon::Table;
use std::ops::Range;

/// Gains of one segment given the 1, 2 … segments of the other side that end at a place.
pub(crate) type Gains = [f32; LONGEST];

/// What one word gains or loses at most.
const CAP: (f32, f32) = (-1.5, 5.0);
/// How many words the empty word counts for.
const EMPTY_WORD: f32 = 0.5;

/// One direction of translation: the table and how often each word on its far side stands anywhere.
#[derive(Clone, Copy)]
pub(crate) struct Direction<'a> {
    /// p(far | near).
    pub(crate) table: &'a Table,
    /// Share of each far word in all text.
    pub(crate) background: &'a [f32],
}

/// Reports, row by row of the band, the gains of the last target segment given source groups that end at each cell.
///
/// `None` when `stopped` became true.
pub(crate) fn forward(
    source: &Side,
    target: &Side,
    band: &Band,
    direction: Direction<'_>,
    stopped: &(dyn Fn() -> bool + Sync),
    mut finish: impl FnMut(usize, &[Gains]),
) -> Option<()> {
    let (mut row, mut gains) = (0, vec![[0.0; LONGEST]; band.columns(0).len()]);
    // Cell (i, j) stands for source segment i - 1 and target segment j - 1.
    let window = |i: usize| {
        let columns = band.columns(i + 1);
        columns.start.max(1) - 1..columns.end - 1
    };
    walk(source, target, window, direction, stopped, |i, j, size, gain| {
        while row <= i {
            finish(row, &gains);
            row += 1;
            gains.clear();
            gains.resize(band.columns(row).len(), [0.0; LONGEST]);
        }
        let columns = band.columns(row);
        if columns.contains(&(j + 1)) {
            gains[j + 1 - columns.start][size] = gain;
        }
    })?;
    finish(row, &gains);
    for row in row + 1..band.rows() {
        finish(row, &vec![[0.0; LONGEST]; band.columns(row).len()]);
    }
    Some(())
}

/// Returns, by cell of the band, the gains of the last source segment given target groups that end at the cell.
///
/// `None` when `stopped` became true.
pub(crate) fn backward(
    source: &Side,
    target: &Side,
    band: &Band,
    direction: Direction<'_>,
    stopped: &(dyn Fn() -> bool + Sync),
) -> Option<Vec<Gains>> {
    let mut out = vec![[0.0; LONGEST]; band.cells()];
    let mut windows: Vec<Range<usize>> = Vec::with_capacity(target.len());
    let (mut low, mut high) = (1, 1);
    for j in 0..target.len() {
        while low < band.rows() && band.columns(low).end <= j + 1 {
            low += 1;
        }
        high = high.max(low);
        while high < band.rows() && band.columns(high).start <= j + 1 {
            high += 1;
        }
        windows.push(low - 1..high - 1);
    }
    walk(
        target,
        source,
        |j| windows[j].clone(),
        direction,
        stopped,
        |j, i, size, gain| {
            if let Some(cell) = band.cell(i + 1, j + 1) {
                out[cell][size] = gain;
            }
        },
    )?;
    Some(out)
}

/// Reports the gain of each segment of `to` in the window of each segment of `from`, for each group size there; `None` when `stopped` became true.
fn walk(
    from: &Side,
    to: &Side,
    window: impl Fn(usize) -> Range<usize>,
    direction: Direction<'_>,
    stopped: &(dyn Fn() -> bool + Sync),
    mut report: impl FnMut(usize, usize, usize, f32),
) -> Option<()> {
    let mut places = Places::of(to, direction.background.len());
    let segment_of: Vec<u32> = (0..to.len())
        .flat_map(|segment| std::iter::repeat_n(segment as u32, to.start(segment + 1) - to.start(segment)))
        .collect();
    // The hits of the last segments: (place in `to`, weight over background), each place once, oldest overwritten.
    let mut ring: [Vec<(u32, f32)>; LONGEST] = Default::default();
    let mut rests = [0f32; LONGEST];
    let mut lengths = [0f32; LONGEST];
    let mut dense = vec![0f32; to.words().len()];
    let mut touched: Vec<u32> = Vec::new();
    let mut sums: Vec<f32> = Vec::new();
    let mut words: Vec<u32> = Vec::new();
    for segment in 0..from.len() {
        if stopped() {
            return None;
        }
        let here = window(segment);
        let ahead = window((segment + LONGEST - 1).min(from.len() - 1)).end.max(here.end);
        let slot = segment % LONGEST;
        let hits = &mut ring[slot];
        hits.clear();
        rests[slot] = 0.0;
        words.clear();
        words.extend_from_slice(from.words_of(segment..segment + 1));
        words.sort_unstable();
        lengths[slot] = words.len() as f32;
        if here.is_empty() {
            continue;
        }
        let span = to.start(here.start) as u32..to.start(ahead.min(to.len())) as u32;
        for same in words.chunk_by(|a, b| a == b) {
            let (columns, values) = direction.table.row(same[0]);
            let (mut rest, times) = (1.0, same.len() as f32);
            for (&column, &value) in columns.iter().zip(values) {
                rest -= value;
                let weight = times * value / direction.background[column as usize];
                for &place in places.of_word(column, span.clone()).iter().take_while(|&&p| p < span.end) {
                    let value = &mut dense[place as usize];
                    if *value == 0.0 {
                        touched.push(place);
                    }
                    *value += weight;
                }
            }
            rests[slot] += times * rest.max(0.02);
        }
        for place in touched.drain(..) {
            hits.push((place, std::mem::take(&mut dense[place as usize])));
        }
        let span = to.start(here.start) as u32..to.start(here.end) as u32;
        let (mut rest, mut length) = (EMPTY_WORD, EMPTY_WORD);
        for size in 0..LONGEST.min(segment + 1) {
            let slot = (segment - size) % LONGEST;
            rest += rests[slot];
            length += lengths[slot];
            for &(place, weight) in ring[slot].iter().filter(|h| span.contains(&h.0)) {
                let value = &mut dense[place as usize];
                if *value == 0.0 {
                    touched.push(place);
                }
                *value += weight;
            }
            let base = (rest / length).ln().clamp(CAP.0, CAP.1);
            sums.clear();
            sums.extend(here.clone().map(|s| base * (to.start(s + 1) - to.start(s)) as f32));
            for &place in &touched {
                let gain = ((dense[place as usize] + rest) / length).ln().clamp(CAP.0, CAP.1);
                sums[segment_of[place as usize] as usize - here.start] += gain - base;
            }
            for (other, &sum) in here.clone().zip(&sums) {
                report(segment, other, size, sum);
            }
        }
        for &place in &touched {
            dense[place as usize] = 0.0;
        }
        touched.clear();
    }
    Some(())
}

/// Where each word stands in a side, ascending, for windows that only move on.
struct Places {
    /// The first place of each word that is not yet behind the window.
    next: Vec<u32>,
    ends: Vec<u32>,
    list: Vec<u32>,
}

impl Places {
    fn of(side: &Side, vocabulary: usize) -> Places {
        let mut next = vec![0u32; vocabulary + 1];
        for &word in side.words() {
            next[word as usize + 1] += 1;
        }
        for word in 0..vocabulary {
            next[word + 1] += next[word];
        }
        next.truncate(vocabulary);
        let mut ends = next.clone();
        let mut list = vec![0u32; side.words().len()];
        for (place, &word) in side.words().iter().enumerate() {
            list[ends[word as usize] as usize] = place as u32;
            ends[word as usize] += 1;
        }
        Places { next, ends, list }
    }

    /// Returns where a word stands from the start of `span` on. No later span may start earlier.
    fn of_word(&mut self, word: u32, span: Range<u32>) -> &[u32] {
        let (next, end) = (&mut self.next[word as usize], self.ends[word as usize]);
        while *next < end && self.list[*next as usize] < span.start {
            *next += 1;
        }
        &self.list[*next as usize..end as usize]
    }
}
