//! Sentences of our own for every rule, and properties of the spans.

use super::*;
use crate::model::Lang;
use proptest::prelude::*;

fn cut<'t>(lang: &str, text: &'t str) -> Vec<&'t str> {
    split(text, &Lang::new(lang)).into_iter().map(|s| &text[s]).collect()
}

#[test]
fn smoke() {
    assert_eq!(cut("en", "It rained. We left."), ["It rained.", "We left."]);
}
