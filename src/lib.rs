//! Yeksan: a multilingual translation-memory toolkit.

pub mod check;
pub mod lexicon;
pub mod model;
pub mod names;
pub mod read;
pub mod report;
pub mod segment;
pub mod store;
