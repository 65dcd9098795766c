//! Opens a store: whose file it is, which version, and the way up to the present schema.

use super::fault::Place;
use crate::store::error::Error;
use rusqlite::{Connection, OpenFlags};
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// What a store is opened for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Reading and writing; the file is made when it is missing.
    Create,
    /// Reading and writing a file that is there.
    Write,
    /// Reading a file that is there.
    Read,
}

/// `YEKS`, in the header of every store.
pub(super) const APPLICATION_ID: i64 = 0x5945_4B53;

/// The schema, step by step: after entry n the version is n + 1.
pub(super) const SCHEMA: &[&str] = &[
    include_str!("../schema/001_memory.sql"),
    include_str!("../schema/002_step_mark.sql"),
    include_str!("../schema/003_no_names.sql"),
];

/// Pages kept in memory, at most.
pub(super) const CACHE_KIB: i64 = 65_536;

const MAGIC: &[u8] = b"SQLite format 3\0";

/// Opens the file and brings it to the last version of `schema`.
pub(super) fn open(place: &Place, access: Access, schema: &[&str]) -> Result<Connection, Error> {
    let exists = foreign_bytes(place, access)?;
    if !exists && access != Access::Create {
        return Err(Error::Missing { path: place.path.clone() });
    }
    let connection = match access {
        Access::Read => open_to_read(place)?,
        Access::Create => connect(place, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE)?,
        Access::Write => connect(place, OpenFlags::SQLITE_OPEN_READ_WRITE)?,
    };
    let fault = |error| place.fault(error);
    let known = schema.len() as i64;
    let found = version(&connection, place, access)?;
    if found > known {
        return Err(Error::Newer { path: place.path.clone(), found, known });
    }
    if access == Access::Read {
        if found < known {
            return Err(Error::Older { path: place.path.clone(), found, known });
        }
    } else {
        if connection.is_readonly("main").map_err(fault)? {
            return Err(Error::ReadOnly { path: place.path.clone() });
        }
        connection.pragma_update(None, "page_size", 8192).map_err(fault)?;
        connection.pragma_update(None, "journal_mode", "wal").map_err(fault)?;
        if found < known {
            migrate(&connection, place, schema)?;
        }
        connection.pragma_update(None, "foreign_keys", true).map_err(fault)?;
    }
    connection.pragma_update(None, "cache_size", -CACHE_KIB).map_err(fault)?;
    connection.pragma_update(None, "temp_store", "memory").map_err(fault)?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(connection)
}

/// Looks at the first bytes before SQLite does: a text file gets a message that says so. Returns whether it exists.
fn foreign_bytes(place: &Place, access: Access) -> Result<bool, Error> {
    let mut file = match File::open(&place.path) {
        Ok(file) => file,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(false),
        Err(e) => return Err(Error::Open { path: place.path.clone(), detail: e.to_string() }),
    };
    let mut head = Vec::new();
    file.by_ref()
        .take(MAGIC.len() as u64)
        .read_to_end(&mut head)
        .map_err(|e| Error::Open { path: place.path.clone(), detail: e.to_string() })?;
    if head == MAGIC || (head.is_empty() && access == Access::Create) {
        return Ok(true);
    }
    let found = if head.is_empty() { "an empty file" } else { "not a database" };
    Err(Error::Foreign { path: place.path.clone(), found: found.to_owned() })
}

fn connect(place: &Place, flags: OpenFlags) -> Result<Connection, Error> {
    connect_to(place, &place.path, flags)
}

fn connect_to(place: &Place, path: &Path, flags: OpenFlags) -> Result<Connection, Error> {
    let connection = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)
        .map_err(|error| place.fault(error))?;
    connection.busy_timeout(place.patience).map_err(|error| place.fault(error))?;
    Ok(connection)
}

/// Opens for reading. A write-ahead log wants a writable directory even then, so a store on a medium that cannot be
/// written, and that no writer left a log beside, is read as unchangeable.
fn open_to_read(place: &Place) -> Result<Connection, Error> {
    let connection = connect(place, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let probe = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()));
    let mut log = place.path.clone().into_os_string();
    log.push("-wal");
    match probe.map_err(|error| place.fault(error)) {
        Err(Error::Open { .. } | Error::ReadOnly { .. }) if !Path::new(&log).exists() => {
            let uri = unchangeable(&place.path)
                .map_err(|e| Error::Open { path: place.path.clone(), detail: e.to_string() })?;
            let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
            connect_to(place, Path::new(&uri), flags)
        }
        Err(error) => Err(error),
        Ok(()) => Ok(connection),
    }
}

/// Opens a store of an older schema to read its rows as they are.
pub(super) fn open_older(place: &Place) -> Result<Connection, Error> {
    let connection = open_to_read(place)?;
    version(&connection, place, Access::Read)?;
    Ok(connection)
}

/// Returns the address under which SQLite takes a file for unchangeable.
pub(super) fn unchangeable(path: &Path) -> std::io::Result<String> {
    let path = std::path::absolute(path)?;
    let mut uri = String::from("file:");
    for byte in path.to_string_lossy().bytes() {
        match byte {
            b'/' | b'.' | b'-' | b'_' | b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' => uri.push(char::from(byte)),
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri.push_str("?immutable=1");
    Ok(uri)
}

/// Returns the schema version, 0 for a database without tables that may become a store.
fn version(connection: &Connection, place: &Place, access: Access) -> Result<i64, Error> {
    let number = |sql: &str| -> Result<i64, Error> {
        connection.query_row(sql, [], |row| row.get(0)).map_err(|error| place.fault(error))
    };
    let tables = number("SELECT count(*) FROM sqlite_schema")?;
    let application = number("SELECT application_id FROM pragma_application_id")?;
    let version = number("SELECT user_version FROM pragma_user_version")?;
    match application {
        APPLICATION_ID if version > 0 => Ok(version),
        0 if tables == 0 && version == 0 && access == Access::Create => Ok(0),
        _ => {
            let found = if tables == 0 { "an empty database" } else { "a database of another program" };
            Err(Error::Foreign { path: place.path.clone(), found: found.to_owned() })
        }
    }
}

/// Applies what is missing, as one transaction; another process may have done it while this one waited.
pub(super) fn migrate(connection: &Connection, place: &Place, schema: &[&str]) -> Result<(), Error> {
    let fault = |error| place.fault(error);
    // Tables may be rebuilt; references are looked at as a whole afterwards.
    connection.pragma_update(None, "foreign_keys", false).map_err(fault)?;
    connection.execute_batch("BEGIN IMMEDIATE").map_err(fault)?;
    let done = (|| {
        let found: i64 = connection
            .query_row("SELECT user_version FROM pragma_user_version", [], |row| row.get(0))
            .map_err(fault)?;
        for sql in schema.iter().skip(usize::try_from(found).unwrap_or(usize::MAX)) {
            connection.execute_batch(sql).map_err(fault)?;
        }
        if found < schema.len() as i64 {
            connection.pragma_update(None, "application_id", APPLICATION_ID).map_err(fault)?;
            connection.pragma_update(None, "user_version", schema.len() as i64).map_err(fault)?;
        }
        let astray: i64 = connection
            .query_row("SELECT count(*) FROM pragma_foreign_key_check", [], |row| row.get(0))
            .map_err(fault)?;
        if astray > 0 {
            return Err(place.damaged(format!("{astray} rows refer to rows that are not there")));
        }
        connection.execute_batch("COMMIT").map_err(fault)
    })();
    if done.is_err() {
        // The first error is the one to tell.
        let _ = connection.execute_batch("ROLLBACK");
    }
    done
}
