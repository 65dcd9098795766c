//! What the reader forgave.

use std::fmt;

/// The kinds of things that are wrong or odd in a file and do not stop the reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum WarningCode {
    /// The declared encoding is not the one the bytes are in.
    EncodingMismatch,
    /// UTF-16 without a byte order mark.
    MissingByteOrderMark,
    /// A DTD stands in the file; what it declares is ignored.
    InternalSubset,
    /// Element names in capitals.
    UppercaseElement,
    /// No `version`, or none that TMX ever had.
    Version,
    /// No `<header>`.
    MissingHeader,
    /// The `<header>` does not come first, or comes twice.
    HeaderOutOfPlace,
    /// The header lacks a required attribute.
    HeaderAttribute,
    /// No `<body>`.
    MissingBody,
    /// An element that TMX does not have; outside a segment it is skipped with all it holds.
    UnknownElement,
    /// An element of TMX where it may not stand; kept as it is.
    MisplacedElement,
    /// An attribute of `<tmx>`, `<body>` or `<seg>` that TMX does not have; skipped.
    AttributeLeftOut,
    /// Text between elements; skipped.
    StrayText,
    /// `lang` and `xml:lang` name two languages; `xml:lang` counts.
    LangDisagrees,
    /// White space around a language; kept.
    LangPadded,
    /// A unit with one variant.
    SingleVariant,
    /// Two variants in one language; both are kept.
    SameLangTwice,
    /// No variant is in the source language of the unit or header.
    NoSourceVariant,
    /// A segment with neither text nor code.
    EmptySegment,
    /// White space in a `tuid`.
    TuidSpace,
    /// `<bpt>` or `<ept>` without the other half.
    UnpairedCode,
    /// A `<bpt>`, `<ept>` without `i`, an `<it>` without `pos`.
    CodeAttribute,
}

impl WarningCode {
    /// Returns a short stable name, such as `lang-padded`.
    pub fn as_str(self) -> &'static str {
        match self {
            WarningCode::EncodingMismatch => "encoding-mismatch",
            WarningCode::MissingByteOrderMark => "byte-order-mark-missing",
            WarningCode::InternalSubset => "internal-subset",
            WarningCode::UppercaseElement => "element-uppercase",
            WarningCode::Version => "version",
            WarningCode::MissingHeader => "header-missing",
            WarningCode::HeaderOutOfPlace => "header-out-of-place",
            WarningCode::HeaderAttribute => "header-attribute",
            WarningCode::MissingBody => "body-missing",
            WarningCode::UnknownElement => "element-unknown",
            WarningCode::MisplacedElement => "element-misplaced",
            WarningCode::AttributeLeftOut => "attribute-left-out",
            WarningCode::StrayText => "text-stray",
            WarningCode::LangDisagrees => "lang-disagrees",
            WarningCode::LangPadded => "lang-padded",
            WarningCode::SingleVariant => "variant-single",
            WarningCode::SameLangTwice => "lang-twice",
            WarningCode::NoSourceVariant => "source-missing",
            WarningCode::EmptySegment => "segment-empty",
            WarningCode::TuidSpace => "tuid-space",
            WarningCode::UnpairedCode => "code-unpaired",
            WarningCode::CodeAttribute => "code-attribute",
        }
    }
}

impl fmt::Display for WarningCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One thing the reader forgave; prints as `12: empty <seg> in `fa` (unit 3)`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    /// Which kind.
    pub code: WarningCode,
    /// The line, counted from 1.
    pub line: u64,
    /// The unit, counted from 1; `None` outside the units.
    pub unit: Option<u64>,
    /// What was seen.
    pub message: String,
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.line, self.message)?;
        match self.unit {
            Some(unit) => write!(f, " (unit {unit})"),
            None => Ok(()),
        }
    }
}

/// Warnings so far, bounded in memory.
#[derive(Debug)]
pub(crate) struct Warnings {
    pub(crate) kept: Vec<Warning>,
    pub(crate) count: u64,
    pub(crate) limit: usize,
    pub(crate) unit: Option<u64>,
    /// Whether an unknown element was seen.
    pub(crate) unknown: bool,
}

impl Warnings {
    pub(crate) fn new(limit: usize) -> Self {
        Warnings { kept: Vec::new(), count: 0, limit, unit: None, unknown: false }
    }

    /// Notes a warning; the message is only made when it is kept.
    pub(crate) fn add(&mut self, code: WarningCode, line: u64, message: impl FnOnce() -> String) {
        self.count += 1;
        self.unknown |= code == WarningCode::UnknownElement;
        if self.kept.len() < self.limit {
            self.kept.push(Warning { code, line, unit: self.unit, message: message() });
        }
    }
}
