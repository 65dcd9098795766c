//! Finds the units of a memory that are near to a text: all of them, and the nearest first.
//!
//! A [`Builder`] takes the texts of one side of a memory and writes an [`Index`], which is read back as a whole;
//! [`Memory`] lays what changed since over it. [`score`] is what two texts are worth to a translator. How it works and
//! why it is exact stands in `docs/search.md`.
//!
//! ```
//! use std::io::Cursor;
//! use yeksan::search::{Builder, Index, Memory, Query, Scratch, Stamp};
//!
//! let mut builder = Builder::default();
//! builder.add(1, "The minister spoke in Tehran on Monday.")?;
//! builder.add(2, "The farmers wait for rain.")?;
//! let stamp = Stamp { change: 7, mark: 1, label: "en-fa".into() };
//! let file = builder.finish(Cursor::new(Vec::new()), &stamp)?.into_inner();
//!
//! let mut memory = Memory::new(Index::from_bytes(&file)?);
//! memory.put(3, "The farmers waited for rain.");
//! let hits = memory.search(&Query::new("the farmers wait for snow"), 60, 5, &mut Scratch::default());
//! assert_eq!(hits.iter().map(|hit| hit.unit).collect::<Vec<_>>(), [2, 3]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod build;
mod code;
mod columns;
mod distance;
mod error;
mod hit;
mod index;
mod layout;
mod lookup;
mod memory;
mod phrase;
mod query;
mod score;
mod token;
mod vocabulary;

#[cfg(test)]
mod tests;

pub use build::Builder;
pub use error::Error;
pub use hit::Hit;
pub use index::Index;
pub use layout::Stamp;
pub use lookup::Scratch;
pub use memory::Memory;
pub use phrase::Phrase;
pub use query::Query;
pub use score::{Difference, Edit, MOST_WITH_EDITS, Score, edits, score};
pub use token::keys;
