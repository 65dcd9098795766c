//! Copies of a store, and the way back from one.

use super::fault::Place;
use super::open::{self, Access, SCHEMA};
use super::read;
use crate::store::error::Error;
use rusqlite::Connection;
use rusqlite::backup::Backup;
use std::path::Path;
use std::time::Duration;

/// Pages copied between two looks at other processes.
const PAGES: i32 = 2_048;

/// Writes a copy to a new file, reads it as a whole, and only then gives it its name.
pub(super) fn back_up(connection: &Connection, place: &Place, to: &Path) -> Result<(), Error> {
    let target = Place::new(to, place.patience);
    let refused = |detail: String| Error::Open { path: to.to_owned(), detail };
    if to.exists() {
        return Err(refused("the file exists already".to_owned()));
    }
    let folder = to.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // An empty file is what VACUUM INTO takes for a place that is free.
    let copy = tempfile::Builder::new()
        .prefix(".yeksan-backup-")
        .tempfile_in(folder)
        .map_err(|e| refused(e.to_string()))?;
    let Some(name) = copy.path().to_str() else {
        return Err(refused("the path is not Unicode".to_owned()));
    };
    connection.execute("VACUUM INTO ?1", [name]).map_err(|error| target.fault(error))?;
    sound(&Place::new(copy.path(), place.patience)).map_err(|error| match error {
        Error::Damaged { detail, .. } => Error::Damaged { path: place.path.clone(), detail },
        other => other,
    })?;
    copy.as_file().sync_all().map_err(|e| refused(e.to_string()))?;
    copy.persist_noclobber(to).map_err(|e| refused(e.error.to_string()))?;
    Ok(())
}

/// Puts the content of a copy in the place of a store's own, in one transaction that other processes see as one.
pub(super) fn restore(connection: &mut Connection, place: &Place, from: &Path) -> Result<(), Error> {
    let source = Place::new(from, place.patience);
    let copy = sound(&source)?;
    let fault = |error| place.fault(error);
    {
        let backup = Backup::new(&copy, connection).map_err(fault)?;
        backup.run_to_completion(PAGES, Duration::from_millis(5), None).map_err(fault)?;
    }
    // The copy may be of an older schema.
    let version: i64 = connection
        .query_row("SELECT user_version FROM pragma_user_version", [], |row| row.get(0))
        .map_err(fault)?;
    if version < SCHEMA.len() as i64 {
        open::migrate(connection, place, SCHEMA)?;
    }
    Ok(())
}

/// Opens a store for reading and reads all of it.
fn sound(place: &Place) -> Result<Connection, Error> {
    let connection = match open::open(place, Access::Read, SCHEMA) {
        Err(Error::Older { .. }) => open::open_older(place)?,
        other => other?,
    };
    let fault = read::faults(&connection, place)?.into_iter().next();
    match fault {
        Some(fault) => Err(place.damaged(fault)),
        None => Ok(connection),
    }
}
