//! When a lead turns yellow and red: so many days, counted by dates, after anybody last did something about it. Kept as the
//! moments it turns, as a deal's clocks are, so that its colour is a comparison with now and nothing has to tick.

use chrono::TimeDelta;
use chrono_tz::Tz;
use db::Sql;
use sea_orm::{ConnectionTrait as _, FromQueryResult};

use super::table::{Model, State};
use crate::{
    deals::Colour,
    error::Result,
    ids::LeadId,
    time::At,
    tx::Tx,
    workspace::{LeadSettings, Workspace},
};

/// When it turns yellow and red; never when nothing is left to be done.
#[must_use]
pub fn turns(state: State, touched_at: At, settings: LeadSettings, zone: Tz) -> (At, At) {
    if !state.is_open() {
        return (At::NEVER, At::NEVER);
    }
    let after = |days: i64| {
        let day = touched_at.day(zone).checked_add_signed(TimeDelta::days(days));
        day.map_or(At::NEVER, |day| At::day_start(day, zone))
    };
    (after(settings.watch_days), after(settings.danger_days))
}

/// Its colour at a moment. What is closed has none.
#[must_use]
pub fn colour(state: State, yellow_at: At, red_at: At, now: At) -> Option<Colour> {
    if !state.is_open() {
        return None;
    }
    Some(if now >= red_at {
        Colour::Red
    } else if now >= yellow_at {
        Colour::Yellow
    } else {
        Colour::Blue
    })
}

/// Days, counted by dates, since it was touched.
#[must_use]
pub fn days_untouched(touched_at: At, now: At, zone: Tz) -> i64 {
    (now.day(zone) - touched_at.day(zone)).num_days().max(0)
}

/// Sets the columns of a row that is about to be written.
pub(super) fn set_turns(lead: &mut Model, workspace: &Workspace) {
    (lead.yellow_at, lead.red_at) = turns(lead.state, lead.touched_at, workspace.leads, workspace.zone);
}

/// Reads anew when a lead was last touched, after a touch or an activity was entered, changed or taken away: by its last touch,
/// its last activity that is done, its last change of state, or else when it came in. A touch of a day counts from that day, but not from the future.
///
/// # Errors
/// When the database is away.
pub async fn refresh(tx: &Tx, id: LeadId) -> Result<()> {
    #[derive(FromQueryResult)]
    struct Row {
        state: State,
        state_since: At,
        on_day: Option<chrono::NaiveDate>,
        done_at: Option<At>,
    }
    let mut sql = Sql::new(
        "SELECT l.state, l.state_since, (SELECT MAX(t.on_day) FROM touches t WHERE t.lead_id = l.id AND t.deleted_at IS NULL)
             AS on_day,
                (SELECT MAX(a.starts_at) FROM activities a
                 WHERE a.lead_id = l.id AND a.state = 'done' AND a.deleted_at IS NULL) AS done_at
         FROM leads l WHERE l.id = ",
    );
    sql.bind(id.0);
    let row = Row::find_by_statement(sql.statement(tx.dialect())).one(tx.db()).await?;
    let Some(row) = row else { return Ok(()) };
    let workspace = tx.workspace();
    let met = row
        .on_day
        .map(|day| At::day_start(day, workspace.zone))
        .max(row.done_at);
    let met = met.map(|at| at.min(tx.now()));
    let touched_at = met.map_or(row.state_since, |at| at.max(row.state_since));
    let (yellow_at, red_at) = turns(row.state, touched_at, workspace.leads, workspace.zone);
    write(tx, id, touched_at, yellow_at, red_at).await
}

async fn write(tx: &Tx, id: LeadId, touched_at: At, yellow_at: At, red_at: At) -> Result<()> {
    let mut sql = Sql::new("UPDATE leads SET touched_at = ");
    sql.bind(touched_at.0).push(", yellow_at = ").bind(yellow_at.0);
    sql.push(", red_at = ").bind(red_at.0).push(" WHERE id = ").bind(id.0);
    tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    Ok(())
}

/// Sets anew when all open leads turn, after the settings or the time zone changed.
///
/// # Errors
/// When the database is away.
pub async fn refresh_all(tx: &Tx, workspace: &Workspace) -> Result<()> {
    #[derive(FromQueryResult)]
    struct Row {
        id: LeadId,
        state: State,
        touched_at: At,
    }
    let sql = Sql::new("SELECT id, state, touched_at FROM leads WHERE state IN ('new', 'contacted')");
    for row in Row::find_by_statement(sql.statement(tx.dialect())).all(tx.db()).await? {
        let (yellow_at, red_at) = turns(row.state, row.touched_at, workspace.leads, workspace.zone);
        write(tx, row.id, row.touched_at, yellow_at, red_at).await?;
    }
    Ok(())
}
