//! What a change of the process does to the deals in it: a phase that is retired hands its deals on, and a phase's
//! probability is that of its deals. Acts of admins, who see every deal.

use sea_orm::{ColumnTrait as _, Condition, QueryFilter as _, QueryOrder as _};
use serde_json::json;

use super::{
    deal::save,
    scope,
    table::{Column, Model, Outcome},
};
use crate::{
    error::{Error, Result},
    events::{Event, EventKind},
    ids::PhaseId,
    pipelines::{Phase, PhaseKind},
    tx::Tx,
};

/// The deals that live in a phase: open and held ones where one sells, won ones where one follows up. Lost deals keep
/// the phase in which they were lost, whatever becomes of it.
fn living_in(phase: &Phase) -> Condition {
    let outcomes = match phase.kind {
        PhaseKind::Selling => vec![Outcome::Open, Outcome::OnHold],
        PhaseKind::FollowUp => vec![Outcome::Won],
    };
    Condition::all()
        .add(Column::PhaseId.eq(phase.id))
        .add(Column::Outcome.is_in(outcomes))
}

/// How many deals live in a phase.
///
/// # Errors
/// When the database is away.
pub async fn count_living_in<C: sea_orm::ConnectionTrait>(
    db: &C,
    actor: &crate::actor::Actor,
    phase: &Phase,
) -> Result<u64> {
    use sea_orm::PaginatorTrait as _;
    Ok(scope::visible_to(actor).filter(living_in(phase)).count(db).await?)
}

/// Moves every deal that lives in a phase to another one, each recorded as a move with the reason. Exit criteria do
/// not count: the process changes, not the deal. Answers how many.
///
/// # Errors
/// [`Error::Forbidden`] for whoever is no admin.
pub async fn hand_on(tx: &mut Tx, from: &Phase, to: &Phase, reason: &str) -> Result<usize> {
    let deals = living(tx, from).await?;
    let count = deals.len();
    for mut deal in deals {
        deal.pipeline_id = to.pipeline_id;
        deal.phase_id = to.id;
        deal.phase_since = tx.now();
        if !deal.probability_by_hand && deal.outcome != Outcome::Won {
            deal.probability = to.probability;
        }
        let deal = save(tx, deal).await?;
        let data = json!({
            "from": from.id, "from_name": from.name, "to": to.id, "to_name": to.name,
            "direction": "process", "override": reason,
        });
        let event = Event::new(EventKind::DealMoved).deal(deal.id).company(deal.company_id);
        tx.record(event.phases([from.id, to.id]).data(data));
    }
    Ok(count)
}

/// Gives the open and held deals of a phase its new probability, except where somebody set their own. Answers how many.
///
/// # Errors
/// [`Error::Forbidden`] for whoever is no admin.
pub async fn follow_probability(tx: &mut Tx, phase: &Phase) -> Result<usize> {
    let mut count = 0;
    for mut deal in living(tx, phase).await? {
        if deal.probability_by_hand || deal.outcome == Outcome::Won || deal.probability == phase.probability {
            continue;
        }
        let before = deal.probability;
        deal.probability = phase.probability;
        let deal = save(tx, deal).await?;
        let changes = json!({ "changes": { "probability": [before, deal.probability] } });
        tx.record(
            Event::new(EventKind::DealChanged)
                .deal(deal.id)
                .phases([PhaseId(phase.id.0)])
                .data(changes),
        );
        count += 1;
    }
    Ok(count)
}

async fn living(tx: &Tx, phase: &Phase) -> Result<Vec<Model>> {
    if !tx.actor().may_administer() {
        return Err(Error::Forbidden);
    }
    let deals = scope::visible_to(tx.actor())
        .filter(living_in(phase))
        .order_by_asc(Column::Id);
    Ok(deals.all(tx.db()).await?)
}
