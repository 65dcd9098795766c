//! Targets for what is not translated yet, put into a file that stays as it is otherwise.

use crate::model::{Lang, Mark, Variant};

/// A text without a target.
#[derive(Debug, Clone, PartialEq)]
pub struct Ask {
    /// The source text with its codes.
    pub source: Variant,
    /// The language the target has to be in.
    pub target_lang: Lang,
    /// The id that the file gives it; empty where it gives none.
    pub id: String,
    /// The line it stands on, counted from 1.
    pub line: u64,
}

/// How sure a target is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sureness {
    /// Somebody has to look at it: `needs-review-translation`, `initial` or fuzzy.
    Doubtful,
    /// It is a translation: `translated`.
    Translated,
    /// A person confirmed it: `final` and approved.
    Final,
}

/// A target for a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The text.
    pub text: String,
    /// Its codes, by byte offset in the text.
    pub marks: Vec<Mark>,
    /// How sure it is.
    pub sureness: Sureness,
}

/// A file with its targets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filled {
    /// The file, in the encoding it came in.
    pub bytes: Vec<u8>,
    /// Texts in the file.
    pub units: u64,
    /// Those that had a target.
    pub translated: u64,
    /// Those that got one.
    pub filled: u64,
}

/// Puts pieces into a text, in the place of stretches of it.
#[derive(Default)]
pub(super) struct Edits {
    edits: Vec<(std::ops::Range<usize>, String)>,
}

impl Edits {
    /// Replaces a stretch, which may be empty.
    pub(super) fn replace(&mut self, range: std::ops::Range<usize>, text: String) {
        self.edits.push((range, text));
    }

    /// Returns the text with all replacements; they must not overlap.
    pub(super) fn apply(mut self, text: &str) -> String {
        self.edits.sort_by_key(|(range, _)| (range.start, range.end));
        let mut out = String::with_capacity(text.len());
        let mut done = 0;
        for (range, piece) in self.edits {
            out.push_str(&text[done..range.start]);
            out.push_str(&piece);
            done = range.end;
        }
        out.push_str(&text[done..]);
        out
    }
}
