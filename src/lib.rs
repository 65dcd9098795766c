//! Yeksan: a multilingual translation-memory toolkit.

pub mod exchange;
pub mod model;
pub mod store;
