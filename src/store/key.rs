//! Keys: what makes two units the same unit, and two occurrences the same occurrence.

use crate::model::{Annotation, AnnotationKind, Mark, MarkKind, TranslationUnit, Variant};
use sha2::{Digest, Sha256};
use std::fmt;

/// The identity of a unit's content: the first 128 bits of a SHA-256 over all its variants in order.
///
/// Languages count as written, texts and inline codes byte for byte; attributes, properties and notes do not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct UnitKey(u128);

impl UnitKey {
    /// Returns the key of a unit with these variants.
    pub fn of(variants: &[Variant]) -> UnitKey {
        // Most units have no inline code: 24 bytes are the lengths of a variant.
        let len = variants.iter().map(|v| v.lang.as_str().len() + v.text.len() + 24).sum::<usize>();
        let mut bytes = Bytes(Vec::with_capacity(len + 8));
        bytes.number(variants.len());
        for variant in variants {
            bytes.text(variant.lang.as_str());
            bytes.text(&variant.text);
            bytes.number(variant.marks.len());
            for mark in &variant.marks {
                bytes.mark(mark);
            }
        }
        UnitKey(bytes.digest())
    }

    /// Returns the key as sixteen bytes, the most significant first.
    pub fn to_bytes(self) -> [u8; 16] {
        self.0.to_be_bytes()
    }

    /// Returns the key of sixteen bytes as [`to_bytes`](UnitKey::to_bytes) gives them.
    pub fn from_bytes(bytes: [u8; 16]) -> UnitKey {
        UnitKey(u128::from_be_bytes(bytes))
    }
}

impl fmt::Display for UnitKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

/// Returns a digest of everything an occurrence carries besides its unit and its place; 0 when it carries nothing.
///
/// Attributes, properties, notes, `tuid` and ranges count; confidence and confirmation do not.
pub fn metadata_digest(unit: &TranslationUnit) -> i64 {
    let bare = unit.tuid.is_none()
        && unit.attributes.is_empty()
        && unit.annotations.is_empty()
        && unit.variants.iter().all(|v| v.attributes.is_empty() && v.annotations.is_empty())
        && unit.origin.source_ranges.is_empty()
        && unit.origin.target_ranges.is_empty();
    if bare {
        return 0;
    }
    let mut bytes = Bytes::default();
    bytes.number(usize::from(unit.tuid.is_some()));
    bytes.text(unit.tuid.as_deref().unwrap_or_default());
    bytes.attributes(&unit.attributes);
    bytes.annotations(&unit.annotations);
    for variant in &unit.variants {
        bytes.attributes(&variant.attributes);
        bytes.annotations(&variant.annotations);
    }
    for ranges in [&unit.origin.source_ranges, &unit.origin.target_ranges] {
        bytes.number(ranges.len());
        for range in ranges {
            bytes.number(range.start);
            bytes.number(range.end);
        }
    }
    (bytes.digest() >> 64) as i64
}

/// An unambiguous byte string: every text with its length before it.
#[derive(Default)]
struct Bytes(Vec<u8>);

impl Bytes {
    fn number(&mut self, n: usize) {
        self.0.extend_from_slice(&(n as u64).to_le_bytes());
    }

    fn text(&mut self, text: &str) {
        self.number(text.len());
        self.0.extend_from_slice(text.as_bytes());
    }

    fn attributes(&mut self, attributes: &[(String, String)]) {
        self.number(attributes.len());
        for (name, value) in attributes {
            self.text(name);
            self.text(value);
        }
    }

    fn annotations(&mut self, annotations: &[Annotation]) {
        self.number(annotations.len());
        for annotation in annotations {
            self.0.push(match annotation.kind {
                AnnotationKind::Prop => 0,
                AnnotationKind::Note => 1,
            });
            self.attributes(&annotation.attributes);
            self.text(&annotation.text);
        }
    }

    fn mark(&mut self, mark: &Mark) {
        self.number(mark.at);
        // Numbers of their own, so that a reordered enum leaves old stores valid.
        self.0.push(match mark.kind {
            MarkKind::Bpt => 0,
            MarkKind::Ept => 1,
            MarkKind::Ph => 2,
            MarkKind::It => 3,
            MarkKind::Ut => 4,
            MarkKind::HiStart => 5,
            MarkKind::HiEnd => 6,
        });
        self.attributes(&mark.attributes);
        self.text(&mark.content);
    }

    fn digest(&self) -> u128 {
        let digest = Sha256::digest(&self.0);
        digest.iter().take(16).fold(0, |key, byte| (key << 8) | u128::from(*byte))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Lang;

    fn variant(lang: &str, text: &str) -> Variant {
        Variant::new(Lang::new(lang), text)
    }

    #[test]
    fn every_part_of_the_content_counts() {
        let base = [variant("en", "The death committee"), variant("fa", "هیأت مرگ")];
        let key = UnitKey::of(&base);
        assert_eq!(key, UnitKey::of(&base.clone()));
        assert_ne!(key, UnitKey::of(&[base[1].clone(), base[0].clone()]));
        assert_ne!(key, UnitKey::of(&[variant("en-US", "The death committee"), base[1].clone()]));
        let mut marked = base.clone();
        marked[0].marks.push(Mark {
            at: 0,
            kind: MarkKind::Ph,
            attributes: Vec::new(),
            content: String::new(),
        });
        assert_ne!(key, UnitKey::of(&marked));
        let mut dated = base.clone();
        dated[0].attributes.push(("creationdate".into(), "20240101T000000Z".into()));
        assert_eq!(key, UnitKey::of(&dated));
        assert_eq!(UnitKey::from_bytes(key.to_bytes()), key);
    }

    #[test]
    fn texts_do_not_run_into_each_other() {
        let one = [variant("en", "ab"), variant("fa", "c")];
        let other = [variant("en", "a"), variant("fa", "bc")];
        assert_ne!(UnitKey::of(&one), UnitKey::of(&other));
    }

    #[test]
    fn the_key_of_version_1_stays() {
        let key = UnitKey::of(&[variant("en", "Tehran"), variant("fa", "تهران")]);
        assert_eq!(key.to_string(), "6c8fea917261720ec4a3e6bb80af8c9e");
    }
}
