//! One paragraph → the spans of its sentences.

use super::decide::{Place, ends_sentence};
use super::kind::{
    is_alphabetic, is_alphanumeric, is_closer, is_format, is_lowercase, is_mark, is_numeric, is_quote,
    is_space, is_terminator, is_uppercase, needs_no_space, stands_alone,
};
use super::lists;
use super::plain;
use super::rules::{Class, Rules};
use super::scan::{self, MarkKind};
use super::unmarked::Unmarked;
use super::word::{next_word, tag_end, token_start};
use crate::model::Lang;
use std::ops::Range;
use unicode_segmentation::GraphemeCursor;

/// Splits one paragraph into sentences: byte spans of `text` in order, without white space at their ends.
///
/// The spans cover all of the text that is not white space, do not overlap and cut no grapheme. A closing quote,
/// bracket, tag or footnote reference after the terminator belongs to the sentence it closes. A blank line always
/// separates. Text of white space only has no spans. One pass over the terminators; words are read only around them.
///
/// # Examples
///
/// ```
/// use yeksan::model::Lang;
/// let text = "Dr. Sohrabi left at 6 p.m. She had a train to catch.";
/// let spans = yeksan::segment::split(text, &Lang::new("en"));
/// let found: Vec<&str> = spans.into_iter().map(|s| &text[s]).collect();
/// assert_eq!(found, ["Dr. Sohrabi left at 6 p.m.", "She had a train to catch."]);
/// ```
pub fn split(text: &str, lang: &Lang) -> Vec<Range<usize>> {
    split_by(text, Rules::of(lang))
}

/// Splits one paragraph by the rules of a language.
pub(super) fn split_by(text: &str, rules: &Rules) -> Vec<Range<usize>> {
    let mut spans = Vec::with_capacity(4 + text.len() / 256);
    let mut start = 0;
    for end in paragraphs(text) {
        split_paragraph(&text[start..end], start, rules, &mut spans);
        start = end;
    }
    keep_graphemes(text, spans)
}

/// Gives the ends of the paragraphs of a text: the offsets after its blank lines, and its length.
fn paragraphs(text: &str) -> impl Iterator<Item = usize> {
    memchr::memchr_iter(b'\n', text.as_bytes())
        .map(|at| at + 1)
        .filter(|&next| text[next..].trim_start_matches([' ', '\t', '\r']).starts_with('\n'))
        .chain([text.len()])
}

fn split_paragraph(text: &str, base: usize, rules: &Rules, spans: &mut Vec<Range<usize>>) {
    let marks = scan::marks(text, rules);
    let markers = lists::markers(text, &marks);
    let mut place = Place::new(text, rules, &marks.brackets);
    let mut taker = Taker { text, base, unmarked: Unmarked::new(text, rules, &marks), spans };
    let mut next_marker = 0;
    for at in marks.list.iter().filter(|m| m.kind != MarkKind::Paren).map(|m| m.at) {
        while let Some(item) = markers.get(next_marker).filter(|m| m.span.start <= at) {
            // A point of the run before it may be the marker's own.
            if item.cuts && item.span.start >= place.start {
                taker.take(place.start..item.span.start);
                place.begin(item.span.start);
            }
            next_marker += 1;
        }
        if at < place.resume || markers[..next_marker].last().is_some_and(|m| at < m.span.end) {
            continue;
        }
        let (end, ends) = match plain::ends(&place, at) {
            Some(ends) => (at + 1, ends),
            None => ends_after_run(&place, at),
        };
        place.resume = end;
        if ends {
            taker.take(place.start..end);
            place.begin(end);
        }
    }
    for item in &markers[next_marker..] {
        if !item.cuts || item.span.start < place.start {
            continue;
        }
        taker.take(place.start..item.span.start);
        place.begin(item.span.start);
    }
    taker.take(place.start..text.len());
}

/// Returns where the run of the terminator at `at` ends, and whether a sentence ends there.
pub(super) fn ends_after_run(place: &Place<'_>, at: usize) -> (usize, bool) {
    let text = place.text;
    let run = read_run(text, at, place.start, place.rules);
    let spaced = text[run.end..].chars().next().is_none_or(is_space);
    (run.end, ends_sentence(place, &run, &next_word(text, run.end), spaced))
}

/// Takes the sentences of a paragraph over.
struct Taker<'a> {
    text: &'a str,
    /// Where the paragraph begins in the whole text.
    base: usize,
    unmarked: Unmarked<'a>,
    spans: &'a mut Vec<Range<usize>>,
}

impl Taker<'_> {
    /// Takes a sentence over, or the several that it is where no mark shows it.
    fn take(&mut self, span: Range<usize>) {
        if !self.unmarked.may_be_in(&span) {
            return self.push(span);
        }
        let mut start = span.start;
        for at in self.unmarked.starts(&span) {
            self.push(start..at);
            start = at;
        }
        self.push(start..span.end);
    }

    fn push(&mut self, span: Range<usize>) {
        let part = &self.text[span.clone()];
        let rest = part.strip_prefix(' ').unwrap_or(part);
        if let [b'!'..=b'~', .., b'!'..=b'~'] = rest.as_bytes() {
            self.spans.push(self.base + span.end - rest.len()..self.base + span.end);
            return;
        }
        let trimmed = part.trim_start_matches(is_space);
        let start = span.start + part.len() - trimmed.len();
        let trimmed = trimmed.trim_end_matches(is_space);
        if !trimmed.is_empty() {
            self.spans.push(self.base + start..self.base + start + trimmed.len());
        }
    }
}

/// A terminator with all that belongs to it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Run {
    /// Where the first terminator stands.
    pub(super) at: usize,
    /// Where the terminators, closers and references end.
    pub(super) end: usize,
    /// A `?` or `!` of any script is among them.
    pub(super) asks: bool,
    /// An ellipsis.
    pub(super) ellipsis: bool,
    /// A terminator that needs no white space after it.
    pub(super) tight: bool,
    /// A quotation mark was closed.
    pub(super) quote: bool,
    /// A bracket was closed.
    pub(super) bracket: bool,
    /// A reference or a footnote number was taken along.
    pub(super) reference: bool,
}

/// Reads on from the terminator at `at`: more terminators, closing quotes, brackets and tags, references.
fn read_run(text: &str, at: usize, start: usize, rules: &Rules) -> Run {
    let mut run = Run { at, end: at, ..Run::default() };
    let mut points = 0;
    loop {
        let rest = &text[run.end..];
        let Some(c) = rest.chars().next() else { break };
        let closed = run.quote || run.bracket;
        if is_terminator(c) || run.end == at {
            run.asks |= is_asking(c);
            run.ellipsis |= c == '…';
            run.tight |= needs_no_space(c);
            points += usize::from(c == '.' && !closed);
            run.end += c.len_utf8();
        } else if goes_on(rest) {
            break;
        } else if let Some(len) = link_end(rest).or_else(|| closing_tag(rest)) {
            run.end += len;
        } else if is_closer(c) || closes_quote(text, run.end, c, start) {
            run.quote |= is_quote(c);
            run.bracket |= !is_quote(c);
            run.end += c.len_utf8();
        } else if let Some(len) = reference(rest) {
            run.reference = true;
            run.end += len;
        } else if is_format(c)
            || is_mark(c)
            || matches!(c, '\u{fe0e}' | '\u{fe0f}')
            || is_numeric(c) && is_superscript(c)
        {
            run.end += c.len_utf8();
        } else if let Some(len) = footnote(text, at, run.end, rules).filter(|_| points == 1 && !closed) {
            run.reference = true;
            run.end += len;
        } else if c == ' '
            && points > 0
            && rest[1..].starts_with('.')
            && !opens_with_ellipsis(&rest[1..])
            && !rest[2..].starts_with(is_alphanumeric)
        {
            if points == 1 && fourth_point(text, at, rest) {
                break;
            }
            // Spaced points: `. . .`
            run.end += 1;
        } else if matches!(c, ' ' | '\u{a0}' | '\u{202f}') {
            let inner = &rest[c.len_utf8()..];
            let Some(d) = inner.chars().next() else { break };
            if let Some(len) = smile(inner) {
                run.end += c.len_utf8() + len;
                break;
            }
            let loose = matches!(d, '»' | '”' | ')' | ']')
                || d == '"' && closes_quote(text, run.end + c.len_utf8(), d, start);
            if !loose
                || !inner[d.len_utf8()..]
                    .chars()
                    .next()
                    .is_none_or(|e| is_space(e) || is_closer(e) || is_terminator(e))
            {
                if let Some(len) = reference(inner).filter(|_| !rules.whole_quotes) {
                    run.end += c.len_utf8() + len;
                    run.reference = true;
                    continue;
                }
                break;
            }
            run.quote |= is_quote(d);
            run.bracket |= !is_quote(d);
            run.end += c.len_utf8() + d.len_utf8();
        } else {
            break;
        }
    }
    run.ellipsis |= points > 1;
    run
}

/// Returns whether a letter follows, or a blank and a letter, as nearly always: nothing of that belongs to a run.
fn goes_on(rest: &str) -> bool {
    let next = rest.strip_prefix([' ', '\n']).unwrap_or(rest).chars().next();
    next.is_some_and(|c| is_alphabetic(c) && !is_mark(c))
}

/// Returns whether an end asks or calls out.
pub(super) fn is_asking(c: char) -> bool {
    matches!(
        c,
        '?' | '!' | '؟' | '？' | '！' | '‼' | '⁇' | '⁈' | '⁉' | '‽' | ';' | '\u{37e}' | '፧' | '﹖' | '﹗'
    )
}

/// Returns whether dots begin a word that goes on: `It was so. ...and then it rained.`
fn opens_with_ellipsis(rest: &str) -> bool {
    let tail = rest.trim_start_matches('.');
    rest.len() - tail.len() == 3 && tail.starts_with(is_alphabetic)
}

/// Returns whether the point at `at` ends a sentence and three spaced points open the next: `rested. . . . The next`.
fn fourth_point(text: &str, at: usize, rest: &str) -> bool {
    let word = text[..at].ends_with(is_alphanumeric);
    word && rest.strip_prefix(" . . . ").is_some_and(|tail| tail.starts_with(is_uppercase))
}

/// Returns the length of an end tag or a line break.
fn closing_tag(rest: &str) -> Option<usize> {
    let closes = rest.starts_with("</") || rest.get(..3).is_some_and(|t| t.eq_ignore_ascii_case("<br"));
    closes.then(|| tag_end(rest)).flatten()
}

/// Returns the length of the rest of a Markdown link (`](address)`) or of closing emphasis (`**`).
fn link_end(rest: &str) -> Option<usize> {
    if let Some(inner) = rest.strip_prefix("](") {
        let len = inner.bytes().take(2000).position(|b| matches!(b, b')' | b'\n'))?;
        return inner[len..].starts_with(')').then_some(len + 3);
    }
    let stars = rest.bytes().take_while(|b| matches!(b, b'*' | b'_')).count();
    let ends = rest[stars..].chars().next().is_none_or(|c| is_space(c) || is_closer(c) || is_terminator(c));
    (stars > 0 && stars <= 3 && ends).then_some(stars)
}

/// Returns the length of a reference in square brackets (`[1-3]`, `[۲]`), white space must follow it.
fn reference(rest: &str) -> Option<usize> {
    let inner = rest.strip_prefix('[')?;
    let len = inner.bytes().take(25).position(|b| b == b']').filter(|&l| l > 0)?;
    let fits = |c: char| is_numeric(c) || matches!(c, ',' | '،' | '-' | '–' | ' ' | ';');
    let after = &inner[len + 1..];
    let ends = after.chars().next().is_none_or(|c| is_space(c) || c == '[' || is_terminator(c));
    (inner[..len].chars().all(fits) && inner.starts_with(is_numeric) && ends).then_some(len + 2)
}

/// Returns the length of the footnote number that stands right after the point of a word: `slept.12 They`.
fn footnote(text: &str, at: usize, end: usize, rules: &Rules) -> Option<usize> {
    let rest = &text[end..];
    let len = rest.bytes().take_while(u8::is_ascii_digit).count();
    if !(1..=3).contains(&len) {
        return None;
    }
    let before = text[..at].chars().next_back()?;
    let word = &text[token_start(text, 0, at)..at];
    let plain = before == ')' || is_lowercase(before) && word.chars().count() >= 3 && !word.contains('.');
    let next = rest[len..].trim_start().chars().next()?;
    let capital = rest[len..].starts_with(is_space) && is_uppercase(next);
    (plain && capital && rules.class(word) == Class::default()).then_some(len)
}

/// Returns the length of an emoticon or of emoji, white space or nothing after it: they belong to what they comment.
pub(super) fn smile(rest: &str) -> Option<usize> {
    let emoji =
        |c: char| matches!(c, '\u{1f300}'..='\u{1faff}' | '\u{2600}'..='\u{27bf}' | '\u{fe0f}' | '\u{200d}');
    let mut len = rest.find(|c: char| !emoji(c)).unwrap_or(rest.len());
    if len == 0 {
        let eyes = rest.strip_prefix([':', ';', '='])?;
        let nose = eyes.strip_prefix(['-', '\'']).unwrap_or(eyes);
        let mouth = nose.len() - nose.trim_start_matches([')', '(', 'D', 'P', 'p', '/', '|']).len();
        if mouth == 0 || mouth > 4 {
            return None;
        }
        len = rest.len() - nose.len() + mouth;
    }
    rest[len..].chars().next().is_none_or(is_space).then_some(len)
}

fn is_superscript(c: char) -> bool {
    matches!(c, '¹' | '²' | '³' | '⁰'..='⁹')
}

/// Returns whether the quotation mark `c` at `at` closes a quotation. Marks that open and close are counted from
/// `start` on; a mark that opens in some languages (`“`, `«`, `‘`) closes when nothing but white space follows it.
fn closes_quote(text: &str, at: usize, c: char, start: usize) -> bool {
    if !is_quote(c) {
        return false;
    }
    let after = text[at + c.len_utf8()..].chars().next();
    let ends = after.is_none_or(|d| {
        is_space(d)
            || is_closer(d)
            || is_terminator(d)
            || is_quote(d)
            || matches!(d, ',' | '،' | ';' | '؛' | ':' | '-' | '–' | '—' | '*' | '<' | '、' | '，')
    });
    match c {
        '"' | '＂' => {
            window(text, start, at).matches(c).count() % 2 == 1 || ends && !text[..at].ends_with(is_space)
        }
        '\'' | '`' | '´' | '“' | '‘' | '«' | '‹' | '‟' => ends && !text[..at].ends_with(is_space),
        '„' | '「' | '『' => false,
        _ => true,
    }
}

/// Returns the last 2000 bytes of `text[start..end]` or a few less: no quotation or bracket that matters is longer,
/// and text without sentence ends stays linear.
pub(super) fn window(text: &str, start: usize, end: usize) -> &str {
    let mut from = start.max(end.saturating_sub(2000));
    while !text.is_char_boundary(from) {
        from += 1;
    }
    &text[from..end]
}

/// Moves ends that would cut a grapheme outwards; white space with a combining mark on it is such a place. A mark on the
/// terminator itself stays with the sentence it ends.
fn keep_graphemes(text: &str, mut spans: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let plain = |at: usize| {
        let ascii = |byte: &u8| matches!(byte, b'\n' | b' '..=b'~');
        bytes[..at].last().is_none_or(ascii) && bytes.get(at).is_none_or(ascii)
    };
    if spans.iter().all(|span| plain(span.start) && plain(span.end)) {
        return spans;
    }
    let mut floor = 0;
    spans.retain_mut(|span| {
        *span = boundary(text, span.start, false).max(floor)..boundary(text, span.end, true);
        floor = floor.max(span.end);
        span.start < span.end
    });
    spans
}

fn boundary(text: &str, at: usize, forward: bool) -> usize {
    if text[at..].chars().next().is_none_or(stands_alone)
        && text[..at].chars().next_back().is_none_or(stands_alone)
    {
        return at;
    }
    let mut cursor = GraphemeCursor::new(at, text.len(), true);
    if cursor.is_boundary(text, 0).unwrap_or(true) {
        return at;
    }
    let moved = if forward { cursor.next_boundary(text, 0) } else { cursor.prev_boundary(text, 0) };
    moved.ok().flatten().unwrap_or(at)
}
