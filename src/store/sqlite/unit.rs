//! Units under their keys: put once, looked up by content, retired with their last occurrence.

use super::fault::Place;
use super::row;
use crate::model::{Lang, Mark, Variant};
use crate::store::error::Error;
use crate::store::key::UnitKey;
use rusqlite::{CachedStatement, Connection, OptionalExtension, params};
use rustc_hash::FxHashMap;

/// Keys held in memory during a first import, at most: some 80 MB, and the sorting of the indexes takes as much again.
const MAX_KEYS: usize = 2_000_000;

/// The units of a store, as one transaction writes them.
pub(super) struct Units<'a> {
    connection: &'a Connection,
    place: &'a Place,
    state: State,
    next: Option<i64>,
    statements: Option<Statements<'a>>,
}

/// Held for the whole step: looking them up in the cache would cost a twentieth of an import.
struct Statements<'a> {
    unit: CachedStatement<'a>,
    variant: CachedStatement<'a>,
    pair: CachedStatement<'a>,
}

impl<'a> Statements<'a> {
    fn prepare(connection: &'a Connection) -> rusqlite::Result<Statements<'a>> {
        Ok(Statements {
            unit: connection.prepare_cached("INSERT INTO unit (id, key) VALUES (?1, ?2)")?,
            variant: connection
                .prepare_cached("INSERT INTO variant (id, lang, text, marks) VALUES (?1, ?2, ?3, ?4)")?,
            pair: connection.prepare_cached(
                "INSERT INTO variant (id, lang, text, marks) VALUES (?1, ?2, ?3, ?4), (?5, ?6, ?7, ?8)",
            )?,
        })
    }

    fn insert(&mut self, id: i64, key: UnitKey, rows: &[VariantRow<'_>]) -> rusqlite::Result<()> {
        self.unit.execute(params![id, key.to_bytes()])?;
        if let [a, b] = rows {
            self.pair.execute(params![a.id, a.lang, a.text, a.marks, b.id, b.lang, b.text, b.marks])?;
            return Ok(());
        }
        for row in rows {
            self.variant.execute(params![row.id, row.lang, row.text, row.marks])?;
        }
        Ok(())
    }
}

struct VariantRow<'a> {
    id: i64,
    lang: &'a str,
    text: &'a str,
    marks: Option<String>,
}

/// How keys are looked up.
enum State {
    /// Nothing was put yet.
    Untouched,
    /// By the index.
    Indexed,
    /// The store was empty: in memory, and the indexes are made at the end, which is four times as fast at a million.
    InMemory {
        keys: FxHashMap<UnitKey, i64>,
        /// File and place of the last occurrence.
        last: (i64, i64),
    },
}

const INDEXES: [(&str, &str); 3] = [
    ("unit_key", "CREATE UNIQUE INDEX unit_key ON unit (key)"),
    ("occurrence_unit", "CREATE INDEX occurrence_unit ON occurrence (unit)"),
    ("occurrence_place", "CREATE UNIQUE INDEX occurrence_place ON occurrence (file, place, unit, metadata)"),
];

impl<'a> Units<'a> {
    pub(super) fn new(connection: &'a Connection, place: &'a Place) -> Units<'a> {
        Units { connection, place, state: State::Untouched, next: None, statements: None }
    }

    /// Returns the id of the unit with these variants and whether it is new.
    pub(super) fn put(&mut self, variants: &[Variant]) -> Result<(i64, bool), Error> {
        let key = UnitKey::of(variants);
        if let State::Untouched = self.state {
            self.start()?;
        }
        if let State::InMemory { keys, .. } = &self.state {
            if let Some(id) = keys.get(&key) {
                return Ok((*id, false));
            }
            if keys.len() >= MAX_KEYS {
                self.finish()?;
            }
        } else if let Some(id) = self.find(key)? {
            return Ok((id, false));
        }
        let id = self.insert(None, key, variants)?;
        if let State::InMemory { keys, .. } = &mut self.state {
            keys.insert(key, id);
        }
        Ok((id, true))
    }

    /// Returns whether an occurrence put at this place cannot be there yet, so that nobody needs to look.
    ///
    /// So it is while a first import goes from place to place; when it steps back, the indexes are made.
    pub(super) fn is_fresh(&mut self, file: i64, place: i64) -> Result<bool, Error> {
        if let State::InMemory { last, .. } = &mut self.state {
            if *last < (file, place) {
                *last = (file, place);
                return Ok(true);
            }
            self.finish()?;
        }
        Ok(false)
    }

    /// Makes the indexes that a first import put off.
    pub(super) fn finish(&mut self) -> Result<(), Error> {
        if let State::InMemory { .. } = self.state {
            for (_, sql) in INDEXES {
                self.connection.execute_batch(sql).map_err(|error| self.place.fault(error))?;
            }
        }
        self.state = State::Indexed;
        Ok(())
    }

    /// Takes a unit that no occurrence refers to any more out of the memory; undo can bring it back.
    pub(super) fn retire_unused(&mut self, id: i64) -> Result<(), Error> {
        self.finish()?;
        let fault = |error| self.place.fault(error);
        let used: bool = self
            .connection
            .prepare_cached("SELECT EXISTS (SELECT 1 FROM occurrence WHERE unit = ?1)")
            .and_then(|mut statement| statement.query_row([id], |row| row.get(0)))
            .map_err(fault)?;
        if used {
            return Ok(());
        }
        let variants: Vec<_> = row::variants(self.connection, self.place, id)?
            .into_iter()
            .map(|v| (v.lang, v.text, v.marks))
            .collect();
        let variants = row::json(self.place, "a retired unit", &variants)?;
        self.connection
            .prepare_cached(
                "INSERT OR IGNORE INTO retired_unit (id, key, variants) SELECT id, key, ?2 FROM unit WHERE id = ?1",
            )
            .and_then(|mut statement| statement.execute(params![id, variants]))
            .map_err(fault)?;
        self.connection
            .prepare_cached("DELETE FROM variant WHERE id BETWEEN ?1 AND ?2")
            .and_then(|mut statement| {
                statement.execute([row::variant_id(id, 0), row::variant_id(id, row::LAST_POSITION)])
            })
            .map_err(fault)?;
        self.connection
            .prepare_cached("DELETE FROM unit WHERE id = ?1")
            .and_then(|mut statement| statement.execute([id]))
            .map_err(fault)?;
        Ok(())
    }

    /// Returns the id that the unit once known as `id` has now, bringing it back when it was retired.
    pub(super) fn recall(&mut self, id: i64) -> Result<i64, Error> {
        self.finish()?;
        let fault = |error| self.place.fault(error);
        let there: bool = self
            .connection
            .prepare_cached("SELECT EXISTS (SELECT 1 FROM unit WHERE id = ?1)")
            .and_then(|mut statement| statement.query_row([id], |row| row.get(0)))
            .map_err(fault)?;
        if there {
            return Ok(id);
        }
        let retired: Option<([u8; 16], String)> = self
            .connection
            .prepare_cached("SELECT key, variants FROM retired_unit WHERE id = ?1")
            .and_then(|mut statement| {
                statement.query_row([id], |row| Ok((row.get(0)?, row.get(1)?))).optional()
            })
            .map_err(fault)?;
        let (key, variants) =
            retired.ok_or_else(|| self.place.damaged(format!("unit {id} is neither there nor retired")))?;
        let key = UnitKey::from_bytes(key);
        if let Some(present) = self.find(key)? {
            return Ok(present);
        }
        let variants = retired_variants(self.place, &variants)?;
        self.insert(Some(id), key, &variants)
    }

    fn start(&mut self) -> Result<(), Error> {
        let fault = |error| self.place.fault(error);
        let empty: bool = self
            .connection
            .query_row("SELECT NOT EXISTS (SELECT 1 FROM unit)", [], |row| row.get(0))
            .map_err(fault)?;
        self.state = if empty {
            for (name, _) in INDEXES {
                self.connection.execute_batch(&format!("DROP INDEX {name}")).map_err(fault)?;
            }
            State::InMemory { keys: FxHashMap::default(), last: (0, -1) }
        } else {
            State::Indexed
        };
        Ok(())
    }

    fn find(&self, key: UnitKey) -> Result<Option<i64>, Error> {
        self.connection
            .prepare_cached("SELECT id FROM unit WHERE key = ?1")
            .and_then(|mut statement| statement.query_row([key.to_bytes()], |row| row.get(0)).optional())
            .map_err(|error| self.place.fault(error))
    }

    fn insert(&mut self, id: Option<i64>, key: UnitKey, variants: &[Variant]) -> Result<i64, Error> {
        let fault = |error| self.place.fault(error);
        let id = match id {
            Some(id) => id,
            None => self.next_id()?,
        };
        let mut rows = Vec::with_capacity(variants.len());
        for (position, variant) in (0..).zip(variants) {
            if position > row::LAST_POSITION {
                return Err(self.place.value("a unit", format!("{} variants", variants.len())));
            }
            rows.push(VariantRow {
                id: row::variant_id(id, position),
                lang: variant.lang.as_str(),
                text: &variant.text,
                marks: row::list(self.place, "marks", &variant.marks)?,
            });
        }
        let statements = match &mut self.statements {
            Some(statements) => statements,
            none => none.insert(Statements::prepare(self.connection).map_err(fault)?),
        };
        statements.insert(id, key, &rows).map_err(fault)?;
        Ok(id)
    }

    /// Returns an id that no unit had, those retired included.
    fn next_id(&mut self) -> Result<i64, Error> {
        let id = match self.next {
            Some(id) => id,
            None => self
                .connection
                .query_row(
                    "SELECT 1 + max(ifnull((SELECT max(id) FROM unit), 0), ifnull((SELECT max(id) FROM retired_unit), 0))",
                    [],
                    |row| row.get(0),
                )
                .map_err(|error| self.place.fault(error))?,
        };
        self.next = Some(id + 1);
        Ok(id)
    }
}

/// Reads the variants of a retired unit.
pub(super) fn retired_variants(place: &Place, text: &str) -> Result<Vec<Variant>, Error> {
    let variants: Vec<(Lang, String, Vec<Mark>)> = row::parse(place, "variants", Some(text))?;
    let variant =
        |(lang, text, marks): (Lang, String, Vec<Mark>)| Variant { marks, ..Variant::new(lang, text) };
    Ok(variants.into_iter().map(variant).collect())
}
