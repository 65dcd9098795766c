//! What counts as the same word.

pub mod affix;
mod affix_table;
pub mod fold;
