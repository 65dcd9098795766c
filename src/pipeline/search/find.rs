//! The nearest units of a store, by one side of a pair of languages.

use super::sidecar;
use crate::model::{Lang, Mark, Variant};
use crate::pipeline::error::Error;
use crate::pipeline::watch::Watch;
use crate::search::{Hit, MOST_WITH_EDITS, Memory, Query, Scratch, score};
use crate::store::{Lookup, Moment};
use rustc_hash::FxHashSet;
use std::path::{Path, PathBuf};

/// A unit near to a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// The store's id of the unit.
    pub unit: i64,
    /// The score of the texts alone, 0..=100.
    pub percent: u8,
    /// Word edits and the number of words of the longer text.
    pub edits: (u32, u32),
}

/// Looks things up in a store by one side of a pair of languages. Sees at every lookup what the store is then.
pub struct Searcher<'s> {
    pub(super) store: &'s dyn Lookup,
    pub(super) source: Lang,
    pub(super) target: Lang,
    path: Option<PathBuf>,
    pub(super) memory: Memory,
    moment: Moment,
    scratch: Scratch,
}

impl std::fmt::Debug for Searcher<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Searcher")
            .field("memory", &self.memory)
            .field("moment", &self.moment)
            .finish_non_exhaustive()
    }
}

impl<'s> Searcher<'s> {
    /// Opens the index of the units that have both languages, by their source texts; makes it when it is not there, not
    /// whole, or of another store. `path` is the store's file, beside which the index is kept; without it, in memory.
    ///
    /// # Errors
    ///
    /// Those of the store; [`Error::Stopped`].
    pub fn open(
        store: &'s dyn Lookup,
        (source, target): (&Lang, &Lang),
        path: Option<&Path>,
        watch: &Watch,
    ) -> Result<Searcher<'s>, Error> {
        let path = path.map(|path| sidecar::sidecar_path(path, source, target));
        let index = sidecar::open(store, (source, target), path.as_deref(), watch)?;
        let moment = sidecar::moment_of(index.stamp());
        let mut searcher = Searcher {
            store,
            source: source.clone(),
            target: target.clone(),
            path,
            memory: Memory::new(index),
            moment,
            scratch: Scratch::default(),
        };
        searcher.refresh(watch)?;
        Ok(searcher)
    }

    /// Returns the languages: the one that is searched, and the other.
    pub fn languages(&self) -> (&Lang, &Lang) {
        (&self.source, &self.target)
    }

    /// Takes in what was stored and removed since the last look. One look at the store when nothing was.
    ///
    /// # Errors
    ///
    /// Those of the store; [`Error::Stopped`] while the index is made anew.
    pub fn refresh(&mut self, watch: &Watch) -> Result<(), Error> {
        let now = self.store.moment()?;
        if now == self.moment {
            return Ok(());
        }
        // A list of new units is looked at one by one: it stays short against the index.
        let most = 2000 + self.memory.index().len() / 64;
        if self.store.remembers(self.moment)?
            && let Some((units, moment)) = self.store.touched(self.moment.change, most)?
        {
            for unit in units {
                match self.store.unit_variants(unit)? {
                    Some(variants) => {
                        if let (Some(text), Some(_)) =
                            (of(&variants, &self.source), of(&variants, &self.target))
                        {
                            self.memory.put(unit, &text.text);
                        }
                    }
                    None => self.memory.remove(unit),
                }
            }
            self.moment = moment;
            if self.memory.behind() <= most {
                return Ok(());
            }
        }
        let languages = (&self.source, &self.target);
        let index = sidecar::build(self.store, languages, self.path.as_deref(), watch)?;
        self.moment = sidecar::moment_of(index.stamp());
        self.memory = Memory::new(index);
        Ok(())
    }

    /// Returns the units nearest to a text, nearest first: at most `limit`, of a score of at least `min`. Exactly those
    /// that comparing the text with every unit would find.
    ///
    /// # Errors
    ///
    /// Those of the store.
    pub fn find(&mut self, text: &str, marks: &[Mark], min: u8, limit: usize) -> Result<Vec<Found>, Error> {
        Ok(self.find_more(text, marks, min, limit)?.0)
    }

    /// As [`find`](Searcher::find); also says whether these are all there are.
    pub(super) fn find_more(
        &mut self,
        text: &str,
        marks: &[Mark],
        min: u8,
        limit: usize,
    ) -> Result<(Vec<Found>, bool), Error> {
        let query = Query::new(text);
        let mut found: Vec<Found> = Vec::new();
        let mut identical = 0;
        let mut seen: FxHashSet<i64> = FxHashSet::default();
        for unit in self.memory.same_letters(&query) {
            // Texts equal to the byte come first: nothing behind them can be better.
            if identical >= limit {
                break;
            }
            seen.insert(unit);
            let Some(variants) = self.store.unit_variants(unit)? else { continue };
            let Some(variant) = of(&variants, &self.source) else { continue };
            let score = score((text, marks), (&variant.text, &variant.marks));
            identical += usize::from(score.percent == 100);
            if score.percent >= min {
                let edits = (score.edits.0 as u32, score.edits.1 as u32);
                found.push(Found { unit, percent: score.percent, edits });
            }
        }
        let mut all = true;
        if identical < limit {
            let hits = self.memory.search(&query, min, limit, &mut self.scratch);
            all = hits.len() < limit;
            found.extend(hits.iter().filter(|hit| !seen.contains(&hit.unit)).map(of_hit));
        }
        found.sort_by(|a, b| {
            let share = |x: &Found, y: &Found| u64::from(x.edits.0) * u64::from(y.edits.1);
            b.percent.cmp(&a.percent).then(share(a, b).cmp(&share(b, a))).then(a.unit.cmp(&b.unit))
        });
        all &= found.len() <= limit && identical < limit;
        found.truncate(limit);
        Ok((found, all))
    }

    /// Returns the lines in their files on which the occurrences of a unit start.
    ///
    /// # Errors
    ///
    /// Those of the store.
    pub fn lines(&self, unit: i64, at_most: usize) -> Result<Vec<u64>, Error> {
        Ok(self.store.lines(unit, at_most)?)
    }
}

fn of_hit(hit: &Hit) -> Found {
    let (distance, longer) = (hit.distance, hit.longer);
    let percent = (u64::from(longer - distance) * 100).checked_div(u64::from(longer)).unwrap_or(0) as u8;
    Found { unit: hit.unit, percent: percent.min(MOST_WITH_EDITS), edits: (distance, longer) }
}

/// Returns the variant of a language: the same tag before the same language.
pub(super) fn of<'v>(variants: &'v [Variant], lang: &Lang) -> Option<&'v Variant> {
    let same = variants.iter().find(|v| v.lang == *lang);
    same.or_else(|| variants.iter().find(|v| v.lang.same_language(lang)))
}
