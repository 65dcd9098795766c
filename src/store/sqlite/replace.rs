//! A document pair aligned again: what is the same stays, what a person confirmed stays, the rest is replaced.

use super::read;
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
    let (confirmed, open): (Vec<_>, Vec<_>) = present.into_iter().partition(|unit| unit.approved);
    let mut confirmed_keys: BTreeMap<UnitKey, usize> = BTreeMap::new();
    for unit in &confirmed {
        *confirmed_keys.entry(UnitKey::of(&unit.variants)).or_default() += 1;
    }
    let mut open_by_identity: BTreeMap<_, TranslationUnit> =
        open.into_iter().map(|unit| (identity(&unit), unit)).collect();

    let mut new = Vec::new();
    for unit in units {
        match confirmed_keys.get_mut(&UnitKey::of(&unit.variants)) {
            Some(count) if *count > 0 => {
                *count -= 1;
                counts.kept += 1;
                continue;
            }
            _ => {}
        }
        if same_content && confirmed.iter().any(|other| overlap(&unit.origin, &other.origin)) {
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
