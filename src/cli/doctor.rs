//! `yeksan doctor`: whether the store is sound.

use super::context::Context;
use super::failure::Failure;
use super::outcome::Outcome;
use crate::pipeline;
use crate::report::printable;
use clap::Args;
use std::io::{self, Write};

/// Look whether the store is sound: pages, rows, keys, the glossary against itself
///
/// Reads everything and changes nothing. Exit code 1 when something is wrong.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  yeksan doctor
  yeksan --db memory.db doctor
  yeksan doctor --json")]
pub(super) struct Doctor {
    /// As JSON
    #[arg(long)]
    json: bool,
}

impl Doctor {
    pub(super) fn run(self, context: &Context) -> Result<Outcome, Failure> {
        let path = context.store_path();
        let ailments = pipeline::doctor(&path)?;
        let mut out = io::stdout().lock();
        if self.json {
            let value = serde_json::json!({"schema_version": 1, "ailments": ailments});
            writeln!(out, "{value}")?;
        } else {
            for ailment in &ailments {
                writeln!(out, "{}: {}", ailment.part, printable(&ailment.message))?;
                writeln!(out, "  {}", printable(&ailment.advice))?;
            }
            if ailments.is_empty() {
                writeln!(out, "{}: sound", printable(&path.display().to_string()))?;
            }
        }
        Ok(if ailments.is_empty() { Outcome::Fine } else { Outcome::Findings })
    }
}
