//! Acts on contacts: enter, change, delete, take a deletion back.

use sea_orm::{
    ActiveModelTrait as _,
    ActiveValue::{NotSet, Set},
    ColumnTrait as _, IntoActiveModel as _, QueryFilter as _, QuerySelect as _,
};
use serde_json::{Map, Value, json};

use super::{
    folds, scope,
    table::{ActiveModel, Column, Model},
};
use crate::{
    companies,
    error::{Error, Result},
    events::{Event, EventKind},
    ids::{CompanyId, ContactId},
    merges,
    time::At,
    tx::Tx,
};

/// What is known about a contact.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Facts {
    /// Their name.
    pub name: String,
    /// How that is read.
    pub kana: String,
    /// 部署.
    pub department: String,
    /// 役職.
    pub job_title: String,
    /// Where mail reaches them.
    pub email: String,
    /// On their desk.
    pub phone: String,
    /// In their pocket.
    pub mobile: String,
    /// Anything else.
    pub note: String,
}

impl From<&Model> for Facts {
    fn from(contact: &Model) -> Self {
        Self {
            name: contact.name.clone(),
            kana: contact.kana.clone(),
            department: contact.department.clone(),
            job_title: contact.job_title.clone(),
            email: contact.email.clone(),
            phone: contact.phone.clone(),
            mobile: contact.mobile.clone(),
            note: contact.note.clone(),
        }
    }
}

/// Reads a contact in order to change it: only what the actor sees and may change, and only in the version they saw.
///
/// # Errors
/// [`Error::Forbidden`] for a viewer, [`Error::NotFound`] for what they may not see, [`Error::Stale`] when somebody
/// else was quicker.
pub async fn open_for_change(tx: &Tx, id: ContactId, version: Option<i64>) -> Result<Model> {
    if !tx.actor().may_write() {
        return Err(Error::Forbidden);
    }
    let found = scope::visible_to(tx.actor()).filter(Column::Id.eq(id)).lock_exclusive();
    let contact = found.one(tx.db()).await?.ok_or(Error::NotFound)?;
    match version {
        Some(version) if version != contact.version => Err(Error::Stale),
        _ => Ok(contact),
    }
}

/// Enters a contact of a company.
///
/// # Errors
/// [`Error::Forbidden`] for a viewer, [`Error::NotFound`] for a company they may not see.
pub async fn create(tx: &mut Tx, company: CompanyId, facts: Facts) -> Result<Model> {
    companies::open_for_change(tx, company, None).await?;
    let now = tx.now();
    let mut contact = Model {
        id: ContactId(0),
        company_id: company,
        name: String::new(),
        kana: String::new(),
        department: String::new(),
        job_title: String::new(),
        email: String::new(),
        phone: String::new(),
        mobile: String::new(),
        note: String::new(),
        search_fold: String::new(),
        external_id: None,
        version: 1,
        created_at: now,
        updated_at: now,
        deleted_at: None,
    };
    apply(&mut contact, facts);
    let mut row = contact.into_active_model().reset_all();
    row.id = NotSet;
    let contact = row.insert(tx.db()).await?;
    tx.record(told(EventKind::ContactCreated, &contact));
    Ok(contact)
}

/// Changes what is known about a contact, and says what changed from what to what. Changing nothing writes nothing.
///
/// # Errors
/// As [`open_for_change`].
pub async fn change(tx: &mut Tx, id: ContactId, version: Option<i64>, facts: Facts) -> Result<Model> {
    let before = open_for_change(tx, id, version).await?;
    let mut contact = before.clone();
    apply(&mut contact, facts);
    if contact == before {
        return Ok(before);
    }
    contact.version += 1;
    contact.updated_at = tx.now();
    let contact = contact.into_active_model().reset_all().update(tx.db()).await?;
    let changes = differences(&before, &contact);
    tx.record(told(EventKind::ContactChanged, &contact).data(json!({ "changes": changes })));
    Ok(contact)
}

fn apply(contact: &mut Model, facts: Facts) {
    contact.search_fold = folds::search(&facts.name, &facts.kana, &facts.email);
    contact.name = facts.name;
    contact.kana = facts.kana;
    contact.department = facts.department;
    contact.job_title = facts.job_title;
    contact.email = facts.email;
    contact.phone = facts.phone;
    contact.mobile = facts.mobile;
    contact.note = facts.note;
}

/// `{"phone": ["03…", "06…"], …}`, named as the fields of the form: only what differs.
fn differences(before: &Model, after: &Model) -> Map<String, Value> {
    let pairs = [
        ("name", &before.name, &after.name),
        ("kana", &before.kana, &after.kana),
        ("department", &before.department, &after.department),
        ("job_title", &before.job_title, &after.job_title),
        ("email", &before.email, &after.email),
        ("phone", &before.phone, &after.phone),
        ("mobile", &before.mobile, &after.mobile),
        ("note", &before.note, &after.note),
    ];
    pairs
        .into_iter()
        .filter(|(_, was, is)| was != is)
        .map(|(name, was, is)| (name.to_owned(), json!([was, is])))
        .collect()
}

/// Deletes a contact; it can be taken back. The deals they took part in keep that they did.
///
/// # Errors
/// As [`open_for_change`].
pub async fn delete(tx: &mut Tx, id: ContactId, version: Option<i64>) -> Result<Model> {
    let contact = open_for_change(tx, id, version).await?;
    set_deleted(tx, &contact, Some(tx.now())).await?;
    tx.record(told(EventKind::ContactDeleted, &contact));
    Ok(contact)
}

/// Takes a deletion back.
///
/// # Errors
/// [`Error::Forbidden`] for a viewer, [`Error::NotFound`] when there is nothing deleted that they may see.
pub async fn restore(tx: &mut Tx, id: ContactId) -> Result<Model> {
    if !tx.actor().may_write() {
        return Err(Error::Forbidden);
    }
    let deleted = scope::all_visible_to(tx.actor())
        .filter(Column::Id.eq(id))
        .filter(Column::DeletedAt.is_not_null())
        .filter(Column::Id.not_in_subquery(merges::is_away(merges::Kind::Contact)));
    let contact = deleted.lock_exclusive().one(tx.db()).await?.ok_or(Error::NotFound)?;
    set_deleted(tx, &contact, None).await?;
    tx.record(told(EventKind::ContactRestored, &contact));
    Ok(contact)
}

fn told(kind: EventKind, contact: &Model) -> Event {
    Event::new(kind).company(Some(contact.company_id)).contact(contact.id)
}

async fn set_deleted(tx: &Tx, contact: &Model, at: Option<At>) -> Result<()> {
    let row = ActiveModel {
        id: Set(contact.id),
        deleted_at: Set(at),
        version: Set(contact.version + 1),
        updated_at: Set(tx.now()),
        ..Default::default()
    };
    row.update(tx.db()).await?;
    Ok(())
}
