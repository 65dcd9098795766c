//! PO files: catalogues of gettext, with contexts, plurals, comments and flags.

mod entry;
mod fill;
mod read;
mod write;

#[cfg(test)]
mod tests;

pub use fill::fill;
pub use read::Reader;
pub use write::Writer;
