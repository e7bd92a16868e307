//! Acts of admins on exit criteria: add, rename, put in order, retire.

use db::{Dialect, Sql};
use sea_orm::{ConnectionTrait, FromQueryResult};
use serde_json::json;

use super::pipeline::{require_admin, told};
use crate::{
    deals::{CriterionKind, Field, Needs},
    error::{Error, Result},
    ids::{ActivityKindId, CriterionId, ItemId, PhaseId},
    shared::order,
    tx::Tx,
};

/// A criterion as the settings show it.
#[derive(Clone, Debug, FromQueryResult)]
pub struct CriterionRow {
    /// Its number.
    pub id: CriterionId,
    /// Of which phase.
    pub phase_id: PhaseId,
    /// Which of the four kinds.
    pub kind: CriterionKind,
    /// The field, for a field.
    pub field: Option<Field>,
    /// The name of the kind, for an activity.
    pub activity_kind: Option<String>,
    /// The name of the item, for an item of a framework.
    pub item: Option<String>,
    /// How far that must be known.
    pub item_needs: Needs,
    /// What a free item says.
    pub label: String,
}

/// A criterion to add.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NewCriterion {
    /// This field of the deal is filled.
    Field(Field),
    /// An activity of this kind is done.
    Activity(ActivityKindId),
    /// This item is ticked.
    Check(String),
    /// This item of the framework is known so far.
    Item(ItemId, Needs),
}

const SELECT: &str =
    "SELECT c.id, c.phase_id, c.kind, c.field, c.label, k.name AS activity_kind, i.name AS item, c.item_needs
    FROM criteria c LEFT JOIN activity_kinds k ON k.id = c.activity_kind_id
    LEFT JOIN framework_items i ON i.id = c.item_id WHERE c.retired_at IS NULL";

/// The criteria of a phase, in order.
///
/// # Errors
/// When the database is away.
pub async fn of_phase<C: ConnectionTrait>(db: &C, phase: PhaseId) -> Result<Vec<CriterionRow>> {
    let mut sql = Sql::new(SELECT);
    sql.push(" AND c.phase_id = ")
        .bind(phase.0)
        .push(" ORDER BY c.position, c.id");
    Ok(CriterionRow::find_by_statement(sql.statement(Dialect::of(db)))
        .all(db)
        .await?)
}

/// One criterion in use.
///
/// # Errors
/// [`Error::NotFound`] when there is none of that number, or it is retired.
pub async fn criterion<C: ConnectionTrait>(db: &C, id: CriterionId) -> Result<CriterionRow> {
    let mut sql = Sql::new(SELECT);
    sql.push(" AND c.id = ").bind(id.0);
    let found = CriterionRow::find_by_statement(sql.statement(Dialect::of(db)))
        .one(db)
        .await?;
    found.ok_or(Error::NotFound)
}

/// Adds a criterion behind the others. One that is there already is not added twice.
///
/// # Errors
/// [`Error::Forbidden`] for whoever is no admin.
pub async fn add(tx: &mut Tx, phase: PhaseId, new: &NewCriterion) -> Result<()> {
    require_admin(tx)?;
    super::phase(tx.db(), phase).await?;
    let (kind, field, activity, label) = match new {
        NewCriterion::Field(field) => ("field", Some(field.code()), None, ""),
        NewCriterion::Activity(kind) => ("activity", None, Some(kind.0), ""),
        NewCriterion::Check(label) => ("check", None, None, label.as_str()),
        NewCriterion::Item(..) => ("item", None, None, ""),
    };
    let (item, needs) = match new {
        NewCriterion::Item(item, needs) => (Some(item.0), *needs),
        _ => (None, Needs::default()),
    };
    let mut sql = Sql::new(
        "INSERT INTO criteria (phase_id, kind, field, activity_kind_id, item_id, item_needs, label, position)
         SELECT p.id, ",
    );
    sql.bind(kind)
        .push(", ")
        .bind(field)
        .push(", CAST(")
        .bind(activity)
        .push(" AS BIGINT), CAST(")
        .bind(item)
        .push(" AS BIGINT), ")
        .bind(needs.code())
        .push(", ")
        .bind(label);
    sql.push(", (SELECT COALESCE(MAX(c.position), 0) + 1 FROM criteria c WHERE c.phase_id = p.id) FROM phases p WHERE p.id = ");
    sql.bind(phase.0).push(
        " AND NOT EXISTS (SELECT 1 FROM criteria c WHERE c.phase_id = p.id AND c.retired_at IS NULL AND c.kind = ",
    );
    sql.bind(kind)
        .push(" AND COALESCE(c.field, '') = ")
        .bind(field.unwrap_or(""));
    sql.push(" AND COALESCE(c.activity_kind_id, 0) = ")
        .bind(activity.unwrap_or(0));
    sql.push(" AND COALESCE(c.item_id, 0) = ").bind(item.unwrap_or(0));
    sql.push(" AND c.item_needs = ").bind(needs.code());
    sql.push(" AND c.label = ").bind(label).push(")");
    tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    told(
        tx,
        json!({ "phase": phase, "criterion_added": kind, "field": field, "activity_kind": activity, "item": item, "item_needs": needs.code(), "label": label }),
    );
    Ok(())
}

/// Renames a free item; what was ticked stays ticked.
///
/// # Errors
/// [`Error::Forbidden`], [`Error::NotFound`].
pub async fn rename(tx: &mut Tx, id: CriterionId, label: &str) -> Result<CriterionRow> {
    require_admin(tx)?;
    let before = criterion(tx.db(), id).await?;
    let mut sql = Sql::new("UPDATE criteria SET label = ");
    sql.bind(label).push(" WHERE kind = 'check' AND id = ").bind(id.0);
    tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    told(tx, json!({ "criterion": id, "label": [before.label, label] }));
    Ok(before)
}

/// Asks for it no more. What was ticked is kept.
///
/// # Errors
/// [`Error::Forbidden`], [`Error::NotFound`].
pub async fn retire(tx: &mut Tx, id: CriterionId) -> Result<CriterionRow> {
    require_admin(tx)?;
    let row = criterion(tx.db(), id).await?;
    let mut sql = Sql::new("UPDATE criteria SET retired_at = ");
    sql.bind(tx.now().0).push(" WHERE id = ").bind(id.0);
    tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    told(tx, json!({ "criterion_retired": id, "phase": row.phase_id }));
    Ok(row)
}

/// Puts the criteria of a phase in an order.
///
/// # Errors
/// [`Error::Forbidden`] for whoever is no admin.
pub async fn put_in_order(tx: &mut Tx, phase: PhaseId, wish: impl FnOnce(&[i64]) -> Vec<i64>) -> Result<()> {
    require_admin(tx)?;
    let now: Vec<i64> = of_phase(tx.db(), phase).await?.iter().map(|one| one.id.0).collect();
    let order = wish(&now);
    if order != now {
        order::write(tx, "criteria", &order).await?;
        told(tx, json!({ "phase": phase, "criteria_in_order": order }));
    }
    Ok(())
}
