//! Places without a rendering where the target has a rendering of another thing of the same kind that nothing in the
//! source accounts for: فرماندار for *mayor*, کندهار for a place of another name.

use super::accepted::match_joined;
use super::assign::{self, spots_in};
use super::corpus::Corpus;
use super::evidence::Evidence;
use super::link::{Link, Why};
use super::runs::Key;
use super::speech;
use super::table::Table;
use crate::model::NameKind;
use std::collections::BTreeMap;

/// Relation from which a source word accounts for a target word.
const EXPLAINED: f32 = 0.35;

/// What may stand for one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Sort {
    Title,
    Place,
    Body,
    Day,
}

/// A place that lacks a rendering: first source word, end, index of its name.
type Open = (u16, u16, usize);

/// Returns the sort of a kind of name; persons and terms have none.
pub(super) fn sort(kind: NameKind) -> Option<Sort> {
    match kind {
        NameKind::Title => Some(Sort::Title),
        NameKind::Place | NameKind::Demonym => Some(Sort::Place),
        NameKind::Organisation => Some(Sort::Body),
        NameKind::Event => Some(Sort::Day),
        _ => None,
    }
}

/// Adds a link in units where exactly one name of a sort lacks a rendering and exactly one rendering of that sort lacks
/// a name.
///
/// `taken` are target words that render something: (unit, first, end), sorted.
pub(super) fn look(
    corpus: &Corpus<'_>,
    evidence: &mut Evidence<'_>,
    table: &Table,
    keys: &[&Key],
    links: &mut [&mut Vec<Link>],
    taken: &[(u32, u16, u16)],
) {
    let mut open: BTreeMap<(u32, Sort), Vec<Open>> = BTreeMap::new();
    for (i, key) in keys.iter().enumerate() {
        // A form of address (Mr) is left out as often as not.
        let address = key.words.len() == 1 && corpus.source_words.text(key.words[0]).len() <= 3;
        let Some(sort) = sort(key.kind).filter(|s| {
            !(*s == Sort::Title && address) && table.head(&key.words).is_some_and(|h| !h.calling)
        }) else {
            continue;
        };
        if links[i].is_empty() {
            continue;
        }
        let mut linked = links[i].iter().map(|l| l.unit).peekable();
        for spot in &key.spots {
            while linked.next_if(|&u| u < spot.unit).is_some() {}
            if linked.peek() != Some(&spot.unit) {
                open.entry((spot.unit, sort)).or_default().push((spot.first, spot.end, i));
            }
        }
    }
    for ((unit, sort), mut places) in open {
        places.sort_by_key(|&(first, end, _)| (first, std::cmp::Reverse(end)));
        let outer = places[0];
        if places.iter().any(|p| p.1 > outer.1) {
            continue;
        }
        let Some((first, end)) = free(corpus, evidence, table, (unit, sort), &outer, taken) else { continue };
        let (key, list) = (keys[outer.2], &mut *links[outer.2]);
        if spots_in(&key.spots, unit).len() == 1 {
            list.push(Link {
                unit,
                spot: 0,
                first: first as u16,
                end: end as u16,
                score: 0.6,
                why: Why::Words,
            });
            assign::place(&key.spots, list);
        }
    }
}

/// Returns the one rendering of a sort in a unit that nothing but the place may account for.
fn free(
    corpus: &Corpus<'_>,
    evidence: &mut Evidence<'_>,
    table: &Table,
    (unit, sort): (u32, Sort),
    &(source_first, source_end, _): &Open,
    taken: &[(u32, u16, u16)],
) -> Option<(usize, usize)> {
    let words = corpus.target(unit as usize);
    let from = taken.partition_point(|t| t.0 < unit);
    let taken = &taken[from..from + taken[from..].partition_point(|t| t.0 == unit)];
    let mut found = None;
    let mut at = 0;
    while at < words.len() {
        let known = table.renderings(words[at].key).iter().chain(table.renderings(words[at].stem));
        let end = known
            .filter(|(_, s)| *s == sort)
            .filter_map(|(joined, _)| match_joined(corpus, unit as usize, at, joined))
            .max();
        let Some(end) = end else {
            at += 1;
            continue;
        };
        let bound = words[at..end].iter().all(|w| {
            let text = corpus.target_words.text(w.key);
            speech::is_function_word(text, &corpus.target_lang) || text.chars().count() < 3
        });
        let used = bound || taken.iter().any(|t| (t.1 as usize) < end && at < t.2 as usize);
        let mut explained = || {
            corpus.source(unit as usize).iter().enumerate().any(|(i, s)| {
                let own = (source_first as usize..source_end as usize).contains(&i);
                let mut explains =
                    |t: &super::corpus::TargetWord| evidence.relation(s.key, t.key, t.stem) >= EXPLAINED;
                !own && words[at..end].iter().any(&mut explains)
            })
        };
        if !used && !explained() && found.replace((at, end)).is_some() {
            return None;
        }
        at = end;
    }
    found
}
