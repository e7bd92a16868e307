//! What the sheet of a move asks of a deal's qualification: items of the framework, each with the fields of its own form,
//! and the interest the customer states.

use super::{
    Criterion,
    fill::{Input, Item, Offer},
    form::Reading,
    table::Model,
};
use crate::{
    cx::Cx,
    error::Result,
    form::Form,
    ids::{ContactId, InterestId, ItemId},
    qualification::{self, Fact, Said, Stated, ValueFields},
    t,
    tx::Tx,
};

/// The names of the fields of an item.
pub(super) fn names(cx: &Cx, deal: &Model, item: &qualification::Item) -> ValueFields {
    ValueFields::new(cx, item, deal, &format!("fill.item.{}.", item.id))
}

/// What they begin with: what is known so far, or that it was heard today.
pub(super) async fn suggest_facts(
    cx: &Cx,
    deal: &Model,
    lacking: &[Criterion],
    items: &[Item],
    form: &mut Form,
) -> Result<()> {
    for (criterion, item) in lacking.iter().zip(items) {
        match (&item.input, criterion.item_id) {
            (Input::Fact(names), Some(id)) => {
                let known = qualification::newest(cx.db(), deal.id, id).await?;
                let said = known.as_ref().map(Fact::said);
                qualification::write_said(form, names, said.as_ref(), qualification::saying(cx));
            }
            (Input::Interest, _) => form.set("fill.interest.said_on", cx.today()),
            _ => {}
        }
    }
    Ok(())
}

/// The interest, if one is chosen.
pub(super) fn interest(reading: &mut Reading<'_>, offer: &Offer) -> Option<Stated> {
    let cx = reading.cx;
    let chosen = reading.chosen("fill.interest", t!(cx, "interest"), &offer.interests)??;
    let told_by = reading.chosen("fill.interest.told_by", t!(cx, "fact-told-by"), &offer.values.contacts);
    let said_on = qualification::past_day(reading, "fill.interest.said_on");
    Some(Stated {
        interest: InterestId(chosen),
        said_on: said_on?.unwrap_or(cx.today()),
        told_by: told_by?.map(ContactId),
    })
}

/// Writes what was filled in.
///
/// # Errors
/// As the acts of each.
pub(super) async fn apply(
    tx: &mut Tx,
    deal: &Model,
    facts: Vec<(ItemId, Said)>,
    interest: Option<Stated>,
) -> Result<()> {
    for (item, said) in facts {
        qualification::say(tx, deal.id, item, None, said).await?;
    }
    if let Some(stated) = interest {
        qualification::state_interest(tx, deal.id, None, stated).await?;
    }
    Ok(())
}
