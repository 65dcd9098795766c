//! Accepted renderings of a name, and where they stand in any form.

use super::corpus::{Corpus, TargetWord, target_key};
use super::speech;
use super::token::pieces;

/// An accepted rendering.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Accepted {
    /// The rendering without spaces and half-spaces.
    pub(super) joined: String,
    /// Its words, folded.
    pub(super) words: Vec<String>,
    /// Whether it is an abbreviation or a short name.
    pub(super) short: bool,
    /// Whether it is a plural that no ending makes (وزرا).
    pub(super) plural: bool,
    /// Renderings of one sense are as good as each other; those of an office with two senses are a choice to make once.
    pub(super) sense: u16,
    /// Which row of the table it is from, of places that share a name.
    pub(super) row: u16,
}

/// As what a rendering is accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Acceptance {
    /// A rendering of the whole name, with its sense.
    Full(u16),
    /// An abbreviation or short name.
    Short,
    /// A plural.
    Plural,
}

impl Acceptance {
    /// Returns whether it may be the rendering of this sense.
    pub(super) fn is(self, sense: u16) -> bool {
        !matches!(self, Acceptance::Full(own) if own != sense)
    }
}

/// Returns as what a rendering is accepted, in any form of its words.
pub(super) fn accepts(all: &[Accepted], text: &str, lang: &str) -> Option<Acceptance> {
    let (joined, words) = (joined(text), words_of(text));
    let forms = |a: &Accepted| {
        words.len() > 1
            && a.words.len() == words.len()
            && a.words.iter().zip(&words).all(|(a, b)| speech::same_word(a, b, lang))
    };
    let same = |a: &&Accepted| a.joined == joined || speech::same_word(&a.joined, &joined, lang) || forms(a);
    let found: Vec<&Accepted> = all.iter().filter(same).collect();
    if found.is_empty() {
        None
    } else if let Some(full) = found.iter().find(|a| !a.short && !a.plural) {
        Some(Acceptance::Full(full.sense))
    } else {
        Some(if found[0].short { Acceptance::Short } else { Acceptance::Plural })
    }
}

/// Returns whether two accepted renderings are those of two places of one name.
pub(super) fn of_two_rows(all: &[Accepted], a: &str, b: &str, lang: &str) -> bool {
    let row = |text: &str| {
        let joined = joined(text);
        all.iter().find(|a| a.joined == joined || speech::same_word(&a.joined, &joined, lang)).map(|a| a.row)
    };
    row(a).zip(row(b)).is_some_and(|(a, b)| a != b)
}

/// Returns a rendering folded, without spaces and half-spaces.
pub(super) fn joined(text: &str) -> String {
    pieces(text, false).into_iter().map(|p| target_key(&text[p.range])).collect()
}

/// Returns the words of a rendering, folded.
pub(super) fn words_of(text: &str) -> Vec<String> {
    pieces(text, false).into_iter().map(|p| target_key(&text[p.range])).collect()
}

/// Returns where a rendering that begins at a word ends; inflected words match by their stem, or word by word.
pub(super) fn match_at(corpus: &Corpus<'_>, unit: usize, first: usize, accepted: &Accepted) -> Option<usize> {
    let same = |(word, own): (&TargetWord, &String)| {
        let key = corpus.target_words.text(word.key);
        key == own
            || key.chars().next() == own.chars().next() && speech::same_word(own, key, &corpus.target_lang)
    };
    match_joined(corpus, unit, first, &accepted.joined).or_else(|| {
        let end = first + accepted.words.len();
        let row = corpus.target(unit).get(first..end)?;
        let all = row.len() > 1 && row.iter().zip(&accepted.words).all(same);
        (all && corpus.unbroken(unit, first..end)).then_some(end)
    })
}

/// Returns where a rendering of an office ends that begins at a word and has another word inside that says when or of
/// what rank it is: وزیر سابق خارجه.
pub(super) fn match_parted(
    corpus: &Corpus<'_>,
    unit: usize,
    first: usize,
    accepted: &Accepted,
    modifies: impl Fn(u32) -> bool,
) -> Option<usize> {
    let (own, rest) = accepted.words.split_first().filter(|(_, rest)| !rest.is_empty())?;
    let words = corpus.target(unit);
    if !modifies(words.get(first + 1)?.key) {
        return None;
    }
    let end = first + accepted.words.len() + 1;
    let row = words.get(first + 2..end)?;
    let same = |(word, own): (&TargetWord, &String)| {
        speech::same_word(own, corpus.target_words.text(word.key), &corpus.target_lang)
    };
    let all = same((&words[first], own)) && row.iter().zip(rest).all(same);
    (all && corpus.unbroken(unit, first..end)).then_some(end)
}

/// Returns where a row of letters that begins at a word ends.
pub(super) fn match_joined(corpus: &Corpus<'_>, unit: usize, first: usize, joined: &str) -> Option<usize> {
    let words = corpus.target(unit);
    let mut rest = joined;
    let mut at = first;
    while let Some(word) = words.get(at) {
        if at > first && !corpus.unbroken(unit, at - 1..at + 1) {
            return None;
        }
        let (key, stem) = (corpus.target_words.text(word.key), corpus.target_words.text(word.stem));
        if rest == key || rest == stem {
            return Some(at + 1);
        }
        let near =
            || rest.chars().next() == key.chars().next() && speech::same_word(rest, key, &corpus.target_lang);
        rest = match rest.strip_prefix(key) {
            Some(rest) => rest,
            // The stem of another case is only the beginning of the rendering: суббот- of суббота.
            None => match rest.strip_prefix(stem) {
                Some(_) if near() => return Some(at + 1),
                Some(rest) => rest,
                None => return near().then_some(at + 1),
            },
        };
        at += 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accepted(text: &str, short: bool) -> Accepted {
        Accepted { joined: joined(text), words: words_of(text), short, plural: false, sense: 0, row: 0 }
    }

    #[test]
    fn every_case_of_every_word_is_accepted() {
        let court = [accepted("Верховный суд", false), accepted("ВС", true)];
        assert_eq!(accepts(&court, "Верховного суда", "ru"), Some(Acceptance::Full(0)));
        assert_eq!(accepts(&court, "ВС", "ru"), Some(Acceptance::Short));
        assert_eq!(accepts(&court, "Высшего суда", "ru"), None);
        let court = [accepted("Oberster Gerichtshof", false)];
        assert_eq!(accepts(&court, "Obersten Gerichtshofs", "de"), Some(Acceptance::Full(0)));
        let council = [accepted("مجلس الأمن", false)];
        assert_eq!(accepts(&council, "بمجلس الأمن", "ar"), Some(Acceptance::Full(0)));
        assert_eq!(accepts(&council, "مجلس الشيوخ", "ar"), None);
    }
}
