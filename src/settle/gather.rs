//! Edits and questions of many places, in order and without overlap.

use super::name::Sides;
use crate::model::{Ask, Change, Edit, Settlement};
use std::collections::BTreeMap;
use std::ops::Range;

/// Takes the edits of places one by one.
pub(super) struct Gather<'a> {
    sides: Sides<'a>,
    edits: BTreeMap<(usize, usize), Vec<Edit>>,
    asks: Vec<Ask>,
    doubts: Vec<Ask>,
}

impl<'a> Gather<'a> {
    pub(super) fn new(sides: Sides<'a>) -> Gather<'a> {
        Gather { sides, edits: BTreeMap::new(), asks: Vec::new(), doubts: Vec::new() }
    }

    /// Returns the place in the unit of the variant to be edited.
    fn variant(&self, unit: usize) -> Option<usize> {
        let unit = self.sides.units.get(unit)?;
        let edited = unit.variant(self.sides.edited)?;
        unit.variants.iter().position(|v| std::ptr::eq(v, edited))
    }

    fn question(&self, unit: usize, range: Range<usize>, why: &'static str) -> Option<Ask> {
        Some(Ask { unit, variant: self.variant(unit)?, range, why })
    }

    /// Leaves a place to a person.
    pub(super) fn ask(&mut self, unit: usize, range: Range<usize>, why: &'static str) {
        self.asks.extend(self.question(unit, range, why));
    }

    /// Says what a person may want to look at; `range` lies in the text as it was.
    pub(super) fn doubt(&mut self, unit: usize, range: Range<usize>, why: &'static str) {
        self.doubts.extend(self.question(unit, range, why));
    }

    /// Writes `new` in the place of a stretch, word by word where both have as many; a stretch that is taken is asked about.
    pub(super) fn write(&mut self, unit: usize, range: Range<usize>, new: &str) {
        let Some(variant) = self.variant(unit) else { return };
        let edits = self.edits.entry((unit, variant)).or_default();
        let old = &self.sides.units[unit].variants[variant].text[range.clone()];
        let new = by_word(old, new, range.start);
        if new.iter().all(|e| edits.contains(e)) {
            return;
        }
        let meets = |e: &Edit| e.range.start < range.end && range.start < e.range.end;
        if edits.iter().any(meets) {
            return self.ask(unit, range, "another decision rewrites this stretch");
        }
        edits.extend(new);
    }

    pub(super) fn finish(self) -> Settlement {
        let changes = self.edits.into_iter().filter(|(_, edits)| !edits.is_empty()).map(
            |((unit, variant), mut edits)| {
                edits.sort_by_key(|e| e.range.start);
                Change { unit, variant, edits }
            },
        );
        let sorted = |mut asks: Vec<Ask>| {
            asks.sort_by_key(|a| (a.unit, a.variant, a.range.start, a.range.end));
            asks.dedup();
            asks
        };
        Settlement { changes: changes.collect(), asks: sorted(self.asks), doubts: sorted(self.doubts) }
    }
}

/// Returns the edits that turn `old`, which begins at `start`, into `new`: one a word when both have as many words.
fn by_word(old: &str, new: &str, start: usize) -> Vec<Edit> {
    let words = |text: &str| -> Vec<Range<usize>> {
        let mut out = Vec::new();
        let mut at = 0;
        for word in text.split(char::is_whitespace) {
            if !word.is_empty() {
                out.push(at..at + word.len());
            }
            at += word.len() + text[at + word.len()..].chars().next().map_or(0, char::len_utf8);
        }
        out
    };
    let (from, to) = (words(old), words(new));
    if from.len() != to.len() || from.len() < 2 {
        return vec![Edit { range: start..start + old.len(), text: new.to_owned() }];
    }
    from.into_iter()
        .zip(to)
        .filter(|(f, t)| old[f.clone()] != new[t.clone()])
        .map(|(f, t)| Edit { range: start + f.start..start + f.end, text: new[t].to_owned() })
        .collect()
}

/// Joins what several decisions come to; of two that meet in a stretch the earlier one holds, and the other is asked about.
pub fn join_settlements(parts: Vec<Settlement>) -> Settlement {
    let mut edits: BTreeMap<(usize, usize), Vec<Edit>> = BTreeMap::new();
    let mut out = Settlement::default();
    for part in parts {
        for change in part.changes {
            let taken = edits.entry((change.unit, change.variant)).or_default();
            for edit in change.edits {
                let meets = |e: &Edit| e.range.start < edit.range.end && edit.range.start < e.range.end;
                if taken.contains(&edit) {
                    continue;
                }
                if taken.iter().any(meets) {
                    let why = "another decision rewrites this stretch";
                    out.asks.push(Ask { unit: change.unit, variant: change.variant, range: edit.range, why });
                } else {
                    taken.push(edit);
                }
            }
        }
        out.asks.extend(part.asks);
        out.doubts.extend(part.doubts);
    }
    out.changes = edits
        .into_iter()
        .map(|((unit, variant), mut edits)| {
            edits.sort_by_key(|e| (e.range.start, e.range.end));
            Change { unit, variant, edits }
        })
        .filter(|c| !c.edits.is_empty())
        .collect();
    for asks in [&mut out.asks, &mut out.doubts] {
        asks.sort_by_key(|a| (a.unit, a.variant, a.range.start, a.range.end));
        asks.dedup();
    }
    out
}
