//! Search in a store: its index kept in step, its matches with what a translator wants to know of them.

mod concordance;
mod find;
mod matches;
mod sidecar;

pub use concordance::{Line, LineOptions, Pattern};
pub use find::{Found, Searcher};
pub use matches::{Match, Penalties, Penalty, SearchOptions};
pub use sidecar::sidecar_path;
