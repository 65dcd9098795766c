//! Which target words render a name at one of its places.

use std::ops::Range;

/// What made a run of target words the rendering.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Why {
    /// It is the name letter by letter, in a text of another script.
    Copy,
    /// It sounds like the name.
    Sound,
    /// It sounds somewhat like the name and stands with it elsewhere.
    SoundAndLexicon,
    /// It stands where the name stands.
    Lexicon,
    /// It looks like an accepted rendering of the name.
    Likeness,
    /// The table of names and titles accepts it.
    Table,
    /// Its words translate the words of the name.
    Words,
    /// It stands where the name should, and nothing else in the source accounts for it.
    StandIn,
    /// It is made of the renderings of the name's words.
    Parts,
}

/// A rendering of a name at one place.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Link {
    pub(super) unit: u32,
    /// Index of the place among the name's places.
    pub(super) spot: u32,
    /// Target words.
    pub(super) first: u16,
    pub(super) end: u16,
    pub(super) score: f32,
    pub(super) why: Why,
}

impl Link {
    pub(super) fn words(&self) -> Range<usize> {
        self.first as usize..self.end as usize
    }
}
