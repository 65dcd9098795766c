//! IBM Model 1 (Brown et al. 1993): which word is translated by which, learnt from pairs of sentences.
//!
//! Words of the other side are explained one by one by the words of this side or by nothing. The tables are walked
//! word by word with one dense row, so that no sentence pair is ever held as a matrix: memory is the text, one number
//! per running word, and the cells that survive. Counts are discounted at the end (as in n-gram smoothing): what was
//! seen together once keeps little, and rows stay short.

use super::table::Table;

/// Words of one sentence that are looked at; what comes after them is not read.
///
/// The work grows with the product of both sides' words. News and books stay below; a line beyond it is a table, a
/// page without line breaks or made to do harm.
pub(crate) const SENTENCE_WORDS: usize = 400;

/// Sentences as word numbers, one after the other.
#[derive(Debug, Clone, Default)]
pub(crate) struct Corpus {
    words: Vec<u32>,
    ends: Vec<u32>,
}

impl Corpus {
    /// Adds a sentence, its first [`SENTENCE_WORDS`] words.
    pub(crate) fn push(&mut self, words: impl IntoIterator<Item = u32>) {
        self.words.extend(words.into_iter().take(SENTENCE_WORDS));
        self.ends.push(self.words.len() as u32);
    }

    /// Returns the number of sentences.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    fn span(&self, sentence: usize) -> std::ops::Range<usize> {
        let start = if sentence == 0 { 0 } else { self.ends[sentence - 1] as usize };
        start..self.ends[sentence] as usize
    }

    /// Returns how often each of `vocabulary` words stands in the text, weighted by sentence.
    pub(crate) fn counts(&self, vocabulary: usize, weights: &[f32]) -> Vec<f32> {
        let mut counts = vec![0.0; vocabulary];
        for (sentence, &weight) in weights.iter().enumerate() {
            for &word in &self.words[self.span(sentence)] {
                counts[word as usize] += weight;
            }
        }
        counts
    }

    /// Returns where each word stands: the sentences of word `w` are `list[starts[w]..starts[w + 1]]`.
    fn occurrences(&self, vocabulary: usize) -> (Vec<u32>, Vec<u32>) {
        let mut starts = vec![0u32; vocabulary + 1];
        for &word in &self.words {
            starts[word as usize + 1] += 1;
        }
        for w in 0..vocabulary {
            starts[w + 1] += starts[w];
        }
        let mut next = starts.clone();
        let mut list = vec![0u32; self.words.len()];
        for sentence in 0..self.len() {
            for &word in &self.words[self.span(sentence)] {
                let at = &mut next[word as usize];
                list[*at as usize] = sentence as u32;
                *at += 1;
            }
        }
        (starts, list)
    }
}

/// How the table is learnt.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Training {
    /// Rounds of expectation and maximisation.
    pub(crate) iterations: usize,
    /// What is taken off each expected count at the end.
    pub(crate) discount: f32,
    /// How many sightings the prior counts for.
    pub(crate) prior_weight: f32,
}

impl Default for Training {
    fn default() -> Training {
        Training { iterations: 4, discount: 0.7, prior_weight: 3.0 }
    }
}

/// Cells below this probability are dropped between two rounds.
const FLOOR: f32 = 1e-4;
/// Cells below this probability are dropped at the end: they explain nothing and make rows long.
const LAST_FLOOR: f32 = 2e-3;

/// Learns p(to | from) from sentence pairs of weight `weights` (0..=1 each), starting from `prior`.
///
/// `None` when `stopped` became true. `sizes` are the numbers of words on both sides. Linear in the number of word pairs that share a sentence pair.
pub(crate) fn train(
    from: &Corpus,
    to: &Corpus,
    weights: &[f32],
    sizes: (usize, usize),
    prior: Option<&Table>,
    training: Training,
    stopped: &(dyn Fn() -> bool + Sync),
) -> Option<Table> {
    let (starts, list) = from.occurrences(sizes.0);
    let total: f32 = to.counts(sizes.1, weights).iter().sum::<f32>().max(1.0);
    let background: Vec<f32> = to.counts(sizes.1, weights).iter().map(|c| (c + 0.1) / total).collect();
    let uniform = 1.0 / sizes.1.max(1) as f32;
    let mut table: Option<Table> = None;
    let mut share = vec![0f32; to.words.len()];
    let mut dense = vec![0f32; sizes.1];
    let mut counts = vec![0f32; sizes.1];
    let mut touched: Vec<u32> = Vec::new();
    for round in 0..training.iterations.max(1) {
        let last = round + 1 >= training.iterations;
        for (share, &word) in share.iter_mut().zip(&to.words) {
            *share = background[word as usize];
        }
        for word in 0..sizes.0 {
            if stopped() {
                return None;
            }
            let places = &list[starts[word] as usize..starts[word + 1] as usize];
            let flat = scatter(&mut dense, word as u32, table.as_ref(), prior, uniform, places.is_empty());
            for &sentence in places {
                for at in to.span(sentence as usize) {
                    share[at] += dense[to.words[at] as usize] + flat;
                }
            }
            gather(&mut dense, word as u32, table.as_ref(), prior);
        }
        let mut next = Table::default();
        for word in 0..sizes.0 {
            if stopped() {
                return None;
            }
            let places = &list[starts[word] as usize..starts[word + 1] as usize];
            let flat = scatter(&mut dense, word as u32, table.as_ref(), prior, uniform, places.is_empty());
            for &sentence in places {
                let weight = weights[sentence as usize];
                for at in to.span(sentence as usize) {
                    let other = to.words[at];
                    let value = dense[other as usize] + flat;
                    if value > 0.0 && weight > 0.0 {
                        let count = &mut counts[other as usize];
                        if *count == 0.0 {
                            touched.push(other);
                        }
                        *count += weight * value / share[at];
                    }
                }
            }
            gather(&mut dense, word as u32, table.as_ref(), prior);
            if let Some(prior) = prior {
                let (columns, values) = prior.row(word as u32);
                for (&column, &value) in columns.iter().zip(values) {
                    let count = &mut counts[column as usize];
                    if *count == 0.0 {
                        touched.push(column);
                    }
                    *count += training.prior_weight * value;
                }
            }
            touched.sort_unstable();
            let sum: f32 = touched.iter().map(|&t| counts[t as usize]).sum();
            let known = prior.map_or(0.0, |p| p.row(word as u32).1.iter().sum::<f32>());
            let seen = (sum - training.prior_weight * known).max(0.0);
            // A word the prior knows keeps the prior's own doubt as well.
            let whole = if known > 0.0 { sum + training.prior_weight * (1.0 - known).max(0.0) } else { sum };
            next.push_row(
                touched.iter().filter_map(|&t| {
                    let known = prior.map_or(0.0, |p| p.get(word as u32, t)) * training.prior_weight;
                    let own = counts[t as usize] - known;
                    let kept = if last { known + (own - training.discount).max(0.0) } else { known + own };
                    let value = kept / whole.max(f32::MIN_POSITIVE);
                    (value > if last { LAST_FLOOR } else { FLOOR }).then_some((t, value))
                }),
                seen,
            );
            for &t in &touched {
                counts[t as usize] = 0.0;
            }
            touched.clear();
        }
        table = Some(next);
    }
    Some(table.unwrap_or_default())
}

/// Writes the row of `word` into `dense` and returns what every other word gets besides.
fn scatter(
    dense: &mut [f32],
    word: u32,
    table: Option<&Table>,
    prior: Option<&Table>,
    uniform: f32,
    unused: bool,
) -> f32 {
    if unused {
        return 0.0;
    }
    let Some(rows) = table.or(prior) else { return uniform };
    let (columns, values) = rows.row(word);
    for (&column, &value) in columns.iter().zip(values) {
        dense[column as usize] = value;
    }
    if table.is_some() { 0.0 } else { uniform }
}

/// Clears what [`scatter`] wrote.
fn gather(dense: &mut [f32], word: u32, table: Option<&Table>, prior: Option<&Table>) {
    if let Some(rows) = table.or(prior) {
        for &column in rows.row(word).0 {
            dense[column as usize] = 0.0;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn learnt(
        (from, to): (&Corpus, &Corpus),
        sizes: (usize, usize),
        prior: Option<&Table>,
        training: Training,
    ) -> Table {
        train(from, to, &vec![1.0; from.len()], sizes, prior, training, &|| false).expect("nobody stopped it")
    }

    fn corpus(sentences: &[&[u32]]) -> Corpus {
        let mut corpus = Corpus::default();
        for sentence in sentences {
            corpus.push(sentence.iter().copied());
        }
        corpus
    }

    #[test]
    fn words_that_always_meet_find_each_other() {
        let from = corpus(&[&[0, 1], &[0, 2], &[1, 2], &[0], &[1]]);
        let to = corpus(&[&[5, 6], &[5, 7], &[6, 7], &[5], &[6]]);
        let training = Training { iterations: 6, discount: 0.1, prior_weight: 1.0 };
        let table = learnt((&from, &to), (3, 8), None, training);
        assert!(table.get(0, 5) > 0.8, "{table:?}");
        assert!(table.get(2, 7) > 0.7);
        assert!(table.get(0, 7) < 0.1);
    }

    #[test]
    fn a_prior_word_explains_its_translation_away() {
        let from = corpus(&[&[0, 1]]);
        let to = corpus(&[&[0, 1]]);
        let prior = Table::from_cells(2, vec![(0, 0, 0.9)], &[]);
        let training = Training { iterations: 4, discount: 0.0, prior_weight: 3.0 };
        let table = learnt((&from, &to), (2, 2), Some(&prior), training);
        assert!(table.get(0, 0) > 0.8);
        assert!(table.get(1, 1) > table.get(1, 0));
    }

    #[test]
    fn a_sentence_is_read_so_far_and_no_farther() {
        let mut corpus = Corpus::default();
        corpus.push((0..50_000).map(|n| n % 7));
        corpus.push([7]);
        assert_eq!(corpus.words.len(), SENTENCE_WORDS + 1);
        assert_eq!(corpus.counts(8, &[1.0, 1.0])[7], 1.0);
    }

    #[test]
    fn nothing_to_learn_from_gives_empty_rows() {
        let table = learnt((&corpus(&[]), &corpus(&[])), (2, 2), None, Training::default());
        assert_eq!((table.rows(), table.cells()), (2, 0));
    }
}
