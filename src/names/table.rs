//! The terms as the finder uses them: names and titles found on the source side, accepted renderings on the target
//! side, and a dictionary of single words.

use super::accepted::{Accepted, joined, match_at, match_parted, words_of};
use super::capital::is_upper;
use super::corpus::{Corpus, source_key, target_key};
use super::locate::kind_of;
use super::rival::{self, Sort};
use super::runs::Key;
use super::speech;
use super::taught::Taught;
use super::token::pieces;
use super::words::Words;
use crate::model::NameKind;
use glossary::term::{Kind, Term};
use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::Range;

/// What the glossary's files give as the ground of ordinary words: of a title so marked synonyms are a matter of style.
const ORDINARY: &str = "dict";

/// The ground of a word for several offices: its renderings are no synonyms, and each is right for another holder.
const SEVERAL: &str = "offices";

/// A rendering of a term before it is folded: text, whether short, whether a plural, sense.
type Row<'t> = (&'t str, bool, bool, u16);

/// A name or title of the source side.
#[derive(Debug, Clone)]
pub(super) struct Head {
    pub(super) kind: Kind,
    /// The first entry's headword.
    pub(super) headword: String,
    pub(super) accepted: Vec<Accepted>,
    /// Whether it is an ordinary word for what somebody does, whose synonyms are no clash.
    pub(super) calling: bool,
    /// Whether it is a calling that means another office with another holder.
    pub(super) several: bool,
    /// Whether it is a name or rank only with a capital (Major).
    pub(super) capital: bool,
    /// How many of its words name the country or body whose office it is, for a head put together by the finder.
    pub(super) owner: usize,
}

/// Names and titles with their accepted renderings.
#[derive(Debug, Default)]
pub(super) struct Table {
    pub(super) heads: FxHashMap<Vec<u32>, Head>,
    /// First words of heads with the longest head each begins.
    pub(super) longest: FxHashMap<u32, usize>,
    /// Dictionary: (stem of a source word, target stem).
    words: FxHashSet<(u32, u32)>,
    /// Parts of renderings of several words that countries and peoples have: (stem of a source word, target stem).
    parts: FxHashSet<(u32, u32)>,
    /// Stems of source words, and the stem of every source key.
    pub(super) stems: Words,
    pub(super) stem_of: Vec<u32>,
    /// The source keys of each stem.
    forms: Vec<Vec<u32>>,
    /// Stems of nouns that head names of bodies and offices (committee, court, minister), and whether each does so in
    /// callings only (nominee).
    pub(super) nouns: FxHashMap<u32, bool>,
    title_words: FxHashSet<u32>,
    /// Stems of nouns that titles end in.
    title_nouns: FxHashSet<u32>,
    /// Target keys that stand behind an office and say when or of what rank it is (سابق).
    pub(super) modifiers: FxHashSet<u32>,
    /// Renderings, joined, of every name of a sort, by the target key they begin with.
    renderings: FxHashMap<u32, Vec<(String, Sort)>>,
    /// Stems of the nouns that renderings of several words are about.
    head_stems: FxHashSet<(Sort, u32)>,
    /// What the terms of several words teach of single ones.
    pub(super) taught: Taught,
}

/// An accepted rendering found in a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Hit {
    pub(super) words: Range<usize>,
    pub(super) short: bool,
    pub(super) plural: bool,
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
            let accepted: Vec<Row<'_>> = term.accepted().map(|text| (text, false, false, 0)).collect();
            for source in &term.source {
                let stem = glossary::affix::stem(&source_key(source), &corpus.source_lang);
                if let Some(stem) = table.stems.get(&stem) {
                    table.translate(corpus, stem, &accepted);
                }
            }
        }
        table.join_demonyms();
        table.compose(corpus);
        table
    }

    fn add(&mut self, corpus: &Corpus<'_>, term: &Term) {
        let forms = &term.forms;
        let accepted: Vec<Row<'_>> = (term.target.iter())
            .filter(|r| r.status != glossary::term::Status::Forbidden)
            .zip(0_u16..)
            .map(|(r, sense)| (r.text.as_str(), false, false, if is_calling(term) { 0 } else { sense }))
            .chain(forms.target_plural.iter().map(|t| (t.as_str(), false, true, 0)))
            .chain(forms.target_short.iter().map(|t| (t.as_str(), true, false, 0)))
            .collect();
        self.list(corpus, term, &accepted);
        self.taught.read(corpus, &self.stems, term);
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
                    *self.nouns.entry(stem).or_insert(true) &= is_calling(term);
                    if term.kind == Kind::Title {
                        self.title_nouns.insert(stem);
                    }
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
            let capital = parts.len() == 1 && source.starts_with(char::is_uppercase);
            for words in self.writings(corpus, source, term.kind) {
                self.add_head(term, words, &accepted, capital);
            }
        }
    }

    /// Keeps the renderings of a name for who looks for them on the target side.
    fn list(&mut self, corpus: &Corpus<'_>, term: &Term, accepted: &[Row<'_>]) {
        let Some(sort) = rival::sort(kind_of(term.kind)) else { return };
        for (text, ..) in accepted {
            let parts = pieces(text, false);
            let at =
                if speech::is_head_first(&corpus.target_lang) { 0 } else { parts.len().saturating_sub(1) };
            if parts.len() > 1 {
                let key = target_key(&text[parts[at].range.clone()]);
                let stem = corpus.target_words.get(&speech::stem(&key, &corpus.target_lang));
                self.head_stems.extend(stem.map(|stem| (sort, stem)));
            }
            let first = parts.into_iter().next();
            let first = first.and_then(|p| corpus.target_words.get(&target_key(&text[p.range])));
            let rendering = (joined(text), sort);
            if let Some(list) = first.map(|first| self.renderings.entry(first).or_default())
                && !list.contains(&rendering)
            {
                list.push(rendering);
            }
        }
    }

    /// Returns as what a name's renderings are looked for: a row that ends in the noun of a title is one.
    pub(super) fn sort_of(&self, key: &Key) -> Option<Sort> {
        let ends = || key.words.last().is_some_and(|w| self.title_nouns.contains(&self.stem_of[*w as usize]));
        let titled = || key.kind == NameKind::Term && key.words.len() > 1 && ends();
        rival::sort(key.kind).or_else(|| titled().then_some(Sort::Title))
    }

    /// Returns whether a target stem is the noun that known renderings of a sort are about.
    pub(super) fn heads_renderings(&self, sort: Option<Sort>, stem: u32) -> bool {
        sort.is_some_and(|sort| self.head_stems.contains(&(sort, stem)))
    }

    /// Returns the renderings that begin with a target key.
    pub(super) fn renderings(&self, first: u32) -> &[(String, Sort)] {
        self.renderings.get(&first).map_or(&[], Vec::as_slice)
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

    fn add_head(&mut self, term: &Term, words: Vec<u32>, accepted: &[Row<'_>], capital: bool) {
        if words.len() == 1 && term.kind == Kind::Title {
            self.title_words.insert(words[0]);
        }
        // Of terms only letters are looked for by themselves (PTSD): the rest are ordinary words.
        let letters = words.len() == 1 && term.forms.source_short.iter().any(|s| is_upper(s) && s.len() > 2);
        if term.kind == Kind::Term && !(letters && capital) {
            return;
        }
        let accepted = accepted.iter().filter_map(|&(text, short, plural, sense)| {
            let joined = joined(text);
            (!joined.is_empty()).then(|| Accepted {
                joined,
                words: words_of(text),
                short,
                plural,
                sense,
                row: 0,
            })
        });
        let head = Head {
            kind: term.kind,
            headword: term.headword().to_owned(),
            accepted: accepted.collect(),
            calling: is_calling(term),
            several: is_several(term),
            capital,
            owner: 0,
        };
        self.take(words, head);
    }

    /// Adds a head, or what it accepts to the head that stands there.
    pub(super) fn take(&mut self, words: Vec<u32>, head: Head) {
        let longest = self.longest.entry(words[0]).or_default();
        *longest = (*longest).max(words.len());
        let known = self.heads.entry(words).or_insert_with(|| Head { accepted: Vec::new(), ..head.clone() });
        known.capital &= head.capital;
        known.several |= head.several;
        let first = known.accepted.iter().map(|a| a.sense + 1).max().unwrap_or(0);
        let places = known.kind == Kind::Place && head.kind == Kind::Place;
        let shared = known.accepted.iter().find(|a| head.accepted.iter().any(|b| b.joined == a.joined));
        let next = || known.accepted.iter().map(|a| a.row + 1).max().filter(|_| places);
        let row = shared.map(|a| a.row).or_else(next).unwrap_or(0);
        for accepted in head.accepted {
            if !known.accepted.iter().any(|a| a.joined == accepted.joined) {
                let sense = if known.calling { 0 } else { first + accepted.sense };
                known.accepted.push(Accepted { sense, row, ..accepted });
            }
        }
    }

    fn translate(&mut self, corpus: &Corpus<'_>, source: u32, accepted: &[Row<'_>]) {
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

    fn take_parts(&mut self, corpus: &Corpus<'_>, source: u32, accepted: &[Row<'_>]) {
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
                    // ایرانی of ایران, افغان of افغانستان
                    let made = |d: &Accepted| {
                        let rest = d.joined.strip_prefix(&p.joined).map(|r| r.chars().count());
                        rest.is_some_and(|n| n <= 2) || p.joined.strip_suffix("ستان") == Some(&d.joined)
                    };
                    head.accepted.iter().any(made)
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

    /// Returns where accepted renderings of a name stand in a unit, longest first, none overlapping.
    pub(super) fn hits(&self, corpus: &Corpus<'_>, head: &Head, unit: usize) -> Vec<Hit> {
        let words = corpus.target(unit);
        let mut all: Vec<Hit> = Vec::new();
        for first in 0..words.len() {
            let best = head
                .accepted
                .iter()
                .filter_map(|a| {
                    let parted = || {
                        let modifies = |key| self.modifiers.contains(&key);
                        (head.kind == Kind::Title)
                            .then(|| match_parted(corpus, unit, first, a, modifies))
                            .flatten()
                    };
                    Some((match_at(corpus, unit, first, a).or_else(parted)?, a))
                })
                .max_by_key(|(end, a)| (*end, !a.short));
            if let Some((end, accepted)) = best {
                all.push(Hit { words: first..end, short: accepted.short, plural: accepted.plural });
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

impl Head {
    /// Returns the words of the headword where the corpus has them all.
    pub(super) fn source_words(&self, corpus: &Corpus<'_>) -> Option<Vec<u32>> {
        let parts = pieces(&self.headword, true).into_iter();
        parts.map(|p| corpus.source_words.get(&source_key(&self.headword[p.range]))).collect()
    }

    /// Returns whether a word with or without a capital may begin the name.
    pub(super) fn may_stand(&self, capital: bool) -> bool {
        capital || !self.kind.is_name() && !self.capital
    }
}

/// Returns the folded words of one piece by which the terms and the dictionary render titles, peoples and common nouns.
pub(super) fn nouns(terms: &[Term], source_lang: &str, target_lang: &str) -> FxHashSet<String> {
    let mut all = FxHashSet::default();
    let mut add = |text: &str| {
        if let [piece] = pieces(text, false).as_slice() {
            all.insert(target_key(&text[piece.range.clone()]));
        }
    };
    for term in terms.iter().filter(|t| matches!(t.kind, Kind::Title | Kind::Demonym | Kind::Term)) {
        if term.target_lang == target_lang && term.source_lang == source_lang {
            term.target.iter().for_each(|r| add(&r.text));
        } else if term.source_lang == target_lang && term.target_lang == source_lang {
            term.source.iter().for_each(|text| add(text));
        }
    }
    for term in glossary::data::lexicon(source_lang, target_lang) {
        term.target.iter().for_each(|r| add(&r.text));
    }
    all
}

/// Returns whether a term is an ordinary word for what somebody does.
fn is_calling(term: &Term) -> bool {
    term.kind == Kind::Title && is_ordinary(term)
}

/// Returns whether the renderings of a term are ordinary words, as good as each other.
pub(super) fn is_ordinary(term: &Term) -> bool {
    term.from.as_deref() == Some(ORDINARY) || is_several(term)
}

/// Returns whether the renderings of a term are offices of different holders.
fn is_several(term: &Term) -> bool {
    term.from.as_deref() == Some(SEVERAL)
}
