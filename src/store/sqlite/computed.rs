//! What is computed from the units and replaced as a whole: the lexicon.

use super::fault::Place;
use super::write::SqliteTransaction;
use crate::model::Lang;
use crate::store::error::Error;
use crate::store::record::LexiconEntry;
use rusqlite::{Connection, params};

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
