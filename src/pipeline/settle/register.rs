//! The names of a store with the units they stand in.

use super::decided::{Decided, decided};
use crate::model::{Lang, Name, Side, TranslationUnit};
use crate::pipeline::error::Error;
use crate::pipeline::names::{NamesOptions, find_names};
use crate::pipeline::watch::Watch;
use crate::settle::{Found, look_up, near};
use crate::store::{Filter, Operation, Store};
use std::collections::BTreeMap;
use std::ops::ControlFlow;

/// The units of a pair of languages, the names in them, and what was decided.
#[derive(Debug, Clone)]
pub struct Register {
    /// Source and target, as asked for.
    pub languages: (Lang, Lang),
    /// The units with both languages, in the order of the store.
    pub units: Vec<TranslationUnit>,
    /// The names of either side; [`Use`](crate::model::Use) points into `units`.
    pub names: Vec<Name>,
    /// The decisions.
    pub decided: Decided,
}

/// What a word means in a register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meant {
    /// Names that are written so: their indices.
    Names(Vec<usize>),
    /// Names with a rendering that is written so: their indices.
    Renderings(Vec<usize>),
    /// Nothing; what may have been meant.
    Near(Vec<String>),
}

/// Finds the names of a store.
///
/// # Errors
///
/// [`Error::NoUnits`], [`Error::Stopped`], the store's.
pub fn register(
    store: &dyn Store,
    (source, target): (&Lang, &Lang),
    options: &NamesOptions,
    watch: &Watch,
) -> Result<Register, Error> {
    let filter = Filter { languages: vec![source.clone(), target.clone()], ..Filter::default() };
    let units = store.units(&filter)?;
    if units.is_empty() {
        return Err(Error::NoUnits(format!("{source} and {target}")));
    }
    let decided = decided(store, source, target)?;
    let names = find_names(&units, (source, target), &decided, options, watch)?;
    Ok(Register { languages: (source.clone(), target.clone()), units, names, decided })
}

impl Register {
    /// Returns the language of the names of a side and that of their renderings.
    pub fn sides(&self, side: Side) -> (&Lang, &Lang) {
        let (source, target) = &self.languages;
        match side {
            Side::Source => (source, target),
            Side::Target => (target, source),
        }
    }

    /// Returns what a word means: a name, whatever its case and diacritics, or a rendering.
    pub fn look_up(&self, asked: &str) -> Meant {
        let (source, target) = (self.languages.0.primary(), self.languages.1.primary());
        match look_up(&self.names, &self.decided.bonds, asked, &source, &target) {
            Found::Names(found) => Meant::Names(found),
            Found::Renderings(found) => Meant::Renderings(found),
            Found::Nothing => Meant::Near(near(&self.names, asked).into_iter().map(str::to_owned).collect()),
        }
    }

    /// Returns when each of these names was first put into the store: index of the unit, and the moment of its step.
    ///
    /// # Errors
    ///
    /// The store's.
    pub fn first_seen(
        &self,
        store: &dyn Store,
        names: &[usize],
    ) -> Result<Vec<Option<(usize, String)>>, Error> {
        let when: BTreeMap<i64, String> = store.steps()?.into_iter().map(|s| (s.id, s.when)).collect();
        // Rows that came in together, by their first id: the last one and the step.
        let mut runs: BTreeMap<i64, (i64, i64)> = BTreeMap::new();
        store.for_each_change(0, &mut |change| {
            if change.table == "occurrence" && change.operation == Operation::Insert {
                // What undo brings back was first seen when it came.
                runs.entry(change.first).or_insert((change.last, change.step));
            }
            Ok(ControlFlow::Continue(()))
        })?;
        let step_of = |unit: usize| {
            let id = self.units[unit].id?;
            let (_, (last, step)) = runs.range(..=id).next_back()?;
            (id <= *last).then_some(*step)
        };
        let first = |name: &usize| {
            let uses = self.names[*name].renderings.iter().flat_map(|r| &r.uses);
            let (step, unit) = uses.filter_map(|u| Some((step_of(u.unit)?, u.unit))).min()?;
            Some((unit, when.get(&step)?.clone()))
        };
        Ok(names.iter().map(first).collect())
    }
}
