//! Offices put together: *deputy*, *former*, *acting* before a title, the country or body whose office it is beside it.

use super::accepted::{Accepted, joined};
use super::corpus::{Corpus, target_key};
use super::locate::Found;
use super::table::{Head, Table};
use super::token::{Gap, pieces};
use glossary::term::{Kind, Status, Term};
use rustc_hash::FxHashSet;
use std::collections::BTreeMap;
use std::ops::Range;

/// How often what was put together may be put together again: *former deputy prime minister of Iraq*.
const ROUNDS: usize = 3;
/// Most renderings of one part that are combined with those of the other.
const MOST: usize = 12;
/// Where the title stands in a pattern.
const HOLE: &str = "{}";

/// A word or two that make another office of an office.
struct Part {
    before: Vec<u32>,
    after: Vec<u32>,
    /// What stands before and behind the rendering of the office, joined.
    patterns: Vec<(String, String)>,
    /// Whether the patterns are as good as each other (سابق and پیشین).
    calling: bool,
}

/// How a row of words is put together.
enum Recipe {
    Modified { part: usize, core: Range<usize> },
    Owned { owner: Range<usize>, core: Range<usize>, at: bool },
}

/// Rows of source keys with the recipe of each and where it was found, by the name they are counted under.
type Rows = BTreeMap<Vec<String>, (Found, BTreeMap<Vec<u32>, Recipe>)>;

impl Table {
    /// Adds the offices of the corpus that are made of a title of the table and what stands beside it, where they
    /// stand twice at least. Only where the parts of titles are known for the two languages: elsewhere nothing tells
    /// offices from callings.
    pub(super) fn compose(&mut self, corpus: &Corpus<'_>) {
        if glossary::data::title_parts(&corpus.source_lang, &corpus.target_lang).is_empty() {
            return;
        }
        let parts = parts(corpus);
        self.modifiers = modifiers(corpus);
        for _ in 0..ROUNDS {
            let mut rows = Rows::new();
            for unit in 0..corpus.len() {
                for at in 0..corpus.source(unit).len() {
                    self.modified(corpus, unit, at, &parts, &mut rows);
                    self.owned(corpus, unit, at, &mut rows);
                }
            }
            let mut found = false;
            for ((writings, _), recipes) in rows.into_values() {
                if writings.values().sum::<usize>() < 2 {
                    continue;
                }
                for (words, recipe) in recipes {
                    let Some(head) = self.composed(&words, &recipe, &parts) else { continue };
                    self.take(words, head);
                    found = true;
                }
            }
            if !found {
                return;
            }
        }
    }

    fn modified(&self, corpus: &Corpus<'_>, unit: usize, at: usize, parts: &[Part], rows: &mut Rows) {
        let words = corpus.source(unit);
        for (number, part) in parts.iter().enumerate() {
            let (core, whole) = if part.after.is_empty() {
                let first = at + part.before.len();
                if !stands(corpus, unit, at, &part.before) || first >= words.len() || !near(words[first].gap)
                {
                    continue;
                }
                let Some(end) = self.title_at(corpus, unit, first) else { continue };
                (part.before.len()..end - at, at..end)
            } else {
                let Some(end) = self.title_at(corpus, unit, at) else { continue };
                if end >= words.len() || !near(words[end].gap) || !stands(corpus, unit, end, &part.after) {
                    continue;
                }
                (0..end - at, at..end + part.after.len())
            };
            self.note(corpus, unit, whole, Recipe::Modified { part: number, core }, rows);
        }
    }

    /// Notes an owner before a title (*Iraqi prime minister*) or behind it (*ambassador to Iraq*).
    fn owned(&self, corpus: &Corpus<'_>, unit: usize, at: usize, rows: &mut Rows) {
        let words = corpus.source(unit);
        let Some((end, kind)) = self.longest_at(corpus, unit, at) else { return };
        if is_owner(kind) {
            if words.get(end).is_some_and(|w| matches!(w.gap, Gap::Space | Gap::Possessive))
                && let Some(last) = self.title_at(corpus, unit, end)
                && self.is_office(corpus, unit, end..last, kind)
            {
                let recipe = Recipe::Owned { owner: 0..end - at, core: end - at..last - at, at: false };
                self.note(corpus, unit, at..last, recipe, rows);
            }
        } else if kind == Kind::Title {
            let joint = |i: usize| {
                words.get(i).filter(|w| w.gap == Gap::Space).map(|w| corpus.source_words.text(w.key))
            };
            let Some(binder @ ("of" | "to" | "in" | "for")) = joint(end) else { return };
            let first = if joint(end + 1) == Some("the") { end + 2 } else { end + 1 };
            if let Some((last, owner)) = words
                .get(first)
                .filter(|w| w.gap == Gap::Space)
                .and_then(|_| self.longest_at(corpus, unit, first))
                && is_owner(owner)
                && self.is_office(corpus, unit, at..end, owner)
            {
                let recipe =
                    Recipe::Owned { owner: first - at..last - at, core: 0..end - at, at: binder != "of" };
                self.note(corpus, unit, at..last, recipe, rows);
            }
        }
    }

    fn title_at(&self, corpus: &Corpus<'_>, unit: usize, at: usize) -> Option<usize> {
        self.longest_at(corpus, unit, at).filter(|(_, kind)| *kind == Kind::Title).map(|(end, _)| end)
    }

    /// Returns whether a row is a title without an owner that may have one of a kind: of a body only an office, of a
    /// country a calling too.
    fn is_office(&self, corpus: &Corpus<'_>, unit: usize, range: Range<usize>, owner: Kind) -> bool {
        let keys: Vec<u32> = corpus.source(unit)[range].iter().map(|w| w.key).collect();
        let of_country = owner != Kind::Organisation;
        self.heads.get(&keys).is_some_and(|h| h.owner == 0 && (of_country || !h.calling))
    }

    fn note(&self, corpus: &Corpus<'_>, unit: usize, whole: Range<usize>, recipe: Recipe, rows: &mut Rows) {
        let keys: Vec<u32> = corpus.source(unit)[whole].iter().map(|w| w.key).collect();
        if self.heads.contains_key(&keys) {
            return;
        }
        let name = self.joined_number(corpus, &keys, Kind::Title);
        let (found, recipes) = rows.entry(name).or_default();
        *found.0.entry(keys.clone()).or_default() += 1;
        recipes.entry(keys).or_insert(recipe);
    }

    fn composed(&self, words: &[u32], recipe: &Recipe, parts: &[Part]) -> Option<Head> {
        let (core, accepted, calling, owner) = match recipe {
            Recipe::Modified { part, core } => {
                let (part, core) = (&parts[*part], self.heads.get(&words[core.clone()])?);
                let mut all = Vec::new();
                for (first, a) in core.accepted.iter().filter(|a| !a.short).take(MOST).enumerate() {
                    for (second, (before, after)) in part.patterns.iter().enumerate() {
                        let second = if part.calling { 0 } else { second };
                        let joined = format!("{before}{}{after}", a.joined);
                        all.push(Accepted {
                            joined,
                            sense: sense(core, a, first, second),
                            words: Vec::new(),
                            ..a.clone()
                        });
                    }
                }
                (core, all, core.calling || part.calling, core.owner)
            }
            Recipe::Owned { owner, core, at } => {
                let (core, owner) =
                    (self.heads.get(&words[core.clone()])?, self.heads.get(&words[owner.clone()])?);
                let mut all = Vec::new();
                for (first, a) in core.accepted.iter().filter(|a| !a.short).take(MOST).enumerate() {
                    for (second, o) in owner.accepted.iter().filter(|o| !o.plural).take(MOST).enumerate() {
                        let sense = sense(core, a, first, second);
                        all.push(Accepted {
                            joined: format!("{}{}", a.joined, o.joined),
                            sense,
                            ..a.clone()
                        });
                        if *at {
                            all.push(Accepted {
                                joined: format!("{}در{}", a.joined, o.joined),
                                sense,
                                ..a.clone()
                            });
                        }
                    }
                }
                (core, all, core.calling, 1)
            }
        };
        let headword = core.headword.clone();
        Some(Head { kind: Kind::Title, headword, accepted, calling, several: false, capital: false, owner })
    }
}

/// Returns the sense of two renderings put together.
fn sense(core: &Head, accepted: &Accepted, first: usize, second: usize) -> u16 {
    let first = if core.calling { 0 } else { usize::from(accepted.sense).min(first) };
    (first * (MOST + 4) + second) as u16
}

fn is_owner(kind: Kind) -> bool {
    matches!(kind, Kind::Place | Kind::Demonym | Kind::Organisation)
}

fn near(gap: Gap) -> bool {
    matches!(gap, Gap::Space | Gap::Hyphen)
}

/// Returns whether a row of keys stands at a word.
fn stands(corpus: &Corpus<'_>, unit: usize, at: usize, keys: &[u32]) -> bool {
    let words = corpus.source(unit);
    at + keys.len() <= words.len()
        && keys
            .iter()
            .enumerate()
            .all(|(i, k)| words[at + i].key == *k && (i == 0 || near(words[at + i].gap)))
}

/// Reads the parts of titles of the corpus's languages, those whose words it has.
fn parts(corpus: &Corpus<'_>) -> Vec<Part> {
    let mut all = Vec::new();
    for term in glossary::data::title_parts(&corpus.source_lang, &corpus.target_lang) {
        all.extend(term.source.iter().filter_map(|source| part(corpus, term, source)));
    }
    all
}

/// Returns the target keys of one word that stand behind an office in a part of titles.
fn modifiers(corpus: &Corpus<'_>) -> FxHashSet<u32> {
    glossary::data::title_parts(&corpus.source_lang, &corpus.target_lang)
        .iter()
        .flat_map(|term| &term.target)
        .filter_map(|r| r.text.strip_prefix(HOLE))
        .filter(|text| !text.trim().contains(char::is_whitespace))
        .filter_map(|text| corpus.target_words.get(&target_key(text.trim())))
        .collect()
}

fn part(corpus: &Corpus<'_>, term: &Term, source: &str) -> Option<Part> {
    let (before, after) = source.split_once(HOLE)?;
    let keys = |text: &str| -> Option<Vec<u32>> {
        pieces(text, true)
            .into_iter()
            .map(|p| corpus.source_words.get(&text[p.range].to_lowercase()))
            .collect()
    };
    let renderings = term.target.iter().filter(|r| r.status != Status::Forbidden);
    let pattern = |text: &str| text.split_once(HOLE).map(|(before, after)| (joined(before), joined(after)));
    Some(Part {
        before: keys(before)?,
        after: keys(after)?,
        patterns: renderings.filter_map(|r| pattern(&r.text)).collect(),
        calling: super::table::is_ordinary(term),
    })
}
