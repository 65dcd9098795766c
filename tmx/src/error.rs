//! What stops the reader or the writer, and where.

use crate::unit::Unit;
use std::{fmt, io};

/// The result of reading or writing.
pub type Result<T> = std::result::Result<T, Error>;

/// What went wrong, the line and the unit.
///
/// Prints as `812: <tuv> without xml:lang (unit 97)`, so that a caller can put the file's name before it.
#[derive(Debug)]
pub struct Error(Box<Inner>);

#[derive(Debug)]
struct Inner {
    kind: ErrorKind,
    line: Option<u64>,
    unit: Option<u64>,
    recoverable: bool,
    rejected: Option<Unit>,
}

/// The kinds of error.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The stream under the reader or writer failed, a damaged gzip stream included.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// The file has no byte, or no element.
    #[error("no element in the file, expected <tmx>")]
    Empty,
    /// The bytes are of another format.
    #[error("not a TMX file but {what}")]
    OtherFormat {
        /// What it seems to be.
        what: &'static str,
    },
    /// The root element is another one.
    #[error("root element is <{root}>, expected <tmx>")]
    WrongRoot {
        /// Its name.
        root: String,
    },
    /// The declared encoding is not known, or cannot be.
    #[error("unknown encoding `{label}`")]
    UnknownEncoding {
        /// As declared.
        label: String,
    },
    /// A byte sequence is not of the file's encoding.
    #[error("bytes that are not {encoding}")]
    BadBytes {
        /// The encoding that was declared, marked or assumed.
        encoding: &'static str,
    },
    /// A character that XML 1.0 cannot hold, raw or as a reference.
    #[error("character U+{code:04X} is not allowed in XML")]
    IllegalCharacter {
        /// Its number, which may be no Unicode scalar value at all.
        code: u32,
    },
    /// An entity other than the five of XML; entities of a DTD are never expanded.
    #[error("entity `&{name};` is not one of XML's five and is never expanded")]
    Entity {
        /// Its name.
        name: String,
    },
    /// The text is no well-formed XML.
    #[error("{what}")]
    Syntax {
        /// What was found and what was expected.
        what: String,
    },
    /// An end tag closes another element than the open one.
    #[error("</{found}> closes <{open}>")]
    CrossedTags {
        /// The open element.
        open: String,
        /// The end tag.
        found: String,
    },
    /// An attribute stands twice in one tag.
    #[error("attribute `{name}` stands twice in <{element}>")]
    DuplicateAttribute {
        /// The attribute.
        name: String,
        /// The element.
        element: String,
    },
    /// The file ends inside an element.
    #[error("the file ends inside <{open}>")]
    Truncated {
        /// The innermost open element.
        open: String,
    },
    /// The file ends inside a tag, a comment or the like.
    #[error("the file ends inside {inside}")]
    CutOff {
        /// What is not whole.
        inside: &'static str,
    },
    /// Something other than white space and comments follows the root element.
    #[error("content after </tmx>")]
    TrailingContent,
    /// The file asks for more than [`Limits`](crate::Limits) allow.
    #[error("more than {limit} {what}")]
    Limit {
        /// What there is too much of.
        what: &'static str,
        /// The bound.
        limit: u64,
    },
    /// A `<tuv>` names no language.
    #[error("<tuv> without xml:lang")]
    MissingLang,
    /// A `<tuv>` has no `<seg>`.
    #[error("<tuv> without <seg>")]
    MissingSeg,
    /// A `<tuv>` has two `<seg>`.
    #[error("<tuv> with a second <seg>")]
    SecondSeg,
    /// A `<tu>` has no `<tuv>`.
    #[error("<tu> without <tuv>")]
    MissingVariant,
    /// An attribute that cannot be written: its name is no XML name, stands twice, or needs a namespace.
    #[error("attribute `{name}` cannot be written: {why}")]
    BadAttribute {
        /// The attribute.
        name: String,
        /// Why not.
        why: &'static str,
    },
}

impl Error {
    pub(crate) fn new(kind: impl Into<ErrorKind>, line: impl Into<Option<u64>>) -> Self {
        Error(Box::new(Inner {
            kind: kind.into(),
            line: line.into(),
            unit: None,
            recoverable: false,
            rejected: None,
        }))
    }

    pub(crate) fn in_unit(mut self, unit: Option<u64>) -> Self {
        self.0.unit = unit;
        self
    }

    pub(crate) fn rejecting(mut self, unit: Unit) -> Self {
        self.0.recoverable = true;
        self.0.unit = Some(unit.number);
        self.0.rejected = Some(unit);
        self
    }

    pub(crate) fn without_place(mut self) -> Self {
        self.0.line = None;
        self
    }

    /// Returns the kind.
    pub fn kind(&self) -> &ErrorKind {
        &self.0.kind
    }

    /// Returns the line, counted from 1; `None` when writing.
    pub fn line(&self) -> Option<u64> {
        self.0.line
    }

    /// Returns the number of the unit, counted from 1; `None` outside a unit.
    pub fn unit(&self) -> Option<u64> {
        self.0.unit
    }

    /// Says whether one unit was refused and the reader stands before the next one.
    pub fn is_recoverable(&self) -> bool {
        self.0.recoverable
    }

    /// Returns the refused unit as far as it could be read, after a recoverable error.
    ///
    /// A variant without language has an empty one, and a second `<seg>` is a second variant of that language. What
    /// [`salvage`](crate::Reader::salvage) stepped over is U+FFFD, a bare `&` is `&`.
    pub fn rejected(&self) -> Option<&Unit> {
        self.0.rejected.as_ref()
    }

    /// Returns the refused unit by value.
    pub fn into_rejected(self) -> Option<Unit> {
        self.0.rejected
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(line) = self.0.line {
            write!(f, "{line}: ")?;
        }
        write!(f, "{}", self.0.kind)?;
        match self.0.unit {
            Some(unit) => write!(f, " (unit {unit})"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.0.kind {
            ErrorKind::Io(error) => Some(error),
            kind => std::error::Error::source(kind),
        }
    }
}
