//! TMX files judged by the DTD and the specification.

use super::source::open;
use crate::exchange::{self, tmx};
use crate::pipeline::error::Error;
use std::io::{BufRead, BufReader};
use std::path::Path;

pub use crate::exchange::tmx::Problem;

/// Judges TMX that comes through a pipe, as [`validate_tmx`] does a file.
///
/// # Errors
///
/// Only when it cannot be read.
pub fn validate_stream(input: impl BufRead, report: &mut dyn FnMut(Problem)) -> Result<u64, Error> {
    tmx::validate(input, report)
        .map_err(|source| exchange::Error::Tmx { name: "-".to_owned(), source }.into())
}

/// Judges a TMX file, gives every problem to `report`, and returns the number of units.
///
/// # Errors
///
/// Only when the file cannot be read.
pub fn validate_tmx(path: &Path, report: &mut dyn FnMut(Problem)) -> Result<u64, Error> {
    let file = BufReader::with_capacity(1 << 16, open(path)?);
    tmx::validate(file, report)
        .map_err(|source| exchange::Error::Tmx { name: path.display().to_string(), source }.into())
}
