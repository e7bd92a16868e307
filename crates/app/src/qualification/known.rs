//! What is known of many deals at once: for lists and their files.

use std::collections::HashMap;

use db::{Dialect, Sql};
use sea_orm::{ConnectionTrait, FromQueryResult};

use super::{Fact, Item, fact};
use crate::{error::Result, ids::ItemId};

/// What is known now of these deals, which the reader sees.
///
/// # Errors
/// When the database is away.
pub async fn known_facts<C: ConnectionTrait>(db: &C, deals: &[i64]) -> Result<HashMap<i64, Vec<Fact>>> {
    let mut sql = Sql::new(fact::SELECT);
    sql.push("IN ").bind_list(deals.iter().copied());
    sql.push(" AND q.replaced_at IS NULL");
    let mut known: HashMap<i64, Vec<Fact>> = HashMap::new();
    for fact in Fact::find_by_statement(sql.statement(Dialect::of(db))).all(db).await? {
        known.entry(fact.deal_id.0).or_default().push(fact);
    }
    Ok(known)
}

/// An item with a name that no other one of a list or of a file has.
#[derive(Clone, Debug)]
pub struct NamedItem {
    /// The item.
    pub item: Item,
    /// What it is called; with its framework where several frameworks call an item so.
    pub name: String,
}

/// The items that deals are asked in any pipeline in use, in the order of their frameworks: a column for each.
///
/// # Errors
/// When the database is away.
pub async fn asked_items<C: ConnectionTrait>(db: &C) -> Result<Vec<NamedItem>> {
    #[derive(FromQueryResult)]
    struct Of {
        item_id: ItemId,
        framework: String,
    }
    let asked = " FROM framework_items i JOIN frameworks f ON f.id = i.framework_id
         WHERE i.retired_at IS NULL
         AND EXISTS (SELECT 1 FROM pipelines p WHERE p.framework_id = f.id AND p.retired_at IS NULL)
         ORDER BY f.position, f.id, i.position, i.id";
    let dialect = Dialect::of(db);
    let items = Item::find_by_statement(Sql::new(&format!("SELECT i.*{asked}")).statement(dialect));
    let items = items.all(db).await?;
    let of = Sql::new(&format!("SELECT i.id AS item_id, f.name AS framework{asked}")).statement(dialect);
    let frameworks: HashMap<ItemId, String> = Of::find_by_statement(of)
        .all(db)
        .await?
        .into_iter()
        .map(|of| (of.item_id, of.framework))
        .collect();
    let folded: Vec<String> = items.iter().map(|item| japan::fold(&item.name)).collect();
    let named = |item: Item| {
        let alike = folded.iter().filter(|name| **name == japan::fold(&item.name)).count();
        let name = match frameworks.get(&item.id) {
            Some(framework) if alike > 1 => format!("{framework} {}", item.name),
            _ => item.name.clone(),
        };
        NamedItem { item, name }
    };
    Ok(items.into_iter().map(named).collect())
}
