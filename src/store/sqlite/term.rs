//! The glossary: entries and their renderings.

use super::fault::Place;
use super::journal::Table;
use super::row;
use super::write::SqliteTransaction;
use crate::store::error::Error;
use crate::store::record::StoredTerm;
use glossary::term::{Forms, Rendering, Term};
use rusqlite::{Connection, params};
use std::str::FromStr;

/// Source plurals, target plurals, source short forms, target short forms.
type StoredForms = [Vec<String>; 4];

const SELECT: &str =
    "SELECT term.id, source_lang, target_lang, kind, source, forms, scope, note, origin, why, who, at
                      FROM term JOIN step ON step.id = term.step";

/// The columns that JSON is in.
struct Columns {
    source: String,
    forms: Option<String>,
}

impl Columns {
    fn of(place: &Place, term: &Term) -> Result<Columns, Error> {
        let forms: StoredForms = [
            term.forms.source_plural.clone(),
            term.forms.target_plural.clone(),
            term.forms.source_short.clone(),
            term.forms.target_short.clone(),
        ];
        let forms =
            if forms.iter().all(Vec::is_empty) { None } else { Some(row::json(place, "forms", &forms)?) };
        Ok(Columns { source: row::json(place, "spellings", &term.source)?, forms })
    }
}

pub(super) fn add(step: &mut SqliteTransaction<'_>, term: &Term, why: &str) -> Result<i64, Error> {
    let columns = Columns::of(step.place, term)?;
    let twins =
        read(step.connection, step.place, "WHERE term.source = ?1 ORDER BY term.id", [&columns.source])?;
    if let Some(twin) = twins.iter().find(|twin| twin.term == *term) {
        return Ok(twin.id);
    }
    let number = step.journal.step()?;
    step.execute(
        "INSERT INTO term (source_lang, target_lang, kind, source, forms, scope, note, origin, why, step)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        params![
            term.source_lang,
            term.target_lang,
            term.kind.as_str(),
            columns.source,
            columns.forms,
            term.scope,
            term.note,
            term.from,
            why,
            number
        ],
    )?;
    let id = step.connection.last_insert_rowid();
    step.journal.inserted(Table::Term, id)?;
    add_renderings(step, id, term)?;
    Ok(id)
}

pub(super) fn update(step: &mut SqliteTransaction<'_>, id: i64, term: &Term, why: &str) -> Result<(), Error> {
    let columns = Columns::of(step.place, term)?;
    step.journal.updating(Table::Term, id)?;
    let number = step.journal.step()?;
    step.execute(
        "UPDATE term SET source_lang = ?2, target_lang = ?3, kind = ?4, source = ?5, forms = ?6, scope = ?7,
                note = ?8, origin = ?9, why = ?10, step = ?11
         WHERE id = ?1",
        params![
            id,
            term.source_lang,
            term.target_lang,
            term.kind.as_str(),
            columns.source,
            columns.forms,
            term.scope,
            term.note,
            term.from,
            why,
            number
        ],
    )?;
    remove_renderings(step, id)?;
    add_renderings(step, id, term)
}

pub(super) fn remove(step: &mut SqliteTransaction<'_>, id: i64) -> Result<(), Error> {
    remove_renderings(step, id)?;
    step.journal.deleting(Table::Term, id)?;
    step.execute("DELETE FROM term WHERE id = ?1", [id])?;
    Ok(())
}

pub(super) fn terms(connection: &Connection, place: &Place) -> Result<Vec<StoredTerm>, Error> {
    read(connection, place, "ORDER BY term.id", [])
}

fn add_renderings(step: &mut SqliteTransaction<'_>, id: i64, term: &Term) -> Result<(), Error> {
    for (position, rendering) in term.target.iter().enumerate() {
        step.execute(
            "INSERT INTO rendering (term, position, text, status) VALUES (?1, ?2, ?3, ?4)",
            params![id, position as i64, rendering.text, rendering.status.as_str()],
        )?;
        step.journal.inserted(Table::Rendering, step.connection.last_insert_rowid())?;
    }
    Ok(())
}

fn remove_renderings(step: &mut SqliteTransaction<'_>, id: i64) -> Result<(), Error> {
    let ids: Vec<i64> = step
        .connection
        .prepare_cached("SELECT id FROM rendering WHERE term = ?1 ORDER BY position")
        .and_then(|mut statement| statement.query_map([id], |row| row.get(0))?.collect())
        .map_err(|error| step.place.fault(error))?;
    for id in ids {
        step.journal.deleting(Table::Rendering, id)?;
        step.execute("DELETE FROM rendering WHERE id = ?1", [id])?;
    }
    Ok(())
}

fn read(
    connection: &Connection,
    place: &Place,
    condition: &str,
    values: impl rusqlite::Params,
) -> Result<Vec<StoredTerm>, Error> {
    let fault = |error| place.fault(error);
    let mut statement = connection.prepare_cached(&format!("{SELECT} {condition}")).map_err(fault)?;
    let mut renderings = connection
        .prepare_cached("SELECT text, status FROM rendering WHERE term = ?1 ORDER BY position")
        .map_err(fault)?;
    let mut rows = statement.query(values).map_err(fault)?;
    let mut terms = Vec::new();
    while let Some(row) = rows.next().map_err(fault)? {
        let id: i64 = row.get(0).map_err(fault)?;
        let (kind, source): (String, String) = (row.get(3).map_err(fault)?, row.get(4).map_err(fault)?);
        let forms: Option<String> = row.get(5).map_err(fault)?;
        let [source_plural, target_plural, source_short, target_short]: StoredForms =
            row::parse(place, "forms", forms.as_deref())?;
        let mut target = Vec::new();
        let mut rows = renderings.query([id]).map_err(fault)?;
        while let Some(row) = rows.next().map_err(fault)? {
            let status: String = row.get(1).map_err(fault)?;
            target.push(Rendering { text: row.get(0).map_err(fault)?, status: word(place, &status)? });
        }
        terms.push(StoredTerm {
            id,
            term: Term {
                source: row::parse(place, "source", Some(&source))?,
                target,
                forms: Forms { source_plural, target_plural, source_short, target_short },
                kind: word(place, &kind)?,
                source_lang: row.get(1).map_err(fault)?,
                target_lang: row.get(2).map_err(fault)?,
                scope: row.get(6).map_err(fault)?,
                note: row.get(7).map_err(fault)?,
                from: row.get(8).map_err(fault)?,
            },
            why: row.get(9).map_err(fault)?,
            who: row.get(10).map_err(fault)?,
            when: row.get(11).map_err(fault)?,
        });
    }
    Ok(terms)
}

fn word<T: FromStr>(place: &Place, word: &str) -> Result<T, Error>
where
    T::Err: std::fmt::Display,
{
    word.parse().map_err(|e: T::Err| place.damaged(e.to_string()))
}
