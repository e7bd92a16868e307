//! Acts of admins on phases: add, change, put in order, retire and bring back.

use db::Sql;
use sea_orm::{ConnectionTrait, FromQueryResult};
use serde_json::json;

use super::{
    Phase, PhaseKind, phase, phases,
    pipeline::{Refused, require_admin, told},
};
use crate::{
    deals,
    error::{Error, Result},
    ids::{PhaseId, PipelineId},
    shared::order,
    tx::Tx,
};

/// What an admin says about a phase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhaseFacts {
    /// What it is to be called.
    pub name: String,
    /// Selling or follow-up.
    pub kind: PhaseKind,
    /// What it is for.
    pub purpose: String,
    /// What a good rep does here.
    pub guidance: String,
    /// Of winning, in percent.
    pub probability: i64,
    /// Days that are normal here; `None` to measure.
    pub normal_days: Option<i64>,
    /// Days of silence after which a deal is to be watched.
    pub watch_days: Option<i64>,
    /// Days of silence after which it is to be acted on.
    pub danger_days: Option<i64>,
}

/// All phases of a pipeline in their order, the retired ones last.
///
/// # Errors
/// When the database is away.
pub async fn all<C: ConnectionTrait>(db: &C, pipeline: PipelineId) -> Result<Vec<Phase>> {
    let mut sql = Sql::new("SELECT * FROM phases WHERE pipeline_id = ");
    sql.bind(pipeline.0)
        .push(" ORDER BY retired_at IS NOT NULL, position, id");
    Ok(Phase::find_by_statement(sql.statement(db::Dialect::of(db)))
        .all(db)
        .await?)
}

/// Adds a phase: the last of its kind, so that follow-up stays behind selling.
///
/// # Errors
/// [`Error::Forbidden`] for whoever is no admin.
pub async fn add(tx: &mut Tx, pipeline: PipelineId, name: &str, kind: PhaseKind, probability: i64) -> Result<PhaseId> {
    require_admin(tx)?;
    super::pipeline::pipeline(tx.db(), pipeline).await?;
    let mut sql = Sql::new("INSERT INTO phases (pipeline_id, name, position, kind, probability) VALUES (");
    sql.bind(pipeline.0)
        .push(", ")
        .bind(name)
        .push(", 0, ")
        .bind(kind.code())
        .push(", ")
        .bind(probability);
    sql.push(") RETURNING id");
    let row = tx.db().query_one_raw(sql.statement(tx.dialect())).await?;
    let id = PhaseId(
        row.ok_or_else(|| Error::internal("a phase was not inserted"))?
            .try_get_by_index(0)?,
    );
    let mut order: Vec<Phase> = phases(tx.db(), pipeline)
        .await?
        .into_iter()
        .filter(|one| one.id != id)
        .collect();
    let behind = order
        .iter()
        .filter(|one| kind == PhaseKind::FollowUp || one.kind == PhaseKind::Selling)
        .count();
    order.insert(behind, phase(tx.db(), id).await?);
    let order: Vec<i64> = order.iter().map(|one| one.id.0).collect();
    order::write(tx, "phases", &order).await?;
    told(tx, json!({ "phase_added": id, "name": name, "pipeline": pipeline }));
    Ok(id)
}

/// Changes a phase. Its deals follow its probability, and their clocks what is normal here now.
/// Answers how many deals got another probability.
///
/// # Errors
/// [`Error::Forbidden`], [`Error::NotFound`], [`Error::Stale`] when somebody was quicker.
pub async fn change(tx: &mut Tx, id: PhaseId, version: i64, facts: &PhaseFacts) -> Result<Result<usize, Refused>> {
    let before = open(tx, id, version).await?;
    if before.kind != facts.kind {
        let living = deals::count_living_in(tx.db(), &tx.actor().clone(), &before).await?;
        if living > 0 {
            return Ok(Err(Refused::HasDeals(living)));
        }
    }
    let mut sql = Sql::new("UPDATE phases SET name = ");
    sql.bind(facts.name.as_str()).push(", kind = ").bind(facts.kind.code());
    sql.push(", purpose = ")
        .bind(facts.purpose.as_str())
        .push(", guidance = ")
        .bind(facts.guidance.as_str());
    sql.push(", probability = ")
        .bind(facts.probability)
        .push(", normal_days = ")
        .bind(facts.normal_days);
    sql.push(", watch_days = ")
        .bind(facts.watch_days)
        .push(", danger_days = ")
        .bind(facts.danger_days);
    sql.push(", version = version + 1 WHERE id = ").bind(id.0);
    tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    let list = phases(tx.db(), before.pipeline_id).await?;
    if let Some(refused) = misfit(&list) {
        return Ok(Err(refused));
    }
    let after = phase(tx.db(), id).await?;
    let followed = deals::follow_probability(tx, &after).await?;
    if before.norms() != after.norms() {
        let workspace = tx.workspace().clone();
        deals::refresh_all(tx, Some(id), &workspace).await?;
    }
    told(
        tx,
        json!({ "phase": id, "name": [before.name, after.name], "probability": [before.probability, after.probability] }),
    );
    Ok(Ok(followed))
}

/// Puts the phases of a pipeline in an order.
///
/// # Errors
/// [`Error::Forbidden`] for whoever is no admin.
pub async fn put_in_order(
    tx: &mut Tx,
    pipeline: PipelineId,
    wish: impl FnOnce(&[i64]) -> Vec<i64>,
) -> Result<Result<(), Refused>> {
    require_admin(tx)?;
    let now: Vec<i64> = phases(tx.db(), pipeline).await?.iter().map(|one| one.id.0).collect();
    let order = wish(&now);
    if order == now {
        return Ok(Ok(()));
    }
    order::write(tx, "phases", &order).await?;
    if let Some(refused) = misfit(&phases(tx.db(), pipeline).await?) {
        return Ok(Err(refused));
    }
    told(tx, json!({ "pipeline": pipeline, "phases_in_order": order }));
    Ok(Ok(()))
}

/// Retires a phase. The deals that live in it go to another phase of the pipeline first.
/// Answers how many moved.
///
/// # Errors
/// As [`change`].
pub async fn retire(
    tx: &mut Tx,
    id: PhaseId,
    version: i64,
    target: Option<PhaseId>,
    reason: &str,
) -> Result<Result<usize, Refused>> {
    let retiring = open(tx, id, version).await?;
    let others: Vec<Phase> = phases(tx.db(), retiring.pipeline_id)
        .await?
        .into_iter()
        .filter(|one| one.id != id)
        .collect();
    if !others.iter().any(|one| one.kind == PhaseKind::Selling) {
        return Ok(Err(Refused::LastSelling));
    }
    let living = deals::count_living_in(tx.db(), &tx.actor().clone(), &retiring).await?;
    let mut moved = 0;
    if living > 0 {
        let Some(target) = target else {
            return Ok(Err(Refused::HasDeals(living)));
        };
        let found = others.iter().find(|one| one.id == target && one.kind == retiring.kind);
        let Some(target) = found else {
            return Ok(Err(Refused::NoTarget));
        };
        moved = deals::hand_on(tx, &retiring, target, reason).await?;
    }
    set_retired(tx, id, true).await?;
    told(
        tx,
        json!({ "phase_retired": id, "name": retiring.name, "moved": moved }),
    );
    Ok(Ok(moved))
}

/// Brings a retired phase back, as the last of its kind.
///
/// # Errors
/// As [`change`].
pub async fn restore(tx: &mut Tx, id: PhaseId, version: i64) -> Result<Phase> {
    let phase = open(tx, id, version).await?;
    let list = phases(tx.db(), phase.pipeline_id).await?;
    set_retired(tx, id, false).await?;
    let behind = list
        .iter()
        .filter(|one| phase.kind == PhaseKind::FollowUp || one.kind == PhaseKind::Selling)
        .count();
    let mut order: Vec<i64> = list.iter().map(|one| one.id.0).collect();
    order.insert(behind, id.0);
    order::write(tx, "phases", &order).await?;
    told(tx, json!({ "phase_restored": id, "name": phase.name }));
    Ok(phase)
}

/// What is wrong about the order of kinds, if anything.
fn misfit(list: &[Phase]) -> Option<Refused> {
    if !list.iter().any(|one| one.kind == PhaseKind::Selling) {
        return Some(Refused::LastSelling);
    }
    let first_follow_up = list.iter().position(|one| one.kind == PhaseKind::FollowUp);
    let last_selling = list.iter().rposition(|one| one.kind == PhaseKind::Selling);
    first_follow_up
        .is_some_and(|first| Some(first) < last_selling)
        .then_some(Refused::FollowUpFirst)
}

async fn set_retired(tx: &Tx, id: PhaseId, retired: bool) -> Result<()> {
    let mut sql = Sql::new("UPDATE phases SET retired_at = ");
    sql.bind(retired.then_some(tx.now().0))
        .push(", version = version + 1 WHERE id = ")
        .bind(id.0);
    tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    Ok(())
}

async fn open(tx: &Tx, id: PhaseId, version: i64) -> Result<Phase> {
    require_admin(tx)?;
    let phase = phase(tx.db(), id).await?;
    if phase.version == version {
        Ok(phase)
    } else {
        Err(Error::Stale)
    }
}
