//! How text looks on a terminal: colours, and right-to-left text kept from turning the line around it.

use crate::model::Summary;
use std::borrow::Cow;
use std::ops::Range;

/// Whether right-to-left stretches are put between U+2068 and U+2069.
///
/// Files and pipes never get an added control character, so the door decides by where the output goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bidi {
    /// Isolates every stretch in the target or source language.
    Isolate,
    /// Writes text as it is.
    None,
}

/// Returns a text as one line that cannot steer a terminal: control characters become spaces.
///
/// ```
/// assert_eq!(yeksan::report::printable("a\u{1b}[2Jb\nc"), "a [2Jb c");
/// ```
pub fn printable(text: &str) -> Cow<'_, str> {
    if text.contains(char::is_control) {
        Cow::Owned(text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect())
    } else {
        Cow::Borrowed(text)
    }
}

/// Returns a count with its noun: `1 finding`, `2 findings`.
pub(crate) fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

/// Returns the counts that close a report: findings by severity, and what was looked at.
pub(crate) fn closing(summary: &Summary) -> (String, String) {
    let by_severity = [
        counted(summary.errors, "error"),
        counted(summary.warnings, "warning"),
        counted(summary.infos, "note"),
    ];
    let seen = [counted(summary.units, "unit"), counted(summary.names, "name")];
    let hidden: Vec<String> = [(summary.allowed, "allowed"), (summary.known, "in the baseline")]
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{count} {what}"))
        .collect();
    let hidden =
        if hidden.is_empty() { String::new() } else { format!("; not shown: {}", hidden.join(", ")) };
    (format!("{}{hidden}", by_severity.join(", ")), seen.join(", "))
}

/// How findings are dressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// Whether ANSI colours are written.
    pub colour: bool,
    /// Whether stretches are isolated.
    pub bidi: Bidi,
    /// How many places are shown for each rendering; `usize::MAX` for all.
    pub places: usize,
}

impl Style {
    /// Returns the style of a pipe or file: no colour, no control characters.
    pub fn plain() -> Style {
        Style { colour: false, bidi: Bidi::None, places: 2 }
    }

    /// Returns `text` on one line without controls, isolated when the style asks for it.
    pub fn isolated(&self, text: &str) -> String {
        let text: &str = &printable(text);
        match self.bidi {
            Bidi::Isolate => format!("\u{2068}{text}\u{2069}"),
            Bidi::None => text.to_owned(),
        }
    }

    /// Returns a line that is dressed already, isolated when the style asks for it.
    pub(crate) fn isolated_whole(&self, line: &str) -> String {
        let (open, close) = self.isolates();
        format!("{open}{line}{close}")
    }

    /// Returns what stands before and after a stretch to isolate it; nothing where that is not asked for.
    pub(crate) fn isolates(&self) -> (&'static str, &'static str) {
        match self.bidi {
            Bidi::Isolate => ("\u{2068}", "\u{2069}"),
            Bidi::None => ("", ""),
        }
    }

    /// Returns `text` in a colour, given as an SGR code.
    pub(crate) fn paint(&self, text: &str, sgr: &str) -> String {
        if self.colour { format!("\u{1b}[{sgr}m{text}\u{1b}[0m") } else { text.to_owned() }
    }

    /// Returns `text` with `spans` marked: in colour, or between `[` and `]` where there is none.
    ///
    /// Spans that overlap, are empty or lie off the text are left out.
    pub fn marked(&self, text: &str, spans: &[Range<usize>]) -> String {
        let mut out = String::with_capacity(text.len() + 8 * spans.len());
        let mut at = 0;
        for span in sound_spans(text, spans) {
            out.push_str(&printable(&text[at..span.start]));
            let inside = printable(&text[span.clone()]);
            if self.colour {
                out.push_str(&self.paint(&inside, "1;33"));
            } else {
                out.push('[');
                out.push_str(&inside);
                out.push(']');
            }
            at = span.end;
        }
        out.push_str(&printable(&text[at..]));
        out
    }
}

/// Returns the spans that can be marked in `text`, in order, none overlapping another.
pub(crate) fn sound_spans(text: &str, spans: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut sorted: Vec<Range<usize>> =
        spans.iter().filter(|s| s.start < s.end && text.get((*s).clone()).is_some()).cloned().collect();
    sorted.sort_by_key(|s| (s.start, s.end));
    let mut end = 0;
    sorted.retain(|s| {
        let free = s.start >= end;
        if free {
            end = s.end;
        }
        free
    });
    sorted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_stand_in_order_and_never_overlap() {
        let style = Style::plain();
        assert_eq!(style.marked("Rehman met Rehman", &[11..17, 0..6, 2..4]), "[Rehman] met [Rehman]");
    }

    #[test]
    fn a_span_inside_a_letter_is_left_out() {
        assert_eq!(Style::plain().marked("رحمان", &[0..1, 4..200]), "رحمان");
    }

    #[test]
    fn isolates_only_when_asked() {
        assert_eq!(Style::plain().isolated("رحمان"), "رحمان");
        let terminal = Style { bidi: Bidi::Isolate, ..Style::plain() };
        assert_eq!(terminal.isolated("رحمان"), "\u{2068}رحمان\u{2069}");
    }
}
