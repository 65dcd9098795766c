//! The types that flow between the stages. A stage takes these in and gives these out; none of them does work of its own.

mod document;
mod edit;
mod finding;
mod lang;
mod map;
mod name;
mod unit;

pub use document::{Block, BlockKind, Document, Segment};
pub use edit::{Ask, Change, Edit, Settlement};
pub use finding::{Finding, Fix, Place, Rival, Severity, Summary, Suppression};
pub use lang::Lang;
pub use map::{OffsetMap, Piece};
pub use name::{Name, NameKind, Rendering, Side, Use, VariantClass, Verdict};
pub use unit::{Annotation, AnnotationKind, Bead, Mark, MarkKind, Origin, TranslationUnit, Variant};
