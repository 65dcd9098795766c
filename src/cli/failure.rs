//! A command that could not be done: what, where, and what to type next.

use crate::report::printable;
use std::fmt;
use std::io::{self, Write};
use std::process::ExitCode;

/// Why a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// It could not be done: bad usage, unreadable input, full disk.
    Unable,
    /// Ctrl-C.
    Interrupted,
    /// Whoever read the output has gone; nothing to report.
    ClosedPipe,
}

/// An error at the door, with hints.
#[derive(Debug)]
pub(super) struct Failure {
    kind: Kind,
    message: String,
    hints: Vec<String>,
}

impl Failure {
    /// Returns a failure with this message.
    pub(super) fn new(message: impl Into<String>) -> Failure {
        Failure { kind: Kind::Unable, message: message.into(), hints: Vec::new() }
    }

    /// Adds a hint: what to do next.
    pub(super) fn hint(mut self, hint: impl Into<String>) -> Failure {
        self.hints.push(hint.into());
        self
    }

    /// Writes the failure to stderr and returns its exit code.
    pub(super) fn report(self, colour: bool) -> ExitCode {
        let (red, bold, off) = if colour { ("\u{1b}[1;31m", "\u{1b}[1m", "\u{1b}[0m") } else { ("", "", "") };
        let mut err = io::stderr().lock();
        // There is nobody left to tell when stderr itself is closed.
        let code = match self.kind {
            Kind::ClosedPipe => 0,
            Kind::Interrupted => {
                let _ = writeln!(err, "stopped; what was finished is kept");
                130
            }
            Kind::Unable => {
                let _ = writeln!(err, "{red}error:{off} {}", printable(&self.message));
                2
            }
        };
        for hint in &self.hints {
            let _ = writeln!(err, "{bold}hint:{off} {}", printable(hint));
        }
        ExitCode::from(code)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Failure {
        let kind = if error.kind() == io::ErrorKind::BrokenPipe { Kind::ClosedPipe } else { Kind::Unable };
        Failure { kind, message: format!("cannot write: {error}"), hints: Vec::new() }
    }
}

impl From<crate::store::Error> for Failure {
    fn from(error: crate::store::Error) -> Failure {
        crate::pipeline::Error::from(error).into()
    }
}

/// Returns whether an error comes of a reader that has gone, however deep it lies.
fn closed_pipe(error: &(dyn std::error::Error + 'static)) -> bool {
    let mut next = Some(error);
    while let Some(error) = next {
        if error.downcast_ref::<io::Error>().is_some_and(|e| e.kind() == io::ErrorKind::BrokenPipe) {
            return true;
        }
        next = error.source();
    }
    false
}

impl From<crate::pipeline::Error> for Failure {
    fn from(error: crate::pipeline::Error) -> Failure {
        if let crate::pipeline::Error::Write(io) = error {
            return Failure::from(io);
        }
        let kind = if closed_pipe(&error) {
            Kind::ClosedPipe
        } else if error.is_interruption() {
            Kind::Interrupted
        } else {
            Kind::Unable
        };
        Failure { kind, hints: error.hint().into_iter().collect(), message: error.to_string() }
    }
}
