//! What of a unit is accounted for: which target words render which source words, apart from one title.

use super::capital;
use super::corpus::Corpus;
use super::evidence::Evidence;
use super::runs::Spot;
use super::speech;
use std::ops::Range;

/// Likeness from which a name that nothing else renders accounts for a word by its sound.
const SOUNDS: f32 = 0.6;
/// Association from which the lexicon makes a free word the rendering of a word that nothing else renders.
const ASSOCIATED: f32 = 0.3;

/// A name that is rendered: unit, source words, target words.
pub(super) type Rendered = (u32, Range<u16>, Range<u16>);

/// Which words of a unit render which.
#[derive(Debug)]
pub(super) struct Account {
    /// The target words that render each source word; `None` where none is known.
    pub(super) rendered: Vec<Option<Range<usize>>>,
    /// Whether each target word renders a source word, or binds.
    pub(super) explained: Vec<bool>,
}

impl Account {
    /// Joins the words of a unit but for those of `spot`, the surest first: names that are rendered, the dictionary, the
    /// sound, then the lexicon one word for one.
    ///
    /// The lexicon guesses of words seen once: it is asked only between words that nothing else explains, and not where a
    /// word of the title is as good an answer. `names` are those of the unit.
    pub(super) fn new(
        corpus: &Corpus<'_>,
        evidence: &mut Evidence<'_>,
        spot: &Spot,
        names: &[Rendered],
    ) -> Account {
        let unit = spot.unit as usize;
        let (source, target) = (corpus.source(unit), corpus.target(unit));
        let mut account = Account {
            rendered: vec![None; source.len()],
            explained: target.iter().map(|t| corpus.is_function_word(t.key)).collect(),
        };
        for (_, from, to) in names {
            if from.start >= spot.first && from.end <= spot.end {
                continue;
            }
            let to = usize::from(to.start)..usize::from(to.end);
            account.explained[to.clone()].fill(true);
            for place in usize::from(from.start)..usize::from(from.end) {
                // Of a name and a longer one around it the own words are the nearer.
                let own = &mut account.rendered[place];
                if own.as_ref().is_none_or(|known| known.len() > to.len()) {
                    *own = Some(to.clone());
                }
            }
        }
        let others: Vec<usize> = (0..source.len())
            .filter(|i| {
                !spot.words().contains(i) && !capital::is_common(corpus.source_words.text(source[*i].key))
            })
            .collect();
        // What a name's own rendering accounts for needs no other word of the dictionary.
        for &i in others.iter().filter(|&&i| account.rendered[i].is_none()).collect::<Vec<_>>() {
            for (j, t) in target.iter().enumerate() {
                let given = || {
                    let numeral = |text: &str| text.chars().all(char::is_numeric);
                    evidence.table().translates(source[i].key, t.stem)
                        || evidence.table().translates_partly(source[i].key, t.stem)
                        || numeral(corpus.source_words.text(source[i].key))
                            && numeral(corpus.target_words.text(t.key))
                };
                if !corpus.is_function_word(t.key) && given() {
                    account.explained[j] = true;
                    account.rendered[i].get_or_insert(j..j + 1);
                }
            }
        }
        for &i in others.iter().filter(|&&i| source[i].capital) {
            for (j, t) in target.iter().enumerate() {
                if account.rendered[i].is_none()
                    && !account.explained[j]
                    && evidence.likeness(source[i].key, t.key) >= SOUNDS
                {
                    account.explained[j] = true;
                    account.rendered[i] = Some(j..j + 1);
                }
            }
        }
        account.guess(corpus, evidence, spot, &others);
        account
    }

    fn guess(&mut self, corpus: &Corpus<'_>, evidence: &mut Evidence<'_>, spot: &Spot, others: &[usize]) {
        let unit = spot.unit as usize;
        let (source, target) = (corpus.source(unit), corpus.target(unit));
        let mut pairs: Vec<(f32, usize, usize)> = Vec::new();
        for (j, t) in target.iter().enumerate().filter(|(j, _)| !self.explained[*j]) {
            let own = spot
                .words()
                .map(|i| evidence.translation(source[i].key, t.key, t.stem))
                .fold(ASSOCIATED, f32::max);
            for &i in others.iter().filter(|&&i| self.rendered[i].is_none()) {
                let like = evidence.association(source[i].key, t.key);
                if like > own {
                    pairs.push((like, i, j));
                }
            }
        }
        pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
        for (_, i, j) in pairs {
            if self.rendered[i].is_none() && !self.explained[j] {
                self.rendered[i] = Some(j..j + 1);
                self.explained[j] = true;
            }
        }
    }

    /// Returns whether a target word says something that nothing accounts for.
    pub(super) fn is_free(&self, corpus: &Corpus<'_>, unit: usize, at: usize) -> bool {
        let text = corpus.target_words.text(corpus.target(unit)[at].key);
        !self.explained[at]
            && text.chars().any(char::is_alphabetic)
            && speech::is_latin(text) == speech::is_latin_script(&corpus.target_lang)
    }

    /// Returns whether a source word says something that no target word is known to render.
    pub(super) fn is_open(&self, corpus: &Corpus<'_>, unit: usize, at: usize) -> bool {
        let text = corpus.source_words.text(corpus.source(unit)[at].key);
        self.rendered[at].is_none() && !capital::is_common(text) && text.chars().any(char::is_alphabetic)
    }
}
