//! `yeksan demo`: the main job on a sample that comes with the program.

use super::check::Selection;
use super::context::Context;
use super::failure::Failure;
use super::findings::{Format, show};
use super::outcome::Outcome;
use super::run::{job, open_job};
use crate::model::Lang;
use crate::pipeline::{AlignOptions, PairFiles, RunOptions, Wanted};
use crate::store::Durability;
use clap::Args;
use std::fs;
use std::path::PathBuf;

const SOURCE: &str = include_str!("../../tests/cases/press-statement/source.en.txt");
const TARGET: &str = include_str!("../../tests/cases/press-statement/target.fa.txt");

/// Run the main job on a sample that comes with the program
///
/// Writes an English press statement and its Persian translation, in which names and titles were rendered
/// inconsistently on purpose, aligns and checks them, and says what to try next. Needs no network.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  yeksan demo
  yeksan demo --out /tmp/look
  yeksan demo --format json")]
pub(super) struct Demo {
    /// The folder to write to
    #[arg(short, long, value_name = "DIR", default_value = "yeksan-demo")]
    out: PathBuf,
    /// How findings are written to stdout
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
}

impl Demo {
    pub(super) fn run(self, context: &Context) -> Result<Outcome, Failure> {
        let mut store = open_job(&self.out, context)?;
        let write = |name: &str, text: &str| {
            let path = self.out.join(name);
            fs::write(&path, text).map_err(|e| Failure::new(format!("{}: {e}", path.display())))?;
            Ok::<PathBuf, Failure>(path)
        };
        let files = PairFiles {
            source: write("statement.en.txt", SOURCE)?,
            target: write("statement.fa.txt", TARGET)?,
            id: "demo".to_owned(),
        };
        let wanted = Wanted { source: Some(Lang::new("en")), target: Some(Lang::new("fa")) };
        let options = RunOptions {
            align: AlignOptions { wanted, text: context.text(None)?, ..AlignOptions::default() },
            check: Selection::default().options(context)?,
            min_score: 0.0,
            step: context.step(Durability::Bulk),
        };
        let outcome = job(&files, &mut store, &self.out, &options, context)?;
        let languages = (&outcome.pair.languages.source, &outcome.pair.languages.target);
        show(&outcome.checked, &outcome.units, languages, (self.format, None, false), context)?;
        let out = self.out.display();
        let next = [
            format!("open {out}/report.html"),
            format!("yeksan --db {out}/memory.db names"),
            "yeksan check --explain name-variant".to_owned(),
            "yeksan run YOUR.en.txt YOUR.fa.txt --out job1".to_owned(),
        ];
        context.say("What to try next:");
        for line in next {
            context.say(&format!("  {line}"));
        }
        Ok(Outcome::Fine)
    }
}
