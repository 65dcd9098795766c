//! Takes a step back, row by row.

use super::fault::Place;
use super::journal::{LoggedRow, Table};
use super::write::SqliteTransaction;
use crate::store::error::Error;
use crate::store::record::{Operation, StepId, StepInfo};
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::{BTreeMap, BTreeSet};

/// One entry of the log with what it needs to be taken back.
struct Entry {
    table: Table,
    operation: Operation,
    first: i64,
    last: i64,
    before: Option<String>,
}

/// See [`Store::undo`](crate::store::Store::undo).
pub(super) fn undo(
    connection: &Connection,
    place: &Place,
    step: StepId,
    by: &StepInfo,
) -> Result<StepId, Error> {
    let mut work = SqliteTransaction::begin(connection, place, by, Some(step))?;
    let fault = |error| place.fault(error);
    let undone_by: Option<Option<StepId>> = connection
        .query_row("SELECT undone_by FROM step WHERE id = ?1", [step], |row| row.get(0))
        .optional()
        .map_err(fault)?;
    match undone_by {
        None => return Err(place.not_found("step", step)),
        Some(Some(by)) => return Err(Error::AlreadyUndone { step, by }),
        Some(None) => {}
    }
    if let Some(later) = built_on(connection, place, step)? {
        return Err(Error::BuiltOn { step, later });
    }
    let id = work.journal.step()?;
    let mut touched = BTreeSet::new();
    for entry in entries(connection, place, step)? {
        match entry.operation {
            Operation::Insert => take_out(&mut work, step, &entry, &mut touched)?,
            Operation::Update => {
                if entry.table == Table::Occurrence {
                    touched.insert(work.unit_of(entry.first)?);
                }
                let row = logged(&mut work, &entry)?;
                work.journal.updating(entry.table, entry.first)?;
                row.update(connection, place, entry.table)?;
            }
            Operation::Delete => {
                let row = logged(&mut work, &entry)?;
                row.insert(connection, place, entry.table)?;
                work.journal.inserted(entry.table, entry.first)?;
            }
        }
    }
    for unit in touched {
        work.units.retire_unused(unit)?;
    }
    mark_undone(connection, place, step, id)?;
    work.finish()?;
    Ok(id)
}

/// Returns the earliest later step that stands and that changed rows of this one.
///
/// A step that was undone and the step that undid it cancel each other. What is left in the way is a step that stands,
/// or the undoing of a step older than this one.
fn built_on(connection: &Connection, place: &Place, step: StepId) -> Result<Option<StepId>, Error> {
    let fault = |error| place.fault(error);
    // Per table the rows of this step, as ranges that neither touch nor overlap: first row to last row.
    let mut own: BTreeMap<String, BTreeMap<i64, i64>> = BTreeMap::new();
    let mut statement = connection
        .prepare_cached("SELECT tab, first, last FROM change WHERE step = ?1 ORDER BY tab, first")
        .map_err(fault)?;
    let mut rows = statement.query([step]).map_err(fault)?;
    while let Some(row) = rows.next().map_err(fault)? {
        let (first, last): (i64, i64) = (row.get(1).map_err(fault)?, row.get(2).map_err(fault)?);
        let ranges = own.entry(row.get(0).map_err(fault)?).or_default();
        match ranges.last_entry() {
            Some(mut open) if *open.get() + 1 >= first => *open.get_mut() = last.max(*open.get()),
            _ => _ = ranges.insert(first, last),
        }
    }
    let mut statement = connection
        .prepare_cached(
            "SELECT change.step, tab, first, last FROM change JOIN step ON step.id = change.step
             WHERE change.step > ?1 AND step.undone_by IS NULL AND (step.undoes IS NULL OR step.undoes < ?1)
             ORDER BY change.step",
        )
        .map_err(fault)?;
    let mut rows = statement.query([step]).map_err(fault)?;
    while let Some(row) = rows.next().map_err(fault)? {
        let table: String = row.get(1).map_err(fault)?;
        let (first, last): (i64, i64) = (row.get(2).map_err(fault)?, row.get(3).map_err(fault)?);
        let nearest = own.get(&table).and_then(|ranges| ranges.range(..=last).next_back());
        if nearest.is_some_and(|(_, end)| *end >= first) {
            return Ok(Some(row.get(0).map_err(fault)?));
        }
    }
    Ok(None)
}

/// Returns the log of a step, the last entry first.
fn entries(connection: &Connection, place: &Place, step: StepId) -> Result<Vec<Entry>, Error> {
    let fault = |error| place.fault(error);
    let mut statement = connection
        .prepare_cached(
            "SELECT tab, operation, first, last, before FROM change WHERE step = ?1 ORDER BY seq DESC",
        )
        .map_err(fault)?;
    let mut rows = statement.query([step]).map_err(fault)?;
    let mut entries = Vec::new();
    while let Some(row) = rows.next().map_err(fault)? {
        let (table, operation): (String, String) = (row.get(0).map_err(fault)?, row.get(1).map_err(fault)?);
        entries.push(Entry {
            table: Table::parse(place, &table)?,
            operation: Operation::parse(place, &operation)?,
            first: row.get(2).map_err(fault)?,
            last: row.get(3).map_err(fault)?,
            before: row.get(4).map_err(fault)?,
        });
    }
    Ok(entries)
}

/// Deletes the rows that an entry inserted.
fn take_out(
    work: &mut SqliteTransaction<'_>,
    step: StepId,
    entry: &Entry,
    touched: &mut BTreeSet<i64>,
) -> Result<(), Error> {
    for id in (entry.first..=entry.last).rev() {
        match entry.table {
            Table::Occurrence => {
                touched.insert(work.unit_of(id)?);
            }
            Table::File => {
                if let Some(later) = user_of_file(work, id)? {
                    return Err(Error::BuiltOn { step, later });
                }
            }
            _ => {}
        }
        work.journal.deleting(entry.table, id)?;
        work.execute(&format!("DELETE FROM {} WHERE id = ?1", entry.table.as_str()), [id])?;
    }
    Ok(())
}

/// Returns the step that put an occurrence into a file, `None` when the file is empty.
fn user_of_file(work: &SqliteTransaction<'_>, file: i64) -> Result<Option<StepId>, Error> {
    work.connection
        .query_row(
            "SELECT min(change.step) FROM occurrence JOIN change
             ON change.tab = 'occurrence' AND change.operation = 'insert'
                AND occurrence.id BETWEEN change.first AND change.last
             WHERE occurrence.file = ?1",
            [file],
            |row| row.get(0),
        )
        .map_err(|error| work.place.fault(error))
}

/// Returns the row of an entry as it was, its unit brought back.
fn logged(work: &mut SqliteTransaction<'_>, entry: &Entry) -> Result<LoggedRow, Error> {
    let mut row = LoggedRow::parse(work.place, entry.before.as_deref())?;
    if entry.table == Table::Occurrence
        && let Some(unit) = row.integer("unit")
    {
        let unit = work.units.recall(unit)?;
        row.set_integer("unit", unit);
    }
    Ok(row)
}

/// Notes what undid a step; undoing an undoing makes the first step stand again, and so on down the chain.
fn mark_undone(connection: &Connection, place: &Place, step: StepId, by: StepId) -> Result<(), Error> {
    let (mut step, mut by) = (step, Some(by));
    loop {
        connection
            .execute("UPDATE step SET undone_by = ?2 WHERE id = ?1", params![step, by])
            .map_err(|error| place.fault(error))?;
        let undoes: Option<StepId> = connection
            .query_row("SELECT undoes FROM step WHERE id = ?1", [step], |row| row.get(0))
            .map_err(|error| place.fault(error))?;
        let Some(target) = undoes else { return Ok(()) };
        by = if by.is_some() { None } else { Some(step) };
        step = target;
    }
}
