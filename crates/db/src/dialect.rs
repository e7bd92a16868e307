//! Everything that is said differently to SQLite and to PostgreSQL, in one place.

use sea_orm::{ConnectionTrait, DbBackend};

/// Which database is spoken to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// The embedded default: one file, one writer, several readers.
    Sqlite,
    /// PostgreSQL 15 or newer, shared by any number of processes.
    Postgres,
}

impl Dialect {
    /// What a connection or transaction speaks.
    pub fn of<C: ConnectionTrait>(connection: &C) -> Self {
        if connection.get_database_backend() == DbBackend::Postgres {
            Self::Postgres
        } else {
            Self::Sqlite
        }
    }

    /// The same fact in SeaORM's words.
    #[must_use]
    pub const fn backend(self) -> DbBackend {
        match self {
            Self::Sqlite => DbBackend::Sqlite,
            Self::Postgres => DbBackend::Postgres,
        }
    }

    /// The statement after which no other transaction can insert an event before this one commits.
    ///
    /// Event ids are handed to live viewers as "everything up to here has been seen". PostgreSQL
    /// draws sequence numbers outside the transaction, so without a lock number 6 may become visible
    /// before number 5, and a viewer who resumes after 6 never sees 5. SQLite has one writer anyway.
    #[must_use]
    pub const fn lock_event_order(self) -> Option<&'static str> {
        match self {
            Self::Sqlite => None,
            Self::Postgres => Some("SELECT pg_advisory_xact_lock(7204312)"),
        }
    }

    /// Tells other processes on the same database that events were written; sent at commit.
    #[must_use]
    pub const fn notify_events(self) -> Option<&'static str> {
        match self {
            Self::Sqlite => None,
            Self::Postgres => Some("NOTIFY kizashi_events"),
        }
    }

    /// Locks the rows a `SELECT` returns until the transaction ends (SQLite's writer holds all of them).
    #[must_use]
    pub const fn for_update(self) -> &'static str {
        match self {
            Self::Sqlite => "",
            Self::Postgres => " FOR UPDATE",
        }
    }

    /// As [`for_update`](Self::for_update), passing over rows that another transaction holds.
    #[must_use]
    pub const fn for_update_skip_locked(self) -> &'static str {
        match self {
            Self::Sqlite => "",
            Self::Postgres => " FOR UPDATE SKIP LOCKED",
        }
    }

    /// After a table's name in a join: reads it by this index. SQLite prefers to find a row by its id, even when an index
    /// holds all that is asked of it; PostgreSQL weighs that by itself.
    #[must_use]
    pub fn indexed_by(self, index: &str) -> String {
        match self {
            Self::Sqlite => format!(" INDEXED BY {index}"),
            Self::Postgres => String::new(),
        }
    }

    /// Brings the planner's statistics up to date after a large load.
    #[must_use]
    pub const fn analyze(self) -> &'static str {
        "ANALYZE"
    }

    /// Lists `table`, `column` of every table of the application, for the test that both schemas agree.
    #[must_use]
    pub const fn list_columns(self) -> &'static str {
        match self {
            Self::Sqlite => {
                "SELECT m.name AS table_name, c.name AS column_name
                 FROM sqlite_master m, pragma_table_info(m.name) c
                 WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND m.name NOT LIKE '_sqlx%'
                 ORDER BY 1, 2"
            }
            Self::Postgres => {
                "SELECT table_name::text AS table_name, column_name::text AS column_name
                 FROM information_schema.columns
                 WHERE table_schema = 'public' AND table_name NOT LIKE '\\_sqlx%'
                 ORDER BY table_name COLLATE \"C\", column_name COLLATE \"C\""
            }
        }
    }
}
