//! A running step: files and units written, logged, and kept or thrown away as one.

use super::computed;
use super::fault::Place;
use super::journal::{Journal, Table};
use super::ledger;
use super::read;
use super::replace;
use super::rewritten;
use super::row::{self, OccurrenceColumns};
use super::term;
use super::unit::Units;
use crate::model::{Lang, TranslationUnit, Variant};
use crate::store::backend::{Transaction, Visit};
use crate::store::error::Error;
use crate::store::key;
use crate::store::record::{
    Added, AddedFile, Decision, Durability, FileId, FileInfo, FileKind, LexiconEntry, Replaced, StepId,
    StepInfo,
};
use glossary::term::Term;
use rusqlite::{CachedStatement, Connection, OptionalExtension, params};
use std::collections::BTreeMap;

/// An occurrence; [`INSERT_IF_NEW`] passes over one that is there.
const INSERT: &str =
    "INSERT INTO occurrence (id, unit, file, place, line, metadata, approved, confidence, tuid,
                                              attributes, annotations, variants, ranges)
                      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)";
const INSERT_IF_NEW: &str =
    "INSERT INTO occurrence (id, unit, file, place, line, metadata, approved, confidence, tuid,
                                                     attributes, annotations, variants, ranges)
                             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
                             ON CONFLICT (file, place, unit, metadata) DO NOTHING";

/// A running step of a [`SqliteStore`](super::SqliteStore).
pub(super) struct SqliteTransaction<'a> {
    pub(super) connection: &'a Connection,
    pub(super) place: &'a Place,
    pub(super) journal: Journal<'a>,
    pub(super) units: Units<'a>,
    next_occurrence: Option<i64>,
    /// [`INSERT`], held for the whole step.
    insert: Option<CachedStatement<'a>>,
    running: bool,
}

impl<'a> SqliteTransaction<'a> {
    /// Takes the write lock at once: a lock taken at the first write fails without waiting when another writer came between.
    pub(super) fn begin(
        connection: &'a Connection,
        place: &'a Place,
        step: &StepInfo,
        undoes: Option<StepId>,
    ) -> Result<SqliteTransaction<'a>, Error> {
        let fault = |error| place.fault(error);
        let synchronous = match step.durability {
            Durability::Full => "full",
            Durability::Bulk => "normal",
        };
        connection.pragma_update(None, "synchronous", synchronous).map_err(fault)?;
        connection.execute_batch("BEGIN IMMEDIATE").map_err(fault)?;
        Ok(SqliteTransaction {
            connection,
            place,
            journal: Journal::new(connection, place, step.clone(), undoes),
            units: Units::new(connection, place),
            next_occurrence: None,
            insert: None,
            running: true,
        })
    }

    /// Keeps the step.
    pub(super) fn finish(mut self) -> Result<Option<StepId>, Error> {
        self.units.finish()?;
        let step = self.journal.finish()?;
        self.connection.execute_batch("COMMIT").map_err(|error| self.place.fault(error))?;
        self.running = false;
        Ok(step)
    }

    /// Runs a statement and returns how many rows it changed.
    pub(super) fn execute(&self, sql: &str, values: impl rusqlite::Params) -> Result<usize, Error> {
        self.connection
            .prepare_cached(sql)
            .and_then(|mut statement| statement.execute(values))
            .map_err(|error| self.place.fault(error))
    }

    /// Returns an id that no occurrence had, those the change log knows included.
    fn next_occurrence(&mut self) -> Result<i64, Error> {
        let id = match self.next_occurrence {
            Some(id) => id,
            None => self
                .connection
                .query_row(
                    "SELECT 1 + max(ifnull((SELECT max(id) FROM occurrence), 0),
                                    ifnull((SELECT max(last) FROM change WHERE tab = 'occurrence'), 0))",
                    [],
                    |row| row.get(0),
                )
                .map_err(|error| self.place.fault(error))?,
        };
        self.next_occurrence = Some(id + 1);
        Ok(id)
    }

    /// Returns the unit that an occurrence refers to.
    pub(super) fn unit_of(&self, occurrence: i64) -> Result<i64, Error> {
        self.connection
            .prepare_cached("SELECT unit FROM occurrence WHERE id = ?1")
            .and_then(|mut statement| statement.query_row([occurrence], |row| row.get(0)).optional())
            .map_err(|error| self.place.fault(error))?
            .ok_or_else(|| self.place.not_found("unit", occurrence))
    }
}

impl Drop for SqliteTransaction<'_> {
    fn drop(&mut self) {
        if self.running && !self.connection.is_autocommit() {
            // Nobody is left to tell; SQLite rolls back by itself when the file is closed.
            let _ = self.connection.execute_batch("ROLLBACK");
        }
    }
}

impl Transaction for SqliteTransaction<'_> {
    fn add_file(&mut self, file: &FileInfo) -> Result<AddedFile, Error> {
        let fault = |error| self.place.fault(error);
        let identity = if file.kind == FileKind::Aligned { "" } else { file.hash.as_str() };
        let header = match &file.header {
            Some(header) => Some(row::json(self.place, "a header", header)?),
            None => None,
        };
        let found = self
            .connection
            .prepare_cached(
                "SELECT id, hash, header IS ?5 FROM file
                 WHERE kind = ?1 AND name = ?2 AND ifnull(target, '') = ifnull(?3, '') AND identity = ?4",
            )
            .and_then(|mut statement| {
                statement
                    .query_row(params![file.kind.as_str(), file.name, file.target, identity, header], |row| {
                        Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?, row.get::<_, bool>(2)?))
                    })
                    .optional()
            })
            .map_err(fault)?;
        if let Some((id, hash, same_header)) = found {
            let content_changed = hash != file.hash;
            if content_changed || file.kind == FileKind::Aligned && !same_header {
                self.journal.updating(Table::File, id)?;
                self.execute(
                    "UPDATE file SET hash = ?2, header = ?3 WHERE id = ?1",
                    params![id, file.hash, header],
                )?;
            }
            return Ok(AddedFile { id: FileId(id), is_new: false, content_changed });
        }
        self.execute(
            "INSERT INTO file (kind, name, target, hash, identity, header) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![file.kind.as_str(), file.name, file.target, file.hash, identity, header],
        )?;
        let id = self.connection.last_insert_rowid();
        self.journal.inserted(Table::File, id)?;
        Ok(AddedFile { id: FileId(id), is_new: true, content_changed: false })
    }

    fn former_delivery(&self, file: &FileInfo) -> Result<Option<FileId>, Error> {
        self.connection
            .prepare_cached(
                "SELECT id FROM file
                 WHERE kind = ?1 AND name = ?2 AND ifnull(target, '') = ifnull(?3, '')
                   AND NOT EXISTS (SELECT 1 FROM file
                        WHERE kind = ?1 AND name = ?2 AND ifnull(target, '') = ifnull(?3, '') AND identity = ?4)
                 ORDER BY id DESC LIMIT 1",
            )
            .and_then(|mut statement| {
                let key = params![file.kind.as_str(), file.name, file.target, file.hash];
                statement.query_row(key, |row| row.get(0).map(FileId)).optional()
            })
            .map_err(|error| self.place.fault(error))
    }

    fn renew_file(&mut self, file: FileId, info: &FileInfo) -> Result<(), Error> {
        let header = match &info.header {
            Some(header) => Some(row::json(self.place, "a header", header)?),
            None => None,
        };
        self.journal.updating(Table::File, file.0)?;
        self.execute(
            "UPDATE file SET hash = ?2, identity = ?2, header = ?3 WHERE id = ?1",
            params![file.0, info.hash, header],
        )?;
        Ok(())
    }

    fn for_each_unit_of(&self, file: FileId, visit: Visit<'_, TranslationUnit>) -> Result<(), Error> {
        read::for_each_unit_of(self.connection, self.place, file.0, visit)
    }

    fn rewritten_units(&self, file: FileId) -> Result<BTreeMap<i64, Vec<Variant>>, Error> {
        rewritten::of_file(self.connection, self.place, file.0)
    }

    fn move_unit(&mut self, id: i64, place: u64, line: u64) -> Result<(), Error> {
        let number = |what, n: u64| i64::try_from(n).map_err(|e| self.place.value(what, e));
        let (place, line) = (number("a place", place)?, number("a line", line)?);
        self.journal.updating(Table::Occurrence, id)?;
        self.execute("UPDATE occurrence SET place = ?2, line = ?3 WHERE id = ?1", params![id, place, line])?;
        Ok(())
    }

    fn add_unit(&mut self, file: FileId, unit: &TranslationUnit) -> Result<Added, Error> {
        let columns = OccurrenceColumns::of(self.place, unit)?;
        let metadata = key::metadata_digest(unit);
        let (unit_id, unit_is_new) = self.units.put(&unit.variants)?;
        let is_fresh = self.units.is_fresh(file.0, columns.place)?;
        let id = self.next_occurrence()?;
        let values = params![
            id,
            unit_id,
            file.0,
            columns.place,
            columns.line,
            metadata,
            unit.approved,
            unit.confidence,
            unit.tuid,
            columns.attributes,
            columns.annotations,
            columns.variants,
            columns.ranges,
        ];
        let inserted = if is_fresh {
            let insert = match &mut self.insert {
                Some(insert) => insert,
                none => none.insert(self.connection.prepare_cached(INSERT).map_err(|e| self.place.fault(e))?),
            };
            insert.execute(values).map_err(|error| self.place.fault(error))?
        } else {
            self.execute(INSERT_IF_NEW, values)?
        };
        if inserted > 0 {
            self.journal.inserted(Table::Occurrence, id)?;
            return Ok(Added { id, unit_is_new, occurrence_is_new: true });
        }
        // The id was not used.
        self.next_occurrence = Some(id);
        let id = self
            .connection
            .prepare_cached(
                "SELECT id FROM occurrence WHERE file = ?1 AND place = ?2 AND unit = ?3 AND metadata = ?4",
            )
            .and_then(|mut statement| {
                statement.query_row(params![file.0, columns.place, unit_id, metadata], |row| row.get(0))
            })
            .map_err(|error| self.place.fault(error))?;
        Ok(Added { id, unit_is_new, occurrence_is_new: false })
    }

    fn replace_units(
        &mut self,
        file: FileId,
        units: &[TranslationUnit],
        same_content: bool,
    ) -> Result<Replaced, Error> {
        replace::replace_units(self, file, units, same_content)
    }

    fn update_unit(&mut self, id: i64, unit: &TranslationUnit) -> Result<(), Error> {
        let old = self.unit_of(id)?;
        let columns = OccurrenceColumns::of(self.place, unit)?;
        self.journal.updating(Table::Occurrence, id)?;
        let (unit_id, _) = self.units.put(&unit.variants)?;
        let updated = self.execute(
            "UPDATE OR IGNORE occurrence SET unit = ?2, metadata = ?3, approved = ?4, confidence = ?5, tuid = ?6,
                    attributes = ?7, annotations = ?8, variants = ?9, ranges = ?10
             WHERE id = ?1",
            params![
                id,
                unit_id,
                key::metadata_digest(unit),
                unit.approved,
                unit.confidence,
                unit.tuid,
                columns.attributes,
                columns.annotations,
                columns.variants,
                columns.ranges,
            ],
        )?;
        if updated == 0 {
            // It would be the same as another one at its place.
            return self.remove_unit(id);
        }
        self.units.retire_unused(old)
    }

    fn set_approved(&mut self, id: i64, approved: bool) -> Result<(), Error> {
        self.journal.updating(Table::Occurrence, id)?;
        self.execute("UPDATE occurrence SET approved = ?2 WHERE id = ?1", params![id, approved])?;
        Ok(())
    }

    fn remove_unit(&mut self, id: i64) -> Result<(), Error> {
        let unit = self.unit_of(id)?;
        self.journal.deleting(Table::Occurrence, id)?;
        self.execute("DELETE FROM occurrence WHERE id = ?1", [id])?;
        self.units.retire_unused(unit)
    }

    fn add_term(&mut self, term: &Term, why: &str) -> Result<i64, Error> {
        term::add(self, term, why)
    }

    fn update_term(&mut self, id: i64, term: &Term, why: &str) -> Result<(), Error> {
        term::update(self, id, term, why)
    }

    fn remove_term(&mut self, id: i64) -> Result<(), Error> {
        term::remove(self, id)
    }

    fn add_decision(&mut self, decision: &Decision) -> Result<i64, Error> {
        let step = self.journal.step()?;
        self.execute(
            "INSERT INTO decision (kind, subject, value, why, step) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![decision.kind, decision.subject, decision.value, decision.why, step],
        )?;
        let id = self.connection.last_insert_rowid();
        self.journal.inserted(Table::Decision, id)?;
        Ok(id)
    }

    fn remove_decision(&mut self, id: i64) -> Result<(), Error> {
        self.journal.deleting(Table::Decision, id)?;
        self.execute("DELETE FROM decision WHERE id = ?1", [id])?;
        Ok(())
    }

    fn set_setting(&mut self, name: &str, value: Option<&str>) -> Result<(), Error> {
        let found: Option<(i64, String)> = self
            .connection
            .query_row("SELECT id, value FROM setting WHERE name = ?1", [name], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .optional()
            .map_err(|error| self.place.fault(error))?;
        match (found, value) {
            (None, None) => {}
            (Some((_, old)), Some(value)) if old == value => {}
            (None, Some(value)) => {
                self.execute("INSERT INTO setting (name, value) VALUES (?1, ?2)", [name, value])?;
                self.journal.inserted(Table::Setting, self.connection.last_insert_rowid())?;
            }
            (Some((id, _)), Some(value)) => {
                self.journal.updating(Table::Setting, id)?;
                self.execute("UPDATE setting SET value = ?2 WHERE id = ?1", params![id, value])?;
            }
            (Some((id, _)), None) => {
                self.journal.deleting(Table::Setting, id)?;
                self.execute("DELETE FROM setting WHERE id = ?1", [id])?;
            }
        }
        Ok(())
    }

    fn put_lexicon(&mut self, source: &Lang, target: &Lang, entries: &[LexiconEntry]) -> Result<(), Error> {
        computed::put_lexicon(self, source, target, entries)
    }

    fn change_seq(&self) -> Result<u64, Error> {
        ledger::change_seq(self.connection, self.place)
    }

    fn commit(self: Box<Self>) -> Result<Option<StepId>, Error> {
        self.finish()
    }
}
