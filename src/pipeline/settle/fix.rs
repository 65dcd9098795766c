//! A fix that was worked out → one step of the store.

use super::plan::FixPlan;
use crate::pipeline::error::Error;
use crate::pipeline::watch::{Stage, Watch};
use crate::settle::apply;
use crate::store::{StepId, StepInfo, Store};
use std::collections::BTreeMap;

/// What a fix did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Fixed {
    /// The step; `None` when there was nothing to do.
    pub step: Option<StepId>,
    /// Units that were rewritten.
    pub units: usize,
    /// Units that became the same as another one at their place, and are one with it now.
    pub joined: usize,
}

/// Makes a fix: units, glossary and ledger in one step.
///
/// # Errors
///
/// [`Error::Changed`] when somebody else wrote to the store since the plan was made; nothing is kept then.
/// [`Error::Stopped`], the store's.
pub fn apply_fix(
    store: &mut dyn Store,
    step: &StepInfo,
    plan: &FixPlan,
    watch: &Watch,
) -> Result<Fixed, Error> {
    let mut fixed = Fixed::default();
    if plan.is_empty() {
        return Ok(fixed);
    }
    let mut units = BTreeMap::new();
    for change in &plan.settlement.changes {
        let unit = units.entry(change.unit).or_insert_with(|| plan.units[change.unit].clone());
        let variant = &mut unit.variants[change.variant];
        *variant = apply(variant, &change.edits);
        if variant.attributes.iter().any(|(name, _)| DATES.contains(&name.as_str())) {
            sign(&mut variant.attributes, step);
        }
        sign(&mut unit.attributes, step);
    }
    if plan.approves {
        for (index, unit) in plan.units.iter().enumerate() {
            units.entry(index).or_insert_with(|| unit.clone()).approved = true;
        }
    }
    let mut transaction = store.begin(step)?;
    // With the lock of the step held, nobody can come between.
    if transaction.change_seq()? != plan.seq {
        return Err(Error::Changed);
    }
    for (done, unit) in units.values().enumerate() {
        watch.at(Stage::Store, done as u64, units.len() as u64)?;
        if let Some(id) = unit.id {
            transaction.update_unit(id, unit)?;
        }
    }
    for (id, term) in &plan.terms {
        match id {
            Some(id) => transaction.update_term(*id, term, &plan.why)?,
            None => _ = transaction.add_term(term, &plan.why)?,
        }
    }
    for decision in &plan.decisions {
        transaction.add_decision(decision)?;
    }
    fixed.step = transaction.commit()?;
    watch.done();
    fixed.units = units.len();
    for unit in units.values() {
        if let Some(id) = unit.id
            && store.unit(id)?.is_none()
        {
            fixed.joined += 1;
        }
    }
    Ok(fixed)
}

/// What says when and by whom a text was made or changed, as TMX has it.
const DATES: [&str; 4] = ["changedate", "changeid", "creationdate", "creationid"];

/// Notes when and by whom a text was changed last.
fn sign(attributes: &mut Vec<(String, String)>, step: &StepInfo) {
    let when = step.when.strftime("%Y%m%dT%H%M%SZ").to_string();
    for (name, value) in [("changedate", when), ("changeid", step.who.clone())] {
        match attributes.iter_mut().find(|(own, _)| own == name) {
            Some((_, old)) => *old = value,
            None => attributes.push((name.to_owned(), value)),
        }
    }
}
