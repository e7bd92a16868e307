//! Migrations: plain SQL per database, run once at start, also when several processes start together.

use std::{fs::File, path::Path};

pub use sqlx::migrate::Migrator;
use sqlx::migrate::{Migrate, MigrateError, Migration, MigrationType};

use crate::OpenError;

/// The application's migrations, in both dialects, with the same names.
#[derive(Debug)]
pub struct Migrations {
    /// For SQLite.
    pub sqlite: Migrator,
    /// For PostgreSQL.
    pub postgres: Migrator,
}

/// Builds a migrator from `(file name, SQL)` pairs such as `("0001_accounts.sql", "CREATE …")`.
///
/// # Panics
/// When a name does not start with its number: that is a mistake in the program, not in its input.
#[must_use]
pub fn migrator(files: impl IntoIterator<Item = (String, String)>) -> Migrator {
    let mut migrations: Vec<Migration> = files
        .into_iter()
        .map(|(name, sql)| {
            let (number, rest) = name.split_once('_').expect("a migration is named 0001_name.sql");
            Migration::new(
                number.parse().expect("a migration's name starts with its number"),
                rest.trim_end_matches(".sql").to_owned().into(),
                MigrationType::Simple,
                sqlx::AssertSqlSafe(sql).into_sql_str(),
                false,
            )
        })
        .collect();
    migrations.sort();
    Migrator::with_migrations(migrations)
}

use sqlx::SqlSafeStr as _;

/// Brings a SQLite file up to date. Takes a copy first if there is anything to lose.
pub(crate) async fn sqlite(pool: &sqlx::SqlitePool, file: &Path, migrator: &Migrator) -> Result<(), OpenError> {
    let _lock = lock(file).await?;
    let applied = {
        let mut connection = pool.acquire().await?;
        connection.ensure_migrations_table("_sqlx_migrations").await?;
        connection.list_applied_migrations("_sqlx_migrations").await?
    };
    let applied: Vec<i64> = applied.iter().map(|migration| migration.version).collect();
    refuse_newer(&applied, migrator)?;
    let pending = migrator.iter().find(|migration| !applied.contains(&migration.version));
    if let (Some(pending), false) = (pending, applied.is_empty()) {
        copy_before(pool, file, pending.version).await?;
    }
    migrator.run(pool).await.map_err(OpenError::Migrate)
}

/// Brings a PostgreSQL database up to date; sqlx holds an advisory lock meanwhile.
pub(crate) async fn postgres(pool: &sqlx::PgPool, migrator: &Migrator) -> Result<(), OpenError> {
    match migrator.run(pool).await {
        Err(MigrateError::VersionMissing(version)) => Err(OpenError::Newer {
            database: version,
            program: newest(migrator),
        }),
        other => other.map_err(OpenError::Migrate),
    }
}

fn newest(migrator: &Migrator) -> i64 {
    migrator.iter().map(|migration| migration.version).max().unwrap_or(0)
}

fn refuse_newer(applied: &[i64], migrator: &Migrator) -> Result<(), OpenError> {
    match applied.iter().find(|version| !migrator.version_exists(**version)) {
        Some(&database) => Err(OpenError::Newer {
            database,
            program: newest(migrator),
        }),
        None => Ok(()),
    }
}

/// sqlx locks nothing on SQLite, so two processes that start together would both migrate.
async fn lock(file: &Path) -> Result<File, OpenError> {
    let path = file.with_extension("lock");
    tokio::task::spawn_blocking(move || {
        let lock = File::options().create(true).truncate(false).write(true).open(path)?;
        lock.lock()?;
        Ok(lock)
    })
    .await
    .map_err(std::io::Error::other)?
    .map_err(OpenError::Io)
}

async fn copy_before(pool: &sqlx::SqlitePool, file: &Path, version: i64) -> Result<(), OpenError> {
    let copy = file.with_extension(format!("before-{version:04}.db"));
    if copy.exists() {
        std::fs::remove_file(&copy)?;
    }
    sqlx::query("VACUUM INTO ?")
        .bind(copy.display().to_string())
        .execute(pool)
        .await?;
    tracing::info!(copy = %copy.display(), "copied the database before migrating it");
    Ok(())
}
