//! Nouns that head names of bodies and offices, where they stand in lower case.

use super::capital::{self, Capitals, Standing};
use super::corpus::Corpus;
use super::locate::Found;
use super::runs::{Key, Spot};
use super::table::{Head, Table};
use super::token::Gap;
use crate::model::NameKind;
use glossary::term::Kind;
use std::collections::BTreeMap;

impl Table {
    /// Returns nouns that head names of bodies and offices where they stand in lower case: alone (`committee`), and
    /// with the word before them when that pair stands twice (`death committee`).
    pub(super) fn nouns(&self, corpus: &Corpus<'_>, capitals: &Capitals) -> Vec<Key> {
        let mut found: BTreeMap<Vec<u32>, Found> = BTreeMap::new();
        for unit in 0..corpus.len() {
            let words = corpus.source(unit);
            for at in 0..words.len() {
                let stem = self.stem_of[words[at].key as usize];
                let Some(&calling) = self.nouns.get(&stem) else { continue };
                if is_masthead(corpus.source_words.text(words[at].key)) && !words[at].capital {
                    continue;
                }
                let near = at > 0 && words[at].gap == Gap::Space;
                let named = near && capitals.standing(corpus, unit, at - 1) != Standing::Common;
                let first = match near {
                    // `the North Korean leader`, `the Trump administration`
                    true if named && calling => self.head_before(corpus, unit, at).unwrap_or(at),
                    true if named => self.head_before(corpus, unit, at).unwrap_or(at - 1),
                    true if !calling && modifies(corpus.source_words.text(words[at - 1].key)) => at - 1,
                    _ => at,
                };
                let capital = words[at].capital && words[at].gap != Gap::Start && !capitals.headline(unit);
                let runs_on = words.get(at + 1).is_some_and(|w| w.capital && w.gap == Gap::Space);
                if capital && (runs_on || !(named && first < at)) {
                    continue;
                }
                let alone = first < at && (!capital || capitals.lower(words[at].key) > 0);
                let starts = if alone { vec![first, at] } else { vec![first] };
                for first in starts {
                    let row = &words[first..=at];
                    let mut name: Vec<u32> = row.iter().map(|w| self.stem_of[w.key as usize]).collect();
                    name.reverse();
                    let entry = found.entry(name).or_default();
                    *entry.0.entry(row.iter().map(|w| w.key).collect()).or_default() += 1;
                    entry.1.push(Spot { unit: unit as u32, first: first as u16, end: at as u16 + 1 });
                }
            }
        }
        found
            .into_values()
            .filter(|(_, spots)| spots.len() > 1)
            .filter_map(|(writings, spots)| {
                let words = self.usual(corpus, writings);
                let calling = words.len() == 1;
                let kind = NameKind::Term;
                (!self.heads.contains_key(&words)).then_some(Key {
                    words,
                    spots,
                    weak: false,
                    kind,
                    calling,
                    inner: Vec::new(),
                })
            })
            .collect()
    }

    /// Returns where a country or people that ends before a word begins.
    fn head_before(&self, corpus: &Corpus<'_>, unit: usize, at: usize) -> Option<usize> {
        let words = corpus.source(unit);
        (at.saturating_sub(3)..at).find(|&first| {
            let keys: Vec<u32> = words[first..at].iter().map(|w| w.key).collect();
            let place = |h: &Head| matches!(h.kind, Kind::Place | Kind::Demonym);
            words[first].capital && self.heads.get(&keys).is_some_and(place)
        })
    }
}

/// Returns whether a word names a newspaper or club where it has a capital, and is an ordinary word elsewhere (`far post`).
fn is_masthead(word: &str) -> bool {
    matches!(
        word,
        "city"
            | "express"
            | "globe"
            | "herald"
            | "mail"
            | "mirror"
            | "nature"
            | "post"
            | "record"
            | "review"
            | "standard"
            | "star"
            | "sun"
            | "telegraph"
            | "times"
            | "today"
            | "world"
    )
}

/// Returns whether a lower-case word may be the first half of a term: no article, number, pronoun or adverb.
fn modifies(word: &str) -> bool {
    word.chars().count() > 2
        && word.chars().all(|c| c.is_alphabetic() || c == '-')
        && !capital::is_common(word)
        && !matches!(
            word,
            "former"
                | "new"
                | "old"
                | "first"
                | "last"
                | "next"
                | "same"
                | "own"
                | "several"
                | "three"
                | "four"
                | "five"
                | "few"
                | "senior"
                | "top"
                | "local"
                | "main"
                | "then"
                | "current"
                | "late"
                | "long"
                | "very"
                | "good"
                | "big"
                | "against"
                | "said"
                | "says"
                | "young"
                | "other"
                | "between"
                | "including"
                | "among"
                | "six"
                | "ten"
                | "second"
                | "third"
                | "great"
                | "small"
                | "large"
                | "best"
                | "better"
                | "least"
                | "per"
        )
}
