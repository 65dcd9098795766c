//! A query made ready for lookups.

use super::build::text_digest;
use super::token::{Letters, WordLetters, words};

/// A text to look for.
#[derive(Debug, Clone)]
pub struct Query {
    pub(super) keys: Vec<String>,
    /// Digests of its letters in a row and of the text as written.
    pub(super) letters: u32,
    pub(super) text: u32,
}

impl Query {
    /// Returns the query of a text.
    pub fn new(text: &str) -> Query {
        let mut letters = Letters::default();
        let mut keys = Vec::new();
        for word in words(text) {
            letters.add(WordLetters::of(&word.key));
            keys.push(word.key.into_owned());
        }
        let digest = text_digest(text);
        Query { letters: letters.finish(!keys.is_empty(), digest), keys, text: digest }
    }
}
