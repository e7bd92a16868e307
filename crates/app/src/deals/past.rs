//! Deals that began, and often ended, before Kizashi knew of them: an import enters hundreds at once.
//!
//! The rows are those that [`create`](super::create), [`win`](super::win) and [`lose`](super::lose) would write, in a few
//! statements for all: one by one, 8,800 deals took minutes.

use std::collections::HashMap;

use db::Sql;
use sea_orm::{
    ActiveModelTrait as _, ActiveValue::NotSet, ConnectionTrait as _, EntityTrait as _, IntoActiveModel as _,
};
use serde_json::json;

use super::{
    deal::{NewDeal, open_for_change, opened, save},
    outcomes::{Win, close_lost, close_won},
    refresh::{rules_for, set_turns},
    table::{ActiveModel, Entity, Model, Outcome},
    versions,
};
use crate::{
    companies,
    error::{Error, Result},
    events::{Event, EventKind},
    ids::{CompanyId, DealId, LossReasonId, PhaseId, ProductId},
    pipelines::{self, Phase},
    t,
    time::At,
    tx::Tx,
};

/// A deal with its past.
#[derive(Clone, Debug)]
pub struct PastDeal {
    /// How it began. Its key where it comes from must be given, and be new.
    pub new: NewDeal,
    /// How it ended, if it did.
    pub ended: Option<Ended>,
    /// What it is about, from the list of products: which, its name, and the price of one.
    pub products: Vec<(ProductId, String, i64)>,
    /// Where it comes from, for its history: an object.
    pub origin: serde_json::Value,
}

/// The end of a deal.
#[derive(Clone, Debug)]
pub struct Ended {
    /// When; not before it began.
    pub at: At,
    /// How.
    pub how: Ending,
}

/// How a deal ended.
#[derive(Clone, Debug)]
pub enum Ending {
    /// Won.
    Won(Win),
    /// Lost, with the amount it was about at last, and the reason if it is known.
    Lost {
        /// In minor units.
        amount: Option<i64>,
        /// From the team's list.
        reason: Option<LossReasonId>,
    },
}

/// Enters deals with their past, all in one pipeline, and answers their numbers in the same order.
///
/// # Errors
/// [`Error::Forbidden`] for a viewer; [`Error::Invalid`] for a phase that is not of the pipeline or takes no deals.
pub async fn enter_past(tx: &mut Tx, past: Vec<PastDeal>) -> Result<Vec<DealId>> {
    if !tx.actor().may_write() {
        return Err(Error::Forbidden);
    }
    let Some(pipeline) = past.first().map(|deal| deal.new.pipeline) else {
        return Ok(Vec::new());
    };
    let phases = pipelines::phases(tx.db(), pipeline).await?;
    let named = past.iter().filter_map(|deal| deal.new.company);
    let names = companies::searched_names_of(tx.db(), tx.actor(), named).await?;
    let mut rows = Vec::with_capacity(past.len());
    for deal in &past {
        rows.push(history(tx, deal, &phases, &names)?);
    }
    insert(tx, &mut rows).await?;
    versions::insert_past(tx, &rows).await?;
    insert_products(tx, &rows, &past).await?;
    for (row, deal) in rows.iter().zip(past) {
        record(tx, row, deal);
    }
    Ok(rows.iter().map(|(begun, _)| begun.id).collect())
}

/// Ends a deal that is open, at a moment in the past: not before what is known of it, as [`told_until`] says.
///
/// # Errors
/// As [`open_for_change`]; [`Error::Invalid`] when it is closed already.
pub async fn end_past(tx: &mut Tx, id: DealId, ended: Ended) -> Result<Model> {
    let mut deal = open_for_change(tx, id, None).await?;
    if !matches!(deal.outcome, Outcome::Open | Outcome::OnHold) {
        return Err(Error::Invalid(t!(tx.actor().texts(), "deal-is-closed")));
    }
    let phases = pipelines::phases(tx.db(), deal.pipeline_id).await?;
    let (before, version) = (deal.phase_id, deal.version);
    let ended = Ended {
        at: ended.at.max(told_until(tx, id).await?),
        ..ended
    };
    end(&mut deal, &ended, &phases);
    deal.version = version;
    let now = tx.now();
    tx.set_now(ended.at);
    let deal = save(tx, deal).await?;
    record_end(tx, &deal, before, &ended.how);
    tx.set_now(now);
    Ok(deal)
}

/// Since when a deal stands as it does: nothing about it can be told from before.
///
/// # Errors
/// When the database is away.
pub async fn told_until(tx: &Tx, deal: DealId) -> Result<At> {
    let mut sql = Sql::new("SELECT valid_from FROM deal_versions WHERE valid_to IS NULL AND deal_id = ");
    sql.bind(deal.0);
    let row = tx.db().query_one_raw(sql.statement(tx.dialect())).await?;
    let row = row.ok_or(Error::NotFound)?;
    Ok(row.try_get_by_index(0)?)
}

/// The row as it began, and as it is now if it ended.
fn history(
    tx: &Tx,
    past: &PastDeal,
    phases: &[Phase],
    names: &HashMap<CompanyId, String>,
) -> Result<(Model, Option<Model>)> {
    let phase = match past.new.phase {
        Some(id) => phases.iter().find(|phase| phase.id == id),
        None => phases.first(),
    };
    let phase = phase.ok_or_else(|| Error::Invalid(t!(tx.actor().texts(), "deal-phase-takes-none")))?;
    let company = past.new.company.and_then(|company| names.get(&company));
    let searched = japan::search_fold(&[&past.new.title, company.map_or("", String::as_str)]);
    let mut begun = opened(past.new.clone(), phase, searched, tx.now());
    set_turns(&mut begun, &rules_for(phase, tx.workspace()));
    let ended = past.ended.as_ref().map(|ended| {
        let mut deal = begun.clone();
        end(&mut deal, ended, phases);
        // Only open deals have clocks, so that the phase it ended in does not matter.
        set_turns(&mut deal, &rules_for(phase, tx.workspace()));
        deal
    });
    Ok((begun, ended))
}

fn end(deal: &mut Model, ended: &Ended, phases: &[Phase]) {
    let at = ended.at.max(deal.opened_at);
    match &ended.how {
        Ending::Won(win) => close_won(deal, win, phases, at),
        Ending::Lost { amount, reason } => {
            close_lost(deal, at);
            deal.amount = *amount;
            deal.loss_reason_id = *reason;
        }
    }
    deal.version += 1;
}

/// Inserts the deals as they are now, and gives both states of each its number.
async fn insert(tx: &Tx, rows: &mut [(Model, Option<Model>)]) -> Result<()> {
    let now = rows.iter().map(|(begun, ended)| {
        let mut row: ActiveModel = ended.as_ref().unwrap_or(begun).clone().into_active_model().reset_all();
        row.id = NotSet;
        row
    });
    let inserted = Entity::insert_many(now).exec_with_returning(tx.db()).await?;
    // Databases do not promise to return rows in the order in which they were given.
    let ids: HashMap<Option<String>, DealId> = inserted.into_iter().map(|deal| (deal.external_id, deal.id)).collect();
    for (begun, ended) in rows {
        let id = ids.get(&begun.external_id).copied();
        begun.id = id.ok_or_else(|| Error::internal("a deal was not inserted"))?;
        if let Some(ended) = ended {
            ended.id = begun.id;
        }
    }
    Ok(())
}

async fn insert_products(tx: &Tx, rows: &[(Model, Option<Model>)], past: &[PastDeal]) -> Result<()> {
    let mut sql =
        Sql::new("INSERT INTO deal_products (deal_id, product_id, name, quantity, unit_price, position) VALUES ");
    let mut any = false;
    for ((deal, _), past) in rows.iter().zip(past) {
        for ((product, name, price), position) in past.products.iter().zip(1_i64..) {
            sql.push(if any { ", (" } else { "(" }).bind(deal.id.0);
            sql.push(", ").bind(product.0).push(", ").bind(name.as_str());
            sql.push(", 1, ").bind(*price).push(", ").bind(position).push(")");
            any = true;
        }
    }
    if any {
        tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    }
    Ok(())
}

/// That it was imported is told at the moment of the import; what happened to it, when it happened.
fn record(tx: &mut Tx, (begun, ended): &(Model, Option<Model>), past: PastDeal) {
    let event = |kind| Event::new(kind).deal(begun.id).company(begun.company_id);
    let now = tx.now();
    tx.set_now(begun.opened_at);
    tx.record(event(EventKind::DealCreated).phases([begun.phase_id]));
    if let (Some(ended), Some(past)) = (ended, &past.ended) {
        tx.set_now(ended.outcome_since);
        record_end(tx, ended, begun.phase_id, &past.how);
    }
    tx.set_now(now);
    tx.record(event(EventKind::DealImported).data(past.origin));
}

fn record_end(tx: &mut Tx, deal: &Model, from: PhaseId, how: &Ending) {
    let (kind, data) = match how {
        Ending::Won(win) => (
            EventKind::DealWon,
            json!({ "won_on": win.won_on, "amount": win.amount }),
        ),
        Ending::Lost { reason, .. } => (EventKind::DealLost, json!({ "reason": reason, "competitor": null })),
    };
    let event = Event::new(kind).deal(deal.id).company(deal.company_id);
    tx.record(event.phases([from, deal.phase_id]).data(data));
}
