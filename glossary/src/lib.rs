//! What counts as the same word.

pub mod affix;
mod affix_table;
pub mod find;
mod find_guard;
pub mod fold;
pub mod sound;
mod sound_data;
mod sound_key;
mod sound_table;
pub mod table;
pub mod term;
pub mod token;
