//! Units → names → findings.

use super::error::Error;
use super::names::{NamesOptions, find_names};
use super::settle::Decided;
use super::watch::Watch;
use crate::check as stage;
use crate::exchange::tmx;
use crate::model::{Finding, Lang, Name, Summary, Suppression, TranslationUnit};
use std::fs::File;
use std::io::BufReader;
use std::path::Path;

pub use stage::{Options as CheckOptions, explain, nearest as nearest_check, pages};

/// What a check brought.
#[derive(Debug, Clone, Default)]
pub struct Checked {
    /// The names found.
    pub names: Vec<Name>,
    /// The findings, most harmful first.
    pub findings: Vec<Finding>,
    /// Findings that are not shown, with the reason; empty before [`sift`](super::sift).
    pub suppressed: Vec<(Finding, Suppression)>,
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
    let languages = stage::Languages { source, target };
    let (findings, mut summary) = stage::check(units, &names, &decided.terms, languages, options);
    summary.units = whole;
    Ok(Checked { names, findings, summary, ..Checked::default() })
}

/// Checks one delivery and holds its names and repeated segments against a memory; nothing is said about the memory.
///
/// `units` are those of the delivery, from index `whole` on those with one side only, and then those of the memory from
/// index `memory` on. Findings about what the memory says otherwise lead with its rendering and its uses.
///
/// # Errors
///
/// [`Error::Stopped`].
pub fn check_delivery(
    units: &[TranslationUnit],
    (whole, memory): (usize, usize),
    (source, target): (&Lang, &Lang),
    decided: &Decided,
    options: &CheckOptions,
    watch: &Watch,
) -> Result<Checked, Error> {
    if memory == units.len() {
        return check(units, whole, (source, target), decided, options, watch);
    }
    // The aligner's units lie on both sides of those with one side, which are nobody's names.
    let both: Vec<TranslationUnit> = units[..whole].iter().chain(&units[memory..]).cloned().collect();
    let names = find_names(&both, (source, target), decided, &NamesOptions::default(), watch)?;
    let languages = stage::Languages { source, target };
    let shared =
        |code: &str| code.starts_with("name-") || code == "title-variant" || code == "same-source-differs";
    let (mut against, _) = stage::check(&both, &names, &decided.terms, languages, options);
    against.retain(|f| shared(f.code));
    let (mut findings, _) = stage::check(&units[..memory], &[], &decided.terms, languages, options);
    findings.retain(|f| !shared(f.code));
    for finding in &mut against {
        finding.keep_below(whole);
        for place in finding.places.iter_mut().chain(finding.rivals.iter_mut().flat_map(|r| &mut r.places)) {
            if place.unit >= whole {
                place.unit += memory - whole;
            }
        }
    }
    against.retain(|f| f.odd_places().next().is_some());
    findings.extend(against);
    stage::sort(&mut findings);
    let seen = names.iter().filter(|n| n.renderings.iter().flat_map(|r| &r.uses).any(|u| u.unit < whole));
    let summary = stage::count(&findings, whole, seen.count());
    Ok(Checked { names: Vec::new(), findings, summary, ..Checked::default() })
}

/// Reads the units of a TMX file, those that an import would refuse too.
///
/// # Errors
///
/// A file that is no TMX or is damaged.
pub fn read_tmx(path: &Path) -> Result<Vec<TranslationUnit>, Error> {
    let name = path.display().to_string();
    let file = File::open(path).map_err(|e| Error::File { path: path.to_owned(), detail: e.to_string() })?;
    let mut units = Vec::new();
    for item in tmx::Reader::new(BufReader::with_capacity(1 << 16, file), &name)? {
        if let Some(mut unit) = item?.unit() {
            unit.origin.file.clone_from(&name);
            units.push(unit);
        }
    }
    Ok(units)
}
