//! The units as the finder sees them: words as numbers, both sides.

use super::speech;
use super::token::{Gap, pieces};
use super::words::Words;
use crate::model::{Lang, TranslationUnit};
use glossary::fold::{Level, fold};
use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::Range;

/// A word of the side that has the names.
#[derive(Debug, Clone, Copy)]
pub(super) struct SourceWord {
    /// The word as written, without a possessive ending.
    pub(super) form: u32,
    /// Its comparison key: lower case; an abbreviation of capitals that is also a common word keeps its capitals.
    pub(super) key: u32,
    /// Byte range.
    pub(super) start: u32,
    pub(super) end: u32,
    /// What stands before it.
    pub(super) gap: Gap,
    /// Whether it begins with a capital.
    pub(super) capital: bool,
}

/// A word of the other side.
#[derive(Debug, Clone, Copy)]
pub(super) struct TargetWord {
    /// The folded word (letters levelled, half-spaces kept out).
    pub(super) key: u32,
    /// Its stem.
    pub(super) stem: u32,
    /// Byte range.
    pub(super) start: u32,
    pub(super) end: u32,
    /// What stands before it.
    pub(super) gap: Gap,
}

/// All units, tokenised and interned.
#[derive(Debug)]
pub(super) struct Corpus<'a> {
    /// The texts: (source, target), empty where a unit lacks a side or is untranslated.
    pub(super) texts: Vec<(&'a str, &'a str)>,
    /// Source words, all units one after the other.
    source: Vec<SourceWord>,
    /// Target words, all units one after the other.
    target: Vec<TargetWord>,
    /// Where each unit's words begin, one more than there are units.
    source_at: Vec<u32>,
    target_at: Vec<u32>,
    /// Source words as text: forms and keys.
    pub(super) source_words: Words,
    /// Target words as text: keys and stems.
    pub(super) target_words: Words,
    /// Whether each target word binds others and names nothing.
    binds: Vec<bool>,
    /// In how many units each target stem stands.
    pub(super) stem_units: Vec<u32>,
    /// Units of each target stem, all stems one after the other, and where each begins.
    postings: Vec<u32>,
    postings_at: Vec<u32>,
    /// The document of each unit.
    pub(super) document: Vec<u32>,
    /// Whether units tell documents apart; a bare pair of line-aligned files does not.
    pub(super) has_documents: bool,
    /// Primary subtags.
    pub(super) source_lang: String,
    pub(super) target_lang: String,
    /// Whether neither side's script has capitals: then `capital` is set where a word was found to name something.
    pub(super) caseless: bool,
    /// What the likeness to a name must exceed for each target word, because it is an ordinary one or made of one; empty
    /// where capitals tell names.
    pub(super) ordinary: Vec<f32>,
}

impl<'a> Corpus<'a> {
    /// Reads the two languages' texts of the units; a unit that lacks one, or was left untranslated, is empty.
    ///
    /// `nouns` are folded target words known to be ordinary: an ending that makes a plural of one is taken off, also
    /// where other words end like that.
    pub(super) fn new(
        units: &'a [TranslationUnit],
        source: &Lang,
        target: &Lang,
        nouns: &FxHashSet<String>,
    ) -> Corpus<'a> {
        let mut corpus = Corpus {
            texts: Vec::with_capacity(units.len()),
            source: Vec::new(),
            target: Vec::new(),
            source_at: vec![0],
            target_at: vec![0],
            source_words: Words::default(),
            target_words: Words::default(),
            binds: Vec::new(),
            stem_units: Vec::new(),
            postings: Vec::new(),
            postings_at: Vec::new(),
            document: Vec::with_capacity(units.len()),
            has_documents: false,
            source_lang: source.primary(),
            target_lang: target.primary(),
            caseless: !speech::has_case(&source.primary()) && !speech::has_case(&target.primary()),
            ordinary: Vec::new(),
        };
        let mut files: FxHashMap<&str, u32> = FxHashMap::default();
        let mut stems: FxHashMap<u32, u32> = FxHashMap::default();
        for unit in units {
            let text = |lang: &Lang| unit.variant(lang).map_or("", |v| v.text.as_str());
            let (from, to) = (text(source), text(target));
            let none = from.is_empty() || to.is_empty() || is_untranslated(to, &corpus.target_lang);
            let (from, to) = if none { ("", "") } else { (from, to) };
            corpus.texts.push((from, to));
            corpus.read_source(from);
            corpus.read_target(to, &mut stems, nouns);
            let next = files.len() as u32;
            corpus.document.push(*files.entry(unit.origin.file.as_str()).or_insert(next));
        }
        corpus.has_documents = files.len() > 1;
        corpus.count_stems();
        let binds = |word| speech::is_function_word(corpus.target_words.text(word), &corpus.target_lang);
        corpus.binds = (0..corpus.target_words.len() as u32).map(binds).collect();
        corpus
    }

    fn read_source(&mut self, text: &str) {
        for piece in pieces(text, true) {
            let word = &text[piece.range.clone()];
            let form = self.source_words.intern(word);
            let key = self.source_words.intern(&source_key(word));
            self.source.push(SourceWord {
                form,
                key,
                start: piece.range.start as u32,
                end: piece.range.end as u32,
                gap: piece.gap,
                capital: word.chars().next().is_some_and(char::is_uppercase),
            });
        }
        self.source_at.push(self.source.len() as u32);
    }

    fn read_target(&mut self, text: &str, stems: &mut FxHashMap<u32, u32>, nouns: &FxHashSet<String>) {
        for piece in pieces(text, false) {
            let word = &text[piece.range.clone()];
            let key = self.target_words.intern(&target_key(word));
            let stem = match stems.get(&key) {
                Some(&stem) => stem,
                None => {
                    // A half-space shows where the ending of a noun begins: نامه‌ای.
                    let parted = word.contains('\u{200c}').then(|| speech::stem(word, &self.target_lang));
                    let stem = match parted.filter(|stem| nouns.contains(stem)) {
                        Some(stem) => stem,
                        None => speech::stem_among(self.target_words.text(key), &self.target_lang, nouns),
                    };
                    let stem = self.target_words.intern(&stem);
                    stems.insert(key, stem);
                    stem
                }
            };
            self.target.push(TargetWord {
                key,
                stem,
                start: piece.range.start as u32,
                end: piece.range.end as u32,
                gap: piece.gap,
            });
        }
        self.target_at.push(self.target.len() as u32);
    }

    fn count_stems(&mut self) {
        let mut count = vec![0_u32; self.target_words.len()];
        let mut last = vec![u32::MAX; self.target_words.len()];
        for unit in 0..self.len() {
            for word in self.target(unit) {
                if last[word.stem as usize] != unit as u32 {
                    last[word.stem as usize] = unit as u32;
                    count[word.stem as usize] += 1;
                }
            }
        }
        let mut at: Vec<u32> = Vec::with_capacity(count.len() + 1);
        at.push(0);
        for n in &count {
            at.push(at[at.len() - 1] + n);
        }
        let mut next = at.clone();
        let mut postings = vec![0; at[count.len()] as usize];
        last.fill(u32::MAX);
        for unit in 0..self.len() {
            for word in &self.target[self.target_at[unit] as usize..self.target_at[unit + 1] as usize] {
                let stem = word.stem as usize;
                if last[stem] != unit as u32 {
                    last[stem] = unit as u32;
                    postings[next[stem] as usize] = unit as u32;
                    next[stem] += 1;
                }
            }
        }
        (self.stem_units, self.postings, self.postings_at) = (count, postings, at);
    }

    /// Returns in how many units a row of target stems stands; reads the units of the rarest of them.
    pub(super) fn units_with(&self, stems: &[u32]) -> u32 {
        let Some(&rarest) = stems.iter().min_by_key(|&&s| self.stem_units[s as usize]) else { return 0 };
        if stems.len() == 1 {
            return self.stem_units[rarest as usize];
        }
        let units = self.units_of(rarest);
        let holds = |unit: &&u32| {
            let words = self.target(**unit as usize);
            words.windows(stems.len()).any(|w| w.iter().zip(stems).all(|(w, s)| w.stem == *s))
        };
        units.iter().filter(holds).count() as u32
    }

    /// Returns the units in which a target stem stands, in order.
    pub(super) fn units_of(&self, stem: u32) -> &[u32] {
        let stem = stem as usize;
        &self.postings[self.postings_at[stem] as usize..self.postings_at[stem + 1] as usize]
    }

    /// Returns whether a target word binds others and names nothing.
    pub(super) fn is_function_word(&self, key: u32) -> bool {
        self.binds[key as usize]
    }

    /// Returns whether a target word is too ordinary for a name it is so like, where no capitals tell.
    pub(super) fn is_ordinary(&self, key: u32, like: f32) -> bool {
        self.ordinary.get(key as usize).is_some_and(|&most| like <= most)
    }

    /// Returns how many units there are.
    pub(super) fn len(&self) -> usize {
        self.texts.len()
    }

    /// Returns the source words of a unit.
    pub(super) fn source(&self, unit: usize) -> &[SourceWord] {
        &self.source[self.source_at[unit] as usize..self.source_at[unit + 1] as usize]
    }

    /// Returns the source words of a unit to be changed.
    pub(super) fn source_mut(&mut self, unit: usize) -> &mut [SourceWord] {
        &mut self.source[self.source_at[unit] as usize..self.source_at[unit + 1] as usize]
    }

    /// Returns the target words of a unit to be changed.
    pub(super) fn target_mut(&mut self, unit: usize) -> &mut [TargetWord] {
        &mut self.target[self.target_at[unit] as usize..self.target_at[unit + 1] as usize]
    }

    /// Returns the target words of a unit.
    pub(super) fn target(&self, unit: usize) -> &[TargetWord] {
        &self.target[self.target_at[unit] as usize..self.target_at[unit + 1] as usize]
    }

    /// Returns the byte range of a run of source words.
    pub(super) fn source_range(&self, unit: usize, words: Range<usize>) -> Range<usize> {
        let all = self.source(unit);
        all[words.start].start as usize..all[words.end - 1].end as usize
    }

    /// Returns the byte range of a run of target words.
    pub(super) fn target_range(&self, unit: usize, words: Range<usize>) -> Range<usize> {
        let all = self.target(unit);
        all[words.start].start as usize..all[words.end - 1].end as usize
    }

    /// Returns a run of target words as written.
    pub(super) fn target_text(&self, unit: usize, words: Range<usize>) -> &'a str {
        let range = self.target_range(unit, words);
        &self.texts[unit].1[range]
    }

    /// Returns a run of source words as written, without possessive endings between them.
    pub(super) fn source_text(&self, unit: usize, words: Range<usize>) -> String {
        let all = self.source(unit);
        let mut text =
            self.texts[unit].0[all[words.start].start as usize..all[words.start].end as usize].to_owned();
        for i in words.start + 1..words.end {
            match all[i].gap {
                Gap::Possessive => text.push_str("'s "),
                _ => text.push_str(&self.texts[unit].0[all[i - 1].end as usize..all[i].start as usize]),
            }
            text.push_str(&self.texts[unit].0[all[i].start as usize..all[i].end as usize]);
        }
        text
    }

    /// Returns whether a run of target words has no punctuation inside.
    pub(super) fn unbroken(&self, unit: usize, words: Range<usize>) -> bool {
        self.target(unit)[words.start + 1..words.end]
            .iter()
            .all(|w| matches!(w.gap, Gap::Space | Gap::Hyphen))
    }
}

/// Returns whether a text of a language of another script was left in Latin: it has more of it than of its own letters,
/// and words in lower case among it, which no name of a person or company is alone.
fn is_untranslated(text: &str, lang: &str) -> bool {
    if speech::is_latin_script(lang) {
        return false;
    }
    let (mut latin, mut own, mut lower) = (0_usize, 0_usize, 0_usize);
    for word in text.split_whitespace() {
        let letters = word.chars().filter(|c| c.is_alphabetic()).count();
        if speech::is_latin(word) {
            latin += letters;
            lower += usize::from(letters > 1 && word.chars().all(|c| !c.is_uppercase()));
        } else {
            own += letters;
        }
    }
    latin > own && lower > 0
}

/// Returns the key of a source word: lower case without points and Latin marks; two or three capitals stay (`UN`, `US`).
pub(super) fn source_key(word: &str) -> String {
    let bare = word.replace('.', "");
    if bare.len() <= 3 && bare.chars().count() > 1 && bare.chars().all(char::is_uppercase) {
        return bare;
    }
    fold(&bare, Level::Ortho).replace('’', "'")
}

/// Returns the key of a target word: folded, without half-spaces.
pub(super) fn target_key(word: &str) -> String {
    fold(word, Level::Ortho)
}
