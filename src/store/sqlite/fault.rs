//! From SQLite's errors to the store's.

use crate::store::error::Error;
use rusqlite::ErrorCode;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Which store it is and how long it waits for others: what every error message needs.
#[derive(Debug, Clone)]
pub(super) struct Place {
    pub(super) path: PathBuf,
    pub(super) patience: Duration,
}

impl Place {
    pub(super) fn new(path: &Path, patience: Duration) -> Place {
        Place { path: path.to_owned(), patience }
    }

    /// Returns the store's error for one of SQLite's.
    pub(super) fn fault(&self, error: rusqlite::Error) -> Error {
        let path = self.path.clone();
        let detail = error.to_string();
        // The schema is strict: a value of another kind, or a text that is none, was not written by this program.
        if matches!(
            error,
            rusqlite::Error::Utf8Error(..)
                | rusqlite::Error::FromSqlConversionFailure(..)
                | rusqlite::Error::InvalidColumnType(..)
                | rusqlite::Error::IntegralValueOutOfRange(..)
        ) {
            return Error::Damaged { path, detail };
        }
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
                Error::Locked { path, waited_ms: self.patience.as_millis() }
            }
            Some(ErrorCode::ReadOnly) => Error::ReadOnly { path },
            Some(ErrorCode::DiskFull) => Error::DiskFull { path },
            Some(ErrorCode::DatabaseCorrupt) => Error::Damaged { path, detail },
            Some(ErrorCode::NotADatabase) => Error::Foreign { path, found: "not a database".to_owned() },
            Some(ErrorCode::CannotOpen) => Error::Open { path, detail },
            _ => Error::Database { path, detail },
        }
    }

    /// Returns the error for a row that cannot be what this program wrote.
    pub(super) fn damaged(&self, detail: impl Into<String>) -> Error {
        Error::Damaged { path: self.path.clone(), detail: detail.into() }
    }

    /// Returns the error for an id that no row has.
    pub(super) fn not_found(&self, what: &'static str, id: i64) -> Error {
        Error::NotFound { path: self.path.clone(), what, id }
    }

    /// Returns the error for a value that its column cannot hold.
    pub(super) fn value(&self, what: &'static str, detail: impl ToString) -> Error {
        Error::Value { path: self.path.clone(), what, detail: detail.to_string() }
    }
}
