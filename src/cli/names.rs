//! `yeksan names`: the inventory of names and titles.

use super::context::Context;
use super::failure::Failure;
use super::languages::Languages;
use super::outcome::Outcome;
use crate::model::{Lang, Name, TranslationUnit, VariantClass, Verdict};
use crate::pipeline::{self, NamesOptions, Wanted};
use crate::report::place_label;
use crate::store::{Access, Filter, Store};
use clap::Args;
use std::io::{self, BufWriter, Write};

/// Every name and title, and how it was rendered
///
/// Needs no glossary. Without a name, lists the names with two or more renderings, most harmful first; with one, shows
/// every rendering with its places.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  yeksan names                      every name with two or more renderings
  yeksan names --all                consistent ones too
  yeksan names Khomeini             its renderings, counts and places
  yeksan names --findings           for scorers: JSON")]
pub(super) struct Names {
    /// Show this name with its places
    #[arg(value_name = "NAME")]
    name: Option<String>,
    #[command(flatten)]
    languages: Languages,
    /// List consistent names too
    #[arg(long)]
    all: bool,
    /// Write every name as JSON for scorers
    #[arg(long, conflicts_with_all = ["all", "name"])]
    findings: bool,
    /// Leave the built-in tables of names and titles out
    #[arg(long)]
    no_tables: bool,
}

/// Returns the pair of languages to look at: the one asked for, else the two that the store mostly holds, the one with
/// capitals first.
///
/// Says when the store holds other languages that are passed over.
pub(super) fn store_languages(
    store: &dyn Store,
    wanted: &Wanted,
    context: &Context,
) -> Result<(Lang, Lang), Failure> {
    let pair = choose(store, wanted)?;
    let others: Vec<String> = store
        .languages()?
        .into_iter()
        .filter(|(lang, _)| !lang.same_language(&pair.0) && !lang.same_language(&pair.1))
        .map(|(lang, _)| lang.to_string())
        .collect();
    if !others.is_empty() {
        let others = others.join(", ");
        context.say(&format!(
            "looked at: {} → {}; the store also holds {others} (-s and -t choose)",
            pair.0, pair.1
        ));
    }
    Ok(pair)
}

fn choose(store: &dyn Store, wanted: &Wanted) -> Result<(Lang, Lang), Failure> {
    if let (Some(source), Some(target)) = (&wanted.source, &wanted.target) {
        return Ok((source.clone(), target.clone()));
    }
    let mut counted = store.languages()?;
    counted.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let mut found: Vec<Lang> = Vec::new();
    for (lang, _) in counted {
        if !found.iter().any(|l| l.same_language(&lang)) {
            found.push(lang);
        }
    }
    let fits = |lang: &Lang| !wanted.source.iter().chain(&wanted.target).any(|w| w.same_language(lang));
    let mut free = found.into_iter().filter(fits).take(2);
    let pair = match (wanted.source.clone(), wanted.target.clone()) {
        (Some(source), None) => free.next().map(|t| (source, t)),
        (None, Some(target)) => free.next().map(|s| (s, target)),
        _ => match (free.next(), free.next()) {
            (Some(a), Some(b)) if a.is_right_to_left() && !b.is_right_to_left() => Some((b, a)),
            // Two languages with as many units each: the source is mostly written first.
            (Some(a), Some(b)) => Some(store_order(store, a, b)?),
            _ => None,
        },
    };
    pair.ok_or_else(|| {
        Failure::new("the store does not hold two languages")
            .hint("`yeksan align` or `yeksan import` puts units in")
    })
}

/// Returns two languages in the order in which the first unit that has both writes them.
fn store_order(store: &dyn Store, a: Lang, b: Lang) -> Result<(Lang, Lang), Failure> {
    let mut swap = false;
    let filter = Filter { languages: vec![a.clone(), b.clone()], ..Filter::default() };
    store.for_each_unit(&filter, &mut |unit| {
        let at = |lang: &Lang| unit.variants.iter().position(|v| v.lang.same_language(lang));
        swap = at(&b) < at(&a);
        Ok(std::ops::ControlFlow::Break(()))
    })?;
    Ok(if swap && !a.is_right_to_left() && !b.is_right_to_left() { (b, a) } else { (a, b) })
}

impl Names {
    pub(super) fn run(self, context: &Context) -> Result<Outcome, Failure> {
        let store = context.store(Access::Read)?;
        let pair = store_languages(&store, &self.languages.wanted(context), context)?;
        let filter = Filter { languages: vec![pair.0.clone(), pair.1.clone()], ..Filter::default() };
        let units = store.units(&filter)?;
        if units.is_empty() {
            return Err(pipeline::Error::NoUnits(format!("{} and {}", pair.0, pair.1)).into());
        }
        let options = NamesOptions { no_tables: self.no_tables };
        let terms = pipeline::terms_for(&store, &pair.0, &pair.1)?;
        let names = pipeline::find_names(&units, (&pair.0, &pair.1), &terms, &options, &context.watch())?;
        let mut out = BufWriter::new(io::stdout().lock());
        if self.findings {
            writeln!(out, "{}", pipeline::findings_json(&names, &units))?;
        } else if let Some(wanted) = &self.name {
            let lower = wanted.to_lowercase();
            let found: Vec<&Name> =
                names.iter().filter(|n| n.source.to_lowercase().contains(&lower)).collect();
            if found.is_empty() {
                return Err(Failure::new(format!("no name like {wanted} was found"))
                    .hint("`yeksan names --all` lists every name"));
            }
            for name in found {
                show(&mut out, name, &units, (&pair.0, &pair.1), context)?;
            }
        } else {
            let mut listed: Vec<&Name> = names
                .iter()
                .filter(|n| self.all || matches!(n.verdict, Verdict::True | Verdict::Ortho))
                .collect();
            listed.sort_by_key(|n| {
                let odd: usize = told(n).skip(1).map(|r| r.uses.len()).sum();
                (n.verdict != Verdict::True, std::cmp::Reverse(odd), n.source.clone())
            });
            for name in listed {
                line(&mut out, name, context)?;
            }
            let odd = names.iter().filter(|n| matches!(n.verdict, Verdict::True | Verdict::Ortho)).count();
            context.say(&format!("{} names, {odd} with two or more renderings", names.len()));
        }
        out.flush()?;
        Ok(Outcome::Fine)
    }
}

fn told(name: &Name) -> impl Iterator<Item = &crate::model::Rendering> {
    name.renderings.iter().filter(|r| r.class != VariantClass::Missing)
}

fn line(out: &mut impl Write, name: &Name, context: &Context) -> Result<(), Failure> {
    let style = context.style();
    let parts: Vec<String> = told(name)
        .map(|r| {
            let class = match r.class {
                VariantClass::Main => String::new(),
                class => format!(" ({})", class.as_str()),
            };
            format!("{} {}{class}", style.isolated(&r.text), r.uses.len())
        })
        .collect();
    writeln!(out, "{}\t{}", name.source, parts.join(" · "))?;
    Ok(())
}

fn show(
    out: &mut impl Write,
    name: &Name,
    units: &[TranslationUnit],
    (source, target): (&Lang, &Lang),
    context: &Context,
) -> Result<(), Failure> {
    let style = context.style();
    line(out, name, context)?;
    for rendering in &name.renderings {
        let text = if rendering.text.is_empty() { "–".to_owned() } else { style.isolated(&rendering.text) };
        writeln!(out, "  {text} × {}  ({})", rendering.uses.len(), rendering.class.as_str())?;
        for used in rendering.uses.iter().take(style.places) {
            let unit = &units[used.unit];
            writeln!(out, "    {}", place_label(unit))?;
            for (lang, span) in [(source, &used.source), (target, &used.target)] {
                if let Some(variant) = unit.variant(lang) {
                    writeln!(
                        out,
                        "      {lang}: {}",
                        style.marked(&variant.text, std::slice::from_ref(span))
                    )?;
                }
            }
        }
    }
    Ok(())
}
