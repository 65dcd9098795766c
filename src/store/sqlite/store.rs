//! The handle on a store's file.

use super::backup;
use super::computed;
use super::fault::Place;
use super::ledger;
use super::open::{self, Access, SCHEMA};
use super::read;
use super::term;
use super::undo;
use super::write::SqliteTransaction;
use crate::model::{Lang, TranslationUnit};
use crate::store::backend::{Store, Transaction, Visit};
use crate::store::error::Error;
use crate::store::key::UnitKey;
use crate::store::record::{
    Change, Decision, FileRecord, Filter, LexiconEntry, Stats, Step, StepId, StepInfo, StoredTerm,
};
use rusqlite::Connection;
use std::fmt;
use std::path::Path;
use std::time::Duration;

/// A store in one SQLite file.
///
/// One process writes at a time; readers go on meanwhile and see what was committed when they began.
pub struct SqliteStore {
    connection: Connection,
    place: Place,
}

impl SqliteStore {
    /// Opens a store, makes it or brings it to the present schema as `access` allows.
    ///
    /// # Errors
    ///
    /// [`Error::Missing`], [`Error::Foreign`], [`Error::Newer`], [`Error::Older`] (only for reading),
    /// [`Error::ReadOnly`], [`Error::Locked`], [`Error::Damaged`], [`Error::Open`].
    pub fn open(path: &Path, access: Access) -> Result<SqliteStore, Error> {
        SqliteStore::open_patiently(path, access, Duration::from_secs(10))
    }

    /// Opens a store that waits this long for another process to finish writing; [`open`](SqliteStore::open) waits ten seconds.
    ///
    /// # Errors
    ///
    /// Those of [`open`](SqliteStore::open).
    pub fn open_patiently(path: &Path, access: Access, patience: Duration) -> Result<SqliteStore, Error> {
        let place = Place::new(path, patience);
        let connection = open::open(&place, access, SCHEMA)?;
        Ok(SqliteStore { connection, place })
    }

    /// Returns the path it was opened with.
    pub fn path(&self) -> &Path {
        &self.place.path
    }

    /// Reads in one consistent view; a visitor that reads again stays in it.
    pub(super) fn view<T>(
        &self,
        read: impl FnOnce(&Connection, &Place) -> Result<T, Error>,
    ) -> Result<T, Error> {
        if !self.connection.is_autocommit() {
            return read(&self.connection, &self.place);
        }
        let fault = |error| self.place.fault(error);
        let view = self.connection.unchecked_transaction().map_err(fault)?;
        let out = read(&view, &self.place)?;
        view.finish().map_err(fault)?;
        Ok(out)
    }

    #[cfg(test)]
    pub(super) fn connection(&self) -> &Connection {
        &self.connection
    }
}

impl fmt::Debug for SqliteStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SqliteStore").field("path", &self.place.path).finish_non_exhaustive()
    }
}

impl Store for SqliteStore {
    fn begin<'a>(&'a mut self, step: &StepInfo) -> Result<Box<dyn Transaction + 'a>, Error> {
        Ok(Box::new(SqliteTransaction::begin(&self.connection, &self.place, step, None)?))
    }

    fn undo(&mut self, step: StepId, by: &StepInfo) -> Result<StepId, Error> {
        undo::undo(&self.connection, &self.place, step, by)
    }

    fn for_each_unit(&self, filter: &Filter, visit: Visit<'_, TranslationUnit>) -> Result<(), Error> {
        self.view(|connection, place| read::for_each_unit(connection, place, filter, visit))
    }

    fn unit(&self, id: i64) -> Result<Option<TranslationUnit>, Error> {
        self.view(|connection, place| read::unit(connection, place, id))
    }

    fn neighbours(&self, id: i64) -> Result<(Option<UnitKey>, Option<UnitKey>), Error> {
        self.view(|connection, place| read::neighbours(connection, place, id))
    }

    fn files(&self) -> Result<Vec<FileRecord>, Error> {
        self.view(read::files)
    }

    fn terms(&self) -> Result<Vec<StoredTerm>, Error> {
        self.view(term::terms)
    }

    fn decisions(&self, kind: Option<&str>) -> Result<Vec<Decision>, Error> {
        self.view(|connection, place| ledger::decisions(connection, place, kind))
    }

    fn setting(&self, name: &str) -> Result<Option<String>, Error> {
        self.view(|connection, place| ledger::setting(connection, place, name))
    }

    fn lexicon(&self, source: &Lang, target: &Lang) -> Result<Vec<LexiconEntry>, Error> {
        self.view(|connection, place| computed::lexicon(connection, place, source, target))
    }

    fn steps(&self) -> Result<Vec<Step>, Error> {
        self.view(ledger::steps)
    }

    fn for_each_change(&self, seq: u64, visit: Visit<'_, Change>) -> Result<(), Error> {
        self.view(|connection, place| ledger::for_each_change(connection, place, seq, visit))
    }

    fn change_seq(&self) -> Result<u64, Error> {
        self.view(ledger::change_seq)
    }

    fn stats(&self) -> Result<Stats, Error> {
        self.view(|connection, place| {
            let mut stats = read::sizes(connection, place)?;
            stats.languages = read::languages(connection, place)?;
            stats.change_seq = ledger::change_seq(connection, place)?;
            Ok(stats)
        })
    }

    fn languages(&self) -> Result<Vec<(Lang, u64)>, Error> {
        self.view(read::languages)
    }

    fn faults(&self) -> Result<Vec<String>, Error> {
        self.view(read::faults)
    }

    fn back_up(&self, to: &Path) -> Result<(), Error> {
        backup::back_up(&self.connection, &self.place, to)
    }

    fn restore(&mut self, from: &Path) -> Result<(), Error> {
        backup::restore(&mut self.connection, &self.place, from)
    }
}
