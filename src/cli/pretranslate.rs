//! `yeksan pretranslate`: a document filled from the memory.

use super::context::Context;
use super::failure::Failure;
use super::languages::Languages;
use super::outcome::Outcome;
use super::search::pair_of;
use crate::pipeline::{self, Filled, SearchOptions, Searcher};
use crate::report::{place_label, printable};
use crate::store::Access;
use clap::Args;
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

/// Fill a document with what was translated before
///
/// Writes a copy in the same format: segments with a match of --min or more become its translation, everything else stays
/// byte for byte. In XLIFF only units without a target are filled, and marked for review. Says on stdout, segment by
/// segment, how near the match is and where it stands.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  yeksan pretranslate release.en.md --out release.draft.md
  yeksan pretranslate job.xlf --out job.filled.xlf --min 95
  yeksan pretranslate page.html --dry-run                  only say what would be filled")]
pub(super) struct Pretranslate {
    /// A document (txt, md, html, xliff)
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The file to write; it must not be there yet
    #[arg(short, long, value_name = "FILE", required_unless_present = "dry_run")]
    out: Option<PathBuf>,
    /// The least score, 50 to 101
    #[arg(long, value_name = "PER CENT", default_value = "75", value_parser = clap::value_parser!(u8).range(50..=101))]
    min: u8,
    /// Take matches from units of this file only
    #[arg(long, value_name = "FILE")]
    origin: Option<String>,
    #[command(flatten)]
    languages: Languages,
    /// Write no file
    #[arg(short = 'n', long)]
    dry_run: bool,
}

impl Pretranslate {
    pub(super) fn run(self, context: &Context) -> Result<Outcome, Failure> {
        if let Some(out) = self.out.as_ref().filter(|out| out.exists()) {
            return Err(Failure::new(format!("{} is there already", out.display()))
                .hint("nothing is overwritten: give another --out"));
        }
        let store = context.store(Access::Read)?;
        let (source, target) = pair_of(&store, &self.languages.wanted(context), context)?;
        let origin =
            self.origin.as_deref().map(|name| pipeline::known_origin(&store, name, false)).transpose()?;
        let mut searcher = Searcher::open(&store, (&source, &target), Some(store.path()), &context.watch())?;
        let options = SearchOptions {
            min: self.min,
            limit: 16,
            penalties: context.config.search.penalties,
            origin,
            context: None,
        };
        let text = context.text(None)?;
        let done = pipeline::pretranslate(&self.file, &text, &mut searcher, &options, &context.watch())?;
        if let Some(out) = self.out.as_ref().filter(|_| !self.dry_run) {
            pipeline::write_whole(out, &done.bytes)?;
        }
        let mut out = BufWriter::new(io::stdout().lock());
        for segment in &done.segments {
            line(&mut out, segment)?;
        }
        out.flush()?;
        let filled = done.segments.iter().filter(|s| s.from.is_some() && s.left.is_none()).count();
        let left = done.segments.iter().filter(|s| s.left.is_some()).count();
        let all = done.segments.len();
        context.say(&format!(
            "{all} segments · {filled} filled · {left} left for their markup · {} without a match",
            all - filled - left
        ));
        Ok(Outcome::Fine)
    }
}

/// Number, score, where the match stands, the text; a segment without a match has `-` for both.
fn line(out: &mut impl Write, segment: &Filled) -> Result<(), Failure> {
    let (score, place) = match (&segment.from, segment.left) {
        (Some(found), None) => (found.percent.to_string(), place_label(&found.unit)),
        (Some(found), Some(why)) => (format!("({})", found.percent), why.to_owned()),
        (None, _) => ("-".to_owned(), "-".to_owned()),
    };
    let flat = |text: &str| printable(text).replace('\t', " ");
    writeln!(out, "{}\t{score}\t{}\t{}", segment.number, flat(&place), flat(&segment.text))?;
    Ok(())
}
