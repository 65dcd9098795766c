//! Words left as they are inside a longer name that was left so.

use super::capital::Capitals;
use super::cluster::Group;
use super::corpus::Corpus;
use super::link::{Link, Why};
use super::runs::Key;
use super::speech;
use crate::model::NameKind;
use glossary::fold::{Level, fold};

/// Returns whether a translated word only ever stays as it is within a longer name left so: Saturday Night Live is no
/// variant of суббота.
pub(super) fn kept(
    corpus: &Corpus<'_>,
    capitals: &Capitals,
    key: &Key,
    groups: &[Group],
    group: &Group,
) -> bool {
    let lang = &corpus.target_lang;
    let name =
        || speech::Sounding::new(&key.words.iter().map(|&w| corpus.source_words.text(w)).collect::<String>());
    let person = matches!(key.kind, NameKind::Person | NameKind::Unknown);
    let translated = |main: &Group| {
        !person && main.links.iter().any(|l| l.why == Why::Table)
            || speech::is_latin_script(lang)
            || name().likeness(&fold(&main.text, Level::Skeleton), lang, 0.5) == 0.0
    };
    let by_meaning =
        |g: &Group| g.links.iter().all(|l| matches!(l.why, Why::Lexicon | Why::Table | Why::Words));
    // A word that is common in lower case (weather) has a meaning to translate; a surname has none.
    let common = speech::is_latin_script(lang) && capitals.lower(key.words[0]) > 0;
    let is_first = groups.first().is_some_and(|g| std::ptr::eq(g, group));
    group.links.iter().all(|l| l.why == Why::Copy && in_copied_name(corpus, key, l))
        && if is_first {
            common || groups[1..].iter().all(by_meaning)
        } else {
            groups.first().is_some_and(translated)
        }
}

/// Returns whether the word beside a copy is the copy of the word beside the name.
fn in_copied_name(corpus: &Corpus<'_>, key: &Key, link: &Link) -> bool {
    let (source, target) = (corpus.source(link.unit as usize), corpus.target(link.unit as usize));
    let spot = &key.spots[link.spot as usize];
    let same = |s: Option<usize>, t: Option<usize>| {
        let pair = s.and_then(|s| source.get(s)).zip(t.and_then(|t| target.get(t)));
        pair.is_some_and(|(s, t)| {
            let text = corpus.target_words.text(t.key);
            // `Class of 2018` was left as it is when its `of` was.
            (s.capital || matches!(text, "of" | "the" | "and" | "for"))
                && corpus.source_words.text(s.key).to_lowercase() == text
        })
    };
    let (first, start) = (spot.first as usize, link.first as usize);
    same(first.checked_sub(1), start.checked_sub(1)) || same(Some(spot.end as usize), Some(link.end as usize))
}
