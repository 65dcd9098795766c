//! What a command leaves behind when nothing failed.

/// How a command that could be done ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    /// Exit code 0.
    Fine,
    /// Exit code 1.
    Findings,
    /// Exit code 3.
    Partly,
}
