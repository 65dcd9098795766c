//! The kinds of beads: how many segments of each side are joined.

/// Segments of source and target in each kind of bead that has both.
pub(crate) const KINDS: [(usize, usize); 10] =
    [(1, 1), (1, 2), (2, 1), (2, 2), (1, 3), (3, 1), (1, 4), (4, 1), (2, 3), (3, 2)];

/// The most segments a bead holds of one side.
pub(crate) const LONGEST: usize = 4;

/// Score of a bead that cannot be.
pub(crate) const NEVER: f32 = -1e9;
