//! How sure the aligner is of a bead, and whether two documents belong together at all.
//!
//! The weights were fitted by logistic regression on beads of news in Persian, Arabic and German, aligned alone and in
//! batches, with segments missing, added, glued and broken.

use super::band::Band;
use super::path::{BeadScores, Step};

/// Weights of the fit: constant, log odds of the posterior, tens of nats of the bead, and of the document's mean bead.
const WEIGHTS: [f64; 4] = [-1.033, 0.729, 0.447, -0.362];
/// Log odds and scores beyond these tell nothing more.
const ODDS: (f64, f64) = (-3.0, 8.0);
const SCORE: (f64, f64) = (-5.0, 25.0);
/// What the mean score of related documents exceeds: a part every aligner finds by chance, and a part that grows with
/// the share of words it has translations for.
const CHANCE: (f64, f64) = (1.3, 8.0);
/// Pairs with fewer segments on both sides have too little text to be refused for a low score.
const FEW_SEGMENTS: usize = 4;
/// How much of a bead's confidence is left in a pair that is none.
const UNRELATED: f64 = 0.3;

/// What is claimed of a path.
#[derive(Debug, Clone)]
pub(crate) struct Judgement {
    /// By step, how sure it is, 0..=1.
    pub(crate) steps: Vec<f64>,
    /// Whether the two documents are translations of each other.
    pub(crate) related: bool,
    /// How sure the document as a whole is, 0..=1.
    pub(crate) whole: f64,
}

/// Judges a path of a pair of `size` segments.
///
/// `lead` is what [`lead`] returned, `known` the share of running words that have a translation in the tables.
pub(crate) fn judge(path: &[Step], size: (usize, usize), lead: f64, known: f64) -> Judgement {
    let full = |step: &&Step| step.size.0 > 0 && step.size.1 > 0;
    let beads = path.iter().filter(full).count();
    let score: f64 = path.iter().map(|s| s.score).sum();
    let mean = path.iter().filter(full).map(|s| s.score).sum::<f64>() / beads.max(1) as f64;
    let per_segment = (score + lead) / ((size.0 * size.1) as f64).sqrt().max(1.0);
    let few = size.0.max(size.1) < FEW_SEGMENTS;
    let needed = if few { -1.0 } else { CHANCE.0 + CHANCE.1 * known };
    let related = size == (0, 0) || (beads > 0 && per_segment >= needed);
    let left = if related { 1.0 } else { UNRELATED };
    let steps: Vec<f64> = path
        .iter()
        .map(|step| {
            let odds = (step.posterior / (1.0 - step.posterior).max(1e-9)).max(1e-9).ln();
            let own = step.score.clamp(SCORE.0, SCORE.1) / 10.0;
            let seen = [1.0, odds.clamp(ODDS.0, ODDS.1), own, mean.clamp(SCORE.0, SCORE.1) / 10.0];
            left * logistic(WEIGHTS.iter().zip(seen).map(|(w, x)| w * x).sum())
        })
        .collect();
    let sure: f64 = path.iter().zip(&steps).filter(|(s, _)| full(s)).map(|(_, c)| c).sum();
    Judgement { related, whole: sure / beads.max(1) as f64, steps }
}

/// Returns by how much the 1-1 beads of a path lead the best other 1-1 bead of their source segments, in all.
///
/// Between translations most lead; between strangers the order of the segments forces beads that do not.
pub(crate) fn lead(band: &Band, beads: &BeadScores, path: &[Step]) -> f64 {
    const MOST: f64 = 6.0;
    let mut sum = 0.0;
    for step in path.iter().filter(|s| s.size == (1, 1)) {
        let (i, j) = step.at;
        let (columns, first) = (band.columns(i), band.first(i));
        let score = |column: usize| f64::from(beads[first + column - columns.start][0]);
        let rival = columns.clone().filter(|&c| c != j).map(score).fold(0.0, f64::max);
        sum += (score(j) - rival).clamp(-MOST, MOST);
    }
    sum
}

fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(at: usize, score: f64, posterior: f64) -> Step {
        Step { at: (at, at), size: (1, 1), score, posterior }
    }

    #[test]
    fn likelier_beads_are_surer() {
        let path = [step(1, 12.0, 0.9999), step(2, 12.0, 0.7), step(3, 1.0, 0.7)];
        let judged = judge(&path, (3, 3), 6.0, 0.3);
        assert!(judged.steps[0] > 0.9 && judged.steps[0] > judged.steps[1]);
        assert!(judged.steps[1] > judged.steps[2]);
        assert!(judged.steps.iter().all(|c| (0.0..=1.0).contains(c)));
    }

    #[test]
    fn low_scores_are_no_pair() {
        let low: Vec<Step> = (1..=20).map(|i| step(i, 0.4, 0.6)).collect();
        let high: Vec<Step> = (1..=20).map(|i| step(i, 9.0, 0.99)).collect();
        assert!(!judge(&low, (20, 20), -10.0, 0.2).related);
        assert!(judge(&high, (20, 20), 40.0, 0.2).related);
        assert!(judge(&[], (0, 0), 0.0, 0.0).related);
        assert!(!judge(&[], (5, 0), 0.0, 0.0).related);
    }
}
