//! The ends that most sentences of most texts have, told by a few bytes around them.
//!
//! `split` reads the whole run of a terminator, `decide` the words on both sides. Nearly always what stands there is
//! plain: a word in small letters, one terminator, a blank, a capital; or the inside of a number or an address. This
//! answers those as `decide` would and leaves all else to it.

use super::decide::{Place, inside_bracket};
use super::rules::Class;
use super::word::is_roman;

/// Returns whether a sentence ends right behind the mark at `at`, `None` where the bytes around it do not tell.
pub(super) fn ends(place: &Place<'_>, at: usize) -> Option<bool> {
    let bytes = place.text.as_bytes();
    let (head, tail) = (&bytes[place.start..at], &bytes[at + 1..]);
    let point = match bytes[at] {
        b'.' => true,
        b'!' | b'?' => false,
        _ => return None,
    };
    match tail {
        // Nothing follows that could begin a sentence.
        [] => Some(false),
        [b' ', b'A'..=b'Z', ..] if !place.rules.whole_speech && (!point || whole_word(place, head)) => {
            Some(!inside_bracket(place, at + 1))
        }
        // `1.5`, `example.com`; letters of Roman numbers are a century's.
        [b'0'..=b'9', ..] => matches!(head.last(), Some(b'0'..=b'9' | b'A'..=b'Z')).then_some(false),
        [b'a'..=b'z', ..] => {
            let roman = point && b"ivxlc".contains(&tail[0]);
            matches!(head.last(), Some(b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z') if !roman).then_some(false)
        }
        _ => None,
    }
}

/// Returns whether a sentence so far ends in a word of ASCII letters, small but for its first, that no list knows: no
/// abbreviation, no initial, no number.
fn whole_word(place: &Place<'_>, head: &[u8]) -> bool {
    let small = head.iter().rev().take_while(|byte| byte.is_ascii_lowercase()).count();
    let mut from = head.len() - small;
    if from > 0 && head[from - 1].is_ascii_uppercase() {
        from -= 1;
    }
    let word = &place.text[place.start + from..place.start + head.len()];
    // A point before the word may make one abbreviation of both: `e. g.`
    let alone = match &head[..from] {
        [] => true,
        [.., before, b' '] => before.is_ascii_graphic() && *before != b'.',
        _ => false,
    };
    alone && word.len() > 1 && !is_roman(word) && place.rules.class(word) == Class::NONE
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Lang;
    use crate::segment::rules::Rules;
    use crate::segment::split::ends_after_run;
    use proptest::prelude::*;

    const TAGS: [&str; 8] = ["de", "en", "fa", "fr", "it", "ja", "sk", "tr"];

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn bytes_tell_what_words_tell(
            words in prop::collection::vec("(Mr|e|g|No|vi|IV|12|3|\\(|\\)|He|went|civil|Inc|p|m|März|است|日)", 0..6),
            joins in prop::collection::vec("( |\\.|\\. |! |\\?|\\? | \\(|, |\\.\" |…)", 6),
            tag in prop::sample::select(&TAGS[..]),
        ) {
            let text: String = words.iter().zip(&joins).flat_map(|(word, join)| [word.as_str(), join]).collect();
            let brackets: Vec<usize> = text.match_indices('(').map(|(at, _)| at).collect();
            let place = Place::new(&text, Rules::of(&Lang::new(tag)), &brackets);
            for (at, _) in text.match_indices(['.', '!', '?']) {
                if let Some(ends) = ends(&place, at) {
                    prop_assert_eq!((at + 1, ends), ends_after_run(&place, at), "{} at {}", text, at);
                }
            }
        }
    }
}
