//! Signing in with mail address and password, or with a link; and choosing a password with a link.

use axum::http::HeaderValue;
use db::Sql;
use sea_orm::FromQueryResult;

use super::{
    attempts::{self, Keys, Turn},
    links::{self, Purpose},
    passwords, sessions,
};
use crate::{app::App, error::Result, ids::UserId};

/// How an attempt to sign in ended.
#[derive(Clone, Debug)]
pub(super) enum SignIn {
    /// The header that sets the session's cookie.
    Welcome(HeaderValue),
    /// Address or password are wrong; nobody is told which.
    Wrong {
        /// So many more tries.
        left: i64,
    },
    /// Too many tries; so many seconds to wait.
    Wait {
        /// How long.
        seconds: i64,
    },
}

#[derive(FromQueryResult)]
struct Kept {
    id: UserId,
    password_hash: Option<String>,
}

/// Signs in by mail address and password.
pub(super) async fn sign_in(app: &App, email: &str, password: &str, address: &str) -> Result<SignIn> {
    let email = fold_email(email);
    let keys = Keys::new(&email, address);
    let left = match attempts::count(app, &keys).await? {
        Turn::Wait { seconds } => return Ok(SignIn::Wait { seconds }),
        Turn::Go { left } => left,
    };
    let mut sql = Sql::new("SELECT id, password_hash FROM users WHERE disabled_at IS NULL AND email = ");
    sql.bind(email);
    let kept: Option<Kept> = app.one(sql).await?;
    let hash = kept.as_ref().and_then(|kept| kept.password_hash.as_deref());
    let right = passwords::verify(password, hash).await?;
    let Some(kept) = kept.filter(|_| right) else {
        return Ok(SignIn::Wrong { left });
    };
    let transaction = app.db().begin().await?;
    attempts::forgive(&transaction, &keys).await?;
    let cookie = sessions::open(&transaction, app, kept.id).await?;
    transaction.commit().await?;
    Ok(SignIn::Welcome(cookie))
}

/// Whether somebody who is signed in knows their password; counted as sign-ins are.
///
/// # Errors
/// [`crate::error::Error::TooMany`] after too many wrong ones.
pub(super) async fn knows_password(app: &App, user: UserId, password: &str, address: &str) -> Result<bool> {
    let mut sql = Sql::new("SELECT email, password_hash FROM users WHERE id = ");
    sql.bind(user.0);
    #[derive(FromQueryResult)]
    struct Own {
        email: String,
        password_hash: Option<String>,
    }
    let own: Own = app.one(sql).await?.ok_or(crate::error::Error::NotFound)?;
    let keys = Keys::new(&own.email, address);
    if let Turn::Wait { seconds } = attempts::count(app, &keys).await? {
        return Err(crate::error::Error::TooMany { retry_after: seconds });
    }
    let right = passwords::verify(password, own.password_hash.as_deref()).await?;
    if right {
        let transaction = app.db().begin().await?;
        attempts::forgive(&transaction, &keys).await?;
        transaction.commit().await?;
    }
    Ok(right)
}

/// Signs in by a link, which is used up; `None` when it cannot be used.
pub(super) async fn sign_in_by_link(app: &App, token: &str) -> Result<Option<HeaderValue>> {
    let transaction = app.db().begin().await?;
    let used = links::use_up(&transaction, Purpose::SignIn, token, app.now()).await?;
    let Some(user) = used.and_then(|holder| holder.user_id) else {
        return Ok(None);
    };
    let cookie = sessions::open(&transaction, app, user).await?;
    transaction.commit().await?;
    Ok(Some(cookie))
}

/// Uses up an invitation or reset link: keeps the new password, ends all sessions and opens one.
pub(super) async fn choose_password(
    app: &App,
    purpose: Purpose,
    token: &str,
    password: &str,
) -> Result<Option<HeaderValue>> {
    let hash = passwords::hash(password).await?;
    let tx = app.begin(&app.system().await?).await?;
    let used = links::use_up(tx.db(), purpose, token, tx.now()).await?;
    let Some(user) = used.and_then(|holder| holder.user_id) else {
        return Ok(None);
    };
    let mut tx = tx;
    super::people::set_password(&mut tx, user, &hash).await?;
    sessions::end_all(tx.db(), app, user, None).await?;
    let cookie = sessions::open(tx.db(), app, user).await?;
    tx.commit().await?;
    Ok(Some(cookie))
}

/// A mail address as it is kept and compared: without spaces around it, in small letters.
#[must_use]
pub(super) fn fold_email(email: &str) -> String {
    email.trim().to_lowercase()
}
