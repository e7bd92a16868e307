//! Acts on companies: enter, change, delete, take a deletion back.

use db::Sql;
use sea_orm::{
    ActiveModelTrait as _,
    ActiveValue::{NotSet, Set},
    ColumnTrait as _, FromQueryResult, IntoActiveModel as _, QueryFilter as _, QuerySelect as _,
};
use serde_json::{Map, Value, json};

use super::{
    folds::Folds,
    scope,
    table::{ActiveModel, Column, Model},
};
use crate::{
    deals,
    error::{Error, Result},
    events::{Event, EventKind},
    ids::{CompanyId, UserId},
    merges,
    time::At,
    tx::Tx,
};

/// What is known about a company.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Facts {
    /// Whose it is; nobody's is everybody's.
    pub owner: Option<UserId>,
    /// Its name.
    pub name: String,
    /// How that is read.
    pub kana: String,
    /// 法人番号, thirteen digits, or "".
    pub corporate_number: String,
    /// 業種.
    pub industry: String,
    /// How many people work there.
    pub employees: Option<i64>,
    /// Where it is.
    pub address: String,
    /// As written; compared by its digits.
    pub phone: String,
    /// Its pages.
    pub website: String,
    /// What stands behind the @ of its people, in lower case.
    pub mail_domain: String,
    /// Anything else.
    pub note: String,
}

impl From<&Model> for Facts {
    fn from(company: &Model) -> Self {
        Self {
            owner: company.owner_id,
            name: company.name.clone(),
            kana: company.kana.clone(),
            corporate_number: company.corporate_number.clone(),
            industry: company.industry.clone(),
            employees: company.employees,
            address: company.address.clone(),
            phone: company.phone.clone(),
            website: company.website.clone(),
            mail_domain: company.mail_domain.clone(),
            note: company.note.clone(),
        }
    }
}

/// What became of a wish to delete.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deleted {
    /// It is gone; it can be taken back.
    Gone,
    /// So many deals that this person sees hang on it.
    HasDeals(i64),
    /// Deals hang on it that this person does not see.
    HasOthersDeals,
}

/// Reads a company in order to change it: only what the actor sees and may change, and only in the version they saw.
///
/// # Errors
/// [`Error::Forbidden`] for a viewer, [`Error::NotFound`] for what they may not see, [`Error::Stale`] when somebody
/// else was quicker.
pub async fn open_for_change(tx: &Tx, id: CompanyId, version: Option<i64>) -> Result<Model> {
    if !tx.actor().may_write() {
        return Err(Error::Forbidden);
    }
    let found = scope::visible_to(tx.actor()).filter(Column::Id.eq(id)).lock_exclusive();
    let company = found.one(tx.db()).await?.ok_or(Error::NotFound)?;
    match version {
        Some(version) if version != company.version => Err(Error::Stale),
        _ => Ok(company),
    }
}

/// Enters a company.
///
/// # Errors
/// [`Error::Forbidden`] for a viewer.
pub async fn create(tx: &mut Tx, facts: Facts, external_id: Option<String>) -> Result<Model> {
    if !tx.actor().may_write() {
        return Err(Error::Forbidden);
    }
    let now = tx.now();
    let mut company = Model {
        id: CompanyId(0),
        owner_id: None,
        name: String::new(),
        kana: String::new(),
        corporate_number: String::new(),
        industry: String::new(),
        employees: None,
        address: String::new(),
        phone: String::new(),
        phone_digits: String::new(),
        website: String::new(),
        mail_domain: String::new(),
        note: String::new(),
        name_fold: String::new(),
        search_fold: String::new(),
        near_fold: String::new(),
        kana_fold: String::new(),
        external_id,
        version: 1,
        created_at: now,
        updated_at: now,
        deleted_at: None,
    };
    apply(&mut company, facts);
    let mut row = company.into_active_model().reset_all();
    row.id = NotSet;
    let company = row.insert(tx.db()).await?;
    tx.record(Event::new(EventKind::CompanyCreated).company(Some(company.id)));
    Ok(company)
}

/// Changes what is known about a company, and says what changed from what to what. Changing nothing writes nothing.
/// Deals are found by the names of their company, so a new name is told to them.
///
/// # Errors
/// As [`open_for_change`].
pub async fn change(tx: &mut Tx, id: CompanyId, version: Option<i64>, facts: Facts) -> Result<Model> {
    let before = open_for_change(tx, id, version).await?;
    let mut company = before.clone();
    apply(&mut company, facts);
    if company == before {
        return Ok(before);
    }
    company.version += 1;
    company.updated_at = tx.now();
    let company = company.into_active_model().reset_all().update(tx.db()).await?;
    if (&company.name, &company.kana) != (&before.name, &before.kana) {
        deals::company_renamed(tx, id, &format!("{}{}", company.name, company.kana)).await?;
    }
    let changes = differences(&before, &company);
    tx.record(
        Event::new(EventKind::CompanyChanged)
            .company(Some(id))
            .data(json!({ "changes": changes })),
    );
    Ok(company)
}

fn apply(company: &mut Model, facts: Facts) {
    let folds = Folds::of(&facts.name, &facts.kana);
    company.name_fold = folds.name;
    company.near_fold = folds.near;
    company.kana_fold = folds.kana;
    company.search_fold = folds.search;
    company.phone_digits = japan::phone_digits(&facts.phone);
    company.owner_id = facts.owner;
    company.name = facts.name;
    company.kana = facts.kana;
    company.corporate_number = facts.corporate_number;
    company.industry = facts.industry;
    company.employees = facts.employees;
    company.address = facts.address;
    company.phone = facts.phone;
    company.website = facts.website;
    company.mail_domain = facts.mail_domain;
    company.note = facts.note;
}

/// `{"phone": ["03…", "06…"], …}`, named as the fields of the form: only what differs.
fn differences(before: &Model, after: &Model) -> Map<String, Value> {
    let pairs = [
        ("owner", json!(before.owner_id), json!(after.owner_id)),
        ("name", json!(before.name), json!(after.name)),
        ("kana", json!(before.kana), json!(after.kana)),
        (
            "corporate_number",
            json!(before.corporate_number),
            json!(after.corporate_number),
        ),
        ("industry", json!(before.industry), json!(after.industry)),
        ("employees", json!(before.employees), json!(after.employees)),
        ("address", json!(before.address), json!(after.address)),
        ("phone", json!(before.phone), json!(after.phone)),
        ("website", json!(before.website), json!(after.website)),
        ("mail_domain", json!(before.mail_domain), json!(after.mail_domain)),
        ("note", json!(before.note), json!(after.note)),
    ];
    pairs
        .into_iter()
        .filter(|(_, was, is)| was != is)
        .map(|(name, was, is)| (name.to_owned(), json!([was, is])))
        .collect()
}

/// Deletes a company without deals; its contacts disappear and come back with it.
///
/// A deal without its company would lose what it is about, so whoever wants the company gone decides about its deals
/// first. That deals of others hang on it is told without saying how many or which.
///
/// # Errors
/// As [`open_for_change`].
pub async fn delete(tx: &mut Tx, id: CompanyId, version: Option<i64>) -> Result<Deleted> {
    let company = open_for_change(tx, id, version).await?;
    let (visible, all) = count_deals(tx, id).await?;
    if visible > 0 {
        return Ok(Deleted::HasDeals(visible));
    }
    if all > 0 {
        return Ok(Deleted::HasOthersDeals);
    }
    set_deleted(tx, &company, Some(tx.now())).await?;
    tx.record(Event::new(EventKind::CompanyDeleted).company(Some(id)));
    Ok(Deleted::Gone)
}

/// Takes a deletion back.
///
/// # Errors
/// [`Error::Forbidden`] for a viewer, [`Error::NotFound`] when there is nothing deleted that they may see.
pub async fn restore(tx: &mut Tx, id: CompanyId) -> Result<Model> {
    if !tx.actor().may_write() {
        return Err(Error::Forbidden);
    }
    let deleted = scope::all_visible_to(tx.actor())
        .filter(Column::Id.eq(id))
        .filter(Column::DeletedAt.is_not_null())
        .filter(Column::Id.not_in_subquery(merges::is_away(merges::Kind::Company)));
    let company = deleted.lock_exclusive().one(tx.db()).await?.ok_or(Error::NotFound)?;
    set_deleted(tx, &company, None).await?;
    tx.record(Event::new(EventKind::CompanyRestored).company(Some(id)));
    Ok(company)
}

async fn set_deleted(tx: &Tx, company: &Model, at: Option<At>) -> Result<()> {
    let row = ActiveModel {
        id: Set(company.id),
        deleted_at: Set(at),
        version: Set(company.version + 1),
        updated_at: Set(tx.now()),
        ..Default::default()
    };
    row.update(tx.db()).await?;
    Ok(())
}

/// How many deals this person sees of a company, and how many there are.
async fn count_deals(tx: &Tx, id: CompanyId) -> Result<(i64, i64)> {
    let mut visible = Sql::new("SELECT CAST(COUNT(*) AS BIGINT) AS n FROM deals d WHERE d.company_id = ");
    visible.bind(id.0);
    deals::push_visible(tx.actor(), &mut visible, "d");
    let mut all =
        Sql::new("SELECT CAST(COUNT(*) AS BIGINT) AS n FROM deals d WHERE d.deleted_at IS NULL AND d.company_id = ");
    all.bind(id.0);
    Ok((count(tx, visible).await?, count(tx, all).await?))
}

async fn count(tx: &Tx, sql: Sql) -> Result<i64> {
    #[derive(FromQueryResult)]
    struct Count {
        n: i64,
    }
    let row = Count::find_by_statement(sql.statement(tx.dialect()))
        .one(tx.db())
        .await?;
    Ok(row.map_or(0, |row| row.n))
}
