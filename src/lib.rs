//! Yeksan: a multilingual translation-memory toolkit.

pub mod align;
pub mod check;
#[cfg(feature = "cli")]
pub mod cli;
pub mod exchange;
pub mod lexicon;
pub mod model;
pub mod names;
pub mod pipeline;
pub mod read;
pub mod report;
pub mod search;
pub mod segment;
pub mod settle;
pub mod sheet;
pub mod store;
