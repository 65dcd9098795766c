//! Reads decisions, settings, steps and the change log.

use super::fault::Place;
use super::journal::Table;
use crate::store::backend::Visit;
use crate::store::error::Error;
use crate::store::record::{Change, Decision, Operation, Step};
use rusqlite::{Connection, OptionalExtension};
use std::ops::ControlFlow;

pub(super) fn decisions(
    connection: &Connection,
    place: &Place,
    kind: Option<&str>,
) -> Result<Vec<Decision>, Error> {
    let fault = |error| place.fault(error);
    let mut statement = connection
        .prepare_cached(
            "SELECT decision.id, kind, subject, value, why, who, at FROM decision JOIN step ON step.id = step
             WHERE ?1 IS NULL OR kind = ?1 ORDER BY decision.id",
        )
        .map_err(fault)?;
    let rows = statement
        .query_map([kind], |row| {
            Ok(Decision {
                id: row.get(0)?,
                kind: row.get(1)?,
                subject: row.get(2)?,
                value: row.get(3)?,
                why: row.get(4)?,
                who: row.get(5)?,
                when: row.get(6)?,
            })
        })
        .map_err(fault)?;
    rows.collect::<Result<_, _>>().map_err(fault)
}

pub(super) fn setting(connection: &Connection, place: &Place, name: &str) -> Result<Option<String>, Error> {
    connection
        .query_row("SELECT value FROM setting WHERE name = ?1", [name], |row| row.get(0))
        .optional()
        .map_err(|error| place.fault(error))
}

pub(super) fn steps(connection: &Connection, place: &Place) -> Result<Vec<Step>, Error> {
    let fault = |error| place.fault(error);
    let mut statement = connection
        .prepare_cached(
            "SELECT id, at, who, command, undoes, undone_by,
                    ifnull((SELECT sum(last - first + 1) FROM change WHERE change.step = step.id), 0)
             FROM step ORDER BY id",
        )
        .map_err(fault)?;
    let rows = statement
        .query_map([], |row| {
            Ok(Step {
                id: row.get(0)?,
                when: row.get(1)?,
                who: row.get(2)?,
                command: row.get(3)?,
                undoes: row.get(4)?,
                undone_by: row.get(5)?,
                rows: row.get::<_, i64>(6)?.unsigned_abs(),
            })
        })
        .map_err(fault)?;
    rows.collect::<Result<_, _>>().map_err(fault)
}

pub(super) fn for_each_change(
    connection: &Connection,
    place: &Place,
    seq: u64,
    visit: Visit<'_, Change>,
) -> Result<(), Error> {
    let fault = |error| place.fault(error);
    let seq = i64::try_from(seq).unwrap_or(i64::MAX);
    let mut statement = connection
        .prepare_cached(
            "SELECT seq, step, tab, operation, first, last FROM change WHERE seq > ?1 ORDER BY seq",
        )
        .map_err(fault)?;
    let mut rows = statement.query([seq]).map_err(fault)?;
    while let Some(row) = rows.next().map_err(fault)? {
        let (table, operation): (String, String) = (row.get(2).map_err(fault)?, row.get(3).map_err(fault)?);
        let change = Change {
            seq: row.get::<_, i64>(0).map_err(fault)?.unsigned_abs(),
            step: row.get(1).map_err(fault)?,
            table: Table::parse(place, &table)?.as_str().to_owned(),
            operation: Operation::parse(place, &operation)?,
            first: row.get(4).map_err(fault)?,
            last: row.get(5).map_err(fault)?,
        };
        if let ControlFlow::Break(()) = visit(change)? {
            break;
        }
    }
    Ok(())
}

/// The last row's id: one look at the end of a tree.
pub(super) fn change_seq(connection: &Connection, place: &Place) -> Result<u64, Error> {
    connection
        .query_row("SELECT ifnull(max(seq), 0) FROM change", [], |row| row.get::<_, i64>(0))
        .map(i64::unsigned_abs)
        .map_err(|error| place.fault(error))
}
