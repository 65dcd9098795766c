//! The best path through the band, and how sure each step of it is.
//!
//! A path is made of beads and of gaps on either side; opening a gap costs more than going on with it. The same
//! recurrence gives the best path (Viterbi) and, summed instead of maximised, the posterior of every step. Only the rows
//! a bead reaches over are kept as numbers; what lasts is a byte a state, and the sums where the path goes.

use super::band::Band;
use super::kind::{KINDS, LONGEST, NEVER};

/// Scores by cell and kind of the beads that end at the cell.
pub(crate) type BeadScores = Vec<[f32; KINDS.len()]>;

/// Log probabilities of leaving segments untranslated.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Gaps {
    /// Of the first segment of a gap, after a bead; source and target side.
    pub(crate) open: [f64; 2],
    /// Of each further segment.
    pub(crate) extend: f64,
    /// Of a bead after a gap.
    pub(crate) close: f64,
}

/// One step of a path.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Step {
    /// Source and target positions where the step ends.
    pub(crate) at: (usize, usize),
    /// Segments of source and target in it.
    pub(crate) size: (usize, usize),
    /// Its score in nats, gap costs included.
    pub(crate) score: f64,
    /// Its share in all paths, 0..=1.
    pub(crate) posterior: f64,
}

/// After a bead (or at the start), in a gap of the source, in a gap of the target.
const STATES: usize = 3;
const NEVER_64: f64 = NEVER as f64;
/// Terms this far below the greatest add nothing to a sum.
const NEGLIGIBLE: f64 = -25.0;

/// Sums and maxima of log scores.
struct Sum {
    terms: [f64; 3 * KINDS.len()],
    len: usize,
}

impl Sum {
    fn new() -> Sum {
        Sum { terms: [0.0; 3 * KINDS.len()], len: 0 }
    }

    fn add(&mut self, term: f64) {
        if term > NEVER_64 / 2.0 {
            self.terms[self.len] = term;
            self.len += 1;
        }
    }

    /// Returns the logarithm of the sum and empties it.
    fn take(&mut self) -> f64 {
        let terms = &self.terms[..self.len];
        self.len = 0;
        let greatest = terms.iter().copied().fold(NEVER_64, f64::max);
        if terms.len() < 2 {
            return greatest;
        }
        let sum: f64 = terms.iter().map(|t| t - greatest).filter(|&d| d > NEGLIGIBLE).map(f64::exp).sum();
        greatest + sum.ln()
    }
}

/// Scores of the last rows of a band, by column and state; older rows are overwritten.
struct Rows<'a> {
    band: &'a Band,
    rows: [Vec<[f64; STATES]>; LONGEST + 1],
}

impl<'a> Rows<'a> {
    fn new(band: &'a Band) -> Rows<'a> {
        Rows { band, rows: Default::default() }
    }

    /// Makes room for a row whose cells nothing has reached yet.
    fn open(&mut self, row: usize) {
        let scores = &mut self.rows[row % (LONGEST + 1)];
        scores.clear();
        scores.resize(self.band.columns(row).len(), [NEVER_64; STATES]);
    }

    /// Returns the scores of a cell of this row or one that a bead reaches, `None` outside the band.
    fn get(&self, row: usize, column: usize) -> Option<&[f64; STATES]> {
        let columns = self.band.columns(row);
        let scores = &self.rows[row % (LONGEST + 1)];
        columns.contains(&column).then(|| &scores[column - columns.start])
    }

    /// Returns the scores of a cell of the band to be written.
    fn of(&mut self, row: usize, column: usize) -> &mut [f64; STATES] {
        &mut self.rows[row % (LONGEST + 1)][column - self.band.columns(row).start]
    }
}

/// Returns the best path through the band from its first corner to its last; `None` when `stopped` became true.
pub(crate) fn best(
    band: &Band,
    beads: &BeadScores,
    gaps: Gaps,
    stopped: &(dyn Fn() -> bool + Sync),
) -> Option<Vec<Step>> {
    let (rows, last) = (band.rows(), band.rows() - 1);
    let mut scores = Rows::new(band);
    // By state: how the cell was reached, as kind * 3 + state before, or the state before.
    let mut back = vec![[u8::MAX; STATES]; band.cells()];
    let reopen = [0.0, gaps.close, gaps.close];
    for i in 0..rows {
        if stopped() {
            return None;
        }
        scores.open(i);
        if i == 0 {
            scores.of(0, 0)[0] = 0.0;
        }
        for j in band.columns(i) {
            let cell = band.first(i) + j - band.columns(i).start;
            let mut best = (*scores.of(i, j), back[cell]);
            let mut offer = |state: usize, score: f64, from: usize| {
                if score > best.0[state] {
                    best.0[state] = score;
                    best.1[state] = from as u8;
                }
            };
            for (kind, &(k, l)) in KINDS.iter().enumerate() {
                let score = beads[cell][kind];
                if score > NEVER / 2.0
                    && let Some(before) = scores.get(i - k, j - l)
                {
                    for state in 0..STATES {
                        let total = before[state] + reopen[state] + f64::from(score);
                        offer(0, total, kind * STATES + state);
                    }
                }
            }
            if i > 0
                && let Some(before) = scores.get(i - 1, j)
            {
                offer(1, before[0] + gaps.open[0], 0);
                offer(1, before[1] + gaps.extend, 1);
            }
            if j > 0
                && let Some(before) = scores.get(i, j - 1)
            {
                offer(2, before[0] + gaps.open[1], 0);
                offer(2, before[1] + gaps.open[1], 1);
                offer(2, before[2] + gaps.extend, 2);
            }
            (*scores.of(i, j), back[cell]) = best;
        }
    }
    let mut path = Vec::new();
    let (mut i, mut j) = (last, band.columns(last).end - 1);
    let end = *scores.of(i, j);
    let mut state = (0..STATES).max_by(|&a, &b| end[a].total_cmp(&end[b]).then(b.cmp(&a))).unwrap_or(0);
    while (i, j) != (0, 0) {
        let Some(cell) = band.cell(i, j) else { break };
        let from = back[cell][state] as usize;
        let (size, before, score) = match state {
            _ if from == usize::from(u8::MAX) => break,
            0 => {
                let (kind, before) = (from / STATES, from % STATES);
                (KINDS[kind], before, reopen[before] + f64::from(beads[cell][kind]))
            }
            1 => ((1, 0), from, if from == 1 { gaps.extend } else { gaps.open[0] }),
            _ => ((0, 1), from, if from == 2 { gaps.extend } else { gaps.open[1] }),
        };
        path.push(Step { at: (i, j), size, score, posterior: 0.0 });
        ((i, j), state) = ((i - size.0, j - size.1), before);
    }
    path.reverse();
    Some(path)
}

/// Writes each step's posterior: the share of all paths, weighted by their scores, that take it.
///
/// `None` when `stopped` became true.
pub(crate) fn weigh(
    band: &Band,
    beads: &BeadScores,
    gaps: Gaps,
    path: &mut [Step],
    stopped: &(dyn Fn() -> bool + Sync),
) -> Option<()> {
    let Some(first) = path.first() else { return Some(()) };
    let start = (first.at.0 - first.size.0, first.at.1 - first.size.1);
    let nodes: Vec<(usize, usize)> = std::iter::once(start).chain(path.iter().map(|s| s.at)).collect();
    let ahead = forward(band, beads, gaps, &nodes, stopped)?;
    let behind = backward(band, beads, gaps, &nodes, stopped)?;
    let mut sum = Sum::new();
    ahead[nodes.len() - 1].iter().for_each(|&s| sum.add(s));
    let whole = sum.take();
    let reopen = [0.0, gaps.close, gaps.close];
    for (step, (before, after)) in path.iter_mut().zip(ahead.iter().zip(&behind[1..])) {
        match step.size {
            (1, 0) => {
                sum.add(before[0] + gaps.open[0] + after[1]);
                sum.add(before[1] + gaps.extend + after[1]);
            }
            (0, 1) => {
                sum.add(before[0] + gaps.open[1] + after[2]);
                sum.add(before[1] + gaps.open[1] + after[2]);
                sum.add(before[2] + gaps.extend + after[2]);
            }
            size => {
                let kind = KINDS.iter().position(|&k| k == size).unwrap_or(0);
                let score = band.cell(step.at.0, step.at.1).map_or(NEVER_64, |c| f64::from(beads[c][kind]));
                for state in 0..STATES {
                    sum.add(before[state] + reopen[state] + score + after[0]);
                }
            }
        }
        step.posterior = (sum.take() - whole).exp().clamp(0.0, 1.0);
    }
    Some(())
}

/// Returns by node (ascending cells of the band) and state the log sum over all ways to get there.
fn forward(
    band: &Band,
    beads: &BeadScores,
    gaps: Gaps,
    nodes: &[(usize, usize)],
    stopped: &(dyn Fn() -> bool + Sync),
) -> Option<Vec<[f64; STATES]>> {
    let mut out = Vec::with_capacity(nodes.len());
    let mut sums = Rows::new(band);
    let reopen = [0.0, gaps.close, gaps.close];
    let mut sum = Sum::new();
    for i in 0..band.rows() {
        if stopped() {
            return None;
        }
        let columns = band.columns(i);
        sums.open(i);
        for j in columns.clone() {
            let cell = band.first(i) + j - columns.start;
            if cell == 0 {
                sum.add(0.0);
            }
            for (kind, &(k, l)) in KINDS.iter().enumerate() {
                let score = beads[cell][kind];
                if score > NEVER / 2.0
                    && let Some(before) = sums.get(i - k, j - l)
                {
                    for state in 0..STATES {
                        sum.add(before[state] + reopen[state] + f64::from(score));
                    }
                }
            }
            let bead = sum.take();
            if i > 0
                && let Some(before) = sums.get(i - 1, j)
            {
                sum.add(before[0] + gaps.open[0]);
                sum.add(before[1] + gaps.extend);
            }
            let down = sum.take();
            if j > 0
                && let Some(before) = sums.get(i, j - 1)
            {
                sum.add(before[0] + gaps.open[1]);
                sum.add(before[1] + gaps.open[1]);
                sum.add(before[2] + gaps.extend);
            }
            let here = [bead, down, sum.take()];
            *sums.of(i, j) = here;
            if nodes.get(out.len()) == Some(&(i, j)) {
                out.push(here);
            }
        }
    }
    Some(out)
}

/// Returns by node (ascending cells of the band) and state the log sum over all ways from there to the end.
fn backward(
    band: &Band,
    beads: &BeadScores,
    gaps: Gaps,
    nodes: &[(usize, usize)],
    stopped: &(dyn Fn() -> bool + Sync),
) -> Option<Vec<[f64; STATES]>> {
    let mut out = Vec::with_capacity(nodes.len());
    let mut sums = Rows::new(band);
    let mut sum = Sum::new();
    let final_cell = band.cells() - 1;
    for i in (0..band.rows()).rev() {
        if stopped() {
            return None;
        }
        let columns = band.columns(i);
        sums.open(i);
        for j in columns.clone().rev() {
            let cell = band.first(i) + j - columns.start;
            for (kind, &(k, l)) in KINDS.iter().enumerate() {
                if i + k < band.rows()
                    && let Some(after) = band.cell(i + k, j + l)
                    && beads[after][kind] > NEVER / 2.0
                    && let Some(sums) = sums.get(i + k, j + l)
                {
                    sum.add(sums[0] + f64::from(beads[after][kind]));
                }
            }
            let bead = sum.take();
            let down =
                if i + 1 < band.rows() { sums.get(i + 1, j).map_or(NEVER_64, |s| s[1]) } else { NEVER_64 };
            let across = sums.get(i, j + 1).map_or(NEVER_64, |s| s[2]);
            let mut here = [0.0; STATES];
            for (state, sum_here) in here.iter_mut().enumerate().filter(|_| cell != final_cell) {
                let (close, source, target) = match state {
                    0 => (0.0, gaps.open[0], gaps.open[1]),
                    1 => (gaps.close, gaps.extend, gaps.open[1]),
                    _ => (gaps.close, NEVER_64, gaps.extend),
                };
                sum.add(bead + close);
                sum.add(down + source);
                sum.add(across + target);
                *sum_here = sum.take();
            }
            *sums.of(i, j) = here;
            if nodes.len() > out.len() && nodes[nodes.len() - 1 - out.len()] == (i, j) {
                out.push(here);
            }
        }
    }
    out.reverse();
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    const GAPS: Gaps = Gaps { open: [-3.0, -3.0], extend: -1.0, close: -0.5 };

    fn found(band: &Band, beads: &BeadScores) -> Vec<Step> {
        let mut path = best(band, beads, GAPS, &|| false).expect("nobody stopped it");
        weigh(band, beads, GAPS, &mut path, &|| false).expect("nobody stopped it");
        path
    }

    fn diagonal(n: usize, m: usize) -> (Band, BeadScores) {
        let band = Band::full(n, m);
        let mut beads = vec![[NEVER; KINDS.len()]; band.cells()];
        for i in 1..=n {
            for j in 1..=m {
                if let Some(cell) = band.cell(i, j) {
                    beads[cell][0] = if i == j { 4.0 } else { -4.0 };
                }
            }
        }
        (band, beads)
    }

    #[test]
    fn the_diagonal_wins_and_is_sure() {
        let (band, beads) = diagonal(5, 5);
        let path = found(&band, &beads);
        assert_eq!(path.len(), 5);
        assert!(
            path.iter().all(|s| s.size == (1, 1) && s.posterior > 0.99 && s.posterior <= 1.0),
            "{path:?}"
        );
        assert_eq!(path[2].score, 4.0);
    }

    #[test]
    fn what_is_left_over_becomes_a_gap() {
        let (band, beads) = diagonal(3, 6);
        let path = found(&band, &beads);
        let sizes: Vec<_> = path.iter().map(|s| s.size).collect();
        assert_eq!(sizes, [(1, 1), (1, 1), (1, 1), (0, 1), (0, 1), (0, 1)]);
        assert_eq!(path[3].score, -3.0);
        assert_eq!(path[4].score, -1.0);
    }

    #[test]
    fn one_empty_side_is_all_gap() {
        let band = Band::full(2, 0);
        let beads = vec![[NEVER; KINDS.len()]; band.cells()];
        let path = found(&band, &beads);
        assert_eq!(path.len(), 2);
        assert!(path.iter().all(|s| s.size == (1, 0) && s.posterior > 0.99));
        let band = Band::full(0, 0);
        assert!(found(&band, &vec![[NEVER; KINDS.len()]; 1]).is_empty());
    }
}
