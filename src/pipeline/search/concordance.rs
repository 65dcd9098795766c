//! Concordance: every unit in which something stands, in the order of the store.

use super::find::{Searcher, of};
use super::matches::is_of;
use crate::model::{TranslationUnit, Variant};
use crate::pipeline::error::Error;
use crate::search::Phrase;
use crate::store::Lookup;
use glossary::fold::{Level, fold};
use std::ops::{ControlFlow, Range};

/// What to look for.
#[derive(Debug, Clone)]
pub enum Pattern {
    /// Words in a row; case and look-alike letters do not count.
    Words(Phrase),
    /// These very letters; the phrase, when they hold a word, finds the units to look at.
    Exact(String, Option<Phrase>),
    /// A regular expression on the text as written. Reads every text of the store.
    Regex(Box<regex::Regex>),
}

impl Pattern {
    /// Returns the pattern of words, `None` when there is none.
    pub fn words(text: &str) -> Option<Pattern> {
        Phrase::new(text).map(Pattern::Words)
    }

    /// Returns the pattern of these very letters. Words are whole words; what holds none is looked for in every text.
    pub fn exact(text: &str) -> Pattern {
        Pattern::Exact(text.to_owned(), Phrase::new(text))
    }

    /// Returns where it stands in a text, in bytes, in order.
    fn places(&self, text: &str, numbers: &[String]) -> Vec<Range<usize>> {
        match self {
            Pattern::Words(phrase) => {
                let mut places = phrase.places(text);
                // Numbers are one class of words: here they are to be those asked for.
                places.retain(|place| numbers_of(&text[place.clone()]) == numbers);
                places
            }
            Pattern::Exact(exact, _) => {
                text.match_indices(exact.as_str()).map(|(at, m)| at..at + m.len()).collect()
            }
            Pattern::Regex(regex) => {
                regex.find_iter(text).map(|m| m.range()).filter(|r| r.start < r.end).collect()
            }
        }
    }
}

/// Returns the numbers of a text, digits as ASCII ones.
fn numbers_of(text: &str) -> Vec<String> {
    glossary::token::tokens(text)
        .filter(|token| token.is_number() && !token.text.contains(char::is_alphabetic))
        .map(|token| fold(token.text, Level::Letters))
        .collect()
}

/// Which places are wanted.
#[derive(Debug, Clone)]
pub struct LineOptions {
    /// How many units at most.
    pub limit: usize,
    /// Only units of files with this name or target name.
    pub origin: Option<String>,
    /// Whether the neighbours in the file are wanted.
    pub neighbours: bool,
}

/// A unit in which the pattern stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// The text searched.
    pub source: Variant,
    /// The other side.
    pub target: Variant,
    /// Where the pattern stands in the text searched, in bytes.
    pub places: Vec<Range<usize>>,
    /// Its first occurrence.
    pub unit: TranslationUnit,
    /// How many occurrences it has, at most a thousand.
    pub occurrences: usize,
    /// The texts before and after the first occurrence, when they were asked for.
    pub neighbours: (Option<Variant>, Option<Variant>),
}

impl Searcher<'_> {
    /// Returns the units in which a pattern stands, oldest first, and how many there are: those that are not looked at
    /// because `limit` was reached are counted as the index has them.
    ///
    /// # Errors
    ///
    /// Those of the store.
    pub fn lines_with(
        &self,
        text: &str,
        pattern: &Pattern,
        options: &LineOptions,
    ) -> Result<(Vec<Line>, usize), Error> {
        let units = match pattern {
            Pattern::Words(phrase) | Pattern::Exact(_, Some(phrase)) => self.memory.with_phrase(phrase),
            Pattern::Exact(_, None) | Pattern::Regex(_) => self.scan(pattern)?,
        };
        let numbers = numbers_of(text);
        let (mut lines, mut refused) = (Vec::new(), 0);
        for &unit in &units {
            if lines.len() >= options.limit {
                break;
            }
            match self.line(unit, pattern, &numbers, options)? {
                Some(line) => lines.push(line),
                None => refused += 1,
            }
        }
        Ok((lines, units.len() - refused))
    }

    fn line(
        &self,
        unit: i64,
        pattern: &Pattern,
        numbers: &[String],
        options: &LineOptions,
    ) -> Result<Option<Line>, Error> {
        let Some(variants) = self.store.unit_variants(unit)? else { return Ok(None) };
        let (Some(source), Some(target)) = (of(&variants, &self.source), of(&variants, &self.target)) else {
            return Ok(None);
        };
        let places = pattern.places(&source.text, numbers);
        if places.is_empty() {
            return Ok(None);
        }
        let mut occurrences = self.store.occurrences(unit, 1000)?;
        if let Some(origin) = &options.origin {
            occurrences.retain(|unit| is_of(unit, origin));
        }
        let count = occurrences.len();
        let Some(first) = occurrences.into_iter().next() else { return Ok(None) };
        let neighbours = match first.id.filter(|_| options.neighbours) {
            Some(id) => {
                let (before, after) = self.store.beside(id)?;
                let side = |v: Option<Vec<Variant>>| v.as_deref().and_then(|v| of(v, &self.source)).cloned();
                (side(before), side(after))
            }
            None => (None, None),
        };
        Ok(Some(Line {
            source: source.clone(),
            target: target.clone(),
            places,
            unit: first,
            occurrences: count,
            neighbours,
        }))
    }

    /// Looks at every text of the searched language.
    fn scan(&self, pattern: &Pattern) -> Result<Vec<i64>, Error> {
        let mut units = Vec::new();
        let mut last: Option<(String, bool)> = None;
        let store: &dyn Lookup = self.store;
        store.for_each_text(&mut |row| {
            let fits = match &last {
                Some((tag, fits)) if tag == row.lang => *fits,
                _ => {
                    let fits = crate::model::Lang::new(row.lang).same_language(&self.source);
                    last = Some((row.lang.to_owned(), fits));
                    fits
                }
            };
            let stands = fits
                && match pattern {
                    Pattern::Regex(regex) => regex.is_match(row.text),
                    Pattern::Exact(exact, _) => row.text.contains(exact.as_str()),
                    Pattern::Words(_) => false,
                };
            if stands && units.last() != Some(&row.unit) {
                units.push(row.unit);
            }
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(units)
    }
}
