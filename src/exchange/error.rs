//! What stops a reader or a writer.

/// What stops a reader or a writer; every variant names the file.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The file cannot be read or written.
    #[error("{name}: {source}")]
    Io {
        /// The file.
        name: String,
        /// What the system said.
        source: std::io::Error,
    },
    /// The file is no TMX, or is damaged.
    #[error("{name}:{source}")]
    Tmx {
        /// The file.
        name: String,
        /// What is wrong, with its line and unit.
        source: ::tmx::Error,
    },
    /// The units cannot be written as TMX.
    #[error("cannot be written as TMX: {0}")]
    WriteTmx(#[source] ::tmx::Error),
    /// The inline codes of a unit cannot be what any reader gave.
    #[error("unit {place} of {name}: {detail}")]
    Codes {
        /// The file the unit came from.
        name: String,
        /// Its place there.
        place: u64,
        /// What is wrong.
        detail: String,
    },
    /// Two line-aligned files have not the same number of lines.
    #[error("{source_name} has {source_lines} lines, but {target_name} has {target_lines}")]
    LineCounts {
        /// The source file.
        source_name: String,
        /// Its lines.
        source_lines: u64,
        /// The target file.
        target_name: String,
        /// Its lines.
        target_lines: u64,
    },
    /// A line is not UTF-8.
    #[error("{name}:{line}: bytes that are not UTF-8")]
    NotUtf8 {
        /// The file.
        name: String,
        /// The line, counted from 1.
        line: u64,
    },
    /// A table cannot be read as one of segments.
    #[error("{name}:{line}: {detail}")]
    Table {
        /// The file.
        name: String,
        /// The line, counted from 1.
        line: u64,
        /// What is wrong.
        detail: String,
    },
    /// A file is not well-formed, or says what its format forbids.
    #[error("{name}:{line}: {detail}")]
    Broken {
        /// The file.
        name: String,
        /// The line, counted from 1.
        line: u64,
        /// What is wrong, and what was expected.
        detail: String,
    },
    /// A line of a dump is no unit.
    #[error("{name}:{line}: {detail}")]
    Json {
        /// The file.
        name: String,
        /// The line, counted from 1.
        line: u64,
        /// What is wrong.
        detail: String,
    },
}

impl Error {
    pub(super) fn io(name: &str) -> impl FnOnce(std::io::Error) -> Error + '_ {
        move |source| Error::Io { name: name.to_owned(), source }
    }

    pub(super) fn broken(name: &str, line: u64, detail: String) -> Error {
        Error::Broken { name: name.to_owned(), line, detail }
    }
}
