//! A part of a full name that nothing renders, where the other part's rendering shows its place: Кэйг beside Халкетт.

use super::assign;
use super::corpus::Corpus;
use super::evidence::Evidence;
use super::link::{Link, Why};
use super::phrase;
use super::runs::Key;
use super::speech;
use rustc_hash::FxHashMap;

/// Likeness to the part, or to another rendering of it, from which the word at its place renders it.
const LIKE: f32 = 0.4;
/// Likeness from which another word of the source accounts for a target word. The lexicon is not asked: it guesses of
/// words seen once.
const EXPLAINED: f32 = 0.66;

/// Adds links to single words: where a name of two words has a rendering for one of them only, the free word beside it on
/// the other's side that looks somewhat like the other.
///
/// `runs` are names of several words, `links` those of the single words `keys`; `taken` are target words that render
/// something: (unit, first, end), sorted.
pub(super) fn look(
    corpus: &Corpus<'_>,
    evidence: &mut Evidence<'_>,
    runs: &[Key],
    keys: &[Key],
    links: &mut [Vec<Link>],
    taken: &[(u32, u16, u16)],
) {
    let index: FxHashMap<u32, usize> = keys.iter().enumerate().map(|(i, k)| (k.words[0], i)).collect();
    let mut found: Vec<(usize, Link)> = Vec::new();
    for run in runs {
        let content = phrase::content(corpus, &run.words);
        let [first, last] = content.as_slice() else { continue };
        let (Some(&first), Some(&last)) = (index.get(first), index.get(last)) else { continue };
        if keys[first].calling || keys[last].calling {
            continue;
        }
        for spot in &run.spots {
            let (a, b) = (in_unit(&links[first], spot.unit), in_unit(&links[last], spot.unit));
            let (missing, at, row) = match (a, b) {
                ([], [only]) if sounds(only) && only.first > 0 => {
                    (first, only.first - 1, only.first - 1..only.end)
                }
                ([only], []) if sounds(only) => (last, only.end, only.first..only.end + 1),
                _ => continue,
            };
            let row = usize::from(row.start)..usize::from(row.end);
            let unit = spot.unit as usize;
            if row.end > corpus.target(unit).len() || !corpus.unbroken(unit, row) {
                continue;
            }
            let one = assign::spots_in(&keys[missing].spots, spot.unit).len() == 1;
            if one && fits(corpus, evidence, &keys[missing], &links[missing], (spot.unit, at), taken) {
                let (first, end) = (at, at + 1);
                let why = Why::Likeness;
                found.push((missing, Link { unit: spot.unit, spot: 0, first, end, score: LIKE, why }));
            }
        }
    }
    for (name, link) in found {
        if in_unit(&links[name], link.unit).is_empty() {
            links[name].push(link);
            assign::place(&keys[name].spots, &mut links[name]);
        }
    }
}

/// Returns whether a link's words spell the name.
fn sounds(link: &Link) -> bool {
    matches!(link.why, Why::Sound | Why::SoundAndLexicon)
}

/// Returns whether the word at a place is written as a name, renders nothing else and looks somewhat like the name.
fn fits(
    corpus: &Corpus<'_>,
    evidence: &mut Evidence<'_>,
    key: &Key,
    links: &[Link],
    (unit, at): (u32, u16),
    taken: &[(u32, u16, u16)],
) -> bool {
    let place = usize::from(at);
    let word = corpus.target(unit as usize)[place];
    let text = corpus.target_words.text(word.key);
    let written = corpus.target_text(unit as usize, place..place + 1);
    let lang = &corpus.target_lang;
    let capital = !speech::has_case(lang) || written.starts_with(char::is_uppercase);
    let from = taken.partition_point(|t| t.0 < unit);
    let mut here = taken[from..].iter().take_while(|t| t.0 == unit);
    if !capital
        || text.chars().count() < 3
        || speech::is_latin(text) != speech::is_latin_script(lang)
        || corpus.is_function_word(word.key)
        || here.any(|t| t.1 <= at && at < t.2)
    {
        return false;
    }
    let explained = corpus
        .source(unit as usize)
        .iter()
        .any(|s| s.key != key.words[0] && evidence.likeness(s.key, word.key) >= EXPLAINED);
    let name = speech::Sounding::new(corpus.source_words.text(key.words[0]));
    let known = || {
        links.iter().any(|l| {
            let other = super::accepted::joined(corpus.target_text(l.unit as usize, l.words()));
            speech::similar(&other, text) >= LIKE
        })
    };
    !explained && (name.likeness(text, lang, LIKE) > 0.0 || known())
}

/// Returns the links in one unit.
fn in_unit(links: &[Link], unit: u32) -> &[Link] {
    let first = links.partition_point(|l| l.unit < unit);
    let end = links.partition_point(|l| l.unit <= unit);
    &links[first..end]
}
