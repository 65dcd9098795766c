//! Yeksan: a multilingual translation-memory toolkit.

pub mod lexicon;
pub mod model;
pub mod names;
