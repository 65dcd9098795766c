//! XLIFF files: 1.2 and 2.0 in and out, and targets put into a file that stays as it is otherwise.
//!
//! An inline element becomes the TMX code that does the same (`<bpt>`, `<ph>`, `<pc>`, `<mrk>` …) when that code says all
//! the element says; else it is spelled out in the code's content, as `<g id="1">`. The other way a code that XLIFF has
//! no element for stands in a placeholder as the TMX it is. Either way what is written is read back the same.

mod codes;
mod fill;
mod inline_read;
mod inline_write;
mod read;
mod write;

#[cfg(test)]
mod tests;

pub use codes::Version;
pub use fill::fill;
pub use read::{Languages, Reader};
pub use write::Writer;
