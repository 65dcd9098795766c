//! Occurrences whose texts are not those they came with.

use super::fault::Place;
use super::journal::LoggedRow;
use super::row;
use super::unit::retired_variants;
use crate::model::Variant;
use crate::store::error::Error;
use crate::store::key::UnitKey;
use rusqlite::{Connection, OptionalExtension};
use std::collections::{BTreeMap, BTreeSet};

/// See [`rewritten_units`](crate::store::Transaction::rewritten_units).
///
/// Imports and alignments write an occurrence's texts once; whatever puts other texts there is somebody's decision. So
/// the first logged change of an occurrence has the texts it came with.
pub(super) fn of_file(
    connection: &Connection,
    place: &Place,
    file: i64,
) -> Result<BTreeMap<i64, Vec<Variant>>, Error> {
    let fault = |error| place.fault(error);
    let mut statement = connection
        .prepare_cached(
            "SELECT occurrence.id, occurrence.unit, change.before FROM change
             JOIN occurrence ON occurrence.id = change.first
             WHERE change.tab = 'occurrence' AND change.operation = 'update' AND occurrence.file = ?1
             ORDER BY change.seq",
        )
        .map_err(fault)?;
    let mut rows = statement.query([file]).map_err(fault)?;
    let (mut seen, mut found) = (BTreeSet::new(), BTreeMap::new());
    while let Some(row) = rows.next().map_err(fault)? {
        let (id, now): (i64, i64) = (row.get(0).map_err(fault)?, row.get(1).map_err(fault)?);
        if !seen.insert(id) {
            continue;
        }
        let before: Option<String> = row.get(2).map_err(fault)?;
        let Some(then) = LoggedRow::parse(place, before.as_deref())?.integer("unit") else { continue };
        // A unit that went and came back may have another id.
        if then != now
            && let Some(texts) = texts_of(connection, place, then)?
            && UnitKey::of(&texts) != UnitKey::of(&texts_of(connection, place, now)?.unwrap_or_default())
        {
            found.insert(id, texts);
        }
    }
    Ok(found)
}

/// Returns the texts of a unit that is there or retired.
fn texts_of(connection: &Connection, place: &Place, unit: i64) -> Result<Option<Vec<Variant>>, Error> {
    let present = row::variants(connection, place, unit)?;
    if !present.is_empty() {
        return Ok(Some(present));
    }
    let retired: Option<String> = connection
        .prepare_cached("SELECT variants FROM retired_unit WHERE id = ?1")
        .and_then(|mut statement| statement.query_row([unit], |row| row.get(0)).optional())
        .map_err(|error| place.fault(error))?;
    retired.map(|text| retired_variants(place, &text)).transpose()
}
