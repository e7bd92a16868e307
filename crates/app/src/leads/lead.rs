//! Acts on leads: enter, change, assign, say how far one has come, delete, take a deletion back. Becoming a deal:
//! `conversion.rs`.

use sea_orm::{
    ActiveModelTrait as _, ActiveValue::NotSet, ColumnTrait as _, IntoActiveModel as _, QueryFilter as _,
    QuerySelect as _,
};
use serde_json::{Map, Value, json};

use super::{
    clock::{refresh, set_turns},
    folds::Folds,
    scope,
    table::{Column, Model, State},
};
use crate::{
    error::{Error, Result},
    events::{Event, EventKind},
    ids::{ChannelId, LeadId, UserId},
    t,
    time::At,
    tx::Tx,
};

/// What is known about a lead.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Whose it is; nobody's while it is not assigned.
    pub owner: Option<UserId>,
    /// The company, if one is known.
    pub company: String,
    /// How that is read.
    pub kana: String,
    /// 法人番号, thirteen digits, or "".
    pub corporate_number: String,
    /// The person, if one is known.
    pub contact: String,
    /// 部署.
    pub department: String,
    /// 役職.
    pub job_title: String,
    /// Where mail reaches them.
    pub email: String,
    /// As written.
    pub phone: String,
    /// Of the company.
    pub website: String,
    /// How they came to us.
    pub channel: Option<ChannelId>,
    /// Anything else.
    pub note: String,
}

impl From<&Model> for Facts {
    fn from(lead: &Model) -> Self {
        Self {
            owner: lead.owner_id,
            company: lead.company.clone(),
            kana: lead.kana.clone(),
            corporate_number: lead.corporate_number.clone(),
            contact: lead.contact.clone(),
            department: lead.department.clone(),
            job_title: lead.job_title.clone(),
            email: lead.email.clone(),
            phone: lead.phone.clone(),
            website: lead.website.clone(),
            channel: lead.channel_id,
            note: lead.note.clone(),
        }
    }
}

/// What a lead is called: 「株式会社山田製作所　山田 太郎」.
#[must_use]
pub fn name_of(company: &str, contact: &str) -> String {
    let parts: Vec<&str> = [company, contact].into_iter().filter(|part| !part.is_empty()).collect();
    parts.join("　")
}

/// Reads a lead in order to change it: only what the actor sees and may change, and only in the version they saw.
///
/// # Errors
/// [`Error::Forbidden`] for a viewer, [`Error::NotFound`] for what they may not see, [`Error::Stale`] when somebody
/// else was quicker.
pub async fn open_for_change(tx: &Tx, id: LeadId, version: Option<i64>) -> Result<Model> {
    if !tx.actor().may_write() {
        return Err(Error::Forbidden);
    }
    let found = scope::visible_to(tx.actor()).filter(Column::Id.eq(id)).lock_exclusive();
    let lead = found.one(tx.db()).await?.ok_or(Error::NotFound)?;
    match version {
        Some(version) if version != lead.version => Err(Error::Stale),
        _ => Ok(lead),
    }
}

/// Enters a lead, not dealt with yet.
///
/// # Errors
/// [`Error::Forbidden`] for a viewer.
pub async fn create(tx: &mut Tx, facts: Facts, external_id: Option<String>) -> Result<Model> {
    if !tx.actor().may_write() {
        return Err(Error::Forbidden);
    }
    let now = tx.now();
    let mut lead = Model {
        id: LeadId(0),
        owner_id: None,
        state: State::New,
        reason: String::new(),
        company: String::new(),
        kana: String::new(),
        corporate_number: String::new(),
        contact: String::new(),
        department: String::new(),
        job_title: String::new(),
        email: String::new(),
        phone: String::new(),
        website: String::new(),
        channel_id: None,
        note: String::new(),
        deal_id: None,
        converted_at: None,
        state_since: now,
        touched_at: now,
        yellow_at: At::NEVER,
        red_at: At::NEVER,
        search_fold: String::new(),
        name_fold: String::new(),
        near_fold: String::new(),
        kana_fold: String::new(),
        mail_domain: String::new(),
        phone_digits: String::new(),
        external_id,
        version: 1,
        created_at: now,
        updated_at: now,
        deleted_at: None,
    };
    apply(&mut lead, facts);
    set_turns(&mut lead, tx.workspace());
    let mut row = lead.into_active_model().reset_all();
    row.id = NotSet;
    let lead = row.insert(tx.db()).await?;
    tx.record(Event::new(EventKind::LeadCreated).lead(Some(lead.id)));
    Ok(lead)
}

/// Changes what is known about a lead, and says what changed from what to what. Changing nothing writes nothing. To know
/// more about somebody is not to have done something about them: the clock runs on.
///
/// # Errors
/// As [`open_for_change`].
pub async fn change(tx: &mut Tx, id: LeadId, version: Option<i64>, facts: Facts) -> Result<Model> {
    let before = open_for_change(tx, id, version).await?;
    let mut lead = before.clone();
    apply(&mut lead, facts);
    if lead == before {
        return Ok(before);
    }
    let lead = save(tx, lead).await?;
    tell_changes(tx, &before, &lead);
    Ok(lead)
}

/// Gives a lead to somebody, or back to nobody.
///
/// # Errors
/// As [`open_for_change`].
pub async fn assign(tx: &mut Tx, id: LeadId, version: Option<i64>, owner: Option<UserId>) -> Result<Model> {
    let lead = open_for_change(tx, id, version).await?;
    let facts = Facts {
        owner,
        ..Facts::from(&lead)
    };
    change(tx, id, version, facts).await
}

/// Says how far one has come with a lead; `reason` why not to go on, when it is not worth it.
///
/// # Errors
/// As [`open_for_change`]; [`Error::Invalid`] for a lead that has become a deal.
pub async fn set_state(tx: &mut Tx, id: LeadId, version: Option<i64>, state: State, reason: String) -> Result<Model> {
    let before = open_for_change(tx, id, version).await?;
    if before.state == State::Converted || state == State::Converted {
        return Err(Error::Invalid(t!(tx.actor().texts(), "lead-is-converted")));
    }
    let mut lead = before.clone();
    lead.reason = if state == State::Unqualified {
        reason
    } else {
        String::new()
    };
    lead.state = state;
    if lead == before {
        return Ok(before);
    }
    if lead.state != before.state {
        lead.state_since = tx.now();
        lead.touched_at = tx.now();
    }
    let lead = save(tx, lead).await?;
    tell_changes(tx, &before, &lead);
    Ok(lead)
}

/// Deletes a lead; it can be taken back. What it became stays.
///
/// # Errors
/// As [`open_for_change`].
pub async fn delete(tx: &mut Tx, id: LeadId, version: Option<i64>) -> Result<Model> {
    let mut lead = open_for_change(tx, id, version).await?;
    lead.deleted_at = Some(tx.now());
    let lead = save(tx, lead).await?;
    tx.record(Event::new(EventKind::LeadDeleted).lead(Some(id)));
    Ok(lead)
}

/// Takes a deletion back.
///
/// # Errors
/// [`Error::Forbidden`] for a viewer, [`Error::NotFound`] when there is nothing deleted that they may see.
pub async fn restore(tx: &mut Tx, id: LeadId) -> Result<Model> {
    if !tx.actor().may_write() {
        return Err(Error::Forbidden);
    }
    let deleted = scope::all_visible_to(tx.actor())
        .filter(Column::Id.eq(id))
        .filter(Column::DeletedAt.is_not_null());
    let mut lead = deleted.lock_exclusive().one(tx.db()).await?.ok_or(Error::NotFound)?;
    lead.deleted_at = None;
    let lead = save(tx, lead).await?;
    refresh(tx, id).await?;
    tx.record(Event::new(EventKind::LeadRestored).lead(Some(id)));
    Ok(lead)
}

pub(super) async fn save(tx: &Tx, mut lead: Model) -> Result<Model> {
    set_turns(&mut lead, tx.workspace());
    lead.version += 1;
    lead.updated_at = tx.now();
    Ok(lead.into_active_model().reset_all().update(tx.db()).await?)
}

fn apply(lead: &mut Model, facts: Facts) {
    lead.owner_id = facts.owner;
    lead.company = facts.company;
    lead.kana = facts.kana;
    lead.corporate_number = facts.corporate_number;
    lead.contact = facts.contact;
    lead.department = facts.department;
    lead.job_title = facts.job_title;
    lead.email = facts.email;
    lead.phone = facts.phone;
    lead.website = facts.website;
    lead.channel_id = facts.channel;
    lead.note = facts.note;
    let folds = Folds::of(lead);
    folds.keep(lead);
}

pub(super) fn tell_changes(tx: &mut Tx, before: &Model, after: &Model) {
    let changes = differences(before, after);
    tx.record(
        Event::new(EventKind::LeadChanged)
            .lead(Some(after.id))
            .data(json!({ "changes": changes })),
    );
}

/// `{"phone": ["03…", "06…"], …}`, named as the fields of the form: only what differs.
fn differences(before: &Model, after: &Model) -> Map<String, Value> {
    let pairs = [
        ("state", json!(before.state.code()), json!(after.state.code())),
        ("reason", json!(before.reason), json!(after.reason)),
        ("owner", json!(before.owner_id), json!(after.owner_id)),
        ("company", json!(before.company), json!(after.company)),
        ("kana", json!(before.kana), json!(after.kana)),
        (
            "corporate_number",
            json!(before.corporate_number),
            json!(after.corporate_number),
        ),
        ("contact", json!(before.contact), json!(after.contact)),
        ("department", json!(before.department), json!(after.department)),
        ("job_title", json!(before.job_title), json!(after.job_title)),
        ("email", json!(before.email), json!(after.email)),
        ("phone", json!(before.phone), json!(after.phone)),
        ("website", json!(before.website), json!(after.website)),
        ("channel", json!(before.channel_id), json!(after.channel_id)),
        ("note", json!(before.note), json!(after.note)),
    ];
    pairs
        .into_iter()
        .filter(|(_, was, is)| was != is)
        .map(|(name, was, is)| (name.to_owned(), json!([was, is])))
        .collect()
}
