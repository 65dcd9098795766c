//! The store in one SQLite file.

mod backup;
mod computed;
mod fault;
mod journal;
mod ledger;
mod lookup;
mod open;
mod read;
mod replace;
mod rewritten;
mod row;
mod store;
mod term;
mod undo;
mod unit;
mod write;

#[cfg(test)]
mod tests;

pub use open::Access;
pub use store::SqliteStore;
