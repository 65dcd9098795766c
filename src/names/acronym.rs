//! What letters stand for: the words whose initials they are.

use super::capital::is_upper;
use super::corpus::Corpus;
use super::runs::{Key, joins};
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
