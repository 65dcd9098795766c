//! The terms as the finder uses them: names and titles found on the source side, accepted renderings on the target
//! side, and a dictionary of single words.

use super::accepted::{Accepted, joined, match_at, words_of};
use super::capital::{Capitals, Standing, is_upper};
use super::corpus::{Corpus, source_key, target_key};
use super::runs::{Key, Spot};
use super::speech;
use super::token::{Gap, pieces};
use super::words::Words;
use crate::model::NameKind;
use glossary::term::{Kind, Term};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;
use std::ops::Range;

/// A name or title of the source side.
#[derive(Debug, Clone)]
pub(super) struct Head {
    pub(super) kind: Kind,
    /// The first entry's headword.
    headword: String,
    pub(super) accepted: Vec<Accepted>,
}

/// A name as it is found: its writings with their counts, and its places.
type Found = (BTreeMap<Vec<u32>, usize>, Vec<Spot>);

/// Names and titles with their accepted renderings.
#[derive(Debug, Default)]
pub(super) struct Table {
    heads: FxHashMap<Vec<u32>, Head>,
    /// First words of heads with the longest head each begins.
    longest: FxHashMap<u32, usize>,
    /// Dictionary: (stem of a source word, target stem).
    words: FxHashSet<(u32, u32)>,
    /// Parts of renderings of several words that countries and peoples have: (stem of a source word, target stem).
    parts: FxHashSet<(u32, u32)>,
    /// Stems of source words, and the stem of every source key.
    stems: Words,
    stem_of: Vec<u32>,
    /// The source keys of each stem.
    forms: Vec<Vec<u32>>,
    /// Stems of nouns that head names of bodies and offices: committee, court, minister.
    nouns: FxHashSet<u32>,
    title_words: FxHashSet<u32>,
}

/// An accepted rendering found in a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Hit {
    pub(super) words: Range<usize>,
    pub(super) short: bool,
}

impl Table {
    /// Keeps what the corpus can use of the terms of its two languages.
    pub(super) fn new(corpus: &Corpus<'_>, terms: &[Term]) -> Table {
        let mut table = Table::default();
        for key in 0..corpus.source_words.len() {
            let stem = glossary::affix::stem(corpus.source_words.text(key as u32), &corpus.source_lang);
            let stem = table.stems.intern(&stem);
            table.stem_of.push(stem);
            if table.forms.len() <= stem as usize {
                table.forms.resize(stem as usize + 1, Vec::new());
            }
            table.forms[stem as usize].push(key as u32);
        }
        for title in [
            "mr", "mrs", "ms", "miss", "dr", "sir", "lord", "prof", "sen", "rep", "gov", "gen", "rev",
            "capt", "col", "sgt",
        ] {
            table.title_words.extend(corpus.source_words.get(title));
        }
        for term in terms {
            let (from, to) = (corpus.source_lang.as_str(), corpus.target_lang.as_str());
            if term.source_lang == from && term.target_lang == to {
                table.add(corpus, term);
            } else if term.source_lang == to && term.target_lang == from {
                table.add(corpus, &term.reversed());
            }
        }
        for term in glossary::data::lexicon(&corpus.source_lang, &corpus.target_lang) {
            let accepted: Vec<(&str, bool, bool)> =
                term.accepted().map(|text| (text, false, false)).collect();
            for source in &term.source {
                let stem = glossary::affix::stem(&source_key(source), &corpus.source_lang);
                if let Some(stem) = table.stems.get(&stem) {
                    table.translate(corpus, stem, &accepted);
                }
            }
        }
        table.join_demonyms();
        table
    }

    fn add(&mut self, corpus: &Corpus<'_>, term: &Term) {
        let forms = &term.forms;
        let accepted: Vec<(&str, bool, bool)> = (term.target.iter())
            .filter(|r| r.status != glossary::term::Status::Forbidden)
            .map(|r| (r.text.as_str(), false, false))
            .chain(forms.target_plural.iter().map(|t| (t.as_str(), false, true)))
            .chain(forms.target_short.iter().map(|t| (t.as_str(), true, false)))
            .collect();
        for source in term.source.iter().chain(&forms.source_plural).chain(&forms.source_short) {
            let parts = pieces(source, true);
            if let Some(last) = parts.last()
                && matches!(term.kind, Kind::Organisation | Kind::Title)
                && parts.iter().all(|p| {
                    source[p.range.clone()].len() > 3
                        || source[p.range.clone()].starts_with(char::is_uppercase)
                })
                && source[last.range.clone()].chars().all(char::is_alphabetic)
                && !is_upper(&source[last.range.clone()])
                && !source.contains(" against ")
            {
                let stem =
                    glossary::affix::stem(&source_key(&source[last.range.clone()]), &corpus.source_lang);
                if let Some(stem) = self.stems.get(&stem) {
                    self.nouns.insert(stem);
                }
            }
            if let [only] = parts.as_slice() {
                let stem =
                    glossary::affix::stem(&source_key(&source[only.range.clone()]), &corpus.source_lang);
                if let Some(stem) = self.stems.get(&stem) {
                    self.translate(corpus, stem, &accepted);
                    if matches!(term.kind, Kind::Place | Kind::Demonym) {
                        self.take_parts(corpus, stem, &accepted);
                    }
                }
            }
            for words in self.writings(corpus, source, term.kind) {
                self.add_head(term, words, &accepted);
            }
        }
    }

    /// Returns the rows of source keys that write a name; a title's last word may stand in another number, and an office
    /// or a body may lack the article inside (*minister of interior*).
    fn writings(&self, corpus: &Corpus<'_>, source: &str, kind: Kind) -> Vec<Vec<u32>> {
        let parts: Vec<String> =
            pieces(source, true).into_iter().map(|p| source_key(&source[p.range])).collect();
        let mut all = self.numbers(corpus, parts.clone(), kind);
        let articles = parts.iter().skip(1).filter(|p| *p == "the").count();
        if articles > 0 && matches!(kind, Kind::Title | Kind::Organisation) {
            let bare = parts.into_iter().enumerate().filter(|(i, p)| *i == 0 || p != "the").map(|(_, p)| p);
            all.extend(self.numbers(corpus, bare.collect(), kind));
        }
        all
    }

    fn numbers(&self, corpus: &Corpus<'_>, mut parts: Vec<String>, kind: Kind) -> Vec<Vec<u32>> {
        let Some(last) = parts.pop() else { return Vec::new() };
        let first: Option<Vec<u32>> = parts.iter().map(|p| corpus.source_words.get(p)).collect();
        let Some(first) = first else { return Vec::new() };
        let mut ends: Vec<u32> = corpus.source_words.get(&last).into_iter().collect();
        if kind == Kind::Title {
            let stem = glossary::affix::stem(&last, &corpus.source_lang);
            let forms = self.stems.get(&stem).and_then(|s| self.forms.get(s as usize));
            ends.extend(
                forms.into_iter().flatten().filter(|&&f| !ends.contains(&f)).copied().collect::<Vec<_>>(),
            );
        }
        ends.into_iter().map(|end| first.iter().copied().chain([end]).collect()).collect()
    }

    fn add_head(&mut self, term: &Term, words: Vec<u32>, accepted: &[(&str, bool, bool)]) {
        if words.len() == 1 && term.kind == Kind::Title {
            self.title_words.insert(words[0]);
        }
        if term.kind == Kind::Term {
            return;
        }
        let longest = self.longest.entry(words[0]).or_default();
        *longest = (*longest).max(words.len());
        let head = self.heads.entry(words).or_insert_with(|| Head {
            kind: term.kind,
            headword: term.headword().to_owned(),
            accepted: Vec::new(),
        });
        for &(text, short, plural) in accepted {
            let joined = joined(text);
            if !joined.is_empty() && !head.accepted.iter().any(|a| a.joined == joined) {
                let words = words_of(text);
                head.accepted.push(Accepted { joined, words, short, plural });
            }
        }
    }

    fn translate(&mut self, corpus: &Corpus<'_>, source: u32, accepted: &[(&str, bool, bool)]) {
        for (text, ..) in accepted {
            let parts = pieces(text, false);
            if let [piece] = parts.as_slice() {
                let stem = speech::stem(&target_key(&text[piece.range.clone()]), &corpus.target_lang);
                if let Some(stem) = corpus.target_words.get(&stem) {
                    self.words.insert((source, stem));
                }
            }
        }
    }

    fn take_parts(&mut self, corpus: &Corpus<'_>, source: u32, accepted: &[(&str, bool, bool)]) {
        for (text, ..) in accepted {
            for piece in pieces(text, false) {
                let key = target_key(&text[piece.range.clone()]);
                let stem = speech::stem(&key, &corpus.target_lang);
                if let Some(stem) = corpus.target_words.get(&stem)
                    && !speech::is_function_word(&key, &corpus.target_lang)
                {
                    self.parts.insert((source, stem));
                }
            }
        }
    }

    /// Lets a people's name be rendered by the country's: `American` by the word for America.
    fn join_demonyms(&mut self) {
        let mut places: Vec<&Vec<Accepted>> =
            self.heads.values().filter(|h| h.kind == Kind::Place).map(|h| &h.accepted).collect();
        places.sort_by(|a, b| a[0].joined.cmp(&b[0].joined).then(a.len().cmp(&b.len())));
        let mut more: Vec<(Vec<u32>, Vec<Accepted>)> = Vec::new();
        for (words, head) in self.heads.iter().filter(|(_, h)| h.kind == Kind::Demonym) {
            let made_of = |place: &&&Vec<Accepted>| {
                place.iter().filter(|p| p.joined.chars().count() > 2).any(|p| {
                    let rest = |d: &Accepted| d.joined.strip_prefix(&p.joined).map(|r| r.chars().count());
                    head.accepted.iter().any(|d| rest(d).is_some_and(|n| n <= 2))
                })
            };
            let found = places.iter().filter(made_of).flat_map(|p| p.iter().cloned()).collect();
            more.push((words.clone(), found));
        }
        more.sort_by(|a, b| a.0.cmp(&b.0));
        for (words, found) in more {
            if let Some(head) = self.heads.get_mut(&words) {
                for accepted in found {
                    if !head.accepted.iter().any(|a| a.joined == accepted.joined) {
                        head.accepted.push(accepted);
                    }
                }
            }
        }
    }

    /// Returns whether an entry of one word translates a source key by a target stem.
    pub(super) fn translates(&self, source: u32, stem: u32) -> bool {
        self.words.contains(&(self.stem_of[source as usize], stem))
    }

    /// Returns whether a target stem is a part of a country's name for a source key.
    pub(super) fn translates_partly(&self, source: u32, stem: u32) -> bool {
        self.parts.contains(&(self.stem_of[source as usize], stem))
    }

    /// Returns whether a source key is a title of one word.
    pub(super) fn is_title_word(&self, source: u32) -> bool {
        self.title_words.contains(&source)
    }

    /// Returns what the table knows of a row of source keys.
    pub(super) fn head(&self, words: &[u32]) -> Option<&Head> {
        self.heads.get(words)
    }

    /// Returns the heads found in all units, longest first where they overlap, singular and plural together.
    pub(super) fn find(&self, corpus: &Corpus<'_>) -> Vec<Key> {
        let mut found: BTreeMap<Vec<String>, (Found, Kind)> = BTreeMap::new();
        for unit in 0..corpus.len() {
            let words = corpus.source(unit);
            let mut at = 0;
            while at < words.len() {
                let Some((end, kind)) = self.longest_at(corpus, unit, at) else {
                    at += 1;
                    continue;
                };
                for (first, last, kind) in self.nested(corpus, unit, at..end, kind) {
                    let keys: Vec<u32> = words[first..last].iter().map(|w| w.key).collect();
                    let name = self.joined_number(corpus, &keys, kind);
                    let (entry, _) = found.entry(name).or_insert_with(|| (Found::default(), kind));
                    *entry.0.entry(keys).or_default() += 1;
                    entry.1.push(Spot { unit: unit as u32, first: first as u16, end: last as u16 });
                }
                at = end;
            }
        }
        found
            .into_values()
            .map(|((writings, spots), kind)| {
                let words = self.usual(corpus, writings);
                Key { words, spots, weak: false, kind: kind_of(kind) }
            })
            .collect()
    }

    /// Returns nouns that head names of bodies and offices where they stand in lower case: alone (`committee`), and
    /// with the word before them when that pair stands twice (`death committee`).
    pub(super) fn nouns(&self, corpus: &Corpus<'_>, capitals: &Capitals) -> Vec<Key> {
        let mut found: BTreeMap<Vec<u32>, Found> = BTreeMap::new();
        for unit in 0..corpus.len() {
            let words = corpus.source(unit);
            for at in 0..words.len() {
                let stem = self.stem_of[words[at].key as usize];
                if !self.nouns.contains(&stem) {
                    continue;
                }
                let near = at > 0 && words[at].gap == Gap::Space;
                let named = near && capitals.standing(corpus, unit, at - 1) != Standing::Common;
                let first = match near {
                    // `the North Korean leader`, `the Trump administration`
                    true if named => self.head_before(corpus, unit, at).unwrap_or(at - 1),
                    true if modifies(corpus.source_words.text(words[at - 1].key)) => at - 1,
                    _ => at,
                };
                let runs_on = words.get(at + 1).is_some_and(|w| w.capital && w.gap == Gap::Space);
                if words[at].capital && (runs_on || !(named && first < at)) {
                    continue;
                }
                let starts = if words[at].capital || first == at { vec![first] } else { vec![first, at] };
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
                (!self.heads.contains_key(&words)).then_some(Key {
                    words,
                    spots,
                    weak: false,
                    kind: NameKind::Term,
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

    /// Returns the usual writing of a name; the plural only when it is much the commoner.
    fn usual(&self, corpus: &Corpus<'_>, writings: BTreeMap<Vec<u32>, usize>) -> Vec<u32> {
        let weight = |(words, count): &(Vec<u32>, usize)| {
            let plural = words.last().is_some_and(|w| corpus.source_words.text(*w).ends_with('s'));
            if plural { 2 * count } else { 5 * count }
        };
        // A full name leads its letters.
        let letters = |words: &[u32]| matches!(words, [w] if is_upper(corpus.source_words.text(*w)));
        let best = writings.into_iter().max_by(|a, b| {
            letters(&b.0).cmp(&letters(&a.0)).then(weight(a).cmp(&weight(b))).then(b.0.cmp(&a.0))
        });
        best.map(|(words, _)| words).unwrap_or_default()
    }

    /// Returns a head and the heads of two words and more inside it.
    fn nested(
        &self,
        corpus: &Corpus<'_>,
        unit: usize,
        range: Range<usize>,
        kind: Kind,
    ) -> Vec<(usize, usize, Kind)> {
        let words = corpus.source(unit);
        let mut all = vec![(range.start, range.end, kind)];
        for first in range.clone() {
            // A surname is also a name inside the full name, a calling inside an office; a part of a body's name is none.
            let least = if matches!(kind, Kind::Person | Kind::Title) { 1 } else { 2 };
            for last in first + least..=range.end {
                let keys: Vec<u32> = words[first..last].iter().map(|w| w.key).collect();
                let inner = last - first > 1 || kind == Kind::Person || last == range.end;
                if (first..last) != range
                    && inner
                    && let Some(head) = self.heads.get(&keys)
                    && (!head.kind.is_name() || words[first].capital)
                {
                    all.push((first, last, head.kind));
                }
            }
        }
        all
    }

    fn longest_at(&self, corpus: &Corpus<'_>, unit: usize, at: usize) -> Option<(usize, Kind)> {
        let words = corpus.source(unit);
        let longest = *self.longest.get(&words[at].key)?;
        let mut end = at + 1;
        while end < words.len()
            && end < at + longest
            && matches!(words[end].gap, Gap::Space | Gap::Possessive | Gap::Hyphen)
        {
            end += 1;
        }
        for end in (at + 1..=end).rev() {
            let keys: Vec<u32> = words[at..end].iter().map(|w| w.key).collect();
            if let Some(head) = self.heads.get(&keys)
                && (!head.kind.is_name() || words[at].capital)
            {
                return Some((end, head.kind));
            }
        }
        None
    }

    /// Returns the name under which singular and plural count as one: titles lose the plural of their last word.
    fn joined_number(&self, corpus: &Corpus<'_>, keys: &[u32], kind: Kind) -> Vec<String> {
        // A body's letters and its full name are one name; a country's are not (`UK` may want another word than Britain).
        if kind == Kind::Organisation
            && let Some(head) = self.heads.get(keys)
        {
            return vec![String::new(), head.headword.clone()];
        }
        let mut name: Vec<String> = keys.iter().map(|&k| corpus.source_words.text(k).to_owned()).collect();
        if kind == Kind::Title
            && let Some(last) = name.last_mut()
        {
            *last = glossary::affix::stem(last, &corpus.source_lang);
        }
        name
    }

    /// Returns where accepted renderings of a name stand in a unit, longest first, none overlapping.
    pub(super) fn hits(&self, corpus: &Corpus<'_>, head: &Head, unit: usize) -> Vec<Hit> {
        let words = corpus.target(unit);
        let mut all: Vec<Hit> = Vec::new();
        for first in 0..words.len() {
            let best = head
                .accepted
                .iter()
                .filter_map(|a| Some((match_at(corpus, unit, first, a)?, a)))
                .max_by_key(|(end, a)| (*end, !a.short));
            if let Some((end, accepted)) = best {
                all.push(Hit { words: first..end, short: accepted.short });
            }
        }
        all.sort_by_key(|h| (std::cmp::Reverse(h.words.len()), h.words.start));
        let mut kept: Vec<Hit> = Vec::new();
        for hit in all {
            if !kept.iter().any(|k| hit.words.start < k.words.end && k.words.start < hit.words.end) {
                kept.push(hit);
            }
        }
        kept.sort_by_key(|h| h.words.start);
        kept
    }
}

fn kind_of(kind: Kind) -> NameKind {
    match kind {
        Kind::Person => NameKind::Person,
        Kind::Place => NameKind::Place,
        Kind::Organisation => NameKind::Organisation,
        Kind::Title => NameKind::Title,
        Kind::Term => NameKind::Term,
        Kind::Demonym => NameKind::Demonym,
        Kind::Language => NameKind::Language,
        Kind::Event => NameKind::Event,
    }
}

/// Returns whether a lower-case word may be the first half of a term: no article, number, pronoun or adverb.
fn modifies(word: &str) -> bool {
    word.chars().count() > 2
        && word.chars().all(|c| c.is_alphabetic() || c == '-')
        && !super::capital::is_common(word)
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
