//! Markdown → drafts of blocks, from the events of `pulldown-cmark` and their offsets.

use super::build::{Builder, Draft};
use super::html;
use crate::model::BlockKind;
use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// Reads a document. Fenced code is left out and counted in `warnings`.
pub(super) fn read(text: &str, keep_markup: bool, warnings: &mut Vec<String>) -> Vec<Draft> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let mut walk = Walk { text, keep_markup, ..Walk::default() };
    for (event, span) in Parser::new_ext(text, options).into_offset_iter() {
        walk.event(event, span);
    }
    walk.flush();
    if walk.code_blocks > 0 {
        warnings.push(left_out(walk.code_blocks));
    }
    walk.drafts
}

/// Says how many blocks were left out as code.
pub(super) fn left_out(blocks: usize) -> String {
    format!("{blocks} block{} left out as code", if blocks == 1 { " was" } else { "s were" })
}

#[derive(Default)]
struct Walk<'t> {
    text: &'t str,
    keep_markup: bool,
    drafts: Vec<Draft>,
    builder: Builder,
    kinds: Vec<BlockKind>,
    /// Where the last inline content ended: what follows up to the end of a pair is its closing markup.
    last: usize,
    /// An opening code that waits for the beginning of its content.
    opening: Option<(&'static str, usize)>,
    /// Nothing inside is text: code blocks, metadata, raw HTML.
    mute: usize,
    picture: Option<Builder>,
    html: Option<Range<usize>>,
    captions: Vec<Draft>,
    code_blocks: usize,
}

impl Walk<'_> {
    fn event(&mut self, event: Event<'_>, span: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(&tag, span),
            Event::End(tag) => self.end(tag, span),
            Event::Text(text) if self.mute == 0 => self.content(&text, span),
            Event::Code(code) => self.code(&code, span),
            Event::SoftBreak | Event::HardBreak => self.content(" ", span),
            Event::InlineHtml(_) => {
                self.settle(span.start);
                let markup = &self.text[span.clone()];
                if self.keep_markup {
                    self.builder.copy(markup, span.start);
                } else {
                    self.builder.stand("html", markup, span.clone());
                }
                self.last = span.end;
            }
            Event::FootnoteReference(_) => {
                self.settle(span.start);
                let markup = &self.text[span.clone()];
                if self.keep_markup {
                    self.builder.copy(markup, span.start);
                } else {
                    self.builder.stand("fnote", markup, span.clone());
                }
                self.last = span.end;
            }
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>, span: Range<usize>) {
        match tag {
            Tag::Emphasis => self.wait("italic", span.start),
            Tag::Strong => self.wait("bold", span.start),
            Tag::Strikethrough => self.wait("strike", span.start),
            Tag::Link { link_type: LinkType::Autolink | LinkType::Email, .. } => self.wait("", span.start),
            Tag::Link { .. } => self.wait("link", span.start),
            Tag::Image { .. } => {
                self.settle(span.start);
                self.picture = Some(Builder::default());
            }
            Tag::CodeBlock(_) | Tag::MetadataBlock(_) => {
                self.flush();
                self.code_blocks += usize::from(matches!(tag, Tag::CodeBlock(_)));
                self.mute += 1;
            }
            Tag::HtmlBlock => {
                self.flush();
                self.html = Some(span);
                self.mute += 1;
            }
            Tag::Heading { .. } => self.block(BlockKind::Heading),
            Tag::Item => self.block(BlockKind::Item),
            Tag::TableCell => self.block(BlockKind::Cell),
            _ => self.flush(),
        }
    }

    fn end(&mut self, tag: TagEnd, span: Range<usize>) {
        match tag {
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link => {
                self.settle(span.end);
                let close = self.last.max(span.start)..span.end;
                self.close(close);
            }
            TagEnd::Image => self.end_picture(span),
            TagEnd::CodeBlock | TagEnd::MetadataBlock(_) => self.mute = self.mute.saturating_sub(1),
            TagEnd::HtmlBlock => {
                self.mute = self.mute.saturating_sub(1);
                if let Some(span) = self.html.take() {
                    self.raw_html(span);
                }
            }
            TagEnd::Heading(_) | TagEnd::Item | TagEnd::TableCell => {
                self.flush();
                self.kinds.pop();
            }
            _ => self.flush(),
        }
    }

    fn block(&mut self, kind: BlockKind) {
        self.flush();
        self.kinds.push(kind);
    }

    fn wait(&mut self, kind: &'static str, at: usize) {
        self.settle(at);
        self.opening = Some((kind, at));
    }

    /// Writes the code that waits: its markup reaches to the beginning of the content.
    fn settle(&mut self, content: usize) {
        let Some((kind, at)) = self.opening.take() else { return };
        let span = at..content.max(at);
        let markup = self.text.get(span.clone()).unwrap_or_default();
        if self.keep_markup || kind.is_empty() {
            self.builder.copy(markup, at);
        } else {
            self.builder.open(kind, markup, span.clone());
        }
        if kind.is_empty() {
            // An address in angle brackets stays text; its pair is not counted.
            self.builder.shadow();
        }
        self.last = span.end;
    }

    fn close(&mut self, span: Range<usize>) {
        let markup = self.text.get(span.clone()).unwrap_or_default();
        if self.keep_markup || self.builder.unshadow() {
            self.builder.copy(markup, span.start);
        } else {
            self.builder.close(markup, span.clone());
        }
        self.last = span.end;
    }

    fn content(&mut self, text: &str, span: Range<usize>) {
        if self.mute > 0 {
            return;
        }
        let as_written = self.text.get(span.clone()) == Some(text);
        if let Some(picture) = &mut self.picture {
            if as_written {
                picture.copy(text, span.start)
            } else {
                picture.put(text, span)
            }
            return;
        }
        self.settle(span.start);
        // A backslash, or the indentation of the next line, stands between two events.
        let between = if self.builder.text.is_empty() {
            ""
        } else {
            self.text.get(self.last..span.start).unwrap_or_default()
        };
        let from = if self.keep_markup && between.ends_with('\\') { span.start - 1 } else { span.start };
        if !between.is_empty() {
            self.builder.skip(self.last..from);
        }
        if self.keep_markup && text != " " {
            self.builder.copy(&self.text[from..span.end], from);
        } else if as_written {
            self.builder.copy(text, span.start);
        } else {
            self.builder.put(text, span.clone());
        }
        self.last = span.end;
    }

    fn code(&mut self, code: &str, span: Range<usize>) {
        self.settle(span.start);
        let source = &self.text[span.clone()];
        if self.keep_markup {
            self.builder.copy(source, span.start);
        } else if let Some(at) = source.find(code) {
            let (from, to) = (span.start + at, span.start + at + code.len());
            self.builder.open("code", &self.text[span.start..from], span.start..from);
            self.builder.copy(code, from);
            self.builder.close(&self.text[to..span.end], to..span.end);
        } else {
            self.builder.put(code, span.clone());
        }
        self.last = span.end;
    }

    /// The text of a picture becomes a caption behind the block it stands in.
    fn end_picture(&mut self, span: Range<usize>) {
        if let Some(block) = self.picture.take().and_then(|b| b.finish(BlockKind::Caption)) {
            self.captions.push(Draft { block, gap: 1, lines: 1, settled: true });
        }
        let markup = &self.text[span.clone()];
        if self.keep_markup {
            self.builder.copy(markup, span.start);
        } else {
            self.builder.stand("image", markup, span.clone());
        }
        self.last = span.end;
    }

    fn raw_html(&mut self, span: Range<usize>) {
        let Some(source) = self.text.get(span.clone()) else { return };
        for mut draft in html::read(source, self.keep_markup).drafts {
            draft.block.map = super::build::shift(&draft.block.map, span.start);
            self.drafts.push(draft);
        }
    }

    fn flush(&mut self) {
        let builder = std::mem::take(&mut self.builder);
        self.opening = None;
        let kind = self.kinds.last().copied().unwrap_or(BlockKind::Paragraph);
        if let Some(block) = builder.finish(kind) {
            self.drafts.push(Draft { block, gap: 1, lines: 1, settled: kind != BlockKind::Paragraph });
        }
        self.drafts.append(&mut self.captions);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Block, MarkKind};

    fn blocks(text: &str) -> Vec<Block> {
        read(text, false, &mut Vec::new()).into_iter().map(|d| d.block).collect()
    }

    #[test]
    fn blocks_and_kinds() {
        let text = "---\ntitle: x\n---\n# Rain\n\nIt rained\nall day.\n\n- tea\n- bread\n\n| a | b |\n|---|---|\n| c | d |\n\n```\ncode\n```\n\n![A bridge](b.png)\n";
        let found: Vec<(BlockKind, String)> = blocks(text).into_iter().map(|b| (b.kind, b.text)).collect();
        assert_eq!(
            found,
            [
                (BlockKind::Heading, "Rain".to_owned()),
                (BlockKind::Paragraph, "It rained all day.".to_owned()),
                (BlockKind::Item, "tea".to_owned()),
                (BlockKind::Item, "bread".to_owned()),
                (BlockKind::Cell, "a".to_owned()),
                (BlockKind::Cell, "b".to_owned()),
                (BlockKind::Cell, "c".to_owned()),
                (BlockKind::Cell, "d".to_owned()),
                (BlockKind::Caption, "A bridge".to_owned()),
            ]
        );
    }

    #[test]
    fn inline_markup_becomes_marks() {
        let text =
            r"The [Tea Board \(TB\)](http://a.example/?q=1) met **to*day***, `now` &amp; <http://b.example>.";
        let block = blocks(text).remove(0);
        assert_eq!(block.text, "The Tea Board (TB) met today, now & <http://b.example>.");
        let opened = block.marks.iter().filter(|m| m.kind == MarkKind::Bpt).count();
        let closed = block.marks.iter().filter(|m| m.kind == MarkKind::Ept).count();
        assert_eq!((opened, closed), (4, 4));
        assert_eq!(block.marks[1].content, "](http://a.example/?q=1)");
        assert_eq!(block.map.ranges(0..block.text.len()), vec![0..text.len()]);
    }

    #[test]
    fn markup_can_stay() {
        let text = r"See [the **full** text](u) and \(this\) &amp; `that`.";
        let kept = read(text, true, &mut Vec::new()).remove(0).block;
        assert_eq!(kept.text, text);
        assert!(kept.marks.is_empty());
    }
}
