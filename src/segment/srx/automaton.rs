//! Many patterns as one automaton, built as far as texts need it.

use regex_automata::hybrid::dfa::{Cache, DFA, OverlappingState};
use regex_automata::nfa::thompson;
use regex_automata::{Anchored, Input, MatchKind};
use std::ops::Range;

/// What an automaton may keep of its states, in bytes; beyond it they are made anew.
const CACHE: usize = 1 << 20;

/// Patterns that are looked for together; all matches count, not only the first.
#[derive(Debug)]
pub(super) struct Automaton {
    dfa: DFA,
    patterns: usize,
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
        build(patterns, false)
    }

    /// Finds every start, read from the back.
    pub(super) fn all_starts(patterns: &[String]) -> Result<Automaton, String> {
        build(patterns, true)
    }

    /// Finds what begins at a place.
    pub(super) fn forward_from(patterns: &[String]) -> Result<Automaton, String> {
        build(patterns, false)
    }

    /// Finds what ends at a place.
    pub(super) fn backward_from(patterns: &[String]) -> Result<Automaton, String> {
        build(patterns, true)
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

    /// Returns the patterns that match from a place on, in order.
    pub(super) fn matching_from(&self, text: &str, place: usize, scratch: &mut Scratch) -> Vec<usize> {
        let cache = scratch.of(self);
        let input = Input::new(text).range(place..).anchored(Anchored::Yes);
        let mut state = OverlappingState::start();
        let mut found = Vec::new();
        while found.len() < self.patterns
            && self.dfa.try_search_overlapping_fwd(cache, &input, &mut state).is_ok()
        {
            match state.get_match() {
                Some(half) if found.contains(&half.pattern().as_usize()) => {}
                Some(half) => found.push(half.pattern().as_usize()),
                None => break,
            }
        }
        found.sort_unstable();
        found
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

fn build(patterns: &[String], reverse: bool) -> Result<Automaton, String> {
    let dfa = DFA::builder()
        .configure(
            DFA::config().match_kind(MatchKind::All).cache_capacity(CACHE).skip_cache_capacity_check(true),
        )
        .thompson(thompson::Config::new().reverse(reverse).shrink(false).nfa_size_limit(Some(64 << 20)))
        .build_many(patterns)
        .map_err(|e| e.to_string())?;
    Ok(Automaton { dfa, patterns: patterns.len() })
}
