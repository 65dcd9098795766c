//! A document pair aligned again: what is the same stays, what a person confirmed or rewrote stays, the rest is replaced.

use super::read;
use super::rewritten;
use super::write::SqliteTransaction;
use crate::model::{Origin, TranslationUnit};
use crate::store::backend::Transaction;
use crate::store::error::Error;
use crate::store::key::{UnitKey, metadata_digest};
use crate::store::record::{FileId, Replaced};
use std::collections::BTreeMap;
use std::ops::Range;

/// See [`Transaction::replace_units`].
pub(super) fn replace_units(
    step: &mut SqliteTransaction<'_>,
    file: FileId,
    units: &[TranslationUnit],
    same_content: bool,
) -> Result<Replaced, Error> {
    step.units.finish()?;
    let present = read::units_of_file(step.connection, step.place, file.0)?;
    let mut counts = Replaced::default();
    let rewritten = rewritten::of_file(step.connection, step.place, file.0)?;
    let came_with = |unit: &TranslationUnit| unit.id.and_then(|id| rewritten.get(&id));
    let (held, open): (Vec<_>, Vec<_>) =
        present.into_iter().partition(|unit| unit.approved || came_with(unit).is_some());
    // What stays, by the texts it has and by those it came with.
    let mut held_keys: BTreeMap<UnitKey, Vec<usize>> = BTreeMap::new();
    for (index, unit) in held.iter().enumerate() {
        for texts in [Some(&unit.variants), came_with(unit)].into_iter().flatten() {
            held_keys.entry(UnitKey::of(texts)).or_default().push(index);
        }
    }
    let mut met = vec![false; held.len()];
    let mut open_by_identity: BTreeMap<_, TranslationUnit> =
        open.into_iter().map(|unit| (identity(&unit), unit)).collect();

    let mut new = Vec::new();
    for unit in units {
        let same = held_keys.get(&UnitKey::of(&unit.variants));
        if let Some(&index) = same.and_then(|all| all.iter().find(|&&index| !met[index])) {
            met[index] = true;
            counts.kept += 1;
            continue;
        }
        if same_content && held.iter().any(|other| overlap(&unit.origin, &other.origin)) {
            counts.overruled += 1;
            continue;
        }
        match open_by_identity.remove(&identity(unit)) {
            Some(there) => {
                counts.kept += 1;
                if there.confidence != unit.confidence || there.approved != unit.approved {
                    step.update_unit(there.id.unwrap_or_default(), unit)?;
                }
            }
            None => new.push(unit),
        }
    }
    for gone in open_by_identity.values() {
        step.remove_unit(gone.id.unwrap_or_default())?;
        counts.removed += 1;
    }
    for unit in new {
        match step.add_unit(file, unit)?.occurrence_is_new {
            true => counts.added += 1,
            false => counts.kept += 1,
        }
    }
    Ok(counts)
}

fn identity(unit: &TranslationUnit) -> (u64, UnitKey, i64) {
    (unit.origin.place, UnitKey::of(&unit.variants), metadata_digest(unit))
}

fn overlap(one: &Origin, other: &Origin) -> bool {
    let meet = |one: &[Range<usize>], other: &[Range<usize>]| {
        one.iter().any(|a| other.iter().any(|b| a.start < b.end && b.start < a.end))
    };
    meet(&one.source_ranges, &other.source_ranges) || meet(&one.target_ranges, &other.target_ranges)
}
