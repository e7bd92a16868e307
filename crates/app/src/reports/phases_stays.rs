//! The deals behind a number of the phase report, and what is told about the weakest phase.

use db::Sql;
use sea_orm::FromQueryResult;

use super::phases::{Fate, PHASES, PhaseQuery, push_end, push_fate, push_stays};
use crate::{
    actor::Actor,
    app::App,
    deals::Outcome,
    error::Result,
    ids::{DealId, LossReasonId, PhaseId},
    time::At,
};

/// Which stays of a report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// In this phase; `None` for all.
    pub phase: Option<PhaseId>,
    /// With one of these fates; none for all that entered.
    pub fates: Vec<Fate>,
    /// Whose deal stands so at the moment: what "to won" counts; none for all.
    pub outcomes: Vec<Outcome>,
    /// Lost for this reason, or for one that was not given.
    pub reason: Option<Option<LossReasonId>>,
}

impl Cell {
    /// The stays with one fate.
    #[must_use]
    pub fn of(phase: Option<PhaseId>, fate: Fate) -> Self {
        Self {
            phase,
            fates: vec![fate],
            ..Self::default()
        }
    }
}

/// A stay as a line of a list.
#[derive(Clone, Debug, FromQueryResult)]
pub struct StayRow {
    /// Of which deal.
    pub deal_id: DealId,
    /// What it is about.
    pub title: String,
    /// With whom.
    pub company: Option<String>,
    /// Whose it was when the stay began.
    pub owner: String,
    /// In which phase.
    pub phase: String,
    /// When it entered.
    pub entered_at: At,
    /// When that ended, or the moment of the report.
    pub ended_at: At,
    /// What became of it.
    pub fate: Fate,
    /// The amount at the moment of the report.
    pub amount: Option<i64>,
    /// Of the amount.
    pub currency: String,
}

/// How many stays a cell counts.
///
/// # Errors
/// When the database is away.
pub async fn count(app: &App, actor: &Actor, query: &PhaseQuery, cell: &Cell) -> Result<u64> {
    #[derive(FromQueryResult)]
    struct Row {
        n: i64,
    }
    let mut sql = Sql::new("SELECT COUNT(*) AS n");
    push_cell(&mut sql, app, actor, query, cell);
    let row: Option<Row> = app.one(sql).await?;
    Ok(row.map_or(0, |row| row.n.unsigned_abs()))
}

/// A page of the stays of a cell, the newest first.
///
/// # Errors
/// When the database is away.
pub async fn stays(
    app: &App,
    actor: &Actor,
    query: &PhaseQuery,
    cell: &Cell,
    offset: u64,
    limit: u64,
) -> Result<Vec<StayRow>> {
    let mut sql = Sql::new(
        "SELECT d.id AS deal_id, d.title, c.name AS company, u.name AS owner, p.name AS phase, s.valid_from AS entered_at, ",
    );
    push_end(&mut sql, query, app.now());
    sql.push(" AS ended_at, ");
    push_fate(&mut sql, query, app.now());
    let v = query.standing();
    sql.push(&format!(" AS fate, {v}.amount, {v}.currency"));
    push_cell_with(
        &mut sql,
        " LEFT JOIN companies c ON c.id = d.company_id JOIN users u ON u.id = s.owner_id",
        app,
        actor,
        query,
        cell,
    );
    sql.push(" ORDER BY s.valid_from DESC, s.id DESC LIMIT ")
        .bind(limit.cast_signed());
    sql.push(" OFFSET ").bind(offset.cast_signed());
    app.all(sql).await
}

/// How often each reason was given for the stays lost in a phase; the most frequent first.
#[derive(Clone, Debug, FromQueryResult)]
pub struct LossCount {
    /// The reason; `None` where none was given, as in imports.
    pub reason: Option<LossReasonId>,
    /// Its name.
    pub name: Option<String>,
    /// How often.
    pub n: i64,
}

/// Why stays of a phase, or of all, were lost.
///
/// # Errors
/// When the database is away.
pub async fn losses(app: &App, actor: &Actor, query: &PhaseQuery, phase: Option<PhaseId>) -> Result<Vec<LossCount>> {
    let mut sql = Sql::new("SELECT d.loss_reason_id AS reason, r.name, COUNT(*) AS n");
    let cell = Cell::of(phase, Fate::Lost);
    push_cell_with(
        &mut sql,
        " LEFT JOIN loss_reasons r ON r.id = d.loss_reason_id",
        app,
        actor,
        query,
        &cell,
    );
    sql.push(" GROUP BY d.loss_reason_id, r.name ORDER BY n DESC, d.loss_reason_id");
    app.all(sql).await
}

/// The deals still in a phase, or in any, the worst first: what to do next.
///
/// # Errors
/// When the database is away.
pub async fn staying(
    app: &App,
    actor: &Actor,
    query: &PhaseQuery,
    phase: Option<PhaseId>,
    limit: u64,
) -> Result<Vec<DealId>> {
    #[derive(FromQueryResult)]
    struct Row {
        id: DealId,
    }
    let mut sql = Sql::new("SELECT d.id");
    push_cell(&mut sql, app, actor, query, &Cell::of(phase, Fate::Stays));
    sql.push(" ORDER BY CASE WHEN d.red_at <= ")
        .bind(app.now().0)
        .push(" THEN 0 ELSE 1 END, d.red_at, d.yellow_at, d.id");
    sql.push(" LIMIT ").bind(limit.cast_signed());
    let rows: Vec<Row> = app.all(sql).await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

fn push_cell(sql: &mut Sql, app: &App, actor: &Actor, query: &PhaseQuery, cell: &Cell) {
    push_cell_with(sql, "", app, actor, query, cell);
}

fn push_cell_with(sql: &mut Sql, joins: &str, app: &App, actor: &Actor, query: &PhaseQuery, cell: &Cell) {
    push_stays(sql, "", &format!("{PHASES}{joins}"), actor, query);
    if let Some(phase) = cell.phase {
        sql.push(" AND s.phase_id = ").bind(phase.0);
    }
    // Implied by the fate; said for the index of the stays that nobody has left.
    if query.as_of.is_none() && !cell.fates.is_empty() && cell.fates.iter().all(|fate| fate.is_in_phase()) {
        sql.push(" AND s.left_at IS NULL");
    }
    if !cell.fates.is_empty() {
        sql.push(" AND ");
        push_fate(sql, query, app.now());
        sql.push(" IN ").bind_list(cell.fates.iter().map(|fate| fate.code()));
    }
    if !cell.outcomes.is_empty() {
        sql.push(&format!(" AND {}.outcome IN ", query.standing()))
            .bind_list(cell.outcomes.iter().map(|outcome| outcome.code()));
    }
    match cell.reason {
        None => {}
        Some(None) => {
            sql.push(" AND d.loss_reason_id IS NULL");
        }
        Some(Some(reason)) => {
            sql.push(" AND d.loss_reason_id = ").bind(reason.0);
        }
    }
}
