//! Reads units, files and sizes.

use super::fault::Place;
use super::row;
use crate::model::{Lang, TranslationUnit};
use crate::store::backend::Visit;
use crate::store::error::Error;
use crate::store::key::UnitKey;
use crate::store::record::{FileId, FileInfo, FileKind, FileRecord, Filter, Stats};
use rusqlite::{Connection, OptionalExtension, params};
use std::ops::ControlFlow;

/// File by file, each in the order of its places: both come out of an index, nothing is sorted as a whole.
pub(super) fn for_each_unit(
    connection: &Connection,
    place: &Place,
    filter: &Filter,
    visit: Visit<'_, TranslationUnit>,
) -> Result<(), Error> {
    let fault = |error| place.fault(error);
    let mut statement = connection
        .prepare_cached(
            "SELECT id, name, target FROM file
             WHERE ?1 IS NULL OR name = ?1 OR target = ?1 OR substr(name, 1, length(?1) + 1) = ?1 || '/' ORDER BY id",
        )
        .map_err(fault)?;
    let mut files = statement.query([&filter.file]).map_err(fault)?;
    while let Some(file) = files.next().map_err(fault)? {
        let name: String = file.get(1).map_err(fault)?;
        let target: Option<String> = file.get(2).map_err(fault)?;
        let names = (name.as_str(), target.as_deref());
        if for_file(connection, place, file.get(0).map_err(fault)?, names, filter, visit)?.is_break() {
            break;
        }
    }
    Ok(())
}

fn for_file(
    connection: &Connection,
    place: &Place,
    file: i64,
    names: (&str, Option<&str>),
    filter: &Filter,
    visit: Visit<'_, TranslationUnit>,
) -> Result<ControlFlow<()>, Error> {
    let fault = |error| place.fault(error);
    let sql = format!("SELECT {} FROM occurrence WHERE file = ?1 ORDER BY place, id", row::OCCURRENCE);
    let mut statement = connection.prepare_cached(&sql).map_err(fault)?;
    let mut rows = statement.query([file]).map_err(fault)?;
    let figures = Filter { languages: Vec::new(), ..filter.clone() };
    while let Some(row) = rows.next().map_err(fault)? {
        let unit = row::occurrence(connection, place, row, names, |unit| figures.admits(unit))?;
        let Some(unit) = unit.filter(|unit| filter.admits(unit)) else { continue };
        if visit(unit)?.is_break() {
            return Ok(ControlFlow::Break(()));
        }
    }
    Ok(ControlFlow::Continue(()))
}

/// Gives the occurrences of a file by place.
pub(super) fn for_each_unit_of(
    connection: &Connection,
    place: &Place,
    file: i64,
    visit: Visit<'_, TranslationUnit>,
) -> Result<(), Error> {
    for_file(connection, place, file, ("", None), &Filter::default(), visit).map(|_| ())
}

/// Returns the occurrences of a file by place.
pub(super) fn units_of_file(
    connection: &Connection,
    place: &Place,
    file: i64,
) -> Result<Vec<TranslationUnit>, Error> {
    let mut units = Vec::new();
    for_each_unit_of(connection, place, file, &mut |unit| {
        units.push(unit);
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(units)
}

pub(super) fn unit(
    connection: &Connection,
    place: &Place,
    id: i64,
) -> Result<Option<TranslationUnit>, Error> {
    let fault = |error| place.fault(error);
    let sql = format!("SELECT {}, file FROM occurrence WHERE id = ?1", row::OCCURRENCE);
    let mut statement = connection.prepare_cached(&sql).map_err(fault)?;
    let mut rows = statement.query([id]).map_err(fault)?;
    let Some(row) = rows.next().map_err(fault)? else { return Ok(None) };
    let file: i64 = row.get("file").map_err(fault)?;
    let (name, target): (String, Option<String>) = connection
        .query_row("SELECT name, target FROM file WHERE id = ?1", [file], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .map_err(fault)?;
    row::occurrence(connection, place, row, (&name, target.as_deref()), |_| true)
}

pub(super) fn neighbours(
    connection: &Connection,
    place: &Place,
    id: i64,
) -> Result<(Option<UnitKey>, Option<UnitKey>), Error> {
    let fault = |error| place.fault(error);
    let here: Option<(i64, i64)> = connection
        .prepare_cached("SELECT file, place FROM occurrence WHERE id = ?1")
        .and_then(|mut s| s.query_row([id], |row| Ok((row.get(0)?, row.get(1)?))).optional())
        .map_err(fault)?;
    let (file, at) = here.ok_or_else(|| place.not_found("unit", id))?;
    let key = |sql: &str| -> Result<Option<UnitKey>, Error> {
        connection
            .prepare_cached(sql)
            .and_then(|mut s| s.query_row(params![file, at], |row| row.get(0)).optional())
            .map(|key| key.map(UnitKey::from_bytes))
            .map_err(fault)
    };
    Ok((
        key("SELECT key FROM occurrence JOIN unit ON unit.id = unit
             WHERE file = ?1 AND place < ?2 ORDER BY place DESC LIMIT 1")?,
        key("SELECT key FROM occurrence JOIN unit ON unit.id = unit
             WHERE file = ?1 AND place > ?2 ORDER BY place LIMIT 1")?,
    ))
}

pub(super) fn files(connection: &Connection, place: &Place) -> Result<Vec<FileRecord>, Error> {
    let fault = |error| place.fault(error);
    let mut statement = connection
        .prepare_cached(
            "SELECT id, kind, name, target, hash, header,
                    (SELECT count(*) FROM occurrence WHERE file = file.id),
                    (SELECT count(*) FROM occurrence WHERE file = file.id AND approved)
             FROM file ORDER BY id",
        )
        .map_err(fault)?;
    let mut rows = statement.query([]).map_err(fault)?;
    let mut files = Vec::new();
    while let Some(row) = rows.next().map_err(fault)? {
        let kind: String = row.get(1).map_err(fault)?;
        let header: Option<String> = row.get(5).map_err(fault)?;
        files.push(FileRecord {
            id: FileId(row.get(0).map_err(fault)?),
            info: FileInfo {
                kind: FileKind::parse(&kind)
                    .ok_or_else(|| place.damaged(format!("unknown kind of file {kind:?}")))?,
                name: row.get(2).map_err(fault)?,
                target: row.get(3).map_err(fault)?,
                hash: row.get(4).map_err(fault)?,
                header: row::parse(place, "header", header.as_deref())?,
            },
            occurrences: row.get::<_, i64>(6).map_err(fault)?.unsigned_abs(),
            approved: row.get::<_, i64>(7).map_err(fault)?.unsigned_abs(),
        });
    }
    Ok(files)
}

pub(super) fn sizes(connection: &Connection, place: &Place) -> Result<Stats, Error> {
    connection
        .query_row(
            "SELECT (SELECT count(*) FROM unit), count(*), count(*) FILTER (WHERE approved), count(confidence),
                    (SELECT count(*) FROM file), (SELECT count(*) FROM decision), (SELECT count(*) FROM step),
                    (SELECT count(*) FROM term)
             FROM occurrence",
            [],
            |row| {
                let n = |index: usize| row.get::<_, i64>(index).map(i64::unsigned_abs);
                Ok(Stats {
                    units: n(0)?,
                    occurrences: n(1)?,
                    approved: n(2)?,
                    aligned: n(3)?,
                    files: n(4)?,
                    decisions: n(5)?,
                    steps: n(6)?,
                    terms: n(7)?,
                    ..Stats::default()
                })
            },
        )
        .map_err(|error| place.fault(error))
}

pub(super) fn languages(connection: &Connection, place: &Place) -> Result<Vec<(Lang, u64)>, Error> {
    let fault = |error| place.fault(error);
    let mut statement = connection
        .prepare_cached("SELECT lang, count(*) FROM variant GROUP BY lang ORDER BY lang")
        .map_err(fault)?;
    let rows = statement
        .query_map([], |row| Ok((Lang::new(row.get::<_, String>(0)?), row.get::<_, i64>(1)?.unsigned_abs())))
        .map_err(fault)?;
    rows.collect::<Result<_, _>>().map_err(fault)
}

pub(super) fn faults(connection: &Connection, place: &Place) -> Result<Vec<String>, Error> {
    let fault = |error| place.fault(error);
    let mut faults = Vec::new();
    let mut statement = connection.prepare("PRAGMA integrity_check").map_err(fault)?;
    let rows = statement.query_map([], |row| row.get::<_, String>(0)).map_err(fault)?;
    for row in rows {
        match row.map_err(fault)? {
            ok if ok == "ok" => {}
            sentence => faults.push(sentence),
        }
    }
    for (sql, what) in [
        ("SELECT count(*) FROM pragma_foreign_key_check", "rows refer to rows that are not there"),
        (
            "SELECT count(*) FROM unit WHERE NOT EXISTS (SELECT 1 FROM occurrence WHERE unit = unit.id)",
            "units have no occurrence",
        ),
        (
            "SELECT count(*) FROM variant WHERE NOT EXISTS (SELECT 1 FROM unit WHERE id = variant.unit)",
            "texts have no unit",
        ),
    ] {
        let count: i64 = connection.query_row(sql, [], |row| row.get(0)).map_err(fault)?;
        if count > 0 {
            faults.push(format!("{count} {what}"));
        }
    }
    let mut statement = connection.prepare("SELECT id, key FROM unit ORDER BY id").map_err(fault)?;
    let mut rows = statement.query([]).map_err(fault)?;
    while let Some(row) = rows.next().map_err(fault)? {
        let id: i64 = row.get(0).map_err(fault)?;
        let key: [u8; 16] = row.get(1).map_err(fault)?;
        if UnitKey::of(&row::variants(connection, place, id)?).to_bytes() != key {
            faults.push(format!("unit {id} was changed behind its key"));
        }
    }
    // Every occurrence is read as an export would read it.
    match for_each_unit(connection, place, &Filter::default(), &mut |_| Ok(ControlFlow::Continue(()))) {
        Err(Error::Damaged { detail, .. }) => faults.push(detail),
        other => other?,
    }
    Ok(faults)
}
