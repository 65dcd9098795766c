//! What a pattern may begin with.

use regex_automata::util::syntax;
use regex_syntax::hir::{Class, Hir, HirKind};

/// A set of bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Bytes([bool; 256]);

impl Default for Bytes {
    fn default() -> Bytes {
        Bytes([false; 256])
    }
}

impl Bytes {
    /// Returns the bytes that a text begins with which begins as the pattern says: all when it may be empty.
    pub(super) fn that_begin(pattern: &str) -> Bytes {
        let mut bytes = Bytes::default();
        let may_be_empty = syntax::parse(pattern).map_or(true, |hir| bytes.add_first(&hir));
        if may_be_empty { Bytes([true; 256]) } else { bytes }
    }

    pub(super) fn add(&mut self, other: &Bytes) {
        self.0.iter_mut().zip(other.0).for_each(|(own, other)| *own |= other);
    }

    pub(super) fn has(&self, byte: u8) -> bool {
        self.0[usize::from(byte)]
    }

    /// Adds what a pattern may begin with, and returns whether it may be empty.
    fn add_first(&mut self, hir: &Hir) -> bool {
        match hir.kind() {
            HirKind::Empty | HirKind::Look(_) => return true,
            HirKind::Literal(literal) => match literal.0.first() {
                Some(&byte) => self.0[usize::from(byte)] = true,
                None => return true,
            },
            HirKind::Class(Class::Unicode(class)) => {
                // The first bytes of characters are in the order of the characters.
                let lead = |c: char| c.encode_utf8(&mut [0; 4]).as_bytes()[0];
                class
                    .ranges()
                    .iter()
                    .for_each(|range| self.add_range(lead(range.start()), lead(range.end())));
            }
            HirKind::Class(Class::Bytes(class)) => {
                class.ranges().iter().for_each(|range| self.add_range(range.start(), range.end()));
            }
            HirKind::Repetition(times) => return self.add_first(&times.sub) || times.min == 0,
            HirKind::Capture(group) => return self.add_first(&group.sub),
            HirKind::Concat(parts) => return parts.iter().all(|part| self.add_first(part)),
            HirKind::Alternation(choices) => {
                return choices.iter().fold(false, |empty, choice| self.add_first(choice) | empty);
            }
        }
        false
    }

    fn add_range(&mut self, from: u8, to: u8) {
        self.0[usize::from(from)..=usize::from(to)].fill(true);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_bytes_of_patterns() {
        for (pattern, first) in [
            ("ab|c", "ac"),
            ("[0-2]+x", "012"),
            ("(?:a?|b)(?-u:[c-d])", "abcd"),
            (r"\bq{2,}", "q"),
            ("(a)*b", "ab"),
            ("(?i)k", "Kk\u{212A}"),
        ] {
            let mut wanted = Bytes::default();
            first
                .chars()
                .for_each(|c| wanted.0[usize::from(c.encode_utf8(&mut [0; 4]).as_bytes()[0])] = true);
            assert!(Bytes::that_begin(pattern) == wanted, "{pattern}");
        }
        for pattern in ["", "a*", r"\z", "(?:|a)", "[a"] {
            assert!(Bytes::that_begin(pattern) == Bytes([true; 256]), "{pattern}");
        }
        let capitals = Bytes::that_begin(r"\p{Lu}");
        assert!(
            "AÉЖ".split_inclusive(|_| true).all(|c| capitals.has(c.as_bytes()[0])) && !capitals.has(b'a')
        );
    }
}
