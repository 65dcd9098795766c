//! What is allowed and what is known: the ledger's entries, baseline files, and findings without them.

use super::check::{CheckOptions, Checked};
use super::error::Error;
use crate::check as stage;
use crate::model::{Lang, Suppression, TranslationUnit};
use crate::store::{Decision, StepInfo, Store};
use std::collections::BTreeSet;
use std::path::Path;

pub use stage::Allowance;

const KIND: &str = "allow";
const HEAD: &str = "# yeksan baseline 1";

/// What findings are held against before they are shown.
#[derive(Debug, Clone, Default)]
pub struct Sieve {
    /// What is allowed.
    pub allowances: Vec<Allowance>,
    /// Fingerprints of the places that a baseline has.
    pub known: BTreeSet<String>,
    /// Whether the units are the whole memory, so that what is allowed in vain can be told.
    pub whole: bool,
}

/// Returns what is allowed, in the order it was; beside each its id in the ledger.
///
/// # Errors
///
/// The store's.
pub fn allowances(store: &dyn Store) -> Result<Vec<(Decision, Allowance)>, Error> {
    let entry = |d: Decision| {
        let allowance = Allowance { what: d.subject.clone(), subject: d.value.clone(), why: d.why.clone() };
        (d, allowance)
    };
    Ok(store.decisions(Some(KIND))?.into_iter().map(entry).collect())
}

/// Allows something; returns whether that is new. An entry of the same finding, or code and subject, gets the new reason.
///
/// # Errors
///
/// The store's.
pub fn allow(store: &mut dyn Store, step: &StepInfo, allowance: &Allowance) -> Result<bool, Error> {
    let there: Vec<Decision> = store.decisions(Some(KIND))?;
    let same: Vec<&Decision> =
        there.iter().filter(|d| d.subject == allowance.what && d.value == allowance.subject).collect();
    if same.iter().any(|d| d.why == allowance.why) {
        return Ok(false);
    }
    let mut transaction = store.begin(step)?;
    for decision in same {
        transaction.remove_decision(decision.id)?;
    }
    transaction.add_decision(&Decision {
        id: 0,
        kind: KIND.to_owned(),
        subject: allowance.what.clone(),
        value: allowance.subject.clone(),
        why: allowance.why.clone(),
        who: String::new(),
        when: String::new(),
    })?;
    transaction.commit()?;
    Ok(true)
}

/// Removes these entries of the ledger.
///
/// # Errors
///
/// The store's.
pub fn disallow(store: &mut dyn Store, step: &StepInfo, ids: &[i64]) -> Result<(), Error> {
    let mut transaction = store.begin(step)?;
    for id in ids {
        transaction.remove_decision(*id)?;
    }
    transaction.commit()?;
    Ok(())
}

/// Takes out of `checked` what the sieve holds back, and counts it.
pub fn sift(
    checked: Checked,
    units: &[TranslationUnit],
    (source, target): (&Lang, &Lang),
    sieve: &Sieve,
    options: &CheckOptions,
) -> Checked {
    let languages = stage::Languages { source, target };
    let of = (sieve.allowances.as_slice(), &sieve.known);
    let sifted = stage::sift(checked.findings, units, languages, of, (options, sieve.whole));
    let mut summary = stage::count(&sifted.findings, checked.summary.units, checked.summary.names);
    summary.known = sifted.suppressed.iter().filter(|(_, why)| *why == Suppression::Known).count();
    summary.allowed = sifted.suppressed.len() - summary.known;
    Checked { findings: sifted.findings, suppressed: sifted.suppressed, summary, ..checked }
}

/// Returns the baseline of what was found, shown or not: one line a place, sorted.
pub fn baseline(checked: &Checked, units: &[TranslationUnit], (source, target): (&Lang, &Lang)) -> String {
    let languages = stage::Languages { source, target };
    let known = checked.suppressed.iter().filter(|(_, why)| *why == Suppression::Known).map(|(f, _)| f);
    let clean = |text: &str| text.replace(['\t', '\n', '\r'], " ");
    let lines: BTreeSet<String> = checked
        .findings
        .iter()
        .chain(known)
        .flat_map(|f| f.odd_places().map(move |place| (f, place)))
        .map(|(f, place)| {
            let print = stage::of_place(f, place, units, languages);
            format!("{print}\t{}\t{}\n", f.code, clean(&f.subject))
        })
        .collect();
    format!("{HEAD}\n{}", lines.into_iter().collect::<String>())
}

/// Reads a baseline: the fingerprints of its places.
///
/// # Errors
///
/// A file that cannot be read or is no baseline, with the line.
pub fn read_baseline(path: &Path) -> Result<BTreeSet<String>, Error> {
    let failed = |e: std::io::Error| Error::File { path: path.to_owned(), detail: e.to_string() };
    let text = std::fs::read_to_string(path).map_err(failed)?;
    let wrong =
        |line: usize, detail: &str| Error::Line { path: path.to_owned(), line, detail: detail.to_owned() };
    let mut lines = text.lines().enumerate();
    if lines.next().map(|(_, line)| line.trim_end()) != Some(HEAD) {
        return Err(wrong(1, "this is no baseline; `yeksan check --write-baseline FILE` makes one"));
    }
    let mut known = BTreeSet::new();
    for (at, line) in lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#')) {
        let print = line.split('\t').next().unwrap_or_default();
        if print.len() != 10 || !print.bytes().all(|b| b.is_ascii_hexdigit()) {
            return Err(wrong(
                at + 1,
                "expected ten hexadecimal digits, a code and a subject, tab-separated",
            ));
        }
        known.insert(print.to_owned());
    }
    Ok(known)
}
