//! Segments without a counterpart: units with one empty side, which a check looks at and a memory does not search.

use super::boilerplate::Marker;
use super::error::Error;
use crate::model::{Lang, Origin, TranslationUnit, Variant};
use crate::store::{FileKind, Filter, Store, UnitKey};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::ops::{ControlFlow, Range};

/// The name under which the header of an aligned pair keeps them.
const KEY: &str = "unaligned";

/// A segment as the header keeps it.
#[derive(Debug, Serialize, Deserialize)]
struct Kept {
    place: u64,
    /// Its language.
    lang: Lang,
    text: String,
    /// Byte ranges in the source, or in the target when those are empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    source: Vec<Range<usize>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    target: Vec<Range<usize>>,
}

/// Puts the units of one side into the header of their pair.
pub(super) fn keep(header: &mut Value, lone: &[TranslationUnit]) {
    let kept: Vec<Kept> = lone
        .iter()
        .filter_map(|unit| {
            let variant = unit.variants.iter().find(|v| !v.text.trim().is_empty())?;
            Some(Kept {
                place: unit.origin.place,
                lang: variant.lang.clone(),
                text: variant.text.clone(),
                source: unit.origin.source_ranges.clone(),
                target: unit.origin.target_ranges.clone(),
            })
        })
        .collect();
    if let (false, Ok(kept), Some(header)) =
        (kept.is_empty(), serde_json::to_value(kept), header.as_object_mut())
    {
        header.insert(KEY.to_owned(), kept);
    }
}

/// Occurrences of one unit of boilerplate that a check looks at: enough to tell the usual rendering from a slip, too few to
/// outvote the texts themselves.
const OF_BOILERPLATE: u8 = 3;

/// The units that a check looks at.
#[derive(Debug, Clone, Default)]
pub struct ToCheck {
    /// Those in both languages, then those with one side.
    pub units: Vec<TranslationUnit>,
    /// How many have both.
    pub whole: usize,
    /// How many more occurrences of the same boilerplate there are.
    pub repeated: usize,
}

/// Returns the units of a store in both languages and those with one side only: segments of aligned pairs without a
/// counterpart, and imported units without a translation.
///
/// Of boilerplate, the first three occurrences of each unit are there.
///
/// # Errors
///
/// The store's.
pub fn units_to_check(store: &dyn Store, (source, target): (&Lang, &Lang)) -> Result<ToCheck, Error> {
    let (mut units, mut lone, mut marker) = (Vec::new(), Vec::new(), Marker::default());
    store.for_each_unit(&Filter::default(), &mut |unit| {
        match (unit.variant(source).is_some(), unit.variant(target).is_some()) {
            (true, true) => {
                marker.add(&unit);
                units.push(unit);
            }
            (false, false) => {}
            _ => lone.extend(with_empty_side(unit, (source, target))),
        }
        Ok(ControlFlow::Continue(()))
    })?;
    let (all, mut marks) = (units.len(), marker.marks().into_iter());
    let mut seen: FxHashMap<UnitKey, u8> = FxHashMap::default();
    units.retain(|unit| {
        !marks.next().unwrap_or_default() || {
            let seen = seen.entry(UnitKey::of(&unit.variants)).or_default();
            *seen = seen.saturating_add(1);
            *seen <= OF_BOILERPLATE
        }
    });
    let repeated = all - units.len();
    for file in store.files()?.into_iter().filter(|f| f.info.kind == FileKind::Aligned) {
        let kept = file.info.header.as_ref().and_then(|h| h.get(KEY)).cloned().unwrap_or_default();
        let kept: Vec<Kept> = serde_json::from_value(kept).unwrap_or_default();
        lone.extend(kept.into_iter().filter_map(|kept| {
            let origin = Origin {
                file: file.info.name.clone(),
                target_file: file.info.target.clone(),
                place: kept.place,
                line: 0,
                source_ranges: kept.source,
                target_ranges: kept.target,
            };
            let unit = TranslationUnit {
                variants: vec![Variant::new(kept.lang, kept.text)],
                ..TranslationUnit::new(Vec::new(), origin)
            };
            with_empty_side(unit, (source, target))
        }));
    }
    let whole = units.len();
    units.extend(lone);
    Ok(ToCheck { units, whole, repeated })
}

/// Returns the units with both languages and, past the count returned, those with one of them, as a check wants them.
pub fn sides_to_check(
    units: Vec<TranslationUnit>,
    (source, target): (&Lang, &Lang),
) -> (Vec<TranslationUnit>, usize) {
    let (mut units, one): (Vec<_>, Vec<_>) =
        units.into_iter().partition(|u| u.variant(source).is_some() && u.variant(target).is_some());
    let whole = units.len();
    units.extend(one.into_iter().filter_map(|unit| with_empty_side(unit, (source, target))));
    (units, whole)
}

/// Returns a unit of one text with an empty one in the other language; `None` for a unit of more texts or of neither
/// language, which is not about this pair.
fn with_empty_side(mut unit: TranslationUnit, (source, target): (&Lang, &Lang)) -> Option<TranslationUnit> {
    let [own] = unit.variants.as_slice() else { return None };
    match (own.lang.same_language(source), own.lang.same_language(target)) {
        (true, _) => unit.variants.push(Variant::new(target.clone(), "")),
        (false, true) => unit.variants.insert(0, Variant::new(source.clone(), "")),
        (false, false) => return None,
    }
    Some(unit)
}
