//! Acts on touches: enter, change, delete, take a deletion back. A lead's clock starts anew with each.

use chrono::NaiveDate;
use db::Sql;
use sea_orm::{
    ActiveModelTrait as _, ActiveValue::NotSet, ColumnTrait as _, ConnectionTrait as _, IntoActiveModel as _,
    QueryFilter as _, QuerySelect as _,
};
use serde_json::{Map, Value, json};

use super::{
    about::About,
    scope,
    table::{Column, Model},
};
use crate::{
    companies, contacts, deals,
    error::{Error, Result},
    events::{Event, EventKind},
    ids::{ChannelId, CompanyId, ContactId, DealId, LeadId, TouchId, TouchKindId},
    leads,
    money::Money,
    tx::Tx,
};

/// Who introduced somebody: a company, and who there if that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Introducer {
    /// The company.
    pub company: CompanyId,
    /// One of its contacts.
    pub contact: Option<ContactId>,
}

/// What is known about a touch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// Which kind.
    pub kind: TouchKindId,
    /// Through which channel.
    pub channel: Option<ChannelId>,
    /// When.
    pub on_day: NaiveDate,
    /// What exactly: which seminar, which article.
    pub what: String,
    /// Who of theirs.
    pub contact: Option<ContactId>,
    /// What it cost, not negative.
    pub cost: Option<Money>,
    /// Who introduced them.
    pub introducer: Option<Introducer>,
}

/// Reads a touch in order to change it: only what the actor sees and may change, and only in the version they saw.
///
/// # Errors
/// [`Error::Forbidden`] for a viewer, [`Error::NotFound`] for what they may not see, [`Error::Stale`] when somebody
/// else was quicker.
pub async fn open_for_change(tx: &Tx, id: TouchId, version: Option<i64>) -> Result<Model> {
    if !tx.actor().may_write() {
        return Err(Error::Forbidden);
    }
    let found = scope::visible_to(tx.actor()).filter(Column::Id.eq(id)).lock_exclusive();
    let touch = found.one(tx.db()).await?.ok_or(Error::NotFound)?;
    match version {
        Some(version) if version != touch.version => Err(Error::Stale),
        _ => Ok(touch),
    }
}

/// Enters a touch of a deal or a lead. Of a lead that became a deal it is a touch of both.
///
/// # Errors
/// [`Error::Forbidden`] for a viewer, [`Error::NotFound`] for what they may not see.
pub async fn create(tx: &mut Tx, about: About, facts: Facts) -> Result<Model> {
    let (deal, lead) = match about {
        About::Deal(id) => (Some(deals::open_for_change(tx, id, None).await?.id), None),
        About::Lead(id) => {
            let lead = leads::open_for_change(tx, id, None).await?;
            (lead.deal_id, Some(id))
        }
    };
    check(tx, &facts, None).await?;
    let mut touch = Model {
        id: TouchId(0),
        lead_id: lead,
        deal_id: deal,
        kind_id: facts.kind,
        channel_id: None,
        on_day: facts.on_day,
        what: String::new(),
        contact_id: None,
        cost: None,
        currency: None,
        introducer_company_id: None,
        introducer_contact_id: None,
        entered_by: tx.user(),
        version: 1,
        created_at: tx.now(),
        updated_at: tx.now(),
        deleted_at: None,
    };
    apply(&mut touch, facts);
    let mut row = touch.into_active_model().reset_all();
    row.id = NotSet;
    let touch = row.insert(tx.db()).await?;
    told(tx, EventKind::TouchCreated, &touch, Map::new()).await?;
    Ok(touch)
}

/// Changes a touch. Changing nothing writes nothing.
///
/// # Errors
/// As [`open_for_change`].
pub async fn change(tx: &mut Tx, id: TouchId, version: Option<i64>, facts: Facts) -> Result<Model> {
    let before = open_for_change(tx, id, version).await?;
    check(tx, &facts, Some(&before)).await?;
    let mut touch = before.clone();
    apply(&mut touch, facts);
    if touch == before {
        return Ok(before);
    }
    let touch = save(tx, touch).await?;
    told(tx, EventKind::TouchChanged, &touch, differences(&before, &touch)).await?;
    Ok(touch)
}

/// Deletes a touch; it can be taken back.
///
/// # Errors
/// As [`open_for_change`].
pub async fn delete(tx: &mut Tx, id: TouchId, version: Option<i64>) -> Result<Model> {
    let mut touch = open_for_change(tx, id, version).await?;
    touch.deleted_at = Some(tx.now());
    let touch = save(tx, touch).await?;
    told(tx, EventKind::TouchDeleted, &touch, Map::new()).await?;
    Ok(touch)
}

/// Takes a deletion back.
///
/// # Errors
/// [`Error::Forbidden`] for a viewer, [`Error::NotFound`] when there is nothing deleted that they may see.
pub async fn restore(tx: &mut Tx, id: TouchId) -> Result<Model> {
    if !tx.actor().may_write() {
        return Err(Error::Forbidden);
    }
    let deleted = scope::all_visible_to(tx.actor())
        .filter(Column::Id.eq(id))
        .filter(Column::DeletedAt.is_not_null());
    let mut touch = deleted.lock_exclusive().one(tx.db()).await?.ok_or(Error::NotFound)?;
    touch.deleted_at = None;
    let touch = save(tx, touch).await?;
    told(tx, EventKind::TouchRestored, &touch, Map::new()).await?;
    Ok(touch)
}

/// The touches of a lead are touches of the deal it became, too, and of the contact its person became.
///
/// # Errors
/// When the database is away.
pub async fn move_along(tx: &Tx, lead: LeadId, deal: DealId, contact: Option<ContactId>) -> Result<()> {
    let mut sql = Sql::new("UPDATE touches SET version = version + 1, deal_id = ");
    sql.bind(deal.0).push(", updated_at = ").bind(tx.now().0);
    sql.push(", contact_id = COALESCE(contact_id, ")
        .bind(contact.map(|id| id.0))
        .push(")");
    sql.push(" WHERE lead_id = ").bind(lead.0);
    tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    Ok(())
}

/// The way back: the touches of a lead are the lead's alone again, and not of a contact who was entered for the deal.
///
/// # Errors
/// When the database refuses.
pub async fn move_back(tx: &Tx, lead: LeadId, deal: DealId, contact: Option<ContactId>) -> Result<()> {
    let mut sql = Sql::new("UPDATE touches SET version = version + 1, deal_id = NULL, updated_at = ");
    sql.bind(tx.now().0).push(", contact_id = NULLIF(contact_id, ");
    sql.bind(contact.map_or(0, |id| id.0))
        .push(") WHERE lead_id = ")
        .bind(lead.0);
    sql.push(" AND deal_id = ").bind(deal.0);
    tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    Ok(())
}

fn apply(touch: &mut Model, facts: Facts) {
    touch.kind_id = facts.kind;
    touch.channel_id = facts.channel;
    touch.on_day = facts.on_day;
    touch.what = facts.what;
    touch.contact_id = facts.contact;
    touch.cost = facts.cost.map(|cost| cost.amount);
    touch.currency = facts.cost.map(|cost| cost.currency.to_string());
    touch.introducer_company_id = facts.introducer.map(|introducer| introducer.company);
    touch.introducer_contact_id = facts.introducer.and_then(|introducer| introducer.contact);
}

async fn save(tx: &Tx, mut touch: Model) -> Result<Model> {
    touch.version += 1;
    touch.updated_at = tx.now();
    Ok(touch.into_active_model().reset_all().update(tx.db()).await?)
}

/// Nobody names a contact or a company they do not see; what stood there before may stay.
async fn check(tx: &Tx, facts: &Facts, before: Option<&Model>) -> Result<()> {
    let contact = facts
        .contact
        .filter(|_| before.and_then(|touch| touch.contact_id) != facts.contact);
    let introducer = facts.introducer.filter(|introducer| {
        before.is_none_or(|touch| {
            (touch.introducer_company_id, touch.introducer_contact_id) != (Some(introducer.company), introducer.contact)
        })
    });
    for id in contact.into_iter().chain(introducer.and_then(|one| one.contact)) {
        let mut sql = Sql::new("SELECT p.company_id FROM contacts p WHERE p.id = ");
        sql.bind(id.0);
        contacts::push_visible(tx.actor(), &mut sql, "p");
        let found = tx.db().query_one_raw(sql.statement(tx.dialect())).await?;
        let company = CompanyId(found.ok_or(Error::NotFound)?.try_get_by_index(0)?);
        let of_introducer = introducer.filter(|one| one.contact == Some(id));
        if of_introducer.is_some_and(|one| one.company != company) {
            return Err(Error::NotFound);
        }
    }
    if let Some(introducer) = introducer {
        let mut sql = Sql::new("SELECT c.id FROM companies c WHERE c.id = ");
        sql.bind(introducer.company.0);
        companies::push_visible(tx.actor(), &mut sql, "c");
        let found = tx.db().query_one_raw(sql.statement(tx.dialect())).await?;
        found.ok_or(Error::NotFound)?;
    }
    Ok(())
}

/// Sets the lead's clock anew and remembers what happened.
async fn told(tx: &mut Tx, kind: EventKind, touch: &Model, changes: Map<String, Value>) -> Result<()> {
    let mut event = Event::new(kind).lead(touch.lead_id);
    if let Some(deal) = touch.deal_id {
        event = event.deal(deal);
    }
    if let Some(lead) = touch.lead_id {
        leads::refresh(tx, lead).await?;
    }
    tx.record(event.data(json!({
        "touch": touch.id, "kind": touch.kind_id, "day": touch.on_day, "what": touch.what, "changes": changes
    })));
    Ok(())
}

/// Only what differs, named as the fields of the form.
fn differences(before: &Model, after: &Model) -> Map<String, Value> {
    let pairs = [
        ("kind", json!(before.kind_id), json!(after.kind_id)),
        ("channel", json!(before.channel_id), json!(after.channel_id)),
        ("on_day", json!(before.on_day), json!(after.on_day)),
        ("what", json!(before.what), json!(after.what)),
        ("contact", json!(before.contact_id), json!(after.contact_id)),
        ("cost", json!(before.cost), json!(after.cost)),
        ("currency", json!(before.currency), json!(after.currency)),
        (
            "introducer",
            json!([before.introducer_company_id, before.introducer_contact_id]),
            json!([after.introducer_company_id, after.introducer_contact_id]),
        ),
    ];
    pairs
        .into_iter()
        .filter(|(_, was, is)| was != is)
        .map(|(name, was, is)| (name.to_owned(), json!([was, is])))
        .collect()
}
