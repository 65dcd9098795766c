//! TMX files.

mod convert;
mod header;
mod native;
mod profile;
mod read;
mod validate;
mod write;

#[cfg(test)]
mod tests;

pub use header::{Header, HeaderItem};
pub use profile::{Fit, Profile};
pub use read::Reader;
pub use validate::{Problem, validate};
pub use write::Writer;
