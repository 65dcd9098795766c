//! The digest by which a store knows the content of a file.

use sha2::{Digest as _, Sha256};

/// A digest in the making. Where one part ends and the next begins is the caller's to add.
#[derive(Default)]
pub(super) struct Digest(Sha256);

impl Digest {
    /// Returns the digest of the texts of a pair.
    pub(super) fn of_texts(texts: [&str; 2]) -> String {
        let mut hash = Digest::default();
        for text in texts {
            hash.add(&(text.len() as u64).to_le_bytes());
            hash.add(text.as_bytes());
        }
        hash.finish()
    }

    /// Adds bytes.
    pub(super) fn add(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// Returns the first 128 bits in hexadecimal digits.
    pub(super) fn finish(self) -> String {
        self.0.finalize().iter().take(16).map(|b| format!("{b:02x}")).collect()
    }
}
