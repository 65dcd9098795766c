//! Pairs of segments that rare words tie together, and the best chain of them through both documents.

use super::evidence::Side;
use crate::lexicon::Table;

/// Candidates kept for one source segment.
const PER_SEGMENT: usize = 8;
/// Weight a pair of segments needs to be a candidate.
const LEAST_WEIGHT: f32 = 3.0;
/// No word that stands in more segments than about this ties two segments, however long the documents.
const RARE_MOST: f32 = 160.0;
/// What one pair of words is worth at most.
const WORD_CAP: f32 = 5.0;

/// Returns the heaviest chain of segment pairs that climbs strictly on both sides.
///
/// Only words that stand in at most about the square root of the number of segments count. `background` is the share
/// of each target word in all text. A pair's weight is that of the words it shares; of equal pairs those near the
/// diagonal are kept.
pub(crate) fn chain(source: &Side, target: &Side, forward: &Table, background: &[f32]) -> Vec<(u32, u32)> {
    let mut candidates = candidates(source, target, forward, background);
    support(&mut candidates);
    heaviest(&candidates, target.len())
}

/// Takes weight from candidates that stand alone: those of a true stretch have others near their diagonal.
///
/// Without it, where a long stretch has no translation, chance pairs are as good a chain as the true one.
fn support(candidates: &mut [(u32, u32, f32)]) {
    const ROWS: i64 = 24;
    const DIAGONALS: i64 = 5;
    const ENOUGH: f32 = 5.0;
    let mut from = 0;
    let supports: Vec<f32> = candidates
        .iter()
        .map(|&(i, j, _)| {
            let (i, j) = (i64::from(i), i64::from(j));
            while i64::from(candidates[from].0) < i - ROWS {
                from += 1;
            }
            let near = candidates[from..].iter().take_while(|c| i64::from(c.0) <= i + ROWS).filter(|c| {
                let (rows, columns) = (i64::from(c.0) - i, i64::from(c.1) - j);
                rows * columns > 0 && (rows - columns).abs() <= DIAGONALS
            });
            near.count() as f32
        })
        .collect();
    for (candidate, support) in candidates.iter_mut().zip(supports) {
        candidate.2 *= ((1.0 + support) / ENOUGH).min(1.0);
    }
}

/// Returns candidate pairs with their weights, by source segment and then target segment.
fn candidates(source: &Side, target: &Side, forward: &Table, background: &[f32]) -> Vec<(u32, u32, f32)> {
    let rare = 8 + (source.len().max(target.len()) as f32).sqrt().min(RARE_MOST) as usize;
    let postings = Postings::of(target, background.len());
    let mut frequency = vec![0u32; forward.rows()];
    for &word in source.words() {
        frequency[word as usize] += 1;
    }
    let slope = target.len() as f32 / source.len().max(1) as f32;
    let mut weights = vec![0f32; target.len()];
    let mut touched: Vec<u32> = Vec::new();
    let mut out = Vec::new();
    let mut words: Vec<u32> = Vec::new();
    for segment in 0..source.len() {
        words.clear();
        words.extend_from_slice(source.words_of(segment..segment + 1));
        words.sort_unstable();
        words.dedup();
        for &word in &words {
            if frequency[word as usize] as usize > rare {
                continue;
            }
            let (columns, values) = forward.row(word);
            for (&column, &value) in columns.iter().zip(values) {
                let places = postings.of_word(column);
                if value < 0.1 || places.is_empty() || places.len() > rare {
                    continue;
                }
                let weight =
                    (1.0 + value / background[column as usize] / 20.0).ln().min(WORD_CAP) * value.sqrt();
                for &place in places {
                    if weights[place as usize] == 0.0 {
                        touched.push(place);
                    }
                    weights[place as usize] += weight;
                }
            }
        }
        let diagonal = (segment as f32 + 0.5) * slope;
        let far = |place: u32| (place as f32 + 0.5 - diagonal).abs();
        let first = out.len();
        out.extend(touched.iter().map(|&place| (segment as u32, place, weights[place as usize])));
        touched.iter().for_each(|&place| weights[place as usize] = 0.0);
        touched.clear();
        let mut own = out.split_off(first);
        own.retain(|c| c.2 >= LEAST_WEIGHT);
        own.sort_unstable_by(|a, b| {
            b.2.total_cmp(&a.2).then(far(a.1).total_cmp(&far(b.1))).then(a.1.cmp(&b.1))
        });
        own.truncate(PER_SEGMENT);
        own.sort_unstable_by_key(|c| c.1);
        out.extend(own);
    }
    out
}

/// Segments each word stands in, ascending and each once.
struct Postings {
    starts: Vec<u32>,
    list: Vec<u32>,
}

impl Postings {
    fn of(side: &Side, vocabulary: usize) -> Postings {
        let mut pairs: Vec<(u32, u32)> = (0..side.len())
            .flat_map(|segment| side.words_of(segment..segment + 1).iter().map(move |&w| (w, segment as u32)))
            .collect();
        pairs.sort_unstable();
        pairs.dedup();
        let mut starts = vec![0u32; vocabulary + 1];
        for &(word, _) in &pairs {
            starts[word as usize + 1] += 1;
        }
        for word in 0..vocabulary {
            starts[word + 1] += starts[word];
        }
        Postings { starts, list: pairs.into_iter().map(|p| p.1).collect() }
    }

    fn of_word(&self, word: u32) -> &[u32] {
        &self.list[self.starts[word as usize] as usize..self.starts[word as usize + 1] as usize]
    }
}

/// Returns the heaviest strictly climbing chain of candidates sorted by (source, target), by a Fenwick tree of maxima.
fn heaviest(candidates: &[(u32, u32, f32)], target_len: usize) -> Vec<(u32, u32)> {
    const NONE: u32 = u32::MAX;
    let mut tree: Vec<(f64, u32)> = vec![(0.0, NONE); target_len + 1];
    let mut before = vec![NONE; candidates.len()];
    let mut total = vec![0f64; candidates.len()];
    let mut from = 0;
    while from < candidates.len() {
        let to = from + candidates[from..].partition_point(|c| c.0 == candidates[from].0);
        for at in from..to {
            let mut best = (0.0, NONE);
            let mut node = candidates[at].1 as usize;
            while node > 0 {
                if tree[node].0 > best.0 {
                    best = tree[node];
                }
                node &= node - 1;
            }
            before[at] = best.1;
            total[at] = best.0 + f64::from(candidates[at].2);
        }
        for at in from..to {
            let mut node = candidates[at].1 as usize + 1;
            while node <= target_len {
                if total[at] > tree[node].0 {
                    tree[node] = (total[at], at as u32);
                }
                node += node & node.wrapping_neg();
            }
        }
        from = to;
    }
    let mut at = (0..candidates.len() as u32)
        .max_by(|&a, &b| total[a as usize].total_cmp(&total[b as usize]).then(b.cmp(&a)))
        .unwrap_or(NONE);
    let mut chain = Vec::new();
    while at != NONE {
        let (i, j, _) = candidates[at as usize];
        chain.push((i, j));
        at = before[at as usize];
    }
    chain.reverse();
    chain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_heaviest_chain_climbs() {
        let candidates = [(0, 0, 3.0), (0, 5, 4.0), (1, 1, 3.0), (2, 1, 9.0), (2, 2, 3.0), (3, 4, 1.0)];
        assert_eq!(heaviest(&candidates, 6), [(0, 0), (2, 1), (3, 4)]);
        assert!(heaviest(&[], 3).is_empty());
    }
}
