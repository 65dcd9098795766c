//! What the checks of Persian orthography share: one summary a check, with one example of what to write instead.

use super::rule::{Check, Page, Pair};
use crate::model::{Finding, Fix, Place, Severity};
use std::collections::BTreeMap;
use std::ops::Range;

/// Something found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Found {
    /// Its byte range.
    pub(crate) span: Range<usize>,
    /// Which of the ways to write it; 0 is always wrong, of the others the most frequent is right.
    pub(crate) way: u8,
}

/// A check of orthography.
#[derive(Debug)]
pub(crate) struct Orthography {
    /// Its page.
    page: &'static Page,
    /// What is counted, in the plural.
    noun: &'static str,
    /// Whether each file has its own majority.
    by_file: bool,
    find: fn(&str) -> Vec<Found>,
    /// Returns what to write for a stretch, in a way.
    instead: fn(&str, u8) -> String,
    /// Per group: how often each way is used, and where.
    groups: BTreeMap<String, Ways>,
}

/// Per way of writing: the unit, the byte range and the text of each use.
type Ways = BTreeMap<u8, Vec<(usize, Range<usize>, String)>>;

impl Orthography {
    /// Returns a check whose finder marks each place with the way it is written in.
    pub(crate) fn new(
        page: &'static Page,
        noun: &'static str,
        by_file: bool,
        find: fn(&str) -> Vec<Found>,
        instead: fn(&str, u8) -> String,
    ) -> Orthography {
        Orthography { page, noun, by_file, find, instead, groups: BTreeMap::new() }
    }
}

impl Check for Orthography {
    fn code(&self) -> &'static str {
        self.page.code
    }

    fn see(&mut self, pair: &Pair<'_>) {
        if !matches!(pair.target.lang.primary().as_str(), "fa" | "prs") {
            return;
        }
        let text = &pair.target.text;
        let found = (self.find)(text);
        if found.is_empty() {
            return;
        }
        let origin = &pair.unit.origin;
        let file = if self.by_file {
            origin.target_file.as_ref().unwrap_or(&origin.file).clone()
        } else {
            String::new()
        };
        let group = self.groups.entry(file).or_default();
        for Found { span, way } in found {
            let written = text[span.clone()].to_owned();
            group.entry(way).or_default().push((pair.index, span, written));
        }
    }

    fn finish(&mut self) -> Vec<Finding> {
        let mut wrong: Vec<(usize, Range<usize>)> = Vec::new();
        let mut fix = None;
        let mut count = 0;
        for ways in std::mem::take(&mut self.groups).into_values() {
            let right = ways
                .iter()
                .filter(|(way, _)| **way > 0)
                .max_by_key(|(way, found)| (found.len(), u8::MAX - **way));
            let right = right.map_or(0, |(way, _)| *way);
            for (way, found) in &ways {
                if *way > 0 && *way == right {
                    continue;
                }
                count += found.len();
                for (unit, span, written) in found {
                    fix.get_or_insert_with(|| (written.clone(), (self.instead)(written, right)));
                    wrong.push((*unit, span.clone()));
                }
            }
        }
        let Some((written, replacement)) = fix else { return Vec::new() };
        wrong.sort_by_key(|(unit, span)| (*unit, span.start));
        let mut places: Vec<Place> = Vec::new();
        for (unit, span) in wrong {
            match places.last_mut() {
                Some(place) if place.unit == unit => place.target.push(span),
                _ => places.push(Place { unit, source: Vec::new(), target: vec![span] }),
            }
        }
        let message = format!("{count} {} in {} segments, such as {written}", self.noun, places.len());
        let fix = Some(Fix { replacement, safe: false });
        vec![Finding { fix, ..Finding::new(self.page.code, Severity::Info, message, places) }]
    }
}

/// Returns whether a letter is one of the Arabic script.
pub(crate) fn is_arabic(c: char) -> bool {
    matches!(c, '\u{620}'..='\u{63f}' | '\u{641}'..='\u{64a}' | '\u{671}'..='\u{6d3}' | '\u{6d5}')
}
