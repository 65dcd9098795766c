//! Whether a sentence ends at a candidate: abbreviation classes, then the next word, then quotes and brackets.

use super::kind::{
    is_alphabetic, is_alphanumeric, is_closer, is_format, is_lowercase, is_mark, is_numeric, is_quote,
    is_space, is_uppercase,
};
use super::rules::{Class, Rules};
use super::split::{Run, window};
use super::word::{Next, is_address, is_digits, is_roman, token_start, word_before};
use std::cell::OnceCell;

/// Letters of a word that is too long for an abbreviation nobody has listed.
const WHOLE_WORD: usize = 5;

/// Where in a paragraph the search stands.
pub(super) struct Place<'t> {
    /// The paragraph.
    pub(super) text: &'t str,
    /// Its language's rules.
    pub(super) rules: &'t Rules,
    /// Where the sentence that is being read began.
    pub(super) start: usize,
    /// Candidates before this offset were read with an earlier one.
    pub(super) resume: usize,
    /// Where brackets open in the paragraph, from the sentence on.
    brackets: &'t [usize],
    /// The writer does not begin sentences with capitals.
    casual: OnceCell<bool>,
}

impl<'t> Place<'t> {
    /// Returns the beginning of a paragraph.
    pub(super) fn new(text: &'t str, rules: &'t Rules, brackets: &'t [usize]) -> Place<'t> {
        Place { text, rules, start: 0, resume: 0, brackets, casual: OnceCell::new() }
    }

    /// Goes on to the sentence that begins at `start`.
    pub(super) fn begin(&mut self, start: usize) {
        self.start = start;
        while let Some((&open, rest)) = self.brackets.split_first()
            && open < start
        {
            self.brackets = rest;
        }
    }

    fn casual(&self) -> bool {
        *self.casual.get_or_init(|| self.rules.casual && is_casual(self.text))
    }

    /// Returns the text of the sentence so far, up to `at`.
    fn so_far(&self, at: usize) -> &'t str {
        self.text[self.start..at].trim_start_matches(is_space)
    }

    fn opens_with_lead(&self, at: usize) -> bool {
        let lead = |c: char| {
            is_space(c)
                || is_format(c)
                || matches!(c, '(' | '[' | '"' | '“' | '•' | '*' | '-' | '–' | '⁃' | '«')
        };
        self.text[self.start..at].trim_start_matches(lead).is_empty()
    }
}

/// A writer is careless of capitals who writes `i` for `I`, or opens the paragraph in lower case.
fn is_casual(text: &str) -> bool {
    let opens_low = text.trim_start().chars().next().is_some_and(is_lowercase);
    opens_low
        || text.contains(" i ")
        || text.contains(" i'm ")
        || text.contains(" im ")
        || text.contains(" u ")
}

/// Returns whether the sentence of `place` ends after `run`, with `next` to follow; `spaced`: white space follows it.
pub(super) fn ends_sentence(place: &Place<'_>, run: &Run, next: &Next<'_>, spaced: bool) -> bool {
    let text = place.text;
    if place.rules.datelines && text[run.at..].starts_with(':') {
        return spaced && next.first != ' ' && is_dateline(place, run.at);
    }
    if next.first == ' ' {
        // Nothing but marks follows: they stay with what they close.
        return false;
    }
    let wide = run.asks
        && next.at == run.end
        && (is_cjk(next.first) || is_numeric(next.first) || is_uppercase(next.first))
        && text[..run.at].chars().next_back().is_some_and(is_cjk);
    let tight = (run.tight || wide) && tight_end(place, run, next);
    if next.head == '№' || next.head == '/' && text[run.end..].trim_start().starts_with("/ ") {
        // A number sign belongs to what it counts, and a stroke with space around it parts the lines of a verse.
        return false;
    }
    if !spaced && !tight {
        return glued_end(place, run, next) && !is_address(text, run.at);
    }
    if inside_bracket(place, run.end) || place.rules.whole_speech && inside_speech(place, run) {
        return false;
    }
    if tight && !spaced {
        return true;
    }
    let cased = is_uppercase(next.first) || is_lowercase(next.first);
    let before = text[..run.at].chars().rev().take(100).find(|&c| is_alphanumeric(c));
    let before_cased = before.is_none_or(|c| is_uppercase(c) || is_lowercase(c) || is_numeric(c));
    let low = next.is_lower() && before_cased;
    if run.tight && !low {
        return true;
    }
    if run.quote
        && (matches!(next.head, '-' | '–' | '—') || !cased && place.rules.class(next.word).has(Class::AFTER))
    {
        return false;
    }
    if run.ellipsis {
        return ellipsis_ends(place, run, next, low, cased);
    }
    if run.asks {
        return if low { careless_question(place, run, next) } else { !reported(place, run, next) };
    }
    // Abbreviations take the plain point, and in Urdu its own.
    if !low && !run.quote && !run.bracket && !text[run.at..].starts_with(['.', '۔']) {
        return true;
    }
    point_ends(place, run, next, low)
}

/// `تهران - ایرنا:` : a place, a dash, an agency and a colon, and nothing before them.
fn is_dateline(place: &Place<'_>, colon: usize) -> bool {
    if !place.rules.class(word_before(place.text, place.start, colon)).has(Class::AGENCY) {
        return false;
    }
    let words: Vec<&str> = place.so_far(colon).split_whitespace().take(9).collect();
    let dash = words.iter().position(|w| matches!(*w, "-" | "–" | "—" | "ـ" | "/"));
    words.len() <= 8 && dash.is_some_and(|i| (1..=3).contains(&i))
}

/// A full-width terminator: inside Japanese quotations it ends nothing, and a particle continues the sentence.
fn tight_end(place: &Place<'_>, run: &Run, next: &Next<'_>) -> bool {
    let sofar = window(place.text, place.start, run.at);
    if sofar.ends_with(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c)) && is_numeric(next.first)
    {
        return false;
    }
    if unclosed(sofar, &[('《', '》'), ('〈', '〉')]) && !run.bracket {
        return false;
    }
    if place.rules.whole_quotes
        && unclosed(sofar, &[('「', '」'), ('『', '』'), ('（', '）'), ('(', ')')])
        && !(run.quote || run.bracket)
    {
        return false;
    }
    if (run.quote || run.bracket) && continues_tight(place, run.end) {
        return false;
    }
    true
}

fn is_cjk(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}')
}

fn continues_tight(place: &Place<'_>, end: usize) -> bool {
    let rest = &place.text[end..];
    rest.char_indices().skip(1).take(4).any(|(i, _)| place.rules.class(&rest[..i]).has(Class::JOIN))
}

fn unclosed(text: &str, pairs: &[(char, char)]) -> bool {
    pairs.iter().any(|&(open, close)| text.matches(open).count() > text.matches(close).count())
}

/// No white space follows: a typing slip (`…ended.The next…`) or the inside of a word, number or address.
fn glued_end(place: &Place<'_>, run: &Run, next: &Next<'_>) -> bool {
    let text = place.text;
    if next.at != run.end {
        return false;
    }
    let token = &text[token_start(text, place.start, run.at)..run.at];
    let long = token.chars().count() >= 3 && !token.contains('.');
    if text[run.at..].starts_with(['؟', '۔']) {
        // `پی۔ٹی۔وی۔`: letters spelt out.
        let class = place.rules.class(token);
        let letter = class.has(Class::NEVER) || class.has(Class::MAY) && next.pointed;
        return is_alphabetic(next.first) && !(letter && text[run.at..].starts_with('۔'));
    }
    let arabic = |word: &str| {
        word.chars().all(|c| ('\u{600}'..='\u{6ff}').contains(&c) && is_alphabetic(c) || is_format(c))
    };
    if arabic(token) && arabic(next.word) {
        return long && next.word.chars().count() >= 2;
    }
    let ends_low = token.ends_with(is_lowercase);
    let word_low = !next.word.chars().skip(1).any(is_uppercase);
    if text[run.at..].starts_with('.') {
        let class = place.rules.class(next.word);
        // Names in code and on the net are in Latin letters: `java.lang.String`, `example.Org`.
        let slip =
            !run.ellipsis && !token.is_ascii() && !next.word.is_ascii() && next.word.chars().count() >= 3;
        let known = class.has(Class::START) || class.has(Class::TITLE) && next.pointed;
        let number = token.len() >= 2 && is_digits(token);
        let opens = is_uppercase(next.first) && word_low;
        let century = is_roman(next.word) && next.word.len() > 1 && !token.is_ascii();
        return long && ends_low && (opens && (known || slip) || century)
            || number && opens && class.has(Class::START) && next.word.len() > 2;
    }
    long && ends_low && is_uppercase(next.first) && word_low && next.word.len() > 1
}

/// Inside a bracket that opened within the sentence and closes soon, nothing ends.
pub(super) fn inside_bracket(place: &Place<'_>, end: usize) -> bool {
    if place.brackets.first().is_none_or(|&open| open >= end) {
        return false;
    }
    let whole = place.so_far(end);
    let sofar = window(whole, 0, whole.len());
    let bytes = sofar.as_bytes();
    // How many brackets stand open, and where the outermost of them.
    let (mut depth, mut open, mut stray) = (0_usize, 0, false);
    for (at, _) in
        bytes.iter().enumerate().filter(|(_, b)| matches!(b, b'(' | b'[' | b')' | b']' | 0xE3 | 0xEF))
    {
        match sofar[at..].chars().next() {
            Some(c @ ('(' | '[' | '（' | '【')) => {
                // `)ع( گفت`: brackets stored the wrong way round open nothing.
                let apart = !sofar[..at].chars().next_back().is_none_or(is_space)
                    && sofar[at + c.len_utf8()..].starts_with(is_space);
                if apart || std::mem::take(&mut stray) {
                    continue;
                }
                open = if depth == 0 { at } else { open };
                depth += 1;
            }
            Some(')' | ']' | '）' | '】') => {
                stray = depth == 0;
                depth = depth.saturating_sub(1);
            }
            _ => {}
        }
    }
    if depth == 0 || open == 0 && sofar.len() == whole.len() {
        return false;
    }
    let rest = &place.text[end..];
    let near = rest.char_indices().nth(160).map_or(rest.len(), |(i, _)| i);
    rest[..near].contains([')', ']', '）', '】'])
}

/// `„Prší. Zostaneme doma,“ povedala.`: the sentence goes on after the quotation.
fn inside_speech(place: &Place<'_>, run: &Run) -> bool {
    let sofar = window(place.text, place.start, run.end);
    let Some(open) = sofar.rfind('„').filter(|&at| !sofar[at..].contains(['“', '”'])) else {
        return false;
    };
    let rest = &place.text[run.end..];
    let near = rest.char_indices().nth(400).map_or(rest.len(), |(i, _)| i);
    let Some(close) = rest[..near].find(['“', '”', '„']).filter(|&at| !rest[at..].starts_with('„'))
    else {
        return false;
    };
    let after = rest[close..].chars().skip(1).find(|&c| !is_space(c));
    sofar[..open].trim().is_empty() && rest[..close].ends_with(',') && after.is_some_and(is_lowercase)
}

fn ellipsis_ends(place: &Place<'_>, run: &Run, next: &Next<'_>, low: bool, cased: bool) -> bool {
    if low {
        return false;
    }
    let head = place.text[..run.at].trim_end_matches(|c: char| is_space(c) || c == '.' || c == '…');
    if run.bracket && head.ends_with(['[', '(']) {
        return false;
    }
    let before = word_before(place.text, place.start.min(head.len()), head.len());
    if !cased && (place.rules.class(before).has(Class::JOIN) || place.rules.class(next.word).has(Class::JOIN))
    {
        return false;
    }
    // English `I` and Danish `I` have their capital anywhere.
    if place.rules.high_i && (next.word == "I" || next.word.starts_with("I'") || next.word.starts_with("I’"))
    {
        return false;
    }
    if run.quote || run.asks {
        return !reported(place, run, next);
    }
    !place.so_far(run.at).is_empty()
}

/// Returns whether what follows a closed quotation says who spoke: `«…؟» قاضی پرسید.`
fn reported(place: &Place<'_>, run: &Run, next: &Next<'_>) -> bool {
    if !run.quote {
        return false;
    }
    let opens = place.so_far(run.at).chars().find(|&c| !is_format(c));
    if !opens.is_some_and(is_quote) {
        return false;
    }
    let rest = &place.text[next.at..];
    let caseless = !is_uppercase(next.first);
    let clause = rest
        .find(['.', '!', '?', '؟', '।', '۔', ',', '،', ':', '؛', '«', '“', '"'])
        .map_or(rest, |i| &rest[..i]);
    let limit = if caseless { 6 } else { 3 };
    if clause.split_whitespace().count() > limit * 2 {
        return false;
    }
    let first_is_say = |w: &str| place.rules.class(w).has(Class::SAY);
    if !caseless && place.rules.class(next.word).has(Class::START) {
        // `“Who?” She asked for water.` opens a sentence of its own unless the verb ends the clause.
        return clause.split_whitespace().count() <= 3
            && clause.split_whitespace().last().is_some_and(first_is_say);
    }
    clause.split_whitespace().take(limit).any(first_is_say)
}

fn point_ends(place: &Place<'_>, run: &Run, next: &Next<'_>, low: bool) -> bool {
    let text = place.text;
    let rules = place.rules;
    let from = token_start(text, place.start, run.at);
    let token = text[from..run.at].trim_matches(|c: char| is_format(c) || c == '.');
    let closed = run.quote || run.bracket;
    if run.bracket && !run.quote && opens_with_marker(place, from, token) {
        return false;
    }
    if low {
        return careless_end(place, run, token, next);
    }
    if closed {
        return after_closer(place, run, next);
    }
    if run.reference {
        return true;
    }
    if token.is_empty() {
        return true;
    }
    let mut class = rules.class(token);
    if class == Class::default()
        && let Some((_, word)) = token.rsplit_once(['\'', '’'])
    {
        // Elision: `l'Ing`, `d’après`.
        class = rules.class(word);
    }
    if let Some(joined) = spaced_abbreviation(place, from, token) {
        class = joined;
    }
    let next_class = rules.class(next.word);
    let starts = next_class.has(Class::START)
        && !(next.pointed && next.word.chars().count() == 1)
        && !matches!(next.head, '-' | '–' | '—');
    if opens_with_marker(place, from, token) {
        return false;
    }
    if (is_digits(token) || is_roman(token)) && is_label(place, from, next) {
        return false;
    }
    let number_next = is_numeric(next.first) || is_roman(next.word) && next.word.len() > 1;
    if class.has(Class::NUMBER) && number_next {
        return false;
    }
    if class.has(Class::TIME) {
        return time_ends(place, from, next);
    }
    if class.has(Class::UNIT) {
        let after_number =
            word_before(text, place.start, from).ends_with(|c: char| is_numeric(c) || "IVX".contains(c));
        let dash = matches!(next.head, '-' | '–' | '—');
        return if after_number {
            !dash && !is_bare_date(place, from) && (is_uppercase(next.first) || is_numeric(next.first))
        } else {
            starts
        };
    }
    if class.has(Class::MAY) {
        return starts;
    }
    if class.has(Class::TITLE.or(Class::NEVER)) {
        return false;
    }
    if let Some(single) = initials(token) {
        return initial_ends(place, from, token, single, starts);
    }
    let ordinal = |part: &str| is_digits(part) && part.chars().count() <= 2;
    if rules.ordinals && (token.split(['-', '–', '.']).all(|p| p.is_empty() || ordinal(p)) || is_roman(token))
    {
        // An ordinal counts a thing, not another number; dates have further points.
        let counts = is_numeric(next.first) && !next.pointed && next.word.chars().count() < 4;
        return (starts || counts && is_digits(token) && next.head == next.first)
            && !next_class.has(Class::MONTH);
    }
    !(next_class.has(Class::MONTH) && is_digits(token) && token.len() <= 2)
}

/// Returns what `т. д.` is when it is listed as `т.д`.
fn spaced_abbreviation(place: &Place<'_>, from: usize, token: &str) -> Option<Class> {
    let head = place.text[place.start..from].trim_end_matches(|c: char| is_space(c) || is_format(c));
    if token.len() > 8 || !head.ends_with('.') {
        return None;
    }
    let before = word_before(place.text, place.start, from);
    if before.len() > 8 {
        return None;
    }
    let class = place.rules.class(&format!("{before}{token}"));
    (class != Class::default()).then_some(class)
}

/// `В июне 1998 г. Анна…`: a preposition and a date alone are no sentence.
fn is_bare_date(place: &Place<'_>, unit: usize) -> bool {
    let words: Vec<&str> = place.so_far(unit).split_whitespace().take(5).collect();
    let date = |w: &&str| w.contains(|c: char| c.is_ascii_digit()) || place.rules.class(w).has(Class::MONTH);
    let prep = words.first().is_some_and(|w| place.rules.class(w).has(Class::PREP));
    (1..=4).contains(&words.len()) && words[usize::from(prep)..].iter().all(date)
}

/// Returns `Some(true)` for one letter, `Some(false)` for letters with points between (`U.S`, `ه.ش`).
fn initials(token: &str) -> Option<bool> {
    let letters = |part: &str| {
        let mut chars = part.chars().filter(|c| !is_format(*c) && *c != 'ـ' && !is_mark(*c));
        let one = chars.next().is_some_and(is_alphabetic);
        one && chars.next().is_none()
    };
    if letters(token) {
        return Some(true);
    }
    (token.contains('.') && token.split('.').all(|p| letters(p.trim_start_matches('-')))).then_some(false)
}

fn initial_ends(place: &Place<'_>, from: usize, token: &str, single: bool, starts: bool) -> bool {
    let first = token.chars().next().unwrap_or(' ');
    let cased = is_uppercase(first) || is_lowercase(first);
    if !cased {
        // One letter is an abbreviation in the Arabic script; elsewhere it may be a whole word.
        let arabic = ('\u{600}'..='\u{6ff}').contains(&first);
        return if single { !arabic } else { starts };
    }
    if is_lowercase(first)
        && single
        && place.rules.class(word_before(place.text, place.start, from)).has(Class::TITLE)
    {
        return false;
    }
    starts
}

fn is_letter(token: &str) -> bool {
    let mut chars = token.chars();
    chars.next().is_some_and(is_alphabetic) && chars.next().is_none()
}

/// A number or letter that opens the sentence, or follows a colon, is the marker of a list item.
fn opens_with_marker(place: &Place<'_>, from: usize, token: &str) -> bool {
    let short = if token.contains('.') {
        token.split('.').count() <= 4 && token.split('.').all(is_digits)
    } else {
        is_digits(token) && token.chars().count() <= 3
            || is_roman(token) && token.len() <= 5
            || is_letter(token)
    };
    if !short {
        return false;
    }
    let head = place.text[place.start..from].trim_end_matches(is_space);
    place.opens_with_lead(from)
        || head.len() < from - place.start
            && head.ends_with([':', '：'])
            && is_digits(token)
            && token.chars().count() <= 2
}

/// `Chapter IV. The Committees`: the number of a section at the head of a paragraph.
fn is_label(place: &Place<'_>, from: usize, next: &Next<'_>) -> bool {
    let word = word_before(place.text, place.start, from);
    let opens = place.text[place.start..from].trim().len() == word.len();
    opens && next.spaced && place.rules.class(word).has(Class::SECTION)
}

fn time_ends(place: &Place<'_>, from: usize, next: &Next<'_>) -> bool {
    let zone = place.text[next.at + next.word.len()..].starts_with(" time");
    if zone || place.rules.class(next.word).has(Class::ZONE) || next.head == '(' {
        return false;
    }
    let words: Vec<&str> = place.so_far(from).split_whitespace().take(5).collect();
    let opens = words.len() <= 2 && words.first().is_some_and(|w| place.rules.class(w).has(Class::PREP));
    !opens
}

fn after_closer(place: &Place<'_>, run: &Run, next: &Next<'_>) -> bool {
    if run.bracket && !run.quote {
        // `(… .) و` : a bracket that opened within the sentence does not end it in scripts without capitals.
        let sofar = place.so_far(run.at);
        let whole = sofar.starts_with(['(', '[', '（']);
        let last = place.text[run.at..run.end].chars().next_back();
        let caseless = !is_uppercase(next.first) && !is_numeric(next.first);
        if caseless && !whole && last.is_some_and(is_closer) {
            return false;
        }
        return true;
    }
    !reported(place, run, next)
}

/// A lower-case word follows the question mark: `Is it late? also, who has the key?`
fn careless_question(place: &Place<'_>, run: &Run, next: &Next<'_>) -> bool {
    if run.quote || run.bracket {
        return false;
    }
    // `Who? what?`
    let asks_too = place.text[next.at + next.word.len()..].starts_with('?');
    if asks_too && next.head == next.first && place.text[..run.end].ends_with('?') {
        return true;
    }
    if !place.rules.casual {
        return false;
    }
    if place.casual() {
        return true;
    }
    let says = place.text[next.at..]
        .split_whitespace()
        .take(3)
        .any(|w| place.rules.class(w.trim_matches(|c: char| !is_alphanumeric(c))).has(Class::SAY));
    place.text[..run.end].ends_with('?') && !says && place.rules.starts_in_capitals(next.word)
}

/// A lower-case word follows the point: careless text goes on with a new sentence, and so does text after a whole word.
fn careless_end(place: &Place<'_>, run: &Run, token: &str, next: &Next<'_>) -> bool {
    if run.quote || run.bracket || run.ellipsis || !next.spaced || token.contains('.') {
        return false;
    }
    if place.rules.class(token) != Class::default() {
        return false;
    }
    let letters = token.chars().count();
    let opened = next.head == next.first;
    if letters > 1
        && opened
        && token.chars().all(|c| is_alphanumeric(c) || matches!(c, '\'' | '’'))
        && place.casual()
    {
        return true;
    }
    let low = token.chars().all(|c| is_lowercase(c) || is_numeric(c));
    if letters >= 4 && low && opened && place.rules.casual && place.rules.starts_in_capitals(next.word) {
        return true;
    }
    // Few abbreviations are as long, and the long ones are in the lists. `klaar. ...dus weg`
    let cut =
        place.rules.vowel_ends && !token.ends_with(['a', 'e', 'i', 'o', 'u', 'à', 'è', 'é', 'ì', 'ò', 'ù']);
    let whole = letters >= WHOLE_WORD && !cut && token.chars().all(is_lowercase);
    let item = matches!(next.head, '*' | '•' | '▪' | '■' | '●');
    whole && (opened || item) || letters >= 3 && low && matches!(next.head, '.' | '…')
}
