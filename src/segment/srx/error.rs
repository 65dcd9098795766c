//! What can be wrong with segmentation rules.

/// What can be wrong with segmentation rules; lines are those of the rule file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The file is no well-formed XML.
    #[error("line {line}: {detail}")]
    Xml {
        /// The line.
        line: usize,
        /// What the parser said.
        detail: String,
    },
    /// The file is XML and no SRX.
    #[error("line {line}: {detail}")]
    Content {
        /// The line.
        line: usize,
        /// What was expected.
        detail: String,
    },
    /// A pattern cannot be read.
    #[error("line {line}: the pattern `{pattern}`: {detail}")]
    Pattern {
        /// The line of its rule; 0 for a language map.
        line: usize,
        /// The pattern as written.
        pattern: String,
        /// What is wrong with it.
        detail: String,
    },
    /// No map fits the language.
    #[error("no rules for the language `{lang}`")]
    NoRules {
        /// The language asked for.
        lang: String,
    },
}
