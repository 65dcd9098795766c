//! `--source` and `--target`, and what a store says where they are not given.

use super::context::Context;
use super::failure::Failure;
use crate::model::{Lang, TranslationUnit};
use crate::pipeline::Wanted;
use crate::store::{Filter, Store};
use clap::Args;

/// Reads a language tag.
pub(super) fn tag(text: &str) -> Result<Lang, String> {
    Lang::parse(text).ok_or_else(|| "expected a language tag, such as en, fa or pt-BR".to_owned())
}

/// Reads a confidence.
pub(super) fn score(text: &str) -> Result<f64, String> {
    let value = text.parse().ok().filter(|v| (0.0..=1.0).contains(v));
    value.ok_or_else(|| "expected a number from 0 to 1".to_owned())
}

/// The language pair of a command.
#[derive(Debug, Clone, Args)]
pub(super) struct Languages {
    /// Source language [default: the configuration's, the file's name, the text]
    #[arg(short, long, value_name = "LANG", value_parser = tag)]
    source: Option<Lang>,
    /// Target language [default: the configuration's, the file's name, the text]
    #[arg(short, long, value_name = "LANG", value_parser = tag)]
    target: Option<Lang>,
}

impl Languages {
    /// Returns what was asked for on the command line alone.
    pub(super) fn given(&self) -> Wanted {
        Wanted { source: self.source.clone(), target: self.target.clone() }
    }

    /// Returns what was asked for, the configuration filling what was not given.
    pub(super) fn wanted(&self, context: &Context) -> Wanted {
        let pick = |given: &Option<Lang>, configured: &Option<String>| {
            given.clone().or_else(|| configured.as_ref().map(Lang::new))
        };
        Wanted {
            source: pick(&self.source, &context.config.source),
            target: pick(&self.target, &context.config.target),
        }
    }
}

/// Returns the pair of languages to look at: the one asked for, else the two that the store mostly holds, in the order in
/// which its units have them.
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
    let order = |a: Lang, b: Lang| store_order(store, a, b);
    let found = pick(wanted, store.languages()?, order)?;
    found.ok_or_else(|| {
        Failure::new("the store does not hold two languages")
            .hint("`yeksan align` or `yeksan import` puts units in")
    })
}

/// Returns the pair of languages of units that are in no store: the one asked for, else the two they mostly have.
pub(super) fn unit_languages(units: &[TranslationUnit], wanted: &Wanted) -> Result<(Lang, Lang), Failure> {
    let mut counted: Vec<(Lang, u64)> = Vec::new();
    for lang in units.iter().flat_map(|u| &u.variants).map(|v| &v.lang) {
        match counted.iter_mut().find(|(known, _)| known == lang) {
            Some((_, count)) => *count += 1,
            None => counted.push((lang.clone(), 1)),
        }
    }
    let found = pick(wanted, counted, |a, b| Ok((a, b)))?;
    found.ok_or_else(|| Failure::new("the file does not hold two languages").hint("-s and -t name them"))
}

/// Picks a pair out of languages with their counts; `order` tells the source of two.
fn pick(
    wanted: &Wanted,
    mut counted: Vec<(Lang, u64)>,
    order: impl Fn(Lang, Lang) -> Result<(Lang, Lang), Failure>,
) -> Result<Option<(Lang, Lang)>, Failure> {
    if let (Some(source), Some(target)) = (&wanted.source, &wanted.target) {
        return Ok(Some((source.clone(), target.clone())));
    }
    counted.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let mut found: Vec<Lang> = Vec::new();
    for (lang, _) in counted {
        if !found.iter().any(|l| l.same_language(&lang)) {
            found.push(lang);
        }
    }
    let fits = |lang: &Lang| !wanted.source.iter().chain(&wanted.target).any(|w| w.same_language(lang));
    let mut free = found.into_iter().filter(fits).take(2);
    Ok(match (wanted.source.clone(), wanted.target.clone()) {
        (Some(source), None) => free.next().map(|t| (source, t)),
        (None, Some(target)) => free.next().map(|s| (s, target)),
        _ => match (free.next(), free.next()) {
            // Two languages with as many units each: the source is written first.
            (Some(a), Some(b)) => Some(order(a, b)?),
            _ => None,
        },
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
    Ok(if swap { (b, a) } else { (a, b) })
}
