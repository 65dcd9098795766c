//! Names and titles with the renderings they were given.

use serde::{Deserialize, Serialize};
use std::ops::Range;

/// What kind of thing a name names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum NameKind {
    /// A person's name or a part of one.
    Person,
    /// A country, city, region, building.
    Place,
    /// A body, party, company, court.
    Organisation,
    /// An office, rank or form of address.
    Title,
    /// A people or what belongs to a country.
    Demonym,
    /// A language.
    Language,
    /// An event, law, work or period.
    Event,
    /// A term of the glossary that is none of these.
    Term,
    /// A name whose kind nothing tells.
    Unknown,
}

/// How a rendering differs from the majority rendering of its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum VariantClass {
    /// It is the majority rendering.
    Main,
    /// Only letters that look or count alike differ (ي beside ی, ك beside ک).
    Letters,
    /// Only spaces, half-spaces or hyphens differ.
    HalfSpace,
    /// Another spelling of the same sound.
    Spelling,
    /// Another script (left in Latin).
    Script,
    /// Other words.
    Wording,
    /// An accepted shorter form: no error.
    ShortForm,
    /// The name is there and no rendering was found.
    Missing,
    /// One of several usual names of a country or people: choose one.
    ChooseOne,
}

impl VariantClass {
    /// Returns the word that findings and doors use for the class.
    pub fn as_str(self) -> &'static str {
        match self {
            VariantClass::Main => "main",
            VariantClass::Letters => "letters",
            VariantClass::HalfSpace => "half-space",
            VariantClass::Spelling => "spelling",
            VariantClass::Script => "script",
            VariantClass::Wording => "wording",
            VariantClass::ShortForm => "short-form",
            VariantClass::Missing => "missing",
            VariantClass::ChooseOne => "choose-one",
        }
    }
}

/// What is claimed of a name as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// It is rendered in two or more ways that a reader takes for two names.
    True,
    /// Its renderings differ in letters, half-spaces or vowel marks only.
    Ortho,
    /// Its renderings belong to different bearers of one name: no claim.
    Bearer,
    /// One rendering, or a difference that a longer or shorter name of the same places already claims.
    Consistent,
}

/// One of the two texts of a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// The original.
    Source,
    /// The translation.
    Target,
}

impl Side {
    /// Returns the other side.
    pub fn other(self) -> Side {
        match self {
            Side::Source => Side::Target,
            Side::Target => Side::Source,
        }
    }
}

/// One place where a name and its rendering stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Use {
    /// Index of the unit in the slice the finder was given.
    pub unit: usize,
    /// Byte range in the source variant: of the name, or of the rendering of a name of the target.
    pub source: Range<usize>,
    /// Byte range in the target variant: of the rendering, or of a name of the target. A rendering that is missing has an
    /// empty range.
    pub target: Range<usize>,
}

impl Use {
    /// Returns the byte range in the text of one side.
    pub fn on(&self, side: Side) -> &Range<usize> {
        match side {
            Side::Source => &self.source,
            Side::Target => &self.target,
        }
    }
}

/// One rendering of a name: a cluster of forms that count as the same.
#[derive(Debug, Clone, PartialEq)]
pub struct Rendering {
    /// The most frequent form as written; empty for [`VariantClass::Missing`].
    pub text: String,
    /// Every form as written, most frequent first.
    pub forms: Vec<String>,
    /// How it differs from the majority.
    pub class: VariantClass,
    /// Where it stands, in the order of the units.
    pub uses: Vec<Use>,
}

/// A name or title with its renderings.
#[derive(Debug, Clone, PartialEq)]
pub struct Name {
    /// The name as the texts of its side most often write it.
    pub source: String,
    /// The side it stands on; its renderings stand on the other.
    pub side: Side,
    /// What it names.
    pub kind: NameKind,
    /// Its renderings, the majority first.
    pub renderings: Vec<Rendering>,
    /// What is claimed.
    pub verdict: Verdict,
}
