//! `yeksan stats`: the sizes of a store.

use super::context::Context;
use super::failure::Failure;
use super::outcome::Outcome;
use crate::pipeline::Boilerplate;
use crate::store::{Access, Store};
use clap::Args;
use std::io::{self, Write};

/// Show what a store holds
///
/// Boilerplate are occurrences of what three or more aligned documents repeat and nobody wrote for any of them.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  yeksan stats
  yeksan stats --json")]
pub(super) struct Stats {
    /// As JSON
    #[arg(long)]
    json: bool,
}

impl Stats {
    pub(super) fn run(self, context: &Context) -> Result<Outcome, Failure> {
        let store = context.store(Access::Read)?;
        let (stats, boilerplate) = (store.stats()?, Boilerplate::of(&store)?.count());
        let mut out = io::stdout().lock();
        if self.json {
            let mut value = serde_json::to_value(&stats).map_err(io::Error::from)?;
            value["schema_version"] = 1.into();
            value["boilerplate"] = boilerplate.into();
            writeln!(out, "{value}")?;
            return Ok(Outcome::Fine);
        }
        for (what, count) in [
            ("units", stats.units),
            ("occurrences", stats.occurrences),
            ("approved", stats.approved),
            ("aligned", stats.aligned),
            ("boilerplate", boilerplate as u64),
            ("files", stats.files),
            ("terms", stats.terms),
            ("steps", stats.steps),
        ] {
            writeln!(out, "{what:12} {count}")?;
        }
        for (lang, count) in &stats.languages {
            writeln!(out, "{:12} {count}", lang.as_str())?;
        }
        Ok(Outcome::Fine)
    }
}
