//! `yeksan align`: pairs of documents → units in the store, beads or TMX.

use super::archive::Archive;
use super::beads::Beads;
use super::context::Context;
use super::export::Skip;
use super::failure::Failure;
use super::languages::{Languages, score};
use super::outcome::Outcome;
use crate::pipeline::{self, AlignOptions, Aligned, DictionaryRow, Output, PairFiles, Taught};
use crate::store::{Access, Durability};
use clap::Args;
use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

/// Align documents with their translations, one pair or an archive
///
/// Folders are an archive: its files are paired by their names (numbers, days in two calendars, marks of languages) and by their
/// content where names fail, and each pair is aligned; files without a counterpart, broken ones and those in another language are
/// named. --plan shows the pairs first.
///
/// Prints one line a pair: how sure the aligner is of the whole, how many beads, how many doubtful. Pairs that do not
/// look like translations of each other are not stored. All pairs of a list teach one lexicon unless --solo. A pair that
/// the store has already, with neither text changed, is not aligned anew: a stopped job goes on where it stopped.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  yeksan align release.en.txt release.fa.txt             stores the pairs
  yeksan align archive/en archive/fa                     pairs the files itself; --plan shows how
  yeksan align --pairs pairs.tsv                         source path, tab, target path, tab, id
  yeksan align a.txt b.txt -s en -t fa --no-store -o out.tmx
  yeksan align --pairs pairs.tsv --segmented --no-store --beads DIR
  yeksan align --show release.en.txt release.fa.txt      its beads, doubt first
  yeksan align --edit release.en.txt release.fa.txt > beads.tsv
  yeksan align --apply beads.tsv                         confirms them; --realign goes round them")]
pub(super) struct Align {
    /// A document and its translation; or one folder, or one folder a language
    #[arg(value_name = "PATH", num_args = 0..=2, required_unless_present_any = ["pairs", "apply"], conflicts_with = "pairs")]
    files: Vec<PathBuf>,
    /// A list of pairs: source path, target path, id; tab-separated
    #[arg(long, value_name = "FILE")]
    pairs: Option<PathBuf>,
    #[command(flatten)]
    archive: Archive,
    #[command(flatten)]
    correct: Beads,
    #[command(flatten)]
    languages: Languages,
    /// Every line of a file is a segment: keep them
    #[arg(long)]
    segmented: bool,
    /// Take each pair alone
    #[arg(long)]
    solo: bool,
    /// Learn from this store and not from the one that is written
    #[arg(long, value_name = "FILE")]
    memory: Option<PathBuf>,
    /// Use these words too: source, tab, target, and if wanted a tab and a weight; or `glossary`, the store's terms (with --no-store; else they count anyway)
    #[arg(long, value_name = "FILE|glossary")]
    dict: Option<PathBuf>,
    /// Leave out the word lexicon that ships
    #[arg(long)]
    no_tables: bool,
    /// Align pairs anew whose texts have not changed since they were stored; confirmed beads stay
    #[arg(long)]
    realign: bool,
    /// Do not store anything
    #[arg(long)]
    no_store: bool,
    /// Write the beads of each pair to DIR/<id>.tsv
    #[arg(long, value_name = "DIR")]
    beads: Option<PathBuf>,
    /// Write the units as TMX; `-` is stdout, which then says nothing else
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Leave out of --output what three or more of the pairs repeat: notes about the company, contact blocks, navigation
    #[arg(long, value_name = "KIND", requires = "output")]
    skip: Option<Skip>,
    /// Write only beads of one segment a side to --output and --beads
    #[arg(long)]
    one_to_one: bool,
    /// Write the segments that stayed without a counterpart: id of the pair, side, number, text; tab-separated
    #[arg(long, value_name = "FILE")]
    unaligned: Option<PathBuf>,
    /// Below this confidence of a pair nothing is stored
    #[arg(long, value_name = "0..1", default_value_t = 0.3, value_parser = score)]
    min_score: f64,
}

impl Align {
    pub(super) fn run(self, context: &Context) -> Result<Outcome, Failure> {
        self.archive.take_jobs()?;
        if let Some(table) = &self.correct.apply {
            return self.correct.apply(table, context);
        }
        if self.correct.show {
            return self.correct.show(&self.files, context);
        }
        let mut wanted = self.languages.wanted(context);
        if self.correct.edit {
            let options = AlignOptions {
                wanted,
                text: context.text(None)?,
                segmented: self.segmented,
                ..AlignOptions::default()
            };
            return self.correct.edit(&self.files, options, context);
        }
        let tmx_to_stdout = self.output.as_ref().is_some_and(|path| path.as_os_str() == "-");
        let (mut lost, mut lone) = (0, 0);
        let pairs = match (&self.pairs, self.files.as_slice()) {
            (Some(list), _) => pipeline::read_pairs(list)?,
            (None, folders) if folders.iter().all(|f| f.is_dir()) => {
                let plan = self.archive.plan(folders, &wanted, context)?;
                if let Some((source, target)) = &plan.languages {
                    wanted = pipeline::Wanted { source: Some(source.clone()), target: Some(target.clone()) };
                }
                if self.archive.plan {
                    return self.archive.show(&plan);
                }
                (lost, lone) = self.archive.name_lost(&plan, !tmx_to_stdout, context)?;
                plan.pairs.into_iter().map(|p| p.files).collect()
            }
            (None, [source, target]) => {
                vec![PairFiles { source: source.clone(), target: target.clone(), id: "000".to_owned() }]
            }
            _ => return Err(Failure::new("one file is no pair").hint("give a document and its translation")),
        };
        let mut store = if self.no_store { None } else { Some(context.store(Access::Create)?) };
        let mut options = AlignOptions {
            wanted,
            text: context.text(None)?,
            segmented: self.segmented,
            solo: self.solo,
            no_tables: self.no_tables,
            realign: self.realign,
            ..AlignOptions::default()
        };
        let watch = context.watch();
        if let Some(path) = &self.memory {
            let memory = crate::store::SqliteStore::open(path, Access::Read)?;
            options.memory = Taught::by(&memory, &options, &watch)?.with_alignments(&memory)?;
        }
        let taught = match (&store, &self.memory) {
            (Some(store), None) => Taught::by(store, &options, &watch)?,
            _ => Taught::default(),
        };
        options.dictionary = self.dictionary(context, &options.wanted)?;
        if let Some(dir) = &self.beads {
            fs::create_dir_all(dir).map_err(|e| Failure::new(format!("{}: {e}", dir.display())))?;
        }
        let step = context.step(Durability::Bulk);
        let mut out = BufWriter::new(io::stdout().lock());
        let mut tally = Tally::default();
        let single = pairs.len() == 1 && lost + lone == 0;
        let mut unaligned = String::new();

        let mut kept = Vec::new();
        // Without a store all pairs teach each other at once. With one, they go in by lots, so that what a stopped job has
        // done stays done; a lot learns from those before it through the store, and is there whole or not at all.
        let lot = if store.is_some() { pipeline::LOT } else { pairs.len().max(1) };
        for pairs in pairs.chunks(lot) {
            if let Some(store) = &store {
                let folder = pipeline::store_folder(store.path());
                options.known = pipeline::Known::of(store, &folder, pairs)?;
                options.folder = Some(folder);
                if self.memory.is_none() {
                    options.memory = taught.with_alignments(store)?;
                }
            }
            let batch = pipeline::align(pairs, &options, &watch)?;
            let mut fresh = Vec::new();
            for result in batch.pairs {
                match result {
                    Err((_, error)) if single || self.archive.fail_fast => {
                        if let Some(store) = &mut store {
                            pipeline::store_lot(store, &step, &fresh, &[])?;
                        }
                        out.flush()?;
                        return Err(error.into());
                    }
                    Err((_, error)) => {
                        tally.failed += 1;
                        if tmx_to_stdout {
                            context.error(&error.to_string());
                        } else {
                            writeln!(out, "FAIL {error}")?;
                        }
                        if let Some(hint) = error.hint() {
                            context.say(&format!("hint: {hint}"));
                        }
                    }
                    Ok(mut pair) => {
                        let sure =
                            self.min_score <= 0.0 || (pair.related && pair.confidence >= self.min_score);
                        tally.low += usize::from(!sure);
                        if !tmx_to_stdout {
                            line(&mut out, &pair, sure)?;
                        }
                        context.warn_of(&pair);
                        if self.unaligned.is_some() {
                            lone_segments(&pair, &mut unaligned);
                        }
                        if sure && store.is_some() && !pair.known {
                            fresh.push(pair.clone());
                        }
                        if self.one_to_one {
                            pair.beads.retain(|b| b.source.len() == 1 && b.target.len() == 1);
                        }
                        if let Some(dir) = &self.beads {
                            let path = dir.join(format!("{}.tsv", pair.files.id));
                            pipeline::write_whole(&path, pipeline::beads_tsv(&pair.beads).as_bytes())?;
                        }
                        if sure && self.output.is_some() {
                            kept.push(pair);
                        }
                    }
                }
                tally.total += 1;
            }
            if let Some(store) = &mut store {
                pipeline::store_lot(store, &step, &fresh, &batch.lexicons)?;
            }
            out.flush()?;
        }
        if let Some(path) = &self.unaligned {
            pipeline::write_whole(path, unaligned.as_bytes())?;
        }
        if let Some(path) = &self.output {
            let (skip, now) = (self.skip.is_some(), context.now());
            let boilerplate = if path.as_os_str() == "-" {
                let (out, boilerplate) = pipeline::write_tmx(&mut out, &kept, skip, now)?;
                out.flush()?;
                boilerplate
            } else {
                let (file, boilerplate) = pipeline::write_tmx(Output::create(path)?, &kept, skip, now)?;
                file.keep()?;
                boilerplate
            };
            if boilerplate > 0 {
                let done = if skip { "left out (--skip)" } else { "marked" };
                context.say(&format!("{}: {boilerplate} units of boilerplate {done}", path.display()));
            }
        }
        let Tally { total, low, failed } = tally;
        if total > 1 || lone + lost > 0 {
            let ok = total - low - failed;
            let pairs = if total == 1 { "pair" } else { "pairs" };
            let mut line = format!("{total} {pairs} · {ok} ok · {low} low · {failed} failed");
            for (count, what) in [(lone, "without a counterpart"), (lost, "that cannot be used")] {
                if count > 0 {
                    line += &format!(" · {count} {} {what}", if count == 1 { "file" } else { "files" });
                }
            }
            context.say(&line);
        }
        if failed == total && total > 0 {
            return Err(Failure::new("no pair could be aligned"));
        }
        Ok(if failed + low + lone + lost > 0 { Outcome::Partly } else { Outcome::Fine })
    }
}

impl Align {
    /// Returns the words that --dict brings.
    fn dictionary(
        &self,
        context: &Context,
        wanted: &pipeline::Wanted,
    ) -> Result<Vec<DictionaryRow>, Failure> {
        let Some(path) = &self.dict else { return Ok(Vec::new()) };
        if path.as_os_str() != "glossary" {
            return Ok(pipeline::read_dictionary(path)?);
        }
        let (Some(source), Some(target)) = (&wanted.source, &wanted.target) else {
            return Err(Failure::new("--dict glossary needs the languages").hint("add -s en -t fa"));
        };
        Ok(pipeline::glossary_rows(&context.store(Access::Read)?, source, target)?)
    }
}

/// Adds a line for each segment of a pair that has no counterpart; numbers are 1-based.
fn lone_segments(pair: &Aligned, out: &mut String) {
    for bead in &pair.beads {
        let (side, segments, range) = match (bead.source.is_empty(), bead.target.is_empty()) {
            (false, true) => ("source", &pair.source.segments, bead.source.clone()),
            (true, false) => ("target", &pair.target.segments, bead.target.clone()),
            _ => continue,
        };
        for at in range {
            let text = segments[at].text.replace(['\t', '\n', '\r'], " ");
            out.push_str(&format!("{}\t{side}\t{}\t{text}\n", pair.files.id, at + 1));
        }
    }
}

#[derive(Debug, Default)]
struct Tally {
    total: usize,
    low: usize,
    failed: usize,
}

fn line(out: &mut impl Write, pair: &Aligned, sure: bool) -> Result<(), Failure> {
    let full = pair.beads.iter().filter(|b| !b.source.is_empty() && !b.target.is_empty());
    let (mut beads, mut doubtful) = (0, 0);
    for bead in full {
        beads += 1;
        doubtful += usize::from(bead.confidence < 0.5);
    }
    let lone = pair.beads.len() - beads;
    let word = if pair.known {
        "same"
    } else if sure {
        "ok  "
    } else {
        "LOW "
    };
    writeln!(
        out,
        "{word} {:.2}  {beads} beads  {doubtful} doubtful  {lone} unaligned  {}  ↔  {}",
        pair.confidence, pair.source.document.name, pair.target.document.name
    )?;
    Ok(())
}
