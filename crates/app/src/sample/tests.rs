//! The sample is what it promises, and the same every time.

use db::{Sql, db_test, testing::FromTestDb as _};
use sea_orm::ConnectionTrait as _;
use sha2::{Digest as _, Sha256};

use super::{SEED, dice::Dice, fates};
use crate::{
    app::App,
    deals,
    error::Error,
    testing::{EmptyApp, NOW, TestApp},
};

async fn number(app: &App, sql: &str) -> i64 {
    let statement = Sql::new(sql).statement(app.db().dialect());
    let row = app.db().read().query_one_raw(statement).await.unwrap().unwrap();
    row.try_get_by_index(0).unwrap()
}

/// Everything people would see of it, as one number.
async fn content(app: &App) -> String {
    let mut hash = Sha256::new();
    for sql in [
        "SELECT name || email || role FROM users ORDER BY id",
        "SELECT name || kana || address || phone FROM companies ORDER BY id",
        "SELECT name || department || email FROM contacts ORDER BY id",
        "SELECT title || outcome || phase_id || '.' || COALESCE(amount, 0) || '.' || red_at || note FROM deals ORDER BY id",
        "SELECT deal_id || '.' || valid_from || '.' || phase_id || outcome FROM deal_versions ORDER BY id",
        "SELECT subject || starts_at || state || result FROM activities ORDER BY id",
        "SELECT at || kind || COALESCE(user_id, 0) || data FROM events ORDER BY id",
    ] {
        let statement = Sql::new(sql).statement(app.db().dialect());
        for row in app.db().read().query_all_raw(statement).await.unwrap() {
            hash.update(row.try_get_by_index::<String>(0).unwrap());
        }
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

#[db_test]
async fn the_sample_is_what_it_promises(empty: EmptyApp) {
    let app = &empty.app;
    let made = super::make(app, SEED).await.unwrap();
    assert_eq!((made.companies, made.contacts, made.deals), (150, 350, 600));
    assert_eq!(deals::disagreements(app.db().read()).await.unwrap(), []);
    let count = async |condition: String| number(app, &format!("SELECT COUNT(*) FROM {condition}")).await;

    assert_eq!(count("teams".into()).await, 3);
    assert_eq!(count("users WHERE role IN ('manager', 'rep')".into()).await, 12);
    assert_eq!(count("users WHERE password_hash IS NOT NULL".into()).await, 0);
    assert_eq!(count("phases".into()).await, 7);
    assert!(count("activities".into()).await > 3000);
    assert_eq!(
        count(format!("events WHERE at > {NOW}")).await,
        0,
        "nothing happens in the future"
    );
    assert_eq!(
        count(format!("deals WHERE opened_at < {NOW} - 40000000000")).await,
        0,
        "15 months"
    );

    let closed = count("deals WHERE outcome IN ('won', 'lost')".into()).await;
    assert!((330..=390).contains(&closed), "{closed} of 600 are closed");
    let open = count("deals WHERE outcome = 'open'".into()).await;
    let red = count(format!("deals WHERE outcome = 'open' AND red_at <= {NOW}")).await;
    let yellow = count(format!(
        "deals WHERE outcome = 'open' AND red_at > {NOW} AND yellow_at <= {NOW}"
    ))
    .await;
    let gray = format!("deals WHERE outcome = 'open' AND yellow_at > {NOW} AND last_touch_at IS NULL");
    assert!((10..=15).contains(&(red * 100 / open)), "{red} of {open} are red");
    assert!(
        (20..=30).contains(&(yellow * 100 / open)),
        "{yellow} of {open} are yellow"
    );
    assert!(count(gray).await > 0);

    for kind in ["deal.held", "deal.resumed", "deal.reopened", "deal.won", "deal.lost"] {
        assert!(count(format!("events WHERE kind = '{kind}'")).await > 0, "{kind}");
    }
    for (what, least) in [
        ("\"direction\":\"back\"", 10),
        ("\"direction\":\"skip\"", 20),
        ("\"override\":\"", 10),
    ] {
        let moves = count(format!("events WHERE kind = 'deal.moved' AND data LIKE '%{what}%'")).await;
        assert!(moves >= least, "{what}: {moves}");
    }
    assert!(count("deals WHERE slips > 0".into()).await > 20);

    // The same again, to the letter, whichever the database.
    let folder = tempfile::tempdir().unwrap();
    let again = EmptyApp::from_test_db(db::DbUrl::Sqlite(folder.path().join("again.db"))).await;
    super::make(&again.app, SEED).await.unwrap();
    assert_eq!(content(app).await, content(&again.app).await);
}

#[test]
fn another_seed_makes_something_else() {
    let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 20).unwrap();
    let fates = |seed| format!("{:?}", fates::draw(&mut Dice::new(seed), today));
    assert_eq!(fates(7), fates(7));
    assert_ne!(fates(7), fates(8));
}

#[db_test]
async fn a_workspace_is_never_overwritten(app: TestApp) {
    let traces = app.traces().await;
    assert!(matches!(super::make(&app.app, SEED).await, Err(Error::Invalid(_))));
    assert_eq!(app.traces().await, traces);
}
