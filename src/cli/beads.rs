//! `yeksan align --show`, `--edit` and `--apply`: a person looks at beads and corrects them.

use super::context::Context;
use super::failure::Failure;
use super::outcome::Outcome;
use crate::pipeline::{self, AlignOptions, BeadTable, Known, PairFiles};
use crate::store::{Access, Durability};
use clap::Args;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// What a person does with the beads of a stored pair.
#[derive(Debug, Args)]
pub(super) struct Beads {
    /// Show the beads of a stored pair, doubt first: its two files, or one name of it
    #[arg(long, conflicts_with_all = ["pairs", "edit", "apply", "no_store"])]
    pub(super) show: bool,
    /// Write the beads of a stored pair as a table to stdout, to be changed in a spreadsheet
    #[arg(long, conflicts_with_all = ["pairs", "apply", "no_store"])]
    pub(super) edit: bool,
    /// Store the beads of a changed table as confirmed
    #[arg(long, value_name = "TABLE", conflicts_with_all = ["pairs", "files", "no_store"])]
    pub(super) apply: Option<PathBuf>,
    /// With --apply: look at the table, and keep nothing
    #[arg(short = 'n', long, requires = "apply")]
    dry_run: bool,
}

impl Beads {
    /// Lists the units of a pair: confidence, id, and each side on a line of its own.
    pub(super) fn show(&self, names: &[PathBuf], context: &Context) -> Result<Outcome, Failure> {
        let store = context.store(Access::Read)?;
        let units = pipeline::stored_pair(&store, &pipeline::store_folder(store.path()), names)?;
        let style = context.style();
        let mut out = BufWriter::new(io::stdout().lock());
        for unit in &units {
            let sure = match (unit.approved, unit.confidence) {
                (true, _) => "confirmed".to_owned(),
                (false, Some(confidence)) => format!("{confidence:.2}"),
                (false, None) => "-".to_owned(),
            };
            writeln!(out, "{sure}  #{}", unit.id.unwrap_or_default())?;
            for variant in &unit.variants {
                writeln!(out, "  {}: {}", variant.lang, style.isolated(&variant.text))?;
            }
        }
        out.flush()?;
        let doubtful = units.iter().filter(|u| !u.approved && u.confidence.is_some_and(|c| c < 0.5)).count();
        let confirmed = units.iter().filter(|u| u.approved).count();
        context.say(&format!("{} beads · {doubtful} doubtful · {confirmed} confirmed", units.len()));
        Ok(Outcome::Fine)
    }

    /// Writes the table of a pair.
    pub(super) fn edit(
        &self,
        names: &[PathBuf],
        mut options: AlignOptions,
        context: &Context,
    ) -> Result<Outcome, Failure> {
        let [source, target] = names else {
            return Err(Failure::new("--edit needs the two files of a pair"));
        };
        let files = PairFiles { source: source.clone(), target: target.clone(), id: "000".to_owned() };
        let store = context.store(Access::Read)?;
        let folder = pipeline::store_folder(store.path());
        options.known = Known::of(&store, &folder, std::slice::from_ref(&files))?;
        options.folder = Some(folder);
        let segmented = options.segmented;
        let mut batch = pipeline::align(&[files], &options, &context.watch())?;
        let pair = match batch.pairs.pop() {
            Some(Ok(pair)) => pair,
            Some(Err((_, error))) => return Err(error.into()),
            None => return Err(Failure::new("no pair was given")),
        };
        if !pair.known {
            return Err(Failure::new("the store does not have this pair as the texts are now")
                .hint("`yeksan align` with the same files and options stores it"));
        }
        io::stdout().lock().write_all(pipeline::beads_table(&pair, segmented)?.as_bytes())?;
        Ok(Outcome::Fine)
    }

    /// Stores a table.
    pub(super) fn apply(&self, table: &Path, context: &Context) -> Result<Outcome, Failure> {
        let mut store = context.store(if self.dry_run { Access::Read } else { Access::Write })?;
        let folder = pipeline::store_folder(store.path());
        let table = BeadTable::read(table, &folder, &context.text(None)?)?;
        let confirmed = format!("{} beads, {} confirmed", table.pair.beads.len(), table.pair.pins.len());
        if self.dry_run {
            context.say(&format!("{confirmed} · nothing was written (dry run)"));
            return Ok(Outcome::Fine);
        }
        let (replaced, step) = pipeline::apply_beads(&mut store, &context.step(Durability::Full), &table)?;
        let end = step.map_or("nothing was written".to_owned(), |step| format!("undo: yeksan undo {step}"));
        context.say(&format!("{confirmed} · {} new, {} removed · {end}", replaced.added, replaced.removed));
        Ok(Outcome::Fine)
    }
}
