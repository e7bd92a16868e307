//! Who takes part in a deal: contacts of the customer with their part in the decision, and further members of ours.

use std::collections::BTreeSet;

use db::{Dialect, Sql};
use sea_orm::{ConnectionTrait, DeriveActiveEnum, EnumIter, FromQueryResult};
use serde_json::{Map, Value, json};

use super::{
    deal::{open_for_change, save},
    table::Model,
};
use crate::{
    actor::Actor,
    companies,
    error::{Error, Result},
    events::{Event, EventKind},
    ids::{CompanyId, ContactId, DealId, UserId},
    t,
    text::Texts,
    tx::Tx,
};

/// The part a contact has in the customer's decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub enum DecisionPart {
    /// 決裁者.
    #[sea_orm(string_value = "decides")]
    Decides,
    /// 推進者.
    #[sea_orm(string_value = "champions")]
    Champions,
    /// 利用者.
    #[sea_orm(string_value = "uses")]
    Uses,
    /// 反対者.
    #[sea_orm(string_value = "opposes")]
    Opposes,
    /// None of these, or not known yet.
    #[sea_orm(string_value = "other")]
    Other,
}

impl DecisionPart {
    /// All of them, the one who decides first.
    pub const ALL: [Self; 5] = [Self::Decides, Self::Champions, Self::Uses, Self::Opposes, Self::Other];

    /// As in forms and in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Decides => "decides",
            Self::Champions => "champions",
            Self::Uses => "uses",
            Self::Opposes => "opposes",
            Self::Other => "other",
        }
    }

    /// From a form.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.code() == code)
    }

    /// What it is called.
    #[must_use]
    pub fn name(self, words: Texts) -> String {
        match self {
            Self::Decides => t!(words, "part-decides"),
            Self::Champions => t!(words, "part-champions"),
            Self::Uses => t!(words, "part-uses"),
            Self::Opposes => t!(words, "part-opposes"),
            Self::Other => t!(words, "part-other"),
        }
    }
}

/// A contact who takes part in a deal.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct DealContact {
    /// Who.
    pub id: ContactId,
    /// Their name.
    pub name: String,
    /// Where they work.
    pub department: String,
    /// As what.
    pub job_title: String,
    /// In the decision.
    pub part: DecisionPart,
}

impl DealContact {
    /// 「経理部 部長」, or nothing.
    #[must_use]
    pub fn position(&self) -> String {
        [self.department.as_str(), self.job_title.as_str()]
            .join(" ")
            .trim()
            .to_owned()
    }
}

/// Somebody of ours who works on a deal beside its owner.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Member {
    /// Who.
    pub id: UserId,
    /// Their name.
    pub name: String,
}

/// The contacts of a deal, the one who decides first.
///
/// # Errors
/// When the database is away.
pub async fn contacts_of<C: ConnectionTrait>(db: &C, deal: DealId) -> Result<Vec<DealContact>> {
    let mut sql = Sql::new(
        "SELECT c.id, c.name, c.department, c.job_title, p.part FROM deal_contacts p
         JOIN contacts c ON c.id = p.contact_id WHERE c.deleted_at IS NULL AND p.deal_id = ",
    );
    sql.bind(deal.0).push(" ORDER BY c.id");
    let rows = DealContact::find_by_statement(sql.statement(Dialect::of(db)));
    let mut contacts = rows.all(db).await?;
    contacts.sort_by_key(|contact| contact.part);
    Ok(contacts)
}

/// The further members of a deal.
///
/// # Errors
/// When the database is away.
pub async fn members_of<C: ConnectionTrait>(db: &C, deal: DealId) -> Result<Vec<Member>> {
    let mut sql =
        Sql::new("SELECT u.id, u.name FROM deal_members m JOIN users u ON u.id = m.user_id WHERE m.deal_id = ");
    sql.bind(deal.0).push(" ORDER BY u.name, u.id");
    Ok(Member::find_by_statement(sql.statement(Dialect::of(db)))
        .all(db)
        .await?)
}

/// A contact that a form offers.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct OfferedContact {
    /// Who.
    pub id: ContactId,
    /// Their name.
    pub name: String,
    /// As what.
    pub job_title: String,
    /// Of which company.
    pub company_id: CompanyId,
}

/// The contacts a form offers for a deal: those of its company, and those that take part already.
///
/// # Errors
/// When the database is away.
pub async fn offered_contacts<C: ConnectionTrait>(db: &C, actor: &Actor, deal: &Model) -> Result<Vec<OfferedContact>> {
    let mut sql = Sql::new(
        "SELECT c.id, c.name, c.job_title, c.company_id FROM contacts c JOIN companies f ON f.id = c.company_id
         WHERE c.deleted_at IS NULL AND (c.id IN (SELECT contact_id FROM deal_contacts WHERE deal_id = ",
    );
    sql.bind(deal.id.0).push(") OR (c.company_id = ");
    sql.bind(deal.company_id.map_or(0, |company| company.0));
    companies::push_visible(actor, &mut sql, "f");
    sql.push(")) ORDER BY c.kana, c.name, c.id");
    Ok(OfferedContact::find_by_statement(sql.statement(Dialect::of(db)))
        .all(db)
        .await?)
}

/// Who is to take part in a deal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct People {
    /// Of the customer, each once.
    pub contacts: Vec<(ContactId, DecisionPart)>,
    /// Of ours, beside the owner.
    pub members: BTreeSet<UserId>,
}

/// Says who takes part in a deal. Changing nothing writes nothing.
///
/// # Errors
/// As [`open_for_change`]; [`Error::NotFound`] for a contact that [`offered_contacts`] does not offer, or for a member
/// who may not work on deals.
pub async fn set_people(tx: &mut Tx, id: DealId, version: Option<i64>, people: People) -> Result<Model> {
    let deal = open_for_change(tx, id, version).await?;
    let before = people_of(tx, id).await?;
    let after = checked(tx, &deal, &before, people).await?;
    if after == before {
        return Ok(deal);
    }
    write(tx, id, &after).await?;
    let deal = save(tx, deal).await?;
    tx.record(
        Event::new(EventKind::DealChanged)
            .deal(id)
            .company(deal.company_id)
            .phases([deal.phase_id])
            .data(json!({ "changes": differences(&before, &after) })),
    );
    Ok(deal)
}

async fn people_of(tx: &Tx, id: DealId) -> Result<People> {
    let mut contacts: Vec<_> = contacts_of(tx.db(), id)
        .await?
        .into_iter()
        .map(|contact| (contact.id, contact.part))
        .collect();
    contacts.sort_unstable();
    let members = members_of(tx.db(), id).await?;
    Ok(People {
        contacts,
        members: members.into_iter().map(|member| member.id).collect(),
    })
}

async fn checked(tx: &Tx, deal: &Model, before: &People, mut people: People) -> Result<People> {
    people.contacts.sort_unstable();
    people.contacts.dedup_by_key(|(contact, _)| *contact);
    let offered = offered_contacts(tx.db(), tx.actor(), deal).await?;
    let is_offered = |contact: ContactId| offered.iter().any(|offered| offered.id == contact);
    people.members.remove(&deal.owner_id);
    let may_work = crate::accounts::owners(tx.db()).await?;
    let is_possible =
        |member: &UserId| before.members.contains(member) || may_work.iter().any(|person| person.id == *member);
    if people.contacts.iter().all(|(contact, _)| is_offered(*contact)) && people.members.iter().all(is_possible) {
        Ok(people)
    } else {
        Err(Error::NotFound)
    }
}

async fn write(tx: &Tx, id: DealId, people: &People) -> Result<()> {
    for table in ["deal_contacts", "deal_members"] {
        let mut sql = Sql::new(&format!("DELETE FROM {table} WHERE deal_id = "));
        sql.bind(id.0);
        tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    }
    for (contact, part) in &people.contacts {
        let mut sql = Sql::new("INSERT INTO deal_contacts (deal_id, contact_id, part) VALUES (");
        sql.bind(id.0).push(", ").bind(contact.0).push(", ");
        sql.bind(part.code()).push(")");
        tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    }
    for member in &people.members {
        let mut sql = Sql::new("INSERT INTO deal_members (deal_id, user_id) VALUES (");
        sql.bind(id.0).push(", ").bind(member.0).push(")");
        tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    }
    Ok(())
}

/// `{"contacts": [[[1, "decides"]], [[1, "uses"]]], "members": [[2], [2, 3]]}`: only what differs.
fn differences(before: &People, after: &People) -> Map<String, Value> {
    let contacts = |people: &People| {
        let pairs = people
            .contacts
            .iter()
            .map(|(contact, part)| json!([contact, part.code()]));
        Value::Array(pairs.collect())
    };
    let mut changes = Map::new();
    if before.contacts != after.contacts {
        changes.insert("contacts".into(), json!([contacts(before), contacts(after)]));
    }
    if before.members != after.members {
        changes.insert("members".into(), json!([before.members, after.members]));
    }
    changes
}
