//! Markup inside running text, as people paste it into plain files: `[text](address)`, `**bold**`, `\(`.

use super::build::Builder;
use crate::model::OffsetMap;
use std::ops::Range;

/// Copies `raw` into `out`, markup lifted out into marks; `map` leads from `raw` to the document.
pub(super) fn lift(raw: &str, map: &OffsetMap, out: &mut Builder) {
    let mut scan = Scan { raw, map, out, at: 0 };
    scan.until(raw.len());
}

struct Scan<'a> {
    raw: &'a str,
    map: &'a OffsetMap,
    out: &'a mut Builder,
    at: usize,
}

impl Scan<'_> {
    fn until(&mut self, end: usize) {
        let mut plain = self.at;
        while self.at < end {
            let Some(step) = self.raw[self.at..end].find(['[', '*', '\\', '!']) else { break };
            let here = self.at + step;
            let rest = &self.raw[here..end];
            let done = if rest.starts_with('\\') {
                self.escape(plain, here, end)
            } else if rest.starts_with('[') || rest.starts_with("![") {
                self.link(plain, here, end)
            } else if rest.starts_with("**") {
                self.bold(plain, here, end)
            } else {
                false
            };
            if done {
                plain = self.at;
            } else {
                self.at = here + 1;
            }
        }
        self.copy(plain..end);
        self.at = end;
    }

    fn copy(&mut self, span: Range<usize>) {
        if span.is_empty() {
            return;
        }
        let cut = super::build::cut(self.map, span.clone());
        for piece in cut.pieces() {
            let text = &self.raw[span.start + piece.new.start..span.start + piece.new.end];
            self.out.put(text, piece.old.clone());
        }
    }

    fn old(&self, span: Range<usize>) -> Range<usize> {
        let ranges = self.map.ranges(span);
        match (ranges.first(), ranges.last()) {
            (Some(a), Some(b)) => a.start..b.end,
            _ => 0..0,
        }
    }

    /// A backslash before punctuation that Markdown would read.
    fn escape(&mut self, plain: usize, here: usize, end: usize) -> bool {
        let escaped = self.raw[here + 1..end].chars().next().is_some_and(|c| "()[]*_`#\\".contains(c));
        if escaped {
            self.copy(plain..here);
            let old = self.old(here..here + 1);
            self.out.skip(old);
            self.copy(here + 1..here + 2);
            self.at = here + 2;
        }
        escaped
    }

    fn link(&mut self, plain: usize, here: usize, end: usize) -> bool {
        let open_len = self.raw[here..].find('[').unwrap_or(0) + 1;
        let Some(middle) = closing(&self.raw[here + open_len..end], '[', ']').map(|i| here + open_len + i)
        else {
            return false;
        };
        if !self.raw[middle..end].starts_with("](") || middle == here + open_len {
            return false;
        }
        let address = &self.raw[middle + 2..end];
        let Some(len) = closing(address, '(', ')').filter(|&l| !address[..l].contains(char::is_whitespace))
        else {
            return false;
        };
        let close = middle + 2 + len + 1;
        self.copy(plain..here);
        let old = self.old(here..here + open_len);
        let kind = if open_len > 1 { "image" } else { "link" };
        let (open_markup, close_markup) = (&self.raw[here..here + open_len], &self.raw[middle..close]);
        self.out.open(kind, open_markup, old);
        let mut inner = Scan { raw: self.raw, map: self.map, out: self.out, at: here + open_len };
        inner.until(middle);
        let old = self.old(middle..close);
        self.out.close(close_markup, old);
        self.at = close;
        true
    }

    fn bold(&mut self, plain: usize, here: usize, end: usize) -> bool {
        let inner = &self.raw[here + 2..end];
        let Some(len) = inner.find("**").filter(|&l| l > 0 && l < 600) else { return false };
        let body = &inner[..len];
        if body.starts_with(char::is_whitespace) || body.ends_with(char::is_whitespace) || body.contains('\n')
        {
            return false;
        }
        self.copy(plain..here);
        let old = self.old(here..here + 2);
        self.out.open("bold", "**", old);
        let middle = here + 2 + len;
        let mut scan = Scan { raw: self.raw, map: self.map, out: self.out, at: here + 2 };
        scan.until(middle);
        let old = self.old(middle..middle + 2);
        self.out.close("**", old);
        self.at = middle + 2;
        true
    }
}

/// Returns where the bracket that is open before `text` closes, brackets inside and escaped ones passed over.
fn closing(text: &str, open: char, close: char) -> Option<usize> {
    let mut depth = 0;
    let mut escaped = false;
    for (at, c) in text.char_indices().take(2000) {
        if escaped {
            escaped = false;
        } else if c == '\\' {
            escaped = true;
        } else if c == open {
            depth += 1;
        } else if c == close {
            if depth == 0 {
                return Some(at);
            }
            depth -= 1;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{BlockKind, MarkKind};

    fn lifted(raw: &str) -> crate::model::Block {
        let mut out = Builder::default();
        lift(raw, &OffsetMap::identity(raw.len(), 0), &mut out);
        out.finish(BlockKind::Paragraph).unwrap()
    }

    #[test]
    fn a_link_becomes_a_pair() {
        let block = lifted(r"The [Tea Board \(TB\)](#a?b&c) met **today**.");
        assert_eq!(block.text, "The Tea Board (TB) met today.");
        let kinds: Vec<_> = block.marks.iter().map(|m| (m.at, m.kind, m.content.as_str())).collect();
        assert_eq!(
            kinds,
            [
                (4, MarkKind::Bpt, "["),
                (18, MarkKind::Ept, "](#a?b&amp;c)"),
                (23, MarkKind::Bpt, "**"),
                (28, MarkKind::Ept, "**")
            ]
        );
        assert_eq!(block.map.ranges(4..18), vec![4..30]);
    }

    #[test]
    fn what_is_no_markup_stays() {
        for text in ["He said [sic] so.", "a * b ** c", "[1](not an address)", r"C:\temp", "[]( )"] {
            assert_eq!(lifted(text).text, text);
            assert!(lifted(text).marks.is_empty());
        }
    }
}
