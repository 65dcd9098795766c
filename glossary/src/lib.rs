//! What counts as the same word.
