//! The passes over a batch: align, learn words and habits from what was found, align again.

use super::confidence::{self, Judgement};
use super::evidence::{Side, Words};
use super::kinship::Kinship;
use super::model::{Model, Tally};
use super::path::Step;
use super::stretch::{self, Evidence, Way};
use super::words::Direction;
use crate::align::Pair;
use crate::lexicon::{Corpus, Lexicon, Table, Training, train};
use crate::model::{Bead, Lang};
use rayon::prelude::*;

/// How often the batch is aligned; the first time without a learnt word.
pub(crate) const PASSES: usize = 3;
/// Beads less likely than this teach no words.
pub(crate) const TEACHING: f64 = 0.3;

/// What came of one document pair.
pub(crate) struct Found {
    /// The best path, with posteriors.
    pub(crate) path: Vec<Step>,
    /// How sure its steps and the whole are.
    pub(crate) judgement: Judgement,
}

/// What came of a batch.
pub(crate) struct Outcome {
    /// By document, in the order given.
    pub(crate) found: Vec<Found>,
    /// What the batch taught.
    pub(crate) lexicon: Lexicon,
}

/// Aligns document pairs that teach each other; `None` when `stopped` became true.
pub(crate) fn align(
    pairs: &[Pair<'_>],
    langs: (&Lang, &Lang),
    memory: Option<&Lexicon>,
    stopped: &(dyn Fn() -> bool + Sync),
    done: &(dyn Fn(usize) + Sync),
) -> Option<Outcome> {
    let (mut source, mut target) = (Words::default(), Words::default());
    let documents: Vec<(Side, Side)> =
        pairs.iter().map(|p| (source.read(p.source, langs.0), target.read(p.target, langs.1))).collect();
    let kinship = Kinship::new(&source, &target, langs, memory);
    let shares = (
        background(documents.iter().map(|d| &d.0), source.vocabulary.len()),
        background(documents.iter().map(|d| &d.1), target.vocabulary.len()),
    );
    let mut model = Model::new(&documents);
    let mut tables: Option<(Table, Table)> = None;
    let mut found: Vec<Found> = Vec::new();
    for _ in 0..PASSES {
        let (forward, backward) =
            tables.as_ref().map_or((&kinship.forward, &kinship.backward), |t| (&t.0, &t.1));
        let forward = Direction { table: forward, background: &shares.1 };
        let backward = Direction { table: backward, background: &shares.0 };
        let results: Vec<Option<(Found, Tally)>> = documents
            .par_iter()
            .zip(pairs)
            .map(|(document, pair)| {
                if stopped() {
                    return None;
                }
                let result =
                    one(document, pair.pins, Evidence { forward, backward, model: &model, stopped, done })?;
                Some(result)
            })
            .collect();
        let results: Vec<(Found, Tally)> = results.into_iter().collect::<Option<_>>()?;
        let mut tally = Tally::default();
        results.iter().for_each(|r| tally.add(&r.1));
        found = results.into_iter().map(|r| r.0).collect();
        model.learn(&tally);
        let sizes = (source.vocabulary.len(), target.vocabulary.len());
        tables = Some(teach(&documents, &found, &kinship, sizes, stopped)?);
    }
    let (forward, backward) = tables.unwrap_or_default();
    let lexicon = Lexicon::from_tables(source.vocabulary, target.vocabulary, forward, backward);
    Some(Outcome { found, lexicon })
}

/// Aligns one document pair with what is known so far; `None` when it was stopped.
fn one(document: &(Side, Side), pins: &[Bead], with: Evidence<'_>) -> Option<(Found, Tally)> {
    let (source, target) = document;
    let Way { path, lead } = stretch::align(document, pins, with)?;
    let tally = Tally::of(source, target, &path);
    let known = (known(source, with.forward.table) + known(target, with.backward.table)) / 2.0;
    let mut judgement = confidence::judge(&path, (source.len(), target.len()), lead, known);
    if !pins.is_empty() {
        let mut pins = pins.iter().peekable();
        for (step, sure) in path.iter().zip(&mut judgement.steps) {
            if pins.next_if(|p| (p.source.end, p.target.end) == step.at).is_some() {
                *sure = 1.0;
            }
        }
        judgement.related = true;
    }
    Some((Found { path, judgement }, tally))
}

/// Returns the share of running words that have a translation.
fn known(side: &Side, table: &Table) -> f64 {
    let known = side.words().iter().filter(|&&w| !table.row(w).0.is_empty()).count();
    known as f64 / side.words().len().max(1) as f64
}

/// Learns both directions from the beads found; `None` when `stopped` became true.
fn teach(
    documents: &[(Side, Side)],
    found: &[Found],
    kinship: &Kinship,
    sizes: (usize, usize),
    stopped: &(dyn Fn() -> bool + Sync),
) -> Option<(Table, Table)> {
    let (mut from, mut to, mut weights) = (Corpus::default(), Corpus::default(), Vec::new());
    for ((source, target), found) in documents.iter().zip(found) {
        for step in &found.path {
            let ((i, j), (k, l)) = (step.at, step.size);
            if k > 0 && l > 0 && step.posterior >= TEACHING {
                from.push(source.words_of(i - k..i).iter().copied());
                to.push(target.words_of(j - l..j).iter().copied());
                weights.push(step.posterior as f32);
            }
        }
    }
    let training = Training::default();
    let (forward, backward) = rayon::join(
        || train(&from, &to, &weights, sizes, Some(&kinship.forward), training, stopped),
        || train(&to, &from, &weights, (sizes.1, sizes.0), Some(&kinship.backward), training, stopped),
    );
    forward.zip(backward)
}

/// Returns the share of each word in all text, as if some more text of other words had been read.
fn background<'a>(sides: impl Iterator<Item = &'a Side>, vocabulary: usize) -> Vec<f32> {
    const UNREAD: f32 = 1000.0;
    let mut counts = vec![0.3f32; vocabulary];
    let mut whole = UNREAD;
    for side in sides {
        whole += side.words().len() as f32;
        side.words().iter().for_each(|&w| counts[w as usize] += 1.0);
    }
    counts.iter_mut().for_each(|c| *c /= whole);
    counts
}
