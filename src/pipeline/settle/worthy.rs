//! Which names deserve an entry of the glossary, and in which form.

use super::suggest::Suggestion;
use crate::model::{Lang, TranslationUnit};
use glossary::affix::strip;
use glossary::calendar::is_day_or_month;
use glossary::fold::{Level, fold};
use glossary::term::{Kind, Status};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// English words of time besides days and months, which are no terms however often they stand in a text; sorted.
const TIMES: [&str; 14] = [
    "century", "day", "days", "decade", "hour", "hours", "month", "months", "time", "times", "today", "week",
    "weeks", "year",
];

fn is_of_calendar(word: &str) -> bool {
    let word = word.to_lowercase();
    is_day_or_month(&word) || TIMES.contains(&word.as_str())
}

/// Titles that stand before any name; sorted.
const ADDRESSES: [&str; 9] = ["dr", "lady", "lord", "miss", "mr", "mrs", "ms", "prof", "sir"];

/// How often each word of a side stands in the memory, by its folded form, and how it is written.
pub(super) struct Vocabulary {
    lang: String,
    words: BTreeMap<String, (usize, String)>,
}

impl Vocabulary {
    pub(super) fn of(units: &[TranslationUnit], lang: &Lang) -> Vocabulary {
        let mut words: BTreeMap<String, (usize, String)> = BTreeMap::new();
        let texts = units.iter().filter_map(|u| u.variant(lang));
        for word in texts.flat_map(|v| v.text.split(|c: char| !is_of_word(c))).filter(|w| !w.is_empty()) {
            // What ends a sentence's first word in a capital says nothing of the word.
            let entry = words.entry(fold(word, Level::Ortho)).or_insert_with(|| (0, word.to_owned()));
            entry.0 += 1;
            if word.starts_with(char::is_lowercase) && !entry.1.starts_with(char::is_lowercase) {
                entry.1 = word.to_owned();
            }
        }
        Vocabulary { lang: lang.primary(), words }
    }

    fn count(&self, word: &str) -> usize {
        self.words.get(&fold(word, Level::Ortho)).map_or(0, |(count, _)| *count)
    }

    /// Returns the bare form of an inflected word, when the memory has it; of a plural only when `plural` is wanted.
    ///
    /// An ending that many bare words have counts only for a plural, and only when the bare word is no rarer.
    fn base(&self, word: &str, plural: bool) -> Option<&str> {
        let key = fold(word, Level::Ortho);
        let own = self.count(word);
        strip(&key, &self.lang).into_iter().skip(1).find_map(|(stem, affix)| {
            let bare = format!("{}{}", &key[stem], affix.restore);
            let (count, written) = self.words.get(&bare)?;
            let proved = if affix.weak { affix.plural && *count >= own.max(1) } else { *count > 0 };
            (proved && bare.chars().count() >= 3 && affix.plural == plural && affix.before_bytes == 0)
                .then_some(written.as_str())
        })
    }
}

fn is_of_word(c: char) -> bool {
    c.is_alphanumeric()
        || matches!(c, '\u{200C}' | '\'' | '’' | '\u{0654}')
        || ('\u{064B}'..='\u{0652}').contains(&c)
}

/// A suggestion with the places of the headword: unit, and range in its text.
pub(super) type Placed = (Suggestion, Vec<(usize, Range<usize>)>);

/// Returns the suggestions that are names, titles and terms, in their base form, most used first.
///
/// Left out: words and phrases in lower case that are no term; the calendar; a name with a mere form of address before
/// it; and what never stands but inside another one (`Commissioner for Human` in `Commissioner for Human Rights`).
pub(super) fn worthy(found: Vec<Placed>, source: &Vocabulary, target: &Vocabulary) -> Vec<Suggestion> {
    let mut kept: Vec<Placed> = found
        .into_iter()
        .filter(|(s, _)| is_term(s))
        .filter_map(|(suggestion, places)| Some((in_base_form(suggestion, source, target)?, places)))
        .collect();
    let mut inside = never_alone(&kept).into_iter();
    kept.retain(|_| !inside.next().unwrap_or(false));
    let mut kept: Vec<Suggestion> = kept.into_iter().map(|(suggestion, _)| suggestion).collect();
    kept.sort_by_cached_key(|s| {
        let preferred = s.term.preferred().next().unwrap_or_default().to_owned();
        (std::cmp::Reverse(s.uses), s.term.headword().to_owned(), preferred)
    });
    let mut seen = BTreeSet::new();
    kept.retain(|s| seen.insert(fold(s.term.headword(), Level::Ortho)));
    kept
}

/// Says whether the memory's wording alone makes it a name, a title or a term.
fn is_term(suggestion: &Suggestion) -> bool {
    let term = &suggestion.term;
    let words: Vec<&str> = term.headword().split_whitespace().collect();
    let [first, .., last] = words.as_slice() else {
        let word = words.first().copied().unwrap_or_default();
        let calendar = term.source_lang == "en" && is_of_calendar(word);
        let address = ADDRESSES.binary_search(&word.trim_end_matches('.').to_lowercase().as_str()).is_ok();
        let plain = term.kind == Kind::Term && word.starts_with(char::is_lowercase);
        return !(calendar || address || plain);
    };
    if term.source_lang != "en" {
        return true;
    }
    let address = first.trim_end_matches('.').to_lowercase();
    if ADDRESSES.binary_search(&address.as_str()).is_ok() && term.kind != Kind::Title {
        return false;
    }
    if term.kind != Kind::Term || !term.headword().starts_with(char::is_lowercase) {
        return true;
    }
    let is_verbal = ["ed", "ly"].iter().any(|end| first.ends_with(end) || last.ends_with(end));
    let in_calendar = words.iter().any(|w| is_of_calendar(w));
    !is_verbal && !first.ends_with("ing") && !in_calendar
}

/// Returns a common noun in the singular on both sides and without endings on the target's; a name stays as it is.
///
/// `None` for a plural whose singular the memory does not have, or has for another word.
fn in_base_form(mut suggestion: Suggestion, source: &Vocabulary, target: &Vocabulary) -> Option<Suggestion> {
    let term = &suggestion.term;
    let last = term.headword().split_whitespace().next_back().unwrap_or_default();
    let is_common = match term.kind {
        Kind::Term | Kind::Demonym => true,
        // A title written with a capital in front of a name is the same word.
        Kind::Title => source
            .words
            .get(&fold(last, Level::Ortho))
            .is_some_and(|(_, w)| w.starts_with(char::is_lowercase)),
        _ => false,
    };
    if !is_common {
        return Some(suggestion);
    }
    let to = term.preferred().next()?.to_owned();
    let singular =
        |to: &str| to.split(' ').map(|w| target.base(w, true).unwrap_or(w)).collect::<Vec<_>>().join(" ");
    let before = &term.headword()[..term.headword().len() - last.len()];
    let is_plural =
        strip(&fold(last, Level::Ortho), &term.source_lang).iter().any(|(_, a)| a.plural && !a.weak);
    let (headword, rendering) = match source.base(last, true) {
        Some(single) => {
            let rendering = singular(&to);
            if rendering == to && term.kind != Kind::Title {
                // Two words, or one that is a plural in one language only (rights, حقوق).
                return (source.count(single) < source.count(last)).then_some(suggestion);
            }
            (format!("{before}{single}"), rendering)
        }
        None if is_plural && last.starts_with(char::is_lowercase) => return None,
        None => {
            let bare: Vec<&str> = to.split(' ').map(|w| target.base(w, false).unwrap_or(w)).collect();
            (term.headword().to_owned(), singular(&bare.join(" ")))
        }
    };
    let term = &mut suggestion.term;
    if let Some(first) = term.source.first_mut() {
        *first = headword;
    }
    for written in term.target.iter_mut().filter(|r| r.status == Status::Preferred) {
        written.text.clone_from(&rendering);
    }
    term.target.dedup_by(|b, a| a.text == b.text);
    Some(suggestion)
}

/// Returns of each suggestion whether every place of it lies inside a place of another one.
fn never_alone(all: &[Placed]) -> Vec<bool> {
    let mut by_unit: BTreeMap<usize, Vec<&Range<usize>>> = BTreeMap::new();
    for (unit, range) in all.iter().flat_map(|(_, places)| places) {
        by_unit.entry(*unit).or_default().push(range);
    }
    let covered = |(unit, range): &(usize, Range<usize>)| {
        let covers =
            |r: &&Range<usize>| r.start <= range.start && range.end <= r.end && r.len() > range.len();
        by_unit.get(unit).is_some_and(|all| all.iter().any(covers))
    };
    all.iter().map(|(_, places)| places.iter().all(covered)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_sorted() {
        assert!(TIMES.is_sorted() && ADDRESSES.is_sorted());
    }
}
