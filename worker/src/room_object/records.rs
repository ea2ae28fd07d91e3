//! A room's storage: texts under text keys, in one SQLite table.

use serde::Deserialize;
use worker::{Result, SqlStorage, SqlStorageValue, State};

use crate::log;

/// The table. It exists only while it is needed, so that a room nobody is in takes no storage.
pub(super) struct Records {
    sql: SqlStorage,
    exists: bool,
}

#[derive(Deserialize)]
struct Row {
    key: String,
    value: String,
}

/// Without a row id the key is the table: one row is written for each record, not two.
const CREATE: &str = "CREATE TABLE IF NOT EXISTS records (
    key TEXT PRIMARY KEY NOT NULL,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID";

impl Records {
    pub(super) fn new(sql: SqlStorage) -> Self {
        Self { sql, exists: false }
    }

    /// Reads every record.
    pub(super) fn load(&mut self) -> Result<Vec<(String, String)>> {
        let table = "SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'records'";
        self.exists = self.sql.exec(table, None)?.count() > 0;
        if !self.exists {
            return Ok(Vec::new());
        }
        let rows = self
            .sql
            .exec("SELECT key, value FROM records", None)?
            .to_array::<Row>()?;
        Ok(rows.into_iter().map(|row| (row.key, row.value)).collect())
    }

    /// Writes a record in place of the one with the same key. Failure is logged: the room in memory goes
    /// on, and what it could not write is lost with it.
    pub(super) fn put(&mut self, key: String, value: String) {
        if !self.exists {
            self.run(CREATE, Vec::new());
            self.exists = true;
        }
        let put = "INSERT OR REPLACE INTO records (key, value) VALUES (?, ?)";
        self.run(put, vec![key.into(), value.into()]);
    }

    /// Erases a record, if there is one.
    pub(super) fn erase(&self, key: String) {
        if self.exists {
            self.run("DELETE FROM records WHERE key = ?", vec![key.into()]);
        }
    }

    /// Gives back the storage of a room that keeps nothing.
    pub(super) fn clear(&mut self, state: &State) {
        if !self.exists {
            return;
        }
        match state.storage().as_raw().delete_all() {
            Ok(_) => self.exists = false,
            Err(error) => log::failure("clear", &error.into()),
        }
    }

    fn run(&self, statement: &str, values: Vec<SqlStorageValue>) {
        if let Err(error) = self.sql.exec(statement, values) {
            log::failure("records", &error);
        }
    }
}
