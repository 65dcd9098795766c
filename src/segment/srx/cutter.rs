//! Cuts text by the rules of one language.
//!
//! A text may break between any two characters; of the rules that match there the first decides. Looking at every rule
//! everywhere would be slow, so one pass of an automaton finds the places where a breaking rule could match; only
//! there are the others asked, all of them at once by an automaton that reads backwards.

use super::automaton::{Automaton, Scratch};
use super::bytes::Bytes;
use super::dialect::{self, Dialect};
use super::document::{Rule, Srx};
use super::error::Error;
use super::pattern::Pattern;
use super::shorten::matches_everywhere;
use fancy_regex::Regex;
use regex_automata::util::pool::Pool;
use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;

/// How far before a place the rules that do not break are asked to begin, in bytes: without it a pattern such as
/// `.*` would make a long text quadratic.
const REACH: usize = 2_048;

/// How rules are understood.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Options {
    /// Whose regular expressions they are.
    pub dialect: Dialect,
    /// As OmegaT does: all maps that fit count whatever `cascade` says, and a pattern may reach back over a break.
    pub omegat: bool,
}

/// The rules of one language, ready to cut.
pub struct Cutter {
    rules: Vec<Compiled>,
    /// Finds the ends of what stands before a breaking rule; `None` when no such rule needs it.
    ends: Option<Automaton>,
    /// The bytes that may follow each of its patterns.
    followers: Vec<Bytes>,
    /// Finds the starts of what stands after those breaking rules whose first half may be empty.
    starts: Option<Automaton>,
    /// A breaking rule that may match anywhere.
    anywhere: bool,
    /// The first halves of breaking rules, read backwards, and which rules each is of.
    breaking: Halves,
    /// The same of the other rules.
    keeping: Halves,
    /// Second halves; a rule names its own by number.
    after: Option<Automaton>,
    /// Breaking rules that no automaton can run, by number.
    wandering: Vec<usize>,
    /// Other rules that no automaton can run, by number.
    checked: Vec<usize>,
    reach_back: bool,
    pool: Pool<
        Caches,
        Box<dyn Fn() -> Caches + Send + Sync + std::panic::UnwindSafe + std::panic::RefUnwindSafe>,
    >,
}

struct Compiled {
    breaks: bool,
    /// A character that belongs to no word is read before its first half.
    at_word: bool,
    /// The number of its second half; `None` when anything may follow.
    after: Option<usize>,
    backtracking: Option<Backtracking>,
}

/// A rule as one pattern for the places between its halves.
enum Backtracking {
    /// It matches nothing, at the place: anywhere from an offset on, and at the offset alone.
    Place(Regex, Regex),
    /// It matches the first half; its end is the place.
    Half(Regex),
}

#[derive(Default)]
struct Halves {
    automaton: Option<Automaton>,
    /// The rules of each pattern, in order.
    rules: Vec<Vec<usize>>,
}

#[derive(Default)]
struct Caches {
    ends: Scratch,
    starts: Scratch,
    breaking: Scratch,
    keeping: Scratch,
    after: Scratch,
    /// The places of a text that are looked at.
    places: Vec<usize>,
    /// The second halves that match at the place that is being looked at.
    following: Vec<usize>,
}

impl fmt::Debug for Cutter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Cutter").field("rules", &self.rules.len()).finish_non_exhaustive()
    }
}

/// Patterns, each once.
#[derive(Default)]
struct Distinct {
    numbers: BTreeMap<String, usize>,
    texts: Vec<String>,
}

impl Distinct {
    fn number(&mut self, text: &str) -> usize {
        *self.numbers.entry(text.to_owned()).or_insert_with(|| {
            self.texts.push(text.to_owned());
            self.texts.len() - 1
        })
    }
}

impl Cutter {
    /// Makes the rules of a language ready.
    ///
    /// # Errors
    ///
    /// [`Error::Pattern`] with the line of the rule; [`Error::NoRules`] when no map fits the language.
    pub fn new(srx: &Srx, lang: &str, options: &Options) -> Result<Cutter, Error> {
        let rules = if options.omegat && !srx.cascade {
            let all = Srx { cascade: true, ..srx.clone() };
            all.rules_for(lang)?.into_iter().cloned().collect()
        } else {
            srx.rules_for(lang)?.into_iter().cloned().collect::<Vec<Rule>>()
        };
        if rules.is_empty() {
            return Err(Error::NoRules { lang: lang.to_owned() });
        }
        Cutter::of(&rules, options)
    }

    fn of(rules: &[Rule], options: &Options) -> Result<Cutter, Error> {
        let (mut ends, mut starts, mut after) =
            (Distinct::default(), Distinct::default(), Distinct::default());
        let group = || (Distinct::default(), Vec::<Vec<usize>>::new());
        let (mut breaking, mut keeping) = (group(), group());
        let (mut compiled, mut wandering, mut checked) = (Vec::new(), Vec::new(), Vec::new());
        let (mut anywhere, mut followers) = (false, Vec::<Bytes>::new());
        for (number, rule) in rules.iter().enumerate() {
            let wrong = |pattern: &str, detail: String| Error::Pattern {
                line: rule.line,
                pattern: pattern.to_owned(),
                detail,
            };
            let read = |pattern: &str| {
                dialect::translate(pattern, options.dialect).map_err(|detail| wrong(pattern, detail))
            };
            let (first, second) = join(read(&rule.before)?, read(&rule.after)?);
            for (pattern, written) in [(&first, &rule.before), (&second, &rule.after)] {
                if !pattern.backtracks {
                    regex_automata::util::syntax::parse(&pattern.text)
                        .map_err(|e| wrong(written, e.to_string()))?;
                }
            }
            // A boundary before the second half looks at the first.
            let by_hand = first.backtracks || second.backtracks || second.at_word;
            let (half, rest, backtracking) = if by_hand {
                let made = backtracking(&first, &second)
                    .map_err(|detail| wrong(&format!("{}|{}", rule.before, rule.after), detail))?;
                // Where it may match the automata say, and only there is it run.
                let (Some(half), Some(rest)) = (first.loose(), second.loose()) else {
                    if rule.breaks {
                        wandering.push(number)
                    } else {
                        checked.push(number)
                    }
                    compiled.push(Compiled {
                        breaks: rule.breaks,
                        at_word: false,
                        after: None,
                        backtracking: Some(made),
                    });
                    continue;
                };
                (half, rest, Some(made))
            } else {
                (first.text.clone(), second.text.clone(), None)
            };
            own(if rule.breaks { &mut breaking } else { &mut keeping }, &at_word(&first, &half), number);
            if rule.breaks {
                match (may_be_empty(&half), may_be_empty(&rest)) {
                    (false, _) => {
                        let end = ends.number(&half);
                        followers.resize_with(followers.len().max(end + 1), Bytes::default);
                        followers[end].add(&Bytes::that_begin(&rest));
                    }
                    (true, false) => _ = starts.number(&rest),
                    (true, true) => anywhere = true,
                }
            }
            let after = (!matches_everywhere(&rest)).then(|| after.number(&rest));
            compiled.push(Compiled { breaks: rule.breaks, at_word: first.at_word, after, backtracking });
        }
        let build = |patterns: &Distinct, make: fn(&[String]) -> Result<Automaton, String>| {
            let made = (!patterns.texts.is_empty()).then(|| make(&patterns.texts)).transpose();
            made.map_err(|detail| Error::Pattern { line: 0, pattern: "all of them".to_owned(), detail })
        };
        let halves = |(patterns, rules): (Distinct, Vec<Vec<usize>>)| -> Result<Halves, Error> {
            Ok(Halves { automaton: build(&patterns, Automaton::backward_from)?, rules })
        };
        Ok(Cutter {
            ends: build(&ends, Automaton::all_ends)?,
            followers,
            starts: build(&starts, Automaton::all_starts)?,
            anywhere,
            breaking: halves(breaking)?,
            keeping: halves(keeping)?,
            after: build(&after, Automaton::forward_from)?,
            rules: compiled,
            wandering,
            checked,
            reach_back: options.omegat,
            pool: Pool::new(Box::new(Caches::default)),
        })
    }

    /// Returns the pieces of a text: they cover it, white space and all; an empty text has none.
    pub fn split(&self, text: &str) -> Vec<Range<usize>> {
        let mut pieces = Vec::new();
        let mut start = 0;
        let mut caches = self.pool.get();
        let mut places = std::mem::take(&mut caches.places);
        self.candidates(text, &mut places, &mut caches);
        for &place in &places {
            if self.breaks_at(text, start, place, &mut caches) {
                pieces.push(start..place);
                start = place;
            }
        }
        if start < text.len() {
            pieces.push(start..text.len());
        }
        caches.places = places;
        pieces
    }

    /// Puts the places inside the text where a breaking rule may match into `places`, in order.
    fn candidates(&self, text: &str, places: &mut Vec<usize>, caches: &mut Caches) {
        places.clear();
        if self.anywhere {
            places.extend(text.char_indices().map(|(at, _)| at).skip(1));
            return;
        }
        if let Some(ends) = &self.ends {
            let bytes = text.as_bytes();
            ends.each_end(text, &mut caches.ends, |at, pattern| {
                // Most ends are told by the next byte: no capital follows.
                if bytes.get(at).is_some_and(|&next| self.followers[pattern].has(next)) {
                    places.push(at);
                }
            });
        }
        if let Some(starts) = &self.starts {
            starts.each_start(text, &mut caches.starts, |at| places.push(at));
        }
        for &number in &self.wandering {
            if let Some(rule) = &self.rules[number].backtracking {
                rule.each(text, |at| places.push(at));
            }
        }
        places.retain(|&at| at > 0 && at < text.len() && text.is_char_boundary(at));
        if !places.is_sorted() {
            places.sort_unstable();
        }
        places.dedup();
    }

    /// Returns whether the first rule that matches at a place breaks there; the piece being read began at `start`.
    fn breaks_at(&self, text: &str, start: usize, place: usize, caches: &mut Caches) -> bool {
        let from = if self.reach_back { floor(text, place.saturating_sub(REACH)) } else { start };
        let mut following = Following {
            automaton: self.after.as_ref(),
            text,
            place,
            scratch: &mut caches.after,
            found: &mut caches.following,
            read: false,
        };
        let mut fits = |number: usize| following.fits(self.rules[number].after);
        let at =
            |number: usize| self.rules[number].backtracking.as_ref().is_none_or(|rule| rule.at(text, place));
        let mut first = usize::MAX;
        let before = text[..from].chars().next_back().map_or(0, char::len_utf8);
        self.breaking.each(text, from - before..place, &mut caches.breaking, |begin, rules| {
            let inside = |number: usize| begin >= from || self.rules[number].at_word;
            if let Some(&number) = rules.iter().find(|&&n| inside(n) && fits(n) && at(n)) {
                first = first.min(number);
            }
            true
        });
        first = self.wandering.iter().copied().take_while(|&n| n < first).find(|&n| at(n)).unwrap_or(first);
        if first == usize::MAX {
            return false;
        }
        let mut kept = false;
        let reach = floor(text, place.saturating_sub(REACH))..place;
        self.keeping.each(text, reach, &mut caches.keeping, |_, rules| {
            kept = rules.iter().take_while(|&&n| n < first).any(|&n| fits(n) && at(n));
            !kept
        });
        !kept && !self.checked.iter().take_while(|&&n| n < first).any(|&n| at(n))
    }

    /// Returns the number of rules, for reports.
    pub fn len(&self) -> usize {
        self.rules.len()
    }

    /// Returns whether no rule breaks anything.
    pub fn is_empty(&self) -> bool {
        !self.rules.iter().any(|r| r.breaks)
    }
}

/// The second halves that match at a place, read when they are first asked for: most places are decided without.
struct Following<'a> {
    automaton: Option<&'a Automaton>,
    text: &'a str,
    place: usize,
    scratch: &'a mut Scratch,
    found: &'a mut Vec<usize>,
    read: bool,
}

impl Following<'_> {
    fn fits(&mut self, half: Option<usize>) -> bool {
        let Some(half) = half else { return true };
        if let (false, Some(automaton)) = (self.read, self.automaton) {
            automaton.matching_from(self.text, self.place, self.scratch, self.found);
            self.read = true;
        }
        self.found.contains(&half)
    }
}

impl Halves {
    /// Gives where every pattern that ends where the span ends begins, and its rules, until `give` has enough.
    fn each(
        &self,
        text: &str,
        span: Range<usize>,
        scratch: &mut Scratch,
        mut give: impl FnMut(usize, &[usize]) -> bool,
    ) {
        if let Some(automaton) = &self.automaton {
            automaton.each_ending_at(text, span, scratch, |begin, pattern| give(begin, &self.rules[pattern]));
        }
    }
}

impl Backtracking {
    fn at(&self, text: &str, place: usize) -> bool {
        match self {
            Backtracking::Place(_, here) => matches!(here.find_from_pos(text, place), Ok(Some(_))),
            Backtracking::Half(pattern) => {
                let mut from = floor(text, place.saturating_sub(REACH / 8));
                while let Ok(Some(found)) = pattern.find_from_pos(text, from) {
                    if found.end() == place {
                        return true;
                    }
                    if found.start() >= place {
                        return false;
                    }
                    from = next_char(text, found.start());
                }
                false
            }
        }
    }

    fn each(&self, text: &str, mut give: impl FnMut(usize)) {
        let pattern = match self {
            Backtracking::Place(pattern, _) | Backtracking::Half(pattern) => pattern,
        };
        let mut from = 0;
        while from <= text.len()
            && let Ok(Some(found)) = pattern.find_from_pos(text, from)
        {
            give(found.end());
            from = next_char(text, found.start());
        }
    }
}

/// Says a boundary at the end of a half as what has to follow it, so that an automaton can run it.
fn join(mut first: Pattern, mut second: Pattern) -> (Pattern, Pattern) {
    const NO_WORD: &str = r"(?:\W|\z)";
    if let Some(word) = second.ends_at.take() {
        let follows = if word { NO_WORD } else { r"\w" };
        second.follow(follows);
    }
    if let Some(word) = first.ends_at.take() {
        if second.text.is_empty() {
            second.text = if word { NO_WORD } else { r"\w" }.to_owned();
        } else {
            first.bound();
        }
    }
    (first, second)
}

/// Makes one pattern of a rule's halves; look-behind of any length is tried first, for it is exact.
fn backtracking(first: &Pattern, second: &Pattern) -> Result<Backtracking, String> {
    let whole =
        |p: &Pattern| if p.at_word { format!(r"\b(?:{})", p.text) } else { format!("(?:{})", p.text) };
    let (first, second) = (whole(first), whole(second));
    // What follows is read first: it is shorter.
    let place = format!("(?={second})(?<={first})");
    if let (Ok(pattern), Ok(here)) = (Regex::new(&place), Regex::new(&format!(r"\G{place}"))) {
        return Ok(Backtracking::Place(pattern, here));
    }
    Regex::new(&format!("{first}(?={second})")).map(Backtracking::Half).map_err(|e| e.to_string())
}

/// Says a boundary at the beginning of a half as what stands before it.
fn at_word(first: &Pattern, text: &str) -> String {
    if first.at_word { format!(r"(?:\A|\W)(?:{text})") } else { text.to_owned() }
}

/// Notes that a rule has this first half.
fn own((halves, owners): &mut (Distinct, Vec<Vec<usize>>), half: &str, rule: usize) {
    let at = halves.number(half);
    if owners.len() <= at {
        owners.resize_with(at + 1, Vec::new);
    }
    owners[at].push(rule);
}

fn may_be_empty(pattern: &str) -> bool {
    regex_automata::util::syntax::parse(pattern)
        .is_ok_and(|p| p.properties().minimum_len().is_none_or(|n| n == 0))
}

fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn next_char(text: &str, at: usize) -> usize {
    at + text[at..].chars().next().map_or(1, char::len_utf8)
}
