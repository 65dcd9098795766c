//! Copies of a name that explain and do not render it.

use super::corpus::Corpus;
use super::link::{Link, Why};
use super::speech;
use std::ops::Range;

/// Drops a copy that brackets set beside a rendering: گروو (Grove), سازمان مجاهدین خلق ایران (PMOI/MEK), and one that is a
/// part of an address (jo@example.org).
pub(super) fn drop_glosses(corpus: &Corpus<'_>, links: &mut Vec<Link>) {
    if speech::is_latin_script(&corpus.target_lang) {
        return;
    }
    links.retain(|l| {
        let text = corpus.texts[l.unit as usize].1;
        let range = corpus.target_range(l.unit as usize, l.words());
        l.why != Why::Copy || !in_gloss(text, range.clone()) && !in_address(text, range)
    });
}

/// Returns whether brackets that hold nothing of the text's own script stand around a range, behind a word.
fn in_gloss(text: &str, range: Range<usize>) -> bool {
    let foreign =
        |part: &str| part.chars().all(|c| !c.is_alphabetic() || speech::is_latin(c.encode_utf8(&mut [0; 4])));
    let Some(open) = text[..range.start].rfind(['(', '[']) else { return false };
    let Some(close) = text[range.end..].find([')', ']']).map(|i| range.end + i) else { return false };
    open > 0 && !text[open..range.start].contains([')', ']']) && foreign(&text[open..close])
}

/// Returns whether a range stands inside an address of the web or of the post.
fn in_address(text: &str, range: Range<usize>) -> bool {
    let before = text[..range.start].rsplit(char::is_whitespace).next().unwrap_or_default();
    let after = text[range.end..].split(char::is_whitespace).next().unwrap_or_default();
    let dotted = |c: char| {
        after.strip_prefix(c).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_lowercase()))
    };
    before.contains(['@', '/']) && before.contains(|c: char| c.is_ascii_alphabetic())
        || after.starts_with('@')
        || dotted('.')
}
