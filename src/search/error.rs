//! Why an index could not be made or used.

/// Why an index could not be made or used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The file is no index of this version, or not whole; it is to be made anew.
    #[error("the index cannot be used: {0}")]
    Unusable(&'static str),
    /// More than the numbers of an index can hold (four thousand million units or bytes of words).
    #[error("the memory is too large for one index")]
    TooLarge,
    /// Reading or writing failed.
    #[error(transparent)]
    Io(#[from] std::io::Error),
}
