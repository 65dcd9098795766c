//! One difference, one claim: names inside names whose renderings differ for the same reason.

use super::accepted::joined;
use super::corpus::Corpus;
use super::runs::{Key, joins};
use super::table::Table;
use super::token::Gap;
use crate::model::{Name, VariantClass, Verdict};
use std::collections::{BTreeMap, BTreeSet};

/// Withdraws the claims that repeat another one: of *Lindqvist*, *Mr. Lindqvist* and *Matthias Lindqvist* the name that
/// most places share is left, of names with the same places the longest that is no address.
///
/// What is withdrawn keeps its renderings and becomes [`Verdict::Consistent`].
pub(super) fn merge(corpus: &Corpus<'_>, table: &Table, names: &mut [(&Key, Name)]) {
    let claims: Vec<usize> =
        (0..names.len()).filter(|&i| matches!(names[i].1.verdict, Verdict::True | Verdict::Ortho)).collect();
    let mut inside: BTreeMap<(usize, usize), u32> = BTreeMap::new();
    for_overlaps(names, &claims, |inner, outer| *inside.entry((inner, outer)).or_default() += 1);
    let uses: Vec<Uses> = names.iter().map(|(_, name)| Uses::of(name)).collect();
    let mut kept: BTreeMap<usize, usize> = BTreeMap::new();
    for (&(inner, outer), &count) in &inside {
        let (a, b) = (&names[inner], &names[outer]);
        if a.1.verdict != b.1.verdict {
            continue;
        }
        let whole = count as usize == a.0.spots.len() && !is_address(corpus, table, a.0, b.0);
        let order = if whole { [(outer, inner), (inner, outer)] } else { [(inner, outer), (outer, inner)] };
        // A claim that is withdrawn already needs no second reason; what it would speak for stands by itself.
        if !whole && kept.contains_key(&outer) {
            continue;
        }
        let repeated = order.into_iter().find(|&(keeper, other)| {
            root(&kept, keeper) != other && !kept.contains_key(&other) && uses[keeper].explain(&uses[other])
        });
        if let Some((keeper, other)) = repeated {
            kept.insert(other, keeper);
        }
    }
    for &other in kept.keys() {
        names[other].1.verdict = Verdict::Consistent;
    }
}

fn root(kept: &BTreeMap<usize, usize>, mut name: usize) -> usize {
    while let Some(&next) = kept.get(&name) {
        name = next;
    }
    name
}

/// Tells of every place of a claimed name that lies inside a place of a longer one: (inner, outer).
fn for_overlaps(names: &[(&Key, Name)], claims: &[usize], mut tell: impl FnMut(usize, usize)) {
    let mut places: Vec<(u32, u16, u16, usize)> = claims
        .iter()
        .flat_map(|&i| names[i].0.spots.iter().map(move |s| (s.unit, s.first, s.end, i)))
        .collect();
    places.sort_unstable();
    for unit in places.chunk_by(|a, b| a.0 == b.0) {
        for inner in unit {
            let longer = |o: &&(u32, u16, u16, usize)| {
                o.1 <= inner.1 && inner.2 <= o.2 && o.2 - o.1 > inner.2 - inner.1
            };
            // One place of the longer name counts once.
            let outer: BTreeSet<usize> = unit.iter().filter(longer).map(|o| o.3).collect();
            outer.into_iter().for_each(|outer| tell(inner.3, outer));
        }
    }
}

/// Returns whether the longer name is the other with a title or an owner before it: *Mr. Lindqvist*, *Iran's Revolution*.
fn is_address(corpus: &Corpus<'_>, table: &Table, inner: &Key, outer: &Key) -> bool {
    let [first, second, ..] = outer.words.as_slice() else { return false };
    let titled =
        table.is_title_word(*first) && !joins(corpus.source_words.text(*second)) && !outer.is_title();
    let owned = outer.spots.first().is_some_and(|spot| {
        let words = &corpus.source(spot.unit as usize)[spot.words()];
        let tail = words.len().saturating_sub(inner.words.len());
        words.get(tail).is_some_and(|w| w.gap == Gap::Possessive)
            && words[tail..].iter().map(|w| w.key).eq(inner.words.iter().copied())
    });
    titled && first != &inner.words[0] || owned
}

/// Where a name's renderings stand in the source, and what they are.
struct Uses {
    /// (unit, first byte, end, rendering), sorted.
    places: Vec<(usize, usize, usize, usize)>,
    /// Every rendering folded, without spaces.
    texts: Vec<String>,
}

impl Uses {
    fn of(name: &Name) -> Uses {
        let mut places = Vec::new();
        for (i, rendering) in name.renderings.iter().enumerate() {
            let rank = match rendering.class {
                VariantClass::Missing => continue,
                VariantClass::ShortForm => 0,
                _ => i,
            };
            places.extend(rendering.uses.iter().map(|u| (u.unit, u.source.start, u.source.end, rank)));
        }
        places.sort_unstable();
        Uses { places, texts: name.renderings.iter().map(|r| joined(&r.text)).collect() }
    }

    /// Returns whether the other name's renderings differ where these do: no two of them stand on one of these. One that
    /// stands on none of them must hold one, or be held by it.
    fn explain(&self, other: &Uses) -> bool {
        let mut owner: BTreeMap<usize, usize> = BTreeMap::new();
        let mut met: BTreeSet<usize> = BTreeSet::new();
        for &(unit, start, end, rank) in &other.places {
            let from = self.places.partition_point(|u| u.0 < unit);
            let here = self.places[from..].iter().take_while(|u| u.0 == unit);
            for own in here.filter(|u| u.1 < end && start < u.2) {
                if *owner.entry(own.3).or_insert(rank) != rank {
                    return false;
                }
                met.insert(rank);
            }
        }
        let ranks: BTreeSet<usize> = other.places.iter().map(|u| u.3).collect();
        let held = |rank: &usize| {
            let text = &other.texts[*rank];
            let same = |own: &usize| self.texts[*own].contains(text) || text.contains(&self.texts[*own]);
            let own: BTreeSet<usize> = self.places.iter().map(|u| u.3).filter(same).collect();
            own.len() == 1 && own.iter().all(|own| owner.get(own).is_none_or(|r| r == rank))
        };
        ranks.len() > 1 && !met.is_empty() && ranks.difference(&met).all(held)
    }
}
