//! Won, lost, on hold, and back to open. A lost deal keeps the phase in which it was lost.

use chrono::NaiveDate;
use serde_json::json;

use super::{
    deal::{open_for_change, save},
    table::{Model, Outcome},
};
use crate::{
    error::{Error, Result},
    events::{Event, EventKind},
    ids::{CompetitorId, DealId, LossReasonId},
    pipelines::{self, Phase, PhaseKind},
    t,
    time::At,
    tx::Tx,
};

/// What is confirmed when a deal is won.
#[derive(Clone, Debug)]
pub struct Win {
    /// On which day.
    pub won_on: NaiveDate,
    /// The amount agreed, in minor units.
    pub amount: i64,
    /// From when the contract runs.
    pub start_on: Option<NaiveDate>,
}

/// What is asked when a deal is lost.
#[derive(Clone, Debug)]
pub struct Loss {
    /// Why, from the team's list.
    pub reason: LossReasonId,
    /// To whom, if known.
    pub competitor: Option<CompetitorId>,
    /// What the customer said.
    pub customer_words: String,
    /// What we think.
    pub our_guess: String,
    /// When to knock again.
    pub come_back_on: Option<NaiveDate>,
}

/// What is asked when a deal is put on hold.
#[derive(Clone, Debug)]
pub struct Hold {
    /// Until which day.
    pub until: NaiveDate,
}

/// Wins a deal; it goes on into the first follow-up phase of its pipeline, if there is one.
///
/// # Errors
/// As [`open_for_change`]; [`Error::Invalid`] when it is closed already.
pub async fn win(tx: &mut Tx, id: DealId, version: Option<i64>, win: Win) -> Result<Model> {
    let mut deal = open_to_close(tx, id, version).await?;
    let from = deal.phase_id;
    let phases = pipelines::phases(tx.db(), deal.pipeline_id).await?;
    close_won(&mut deal, &win, &phases, tx.now());
    let deal = save(tx, deal).await?;
    record(
        tx,
        EventKind::DealWon,
        &deal,
        from,
        json!({ "won_on": win.won_on, "amount": win.amount }),
    );
    Ok(deal)
}

/// What a win writes.
pub(super) fn close_won(deal: &mut Model, win: &Win, phases: &[Phase], at: At) {
    deal.outcome = Outcome::Won;
    deal.outcome_since = at;
    deal.closed_at = Some(at);
    deal.hold_until = None;
    deal.won_on = Some(win.won_on);
    deal.start_on = win.start_on;
    deal.amount = Some(win.amount);
    deal.probability = 100;
    if let Some(follow_up) = phases.iter().find(|phase| phase.kind == PhaseKind::FollowUp) {
        deal.phase_id = follow_up.id;
        deal.phase_since = at;
    }
}

/// What a loss writes, besides what was asked about it.
pub(super) fn close_lost(deal: &mut Model, at: At) {
    deal.outcome = Outcome::Lost;
    deal.outcome_since = at;
    deal.closed_at = Some(at);
    deal.hold_until = None;
    deal.probability = 0;
}

/// Loses a deal. It keeps its phase.
///
/// # Errors
/// As [`open_for_change`]; [`Error::Invalid`] when it is closed already.
pub async fn lose(tx: &mut Tx, id: DealId, version: Option<i64>, loss: Loss) -> Result<Model> {
    let mut deal = open_to_close(tx, id, version).await?;
    let from = deal.phase_id;
    close_lost(&mut deal, tx.now());
    deal.loss_reason_id = Some(loss.reason);
    deal.competitor_id = loss.competitor;
    deal.loss_customer_words = loss.customer_words;
    deal.loss_our_guess = loss.our_guess;
    deal.come_back_on = loss.come_back_on;
    let deal = save(tx, deal).await?;
    record(
        tx,
        EventKind::DealLost,
        &deal,
        from,
        json!({ "reason": loss.reason, "competitor": loss.competitor }),
    );
    Ok(deal)
}

/// Puts a deal on hold until a day.
///
/// # Errors
/// As [`open_for_change`]; [`Error::Invalid`] when it is closed already.
pub async fn hold(tx: &mut Tx, id: DealId, version: Option<i64>, hold: Hold) -> Result<Model> {
    let mut deal = open_to_close(tx, id, version).await?;
    let from = deal.phase_id;
    deal.outcome = Outcome::OnHold;
    deal.outcome_since = tx.now();
    deal.hold_until = Some(hold.until);
    let deal = save(tx, deal).await?;
    record(tx, EventKind::DealHeld, &deal, from, json!({ "until": hold.until }));
    Ok(deal)
}

/// Opens a closed or held deal again. A won deal that went into follow-up comes back to the last selling phase.
///
/// # Errors
/// As [`open_for_change`]; [`Error::Invalid`] when it is open already.
pub async fn reopen(tx: &mut Tx, id: DealId, version: Option<i64>) -> Result<Model> {
    let mut deal = open_for_change(tx, id, version).await?;
    let was = deal.outcome;
    if was == Outcome::Open {
        return Err(Error::Invalid(t!(tx.actor().texts(), "deal-is-open")));
    }
    let from = deal.phase_id;
    let phases = pipelines::phases(tx.db(), deal.pipeline_id).await?;
    let phase = pipelines::phase(tx.db(), deal.phase_id).await?;
    if phase.kind == PhaseKind::FollowUp
        && let Some(selling) = phases.iter().rfind(|phase| phase.kind == PhaseKind::Selling)
    {
        deal.phase_id = selling.id;
        deal.phase_since = tx.now();
    }
    let phase = pipelines::phase(tx.db(), deal.phase_id).await?;
    clear_closing(&mut deal);
    deal.outcome = Outcome::Open;
    deal.outcome_since = tx.now();
    deal.last_touch_at = Some(tx.now());
    if !deal.probability_by_hand {
        deal.probability = phase.probability;
    }
    let deal = save(tx, deal).await?;
    let kind = if was == Outcome::OnHold {
        EventKind::DealResumed
    } else {
        EventKind::DealReopened
    };
    record(tx, kind, &deal, from, json!({ "was": was.code() }));
    Ok(deal)
}

/// Forgets how a deal ended.
pub(super) fn clear_closing(deal: &mut Model) {
    deal.closed_at = None;
    deal.won_on = None;
    deal.start_on = None;
    deal.loss_reason_id = None;
    deal.competitor_id = None;
    deal.loss_customer_words.clear();
    deal.loss_our_guess.clear();
    deal.come_back_on = None;
    deal.hold_until = None;
}

async fn open_to_close(tx: &Tx, id: DealId, version: Option<i64>) -> Result<Model> {
    let deal = open_for_change(tx, id, version).await?;
    match deal.outcome {
        Outcome::Open | Outcome::OnHold => Ok(deal),
        Outcome::Won | Outcome::Lost => Err(Error::Invalid(t!(tx.actor().texts(), "deal-is-closed"))),
    }
}

fn record(tx: &mut Tx, kind: EventKind, deal: &Model, from: crate::ids::PhaseId, data: serde_json::Value) {
    let event = Event::new(kind)
        .deal(deal.id)
        .company(deal.company_id)
        .phases([from, deal.phase_id]);
    tx.record(event.data(data));
}
