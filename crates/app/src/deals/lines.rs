//! The products of a deal: what, how many, at which price.

use db::{Dialect, Sql};
use sea_orm::{ConnectionTrait, FromQueryResult};
use serde_json::{Value, json};

use super::{
    deal::{open_for_change, save},
    table::Model,
};
use crate::{
    error::{Error, Result},
    events::{Event, EventKind},
    ids::{DealId, ProductId},
    masters::{self, Master},
    t,
    tx::Tx,
};

/// A line of a deal: so many of a product.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Line {
    /// Which product of the team's list.
    pub product_id: Option<ProductId>,
    /// What it was called when it was chosen.
    pub name: String,
    /// How many; at least one.
    pub quantity: i64,
    /// Of one, in minor units of the deal's currency; negative for a discount.
    pub unit_price: i64,
}

impl Line {
    /// Of all of them; `None` when the number is too large to be money.
    #[must_use]
    pub const fn total(&self) -> Option<i64> {
        self.quantity.checked_mul(self.unit_price)
    }
}

/// The sum of all lines, in minor units; `None` when it is too large.
#[must_use]
pub fn sum(lines: &[Line]) -> Option<i64> {
    lines.iter().try_fold(0_i64, |sum, line| sum.checked_add(line.total()?))
}

/// The lines of a deal in their order.
///
/// # Errors
/// When the database is away.
pub async fn lines_of<C: ConnectionTrait>(db: &C, deal: DealId) -> Result<Vec<Line>> {
    let mut sql = Sql::new("SELECT product_id, name, quantity, unit_price FROM deal_products WHERE deal_id = ");
    sql.bind(deal.0).push(" ORDER BY position, id");
    Ok(Line::find_by_statement(sql.statement(Dialect::of(db))).all(db).await?)
}

/// A product that a form offers, with its price.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct OfferedProduct {
    /// Which.
    pub id: ProductId,
    /// What it is called.
    pub name: String,
    /// Of one, in minor units of its currency.
    pub price: Option<i64>,
    /// Of the price.
    pub currency: Option<String>,
}

/// The products a form offers: those in use, and those the deal has already.
///
/// # Errors
/// When the database is away.
pub async fn offered_products<C: ConnectionTrait>(db: &C, deal: DealId) -> Result<Vec<OfferedProduct>> {
    let mut sql = Sql::new(
        "SELECT id, name, price, currency FROM products
         WHERE retired_at IS NULL OR id IN (SELECT product_id FROM deal_products WHERE deal_id = ",
    );
    sql.bind(deal.0).push(") ORDER BY position, id");
    Ok(OfferedProduct::find_by_statement(sql.statement(Dialect::of(db)))
        .all(db)
        .await?)
}

/// What a form says of one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewLine {
    /// Which product of the list; without one, `name` says what it is.
    pub product: Option<ProductId>,
    /// What it is called, where no product says it.
    pub name: String,
    /// How many.
    pub quantity: i64,
    /// Of one, in minor units of the deal's currency.
    pub unit_price: i64,
}

/// Says which products a deal is about; with `take_over`, their sum becomes its amount. Changing nothing writes nothing.
///
/// # Errors
/// As [`open_for_change`]; [`Error::NotFound`] for a product that [`offered_products`] does not offer;
/// [`Error::Invalid`] when the sum is too large.
pub async fn set_lines(
    tx: &mut Tx,
    id: DealId,
    version: Option<i64>,
    lines: Vec<NewLine>,
    take_over: bool,
) -> Result<Model> {
    let mut deal = open_for_change(tx, id, version).await?;
    let before = lines_of(tx.db(), id).await?;
    let after = named(tx, &before, lines).await?;
    let sum = sum(&after).ok_or_else(|| Error::Invalid(t!(tx.actor().texts(), "deal-lines-too-large")))?;
    let amount_before = deal.amount;
    if take_over && !after.is_empty() {
        deal.amount = Some(sum);
    }
    if after == before && deal.amount == amount_before {
        return Ok(deal);
    }
    let mut changes = serde_json::Map::new();
    if after != before {
        write(tx, id, &after).await?;
        changes.insert("products".into(), json!([told(&before), told(&after)]));
    }
    if deal.amount != amount_before {
        changes.insert("amount".into(), json!([amount_before, deal.amount]));
    }
    let deal = save(tx, deal).await?;
    tx.record(
        Event::new(EventKind::DealChanged)
            .deal(id)
            .company(deal.company_id)
            .phases([deal.phase_id])
            .data(json!({ "changes": changes })),
    );
    Ok(deal)
}

/// A line keeps the name under which it was entered, also when its product is renamed later.
async fn named(tx: &Tx, before: &[Line], lines: Vec<NewLine>) -> Result<Vec<Line>> {
    let names = masters::names(tx.db(), Master::Product).await?;
    let mut named = Vec::with_capacity(lines.len());
    for line in lines {
        let known = before.iter().find(|known| known.product_id == line.product);
        let name = match (line.product, known) {
            (None, _) => line.name,
            (Some(_), Some(known)) => known.name.clone(),
            (Some(product), None) if masters::is_offered(tx.db(), Master::Product, product.0, None).await? => {
                names.get(&product.0).cloned().unwrap_or_default()
            }
            (Some(_), None) => return Err(Error::NotFound),
        };
        named.push(Line {
            product_id: line.product,
            name,
            quantity: line.quantity,
            unit_price: line.unit_price,
        });
    }
    Ok(named)
}

async fn write(tx: &Tx, id: DealId, lines: &[Line]) -> Result<()> {
    let mut sql = Sql::new("DELETE FROM deal_products WHERE deal_id = ");
    sql.bind(id.0);
    tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    for (position, line) in (1_i64..).zip(lines) {
        let mut sql =
            Sql::new("INSERT INTO deal_products (deal_id, product_id, name, quantity, unit_price, position) VALUES (");
        sql.bind(id.0).push(", ").bind(line.product_id.map(|id| id.0));
        sql.push(", ").bind(line.name.as_str());
        sql.push(", ").bind(line.quantity).push(", ").bind(line.unit_price);
        sql.push(", ").bind(position).push(")");
        tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    }
    Ok(())
}

/// For the history: how many lines, and their sum.
fn told(lines: &[Line]) -> Value {
    json!({ "count": lines.len(), "sum": sum(lines) })
}
