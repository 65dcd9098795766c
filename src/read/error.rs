//! What can keep a file from being read.

use std::io;

/// Why a file gave no document.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The file could not be opened or read.
    #[error("{name}: {source}")]
    Io {
        /// The path as given.
        name: String,
        /// What the system said.
        source: io::Error,
    },
    /// The path is a directory.
    #[error("{name}: this is a directory, expected a file")]
    Directory {
        /// The path as given.
        name: String,
    },
    /// The file has no bytes.
    #[error("{name}: the file is empty")]
    Empty {
        /// The path as given.
        name: String,
    },
    /// The file has no text besides white space and markup.
    #[error("{name}: the file holds no text, only white space or markup")]
    Blank {
        /// The path as given.
        name: String,
    },
    /// The file is no text.
    #[error("{name}: this is {what}, not text; {hint}")]
    Binary {
        /// The path as given.
        name: String,
        /// What it seems to be, with its article.
        what: &'static str,
        /// What to do instead.
        hint: &'static str,
    },
    /// The file is larger than the limit.
    #[error(
        "{name}: {size_bytes} bytes, more than the limit of {limit_bytes}; split the file or raise the limit"
    )]
    TooLarge {
        /// The path as given.
        name: String,
        /// Its size.
        size_bytes: u64,
        /// The limit of the options.
        limit_bytes: u64,
    },
}
