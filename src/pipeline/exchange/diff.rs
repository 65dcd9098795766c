//! What two memories, TMX files or stores, have and have not.

use super::export::each;
use crate::exchange::{Item, tmx};
use crate::model::TranslationUnit;
use crate::pipeline::error::Error;
use crate::pipeline::watch::{Stage, Watch};
use crate::store::{Access, Filter, SqliteStore, UnitKey, metadata_digest};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

/// What differs; units in the order of their memory.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Differences {
    /// Units of the second memory alone.
    pub added: Vec<TranslationUnit>,
    /// Units of the first memory alone.
    pub removed: Vec<TranslationUnit>,
    /// Units with one `tuid` or one first text in both that differ otherwise: before and after.
    pub changed: Vec<(TranslationUnit, TranslationUnit)>,
    /// How many units are in both.
    pub same: u64,
}

impl Differences {
    /// Returns whether both memories hold the same units.
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.removed.is_empty() && self.changed.is_empty()
    }
}

/// A unit's content; with everything else it carries when that counts too.
type Print = (UnitKey, i64);

fn print(unit: &TranslationUnit, metadata: bool) -> Print {
    (UnitKey::of(&unit.variants), if metadata { metadata_digest(unit) } else { 0 })
}

/// Compares two memories as multisets of units: their order does not count, nor, unless `metadata` is asked for,
/// attributes, properties and notes. Memory is 40 bytes a unit and what differs.
///
/// # Errors
///
/// A memory that is neither a store nor TMX, or is damaged. [`Error::Stopped`].
pub fn diff(one: &Path, other: &Path, metadata: bool, watch: &Watch) -> Result<Differences, Error> {
    let mut left: FxHashMap<Print, u64> = FxHashMap::default();
    each_unit(one, watch, &mut |unit| *left.entry(print(&unit, metadata)).or_default() += 1)?;
    let mut found = Differences::default();
    each_unit(other, watch, &mut |unit| match left.get_mut(&print(&unit, metadata)) {
        Some(count) if *count > 0 => {
            *count -= 1;
            found.same += 1;
        }
        _ => found.added.push(unit),
    })?;
    left.retain(|_, count| *count > 0);
    if !left.is_empty() {
        each_unit(one, watch, &mut |unit| {
            if let Some(count) = left.get_mut(&print(&unit, metadata)).filter(|count| **count > 0) {
                *count -= 1;
                found.removed.push(unit);
            }
        })?;
    }
    watch.done();
    pair_up(&mut found);
    Ok(found)
}

/// Joins what was removed and added under one name: the `tuid`, else the first text; only where it is unambiguous.
fn pair_up(found: &mut Differences) {
    let names = |unit: &TranslationUnit| {
        let first = unit.variants.first().map(|v| (v.lang.primary(), v.text.clone()));
        [unit.tuid.clone().map(|id| (String::new(), id)), first]
    };
    for which in [0, 1] {
        let index = |units: &[TranslationUnit]| {
            let mut by_name: BTreeMap<(String, String), Vec<usize>> = BTreeMap::new();
            for (at, unit) in units.iter().enumerate() {
                if let Some(name) = names(unit)[which].take() {
                    by_name.entry(name).or_default().push(at);
                }
            }
            by_name
        };
        let (before, after) = (index(&found.removed), index(&found.added));
        let mut pairs: Vec<(usize, usize)> = Vec::new();
        for (name, removed) in &before {
            if let ([one], Some([other])) = (removed.as_slice(), after.get(name).map(Vec::as_slice)) {
                pairs.push((*one, *other));
            }
        }
        pairs.sort_unstable();
        let take = |units: &mut Vec<TranslationUnit>, at: Vec<usize>| {
            let mut taken = BTreeMap::new();
            let mut index = 0;
            units.retain(|unit| {
                let chosen = at.binary_search(&index).is_ok();
                if chosen {
                    taken.insert(index, unit.clone());
                }
                index += 1;
                !chosen
            });
            taken
        };
        let mut old = take(&mut found.removed, sorted(pairs.iter().map(|p| p.0)));
        let mut new = take(&mut found.added, sorted(pairs.iter().map(|p| p.1)));
        for (one, other) in pairs {
            if let (Some(old), Some(new)) = (old.remove(&one), new.remove(&other)) {
                found.changed.push((old, new));
            }
        }
    }
}

fn sorted(numbers: impl Iterator<Item = usize>) -> Vec<usize> {
    let mut list: Vec<usize> = numbers.collect();
    list.sort_unstable();
    list
}

/// Gives every unit of a TMX file or a store.
fn each_unit(path: &Path, watch: &Watch, visit: &mut dyn FnMut(TranslationUnit)) -> Result<(), Error> {
    let failed = |e: std::io::Error| Error::File { path: path.to_owned(), detail: e.to_string() };
    let mut magic = Vec::new();
    File::open(path).and_then(|file| file.take(16).read_to_end(&mut magic)).map_err(failed)?;
    let mut read = 0_u64;
    let mut tell = |unit: TranslationUnit| {
        visit(unit);
        read += 1;
        if read.is_multiple_of(1024) { watch.at(Stage::Read, read, 0) } else { Ok(()) }
    };
    if magic == b"SQLite format 3\0" {
        return each(&SqliteStore::open(path, Access::Read)?, &Filter::default(), &mut tell);
    }
    let file = BufReader::with_capacity(1 << 16, super::source::open(path)?);
    for item in tmx::Reader::new(file, &path.display().to_string())? {
        match item? {
            Item::Unit(unit) => tell(unit)?,
            Item::Rejected(refused) => tell(refused.unit)?,
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Lang, Origin, Variant};

    fn unit(tuid: Option<&str>, source: &str, target: &str) -> TranslationUnit {
        let variant = |lang: &str, text: &str| Variant::new(Lang::new(lang), text);
        let mut unit = TranslationUnit::pair(variant("en", source), variant("fa", target), Origin::default());
        unit.tuid = tuid.map(str::to_owned);
        unit
    }

    #[test]
    fn units_of_one_name_are_a_change_unless_it_is_ambiguous() {
        let mut found = Differences {
            removed: vec![
                unit(Some("1"), "Rain", "باران"),
                unit(None, "Snow", "برف"),
                unit(None, "Fog", "مه"),
                unit(None, "Fog", "مِه"),
            ],
            added: vec![
                unit(None, "Snow", "برف تازه"),
                unit(Some("1"), "The rain", "باران"),
                unit(None, "Fog", "غبار"),
            ],
            ..Differences::default()
        };
        pair_up(&mut found);
        let changed: Vec<_> = found
            .changed
            .iter()
            .map(|(a, b)| (a.variants[0].text.as_str(), b.variants[0].text.as_str()))
            .collect();
        assert_eq!(changed, [("Rain", "The rain"), ("Snow", "Snow")]);
        assert_eq!((found.removed.len(), found.added.len()), (2, 1));
    }
}
