//! Opening a database: one pool to read, one to write.

use std::{path::PathBuf, str::FromStr, time::Duration};

use sea_orm::{
    DatabaseConnection, DatabaseTransaction, DbErr, SqliteTransactionMode, SqlxPostgresConnector, SqlxSqliteConnector,
    TransactionOptions, TransactionTrait,
};
use sqlx::{
    postgres::{PgConnectOptions, PgListener, PgPoolOptions},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

use crate::{Dialect, Migrations, migrate};

/// Where the data is: `sqlite:path/to/file.db` or `postgres://…`.
#[derive(Clone, PartialEq, Eq)]
pub enum DbUrl {
    /// A SQLite file; made with its folder when it does not exist.
    Sqlite(PathBuf),
    /// A PostgreSQL database, as its URL with the password in it.
    Postgres(String),
}

impl std::fmt::Debug for DbUrl {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        std::fmt::Display::fmt(self, f)
    }
}

impl std::fmt::Display for DbUrl {
    /// Without user and password: this is what logs and messages show.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Sqlite(path) => write!(f, "sqlite:{}", path.display()),
            Self::Postgres(url) => {
                let rest = url.split_once("://").map_or("", |(_, rest)| rest);
                write!(f, "postgres://{}", rest.rsplit_once('@').map_or(rest, |(_, host)| host))
            }
        }
    }
}

impl FromStr for DbUrl {
    type Err = OpenError;

    fn from_str(text: &str) -> Result<Self, OpenError> {
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            return Ok(Self::Postgres(text.to_owned()));
        }
        match text.strip_prefix("sqlite:") {
            Some(path) if !path.trim_start_matches('/').is_empty() => {
                Ok(Self::Sqlite(path.strip_prefix("//").unwrap_or(path).into()))
            }
            _ => Err(OpenError::Url),
        }
    }
}

/// Why a database could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Neither `sqlite:` nor `postgres://`. The text is not repeated: it may hold a password.
    #[error("a database is named as sqlite:path/to/file.db or postgres://user:password@host/name")]
    Url,
    /// The folder or the lock file could not be made.
    #[error("cannot prepare the database file: {0}")]
    Io(#[from] std::io::Error),
    /// The database refused or is away.
    #[error("cannot open the database: {0}")]
    Sqlx(#[from] sqlx::Error),
    /// A migration failed; the copy taken before it is named in the log.
    #[error("cannot migrate the database: {0}")]
    Migrate(#[from] sqlx::migrate::MigrateError),
    /// Written by a newer version of this program.
    #[error(
        "this database was written by a newer version (schema {database}; this program knows up to {program}). \
         Start the newer program, or restore the copy taken before the upgrade."
    )]
    Newer {
        /// The first schema version found that is unknown here.
        database: i64,
        /// The newest schema version this program knows.
        program: i64,
    },
}

/// An open database. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Db {
    dialect: Dialect,
    read: DatabaseConnection,
    write: DatabaseConnection,
}

impl Db {
    /// Opens and migrates.
    ///
    /// # Errors
    /// See [`OpenError`].
    pub async fn open(url: &DbUrl, migrations: &Migrations) -> Result<Self, OpenError> {
        match url {
            DbUrl::Sqlite(path) => Self::open_sqlite(path, migrations).await,
            DbUrl::Postgres(url) => Self::open_postgres(url, migrations).await,
        }
    }

    async fn open_sqlite(path: &PathBuf, migrations: &Migrations) -> Result<Self, OpenError> {
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder)?;
        }
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            // A power cut may lose the last commits, never the file: what WAL promises with NORMAL.
            .synchronous(SqliteSynchronous::Normal)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(10))
            .pragma("cache_size", "-16000")
            .pragma("temp_store", "memory")
            .optimize_on_close(true, 1000);
        // One writer: writers queue in the pool, in order, instead of in SQLite's busy handler.
        let write = SqlitePoolOptions::new()
            .max_connections(1)
            .connect_with(options.clone())
            .await?;
        migrate::sqlite(&write, path, &migrations.sqlite).await?;
        let read = SqlitePoolOptions::new()
            .max_connections(8)
            // Reports read widely: joining 226,000 rows took 281 ms mapped, 658 ms through the cache.
            .connect_with(options.pragma("query_only", "on").pragma("mmap_size", "1073741824"))
            .await?;
        Ok(Self {
            dialect: Dialect::Sqlite,
            read: SqlxSqliteConnector::from_sqlx_sqlite_pool(read),
            write: SqlxSqliteConnector::from_sqlx_sqlite_pool(write),
        })
    }

    async fn open_postgres(url: &str, migrations: &Migrations) -> Result<Self, OpenError> {
        let options = PgConnectOptions::from_str(url)?.application_name("kizashi");
        let pool = PgPoolOptions::new().max_connections(16).connect_with(options).await?;
        migrate::postgres(&pool, &migrations.postgres).await?;
        let connection = SqlxPostgresConnector::from_sqlx_postgres_pool(pool);
        Ok(Self {
            dialect: Dialect::Postgres,
            read: connection.clone(),
            write: connection,
        })
    }

    /// Which database this is.
    #[must_use]
    pub const fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// The connection for reads. On SQLite it refuses to write.
    #[must_use]
    pub const fn read(&self) -> &DatabaseConnection {
        &self.read
    }

    /// Starts the only kind of write there is: a transaction that takes the write lock at once.
    ///
    /// A deferred transaction on SQLite that reads first and then writes fails when another has written
    /// meanwhile: in a trial 373 of 400 concurrent ones did, with `BEGIN IMMEDIATE` none.
    ///
    /// # Errors
    /// When the database is away or stays locked for longer than the busy timeout.
    pub async fn begin(&self) -> Result<DatabaseTransaction, DbErr> {
        self.write
            .begin_with_options(TransactionOptions {
                isolation_level: None,
                access_mode: None,
                sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            })
            .await
    }

    /// Listens for [`Dialect::notify_events`] of other processes; `None` where there are none.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn listen_for_events(&self) -> Result<Option<PgListener>, sqlx::Error> {
        if self.dialect == Dialect::Sqlite {
            return Ok(None);
        }
        let mut listener = PgListener::connect_with(self.read.get_postgres_connection_pool()).await?;
        listener.listen("kizashi_events").await?;
        Ok(Some(listener))
    }

    /// Closes all connections; SQLite folds its log into the file.
    ///
    /// # Errors
    /// When the database reports one while closing.
    pub async fn close(self) -> Result<(), DbErr> {
        self.read.close().await?;
        self.write.close().await
    }
}
