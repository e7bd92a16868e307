//! Acts on deals that are neither a move nor an outcome: enter, change, delete, take a deletion back.

use chrono::NaiveDate;
use sea_orm::{
    ActiveModelTrait as _,
    ActiveValue::{NotSet, Set},
    ColumnTrait as _, IntoActiveModel as _, QueryFilter as _, QuerySelect as _,
};
use serde_json::{Map, Value, json};

use super::{
    refresh::{refresh, rules_for, set_turns},
    scope,
    table::{ActiveModel, Column, Model, Outcome},
    versions,
};
use crate::{
    companies,
    error::{Error, Result},
    events::{Event, EventKind},
    ids::{ChannelId, CompanyId, DealId, PhaseId, PipelineId, UserId},
    money::Currency,
    pipelines, t,
    time::At,
    tx::Tx,
};

/// What a new deal starts with.
#[derive(Clone, Debug)]
pub struct NewDeal {
    /// What it is about.
    pub title: String,
    /// In which pipeline.
    pub pipeline: PipelineId,
    /// In which phase; the first one of the pipeline if nothing is said.
    pub phase: Option<PhaseId>,
    /// With whom.
    pub company: Option<CompanyId>,
    /// Whose it is.
    pub owner: UserId,
    /// In minor units.
    pub amount: Option<i64>,
    /// Of the amount.
    pub currency: Currency,
    /// When it is expected to close.
    pub expected_close_on: Option<NaiveDate>,
    /// Set by hand; else the phase's.
    pub probability: Option<i64>,
    /// How the appointment was won.
    pub channel: Option<ChannelId>,
    /// Anything else.
    pub note: String,
    /// When it began; now if nothing is said.
    pub opened_at: Option<At>,
    /// Its key where it was imported from.
    pub external_id: Option<String>,
}

/// What changes about a deal; `None` leaves a fact as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// What it is about.
    pub title: Option<String>,
    /// With whom.
    pub company: Option<Option<CompanyId>>,
    /// Whose it is.
    pub owner: Option<UserId>,
    /// In minor units.
    pub amount: Option<Option<i64>>,
    /// Of the amount.
    pub currency: Option<Currency>,
    /// When it is expected to close.
    pub expected_close_on: Option<Option<NaiveDate>>,
    /// By hand; `Some(None)` goes back to the phase's.
    pub probability: Option<Option<i64>>,
    /// How the appointment was won.
    pub channel: Option<Option<ChannelId>>,
    /// Anything else.
    pub note: Option<String>,
}

/// Reads a deal in order to change it: only what the actor sees and may change, and only in the version they saw.
///
/// # Errors
/// [`Error::Forbidden`] for a viewer, [`Error::NotFound`] for what they may not see, [`Error::Stale`] when somebody
/// else was quicker.
pub async fn open_for_change(tx: &Tx, id: DealId, version: Option<i64>) -> Result<Model> {
    if !tx.actor().may_write() {
        return Err(Error::Forbidden);
    }
    let found = scope::visible_to(tx.actor())
        .filter(Column::Id.eq(id))
        .lock_exclusive()
        .one(tx.db())
        .await?;
    let deal = found.ok_or(Error::NotFound)?;
    match version {
        Some(version) if version != deal.version => Err(Error::Stale),
        _ => Ok(deal),
    }
}

/// Enters a deal.
///
/// # Errors
/// [`Error::Forbidden`] for a viewer, [`Error::NotFound`] for a company they may not see, [`Error::Invalid`] for a
/// phase that is not of the pipeline or takes no deals.
pub async fn create(tx: &mut Tx, new: NewDeal) -> Result<Model> {
    if !tx.actor().may_write() {
        return Err(Error::Forbidden);
    }
    let phase = first_phase(tx, &new).await?;
    let search_fold = search_fold(tx, &new.title, new.company).await?;
    let mut deal = opened(new, &phase, search_fold, tx.now());
    set_turns(&mut deal, &rules_for(&phase, tx.workspace()));
    let mut row = deal.into_active_model().reset_all();
    row.id = NotSet;
    let deal = row.insert(tx.db()).await?;
    versions::begin(tx, &deal).await?;
    tx.record(
        Event::new(EventKind::DealCreated)
            .deal(deal.id)
            .company(deal.company_id)
            .phases([deal.phase_id]),
    );
    Ok(deal)
}

/// The row of a deal as it begins, without its clocks.
pub(super) fn opened(new: NewDeal, phase: &pipelines::Phase, search_fold: String, now: At) -> Model {
    let opened_at = new.opened_at.unwrap_or(now);
    Model {
        id: DealId(0),
        pipeline_id: new.pipeline,
        phase_id: phase.id,
        outcome: Outcome::Open,
        title: new.title,
        company_id: new.company,
        owner_id: new.owner,
        amount: new.amount,
        currency: new.currency.to_string(),
        expected_close_on: new.expected_close_on,
        probability: new.probability.unwrap_or(phase.probability),
        probability_by_hand: new.probability.is_some(),
        channel_id: new.channel,
        note: new.note,
        opened_at,
        closed_at: None,
        won_on: None,
        start_on: None,
        loss_reason_id: None,
        competitor_id: None,
        loss_customer_words: String::new(),
        loss_our_guess: String::new(),
        come_back_on: None,
        hold_until: None,
        phase_since: opened_at,
        outcome_since: opened_at,
        last_customer_at: None,
        last_touch_at: None,
        slipped_at: None,
        next_activity_id: None,
        next_due_at: None,
        slips: 0,
        slip_days: 0,
        yellow_at: At::NEVER,
        yellow_clock: None,
        red_at: At::NEVER,
        red_clock: None,
        search_fold,
        external_id: new.external_id,
        version: 1,
        created_at: now,
        updated_at: now,
        deleted_at: None,
    }
}

async fn first_phase(tx: &Tx, new: &NewDeal) -> Result<pipelines::Phase> {
    let phases = pipelines::phases(tx.db(), new.pipeline).await?;
    let found = match new.phase {
        Some(id) => phases.into_iter().find(|phase| phase.id == id),
        None => phases.into_iter().next(),
    };
    found.ok_or_else(|| Error::Invalid(t!(tx.actor().texts(), "deal-phase-takes-none")))
}

/// What the filter by text looks at: the title and the names of the company, folded.
async fn search_fold(tx: &Tx, title: &str, company: Option<CompanyId>) -> Result<String> {
    let names = match company {
        None => String::new(),
        Some(company) => companies::searched_names(tx.db(), tx.actor(), company).await?,
    };
    Ok(japan::search_fold(&[title, &names]))
}

/// Changes facts of a deal, and says what changed from what to what. Changing nothing writes nothing.
///
/// # Errors
/// As [`open_for_change`]; [`Error::NotFound`] for a company they may not see.
pub async fn change(tx: &mut Tx, id: DealId, version: Option<i64>, change: Change) -> Result<Model> {
    let before = open_for_change(tx, id, version).await?;
    let phase = pipelines::phase(tx.db(), before.phase_id).await?;
    let mut deal = before.clone();
    apply(&mut deal, change, &phase, tx.now());
    if deal == before {
        return Ok(before);
    }
    if deal.title != before.title || deal.company_id != before.company_id {
        deal.search_fold = search_fold(tx, &deal.title, deal.company_id).await?;
    }
    let changes = differences(&before, &deal);
    let deal = save(tx, deal).await?;
    tx.record(
        Event::new(EventKind::DealChanged)
            .deal(id)
            .company(deal.company_id)
            .phases([deal.phase_id])
            .data(json!({ "changes": changes })),
    );
    Ok(deal)
}

fn apply(deal: &mut Model, change: Change, phase: &pipelines::Phase, now: At) {
    let was_expected = deal.expected_close_on;
    set(&mut deal.title, change.title);
    set(&mut deal.company_id, change.company);
    set(&mut deal.owner_id, change.owner);
    set(&mut deal.amount, change.amount);
    set(&mut deal.currency, change.currency.map(|currency| currency.to_string()));
    set(&mut deal.expected_close_on, change.expected_close_on);
    set(&mut deal.channel_id, change.channel);
    set(&mut deal.note, change.note);
    if let Some(by_hand) = change.probability {
        deal.probability_by_hand = by_hand.is_some();
        deal.probability = by_hand.unwrap_or(phase.probability);
    }
    if let (Outcome::Open, Some(was), Some(is)) = (deal.outcome, was_expected, deal.expected_close_on)
        && is > was
    {
        deal.slips += 1;
        deal.slip_days += (is - was).num_days();
        deal.slipped_at = Some(now);
    }
}

fn set<T>(fact: &mut T, new: Option<T>) {
    if let Some(new) = new {
        *fact = new;
    }
}

/// `{"amount": [1000, 1200], …}`: only what differs.
fn differences(before: &Model, after: &Model) -> Map<String, Value> {
    let pairs = [
        ("title", json!(before.title), json!(after.title)),
        ("company", json!(before.company_id), json!(after.company_id)),
        ("owner", json!(before.owner_id), json!(after.owner_id)),
        ("amount", json!(before.amount), json!(after.amount)),
        ("currency", json!(before.currency), json!(after.currency)),
        (
            "expected_close_on",
            json!(before.expected_close_on),
            json!(after.expected_close_on),
        ),
        ("probability", json!(before.probability), json!(after.probability)),
        ("channel", json!(before.channel_id), json!(after.channel_id)),
        ("note", json!(before.note), json!(after.note)),
    ];
    pairs
        .into_iter()
        .filter(|(_, was, is)| was != is)
        .map(|(name, was, is)| (name.to_owned(), json!([was, is])))
        .collect()
}

/// Writes a changed row: its next version, its clocks, its history.
pub(super) async fn save(tx: &Tx, mut deal: Model) -> Result<Model> {
    let phase = pipelines::phase(tx.db(), deal.phase_id).await?;
    set_turns(&mut deal, &rules_for(&phase, tx.workspace()));
    deal.version += 1;
    deal.updated_at = tx.now();
    let deal = deal.into_active_model().reset_all().update(tx.db()).await?;
    versions::follow(tx, &deal, tx.now()).await?;
    Ok(deal)
}

/// Deletes a deal; it can be taken back.
///
/// # Errors
/// As [`open_for_change`].
pub async fn delete(tx: &mut Tx, id: DealId, version: Option<i64>) -> Result<Model> {
    let deal = open_for_change(tx, id, version).await?;
    set_deleted(tx, &deal, Some(tx.now())).await?;
    tx.record(
        Event::new(EventKind::DealDeleted)
            .deal(id)
            .company(deal.company_id)
            .phases([deal.phase_id]),
    );
    Ok(deal)
}

/// Takes a deletion back.
///
/// # Errors
/// [`Error::Forbidden`] for a viewer, [`Error::NotFound`] when there is nothing deleted that they may see.
pub async fn restore(tx: &mut Tx, id: DealId) -> Result<Model> {
    if !tx.actor().may_write() {
        return Err(Error::Forbidden);
    }
    let deleted = scope::all_visible_to(tx.actor())
        .filter(Column::Id.eq(id))
        .filter(Column::DeletedAt.is_not_null());
    let deal = deleted.lock_exclusive().one(tx.db()).await?.ok_or(Error::NotFound)?;
    set_deleted(tx, &deal, None).await?;
    refresh(tx, id).await?;
    tx.record(
        Event::new(EventKind::DealRestored)
            .deal(id)
            .company(deal.company_id)
            .phases([deal.phase_id]),
    );
    Ok(deal)
}

async fn set_deleted(tx: &Tx, deal: &Model, at: Option<At>) -> Result<()> {
    let row = ActiveModel {
        id: Set(deal.id),
        deleted_at: Set(at),
        version: Set(deal.version + 1),
        updated_at: Set(tx.now()),
        ..Default::default()
    };
    row.update(tx.db()).await?;
    Ok(())
}
