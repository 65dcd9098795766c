//! Yeksan: a multilingual translation-memory toolkit.

pub mod align;
pub mod lexicon;
pub mod model;
