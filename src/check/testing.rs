//! What the tests of the checks share.

use super::rule::{Check, Pair};
use crate::model::{Finding, Lang, Origin, TranslationUnit, Variant};

/// Returns English–Persian units of these texts, placed 1, 2, 3 … in one file.
pub(crate) fn units(pairs: &[(&str, &str)]) -> Vec<TranslationUnit> {
    let unit = |(i, (s, t)): (usize, &(&str, &str))| {
        let origin = Origin { file: "a.txt".into(), place: i as u64 + 1, ..Origin::default() };
        TranslationUnit::pair(Variant::new(Lang::new("en"), *s), Variant::new(Lang::new("fa"), *t), origin)
    };
    pairs.iter().enumerate().map(unit).collect()
}

/// Runs one check over texts.
pub(crate) fn findings_of(mut check: impl Check, pairs: &[(&str, &str)]) -> Vec<Finding> {
    let units = units(pairs);
    for (index, unit) in units.iter().enumerate() {
        check.see(&Pair { index, unit, source: &unit.variants[0], target: &unit.variants[1] });
    }
    check.finish()
}
