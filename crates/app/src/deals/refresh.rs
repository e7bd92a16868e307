//! Keeps the clock columns of deals true: after every write that matters, and after a change of settings.

use db::{Dialect, Sql};
use sea_orm::{ConnectionTrait, FromQueryResult};

use super::{
    clocks::{Facts, Rules},
    table::{Model, Outcome},
};
use crate::{
    error::Result,
    ids::{ActivityId, DealId, PhaseId},
    pipelines,
    time::At,
    tx::Tx,
    workspace::Workspace,
};

/// What decides when the clocks of deals in a phase turn.
#[must_use]
pub fn rules_for(phase: &pipelines::Phase, workspace: &Workspace) -> Rules {
    Rules {
        norms: phase.norms(),
        settings: workspace.clocks,
        zone: workspace.zone,
    }
}

#[derive(FromQueryResult)]
struct Activities {
    last_customer_at: Option<At>,
    last_done_at: Option<At>,
    next_activity_id: Option<ActivityId>,
    next_due_at: Option<At>,
}

/// Reads a deal's activities anew and sets when its clocks turn. Call after any write to either. Answers the
/// phase whose column shows it.
///
/// # Errors
/// When the database is away.
pub async fn refresh(tx: &Tx, deal: DealId) -> Result<Option<PhaseId>> {
    let Some(mut row) = read(tx.db(), deal).await? else {
        return Ok(None);
    };
    let activities = activities(tx.db(), deal).await?;
    row.last_customer_at = activities.last_customer_at;
    row.last_touch_at = activities.last_done_at.max(row.moved_at);
    row.next_activity_id = activities.next_activity_id;
    row.next_due_at = activities.next_due_at;
    let phase = pipelines::phase(tx.db(), row.phase_id).await?;
    write(tx, &row, &rules_for(&phase, tx.workspace())).await?;
    Ok(Some(phase.id))
}

/// Sets anew when the clocks of all open deals turn, after norms or settings changed; of one phase or of all.
///
/// # Errors
/// When the database is away.
pub async fn refresh_all(tx: &Tx, only: Option<PhaseId>, workspace: &Workspace) -> Result<()> {
    let mut sql = Sql::new(&format!("{SELECT} WHERE d.outcome = 'open'"));
    if let Some(phase) = only {
        sql.push(" AND d.phase_id = ").bind(phase.0);
    }
    sql.push(" ORDER BY d.phase_id, d.id");
    let rows = Row::find_by_statement(sql.statement(tx.dialect())).all(tx.db()).await?;
    let mut rules: Option<(PhaseId, Rules)> = None;
    for row in rows {
        let rules = match rules {
            Some((phase, rules)) if phase == row.phase_id => rules,
            _ => {
                let phase = pipelines::phase(tx.db(), row.phase_id).await?;
                rules.insert((row.phase_id, rules_for(&phase, workspace))).1
            }
        };
        write(tx, &row, &rules).await?;
    }
    Ok(())
}

/// Sets the clock columns of a row that is about to be written; for acts that write the whole row anyway.
pub(super) fn set_turns(deal: &mut Model, rules: &Rules) {
    let card = rules.card(&Facts::from(&*deal));
    deal.yellow_at = card.yellow_at;
    deal.yellow_clock = card.yellow_clock;
    deal.red_at = card.red_at;
    deal.red_clock = card.red_clock;
}

#[derive(Clone, Debug, FromQueryResult)]
struct Row {
    id: DealId,
    phase_id: PhaseId,
    outcome: Outcome,
    opened_at: At,
    phase_since: At,
    last_customer_at: Option<At>,
    last_touch_at: Option<At>,
    moved_at: Option<At>,
    next_activity_id: Option<ActivityId>,
    next_due_at: Option<At>,
    slips: i64,
    slip_days: i64,
    slipped_at: Option<At>,
}

/// `moved_at`: since when it is in its phase, if it came there from another.
const SELECT: &str =
    "SELECT d.id, d.phase_id, d.outcome, d.opened_at, d.phase_since, d.last_customer_at, d.last_touch_at,
        CASE WHEN d.phase_since > d.opened_at THEN d.phase_since END AS moved_at,
        d.next_activity_id, d.next_due_at, d.slips, d.slip_days, d.slipped_at
    FROM deals d";

async fn read<C: ConnectionTrait>(db: &C, deal: DealId) -> Result<Option<Row>> {
    let mut sql = Sql::new(&format!("{SELECT} WHERE d.id = "));
    sql.bind(deal.0);
    Ok(Row::find_by_statement(sql.statement(Dialect::of(db))).one(db).await?)
}

async fn activities<C: ConnectionTrait>(db: &C, deal: DealId) -> Result<Activities> {
    let mut sql = Sql::new(
        "SELECT MAX(CASE WHEN a.state = 'done' AND a.customer_took_part THEN a.starts_at END) AS last_customer_at,
                MAX(CASE WHEN a.state = 'done' THEN a.starts_at END) AS last_done_at,
                MAX(n.id) AS next_activity_id, MAX(n.due_at) AS next_due_at
         FROM activities a
         LEFT JOIN activities n ON n.id =
             (SELECT p.id FROM activities p WHERE p.deal_id = a.deal_id AND p.state = 'planned' AND p.deleted_at IS NULL
              ORDER BY p.starts_at, p.id LIMIT 1)
         WHERE a.deleted_at IS NULL AND a.deal_id = ",
    );
    sql.bind(deal.0);
    let found = Activities::find_by_statement(sql.statement(Dialect::of(db)))
        .one(db)
        .await?;
    Ok(found.unwrap_or(Activities {
        last_customer_at: None,
        last_done_at: None,
        next_activity_id: None,
        next_due_at: None,
    }))
}

async fn write(tx: &Tx, row: &Row, rules: &Rules) -> Result<()> {
    let card = rules.card(&Facts {
        outcome: row.outcome,
        opened_at: row.opened_at,
        phase_since: row.phase_since,
        last_customer_at: row.last_customer_at,
        last_touch_at: row.last_touch_at,
        next_due_at: row.next_due_at,
        slips: row.slips,
        slip_days: row.slip_days,
        slipped_at: row.slipped_at,
    });
    let code = |clock: Option<super::Clock>| clock.map(|clock| sea_orm::ActiveEnum::to_value(&clock));
    let mut sql = Sql::new("UPDATE deals SET last_customer_at = ");
    sql.bind(row.last_customer_at.map(|at| at.0))
        .push(", last_touch_at = ")
        .bind(row.last_touch_at.map(|at| at.0));
    sql.push(", next_activity_id = ")
        .bind(row.next_activity_id.map(|id| id.0));
    sql.push(", next_due_at = ").bind(row.next_due_at.map(|at| at.0));
    sql.push(", yellow_at = ")
        .bind(card.yellow_at.0)
        .push(", yellow_clock = ")
        .bind(code(card.yellow_clock));
    sql.push(", red_at = ")
        .bind(card.red_at.0)
        .push(", red_clock = ")
        .bind(code(card.red_clock));
    sql.push(" WHERE id = ").bind(row.id.0);
    tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    Ok(())
}
