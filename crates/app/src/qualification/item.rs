//! Acts of admins on the items of a framework: add, change, put in order, retire and bring back.

use db::{Dialect, Sql};
use japan::fold;
use sea_orm::{ConnectionTrait, FromQueryResult};
use serde_json::json;

use super::{
    Item, ValueKind,
    framework::{self, told},
};
use crate::{
    error::{Error, Result},
    ids::{FrameworkId, ItemId},
    shared::order,
    tx::Tx,
};

/// An item to add.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewItem {
    /// What it is called.
    pub name: String,
    /// One or two letters for the card.
    pub mark: String,
    /// What to ask.
    pub help: String,
    /// What is known of it when it is known. It stays: old facts were written in it.
    pub value_kind: ValueKind,
}

/// All items a framework ever had, in its order, the retired ones last.
///
/// # Errors
/// When the database is away.
pub async fn all_of<C: ConnectionTrait>(db: &C, framework: FrameworkId) -> Result<Vec<Item>> {
    let mut sql = Sql::new("SELECT * FROM framework_items WHERE framework_id = ");
    sql.bind(framework.0)
        .push(" ORDER BY retired_at IS NOT NULL, position, id");
    Ok(Item::find_by_statement(sql.statement(Dialect::of(db))).all(db).await?)
}

/// One item, retired or not.
///
/// # Errors
/// [`Error::NotFound`] when there is none of that number.
pub async fn item<C: ConnectionTrait>(db: &C, id: ItemId) -> Result<Item> {
    let mut sql = Sql::new("SELECT * FROM framework_items WHERE id = ");
    sql.bind(id.0);
    let found = Item::find_by_statement(sql.statement(Dialect::of(db))).one(db).await?;
    found.ok_or(Error::NotFound)
}

/// The one of a framework that is called so already, however it is spelled.
///
/// # Errors
/// When the database is away.
pub async fn taken<C: ConnectionTrait>(
    db: &C,
    framework: FrameworkId,
    name: &str,
    but: Option<ItemId>,
) -> Result<Option<Item>> {
    let same = |other: &str| other == name || (!fold(name).is_empty() && fold(other) == fold(name));
    let others = all_of(db, framework).await?;
    Ok(others.into_iter().find(|one| Some(one.id) != but && same(&one.name)))
}

/// Adds an item behind the others of its framework.
///
/// # Errors
/// [`Error::Forbidden`] for whoever is no admin, [`Error::NotFound`] for a framework that does not exist.
pub async fn add(tx: &mut Tx, framework: FrameworkId, new: &NewItem) -> Result<ItemId> {
    tx.require_admin()?;
    framework::framework(tx.db(), framework).await?;
    let id = insert(tx, framework, new).await?;
    told(
        tx,
        json!({ "framework": framework, "item_added": id, "name": new.name }),
    );
    Ok(id)
}

pub(super) async fn insert(tx: &Tx, framework: FrameworkId, new: &NewItem) -> Result<ItemId> {
    let mut sql =
        Sql::new("INSERT INTO framework_items (framework_id, name, mark, help, value_kind, position) VALUES (");
    sql.bind(framework.0).push(", ").bind(new.name.as_str());
    sql.push(", ").bind(new.mark.as_str());
    sql.push(", ").bind(new.help.as_str());
    sql.push(", ").bind(new.value_kind.code());
    sql.push(", (SELECT COALESCE(MAX(position), 0) + 1 FROM framework_items WHERE framework_id = ")
        .bind(framework.0)
        .push(")) RETURNING id");
    let row = tx.db().query_one_raw(sql.statement(tx.dialect())).await?;
    let row = row.ok_or_else(|| Error::internal("an item was not inserted"))?;
    Ok(ItemId(row.try_get_by_index(0)?))
}

/// Changes what an item is called and what is to be asked; what is known of it stays.
///
/// # Errors
/// [`Error::Forbidden`], [`Error::NotFound`], [`Error::Stale`] when somebody was quicker.
pub async fn change(tx: &mut Tx, id: ItemId, version: i64, name: &str, mark: &str, help: &str) -> Result<Item> {
    let before = open(tx, id, version).await?;
    let mut sql = Sql::new("UPDATE framework_items SET name = ");
    sql.bind(name).push(", mark = ").bind(mark);
    sql.push(", help = ").bind(help);
    sql.push(", version = version + 1 WHERE id = ").bind(id.0);
    tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    told(
        tx,
        json!({ "item": id, "name": [before.name, name], "mark": [before.mark, mark] }),
    );
    Ok(before)
}

/// Asks for an item no more, or again. Deals keep what is known of it.
///
/// # Errors
/// As [`change`].
pub async fn set_retired(tx: &mut Tx, id: ItemId, version: i64, retired: bool) -> Result<Item> {
    let item = open(tx, id, version).await?;
    let mut sql = Sql::new("UPDATE framework_items SET retired_at = ");
    sql.bind(retired.then_some(tx.now().0))
        .push(", version = version + 1 WHERE id = ")
        .bind(id.0);
    tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    told(tx, json!({ "item": id, "name": item.name, "retired": retired }));
    Ok(item)
}

/// Puts the items of a framework in an order.
///
/// # Errors
/// [`Error::Forbidden`] for whoever is no admin.
pub async fn put_in_order(tx: &mut Tx, framework: FrameworkId, wish: impl FnOnce(&[i64]) -> Vec<i64>) -> Result<()> {
    tx.require_admin()?;
    let now: Vec<i64> = all_of(tx.db(), framework).await?.iter().map(|one| one.id.0).collect();
    let order = wish(&now);
    if order != now {
        order::write(tx, "framework_items", &order).await?;
        told(tx, json!({ "framework": framework, "items_in_order": order }));
    }
    Ok(())
}

async fn open(tx: &Tx, id: ItemId, version: i64) -> Result<Item> {
    tx.require_admin()?;
    let item = item(tx.db(), id).await?;
    if item.version == version {
        Ok(item)
    } else {
        Err(Error::Stale)
    }
}
