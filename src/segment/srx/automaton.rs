//! Many patterns as one automaton, built as far as texts need it.

use super::shorten::{Free, shorten};
use regex_automata::hybrid::LazyStateID;
use regex_automata::hybrid::dfa::{Cache, DFA};
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

    /// Gives every place where a pattern ends, with the pattern, in the order of the places.
    pub(super) fn each_end(&self, text: &str, scratch: &mut Scratch, mut give: impl FnMut(usize, usize)) {
        self.forward(&Input::new(text), scratch, |place, pattern| {
            give(place, pattern);
            true
        });
    }

    /// Gives every place where a pattern starts.
    pub(super) fn each_start(&self, text: &str, scratch: &mut Scratch, mut give: impl FnMut(usize)) {
        if self.prefix.as_ref().is_some_and(|p| p.find(text.as_bytes(), Span::from(0..text.len())).is_none())
        {
            return;
        }
        self.backward(&Input::new(text), scratch, |place, _| {
            give(place);
            true
        });
    }

    /// Puts the patterns that match from a place on into `found`, each once.
    pub(super) fn matching_from(
        &self,
        text: &str,
        place: usize,
        scratch: &mut Scratch,
        found: &mut Vec<usize>,
    ) {
        found.clear();
        let input = Input::new(text).range(place..).anchored(Anchored::Yes);
        self.forward(&input, scratch, |_, pattern| {
            if !found.contains(&pattern) {
                found.push(pattern);
            }
            found.len() < self.patterns
        });
    }

    /// Gives where the patterns begin that end where the span ends and begin inside it, some more than once, until `give`
    /// says that it has enough.
    pub(super) fn each_ending_at(
        &self,
        text: &str,
        span: Range<usize>,
        scratch: &mut Scratch,
        give: impl FnMut(usize, usize) -> bool,
    ) {
        let input = Input::new(text).range(span).anchored(Anchored::Yes);
        self.backward(&input, scratch, give);
    }

    // The searches of `regex_automata` give one match a call, and texts have many; these give all in one go. A state that
    // matches is known by the byte behind the match. Without quitting bytes and a limit on the cache no step can fail.

    fn forward(&self, input: &Input<'_>, scratch: &mut Scratch, mut give: impl FnMut(usize, usize) -> bool) {
        let (dfa, cache) = (&self.dfa, scratch.of(self));
        let Ok(mut state) = dfa.start_state_forward(cache, input) else { return };
        let bytes = input.haystack();
        let mut at = input.start();
        loop {
            if !state.is_tagged() {
                let (seen, steps) = run(dfa, cache, state, bytes[at..].iter());
                (state, at) = (seen, at + steps);
            }
            let Some(&byte) = bytes.get(at) else { break };
            let Ok(next) = dfa.next_state(cache, state, byte) else { return };
            state = next;
            if state.is_tagged() && !(state.is_match() && self.matches(state, cache, |p| give(at, p))) {
                return;
            }
            at += 1;
        }
        if let Ok(state) = dfa.next_eoi_state(cache, state)
            && state.is_match()
        {
            self.matches(state, cache, |pattern| give(bytes.len(), pattern));
        }
    }

    fn backward(&self, input: &Input<'_>, scratch: &mut Scratch, mut give: impl FnMut(usize, usize) -> bool) {
        let (dfa, cache) = (&self.dfa, scratch.of(self));
        let Ok(mut state) = dfa.start_state_reverse(cache, input) else { return };
        let (bytes, start) = (input.haystack(), input.start());
        let mut at = input.end();
        loop {
            if !state.is_tagged() {
                let (seen, steps) = run(dfa, cache, state, bytes[start..at].iter().rev());
                (state, at) = (seen, at - steps);
            }
            if at == start {
                break;
            }
            let Ok(next) = dfa.next_state(cache, state, bytes[at - 1]) else { return };
            state = next;
            if state.is_tagged() && !(state.is_match() && self.matches(state, cache, |p| give(at, p))) {
                return;
            }
            at -= 1;
        }
        let last = match bytes[..start].last() {
            Some(&byte) => dfa.next_state(cache, state, byte),
            None => dfa.next_eoi_state(cache, state),
        };
        if let Ok(state) = last
            && state.is_match()
        {
            self.matches(state, cache, |pattern| give(start, pattern));
        }
    }

    /// Gives the patterns of a state that matches, and returns whether more is wanted.
    fn matches(&self, state: LazyStateID, cache: &Cache, mut give: impl FnMut(usize) -> bool) -> bool {
        (0..self.dfa.match_len(cache, state))
            .all(|index| give(self.dfa.match_pattern(cache, state, index).as_usize()))
    }
}

/// Goes through the states that say nothing and are made already; returns the last and how many bytes it took.
fn run<'a>(
    dfa: &DFA,
    cache: &Cache,
    mut state: LazyStateID,
    bytes: impl Iterator<Item = &'a u8>,
) -> (LazyStateID, usize) {
    let mut steps = 0;
    for &byte in bytes {
        let next = dfa.next_state_untagged(cache, state, byte);
        if next.is_tagged() {
            break;
        }
        state = next;
        steps += 1;
    }
    (state, steps)
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
