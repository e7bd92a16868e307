//! What is normal in a phase, measured: the median of the days that deals which were won later stayed there.

use std::collections::BTreeMap;

use db::Sql;
use sea_orm::{ConnectionTrait as _, FromQueryResult};
use serde_json::json;
use stats::Quartiles;

use crate::{
    app::App,
    deals,
    error::Result,
    events::{Event, EventKind},
    ids::PhaseId,
    time::At,
    tx::Tx,
};

/// Fewer stays than this say nothing about what is normal.
const LEAST: usize = 10;

#[derive(FromQueryResult)]
struct Stay {
    phase_id: PhaseId,
    since: At,
    ended: At,
}

#[derive(FromQueryResult)]
struct Kept {
    id: PhaseId,
    normal_days: Option<i64>,
    measured_days: Option<i64>,
    measured_n: i64,
}

/// Measures all phases anew, and sets the clocks of deals anew where what is normal has changed.
///
/// # Errors
/// When the database is away.
pub async fn measure(app: &App) -> Result<()> {
    let mut days = days_by_phase(app).await?;
    let kept = Sql::new("SELECT id, normal_days, measured_days, measured_n FROM phases ORDER BY id");
    let mut tx = app.begin(&app.system().await?).await?;
    let mut changed = Vec::new();
    for phase in Kept::find_by_statement(kept.statement(tx.dialect()))
        .all(tx.db())
        .await?
    {
        let days = days.remove(&phase.id).unwrap_or_default();
        if write(&tx, &phase, days).await? {
            changed.push(phase.id);
        }
    }
    if !changed.is_empty() {
        let what = json!({ "measured": changed });
        tx.record(Event::new(EventKind::SettingsChanged).phases(changed).data(what));
    }
    tx.commit().await
}

/// The days of each ended stay of a deal that was won. A won deal that has no follow-up phase to go on to ended its last
/// stay when it was won.
async fn days_by_phase(app: &App) -> Result<BTreeMap<PhaseId, Vec<i64>>> {
    let system = app.system().await?;
    let mut sql = Sql::new(
        "SELECT v.phase_id, v.phase_since AS since, COALESCE(v.left_at, d.closed_at) AS ended
         FROM deal_versions v JOIN deals d ON d.id = v.deal_id
         WHERE v.entered AND d.outcome = 'won' AND (v.left_at IS NOT NULL OR d.closed_at > v.phase_since)",
    );
    deals::push_visible(&system, &mut sql, "d");
    let zone = system.workspace.zone;
    let mut days: BTreeMap<PhaseId, Vec<i64>> = BTreeMap::new();
    for stay in app.all::<Stay>(sql).await? {
        let stayed = (stay.ended.day(zone) - stay.since.day(zone)).num_days();
        days.entry(stay.phase_id).or_default().push(stayed);
    }
    Ok(days)
}

/// Keeps what was measured; whether the clocks of deals in this phase go by something new.
async fn write(tx: &Tx, phase: &Kept, days: Vec<i64>) -> Result<bool> {
    let n = days.len();
    let median = Quartiles::of(days).filter(|_| n >= LEAST).map(|days| days.median);
    let (measured_days, measured_n) = (median.map(|days| days.round() as i64), n as i64);
    if (phase.measured_days, phase.measured_n) == (measured_days, measured_n) {
        return Ok(false);
    }
    let mut sql = Sql::new("UPDATE phases SET measured_days = ");
    sql.bind(measured_days).push(", measured_n = ").bind(measured_n);
    sql.push(" WHERE id = ").bind(phase.id.0);
    tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    let matters = phase.normal_days.is_none() && phase.measured_days != measured_days;
    if matters {
        deals::refresh_all(tx, Some(phase.id), tx.workspace()).await?;
    }
    Ok(matters)
}

#[cfg(test)]
mod tests {
    use db::db_test;

    use super::*;
    use crate::{
        deals::{Clock, Move, Win},
        testing::*,
    };

    /// Deals that stayed so many days in the first phase each, and were then won from the third.
    async fn won(app: &TestApp, stays: &[i64]) {
        for days in stays {
            let deal = app.deal(REP).await;
            app.app.clock().advance(days * At::DAY);
            let mut tx = app.app.begin(&app.actor(REP).await).await.unwrap();
            let wish = Move {
                to: PHASES[2],
                version: None,
                override_reason: None,
            };
            deals::move_to(&mut tx, deal.id, wish).await.unwrap();
            let win = Win {
                won_on: TODAY,
                amount: 1,
                start_on: None,
            };
            deals::win(&mut tx, deal.id, None, win).await.unwrap();
            tx.commit().await.unwrap();
        }
    }

    async fn forget_what_was_set(app: &TestApp) {
        app.execute(Sql::new(
            "UPDATE phases SET normal_days = NULL, watch_days = NULL, danger_days = NULL",
        ))
        .await;
    }

    #[db_test]
    async fn the_median_of_won_deals_is_normal_from_the_tenth_on(app: TestApp) {
        won(&app, &[2, 4, 6, 8, 10, 12, 14, 16, 30]).await;
        measure(&app.app).await.unwrap();
        let measured = "SELECT COALESCE(measured_days, -1) * 100 + measured_n FROM phases WHERE id = 1";
        assert_eq!(app.number(measured).await, -100 + 9);
        won(&app, &[90]).await;
        measure(&app.app).await.unwrap();
        assert_eq!(app.number(measured).await, 11 * 100 + 10);
    }

    #[db_test]
    async fn what_is_newly_normal_sets_the_clocks_of_deals_in_the_phase(app: TestApp) {
        forget_what_was_set(&app).await;
        won(&app, &[5; 10]).await;
        let deal = app.deal(REP).await;
        assert_eq!(deal.yellow_at, At::NEVER);
        measure(&app.app).await.unwrap();
        let deal = app.read_deal(deal.id).await;
        assert_eq!(deal.yellow_clock, Some(Clock::Age));
        let zone = chrono_tz::Asia::Tokyo;
        let sixth = deal.phase_since.plus_days(6).day(zone);
        assert_eq!(deal.yellow_at, At::day_start(sixth, zone));
    }

    #[db_test]
    async fn measuring_the_same_again_writes_nothing(app: TestApp) {
        won(&app, &[5; 10]).await;
        measure(&app.app).await.unwrap();
        let before = app.traces().await;
        measure(&app.app).await.unwrap();
        assert_eq!(app.traces().await, before);
    }
}
