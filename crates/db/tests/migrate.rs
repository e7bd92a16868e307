//! A database that is new, older or newer than the program, and one that several processes open at once.

#![expect(clippy::unwrap_used, reason = "a test fails where it unwraps")]

use db::{Db, DbUrl, Migrations, Migrator, OpenError, db_test, migrator, testing::FromTestDb};
use sea_orm::ConnectionTrait as _;

/// A database with one table, `t1`, and where it is.
#[derive(Clone)]
struct Opened {
    url: DbUrl,
    db: Db,
}

impl FromTestDb for Opened {
    async fn from_test_db(url: DbUrl) -> Self {
        let db = Db::open(&url, &tables(1)).await.unwrap();
        Self { url, db }
    }

    fn db(&self) -> Db {
        self.db.clone()
    }
}

/// The migrations of a program that knows the tables `t1` to `t{last}`.
fn tables(last: usize) -> Migrations {
    let both = || files((1..=last).map(|number| format!("CREATE TABLE t{number} (id BIGINT PRIMARY KEY)")));
    Migrations {
        sqlite: both(),
        postgres: both(),
    }
}

fn files(statements: impl Iterator<Item = String>) -> Migrator {
    migrator(
        (1..)
            .zip(statements)
            .map(|(number, sql)| (format!("{number:04}_t.sql"), sql)),
    )
}

async fn count(db: &Db, table: &str) -> Option<i64> {
    let row = db
        .read()
        .query_one_raw(db::Sql::new(&format!("SELECT CAST(COUNT(*) AS BIGINT) FROM {table}")).statement(db.dialect()))
        .await
        .ok()?;
    row?.try_get_by_index(0).ok()
}

async fn insert(db: &Db, id: i64) {
    let transaction = db.begin().await.unwrap();
    transaction
        .execute_unprepared(&format!("INSERT INTO t1 (id) VALUES ({id})"))
        .await
        .unwrap();
    transaction.commit().await.unwrap();
}

#[db_test]
async fn programs_that_start_together_migrate_once(opened: Opened) {
    let starts = (0..6).map(|_| {
        let url = opened.url.clone();
        tokio::spawn(async move { Db::open(&url, &tables(4)).await })
    });
    let starts: Vec<_> = starts.collect();
    for start in starts {
        let db = start.await.unwrap().unwrap();
        assert_eq!(count(&db, "t4").await, Some(0));
        db.close().await.unwrap();
    }
    assert_eq!(count(&opened.db, "_sqlx_migrations").await, Some(4));
}

#[db_test]
async fn a_database_newer_than_the_program_is_refused_and_left_alone(opened: Opened) {
    Db::open(&opened.url, &tables(3)).await.unwrap().close().await.unwrap();
    match Db::open(&opened.url, &tables(1)).await {
        Err(OpenError::Newer { program: 1, database }) => assert!(database > 1, "{database}"),
        other => panic!("opened by an older program: {other:?}"),
    }
    assert_eq!(count(&opened.db, "_sqlx_migrations").await, Some(3));
}

#[db_test]
async fn a_migration_that_fails_leaves_what_was_there(opened: Opened) {
    insert(&opened.db, 7).await;
    let broken = || {
        files(
            [
                "CREATE TABLE t1 (id BIGINT PRIMARY KEY)".to_owned(),
                "CREATE TABLE".to_owned(),
            ]
            .into_iter(),
        )
    };
    let migrations = Migrations {
        sqlite: broken(),
        postgres: broken(),
    };
    let failed = Db::open(&opened.url, &migrations).await;
    assert!(matches!(failed, Err(OpenError::Migrate(_))), "{failed:?}");
    let again = Db::open(&opened.url, &tables(1)).await.unwrap();
    assert_eq!(count(&again, "t1").await, Some(1));
    again.close().await.unwrap();
}

/// Of SQLite alone: whoever runs PostgreSQL has backups of their own.
#[tokio::test]
async fn a_copy_is_taken_before_a_migration_and_only_then() {
    let folder = tempfile::tempdir().unwrap();
    let url = DbUrl::Sqlite(folder.path().join("kizashi.db"));
    let copies = || {
        let names = std::fs::read_dir(folder.path()).unwrap();
        let names = names.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        names.filter(|name| name.contains("before")).collect::<Vec<_>>()
    };

    let db = Db::open(&url, &tables(1)).await.unwrap();
    insert(&db, 7).await;
    db.close().await.unwrap();
    assert_eq!(copies(), Vec::<String>::new(), "a new database has nothing to copy");

    Db::open(&url, &tables(2)).await.unwrap().close().await.unwrap();
    Db::open(&url, &tables(2)).await.unwrap().close().await.unwrap();
    assert_eq!(copies(), ["kizashi.before-0002.db"]);

    let copy = DbUrl::Sqlite(folder.path().join("kizashi.before-0002.db"));
    let copy = Db::open(&copy, &tables(1)).await.unwrap();
    assert_eq!(count(&copy, "t1").await, Some(1));
    assert_eq!(count(&copy, "t2").await, None);
    copy.close().await.unwrap();
}
