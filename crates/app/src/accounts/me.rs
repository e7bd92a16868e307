//! What people change about themselves: name, language, light or dark, password.

use db::Sql;
use sea_orm::ConnectionTrait as _;
use serde_json::json;

use super::{people, sessions, sessions::SessionId};
use crate::{
    actor::Theme,
    app::App,
    error::{Error, Result},
    text::Locale,
    tx::Tx,
};

/// What somebody sets for themselves.
#[derive(Clone, Debug)]
pub(super) struct Profile {
    pub(super) name: String,
    /// `None` follows the workspace.
    pub(super) locale: Option<Locale>,
    /// `None` follows the system.
    pub(super) theme: Option<Theme>,
}

/// Changes the actor's own profile; a viewer may, too.
pub(super) async fn change_profile(tx: &mut Tx, version: i64, to: &Profile) -> Result<()> {
    let user = tx.user().ok_or(Error::SignIn)?;
    let mut sql = Sql::new("UPDATE users SET version = version + 1, name = ");
    sql.bind(to.name.as_str());
    sql.push(", locale = ").bind(to.locale.map(Locale::code));
    sql.push(", theme = ").bind(to.theme.map(Theme::code));
    sql.push(" WHERE id = ").bind(user.0);
    sql.push(" AND version = ").bind(version);
    let done = tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    if done.rows_affected() == 0 {
        return Err(Error::Stale);
    }
    people::said(tx, user, json!({ "profile": true }));
    Ok(())
}

/// Keeps a new password of the actor, already hashed; every other session of theirs ends.
pub(super) async fn change_password(tx: &mut Tx, app: &App, hash: &str, session: Option<SessionId>) -> Result<()> {
    let user = tx.user().ok_or(Error::SignIn)?;
    people::set_password(tx, user, hash).await?;
    sessions::end_all(tx.db(), app, user, session).await
}
