//! Many patterns as one automaton, built as far as texts need it.

use super::shorten::{Free, shorten};
use regex_automata::hybrid::dfa::{Cache, DFA, OverlappingState};
use regex_automata::nfa::thompson;
use regex_automata::util::prefilter::Prefilter;
use regex_automata::util::syntax;
use regex_automata::{Anchored, Input, MatchKind, Span};
use std::ops::Range;

/// What an automaton may keep of its states, in bytes; beyond it they are made anew.
const CACHE: usize = 1 << 20;

/// Patterns that are looked for together; all matches count, not only the first.
#[derive(Debug)]
pub(super) struct Automaton {
    dfa: DFA,
    patterns: usize,
    /// What every match begins with, when that is letter for letter known.
    prefix: Option<Prefilter>,
}

/// The states an automaton has made so far; one a thread.
#[derive(Debug, Default)]
pub(super) struct Scratch(Option<Cache>);

impl Scratch {
    fn of(&mut self, automaton: &Automaton) -> &mut Cache {
        self.0.get_or_insert_with(|| automaton.dfa.create_cache())
    }
}

impl Automaton {
    /// Finds every end, read from the front.
    pub(super) fn all_ends(patterns: &[String]) -> Result<Automaton, String> {
        build(patterns, Free::Start, false)
    }

    /// Finds every start, read from the back.
    pub(super) fn all_starts(patterns: &[String]) -> Result<Automaton, String> {
        let mut automaton = build(patterns, Free::End, true)?;
        let parsed: Option<Vec<_>> = patterns.iter().map(|pattern| syntax::parse(pattern).ok()).collect();
        automaton.prefix = parsed.and_then(|hirs| Prefilter::from_hirs_prefix(MatchKind::All, &hirs));
        Ok(automaton)
    }

    /// Finds what begins at a place.
    pub(super) fn forward_from(patterns: &[String]) -> Result<Automaton, String> {
        build(patterns, Free::End, false)
    }

    /// Finds what ends at a place.
    pub(super) fn backward_from(patterns: &[String]) -> Result<Automaton, String> {
        build(patterns, Free::Start, true)
    }

    /// Gives every place where a pattern ends.
    pub(super) fn each_end(&self, text: &str, scratch: &mut Scratch, mut give: impl FnMut(usize)) {
        let cache = scratch.of(self);
        let input = Input::new(text);
        let mut state = OverlappingState::start();
        // Without quitting bytes and a limit on the cache the search cannot fail.
        while self.dfa.try_search_overlapping_fwd(cache, &input, &mut state).is_ok() {
            match state.get_match() {
                Some(found) => give(found.offset()),
                None => break,
            }
        }
    }

    /// Gives every place where a pattern starts.
    pub(super) fn each_start(&self, text: &str, scratch: &mut Scratch, mut give: impl FnMut(usize)) {
        if self.prefix.as_ref().is_some_and(|p| p.find(text.as_bytes(), Span::from(0..text.len())).is_none())
        {
            return;
        }
        let cache = scratch.of(self);
        let input = Input::new(text);
        let mut state = OverlappingState::start();
        while self.dfa.try_search_overlapping_rev(cache, &input, &mut state).is_ok() {
            match state.get_match() {
                Some(found) => give(found.offset()),
                None => break,
            }
        }
    }

    /// Puts the patterns that match from a place on into `found`, each once.
    pub(super) fn matching_from(
        &self,
        text: &str,
        place: usize,
        scratch: &mut Scratch,
        found: &mut Vec<usize>,
    ) {
        let cache = scratch.of(self);
        let input = Input::new(text).range(place..).anchored(Anchored::Yes);
        let mut state = OverlappingState::start();
        found.clear();
        while found.len() < self.patterns
            && self.dfa.try_search_overlapping_fwd(cache, &input, &mut state).is_ok()
        {
            match state.get_match() {
                Some(half) if found.contains(&half.pattern().as_usize()) => {}
                Some(half) => found.push(half.pattern().as_usize()),
                None => break,
            }
        }
    }

    /// Gives the patterns that end where the span ends and begin inside it, some more than once.
    pub(super) fn each_ending_at(
        &self,
        text: &str,
        span: Range<usize>,
        scratch: &mut Scratch,
        mut give: impl FnMut(usize),
    ) {
        let cache = scratch.of(self);
        let input = Input::new(text).range(span).anchored(Anchored::Yes);
        let mut state = OverlappingState::start();
        while self.dfa.try_search_overlapping_rev(cache, &input, &mut state).is_ok() {
            match state.get_match() {
                Some(half) => give(half.pattern().as_usize()),
                None => break,
            }
        }
    }
}

fn build(patterns: &[String], free: Free, reverse: bool) -> Result<Automaton, String> {
    let short: Vec<String> = patterns.iter().map(|pattern| shorten(pattern, free)).collect();
    let dfa = DFA::builder()
        .configure(
            DFA::config().match_kind(MatchKind::All).cache_capacity(CACHE).skip_cache_capacity_check(true),
        )
        .thompson(
            // Places are characters' own: a pattern that may be empty needs no look at the bytes around.
            thompson::Config::new().utf8(false).reverse(reverse).shrink(false).nfa_size_limit(Some(64 << 20)),
        )
        .build_many(&short)
        .map_err(|e| e.to_string())?;
    Ok(Automaton { dfa, patterns: patterns.len(), prefix: None })
}
