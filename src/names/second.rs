//! A second look at places without a rendering: words that look like a rendering accepted elsewhere, titles left
//! untranslated, and places where every known rendering is missing.

use super::accepted;
use super::assign;
use super::corpus::Corpus;
use super::evidence::Evidence;
use super::link::{Link, Why};
use super::runs::{Key, Spot};
use super::speech;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;

/// Likeness to an accepted rendering from which a run of words is another spelling of it.
const LIKE: f32 = 0.62;
/// The same for a title inside a longer one.
const LIKE_INSIDE: f32 = 0.8;
/// Likeness of a word to the sound of a title from which it is the title itself, left untranslated (کورونر for *coroner*).
const SOUNDS: f32 = 0.8;
/// Fewest letters of such a title: short words sound alike by chance.
const SOUNDED_LETTERS: usize = 6;
/// Most renderings that are looked for.
const RENDERINGS: usize = 3;

/// Adds links where a unit has words that look like a rendering the name has elsewhere.
///
/// `taken` are target words that render something else: (unit, first, end), sorted; `rendered` counts, by stems, how
/// often a row of words renders something; `longer` are the places of titles of several words, sorted.
pub(super) fn look(
    corpus: &Corpus<'_>,
    evidence: &mut Evidence<'_>,
    key: &Key,
    links: &mut Vec<Link>,
    taken: &[(u32, u16, u16)],
    rendered: &FxHashMap<Vec<u32>, u32>,
    longer: &[(u32, u16, u16)],
) {
    let known = renderings(corpus, links);
    if known.is_empty() {
        return;
    }
    let found: FxHashSet<u32> = links.iter().map(|l| l.unit).collect();
    let mut units: Vec<u32> = key.spots.iter().map(|s| s.unit).filter(|u| !found.contains(u)).collect();
    units.dedup();
    let most = (units.len() + found.len()).max(3) as u32;
    let sounded = match key.words[..] {
        [word] if key.is_title() && !key.calling => Some(word),
        _ => None,
    }
    .filter(|&word| corpus.source_words.text(word).chars().count() >= SOUNDED_LETTERS);
    let mut memo: FxHashMap<String, f32> = FxHashMap::default();
    let before = links.len();
    for unit in units {
        let words = corpus.target(unit as usize);
        // Inside a longer title the words look like that one's rendering or are chance.
        let inside = key.is_title() && is_inside(assign::spots_in(&key.spots, unit), longer);
        let least = if inside { LIKE_INSIDE } else { LIKE };
        let mut best: Option<(f32, usize, usize)> = None;
        for first in 0..words.len() {
            let mut joined = String::new();
            for end in first + 1..=(first + 3).min(words.len()) {
                if end > first + 1 && !corpus.unbroken(unit as usize, end - 2..end) {
                    break;
                }
                joined.push_str(corpus.target_words.text(words[end - 1].key));
                let edges = [words[first], words[end - 1]];
                let bound =
                    edges.iter().any(|w| corpus.is_function_word(w.key) || corpus.is_ordinary(w.key, LIKE));
                if bound || is_taken(taken, unit, first, end) {
                    continue;
                }
                let sound = match sounded {
                    Some(title) if end == first + 1 => evidence.likeness(title, words[first].stem),
                    _ => 0.0,
                };
                let like = *memo.entry(joined.clone()).or_insert_with(|| {
                    known
                        .iter()
                        .filter(|(_, _, text)| near_length(text, &joined))
                        .map(|(_, _, text)| speech::similar(text, &joined))
                        .fold(0.0, f32::max)
                });
                let like = if sound >= SOUNDS { like.max(sound) } else { like };
                if like >= least && best.is_none_or(|b| like > b.0) {
                    best = Some((like, first, end));
                }
            }
        }
        let Some((score, first, end)) = best else { continue };
        let stems: Vec<u32> = words[first..end].iter().map(|w| w.stem).collect();
        // A common word is none of the name, unless it is common as the rendering of another one (شنبه for Sunday).
        let spread = corpus.units_with(&stems);
        let others = rendered.get(&stems).copied().unwrap_or(0);
        if spread > most && others * 10 < spread * 7
            || explained(corpus, evidence, key, unit as usize, first..end)
        {
            continue;
        }
        links.push(Link { unit, spot: 0, first: first as u16, end: end as u16, score, why: Why::Likeness });
    }
    if links.len() > before {
        assign::place(&key.spots, links);
    }
}

/// Returns whether all places of a name in a unit lie inside longer ones.
fn is_inside(spots: &[Spot], longer: &[(u32, u16, u16)]) -> bool {
    spots.iter().all(|s| {
        let from = longer.partition_point(|l| l.0 < s.unit);
        longer[from..]
            .iter()
            .take_while(|l| l.0 == s.unit)
            .any(|l| l.1 <= s.first && s.end <= l.2 && l.2 - l.1 > s.end - s.first)
    })
}

/// Counts how often each row of target stems renders something.
pub(super) fn rendered(corpus: &Corpus<'_>, links: &[Vec<Link>]) -> FxHashMap<Vec<u32>, u32> {
    let mut counts: FxHashMap<Vec<u32>, u32> = FxHashMap::default();
    for link in links.iter().flatten() {
        let stems = corpus.target(link.unit as usize)[link.words()].iter().map(|w| w.stem).collect();
        *counts.entry(stems).or_default() += 1;
    }
    counts
}

/// Returns the commonest renderings of at least four letters that are not copies: (count, skeleton as order, text).
fn renderings(corpus: &Corpus<'_>, links: &[Link]) -> Vec<(usize, usize, String)> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for link in links.iter().filter(|l| l.why != Why::Copy && l.why != Why::Likeness) {
        let text = accepted::joined(corpus.target_text(link.unit as usize, link.words()));
        if text.chars().count() >= 4
            && speech::is_latin(&text) == speech::is_latin_script(&corpus.target_lang)
        {
            *counts.entry(text).or_default() += 1;
        }
    }
    let mut all: Vec<(usize, usize, String)> =
        counts.into_iter().enumerate().map(|(i, (text, n))| (n, usize::MAX - i, text)).collect();
    all.sort_by(|a, b| b.cmp(a));
    all.truncate(RENDERINGS);
    all
}

fn near_length(a: &str, b: &str) -> bool {
    let (a, b) = (a.chars().count(), b.chars().count());
    a.abs_diff(b) * 3 <= a.max(b)
}

fn is_taken(taken: &[(u32, u16, u16)], unit: u32, first: usize, end: usize) -> bool {
    let from = taken.partition_point(|t| t.0 < unit);
    taken[from..].iter().take_while(|t| t.0 == unit).any(|t| (t.1 as usize) < end && first < t.2 as usize)
}

/// Returns whether other words of the source explain the target words.
fn explained(
    corpus: &Corpus<'_>,
    evidence: &mut Evidence<'_>,
    key: &Key,
    unit: usize,
    words: std::ops::Range<usize>,
) -> bool {
    corpus.target(unit)[words].iter().any(|target| {
        corpus.source(unit).iter().any(|source| {
            !key.words.contains(&source.key) && evidence.relation(source.key, target.key, target.stem) >= 0.6
        })
    })
}

/// Returns the places of a name in units that hold none of its renderings, when it has a usual one.
pub(super) fn missing(corpus: &Corpus<'_>, key: &Key, links: &[Link]) -> Vec<u32> {
    let with: FxHashSet<u32> = links.iter().map(|l| l.unit).collect();
    let mut units: Vec<u32> = key.spots.iter().map(|s| s.unit).collect();
    units.dedup();
    // A usual rendering: found in most units, three at least.
    if with.len() < 3 || with.len() * 4 < units.len() * 3 {
        return Vec::new();
    }
    let texts: BTreeMap<String, ()> = links
        .iter()
        .map(|l| (accepted::joined(corpus.target_text(l.unit as usize, l.words())), ()))
        .collect();
    let mut places = Vec::new();
    for (i, spot) in key.spots.iter().enumerate() {
        if with.contains(&spot.unit) || is_second(key, i) {
            continue;
        }
        let whole: String =
            corpus.target(spot.unit as usize).iter().map(|w| corpus.target_words.text(w.key)).collect();
        if !whole.is_empty() && !texts.keys().any(|t| whole.contains(t.as_str())) {
            places.push(i as u32);
        }
    }
    places
}

fn is_second(key: &Key, at: usize) -> bool {
    let spot: &Spot = &key.spots[at];
    at > 0 && key.spots[at - 1].unit == spot.unit
}
