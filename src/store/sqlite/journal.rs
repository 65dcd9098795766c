//! The change log of a running step: which rows are new, and what the others were before.

use super::fault::Place;
use crate::store::error::Error;
use crate::store::record::{Operation, StepId, StepInfo};
use rusqlite::types::{Value as Cell, ValueRef};
use rusqlite::{Connection, OptionalExtension, params, params_from_iter};
use serde_json::{Map, Value};

/// The tables whose rows are logged. Units are not: they come and go with their occurrences.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Table {
    File,
    Occurrence,
    Term,
    Rendering,
    Decision,
    Setting,
}

impl Table {
    const ALL: [Table; 6] =
        [Table::File, Table::Occurrence, Table::Term, Table::Rendering, Table::Decision, Table::Setting];

    pub(super) fn as_str(self) -> &'static str {
        match self {
            Table::File => "file",
            Table::Occurrence => "occurrence",
            Table::Term => "term",
            Table::Rendering => "rendering",
            Table::Decision => "decision",
            Table::Setting => "setting",
        }
    }

    pub(super) fn parse(place: &Place, word: &str) -> Result<Table, Error> {
        Table::ALL
            .into_iter()
            .find(|table| table.as_str() == word)
            .ok_or_else(|| place.damaged(format!("change log of an unknown table {word:?}")))
    }
}

impl Operation {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Operation::Insert => "insert",
            Operation::Update => "update",
            Operation::Delete => "delete",
        }
    }

    pub(super) fn parse(place: &Place, word: &str) -> Result<Operation, Error> {
        match word {
            "insert" => Ok(Operation::Insert),
            "update" => Ok(Operation::Update),
            "delete" => Ok(Operation::Delete),
            _ => Err(place.damaged(format!("change log with an unknown operation {word:?}"))),
        }
    }
}

/// Writes the log. Consecutive new rows of a table are one entry, so that an import costs a handful of entries.
pub(super) struct Journal<'a> {
    connection: &'a Connection,
    place: &'a Place,
    info: StepInfo,
    undoes: Option<StepId>,
    step: Option<StepId>,
    run: Option<(Table, i64, i64)>,
}

impl<'a> Journal<'a> {
    pub(super) fn new(
        connection: &'a Connection,
        place: &'a Place,
        info: StepInfo,
        undoes: Option<StepId>,
    ) -> Journal<'a> {
        Journal { connection, place, info, undoes, step: None, run: None }
    }

    /// Returns the number of the step, which is made with the first change.
    pub(super) fn step(&mut self) -> Result<StepId, Error> {
        if let Some(step) = self.step {
            return Ok(step);
        }
        self.connection
            .prepare_cached(
                "INSERT INTO step (at, who, command, undoes, mark) VALUES (?1, ?2, ?3, ?4, random())",
            )
            .and_then(|mut s| {
                s.execute(params![self.info.when.to_string(), self.info.who, self.info.command, self.undoes])
            })
            .map_err(|error| self.place.fault(error))?;
        let step = self.connection.last_insert_rowid();
        self.step = Some(step);
        Ok(step)
    }

    /// Logs that a row was inserted.
    pub(super) fn inserted(&mut self, table: Table, id: i64) -> Result<(), Error> {
        if let Some((open, _, last)) = &mut self.run
            && *open == table
            && *last + 1 == id
        {
            *last = id;
            return Ok(());
        }
        self.flush()?;
        self.run = Some((table, id, id));
        Ok(())
    }

    /// Logs a row that is about to be changed.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] when there is no such row.
    pub(super) fn updating(&mut self, table: Table, id: i64) -> Result<(), Error> {
        self.before(table, Operation::Update, id)
    }

    /// Logs a row that is about to be deleted.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] when there is no such row.
    pub(super) fn deleting(&mut self, table: Table, id: i64) -> Result<(), Error> {
        self.before(table, Operation::Delete, id)
    }

    /// Writes what is still open and returns the step, `None` when nothing was logged.
    pub(super) fn finish(&mut self) -> Result<Option<StepId>, Error> {
        self.flush()?;
        Ok(self.step)
    }

    fn before(&mut self, table: Table, operation: Operation, id: i64) -> Result<(), Error> {
        self.flush()?;
        let row = cells(self.connection, self.place, table, id)?
            .ok_or_else(|| self.place.not_found(table.as_str(), id))?;
        self.write(table, operation, id, id, Some(Value::Object(row).to_string()))
    }

    fn flush(&mut self) -> Result<(), Error> {
        match self.run.take() {
            Some((table, first, last)) => self.write(table, Operation::Insert, first, last, None),
            None => Ok(()),
        }
    }

    fn write(
        &mut self,
        table: Table,
        operation: Operation,
        first: i64,
        last: i64,
        before: Option<String>,
    ) -> Result<(), Error> {
        let step = self.step()?;
        self.connection
            .prepare_cached(
                "INSERT INTO change (step, tab, operation, first, last, before) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )
            .and_then(|mut s| s.execute(params![step, table.as_str(), operation.as_str(), first, last, before]))
            .map_err(|error| self.place.fault(error))?;
        Ok(())
    }
}

/// Reads a row as column names and values, `None` when there is no such row.
fn cells(
    connection: &Connection,
    place: &Place,
    table: Table,
    id: i64,
) -> Result<Option<Map<String, Value>>, Error> {
    let fault = |error| place.fault(error);
    let mut statement = connection
        .prepare_cached(&format!("SELECT * FROM {} WHERE id = ?1", table.as_str()))
        .map_err(fault)?;
    let names: Vec<String> = statement.column_names().map(str::to_owned).collect();
    statement
        .query_row([id], |row| {
            let mut cells = Map::new();
            for (index, name) in names.iter().enumerate() {
                cells.insert(name.clone(), to_json(row.get_ref(index)?));
            }
            Ok(cells)
        })
        .optional()
        .map_err(fault)
}

/// Reals are written as text, which gives every bit back.
fn to_json(cell: ValueRef<'_>) -> Value {
    match cell {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(n) => Value::from(n),
        ValueRef::Real(x) => serde_json::json!({ "real": format!("{x:?}") }),
        ValueRef::Text(text) => Value::from(String::from_utf8_lossy(text)),
        ValueRef::Blob(bytes) => serde_json::json!({ "blob": bytes }),
    }
}

fn from_json(place: &Place, value: &Value) -> Result<Cell, Error> {
    let broken = || place.damaged("a row in the change log does not parse");
    match value {
        Value::Null => Ok(Cell::Null),
        Value::Number(n) => n.as_i64().map(Cell::Integer).ok_or_else(broken),
        Value::String(text) => Ok(Cell::Text(text.clone())),
        Value::Object(tagged) => match (tagged.get("real"), tagged.get("blob")) {
            (Some(Value::String(x)), None) => x.parse().map(Cell::Real).map_err(|_| broken()),
            (None, Some(bytes)) => {
                serde_json::from_value(bytes.clone()).map(Cell::Blob).map_err(|_| broken())
            }
            _ => Err(broken()),
        },
        Value::Bool(_) | Value::Array(_) => Err(broken()),
    }
}

/// A row as the log has it.
pub(super) struct LoggedRow {
    columns: Vec<String>,
    cells: Vec<Cell>,
}

impl LoggedRow {
    pub(super) fn parse(place: &Place, before: Option<&str>) -> Result<LoggedRow, Error> {
        let broken = || place.damaged("a row in the change log does not parse");
        let row: Map<String, Value> =
            serde_json::from_str(before.ok_or_else(broken)?).map_err(|_| broken())?;
        let word = |name: &str| name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
        let (mut columns, mut cells) = (Vec::new(), Vec::new());
        for (name, value) in &row {
            if !word(name) {
                return Err(broken());
            }
            columns.push(name.clone());
            cells.push(from_json(place, value)?);
        }
        Ok(LoggedRow { columns, cells })
    }

    /// Returns an integer column.
    pub(super) fn integer(&self, column: &str) -> Option<i64> {
        let index = self.columns.iter().position(|name| name == column)?;
        match self.cells[index] {
            Cell::Integer(n) => Some(n),
            _ => None,
        }
    }

    /// Sets an integer column.
    pub(super) fn set_integer(&mut self, column: &str, n: i64) {
        if let Some(index) = self.columns.iter().position(|name| name == column) {
            self.cells[index] = Cell::Integer(n);
        }
    }

    /// Inserts the row with the id it had.
    pub(super) fn insert(&self, connection: &Connection, place: &Place, table: Table) -> Result<(), Error> {
        let marks: Vec<String> = (1..=self.columns.len()).map(|n| format!("?{n}")).collect();
        let (columns, marks) = (self.columns.join(", "), marks.join(", "));
        let sql = format!("INSERT INTO {} ({columns}) VALUES ({marks})", table.as_str());
        self.execute(connection, place, &sql)
    }

    /// Makes the row of this id what it was.
    pub(super) fn update(&self, connection: &Connection, place: &Place, table: Table) -> Result<(), Error> {
        let sets: Vec<String> =
            self.columns.iter().enumerate().map(|(n, name)| format!("{name} = ?{}", n + 1)).collect();
        let id = self
            .columns
            .iter()
            .position(|name| name == "id")
            .ok_or_else(|| place.damaged("a row in the change log has no id"))?;
        let sql = format!("UPDATE {} SET {} WHERE id = ?{}", table.as_str(), sets.join(", "), id + 1);
        self.execute(connection, place, &sql)
    }

    fn execute(&self, connection: &Connection, place: &Place, sql: &str) -> Result<(), Error> {
        connection
            .prepare_cached(sql)
            .and_then(|mut s| s.execute(params_from_iter(&self.cells)))
            .map_err(|error| place.fault(error))?;
        Ok(())
    }
}
