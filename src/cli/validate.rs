//! `yeksan validate`: what is wrong with TMX files.

use super::context::Context;
use super::failure::Failure;
use super::outcome::Outcome;
use crate::pipeline::{self, Problem};
use crate::report::printable;
use clap::{Args, ValueEnum};
use serde_json::{Value, json};
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

/// The forms of a judgement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// One problem a line, after file and line.
    Text,
    /// One document.
    Json,
}

/// Say what is wrong with TMX files
///
/// Judges files by the DTD of TMX 1.4 and the rules of its specification, and names every problem with its line and unit.
/// Import forgives most of them, and says so.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  yeksan validate client.tmx
  yeksan validate memory/*.tmx --format json
  yeksan validate delivery.tmx && echo ready to send

Exit codes: 1 when a file has problems, 2 when one cannot be read.")]
pub(super) struct Validate {
    /// TMX files, gzipped too; `-` is stdin
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// How problems are written to stdout
    #[arg(long, value_name = "FORM", default_value = "text")]
    format: Form,
}

impl Validate {
    pub(super) fn run(self, context: &Context) -> Result<Outcome, Failure> {
        let mut out = BufWriter::new(io::stdout().lock());
        let mut any = 0_u64;
        let mut documents: Vec<Value> = Vec::new();
        for path in &self.files {
            let (name, mut count, mut list) = (path.display().to_string(), 0_u64, Vec::new());
            let mut written = Ok(());
            let mut report = |problem: Problem| {
                count += 1;
                let Problem { rule, line, unit, message } = problem;
                match self.format {
                    Form::Text if written.is_ok() => {
                        let unit = unit.map(|unit| format!(" (unit {unit})")).unwrap_or_default();
                        written = writeln!(out, "{name}:{line}: {}{unit} [{rule}]", printable(&message));
                    }
                    Form::Text => {}
                    Form::Json => {
                        list.push(json!({"rule": rule, "line": line, "unit": unit, "message": message}))
                    }
                }
            };
            let units = if path.as_os_str() == "-" {
                pipeline::validate_stream(io::stdin().lock(), &mut report)?
            } else {
                pipeline::validate_tmx(path, &mut report)?
            };
            written?;
            any += count;
            context.say(&match count {
                0 => format!("{name}: {units} units, no problem"),
                count => format!("{name}: {units} units, {count} problems"),
            });
            documents.push(json!({"file": name, "units": units, "problems": list}));
        }
        if self.format == Form::Json {
            serde_json::to_writer_pretty(&mut out, &json!({"schema_version": 1, "files": documents}))
                .map_err(io::Error::from)?;
            writeln!(out)?;
        }
        out.flush()?;
        Ok(if any == 0 { Outcome::Fine } else { Outcome::Findings })
    }
}
