//! TMX files.

mod convert;
mod header;
mod read;
mod write;

#[cfg(test)]
mod tests;

pub use header::{Header, HeaderItem};
pub use read::Reader;
pub use write::{Profile, Writer};
