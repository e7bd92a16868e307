//! A database for one test: a fresh SQLite file, or a fresh PostgreSQL database in the throwaway
//! cluster that `KIZASHI_TEST_POSTGRES` names.

use std::{future::Future, path::PathBuf};

use crate::{Db, DbUrl};

/// The throwaway cluster of `make test`.
pub const POSTGRES_VARIABLE: &str = "KIZASHI_TEST_POSTGRES";

/// What a `#[db_test]` function takes as its argument.
pub trait FromTestDb: Sized {
    /// Opens the empty database at `url`, migrates it and prepares what the test needs.
    fn from_test_db(url: DbUrl) -> impl Future<Output = Self>;
    /// The database, so that it can be closed afterwards.
    fn db(&self) -> Db;
}

/// Runs a test on a fresh SQLite file.
///
/// # Panics
/// When the test does, or when no temporary folder can be made.
pub fn on_sqlite<T: FromTestDb + Clone, F: Future<Output = ()>>(test: impl FnOnce(T) -> F) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let url = DbUrl::Sqlite(PathBuf::from(folder.path()).join("test.db"));
    block_on(async move {
        let setup = T::from_test_db(url).await;
        test(setup).await;
    });
}

/// Runs a test on a fresh PostgreSQL database, dropped afterwards; says so when there is no cluster.
///
/// # Panics
/// When the test does, or when the cluster refuses.
pub fn on_postgres<T: FromTestDb + Clone, F: Future<Output = ()>>(test: impl FnOnce(T) -> F) {
    let Ok(cluster) = std::env::var(POSTGRES_VARIABLE) else {
        eprintln!("SKIPPED on PostgreSQL: {POSTGRES_VARIABLE} names no cluster (make test starts one)");
        return;
    };
    let name = format!("test_{}", unique());
    block_on(async move {
        let admin = sqlx::PgPool::connect(&cluster).await.expect("the test cluster answers");
        execute(&admin, format!("CREATE DATABASE {name}")).await;
        let setup = T::from_test_db(DbUrl::Postgres(with_database(&cluster, &name))).await;
        let db = setup.db();
        test(setup).await;
        db.close().await.expect("the test database closes");
        execute(&admin, format!("DROP DATABASE {name} WITH (FORCE)")).await;
    });
}

/// Makes an empty database in a cluster, replacing one of that name; answers its URL.
///
/// # Panics
/// When the cluster refuses.
pub async fn create_database(cluster: &str, name: &str) -> String {
    let admin = sqlx::PgPool::connect(cluster).await.expect("the cluster answers");
    execute(&admin, format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await;
    execute(&admin, format!("CREATE DATABASE {name}")).await;
    with_database(cluster, name)
}

async fn execute(admin: &sqlx::PgPool, statement: String) {
    sqlx::raw_sql(sqlx::AssertSqlSafe(statement))
        .execute(admin)
        .await
        .expect("the test cluster makes and drops databases");
}

fn with_database(cluster: &str, name: &str) -> String {
    let (base, options) = cluster.split_once('?').unwrap_or((cluster, ""));
    let host = base.find("://").map_or(0, |at| at + 3);
    let end = base[host..].find('/').map_or(base.len(), |at| host + at);
    let options = if options.is_empty() {
        String::new()
    } else {
        format!("?{options}")
    };
    format!("{}/{name}{options}", &base[..end])
}

/// Unique among processes and threads without asking a clock: process id and a counter.
fn unique() -> String {
    use std::sync::atomic::{AtomicU64, Ordering};
    static NEXT: AtomicU64 = AtomicU64::new(0);
    format!("{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed))
}

fn block_on(future: impl Future<Output = ()>) {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("a runtime")
        .block_on(future);
}
