//! Acts on activities: plan or log, finish, change, cancel, delete, take a deletion back. Each sets the clocks of
//! the deal anew.

use chrono_tz::Tz;
use db::Sql;
use sea_orm::{
    ActiveModelTrait as _, ActiveValue::NotSet, ColumnTrait as _, ConnectionTrait as _, IntoActiveModel as _,
    QueryFilter as _, QuerySelect as _,
};
use serde_json::json;

use super::{
    scope,
    table::{Column, Model, State, Way},
    when::When,
};
use crate::{
    deals,
    error::{Error, Result},
    events::{Event, EventKind},
    ids::{ActivityId, ActivityKindId, CompanyId, ContactId, DealId, LeadId, UserId},
    leads, t,
    time::At,
    tx::Tx,
};

/// What is planned or logged.
#[derive(Clone, Debug)]
pub struct NewActivity {
    /// Of which deal.
    pub deal: Option<DealId>,
    /// Of which lead, that is no deal yet.
    pub lead: Option<LeadId>,
    /// With which company; the deal's if nothing is said.
    pub company: Option<CompanyId>,
    /// Who of ours.
    pub owner: UserId,
    /// Which kind.
    pub kind: ActivityKindId,
    /// How; the kind's if nothing is said.
    pub way: Option<Way>,
    /// What about.
    pub subject: String,
    /// When.
    pub when: When,
    /// How long.
    pub minutes: Option<i64>,
    /// With whom of theirs.
    pub contacts: Vec<ContactId>,
    /// `None` plans it; `Some` logs it as done.
    pub done: Option<Done>,
    /// Its key where it was imported from.
    pub external_id: Option<String>,
}

/// What came of an activity.
#[derive(Clone, Debug, Default)]
pub struct Done {
    /// In words.
    pub result: String,
    /// Whether the customer took part or answered; this resets the clock of silence.
    pub customer_took_part: bool,
}

/// How an activity is finished: what came of it, and what was different from the plan.
#[derive(Clone, Debug, Default)]
pub struct Finish {
    /// What came of it.
    pub done: Done,
    /// When it really was; as planned if nothing is said, but never later than now.
    pub when: Option<When>,
    /// How long, if it is said.
    pub minutes: Option<i64>,
    /// With whom of theirs, if it is said.
    pub contacts: Option<Vec<ContactId>>,
}

/// What changes about an activity; `None` leaves a fact as it is.
#[derive(Clone, Debug, Default)]
pub struct Change {
    /// Which kind.
    pub kind: Option<ActivityKindId>,
    /// How.
    pub way: Option<Way>,
    /// Who of ours.
    pub owner: Option<UserId>,
    /// What about.
    pub subject: Option<String>,
    /// When.
    pub when: Option<When>,
    /// How long.
    pub minutes: Option<Option<i64>>,
    /// With whom of theirs.
    pub contacts: Option<Vec<ContactId>>,
    /// In words.
    pub result: Option<String>,
    /// Whether the customer took part or answered.
    pub customer_took_part: Option<bool>,
    /// Whether something else about it changes that another feature keeps: then there is a new version in any case.
    pub more: bool,
}

/// Reads an activity in order to change it: only what the actor sees and may change, and only in the version they saw.
///
/// # Errors
/// [`Error::Forbidden`] for a viewer, [`Error::NotFound`] for what they may not see, [`Error::Stale`] when somebody
/// else was quicker.
pub async fn open_for_change(tx: &Tx, id: ActivityId, version: Option<i64>) -> Result<Model> {
    if !tx.actor().may_write() {
        return Err(Error::Forbidden);
    }
    let found = scope::visible_to(tx.actor())
        .filter(Column::Id.eq(id))
        .lock_exclusive()
        .one(tx.db())
        .await?;
    let activity = found.ok_or(Error::NotFound)?;
    match version {
        Some(version) if version != activity.version => Err(Error::Stale),
        _ => Ok(activity),
    }
}

/// Plans or logs an activity.
///
/// # Errors
/// [`Error::Forbidden`] for a viewer, [`Error::NotFound`] for a deal, company or kind that is not there for them.
pub async fn create(tx: &mut Tx, new: NewActivity) -> Result<Model> {
    if !tx.actor().may_write() {
        return Err(Error::Forbidden);
    }
    let company = match new.deal {
        Some(deal) => new.company.or(deals::open_for_change(tx, deal, None).await?.company_id),
        None => new.company,
    };
    // What belongs to a lead that became a deal meanwhile belongs to that deal.
    let lead = match new.lead {
        Some(lead) => Some(leads::open_for_change(tx, lead, None).await?),
        None => None,
    };
    let became = lead
        .as_ref()
        .and_then(|lead| lead.deal_id)
        .filter(|_| new.deal.is_none());
    let (deal, company) = match became {
        Some(deal) => (Some(deal), deals::open_for_change(tx, deal, None).await?.company_id),
        None => (new.deal, company),
    };
    let way = match new.way {
        Some(way) => way,
        None => way_of(tx, new.kind).await?,
    };
    let zone = tx.workspace().zone;
    let row = Model {
        id: ActivityId(0),
        deal_id: deal,
        lead_id: new.lead,
        company_id: company,
        owner_id: new.owner,
        kind_id: new.kind,
        way,
        state: if new.done.is_some() {
            State::Done
        } else {
            State::Planned
        },
        subject: new.subject,
        starts_at: new.when.starts_at(zone),
        all_day: new.when.time.is_none(),
        due_at: new.when.due_at(zone),
        minutes: new.minutes,
        result: new.done.as_ref().map(|done| done.result.clone()).unwrap_or_default(),
        customer_took_part: new.done.as_ref().is_some_and(|done| done.customer_took_part),
        done_at: new.done.as_ref().map(|_| tx.now()),
        external_id: new.external_id,
        version: 1,
        created_at: tx.now(),
        updated_at: tx.now(),
        deleted_at: None,
    };
    let mut row = row.into_active_model().reset_all();
    row.id = NotSet;
    let activity = row.insert(tx.db()).await?;
    set_contacts(tx, activity.id, &new.contacts).await?;
    let kind = if activity.state == State::Done {
        EventKind::ActivityDone
    } else {
        EventKind::ActivityPlanned
    };
    told(tx, kind, &activity).await?;
    Ok(activity)
}

/// Finishes a planned activity as it was planned.
///
/// # Errors
/// As [`finish`].
pub async fn done(tx: &mut Tx, id: ActivityId, version: Option<i64>, done: Done) -> Result<Model> {
    let finish_as_planned = Finish {
        done,
        ..Finish::default()
    };
    finish(tx, id, version, finish_as_planned).await
}

/// Finishes a planned activity.
///
/// # Errors
/// As [`open_for_change`]; [`Error::Invalid`] when it is done or cancelled already.
pub async fn finish(tx: &mut Tx, id: ActivityId, version: Option<i64>, finish: Finish) -> Result<Model> {
    let mut activity = open_planned(tx, id, version).await?;
    activity.state = State::Done;
    activity.done_at = Some(tx.now());
    if let Some(when) = finish.when {
        set_when(&mut activity, when, tx.workspace().zone);
    }
    // What was planned for later and is done now, was done now.
    if activity.starts_at > tx.now() {
        let day = tx.now().day(tx.workspace().zone);
        activity.starts_at = tx.now();
        activity.due_at = At::day_end(day, tx.workspace().zone);
    }
    activity.minutes = finish.minutes.or(activity.minutes);
    activity.result = finish.done.result;
    activity.customer_took_part = finish.done.customer_took_part;
    if let Some(contacts) = &finish.contacts {
        set_contacts(tx, id, contacts).await?;
    }
    let activity = save(tx, activity).await?;
    told(tx, EventKind::ActivityDone, &activity).await?;
    Ok(activity)
}

async fn open_planned(tx: &Tx, id: ActivityId, version: Option<i64>) -> Result<Model> {
    let activity = open_for_change(tx, id, version).await?;
    match activity.state {
        State::Planned => Ok(activity),
        State::Done | State::Cancelled => Err(Error::Invalid(t!(tx.actor().texts(), "activity-not-planned"))),
    }
}

/// Changes facts of an activity. Changing nothing writes nothing.
///
/// # Errors
/// As [`open_for_change`].
pub async fn change(tx: &mut Tx, id: ActivityId, version: Option<i64>, change: Change) -> Result<Model> {
    let before = open_for_change(tx, id, version).await?;
    let zone = tx.workspace().zone;
    let mut activity = before.clone();
    set(&mut activity.kind_id, change.kind);
    set(&mut activity.way, change.way);
    set(&mut activity.owner_id, change.owner);
    set(&mut activity.subject, change.subject);
    set(&mut activity.minutes, change.minutes);
    set(&mut activity.result, change.result);
    set(&mut activity.customer_took_part, change.customer_took_part);
    if let Some(when) = change.when {
        set_when(&mut activity, when, zone);
    }
    let contacts_change = match &change.contacts {
        Some(contacts) => contacts_of(tx, id).await? != *contacts,
        None => false,
    };
    if activity == before && !contacts_change && !change.more {
        return Ok(before);
    }
    if let Some(contacts) = &change.contacts {
        set_contacts(tx, id, contacts).await?;
    }
    let activity = save(tx, activity).await?;
    told(tx, EventKind::ActivityChanged, &activity).await?;
    Ok(activity)
}

/// Cancels a planned activity: it will not take place.
///
/// # Errors
/// As [`finish`].
pub async fn cancel(tx: &mut Tx, id: ActivityId, version: Option<i64>) -> Result<Model> {
    let mut activity = open_planned(tx, id, version).await?;
    activity.state = State::Cancelled;
    let activity = save(tx, activity).await?;
    told(tx, EventKind::ActivityChanged, &activity).await?;
    Ok(activity)
}

/// Plans a cancelled activity anew, as it was.
///
/// # Errors
/// As [`open_for_change`]; [`Error::Invalid`] when it is not cancelled.
pub async fn resume(tx: &mut Tx, id: ActivityId, version: Option<i64>) -> Result<Model> {
    let mut activity = open_for_change(tx, id, version).await?;
    if activity.state != State::Cancelled {
        return Err(Error::Invalid(t!(tx.actor().texts(), "activity-not-cancelled")));
    }
    activity.state = State::Planned;
    let activity = save(tx, activity).await?;
    told(tx, EventKind::ActivityChanged, &activity).await?;
    Ok(activity)
}

/// Deletes an activity; it can be taken back.
///
/// # Errors
/// As [`open_for_change`].
pub async fn delete(tx: &mut Tx, id: ActivityId, version: Option<i64>) -> Result<Model> {
    let mut activity = open_for_change(tx, id, version).await?;
    activity.deleted_at = Some(tx.now());
    let activity = save(tx, activity).await?;
    told(tx, EventKind::ActivityDeleted, &activity).await?;
    Ok(activity)
}

/// Takes a deletion back.
///
/// # Errors
/// [`Error::Forbidden`] for a viewer, [`Error::NotFound`] when there is nothing deleted that they may see.
pub async fn restore(tx: &mut Tx, id: ActivityId) -> Result<Model> {
    if !tx.actor().may_write() {
        return Err(Error::Forbidden);
    }
    let deleted = scope::all_visible_to(tx.actor())
        .filter(Column::Id.eq(id))
        .filter(Column::DeletedAt.is_not_null());
    let mut activity = deleted.lock_exclusive().one(tx.db()).await?.ok_or(Error::NotFound)?;
    activity.deleted_at = None;
    let activity = save(tx, activity).await?;
    told(tx, EventKind::ActivityRestored, &activity).await?;
    Ok(activity)
}

fn set_when(activity: &mut Model, when: When, zone: Tz) {
    activity.starts_at = when.starts_at(zone);
    activity.due_at = when.due_at(zone);
    activity.all_day = when.time.is_none();
}

fn set<T>(fact: &mut T, new: Option<T>) {
    if let Some(new) = new {
        *fact = new;
    }
}

async fn save(tx: &Tx, mut activity: Model) -> Result<Model> {
    activity.version += 1;
    activity.updated_at = tx.now();
    Ok(activity.into_active_model().reset_all().update(tx.db()).await?)
}

/// Sets the deal's clocks anew and remembers what happened.
async fn told(tx: &mut Tx, kind: EventKind, activity: &Model) -> Result<()> {
    let mut event = Event::new(kind).activity(activity.id).company(activity.company_id);
    if let Some(deal) = activity.deal_id {
        let phase = deals::refresh(tx, deal).await?;
        event = event.deal(deal).phases(phase);
    }
    if let Some(lead) = activity.lead_id {
        leads::refresh(tx, lead).await?;
        event = event.lead(Some(lead));
    }
    tx.record(event.data(json!({ "kind": activity.kind_id, "subject": activity.subject })));
    Ok(())
}

async fn way_of(tx: &Tx, kind: ActivityKindId) -> Result<Way> {
    let mut sql = Sql::new("SELECT way FROM activity_kinds WHERE id = ");
    sql.bind(kind.0);
    let row = tx
        .db()
        .query_one_raw(sql.statement(tx.dialect()))
        .await?
        .ok_or(Error::NotFound)?;
    Ok(row.try_get_by_index(0)?)
}

async fn contacts_of(tx: &Tx, id: ActivityId) -> Result<Vec<ContactId>> {
    let mut sql = Sql::new("SELECT contact_id FROM activity_contacts WHERE activity_id = ");
    sql.bind(id.0).push(" ORDER BY contact_id");
    let rows = tx.db().query_all_raw(sql.statement(tx.dialect())).await?;
    rows.iter().map(|row| Ok(ContactId(row.try_get_by_index(0)?))).collect()
}

async fn set_contacts(tx: &Tx, id: ActivityId, contacts: &[ContactId]) -> Result<()> {
    let mut sql = Sql::new("DELETE FROM activity_contacts WHERE activity_id = ");
    sql.bind(id.0);
    tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    for contact in contacts {
        let mut sql = Sql::new("INSERT INTO activity_contacts (activity_id, contact_id) VALUES (");
        sql.bind(id.0)
            .push(", ")
            .bind(contact.0)
            .push(") ON CONFLICT DO NOTHING");
        tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    }
    Ok(())
}
