//! What stands beside a title in the source, and whether a row of target words stands beside its renderings: the name of
//! who holds the office, what it is the office of.

use super::account::Account;
use super::capital;
use super::corpus::Corpus;
use super::evidence::Evidence;
use super::runs::Spot;
use super::speech;
use super::token::Gap;
use std::ops::Range;

/// How many words to either side are looked at.
const REACH: usize = 6;
/// Weight of what has no bond with the title but that it stands beside it.
const LOOSE: f32 = 0.35;

/// A rendered word or name beside a title.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Neighbour {
    /// Its target words.
    pub(super) words: Range<usize>,
    pub(super) weight: f32,
    /// Whether it must stand behind the title where the noun comes first: the owner of the office, the name it is a title of.
    pub(super) behind: bool,
}

/// What a row gains that is all there is between two neighbours.
const BETWEEN: f32 = 0.4;
/// Association from which a word that binds renders one that binds.
const BOUND: f32 = 0.15;

/// Returns what stands beside a title and is rendered, the nearest of each side, names first.
pub(super) fn of(
    corpus: &Corpus<'_>,
    evidence: &mut Evidence<'_>,
    account: &Account,
    spot: &Spot,
) -> Vec<Neighbour> {
    let mut all = after(corpus, account, spot);
    all.extend(before(corpus, account, spot));
    all.extend(binders(corpus, evidence, spot));
    all
}

/// Returns where the word that binds the title to what stands before it is rendered: `told the`, `to the`, `that the`;
/// for a title that begins the text, where the other text begins.
fn binders(corpus: &Corpus<'_>, evidence: &mut Evidence<'_>, spot: &Spot) -> Vec<Neighbour> {
    let (source, target) = (corpus.source(spot.unit as usize), corpus.target(spot.unit as usize));
    let article = |at: usize| matches!(corpus.source_words.text(source[at].key), "the" | "a" | "an");
    let mut at = spot.first as usize;
    while at > 0 && article(at - 1) {
        at -= 1;
    }
    let neighbour = |words: Range<usize>| Neighbour { words, weight: LOOSE, behind: false };
    let Some(binder) = at.checked_sub(1).map(|i| source[i]) else { return vec![neighbour(0..0)] };
    if !capital::is_common(corpus.source_words.text(binder.key)) || source[at].gap == Gap::Start {
        return Vec::new();
    }
    let rendered: Vec<usize> = (0..target.len())
        .filter(|&i| corpus.is_function_word(target[i].key))
        .filter(|&i| evidence.association(binder.key, target[i].key) >= BOUND)
        .collect();
    rendered.into_iter().map(|i| neighbour(i..i + 1)).collect()
}

fn after(corpus: &Corpus<'_>, account: &Account, spot: &Spot) -> Vec<Neighbour> {
    let words = corpus.source(spot.unit as usize);
    let end = spot.end as usize;
    let mut found: Vec<Neighbour> = Vec::new();
    let (mut of, mut comma) = (false, false);
    let mut passed = 0;
    for at in end..(end + REACH).min(words.len()) {
        let word = words[at];
        if word.gap == Gap::Start {
            break;
        }
        comma |= word.gap == Gap::Break;
        let text = corpus.source_words.text(word.key);
        if capital::is_common(text) {
            of |= !comma && matches!(text, "of" | "for" | "to" | "at" | "in" | "from" | "with");
            continue;
        }
        let Some(range) = &account.rendered[at] else {
            // The first name and the surname: either shows the place.
            passed += usize::from(!word.capital);
            if passed > 1 {
                break;
            }
            continue;
        };
        let direct = passed == 0 && at <= end + 2;
        let named = word.capital && (direct && !of || comma && at == end);
        let (weight, behind) = match (of && direct || of && word.capital && passed == 0, named) {
            (true, _) => (1.0, true),
            (_, true) => (1.0, !comma),
            _ if direct => (LOOSE, false),
            _ => (LOOSE / 2.0, false),
        };
        found.push(Neighbour { words: range.clone(), weight, behind });
        // What follows within a full name is one neighbour.
        if !word.capital || !words.get(at + 1).is_some_and(|w| w.capital && w.gap == Gap::Space) {
            break;
        }
    }
    join(found)
}

fn before(corpus: &Corpus<'_>, account: &Account, spot: &Spot) -> Vec<Neighbour> {
    let words = corpus.source(spot.unit as usize);
    let mut found: Vec<Neighbour> = Vec::new();
    let mut gap = words[spot.first as usize].gap;
    let mut passed = 0;
    let mut article = false;
    for at in (0..spot.first as usize).rev().take(REACH) {
        if gap == Gap::Start {
            break;
        }
        let word = words[at];
        let text = corpus.source_words.text(word.key);
        let comma = gap == Gap::Break;
        if capital::is_common(text) {
            article |= true;
            gap = if comma { gap } else { word.gap };
            continue;
        }
        let Some(range) = &account.rendered[at] else {
            passed += usize::from(!word.capital);
            if passed > 1 {
                break;
            }
            gap = word.gap;
            continue;
        };
        let adjacent = !article && passed == 0 && !comma;
        let (weight, behind) = if adjacent && word.capital || gap == Gap::Possessive {
            (1.0, true)
        } else if adjacent {
            (0.6, false)
        } else if comma && word.capital && passed == 0 {
            (1.0, false)
        } else {
            (LOOSE, false)
        };
        found.push(Neighbour { words: range.clone(), weight, behind });
        if !word.capital || word.gap != Gap::Space || at == 0 || !words[at - 1].capital {
            break;
        }
        gap = word.gap;
    }
    join(found)
}

/// Joins the parts of a name that stand together on the other side.
fn join(found: Vec<Neighbour>) -> Vec<Neighbour> {
    let mut all: Vec<Neighbour> = Vec::new();
    for one in found {
        match all.last_mut() {
            Some(last) if one.words.start <= last.words.end && last.words.start <= one.words.end => {
                last.words = last.words.start.min(one.words.start)..last.words.end.max(one.words.end);
                last.weight = last.weight.max(one.weight);
            }
            _ => all.push(one),
        }
    }
    all
}

/// Returns how much the neighbours speak for a row of words: each by its weight when nothing that says anything stands
/// between, by half when one word does.
pub(super) fn place(corpus: &Corpus<'_>, unit: usize, row: Range<usize>, neighbours: &[Neighbour]) -> f32 {
    let words = corpus.target(unit);
    let head_first = speech::is_head_first(&corpus.target_lang);
    let (mut sum, mut sides) = (0.0, [false; 2]);
    for neighbour in neighbours {
        let before = row.end <= neighbour.words.start;
        let between = if before {
            row.end..neighbour.words.start
        } else if neighbour.words.end <= row.start {
            neighbour.words.end..row.start
        } else {
            continue;
        };
        let content = words[between.clone()].iter().filter(|w| !corpus.is_function_word(w.key)).count();
        let near = match (content, between.len()) {
            (0, 0 | 1) => 1.0,
            (0, _) | (1, 1) => 0.5,
            _ => 0.0,
        };
        let order = if neighbour.behind && head_first && !before { 0.3 } else { 1.0 };
        sum += neighbour.weight * near * order;
        sides[usize::from(before)] |= content == 0 && between.is_empty();
    }
    if sides == [true; 2] { sum + BETWEEN } else { sum }
}
