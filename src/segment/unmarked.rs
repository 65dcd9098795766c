//! Sentences that begin though nothing closed the one before: a heading run together with its text, an item that ends
//! in a semicolon, addresses in a row, the line of a forwarded mail.

use super::kind::{is_lowercase, is_space, is_uppercase};
use super::rules::{Class, Rules};
use super::scan::pairs;
use super::split::smile;
use super::word::word_before;
use memchr::{memchr, memmem};
use std::ops::Range;

/// Letters of the longest word that is looked up, in bytes.
const LONGEST: usize = 24;

/// What one pass over a paragraph finds of all this: most sentences hold none of it.
#[derive(Debug)]
pub(super) struct Signs {
    /// Where words stand that may open a sentence, by what is around them.
    capitals: Vec<usize>,
    colons: bool,
    strokes: bool,
}

impl Signs {
    /// Returns the signs of a paragraph.
    pub(super) fn of(text: &str, rules: &Rules) -> Signs {
        let bytes = text.as_bytes();
        let mut signs = Signs {
            capitals: Vec::new(),
            colons: memchr::memchr2(b':', b';', bytes).is_some(),
            strokes: memchr(b'/', bytes).is_some(),
        };
        if !rules.unmarked {
            return signs;
        }
        // Capitals of Latin and Cyrillic begin with these bytes, or are ASCII. Without branches: see `scan`.
        let capital =
            |byte: u8| (byte.wrapping_sub(b'A') < 26) | (byte.wrapping_sub(0xC3) < 3) | (byte == 0xD0);
        pairs(
            text,
            |byte, next| (byte == b' ') & capital(next),
            |space| {
                let last = text[..space].trim_end_matches(is_space).chars().next_back();
                let item = last == Some(';');
                if (item || last.is_some_and(is_lowercase)) && opener(&text[space + 1..], item, rules) {
                    signs.capitals.push(space + 1);
                }
            },
        );
        signs
    }
}

/// Returns where sentences begin inside a span of a paragraph, counted from its start, in order; mostly nowhere.
pub(super) fn starts(text: &str, span: Range<usize>, rules: &Rules, signs: &Signs) -> Vec<usize> {
    let sentence = &text[span.clone()];
    let bytes = sentence.as_bytes();
    let capitals = signs.capitals.iter().filter(|at| span.contains(at)).map(|at| at - span.start);
    let mut found: Vec<usize> = capitals.filter(|&at| opens(sentence, at, rules)).collect();
    if rules.whole_quotes {
        ornaments(sentence, &mut found);
        polite_ends(sentence, &mut found);
        found.sort_unstable();
    }
    let marked = found.len();
    if signs.colons {
        smiles(sentence, &mut found);
    }
    if signs.strokes && memchr(b'/', bytes).is_some() {
        addresses(sentence, &mut found);
        if rules.casual {
            mail_lines(sentence, &mut found);
        }
    }
    if found.len() > marked {
        found.sort_unstable();
        found.dedup();
    }
    found
}

/// Returns whether a word that only opens sentences stands at `at`, in a capital between words without: `su bardağı
/// krema Bu sevginin…`. After a semicolon any word does that often opens one.
fn opens(sentence: &str, at: usize, rules: &Rules) -> bool {
    let (head, rest) = (sentence[..at].trim_end_matches(is_space), &sentence[at..]);
    let Some(last) = head.chars().next_back() else { return false };
    let item = last == ';' && !head.ends_with(");");
    if !item && !is_lowercase(last) {
        return false;
    }
    if !opener(rest, item, rules) {
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
    // Most capitals are names, and most names are not followed by a word in lower case.
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
    if !item && !rules.may_open(word) {
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
fn smiles(sentence: &str, found: &mut Vec<usize>) {
    for at in memchr::memchr2_iter(b':', b';', sentence.as_bytes()) {
        let rest = &sentence[at..];
        let Some(len) = sentence[..at].ends_with(' ').then(|| smile(rest)).flatten() else { continue };
        let tail = rest[len..].trim_start_matches(is_space);
        let mut letters = tail.chars();
        if letters.next().is_some_and(is_uppercase)
            && letters.next().is_some_and(|c| is_lowercase(c) || c == ' ')
        {
            found.push(sentence.len() - tail.len());
        }
    }
}

/// Ends of a Japanese predicate in polite or spoken style.
const PREDICATES: [&str; 9] = ["です", "ます", "した", "せん", "さい", "よ", "ね", "かな", "たい"];

/// `楽しい店です☆また来ます` : an ornament, dots or a laugh after a predicate stand for the full stop.
fn ornaments(sentence: &str, found: &mut Vec<usize>) {
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
            found.push(end);
        }
    }
}

/// `いい所でした駅から遠く` : です and でした stand before no noun, so a noun behind them begins a sentence.
fn polite_ends(sentence: &str, found: &mut Vec<usize>) {
    let noun =
        |c: char| matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{30a1}'..='\u{30fa}' | '0'..='9' | '０'..='９');
    for end in ["です", "でした"] {
        for at in memmem::find_iter(sentence.as_bytes(), end.as_bytes()).map(|at| at + end.len()) {
            if sentence[at..].starts_with(noun) && !quoted(&sentence[..at]) {
                found.push(at);
            }
        }
    }
}

/// Returns whether a Japanese quotation or a bracket stands open at the end of `head`.
fn quoted(head: &str) -> bool {
    head.matches(['「', '『', '（', '(']).count() > head.matches(['」', '』', '）', ')']).count()
}

/// Addresses of the net in a row are a line each.
fn addresses(sentence: &str, found: &mut Vec<usize>) {
    for at in memmem::find_iter(sentence.as_bytes(), b" http") {
        let head = sentence[..at].trim_end_matches(is_space);
        let last = head.rsplit(is_space).next().unwrap_or_default();
        let rest = &sentence[at + 1..];
        if last.starts_with("http")
            && last.contains("://")
            && rest.split(is_space).next().is_some_and(|w| w.contains("://"))
        {
            found.push(at + 1);
        }
    }
}

/// `Ann Lee 08/16/2000 12:05 PM I wanted…`: who wrote and when is a line of its own.
fn mail_lines(sentence: &str, found: &mut Vec<usize>) {
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
            found.push(from);
        }
        found.push(sentence.len() - rest.len());
    }
}
