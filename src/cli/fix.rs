//! `yeksan fix`: one decision, carried through the whole memory.

use super::context::Context;
use super::failure::Failure;
use super::languages::{Languages, store_languages};
use super::outcome::Outcome;
use crate::model::Side;
use crate::pipeline::{self, FixPlan, Fixed, NameOrder, Writing};
use crate::report::Diff;
use crate::store::{Access, Durability};
use clap::{Args, ValueEnum};
use std::io::{self, BufWriter, Write};

/// Mend a name, the glossary's names, or the letters, in every unit
///
/// Rewrites the stretches concerned and nothing else, affixes kept, as one step that `undo` takes back. The decision is kept
/// in the ledger and in the glossary, so that what is imported later is held against it. What cannot be mended for sure is
/// listed with its unit's id, and the exit code is 3.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  yeksan fix Khomeini --to خمینی -n                          show what would change
  yeksan fix \"death committee\" --to \"هیئت مرگ\" --why \"house style\"
  yeksan fix --names --dry-run --format html > changes.html  what the glossary decides, everywhere
  yeksan fix --letters --half-space                          ي and ك, می رود and کتاب ها")]
pub(super) struct Fix {
    /// The name, or one of its renderings
    #[arg(value_name = "NAME", requires = "to")]
    name: Option<String>,
    /// The rendering to write, in its dictionary form
    #[arg(long, value_name = "RENDERING", requires = "name")]
    to: Option<String>,
    /// Replace only this rendering; may be given more than once
    #[arg(long, value_name = "RENDERING", requires = "name")]
    from: Vec<String>,
    /// Replace accepted short forms as well
    #[arg(long, requires = "name")]
    short: bool,
    /// Write this side: the source (the name itself is respelled), or the target in whatever letters [default: the target, in
    /// letters of its language]
    #[arg(long, value_name = "SIDE", requires = "name")]
    side: Option<FixSide>,
    /// Leave the glossary as it is; the ledger keeps the decision
    #[arg(long, requires = "name")]
    no_term: bool,
    /// The reason, kept in the ledger
    #[arg(long, value_name = "TEXT", default_value = "", requires = "name")]
    why: String,
    /// Follow the glossary: names it decides, and renderings it forbids
    #[arg(long, conflicts_with = "name")]
    names: bool,
    /// Letters of a neighbouring alphabet (ي and ك in Persian), by the language of each text
    #[arg(long, conflicts_with_all = ["name", "names"])]
    letters: bool,
    /// Digits of a neighbouring alphabet (٤ in Persian)
    #[arg(long, conflicts_with_all = ["name", "names"])]
    digits: bool,
    /// Affixes set off by a space instead of a half-space
    #[arg(long, conflicts_with_all = ["name", "names"])]
    half_space: bool,
    /// Show what would change, and keep nothing
    #[arg(short = 'n', long)]
    dry_run: bool,
    /// How it is shown
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
    #[command(flatten)]
    languages: Languages,
}

/// Which text of the units a name is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FixSide {
    /// The original.
    Source,
    /// The translation.
    Target,
}

/// How a fix is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// Lines for a person.
    Text,
    /// One JSON document.
    Json,
    /// A self-contained page.
    Html,
}

impl Fix {
    pub(super) fn run(self, context: &Context) -> Result<Outcome, Failure> {
        let access = if self.dry_run { Access::Read } else { Access::Write };
        let mut store = context.store(access)?;
        let pair = store_languages(&store, &self.languages.wanted(context), context)?;
        let pair = (&pair.0, &pair.1);
        let watch = context.watch();
        let plan = if let (Some(name), Some(to)) = (self.name, self.to) {
            let (from, short, no_term, why) = (self.from, self.short, self.no_term, self.why);
            let side = self.side.map(|side| match side {
                FixSide::Source => Side::Source,
                FixSide::Target => Side::Target,
            });
            pipeline::plan_name(
                &store,
                pair,
                &NameOrder { name, to, from, short, no_term, why, side },
                &watch,
            )?
        } else if self.names {
            pipeline::plan_glossary(&store, pair, &watch)?
        } else if self.letters || self.digits || self.half_space {
            let writing = Writing {
                letters: self.letters,
                digits: self.digits,
                half_space: self.half_space,
                bidi: false,
            };
            pipeline::plan_writing(&store, pair, writing)?
        } else {
            return Err(Failure::new("nothing to fix was named").hint(
                "give a name with --to RENDERING, or --names, --letters, --half-space; `yeksan names` lists names",
            ));
        };
        let fixed = if self.dry_run {
            Fixed::default()
        } else {
            pipeline::apply_fix(&mut store, &context.step(Durability::Full), &plan, &watch)?
        };
        show(&plan, fixed, self.dry_run, self.format, context)?;
        let asked = !plan.settlement.asks.is_empty();
        Ok(if asked { Outcome::Partly } else { Outcome::Fine })
    }
}

/// Writes the diff to stdout and what became of it to stderr.
pub(super) fn show(
    plan: &FixPlan,
    fixed: Fixed,
    dry_run: bool,
    format: Format,
    context: &Context,
) -> Result<(), Failure> {
    let mut out = BufWriter::new(io::stdout().lock());
    let diff = Diff { units: &plan.units, settlement: &plan.settlement, decided: &plan.decided };
    let style = context.style();
    match format {
        Format::Json => writeln!(out, "{}", diff.json(fixed.step))?,
        Format::Html => diff.html(&mut out, &heading(plan))?,
        Format::Text => {
            // What was written can be looked at with `-v`; what would be written is shown whole.
            let most = if dry_run { usize::MAX } else { style.places };
            diff.changes(&mut out, style, most)?;
            diff.questions(&mut out, style)?;
        }
    }
    out.flush()?;
    for note in &plan.notes {
        context.say(note);
    }
    context.say(&summary(plan, fixed, dry_run));
    Ok(())
}

fn heading(plan: &FixPlan) -> String {
    match plan.decided.as_slice() {
        [] => format!("{} → {}", plan.languages.0, plan.languages.1),
        decided => decided.join(", "),
    }
}

fn summary(plan: &FixPlan, fixed: Fixed, dry_run: bool) -> String {
    let count = |n: usize, one: &str, many: &str| format!("{n} {}", if n == 1 { one } else { many });
    let changed = count(plan.settlement.changes.len(), "text", "texts");
    let mut parts = vec![format!("{changed} changed in {}", count(plan.places(), "place", "places"))];
    if plan.right > 0 {
        parts.push(format!("{} right already", plan.right));
    }
    if plan.left > 0 {
        parts.push(format!("{} short or accepted forms left", plan.left));
    }
    if !plan.settlement.asks.is_empty() {
        parts.push(format!("{} left to you", count(plan.settlement.asks.len(), "place", "places")));
    }
    if fixed.joined > 0 {
        parts.push(format!("{} became one with another at the same place", fixed.joined));
    }
    if dry_run {
        parts.push("nothing was written (dry run)".to_owned());
        return parts.join(" · ");
    }
    if !plan.decided.is_empty() {
        let kept = if fixed.step.is_some() { "decided" } else { "decided before" };
        parts.push(format!("{kept}: {}; what comes in later is held against it", plan.decided.join(", ")));
    }
    match fixed.step {
        Some(step) => parts.push(format!("undo: yeksan undo {step}")),
        None => parts.push("nothing was written".to_owned()),
    }
    parts.join(" · ")
}
