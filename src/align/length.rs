//! How long a translation is: lengths in characters, compared on a logarithmic scale.
//!
//! The ratio of the two lengths of a bead follows a Student t (a few translations are far longer or shorter than any
//! normal law allows); what it is compared with is the length a segment of that language has anyhow.

/// Lengths of both sides as the batch has them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LengthModel {
    /// Logarithm of target characters per source character.
    pub(crate) ratio_ln: f32,
    /// Scale of the deviation, 1 being the usual.
    pub(crate) scale: f32,
    /// Mean and deviation of the logarithm of a target segment's length.
    target: (f32, f32),
}

/// Variance of the log ratio: a part every bead has, and a part that shrinks with length.
const SPREAD: (f32, f32) = (0.012, 3.0);
/// Degrees of freedom of the t.
const FREEDOM: f32 = 4.0;
/// ln of the t density at its centre for four degrees of freedom (3/8).
const CENTRE_LN: f32 = -0.980_829_3;
/// How many beads the prior spread counts for.
const PRIOR_BEADS: f32 = 30.0;

impl LengthModel {
    /// Returns the model of a batch from the lengths of all its segments.
    pub(crate) fn new(source_chars: &[f32], target_chars: &[f32]) -> LengthModel {
        let total = |chars: &[f32]| chars.iter().sum::<f32>() + 200.0;
        LengthModel {
            ratio_ln: (total(target_chars) / total(source_chars)).ln().clamp(-1.5, 1.5),
            scale: 1.0,
            target: moments(target_chars),
        }
    }

    /// Learns ratio and scale from the lengths of beads that are likely right.
    pub(crate) fn learn(&mut self, beads: &[(f32, f32)]) {
        let mut ratios: Vec<f32> = beads.iter().map(|&(s, t)| log_ratio(s, t)).collect();
        if ratios.is_empty() {
            return;
        }
        ratios.sort_unstable_by(f32::total_cmp);
        let n = ratios.len() as f32;
        let median = ratios[ratios.len() / 2];
        self.ratio_ln = (self.ratio_ln * 10.0 + median * n) / (10.0 + n);
        let mut deviations: Vec<f32> = beads
            .iter()
            .map(|&(s, t)| (log_ratio(s, t) - self.ratio_ln).abs() / spread(s, t, self.ratio_ln))
            .collect();
        deviations.sort_unstable_by(f32::total_cmp);
        // The median of |t| with four degrees of freedom is .741.
        let found = deviations[deviations.len() / 2] / 0.741;
        self.scale = ((PRIOR_BEADS + found * n) / (PRIOR_BEADS + n)).clamp(0.4, 2.5);
    }

    /// Returns ln of how much likelier target lengths are as translation of `source` characters than by themselves.
    pub(crate) fn gain(&self, source: f32, targets: &[f32]) -> f32 {
        let whole: f32 = targets.iter().sum();
        let scale = spread(source, whole, self.ratio_ln) * self.scale;
        let x = (log_ratio(source, whole) - self.ratio_ln) / scale;
        let found = CENTRE_LN - scale.ln() - 2.5 * (1.0 + x * x / FREEDOM).ln();
        // Densities are of logarithms of lengths; the split of a whole into parts is taken as even over its characters.
        let mut anyhow = 0.0;
        for &chars in targets {
            let log = (chars + 1.0).ln();
            let z = (log - self.target.0) / self.target.1;
            anyhow += -0.918_938_5 - self.target.1.ln() - 0.5 * z * z - log;
        }
        found - targets.len() as f32 * (whole + 1.0).ln() - anyhow
    }
}

fn log_ratio(source: f32, target: f32) -> f32 {
    ((target + 2.0) / (source + 2.0)).ln()
}

fn spread(source: f32, target: f32, ratio_ln: f32) -> f32 {
    let chars = 0.5 * (source + target * (-ratio_ln).exp()) + 4.0;
    (SPREAD.0 + SPREAD.1 / chars).sqrt()
}

/// Returns mean and deviation of ln(length + 1), drawn towards what prose usually has.
fn moments(chars: &[f32]) -> (f32, f32) {
    const PRIOR: (f32, f32, f32) = (10.0, 4.4, 0.6);
    let n = chars.len() as f32;
    let logs = || chars.iter().map(|c| (c + 1.0).ln());
    let mean = (PRIOR.0 * PRIOR.1 + logs().sum::<f32>()) / (PRIOR.0 + n);
    let squares: f32 = logs().map(|l| (l - mean) * (l - mean)).sum();
    (mean, ((PRIOR.0 * PRIOR.2 * PRIOR.2 + squares) / (PRIOR.0 + n)).sqrt())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn like_lengths_gain_and_unlike_lose() {
        let chars = [20.0, 60.0, 100.0, 140.0, 80.0];
        let model = LengthModel::new(&chars, &chars);
        assert!(model.gain(100.0, &[100.0]) > 0.0);
        assert!(model.gain(100.0, &[100.0]) > model.gain(100.0, &[60.0]));
        assert!(model.gain(20.0, &[200.0]) < -2.0);
        assert!(model.gain(120.0, &[60.0, 62.0]) > model.gain(120.0, &[60.0, 100.0]));
    }

    #[test]
    fn ratio_is_learnt() {
        let mut model = LengthModel::new(&[50.0; 9], &[50.0; 9]);
        model.learn(&vec![(50.0, 75.0); 200]);
        assert!((model.ratio_ln - (77.0f32 / 52.0).ln()).abs() < 0.05);
        assert!(model.gain(50.0, &[75.0]) > model.gain(50.0, &[50.0]));
    }

    #[test]
    fn empty_segments_have_finite_gain() {
        let model = LengthModel::new(&[], &[]);
        assert!(model.gain(0.0, &[0.0]).is_finite());
        assert!(model.gain(0.0, &[1e6, 0.0]).is_finite());
    }
}
