//! Pairs of files → aligned pairs → units in the store.

use super::error::Error;
use super::glossary::prior;
use super::known::{Known, digest, header};
use super::languages::{Settled, Wanted, settle};
use super::lone;
use super::place::stored_name;
use super::teach::{PairWords, lexicon_entries, words_for};
use super::text::{Text, TextOptions, load, load_lines};
use super::watch::{Stage, Watch};
use crate::align as stage;
use crate::lexicon::Lexicon;
use crate::model::{Bead, Lang, Mark, Origin, Segment, TranslationUnit, Variant};
use crate::store::{FileId, FileInfo, FileKind, Replaced, StepInfo, Store, Transaction};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::ops::{ControlFlow, Range};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

/// Two files that should translate each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PairFiles {
    /// The source file.
    pub source: PathBuf,
    /// The target file.
    pub target: PathBuf,
    /// A name for what is written about the pair.
    pub id: String,
}

/// A word or phrase, its translation, and how much that weighs, above 0 and up to 1.
pub type DictionaryRow = (String, String, f32);

/// How pairs are aligned.
#[derive(Debug, Clone, Default)]
pub struct AlignOptions {
    /// The languages asked for.
    pub wanted: Wanted,
    /// How files are read and cut.
    pub text: TextOptions,
    /// Whether every line of a file is a segment already.
    pub segmented: bool,
    /// Whether each pair is taken alone; otherwise all pairs teach one lexicon.
    pub solo: bool,
    /// What a memory knows beforehand ([`Taught`](super::Taught)).
    pub memory: Vec<PairWords>,
    /// Whether the word lexicon that ships is left out.
    pub no_tables: bool,
    /// Words that the user brings.
    pub dictionary: Vec<DictionaryRow>,
    /// What the store has of these pairs already; such a pair is not aligned anew, and what a person confirmed of one whose
    /// texts have changed stays where it still stands.
    pub known: Known,
    /// Whether known pairs are aligned anew all the same, around what a person confirmed.
    pub realign: bool,
    /// The folder of the store, which the names of files are relative to; `None` keeps names as given.
    pub folder: Option<PathBuf>,
}

/// An aligned pair.
#[derive(Debug, Clone)]
pub struct Aligned {
    /// The files.
    pub files: PairFiles,
    /// The languages and how they were settled.
    pub languages: Settled,
    /// The source side.
    pub source: Text,
    /// The target side.
    pub target: Text,
    /// The beads, covering every segment of both sides in order.
    pub beads: Vec<Bead>,
    /// How sure the aligner is of the whole, 0..=1.
    pub confidence: f64,
    /// Whether the two texts translate each other at all.
    pub related: bool,
    /// Whether the beads are those that the store has of this very content.
    pub known: bool,
    /// Those beads that a person confirmed, in order.
    pub pins: Vec<Bead>,
}

/// What became of a batch of pairs.
#[derive(Debug, Default)]
pub struct Batch {
    /// One result a pair, in the order given.
    pub pairs: Vec<Result<Aligned, (PairFiles, Error)>>,
    /// What the batch taught, per language pair.
    pub lexicons: Vec<(Lang, Lang, Lexicon)>,
}

/// Reads a list of pairs: source path, target path and an optional id a line, tab-separated; `#` starts a comment.
///
/// Paths are relative to the list's folder, or else to the working directory.
///
/// # Errors
///
/// A list that cannot be read, or a line without two paths.
pub fn read_pairs(list: &Path) -> Result<Vec<PairFiles>, Error> {
    let text = std::fs::read_to_string(list)
        .map_err(|e| Error::File { path: list.to_owned(), detail: e.to_string() })?;
    let folder = list.parent().unwrap_or(Path::new(""));
    let place = |name: &str| {
        let beside = folder.join(name);
        if beside.exists() { beside } else { PathBuf::from(name) }
    };
    let mut pairs = Vec::new();
    let mut ids = BTreeSet::new();
    for (number, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let mut fields = line.split('\t');
        let (Some(source), Some(target)) = (fields.next(), fields.next()) else {
            return Err(Error::Line {
                path: list.to_owned(),
                line: number + 1,
                detail: "expected source path, tab, target path".to_owned(),
            });
        };
        let id = match fields.next() {
            Some(id) if !id.trim().is_empty() => id.trim().to_owned(),
            _ => format!("{:03}", pairs.len()),
        };
        let wrong = |detail: String| Error::Line { path: list.to_owned(), line: number + 1, detail };
        // The id becomes a file's name.
        if id.contains(['/', '\\', '\0']) || id.starts_with('.') {
            return Err(wrong(format!("the id `{id}` cannot be a file's name")));
        }
        if !ids.insert(id.clone()) {
            return Err(wrong(format!("the id `{id}` stands twice")));
        }
        pairs.push(PairFiles { source: place(source), target: place(target), id });
    }
    Ok(pairs)
}

/// Reads, segments and aligns pairs of files; a pair that fails does not stop the others.
///
/// # Errors
///
/// [`Error::Stopped`] only.
pub fn align(pairs: &[PairFiles], options: &AlignOptions, watch: &Watch) -> Result<Batch, Error> {
    watch.at(Stage::Read, 0, pairs.len() as u64)?;
    let read: Vec<Result<(Text, Text, Settled), Error>> =
        pairs.par_iter().map(|p| load_pair(p, options)).collect();
    watch.at(Stage::Read, pairs.len() as u64, pairs.len() as u64)?;

    // Pairs of one language pair teach one lexicon; a batch of several language pairs is several batches.
    let key = |s: &Settled| (s.source.primary(), s.target.primary());
    let mut groups: Vec<((String, String), Vec<usize>)> = Vec::new();
    let known: Vec<Option<(Vec<Bead>, f64)>> = read
        .iter()
        .map(|r| {
            r.as_ref().ok().filter(|_| !options.realign).and_then(|(s, t, l)| options.known.beads(s, t, l))
        })
        .collect();
    let pins: Vec<(Vec<Bead>, usize)> = read
        .iter()
        .map(|r| r.as_ref().map(|(s, t, _)| options.known.pins(s, t)).unwrap_or_default())
        .collect();
    for (i, result) in read.iter().enumerate() {
        if let (Ok((_, _, settled)), None) = (result, &known[i]) {
            match groups.iter_mut().find(|(k, _)| *k == key(settled)) {
                Some((_, list)) => list.push(i),
                None => groups.push((key(settled), vec![i])),
            }
        }
    }
    let mut alignments: Vec<Option<stage::Alignment>> = (0..pairs.len()).map(|_| None).collect();
    let mut batch = Batch::default();
    for ((source, target), members) in groups {
        let (source, target) = (Lang::new(source), Lang::new(target));
        let shipped = if options.no_tables { None } else { prior(&source, &target) };
        let memory = match (words_for(&options.memory, &source, &target), shipped) {
            (Some(memory), Some(shipped)) => Some(shipped.merge(&memory)),
            (memory, shipped) => memory.or(shipped),
        };
        let memory = if options.dictionary.is_empty() {
            memory
        } else {
            let rows = options.dictionary.iter().map(|(s, t, weight)| (s.as_str(), t.as_str(), *weight));
            let brought = Lexicon::from_weighted(rows, &source, &target);
            Some(memory.map_or_else(|| brought.clone(), |memory| memory.merge(&brought)))
        };
        let segments: Vec<stage::Pair<'_>> = members
            .iter()
            .filter_map(|&i| Some((read[i].as_ref().ok()?, &pins[i].0)))
            .map(|((s, t, _), pins)| stage::Pair { source: &s.segments, target: &t.segments, pins })
            .collect();
        let stage_options = stage::Options {
            source_lang: source.clone(),
            target_lang: target.clone(),
            solo: options.solo,
            memory: memory.as_ref(),
        };
        let of: usize = segments.iter().map(stage::Pair::work).sum();
        let done = AtomicU64::new(0);
        let tell = |more: usize| {
            let more = more as u64;
            // A stop is seen by the aligner itself.
            let _ = watch.at(Stage::Align, done.fetch_add(more, Ordering::Relaxed) + more, of as u64);
        };
        let result = stage::align_batch(&segments, &stage_options, &|| watch.is_stopped(), &tell)
            .ok_or(Error::Stopped)?;
        for (i, alignment) in members.into_iter().zip(result.alignments) {
            alignments[i] = Some(alignment);
        }
        batch.lexicons.push((source, target, result.lexicon));
    }
    watch.done();
    for ((((files, result), alignment), known), (pins, lost)) in
        pairs.iter().zip(read).zip(alignments).zip(known).zip(pins)
    {
        let found = match (known, alignment) {
            (Some((beads, confidence)), _) => Some((beads, confidence, true, true)),
            (None, Some(mut a)) => {
                for bead in &mut a.beads {
                    bead.confidence = rounded(bead.confidence);
                }
                Some((a.beads, rounded(a.confidence), a.related, false))
            }
            (None, None) => None,
        };
        let lost = (lost > 0).then(|| {
            let name = files.source.display();
            format!("{name}: {lost} confirmed beads are not in the texts as they are now; they bind no more")
        });
        batch.pairs.push(match (result, found) {
            (Ok((source, target, mut languages)), Some((beads, confidence, related, known))) => Ok({
                languages.notes.extend(lost);
                Aligned {
                    files: files.clone(),
                    languages,
                    source,
                    target,
                    beads,
                    confidence,
                    related,
                    known,
                    pins,
                }
            }),
            (Err(error), _) => Err((files.clone(), error)),
            (Ok(_), None) => Err((files.clone(), Error::Stopped)),
        });
    }
    Ok(batch)
}

pub(super) fn load_pair(pair: &PairFiles, options: &AlignOptions) -> Result<(Text, Text, Settled), Error> {
    let one = |path: &Path, lang: Option<&Lang>| {
        if options.segmented { load_lines(path, lang) } else { load(path, lang, &options.text) }
    };
    if let (Ok(a), Ok(b)) = (pair.source.canonicalize(), pair.target.canonicalize())
        && a == b
    {
        return Err(Error::SameFile { path: pair.source.clone() });
    }
    let mut source = one(&pair.source, options.wanted.source.as_ref())?;
    let mut target = one(&pair.target, options.wanted.target.as_ref())?;
    let settled = settle(&options.wanted, &source, &target)?;
    if let Some(folder) = &options.folder {
        source.document.name = stored_name(folder, &pair.source);
        target.document.name = stored_name(folder, &pair.target);
    }
    source.document.lang = settled.source.clone();
    target.document.lang = settled.target.clone();
    Ok((source, target, settled))
}

/// Four decimals say all a confidence can, and are the same in the store, in TMX and in JSON.
fn rounded(confidence: f64) -> f64 {
    (confidence * 1e4).round() / 1e4 + 0.0
}

/// Returns beads as lines: source indices, target indices, confidence; tab-separated, 0-based, an empty field for none.
pub fn beads_tsv(beads: &[Bead]) -> String {
    let list = |range: &Range<usize>| range.clone().map(|i| i.to_string()).collect::<Vec<_>>().join(",");
    beads.iter().map(|b| format!("{}\t{}\t{:.4}\n", list(&b.source), list(&b.target), b.confidence)).collect()
}

/// Returns the text of consecutive segments as one variant, its marks and ranges.
fn joined(segments: &[Segment], lang: &Lang) -> (Variant, Vec<Range<usize>>) {
    // Scripts that write no spaces between words write none between sentences.
    let space =
        if matches!(lang.primary().as_str(), "zh" | "ja" | "th" | "lo" | "km" | "my") { "" } else { " " };
    let mut variant = Variant::new(lang.clone(), "");
    let mut ranges = Vec::new();
    for segment in segments {
        if !variant.text.is_empty() && !segment.text.is_empty() {
            variant.text.push_str(space);
        }
        let at = variant.text.len();
        variant.text.push_str(&segment.text);
        variant.marks.extend(segment.marks.iter().map(|m| Mark { at: m.at + at, ..m.clone() }));
        ranges.extend(segment.ranges.iter().cloned());
    }
    (variant, ranges)
}

/// Returns the units of an aligned pair: first the beads with both sides, then — past the count returned — a unit with
/// one empty side for each segment that has no partner.
pub fn units_of(pair: &Aligned) -> (Vec<TranslationUnit>, usize) {
    let (mut whole, mut lone) = (Vec::new(), Vec::new());
    let confirmed: BTreeSet<_> =
        pair.pins.iter().map(|p| (p.source.start, p.source.end, p.target.start, p.target.end)).collect();
    for (number, bead) in pair.beads.iter().enumerate() {
        let (source, source_ranges) =
            joined(&pair.source.segments[bead.source.clone()], &pair.languages.source);
        let (target, target_ranges) =
            joined(&pair.target.segments[bead.target.clone()], &pair.languages.target);
        let whole_bead = !source.text.trim().is_empty() && !target.text.trim().is_empty();
        if source.text.trim().is_empty() && target.text.trim().is_empty() {
            continue;
        }
        let origin = Origin {
            file: pair.source.document.name.clone(),
            target_file: Some(pair.target.document.name.clone()),
            place: number as u64 + 1,
            line: 0,
            source_ranges,
            target_ranges,
        };
        let unit = TranslationUnit {
            confidence: Some(bead.confidence),
            approved: confirmed.contains(&(
                bead.source.start,
                bead.source.end,
                bead.target.start,
                bead.target.end,
            )),
            ..TranslationUnit::pair(source, target, origin)
        };
        if whole_bead { whole.push(unit) } else { lone.push(unit) }
    }
    let count = whole.len();
    whole.extend(lone);
    (whole, count)
}

/// How many pairs are aligned and stored at a time: what a killed job loses at most.
pub const LOT: usize = 32;

/// Stores the units of aligned pairs and what they taught as one step: new units are added, those that went are removed,
/// those a person confirmed stay. Pairs that are known bring nothing.
///
/// All or nothing: a job that was stopped and goes on finds each lot whole or not at all, and so the same words.
///
/// # Errors
///
/// The store's; nothing is kept then.
pub fn store_lot(
    store: &mut dyn Store,
    step: &StepInfo,
    pairs: &[Aligned],
    lexicons: &[(Lang, Lang, Lexicon)],
) -> Result<Replaced, Error> {
    let mut sum = Replaced::default();
    if pairs.iter().all(|p| p.known) {
        return Ok(sum);
    }
    let mut taught = Vec::new();
    for (source, target, learnt) in lexicons {
        taught.push((source, target, lexicon_entries(store, (source, target), learnt)?));
    }
    let mut transaction = store.begin(step)?;
    for pair in pairs.iter().filter(|p| !p.known) {
        let replaced = put_pair(&mut *transaction, pair)?;
        sum.added += replaced.added;
        sum.kept += replaced.kept;
        sum.removed += replaced.removed;
        sum.overruled += replaced.overruled;
    }
    // The very beads that are there teach nothing new.
    if sum.added + sum.removed > 0 {
        for (source, target, entries) in taught {
            transaction.put_lexicon(source, target, &entries)?;
        }
    }
    transaction.commit()?;
    Ok(sum)
}

fn put_pair(transaction: &mut dyn Transaction, pair: &Aligned) -> Result<Replaced, Error> {
    let (mut units, count) = units_of(pair);
    let lone = units.split_off(count);
    let file = transaction.add_file(&file_of(pair, &lone))?;
    if file.content_changed {
        follow(transaction, file.id, &units)?;
    }
    Ok(transaction.replace_units(file.id, &units, !file.content_changed)?)
}

/// Returns what the store keeps of a pair besides its units, the units of one side among it.
pub(super) fn file_of(pair: &Aligned, lone: &[TranslationUnit]) -> FileInfo {
    let mut header = header(pair.confidence, &pair.pins);
    lone::keep(&mut header, lone);
    FileInfo {
        kind: FileKind::Aligned,
        name: pair.source.document.name.clone(),
        target: Some(pair.target.document.name.clone()),
        hash: digest(&pair.source, &pair.target),
        header: Some(header),
    }
}

/// Gives the units of a pair that a person confirmed or rewrote the places they have in its new texts; those that have
/// none stay without one.
fn follow(transaction: &mut dyn Transaction, file: FileId, units: &[TranslationUnit]) -> Result<(), Error> {
    let rewritten = transaction.rewritten_units(file)?;
    let texts = |variants: &[Variant]| variants.iter().map(|v| v.text.clone()).collect::<Vec<_>>();
    let mut held = Vec::new();
    transaction.for_each_unit_of(file, &mut |unit| {
        let came_with = unit.id.and_then(|id| rewritten.get(&id));
        if unit.approved || came_with.is_some() {
            held.push((texts(came_with.unwrap_or(&unit.variants)), came_with.is_some(), unit));
        }
        Ok(ControlFlow::Continue(()))
    })?;
    for (own, is_rewritten, mut unit) in held {
        let found = units.iter().find(|u| (u.approved || is_rewritten) && texts(&u.variants) == own);
        (unit.origin.source_ranges, unit.origin.target_ranges) = match found {
            Some(unit) => (unit.origin.source_ranges.clone(), unit.origin.target_ranges.clone()),
            None => Default::default(),
        };
        transaction.update_unit(unit.id.unwrap_or_default(), &unit)?;
    }
    Ok(())
}

/// Returns the units of a file that a person confirmed.
pub(super) fn confirmed_of(
    transaction: &dyn Transaction,
    file: FileId,
) -> Result<Vec<TranslationUnit>, Error> {
    let mut confirmed = Vec::new();
    transaction.for_each_unit_of(file, &mut |unit| {
        confirmed.extend(unit.approved.then_some(unit));
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(confirmed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn beads_are_written_with_empty_fields() {
        let bead = |source, target, confidence| Bead { source, target, cost: 0.0, confidence };
        let text = beads_tsv(&[bead(0..2, 0..1, 0.98765), bead(2..3, 1..1, 0.5), bead(3..3, 1..2, 0.25)]);
        assert_eq!(text, "0,1\t0\t0.9877\n2\t\t0.5000\n\t1\t0.2500\n");
    }

    #[test]
    fn joined_segments_keep_their_marks_in_place() {
        let mut second = Segment::bare("دو.");
        second.marks.push(Mark {
            at: 0,
            kind: crate::model::MarkKind::Ph,
            attributes: vec![],
            content: "x".into(),
        });
        let (variant, _) = joined(&[Segment::bare("یک."), second], &Lang::new("fa"));
        assert_eq!(variant.text, "یک. دو.");
        assert_eq!(variant.marks[0].at, "یک. ".len());
    }
}
