//! What the aligner believes of the batch before it looks at words: kinds of beads, gaps, lengths, seams.
//!
//! Everything starts from what news and prose usually have and is drawn towards what the batch shows (maximum a
//! posteriori), so that sixteen lines change little and ten thousand decide.

use super::evidence::Side;
use super::kind::{KINDS, LONGEST, NEVER};
use super::length::LengthModel;
use super::path::{Gaps, Step};
use super::shape::{SEAMS, sentences};
use super::words::Gains;
use std::ops::Range;

/// How much the gain of lengths counts beside the gain of words.
const LENGTH_WEIGHT: f32 = 1.6;
/// How much each direction of the words' gain counts.
const WORD_WEIGHT: f32 = 0.6;
/// How much outer form counts.
const SHAPE_WEIGHT: f32 = 1.0;
/// Shares of the kinds of beads that prose usually has.
const KIND_PRIOR: [f32; KINDS.len()] = [0.90, 0.05, 0.05, 0.006, 0.004, 0.004, 0.0005, 0.0005, 0.001, 0.001];
/// What a bead of several segments on both sides pays besides, in nats: a clause told elsewhere makes it look needed.
const CROSSED: f32 = 3.0;
/// How much of the gain of an idle segment is taken back.
const IDLE_WEIGHT: f32 = 1.5;
/// Share of what a joined segment costs the words of its neighbours by being there that it is forgiven.
const DILUTION: f32 = 0.3;
/// How many beads the prior shares count for.
const KIND_PRIOR_BEADS: f32 = 100.0;
/// Share of beads after which a gap opens, and of gap segments after which it goes on.
const GAP_OPEN: f64 = 0.10;
const GAP_EXTEND: f64 = 0.45;
/// Beads the prior shares of gaps count for. The extension never moves: learnt, it swallows documents.
const GAP_PRIOR_BEADS: f64 = 100.0;
/// Share of seams of each kind inside a bead, in scripts with capitals and without: open and closed before a sign without
/// case, before a small letter, before a capital. What is open before a capital is more often a heading than a broken line.
const SEAM_PRIOR_CASED: [f32; SEAMS] = [0.02, 0.02, 0.44, 0.05, 0.09, 0.42];
const SEAM_PRIOR_UNCASED: [f32; SEAMS] = [0.40, 0.58, 0.005, 0.005, 0.005, 0.005];
const SEAM_PRIOR_COUNT: f32 = 20.0;
/// Share of beads whose sides hold the same number of sentences.
const AGREE_PRIOR: f32 = 0.9;
const AGREE_PRIOR_COUNT: f32 = 20.0;
/// Sentence counts told apart.
const COUNTED: usize = 8;

/// What is believed.
#[derive(Debug, Clone)]
pub(crate) struct Model {
    /// Lengths of translations.
    pub(crate) lengths: LengthModel,
    /// Costs of gaps.
    pub(crate) gaps: Gaps,
    kinds_ln: [f32; KINDS.len()],
    seams_ln: [[f32; SEAMS]; 2],
    agree_ln: [[f32; 2]; KINDS.len()],
    agree_anyhow: [f32; KINDS.len()],
}

/// What was found in one document or more, for the model to learn from.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tally {
    kinds: [f32; KINDS.len()],
    gaps_opened: [f64; 2],
    joined: [[f32; SEAMS]; 2],
    apart: [[f32; SEAMS]; 2],
    agree: [[f32; 2]; KINDS.len()],
    lengths: Vec<(f32, f32)>,
}

impl Model {
    /// Returns the model of a batch of documents.
    pub(crate) fn new(documents: &[(Side, Side)]) -> Model {
        let chars = |pick: fn(&(Side, Side)) -> &Side| -> Vec<f32> {
            documents.iter().flat_map(|d| pick(d).chars().iter().copied()).collect()
        };
        let histogram = |pick: fn(&(Side, Side)) -> &Side| -> [[f32; COUNTED]; LONGEST] {
            let mut out = [[0.1; COUNTED]; LONGEST];
            for side in documents.iter().map(pick) {
                for (size, row) in out.iter_mut().enumerate() {
                    for run in side.shapes().windows(size + 1) {
                        row[(sentences(run) as usize).min(COUNTED - 1)] += 1.0;
                    }
                }
            }
            for row in &mut out {
                let whole: f32 = row.iter().sum();
                row.iter_mut().for_each(|v| *v /= whole);
            }
            out
        };
        let (source, target) = (histogram(|d| &d.0), histogram(|d| &d.1));
        let mut agree_anyhow = [0.5; KINDS.len()];
        for (share, &(k, l)) in agree_anyhow.iter_mut().zip(&KINDS) {
            let same: f32 = source[k - 1].iter().zip(&target[l - 1]).map(|(a, b)| a * b).sum();
            *share = same.clamp(0.05, 0.95);
        }
        let mut model = Model {
            lengths: LengthModel::new(&chars(|d| &d.0), &chars(|d| &d.1)),
            gaps: Gaps { open: [0.0; 2], extend: GAP_EXTEND.ln(), close: (1.0 - GAP_EXTEND).ln() },
            kinds_ln: [0.0; KINDS.len()],
            seams_ln: [[0.0; SEAMS]; 2],
            agree_ln: [[0.0; 2]; KINDS.len()],
            agree_anyhow,
        };
        let mut tally = Tally::default();
        for (source, target) in documents {
            for (side, seams) in [source, target].into_iter().zip(&mut tally.apart) {
                side.shapes().windows(2).for_each(|pair| seams[pair[0].seam(pair[1])] += 1.0);
            }
        }
        model.shares(&tally);
        model
    }

    /// Draws the model towards what was found.
    pub(crate) fn learn(&mut self, tally: &Tally) {
        self.lengths.learn(&tally.lengths);
        self.shares(tally);
    }

    fn shares(&mut self, tally: &Tally) {
        let beads: f32 = tally.kinds.iter().sum();
        let whole = KIND_PRIOR_BEADS * KIND_PRIOR.iter().sum::<f32>() + beads;
        for ((ln, &prior), &count) in self.kinds_ln.iter_mut().zip(&KIND_PRIOR).zip(&tally.kinds) {
            *ln = ((prior * KIND_PRIOR_BEADS + count) / whole).ln();
        }
        for (ln, &opened) in self.gaps.open.iter_mut().zip(&tally.gaps_opened) {
            let share = (GAP_OPEN * GAP_PRIOR_BEADS + opened) / (GAP_PRIOR_BEADS + f64::from(beads));
            *ln = share.clamp(0.005, 0.2).ln();
        }
        for ((ln, joined), apart) in self.seams_ln.iter_mut().zip(&tally.joined).zip(&tally.apart) {
            let cased = joined[2..].iter().chain(&apart[2..]).sum::<f32>();
            let all = joined.iter().chain(apart).sum::<f32>();
            let prior = if 2.0 * cased > all { SEAM_PRIOR_CASED } else { SEAM_PRIOR_UNCASED };
            let whole: f32 = joined.iter().sum::<f32>() + SEAM_PRIOR_COUNT;
            let other: f32 = apart.iter().sum::<f32>() + 0.5 * SEAMS as f32;
            for seam in 0..SEAMS {
                let inside = (joined[seam] + prior[seam] * SEAM_PRIOR_COUNT) / whole;
                let outside = (apart[seam] + 0.5) / other;
                ln[seam] = (inside / outside).ln().clamp(-4.0, 4.0);
            }
        }
        for (kind, ln) in self.agree_ln.iter_mut().enumerate() {
            let [same, other] = tally.agree[kind];
            let share = (same + AGREE_PRIOR * AGREE_PRIOR_COUNT) / (same + other + AGREE_PRIOR_COUNT);
            let anyhow = self.agree_anyhow[kind];
            *ln = [(share / anyhow).ln(), ((1.0 - share).max(0.01) / (1.0 - anyhow)).ln()];
        }
    }

    /// Returns the scores of every kind of bead that ends at source position `i` and target position `j`.
    ///
    /// A segment at the edge of a joined bead is idle when its own words are explained by the other side and yet it explains
    /// nothing there that the rest does not: a heading before the sentence that tells it again. What it gains is taken back.
    ///
    /// `forward(row, t)` are the words' gains of target segment `t` given the source segments before position `row` (`i` or
    /// `i - 1`), `backward(s, column)` those of source segment `s` given the target segments before `column`; either is
    /// `None` outside the band.
    pub(crate) fn scores(
        &self,
        source: &Side,
        target: &Side,
        (i, j): (usize, usize),
        forward: impl Fn(usize, usize) -> Option<Gains>,
        backward: impl Fn(usize, usize) -> Option<Gains>,
    ) -> [f32; KINDS.len()] {
        let mut out = [NEVER; KINDS.len()];
        for (kind, &(k, l)) in KINDS.iter().enumerate() {
            if k > i || l > j {
                continue;
            }
            let sum = |run: Range<usize>, of: &dyn Fn(usize) -> Option<Gains>, size: usize| {
                run.map(|at| of(at).map(|g| g[size - 1])).sum::<Option<f32>>()
            };
            let words = sum(j - l..j, &|t| forward(i, t), k);
            let back = sum(i - k..i, &|s| backward(s, j), l);
            let (Some(words), Some(back)) = (words, back) else { continue };
            let mut idle = 0f32;
            if k > 1 {
                for (row, lone, rest) in [(i, i - k, i - k + 1..i), (i - 1, i - 1, i - k..i - 1)] {
                    let without = sum(j - l..j, &|t| forward(row, t), k - 1);
                    if let (Some(without), Some(own)) = (without, sum(lone..lone + 1, &|s| backward(s, j), l))
                    {
                        let lost = dilution((source, i - k..i), rest, target.words_of(j - l..j).len());
                        idle = idle.max(own - (words - without + lost).max(0.0));
                    }
                }
            }
            if l > 1 {
                for (column, lone, rest) in [(j, j - l, j - l + 1..j), (j - 1, j - 1, j - l..j - 1)] {
                    let without = sum(i - k..i, &|s| backward(s, column), l - 1);
                    if let (Some(without), Some(own)) = (without, sum(lone..lone + 1, &|t| forward(i, t), k))
                    {
                        let lost = dilution((target, j - l..j), rest, source.words_of(i - k..i).len());
                        idle = idle.max(own - (back - without + lost).max(0.0));
                    }
                }
            }
            let chars: f32 = source.chars()[i - k..i].iter().sum();
            let length = self.lengths.gain(chars, &target.chars()[j - l..j]);
            let (left, right) = (&source.shapes()[i - k..i], &target.shapes()[j - l..j]);
            let seams: f32 = left.windows(2).map(|w| self.seams_ln[0][w[0].seam(w[1])]).sum::<f32>()
                + right.windows(2).map(|w| self.seams_ln[1][w[0].seam(w[1])]).sum::<f32>();
            let agree = self.agree_ln[kind][usize::from(sentences(left) != sentences(right))];
            out[kind] = self.kinds_ln[kind]
                + LENGTH_WEIGHT * length
                + WORD_WEIGHT * (words + back - IDLE_WEIGHT * idle)
                + SHAPE_WEIGHT * (seams + agree);
            if k > 1 && l > 1 {
                out[kind] -= CROSSED;
            }
        }
        out
    }
}

/// Returns what `explained` words lose by their group being `run` and not only the `rest` of it, times [`DILUTION`].
fn dilution((side, run): (&Side, Range<usize>), rest: Range<usize>, explained: usize) -> f32 {
    let count = |run: Range<usize>| (side.start(run.end) - side.start(run.start)) as f32 + 1.0;
    DILUTION * explained as f32 * (count(run) / count(rest)).ln()
}

impl Tally {
    /// Counts the steps of one document's path, each by its posterior.
    pub(crate) fn of(source: &Side, target: &Side, path: &[Step]) -> Tally {
        let mut tally = Tally::default();
        let mut before: Option<&Step> = None;
        for step in path {
            let ((i, j), (k, l)) = (step.at, step.size);
            let weight = step.posterior as f32;
            match step.size {
                (1, 0) if before.is_none_or(|b| b.size != (1, 0)) => tally.gaps_opened[0] += step.posterior,
                (0, 1) if before.is_none_or(|b| b.size != (0, 1)) => tally.gaps_opened[1] += step.posterior,
                _ => {}
            }
            if let Some(kind) = KINDS.iter().position(|&kind| kind == step.size) {
                let (left, right) = (&source.shapes()[i - k..i], &target.shapes()[j - l..j]);
                tally.kinds[kind] += weight;
                tally.agree[kind][usize::from(sentences(left) != sentences(right))] += weight;
                left.windows(2).for_each(|w| tally.joined[0][w[0].seam(w[1])] += weight);
                right.windows(2).for_each(|w| tally.joined[1][w[0].seam(w[1])] += weight);
                if kind == 0 && step.posterior > 0.7 {
                    tally.lengths.push((source.chars()[i - 1], target.chars()[j - 1]));
                }
                if i > k {
                    tally.apart[0][source.shapes()[i - k - 1].seam(source.shapes()[i - k])] += weight;
                }
                if j > l {
                    tally.apart[1][target.shapes()[j - l - 1].seam(target.shapes()[j - l])] += weight;
                }
            }
            before = Some(step);
        }
        tally
    }

    /// Adds what was found in another document.
    pub(crate) fn add(&mut self, other: &Tally) {
        let sum = |a: &mut [f32], b: &[f32]| a.iter_mut().zip(b).for_each(|(a, b)| *a += b);
        sum(&mut self.kinds, &other.kinds);
        self.gaps_opened.iter_mut().zip(&other.gaps_opened).for_each(|(a, b)| *a += b);
        for side in 0..2 {
            sum(&mut self.joined[side], &other.joined[side]);
            sum(&mut self.apart[side], &other.apart[side]);
        }
        for (a, b) in self.agree.iter_mut().zip(&other.agree) {
            sum(a, b);
        }
        self.lengths.extend_from_slice(&other.lengths);
    }
}
