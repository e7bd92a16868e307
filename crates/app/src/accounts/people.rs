//! Accounts of people: who may sign in, in which role and team. Acts for admins and for the command line.

use db::Sql;
use sea_orm::{ConnectionTrait, FromQueryResult};
use serde_json::{Map, Value, json};

use super::{
    links::{self, Link, Purpose},
    sign_in::fold_email,
};
use crate::{
    actor::{Role, Theme},
    error::{Error, Result},
    events::{Event, EventKind},
    ids::{TeamId, UserId},
    text::Locale,
    time::At,
    tx::Tx,
};

/// Somebody's account.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Account {
    /// Its number.
    pub id: UserId,
    /// Their name.
    pub name: String,
    /// Their mail address, in small letters.
    pub email: String,
    /// What they may do.
    pub role: Role,
    /// Their team.
    pub team_id: Option<TeamId>,
    /// Its name.
    pub team: Option<String>,
    /// The language they chose.
    pub locale: Option<Locale>,
    /// Light or dark, if they chose.
    pub theme: Option<Theme>,
    /// Since when they may not sign in.
    pub disabled_at: Option<At>,
    /// When they last signed in.
    pub signed_in_at: Option<At>,
    /// Whether they have chosen a password.
    pub has_password: bool,
    /// Until when their invitation can be used.
    pub invited_until: Option<At>,
    /// For forms.
    pub version: i64,
}

const SELECT: &str = "
    SELECT u.id, u.name, u.email, u.role, u.team_id, t.name AS team, u.locale, u.theme, u.disabled_at, u.signed_in_at,
           u.password_hash IS NOT NULL AS has_password, u.version,
           (SELECT MAX(l.expires_at) FROM links l
            WHERE l.user_id = u.id AND l.purpose = 'invitation' AND l.used_at IS NULL) AS invited_until
    FROM users u LEFT JOIN teams t ON t.id = u.team_id";

/// Everybody's, those who may sign in first. For admins: nobody else is shown mail addresses and roles.
///
/// # Errors
/// When the database is away.
pub async fn accounts<C: ConnectionTrait>(db: &C) -> Result<Vec<Account>> {
    let mut sql = Sql::new(SELECT);
    sql.push(" ORDER BY u.disabled_at IS NOT NULL, COALESCE(t.position, 0), u.name, u.id");
    Ok(Account::find_by_statement(sql.statement(db::Dialect::of(db)))
        .all(db)
        .await?)
}

/// One account.
///
/// # Errors
/// [`Error::NotFound`] when there is none of that number.
pub async fn account<C: ConnectionTrait>(db: &C, id: UserId) -> Result<Account> {
    let mut sql = Sql::new(SELECT);
    sql.push(" WHERE u.id = ").bind(id.0);
    let found = Account::find_by_statement(sql.statement(db::Dialect::of(db)));
    found.one(db).await?.ok_or(Error::NotFound)
}

/// The account with a mail address.
///
/// # Errors
/// When the database is away.
pub async fn account_by_email<C: ConnectionTrait>(db: &C, email: &str) -> Result<Option<Account>> {
    let mut sql = Sql::new(SELECT);
    sql.push(" WHERE u.email = ").bind(fold_email(email));
    let found = Account::find_by_statement(sql.statement(db::Dialect::of(db)));
    Ok(found.one(db).await?)
}

/// The admin who has been here longest.
///
/// # Errors
/// When the database is away.
pub async fn first_admin<C: ConnectionTrait>(db: &C) -> Result<Option<Account>> {
    let mut sql = Sql::new(SELECT);
    sql.push(" WHERE u.role = 'admin' AND u.disabled_at IS NULL ORDER BY u.id LIMIT 1");
    let found = Account::find_by_statement(sql.statement(db::Dialect::of(db)));
    Ok(found.one(db).await?)
}

/// What an account says about a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Details {
    /// Their name.
    pub name: String,
    /// Their mail address.
    pub email: String,
    /// What they may do.
    pub role: Role,
    /// Their team.
    pub team: Option<TeamId>,
}

/// Why an act on an account is refused, beside rights and versions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// Another account has that mail address.
    EmailTaken,
    /// Nobody would be left who can change settings.
    LastAdmin,
}

/// Adds an account without a password.
///
/// # Errors
/// [`Error::Forbidden`] for whoever is no admin.
pub async fn add(tx: &mut Tx, new: &Details) -> Result<Result<UserId, Refused>> {
    tx.require_admin()?;
    let mut sql = Sql::new("INSERT INTO users (team_id, email, name, role, created_at) VALUES (");
    sql.bind(new.team.map(|team| team.0));
    sql.push(", ").bind(fold_email(&new.email));
    sql.push(", ").bind(new.name.as_str());
    sql.push(", ").bind(new.role.code()).push(", ").bind(tx.now().0);
    sql.push(") ON CONFLICT (email) DO NOTHING RETURNING id");
    let Some(row) = tx.db().query_one_raw(sql.statement(tx.dialect())).await? else {
        return Ok(Err(Refused::EmailTaken));
    };
    let id = UserId(row.try_get_by_index(0)?);
    said(tx, id, json!({ "added": new.role.code() }));
    Ok(Ok(id))
}

/// Changes an account.
///
/// # Errors
/// [`Error::Forbidden`] for whoever is no admin, [`Error::NotFound`] when there is no such account, [`Error::Stale`]
/// when somebody else was quicker.
pub async fn change(tx: &mut Tx, id: UserId, version: i64, to: &Details) -> Result<Result<(), Refused>> {
    tx.require_admin()?;
    let is_last_admin = is_last_admin(tx, id).await?;
    let before = account(tx.db(), id).await?;
    if before.version != version {
        return Err(Error::Stale);
    }
    if to.role != Role::Admin && is_last_admin {
        return Ok(Err(Refused::LastAdmin));
    }
    let email = fold_email(&to.email);
    let same_email = account_by_email(tx.db(), &email).await?;
    if same_email.is_some_and(|other| other.id != id) {
        return Ok(Err(Refused::EmailTaken));
    }
    let mut sql = Sql::new("UPDATE users SET version = version + 1, name = ");
    sql.bind(to.name.as_str()).push(", email = ").bind(email.as_str());
    sql.push(", role = ").bind(to.role.code());
    sql.push(", team_id = ").bind(to.team.map(|team| team.0));
    sql.push(" WHERE id = ").bind(id.0);
    tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    if email != before.email {
        // A link that was handed over at the old address must not open the account at the new one.
        links::withdraw(tx.db(), id, None).await?;
    }
    let mut changes = Map::new();
    differ(&mut changes, "name", json!(before.name), json!(to.name));
    differ(&mut changes, "email", json!(before.email), json!(email));
    differ(&mut changes, "role", json!(before.role.code()), json!(to.role.code()));
    differ(&mut changes, "team", json!(before.team_id), json!(to.team));
    said(tx, id, json!({ "changes": changes }));
    Ok(Ok(()))
}

/// Keeps somebody from signing in; their sessions and links end. What they did stays.
///
/// # Errors
/// As [`change`].
pub async fn disable(tx: &mut Tx, id: UserId, version: i64) -> Result<Result<(), Refused>> {
    tx.require_admin()?;
    if is_last_admin(tx, id).await? {
        return Ok(Err(Refused::LastAdmin));
    }
    set_disabled(tx, id, version, Some(tx.now())).await?;
    links::withdraw(tx.db(), id, None).await?;
    let mut sql = Sql::new("DELETE FROM sessions WHERE user_id = ");
    sql.bind(id.0);
    tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    said(tx, id, json!({ "disabled": true }));
    Ok(Ok(()))
}

/// Lets somebody sign in again.
///
/// # Errors
/// As [`change`].
pub async fn enable(tx: &mut Tx, id: UserId, version: i64) -> Result<()> {
    tx.require_admin()?;
    set_disabled(tx, id, version, None).await?;
    said(tx, id, json!({ "disabled": false }));
    Ok(())
}

async fn set_disabled(tx: &Tx, id: UserId, version: i64, at: Option<At>) -> Result<()> {
    let mut sql = Sql::new("UPDATE users SET version = version + 1, disabled_at = ");
    sql.bind(at.map(|at| at.0)).push(" WHERE id = ").bind(id.0);
    sql.push(" AND version = ").bind(version);
    let done = tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    if done.rows_affected() == 1 {
        return Ok(());
    }
    account(tx.db(), id).await?;
    Err(Error::Stale)
}

/// Makes the link with which somebody chooses a password: an invitation as long as they have none.
///
/// # Errors
/// [`Error::Forbidden`] for whoever is no admin, [`Error::NotFound`] for a disabled account.
pub async fn password_link(tx: &mut Tx, id: UserId) -> Result<(Link, Purpose)> {
    tx.require_admin()?;
    let account = account(tx.db(), id).await?;
    if account.disabled_at.is_some() {
        return Err(Error::NotFound);
    }
    let purpose = if account.has_password {
        Purpose::Reset
    } else {
        Purpose::Invitation
    };
    let link = links::make(tx.db(), purpose, Some(id), tx.user(), tx.now()).await?;
    said(tx, id, json!({ "link": true }));
    Ok((link, purpose))
}

/// Keeps a new password, already hashed; links made for the old one end. Whoever calls it has authorised it: by the old
/// password, by a link, or at the command line.
///
/// # Errors
/// When the database is away.
pub async fn set_password(tx: &mut Tx, id: UserId, hash: &str) -> Result<()> {
    let mut sql = Sql::new("UPDATE users SET version = version + 1, password_hash = ");
    sql.bind(hash).push(" WHERE id = ").bind(id.0);
    tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    links::withdraw(tx.db(), id, None).await?;
    said(tx, id, json!({ "password": true }));
    Ok(())
}

/// Locks the admins first, so that two who demote each other do not both succeed.
async fn is_last_admin(tx: &Tx, id: UserId) -> Result<bool> {
    let mut sql = Sql::new("SELECT id FROM users WHERE role = 'admin' AND disabled_at IS NULL ORDER BY id");
    sql.push(tx.dialect().for_update());
    let admins = tx.db().query_all_raw(sql.statement(tx.dialect())).await?;
    let ids: Vec<i64> = admins
        .iter()
        .map(|row| row.try_get_by_index(0))
        .collect::<Result<_, _>>()?;
    Ok(ids == [id.0])
}

fn differ(changes: &mut Map<String, Value>, name: &str, was: Value, is: Value) {
    if was != is {
        changes.insert(name.to_owned(), json!([was, is]));
    }
}

/// Says what happened to whom.
pub(crate) fn said(tx: &mut Tx, id: UserId, mut what: Value) {
    if let Value::Object(what) = &mut what {
        what.insert("user".into(), json!(id));
    }
    tx.record(Event::new(EventKind::PeopleChanged).data(what));
}
