//! What a command leaves behind when nothing failed.

/// How a command that could be done ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    /// Exit code 0.
    Fine,
    /// Exit code 1: what was looked for was found (`check`, `validate`, `diff`, `doctor`, `export --check`).
    Findings,
    /// Exit code 3: something that was given is left out or left to a person (a file of a batch, a term that was
    /// rejected, a place that was asked about), and it was named. What the user's own order leaves out is no part of it.
    Partly,
}
