//! HTML → drafts of blocks: block elements cut, inline elements become marks, entities are decoded with their place.

use super::build::{Builder, Draft};
use crate::model::{BlockKind, Lang};
use html5gum::emitters::default::StartTag;
use html5gum::{DefaultEmitter, Token, Tokenizer};
use std::ops::Range;

/// What a page gave.
#[derive(Debug, Default)]
pub(super) struct Page {
    /// Its blocks.
    pub(super) drafts: Vec<Draft>,
    /// The language `<html lang>` or `<body lang>` names.
    pub(super) lang: Option<Lang>,
    /// How many `<pre>` blocks were left out as code.
    pub(super) code_blocks: usize,
}

/// Elements whose text is no text of the page, sorted.
const HIDDEN: &[&str] =
    &["iframe", "math", "noscript", "object", "script", "style", "svg", "template", "textarea"];

/// Elements that end the block before them and after them, sorted.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "button",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hgroup",
    "hr",
    "html",
    "legend",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "optgroup",
    "option",
    "p",
    "pre",
    "section",
    "select",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "title",
    "tr",
    "ul",
];

/// Elements without an end tag, sorted.
const VOID: &[&str] =
    &["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];

/// Elements that are open at a time at most, of each sort; those inside them still cut blocks and leave marks, but are
/// not paired. Nobody nests so deep by hand, and the search for what an end tag closes stays short.
const MOST_OPEN: usize = 64;

fn listed(list: &[&str], name: &str) -> bool {
    list.binary_search(&name).is_ok()
}

/// Reads a page. Unclosed and crossed tags are taken as browsers take them, as far as blocks go.
pub(super) fn read(text: &str, keep_markup: bool) -> Page {
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    let mut walk = Walk { text, keep_markup, ..Walk::default() };
    for token in Tokenizer::new_with_emitter(text, emitter) {
        match token {
            Ok(Token::StartTag(tag)) => walk.start(&tag),
            Ok(Token::EndTag(tag)) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                walk.end(&name, tag.span.start..tag.span.end);
            }
            Ok(Token::String(string)) => walk.string(string.span.start..string.span.end),
            Ok(_) | Err(_) => {}
        }
    }
    walk.flush();
    walk.page
}

#[derive(Default)]
struct Walk<'t> {
    text: &'t str,
    keep_markup: bool,
    page: Page,
    builder: Builder,
    /// Open block elements that decide the kind.
    kinds: Vec<(String, BlockKind)>,
    /// Open inline elements of the block in the making.
    inline: Vec<String>,
    /// Inline elements open beyond [`MOST_OPEN`].
    inline_beyond: usize,
    /// Elements whose text is hidden.
    hidden: Vec<String>,
    /// Hidden elements open beyond [`MOST_OPEN`].
    hidden_beyond: usize,
    captions: Vec<Draft>,
    breaks: usize,
}

impl Walk<'_> {
    fn start(&mut self, tag: &StartTag<usize>) {
        let name = String::from_utf8_lossy(&tag.name).into_owned();
        let span = tag.span.start..tag.span.end;
        if listed(HIDDEN, &name) {
            match self.hidden.len() {
                _ if tag.self_closing => {}
                MOST_OPEN => self.hidden_beyond += 1,
                _ => self.hidden.push(name),
            }
            return;
        }
        if !self.hidden.is_empty() {
            return;
        }
        // What is set in fixed lines is code, as a fenced block of Markdown is.
        if name == "pre" && !tag.self_closing {
            self.flush();
            self.page.code_blocks += 1;
            self.hidden.push(name);
            return;
        }
        match name.as_str() {
            "html" | "body" => {
                if let Some(lang) = attribute(tag, "lang").or_else(|| attribute(tag, "xml:lang")) {
                    self.page.lang.get_or_insert_with(|| Lang::new(lang));
                }
            }
            "br" => return self.line_break(span),
            "img" => self.picture(tag),
            _ => {}
        }
        if listed(BLOCKS, &name) {
            self.flush();
            let kind = match kind_of(&name) {
                Some(kind) => kind,
                None if is_container(&name) => BlockKind::Paragraph,
                None => return,
            };
            // `<li>` and `<td>` may stand without an end tag: the next one of their list closes them.
            let floor = self.kinds.iter().rposition(|(n, _)| is_container(n)).map_or(0, |i| i + 1);
            let sibling = |n: &str| {
                n == name
                    || matches!((n, name.as_str()), ("dt", "dd") | ("dd", "dt") | ("td", "th") | ("th", "td"))
            };
            if !is_container(&name)
                && let Some(open) = self.kinds[floor..].iter().position(|(n, _)| sibling(n))
            {
                self.kinds.truncate(floor + open);
            }
            if self.kinds.len() < MOST_OPEN {
                self.kinds.push((name, kind));
            }
            return;
        }
        if name == "img" || listed(VOID, &name) {
            if !self.builder.text.trim().is_empty() || name == "img" {
                self.alone(&name, span);
            }
            return;
        }
        let Some(markup) = self.text.get(span.clone()) else { return };
        if self.keep_markup {
            self.builder.copy(markup, span.start);
        } else if tag.self_closing {
            self.builder.stand(&name, markup, span);
        } else if self.inline.len() == MOST_OPEN {
            self.inline_beyond += 1;
            self.builder.stand(code_type(&name), markup, span);
        } else {
            self.builder.open(code_type(&name), markup, span);
            self.inline.push(name);
        }
    }

    fn end(&mut self, name: &str, span: Range<usize>) {
        if self.hidden_beyond > 0 && listed(HIDDEN, name) {
            self.hidden_beyond -= 1;
            return;
        }
        if let Some(open) = self.hidden.iter().rposition(|n| n == name) {
            self.hidden.truncate(open);
            return;
        }
        if !self.hidden.is_empty() {
            return;
        }
        if name == "br" {
            return self.line_break(span);
        }
        if listed(BLOCKS, name) {
            self.flush();
            if let Some(open) = self.kinds.iter().rposition(|(n, _)| n == name) {
                self.kinds.truncate(open);
            }
            return;
        }
        let Some(markup) = self.text.get(span.clone()) else { return };
        if self.keep_markup {
            self.builder.copy(markup, span.start);
            return;
        }
        if self.inline_beyond > 0 {
            self.inline_beyond -= 1;
            self.builder.stand(code_type(name), markup, span);
            return;
        }
        // Crossed tags: the inner ones close here too.
        if let Some(open) = self.inline.iter().rposition(|n| n == name) {
            while self.inline.len() > open + 1 {
                self.inline.pop();
                self.builder.close("", span.start..span.start);
            }
            self.inline.pop();
            self.builder.close(markup, span);
        }
    }

    fn string(&mut self, span: Range<usize>) {
        if !self.hidden.is_empty() {
            return;
        }
        let Some(text) = self.text.get(span.clone()) else { return };
        let mut at = 0;
        while at < text.len() {
            let rest = &text[at..];
            let c = rest.chars().next().unwrap_or(' ');
            let here = span.start + at;
            if c.is_ascii_whitespace() {
                let len = rest.find(|c: char| !c.is_ascii_whitespace()).unwrap_or(rest.len());
                if !self.builder.text.is_empty() && !self.builder.text.ends_with(' ') {
                    self.builder.put(" ", here..here + len);
                } else {
                    self.builder.skip(here..here + len);
                }
                at += len;
            } else if c == '&' {
                let len = entity_len(rest);
                match decode(&rest[..len]) {
                    Some(decoded) => self.builder.put(&decoded, here..here + len),
                    None => self.builder.copy(&rest[..len], here),
                }
                self.breaks = 0;
                at += len;
            } else {
                let len = rest.find(|c: char| c == '&' || c.is_ascii_whitespace()).unwrap_or(rest.len());
                self.builder.copy(&rest[..len], here);
                self.breaks = 0;
                at += len;
            }
        }
    }

    /// One break is a line end inside the paragraph, two are a paragraph end.
    fn line_break(&mut self, span: Range<usize>) {
        self.breaks += 1;
        if self.breaks > 1 || self.builder.text.trim().is_empty() {
            let breaks = self.breaks;
            self.flush();
            self.breaks = breaks;
            return;
        }
        self.alone("lb", span.clone());
        if !self.builder.text.ends_with(' ') {
            self.builder.put(" ", span.end..span.end);
        }
    }

    fn alone(&mut self, kind: &str, span: Range<usize>) {
        let Some(markup) = self.text.get(span.clone()) else { return };
        if self.keep_markup {
            self.builder.copy(markup, span.start);
        } else {
            self.builder.stand(kind, markup, span);
        }
    }

    /// The text of a picture becomes a caption behind the block the picture stands in.
    fn picture(&mut self, tag: &StartTag<usize>) {
        let Some(alt) = tag.attributes.get(b"alt".as_slice()) else { return };
        let value = String::from_utf8_lossy(alt).into_owned();
        let span = alt.span.start..alt.span.end;
        let mut caption = Builder::default();
        let as_written = self.text.get(span.clone()) == Some(value.as_str());
        if as_written {
            caption.copy(&value, span.start)
        } else {
            caption.put(&value, tag.span.start..tag.span.end)
        }
        if let Some(block) = caption.finish(BlockKind::Caption) {
            self.captions.push(Draft { block, gap: 1, lines: 1, settled: true });
        }
    }

    fn flush(&mut self) {
        let builder = std::mem::take(&mut self.builder);
        self.inline.clear();
        self.inline_beyond = 0;
        self.breaks = 0;
        let kind = self.kinds.last().map_or(BlockKind::Paragraph, |(_, kind)| *kind);
        if let Some(block) = builder.finish(kind) {
            let settled = kind != BlockKind::Paragraph;
            self.page.drafts.push(Draft { block, gap: 1, lines: 1, settled });
        }
        self.page.drafts.append(&mut self.captions);
    }
}

fn attribute(tag: &StartTag<usize>, name: &str) -> Option<String> {
    let value = tag.attributes.get(name.as_bytes())?;
    let value = String::from_utf8_lossy(value).trim().to_owned();
    (!value.is_empty()).then_some(value)
}

/// Elements that hold items or cells.
fn is_container(name: &str) -> bool {
    matches!(name, "ul" | "ol" | "menu" | "dl" | "table" | "tr" | "select")
}

fn kind_of(name: &str) -> Option<BlockKind> {
    Some(match name {
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "title" | "legend" | "summary" => BlockKind::Heading,
        "li" | "dt" | "dd" | "option" => BlockKind::Item,
        "td" | "th" => BlockKind::Cell,
        "figcaption" | "caption" => BlockKind::Caption,
        _ => return None,
    })
}

/// Returns the code type TMX 1.4b recommends, else the element's name.
fn code_type(name: &str) -> &str {
    match name {
        "b" | "strong" => "bold",
        "i" | "em" => "italic",
        "u" => "ulined",
        "a" => "link",
        "font" => "font",
        _ => name,
    }
}

fn entity_len(rest: &str) -> usize {
    let body =
        rest[1..].find(|c: char| !(c.is_ascii_alphanumeric() || c == '#')).unwrap_or(rest.len() - 1).min(40);
    1 + body + usize::from(rest[1 + body..].starts_with(';'))
}

/// Decodes one character reference; `None` when it is plain text.
fn decode(entity: &str) -> Option<String> {
    let mut out = String::new();
    for token in Tokenizer::new(entity) {
        if let Ok(Token::String(string)) = token {
            out.push_str(&String::from_utf8_lossy(&string));
        }
    }
    (out != entity && !out.is_empty()).then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::MarkKind;

    fn blocks(text: &str) -> Vec<(BlockKind, String)> {
        read(text, false).drafts.into_iter().map(|d| (d.block.kind, d.block.text)).collect()
    }

    #[test]
    fn lists_are_sorted() {
        for list in [HIDDEN, BLOCKS, VOID] {
            assert!(list.windows(2).all(|w| w[0] < w[1]));
        }
    }

    #[test]
    fn blocks_of_a_page() {
        let page = "<!DOCTYPE html><html lang=fa><head><title>News</title><style>p{}</style></head><body>\
            <h1>Rain</h1><p>It rained<br>all day.</p><script>var a = '<p>no</p>';</script>\
            <ul><li>tea<li>bread</ul><table><tr><td>one<td>two</table>\
            <figure><img src=a.png alt='A bridge'><figcaption>The bridge</figcaption></figure><!-- no -->Last</body>";
        assert_eq!(
            blocks(page),
            [
                (BlockKind::Heading, "News".to_owned()),
                (BlockKind::Heading, "Rain".to_owned()),
                (BlockKind::Paragraph, "It rained all day.".to_owned()),
                (BlockKind::Item, "tea".to_owned()),
                (BlockKind::Item, "bread".to_owned()),
                (BlockKind::Cell, "one".to_owned()),
                (BlockKind::Cell, "two".to_owned()),
                (BlockKind::Caption, "A bridge".to_owned()),
                (BlockKind::Caption, "The bridge".to_owned()),
                (BlockKind::Paragraph, "Last".to_owned()),
            ]
        );
        assert_eq!(read(page, false).lang, Some(Lang::new("fa")));
    }

    #[test]
    fn inline_elements_become_marks_and_entities_keep_their_place() {
        let text = "<p>Tea &amp; <b>bread</b> &eacute;t&eacute; &unknown; R&D</p>";
        let block = read(text, false).drafts.remove(0).block;
        assert_eq!(block.text, "Tea & bread été &unknown; R&D");
        assert_eq!(block.marks.len(), 2);
        assert_eq!(block.marks[0].kind, MarkKind::Bpt);
        assert_eq!(block.marks[0].content, "&lt;b&gt;");
        assert_eq!(block.map.ranges(4..5).iter().map(|r| &text[r.clone()]).collect::<String>(), "&amp;");
        assert_eq!(
            block.map.ranges(6..11).iter().map(|r| &text[r.clone()]).collect::<String>(),
            "<b>bread</b>"
        );
    }

    #[test]
    fn deep_nesting_is_bounded_and_nothing_is_lost() {
        const DEEP: usize = 20_000;
        let text = format!("<p>{}tea{} bread", "<b>".repeat(DEEP), "</b>".repeat(DEEP));
        let block = read(&text, false).drafts.remove(0).block;
        assert_eq!((block.text.as_str(), block.marks.len()), ("tea bread", 2 * DEEP));
        let count = |kind| block.marks.iter().filter(|m| m.kind == kind).count();
        assert_eq!((count(MarkKind::Bpt), count(MarkKind::Ept)), (MOST_OPEN, MOST_OPEN));
        assert_eq!(block.marks[0].kind, MarkKind::Bpt);
        assert_eq!(block.marks[2 * DEEP - 1].kind, MarkKind::Ept);
        for (open, close) in [("<ul>", "</ol>"), ("<b>", "</i>"), ("<li>", "</td>")] {
            let text = format!("{}tea{}<p>bread", open.repeat(DEEP), close.repeat(DEEP));
            assert_eq!(blocks(&text).last().map(|(_, text)| text.clone()), Some("bread".to_owned()));
        }
        let text = format!("{}tea{}<p>bread", "<svg>".repeat(DEEP), "</svg>".repeat(DEEP));
        assert_eq!(blocks(&text), [(BlockKind::Paragraph, "bread".to_owned())]);
    }

    #[test]
    fn crossed_and_unclosed_tags() {
        assert_eq!(blocks("<p>one <b>two <i>three</b> four</i><p>five").len(), 2);
        assert_eq!(blocks("<div><p>a</div>b")[1].1, "b");
        assert_eq!(blocks("a < b and c > d")[0].1, "a < b and c > d");
    }
}
