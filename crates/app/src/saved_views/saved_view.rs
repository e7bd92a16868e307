//! What is kept of a view, and the acts on it. Only its owner ever sees it, so every query names them.

use db::{Dialect, Sql};
use kit::fields::Fields;
use sea_orm::{ConnectionTrait, FromQueryResult};

use crate::{
    error::{Error, Result},
    ids::UserId,
    tx::Tx,
};

/// The pages that have views.
pub const PAGES: [&str; 6] = ["/board", "/deals", "/leads", "/companies", "/contacts", "/activities"];

/// The longest name, in characters.
pub const NAME_CHARS: usize = 40;

/// A view.
#[derive(Clone, Debug, FromQueryResult)]
pub struct SavedView {
    /// Its number.
    pub id: i64,
    /// The page it is a view of, such as `/deals`.
    pub page: String,
    /// What its owner calls it; once per page.
    pub name: String,
    /// The rest of the URL.
    pub query: String,
}

impl SavedView {
    /// Where it leads.
    #[must_use]
    pub fn href(&self) -> String {
        format!("{}?{}", self.page, self.query)
    }
}

/// What of a URL makes a view: all but the number of the page.
#[must_use]
pub fn kept(query: &Fields) -> String {
    query.with("page", "").encode()
}

/// The views of a page, by name.
///
/// # Errors
/// When the database is away.
pub async fn of_page<C: ConnectionTrait>(db: &C, user: UserId, page: &str) -> Result<Vec<SavedView>> {
    let mut sql = Sql::new("SELECT id, page, name, query FROM saved_views WHERE user_id = ");
    sql.bind(user.0)
        .push(" AND page = ")
        .bind(page)
        .push(" ORDER BY name, id");
    Ok(SavedView::find_by_statement(sql.statement(Dialect::of(db)))
        .all(db)
        .await?)
}

/// One of their own.
///
/// # Errors
/// [`Error::NotFound`] for somebody else's.
pub async fn own<C: ConnectionTrait>(db: &C, user: UserId, id: i64) -> Result<SavedView> {
    let mut sql = Sql::new("SELECT id, page, name, query FROM saved_views WHERE user_id = ");
    sql.bind(user.0).push(" AND id = ").bind(id);
    let found = SavedView::find_by_statement(sql.statement(Dialect::of(db)))
        .one(db)
        .await?;
    found.ok_or(Error::NotFound)
}

/// Keeps a view; one of the same name is replaced, as a file would be.
///
/// # Errors
/// When the database is away.
pub async fn save(tx: &Tx, user: UserId, page: &str, name: &str, query: &str) -> Result<()> {
    let mut sql = Sql::new("INSERT INTO saved_views (user_id, page, name, query) VALUES (");
    sql.bind(user.0).push(", ").bind(page).push(", ").bind(name);
    sql.push(", ").bind(query).push(")");
    sql.push(" ON CONFLICT (user_id, page, name) DO UPDATE SET query = excluded.query");
    run(tx, sql).await
}

/// Gives a view another name. Another one of that name is in the way: `false`, and nothing is changed.
///
/// # Errors
/// [`Error::NotFound`] for somebody else's.
pub async fn rename(tx: &Tx, user: UserId, id: i64, name: &str) -> Result<bool> {
    let view = own(tx.db(), user, id).await?;
    let others = of_page(tx.db(), user, &view.page).await?;
    if others.iter().any(|other| other.id != id && other.name == name) {
        return Ok(false);
    }
    let mut sql = Sql::new("UPDATE saved_views SET name = ");
    sql.bind(name).push(" WHERE id = ").bind(id);
    run(tx, sql).await?;
    Ok(true)
}

/// Forgets a view, and says what it was, so that it can be taken back.
///
/// # Errors
/// [`Error::NotFound`] for somebody else's.
pub async fn delete(tx: &Tx, user: UserId, id: i64) -> Result<SavedView> {
    let view = own(tx.db(), user, id).await?;
    let mut sql = Sql::new("DELETE FROM saved_views WHERE id = ");
    sql.bind(id);
    run(tx, sql).await?;
    Ok(view)
}

async fn run(tx: &Tx, sql: Sql) -> Result<()> {
    tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    Ok(())
}
