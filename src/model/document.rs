//! A read file, its blocks, and the segments cut from them.

use super::lang::Lang;
use super::map::OffsetMap;
use super::unit::Mark;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// One file of one language as text, in blocks.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// The path or name as the user gave it.
    pub name: String,
    /// The language: given, found in the text, or unknown.
    pub lang: Lang,
    /// The extracted text: decoded, line ends as `\n`, markup of the format as written.
    pub text: String,
    /// The blocks in reading order. A caption that stood inside a sentence comes after the joined block.
    pub blocks: Vec<Block>,
    /// From byte offsets in [`text`](Document::text) to byte offsets in the file.
    pub file_map: OffsetMap,
    /// The name of the encoding that was read, as the Encoding Standard spells it.
    pub encoding: String,
    /// What was guessed or mended in reading, one sentence each, for the user.
    pub warnings: Vec<String>,
}

/// What a block is in its document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum BlockKind {
    /// A title or a section heading.
    Heading,
    /// Running text.
    Paragraph,
    /// One item of a list, without its bullet or number.
    Item,
    /// The words under or beside a picture.
    Caption,
    /// One cell of a table.
    Cell,
    /// What stands on many pages or in many documents and is nobody's prose (page headers, contact lines).
    Boilerplate,
}

/// A stretch of a document that no sentence crosses.
#[derive(Debug, Clone, PartialEq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// The clean text: wraps undone, hyphenation mended, inline markup taken out into [`marks`](Block::marks).
    pub text: String,
    /// Inline codes, by byte offset in [`text`](Block::text), in order.
    pub marks: Vec<Mark>,
    /// From byte offsets in [`text`](Block::text) to byte offsets in the document's text.
    pub map: OffsetMap,
}

/// A piece of text that is translated and stored as one: a sentence, a heading, a list item.
#[derive(Debug, Clone, PartialEq)]
pub struct Segment {
    /// The text without inline codes, no white space at its ends.
    pub text: String,
    /// Inline codes, by byte offset in [`text`](Segment::text), in order.
    pub marks: Vec<Mark>,
    /// The kind of its block.
    pub kind: BlockKind,
    /// The index of its block in [`Document::blocks`].
    pub block: usize,
    /// The byte ranges in the document's text it was made of, in order; two when it was joined across a caption.
    pub ranges: Vec<Range<usize>>,
}

impl Segment {
    /// Returns a segment of bare text that has no document, as the aligner takes it from a list of sentences.
    pub fn bare(text: impl Into<String>) -> Segment {
        Segment {
            text: text.into(),
            marks: Vec::new(),
            kind: BlockKind::Paragraph,
            block: 0,
            ranges: Vec::new(),
        }
    }
}
