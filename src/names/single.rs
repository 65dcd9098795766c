//! Renderings of single words: by sound, by copy, by the lexicon.

use super::corpus::{Corpus, SourceWord, TargetWord};
use super::evidence::{Evidence, LEAST_LIKENESS};
use super::link::{Link, Why};
use super::runs::Key;
use super::speech::Sounding;
use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::Range;

/// Likeness from which a word counts as a spelling of the name by itself.
const SOUND: f32 = 0.66;
/// What a name of three letters and fewer needs more.
const SHORT_NEEDS: f32 = 0.12;
/// How much less likeness is enough when the lexicon speaks for the word too.
const LEXICON_GIVES: f32 = 0.18;

/// A run of target words that may render the name.
#[derive(Debug, Clone)]
struct Candidate {
    words: Range<usize>,
    gram: u32,
    likeness: f32,
    association: f32,
    copy: bool,
}

/// Numbers runs of one to three target keys.
#[derive(Debug, Default)]
struct Grams {
    ids: FxHashMap<[u32; 3], u32>,
}

impl Grams {
    fn id(&mut self, keys: [u32; 3]) -> u32 {
        let next = self.ids.len() as u32;
        *self.ids.entry(keys).or_insert(next)
    }
}

/// Finds renderings of one single-word name in every unit where it stands.
///
/// Candidates come back per unit, best first, more than the name has places, so that a word which renders another
/// name can be given to that one.
pub(super) fn candidates(corpus: &Corpus<'_>, evidence: &mut Evidence<'_>, key: &Key) -> Vec<Link> {
    let mut grams = Grams::default();
    let name = key.words[0];
    let text = corpus.source_words.text(name).to_lowercase();
    let sounding = Sounding::new(&corpus.source_text(key.spots[0].unit as usize, key.spots[0].words()));
    let letters = text.chars().filter(|c| c.is_alphanumeric()).count();
    let mut units: Vec<u32> = key.spots.iter().map(|s| s.unit).collect();
    units.dedup();
    let least = SOUND + if letters <= 3 { SHORT_NEEDS } else { 0.0 };
    let mut likeness: FxHashMap<u32, f32> = FxHashMap::default();
    let mut found: Vec<(u32, Vec<Candidate>)> = Vec::with_capacity(units.len());
    let mut together: FxHashMap<u32, u32> = FxHashMap::default();
    for &unit in &units {
        let all = gather(
            corpus,
            evidence,
            &mut grams,
            &mut likeness,
            (name, &text, &sounding),
            unit as usize,
            least,
        );
        let mut seen: FxHashSet<u32> = FxHashSet::default();
        for candidate in &all {
            if seen.insert(candidate.gram) {
                *together.entry(candidate.gram).or_default() += 1;
            }
        }
        found.push((unit, all));
    }
    let mut links = Vec::new();
    for (unit, all) in found {
        for candidate in all {
            let co = together.get(&candidate.gram).copied().unwrap_or(0);
            if let Some((score, why)) = judge(
                corpus,
                evidence,
                &candidate,
                (name, unit as usize),
                (units.len() as u32, co),
                least,
                letters,
            ) {
                links.push(Link {
                    unit,
                    spot: 0,
                    first: candidate.words.start as u16,
                    end: candidate.words.end as u16,
                    score,
                    why,
                });
            }
        }
    }
    links
}

fn gather(
    corpus: &Corpus<'_>,
    evidence: &mut Evidence<'_>,
    grams: &mut Grams,
    memo: &mut FxHashMap<u32, f32>,
    (name, text, sounding): (u32, &str, &Sounding),
    unit: usize,
    least: f32,
) -> Vec<Candidate> {
    let words = corpus.target(unit);
    let mut all = Vec::new();
    for first in 0..words.len() {
        if words.len() > usize::from(u16::MAX) {
            break;
        }
        for end in first + 1..=(first + 3).min(words.len()) {
            if end > first + 1 && !corpus.unbroken(unit, first..end) {
                break;
            }
            let one = end == first + 1;
            let ends = [words[first], words[end - 1]];
            if ends.iter().any(|w| corpus.is_function_word(w.key)) {
                continue;
            }
            let mut keys = [u32::MAX; 3];
            for (slot, word) in keys.iter_mut().zip(&words[first..end]) {
                *slot = word.key;
            }
            let length: usize = words[first..end].iter().map(|w| corpus.target_words.text(w.key).len()).sum();
            if !one && length > 4 * text.len() + 8 {
                break;
            }
            let gram = grams.id(keys);
            let copy = one
                && !(corpus.caseless && sounding.is_caseless())
                && corpus.target_words.text(words[first].key) == text;
            let like = *memo.entry(gram).or_insert_with(|| {
                let joined: String =
                    words[first..end].iter().map(|w| corpus.target_words.text(w.key)).collect();
                sounding.likeness(&joined, &corpus.target_lang, LEAST_LIKENESS)
                    - 0.04 * (end - first - 1) as f32
            });
            if ends.iter().any(|w| corpus.is_ordinary(w.key, like)) {
                continue;
            }
            let association =
                words[first..end].iter().map(|w| evidence.association(name, w.key)).sum::<f32>()
                    / (end - first) as f32;
            if copy || like >= least - LEXICON_GIVES || association >= 0.3 {
                all.push(Candidate { words: first..end, gram, likeness: like, association, copy });
            }
        }
    }
    all
}

fn judge(
    corpus: &Corpus<'_>,
    evidence: &mut Evidence<'_>,
    candidate: &Candidate,
    (name, unit): (u32, usize),
    (units, together): (u32, u32),
    least: f32,
    letters: usize,
) -> Option<(f32, Why)> {
    if candidate.copy {
        return Some((1.5, Why::Copy));
    }
    let words = &corpus.target(unit)[candidate.words.clone()];
    let spread = words.iter().map(|w| corpus.stem_units[w.stem as usize]).min().unwrap_or(0).max(together);
    let dice = 2.0 * together as f32 / (units + spread) as f32;
    let (like, association) = (candidate.likeness, candidate.association);
    let size: usize = words.iter().map(|w| corpus.target_words.text(w.key).chars().count()).sum();
    let why = if like >= least && (size > 2 || dice > 0.3 || letters <= 3) {
        Why::Sound
    } else if like >= least - LEXICON_GIVES && (dice >= 0.5 && together >= 2 || association >= 0.35) {
        Why::SoundAndLexicon
    } else if together >= 2 && dice >= 0.6 && association >= if words.len() == 1 { 0.3 } else { 0.45 } {
        Why::Lexicon
    } else {
        return None;
    };
    if why != Why::Lexicon {
        if spread > 2 * units + 3 && like < 0.97 || like < 0.9 && 2 * together < spread {
            return None;
        }
        let rival =
            words.iter().map(|w| rival(corpus, evidence, unit, name, (w.key, w.stem))).fold(0.0, f32::max);
        if like < 0.9 && rival > association + 0.25 {
            return None;
        }
    }
    // What the dictionary gives to another word of the source is no name that merely stands beside it (درصد).
    let given = |w: &TargetWord| {
        let other = |s: &&SourceWord| s.key != name && !evidence.table().translates(name, w.stem);
        corpus.source(unit).iter().filter(other).any(|s| evidence.table().translates(s.key, w.stem))
    };
    if why == Why::Lexicon && words.iter().all(given) {
        return None;
    }
    let mut score = like + 0.35 * dice + 0.35 * association;
    if spread > 3 * units + 3 {
        score -= 0.3;
    }
    Some((score, why))
}

/// Returns how strongly another word of the unit explains a target word.
fn rival(
    corpus: &Corpus<'_>,
    evidence: &mut Evidence<'_>,
    unit: usize,
    name: u32,
    (key, stem): (u32, u32),
) -> f32 {
    let mut best = 0.0_f32;
    for word in corpus.source(unit) {
        if word.key != name {
            best = best.max(evidence.translation(word.key, key, stem));
        }
    }
    best
}
