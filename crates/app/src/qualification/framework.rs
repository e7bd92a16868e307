//! Acts of admins on frameworks: add, rename, put in order, retire and bring back.

use db::{Dialect, Sql};
use japan::fold;
use sea_orm::{ConnectionTrait, FromQueryResult};
use serde_json::{Value, json};

use super::{Framework, item, templates::Template};
use crate::{
    error::{Error, Result},
    events::{Event, EventKind},
    ids::FrameworkId,
    shared::order,
    tx::Tx,
};

/// As SQL: the framework that new pipelines begin with, which is the first one in use.
pub const FIRST: &str = "(SELECT f.id FROM frameworks f WHERE f.retired_at IS NULL ORDER BY f.position, f.id LIMIT 1)";

/// All frameworks in the team's order, the retired ones last.
///
/// # Errors
/// When the database is away.
pub async fn all<C: ConnectionTrait>(db: &C) -> Result<Vec<Framework>> {
    let sql = Sql::new("SELECT * FROM frameworks ORDER BY retired_at IS NOT NULL, position, id");
    let rows = Framework::find_by_statement(sql.statement(Dialect::of(db)));
    Ok(rows.all(db).await?)
}

/// What a form offers: the frameworks in use, and the one that is chosen already even if it is retired.
///
/// # Errors
/// When the database is away.
pub async fn offered<C: ConnectionTrait>(db: &C, current: Option<FrameworkId>) -> Result<Vec<Framework>> {
    let mut frameworks = all(db).await?;
    frameworks.retain(|one| one.retired_at.is_none() || Some(one.id) == current);
    Ok(frameworks)
}

/// One framework, retired or not.
///
/// # Errors
/// [`Error::NotFound`] when there is none of that number.
pub async fn framework<C: ConnectionTrait>(db: &C, id: FrameworkId) -> Result<Framework> {
    let found = all(db).await?.into_iter().find(|one| one.id == id);
    found.ok_or(Error::NotFound)
}

/// The one that is called so already, however it is spelled.
///
/// # Errors
/// When the database is away.
pub async fn taken<C: ConnectionTrait>(db: &C, name: &str, but: Option<FrameworkId>) -> Result<Option<Framework>> {
    let same = |other: &str| other == name || (!fold(name).is_empty() && fold(other) == fold(name));
    let others = all(db).await?;
    Ok(others.into_iter().find(|one| Some(one.id) != but && same(&one.name)))
}

/// Adds a framework behind the others, with the items of a template if there is one.
///
/// # Errors
/// [`Error::Forbidden`] for whoever is no admin.
pub async fn add(tx: &mut Tx, name: &str, template: Option<&Template>) -> Result<FrameworkId> {
    tx.require_admin()?;
    let mut sql = Sql::new("INSERT INTO frameworks (name, position) VALUES (");
    sql.bind(name)
        .push(", (SELECT COALESCE(MAX(position), 0) + 1 FROM frameworks)) RETURNING id");
    let row = tx.db().query_one_raw(sql.statement(tx.dialect())).await?;
    let row = row.ok_or_else(|| Error::internal("a framework was not inserted"))?;
    let id = FrameworkId(row.try_get_by_index(0)?);
    for new in template.map_or(&[][..], |template| &template.items) {
        item::insert(tx, id, new).await?;
    }
    told(tx, json!({ "framework_added": id, "name": name }));
    Ok(id)
}

/// Renames a framework.
///
/// # Errors
/// [`Error::Forbidden`], [`Error::NotFound`], [`Error::Stale`] when somebody was quicker.
pub async fn rename(tx: &mut Tx, id: FrameworkId, version: i64, name: &str) -> Result<()> {
    let before = open(tx, id, version).await?;
    let mut sql = Sql::new("UPDATE frameworks SET name = ");
    sql.bind(name).push(", version = version + 1 WHERE id = ").bind(id.0);
    tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    told(tx, json!({ "framework": id, "name": [before.name, name] }));
    Ok(())
}

/// Offers a framework no more, or again. Pipelines that have it keep it, and so do deals what is known of its items.
///
/// # Errors
/// As [`rename`].
pub async fn set_retired(tx: &mut Tx, id: FrameworkId, version: i64, retired: bool) -> Result<Framework> {
    let framework = open(tx, id, version).await?;
    let mut sql = Sql::new("UPDATE frameworks SET retired_at = ");
    sql.bind(retired.then_some(tx.now().0))
        .push(", version = version + 1 WHERE id = ")
        .bind(id.0);
    tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    told(
        tx,
        json!({ "framework": id, "name": framework.name, "retired": retired }),
    );
    Ok(framework)
}

/// Puts the frameworks in an order; new pipelines begin with the first.
///
/// # Errors
/// [`Error::Forbidden`] for whoever is no admin.
pub async fn put_in_order(tx: &mut Tx, wish: impl FnOnce(&[i64]) -> Vec<i64>) -> Result<()> {
    tx.require_admin()?;
    let now: Vec<i64> = all(tx.db()).await?.iter().map(|one| one.id.0).collect();
    let order = wish(&now);
    if order != now {
        order::write(tx, "frameworks", &order).await?;
        told(tx, json!({ "frameworks_in_order": order }));
    }
    Ok(())
}

async fn open(tx: &Tx, id: FrameworkId, version: i64) -> Result<Framework> {
    tx.require_admin()?;
    let framework = framework(tx.db(), id).await?;
    if framework.version == version {
        Ok(framework)
    } else {
        Err(Error::Stale)
    }
}

pub(super) fn told(tx: &mut Tx, what: Value) {
    tx.record(Event::new(EventKind::SettingsChanged).data(what));
}
