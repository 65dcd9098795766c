//! What letters stand for: the words whose initials they are.

use super::assign;
use super::capital::is_upper;
use super::corpus::Corpus;
use super::link::{Link, Why};
use super::runs::{Key, joins};
use super::speech;
use super::table::Table;
use rustc_hash::{FxHashMap, FxHashSet};

/// Least letters that tell one name from another by its initials.
const LEAST: usize = 3;

/// Returns the words that each acronym of the corpus stands for, where one reading is known.
///
/// The table comes first (*NHS*); then a phrase that the source sets before the letters in brackets (*stress disorder
/// (SD)*); then the one name of `longer` with these initials.
pub(super) fn expansions(
    corpus: &Corpus<'_>,
    table: &Table,
    singles: &[Key],
    longer: &[Key],
) -> FxHashMap<u32, Vec<u32>> {
    let letters = |key: u32| corpus.source_words.text(key).replace('.', "").to_lowercase();
    let mut wanted: FxHashMap<u32, String> = FxHashMap::default();
    for key in singles.iter().filter(|k| is_letters(corpus, k)) {
        wanted.insert(key.words[0], letters(key.words[0]));
    }
    let mut found: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
    let mut by_initials: FxHashMap<String, Option<&[u32]>> = FxHashMap::default();
    for key in longer {
        let entry = by_initials.entry(initials(corpus, &key.words)).or_insert(Some(&key.words));
        if *entry != Some(&key.words[..]) {
            *entry = None;
        }
    }
    for key in singles.iter().filter(|k| wanted.contains_key(&k.words[0])) {
        let word = key.words[0];
        let short = &wanted[&word];
        let words = table
            .head(&key.words)
            .and_then(|h| h.source_words(corpus))
            .filter(|words| words.len() > 1)
            .or_else(|| explained(corpus, key, short))
            .or_else(|| by_initials.get(short).copied().flatten().map(<[u32]>::to_vec));
        if let Some(words) = words {
            found.insert(word, words);
        }
    }
    found
}

/// Adds links where a body's letters lack a rendering and the unit has one other row of letters that renders nothing: ГСЗ
/// beside НСЗ for *NHS*.
///
/// `taken` are target words that render something: (unit, first, end), sorted. Only where the target has capitals.
pub(super) fn other_letters(
    corpus: &Corpus<'_>,
    keys: &[Key],
    links: &mut [Vec<Link>],
    taken: &[(u32, u16, u16)],
) {
    if !speech::has_case(&corpus.target_lang) || speech::is_latin_script(&corpus.target_lang) {
        return;
    }
    let mut open: FxHashMap<u32, Option<usize>> = FxHashMap::default();
    for (i, key) in keys.iter().enumerate().filter(|(i, k)| is_letters(corpus, k) && !links[*i].is_empty()) {
        let mut units: Vec<u32> = key.spots.iter().map(|s| s.unit).collect();
        units.dedup();
        let found = |unit: &u32| links[i].binary_search_by_key(unit, |l| l.unit).is_ok();
        for unit in units.into_iter().filter(|u| !found(u)) {
            open.entry(unit).and_modify(|other| *other = None).or_insert(Some(i));
        }
    }
    let mut open: Vec<(u32, usize)> = open.into_iter().filter_map(|(unit, i)| Some((unit, i?))).collect();
    open.sort_unstable();
    for (unit, name) in open {
        let from = taken.partition_point(|t| t.0 < unit);
        let used = &taken[from..from + taken[from..].partition_point(|t| t.0 == unit)];
        let free = (0..corpus.target(unit as usize).len()).filter(|&at| {
            let text = corpus.target_text(unit as usize, at..at + 1);
            let letters = text.chars().count();
            (2..=6).contains(&letters)
                && is_upper(text)
                && text.chars().all(char::is_alphabetic)
                && !speech::is_latin(text)
                && !used.iter().any(|t| usize::from(t.1) <= at && at < usize::from(t.2))
        });
        let [at] = free.take(2).collect::<Vec<_>>()[..] else { continue };
        let (first, end) = (at as u16, at as u16 + 1);
        links[name].push(Link { unit, spot: 0, first, end, score: 0.6, why: Why::Words });
        assign::place(&keys[name].spots, &mut links[name]);
    }
}

/// Returns whether a name is written in capitals only, three letters at least.
fn is_letters(corpus: &Corpus<'_>, key: &Key) -> bool {
    let Some(spot) = key.spots.first() else { return false };
    let text = corpus.source_words.text(corpus.source(spot.unit as usize)[spot.first as usize].form);
    key.words.len() == 1 && is_upper(text) && text.chars().filter(|c| c.is_alphabetic()).count() >= LEAST
}

fn initials(corpus: &Corpus<'_>, words: &[u32]) -> String {
    let texts = words.iter().map(|&w| corpus.source_words.text(w));
    texts.filter(|t| !joins(t)).filter_map(|t| t.chars().next()).collect()
}

/// Returns the words before the letters where brackets stand around these.
fn explained(corpus: &Corpus<'_>, key: &Key, letters: &str) -> Option<Vec<u32>> {
    let mut seen: FxHashSet<u32> = FxHashSet::default();
    key.spots.iter().filter(|s| seen.insert(s.unit)).find_map(|spot| {
        let words = corpus.source(spot.unit as usize);
        let (first, text) = (spot.first as usize, corpus.texts[spot.unit as usize].0);
        let before = text[..words[first].start as usize].trim_end();
        if !before.ends_with('(') {
            return None;
        }
        (1..=first.min(letters.len() + 3)).map(|n| &words[first - n..first]).find_map(|row| {
            let keys: Vec<u32> = row.iter().map(|w| w.key).collect();
            let opens = !joins(corpus.source_words.text(keys[0]));
            (opens && keys.len() > 1 && initials(corpus, &keys) == letters).then_some(keys)
        })
    })
}
