//! A word translation table: learnt from aligned sentences (IBM Model 1), read from a dictionary, or both.
//!
//! Words are known by their [`stems`]. The aligner starts from a lexicon when it has one and teaches a new one; the
//! name finder asks it which words translate each other.

mod model1;
mod stems;
mod table;
mod vocabulary;

use crate::model::Lang;
pub(crate) use model1::{Corpus, SENTENCE_WORDS, Training, train};
pub use stems::{Stem, stem_spans, stems};
pub(crate) use table::Table;
pub(crate) use vocabulary::Vocabulary;

/// One pair of words of a lexicon.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Stem of the source language.
    pub source: String,
    /// Stem of the target language.
    pub target: String,
    /// How likely the source word is translated by the target word, 0..=1.
    pub forward: f32,
    /// How likely the target word translates the source word, 0..=1.
    pub backward: f32,
    /// How often the two were seen as translations of each other (expected count); 0 from a dictionary.
    pub count: f32,
}

/// Which word is translated by which, in both directions.
///
/// ```
/// use yeksan::lexicon::Lexicon;
/// let pairs = [
///     (vec!["red", "house"], vec!["خانه", "سرخ"]),
///     (vec!["red", "book"], vec!["کتاب", "سرخ"]),
///     (vec!["house"], vec!["خانه"]),
///     (vec!["book"], vec!["کتاب"]),
/// ];
/// let lexicon = Lexicon::train(&pairs, 5, None);
/// assert!(lexicon.forward("house", "خانه") > lexicon.forward("house", "سرخ"));
/// ```
#[derive(Debug, Clone, Default)]
pub struct Lexicon {
    source: Vocabulary,
    target: Vocabulary,
    forward: Table,
    backward: Table,
}

impl Lexicon {
    /// Learns a lexicon from sentence pairs, given as stems of both sides.
    ///
    /// `prior` is a lexicon to start from; its words stay in the result. Linear in the number of word pairs that share
    /// a sentence pair; of a sentence the first 400 stems are read. The result depends on the pairs and their order
    /// only.
    pub fn train<S: AsRef<str> + Sync>(
        pairs: &[(Vec<S>, Vec<S>)],
        iterations: usize,
        prior: Option<&Lexicon>,
    ) -> Lexicon {
        Lexicon::train_until(pairs, iterations, prior, &|| false).unwrap_or_default()
    }

    /// Learns as [`train`](Lexicon::train) does; `None` when `stopped` became true.
    pub(crate) fn train_until<S: AsRef<str> + Sync>(
        pairs: &[(Vec<S>, Vec<S>)],
        iterations: usize,
        prior: Option<&Lexicon>,
        stopped: &(dyn Fn() -> bool + Sync),
    ) -> Option<Lexicon> {
        Lexicon::train_streamed(pairs.iter().map(|(left, right)| (left, right)), iterations, prior, stopped)
    }

    /// Learns as [`train_until`](Lexicon::train_until) does, from pairs that are made one by one: a text costs four bytes
    /// a word then, where stems as strings cost fifty.
    pub(crate) fn train_streamed<T>(
        pairs: impl IntoIterator<Item = (T, T)>,
        iterations: usize,
        prior: Option<&Lexicon>,
        stopped: &(dyn Fn() -> bool + Sync),
    ) -> Option<Lexicon>
    where
        T: IntoIterator,
        T::Item: AsRef<str>,
    {
        let (mut source, mut target) = match prior {
            Some(prior) => (prior.source.clone(), prior.target.clone()),
            None => Default::default(),
        };
        let (mut from, mut to) = (Corpus::default(), Corpus::default());
        for (left, right) in pairs {
            from.push(left.into_iter().map(|w| source.intern(w.as_ref())));
            to.push(right.into_iter().map(|w| target.intern(w.as_ref())));
        }
        let weights = vec![1.0; from.len()];
        let training = Training { iterations, ..Training::default() };
        let sizes = (source.len(), target.len());
        let (forward, backward) = rayon::join(
            || train(&from, &to, &weights, sizes, prior.map(|p| &p.forward), training, stopped),
            || train(&to, &from, &weights, (sizes.1, sizes.0), prior.map(|p| &p.backward), training, stopped),
        );
        Some(Lexicon { source, target, forward: forward?, backward: backward? })
    }

    /// Returns the lexicon of a dictionary: each source phrase with its translations, as running text.
    ///
    /// Only entries of one word on both sides count as they are; of longer ones each word may translate each word of
    /// the other side, with the less weight the longer they are.
    pub fn from_words<'a>(
        words: impl IntoIterator<Item = (&'a str, Vec<&'a str>)>,
        source_lang: &Lang,
        target_lang: &Lang,
    ) -> Lexicon {
        let rows =
            words.into_iter().flat_map(|(phrase, all)| all.into_iter().map(move |one| (phrase, one, 1.0)));
        Lexicon::from_weighted(rows, source_lang, target_lang)
    }

    /// Returns the lexicon of a dictionary as [`from_words`](Lexicon::from_words) does, of rows of a phrase, one translation
    /// and its weight, above 0 and up to 1.
    pub fn from_weighted<'a>(
        rows: impl IntoIterator<Item = (&'a str, &'a str, f32)>,
        source_lang: &Lang,
        target_lang: &Lang,
    ) -> Lexicon {
        let (mut source, mut target) = (Vocabulary::default(), Vocabulary::default());
        let mut cells: Vec<(u32, u32, f32)> = Vec::new();
        for (phrase, translation, weight) in rows {
            let from: Vec<u32> = stems(phrase, source_lang).iter().map(|w| source.intern(w)).collect();
            let to: Vec<u32> = stems(translation, target_lang).iter().map(|w| target.intern(w)).collect();
            let weight = weight / (from.len() * to.len()).max(1) as f32;
            cells.extend(from.iter().flat_map(|&s| to.iter().map(move |&t| (s, t, weight))));
        }
        let turned = cells.iter().map(|&(s, t, w)| (t, s, w)).collect();
        let forward = shares(source.len(), cells);
        let backward = shares(target.len(), turned);
        Lexicon { source, target, forward, backward }
    }

    /// Returns a lexicon from its stored [`entries`](Lexicon::entries), in any order.
    pub fn from_entries(entries: impl IntoIterator<Item = Entry>) -> Lexicon {
        let (mut source, mut target) = (Vocabulary::default(), Vocabulary::default());
        let (mut forward, mut backward) = (Vec::new(), Vec::new());
        let (mut seen_source, mut seen_target) = (Vec::new(), Vec::new());
        let note = |seen: &mut Vec<f32>, id: u32, value: f32| {
            let at = id as usize;
            if seen.len() <= at {
                seen.resize(at + 1, 0.0);
            }
            seen[at] = seen[at].max(value);
        };
        for entry in entries {
            let (s, t) = (source.intern(&entry.source), target.intern(&entry.target));
            note(&mut seen_source, s, 0.0);
            note(&mut seen_target, t, 0.0);
            if entry.forward > 0.0 {
                forward.push((s, t, entry.forward));
                note(&mut seen_source, s, entry.count / entry.forward);
            }
            if entry.backward > 0.0 {
                backward.push((t, s, entry.backward));
                note(&mut seen_target, t, entry.count / entry.backward);
            }
        }
        let forward = Table::from_cells(source.len(), forward, &seen_source);
        let backward = Table::from_cells(target.len(), backward, &seen_target);
        Lexicon { source, target, forward, backward }
    }

    /// Returns every pair of words with its probabilities, sorted by source and then target.
    pub fn entries(&self) -> Vec<Entry> {
        let mut out = Vec::with_capacity(self.forward.cells() + self.backward.cells());
        for s in 0..self.forward.rows() as u32 {
            let (columns, values) = self.forward.row(s);
            for (&t, &forward) in columns.iter().zip(values) {
                out.push(self.entry(s, t, forward, self.backward.get(t, s)));
            }
        }
        for t in 0..self.backward.rows() as u32 {
            let (columns, values) = self.backward.row(t);
            for (&s, &backward) in columns.iter().zip(values) {
                if self.forward.get(s, t) == 0.0 {
                    out.push(self.entry(s, t, 0.0, backward));
                }
            }
        }
        out.sort_unstable_by(|a, b| (&a.source, &a.target).cmp(&(&b.source, &b.target)));
        out
    }

    fn entry(&self, s: u32, t: u32, forward: f32, backward: f32) -> Entry {
        let count =
            if forward > 0.0 { forward * self.forward.seen(s) } else { backward * self.backward.seen(t) };
        Entry {
            source: self.source.word(s).to_owned(),
            target: self.target.word(t).to_owned(),
            forward,
            backward,
            count,
        }
    }

    /// Returns how likely the stem `source` is translated by the stem `target`, 0 when nothing is known.
    pub fn forward(&self, source: &str, target: &str) -> f32 {
        match (self.source.id(source), self.target.id(target)) {
            (Some(s), Some(t)) => self.forward.get(s, t),
            _ => 0.0,
        }
    }

    /// Returns how likely the stem `target` translates the stem `source`, 0 when nothing is known.
    pub fn backward(&self, target: &str, source: &str) -> f32 {
        match (self.source.id(source), self.target.id(target)) {
            (Some(s), Some(t)) => self.backward.get(t, s),
            _ => 0.0,
        }
    }

    /// Returns the translations of a source stem with their probabilities, the likeliest first.
    pub fn translations(&self, source: &str) -> Vec<(&str, f32)> {
        let Some(s) = self.source.id(source) else { return Vec::new() };
        let (columns, values) = self.forward.row(s);
        let mut out: Vec<(&str, f32)> =
            columns.iter().zip(values).map(|(&t, &v)| (self.target.word(t), v)).collect();
        out.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(b.0)));
        out
    }

    /// Returns how many pairs of words the lexicon knows from source to target.
    pub fn len(&self) -> usize {
        self.forward.cells()
    }

    /// Returns whether the lexicon knows nothing.
    pub fn is_empty(&self) -> bool {
        self.forward.cells() == 0 && self.backward.cells() == 0
    }

    /// Returns the lexicon of the other direction.
    pub fn turned(&self) -> Lexicon {
        Lexicon {
            source: self.target.clone(),
            target: self.source.clone(),
            forward: self.backward.clone(),
            backward: self.forward.clone(),
        }
    }

    /// Returns both lexicons as one; a word both know gets the mean of the two, weighted by how often each saw it.
    pub fn merge(&self, other: &Lexicon) -> Lexicon {
        let (mut source, mut target) = (self.source.clone(), self.target.clone());
        for id in 0..other.source.len() as u32 {
            source.intern(other.source.word(id));
        }
        for id in 0..other.target.len() as u32 {
            target.intern(other.target.word(id));
        }
        let (own, foreign) = (self.onto(&source, &target), other.onto(&source, &target));
        let forward = mean(&own.0, &foreign.0);
        let backward = mean(&own.1, &foreign.1);
        Lexicon { source, target, forward, backward }
    }

    /// Returns the two tables in the numbers of other vocabularies; words they do not hold are left out.
    pub(crate) fn onto(&self, source: &Vocabulary, target: &Vocabulary) -> (Table, Table) {
        let to_source: Vec<Option<u32>> =
            (0..self.source.len() as u32).map(|id| source.id(self.source.word(id))).collect();
        let to_target: Vec<Option<u32>> =
            (0..self.target.len() as u32).map(|id| target.id(self.target.word(id))).collect();
        (
            renumber(&self.forward, &to_source, &to_target, source.len()),
            renumber(&self.backward, &to_target, &to_source, target.len()),
        )
    }

    /// Returns a lexicon of tables over these vocabularies.
    pub(crate) fn from_tables(
        source: Vocabulary,
        target: Vocabulary,
        forward: Table,
        backward: Table,
    ) -> Lexicon {
        Lexicon { source, target, forward, backward }
    }
}

/// Returns a table whose rows share out their weights, a little less than one in all: no dictionary is complete.
fn shares(rows: usize, cells: Vec<(u32, u32, f32)>) -> Table {
    const COMPLETE: f32 = 0.8;
    let table = Table::from_cells(rows, cells, &[]);
    let mut out = Table::default();
    for row in 0..rows as u32 {
        let (columns, values) = table.row(row);
        let whole: f32 = values.iter().sum::<f32>().max(1.0);
        out.push_row(columns.iter().copied().zip(values.iter().map(|v| v / whole * COMPLETE)), 0.0);
    }
    out
}

fn renumber(table: &Table, rows: &[Option<u32>], columns: &[Option<u32>], len: usize) -> Table {
    let mut cells = Vec::new();
    let mut seen = vec![0.0; len];
    for (old, new) in rows.iter().enumerate() {
        let Some(new) = *new else { continue };
        seen[new as usize] = table.seen(old as u32);
        let (old_columns, values) = table.row(old as u32);
        cells.extend(
            old_columns.iter().zip(values).filter_map(|(&c, &v)| columns[c as usize].map(|c| (new, c, v))),
        );
    }
    Table::from_cells(len, cells, &seen)
}

fn mean(own: &Table, foreign: &Table) -> Table {
    /// What a row that was never counted (of a dictionary) weighs.
    const UNSEEN: f32 = 3.0;
    let mut out = Table::default();
    for row in 0..own.rows() as u32 {
        let (a, b) = (own.row(row), foreign.row(row));
        let weight = |table: &Table, empty: bool| {
            if empty { 0.0 } else { table.seen(row).max(UNSEEN) }
        };
        let (wa, wb) = (weight(own, a.0.is_empty()), weight(foreign, b.0.is_empty()));
        let whole = (wa + wb).max(f32::MIN_POSITIVE);
        let mut columns: Vec<u32> = a.0.iter().chain(b.0).copied().collect();
        columns.sort_unstable();
        columns.dedup();
        out.push_row(
            columns.into_iter().map(|c| (c, (wa * own.get(row, c) + wb * foreign.get(row, c)) / whole)),
            own.seen(row) + foreign.seen(row),
        );
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn learnt() -> Lexicon {
        let pairs: Vec<(Vec<&str>, Vec<&str>)> = vec![
            (vec!["the", "house", "is", "red"], vec!["خانه", "سرخ", "است"]),
            (vec!["the", "book", "is", "red"], vec!["کتاب", "سرخ", "است"]),
            (vec!["the", "book", "is", "old"], vec!["کتاب", "کهنه", "است"]),
            (vec!["old", "house"], vec!["خانه", "کهنه"]),
            (vec!["book"], vec!["کتاب"]),
        ];
        Lexicon::train(&pairs, 6, None)
    }

    #[test]
    fn learns_both_directions() {
        let lexicon = learnt();
        assert!(lexicon.forward("book", "کتاب") > 0.5, "{:?}", lexicon.translations("book"));
        assert!(lexicon.backward("کتاب", "book") > 0.5);
        assert_eq!(lexicon.forward("book", "دریا"), 0.0);
        assert_eq!(lexicon.translations("book")[0].0, "کتاب");
        assert!(lexicon.translations("sea").is_empty());
    }

    #[test]
    fn entries_are_sorted_and_come_back() {
        let lexicon = learnt();
        let entries = lexicon.entries();
        assert!(entries.windows(2).all(|w| (&w[0].source, &w[0].target) < (&w[1].source, &w[1].target)));
        let again = Lexicon::from_entries(entries.clone());
        assert_eq!(again.forward("house", "خانه"), lexicon.forward("house", "خانه"));
        assert_eq!(again.entries().len(), entries.len());
    }

    #[test]
    fn a_dictionary_is_a_prior() {
        let words =
            [("sea", vec!["دریا"]), ("book", vec!["کتاب", "نامه"]), ("prime minister", vec!["نخست‌وزیر"])];
        let dictionary = Lexicon::from_words(words, &Lang::new("en"), &Lang::new("fa"));
        assert!(dictionary.forward("sea", "دریا") > dictionary.forward("book", "کتاب"));
        let pairs = [(vec!["sea", "storm"], vec!["دریا", "توفان"])];
        let lexicon = Lexicon::train(&pairs, 4, Some(&dictionary));
        assert!(lexicon.forward("sea", "دریا") > 0.6);
        assert!(lexicon.forward("book", "کتاب") > 0.2, "the prior's words stay");
    }

    #[test]
    fn merging_keeps_what_either_knows() {
        let words = [("sea", vec!["دریا"])];
        let dictionary = Lexicon::from_words(words, &Lang::new("en"), &Lang::new("fa"));
        let both = learnt().merge(&dictionary);
        assert_eq!(both.forward("sea", "دریا"), dictionary.forward("sea", "دریا"));
        assert!(both.forward("book", "کتاب") > 0.5);
        assert!(Lexicon::default().merge(&Lexicon::default()).is_empty());
    }
}
