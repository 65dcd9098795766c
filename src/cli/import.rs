//! `yeksan import`: two-language files → the store.

use super::context::Context;
use super::failure::Failure;
use super::languages::Languages;
use super::outcome::Outcome;
use crate::pipeline::{self, ImportCounts};
use crate::store::{Access, Durability, SqliteStore};
use clap::Args;
use std::path::PathBuf;

/// Import translation memories
///
/// TMX 1.1 to 1.4b (gzipped too), or two line-aligned files with --moses. One file is one transaction and one step that
/// can be undone. The same file again adds nothing. Units that are no units go to FILE.rejected.tmx with the reason.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  yeksan import old.tmx
  yeksan import memory/*.tmx
  yeksan import --moses corpus.en corpus.fa -s en -t fa")]
pub(super) struct Import {
    /// TMX files, or a source and a target file with --moses
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// Two line-aligned files: line n translates line n
    #[arg(long)]
    moses: bool,
    #[command(flatten)]
    languages: Languages,
    /// Say what would be done and change nothing
    #[arg(short = 'n', long)]
    dry_run: bool,
}

impl Import {
    pub(super) fn run(self, context: &Context) -> Result<Outcome, Failure> {
        // A dry run makes no store: it is rehearsed on one that goes when it ends.
        let rehearsal =
            (self.dry_run && !context.store_path().exists()).then(tempfile::tempdir).transpose()?;
        let mut store = match &rehearsal {
            Some(folder) => SqliteStore::open(&folder.path().join("rehearsal.db"), Access::Create)?,
            None => context.store(Access::Create)?,
        };
        let step = context.step(Durability::Bulk);
        let watch = context.watch();
        let folder = Some(pipeline::store_folder(store.path()));
        let options = pipeline::ImportOptions { dry_run: self.dry_run, folder };
        if self.moses {
            let [source, target] = self.files.as_slice() else {
                return Err(Failure::new("--moses takes two files").hint("source first, then target"));
            };
            let wanted = self.languages.wanted(context);
            let counts =
                pipeline::import_moses(&mut store, &step, (source, target), &wanted, &options, &watch)?;
            say(context, &source.display().to_string(), &counts);
            return Ok(Outcome::Fine);
        }
        let mut failed = Vec::new();
        for file in &self.files {
            match pipeline::import_tmx(&mut store, &step, file, &options, &watch) {
                Ok(counts) => say(context, &file.display().to_string(), &counts),
                Err(error) if error.is_interruption() || self.files.len() == 1 => return Err(error.into()),
                Err(error) => {
                    context.error(&error.to_string());
                    failed.push(file);
                }
            }
        }
        if failed.len() == self.files.len() {
            return Err(Failure::new("no file was imported"));
        }
        Ok(if failed.is_empty() { Outcome::Fine } else { Outcome::Partly })
    }
}

fn say(context: &Context, file: &str, counts: &ImportCounts) {
    for warning in &counts.warnings {
        context.warn(warning);
    }
    context.say(&format!(
        "{file}: {} read · {} new · {} already there · {} rejected{}",
        counts.read,
        counts.new,
        counts.there,
        counts.rejected,
        counts.rejects_file.as_ref().map(|p| format!(" → {}", p.display())).unwrap_or_default()
    ));
}
