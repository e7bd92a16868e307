//! Columns of `phases`, and how they are read.

use db::{Dialect, Sql};
use sea_orm::{ConnectionTrait, DeriveActiveEnum, EnumIter, FromQueryResult};

use crate::{
    deals::Norms,
    error::{Error, Result},
    ids::{FrameworkId, PhaseId, PipelineId},
    time::At,
};

/// Whether a phase is before or after the decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub enum PhaseKind {
    /// Before.
    #[sea_orm(string_value = "selling")]
    Selling,
    /// After: from the contract to its renewal.
    #[sea_orm(string_value = "follow_up")]
    FollowUp,
}

impl PhaseKind {
    /// As in forms and in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Selling => "selling",
            Self::FollowUp => "follow_up",
        }
    }
}

/// A phase.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Phase {
    /// Its number.
    pub id: PhaseId,
    /// Of this pipeline.
    pub pipeline_id: PipelineId,
    /// What the team calls it.
    pub name: String,
    /// From 1, in the order of the pipeline.
    pub position: i64,
    /// Selling or follow-up.
    pub kind: PhaseKind,
    /// What it is for.
    pub purpose: String,
    /// What a good rep does here.
    pub guidance: String,
    /// Of winning, in percent.
    pub probability: i64,
    /// Days that are normal here, as set.
    pub normal_days: Option<i64>,
    /// The median of past won deals, in days.
    pub measured_days: Option<i64>,
    /// How many won deals that median rests on.
    pub measured_n: i64,
    /// Days of silence after which a deal is to be watched.
    pub watch_days: Option<i64>,
    /// Days of silence after which it is to be acted on.
    pub danger_days: Option<i64>,
    /// Since when it takes no more deals.
    pub retired_at: Option<At>,
    /// For forms.
    pub version: i64,
}

impl Phase {
    /// What the clocks compare with: the phase's own setting, or else what was measured.
    #[must_use]
    pub fn norms(&self) -> Norms {
        Norms {
            normal_days: self.normal_days.or(self.measured_days).filter(|days| *days > 0),
            watch_days: self.watch_days,
            danger_days: self.danger_days,
        }
    }
}

/// A pipeline.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Pipeline {
    /// Its number.
    pub id: PipelineId,
    /// What the team calls it.
    pub name: String,
    /// From 1, in the team's order.
    pub position: i64,
    /// Since when it takes no more deals.
    pub retired_at: Option<At>,
    /// For forms.
    pub version: i64,
    /// By which its deals are qualified.
    pub framework_id: Option<FrameworkId>,
}

/// The pipelines in use, in the team's order.
///
/// # Errors
/// When the database is away.
pub async fn pipelines<C: ConnectionTrait>(db: &C) -> Result<Vec<Pipeline>> {
    let sql = Sql::new("SELECT * FROM pipelines WHERE retired_at IS NULL ORDER BY position, id");
    Ok(Pipeline::find_by_statement(sql.statement(Dialect::of(db)))
        .all(db)
        .await?)
}

/// The phases of a pipeline in their order, the retired ones left out.
///
/// # Errors
/// When the database is away.
pub async fn phases<C: ConnectionTrait>(db: &C, pipeline: PipelineId) -> Result<Vec<Phase>> {
    let mut sql = Sql::new("SELECT * FROM phases WHERE retired_at IS NULL AND pipeline_id = ");
    sql.bind(pipeline.0).push(" ORDER BY position, id");
    Ok(Phase::find_by_statement(sql.statement(Dialect::of(db))).all(db).await?)
}

/// Every phase there has ever been, by pipeline and in its order: for lists and filters, which show the past too.
///
/// # Errors
/// When the database is away.
pub async fn every_phase<C: ConnectionTrait>(db: &C) -> Result<Vec<Phase>> {
    let sql = Sql::new(
        "SELECT p.* FROM phases p JOIN pipelines l ON l.id = p.pipeline_id ORDER BY l.position, l.id, p.position, p.id",
    );
    Ok(Phase::find_by_statement(sql.statement(Dialect::of(db))).all(db).await?)
}

/// Every pipeline there has ever been, in the team's order.
///
/// # Errors
/// When the database is away.
pub async fn every_pipeline<C: ConnectionTrait>(db: &C) -> Result<Vec<Pipeline>> {
    let sql = Sql::new("SELECT * FROM pipelines ORDER BY position, id");
    Ok(Pipeline::find_by_statement(sql.statement(Dialect::of(db)))
        .all(db)
        .await?)
}

/// All phases a pipeline ever had, in their order.
///
/// # Errors
/// When the database is away.
pub async fn all_phases<C: ConnectionTrait>(db: &C, pipeline: PipelineId) -> Result<Vec<Phase>> {
    let mut sql = Sql::new("SELECT * FROM phases WHERE pipeline_id = ");
    sql.bind(pipeline.0).push(" ORDER BY position, id");
    Ok(Phase::find_by_statement(sql.statement(Dialect::of(db))).all(db).await?)
}

/// One phase, retired or not.
///
/// # Errors
/// [`Error::NotFound`] when there is none of that number.
pub async fn phase<C: ConnectionTrait>(db: &C, id: PhaseId) -> Result<Phase> {
    let mut sql = Sql::new("SELECT * FROM phases WHERE id = ");
    sql.bind(id.0);
    let found = Phase::find_by_statement(sql.statement(Dialect::of(db))).one(db).await?;
    found.ok_or(Error::NotFound)
}
