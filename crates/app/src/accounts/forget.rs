//! What proved who somebody was and does so no longer is not kept.

use db::Sql;
use sea_orm::ConnectionTrait as _;

use super::sessions::IDLE_DAYS;
use crate::{app::App, error::Result};

/// Removes sessions and links that have expired, and failed sign-ins older than a day, the longest a limit looks back.
///
/// # Errors
/// When the database is away.
pub async fn forget_expired(app: &App) -> Result<()> {
    let now = app.now();
    let mut sessions = Sql::new("DELETE FROM sessions WHERE expires_at <= ");
    sessions
        .bind(now.0)
        .push(" OR last_seen_at <= ")
        .bind(now.plus_days(-IDLE_DAYS).0);
    let mut links = Sql::new("DELETE FROM links WHERE expires_at <= ");
    links.bind(now.0);
    let mut failures = Sql::new("DELETE FROM sign_in_failures WHERE window_start <= ");
    failures.bind(now.plus_days(-1).0);
    let transaction = app.db().begin().await?;
    for sql in [sessions, links, failures] {
        transaction.execute_raw(sql.statement(app.db().dialect())).await?;
    }
    Ok(transaction.commit().await?)
}

#[cfg(test)]
mod tests {
    use db::db_test;

    use super::*;
    use crate::{testing::*, time::At};

    async fn enter(app: &TestApp, key: &str, age: i64) {
        let now = app.app.now();
        let mut link = Sql::new("INSERT INTO links (token_hash, purpose, user_id, created_at, expires_at) VALUES (");
        link.bind(key)
            .push(", 'reset', ")
            .bind(REP.0)
            .push(", 0, ")
            .bind(now.0 - age)
            .push(")");
        app.execute(link).await;
        let mut failure = Sql::new("INSERT INTO sign_in_failures (key, window_start, failures) VALUES (");
        failure.bind(key).push(", ").bind(now.0 - At::DAY - age).push(", 3)");
        app.execute(failure).await;
    }

    #[db_test]
    async fn what_expired_goes_and_what_counts_stays(app: TestApp) {
        let browser = app.browser(REP).await;
        enter(&app, "old", 0).await;
        enter(&app, "young", -1).await;
        forget_expired(&app.app).await.unwrap();
        for table in ["links", "sign_in_failures", "sessions"] {
            assert_eq!(app.number(&format!("SELECT COUNT(*) FROM {table}")).await, 1, "{table}");
        }
        app.app.clock().advance(IDLE_DAYS * At::DAY);
        forget_expired(&app.app).await.unwrap();
        assert_eq!(app.number("SELECT COUNT(*) FROM sessions").await, 0);
        drop(browser);
    }
}
