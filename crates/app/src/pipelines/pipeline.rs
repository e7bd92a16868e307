//! Acts of admins on pipelines: add, rename, put in order, retire and bring back.

use db::Sql;
use sea_orm::{ConnectionTrait, FromQueryResult};
use serde_json::{Value, json};

use super::{Phase, PhaseKind, Pipeline, phases};
use crate::{
    deals,
    error::{Error, Result},
    events::{Event, EventKind},
    ids::{FrameworkId, PhaseId, PipelineId},
    qualification,
    shared::order,
    tx::Tx,
};

/// Why a pipeline or a phase was not changed as asked; the pages put it into words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// Deals live there, and nothing was said about where they go.
    HasDeals(u64),
    /// They cannot go there: it is the phase itself, retired, or of the other kind.
    NoTarget,
    /// A pipeline needs at least one phase in which one sells.
    LastSelling,
    /// Phases of follow-up stand behind those in which one sells.
    FollowUpFirst,
}

/// All pipelines, the retired ones last.
///
/// # Errors
/// When the database is away.
pub async fn all<C: ConnectionTrait>(db: &C) -> Result<Vec<Pipeline>> {
    let sql = Sql::new("SELECT * FROM pipelines ORDER BY retired_at IS NOT NULL, position, id");
    Ok(Pipeline::find_by_statement(sql.statement(db::Dialect::of(db)))
        .all(db)
        .await?)
}

/// One pipeline, retired or not.
///
/// # Errors
/// [`Error::NotFound`] when there is none of that number.
pub async fn pipeline<C: ConnectionTrait>(db: &C, id: PipelineId) -> Result<Pipeline> {
    all(db)
        .await?
        .into_iter()
        .find(|one| one.id == id)
        .ok_or(Error::NotFound)
}

/// Adds a pipeline without phases behind the others.
///
/// # Errors
/// [`Error::Forbidden`] for whoever is no admin.
pub async fn add_empty(tx: &mut Tx, name: &str) -> Result<PipelineId> {
    require_admin(tx)?;
    let mut sql = Sql::new("INSERT INTO pipelines (name, position, framework_id) VALUES (");
    sql.bind(name)
        .push(", (SELECT COALESCE(MAX(position), 0) + 1 FROM pipelines), ")
        .push(qualification::FIRST)
        .push(") RETURNING id");
    let row = tx.db().query_one_raw(sql.statement(tx.dialect())).await?;
    let id = PipelineId(
        row.ok_or_else(|| Error::internal("a pipeline was not inserted"))?
            .try_get_by_index(0)?,
    );
    told(tx, json!({ "pipeline_added": id, "name": name }));
    Ok(id)
}

/// Renames a pipeline, and says by which framework its deals are qualified; without one, they are not.
///
/// # Errors
/// [`Error::Forbidden`], [`Error::NotFound`], [`Error::Stale`] when somebody was quicker.
pub async fn change(
    tx: &mut Tx,
    id: PipelineId,
    version: i64,
    name: &str,
    framework: Option<FrameworkId>,
) -> Result<()> {
    let before = open(tx, id, version).await?;
    let mut sql = Sql::new("UPDATE pipelines SET name = ");
    sql.bind(name).push(", framework_id = ").bind(framework.map(|id| id.0));
    sql.push(", version = version + 1 WHERE id = ").bind(id.0);
    tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    told(
        tx,
        json!({ "pipeline": id, "name": [before.name, name], "framework": [before.framework_id, framework] }),
    );
    Ok(())
}

/// Puts the pipelines in an order.
///
/// # Errors
/// [`Error::Forbidden`] for whoever is no admin.
pub async fn put_in_order(tx: &mut Tx, wish: impl FnOnce(&[i64]) -> Vec<i64>) -> Result<()> {
    require_admin(tx)?;
    let now: Vec<i64> = all(tx.db()).await?.iter().map(|one| one.id.0).collect();
    let order = wish(&now);
    if order != now {
        order::write(tx, "pipelines", &order).await?;
        told(tx, json!({ "pipelines_in_order": order }));
    }
    Ok(())
}

/// Retires a pipeline. The deals that live in it go to a phase of another one first; won ones stay where they are.
///
/// # Errors
/// [`Error::Forbidden`], [`Error::NotFound`], [`Error::Stale`] when somebody was quicker.
pub async fn retire(
    tx: &mut Tx,
    id: PipelineId,
    version: i64,
    target: Option<PhaseId>,
    reason: &str,
) -> Result<Result<usize, Refused>> {
    let pipeline = open(tx, id, version).await?;
    let selling: Vec<Phase> = phases(tx.db(), id)
        .await?
        .into_iter()
        .filter(|phase| phase.kind == PhaseKind::Selling)
        .collect();
    let mut living = 0;
    for phase in &selling {
        living += deals::count_living_in(tx.db(), &tx.actor().clone(), phase).await?;
    }
    let mut moved = 0;
    if living > 0 {
        let Some(target) = target else {
            return Ok(Err(Refused::HasDeals(living)));
        };
        let target = super::phase(tx.db(), target).await?;
        if target.pipeline_id == id || target.kind != PhaseKind::Selling || target.retired_at.is_some() {
            return Ok(Err(Refused::NoTarget));
        }
        for phase in &selling {
            moved += deals::hand_on(tx, phase, &target, reason).await?;
        }
    }
    set_retired(tx, id, true).await?;
    told(
        tx,
        json!({ "pipeline_retired": id, "name": pipeline.name, "moved": moved }),
    );
    Ok(Ok(moved))
}

/// Brings a retired pipeline back.
///
/// # Errors
/// As [`change`].
pub async fn restore(tx: &mut Tx, id: PipelineId, version: i64) -> Result<Pipeline> {
    let pipeline = open(tx, id, version).await?;
    set_retired(tx, id, false).await?;
    told(tx, json!({ "pipeline_restored": id, "name": pipeline.name }));
    Ok(pipeline)
}

async fn set_retired(tx: &Tx, id: PipelineId, retired: bool) -> Result<()> {
    let mut sql = Sql::new("UPDATE pipelines SET retired_at = ");
    sql.bind(retired.then_some(tx.now().0))
        .push(", version = version + 1 WHERE id = ")
        .bind(id.0);
    tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    Ok(())
}

async fn open(tx: &Tx, id: PipelineId, version: i64) -> Result<Pipeline> {
    require_admin(tx)?;
    let pipeline = pipeline(tx.db(), id).await?;
    if pipeline.version == version {
        Ok(pipeline)
    } else {
        Err(Error::Stale)
    }
}

pub(super) fn require_admin(tx: &Tx) -> Result<()> {
    if tx.actor().may_administer() {
        Ok(())
    } else {
        Err(Error::Forbidden)
    }
}

pub(super) fn told(tx: &mut Tx, what: Value) {
    tx.record(Event::new(EventKind::SettingsChanged).data(what));
}
