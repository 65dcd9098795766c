//! How much a file may ask of the reader.

/// Bounds that keep a hostile file from taking the machine's memory; raise them for files you trust.
///
/// ```
/// let roomy = tmx::Limits { unit_bytes: 1 << 30, ..tmx::Limits::default() };
/// # let _ = tmx::Reader::with_limits(&b""[..], roomy);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Nested elements, the root counted; 200 by default, and never more than 1,000.
    pub depth: usize,
    /// Bytes of one unit (or of the header) as UTF-8 in the file; 16 MiB by default.
    ///
    /// A comment, a processing instruction or the DOCTYPE is not counted; each may be as long as this by itself, and
    /// 16 MiB in any case.
    pub unit_bytes: u64,
    /// Bytes of one start tag with its attributes; 1 MiB by default.
    pub tag_bytes: usize,
    /// Attributes of one element; 256 by default.
    pub attributes: usize,
    /// Elements and attributes of one unit, or of the header; 250,000 by default.
    pub elements: usize,
    /// Warnings kept for [`Reader::warnings`](crate::Reader::warnings); the rest is only counted. 1,000 by default.
    pub warnings: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            depth: 200,
            unit_bytes: 16 << 20,
            tag_bytes: 1 << 20,
            attributes: 256,
            elements: 250_000,
            warnings: 1000,
        }
    }
}
