//! What stands in place of a title or body that no known rendering renders: سرپزشک where the usual is مدیر ارشد پزشکی.
//!
//! One search over the free words of a unit. A row of them is weighed by its place, by how much it translates, by what
//! else near is unaccounted for, by its shape, and by whether it stands for the name elsewhere and for nothing else.

use super::account::{Account, Rendered};
use super::assign;
use super::corpus::{Corpus, TargetWord};
use super::evidence::Evidence;
use super::link::{Link, Why};
use super::neighbour;
use super::phrase;
use super::repeat::{self, Counts};
use super::rival::Sort;
use super::runs::{Key, Spot};
use super::speech;
use super::table::Table;
use super::widen;
use rustc_hash::FxHashSet;
use std::collections::BTreeMap;
use std::ops::Range;

/// Longest stand-in in words.
const LONGEST: usize = 5;
/// Least score where the name has a usual rendering, and where it has none.
const LEAST: f32 = 1.5;
const LEAST_UNKNOWN: f32 = 1.7;
/// Least score of words that stand in for the name elsewhere.
const LEAST_AGAIN: f32 = 1.0;
/// Least that place and translations must say of a row that stands in once, and of one that comes back.
const GROUND: f32 = 0.5;
const GROUND_AGAIN: f32 = 0.3;
/// What a row that comes back must gain by it.
const AGAIN: f32 = 0.6;
/// How often the search is made again with what it found.
const ROUNDS: usize = 2;
/// How many words to either side count as near.
const NEAR: usize = 3;
/// Relation from which a target word translates a word of the name, and likeness from which it spells it.
const OWN: f32 = 0.2;
const SPELT: f32 = 0.75;

/// A row of free words that may stand in.
#[derive(Debug, Clone)]
pub(super) struct Window {
    pub(super) unit: u32,
    pub(super) words: Range<usize>,
    pub(super) stems: Vec<u32>,
    pub(super) score: f32,
    /// What its standing elsewhere adds.
    pub(super) gain: f32,
    /// What its place, its translations and its shape say, before what else is weighed.
    pub(super) ground: f32,
}

impl Window {
    /// Returns whether its place, its translations or its coming back speak for it: that nothing else is left over is
    /// not enough.
    fn is_grounded(&self) -> bool {
        self.ground >= GROUND || self.ground >= GROUND_AGAIN && self.gain >= AGAIN
    }
}

/// What may stand in at one place, and the words of the source there that nothing renders.
#[derive(Debug)]
pub(super) struct Choice {
    pub(super) windows: Vec<Window>,
    pub(super) open: Vec<u32>,
}

/// Adds links where words stand in for a title or body that has no rendering in a unit.
///
/// Where a longer name holds the place, that is the one looked for.
pub(super) fn look(
    corpus: &Corpus<'_>,
    evidence: &mut Evidence<'_>,
    table: &Table,
    keys: &[&Key],
    links: &mut [&mut Vec<Link>],
) {
    let counts = Counts::new(corpus);
    let names = rendered(keys, links);
    for (key, links) in keys.iter().zip(links.iter_mut()) {
        widen::look(corpus, evidence, table, key, links, &names);
    }
    // What was found in one unit is looked for in the others, and shows what the name is usually called.
    for _ in 0..ROUNDS {
        if !search(corpus, evidence, table, &counts, keys, links) {
            return;
        }
    }
}

/// Adds the links of one round; returns whether there were any.
fn search(
    corpus: &Corpus<'_>,
    evidence: &mut Evidence<'_>,
    table: &Table,
    counts: &Counts,
    keys: &[&Key],
    links: &mut [&mut Vec<Link>],
) -> bool {
    let names = rendered(keys, links);
    let mut chosen: Vec<(usize, Window)> = Vec::new();
    for (key, spots) in open(keys, links, &names, table) {
        let usual = Usual::new(corpus, links[key]);
        let mut all: Vec<Choice> = spots
            .iter()
            .map(|spot| choice(corpus, evidence, table, keys[key], spot, &names, &usual))
            .collect();
        repeat::weigh(corpus, counts, keys[key], &mut all);
        let least = if links[key].is_empty() { LEAST_UNKNOWN } else { LEAST };
        chosen.extend(best(&all, least).into_iter().map(|w| (key, w)));
    }
    // Each row of words stands in for one name.
    chosen.sort_by(|(a_key, a), (b_key, b)| {
        let order = a.unit.cmp(&b.unit).then(b.score.total_cmp(&a.score));
        order.then(a.words.start.cmp(&b.words.start)).then(a_key.cmp(b_key))
    });
    let mut taken: Vec<(u32, Range<usize>)> = Vec::new();
    let mut grown: Vec<usize> = Vec::new();
    for (key, window) in chosen {
        let overlaps = |(_, words): &(u32, Range<usize>)| {
            words.start < window.words.end && window.words.start < words.end
        };
        if taken.iter().rev().take_while(|t| t.0 == window.unit).any(overlaps) {
            continue;
        }
        let (first, end) = (window.words.start as u16, window.words.end as u16);
        let (unit, score, why) = (window.unit, window.score, Why::StandIn);
        links[key].push(Link { unit, spot: 0, first, end, score, why });
        taken.push((unit, window.words));
        grown.push(key);
    }
    for &key in &grown {
        assign::place(&keys[key].spots, links[key]);
    }
    !grown.is_empty()
}

/// Returns every name that is rendered with its place, sorted.
fn rendered(keys: &[&Key], links: &[&mut Vec<Link>]) -> Vec<Rendered> {
    let mut all: Vec<Rendered> = Vec::new();
    for (key, links) in keys.iter().zip(links) {
        all.extend(links.iter().map(|l| {
            let spot = &key.spots[l.spot as usize];
            (l.unit, spot.first..spot.end, l.first..l.end)
        }));
    }
    all.sort_unstable_by_key(|(unit, from, to)| (*unit, from.start, from.end, to.start, to.end));
    all
}

pub(super) fn in_unit(names: &[Rendered], unit: u32) -> &[Rendered] {
    let first = names.partition_point(|n| n.0 < unit);
    &names[first..first + names[first..].partition_point(|n| n.0 == unit)]
}

/// Returns the places of titles and bodies in units that have none of their renderings, by name.
///
/// A unit where the name stands twice is left out, and so is a place inside one of a longer name.
fn open<'k>(
    keys: &[&'k Key],
    links: &[&mut Vec<Link>],
    names: &[Rendered],
    table: &Table,
) -> BTreeMap<usize, Vec<&'k Spot>> {
    let mut all: Vec<(usize, &Spot)> = Vec::new();
    for (i, key) in keys.iter().enumerate() {
        if !matches!(table.sort_of(key), Some(Sort::Title | Sort::Body)) || key.is_once() {
            continue;
        }
        let with: FxHashSet<u32> = links[i].iter().map(|l| l.unit).collect();
        for unit in key.spots.chunk_by(|a, b| a.unit == b.unit) {
            if let [spot] = unit
                && !with.contains(&spot.unit)
            {
                all.push((i, spot));
            }
        }
    }
    let mut spots: Vec<&Spot> = all.iter().map(|(_, spot)| *spot).collect();
    spots.sort();
    let mut by_key: BTreeMap<usize, Vec<&Spot>> = BTreeMap::new();
    for (key, spot) in all {
        let longer = |first: u16, end: u16| {
            first <= spot.first && spot.end <= end && end - first > spot.end - spot.first
        };
        let from = spots.partition_point(|s| s.unit < spot.unit);
        let mut here = spots[from..].iter().take_while(|s| s.unit == spot.unit);
        if !here.any(|s| longer(s.first, s.end))
            && !in_unit(names, spot.unit).iter().any(|(_, from, _)| longer(from.start, from.end))
        {
            by_key.entry(key).or_default().push(spot);
        }
    }
    by_key
}

/// What renderings a name has elsewhere: stems of the nouns they are about, and of their other words.
pub(super) struct Usual {
    heads: FxHashSet<u32>,
    others: FxHashSet<u32>,
}

impl Usual {
    pub(super) fn new(corpus: &Corpus<'_>, links: &[Link]) -> Usual {
        let mut usual = Usual { heads: FxHashSet::default(), others: FxHashSet::default() };
        for link in links {
            let words = &corpus.target(link.unit as usize)[link.words()];
            let head = head_of(corpus, words.len());
            for (i, word) in words.iter().enumerate().filter(|(_, w)| !corpus.is_function_word(w.key)) {
                if i == head { &mut usual.heads } else { &mut usual.others }.insert(word.stem);
            }
        }
        usual
    }

    /// Returns whether a stem stands in a rendering of the name.
    pub(super) fn has(&self, stem: u32) -> bool {
        self.heads.contains(&stem) || self.others.contains(&stem)
    }
}

/// Returns how much a target word translates a word of a name, by the dictionary, the lexicon and the terms, 0..=1.
pub(super) fn relation(evidence: &mut Evidence<'_>, source: u32, target: &TargetWord) -> f32 {
    let table = evidence.table();
    let taught = table.taught.relation(table.stem_of[source as usize], target.stem);
    evidence.translation(source, target.key, target.stem).max(taught)
}

/// Returns which word of a row is the noun that it is about.
fn head_of(corpus: &Corpus<'_>, length: usize) -> usize {
    if speech::is_head_first(&corpus.target_lang) { 0 } else { length - 1 }
}

/// Weighs every row of free words of a unit.
fn choice(
    corpus: &Corpus<'_>,
    evidence: &mut Evidence<'_>,
    table: &Table,
    key: &Key,
    spot: &Spot,
    names: &[Rendered],
    usual: &Usual,
) -> Choice {
    let unit = spot.unit as usize;
    let (source, words) = (corpus.source(unit), corpus.target(unit));
    let account = Account::new(corpus, evidence, spot, in_unit(names, spot.unit));
    let free: Vec<bool> = (0..words.len()).map(|i| account.is_free(corpus, unit, i)).collect();
    let neighbours = neighbour::of(corpus, evidence, &account, spot);
    let is_open = |i: &usize| !spot.words().contains(i) && account.is_open(corpus, unit, *i);
    let first = (spot.first as usize).saturating_sub(NEAR);
    let open = (first..(spot.end as usize + NEAR).min(source.len())).filter(is_open).count();
    let content: Vec<u32> = phrase::content(corpus, &key.words);
    let mut windows = Vec::new();
    for first in 0..words.len() {
        for end in first + 1..=(first + LONGEST).min(words.len()) {
            let inside = end > first + 1;
            let modifies = inside && table.modifiers.contains(&words[end - 1].key);
            if !free[end - 1] && !modifies || inside && !corpus.unbroken(unit, end - 2..end) {
                break;
            }
            if !free[end - 1] {
                continue;
            }
            let row = first..end;
            let place = neighbour::place(corpus, unit, row.clone(), &neighbours);
            let own = own(corpus, evidence, &content, unit, row.clone());
            let near = |i: &usize| !row.contains(i) && free[*i];
            let strangers = (first.saturating_sub(NEAR)..(end + NEAR).min(words.len())).filter(near).count();
            let alone = if open + strangers == 0 { 0.3 } else { -0.1 * open.max(strangers).min(4) as f32 };
            let length = row.len().abs_diff(content.len()) as f32 * 0.05;
            let score = place.min(1.6) + 0.8 * own + alone + edges(corpus, unit, &row, &free) - length
                + shape(corpus, table, key, unit, row.clone(), usual);
            let stems = words[row.clone()].iter().map(|w| w.stem).collect();
            let ground = place + own;
            windows.push(Window { unit: spot.unit, words: row, stems, score, ground, gain: 0.0 });
        }
    }
    let open = (0..source.len()).filter(is_open).map(|i| source[i].key).collect();
    Choice { windows, open }
}

/// Returns how much of the name a row of words translates or spells, 0..=1.
fn own(
    corpus: &Corpus<'_>,
    evidence: &mut Evidence<'_>,
    content: &[u32],
    unit: usize,
    words: Range<usize>,
) -> f32 {
    let mut sum = 0.0;
    for &part in content {
        let long = corpus.source_words.text(part).chars().count() > 4;
        let mut best = 0.0_f32;
        for t in &corpus.target(unit)[words.clone()] {
            best = best.max(relation(evidence, part, t));
            let like =
                if long { evidence.likeness(part, t.key).max(evidence.likeness(part, t.stem)) } else { 0.0 };
            best = if like >= SPELT { best.max(like) } else { best };
        }
        sum += if best >= OWN { best } else { 0.0 };
    }
    sum / content.len().max(1) as f32
}

/// Returns what speaks for the edges of a row: a free word directly beyond one may belong to it.
fn edges(corpus: &Corpus<'_>, unit: usize, row: &Range<usize>, free: &[bool]) -> f32 {
    let before = row.start.checked_sub(1).is_some_and(|i| free[i] && corpus.unbroken(unit, i..i + 2));
    let after = free.get(row.end) == Some(&true) && corpus.unbroken(unit, row.end - 1..row.end + 1);
    [before, after].into_iter().map(|goes_on| if goes_on { -0.2 } else { 0.1 }).sum()
}

/// Returns how much a row of words looks like a title or body: like a rendering the name has elsewhere, like any known one.
fn shape(
    corpus: &Corpus<'_>,
    table: &Table,
    key: &Key,
    unit: usize,
    words: Range<usize>,
    usual: &Usual,
) -> f32 {
    let row = &corpus.target(unit)[words.clone()];
    let head = head_of(corpus, row.len());
    let mut score = 0.0;
    for (i, word) in row.iter().enumerate() {
        if i == head && usual.heads.contains(&word.stem) || i != head && usual.others.contains(&word.stem) {
            score += 0.4;
        } else if i == head && table.heads_renderings(table.sort_of(key), word.stem) {
            score += 0.3;
        }
    }
    let known = table.renderings(row[0].key).iter().chain(table.renderings(row[0].stem));
    let is_known = known.filter(|(_, s)| Some(*s) == table.sort_of(key)).any(|(joined, _)| {
        super::accepted::match_joined(corpus, unit, words.start, joined) == Some(words.end)
    });
    if is_known { score + 0.4 } else { score }
}

/// Returns the best row of each place that is good enough, and rows good enough elsewhere where they stand again.
fn best(all: &[Choice], least: f32) -> Vec<Window> {
    let top = |choice: &Choice, fits: &dyn Fn(&Window) -> bool| {
        choice.windows.iter().filter(|w| fits(w)).fold(None::<Window>, |best, w| match best {
            Some(best) if best.score >= w.score => Some(best),
            _ => Some(w.clone()),
        })
    };
    let sure: Vec<Option<Window>> = all
        .iter()
        .map(|choice| top(choice, &|_| true).filter(|w| w.is_grounded() && w.score >= least))
        .collect();
    let known: FxHashSet<&[u32]> = sure.iter().flatten().map(|w| w.stems.as_slice()).collect();
    let again = |w: &Window| known.contains(w.stems.as_slice()) && w.score >= LEAST_AGAIN;
    all.iter().zip(&sure).filter_map(|(choice, sure)| sure.clone().or_else(|| top(choice, &again))).collect()
}
