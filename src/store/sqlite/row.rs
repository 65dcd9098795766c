//! Units as rows and back: which part goes into which column.

use super::fault::Place;
use crate::model::{Annotation, Lang, Mark, Origin, TranslationUnit, Variant};
use crate::store::error::Error;
use rusqlite::{Connection, Row};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::ops::Range;

type Attributes = Vec<(String, String)>;

/// What an occurrence keeps of each variant, in their order.
type VariantData = Vec<(Attributes, Vec<Annotation>)>;

/// Byte ranges of the source and of the target side.
type Ranges = (Vec<(usize, usize)>, Vec<(usize, usize)>);

/// Returns the JSON of a list, `None` for an empty one.
pub(super) fn list<T: Serialize>(
    place: &Place,
    what: &'static str,
    items: &[T],
) -> Result<Option<String>, Error> {
    if items.is_empty() { Ok(None) } else { json(place, what, items).map(Some) }
}

/// Returns the JSON of a value.
pub(super) fn json<T: Serialize + ?Sized>(
    place: &Place,
    what: &'static str,
    value: &T,
) -> Result<String, Error> {
    serde_json::to_string(value).map_err(|e| place.value(what, e))
}

/// Reads a JSON column; NULL is the default.
pub(super) fn parse<T: DeserializeOwned + Default>(
    place: &Place,
    what: &'static str,
    text: Option<&str>,
) -> Result<T, Error> {
    match text {
        None => Ok(T::default()),
        Some(text) => serde_json::from_str(text)
            .map_err(|e| place.damaged(format!("column {what} does not parse: {e}"))),
    }
}

/// The columns of an occurrence that depend on its unit.
pub(super) struct OccurrenceColumns {
    pub(super) place: i64,
    pub(super) line: i64,
    pub(super) attributes: Option<String>,
    pub(super) annotations: Option<String>,
    pub(super) variants: Option<String>,
    pub(super) ranges: Option<String>,
}

impl OccurrenceColumns {
    pub(super) fn of(place: &Place, unit: &TranslationUnit) -> Result<OccurrenceColumns, Error> {
        let origin = &unit.origin;
        let variants: VariantData =
            if unit.variants.iter().all(|v| v.attributes.is_empty() && v.annotations.is_empty()) {
                Vec::new()
            } else {
                unit.variants.iter().map(|v| (v.attributes.clone(), v.annotations.clone())).collect()
            };
        let ranges = if origin.source_ranges.is_empty() && origin.target_ranges.is_empty() {
            None
        } else {
            let pairs = |ranges: &[Range<usize>]| ranges.iter().map(|r| (r.start, r.end)).collect();
            let ranges: Ranges = (pairs(&origin.source_ranges), pairs(&origin.target_ranges));
            Some(json(place, "ranges", &ranges)?)
        };
        Ok(OccurrenceColumns {
            place: i64::try_from(origin.place).map_err(|e| place.value("a place", e))?,
            line: i64::try_from(origin.line).map_err(|e| place.value("a line", e))?,
            attributes: list(place, "attributes", &unit.attributes)?,
            annotations: list(place, "annotations", &unit.annotations)?,
            variants: list(place, "attributes of variants", &variants)?,
            ranges,
        })
    }
}

/// The columns an [`occurrence`] is read from.
pub(super) const OCCURRENCE: &str =
    "id, unit, place, line, approved, confidence, tuid, attributes, annotations, variants, ranges";

/// Reads the columns [`OCCURRENCE`], and the variants of its unit unless `skip` says that it does not pass.
pub(super) fn occurrence(
    connection: &Connection,
    place: &Place,
    row: &Row<'_>,
    file: (&str, Option<&str>),
    passes: impl FnOnce(&TranslationUnit) -> bool,
) -> Result<Option<TranslationUnit>, Error> {
    let fault = |error| place.fault(error);
    let text = |index: usize| -> Result<Option<&str>, Error> {
        row.get_ref(index).map_err(fault)?.as_str_or_null().map_err(|e| place.damaged(e.to_string()))
    };
    let number = |index: usize| -> Result<u64, Error> {
        let n: i64 = row.get(index).map_err(fault)?;
        u64::try_from(n).map_err(|_| place.damaged("a negative place"))
    };
    let ranges: Ranges = parse(place, "ranges", text(10)?)?;
    let spans = |pairs: Vec<(usize, usize)>| pairs.into_iter().map(|(start, end)| start..end).collect();
    let mut unit = TranslationUnit {
        id: Some(row.get(0).map_err(fault)?),
        variants: Vec::new(),
        tuid: text(6)?.map(str::to_owned),
        attributes: parse(place, "attributes", text(7)?)?,
        annotations: parse(place, "annotations", text(8)?)?,
        origin: Origin {
            file: file.0.to_owned(),
            target_file: file.1.map(str::to_owned),
            place: number(2)?,
            line: number(3)?,
            source_ranges: spans(ranges.0),
            target_ranges: spans(ranges.1),
        },
        confidence: row.get(5).map_err(fault)?,
        approved: row.get(4).map_err(fault)?,
    };
    if !passes(&unit) {
        return Ok(None);
    }
    unit.variants = variants(connection, place, row.get(1).map_err(fault)?)?;
    let data: VariantData = parse(place, "variants", text(9)?)?;
    for (variant, (attributes, annotations)) in unit.variants.iter_mut().zip(data) {
        variant.attributes = attributes;
        variant.annotations = annotations;
    }
    Ok(Some(unit))
}

/// The highest place a variant can have in its unit.
pub(super) const LAST_POSITION: i64 = 0xFFFF;

/// Returns the id of the variant of a unit at a position.
pub(super) fn variant_id(unit: i64, position: i64) -> i64 {
    unit << 16 | position
}

/// Returns the unit of a variant.
pub(super) fn unit_of(variant: i64) -> i64 {
    variant >> 16
}

/// Reads the variants of a unit in order, without what occurrences carry.
pub(super) fn variants(connection: &Connection, place: &Place, unit: i64) -> Result<Vec<Variant>, Error> {
    let fault = |error| place.fault(error);
    let mut statement = connection
        .prepare_cached("SELECT lang, text, marks FROM variant WHERE id BETWEEN ?1 AND ?2 ORDER BY id")
        .map_err(fault)?;
    let mut rows = statement.query([variant_id(unit, 0), variant_id(unit, LAST_POSITION)]).map_err(fault)?;
    let mut variants = Vec::with_capacity(2);
    while let Some(row) = rows.next().map_err(fault)? {
        let marks: Option<String> = row.get(2).map_err(fault)?;
        let marks: Vec<Mark> = parse(place, "marks", marks.as_deref())?;
        let lang: String = row.get(0).map_err(fault)?;
        let text: String = row.get(1).map_err(fault)?;
        variants.push(Variant {
            lang: Lang::new(lang),
            text,
            marks,
            attributes: Vec::new(),
            annotations: Vec::new(),
        });
    }
    Ok(variants)
}
