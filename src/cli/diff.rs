//! `yeksan diff`: what two memories have and have not.

use super::context::Context;
use super::failure::Failure;
use super::outcome::Outcome;
use crate::model::TranslationUnit;
use crate::pipeline;
use crate::report::printable;
use clap::{Args, ValueEnum};
use serde_json::{Value, json};
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

/// The forms of a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// A block a unit, one language a line.
    Text,
    /// One document.
    Json,
}

/// Say which units were added, removed or changed between two memories
///
/// Each may be a TMX file or a store. Their order does not count. A unit is changed when the other memory has one of the
/// same tuid or the same first text, and only one.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  yeksan diff old.tmx new.tmx
  yeksan diff yeksan.db delivery.tmx --format json
  yeksan diff a.tmx b.tmx --metadata

Exit codes: 0 the same units, 1 they differ.")]
pub(super) struct Diff {
    /// The former memory: TMX or a store
    #[arg(value_name = "A")]
    one: PathBuf,
    /// The latter memory: TMX or a store
    #[arg(value_name = "B")]
    other: PathBuf,
    /// Compare attributes, properties and notes too
    #[arg(long)]
    metadata: bool,
    /// How differences are written to stdout
    #[arg(long, value_name = "FORM", default_value = "text")]
    format: Form,
}

impl Diff {
    pub(super) fn run(self, context: &Context) -> Result<Outcome, Failure> {
        let found = pipeline::diff(&self.one, &self.other, self.metadata, &context.watch())?;
        let mut out = BufWriter::new(io::stdout().lock());
        match self.format {
            Form::Text => {
                for unit in &found.removed {
                    write_unit(&mut out, "-", unit)?;
                }
                for unit in &found.added {
                    write_unit(&mut out, "+", unit)?;
                }
                for (before, after) in &found.changed {
                    write_change(&mut out, before, after)?;
                }
            }
            Form::Json => {
                let list = |units: &[TranslationUnit]| units.iter().map(value).collect::<Vec<_>>();
                let changed: Vec<Value> = found
                    .changed
                    .iter()
                    .map(|(a, b)| json!({"before": value(a), "after": value(b)}))
                    .collect();
                let document = json!({
                    "schema_version": 1,
                    "same": found.same,
                    "added": list(&found.added),
                    "removed": list(&found.removed),
                    "changed": changed,
                });
                serde_json::to_writer_pretty(&mut out, &document).map_err(io::Error::from)?;
                writeln!(out)?;
            }
        }
        out.flush()?;
        context.say(&format!(
            "{} the same · {} added · {} removed · {} changed",
            found.same,
            found.added.len(),
            found.removed.len(),
            found.changed.len()
        ));
        Ok(if found.is_empty() { Outcome::Fine } else { Outcome::Findings })
    }
}

/// Where a unit stands, as `file:line`, or its place where lines mean nothing.
fn place(unit: &TranslationUnit) -> String {
    let origin = &unit.origin;
    match origin.line {
        0 => format!("{}: unit {}", origin.file, origin.place),
        line => format!("{}:{line}: unit {}", origin.file, origin.place),
    }
}

fn write_unit(out: &mut impl Write, sign: &str, unit: &TranslationUnit) -> io::Result<()> {
    writeln!(out, "{}", printable(&place(unit)))?;
    for variant in &unit.variants {
        writeln!(out, "{sign} {}: {}", variant.lang, printable(&variant.text))?;
    }
    Ok(())
}

/// Writes the variants that differ; those that do not are given once.
fn write_change(out: &mut impl Write, before: &TranslationUnit, after: &TranslationUnit) -> io::Result<()> {
    writeln!(out, "{}", printable(&place(after)))?;
    let same = |a: &crate::model::Variant, b: &crate::model::Variant| a.lang == b.lang && a.text == b.text;
    for old in &before.variants {
        let sign = if after.variants.iter().any(|new| same(old, new)) { " " } else { "-" };
        writeln!(out, "{sign} {}: {}", old.lang, printable(&old.text))?;
    }
    for new in after.variants.iter().filter(|new| !before.variants.iter().any(|old| same(old, new))) {
        writeln!(out, "+ {}: {}", new.lang, printable(&new.text))?;
    }
    Ok(())
}

fn value(unit: &TranslationUnit) -> Value {
    let variants: Vec<Value> =
        unit.variants.iter().map(|v| json!({"lang": v.lang, "text": v.text, "marks": v.marks})).collect();
    json!({
        "tuid": unit.tuid,
        "file": unit.origin.file,
        "place": unit.origin.place,
        "line": unit.origin.line,
        "attributes": unit.attributes,
        "annotations": unit.annotations,
        "variants": variants,
    })
}
