//! Aligned pairs that the store has already: taken as they are when neither text has changed, so that a job that was
//! stopped goes on and the same job again changes nothing.

use super::align::PairFiles;
use super::digest::Digest;
use super::error::Error;
use super::languages::Settled;
use super::place::stored_name;
use super::text::Text;
use crate::model::{Bead, Segment, TranslationUnit};
use crate::store::{FileInfo, FileKind, Filter, Store};
use std::collections::BTreeSet;
use std::ops::Range;
use std::path::Path;

/// What a store has of some pairs.
#[derive(Debug, Clone, Default)]
pub struct Known {
    pairs: Vec<(FileInfo, Vec<TranslationUnit>)>,
}

/// Returns the digest by which the store knows the content of a pair.
pub(super) fn digest(source: &Text, target: &Text) -> String {
    let mut hash = Digest::default();
    for text in [&source.document.text, &target.document.text] {
        hash.add(&(text.len() as u64).to_le_bytes());
        hash.add(text.as_bytes());
    }
    hash.finish()
}

impl Known {
    /// Returns what a store in `folder` has of these pairs.
    ///
    /// # Errors
    ///
    /// The store's.
    pub fn of(store: &dyn Store, folder: &Path, pairs: &[PairFiles]) -> Result<Known, Error> {
        let asked: BTreeSet<(String, String)> =
            pairs.iter().map(|p| (stored_name(folder, &p.source), stored_name(folder, &p.target))).collect();
        let mut known = Known::default();
        for record in store.files()? {
            let names = (record.info.name.clone(), record.info.target.clone().unwrap_or_default());
            if record.info.kind == FileKind::Aligned && asked.contains(&names) {
                let filter = Filter { file: Some(record.info.name.clone()), ..Filter::default() };
                let mut units = store.units(&filter)?;
                units.retain(|u| u.origin.target_file == record.info.target);
                known.pairs.push((record.info, units));
            }
        }
        Ok(known)
    }

    /// Returns the beads of a pair whose content and languages are the stored ones and how sure the aligner was of the
    /// whole; `None` for any other pair, and when the texts are now cut otherwise.
    pub(super) fn beads(
        &self,
        source: &Text,
        target: &Text,
        languages: &Settled,
    ) -> Option<(Vec<Bead>, f64)> {
        let hash = digest(source, target);
        let (info, units) = self.pairs.iter().find(|(info, _)| {
            info.name == source.document.name
                && info.target.as_deref() == Some(target.document.name.as_str())
                && info.hash == hash
        })?;
        let confidence = info.header.as_ref()?.get("confidence")?.as_f64()?;
        let mut path = Beads::default();
        for unit in units {
            let [from, to] = unit.variants.as_slice() else { return None };
            if from.lang != languages.source || to.lang != languages.target {
                return None;
            }
            let from = place(&source.segments, &unit.origin.source_ranges)?;
            let to = place(&target.segments, &unit.origin.target_ranges)?;
            path.reach(from.start, to.start)?;
            path.bead(from, to, unit.confidence.unwrap_or(1.0));
        }
        path.reach(source.segments.len(), target.segments.len())?;
        Some((path.beads, confidence))
    }
}

/// Beads in order, with what lies between two units as beads of one side.
#[derive(Default)]
struct Beads {
    beads: Vec<Bead>,
    at: (usize, usize),
}

impl Beads {
    fn bead(&mut self, source: Range<usize>, target: Range<usize>, confidence: f64) {
        self.at = (source.end, target.end);
        self.beads.push(Bead { source, target, cost: 0.0, confidence });
    }

    /// Fills up to a place; `None` when it lies behind.
    fn reach(&mut self, source: usize, target: usize) -> Option<()> {
        if source < self.at.0 || target < self.at.1 {
            return None;
        }
        for i in self.at.0..source {
            self.bead(i..i + 1, self.at.1..self.at.1, 1.0);
        }
        for i in self.at.1..target {
            self.bead(self.at.0..self.at.0, i..i + 1, 1.0);
        }
        Some(())
    }
}

/// Returns which consecutive segments were made of exactly these ranges.
fn place(segments: &[Segment], ranges: &[Range<usize>]) -> Option<Range<usize>> {
    let first = ranges.first()?;
    let start = segments.iter().position(|s| s.ranges.first() == Some(first))?;
    let (mut end, mut matched) = (start, 0);
    while matched < ranges.len() {
        let own = &segments.get(end)?.ranges;
        if ranges.get(matched..matched + own.len())? != own.as_slice() || own.is_empty() {
            return None;
        }
        matched += own.len();
        end += 1;
    }
    Some(start..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn segments(ranges: &[&[Range<usize>]]) -> Vec<Segment> {
        let one = |r: &&[Range<usize>]| Segment { ranges: r.to_vec(), ..Segment::bare("x") };
        ranges.iter().map(one).collect()
    }

    #[test]
    fn ranges_find_their_segments_again() {
        let all = segments(&[&[0..5], &[6..9, 20..30], &[31..40]]);
        assert_eq!(place(&all, &[6..9, 20..30, 31..40]), Some(1..3));
        assert_eq!(place(&all, &[6..9]), None, "half a segment is none");
        assert_eq!(place(&all, &[7..9]), None);
    }

    #[test]
    fn gaps_become_beads_of_one_side() {
        let mut path = Beads::default();
        path.reach(1, 0).unwrap();
        path.bead(1..2, 0..1, 0.9);
        path.reach(2, 2).unwrap();
        let shape: Vec<_> = path.beads.iter().map(|b| (b.source.clone(), b.target.clone())).collect();
        assert_eq!(shape, [(0..1, 0..0), (1..2, 0..1), (2..2, 1..2)]);
        assert!(path.reach(0, 2).is_none());
    }
}
