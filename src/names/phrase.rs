//! Renderings of names of several words: made of the parts' renderings, or translated.

use super::assign::spots_in;
use super::corpus::Corpus;
use super::evidence::Evidence;
use super::link::{Link, Why};
use super::rival::Sort;
use super::runs::{Key, joins};
use super::speech;
use super::table::Table;
use crate::model::NameKind;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;
use std::ops::Range;

/// What a word that translates nothing of the name costs a window.
const STRANGER: f32 = 0.45;
/// What a function word inside a window costs.
const BINDER: f32 = 0.05;
/// Relation from which a target word counts as a translation of a name's word.
const RELATED: f32 = 0.2;
/// What a word is worth that goes where the name goes.
const COMPANION: f32 = 0.45;
/// The bit of such a word.
const GUEST: u64 = 1 << 63;
/// The bit of a word that nothing explains.
const LOOSE: u64 = 1 << 62;
/// Least score of a window.
const LEAST: f32 = 0.55;

/// Links of the single words: key → links in order of units.
pub(super) type WordLinks<'l> = FxHashMap<u32, &'l [Link]>;

/// Returns whether every content word of a name is mostly rendered by sound or copied, or is a title before a name.
pub(super) fn has_parts(corpus: &Corpus<'_>, table: &Table, key: &Key, links: &WordLinks<'_>) -> bool {
    let content = content(corpus, &key.words);
    let sounded = |word: &u32| {
        let all = links.get(word).copied().unwrap_or_default();
        let good = |l: &&Link| matches!(l.why, Why::Copy | Why::Sound | Why::SoundAndLexicon);
        let sounded = all.iter().filter(good).count();
        sounded > 0 && sounded * 2 > all.len()
    };
    content.iter().enumerate().all(|(i, word)| {
        sounded(word) || i + 1 < content.len() && table.is_title_word(*word) && links.contains_key(word)
    }) && content.iter().any(sounded)
}

/// Returns whether a name is a title with a sounded name behind it.
pub(super) fn is_address(table: &Table, key: &Key, links: &WordLinks<'_>) -> bool {
    let Some((last, before)) = key.words.split_last() else { return false };
    let sounded = links.get(last).is_some_and(|all| {
        all.iter().any(|l| matches!(l.why, Why::Copy | Why::Sound | Why::SoundAndLexicon))
    });
    sounded && before.iter().any(|w| table.is_title_word(*w))
}

/// Returns the words of a name that are not `of`, `the` and the like.
pub(super) fn content(corpus: &Corpus<'_>, words: &[u32]) -> Vec<u32> {
    words.iter().copied().filter(|&w| !joins(corpus.source_words.text(w))).collect()
}

/// Returns where a name of several words stands letter by letter in the units of another script.
pub(super) fn copies(corpus: &Corpus<'_>, key: &Key) -> Vec<Link> {
    let mut found = Vec::new();
    if speech::is_latin_script(&corpus.target_lang) {
        return found;
    }
    let mut last = u32::MAX;
    for spot in &key.spots {
        if spot.unit == last {
            continue;
        }
        last = spot.unit;
        let own = &corpus.source(spot.unit as usize)[spot.words()];
        let name: Vec<String> = own.iter().map(|w| corpus.source_words.text(w.key).to_lowercase()).collect();
        let words = corpus.target(spot.unit as usize);
        let places = spots_in(&key.spots, spot.unit).len();
        let rows = words.windows(name.len()).enumerate();
        let same =
            rows.filter(|(_, row)| row.iter().zip(&name).all(|(w, n)| corpus.target_words.text(w.key) == n));
        for (first, _) in same.take(places) {
            let end = (first + name.len()) as u16;
            found.push(Link {
                unit: spot.unit,
                spot: 0,
                first: first as u16,
                end,
                score: 1.5,
                why: Why::Copy,
            });
        }
    }
    found
}

/// Joins the renderings of a name's words where they stand together.
pub(super) fn from_parts<'a>(corpus: &Corpus<'_>, key: &Key, links: &WordLinks<'a>) -> Vec<Link> {
    let content = content(corpus, &key.words);
    let mut found = Vec::new();
    for (place, spot) in key.spots.iter().enumerate() {
        let lists: Vec<&[Link]> = content.iter().map(|word| in_unit(links, *word, spot.unit)).collect();
        let Some((head, rest)) = lists.split_first() else { continue };
        // Of several renderings of a part in the unit those that stand closest together.
        let chain = |start: &'a Link| {
            let mut parts = vec![start];
            for list in rest {
                let last = parts[parts.len() - 1];
                let near = |l: &&Link| (i32::from(l.first) - i32::from(last.end)).unsigned_abs();
                parts.extend(list.iter().min_by_key(near));
            }
            parts
        };
        let span = |parts: &Vec<&Link>| {
            let first = parts.iter().map(|l| l.first).min().unwrap_or(0);
            parts.iter().map(|l| l.end).max().unwrap_or(0) - first
        };
        let Some(parts) = head.iter().map(chain).min_by_key(span) else { continue };
        let (Some(first), Some(end)) =
            (parts.iter().map(|l| l.first).min(), parts.iter().map(|l| l.end).max())
        else {
            continue;
        };
        let size: u16 = parts.iter().map(|l| l.end - l.first).sum();
        let whole = parts.len() == content.len() && end - first <= size + 1;
        if whole && corpus.unbroken(spot.unit as usize, first as usize..end as usize) {
            let score = parts.iter().map(|l| l.score).fold(f32::MAX, f32::min);
            found.push(Link { unit: spot.unit, spot: place as u32, first, end, score, why: Why::Parts });
        }
    }
    found
}

/// Widens translated phrases by the renderings of their words that touch them: الوزير إدريس by بن زروق.
pub(super) fn widen(corpus: &Corpus<'_>, key: &Key, links: &mut [Link], by_word: &WordLinks<'_>) {
    let content = content(corpus, &key.words);
    for link in links.iter_mut().filter(|l| l.why == Why::Words) {
        for part in content.iter().flat_map(|&word| in_unit(by_word, word, link.unit)) {
            let (first, end) = (link.first.min(part.first), link.end.max(part.end));
            let sure = matches!(part.why, Why::Copy | Why::Sound | Why::SoundAndLexicon);
            let touches = part.first <= link.end && link.first <= part.end;
            if sure && touches && corpus.unbroken(link.unit as usize, first as usize..end as usize) {
                (link.first, link.end) = (first, end);
            }
        }
    }
}

fn in_unit<'a>(links: &WordLinks<'a>, word: u32, unit: u32) -> &'a [Link] {
    let all = links.get(&word).copied().unwrap_or_default();
    let first = all.partition_point(|l| l.unit < unit);
    let end = all.partition_point(|l| l.unit <= unit);
    &all[first..end]
}

/// A window of target words with what it is worth.
#[derive(Debug, Clone)]
struct Window {
    words: Range<usize>,
    stems: Vec<u32>,
    score: f32,
    covered: f32,
    /// Whether a word at its edge is explained by nothing: only a row of words that goes with the name may have one.
    loose: bool,
    /// Whether it may hold the noun that the name is about.
    headed: bool,
    /// Whether a word of it translates a word of the name.
    own: bool,
}

/// Finds the translation of a name of several words in each unit where it stands.
pub(super) fn translated(corpus: &Corpus<'_>, evidence: &mut Evidence<'_>, key: &Key) -> Vec<Link> {
    let content = content(corpus, &key.words);
    if content.is_empty() {
        return Vec::new();
    }
    let mut units: Vec<u32> = key.spots.iter().map(|s| s.unit).collect();
    units.dedup();
    let companions = companions(corpus, &units);
    let windows: Vec<Vec<Window>> =
        units.iter().map(|&u| windows(corpus, evidence, &content, key, u as usize, &companions)).collect();
    let mut together: FxHashMap<&[u32], u32> = FxHashMap::default();
    for all in &windows {
        let mut seen: Vec<&[u32]> = all.iter().map(|w| w.stems.as_slice()).collect();
        seen.sort_unstable();
        seen.dedup();
        for stems in seen {
            *together.entry(stems).or_default() += 1;
        }
    }
    let mut spread: FxHashMap<Vec<u32>, u32> = FxHashMap::default();
    let mut links = Vec::new();
    let is_office = key.words.len() > 1 && matches!(key.kind, NameKind::Title | NameKind::Term);
    let mut chosen: Vec<Option<Window>> = Vec::new();
    for all in &windows {
        let mut best: Option<Window> = None;
        for window in all {
            let co = together.get(window.stems.as_slice()).copied().unwrap_or(1);
            let mut score = window.score;
            // A lone modifier is no office: ویژه of a special envoy, دارایی of a finance minister.
            if key.is_title() && !window.own && !heads_title(corpus, evidence, &window.stems)
                || !window.headed && (key.is_title() || is_office && co < 2)
            {
                continue;
            }
            if window.loose && (co < 3 || (co as usize) * 2 < units.len()) {
                continue;
            }
            if co > 1 {
                let df = *spread
                    .entry(window.stems.clone())
                    .or_insert_with(|| corpus.units_with(&window.stems).max(co));
                let dice = 2.0 * co as f32 / (units.len() as u32 + df) as f32;
                if window.loose && dice < 0.5 {
                    continue;
                }
                score += 0.8 * window.covered * dice;
            }
            score += 0.3 * window.covered;
            if window.words.len() == content.len() {
                score += 0.05;
            }
            if best.as_ref().is_none_or(|b| score > b.score) {
                best = Some(Window { score, ..window.clone() });
            }
        }
        chosen.push(best.filter(|w| w.score >= LEAST && w.covered >= 0.5));
    }
    let usual = usual(&chosen);
    for (&unit, window) in units.iter().zip(chosen) {
        let Some(window) = window else { continue };
        let words = match &usual {
            Some(usual) => completed(corpus, evidence, key, unit as usize, &window, usual),
            None => window.words.clone(),
        };
        links.push(Link {
            unit,
            spot: 0,
            first: words.start as u16,
            end: words.end as u16,
            score: window.score,
            why: Why::Words,
        });
    }
    links
}

/// Returns whether the noun of a row of words is one that known titles are about.
fn heads_title(corpus: &Corpus<'_>, evidence: &Evidence<'_>, stems: &[u32]) -> bool {
    let head = if speech::is_head_first(&corpus.target_lang) { stems.first() } else { stems.last() };
    head.is_some_and(|&stem| evidence.table().heads_renderings(Some(Sort::Title), stem))
}

/// Returns the commonest rendering, of two words at least, that covers the whole name.
fn usual(chosen: &[Option<Window>]) -> Option<Vec<u32>> {
    let mut counts: BTreeMap<&[u32], usize> = BTreeMap::new();
    for window in chosen.iter().flatten().filter(|w| w.stems.len() > 1 && w.covered > 0.99) {
        *counts.entry(&window.stems).or_default() += 1;
    }
    counts
        .into_iter()
        .max_by_key(|(stems, n)| (*n, std::cmp::Reverse(*stems)))
        .map(|(stems, _)| stems.to_vec())
}

/// Widens a window that holds only a part of the usual rendering to where the rest of it would stand.
///
/// `دادگاه قضایی` beside the usual `کمیته قضایی`: the word before is nobody else's.
fn completed(
    corpus: &Corpus<'_>,
    evidence: &mut Evidence<'_>,
    key: &Key,
    unit: usize,
    window: &Window,
    usual: &[u32],
) -> Range<usize> {
    if window.stems.len() >= usual.len() {
        return window.words.clone();
    }
    let Some((own, there)) =
        window.stems.iter().enumerate().find_map(|(i, s)| Some((i, usual.iter().position(|u| u == s)?)))
    else {
        return window.words.clone();
    };
    let first = (window.words.start + own).checked_sub(there);
    let Some(first) = first else { return window.words.clone() };
    // Only the noun the name is about is looked for: what a shortened name lacks behind it was left out.
    let range = if speech::is_head_first(&corpus.target_lang) {
        first.min(window.words.start)..window.words.end
    } else {
        window.words.start..(first + usual.len()).max(window.words.end)
    };
    if range.end > corpus.target(unit).len() || !corpus.unbroken(unit, range.clone()) {
        return window.words.clone();
    }
    let free = range.clone().filter(|i| !window.words.contains(i)).all(|i| {
        let word = corpus.target(unit)[i];
        !corpus.is_function_word(word.key)
            && corpus
                .source(unit)
                .iter()
                .filter(|s| !key.words.contains(&s.key))
                .all(|s| evidence.translation(s.key, word.key, word.stem) < 0.35)
    });
    if free { range } else { window.words.clone() }
}

/// Returns the target stems that stand in most of a name's units and hardly elsewhere.
fn companions(corpus: &Corpus<'_>, units: &[u32]) -> FxHashSet<u32> {
    let mut counts: FxHashMap<u32, u32> = FxHashMap::default();
    for &unit in units {
        let mut stems: Vec<u32> = corpus.target(unit as usize).iter().map(|w| w.stem).collect();
        stems.sort_unstable();
        stems.dedup();
        for stem in stems {
            *counts.entry(stem).or_default() += 1;
        }
    }
    let usual = |stem: u32, n: u32| {
        n >= 2 && n as usize * 2 > units.len() && corpus.stem_units[stem as usize] <= 2 * n
    };
    counts.into_iter().filter(|&(stem, n)| usual(stem, n)).map(|(stem, _)| stem).collect()
}

/// Returns the windows of a unit whose first and last words translate words of the name.
fn windows(
    corpus: &Corpus<'_>,
    evidence: &mut Evidence<'_>,
    content: &[u32],
    key: &Key,
    unit: usize,
    companions: &FxHashSet<u32>,
) -> Vec<Window> {
    let words = corpus.target(unit);
    let numbered = content.iter().any(|&w| corpus.source_words.text(w).chars().all(char::is_numeric));
    let related = if content.len() == 1 { 0.4 } else { RELATED };
    let mut gains = Vec::with_capacity(words.len());
    let mut covers: Vec<u64> = Vec::with_capacity(words.len());
    for word in words {
        if corpus.is_function_word(word.key) {
            gains.push(-BINDER);
            covers.push(0);
            continue;
        }
        if corpus.target_words.text(word.key).chars().all(char::is_numeric) && !numbered {
            gains.push(-2.0 * STRANGER);
            covers.push(0);
            continue;
        }
        let mut own = 0.0_f32;
        let mut mask = 0;
        // A word that the dictionary gives to one word of the name renders no other of them.
        let given =
            content.len() > 1 && content.iter().any(|&part| evidence.table().translates(part, word.stem));
        for (i, &part) in content.iter().enumerate() {
            // The sound of a name of one word was weighed before; here only what translates it counts.
            let r = if content.len() == 1 {
                evidence.translation(part, word.key, word.stem)
            } else {
                evidence.relation(part, word.key, word.stem)
            };
            own = own.max(r);
            if r >= related && (!given || evidence.table().translates(part, word.stem)) {
                mask |= 1 << i.min(63);
            }
        }
        let mut rival = 0.0_f32;
        for other in corpus.source(unit) {
            if !key.words.contains(&other.key) {
                rival = rival.max(evidence.relation(other.key, word.key, word.stem));
            }
        }
        if mask == 0 && content.len() > 1 && companions.contains(&word.stem) {
            // No word of the name explains it, but it goes where the name goes: it stands for one not yet covered.
            own = COMPANION;
            mask = GUEST;
        }
        if own >= related && rival < own + 0.3 {
            gains.push(own - 0.4 * (rival - own).max(0.0));
            covers.push(mask);
        } else {
            gains.push(-STRANGER - 0.3 * rival);
            covers.push(if rival < 0.35 && content.len() > 1 { LOOSE } else { 0 });
        }
    }
    // The noun of an office stands last, but before the first *of* (*head of the armed forces*).
    let head = key.words.iter().position(|&w| joins(corpus.source_words.text(w)));
    let head = head.filter(|&at| at > 0).unwrap_or(content.len()) - 1;
    let mut all = Vec::new();
    for first in 0..words.len() {
        if gains[first] <= 0.0 && covers[first] != LOOSE {
            continue;
        }
        let mut score = 0.0;
        let mut mask = 0_u64;
        let mut guests = 0;
        for end in first + 1..=(first + content.len() + 3).min(words.len()) {
            if end > first + 1 && !corpus.unbroken(unit, end - 2..end) {
                break;
            }
            score += gains[end - 1];
            mask |= covers[end - 1] & !LOOSE;
            guests += u32::from(covers[end - 1] == GUEST);
            let edges = [first, end - 1].map(|i| covers[i] == LOOSE);
            let loose = edges.iter().filter(|l| **l).count() as u32;
            // Guests fill in for words of the name; one too many is a stranger.
            let own = (mask & !GUEST).count_ones();
            if gains[end - 1] <= 0.0 && loose == 0
                || loose > 0 && (own + loose > content.len() as u32 || own == 0)
            {
                continue;
            }
            let spare = (own + guests).saturating_sub(content.len() as u32).min(guests);
            let score = score - spare as f32 * (COMPANION + STRANGER) + loose as f32 * STRANGER;
            all.push(Window {
                words: first..end,
                stems: words[first..end].iter().map(|w| w.stem).collect(),
                score: score / content.len().max(1) as f32,
                covered: ((own + guests + loose) as f32 / content.len() as f32).min(1.0),
                loose: loose > 0,
                own: own > 0,
                headed: loose + guests > 0 || mask & 1 << head.min(61) != 0,
            });
        }
    }
    all
}
