//! `yeksan align`: pairs of documents → units in the store, beads or TMX.

use super::context::Context;
use super::failure::Failure;
use super::languages::{Languages, score};
use super::outcome::Outcome;
use crate::pipeline::{self, AlignOptions, Aligned, Output, PairFiles};
use crate::store::{Access, Durability};
use clap::Args;
use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

/// Align documents with their translations
///
/// Prints one line a pair: how sure the aligner is of the whole, how many beads, how many doubtful. Pairs that do not
/// look like translations of each other are not stored. All pairs of a list teach one lexicon unless --solo. A pair that
/// the store has already, with neither text changed, is not aligned anew: a stopped job goes on where it stopped.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  yeksan align release.en.txt release.fa.txt             stores the pairs
  yeksan align --pairs pairs.tsv                         source path, tab, target path, tab, id
  yeksan align a.txt b.txt -s en -t fa --no-store -o out.tmx
  yeksan align --pairs pairs.tsv --segmented --no-store --beads DIR")]
pub(super) struct Align {
    /// A document and its translation
    #[arg(value_name = "FILE", num_args = 0..=2, required_unless_present = "pairs", conflicts_with = "pairs")]
    files: Vec<PathBuf>,
    /// A list of pairs: source path, target path, id; tab-separated
    #[arg(long, value_name = "FILE")]
    pairs: Option<PathBuf>,
    #[command(flatten)]
    languages: Languages,
    /// Every line of a file is a segment: keep them
    #[arg(long)]
    segmented: bool,
    /// Take each pair alone
    #[arg(long)]
    solo: bool,
    /// Use the lexicon of this store too
    #[arg(long, value_name = "FILE")]
    memory: Option<PathBuf>,
    /// Leave out the word lexicon that ships
    #[arg(long)]
    no_tables: bool,
    /// Align pairs anew whose texts have not changed since they were stored
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
    /// Below this confidence of a pair nothing is stored
    #[arg(long, value_name = "0..1", default_value_t = 0.3, value_parser = score)]
    min_score: f64,
}

impl Align {
    pub(super) fn run(self, context: &Context) -> Result<Outcome, Failure> {
        let pairs = match (&self.pairs, self.files.as_slice()) {
            (Some(list), _) => pipeline::read_pairs(list)?,
            (None, [source, target]) => {
                vec![PairFiles { source: source.clone(), target: target.clone(), id: "000".to_owned() }]
            }
            _ => return Err(Failure::new("one file is no pair").hint("give a document and its translation")),
        };
        let mut store = if self.no_store { None } else { Some(context.store(Access::Create)?) };
        let mut options = AlignOptions {
            wanted: self.languages.wanted(context),
            segmented: self.segmented,
            solo: self.solo,
            no_tables: self.no_tables,
            ..AlignOptions::default()
        };
        if let Some(path) = &self.memory {
            let memory = crate::store::SqliteStore::open(path, Access::Read)?;
            options.memory = pipeline::memory_lexicon(&memory, &options.wanted)?;
        }
        if let Some(dir) = &self.beads {
            fs::create_dir_all(dir).map_err(|e| Failure::new(format!("{}: {e}", dir.display())))?;
        }
        let (watch, step) = (context.watch(), context.step(Durability::Bulk));
        let mut out = BufWriter::new(io::stdout().lock());
        let mut tally = Tally::default();
        let single = pairs.len() == 1;
        let tmx_to_stdout = self.output.as_ref().is_some_and(|path| path.as_os_str() == "-");
        let mut kept = Vec::new();
        // Without a store all pairs teach each other at once. With one, they go in by lots, so that what a stopped job has
        // done stays done; a lot learns from those before it through the store.
        let lot = if store.is_some() { LOT } else { pairs.len().max(1) };
        for pairs in pairs.chunks(lot) {
            if let Some(store) = &store {
                let folder = pipeline::store_folder(store.path());
                if !self.realign {
                    options.known = pipeline::Known::of(store, &folder, pairs)?;
                }
                options.folder = Some(folder);
                if self.memory.is_none() {
                    options.memory = pipeline::memory_lexicon(store, &options.wanted)?;
                }
            }
            let batch = pipeline::align(pairs, &options, &watch)?;
            for result in batch.pairs {
                match result {
                    Err((_, error)) if single => return Err(error.into()),
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
                    Ok(pair) => {
                        let sure =
                            self.min_score <= 0.0 || (pair.related && pair.confidence >= self.min_score);
                        tally.low += usize::from(!sure);
                        if !tmx_to_stdout {
                            line(&mut out, &pair, sure)?;
                        }
                        context.warn_of(&pair);
                        if let Some(dir) = &self.beads {
                            let path = dir.join(format!("{}.tsv", pair.files.id));
                            pipeline::write_whole(&path, pipeline::beads_tsv(&pair.beads).as_bytes())?;
                        }
                        if sure {
                            if let Some(store) = &mut store {
                                tally.learnt |= !pair.known;
                                pipeline::store_pair(store, &step, &pair)?;
                            }
                            if self.output.is_some() {
                                kept.push(pair);
                            }
                        }
                    }
                }
                tally.total += 1;
            }
            if let Some(store) = &mut store
                && std::mem::take(&mut tally.learnt)
            {
                for (source, target, lexicon) in &batch.lexicons {
                    pipeline::store_lexicon(store, &step, (source, target), lexicon)?;
                }
            }
            out.flush()?;
        }
        if let Some(path) = &self.output {
            if path.as_os_str() == "-" {
                pipeline::write_tmx(&mut out, &kept, context.now())?.flush()?;
            } else {
                pipeline::write_tmx(Output::create(path)?, &kept, context.now())?.keep()?;
            }
        }
        let Tally { total, low, failed, .. } = tally;
        if total > 1 {
            context
                .say(&format!("{total} pairs · {} ok · {low} low · {failed} failed", total - low - failed));
        }
        if failed == total && total > 0 {
            return Err(Failure::new("no pair could be aligned"));
        }
        Ok(if failed + low > 0 { Outcome::Partly } else { Outcome::Fine })
    }
}

/// How many pairs are aligned and stored at a time.
const LOT: usize = 256;

#[derive(Debug, Default)]
struct Tally {
    total: usize,
    low: usize,
    failed: usize,
    /// Whether the present lot brought anything new.
    learnt: bool,
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
