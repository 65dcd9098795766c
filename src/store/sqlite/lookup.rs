//! Reads what an index needs.

use super::fault::Place;
use super::open::CACHE_KIB;
use super::row;
use super::store::SqliteStore;
use crate::model::{TranslationUnit, Variant};
use crate::store::backend::Store;
use crate::store::error::Error;
use crate::store::lookup::{Beside, Lookup, Moment, TextRow, VisitText};
use rusqlite::{Connection, OptionalExtension, params};

impl Lookup for SqliteStore {
    fn for_each_text(&self, visit: VisitText<'_>) -> Result<Moment, Error> {
        self.view(|connection, place| {
            let fault = |error| place.fault(error);
            // One pass through a table needs no memory of it.
            let cache = |kib: i64| connection.pragma_update(None, "cache_size", -kib).map_err(fault);
            cache(4096)?;
            let mut statement =
                connection.prepare_cached("SELECT id, lang, text FROM variant ORDER BY id").map_err(fault)?;
            let mut rows = statement.query([]).map_err(fault)?;
            while let Some(row) = rows.next().map_err(fault)? {
                let text = |index: usize| -> Result<&str, Error> {
                    row.get_ref(index).map_err(fault)?.as_str().map_err(|e| place.damaged(e.to_string()))
                };
                let id: i64 = row.get(0).map_err(fault)?;
                if visit(TextRow { unit: row::unit_of(id), lang: text(1)?, text: text(2)? })?.is_break() {
                    break;
                }
            }
            cache(CACHE_KIB)?;
            moment(connection, place)
        })
    }

    fn moment(&self) -> Result<Moment, Error> {
        self.view(moment)
    }

    fn remembers(&self, wanted: Moment) -> Result<bool, Error> {
        if wanted == Moment::default() {
            return Ok(true);
        }
        self.view(|connection, place| {
            let change = i64::try_from(wanted.change).unwrap_or(i64::MAX);
            let mark: Option<i64> = connection
                .prepare_cached("SELECT mark FROM change JOIN step ON step.id = step WHERE seq = ?1")
                .and_then(|mut s| s.query_row([change], |row| row.get(0)).optional())
                .map_err(|error| place.fault(error))?;
            Ok(mark.is_some_and(|mark| mark.cast_unsigned() == wanted.mark))
        })
    }

    fn touched(&self, change: u64, at_most: usize) -> Result<Option<(Vec<i64>, Moment)>, Error> {
        let change = i64::try_from(change).unwrap_or(i64::MAX);
        let limit = i64::try_from(at_most).unwrap_or(i64::MAX - 1) + 1;
        self.view(|connection, place| {
            let fault = |error| place.fault(error);
            let mut statement = connection
                .prepare_cached(
                    "SELECT occurrence.unit FROM change JOIN occurrence ON occurrence.id BETWEEN first AND last
                     WHERE seq > ?1 AND tab = 'occurrence'
                     UNION
                     SELECT before ->> '$.unit' FROM change
                     WHERE seq > ?1 AND tab = 'occurrence' AND before IS NOT NULL
                     LIMIT ?2",
                )
                .map_err(fault)?;
            let rows = statement.query_map(params![change, limit], |row| row.get(0)).map_err(fault)?;
            let mut units = rows.collect::<Result<Vec<i64>, _>>().map_err(fault)?;
            units.sort_unstable();
            Ok(if units.len() > at_most { None } else { Some((units, moment(connection, place)?)) })
        })
    }

    fn unit_variants(&self, unit: i64) -> Result<Option<Vec<Variant>>, Error> {
        self.view(|connection, place| {
            let variants = row::variants(connection, place, unit)?;
            Ok((!variants.is_empty()).then_some(variants))
        })
    }

    fn occurrences(&self, unit: i64, at_most: usize) -> Result<Vec<TranslationUnit>, Error> {
        let limit = i64::try_from(at_most).unwrap_or(i64::MAX);
        self.view(|connection, place| {
            let ids: Vec<i64> = connection
                .prepare_cached("SELECT id FROM occurrence WHERE unit = ?1 ORDER BY id LIMIT ?2")
                .and_then(|mut s| s.query_map([unit, limit], |row| row.get(0))?.collect())
                .map_err(|error| place.fault(error))?;
            let mut units = Vec::with_capacity(ids.len());
            for id in ids {
                units.extend(self.unit(id)?);
            }
            Ok(units)
        })
    }

    fn lines(&self, unit: i64, at_most: usize) -> Result<Vec<u64>, Error> {
        let limit = i64::try_from(at_most).unwrap_or(i64::MAX);
        self.view(|connection, place| {
            connection
                .prepare_cached("SELECT line FROM occurrence WHERE unit = ?1 ORDER BY id LIMIT ?2")
                .and_then(|mut s| {
                    s.query_map([unit, limit], |row| row.get::<_, i64>(0).map(i64::unsigned_abs))?.collect()
                })
                .map_err(|error| place.fault(error))
        })
    }

    fn beside(&self, occurrence: i64) -> Result<Beside, Error> {
        self.view(|connection, place| {
            let unit = |sql: &str| -> Result<Option<Vec<Variant>>, Error> {
                let unit: Option<i64> = connection
                    .prepare_cached(sql)
                    .and_then(|mut s| s.query_row([occurrence], |row| row.get(0)).optional())
                    .map_err(|error| place.fault(error))?;
                unit.map(|unit| row::variants(connection, place, unit)).transpose()
            };
            Ok((
                unit(
                    "SELECT o.unit FROM occurrence here JOIN occurrence o ON o.file = here.file AND o.place < here.place
                     WHERE here.id = ?1 ORDER BY o.place DESC LIMIT 1",
                )?,
                unit(
                    "SELECT o.unit FROM occurrence here JOIN occurrence o ON o.file = here.file AND o.place > here.place
                     WHERE here.id = ?1 ORDER BY o.place LIMIT 1",
                )?,
            ))
        })
    }
}

fn moment(connection: &Connection, place: &Place) -> Result<Moment, Error> {
    connection
        .prepare_cached("SELECT seq, mark FROM change JOIN step ON step.id = step ORDER BY seq DESC LIMIT 1")
        .and_then(|mut s| {
            s.query_row([], |row| {
                Ok(Moment {
                    change: row.get::<_, i64>(0)?.unsigned_abs(),
                    mark: row.get::<_, i64>(1)?.cast_unsigned(),
                })
            })
            .optional()
        })
        .map(Option::unwrap_or_default)
        .map_err(|error| place.fault(error))
}
