//! Gives each target word of a unit to the name it fits best.

use super::link::{Link, Why};
use super::runs::{Key, Spot};
use rustc_hash::FxHashMap;

/// A longer name and its rendering in a unit.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Cover {
    pub(super) unit: u32,
    /// Target words.
    pub(super) first: u16,
    pub(super) end: u16,
    /// Source words.
    pub(super) source: (u16, u16),
}

impl Cover {
    /// Returns whether a place in the same unit lies inside the longer name.
    pub(super) fn holds(&self, spot: &Spot) -> bool {
        self.source.0 <= spot.first && spot.end <= self.source.1
    }
}

/// Picks from each unit's candidates a set in which no target word renders two names, best score first.
///
/// `blocked` are the renderings of longer names, sorted. `candidates[i]` are those of `names[i]`; what comes back is ordered by unit and place.
pub(super) fn assign(names: &[Key], candidates: Vec<Vec<Link>>, blocked: &[Cover]) -> Vec<Vec<Link>> {
    let mut all: Vec<(u32, Link)> = Vec::with_capacity(candidates.iter().map(Vec::len).sum());
    for (name, links) in candidates.into_iter().enumerate() {
        all.extend(links.into_iter().map(|l| (name as u32, l)));
    }
    all.sort_by(|(a_name, a), (b_name, b)| {
        a.unit
            .cmp(&b.unit)
            .then(b.score.total_cmp(&a.score))
            .then((b.end - b.first).cmp(&(a.end - a.first)))
            .then(a.first.cmp(&b.first))
            .then(a_name.cmp(b_name))
    });
    let mut chosen: Vec<Vec<Link>> = names.iter().map(|_| Vec::new()).collect();
    let mut at = 0;
    while at < all.len() {
        let unit = all[at].1.unit;
        let end = at + all[at..].iter().take_while(|(_, l)| l.unit == unit).count();
        let from = blocked.partition_point(|b| b.unit < unit);
        let covers = &blocked[from..from + blocked[from..].partition_point(|b| b.unit == unit)];
        let mut taken: Vec<(u16, u16)> = Vec::new();
        let mut given: FxHashMap<u32, usize> = FxHashMap::default();
        for (name, link) in &all[at..end] {
            let places = spots_in(&names[*name as usize].spots, unit);
            let given = given.entry(*name).or_default();
            let overlaps = |first: u16, end: u16| link.first < end && first < link.end;
            // An office's head word lies inside the rendering of the office, a country inside that of its office.
            let inside = names[*name as usize].is_title() && link.why == Why::Table;
            let owned =
                |c: &Cover| c.first <= link.first && link.end <= c.end && places.iter().any(|s| c.holds(s));
            let covered = covers.iter().any(|c| overlaps(c.first, c.end) && !owned(c));
            let taken_up = covered || taken.iter().any(|&(f, e)| overlaps(f, e));
            if *given >= places.len() || !inside && taken_up {
                continue;
            }
            *given += 1;
            taken.push((link.first, link.end));
            chosen[*name as usize].push(link.clone());
        }
        at = end;
    }
    for (name, links) in chosen.iter_mut().enumerate() {
        place(&names[name].spots, links);
    }
    chosen
}

/// Orders the links of a name and gives each the place of the same rank in its unit.
pub(super) fn place(spots: &[Spot], links: &mut [Link]) {
    links.sort_by_key(|l| (l.unit, l.first));
    let mut rank = 0;
    for i in 0..links.len() {
        rank = if i > 0 && links[i - 1].unit == links[i].unit { rank + 1 } else { 0 };
        let first = spots.partition_point(|s| s.unit < links[i].unit);
        links[i].spot = (first + rank) as u32;
    }
}

/// Returns the places of a name in one unit.
pub(super) fn spots_in(spots: &[Spot], unit: u32) -> &[Spot] {
    let first = spots.partition_point(|s| s.unit < unit);
    let end = spots.partition_point(|s| s.unit <= unit);
    &spots[first..end]
}
