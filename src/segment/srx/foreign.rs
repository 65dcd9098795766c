//! Elements of other programs in an SRX file, kept as they were written.

/// What stood where; every entry is one element with its content.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Foreign {
    /// Prefixes declared on the root, with their namespaces.
    pub(super) prefixes: Vec<(String, String)>,
    /// In the header.
    pub(super) header: Vec<String>,
    /// After the last language rule.
    pub(super) rules: Vec<String>,
    /// After the last map.
    pub(super) maps: Vec<String>,
    /// In the body.
    pub(super) body: Vec<String>,
    /// After the body.
    pub(super) root: Vec<String>,
}
