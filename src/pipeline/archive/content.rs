//! What two texts have in common whatever their languages: numbers, words left as they are, names by sound, and words
//! that the lexicon knows as translations.

use crate::lexicon::{Lexicon, stem_spans};
use crate::model::{Lang, Segment};
use glossary::sound::sound_key;
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;

/// Candidates looked at for one document.
const CANDIDATES: usize = 8;
/// Translations of a word that count.
const TRANSLATIONS: usize = 3;

/// The traits of a text, in the source language's words.
pub(super) fn traits(
    segments: &[Segment],
    lang: &Lang,
    is_source: bool,
    lexicon: Option<&FxHashMap<String, Vec<String>>>,
) -> Vec<String> {
    let mut out = BTreeSet::new();
    for segment in segments {
        for stem in stem_spans(&segment.text, lang) {
            let form = &segment.text[stem.range.clone()];
            let letters = form.chars().count();
            if stem.key.starts_with(|c: char| c.is_ascii_digit()) {
                if stem.key.len() > 1 {
                    out.insert(format!("#{}", stem.key));
                }
                continue;
            }
            let latin = form.starts_with(|c: char| c.is_ascii_alphabetic());
            if letters > 2 && (!latin || form.starts_with(char::is_uppercase)) {
                let key = sound_key(form);
                if key.len() > 2 {
                    out.insert(format!("~{key}"));
                }
            }
            if is_source || latin {
                out.insert(stem.key);
            } else if let Some(words) = lexicon.and_then(|l| l.get(&stem.key)) {
                out.extend(words.iter().cloned());
            }
        }
    }
    out.into_iter().collect()
}

/// Returns, by target stem, the likeliest source stems.
pub(super) fn turned(lexicon: &Lexicon) -> FxHashMap<String, Vec<String>> {
    let mut rows: FxHashMap<String, Vec<(f32, String)>> = FxHashMap::default();
    for entry in lexicon.entries() {
        if entry.backward > 0.05 {
            rows.entry(entry.target).or_default().push((entry.backward, entry.source));
        }
    }
    let mut out = FxHashMap::default();
    // No order comes out of the map: rows go into a map again.
    #[allow(clippy::iter_over_hash_type)]
    for (target, mut words) in rows {
        words.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        words.truncate(TRANSLATIONS);
        out.insert(target, words.into_iter().map(|w| w.1).collect());
    }
    out
}

/// Likeness of texts of two sides by their rarer traits.
pub(super) struct Likeness<'a> {
    source: &'a [Vec<String>],
    target: &'a [Vec<String>],
    postings: FxHashMap<&'a str, Vec<u32>>,
    norms: (Vec<f32>, Vec<f32>),
    /// Above this many documents a trait says nothing.
    common: usize,
}

impl<'a> Likeness<'a> {
    /// Indexes the source texts.
    pub(super) fn new(source: &'a [Vec<String>], target: &'a [Vec<String>]) -> Likeness<'a> {
        let mut postings: FxHashMap<&str, Vec<u32>> = FxHashMap::default();
        for (at, traits) in source.iter().enumerate() {
            traits.iter().for_each(|t| postings.entry(t).or_default().push(at as u32));
        }
        let common = 12 + (source.len() as f32).sqrt() as usize;
        let mut likeness = Likeness { source, target, postings, norms: Default::default(), common };
        let norm = |traits: &Vec<String>| -> f32 {
            traits.iter().map(|t| likeness.weight(t)).map(|w| w * w).sum::<f32>().sqrt().max(1.0)
        };
        likeness.norms = (source.iter().map(norm).collect(), target.iter().map(norm).collect());
        likeness
    }

    fn weight(&self, one: &str) -> f32 {
        match self.postings.get(one).map_or(0, Vec::len) {
            0 => 0.0,
            count if count > self.common => 0.0,
            count => (1.0 + self.source.len() as f32 / count as f32).ln(),
        }
    }

    /// Returns how alike two texts are, 0..=1.
    pub(super) fn of(&self, source: usize, target: usize) -> f32 {
        let own = &self.source[source];
        let shared: f32 = self.target[target]
            .iter()
            .filter(|t| own.binary_search(t).is_ok())
            .map(|t| self.weight(t))
            .map(|w| w * w)
            .sum();
        shared / (self.norms.0[source] * self.norms.1[target])
    }

    /// Returns the source texts likest to a target text with their likeness, the likest first.
    pub(super) fn candidates(&self, target: usize) -> Vec<(f32, usize)> {
        let mut sums = vec![0f32; self.source.len()];
        let mut touched = Vec::new();
        for one in &self.target[target] {
            let weight = self.weight(one);
            if weight == 0.0 {
                continue;
            }
            for &at in &self.postings[one.as_str()] {
                if sums[at as usize] == 0.0 {
                    touched.push(at as usize);
                }
                sums[at as usize] += weight * weight;
            }
        }
        let mut out: Vec<(f32, usize)> = touched
            .into_iter()
            .map(|at| (sums[at] / (self.norms.0[at] * self.norms.1[target]), at))
            .collect();
        out.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        out.truncate(CANDIDATES);
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_names_tie_texts_of_two_scripts() {
        let (en, fa) = (Lang::new("en"), Lang::new("fa"));
        let of = |text: &str, lang: &Lang| traits(&[Segment::bare(text)], lang, lang == &en, None);
        let source = [of("Kamali paid 4510 dollars.", &en), of("Rahimi left 77 boxes.", &en)];
        let target = [of("رحیمی ۷۷ جعبه گذاشت.", &fa), of("کمالی ۴۵۱۰ دلار داد.", &fa)];
        let likeness = Likeness::new(&source, &target);
        assert_eq!(likeness.candidates(0)[0].1, 1);
        assert_eq!(likeness.candidates(1)[0].1, 0);
        assert!(likeness.of(0, 1) > likeness.of(0, 0));
    }
}
