//! Counts, for 64 units at a time, how many columns of a query mark them.
//!
//! The columns are added up as bits: plane p of a counter holds bit p of 64 counters. A counter starts so that it runs
//! over when `need` columns have marked its unit.

use super::build::{BLOCK, COLUMNS};

/// The most columns that can be asked for at once.
pub(super) const MOST_NEEDED: usize = 16;

type Plane = [u64; BLOCK];

/// Calls `visit` with the number of a u64 and its bits for every 64 units of which some are marked by at least `need` of
/// `chosen`; `words` are the u64s to look at. A column may be chosen twice and counts twice then.
pub(super) fn scan(
    columns: &[u64],
    chosen: &[u8],
    need: usize,
    words: std::ops::Range<usize>,
    mut visit: impl FnMut(usize, u64),
) {
    let mut at = words.start;
    while at < words.end {
        let (block, from) = (at / BLOCK, at % BLOCK);
        let to = (from + words.end - at).min(BLOCK);
        let Some(block) = columns.get(block * COLUMNS * BLOCK..(block + 1) * COLUMNS * BLOCK) else { return };
        let reached = match need {
            0 | 1 => count::<0>(block, chosen, need, from..to),
            2 => count::<1>(block, chosen, need, from..to),
            3..=4 => count::<2>(block, chosen, need, from..to),
            5..=8 => count::<3>(block, chosen, need, from..to),
            _ => count::<4>(block, chosen, need, from..to),
        };
        for (word, &bits) in (at..).zip(&reached[from..to]) {
            if bits != 0 {
                visit(word, u64::from_le(bits));
            }
        }
        at += to - from;
    }
}

fn count<const PLANES: usize>(
    block: &[u64],
    chosen: &[u8],
    need: usize,
    part: std::ops::Range<usize>,
) -> Plane {
    let start = (1usize << PLANES) - need;
    let mut reached = [if need == 0 { u64::MAX } else { 0 }; BLOCK];
    let mut planes = [[0u64; BLOCK]; PLANES];
    for (bit, plane) in planes.iter_mut().enumerate() {
        if start >> bit & 1 == 1 {
            *plane = [u64::MAX; BLOCK];
        }
    }
    let column = |c: u8| &block[usize::from(c) * BLOCK..][part.clone()];
    let (pairs, odd) = chosen.as_chunks::<2>();
    for &[a, b] in pairs {
        let both = column(a).iter().zip(column(b));
        for (at, (a, b)) in part.clone().zip(both) {
            if PLANES == 0 {
                reached[at] |= a | b;
                continue;
            }
            let sum = a ^ b;
            let mut carry = (a & b) | (sum & planes[0][at]);
            planes[0][at] ^= sum;
            for plane in &mut planes[1..] {
                let next = plane[at] & carry;
                plane[at] ^= carry;
                carry = next;
            }
            reached[at] |= carry;
        }
    }
    for &c in odd {
        for (at, &bits) in part.clone().zip(column(c)) {
            let mut carry = bits;
            for plane in &mut planes {
                let next = plane[at] & carry;
                plane[at] ^= carry;
                carry = next;
            }
            reached[at] |= carry;
        }
    }
    reached
}

/// Says whether a unit is marked by a column.
pub(super) fn is_marked(columns: &[u64], column: u8, unit: u32) -> bool {
    let (word, bit) = (unit as usize / 64, unit % 64);
    let at = (word / BLOCK * COLUMNS + usize::from(column)) * BLOCK + word % BLOCK;
    columns.get(at).is_some_and(|w| u64::from_le(*w) >> bit & 1 == 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn counts_what_is_marked(
            seed in any::<u64>(),
            chosen in prop::collection::vec(0u8..=255, 0..40),
            need in 0usize..=MOST_NEEDED,
            from in 0usize..70,
            len in 0usize..70,
        ) {
            let mut state = seed | 1;
            let mut random = || {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                (state >> 32) & (state >> 11)
            };
            let columns: Vec<u64> = (0..3 * COLUMNS * BLOCK).map(|_| random() | random() << 32).collect();
            let to = (from + len).min(3 * BLOCK);
            let mut found = vec![0u64; 3 * BLOCK];
            scan(&columns, &chosen, need, from..to, |word, bits| found[word] = bits);
            for (word, found) in found.iter().enumerate().take(to).skip(from) {
                for bit in [0, 7, 31, 63] {
                    let unit = (word * 64 + bit) as u32;
                    let marks = chosen.iter().filter(|&&c| is_marked(&columns, c, unit)).count();
                    prop_assert_eq!(*found >> bit & 1 == 1, marks >= need, "{} of {}", marks, need);
                }
            }
        }
    }
}
