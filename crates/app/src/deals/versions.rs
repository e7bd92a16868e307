//! `deal_versions`: one row per period in which a deal's tracked facts stood unchanged.
//!
//! The row without an end is what `deals` says now; [`disagreements`] proves it. A *stay* is the time from
//! entering a phase to leaving it; the first version of a stay also carries when it was left and for which phase.

use chrono::NaiveDate;
use db::{Dialect, Sql};
use sea_orm::{ConnectionTrait, FromQueryResult};

use super::table::{Model, Outcome};
use crate::{
    error::{Error, Result},
    ids::{DealId, PhaseId, PipelineId, UserId},
    time::At,
    tx::Tx,
};

#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
struct Version {
    id: i64,
    valid_from: At,
    pipeline_id: PipelineId,
    phase_id: PhaseId,
    outcome: Outcome,
    owner_id: UserId,
    amount: Option<i64>,
    currency: String,
    expected_close_on: Option<NaiveDate>,
    probability: i64,
    phase_since: At,
    phase_before: Option<PhaseId>,
    outcome_since: At,
    outcome_before: Option<Outcome>,
    entered: bool,
}

impl Version {
    fn says_what(&self, deal: &Model) -> bool {
        self.pipeline_id == deal.pipeline_id
            && self.phase_id == deal.phase_id
            && self.outcome == deal.outcome
            && self.owner_id == deal.owner_id
            && self.amount == deal.amount
            && self.currency == deal.currency
            && self.expected_close_on == deal.expected_close_on
            && self.probability == deal.probability
    }
}

/// What a new version says beyond the deal's own row.
struct Stay {
    phase_before: Option<PhaseId>,
    outcome_before: Option<Outcome>,
    entered: bool,
}

/// Writes the first version of a new deal.
pub(super) async fn begin(tx: &Tx, deal: &Model) -> Result<()> {
    let stay = Stay {
        phase_before: None,
        outcome_before: None,
        entered: true,
    };
    insert(tx, deal, deal.opened_at, &stay).await
}

/// Ends the newest version and writes the next, if a tracked fact changed. `deal` is the row as it is now.
pub(super) async fn follow(tx: &Tx, deal: &Model, at: At) -> Result<()> {
    let before = newest(tx.db(), deal.id).await?;
    if before.says_what(deal) {
        return Ok(());
    }
    let moved = before.phase_id != deal.phase_id;
    let turned = before.outcome != deal.outcome;
    let stay = Stay {
        phase_before: if moved {
            Some(before.phase_id)
        } else {
            before.phase_before
        },
        outcome_before: if turned {
            Some(before.outcome)
        } else {
            before.outcome_before
        },
        entered: moved,
    };
    if moved {
        leave(tx, deal, before.phase_since, at).await?;
    }
    end(tx, before.id, Some(at)).await?;
    insert(tx, deal, at, &stay).await
}

/// Takes the newest version back, as if it had never been: for a move that is undone at once.
/// Answers since when the deal is in the phase it is back in.
pub(super) async fn take_back(tx: &Tx, deal: DealId) -> Result<()> {
    let newest = newest(tx.db(), deal).await?;
    let mut sql = Sql::new("DELETE FROM deal_versions WHERE id = ");
    sql.bind(newest.id);
    run(tx, sql).await?;
    let mut sql = Sql::new(
        "UPDATE deal_versions SET valid_to = NULL WHERE id = (SELECT MAX(id) FROM deal_versions WHERE deal_id = ",
    );
    sql.bind(deal.0).push(")");
    run(tx, sql).await?;
    let mut sql = Sql::new("UPDATE deal_versions SET left_at = NULL, left_to = NULL WHERE entered AND deal_id = ");
    sql.bind(deal.0).push(" AND left_at = ").bind(newest.valid_from.0);
    run(tx, sql).await
}

async fn newest<C: ConnectionTrait>(db: &C, deal: DealId) -> Result<Version> {
    let mut sql = Sql::new("SELECT * FROM deal_versions WHERE valid_to IS NULL AND deal_id = ");
    sql.bind(deal.0);
    let found = Version::find_by_statement(sql.statement(Dialect::of(db)))
        .one(db)
        .await?;
    found.ok_or_else(|| Error::internal(format!("deal {deal} has no version")))
}

async fn end(tx: &Tx, version: i64, at: Option<At>) -> Result<()> {
    let mut sql = Sql::new("UPDATE deal_versions SET valid_to = ");
    sql.bind(at.map(|at| at.0)).push(" WHERE id = ").bind(version);
    run(tx, sql).await
}

async fn leave(tx: &Tx, deal: &Model, since: At, at: At) -> Result<()> {
    let mut sql = Sql::new("UPDATE deal_versions SET left_at = ");
    sql.bind(at.0).push(", left_to = ").bind(deal.phase_id.0);
    sql.push(" WHERE entered AND left_at IS NULL AND deal_id = ")
        .bind(deal.id.0);
    sql.push(" AND phase_since = ").bind(since.0);
    run(tx, sql).await
}

async fn insert(tx: &Tx, deal: &Model, at: At, stay: &Stay) -> Result<()> {
    let mut sql = Sql::new(INSERT);
    push_values(&mut sql, deal, (at, None), stay, None, tx.user());
    run(tx, sql).await
}

const INSERT: &str =
    "INSERT INTO deal_versions (deal_id, valid_from, valid_to, pipeline_id, phase_id, outcome, owner_id, team_id,
         amount, currency, expected_close_on, probability, by_user_id, phase_since, phase_before, outcome_since,
         outcome_before, entered, left_at, left_to)
     VALUES ";

/// The row of one version: what the deal's row said then, from when to when, and when the stay that began with it ended.
fn push_values(
    sql: &mut Sql,
    deal: &Model,
    (from, to): (At, Option<At>),
    stay: &Stay,
    left: Option<(At, PhaseId)>,
    by: Option<UserId>,
) {
    sql.push("(").bind(deal.id.0);
    sql.push(", ").bind(from.0);
    sql.push(", ").bind(to.map(|at| at.0));
    sql.push(", ").bind(deal.pipeline_id.0);
    sql.push(", ").bind(deal.phase_id.0);
    sql.push(", ").bind(deal.outcome.code());
    sql.push(", ").bind(deal.owner_id.0);
    sql.push(", (SELECT team_id FROM users WHERE id = ")
        .bind(deal.owner_id.0);
    sql.push("), ").bind(deal.amount);
    sql.push(", ").bind(deal.currency.as_str());
    sql.push(", ").bind(deal.expected_close_on);
    sql.push(", ").bind(deal.probability);
    sql.push(", ").bind(by.map(|user| user.0));
    sql.push(", ").bind(deal.phase_since.0);
    sql.push(", ").bind(stay.phase_before.map(|phase| phase.0));
    sql.push(", ").bind(deal.outcome_since.0);
    sql.push(", ").bind(stay.outcome_before.map(Outcome::code));
    sql.push(", ").bind(stay.entered);
    sql.push(", ").bind(left.map(|(at, _)| at.0));
    sql.push(", ").bind(left.map(|(_, to)| to.0)).push(")");
}

/// Deals of one statement. SQLite looks `$1`, `$2` … up by name, one after the other, so that twice as many take four times
/// as long.
const DEALS: usize = 20;

/// Writes the histories of deals entered after the fact: each as it began and, if it ended, as it ended.
pub(super) async fn insert_past(tx: &Tx, deals: &[(Model, Option<Model>)]) -> Result<()> {
    for deals in deals.chunks(DEALS) {
        let mut sql = Sql::new(INSERT);
        for (row, (begun, ended)) in deals.iter().enumerate() {
            sql.push(if row > 0 { ", " } else { "" });
            push_past(&mut sql, begun, ended.as_ref(), tx.user());
        }
        run(tx, sql).await?;
    }
    Ok(())
}

fn push_past(sql: &mut Sql, begun: &Model, ended: Option<&Model>, by: Option<UserId>) {
    let mut stay = Stay {
        phase_before: None,
        outcome_before: None,
        entered: true,
    };
    let Some(ended) = ended else {
        return push_values(sql, begun, (begun.opened_at, None), &stay, None, by);
    };
    let at = ended.outcome_since;
    let moved = ended.phase_id != begun.phase_id;
    let left = moved.then_some((at, ended.phase_id));
    push_values(sql, begun, (begun.opened_at, Some(at)), &stay, left, by);
    stay.phase_before = moved.then_some(begun.phase_id);
    stay.outcome_before = Some(begun.outcome);
    stay.entered = moved;
    sql.push(", ");
    push_values(sql, ended, (at, None), &stay, None, by);
}

async fn run(tx: &Tx, sql: Sql) -> Result<()> {
    tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    Ok(())
}

/// The deals whose row and newest version do not agree, or whose versions leave a gap or overlap: always none.
///
/// # Errors
/// When the database is away.
pub async fn disagreements<C: ConnectionTrait>(db: &C) -> Result<Vec<DealId>> {
    #[derive(FromQueryResult)]
    struct Row {
        id: DealId,
    }
    let sql = Sql::new(
        "SELECT d.id FROM deals d
         LEFT JOIN deal_versions v ON v.deal_id = d.id AND v.valid_to IS NULL
         WHERE v.id IS NULL OR v.pipeline_id <> d.pipeline_id OR v.phase_id <> d.phase_id OR v.outcome <> d.outcome
            OR v.owner_id <> d.owner_id OR COALESCE(v.amount, -1) <> COALESCE(d.amount, -1) OR v.currency <> d.currency
            OR v.expected_close_on IS DISTINCT FROM d.expected_close_on OR v.probability <> d.probability
            OR v.phase_since <> d.phase_since OR v.outcome_since <> d.outcome_since
         UNION
         SELECT a.deal_id AS id FROM deal_versions a
         WHERE a.valid_to IS NOT NULL AND NOT EXISTS
            (SELECT 1 FROM deal_versions b WHERE b.deal_id = a.deal_id AND b.id <> a.id AND b.valid_from = a.valid_to)
         ORDER BY id",
    );
    let rows = Row::find_by_statement(sql.statement(Dialect::of(db))).all(db).await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}
