//! Mends what extraction broke: sentences cut by a caption or a paragraph end, split datelines, lone quotes; and says
//! which blocks are headings, captions and boilerplate.

use super::build::{Draft, Seam, join};
use super::sense;
use crate::model::{Block, BlockKind};

/// Returns the blocks of the drafts, mended and named. `document` is the text they were made of; what was mended is
/// said in `warnings`.
pub(super) fn mend(mut drafts: Vec<Draft>, document: &str, warnings: &mut Vec<String>) -> Vec<Block> {
    lone_quotes(&mut drafts, document);
    headings(&mut drafts);
    let usual = usual_gap(&drafts);
    let mut captions = 0;
    let mut at = 0;
    while at < drafts.len() {
        while let Some(rest) = continuation(&drafts, at, usual) {
            let between = rest - at - 1;
            let then = drafts.remove(rest);
            let seam = seam(&drafts[at].block.text, &then.block.text);
            join(&mut drafts[at].block, &then.block, seam, document);
            drafts[at].block.kind = BlockKind::Paragraph;
            drafts[at].lines += then.lines;
            for caption in &mut drafts[at + 1..=at + between] {
                if caption.block.kind != BlockKind::Boilerplate {
                    caption.block.kind = BlockKind::Caption;
                    caption.settled = true;
                    captions += 1;
                }
            }
        }
        at += 1;
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

/// Joins a quotation mark that stands alone to the text it opens or closes.
fn lone_quotes(drafts: &mut Vec<Draft>, document: &str) {
    let mut at = 0;
    while at < drafts.len() {
        let text = drafts[at].block.text.trim();
        let opens = matches!(text, "“" | "«" | "„" | "\"" | "‘" | "”");
        if opens && at + 1 < drafts.len() && !drafts[at + 1].settled {
            let then = drafts.remove(at + 1);
            join(&mut drafts[at].block, &then.block, Seam::Space, document);
            drafts[at].lines += then.lines;
        }
        at += 1;
    }
}

/// Marks the blocks that look like headings and have something to head.
fn headings(drafts: &mut [Draft]) {
    for at in 0..drafts.len() {
        let draft = &drafts[at];
        if draft.settled || draft.lines > 2 || draft.block.kind != BlockKind::Paragraph {
            continue;
        }
        let text = &draft.block.text;
        let heads = drafts[at + 1..].iter().take(3).find(|d| !sense::looks_like_heading(&d.block.text));
        let something = heads.is_some_and(|d| {
            d.block.kind == BlockKind::Item
                || sense::ends_sentence(&d.block.text)
                || d.block.text.chars().count() > 120
        });
        let fits = sense::looks_like_heading(text) && !sense::is_running(text) && !sense::is_dateline(text);
        if fits && something {
            drafts[at].block.kind = BlockKind::Heading;
        }
    }
}

/// Returns the index of the block that goes on with the sentence block `at` breaks off, if one does.
fn continuation(drafts: &[Draft], at: usize, usual: usize) -> Option<usize> {
    let draft = &drafts[at];
    let text = &draft.block.text;
    if sense::ends_sentence(text) || !matches!(draft.block.kind, BlockKind::Paragraph | BlockKind::Heading) {
        return None;
    }
    let joinable = |d: &Draft| d.block.kind == BlockKind::Paragraph && !d.settled;
    let next = drafts.get(at + 1)?;
    if draft.block.kind == BlockKind::Heading || draft.settled {
        return None;
    }
    if joinable(next) {
        let body = &next.block.text;
        if sense::is_dateline(text) && sense::opens_with_wire(body) {
            return Some(at + 1);
        }
        // Agency copy never stops before its first full stop.
        if wire_inside(text) && sense::ends_sentence(body) && !text.ends_with(':') {
            return Some(at + 1);
        }
        if sense::is_running(text) {
            if sense::starts_low(body) && !text.ends_with(':') {
                return Some(at + 1);
            }
            let cut_short = sense::ends_at_comma(text) || sense::ends_on_leading_word(text);
            if cut_short && sense::continues(body) {
                return Some(at + 1);
            }
        } else if sense::starts_low(body) && sense::ends_on_leading_word(text) {
            return Some(at + 1);
        }
    }
    if !sense::is_running(text) {
        return None;
    }
    across_caption(drafts, at, usual)
}

/// A sentence cut by one or two captions, or by page furniture: `at` breaks off, the captions are whole, the block
/// after them continues. A wide gap before the caption, left by the picture, stands in for a lower-case beginning.
fn across_caption(drafts: &[Draft], at: usize, usual: usize) -> Option<usize> {
    let text = &drafts[at].block.text;
    for count in 1..=2 {
        let captions = drafts.get(at + 1..at + 1 + count)?;
        let whole = |d: &Draft| {
            d.block.kind == BlockKind::Caption
                || d.block.kind == BlockKind::Boilerplate
                || d.block.kind == BlockKind::Paragraph && sense::ends_sentence(&d.block.text)
        };
        if !captions.iter().all(whole) {
            return None;
        }
        let rest = drafts.get(at + 1 + count)?;
        if rest.block.kind != BlockKind::Paragraph || rest.settled {
            continue;
        }
        let wide =
            captions[0].gap >= usual + 2 || captions.iter().all(|d| d.block.kind == BlockKind::Boilerplate);
        let body = &rest.block.text;
        let low = sense::starts_low(body);
        let cut_short = sense::ends_at_comma(text) || sense::ends_on_leading_word(text);
        let goes_on = low
            || cut_short && sense::continues(body)
            || wide && sense::ends_sentence(body) && !text.ends_with(':') && rest.gap < usual + 2;
        if goes_on {
            return Some(at + 1 + count);
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
