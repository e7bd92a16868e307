//! Ticking a free item of the exit criteria, and taking the tick back.

use db::Sql;
use sea_orm::{ConnectionTrait as _, FromQueryResult};
use serde_json::json;

use super::{
    deal::{open_for_change, save},
    table::Model,
};
use crate::{
    error::{Error, Result},
    events::{Event, EventKind},
    ids::{CriterionId, DealId},
    tx::Tx,
};

/// Says whether a free item of the deal's pipeline is done. Saying what is said already writes nothing.
///
/// # Errors
/// As [`open_for_change`]; [`Error::NotFound`] for what is no free item of its pipeline.
pub async fn set_check(
    tx: &mut Tx,
    id: DealId,
    version: Option<i64>,
    criterion: CriterionId,
    checked: bool,
) -> Result<Model> {
    let deal = open_for_change(tx, id, version).await?;
    let item = item(tx, &deal, criterion).await?;
    if item.checked == checked {
        return Ok(deal);
    }
    write(tx, id, criterion, checked).await?;
    let deal = save(tx, deal).await?;
    tx.record(
        Event::new(EventKind::DealChanged)
            .deal(id)
            .company(deal.company_id)
            .phases([deal.phase_id])
            .data(json!({ "check": { "criterion": criterion, "label": item.label, "checked": checked } })),
    );
    Ok(deal)
}

#[derive(FromQueryResult)]
struct Item {
    label: String,
    checked: bool,
}

async fn item(tx: &Tx, deal: &Model, criterion: CriterionId) -> Result<Item> {
    let mut sql = Sql::new(
        "SELECT c.label, t.deal_id IS NOT NULL AS checked FROM criteria c JOIN phases p ON p.id = c.phase_id
         LEFT JOIN deal_checks t ON t.criterion_id = c.id AND t.deal_id = ",
    );
    sql.bind(deal.id.0).push(" WHERE c.kind = 'check' AND c.id = ");
    sql.bind(criterion.0)
        .push(" AND p.pipeline_id = ")
        .bind(deal.pipeline_id.0);
    let found = Item::find_by_statement(sql.statement(tx.dialect())).one(tx.db());
    found.await?.ok_or(Error::NotFound)
}

async fn write(tx: &Tx, id: DealId, criterion: CriterionId, checked: bool) -> Result<()> {
    let mut sql;
    if checked {
        sql = Sql::new("INSERT INTO deal_checks (deal_id, criterion_id, checked_at, checked_by) VALUES (");
        sql.bind(id.0).push(", ").bind(criterion.0).push(", ").bind(tx.now().0);
        sql.push(", ").bind(tx.user().map(|user| user.0)).push(")");
    } else {
        sql = Sql::new("DELETE FROM deal_checks WHERE deal_id = ");
        sql.bind(id.0).push(" AND criterion_id = ").bind(criterion.0);
    }
    tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    Ok(())
}
