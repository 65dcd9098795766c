//! `yeksan names`: the inventory of names and titles, and what is decided of them.

use super::context::Context;
use super::failure::Failure;
use super::languages::{Languages, store_languages};
use super::outcome::Outcome;
use crate::model::{Name, Verdict};
use crate::pipeline::{self, Bond, Bound, Meant, NamesOptions, Register};
use crate::report;
use crate::store::{Access, Durability};
use clap::{Args, Subcommand, ValueEnum};
use std::cmp::Reverse;
use std::io::{self, BufWriter, Write};

/// Every name and title, and how it was rendered
///
/// Needs no glossary. Without a name, lists the names with two or more renderings, most harmful first; with one, shows
/// every rendering with its places.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
#[command(after_help = "Examples:
  yeksan names                      every name with two or more renderings
  yeksan names show Khomeini        its renderings, counts and places
  yeksan names same Raesi Raisi     these are one person: compare their renderings
  yeksan names --findings           for scorers: JSON")]
pub(super) struct Names {
    #[command(subcommand)]
    action: Option<Action>,
    /// Show this name with its places: short for `names show NAME`
    #[arg(value_name = "NAME")]
    name: Option<String>,
    /// List consistent names too
    #[arg(long)]
    all: bool,
    /// Write every name as JSON for scorers
    #[arg(long, conflicts_with_all = ["all", "name"])]
    findings: bool,
    #[command(flatten)]
    look: Look,
}

#[derive(Debug, Subcommand)]
enum Action {
    Show(Show),
    Same(Bind),
    Different(Unbind),
}

/// What is looked at, and how it is written.
#[derive(Debug, Clone, Args)]
struct Look {
    #[command(flatten)]
    languages: Languages,
    /// Leave the built-in tables of names and titles out
    #[arg(long)]
    no_tables: bool,
    /// How it is written
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
}

/// How names are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Lines for a person.
    Text,
    /// One JSON document.
    Json,
}

/// Show a name: its renderings, how often, where, since when
///
/// The name counts whatever its case and diacritics; a rendering finds its name too.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  yeksan names show Khomeini
  yeksan names show خمینی -v        with every place
  yeksan names show Khomeini --format json")]
struct Show {
    /// The name, or one of its renderings
    #[arg(value_name = "NAME")]
    name: String,
    #[command(flatten)]
    look: Look,
}

/// Say that two names are one person, place or body
///
/// A decision in the ledger: `names` and `check` compare the renderings of both from now on.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  yeksan names same Raesi Raisi
  yeksan names same Raesi Raisi --why \"one man, two newspapers\"
  yeksan undo                       takes it back")]
struct Bind {
    #[command(flatten)]
    pair: Pair,
}

/// Say that two names are two bearers: what differs between them is no finding
///
/// Give two longer names (of two people with one first name), or two renderings of one name. A decision that the two are
/// one is taken back.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  yeksan names different \"Ahmad Karimi\" \"Ahmet Davud\"
  yeksan names different رحمان رهمان
  yeksan undo                       takes it back")]
struct Unbind {
    #[command(flatten)]
    pair: Pair,
}

/// Two names and why.
#[derive(Debug, Args)]
struct Pair {
    /// A name, or a rendering
    #[arg(value_name = "NAME")]
    first: String,
    /// Another
    #[arg(value_name = "OTHER")]
    second: String,
    /// The reason, kept in the ledger
    #[arg(long, value_name = "TEXT", default_value = "")]
    why: String,
    /// Say what would be decided, and keep nothing
    #[arg(short = 'n', long)]
    dry_run: bool,
    #[command(flatten)]
    languages: Languages,
}

impl Names {
    pub(super) fn run(self, context: &Context) -> Result<Outcome, Failure> {
        match self.action {
            Some(Action::Show(show)) => return show.run(context),
            Some(Action::Same(bind)) => return bind.pair.run(Bond::Same, context),
            Some(Action::Different(unbind)) => return unbind.pair.run(Bond::Different, context),
            None => {}
        }
        if let Some(name) = self.name {
            return Show { name, look: self.look }.run(context);
        }
        let register = self.look.register(context)?;
        let mut out = BufWriter::new(io::stdout().lock());
        let odd = |n: &Name| matches!(n.verdict, Verdict::True | Verdict::Ortho);
        if self.findings {
            writeln!(out, "{}", pipeline::findings_json(&register.names, &register.units))?;
            out.flush()?;
            return Ok(Outcome::Fine);
        }
        let mut listed: Vec<&Name> = register.names.iter().filter(|n| self.all || odd(n)).collect();
        listed.sort_by_key(|n| {
            let odd: usize = report::told(n).skip(1).map(|r| r.uses.len()).sum();
            (n.verdict != Verdict::True, Reverse(odd), n.source.clone())
        });
        let seen = seen(&register);
        match self.look.format {
            Format::Text => {
                for name in listed {
                    report::name_line(&mut out, name, context.style())?;
                }
            }
            Format::Json => {
                let names: Vec<_> = listed.into_iter().map(|n| report::name_json(n, seen, None)).collect();
                writeln!(out, "{}", report::names_json(seen, names))?;
            }
        }
        out.flush()?;
        let count = register.names.iter().filter(|n| odd(n)).count();
        context.say(&format!("{} names, {count} with two or more renderings", register.names.len()));
        Ok(Outcome::Fine)
    }
}

/// Returns what a report of names points into.
fn seen(register: &Register) -> report::Context<'_> {
    let (source, target) = (&register.languages.0, &register.languages.1);
    report::Context { units: &register.units, source, target }
}

impl Look {
    fn register(&self, context: &Context) -> Result<Register, Failure> {
        let store = context.store(Access::Read)?;
        let pair = store_languages(&store, &self.languages.wanted(context), context)?;
        let options = NamesOptions { no_tables: self.no_tables, ..NamesOptions::default() };
        Ok(pipeline::register(&store, (&pair.0, &pair.1), &options, &context.watch())?)
    }
}

impl Show {
    fn run(self, context: &Context) -> Result<Outcome, Failure> {
        let register = self.look.register(context)?;
        let found = named(&register, &self.name)?;
        let first = register.first_seen(&context.store(Access::Read)?, &found)?;
        let seen = seen(&register);
        let mut out = BufWriter::new(io::stdout().lock());
        match self.look.format {
            Format::Text => {
                for (index, first) in found.iter().zip(&first) {
                    let first = first.as_ref().map(|(unit, when)| (*unit, when.as_str()));
                    report::name_page(&mut out, &register.names[*index], seen, first, context.style())?;
                }
            }
            Format::Json => {
                let names = found.iter().zip(&first).map(|(index, first)| {
                    let first = first.as_ref().map(|(unit, when)| (*unit, when.as_str()));
                    report::name_json(&register.names[*index], seen, first)
                });
                writeln!(out, "{}", report::names_json(seen, names.collect()))?;
            }
        }
        out.flush()?;
        Ok(Outcome::Fine)
    }
}

/// Returns the names that a word means, by themselves or by a rendering.
pub(super) fn named(register: &Register, asked: &str) -> Result<Vec<usize>, Failure> {
    match register.look_up(asked) {
        Meant::Names(found) | Meant::Renderings(found) => Ok(found),
        Meant::Near(near) => Err(pipeline::Error::UnknownName { asked: asked.to_owned(), near }.into()),
    }
}

impl Pair {
    fn run(self, bond: Bond, context: &Context) -> Result<Outcome, Failure> {
        let look = Look { languages: self.languages, no_tables: false, format: Format::Text };
        let register = look.register(context)?;
        let (first, second) = (named(&register, &self.first)?, named(&register, &self.second)?);
        if bond == Bond::Same && first == second && self.first.to_lowercase() == self.second.to_lowercase() {
            return Err(Failure::new(format!("{} and {} are one name already", self.first, self.second)));
        }
        let mut store = context.store(Access::Write)?;
        let step = context.step(Durability::Full);
        let pair = (self.first.as_str(), self.second.as_str());
        let bound = pipeline::bind_names(&mut store, &step, bond, pair, &self.why, self.dry_run)?;
        let what = match bond {
            Bond::Same => format!("{} and {} are one", pair.0, pair.1),
            Bond::Different => format!("{} and {} are two", pair.0, pair.1),
        };
        context.say(&match bound {
            Bound::Already => format!("{what}: decided before"),
            Bound::Now { step: None, .. } => format!("{what}: nothing is kept (dry run)"),
            Bound::Now { step: Some(step), reversed } => {
                let reversed = if reversed { "; the opposite decision is taken back" } else { "" };
                format!("{what}{reversed} · undo: yeksan undo {step}")
            }
        });
        Ok(Outcome::Fine)
    }
}
