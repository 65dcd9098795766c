//! What speaks for a source word and a target word being one: the lexicon, the dictionary, the sound.

use super::corpus::Corpus;
use super::speech;
use super::table::Table;
use crate::lexicon::Lexicon;
use rustc_hash::FxHashMap;

/// Memoised relations between words of the two sides.
pub(super) struct Evidence<'a> {
    corpus: &'a Corpus<'a>,
    lexicon: &'a Lexicon,
    table: &'a Table,
    association: FxHashMap<(u32, u32), f32>,
    sound: FxHashMap<(u32, u32), f32>,
}

impl<'a> Evidence<'a> {
    pub(super) fn new(corpus: &'a Corpus<'a>, lexicon: &'a Lexicon, table: &'a Table) -> Evidence<'a> {
        Evidence { corpus, lexicon, table, association: FxHashMap::default(), sound: FxHashMap::default() }
    }

    /// Returns how strongly the lexicon joins a source key and a target stem, 0..=1.
    pub(super) fn association(&mut self, source: u32, target: u32) -> f32 {
        let (corpus, lexicon) = (self.corpus, self.lexicon);
        *self.association.entry((source, target)).or_insert_with(|| {
            speech::association(lexicon, corpus.source_words.text(source), corpus.target_words.text(target))
        })
    }

    /// Returns the relation of a source key to a target word, 0..=1: association, dictionary or sound.
    pub(super) fn relation(&mut self, source: u32, key: u32, stem: u32) -> f32 {
        if self.table.translates(source, stem) {
            return 1.0;
        }
        self.association(source, stem).max(self.likeness(source, key) - 0.1)
    }

    /// Returns how likely a target key spells a source key, 0..=1.
    pub(super) fn likeness(&mut self, source: u32, target: u32) -> f32 {
        let corpus = self.corpus;
        *self.sound.entry((source, target)).or_insert_with(|| {
            speech::likeness(
                corpus.source_words.text(source),
                corpus.target_words.text(target),
                &corpus.source_lang,
                &corpus.target_lang,
            )
        })
    }
}
