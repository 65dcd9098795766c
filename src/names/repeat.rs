//! Rows of words that stand in for a name in several units, and for nothing else.

use super::assign::spots_in;
use super::corpus::Corpus;
use super::runs::Key;
use super::stand::Choice;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;

/// What a row gains that stands in every open unit of the name and nowhere else.
const ALWAYS: f32 = 1.1;
/// What a row of one word, and of several, loses where it stands in more units without the name than with it.
const COMMON_WORD: f32 = 0.5;
const COMMON_ROW: f32 = 0.2;

/// In how many units each source key stands.
pub(super) struct Counts(Vec<u32>);

impl Counts {
    pub(super) fn new(corpus: &Corpus<'_>) -> Counts {
        let mut counts = vec![0; corpus.source_words.len()];
        let mut last = vec![u32::MAX; counts.len()];
        for unit in 0..corpus.len() {
            for word in corpus.source(unit) {
                if last[word.key as usize] != unit as u32 {
                    last[word.key as usize] = unit as u32;
                    counts[word.key as usize] += 1;
                }
            }
        }
        Counts(counts)
    }
}

/// Adds to the rows of one name's open places what their standing elsewhere says.
///
/// A row that comes back gains, unless a word of the source that nothing renders goes with it as well.
pub(super) fn weigh(corpus: &Corpus<'_>, counts: &Counts, key: &Key, all: &mut [Choice]) {
    let places = all.len();
    let mut with: BTreeMap<Vec<u32>, Vec<usize>> = BTreeMap::new();
    for (place, choice) in all.iter().enumerate() {
        for window in &choice.windows {
            let list = with.entry(window.stems.clone()).or_default();
            if list.last() != Some(&place) {
                list.push(place);
            }
        }
    }
    let mut gains: FxHashMap<Vec<u32>, f32> = FxHashMap::default();
    for (stems, list) in with {
        let outside = outside(corpus, key, &stems, list.len() as u32);
        let together = list.len() as f32;
        let gain = if outside as f32 > together {
            if stems.len() == 1 { -COMMON_WORD } else { -COMMON_ROW }
        } else if list.len() > 1 {
            let dice = |count: f32| 2.0 * together / (count + together + outside as f32);
            let own = dice(places as f32);
            // What else is unaccounted for in all these units and hardly elsewhere.
            let mut shared: FxHashSet<u32> = all[list[0]].open.iter().copied().collect();
            for &place in &list[1..] {
                shared.retain(|word| all[place].open.contains(word));
            }
            let rival = shared.iter().map(|&w| dice(counts.0[w as usize] as f32)).fold(0.0, f32::max);
            if rival >= own { 0.0 } else { ALWAYS * own }
        } else {
            0.0
        };
        gains.insert(stems, gain);
    }
    for window in all.iter_mut().flat_map(|c| &mut c.windows) {
        window.gain = gains.get(&window.stems).copied().unwrap_or(0.0);
        window.score += window.gain;
    }
}

/// Returns whether a row of stems stands in two units of a name at least, and not in more without it.
pub(super) fn comes_back(corpus: &Corpus<'_>, key: &Key, stems: &[u32]) -> bool {
    let mut units: Vec<u32> = key.spots.iter().map(|s| s.unit).collect();
    units.dedup();
    let together = units.iter().filter(|&&unit| holds(corpus, unit, stems)).take(8).count() as u32;
    together > 1 && outside(corpus, key, stems, together) < together
}

fn holds(corpus: &Corpus<'_>, unit: u32, stems: &[u32]) -> bool {
    let mut rows = corpus.target(unit as usize).windows(stems.len());
    rows.any(|row| row.iter().zip(stems).all(|(w, s)| w.stem == *s))
}

/// Counts the units in which a row of stems stands without the name, up to a little more than `enough`.
fn outside(corpus: &Corpus<'_>, key: &Key, stems: &[u32], enough: u32) -> u32 {
    let Some(&rarest) = stems.iter().min_by_key(|&&s| corpus.stem_units[s as usize]) else { return 0 };
    let without = |unit: &&u32| spots_in(&key.spots, **unit).is_empty() && holds(corpus, **unit, stems);
    corpus.units_of(rarest).iter().filter(without).take(enough as usize + 1).count() as u32
}
