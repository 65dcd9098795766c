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
    Digest::of_texts([&source.document.text, &target.document.text])
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

    /// Returns the beads of a pair that a person confirmed and that still stand in its texts, in order, and how many do not.
    ///
    /// In texts that have not changed they stand where they stood. In others a bead is found by its two texts, if each
    /// stands there once.
    pub(super) fn pins(&self, source: &Text, target: &Text) -> (Vec<Bead>, usize) {
        let Some((info, units)) = self.pairs.iter().find(|(info, _)| {
            info.name == source.document.name && info.target.as_deref() == Some(target.document.name.as_str())
        }) else {
            return (Vec::new(), 0);
        };
        let same = info.hash == digest(source, target);
        let lone = lone_of(info);
        let (mut pins, mut lost) = if same { (lone, 0) } else { (Vec::new(), lone.len()) };
        for unit in units.iter().filter(|u| u.approved && !is_adrift(u)) {
            let [from, to] = unit.variants.as_slice() else { continue };
            let (source, target) = (&source.segments, &target.segments);
            let found = if same {
                place(source, &unit.origin.source_ranges).zip(place(target, &unit.origin.target_ranges))
            } else {
                only(source, &from.text).zip(only(target, &to.text))
            };
            match found {
                Some((source, target)) => pins.push(Bead { source, target, cost: 0.0, confidence: 1.0 }),
                None => lost += 1,
            }
        }
        pins.sort_by_key(|b| (b.source.start, b.target.start, b.source.end, b.target.end));
        let mut at = (0, 0);
        pins.retain(|pin| {
            let fits = pin.source.start >= at.0
                && pin.target.start >= at.1
                && pin.source.end <= source.segments.len()
                && pin.target.end <= target.segments.len();
            if fits {
                at = (pin.source.end, pin.target.end);
            } else {
                lost += 1;
            }
            fits
        });
        (pins, lost)
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
        // What a person confirmed keeps the number it was stored with; the ranges tell where it stands.
        let mut units: Vec<&TranslationUnit> = units.iter().filter(|u| !is_adrift(u)).collect();
        units.sort_by_key(|u| u.origin.source_ranges.first().map(|r| r.start));
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

/// Returns whether a confirmed unit stands nowhere in the texts any more.
fn is_adrift(unit: &TranslationUnit) -> bool {
    unit.approved && unit.origin.source_ranges.is_empty() && unit.origin.target_ranges.is_empty()
}

/// Returns what a file's header keeps: that segments a person saw have no counterpart.
pub(super) fn header(confidence: f64, pins: &[Bead]) -> serde_json::Value {
    let lone: Vec<[usize; 4]> = pins
        .iter()
        .filter(|p| p.source.is_empty() || p.target.is_empty())
        .map(|p| [p.source.start, p.source.end, p.target.start, p.target.end])
        .collect();
    if lone.is_empty() {
        serde_json::json!({ "confidence": confidence })
    } else {
        serde_json::json!({ "confidence": confidence, "lone": lone })
    }
}

fn lone_of(info: &FileInfo) -> Vec<Bead> {
    let lone = info.header.as_ref().and_then(|h| h.get("lone")).cloned().unwrap_or_default();
    let lone: Vec<[usize; 4]> = serde_json::from_value(lone).unwrap_or_default();
    let bead = |[a, b, c, d]: [usize; 4]| {
        (a <= b && c <= d).then_some(Bead { source: a..b, target: c..d, cost: 0.0, confidence: 1.0 })
    };
    lone.into_iter().filter_map(bead).collect()
}

/// Returns the only run of segments that a text was joined of, `None` when there is none or more than one.
fn only(segments: &[Segment], text: &str) -> Option<Range<usize>> {
    let text = text.trim();
    let run = |start: usize| {
        let (mut rest, mut end) = (text, start);
        while !rest.is_empty() {
            let own = segments.get(end)?.text.trim();
            rest = rest.strip_prefix(own).filter(|_| !own.is_empty())?.trim_start();
            end += 1;
        }
        (end > start).then_some(start..end)
    };
    let mut runs = (0..segments.len()).filter_map(run);
    runs.next().filter(|_| runs.next().is_none())
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
    fn a_text_finds_its_segments_if_it_stands_there_once() {
        let all = ["Yes.", "It rained.", "Nobody came.", "Yes."].map(Segment::bare);
        assert_eq!(only(&all, "It rained. Nobody came."), Some(1..3));
        assert_eq!(only(&all, "Yes."), None);
        assert_eq!(only(&all, "Nobody"), None);
        assert_eq!(only(&all, ""), None);
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
