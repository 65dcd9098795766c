//! Yeksan: a multilingual translation-memory toolkit.

pub mod model;
pub mod store;
