//! `yeksan approve`, `edit` and `rm`: what a person does to single units.

use super::context::Context;
use super::failure::Failure;
use super::fix::{self, Format};
use super::languages::tag;
use super::outcome::Outcome;
use crate::model::{Lang, TranslationUnit};
use crate::pipeline::{self, Fixed, Side, Touched};
use crate::report::{Style, unit_label};
use crate::store::{Access, Durability, Store};
use clap::Args;
use std::io::{self, BufWriter, Read, Write};

/// Reads a unit's id, as `dump` and `names show` print it: 31 or #31.
fn id(text: &str) -> Result<i64, String> {
    let number = text.strip_prefix('#').unwrap_or(text).parse().ok().filter(|id| *id > 0);
    number.ok_or_else(|| "expected the id of a unit, such as 31".to_owned())
}

/// Which units.
#[derive(Debug, Args)]
struct Chosen {
    /// Ids of units, as `dump` and `names show` print them
    #[arg(value_name = "ID", value_parser = id, required_unless_present = "file")]
    ids: Vec<i64>,
    /// Every unit of this file, named as the store names it
    #[arg(long, value_name = "FILE", conflicts_with = "ids")]
    file: Option<String>,
    /// Show the units, and keep nothing
    #[arg(short = 'n', long)]
    dry_run: bool,
}

impl Chosen {
    fn units(&self, store: &dyn Store) -> Result<Vec<TranslationUnit>, Failure> {
        Ok(match &self.file {
            Some(file) => pipeline::units_of_file(store, file)?,
            None => pipeline::units_by_id(store, &self.ids)?,
        })
    }

    fn access(&self) -> Access {
        if self.dry_run { Access::Read } else { Access::Write }
    }
}

/// Confirm units: a person has seen that they are right
///
/// A confirmed unit stays when its documents are aligned again, and goes out as approved.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  yeksan approve 31 32
  yeksan approve --file release.en.txt
  yeksan approve --revoke 31")]
pub(super) struct Approve {
    #[command(flatten)]
    chosen: Chosen,
    /// Take the confirmation back
    #[arg(long)]
    revoke: bool,
}

impl Approve {
    pub(super) fn run(self, context: &Context) -> Result<Outcome, Failure> {
        let mut store = context.store(self.chosen.access())?;
        let units = self.chosen.units(&store)?;
        let step = context.step(Durability::Full);
        let dry_run = self.chosen.dry_run;
        let touched = pipeline::approve_units(&mut store, &step, units, !self.revoke, dry_run)?;
        let what = if self.revoke { "no longer approved" } else { "approved" };
        say(&touched, what, dry_run, context)
    }
}

/// Remove units from the memory
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  yeksan rm 31
  yeksan rm 31 32 -n                what would go
  yeksan undo                       brings them back")]
pub(super) struct Remove {
    #[command(flatten)]
    chosen: Chosen,
}

impl Remove {
    pub(super) fn run(self, context: &Context) -> Result<Outcome, Failure> {
        let mut store = context.store(self.chosen.access())?;
        let units = self.chosen.units(&store)?;
        let step = context.step(Durability::Full);
        let touched = pipeline::remove_units(&mut store, &step, units, self.chosen.dry_run)?;
        say(&touched, "removed", self.chosen.dry_run, context)
    }
}

/// Writes the units to stdout, when there are few of them or nothing was kept, and what was done to stderr.
fn say(touched: &Touched, what: &str, dry_run: bool, context: &Context) -> Result<Outcome, Failure> {
    if dry_run || context.verbose() || touched.units.len() <= 10 {
        let mut out = BufWriter::new(io::stdout().lock());
        for unit in &touched.units {
            write_unit(&mut out, unit, context.style())?;
        }
        out.flush()?;
    }
    let already =
        if touched.already > 0 { format!(" · {} already", touched.already) } else { String::new() };
    let end = match touched.step {
        Some(step) => format!("undo: yeksan undo {step}"),
        None if dry_run => "nothing was written (dry run)".to_owned(),
        None => "nothing was written".to_owned(),
    };
    let units = if touched.units.len() == 1 { "unit" } else { "units" };
    context.say(&format!("{} {units} {what}{already} · {end}", touched.units.len()));
    Ok(Outcome::Fine)
}

fn write_unit(out: &mut dyn Write, unit: &TranslationUnit, style: Style) -> io::Result<()> {
    writeln!(out, "{}", unit_label(unit))?;
    for variant in &unit.variants {
        writeln!(out, "  {}: {}", variant.lang, style.isolated(&variant.text))?;
    }
    Ok(())
}

/// Rewrite the text of a unit
///
/// Inline codes stay beside the words that stay.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  yeksan edit 31 --target \"هیئت مرگ گرد آمد.\"
  yeksan edit 31 --source \"The committee met.\" --approve
  echo \"هیئت مرگ گرد آمد.\" | yeksan edit 31 --stdin")]
pub(super) struct EditUnit {
    /// The unit's id, as `dump` and `names show` print it
    #[arg(value_name = "ID", value_parser = id)]
    id: i64,
    /// The new target text
    #[arg(long, value_name = "TEXT", required_unless_present_any = ["source", "stdin"])]
    target: Option<String>,
    /// The new source text
    #[arg(long, value_name = "TEXT")]
    source: Option<String>,
    /// Read the new target text from stdin
    #[arg(long, conflicts_with = "target")]
    stdin: bool,
    /// The language of the new target text, in a unit of more than two
    #[arg(long, value_name = "LANG", value_parser = tag)]
    lang: Option<Lang>,
    /// Confirm the unit as well
    #[arg(long)]
    approve: bool,
    /// Show what would change, and keep nothing
    #[arg(short = 'n', long)]
    dry_run: bool,
    /// How it is shown
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
}

impl EditUnit {
    pub(super) fn run(self, context: &Context) -> Result<Outcome, Failure> {
        let mut target = self.target;
        if self.stdin {
            let mut text = String::new();
            io::stdin()
                .read_to_string(&mut text)
                .map_err(|e| Failure::new(format!("stdin: {e}")).hint("the text has to be UTF-8"))?;
            let text = text.strip_suffix('\n').map_or(text.as_str(), |t| t.strip_suffix('\r').unwrap_or(t));
            target = Some(text.to_owned());
        }
        let side = self.lang.map_or(Side::Target, Side::Lang);
        let texts: Vec<(Side, String)> = self
            .source
            .map(|text| (Side::Source, text))
            .into_iter()
            .chain(target.map(|text| (side, text)))
            .collect();
        let mut store = context.store(if self.dry_run { Access::Read } else { Access::Write })?;
        let mut plan = pipeline::plan_edit(&store, self.id, &texts)?;
        if self.approve {
            plan.approve();
        }
        let fixed = if self.dry_run {
            Fixed::default()
        } else {
            pipeline::apply_fix(&mut store, &context.step(Durability::Full), &plan, &context.watch())?
        };
        fix::show(&plan, fixed, self.dry_run, self.format, context)?;
        Ok(Outcome::Fine)
    }
}
