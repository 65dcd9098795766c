//! `yeksan dump`: everything a store holds, for other programs.

use super::context::Context;
use super::failure::Failure;
use super::outcome::Outcome;
use crate::pipeline;
use crate::store::Access;
use clap::{Args, ValueEnum};
use std::io::{self, BufWriter, Write};

/// The forms of a dump.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// One occurrence a line, whole.
    Jsonl,
    /// {"units":[{"tuid","tuvs":[{"lang","plain","full"}]}]}.
    TmxJson,
}

/// Write every occurrence as JSON, in input order
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  yeksan dump > units.jsonl
  yeksan dump --format tmx-json > units.json")]
pub(super) struct Dump {
    /// The form
    #[arg(long, value_name = "FORM", default_value = "jsonl")]
    format: Form,
}

impl Dump {
    pub(super) fn run(self, context: &Context) -> Result<Outcome, Failure> {
        let store = context.store(Access::Read)?;
        let out = BufWriter::new(io::stdout().lock());
        match self.format {
            Form::Jsonl => pipeline::dump_jsonl(&store, out)?,
            Form::TmxJson => pipeline::dump_tmx_json(&store, out)?,
        }
        .flush()?;
        Ok(Outcome::Fine)
    }
}
