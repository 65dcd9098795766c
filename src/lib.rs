//! Yeksan: a multilingual translation-memory toolkit.

pub mod check;
pub mod model;
pub mod report;
