//! What can go wrong with a store.

use super::record::StepId;
use std::path::PathBuf;

/// What can go wrong with a store; every variant that is about a file names it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// There is no file and none was to be made.
    #[error("{}: no such store", path.display())]
    Missing {
        /// The store.
        path: PathBuf,
    },
    /// The file is something else.
    #[error("{}: not a translation memory of this program: {found}", path.display())]
    Foreign {
        /// The file.
        path: PathBuf,
        /// What it is instead.
        found: String,
    },
    /// A newer version of the program made it.
    #[error("{}: schema version {found}, but this program knows versions up to {known}", path.display())]
    Newer {
        /// The store.
        path: PathBuf,
        /// The version found.
        found: i64,
        /// The newest version known.
        known: i64,
    },
    /// An older version made it, and it was opened for reading only.
    #[error("{}: schema version {found} has to be brought to {known}: open it once for writing", path.display())]
    Older {
        /// The store.
        path: PathBuf,
        /// The version found.
        found: i64,
        /// The version needed.
        known: i64,
    },
    /// Its pages or rows contradict each other.
    #[error("{}: damaged: {detail}", path.display())]
    Damaged {
        /// The store.
        path: PathBuf,
        /// What was found.
        detail: String,
    },
    /// Another process is writing and did not finish in time.
    #[error("{}: another process is writing to it (waited {waited_ms} ms)", path.display())]
    Locked {
        /// The store.
        path: PathBuf,
        /// How long this process waited, in milliseconds.
        waited_ms: u128,
    },
    /// The file or its directory cannot be written.
    #[error("{}: the file or its directory is read-only", path.display())]
    ReadOnly {
        /// The store.
        path: PathBuf,
    },
    /// The disk is full; nothing of the running step was kept.
    #[error("{}: disk full, nothing of this step was kept", path.display())]
    DiskFull {
        /// The store.
        path: PathBuf,
    },
    /// The file cannot be opened or made.
    #[error("{}: cannot be opened: {detail}", path.display())]
    Open {
        /// The store.
        path: PathBuf,
        /// What the system said.
        detail: String,
    },
    /// No row has this id.
    #[error("{}: no {what} {id}", path.display())]
    NotFound {
        /// The store.
        path: PathBuf,
        /// What was asked for (`step`, `unit`).
        what: &'static str,
        /// The id asked for.
        id: i64,
    },
    /// The step was undone before.
    #[error("step {step} is already undone, by step {by}")]
    AlreadyUndone {
        /// The step.
        step: StepId,
        /// What undid it.
        by: StepId,
    },
    /// A later step changed what the step left.
    #[error("step {step} cannot be undone before step {later}, which builds on it")]
    BuiltOn {
        /// The step that was to be undone.
        step: StepId,
        /// The earliest step in the way.
        later: StepId,
    },
    /// A value does not fit its column.
    #[error("{}: {what} cannot be stored: {detail}", path.display())]
    Value {
        /// The store.
        path: PathBuf,
        /// What was to be stored.
        what: &'static str,
        /// Why not.
        detail: String,
    },
    /// The database answered something unforeseen.
    #[error("{}: {detail}", path.display())]
    Database {
        /// The store.
        path: PathBuf,
        /// What it said.
        detail: String,
    },
    /// The caller's visitor failed.
    #[error(transparent)]
    Visitor(Box<dyn std::error::Error + Send + Sync>),
}

impl Error {
    /// Wraps an error of the caller's, so that it can leave a visitor.
    pub fn visitor(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Error {
        Error::Visitor(error.into())
    }
}
