//! Which cells of the grid of source and target positions are looked at.

use std::ops::Range;

/// Cells (source position, target position) by row, each row one run; runs never step back.
#[derive(Debug, Clone)]
pub(crate) struct Band {
    low: Vec<u32>,
    starts: Vec<usize>,
}

/// Cells every small grid gets in full.
const FULL_CELLS: usize = 90_000;
/// Between two anchors a rectangle of at most this many cells is looked at in full.
const FULL_RECTANGLE: usize = 60_000;
/// Positions looked at beyond the corridor between two anchors.
const MARGIN: usize = 8;
/// Half-width of the corridor through a rectangle too large to be looked at in full.
const CORRIDOR: usize = 120;
/// What a kind of segment adds to the half-width, up to that.
const PER_KIND: usize = 4;

impl Band {
    /// Returns whether a grid is small enough to be looked at in full.
    pub(crate) fn is_small(source: usize, target: usize) -> bool {
        (source + 1).saturating_mul(target + 1) <= FULL_CELLS
    }

    /// Returns the whole grid of `source` by `target` segments.
    pub(crate) fn full(source: usize, target: usize) -> Band {
        Band::from_runs(vec![(0, target as u32); source + 1])
    }

    /// Returns the cells around a chain of anchors (pairs of segments, strictly increasing on both sides).
    ///
    /// The band is wider where the sides advance unequally between two anchors, and narrow where both say the same few things
    /// over and over: `variety` tells how many different segments such a rectangle has on the side that has more. Nothing
    /// ties one of a thousand equal sentences to one of a thousand others, however far off it is looked for.
    pub(crate) fn around(
        source: usize,
        target: usize,
        chain: &[(u32, u32)],
        variety: impl Fn(Range<usize>, Range<usize>) -> usize,
    ) -> Band {
        let mut runs = vec![(u32::MAX, 0u32); source + 1];
        let mut cover = |row: usize, low: usize, high: usize| {
            let run = &mut runs[row.min(source)];
            run.0 = run.0.min(low as u32);
            run.1 = run.1.max(high.min(target) as u32);
        };
        let (mut i, mut j) = (0usize, 0usize);
        let ends = chain.iter().map(|&(a, b)| (a as usize, b as usize)).chain([(source, target)]);
        for (next_i, next_j) in ends {
            let (rows, columns) = (next_i - i, next_j - j);
            if (rows + 1) * (columns + 1) <= FULL_RECTANGLE {
                (i..=next_i).for_each(|row| cover(row, j, next_j));
            } else {
                let corridor = (variety(i..next_i, j..next_j) * PER_KIND).clamp(MARGIN, CORRIDOR);
                for row in i..=next_i {
                    let middle = j + (row - i) * columns / rows.max(1);
                    let step = columns / rows.max(1) + 1;
                    let low = middle.saturating_sub(corridor + step).max(j);
                    cover(row, low, (middle + corridor + step).min(next_j));
                }
                cover(i, j, (j + corridor).min(next_j));
                cover(next_i, next_j.saturating_sub(corridor).max(j), next_j);
            }
            (i, j) = (next_i, next_j);
        }
        Band::from_runs(widened(&runs, target))
    }

    fn from_runs(runs: Vec<(u32, u32)>) -> Band {
        let mut starts = Vec::with_capacity(runs.len() + 1);
        let mut cells = 0;
        starts.push(0);
        for &(low, high) in &runs {
            cells += (high - low + 1) as usize;
            starts.push(cells);
        }
        Band { low: runs.iter().map(|r| r.0).collect(), starts }
    }

    /// Returns how many cells there are.
    pub(crate) fn cells(&self) -> usize {
        self.starts[self.starts.len() - 1]
    }

    /// Returns how many rows there are: one more than there are source segments.
    pub(crate) fn rows(&self) -> usize {
        self.low.len()
    }

    /// Returns the target positions of a row.
    pub(crate) fn columns(&self, row: usize) -> Range<usize> {
        let low = self.low[row] as usize;
        low..low + self.starts[row + 1] - self.starts[row]
    }

    /// Returns the number of a cell, `None` outside the band.
    pub(crate) fn cell(&self, row: usize, column: usize) -> Option<usize> {
        let columns = self.columns(row);
        columns.contains(&column).then(|| self.starts[row] + column - columns.start)
    }

    /// Returns the number of a row's first cell.
    pub(crate) fn first(&self, row: usize) -> usize {
        self.starts[row]
    }
}

/// Widens the runs by the margin in both directions and makes them climb: neither end ever steps back.
fn widened(runs: &[(u32, u32)], target: usize) -> Vec<(u32, u32)> {
    let rows = runs.len();
    let mut out: Vec<(u32, u32)> = (0..rows)
        .map(|row| {
            let near = &runs[row.saturating_sub(MARGIN)..(row + MARGIN + 1).min(rows)];
            let low = near.iter().map(|r| r.0).min().unwrap_or(0);
            let high = near.iter().map(|r| r.1).max().unwrap_or(0);
            (low.saturating_sub(MARGIN as u32), (high as usize + MARGIN).min(target) as u32)
        })
        .collect();
    for row in 1..rows {
        out[row].1 = out[row].1.max(out[row - 1].1);
    }
    for row in (1..rows).rev() {
        out[row - 1].0 = out[row - 1].0.min(out[row].0);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_grid_has_every_cell() {
        let band = Band::full(2, 3);
        assert_eq!((band.rows(), band.cells()), (3, 12));
        assert_eq!(band.cell(2, 3), Some(11));
        assert_eq!(band.cell(1, 4), None);
        assert_eq!(Band::full(0, 0).cells(), 1);
    }

    #[test]
    fn a_band_joins_both_corners_and_stays_narrow() {
        let (n, m) = (4000usize, 3500usize);
        let chain: Vec<(u32, u32)> =
            (0..300).map(|k| (k * 10 + 3, k * 10 + 1)).chain([(3800, 3300)]).collect();
        let band = Band::around(n, m, &chain, |rows, _| rows.len());
        assert!(band.cell(0, 0).is_some() && band.cell(n, m).is_some());
        assert!(band.cells() < 600_000, "{}", band.cells());
        for &(i, j) in &chain {
            assert!(band.cell(i as usize, j as usize).is_some());
            assert!(band.cell(i as usize + 1, j as usize + 1).is_some());
        }
        for row in 1..band.rows() {
            let (before, here) = (band.columns(row - 1), band.columns(row));
            assert!(before.start <= here.start && before.end <= here.end && here.start < before.end);
        }
    }

    #[test]
    fn no_anchor_at_all_is_no_cliff() {
        let band = Band::around(20_000, 20_000, &[], |rows, _| rows.len());
        assert!(band.cells() < 20_001 * 600);
        let same = Band::around(20_000, 20_000, &[], |_, _| 1);
        assert!(same.cells() < 20_001 * 60, "{}", same.cells());
    }
}
