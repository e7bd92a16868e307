//! The way (道のり) of a deal through its phases: which it passed and when, which it skipped, where it stands.

use std::collections::HashMap;

use chrono::NaiveDate;
use chrono_tz::Tz;
use db::{Dialect, Sql};
use sea_orm::{ConnectionTrait, FromQueryResult};

use super::table::Model;
use crate::{
    error::Result,
    ids::{DealId, PhaseId},
    pipelines,
    time::At,
};

/// How a phase lies on the way of a deal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// It was there and went on.
    Passed,
    /// It went past without having been there.
    Skipped,
    /// It is there now.
    Now,
    /// Still to come.
    Ahead,
}

/// A phase on the way of a deal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Which phase.
    pub phase: PhaseId,
    /// What it is called.
    pub name: String,
    /// How it lies on the way.
    pub place: Place,
    /// When the deal last entered it, if ever.
    pub entered_on: Option<NaiveDate>,
}

impl Step {
    /// It was there and went on.
    #[must_use]
    pub fn is_passed(&self) -> bool {
        self.place == Place::Passed
    }

    /// It went past.
    #[must_use]
    pub fn is_skipped(&self) -> bool {
        self.place == Place::Skipped
    }

    /// It is there now.
    #[must_use]
    pub fn is_now(&self) -> bool {
        self.place == Place::Now
    }
}

/// The phases of a deal's pipeline in order, as the deal went through them. A retired phase is on the way only of a
/// deal that was in it.
///
/// # Errors
/// When the database is away.
pub async fn way_of<C: ConnectionTrait>(db: &C, deal: &Model, zone: Tz) -> Result<Vec<Step>> {
    let entered = entered(db, deal.id).await?;
    let mut phases = pipelines::phases(db, deal.pipeline_id).await?;
    for id in entered.keys() {
        if !phases.iter().any(|phase| phase.id == *id) {
            let other = pipelines::phase(db, *id).await?;
            if other.pipeline_id == deal.pipeline_id {
                phases.push(other);
            }
        }
    }
    phases.sort_by_key(|phase| (phase.position, phase.id));
    let here = phases.iter().position(|phase| phase.id == deal.phase_id);
    let step = |(index, phase): (usize, pipelines::Phase)| {
        let was_there = entered.contains_key(&phase.id);
        let place = match here {
            Some(here) if index == here => Place::Now,
            Some(here) if index < here && was_there => Place::Passed,
            Some(here) if index < here => Place::Skipped,
            _ => Place::Ahead,
        };
        Step {
            phase: phase.id,
            entered_on: entered.get(&phase.id).map(|at| at.day(zone)),
            name: phase.name,
            place,
        }
    };
    Ok(phases.into_iter().enumerate().map(step).collect())
}

/// When a deal last entered each phase it was ever in.
async fn entered<C: ConnectionTrait>(db: &C, deal: DealId) -> Result<HashMap<PhaseId, At>> {
    #[derive(FromQueryResult)]
    struct Row {
        phase_id: PhaseId,
        entered_at: At,
    }
    let mut sql =
        Sql::new("SELECT phase_id, MAX(phase_since) AS entered_at FROM deal_versions WHERE entered AND deal_id = ");
    sql.bind(deal.0).push(" GROUP BY phase_id");
    let rows = Row::find_by_statement(sql.statement(Dialect::of(db))).all(db).await?;
    Ok(rows.into_iter().map(|row| (row.phase_id, row.entered_at)).collect())
}
