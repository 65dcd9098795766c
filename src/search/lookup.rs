//! Finds the units nearest to a query: exactly those that comparing it with every unit would find.

use super::build::column;
use super::columns::{self, MOST_NEEDED};
use super::distance::{Pattern, UNKNOWN};
use super::hit::{Bar, Best, Hit};
use super::index::Index;
use super::query::Query;
use std::ops::Range;

/// What one lookup after the other uses again.
#[derive(Debug, Default)]
pub struct Scratch {
    pub(super) pattern: Pattern,
    words: Vec<u32>,
    /// One bit a unit: walked already. All zero between two lookups.
    walked: Vec<u64>,
    candidates: Vec<u32>,
}

/// What a column's u64 costs to add, what a posting costs to walk, and what a survivor costs, in the same unit.
const COLUMN_COST: f64 = 0.6;
const POSTING_COST: f64 = 8.0;
const SURVIVOR_COST: f64 = 60.0;

/// A query against one index.
struct Lookup<'a> {
    index: &'a Index,
    pattern: &'a mut Pattern,
    len: usize,
    unknown: usize,
    /// The words that the index knows, rarest first; a word that stands twice stands twice.
    known: Vec<u32>,
    /// Their columns, and the same by load.
    probes: Vec<u8>,
    by_load: Vec<(f64, u8)>,
    dead: &'a dyn Fn(i64) -> bool,
}

/// Puts what `index` has for `query` into `best`.
pub(super) fn search(
    index: &Index,
    query: &Query,
    scratch: &mut Scratch,
    dead: &dyn Fn(i64) -> bool,
    best: &mut Best,
) {
    let Scratch { pattern, words, walked, candidates } = scratch;
    words.clear();
    words.extend(query.keys.iter().map(|key| index.word(key).unwrap_or(UNKNOWN)));
    pattern.set(words);
    let mut known: Vec<u32> = words.iter().copied().filter(|&w| w != UNKNOWN).collect();
    known.sort_unstable_by(|a, b| b.cmp(a));
    let probes: Vec<u8> = known.iter().map(|&w| column(w) as u8).collect();
    let mut by_load: Vec<(f64, u8)> =
        known.iter().zip(&probes).map(|(&word, &column)| (index.load(word), column)).collect();
    by_load.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut lookup = Lookup {
        index,
        pattern,
        len: words.len(),
        unknown: words.len() - known.len(),
        known,
        probes,
        by_load,
        dead,
    };
    if lookup.len == 0 {
        return;
    }
    let window = lookup.lengths(best.bar());
    let units = index.of_length(*window.start()).start..index.of_length(*window.end()).end;
    let Some(misses) = best.bar().misses(lookup.len, lookup.len).checked_sub(lookup.unknown) else { return };
    let scanning = units.len() as f64 / 64.0 * COLUMN_COST * (misses + 6) as f64;
    if lookup.walking(misses, &units, scanning).is_some_and(|cost| cost < scanning) {
        walked.resize(walked.len().max(index.len().div_ceil(64)), 0);
        lookup.walk(misses, units, (walked, candidates), best);
    } else {
        lookup.scan(best);
    }
}

impl Lookup<'_> {
    /// Returns the numbers of words that a text as near as `bar` can have.
    fn lengths(&self, bar: Bar) -> std::ops::RangeInclusive<usize> {
        let (low, high) = bar.lengths(self.len);
        low..=high.min(self.index.longest())
    }

    /// Returns what walking the postings of the rarest words costs, `None` when one of them has none.
    ///
    /// A text that shares none of the `misses` + 1 rarest words lacks more words than it may.
    fn walking(&self, misses: usize, units: &Range<u32>, limit: f64) -> Option<f64> {
        let share = units.len() as f64 / self.index.len().max(1) as f64;
        let mut cost = 0.0;
        for &word in self.known.iter().take(misses + 1) {
            cost += self.index.postings(word)?.count as f64 * share * POSTING_COST;
            if cost > limit {
                return None;
            }
        }
        Some(cost)
    }

    fn walk(
        &mut self,
        misses: usize,
        units: Range<u32>,
        (walked, candidates): (&mut [u64], &mut Vec<u32>),
        best: &mut Best,
    ) {
        candidates.clear();
        let columns = self.index.columns();
        let mut near = Vec::new();
        for at in 0..=misses.min(self.known.len().saturating_sub(1)) {
            let word = self.known[at];
            if at > 0 && self.known[at - 1] == word {
                continue;
            }
            // Texts that share none of the words before this one lack those: the longer ones are out.
            let longest = best.bar().longest_with(self.len - self.unknown - at);
            let window = units.start..units.end.min(self.index.of_length(longest).end);
            let Some(postings) = self.index.postings(word) else { continue };
            postings.visit(window, |unit| {
                let (slot, bit) = (unit as usize / 64, 1u64 << (unit % 64));
                if walked[slot] & bit != 0 {
                    return;
                }
                walked[slot] |= bit;
                candidates.push(unit);
                let mut missing = at;
                let passes = self.probes[at + 1..].iter().all(|&probe| {
                    missing += usize::from(!columns::is_marked(columns, probe, unit));
                    missing <= misses
                });
                if passes {
                    near.push(unit);
                }
            });
        }
        for unit in candidates.drain(..) {
            walked[unit as usize / 64] = 0;
        }
        for unit in near {
            self.verify(unit, None, best);
        }
    }

    /// Goes through the lengths from the query's own outwards, so that the bar rises early.
    fn scan(&mut self, best: &mut Best) {
        let mut plan = Plan::default();
        let (first, last) = (*self.lengths(best.bar()).start(), *self.lengths(best.bar()).end());
        for step in 0..=self.len.abs_diff(first).max(self.len.abs_diff(last)) {
            let above = (step > 0).then_some(self.len + step);
            for length in self.len.checked_sub(step).into_iter().chain(above) {
                if self.lengths(best.bar()).contains(&length) {
                    self.scan_length(length, &mut plan, best);
                }
            }
        }
    }

    fn scan_length(&mut self, length: usize, plan: &mut Plan, best: &mut Best) {
        let units = self.index.of_length(length);
        let misses = best.bar().misses(self.len, length);
        let Some(misses) = misses.checked_sub(self.unknown).filter(|_| !units.is_empty()) else { return };
        if plan.misses != Some(misses) {
            *plan = Plan::choose(&self.by_load, misses);
        }
        let words = units.start as usize / 64..(units.end as usize).div_ceil(64);
        let columns = self.index.columns();
        let mut near = Vec::new();
        columns::scan(columns, &plan.columns, plan.need, words, |word, mut bits| {
            while bits != 0 {
                let unit = word as u32 * 64 + bits.trailing_zeros();
                bits &= bits - 1;
                if !units.contains(&unit) {
                    continue;
                }
                let mut missing = 0;
                let passes = self.probes.iter().all(|&probe| {
                    missing += usize::from(!columns::is_marked(columns, probe, unit));
                    missing <= misses
                });
                if passes {
                    near.push(unit);
                }
            }
        });
        for unit in near {
            self.verify(unit, Some(length), best);
        }
    }

    fn verify(&mut self, unit: u32, length: Option<usize>, best: &mut Best) {
        let words = self.index.words_of(unit);
        let length = length.unwrap_or_else(|| words.clone().count());
        let Some(most) = best.bar().most(self.len.max(length)) else { return };
        let Some(distance) = self.pattern.distance(length, words, most) else { return };
        let id = self.index.id(unit);
        if !(self.dead)(id) {
            best.add(Hit::new(id, distance, self.len.max(length)));
        }
    }
}

/// Which columns are added up for a number of misses, and how many of them a unit must have.
#[derive(Debug, Default)]
struct Plan {
    misses: Option<usize>,
    columns: Vec<u8>,
    need: usize,
}

impl Plan {
    /// Chooses how many of the columns, lightest first, to add: each costs time, and each leaves fewer units to look at.
    ///
    /// Of any r columns of the query a near unit lacks at most `misses`, so it has r − `misses` of them.
    fn choose(by_load: &[(f64, u8)], misses: usize) -> Plan {
        // chances[n]: how probable it is that n of the columns so far mark a unit, taking them for independent.
        let mut chances = vec![1.0f64];
        let (mut chosen, mut cheapest) = (by_load.len().min(misses + 1), f64::INFINITY);
        for (at, (load, _)) in by_load.iter().enumerate() {
            chances.push(0.0);
            for n in (0..chances.len()).rev() {
                chances[n] = chances[n] * (1.0 - load) + if n > 0 { chances[n - 1] * load } else { 0.0 };
            }
            let columns = at + 1;
            let Some(need) = columns.checked_sub(misses).filter(|n| (1..=MOST_NEEDED).contains(n)) else {
                continue;
            };
            let survivors: f64 = chances[need..].iter().sum();
            let cost = columns as f64 * COLUMN_COST + 64.0 * survivors * SURVIVOR_COST;
            if cost < cheapest {
                (chosen, cheapest) = (columns, cost);
            }
        }
        Plan {
            misses: Some(misses),
            columns: by_load[..chosen].iter().map(|(_, column)| *column).collect(),
            need: chosen.saturating_sub(misses),
        }
    }
}
