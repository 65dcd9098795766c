//! The toolkit.
