//! One decision → the edits that carry it through the memory. Nothing here reads or writes a store.

mod apply;
mod bonds;
mod gather;
mod lookup;
mod name;
mod rewrite;
mod term;
mod writing;

pub use apply::{apply, inverse};
pub use bonds::{Bond, Bonds, bind};
pub use gather::join_settlements;
pub use lookup::{Found, look_up, near};
pub use name::{Group, NameSettled, Order, Sides, groups, settle_name, spellings, unknown_from};
pub use rewrite::bare;
pub use term::settle_terms;
pub use writing::{Writing, mend_writing};
