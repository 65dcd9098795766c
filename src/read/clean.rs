//! Mends what extraction broke: sentences cut by a caption or a paragraph end, split datelines, lone quotes; and says
//! which blocks are headings, captions and boilerplate.

use super::build::{Draft, Seam, join};
use super::sense;
use crate::model::{Block, BlockKind};
use std::collections::VecDeque;

/// Pieces one block is joined of at most; text broken oftener is no text.
const MOST_JOINS: usize = 50;

/// Returns the blocks of the drafts, mended and named. `document` is the text they were made of; what was mended is
/// said in `warnings`.
pub(super) fn mend(drafts: Vec<Draft>, document: &str, warnings: &mut Vec<String>) -> Vec<Block> {
    let mut drafts = lone_quotes(drafts, document);
    headings(&mut drafts);
    let usual = usual_gap(&drafts);
    let mut captions = 0;
    let mut queue = VecDeque::from(drafts);
    let mut drafts: Vec<Draft> = Vec::with_capacity(queue.len());
    while let Some(mut draft) = queue.pop_front() {
        for _ in 0..MOST_JOINS {
            let Some(between) = continuation(&draft, &queue, usual) else { break };
            let Some(then) = queue.remove(between) else { break };
            let seam = seam(&draft.block.text, &then.block.text);
            join(&mut draft.block, &then.block, seam, document);
            draft.block.kind = BlockKind::Paragraph;
            draft.lines += then.lines;
            for caption in queue.iter_mut().take(between).filter(|d| d.block.kind != BlockKind::Boilerplate) {
                caption.block.kind = BlockKind::Caption;
                caption.settled = true;
                captions += 1;
            }
        }
        drafts.push(draft);
    }
    if captions > 0 {
        let s = if captions == 1 { "" } else { "s" };
        warnings.push(format!(
            "{captions} caption{s} stood inside a sentence and now follow{} it",
            if captions == 1 { "s" } else { "" }
        ));
        // Where some captions cut sentences, others with the same wide gap are captions too.
        for draft in &mut drafts {
            if !draft.settled && draft.gap >= usual + 2 && sense::ends_sentence(&draft.block.text) {
                draft.block.kind = BlockKind::Caption;
            }
        }
    }
    boilerplate(&mut drafts);
    drafts.into_iter().map(|d| d.block).collect()
}

/// Returns the number of blank lines that most often separates blocks.
fn usual_gap(drafts: &[Draft]) -> usize {
    let mut gaps: Vec<usize> = drafts.iter().skip(1).map(|d| d.gap).collect();
    gaps.sort_unstable();
    // Short documents: one blank line is what people mean.
    if gaps.len() < 6 { 1 } else { gaps[gaps.len() / 2].max(1) }
}

/// Joins a quotation mark that stands alone to the text it opens.
fn lone_quotes(drafts: Vec<Draft>, document: &str) -> Vec<Draft> {
    let mut out: Vec<Draft> = Vec::with_capacity(drafts.len());
    for draft in drafts {
        let lone = |d: &Draft| matches!(d.block.text.trim(), "“" | "«" | "„" | "\"" | "‘" | "”");
        match out.last_mut().filter(|last| lone(last) && !draft.settled) {
            Some(last) => {
                join(&mut last.block, &draft.block, Seam::Space, document);
                last.lines += draft.lines;
            }
            None => out.push(draft),
        }
    }
    out
}

/// Marks the blocks that look like headings and have something to head.
fn headings(drafts: &mut [Draft]) {
    for at in 0..drafts.len() {
        let draft = &drafts[at];
        if draft.settled || draft.lines > 2 || draft.block.kind != BlockKind::Paragraph {
            continue;
        }
        let text = &draft.block.text;
        if !sense::looks_like_heading(text)
            || sense::is_labelled_caption(text)
            || sense::is_running(text)
            || sense::is_dateline(text)
        {
            continue;
        }
        let heads = drafts[at + 1..].iter().take(3).find(|d| !sense::looks_like_heading(&d.block.text));
        let something = heads.is_some_and(|d| {
            d.block.kind == BlockKind::Item || sense::ends_sentence(&d.block.text) || d.block.text.len() > 240
        });
        let low = |i: usize| drafts.get(i).is_some_and(|d| !d.settled && sense::starts_low(&d.block.text));
        let captioned = drafts.get(at + 1).is_some_and(|d| sense::is_labelled_caption(&d.block.text));
        let goes_on = sense::is_sentence_case(text) && (low(at + 1) || captioned && low(at + 2));
        if something && !goes_on {
            drafts[at].block.kind = BlockKind::Heading;
        }
    }
}

/// Returns how many blocks stand between `draft` and the block of `rest` that goes on with the sentence it breaks off;
/// `None` when none does.
fn continuation(draft: &Draft, rest: &VecDeque<Draft>, usual: usize) -> Option<usize> {
    let text = &draft.block.text;
    if sense::ends_sentence(text) || !matches!(draft.block.kind, BlockKind::Paragraph | BlockKind::Heading) {
        return None;
    }
    let joinable = |d: &Draft| d.block.kind == BlockKind::Paragraph && !d.settled;
    let next = rest.front()?;
    if draft.block.kind == BlockKind::Heading || draft.settled {
        return None;
    }
    if joinable(next) {
        let body = &next.block.text;
        if sense::is_dateline(text) && sense::opens_with_wire(body) {
            return Some(0);
        }
        // Agency copy never stops before its first full stop.
        if wire_inside(text) && sense::ends_sentence(body) && !text.ends_with(':') {
            return Some(0);
        }
        if sense::is_running(text) {
            if sense::starts_low(body) && !text.ends_with(':') {
                return Some(0);
            }
            let cut_short = sense::ends_at_comma(text) || sense::ends_on_leading_word(text);
            if cut_short && sense::continues(body) {
                return Some(0);
            }
        } else if sense::starts_low(body)
            && !text.ends_with(':')
            && (sense::is_sentence_case(text) || sense::ends_on_leading_word(text))
        {
            return Some(0);
        }
    }
    across_caption(text, rest, usual)
}

/// A sentence cut by one or two captions, or by page furniture: `text` breaks off, the captions are whole, the block
/// after them continues. A wide gap before the caption, left by the picture, stands in for a lower-case beginning.
fn across_caption(text: &str, rest: &VecDeque<Draft>, usual: usize) -> Option<usize> {
    let running = sense::is_running(text);
    for count in 1..=2 {
        // A caption without a full stop is known by what it parts: text that breaks off before it and goes on in lower
        // case after it.
        let parted = count == 1 && running && rest.get(1).is_some_and(|d| sense::starts_low(&d.block.text));
        let whole = |d: &Draft| {
            parted && sense::looks_like_caption(&d.block.text)
                || d.block.kind == BlockKind::Caption
                || d.block.kind == BlockKind::Boilerplate
                || sense::is_labelled_caption(&d.block.text)
                || d.block.kind == BlockKind::Paragraph && sense::ends_sentence(&d.block.text)
        };
        if !rest.iter().take(count).all(whole) {
            return None;
        }
        let then = rest.get(count)?;
        if then.block.kind != BlockKind::Paragraph || then.settled {
            continue;
        }
        let furniture = rest.iter().take(count).all(|d| d.block.kind == BlockKind::Boilerplate);
        let wide = furniture || rest.front().is_some_and(|d| d.gap >= usual + 2);
        let body = &then.block.text;
        let low = sense::starts_low(body);
        let cut_short = sense::ends_at_comma(text) || sense::ends_on_leading_word(text);
        let goes_on = low && !text.ends_with(':') && (running || sense::is_sentence_case(text))
            || running && cut_short && sense::continues(body)
            || running && wide && sense::ends_sentence(body) && !text.ends_with(':') && then.gap < usual + 2;
        if goes_on {
            return Some(count);
        }
    }
    None
}

/// Returns whether the first sentence opens with a dateline and an agency, and has not ended yet.
fn wire_inside(text: &str) -> bool {
    let head = text.char_indices().nth(120).map_or(text, |(i, _)| &text[..i]);
    let wire = |i: usize| sense::opens_with_wire(&head[i..]);
    wire(0) || head.char_indices().filter(|(_, c)| matches!(c, '/' | '(')).any(|(i, _)| i > 0 && wire(i))
}

fn seam(one: &str, two: &str) -> Seam {
    let split = one.strip_suffix(['-', '\u{ad}']).is_some_and(|h| h.ends_with(char::is_lowercase));
    if split && two.starts_with(char::is_lowercase) { Seam::DropHyphen } else { Seam::Space }
}

/// Marks what is certain to be nobody's prose: telephone numbers, copyright lines, the wire's own notices.
fn boilerplate(drafts: &mut [Draft]) {
    for draft in drafts {
        if draft.settled || draft.block.kind == BlockKind::Caption {
            continue;
        }
        if is_boilerplate(&draft.block.text) {
            draft.block.kind = BlockKind::Boilerplate;
        }
    }
}

fn is_boilerplate(text: &str) -> bool {
    if text.len() > 1200 {
        return false;
    }
    let text = text.trim();
    let lower = text.to_lowercase();
    let digits = text.chars().filter(|c| c.is_numeric()).count();
    let phone =
        digits >= 7 && text.chars().all(|c| c.is_numeric() || c.is_whitespace() || "+-()./".contains(c));
    let page = digits > 0
        && digits <= 4
        && text.chars().all(|c| c.is_numeric() || c.is_whitespace() || "-–—".contains(c));
    let rights = (text.starts_with('©') || lower.starts_with("copyright")) && digits >= 4;
    phone
        || page
        || rights
        || lower.contains("all rights reserved")
        || lower.contains("email us here")
        || lower.starts_with("this press release can be viewed online")
        || lower.starts_with("ein presswire's priority")
        || text.contains("تمامی حقوق محفوظ")
        || text.contains("کلیهٔ حقوق")
}
