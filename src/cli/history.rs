//! `yeksan log` and `yeksan undo`: the steps of a store.

use super::context::Context;
use super::failure::Failure;
use super::outcome::Outcome;
use crate::report::printable;
use crate::store::{Access, Durability, Store};
use clap::Args;
use std::io::{self, BufWriter, Write};

/// List the steps: who did what and when
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  yeksan log
  yeksan log --limit 5")]
pub(super) struct Log {
    /// Only the last ones
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
}

impl Log {
    pub(super) fn run(self, context: &Context) -> Result<Outcome, Failure> {
        let steps = context.store(Access::Read)?.steps()?;
        let mut out = BufWriter::new(io::stdout().lock());
        let skip = self.limit.map_or(0, |n| steps.len().saturating_sub(n));
        for step in steps.iter().skip(skip) {
            let undone = step.undone_by.map(|by| format!("  (undone by {by})")).unwrap_or_default();
            writeln!(
                out,
                "{:>5}  {}  {}  {} rows  {}{undone}",
                step.id,
                step.when,
                printable(&step.who),
                step.rows,
                printable(&step.command)
            )?;
        }
        out.flush()?;
        Ok(Outcome::Fine)
    }
}

/// Take a step back
///
/// Undoing is a step of its own and can be undone. A step that later ones built on is refused.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  yeksan undo            the last step
  yeksan undo 57")]
pub(super) struct Undo {
    /// The step's number in `yeksan log` [default: the last that stands]
    #[arg(value_name = "STEP")]
    step: Option<i64>,
}

impl Undo {
    pub(super) fn run(self, context: &Context) -> Result<Outcome, Failure> {
        let mut store = context.store(Access::Write)?;
        let steps = store.steps()?;
        let last = || steps.iter().rev().find(|s| s.undone_by.is_none() && s.undoes.is_none()).map(|s| s.id);
        let Some(step) = self.step.or_else(last) else {
            return Err(Failure::new("there is no step to undo"));
        };
        let done = store.undo(step, &context.step(Durability::Full))?;
        context.say(&format!("step {step} undone; `yeksan undo {done}` brings it back"));
        Ok(Outcome::Fine)
    }
}
