//! Plain text → drafts of blocks: blank lines, form feeds, wraps, hyphens at a wrap, list items.

use super::build::{Builder, Draft};
use super::hyphen::{Hyphens, hyphenated};
use super::inline;
use super::marker::{Marker, marker};
use super::sense;
use crate::model::{BlockKind, OffsetMap};
use std::collections::BTreeMap;
use std::ops::Range;

/// One line that is not blank.
#[derive(Debug, Clone)]
struct Line {
    /// Its bytes in the document, without white space at the ends.
    span: Range<usize>,
    /// Characters before the text.
    indent: usize,
    /// Blank lines before it.
    gap: usize,
    /// A form feed stands before it.
    page: bool,
    marker: Option<Marker>,
}

/// How the text is to be taken.
#[derive(Debug, Clone, Copy)]
pub(super) struct Plain {
    /// Markup and list markers stay in the text.
    pub(super) keep_markup: bool,
    /// Every line is a block.
    pub(super) line_blocks: bool,
}

/// Returns the drafts of a plain text.
pub(super) fn read(text: &str, how: Plain) -> Vec<Draft> {
    let lines = lines(text);
    if how.line_blocks {
        return lines
            .iter()
            .filter_map(|line| draft(text, &[line], false, how, &Hyphens::default()))
            .collect();
    }
    let (body, furniture) = page_furniture(text, lines);
    let mut drafts = blocks(text, body, how);
    for line in &furniture {
        if let Some(mut made) = draft(text, &[line], false, how, &Hyphens::default()) {
            made.block.kind = BlockKind::Boilerplate;
            made.settled = true;
            drafts.push(made);
        }
    }
    // A block that runs on over a page break stands before the furniture inside it.
    drafts.sort_by_key(|d| d.block.map.pieces().first().map_or(0, |p| p.old.start));
    drafts
}

fn blocks(text: &str, mut lines: Vec<Line>, how: Plain) -> Vec<Draft> {
    sure_markers(&mut lines);
    let layout = Layout::of(text, &lines);
    let hyphens = Hyphens::of(text);
    let mut drafts = Vec::new();
    let mut group: Vec<&Line> = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let joined = group.last().is_some_and(|last| {
            let inside = line.gap == 0 && !line.page && line.marker.is_none();
            inside && (layout.goes_on(text, last, line) || caseless_wrap(text, &lines, index))
        });
        if !joined && !group.is_empty() {
            drafts.extend(draft(text, &group, true, how, &hyphens));
            group.clear();
        }
        group.push(line);
    }
    if !group.is_empty() {
        drafts.extend(draft(text, &group, true, how, &hyphens));
    }
    drafts
}

fn lines(text: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let (mut gap, mut page, mut at) = (0, false, 0);
    for whole in text.split_inclusive(['\n', '\u{c}', '\u{2028}', '\u{2029}', '\u{85}']) {
        let body = whole.trim_end();
        let trimmed = body.trim_start();
        if trimmed.is_empty() {
            gap += 1;
        } else {
            let start = at + body.len() - trimmed.len();
            let indent = body[..body.len() - trimmed.len()].chars().count();
            let marker = marker(trimmed);
            lines.push(Line { span: start..at + body.len(), indent, gap, page, marker });
            gap = 0;
            page = false;
        }
        if whole.ends_with('\u{2029}') {
            gap += 1;
        }
        page |= whole.ends_with('\u{c}');
        at += whole.len();
    }
    lines
}

/// Takes out the lines that repeat at the top or foot of pages (form feeds), page numbers among them.
///
/// Returns the lines of the text and those of the furniture.
fn page_furniture(text: &str, lines: Vec<Line>) -> (Vec<Line>, Vec<Line>) {
    let starts: Vec<usize> = std::iter::once(0).chain((1..lines.len()).filter(|&i| lines[i].page)).collect();
    if starts.len() < 3 {
        return (lines, Vec::new());
    }
    // Digits differ from page to page.
    let key = |line: &Line| -> String {
        text[line.span.clone()].chars().filter(|c| !c.is_numeric()).collect::<String>().trim().to_lowercase()
    };
    let mut edges: Vec<usize> = Vec::new();
    for (page, &start) in starts.iter().enumerate() {
        let end = starts.get(page + 1).copied().unwrap_or(lines.len());
        edges.extend([start, end - 1]);
        edges.extend(
            [start + 1, end.saturating_sub(2)]
                .into_iter()
                .filter(|i| (start..end).contains(i) && end - start > 4),
        );
    }
    edges.sort_unstable();
    edges.dedup();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for &edge in &edges {
        *counts.entry(key(&lines[edge])).or_default() += 1;
    }
    let is_furniture = |i: usize| {
        edges.binary_search(&i).is_ok()
            && counts.get(&key(&lines[i])).is_some_and(|&n| n >= 3 && n * 2 >= starts.len())
    };
    let flags: Vec<bool> = (0..lines.len()).map(is_furniture).collect();
    let (mut body, mut furniture): (Vec<Line>, Vec<Line>) = (Vec::new(), Vec::new());
    let mut broken = false;
    for (mut line, flag) in lines.into_iter().zip(flags) {
        if flag {
            broken = true;
            furniture.push(line);
            continue;
        }
        if broken || line.page {
            // The blank lines around a page break mean nothing when the sentence goes on.
            let open = body.last().is_some_and(|l: &Line| !sense::ends_sentence(&text[l.span.clone()]));
            line.page = !open;
            line.gap = if open { 0 } else { line.gap.max(1) };
            broken = false;
        }
        body.push(line);
    }
    (body, furniture)
}

/// Keeps the markers that have a neighbour of their list; `A. Karimi` alone is no item.
fn sure_markers(lines: &mut [Line]) {
    let marked: Vec<(usize, Marker)> =
        lines.iter().enumerate().filter_map(|(i, l)| Some((i, l.marker?))).collect();
    let mut sure = vec![false; lines.len()];
    for (i, marker) in &marked {
        sure[*i] = marker.is_bullet();
    }
    for pair in marked.windows(2) {
        let ((a, first), (b, then)) = (pair[0], pair[1]);
        // Items stand together: at most one blank-line block between them.
        let between = (a + 1..=b).filter(|&k| lines[k].gap > 0).count();
        if then.follows(&first) && between <= 1 {
            sure[a] = true;
            sure[b] = true;
        }
    }
    for (line, sure) in lines.iter_mut().zip(sure) {
        if !sure {
            line.marker = None;
        }
    }
}

/// The line lengths of the document.
#[derive(Debug)]
struct Layout {
    /// Characters a line holds at most, when lines are wrapped by hand.
    width: Option<usize>,
}

impl Layout {
    fn of(text: &str, lines: &[Line]) -> Layout {
        let inner: Vec<(usize, usize)> = lines
            .windows(2)
            .filter(|w| w[1].gap == 0 && !w[1].page && w[1].marker.is_none())
            .map(|w| (length(text, &w[0]), first_word(text, &w[1])))
            .collect();
        let mut lengths: Vec<usize> = inner.iter().map(|(len, _)| *len).collect();
        lengths.sort_unstable();
        let Some(&longest) = lengths.get(lengths.len().saturating_sub(1 + lengths.len() / 20)) else {
            return Layout { width: None };
        };
        // A wrapping editor puts a word on the next line only when it would not fit.
        let tight = inner.iter().filter(|(len, word)| (len + 1 + word) * 20 >= longest * 19).count();
        // Verse: short lines that all open with a capital.
        let capitals = lines.iter().filter(|l| text[l.span.clone()].starts_with(char::is_uppercase)).count();
        let verse = longest < 60 && capitals * 5 >= lines.len() * 4;
        let wrapped = !verse && inner.len() >= 3 && longest <= 140 && tight * 10 >= inner.len() * 6;
        Layout { width: wrapped.then_some(longest) }
    }

    /// Returns whether the text of `line` goes on in `next`, the line below it.
    fn goes_on(&self, text: &str, line: &Line, next: &Line) -> bool {
        let (one, two) = (&text[line.span.clone()], &text[next.span.clone()]);
        if hyphenated(one, two) || sense::starts_low(two) {
            return true;
        }
        let ended = sense::ends_sentence(one);
        let len = length(text, line);
        let room = len + 1 + first_word(text, next);
        let cased = sense::has_case(two);
        if next.indent >= line.indent + 2 && ended && line.marker.is_none() {
            return false;
        }
        match self.width {
            Some(width) if ended => room > width,
            Some(width) => room * 4 > width * 3 || !cased && room * 2 > width,
            None if ended => false,
            None if sense::ends_at_comma(one) || sense::ends_on_leading_word(one) => len >= 20,
            None if cased => len >= 60,
            None => len >= 30,
        }
    }
}

/// Returns whether line `index` goes on with the one above it in a short text of a script without capitals: the lines
/// between two blank ones are of like length, and only the last of them ends a sentence.
fn caseless_wrap(text: &str, lines: &[Line], index: usize) -> bool {
    const MOST: usize = 40;
    let cut = |l: &Line| l.gap > 0 || l.page || l.marker.is_some();
    let start =
        (0..index).rev().take(MOST + 1).find(|&i| cut(&lines[i])).unwrap_or(index.saturating_sub(MOST + 1));
    let end = (index + 1..lines.len())
        .take(MOST)
        .find(|&i| cut(&lines[i]))
        .unwrap_or(lines.len().min(index + 1 + MOST));
    let run = &lines[start..end];
    let body = |l: &Line| &text[l.span.clone()];
    if run.len() > MOST || run.iter().any(|l| sense::has_case(body(l)) || body(l).contains(':')) {
        return false;
    }
    let (last, inner) = (&run[run.len() - 1], &run[..run.len() - 1]);
    let longest = inner.iter().map(|l| length(text, l)).max().unwrap_or(0);
    let alike = inner.iter().enumerate().all(|(i, l)| {
        let room = length(text, l) + 1 + first_word(text, &run[i + 1]);
        room * 10 >= longest * 8 || sense::ends_on_leading_word(body(l))
    });
    let whole = sense::ends_sentence(body(last)) && !inner.iter().any(|l| sense::ends_sentence(body(l)));
    longest >= 14 && alike && whole && length(text, last) * 2 <= longest * 3
}

fn length(text: &str, line: &Line) -> usize {
    text[line.span.clone()].chars().count()
}

fn first_word(text: &str, line: &Line) -> usize {
    text[line.span.clone()].split_whitespace().next().map_or(0, |w| w.chars().count())
}

/// Builds a draft from the lines of one block.
fn draft(text: &str, lines: &[&Line], items: bool, how: Plain, hyphens: &Hyphens<'_>) -> Option<Draft> {
    let mut raw = String::new();
    let mut pieces: Vec<(usize, Range<usize>)> = Vec::new();
    let item = lines[0].marker.filter(|_| items);
    for (i, line) in lines.iter().enumerate() {
        let mut span = line.span.clone();
        if let Some(marker) = item.filter(|_| i == 0 && !how.keep_markup) {
            span.start += marker.len;
        }
        if i > 0 {
            let before = lines[i - 1].span.end;
            let next = &text[span.clone()];
            if hyphenated(&raw, next) {
                if !hyphens.is_real(&raw, next) {
                    let len = raw.chars().next_back().map_or(0, char::len_utf8);
                    raw.truncate(raw.len() - len);
                    if let Some((made, old)) = pieces.last_mut() {
                        *made -= len;
                        old.end -= len;
                    }
                    pieces.push((0, before - len..before));
                }
                pieces.push((0, before..span.start));
            } else {
                raw.push(' ');
                pieces.push((1, before..span.start));
            }
        }
        raw.push_str(&text[span.clone()]);
        pieces.push((span.len(), span));
    }
    let mut map = OffsetMap::default();
    for (made, old) in pieces {
        map.push(made, old);
    }
    let mut out = Builder::default();
    if how.keep_markup {
        out.text = raw;
        out.map = map;
    } else {
        inline::lift(&raw, &map, &mut out);
    }
    let kind = if item.is_some() { BlockKind::Item } else { BlockKind::Paragraph };
    let block = out.finish(kind)?;
    Some(Draft { block, gap: lines[0].gap, lines: lines.len(), settled: item.is_some() })
}
