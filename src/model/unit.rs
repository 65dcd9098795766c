//! Aligned text: beads, and the translation units that are stored and exchanged.

use super::lang::Lang;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// Which source segments translate to which target segments. One range may be empty: an omission or an insertion.
#[derive(Debug, Clone, PartialEq)]
pub struct Bead {
    /// Indices of source segments.
    pub source: Range<usize>,
    /// Indices of target segments.
    pub target: Range<usize>,
    /// What the bead adds to the cost of the path, in nats; lower is better.
    pub cost: f64,
    /// How sure the aligner is that the bead is right, 0..=1.
    pub confidence: f64,
}

/// Which TMX element an inline code is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MarkKind {
    /// `<bpt>`: opens a pair that its `i` names.
    Bpt,
    /// `<ept>`: closes the pair that its `i` names.
    Ept,
    /// `<ph>`: stands alone.
    Ph,
    /// `<it>`: one half of a pair whose other half is in another segment.
    It,
    /// `<ut>`: unknown (deprecated in TMX 1.4).
    Ut,
    /// The start of `<hi>`: highlighted text follows.
    HiStart,
    /// The end of `<hi>`.
    HiEnd,
}

/// An inline code, kept beside the text at a byte offset.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Mark {
    /// Byte offset in the text it belongs to, on a `char` boundary; marks at one offset keep their order.
    pub at: usize,
    /// Which element it is.
    pub kind: MarkKind,
    /// Attributes as (name, value), in their order (`i`, `x`, `type`, `pos`, `assoc`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attributes: Vec<(String, String)>,
    /// What stands inside the element, as TMX content XML (escaped text, `<sub>` elements). Empty for `hi`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub content: String,
}

/// Whether an annotation is a property or a note.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AnnotationKind {
    /// `<prop type="…">`.
    Prop,
    /// `<note>`.
    Note,
}

/// A property or a note of a unit or a variant, kept in the order it was written.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Annotation {
    /// Property or note.
    pub kind: AnnotationKind,
    /// Attributes as (name, value), in their order; a property has `type`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attributes: Vec<(String, String)>,
    /// Its text.
    pub text: String,
}

impl Annotation {
    /// Returns a property of this type and value.
    pub fn prop(kind: &str, text: impl Into<String>) -> Annotation {
        Annotation {
            kind: AnnotationKind::Prop,
            attributes: vec![("type".to_owned(), kind.to_owned())],
            text: text.into(),
        }
    }

    /// Returns the property's type, `None` for a note.
    pub fn prop_type(&self) -> Option<&str> {
        match self.kind {
            AnnotationKind::Prop => {
                self.attributes.iter().find(|(n, _)| n == "type").map(|(_, v)| v.as_str())
            }
            AnnotationKind::Note => None,
        }
    }
}

/// One language's text of a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variant {
    /// The language as written.
    pub lang: Lang,
    /// The text without inline codes.
    pub text: String,
    /// Inline codes, by byte offset in [`text`](Variant::text), in order.
    pub marks: Vec<Mark>,
    /// Attributes besides the language as (name, value), in their order (`creationdate`, `changeid` …).
    pub attributes: Vec<(String, String)>,
    /// Properties and notes in their order.
    pub annotations: Vec<Annotation>,
}

impl Variant {
    /// Returns a variant of bare text.
    pub fn new(lang: Lang, text: impl Into<String>) -> Variant {
        Variant {
            lang,
            text: text.into(),
            marks: Vec::new(),
            attributes: Vec::new(),
            annotations: Vec::new(),
        }
    }
}

/// Where one occurrence of a unit stands.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// The file the unit (or its source side) came from, as the user named it.
    pub file: String,
    /// The file of the target side, when the unit was aligned from two.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target_file: Option<String>,
    /// 1-based place in the file: unit number of a TMX, line of a pair of line-aligned files, bead of an alignment.
    pub place: u64,
    /// 1-based line in the file where the unit starts; 0 where lines mean nothing.
    #[serde(default)]
    pub line: u64,
    /// Byte ranges of the source side in its document's extracted text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub source_ranges: Vec<Range<usize>>,
    /// Byte ranges of the target side in its document's extracted text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub target_ranges: Vec<Range<usize>>,
}

/// One occurrence of a translation unit: two or more language variants, and where they came from.
#[derive(Debug, Clone, PartialEq)]
pub struct TranslationUnit {
    /// The store's id of the occurrence; `None` before it is stored.
    pub id: Option<i64>,
    /// Language variants, in the order they were written.
    pub variants: Vec<Variant>,
    /// `tuid`, which need not be unique.
    pub tuid: Option<String>,
    /// The unit's other attributes as (name, value), in their order (`srclang`, `creationdate` …).
    pub attributes: Vec<(String, String)>,
    /// The unit's properties and notes in their order.
    pub annotations: Vec<Annotation>,
    /// Where it came from.
    pub origin: Origin,
    /// The aligner's confidence, 0..=1; `None` for a unit that was imported.
    pub confidence: Option<f64>,
    /// Whether a person confirmed it.
    pub approved: bool,
}

impl TranslationUnit {
    /// Returns a unit of two bare texts.
    pub fn pair(source: Variant, target: Variant, origin: Origin) -> TranslationUnit {
        TranslationUnit::new(vec![source, target], origin)
    }

    /// Returns a unit of these texts that says nothing else.
    pub fn new(variants: Vec<Variant>, origin: Origin) -> TranslationUnit {
        TranslationUnit {
            id: None,
            variants,
            tuid: None,
            attributes: Vec::new(),
            annotations: Vec::new(),
            origin,
            confidence: None,
            approved: false,
        }
    }

    /// Returns the variant of a language: the one whose tag is equal, else the first that is of the same language.
    pub fn variant(&self, lang: &Lang) -> Option<&Variant> {
        self.variants
            .iter()
            .find(|v| v.lang == *lang)
            .or_else(|| self.variants.iter().find(|v| v.lang.same_language(lang)))
    }
}
