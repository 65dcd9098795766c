//! What terms of several words teach of single ones: of *chief medical officer*, *chief scientist*, *chief economist* the
//! renderings share ارشد.

use super::corpus::{Corpus, source_key, target_key};
use super::runs::joins;
use super::speech;
use super::token::pieces;
use super::words::Words;
use glossary::term::{Kind, Term};
use rustc_hash::FxHashMap;

/// Fewest terms that must hold both words.
const TERMS: u32 = 2;

/// Counts of words and of pairs of words over titles and bodies of several words.
#[derive(Debug, Default)]
pub(super) struct Taught {
    pairs: FxHashMap<(u32, u32), u32>,
    source: FxHashMap<u32, u32>,
    target: FxHashMap<u32, u32>,
}

impl Taught {
    /// Counts the words of a term that the corpus has; `stems` are those of its source words.
    pub(super) fn read(&mut self, corpus: &Corpus<'_>, stems: &Words, term: &Term) {
        if !matches!(term.kind, Kind::Title | Kind::Organisation) {
            return;
        }
        let parts = pieces(term.headword(), true);
        if parts.len() < 2 {
            return;
        }
        let mut from: Vec<u32> = parts
            .into_iter()
            .map(|p| source_key(&term.headword()[p.range]))
            .filter(|word| !joins(word))
            .filter_map(|word| stems.get(&glossary::affix::stem(&word, &corpus.source_lang)))
            .collect();
        let mut to: Vec<u32> = Vec::new();
        for rendering in &term.target {
            for piece in pieces(&rendering.text, false) {
                let key = target_key(&rendering.text[piece.range]);
                if !speech::is_function_word(&key, &corpus.target_lang) {
                    to.extend(corpus.target_words.get(&speech::stem(&key, &corpus.target_lang)));
                }
            }
        }
        for list in [&mut from, &mut to] {
            list.sort_unstable();
            list.dedup();
        }
        for &s in &from {
            *self.source.entry(s).or_default() += 1;
            for &t in &to {
                *self.pairs.entry((s, t)).or_default() += 1;
            }
        }
        for &t in &to {
            *self.target.entry(t).or_default() += 1;
        }
    }

    /// Returns how much the terms join a source stem and a target stem, 0..=1.
    pub(super) fn relation(&self, source: u32, target: u32) -> f32 {
        let Some(&both) = self.pairs.get(&(source, target)).filter(|n| **n >= TERMS) else { return 0.0 };
        let count = |map: &FxHashMap<u32, u32>, word: u32| map.get(&word).copied().unwrap_or(0).max(1) as f32;
        both as f32 / (count(&self.source, source) * count(&self.target, target)).sqrt()
    }
}
