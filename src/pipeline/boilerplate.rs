//! What the documents of a job or of a store repeat: segments that `segment` shows as boilerplate, units that exports mark.
//!
//! The mark of a unit is worked out from what the store holds whenever it is wanted, and never kept: a store filled
//! in one go and one filled day by day give the same marks, and undoing a step leaves none behind.

use super::error::Error;
use crate::model::{Annotation, BlockKind, Lang, Segment, TranslationUnit};
use crate::segment::{self, Trace};
use crate::store::{Filter, Store};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::ops::ControlFlow;

/// The property that boilerplate has in exports, and its value.
const KIND: &str = "x-yeksan-kind";
const BOILERPLATE: &str = "boilerplate";

/// Documents below which nothing is repeated often enough.
const FEWEST: usize = 3;

/// The boilerplate of several documents, by document and segment.
#[derive(Debug, Clone, Default)]
pub struct Repeats {
    marks: Vec<Vec<bool>>,
}

impl Repeats {
    /// Compares documents, each language with its own; `read` gives the language and segments of one, `None` when it
    /// cannot be read.
    ///
    /// Documents are read in parallel, and nothing is held of them but hashes. Fewer than three are not read at all.
    pub fn of(documents: usize, read: impl Fn(usize) -> Option<(Lang, Vec<Segment>)> + Sync) -> Repeats {
        if documents < FEWEST {
            return Repeats::default();
        }
        let traced: Vec<Option<(String, Vec<Trace>)>> = (0..documents)
            .into_par_iter()
            .map(|number| {
                let (lang, segments) = read(number)?;
                Some((lang.primary(), segments.iter().map(|s| Trace::of(&s.text)).collect()))
            })
            .collect();
        let mut groups: BTreeMap<String, (Vec<usize>, Vec<Vec<Trace>>)> = BTreeMap::new();
        for (number, traced) in traced.into_iter().enumerate() {
            if let Some((lang, traces)) = traced {
                let group = groups.entry(lang).or_default();
                group.0.push(number);
                group.1.push(traces);
            }
        }
        let mut marks = vec![Vec::new(); documents];
        for (numbers, traces) in groups.into_values() {
            for (number, found) in numbers.into_iter().zip(segment::boilerplate(&traces)) {
                marks[number] = found;
            }
        }
        Repeats { marks }
    }

    /// Gives the segments of a document that the others repeat their kind, and returns how many they are; texts and ranges
    /// stay. A document that has other segments than before is left alone.
    pub fn mark(&self, document: usize, segments: &mut [Segment]) -> usize {
        let Some(marks) = self.marks.get(document).filter(|marks| marks.len() == segments.len()) else {
            return 0;
        };
        let mut count = 0;
        for (segment, _) in segments.iter_mut().zip(marks).filter(|(_, mark)| **mark) {
            segment.kind = BlockKind::Boilerplate;
            count += 1;
        }
        count
    }
}

/// One aligned pair on its way: its languages and, for both sides, its units' lines and their numbers.
#[derive(Default)]
struct Pair {
    numbers: Vec<usize>,
    sides: [Vec<Trace>; 2],
}

/// Takes units in the order of their documents and says which are boilerplate.
#[derive(Default)]
pub(super) struct Marker {
    count: usize,
    pairs: BTreeMap<(String, String), Vec<Pair>>,
    last: Option<(String, Option<String>)>,
}

impl Marker {
    /// Takes the next unit; only those of aligned documents are compared.
    pub(super) fn add(&mut self, unit: &TranslationUnit) {
        let number = self.count;
        self.count += 1;
        let aligned = unit.origin.target_file.is_some() && unit.confidence.is_some();
        let [source, target] = unit.variants.as_slice() else { return };
        if !aligned {
            return;
        }
        let pairs = self.pairs.entry((source.lang.primary(), target.lang.primary())).or_default();
        let is_of_last = self
            .last
            .as_ref()
            .is_some_and(|(file, other)| *file == unit.origin.file && *other == unit.origin.target_file);
        if pairs.is_empty() || !is_of_last {
            self.last = Some((unit.origin.file.clone(), unit.origin.target_file.clone()));
            pairs.push(Pair::default());
        }
        if let Some(pair) = pairs.last_mut() {
            pair.numbers.push(number);
            pair.sides[0].push(Trace::of(&source.text));
            pair.sides[1].push(Trace::of(&target.text));
        }
    }

    /// Returns, for every unit taken, whether it is boilerplate: it suffices that one side is.
    pub(super) fn marks(self) -> Vec<bool> {
        let mut marks = vec![false; self.count];
        for pairs in self.pairs.into_values().filter(|pairs| pairs.len() >= FEWEST) {
            let mut sides: [Vec<Vec<Trace>>; 2] = Default::default();
            let mut numbers = Vec::with_capacity(pairs.len());
            for pair in pairs {
                let [source, target] = pair.sides;
                sides[0].push(source);
                sides[1].push(target);
                numbers.push(pair.numbers);
            }
            for side in sides {
                for (numbers, found) in numbers.iter().zip(segment::boilerplate(&side)) {
                    numbers.iter().zip(found).filter(|(_, found)| *found).for_each(|(n, _)| marks[*n] = true);
                }
            }
        }
        marks
    }
}

/// The units of a store that are boilerplate.
#[derive(Debug, Clone, Default)]
pub struct Boilerplate {
    /// Their ids, ascending.
    ids: Vec<i64>,
}

impl Boilerplate {
    /// Reads a store once, unless it has fewer than three aligned pairs; some 50 bytes a unit are held meanwhile.
    ///
    /// # Errors
    ///
    /// The store's.
    pub fn of(store: &dyn Store) -> Result<Boilerplate, Error> {
        if store.files()?.iter().filter(|f| f.info.target.is_some()).count() < FEWEST {
            return Ok(Boilerplate::default());
        }
        let (mut marker, mut ids) = (Marker::default(), Vec::new());
        store.for_each_unit(&Filter::default(), &mut |unit| {
            marker.add(&unit);
            ids.push(unit.id.unwrap_or_default());
            Ok(ControlFlow::Continue(()))
        })?;
        let mut ids: Vec<i64> =
            ids.into_iter().zip(marker.marks()).filter(|(_, mark)| *mark).map(|(id, _)| id).collect();
        ids.sort_unstable();
        Ok(Boilerplate { ids })
    }

    /// Returns how many occurrences are boilerplate.
    pub fn count(&self) -> usize {
        self.ids.len()
    }

    /// Puts the mark on a unit that is boilerplate; one that came with it keeps it.
    pub(super) fn mark(&self, unit: &mut TranslationUnit) {
        if unit.id.is_some_and(|id| self.ids.binary_search(&id).is_ok()) {
            put_mark(unit);
        }
    }
}

/// Puts the mark on a unit.
pub(super) fn put_mark(unit: &mut TranslationUnit) {
    if !is_marked(unit) {
        unit.annotations.push(Annotation::prop(KIND, BOILERPLATE));
    }
}

/// Whether a unit bears the mark, put here or in the file it came from.
pub(super) fn is_marked(unit: &TranslationUnit) -> bool {
    unit.annotations.iter().any(|a| a.prop_type() == Some(KIND) && a.text == BOILERPLATE)
}
