//! Where names of the table stand in the source.

use super::capital::{Capitals, is_upper};
use super::corpus::Corpus;
use super::runs::{Key, Spot};
use super::table::Table;
use super::token::Gap;
use crate::model::NameKind;
use glossary::term::Kind;
use std::collections::BTreeMap;
use std::ops::Range;

/// A name as it is found: its writings with their counts, and its places.
pub(super) type Found = (BTreeMap<Vec<u32>, usize>, Vec<Spot>);

/// A head found in a unit: first word, end, kind, and whether it is a mere part of a longer name.
type Part = (usize, usize, Kind, bool);

impl Table {
    /// Returns the heads found in all units, longest first where they overlap, singular and plural together.
    ///
    /// An ordinary word that is never written without a capital is a name of something else (Rangers).
    pub(super) fn find(&self, corpus: &Corpus<'_>, capitals: &Capitals) -> Vec<Key> {
        // Where no term tells callings from offices, every title of one word counts as a calling.
        let marked = !glossary::data::title_parts(&corpus.source_lang, &corpus.target_lang).is_empty()
            || self.heads.values().any(|h| h.calling);
        let mut found: BTreeMap<Vec<String>, (Found, Vec<Spot>, Kind)> = BTreeMap::new();
        for unit in 0..corpus.len() {
            let words = corpus.source(unit);
            let mut behind = 0;
            for at in 0..words.len() {
                // Two names may overlap: `Speaker of the House` and `House of Commons`.
                let Some((end, kind)) = self.longest_at(corpus, unit, at).filter(|(end, _)| *end > behind)
                else {
                    continue;
                };
                behind = end;
                let calls = |i: usize| words.get(i).is_some_and(|w| w.capital && w.gap == Gap::Space);
                if end == at + 1
                    && words[at].capital
                    && !calls(end)
                    && capitals.lower(words[at].key) == 0
                    && capitals.is_known(words[at].key)
                    && self.heads.get(&[words[at].key][..]).is_some_and(|h| h.calling)
                {
                    continue;
                }
                for (first, last, kind, part) in self.nested(corpus, unit, at..end, kind) {
                    let keys: Vec<u32> = words[first..last].iter().map(|w| w.key).collect();
                    let name = self.joined_number(corpus, &keys, kind);
                    let spot = Spot { unit: unit as u32, first: first as u16, end: last as u16 };
                    let (entry, inner, _) =
                        found.entry(name).or_insert_with(|| (Found::default(), Vec::new(), kind));
                    if part {
                        inner.push(spot);
                    } else {
                        *entry.0.entry(keys).or_default() += 1;
                        entry.1.push(spot);
                    }
                }
            }
        }
        found
            .into_values()
            .filter(|((_, spots), ..)| !spots.is_empty())
            .map(|((writings, spots), inner, kind)| {
                let words = self.usual(corpus, writings);
                let single = words.len() == 1 && kind == Kind::Title;
                let calling = single && !marked || self.heads.get(&words).is_some_and(|h| h.calling);
                Key { words, spots, weak: false, kind: kind_of(kind), calling, inner }
            })
            .collect()
    }

    /// Returns the usual writing of a name; the plural only when it is much the commoner.
    pub(super) fn usual(&self, corpus: &Corpus<'_>, writings: BTreeMap<Vec<u32>, usize>) -> Vec<u32> {
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

    /// Returns a head and the heads inside it.
    ///
    /// A surname is also a name inside the full name, a calling inside an office, a country inside the office it owns;
    /// a single word of a body's name is a mere part.
    fn nested(&self, corpus: &Corpus<'_>, unit: usize, range: Range<usize>, kind: Kind) -> Vec<Part> {
        let words = corpus.source(unit);
        let keys: Vec<u32> = words[range.clone()].iter().map(|w| w.key).collect();
        let owned = self.heads.get(&keys).is_some_and(|h| h.owner > 0);
        let mut all = vec![(range.start, range.end, kind, false)];
        for first in range.clone() {
            for last in first + 1..=range.end {
                let Some(head) = self.heads.get(&keys[first - range.start..last - range.start]) else {
                    continue;
                };
                if (first..last) == range || !head.may_stand(words[first].capital || corpus.caseless) {
                    continue;
                }
                let own = last - first > 1
                    || kind == Kind::Person
                    || kind == Kind::Title && (last == range.end || owned && head.kind.is_name());
                if own || head.kind.is_name() {
                    all.push((first, last, head.kind, !own));
                }
            }
        }
        all
    }

    /// Returns where the longest head that begins at a word ends, and its kind.
    pub(super) fn longest_at(&self, corpus: &Corpus<'_>, unit: usize, at: usize) -> Option<(usize, Kind)> {
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
            // `The sun rose` names no newspaper.
            let article = corpus.source_words.text(keys[0]) == "the";
            let capital = (words[at].capital || corpus.caseless)
                && (!article || words.get(at + 1).is_none_or(|w| w.capital));
            if let Some(head) = self.heads.get(&keys)
                && head.may_stand(capital)
            {
                return Some((end, head.kind));
            }
        }
        None
    }

    /// Returns the name under which singular and plural count as one: titles lose the plural of their last word.
    pub(super) fn joined_number(&self, corpus: &Corpus<'_>, keys: &[u32], kind: Kind) -> Vec<String> {
        // A body's letters and its full name are one name; a country's are not (`UK` may want another word than Britain).
        if kind == Kind::Organisation
            && let Some(head) = self.heads.get(keys)
        {
            return vec![String::new(), head.headword.clone()];
        }
        let mut name: Vec<String> = keys.iter().map(|&k| corpus.source_words.text(k).to_owned()).collect();
        if kind == Kind::Title
            && let Some(letters) = self.letters_of(corpus, keys)
        {
            return vec![String::new(), letters];
        }
        if kind == Kind::Title
            && let Some(last) = name.last_mut()
        {
            *last = glossary::affix::stem(last, &corpus.source_lang);
        }
        name
    }
}

impl Table {
    /// Returns the letters that stand for a title of several words, or that it is (`CEO`); `None` where the terms have none.
    fn letters_of(&self, corpus: &Corpus<'_>, keys: &[u32]) -> Option<String> {
        let text = |key: &u32| corpus.source_words.text(*key);
        let letters: String = match keys {
            [word] => text(word).strip_suffix('s').unwrap_or(text(word)).to_owned(),
            _ => keys.iter().filter_map(|k| text(k).chars().next()).flat_map(char::to_uppercase).collect(),
        };
        let short = self.heads.get(&[corpus.source_words.get(&letters)?][..])?;
        let same =
            is_upper(&letters) && letters.len() > 1 && short.headword == self.heads.get(keys)?.headword;
        same.then_some(letters)
    }
}

/// Returns the kind of name that a term names.
pub(super) fn kind_of(kind: Kind) -> NameKind {
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
