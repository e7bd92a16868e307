//! The secret link at which somebody's calendar program fetches their appointments. The secret is in the link, its hash
//! in the database; there is one link per person at a time.

use db::{Dialect, Sql};
use sea_orm::{ConnectionTrait, FromQueryResult};
use serde_json::json;

use crate::{
    accounts::{people, sessions},
    error::{Error, Result},
    ids::UserId,
    time::At,
    tx::Tx,
};

/// What stands before the secret. `headers::log` leaves the rest of these paths out of the log.
pub const PATH: &str = "/calendars/";

/// Makes the link of the actor; an older one ends. Answers its path, the only time its secret is known.
///
/// # Errors
/// When the database is away.
pub async fn make(tx: &mut Tx) -> Result<String> {
    let user = tx.user().ok_or(Error::SignIn)?;
    let token = kit::random::token();
    let mut sql = Sql::new("INSERT INTO calendar_links (user_id, token_hash, created_at) VALUES (");
    sql.bind(user.0).push(", ").bind(sessions::hash(&token));
    sql.push(", ").bind(tx.now().0);
    sql.push(
        ") ON CONFLICT (user_id) DO UPDATE SET token_hash = excluded.token_hash, created_at = excluded.created_at",
    );
    tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    people::said(tx, user, json!({ "calendar_link": true }));
    Ok(format!("{PATH}{token}.ics"))
}

/// Ends the link of the actor.
///
/// # Errors
/// When the database is away.
pub async fn revoke(tx: &mut Tx) -> Result<()> {
    let user = tx.user().ok_or(Error::SignIn)?;
    let mut sql = Sql::new("DELETE FROM calendar_links WHERE user_id = ");
    sql.bind(user.0);
    let done = tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    if done.rows_affected() > 0 {
        people::said(tx, user, json!({ "calendar_link": false }));
    }
    Ok(())
}

/// When somebody's link was made; nothing while they have none.
///
/// # Errors
/// When the database is away.
pub async fn made_at<C: ConnectionTrait>(db: &C, user: UserId) -> Result<Option<At>> {
    #[derive(FromQueryResult)]
    struct Row {
        created_at: At,
    }
    let mut sql = Sql::new("SELECT created_at FROM calendar_links WHERE user_id = ");
    sql.bind(user.0);
    let row = Row::find_by_statement(sql.statement(Dialect::of(db))).one(db).await?;
    Ok(row.map(|row| row.created_at))
}

/// Whose link it is. Looked up by its hash, so that how long it takes says nothing about the secret.
///
/// # Errors
/// When the database is away.
pub async fn holder<C: ConnectionTrait>(db: &C, token: &str) -> Result<Option<UserId>> {
    #[derive(FromQueryResult)]
    struct Row {
        user_id: UserId,
    }
    let mut sql = Sql::new("SELECT user_id FROM calendar_links WHERE token_hash = ");
    sql.bind(sessions::hash(token));
    let row = Row::find_by_statement(sql.statement(Dialect::of(db))).one(db).await?;
    Ok(row.map(|row| row.user_id))
}
