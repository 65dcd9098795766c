//! Where names stand: single words, and runs of them joined by `of`, `de`, `for`.

use super::capital::{Capitals, Standing};
use super::corpus::Corpus;
use super::token::Gap;
use crate::model::NameKind;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// One place of a name on the source side, in words.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Spot {
    pub(super) unit: u32,
    pub(super) first: u16,
    pub(super) end: u16,
}

impl Spot {
    pub(super) fn words(&self) -> Range<usize> {
        self.first as usize..self.end as usize
    }
}

/// A name as a row of source keys, with its places in order.
#[derive(Debug, Clone)]
pub(super) struct Key {
    pub(super) words: Vec<u32>,
    pub(super) spots: Vec<Spot>,
    /// Whether every place is at a start or in a headline, so that only a sounding rendering makes it a name.
    pub(super) weak: bool,
    pub(super) kind: NameKind,
    /// Whether it is an ordinary word for what somebody or something is (leader, agency): its synonyms are a matter of
    /// style, and no claim.
    pub(super) calling: bool,
    /// Places inside longer names of the table, which are no places of this one.
    pub(super) inner: Vec<Spot>,
}

impl Key {
    /// Returns whether the name stands at one place only.
    pub(super) fn is_once(&self) -> bool {
        self.spots.len() == 1
    }

    /// Returns whether the name is an office or form of address.
    pub(super) fn is_title(&self) -> bool {
        self.kind == NameKind::Title
    }
}

/// Longest run in words.
const LONGEST: usize = 7;

/// Returns whether a word may stand inside a name in lower case.
pub(super) fn joins(text: &str) -> bool {
    matches!(
        text,
        "of" | "de"
            | "del"
            | "da"
            | "di"
            | "la"
            | "van"
            | "von"
            | "der"
            | "den"
            | "bin"
            | "ibn"
            | "al"
            | "the"
            | "for"
            | "du"
            | "des"
            | "and"
            | "for the"
    )
}

/// Returns the single words and the runs of two words and more that are names, each list ordered by its keys.
pub(super) fn find(
    corpus: &Corpus<'_>,
    capitals: &Capitals,
    is_title: impl Fn(u32) -> bool,
) -> (Vec<Key>, Vec<Key>) {
    let mut singles: FxHashMap<u32, (Vec<Spot>, bool)> = FxHashMap::default();
    let mut runs: FxHashMap<Vec<u32>, Vec<Spot>> = FxHashMap::default();
    for unit in 0..corpus.len() {
        let words = corpus.source(unit);
        if words.len() > usize::from(u16::MAX) {
            continue;
        }
        let standing: Vec<Standing> = (0..words.len()).map(|i| capitals.standing(corpus, unit, i)).collect();
        for (i, word) in words.iter().enumerate() {
            if standing[i] == Standing::Common {
                continue;
            }
            let entry = singles.entry(word.key).or_insert_with(|| (Vec::new(), true));
            entry.0.push(Spot { unit: unit as u32, first: i as u16, end: i as u16 + 1 });
            entry.1 &= standing[i] == Standing::Weak;
        }
        let mut at = 0;
        while at < words.len() {
            if standing[at] == Standing::Common {
                at += 1;
                continue;
            }
            let end = run_end(corpus, capitals, unit, at, &standing);
            for first in at..end {
                for last in first + 2..=end.min(first + LONGEST) {
                    let edge = |i: usize| {
                        standing[i] != Standing::Common
                            || is_number(corpus, unit, i)
                            || words[i].gap == Gap::Hyphen && capitals.is_known(words[i].key)
                    };
                    if standing[first] == Standing::Common || !edge(last - 1) {
                        continue;
                    }
                    let keys = words[first..last].iter().map(|w| w.key).collect();
                    let spot = Spot { unit: unit as u32, first: first as u16, end: last as u16 };
                    runs.entry(keys).or_default().push(spot);
                }
            }
            at = end.max(at + 1);
        }
    }
    let mut singles: Vec<Key> = singles
        .into_iter()
        .map(|(key, (spots, weak))| Key {
            words: vec![key],
            spots,
            weak,
            kind: NameKind::Unknown,
            calling: false,
            inner: Vec::new(),
        })
        .collect();
    singles.sort_by(|a, b| a.words.cmp(&b.words));
    let mut list: Vec<Key> = runs
        .into_iter()
        .filter(|(words, spots)| spots.len() > 1 || is_full_name(corpus, words) && !is_title(words[0]))
        .map(|(words, spots)| Key {
            words,
            spots,
            weak: false,
            kind: NameKind::Unknown,
            calling: false,
            inner: Vec::new(),
        })
        .collect();
    list.sort_by(|a, b| a.words.cmp(&b.words));
    (singles, drop_inner(list, is_title))
}

/// Returns whether a row of words that stands once may be the full name of a person: two or three words, none of them a joint.
fn is_full_name(corpus: &Corpus<'_>, words: &[u32]) -> bool {
    (2..=3).contains(&words.len()) && words.iter().all(|&w| !joins(corpus.source_words.text(w)))
}

fn is_number(corpus: &Corpus<'_>, unit: usize, word: usize) -> bool {
    let text = corpus.source_words.text(corpus.source(unit)[word].form);
    text.len() < 4 && text.bytes().all(|b| b.is_ascii_digit())
}

fn run_end(
    corpus: &Corpus<'_>,
    capitals: &Capitals,
    unit: usize,
    start: usize,
    standing: &[Standing],
) -> usize {
    let words = corpus.source(unit);
    let mut end = start + 1;
    loop {
        let close =
            |i: usize| i < words.len() && matches!(words[i].gap, Gap::Space | Gap::Possessive | Gap::Hyphen);
        if close(end)
            && (standing[end] != Standing::Common
                || is_number(corpus, unit, end) && words[end].gap == Gap::Space)
        {
            end += 1;
            continue;
        }
        if close(end) && words[end].gap == Gap::Hyphen && capitals.is_known(words[end].key) {
            // `Kim Jong-un`: the second half is a name elsewhere.
            end += 1;
            continue;
        }
        let mut next = end;
        while next < end + 2
            && close(next)
            && words[next].gap == Gap::Space
            && joins(corpus.source_words.text(words[next].form))
        {
            next += 1;
        }
        if next > end && close(next) && words[next].gap == Gap::Space && standing[next] != Standing::Common {
            end = next + 1;
            continue;
        }
        return end;
    }
}

/// Drops a run that hardly ever stands outside one longer run: `Blasey Ford` when it is always `Christine Blasey Ford`.
///
/// A full name behind a title stays (`Judge Christine Blasey`).
fn drop_inner(list: Vec<Key>, is_title: impl Fn(u32) -> bool) -> Vec<Key> {
    let counts: FxHashMap<&[u32], usize> = list.iter().map(|k| (k.words.as_slice(), k.spots.len())).collect();
    let mut inner: Vec<&[u32]> = Vec::new();
    for key in &list {
        let count = key.spots.len();
        let behind = Some(&key.words[1..]).filter(|_| !is_title(key.words[0]));
        for part in behind.into_iter().chain([&key.words[..key.words.len() - 1]]) {
            if part.len() > 1 && counts.get(part).is_some_and(|&n| n * 3 <= count * 4) {
                inner.push(part);
            }
        }
    }
    inner.sort_unstable();
    inner.dedup();
    let inner: Vec<Vec<u32>> = inner.into_iter().map(<[u32]>::to_vec).collect();
    list.into_iter().filter(|k| inner.binary_search(&k.words).is_err()).collect()
}
