//! Single-use links: the setup page, an invitation, a new password, a sign-in. The secret is in the link, its hash in
//! the database.

use db::{Dialect, Sql};
use sea_orm::{ConnectionTrait, FromQueryResult};

use super::sessions::hash;
use crate::{error::Result, ids::UserId, time::At};

/// What a link is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Setting up the workspace, once.
    Setup,
    /// The first password of somebody who was invited.
    Invitation,
    /// A new password for somebody who forgot theirs.
    Reset,
    /// Signing in without a password.
    SignIn,
}

impl Purpose {
    const fn code(self) -> &'static str {
        match self {
            Self::Setup => "setup",
            Self::Invitation => "invitation",
            Self::Reset => "reset",
            Self::SignIn => "sign_in",
        }
    }

    /// What stands before the secret. `headers::log` leaves the rest of these paths out of the log.
    const fn path(self) -> &'static str {
        match self {
            Self::Setup => "/setup/",
            Self::Invitation => "/invitations/",
            Self::Reset => "/resets/",
            Self::SignIn => "/sign-in-links/",
        }
    }

    /// How long it can be used, in milliseconds.
    const fn lasts(self) -> i64 {
        match self {
            Self::Setup | Self::Invitation => 7 * At::DAY,
            Self::Reset => At::DAY,
            Self::SignIn => 15 * 60 * 1000,
        }
    }
}

/// A link that was just made: the only time its secret is known.
#[derive(Clone, Debug)]
pub struct Link {
    /// Until when it can be used.
    pub expires_at: At,
    purpose: Purpose,
    token: String,
}

impl Link {
    /// The address to hand over. `base` has no trailing slash.
    #[must_use]
    pub fn url(&self, base: &str) -> String {
        format!("{base}{}{}", self.purpose.path(), self.token)
    }
}

/// Makes a link. An older one of the same person for the same purpose ends.
///
/// # Errors
/// When the database is away.
pub async fn make<C: ConnectionTrait>(
    db: &C,
    purpose: Purpose,
    user: Option<UserId>,
    by: Option<UserId>,
    now: At,
) -> Result<Link> {
    if let Some(user) = user {
        withdraw(db, user, Some(purpose)).await?;
    }
    let link = Link {
        expires_at: At(now.0 + purpose.lasts()),
        purpose,
        token: kit::random::token(),
    };
    let mut sql =
        Sql::new("INSERT INTO links (token_hash, purpose, user_id, created_by, created_at, expires_at) VALUES (");
    sql.bind(hash(&link.token)).push(", ").bind(purpose.code());
    sql.push(", ").bind(user.map(|id| id.0));
    sql.push(", ").bind(by.map(|id| id.0));
    sql.push(", ").bind(now.0).push(", ").bind(link.expires_at.0).push(")");
    db.execute_raw(sql.statement(Dialect::of(db))).await?;
    Ok(link)
}

/// Ends the unused links of a person: all of them, or those for one purpose.
///
/// # Errors
/// When the database is away.
pub async fn withdraw<C: ConnectionTrait>(db: &C, user: UserId, purpose: Option<Purpose>) -> Result<()> {
    let mut sql = Sql::new("DELETE FROM links WHERE used_at IS NULL AND user_id = ");
    sql.bind(user.0);
    if let Some(purpose) = purpose {
        sql.push(" AND purpose = ").bind(purpose.code());
    }
    db.execute_raw(sql.statement(Dialect::of(db))).await?;
    Ok(())
}

/// Whom a link is for.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Holder {
    /// Nobody yet, for the setup page.
    pub user_id: Option<UserId>,
}

/// Whom a link is for, as long as it can be used; it can still be used afterwards.
///
/// # Errors
/// When the database is away.
pub async fn look_at<C: ConnectionTrait>(db: &C, purpose: Purpose, token: &str, now: At) -> Result<Option<Holder>> {
    let mut sql = Sql::new("SELECT user_id FROM links WHERE ");
    push_usable(&mut sql, purpose, token, now);
    let holder = Holder::find_by_statement(sql.statement(Dialect::of(db)));
    Ok(holder.one(db).await?)
}

/// Uses a link up. Of two who use it at the same time, one gets `None`.
///
/// # Errors
/// When the database is away.
pub async fn use_up<C: ConnectionTrait>(db: &C, purpose: Purpose, token: &str, now: At) -> Result<Option<Holder>> {
    let mut sql = Sql::new("UPDATE links SET used_at = ");
    sql.bind(now.0).push(" WHERE ");
    push_usable(&mut sql, purpose, token, now);
    sql.push(" RETURNING user_id");
    let holder = Holder::find_by_statement(sql.statement(Dialect::of(db)));
    Ok(holder.one(db).await?)
}

fn push_usable(sql: &mut Sql, purpose: Purpose, token: &str, now: At) {
    sql.push("token_hash = ").bind(hash(token));
    sql.push(" AND purpose = ").bind(purpose.code());
    sql.push(" AND used_at IS NULL AND expires_at > ").bind(now.0);
    sql.push(" AND (user_id IS NULL OR user_id IN (SELECT id FROM users WHERE disabled_at IS NULL))");
}
