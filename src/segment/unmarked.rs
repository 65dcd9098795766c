//! Sentences that begin though nothing closed the one before: a heading run together with its text, an item that ends
//! in a semicolon, addresses in a row, the line of a forwarded mail.

use super::kind::{is_lowercase, is_space, is_uppercase};
use super::rules::{Class, Rules};
use super::scan::Marks;
use super::split::smile;
use super::word::word_before;
use memchr::{memchr, memmem};
use std::ops::Range;

/// Letters of the longest word that is looked up, in bytes.
const LONGEST: usize = 24;

/// Returns false when the capital at `at`, behind a blank, surely begins no sentence: most are names, and most names
/// show it by their first two letters or by what stands before.
pub(super) fn may_open(text: &str, at: usize, rules: &Rules) -> bool {
    let bytes = text.as_bytes();
    match at.checked_sub(2).map(|before| bytes[before]) {
        None => false,
        Some(b'a'..=b'z' | 0x80..) => rules.may_open(&bytes[at..]),
        Some(before) => rules.unmarked && (before == b';' || before.is_ascii_whitespace() || before == 0x0B),
    }
}

/// The search for them in one paragraph, sentence after sentence.
pub(super) struct Unmarked<'a> {
    text: &'a str,
    rules: &'a Rules,
    /// The capitals that are not behind the last sentence asked for.
    capitals: &'a [usize],
    colons: bool,
}

impl<'a> Unmarked<'a> {
    pub(super) fn new(text: &'a str, rules: &'a Rules, marks: &'a Marks) -> Unmarked<'a> {
        Unmarked { text, rules, capitals: &marks.capitals, colons: marks.colons }
    }

    /// Returns false when surely no sentence begins inside a span, as in most.
    pub(super) fn may_be_in(&self, span: &Range<usize>) -> bool {
        // But for capitals, they show themselves by a colon, a semicolon or Japanese.
        self.colons || self.rules.whole_quotes || self.capitals.first().is_some_and(|&at| at < span.end)
    }

    /// Returns where sentences begin inside a span of the paragraph, in order; mostly nowhere. The spans that are asked
    /// for follow each other.
    pub(super) fn starts(&mut self, span: &Range<usize>) -> Vec<usize> {
        let mut found = Vec::new();
        while let Some((&at, rest)) = self.capitals.split_first()
            && at < span.end
        {
            self.capitals = rest;
            if at >= span.start && opens(self.text, span, at, self.rules) {
                found.push(at);
            }
        }
        if self.colons || self.rules.whole_quotes {
            let marked = found.len();
            others(&self.text[span.clone()], self.rules, |at| found.push(span.start + at));
            if found.len() > marked {
                found.sort_unstable();
                found.dedup();
            }
        }
        found
    }
}

fn others(sentence: &str, rules: &Rules, mut give: impl FnMut(usize)) {
    if rules.whole_quotes {
        ornaments(sentence, &mut give);
        polite_ends(sentence, &mut give);
    }
    smiles(sentence, &mut give);
    if memchr(b'/', sentence.as_bytes()).is_some() {
        addresses(sentence, &mut give);
        if rules.casual {
            mail_lines(sentence, &mut give);
        }
    }
}

/// Returns whether a word that only opens sentences stands at `at`, in a capital between words without: `su bardağı
/// krema Bu sevginin…`. After a semicolon any word does that often opens one.
fn opens(text: &str, span: &Range<usize>, at: usize, rules: &Rules) -> bool {
    let head = text[span.start..at].trim_end_matches(is_space);
    let Some(last) = head.chars().next_back() else { return false };
    let item = last == ';' && !head.ends_with(");");
    if !item && !is_lowercase(last) || !opener(&text[at..span.end], item, rules) {
        return false;
    }
    let before = word_before(head, 0, head.len());
    // Words that open sentences seldom end them: `because He said`.
    let joins = || rules.class(before).has(Class::JOIN.or(Class::START)) || rules.starts_in_capitals(before);
    let whole = item || before.chars().nth(1).is_some() && !joins();
    whole && !inside(head)
}

/// Returns whether `rest` begins with a word that opens sentences, in a capital, and goes on without one.
fn opener(rest: &str, item: bool, rules: &Rules) -> bool {
    let Some(len) = rest.bytes().take(LONGEST + 1).position(|byte| byte == b' ') else { return false };
    // Most names are not followed by a word in lower case.
    if !rest[len + 1..].starts_with(|c: char| is_lowercase(c) || c.is_ascii_digit()) {
        return false;
    }
    let word = rest[..len].trim_end_matches(',');
    if word.len() < len && word.chars().nth(1).is_none() {
        // `класса В, наказуемое`: a letter that names something.
        return false;
    }
    let mut letters = word.chars();
    if !letters.next().is_some_and(is_uppercase) || letters.next().is_some_and(is_uppercase) {
        return false;
    }
    let class = rules.class(word);
    class.has(Class::OPENS) || item && class.has(Class::START)
}

/// Returns whether a quotation or a bracket stands open at the end of `head`.
fn inside(head: &str) -> bool {
    let mut depth = 0i32;
    let mut straight = false;
    for c in head.chars() {
        match c {
            '"' => straight = !straight,
            '(' | '[' | '«' | '“' | '„' => depth += 1,
            ')' | ']' | '»' | '”' => depth -= 1,
            _ => {}
        }
    }
    straight || depth > 0
}

/// `… is great :) Thanks`: a capital after an emoticon.
fn smiles(sentence: &str, give: &mut impl FnMut(usize)) {
    for at in memchr::memchr2_iter(b':', b';', sentence.as_bytes()) {
        let rest = &sentence[at..];
        let Some(len) = sentence[..at].ends_with(' ').then(|| smile(rest)).flatten() else { continue };
        let tail = rest[len..].trim_start_matches(is_space);
        let mut letters = tail.chars();
        if letters.next().is_some_and(is_uppercase)
            && letters.next().is_some_and(|c| is_lowercase(c) || c == ' ')
        {
            give(sentence.len() - tail.len());
        }
    }
}

/// Ends of a Japanese predicate in polite or spoken style.
const PREDICATES: [&str; 9] = ["です", "ます", "した", "せん", "さい", "よ", "ね", "かな", "たい"];

/// `楽しい店です☆また来ます` : an ornament, dots or a laugh after a predicate stand for the full stop.
fn ornaments(sentence: &str, give: &mut impl FnMut(usize)) {
    let is_ornament = |c: char| {
        matches!(
            c,
            '☆' | '★'
                | '♪'
                | '♫'
                | '♡'
                | '♥'
                | '❤'
                | '\u{fe0f}'
                | '…'
                | '・'
                | '笑'
                | 'w'
                | 'ｗ'
                | '('
                | ')'
                | '（'
                | '）'
        )
    };
    let mut end = 0;
    for (at, c) in sentence.char_indices() {
        if at < end || !is_ornament(c) || !PREDICATES.iter().any(|p| sentence[..at].ends_with(p)) {
            continue;
        }
        let rest = &sentence[at..];
        let len = rest.find(|c: char| !is_ornament(c)).unwrap_or(rest.len());
        let run = &rest[..len];
        end = at + len;
        let laugh = matches!(run, "(笑)" | "（笑）" | "笑" | "w" | "ｗ" | "ww" | "ｗｗ" | "www" | "ｗｗｗ");
        let dots = run.contains('…') || run.contains("・・");
        let whole =
            laugh || !run.contains(['笑', 'w', 'ｗ', '(', '（', ')', '）']) && (dots || !run.contains('・'));
        if whole && rest[len..].starts_with(|c: char| c.is_alphanumeric()) && !quoted(&sentence[..at]) {
            give(end);
        }
    }
}

/// `いい所でした駅から遠く` : です and でした stand before no noun, so a noun behind them begins a sentence.
fn polite_ends(sentence: &str, give: &mut impl FnMut(usize)) {
    let noun =
        |c: char| matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{30a1}'..='\u{30fa}' | '0'..='9' | '０'..='９');
    for end in ["です", "でした"] {
        for at in memmem::find_iter(sentence.as_bytes(), end.as_bytes()).map(|at| at + end.len()) {
            if sentence[at..].starts_with(noun) && !quoted(&sentence[..at]) {
                give(at);
            }
        }
    }
}

/// Returns whether a Japanese quotation or a bracket stands open at the end of `head`.
fn quoted(head: &str) -> bool {
    head.matches(['「', '『', '（', '(']).count() > head.matches(['」', '』', '）', ')']).count()
}

/// Addresses of the net in a row are a line each.
fn addresses(sentence: &str, give: &mut impl FnMut(usize)) {
    for at in memmem::find_iter(sentence.as_bytes(), b" http") {
        let head = sentence[..at].trim_end_matches(is_space);
        let last = head.rsplit(is_space).next().unwrap_or_default();
        let rest = &sentence[at + 1..];
        if last.starts_with("http")
            && last.contains("://")
            && rest.split(is_space).next().is_some_and(|w| w.contains("://"))
        {
            give(at + 1);
        }
    }
}

/// `Ann Lee 08/16/2000 12:05 PM I wanted…`: who wrote and when is a line of its own.
fn mail_lines(sentence: &str, give: &mut impl FnMut(usize)) {
    for hit in memchr::memchr_iter(b'M', sentence.as_bytes()) {
        let head = &sentence[..hit + 1];
        if !head.ends_with(" AM") && !head.ends_with(" PM") {
            continue;
        }
        let rest = sentence[hit + 1..].trim_start_matches(is_space);
        let mut words = head.rsplit(is_space).skip(1);
        let (Some(time), Some(date)) = (words.next(), words.next()) else { continue };
        let made_of = |word: &str, sign: char| {
            let parts = word.split(sign);
            (2..=3).contains(&parts.clone().count())
                && parts.clone().all(|p| (1..=4).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_digit()))
        };
        if !made_of(time, ':')
            || !made_of(date, '/')
            || rest.is_empty()
            || sentence[hit + 1..].len() == rest.len()
        {
            continue;
        }
        let from = date.as_ptr() as usize - sentence.as_ptr() as usize;
        let before = word_before(sentence, 0, from);
        if from > 0 && !before.is_empty() && !before.chars().all(is_lowercase) {
            give(from);
        }
        give(sentence.len() - rest.len());
    }
}
