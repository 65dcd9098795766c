//! `yeksan export`: the store → TMX.

use super::context::Context;
use super::failure::Failure;
use super::languages::{score, tag};
use super::outcome::Outcome;
use crate::model::Lang;
use crate::pipeline::{self, ExportOptions, Output};
use crate::store::{Access, Filter, Store};
use clap::Args;
use std::io::{self, BufWriter};
use std::ops::ControlFlow;
use std::path::PathBuf;

/// Export units as TMX 1.4
///
/// Every occurrence goes out as it came in, in the order it came. The file is written beside its place and renamed when
/// it is whole.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  yeksan export out.tmx
  yeksan export approved.tmx --approved-only
  yeksan export sure.tmx --min-score 0.9 -s en -t fa")]
pub(super) struct Export {
    /// The TMX file; `-` is stdout
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Only units with a variant in this language
    #[arg(short, long, value_name = "LANG", value_parser = tag)]
    source: Option<Lang>,
    /// Only units with a variant in this language too
    #[arg(short, long, value_name = "LANG", value_parser = tag)]
    target: Option<Lang>,
    /// Only units the aligner is at least this sure of
    #[arg(long, value_name = "0..1", value_parser = score)]
    min_score: Option<f64>,
    /// Only units that a person confirmed
    #[arg(long)]
    approved_only: bool,
    /// Only units of this file
    #[arg(long, value_name = "NAME")]
    origin: Option<String>,
}

impl Export {
    pub(super) fn run(self, context: &Context) -> Result<Outcome, Failure> {
        let store = context.store(Access::Read)?;
        let filter = Filter {
            file: self.origin,
            languages: self.source.into_iter().chain(self.target).collect(),
            min_confidence: self.min_score,
            approved: self.approved_only.then_some(true),
        };
        let mut any = false;
        store.for_each_unit(&filter, &mut |_| {
            any = true;
            Ok(ControlFlow::Break(()))
        })?;
        if !any {
            return Err(Failure::new("no unit passes: nothing was written")
                .hint("`yeksan stats` says what the store holds"));
        }
        let options = ExportOptions { when: context.now() };
        let watch = context.watch();
        let counts = if self.file.as_os_str() == "-" {
            pipeline::export_tmx(&store, &filter, BufWriter::new(io::stdout().lock()), &options, &watch)?.1
        } else {
            let (output, counts) =
                pipeline::export_tmx(&store, &filter, Output::create(&self.file)?, &options, &watch)?;
            output.keep()?;
            counts
        };
        for warning in &counts.warnings {
            context.warn(warning);
        }
        context.say(&format!("{} units → {}", counts.units, self.file.display()));
        Ok(Outcome::Fine)
    }
}
