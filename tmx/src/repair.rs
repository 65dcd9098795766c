//! What was mended in a damaged file.

use crate::error::ErrorKind;
use std::fmt;

/// How many repairs wait to be taken, at most; the rest is only counted.
const WAITING: usize = 10_000;

/// One thing that was mended; prints as `12: character U+000B is not allowed in XML: taken out, 3 times`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repair {
    /// The line, counted from 1.
    pub line: u64,
    /// What was wrong and what was done.
    pub message: String,
    /// How often in a row on this line.
    pub times: u64,
}

impl fmt::Display for Repair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.line, self.message)?;
        if self.times > 1 { write!(f, ", {} times", self.times) } else { Ok(()) }
    }
}

/// The repairs that nobody took yet.
#[derive(Debug, Default)]
pub(crate) struct Repairs {
    waiting: Vec<Repair>,
    /// Those that found no room: how many, and the line of the first.
    more: Option<(u64, u64)>,
}

impl Repairs {
    pub(crate) fn add(&mut self, kind: &ErrorKind, line: u64) {
        let message = message(kind);
        if let Some(last) =
            self.waiting.last_mut().filter(|last| last.line == line && last.message == message)
        {
            last.times += 1;
        } else if self.waiting.len() < WAITING {
            self.waiting.push(Repair { line, message, times: 1 });
        } else {
            self.more.get_or_insert((0, line)).0 += 1;
        }
    }

    pub(crate) fn take(&mut self) -> Vec<Repair> {
        let mut taken = std::mem::take(&mut self.waiting);
        if let Some((times, line)) = self.more.take() {
            taken.push(Repair { line, message: "more repairs from this line on".to_string(), times });
        }
        taken
    }
}

fn message(kind: &ErrorKind) -> String {
    let done = match kind {
        ErrorKind::IllegalCharacter { .. } => "taken out",
        ErrorKind::BadBytes { .. } => "replaced by U+FFFD",
        ErrorKind::Entity { name } if crate::tag::html_entity(name).is_some() => "read as in HTML",
        ErrorKind::Entity { .. } | ErrorKind::Syntax { .. } => "kept as text",
        ErrorKind::TrailingContent => "left out",
        ErrorKind::Truncated { .. } | ErrorKind::CutOff { .. } | ErrorKind::Io(_) => "read as far as it goes",
        _ => "passed over",
    };
    format!("{kind}: {done}")
}
