//! Moving a deal to another phase, and taking a move back at once.

use sea_orm::FromQueryResult;
use serde_json::json;

use super::{
    criteria::{Missing, missing},
    deal::{open_for_change, save},
    table::{Model, Outcome},
    versions,
};
use crate::{
    error::{Error, Result},
    events::{Event, EventKind},
    ids::{DealId, PhaseId},
    pipelines::{self, Phase, PhaseKind},
    t,
    tx::Tx,
};

/// A move is taken back within this time, in milliseconds: the toast shows for 10 s, a slow network needs more.
const UNDO_WITHIN: i64 = 60_000;

/// A wish to move a deal.
#[derive(Clone, Debug)]
pub struct Move {
    /// Where to.
    pub to: PhaseId,
    /// The deal's version that was seen.
    pub version: Option<i64>,
    /// Why it may go although exit criteria are not met.
    pub override_reason: Option<String>,
}

/// What became of it.
#[derive(Clone, Debug)]
pub enum Moved {
    /// It stands there now.
    Done {
        /// The deal after the move.
        deal: Box<Model>,
        /// The phase it left.
        from: PhaseId,
    },
    /// These exit criteria are not met; nothing was written.
    Missing(Vec<Missing>),
}

/// How a move goes through the pipeline.
fn direction(from: &Phase, to: &Phase, phases: &[Phase]) -> &'static str {
    if from.pipeline_id != to.pipeline_id {
        return "pipeline";
    }
    if to.position < from.position {
        return "back";
    }
    let between = phases
        .iter()
        .filter(|phase| phase.position > from.position && phase.position < to.position);
    if between.count() > 0 { "skip" } else { "forward" }
}

/// Moves a deal. Forwards, the exit criteria of the phase it leaves must be met, or overridden with a reason.
///
/// # Errors
/// As [`open_for_change`]; [`Error::Forbidden`] for an override by somebody who may not; [`Error::Invalid`] for a
/// phase this deal cannot go to.
pub async fn move_to(tx: &mut Tx, id: DealId, wish: Move) -> Result<Moved> {
    let mut deal = open_for_change(tx, id, wish.version).await?;
    if deal.phase_id == wish.to {
        let from = deal.phase_id;
        return Ok(Moved::Done {
            deal: Box::new(deal),
            from,
        });
    }
    let from = pipelines::phase(tx.db(), deal.phase_id).await?;
    let phases = target_phases(tx, &deal, wish.to).await?;
    let to = phases.iter().find(|phase| phase.id == wish.to).ok_or(Error::NotFound)?;
    let direction = direction(&from, to, &phases);
    let lacking = if matches!(direction, "forward" | "skip") {
        missing(tx.db(), &deal).await?
    } else {
        Vec::new()
    };
    let reason = wish.override_reason.filter(|reason| !reason.trim().is_empty());
    match (&reason, lacking.is_empty()) {
        (None, false) => return Ok(Moved::Missing(lacking)),
        (Some(_), false) if !tx.actor().may_override() => return Err(Error::Forbidden),
        _ => {}
    }
    let overridden = reason.filter(|_| !lacking.is_empty());
    deal.pipeline_id = to.pipeline_id;
    deal.phase_id = to.id;
    deal.phase_since = tx.now();
    deal.last_touch_at = Some(tx.now());
    if !deal.probability_by_hand && deal.outcome == Outcome::Open {
        deal.probability = to.probability;
    }
    let deal = save(tx, deal).await?;
    tx.record(
        Event::new(EventKind::DealMoved)
            .deal(id)
            .company(deal.company_id)
            .phases([from.id, to.id])
            .data(json!({
                "from": from.id, "from_name": from.name, "to": to.id, "to_name": to.name,
                "direction": direction, "override": overridden,
            })),
    );
    Ok(Moved::Done {
        deal: Box::new(deal),
        from: from.id,
    })
}

/// The phases of the pipeline a deal is to go to, when it may go there at all.
async fn target_phases(tx: &Tx, deal: &Model, to: PhaseId) -> Result<Vec<Phase>> {
    let words = tx.actor().texts();
    let target = pipelines::phase(tx.db(), to).await?;
    let fits = match deal.outcome {
        Outcome::Open => target.kind == PhaseKind::Selling,
        Outcome::Won => target.kind == PhaseKind::FollowUp,
        Outcome::Lost | Outcome::OnHold => return Err(Error::Invalid(t!(words, "deal-move-closed"))),
    };
    if target.retired_at.is_some() {
        return Err(Error::Invalid(t!(
            words,
            "deal-move-retired",
            phase = target.name.as_str()
        )));
    }
    if !fits {
        let message = if deal.outcome == Outcome::Open {
            t!(words, "deal-move-not-won", phase = target.name.as_str())
        } else {
            t!(words, "deal-move-won", phase = target.name.as_str())
        };
        return Err(Error::Invalid(message));
    }
    pipelines::phases(tx.db(), target.pipeline_id).await
}

#[derive(FromQueryResult)]
struct Before {
    phase_id: PhaseId,
    outcome: Outcome,
    probability: i64,
    amount: Option<i64>,
    phase_since: crate::time::At,
    outcome_since: crate::time::At,
    ended_at: crate::time::At,
    by_user_id: Option<crate::ids::UserId>,
}

/// Takes the newest move, win, loss or hold of a deal back, as if it had not been made. Reports never see it; the
/// events keep that it was made and undone. Only its author can, at once, and only if nothing happened since.
///
/// # Errors
/// As [`open_for_change`]; [`Error::Stale`] when it is too late.
pub async fn undo_move(tx: &mut Tx, id: DealId, version: i64) -> Result<Model> {
    let mut deal = open_for_change(tx, id, Some(version)).await?;
    let before = previous_version(tx, id).await?.ok_or(Error::Stale)?;
    let in_time = tx.now().0 - before.ended_at.0 <= UNDO_WITHIN;
    if !in_time || before.by_user_id != tx.user() {
        return Err(Error::Stale);
    }
    // Reopening forgot how the deal had ended.
    if before.outcome != deal.outcome && before.outcome != Outcome::Open {
        return Err(Error::Stale);
    }
    let undone = deal.phase_id;
    versions::take_back(tx, id).await?;
    deal.phase_id = before.phase_id;
    deal.outcome = before.outcome;
    deal.probability = before.probability;
    deal.amount = before.amount;
    deal.phase_since = before.phase_since;
    deal.outcome_since = before.outcome_since;
    if before.outcome == Outcome::Open {
        super::outcomes::clear_closing(&mut deal);
    }
    let deal = save(tx, deal).await?;
    super::refresh::refresh(tx, id).await?;
    tx.record(
        Event::new(EventKind::DealMoveUndone)
            .deal(id)
            .company(deal.company_id)
            .phases([undone, deal.phase_id])
            .data(json!({ "from": undone, "to": deal.phase_id })),
    );
    Ok(deal)
}

async fn previous_version(tx: &Tx, id: DealId) -> Result<Option<Before>> {
    let mut sql = db::Sql::new(
        "SELECT b.phase_id, b.outcome, b.probability, b.amount, b.phase_since, b.outcome_since, n.valid_from AS ended_at, n.by_user_id
         FROM deal_versions n JOIN deal_versions b ON b.deal_id = n.deal_id AND b.valid_to = n.valid_from AND b.id < n.id
         WHERE n.valid_to IS NULL AND (n.phase_id <> b.phase_id OR n.outcome <> b.outcome) AND n.deal_id = ",
    );
    sql.bind(id.0).push(" ORDER BY b.id DESC LIMIT 1");
    Ok(Before::find_by_statement(sql.statement(tx.dialect()))
        .one(tx.db())
        .await?)
}
