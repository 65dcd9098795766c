//! What is computed from the units and replaced as a whole: the lexicon and the inventory of names.

use super::fault::Place;
use super::ledger;
use super::row;
use super::write::SqliteTransaction;
use crate::model::{Lang, Name, NameKind, Rendering, Use, VariantClass, Verdict};
use crate::store::error::Error;
use crate::store::record::{Inventory, LexiconEntry};
use rusqlite::{Connection, params};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;

pub(super) fn put_lexicon(
    step: &mut SqliteTransaction<'_>,
    source: &Lang,
    target: &Lang,
    entries: &[LexiconEntry],
) -> Result<(), Error> {
    let (source, target) = (source.as_str(), target.as_str());
    step.execute("DELETE FROM lexicon WHERE source_lang = ?1 AND target_lang = ?2", [source, target])?;
    for entry in entries {
        step.execute(
            "INSERT OR REPLACE INTO lexicon (source_lang, target_lang, source, target, forward, backward, count)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            params![source, target, entry.source, entry.target, entry.forward, entry.backward, entry.count],
        )?;
    }
    Ok(())
}

pub(super) fn lexicon(
    connection: &Connection,
    place: &Place,
    source: &Lang,
    target: &Lang,
) -> Result<Vec<LexiconEntry>, Error> {
    let fault = |error| place.fault(error);
    let mut statement = connection
        .prepare_cached(
            "SELECT source, target, forward, backward, count FROM lexicon
             WHERE source_lang = ?1 AND target_lang = ?2 ORDER BY source, target",
        )
        .map_err(fault)?;
    let rows = statement
        .query_map([source.as_str(), target.as_str()], |row| {
            Ok(LexiconEntry {
                source: row.get(0)?,
                target: row.get(1)?,
                forward: row.get(2)?,
                backward: row.get(3)?,
                count: row.get(4)?,
            })
        })
        .map_err(fault)?;
    rows.collect::<Result<_, _>>().map_err(fault)
}

/// An occurrence, and the byte ranges of the name and of its rendering.
type StoredUse = (i64, (usize, usize), (usize, usize));

pub(super) fn put_names(
    step: &mut SqliteTransaction<'_>,
    names: &[Name],
    occurrences: &[i64],
) -> Result<(), Error> {
    step.execute("DELETE FROM name", [])?;
    // What this step did so far counts as seen by the name finder.
    step.journal.finish()?;
    let seq = ledger::change_seq(step.connection, step.place)?;
    for (id, name) in names.iter().enumerate() {
        step.execute(
            "INSERT INTO name (id, source, kind, verdict, change_seq) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![
                id as i64,
                name.source,
                word(step.place, &name.kind)?,
                word(step.place, &name.verdict)?,
                seq as i64
            ],
        )?;
        for (position, rendering) in name.renderings.iter().enumerate() {
            let mut uses: Vec<StoredUse> = Vec::with_capacity(rendering.uses.len());
            for r#use in &rendering.uses {
                let occurrence = *occurrences.get(r#use.unit).ok_or_else(|| {
                    let detail = format!("unit {} of {}", r#use.unit, occurrences.len());
                    step.place.value("a name", detail)
                })?;
                let pair = |range: &std::ops::Range<usize>| (range.start, range.end);
                uses.push((occurrence, pair(&r#use.source), pair(&r#use.target)));
            }
            step.execute(
                "INSERT INTO name_rendering (name, position, text, forms, class, uses)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                params![
                    id as i64,
                    position as i64,
                    rendering.text,
                    row::json(step.place, "forms", &rendering.forms)?,
                    word(step.place, &rendering.class)?,
                    row::json(step.place, "uses", &uses)?,
                ],
            )?;
        }
    }
    Ok(())
}

pub(super) fn names(connection: &Connection, place: &Place) -> Result<Inventory, Error> {
    let fault = |error| place.fault(error);
    let mut inventory = Inventory::default();
    let mut stored: Vec<Vec<Vec<StoredUse>>> = Vec::new();
    let mut statement = connection
        .prepare_cached("SELECT id, source, kind, verdict, change_seq FROM name ORDER BY id")
        .map_err(fault)?;
    let mut renderings = connection
        .prepare_cached(
            "SELECT text, forms, class, uses FROM name_rendering WHERE name = ?1 ORDER BY position",
        )
        .map_err(fault)?;
    let mut rows = statement.query([]).map_err(fault)?;
    while let Some(row) = rows.next().map_err(fault)? {
        let (kind, verdict): (String, String) = (row.get(2).map_err(fault)?, row.get(3).map_err(fault)?);
        let kind: NameKind = from_word(place, &kind)?;
        let verdict: Verdict = from_word(place, &verdict)?;
        inventory.change_seq = row.get::<_, i64>(4).map_err(fault)?.unsigned_abs();
        let mut name = Name { source: row.get(1).map_err(fault)?, kind, renderings: Vec::new(), verdict };
        let mut uses = Vec::new();
        let mut rows = renderings.query([row.get::<_, i64>(0).map_err(fault)?]).map_err(fault)?;
        while let Some(row) = rows.next().map_err(fault)? {
            let (forms, class, spans): (String, String, String) =
                (row.get(1).map_err(fault)?, row.get(2).map_err(fault)?, row.get(3).map_err(fault)?);
            let class: VariantClass = from_word(place, &class)?;
            name.renderings.push(Rendering {
                text: row.get(0).map_err(fault)?,
                forms: row::parse(place, "forms", Some(&forms))?,
                class,
                uses: Vec::new(),
            });
            uses.push(row::parse::<Vec<StoredUse>>(place, "uses", Some(&spans))?);
        }
        inventory.names.push(name);
        stored.push(uses);
    }
    let mut index: BTreeMap<i64, usize> =
        stored.iter().flatten().flatten().map(|(occurrence, ..)| (*occurrence, 0)).collect();
    for (n, (occurrence, place)) in index.iter_mut().enumerate() {
        *place = n;
        inventory.occurrences.push(*occurrence);
    }
    for (name, uses) in inventory.names.iter_mut().zip(stored) {
        for (rendering, uses) in name.renderings.iter_mut().zip(uses) {
            rendering.uses = uses
                .into_iter()
                .map(|(occurrence, source, target)| Use {
                    unit: index[&occurrence],
                    source: source.0..source.1,
                    target: target.0..target.1,
                })
                .collect();
        }
    }
    Ok(inventory)
}

/// Returns the word that serde gives a variant without fields.
fn word<T: Serialize>(place: &Place, value: &T) -> Result<String, Error> {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => Ok(word),
        Ok(other) => Err(place.value("a name", format!("{other} is no word"))),
        Err(e) => Err(place.value("a name", e)),
    }
}

fn from_word<T: DeserializeOwned>(place: &Place, word: &str) -> Result<T, Error> {
    serde_json::from_value(serde_json::Value::from(word))
        .map_err(|_| place.damaged(format!("unknown word {word:?} in the names")))
}
