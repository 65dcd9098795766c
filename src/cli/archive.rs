//! Options and the table of `yeksan align` on folders.

use super::context::Context;
use super::failure::Failure;
use super::outcome::Outcome;
use crate::pipeline::{self, Plan, Wanted};
use crate::report::printable;
use clap::{Args, ValueEnum};
use std::io::{self, Write};
use std::path::PathBuf;

/// What files are paired by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum PairBy {
    /// Names, days and content together.
    Auto,
    /// Names only.
    Name,
    /// The day in the name only.
    Date,
    /// Content only.
    Content,
}

/// How the table is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// One pair a line, to be read.
    Text,
    /// What --pairs reads: source, target, id, reason, score; files that are left out stand in comments.
    Tsv,
    /// One object.
    Json,
}

/// How an archive is paired and gone through.
#[derive(Debug, Args)]
pub(super) struct Archive {
    /// Show which file goes with which and why, and align nothing
    #[arg(long)]
    pub(super) plan: bool,
    /// How --plan is written
    #[arg(long, value_name = "FORMAT", default_value = "text", requires = "plan")]
    format: Format,
    /// Pair the files of folders by this
    #[arg(long, value_name = "WHAT", default_value = "auto")]
    pair_by: PairBy,
    /// Go on where a stopped job stopped; so does every job with a store
    #[arg(long, conflicts_with_all = ["no_store", "realign"])]
    resume: bool,
    /// Threads [default: all]
    #[arg(long, value_name = "N")]
    jobs: Option<usize>,
    /// Stop at the first pair that fails
    #[arg(long)]
    pub(super) fail_fast: bool,
}

impl Archive {
    /// Takes the number of threads that was asked for.
    pub(super) fn take_jobs(&self) -> Result<(), Failure> {
        let Some(jobs) = self.jobs else { return Ok(()) };
        if jobs == 0 {
            return Err(Failure::new("--jobs 0: at least one is needed"));
        }
        rayon::ThreadPoolBuilder::new()
            .num_threads(jobs)
            .build_global()
            .map_err(|e| Failure::new(format!("--jobs {jobs}: {e}")))
    }

    /// Pairs the files of one folder, or of a source and a target folder.
    pub(super) fn plan(
        &self,
        folders: &[PathBuf],
        wanted: &Wanted,
        context: &Context,
    ) -> Result<Plan, Failure> {
        let by = match self.pair_by {
            PairBy::Auto => pipeline::PairBy::Auto,
            PairBy::Name => pipeline::PairBy::Name,
            PairBy::Date => pipeline::PairBy::Date,
            PairBy::Content => pipeline::PairBy::Content,
        };
        let plan = pipeline::plan(folders, wanted, by, None, &context.watch())?;
        if plan.pairs.is_empty() {
            return Err(Failure::new(format!(
                "no pair was found: {} files without a counterpart, {} that cannot be used",
                plan.orphans.len(),
                plan.failed.len()
            ))
            .hint("--pairs FILE takes your own list"));
        }
        Ok(plan)
    }

    /// Writes the table.
    pub(super) fn show(&self, plan: &Plan) -> Result<Outcome, Failure> {
        let mut out = io::stdout().lock();
        match self.format {
            Format::Json => {
                let pairs: Vec<_> = plan
                    .pairs
                    .iter()
                    .map(|p| {
                        serde_json::json!({
                            "source": p.files.source, "target": p.files.target, "id": p.files.id,
                            "reason": p.reason, "score": p.score,
                        })
                    })
                    .collect();
                let failed: Vec<_> = plan
                    .failed
                    .iter()
                    .map(|(path, error)| serde_json::json!({ "file": path, "error": error.to_string() }))
                    .collect();
                let whole = serde_json::json!({
                    "schema_version": 1, "pairs": pairs, "orphans": plan.orphans, "failed": failed,
                });
                writeln!(out, "{whole:#}")?;
            }
            Format::Tsv => {
                for p in &plan.pairs {
                    let (source, target) = (p.files.source.display(), p.files.target.display());
                    writeln!(out, "{source}\t{target}\t{}\t{}\t{:.2}", p.files.id, p.reason, p.score)?;
                }
                for path in &plan.orphans {
                    writeln!(out, "# no counterpart\t{}", path.display())?;
                }
                for (path, error) in &plan.failed {
                    writeln!(out, "# failed\t{}\t{error}", path.display())?;
                }
            }
            Format::Text => {
                for p in &plan.pairs {
                    let names = format!("{}  ↔  {}", p.files.source.display(), p.files.target.display());
                    writeln!(out, "{:.2}  {:<14} {}", p.score, p.reason, printable(&names))?;
                }
                for path in &plan.orphans {
                    writeln!(out, "lone  no counterpart  {}", printable(&path.display().to_string()))?;
                }
                for (_, error) in &plan.failed {
                    writeln!(out, "FAIL  {}", printable(&error.to_string()))?;
                }
            }
        }
        Ok(if plan.failed.is_empty() { Outcome::Fine } else { Outcome::Partly })
    }

    /// Names the files that are in no pair, on stdout or else on stderr, and returns how many of them could not be used
    /// and how many have no counterpart.
    pub(super) fn name_lost(
        &self,
        plan: &Plan,
        to_stdout: bool,
        context: &Context,
    ) -> Result<(usize, usize), Failure> {
        if let (true, Some((_, error))) = (self.fail_fast, plan.failed.first()) {
            return Err(Failure::new(error.to_string()));
        }
        let failed = plan.failed.iter().map(|(_, error)| error.to_string());
        let lone = plan.orphans.iter().map(|path| format!("{}: no counterpart", path.display()));
        let mut out = io::stdout().lock();
        for reason in failed.chain(lone) {
            if to_stdout {
                writeln!(out, "FAIL {}", printable(&reason))?;
            } else {
                context.error(&reason);
            }
        }
        context.say(&format!(
            "{} pairs · {} files without a counterpart · {} that cannot be used",
            plan.pairs.len(),
            plan.orphans.len(),
            plan.failed.len()
        ));
        Ok((plan.failed.len(), plan.orphans.len()))
    }
}
