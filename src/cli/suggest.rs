//! `yeksan glossary suggest`: the terms that the memory speaks for.

use super::context::Context;
use super::failure::Failure;
use super::languages::{Languages, store_languages};
use super::outcome::Outcome;
use crate::pipeline::{self, NamesOptions, Register, Suggestion};
use crate::report::unit_label;
use crate::store::{Access, Durability};
use clap::{Args, ValueEnum};
use glossary::table::Layout;
use glossary::term::Term;
use serde_json::{Value, json};
use std::io::{self, BufWriter, Write};

/// Suggest terms from the names of the memory, the majority first
///
/// Lists names, titles and terms that the glossary does not decide, in their base form, with how often and where each
/// rendering stands. A minority is suggested as forbidden, an even number as undecided.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  yeksan glossary suggest --min-uses 5
  yeksan glossary suggest --format tsv > terms.tsv    edit it, then `yeksan glossary import terms.tsv`
  yeksan glossary suggest --min-uses 10 --add         takes them as they are, in one step")]
pub(super) struct Suggest {
    /// Only names rendered so often
    #[arg(long, value_name = "N", default_value = "2")]
    min_uses: usize,
    /// Take them into the glossary
    #[arg(long)]
    add: bool,
    /// With --add: show them, and keep nothing
    #[arg(short = 'n', long)]
    dry_run: bool,
    /// How they are written
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
    #[command(flatten)]
    languages: Languages,
}

/// How suggestions are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Lines for a person.
    Text,
    /// A table that `glossary import` reads.
    Tsv,
    /// One JSON document.
    Json,
}

impl Suggest {
    pub(super) fn run(self, context: &Context) -> Result<Outcome, Failure> {
        let adds = self.add && !self.dry_run;
        let mut store = context.store(if adds { Access::Write } else { Access::Read })?;
        let pair = store_languages(&store, &self.languages.wanted(context), context)?;
        let options = NamesOptions { no_glossary: true, ..NamesOptions::default() };
        let register = pipeline::register(&store, (&pair.0, &pair.1), &options, &context.watch())?;
        let found = pipeline::suggest_terms(&register, self.min_uses);
        let terms: Vec<Term> = found.iter().map(|s| s.term.clone()).collect();
        let mut out = BufWriter::new(io::stdout().lock());
        match self.format {
            Format::Tsv => out.write_all(glossary::table::write(&terms, Layout::Data).as_bytes())?,
            Format::Json => writeln!(out, "{}", document(&found, &register))?,
            Format::Text => {
                for suggestion in &found {
                    text(&mut out, suggestion, &register, context)?;
                }
            }
        }
        out.flush()?;
        if adds {
            let step = context.step(Durability::Full);
            let changes = pipeline::add_terms(&mut store, &step, &terms, "suggested by the memory", false)?;
            super::glossary::say_changes(context, &changes);
        } else {
            let hint = if found.is_empty() { "" } else { " (--add takes them into the glossary)" };
            context.say(&format!("{} terms suggested{hint}", found.len()));
        }
        Ok(Outcome::Fine)
    }
}

fn text(
    out: &mut dyn Write,
    suggestion: &Suggestion,
    register: &Register,
    context: &Context,
) -> io::Result<()> {
    let style = context.style();
    let term = &suggestion.term;
    let preferred = term.preferred().next().unwrap_or_default();
    writeln!(
        out,
        "{}\t{}\t{} × {}",
        style.isolated(term.headword()),
        style.isolated(preferred),
        term.kind,
        suggestion.uses
    )?;
    for (text, count, class, units) in &suggestion.renderings {
        let places: Vec<String> =
            units.iter().take(style.places).map(|u| unit_label(&register.units[*u])).collect();
        let more = if units.len() > places.len() { " …" } else { "" };
        writeln!(
            out,
            "  {} × {count}  ({})  {}{more}",
            style.isolated(text),
            class.as_str(),
            places.join(", ")
        )?;
    }
    Ok(())
}

fn document(found: &[Suggestion], register: &Register) -> Value {
    let suggestions: Vec<Value> = found
        .iter()
        .map(|s| {
            let renderings: Vec<Value> = s
                .renderings
                .iter()
                .map(|(text, count, class, units)| {
                    let units: Vec<_> = units.iter().map(|u| register.units[*u].id).collect();
                    json!({"text": text, "count": count, "class": class, "units": units})
                })
                .collect();
            json!({
                "source": s.term.headword(),
                "preferred": s.term.preferred().next(),
                "forbidden": s.term.forbidden().collect::<Vec<_>>(),
                "kind": s.term.kind.as_str(),
                "uses": s.uses,
                "renderings": renderings,
            })
        })
        .collect();
    json!({"schema_version": 1, "suggestions": suggestions})
}
