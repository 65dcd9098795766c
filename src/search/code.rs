//! Numbers in one to five bytes, seven bits each, the lowest first: frequent words have small numbers.

/// Appends a number.
pub(super) fn push(out: &mut Vec<u8>, mut n: u32) {
    while n >= 0x80 {
        out.push(n as u8 | 0x80);
        n >>= 7;
    }
    out.push(n as u8);
}

/// The numbers of a stretch of bytes; a number cut short at the end is what is there of it.
#[derive(Debug, Clone)]
pub(super) struct Numbers<'a>(pub(super) &'a [u8]);

impl Iterator for Numbers<'_> {
    type Item = u32;

    #[inline]
    fn next(&mut self) -> Option<u32> {
        let (&first, mut rest) = self.0.split_first()?;
        let mut n = u32::from(first & 0x7F);
        let mut byte = first;
        let mut shift = 7;
        while byte >= 0x80
            && let Some((&next, left)) = rest.split_first()
        {
            byte = next;
            n |= u32::from(byte & 0x7F).wrapping_shl(shift);
            shift += 7;
            rest = left;
        }
        self.0 = rest;
        Some(n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_back() {
        let all = [0, 1, 127, 128, 300, 16_383, 16_384, 2_097_152, u32::MAX - 1];
        let mut bytes = Vec::new();
        all.iter().for_each(|&n| push(&mut bytes, n));
        assert_eq!(Numbers(&bytes).collect::<Vec<_>>(), all);
        assert_eq!(Numbers(&[0x80]).collect::<Vec<_>>(), [0]);
    }
}
