//! The glossary's forbidden renderings → the preferred ones.

use super::gather::join_settlements;
use super::name::{Group, Order, Sides, settle_name};
use crate::model::Settlement;
use glossary::find::{Finder, Hit, Side};
use glossary::term::{Status, Term};
use std::collections::BTreeMap;
use std::ops::Range;

/// Returns the edits that write the preferred rendering for every forbidden one, in units whose other text has the term.
///
/// `terms` run from the other texts to those to be edited; what lies in `taken`, byte ranges by unit, is decided already.
pub fn settle_terms(
    terms: &[Term],
    sides: Sides<'_>,
    taken: &BTreeMap<usize, Vec<Range<usize>>>,
) -> Settlement {
    let source = Finder::new(terms, Side::Source, &sides.other.primary());
    let target = Finder::new(terms, Side::Target, &sides.edited.primary());
    let mut found: BTreeMap<usize, Group> = BTreeMap::new();
    let of =
        |hit: &Hit| -> Vec<usize> { std::iter::once(hit.term).chain(hit.also.iter().copied()).collect() };
    for (index, unit) in sides.units.iter().enumerate() {
        let (Some(edited), Some(other)) = (unit.variant(sides.edited), unit.variant(sides.other)) else {
            continue;
        };
        let free = |range: &Range<usize>| {
            !taken.get(&index).into_iter().flatten().any(|t| t.start < range.end && range.start < t.end)
        };
        let wrong: Vec<Hit> = target
            .hits(&edited.text)
            .into_iter()
            .filter(|h| h.status == Status::Forbidden && free(&h.raw))
            .collect();
        if wrong.is_empty() {
            continue;
        }
        let asked = source.hits(&other.text);
        for hit in wrong {
            let meant = asked.iter().find(|a| of(a).iter().any(|t| of(&hit).contains(t)));
            let Some(there) = meant else { continue };
            let group = found.entry(hit.term).or_insert_with(|| Group {
                forms: terms[hit.term].forbidden().map(str::to_owned).collect(),
                short: false,
                uses: Vec::new(),
            });
            group.uses.push((index, hit.raw.clone(), there.raw.clone()));
        }
    }
    let mut parts = Vec::new();
    for (term, group) in found {
        let Some(to) = terms[term].preferred().next() else { continue };
        let order = Order { to, from: &[], short: false, accepted: &[] };
        parts.push(settle_name(&[group], sides, &order).settlement);
    }
    join_settlements(parts)
}
