//! The lines of a master: acts of admins, and what is told about a line in the settings.

use db::{Dialect, Sql};
use japan::fold;
use sea_orm::{ConnectionTrait, FromQueryResult};
use serde_json::json;

use super::Master;
use crate::{
    activities::Way,
    error::{Error, Result},
    events::{Event, EventKind},
    money::Money,
    shared::order,
    time::At,
    tx::Tx,
};

/// A line as the settings show it.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Line {
    /// Its number.
    pub id: i64,
    /// What the team calls it.
    pub name: String,
    /// How people meet, for activity kinds.
    pub way: Option<Way>,
    /// What it belongs to, for products.
    pub family: Option<String>,
    /// In minor units, for products.
    pub price: Option<i64>,
    /// Of the price.
    pub currency: Option<String>,
    /// Since when it is not offered.
    pub retired_at: Option<At>,
    /// For forms.
    pub version: i64,
    /// In how many records it stands.
    pub used: i64,
}

/// What an admin says about a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineFacts {
    /// What it is to be called.
    pub name: String,
    /// For activity kinds.
    pub way: Option<Way>,
    /// For products.
    pub family: String,
    /// For products.
    pub price: Option<Money>,
}

/// Why a line was not written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Taken {
    /// Another line is called so, however it is spelled.
    ByOne(String),
    /// A retired line is called so: bring it back instead.
    ByRetired(String),
}

impl Master {
    /// The records in which a line stands.
    const fn used_in(self) -> &'static str {
        match self {
            Self::Channel => "deals WHERE channel_id",
            Self::LossReason => "deals WHERE loss_reason_id",
            Self::Product => "deal_products WHERE product_id",
            Self::ActivityKind => "activities WHERE kind_id",
            Self::Competitor => "deals WHERE competitor_id",
            Self::TouchKind => "touches WHERE kind_id",
            Self::Interest => "deal_interests WHERE replaced_at IS NULL AND interest_id",
        }
    }

    /// The columns that only some masters have.
    const fn own_columns(self) -> &'static str {
        match self {
            Self::ActivityKind => {
                "m.way, CAST(NULL AS TEXT) AS family, CAST(NULL AS BIGINT) AS price, CAST(NULL AS TEXT) AS currency"
            }
            Self::Product => "CAST(NULL AS TEXT) AS way, m.family, m.price, m.currency",
            Self::Channel | Self::LossReason | Self::Competitor | Self::TouchKind | Self::Interest => {
                "CAST(NULL AS TEXT) AS way, CAST(NULL AS TEXT) AS family, CAST(NULL AS BIGINT) AS price,
                 CAST(NULL AS TEXT) AS currency"
            }
        }
    }
}

/// All lines in the team's order, the retired ones too.
///
/// # Errors
/// When the database is away.
pub async fn lines<C: ConnectionTrait>(db: &C, master: Master) -> Result<Vec<Line>> {
    let sql = Sql::new(&format!("{} ORDER BY m.position, m.id", select(master)));
    Ok(Line::find_by_statement(sql.statement(Dialect::of(db))).all(db).await?)
}

/// One line.
///
/// # Errors
/// [`Error::NotFound`] when there is none of that number.
pub async fn line<C: ConnectionTrait>(db: &C, master: Master, id: i64) -> Result<Line> {
    let mut sql = Sql::new(&format!("{} WHERE m.id = ", select(master)));
    sql.bind(id);
    let found = Line::find_by_statement(sql.statement(Dialect::of(db))).one(db).await?;
    found.ok_or(Error::NotFound)
}

fn select(master: Master) -> String {
    format!(
        "SELECT m.id, m.name, {}, m.retired_at, m.version, (SELECT COUNT(*) FROM {} = m.id) AS used FROM {} m",
        master.own_columns(),
        master.used_in(),
        master.table()
    )
}

/// Adds a line behind the others. Adding the same name twice gives one.
///
/// # Errors
/// [`Error::Forbidden`] for whoever is no admin.
pub async fn add(tx: &mut Tx, master: Master, facts: &LineFacts) -> Result<Result<i64, Taken>> {
    require_admin(tx)?;
    if let Some(taken) = taken(tx, master, &facts.name, None).await? {
        return Ok(Err(taken));
    }
    let table = master.table();
    let mut sql = Sql::new(&format!("INSERT INTO {table} (name, position"));
    sql.push(match master {
        Master::ActivityKind => ", way",
        Master::Product => ", family, price, currency",
        Master::Channel | Master::LossReason | Master::Competitor | Master::TouchKind | Master::Interest => "",
    });
    sql.push(") VALUES (").bind(facts.name.as_str());
    sql.push(&format!(", (SELECT COALESCE(MAX(position), 0) + 1 FROM {table})"));
    match master {
        Master::ActivityKind => {
            sql.push(", ").bind(facts.way.unwrap_or(Way::Visit).code());
        }
        Master::Product => {
            sql.push(", ")
                .bind(facts.family.as_str())
                .push(", ")
                .bind(facts.price.map(|price| price.amount));
            sql.push(", ").bind(facts.price.map(|price| price.currency.to_string()));
        }
        Master::Channel | Master::LossReason | Master::Competitor | Master::TouchKind | Master::Interest => {}
    }
    sql.push(") RETURNING id");
    let row = tx.db().query_one_raw(sql.statement(tx.dialect())).await?;
    let row = row.ok_or_else(|| Error::internal("a line was not inserted"))?;
    let id = row.try_get_by_index(0)?;
    told(tx, master, json!({ "added": id, "name": facts.name }));
    Ok(Ok(id))
}

/// Changes a line; old records show its new name.
///
/// # Errors
/// [`Error::Forbidden`] for whoever is no admin, [`Error::NotFound`], [`Error::Stale`] when somebody was quicker.
pub async fn change(
    tx: &mut Tx,
    master: Master,
    id: i64,
    version: i64,
    facts: &LineFacts,
) -> Result<Result<(), Taken>> {
    let before = open(tx, master, id, version).await?;
    if let Some(taken) = taken(tx, master, &facts.name, Some(id)).await? {
        return Ok(Err(taken));
    }
    let mut sql = Sql::new(&format!("UPDATE {} SET name = ", master.table()));
    sql.bind(facts.name.as_str());
    match master {
        Master::ActivityKind => {
            sql.push(", way = ")
                .bind(facts.way.or(before.way).unwrap_or(Way::Visit).code());
        }
        Master::Product => {
            sql.push(", family = ").bind(facts.family.as_str());
            sql.push(", price = ").bind(facts.price.map(|price| price.amount));
            sql.push(", currency = ")
                .bind(facts.price.map(|price| price.currency.to_string()));
        }
        Master::Channel | Master::LossReason | Master::Competitor | Master::TouchKind | Master::Interest => {}
    }
    sql.push(", version = version + 1 WHERE id = ").bind(id);
    tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    told(tx, master, json!({ "changed": id, "name": [before.name, facts.name] }));
    Ok(Ok(()))
}

/// Offers a line no more, or again. Records keep it.
///
/// # Errors
/// As [`change`].
pub async fn set_retired(tx: &mut Tx, master: Master, id: i64, version: i64, retired: bool) -> Result<Line> {
    let line = open(tx, master, id, version).await?;
    let mut sql = Sql::new(&format!("UPDATE {} SET retired_at = ", master.table()));
    sql.bind(retired.then_some(tx.now().0))
        .push(", version = version + 1 WHERE id = ")
        .bind(id);
    tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    told(tx, master, json!({ "line": id, "name": line.name, "retired": retired }));
    Ok(line)
}

/// Puts the lines in an order.
///
/// # Errors
/// [`Error::Forbidden`] for whoever is no admin.
pub async fn put_in_order(tx: &mut Tx, master: Master, wish: impl FnOnce(&[i64]) -> Vec<i64>) -> Result<()> {
    require_admin(tx)?;
    let now: Vec<i64> = lines(tx.db(), master).await?.iter().map(|line| line.id).collect();
    let order = wish(&now);
    if order != now {
        order::write(tx, master.table(), &order).await?;
        told(tx, master, json!({ "order": order }));
    }
    Ok(())
}

fn require_admin(tx: &Tx) -> Result<()> {
    if tx.actor().may_administer() {
        Ok(())
    } else {
        Err(Error::Forbidden)
    }
}

async fn open(tx: &Tx, master: Master, id: i64, version: i64) -> Result<Line> {
    require_admin(tx)?;
    let line = line(tx.db(), master, id).await?;
    if line.version == version {
        Ok(line)
    } else {
        Err(Error::Stale)
    }
}

/// Names that fold alike are one name to people; signs that fold to nothing are compared as they are.
async fn taken(tx: &Tx, master: Master, name: &str, except: Option<i64>) -> Result<Option<Taken>> {
    let same = |other: &str| other == name || (!fold(name).is_empty() && fold(other) == fold(name));
    let others = lines(tx.db(), master).await?;
    let other = others
        .into_iter()
        .find(|line| Some(line.id) != except && same(&line.name));
    Ok(other.map(|line| match line.retired_at {
        None => Taken::ByOne(line.name),
        Some(_) => Taken::ByRetired(line.name),
    }))
}

fn told(tx: &mut Tx, master: Master, what: serde_json::Value) {
    tx.record(Event::new(EventKind::SettingsChanged).data(json!({ master.table(): what })));
}
