//! Which units an export takes, beyond what the store filters.

use crate::model::TranslationUnit;
use crate::pipeline::boilerplate::{Boilerplate, is_marked};
use crate::pipeline::error::Error;
use crate::store::{StepId, Store};
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use regex::Regex;
use std::collections::BTreeMap;

/// What passes; the default is everything.
#[derive(Debug, Clone, Default)]
pub struct Select {
    /// Only units whose last date is not before this moment.
    pub since: Option<Timestamp>,
    /// Only units whose last date is before this moment.
    pub until: Option<Timestamp>,
    /// Only units with a text that this matches.
    pub pattern: Option<Regex>,
    /// Whether boilerplate is left out.
    pub skip_boilerplate: bool,
}

impl Select {
    /// Looks up in the store what is needed to decide.
    pub(super) fn ready<'a>(&'a self, store: &dyn Store) -> Result<Ready<'a>, Error> {
        let dated = self.since.is_some() || self.until.is_some();
        let came = if dated { came(store)? } else { BTreeMap::new() };
        Ok(Ready { select: self, came, boilerplate: Boilerplate::of(store)? })
    }
}

/// A selection that can decide.
pub(super) struct Ready<'a> {
    select: &'a Select,
    /// When each file came, by its name.
    came: BTreeMap<String, Timestamp>,
    boilerplate: Boilerplate,
}

/// What becomes of a unit.
pub(super) enum Verdict {
    /// It passes.
    Passes,
    /// It would pass but for being boilerplate.
    Boilerplate,
    /// It does not pass.
    Stays,
}

impl Ready<'_> {
    /// Marks a unit of boilerplate, and says whether it passes.
    pub(super) fn judge(&self, unit: &mut TranslationUnit) -> Verdict {
        self.boilerplate.mark(unit);
        match self.admits(unit) {
            true if self.select.skip_boilerplate && is_marked(unit) => Verdict::Boilerplate,
            true => Verdict::Passes,
            false => Verdict::Stays,
        }
    }

    /// Returns whether a unit passes.
    fn admits(&self, unit: &TranslationUnit) -> bool {
        let Select { since, until, pattern, .. } = self.select;
        if pattern.as_ref().is_some_and(|pattern| !unit.variants.iter().any(|v| pattern.is_match(&v.text))) {
            return false;
        }
        if since.is_none() && until.is_none() {
            return true;
        }
        let when = date(unit).or_else(|| self.came.get(&unit.origin.file).copied());
        when.is_some_and(|when| since.is_none_or(|s| when >= s) && until.is_none_or(|u| when < u))
    }
}

/// Returns the last date that a unit or one of its variants bears.
fn date(unit: &TranslationUnit) -> Option<Timestamp> {
    let all = unit.variants.iter().flat_map(|v| &v.attributes).chain(&unit.attributes);
    all.filter(|(name, _)| name == "changedate" || name == "creationdate")
        .filter_map(|(_, v)| moment(v))
        .max()
}

/// Reads a moment: a date (`2024-05-01`), TMX's `20240501T080000Z`, RFC 3339. Without a zone it is UTC.
pub fn moment(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    let civil = |text: &str| {
        let time = text.parse::<DateTime>().ok();
        time.or_else(|| text.parse::<Date>().ok().map(DateTime::from))
    };
    text.parse().ok().or_else(|| {
        let plain = text.strip_suffix(['Z', 'z']).unwrap_or(text);
        civil(plain)?.to_zoned(TimeZone::UTC).ok().map(|zoned| zoned.timestamp())
    })
}

/// Returns when each file came last, by its name; undone steps count as long as the file is there.
fn came(store: &dyn Store) -> Result<BTreeMap<String, Timestamp>, Error> {
    let when: BTreeMap<StepId, Timestamp> =
        store.steps()?.into_iter().filter_map(|step| Some((step.id, step.when.parse().ok()?))).collect();
    let mut by_id: BTreeMap<i64, Timestamp> = BTreeMap::new();
    store.for_each_change(0, &mut |change| {
        if change.table == "file"
            && let Some(when) = when.get(&change.step)
        {
            for id in change.first..=change.last {
                by_id.insert(id, *when);
            }
        }
        Ok(std::ops::ControlFlow::Continue(()))
    })?;
    let files = store.files()?;
    Ok(files.into_iter().filter_map(|f| Some((f.info.name, *by_id.get(&f.id.number())?))).collect())
}
