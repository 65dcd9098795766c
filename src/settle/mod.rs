//! One decision → the edits that carry it through the memory. Nothing here reads or writes a store.

mod bonds;
mod lookup;

pub use bonds::{Bond, Bonds, bind};
pub use lookup::{Found, look_up, near};
