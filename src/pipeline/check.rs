//! Units → names → findings.

use super::error::Error;
use super::names::{NamesOptions, find_names};
use super::settle::Decided;
use super::watch::Watch;
use crate::check as stage;
use crate::model::{Finding, Lang, Name, Summary, TranslationUnit};

pub use stage::{Options as CheckOptions, explain, pages};

/// What a check brought.
#[derive(Debug, Clone, Default)]
pub struct Checked {
    /// The names found.
    pub names: Vec<Name>,
    /// The findings, most harmful first.
    pub findings: Vec<Finding>,
    /// Their counts.
    pub summary: Summary,
}

/// Finds the names of `units` and checks them with everything else.
///
/// Units from index `whole` on have one side only: they are checked for that and nothing else.
///
/// # Errors
///
/// [`Error::Stopped`].
pub fn check(
    units: &[TranslationUnit],
    whole: usize,
    (source, target): (&Lang, &Lang),
    decided: &Decided,
    options: &CheckOptions,
    watch: &Watch,
) -> Result<Checked, Error> {
    let names = find_names(&units[..whole], (source, target), decided, &NamesOptions::default(), watch)?;
    let names_in_target = crate::names::is_reversed(&units[..whole], source, target);
    let languages = stage::Languages { source, target, names_in_target };
    let (findings, mut summary) = stage::check(units, &names, &decided.terms, languages, options);
    summary.units = whole;
    Ok(Checked { names, findings, summary })
}
