//! Sessions: a secret in a cookie, its hash in the database.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderValue},
    middleware::Next,
    response::{IntoResponse, Response},
};
use db::Sql;
use kit::flash::cookie_value;
use sea_orm::{ConnectionTrait, FromQueryResult};
use sha2::{Digest as _, Sha256};

use crate::{
    actor::{self, Actor, Role, Theme},
    app::App,
    error::Result,
    ids::{TeamId, UserId},
    text::Locale,
    time::At,
    workspace,
};

/// Days without a request after which a session ends.
pub(super) const IDLE_DAYS: i64 = 14;
/// Days after which it ends in any case.
const LONGEST_DAYS: i64 = 90;
/// The database is told at most this often that a session is alive, in milliseconds.
const SEEN_EVERY: i64 = 10 * 60 * 1000;

/// The session's row number, beside the actor in a request's extensions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SessionId(pub i64);

#[derive(FromQueryResult)]
struct Row {
    session_id: i64,
    last_seen_at: At,
    #[sea_orm(nested)]
    who: Who,
}

#[derive(FromQueryResult)]
struct Who {
    user_id: UserId,
    name: String,
    role: Role,
    team_id: Option<TeamId>,
    locale: Option<Locale>,
    theme: Option<Theme>,
}

/// What is read of [`Who`].
const WHO: &str = "u.id AS user_id, u.name, u.role, u.team_id, u.locale, u.theme";

/// Middleware: finds out who is asking, and puts the [`Actor`] into the request.
pub async fn load(State(app): State<App>, mut request: Request, next: Next) -> Response {
    match find(&app, request.headers()).await {
        Ok(Some((actor, session))) => {
            request.extensions_mut().insert(actor);
            request.extensions_mut().insert(session);
        }
        Ok(None) => {}
        Err(error) => return error.into_response(),
    }
    next.run(request).await
}

async fn find(app: &App, headers: &HeaderMap) -> Result<Option<(Actor, SessionId)>> {
    let Some(token) = cookie_value(headers, cookie_name(app)) else {
        return Ok(None);
    };
    let now = app.now();
    let mut sql = Sql::new(&format!(
        "SELECT s.id AS session_id, s.last_seen_at, {WHO} FROM sessions s JOIN users u ON u.id = s.user_id
         WHERE u.disabled_at IS NULL AND s.token_hash = "
    ));
    sql.bind(hash(token)).push(" AND s.expires_at > ").bind(now.0);
    sql.push(" AND s.last_seen_at > ").bind(now.plus_days(-IDLE_DAYS).0);
    let Some(row) = app.one::<Row>(sql).await? else {
        return Ok(None);
    };
    let session = row.session_id;
    let last_seen_at = row.last_seen_at;
    let Some(actor) = as_actor(app, row.who).await? else {
        return Ok(None);
    };
    if now.0 - last_seen_at.0 > SEEN_EVERY {
        touch(app, session, now).await?;
    }
    Ok(Some((actor, SessionId(session))))
}

/// Somebody as the one who asks, without a session: for what they fetch by a secret link. `None` for whoever no longer
/// works here.
///
/// # Errors
/// When the database is away.
pub async fn actor_of(app: &App, user: UserId) -> Result<Option<Actor>> {
    let mut sql = Sql::new(&format!(
        "SELECT {WHO} FROM users u WHERE u.disabled_at IS NULL AND u.id = "
    ));
    sql.bind(user.0);
    match app.one::<Who>(sql).await? {
        Some(who) => as_actor(app, who).await,
        None => Ok(None),
    }
}

async fn as_actor(app: &App, who: Who) -> Result<Option<Actor>> {
    let Some(workspace) = workspace::load(app.db().read()).await? else {
        return Ok(None);
    };
    let sees = actor::sees(app.db().read(), who.user_id, who.role, who.team_id, &workspace).await?;
    Ok(Some(Actor {
        user: Some(who.user_id),
        name: who.name,
        role: who.role,
        team: who.team_id,
        sees,
        locale: who.locale.unwrap_or(workspace.locale),
        theme: who.theme,
        workspace: Arc::new(workspace),
    }))
}

async fn touch(app: &App, session: i64, now: At) -> Result<()> {
    let transaction = app.db().begin().await?;
    let mut sql = Sql::new("UPDATE sessions SET last_seen_at = ");
    sql.bind(now.0).push(" WHERE id = ").bind(session);
    transaction.execute_raw(sql.statement(app.db().dialect())).await?;
    Ok(transaction.commit().await?)
}

/// Opens a session for somebody who has proved who they are; the header sets the cookie.
///
/// # Errors
/// When the database is away.
pub async fn open<C: ConnectionTrait>(db: &C, app: &App, user: UserId) -> Result<HeaderValue> {
    let token = kit::random::token();
    let now = app.now();
    let mut sql = Sql::new("INSERT INTO sessions (token_hash, user_id, created_at, last_seen_at, expires_at) VALUES (");
    sql.bind(hash(&token))
        .push(", ")
        .bind(user.0)
        .push(", ")
        .bind(now.0)
        .push(", ")
        .bind(now.0);
    sql.push(", ").bind(now.plus_days(LONGEST_DAYS).0).push(")");
    db.execute_raw(sql.statement(app.db().dialect())).await?;
    let mut sql = Sql::new("UPDATE users SET signed_in_at = ");
    sql.bind(now.0).push(" WHERE id = ").bind(user.0);
    db.execute_raw(sql.statement(app.db().dialect())).await?;
    let cookie = cookie(app, &token, LONGEST_DAYS * 86_400);
    // A cookie of ASCII letters and digits is a valid header.
    HeaderValue::try_from(cookie).map_err(crate::error::Error::internal)
}

/// Ends all sessions of a person but `except`.
///
/// # Errors
/// When the database is away.
pub async fn end_all<C: ConnectionTrait>(db: &C, app: &App, user: UserId, except: Option<SessionId>) -> Result<()> {
    let mut sql = Sql::new("DELETE FROM sessions WHERE user_id = ");
    sql.bind(user.0)
        .push(" AND id <> ")
        .bind(except.map_or(0, |session| session.0));
    db.execute_raw(sql.statement(app.db().dialect())).await?;
    Ok(())
}

/// Ends one session.
///
/// # Errors
/// When the database is away.
pub async fn end<C: ConnectionTrait>(db: &C, app: &App, session: SessionId) -> Result<()> {
    let mut sql = Sql::new("DELETE FROM sessions WHERE id = ");
    sql.bind(session.0);
    db.execute_raw(sql.statement(app.db().dialect())).await?;
    Ok(())
}

/// The header that removes the cookie.
#[must_use]
pub fn clear_cookie(app: &App) -> HeaderValue {
    HeaderValue::try_from(cookie(app, "", 0)).unwrap_or(HeaderValue::from_static("session=; Path=/; Max-Age=0"))
}

/// What is kept of a secret. One round of SHA-256 suffices for 256 random bits.
#[must_use]
pub fn hash(token: &str) -> String {
    use std::fmt::Write as _;
    Sha256::digest(token.as_bytes())
        .iter()
        .fold(String::with_capacity(64), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
}

/// `__Host-` binds a cookie to this very host and to https; over plain http browsers refuse it.
fn cookie_name(app: &App) -> &'static str {
    if app.config().is_https() {
        "__Host-session"
    } else {
        "session"
    }
}

fn cookie(app: &App, value: &str, seconds: i64) -> String {
    let secure = if app.config().is_https() { "; Secure" } else { "" };
    format!(
        "{}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}",
        cookie_name(app)
    )
}

/// The name of the session's cookie, with its value in front of a request's headers (for tests).
#[must_use]
pub fn cookie_pair(set_cookie: &HeaderValue) -> String {
    set_cookie
        .to_str()
        .unwrap_or("")
        .split(';')
        .next()
        .unwrap_or("")
        .to_owned()
}
