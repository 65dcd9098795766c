//! What speaks for a source word and a target word being one: the lexicon, the dictionary, the sound.

use super::corpus::Corpus;
use super::speech::Sounding;
use super::table::Table;
use crate::lexicon::{Lexicon, stems};
use crate::model::Lang;
use rustc_hash::FxHashMap;

/// Memoised relations between words of the two sides.
pub(super) struct Evidence<'a> {
    corpus: &'a Corpus<'a>,
    lexicon: &'a Lexicon,
    table: &'a Table,
    /// The lexicon's stem of each source key and of each target stem; empty when it has none.
    source_stems: Vec<String>,
    target_stems: Vec<String>,
    association: FxHashMap<(u32, u32), f32>,
    soundings: FxHashMap<u32, Sounding>,
    sound: FxHashMap<(u32, u32), f32>,
}

/// Least likeness that the memo keeps; below it a pair is unlike.
pub(super) const LEAST_LIKENESS: f32 = 0.45;

/// Most pairs a memo holds before it starts anew: what is not kept is reckoned again, so memory stays bounded.
///
/// What fits a hash table of 2²¹ places; one pair more would double it.
const MOST_PAIRS: usize = 1_800_000;

impl<'a> Evidence<'a> {
    pub(super) fn new(corpus: &'a Corpus<'a>, lexicon: &'a Lexicon, table: &'a Table) -> Evidence<'a> {
        let first = |text: &str, lang: &Lang| stems(text, lang).into_iter().next().unwrap_or_default();
        let (source, target) = (Lang::new(&*corpus.source_lang), Lang::new(&*corpus.target_lang));
        let source_stems = (0..corpus.source_words.len())
            .map(|i| first(corpus.source_words.text(i as u32), &source))
            .collect();
        let target_stems = (0..corpus.target_words.len())
            .map(|i| first(corpus.target_words.text(i as u32), &target))
            .collect();
        Evidence {
            corpus,
            lexicon,
            table,
            source_stems,
            target_stems,
            association: FxHashMap::default(),
            soundings: FxHashMap::default(),
            sound: FxHashMap::default(),
        }
    }

    /// Returns how strongly the lexicon joins a source key and a target word, 0..=1.
    pub(super) fn association(&mut self, source: u32, target: u32) -> f32 {
        if self.lexicon.is_empty() {
            return 0.0;
        }
        let (s, t) = (&self.source_stems[source as usize], &self.target_stems[target as usize]);
        let lexicon = self.lexicon;
        if self.association.len() >= MOST_PAIRS {
            self.association.clear();
        }
        *self
            .association
            .entry((source, target))
            .or_insert_with(|| (lexicon.forward(s, t) * lexicon.backward(t, s)).sqrt())
    }

    /// Returns the relation of a source key to a target word, 0..=1: association, dictionary or sound.
    pub(super) fn relation(&mut self, source: u32, key: u32, stem: u32) -> f32 {
        if self.table.translates(source, stem) {
            return 1.0;
        }
        let mut association = self.association(source, key);
        if self.table.translates_partly(source, stem) {
            association = association.max(0.6);
        }
        if association >= 0.9 {
            return association;
        }
        association.max(self.likeness(source, key) - 0.1)
    }

    /// Returns the terms and the dictionary.
    pub(super) fn table(&self) -> &'a Table {
        self.table
    }

    /// Returns how strongly the dictionary or the lexicon makes a target word the translation of a source key, 0..=1.
    pub(super) fn translation(&mut self, source: u32, key: u32, stem: u32) -> f32 {
        if self.table.translates(source, stem) { 1.0 } else { self.association(source, key) }
    }

    /// Returns how likely a target key spells a source key, 0..=1; 0 when less than [`LEAST_LIKENESS`].
    pub(super) fn likeness(&mut self, source: u32, target: u32) -> f32 {
        let corpus = self.corpus;
        if self.sound.len() >= MOST_PAIRS {
            self.sound.clear();
        }
        let soundings = &mut self.soundings;
        *self.sound.entry((source, target)).or_insert_with(|| {
            soundings
                .entry(source)
                .or_insert_with(|| Sounding::new(corpus.source_words.text(source)))
                .likeness(corpus.target_words.text(target), &corpus.target_lang, LEAST_LIKENESS)
        })
    }
}
