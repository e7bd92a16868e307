//! Acts on the workspace: making it once, and changing its settings.

use chrono_tz::Tz;
use db::Sql;
use sea_orm::ConnectionTrait as _;
use serde_json::json;

use super::table::{RepSees, load};
use crate::{
    deals,
    error::{Error, Result},
    events::{Event, EventKind},
    leads,
    money::Currency,
    text::Locale,
    tx::Tx,
};

/// Writes the workspace that the actor of `tx` was made with. `false` when there is one already: of two who try at the
/// same time, one waits for the other and is told so.
///
/// # Errors
/// [`Error::Forbidden`] for whoever is no admin.
pub async fn create(tx: &Tx) -> Result<bool> {
    tx.require_admin()?;
    let workspace = tx.workspace();
    let clocks = workspace.clocks;
    let mut sql = Sql::new(
        "INSERT INTO workspace (id, name, locale, time_zone, fiscal_start_month, currency, rep_sees,
            overdue_danger_days, age_watch_percent, age_danger_percent, slips_watch, slips_danger, slip_days_watch,
            slip_days_danger, created_at) VALUES (1, ",
    );
    sql.bind(workspace.name.as_str());
    sql.push(", ").bind(workspace.locale.code());
    sql.push(", ").bind(workspace.zone.name());
    sql.push(", ").bind(i64::from(workspace.fiscal_start_month));
    sql.push(", ").bind(workspace.currency.code());
    sql.push(", ").bind(workspace.rep_sees.code());
    for number in [
        clocks.overdue_danger_days,
        clocks.age_watch_percent,
        clocks.age_danger_percent,
        clocks.slips_watch,
        clocks.slips_danger,
        clocks.slip_days_watch,
        clocks.slip_days_danger,
        tx.now().0,
    ] {
        sql.push(", ").bind(number);
    }
    sql.push(") ON CONFLICT (id) DO NOTHING");
    let done = tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    Ok(done.rows_affected() == 1)
}

/// What can be changed about a workspace, beside the clocks.
#[derive(Clone, Debug)]
pub struct WorkspaceChange {
    /// Its name.
    pub name: String,
    /// The language of whoever has chosen none.
    pub locale: Locale,
    /// In which days begin and end.
    pub zone: Tz,
    /// 1 to 12.
    pub fiscal_start_month: u32,
    /// Of new deals.
    pub currency: Currency,
    /// What a rep sees.
    pub rep_sees: RepSees,
}

/// Changes the workspace. With another time zone days begin at other moments, so every deal's and lead's clocks are set anew.
///
/// # Errors
/// [`Error::Forbidden`] for whoever is no admin, [`Error::Stale`] when somebody else was quicker.
pub async fn change(tx: &mut Tx, version: i64, to: &WorkspaceChange) -> Result<()> {
    tx.require_admin()?;
    let mut sql = Sql::new("UPDATE workspace SET version = version + 1, name = ");
    sql.bind(to.name.as_str());
    sql.push(", locale = ").bind(to.locale.code());
    sql.push(", time_zone = ").bind(to.zone.name());
    sql.push(", fiscal_start_month = ")
        .bind(i64::from(to.fiscal_start_month));
    sql.push(", currency = ").bind(to.currency.code());
    sql.push(", rep_sees = ").bind(to.rep_sees.code());
    sql.push(" WHERE id = 1 AND version = ").bind(version);
    let done = tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    if done.rows_affected() == 0 {
        return Err(Error::Stale);
    }
    let was = tx.workspace().clone();
    tx.record(Event::new(EventKind::SettingsChanged).data(json!({ "workspace": {
        "name": [was.name, to.name],
        "time_zone": [was.zone.name(), to.zone.name()],
        "fiscal_start_month": [was.fiscal_start_month, to.fiscal_start_month],
        "currency": [was.currency.code(), to.currency.code()],
        "rep_sees": [was.rep_sees.code(), to.rep_sees.code()],
    }})));
    if was.zone != to.zone {
        let now = load(tx.db()).await?.ok_or(Error::NotFound)?;
        deals::refresh_all(tx, None, &now).await?;
        leads::refresh_all(tx, &now).await?;
    }
    Ok(())
}
