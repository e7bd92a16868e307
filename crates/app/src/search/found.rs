//! What a search finds: companies, deals, leads and people, as far as the reader sees them.

use db::Sql;
use sea_orm::FromQueryResult;

use super::{push_words, push_words_in};
use crate::{
    actor::Actor,
    app::App,
    companies, contacts,
    deals::{self, Outcome},
    error::Result,
    ids::{CompanyId, ContactId, DealId, LeadId},
    leads::{self, State},
};

/// Of each kind so many are shown; the lists show all.
const MOST: i64 = 10;

/// Fewer digits than these are no telephone number.
const PHONE_DIGITS: usize = 4;

/// Some of what was found of one kind, and how many there are in all.
#[derive(Clone, Debug)]
pub struct Group<R> {
    /// The best ones.
    pub rows: Vec<R>,
    /// All of them.
    pub total: i64,
}

/// A company.
#[derive(Clone, Debug, FromQueryResult)]
pub struct FoundCompany {
    pub id: CompanyId,
    pub name: String,
    pub industry: String,
    pub address: String,
}

/// A deal.
#[derive(Clone, Debug, FromQueryResult)]
pub struct FoundDeal {
    pub id: DealId,
    pub title: String,
    pub company: Option<String>,
    pub phase: String,
    pub owner: String,
    pub outcome: Outcome,
}

/// A lead.
#[derive(Clone, Debug, FromQueryResult)]
pub struct FoundLead {
    pub id: LeadId,
    pub company: String,
    pub contact: String,
    pub state: State,
    pub owner: Option<String>,
}

impl FoundLead {
    /// What it is called.
    #[must_use]
    pub fn name(&self) -> String {
        leads::name_of(&self.company, &self.contact)
    }
}

/// A contact.
#[derive(Clone, Debug, FromQueryResult)]
pub struct FoundContact {
    pub id: ContactId,
    pub name: String,
    pub company: String,
    pub department: String,
    pub job_title: String,
}

/// Companies by name and reading, or by the digits of their phone or their corporate number.
///
/// # Errors
/// When the database is away.
pub async fn companies(app: &App, actor: &Actor, text: &str) -> Result<Group<FoundCompany>> {
    let digits = japan::phone_digits(text);
    let only_digits = japan::fold(text).chars().all(|c| c.is_ascii_digit()) && digits.len() >= PHONE_DIGITS;
    let narrow = |sql: &mut Sql| {
        companies::push_visible(actor, sql, "c");
        if only_digits {
            let pattern = format!("%{digits}%");
            sql.push(" AND (c.phone_digits LIKE ").bind(pattern.as_str());
            sql.push(" OR c.corporate_number LIKE ").bind(pattern.as_str());
            sql.push(" OR c.search_fold LIKE ").bind(pattern.as_str()).push(")");
        } else {
            push_words(sql, "c.search_fold", text);
        }
    };
    let mut sql = Sql::new("SELECT c.id, c.name, c.industry, c.address FROM companies c WHERE 1 = 1");
    narrow(&mut sql);
    // Who types a whole name means that one; who types its beginning, those that begin so.
    let name = japan::fold_company(text);
    sql.push(" ORDER BY CASE WHEN c.name_fold = ").bind(name.as_str());
    sql.push(" THEN 0 WHEN c.name_fold LIKE ").bind(format!("{name}%"));
    sql.push(" THEN 1 ELSE 2 END, c.name, c.id LIMIT ").bind(MOST);
    let rows = app.all(sql).await?;
    let total = count(app, "companies c", &narrow).await?;
    Ok(Group { rows, total })
}

/// Deals by title and by the names of their company, open ones first.
///
/// # Errors
/// When the database is away.
pub async fn deals(app: &App, actor: &Actor, text: &str) -> Result<Group<FoundDeal>> {
    let narrow = |sql: &mut Sql| {
        deals::push_visible(actor, sql, "d");
        push_words(sql, "d.search_fold", text);
    };
    let mut sql = Sql::new(
        "SELECT d.id, d.title, c.name AS company, p.name AS phase, u.name AS owner, d.outcome
         FROM deals d JOIN phases p ON p.id = d.phase_id JOIN users u ON u.id = d.owner_id
         LEFT JOIN companies c ON c.id = d.company_id WHERE 1 = 1",
    );
    narrow(&mut sql);
    sql.push(" ORDER BY CASE WHEN d.outcome = 'open' THEN 0 ELSE 1 END, d.opened_at DESC, d.id DESC LIMIT ");
    sql.bind(MOST);
    let rows = app.all(sql).await?;
    let total = count(app, "deals d", &narrow).await?;
    Ok(Group { rows, total })
}

/// Leads by company, reading, person, mail address and corporate number, or by the digits of their phone; those that are still
/// open first.
///
/// # Errors
/// When the database is away.
pub async fn leads(app: &App, actor: &Actor, text: &str) -> Result<Group<FoundLead>> {
    let digits = japan::phone_digits(text);
    let only_digits = japan::fold(text).chars().all(|c| c.is_ascii_digit()) && digits.len() >= PHONE_DIGITS;
    let narrow = |sql: &mut Sql| {
        leads::push_visible(actor, sql, "l");
        if only_digits {
            let pattern = format!("%{digits}%");
            sql.push(" AND (l.phone_digits LIKE ").bind(pattern.as_str());
            sql.push(" OR l.search_fold LIKE ").bind(pattern.as_str()).push(")");
        } else {
            push_words(sql, "l.search_fold", text);
        }
    };
    let mut sql = Sql::new(
        "SELECT l.id, l.company, l.contact, l.state, u.name AS owner
         FROM leads l LEFT JOIN users u ON u.id = l.owner_id WHERE 1 = 1",
    );
    narrow(&mut sql);
    sql.push(
        " ORDER BY CASE WHEN l.state IN ('new', 'contacted') THEN 0 ELSE 1 END, l.created_at DESC, l.id DESC LIMIT ",
    );
    sql.bind(MOST);
    let rows = app.all(sql).await?;
    let total = count(app, "leads l", &narrow).await?;
    Ok(Group { rows, total })
}

/// People by name, reading and mail address, also together with their company: 「山田製作所 諏訪」.
///
/// # Errors
/// When the database is away.
pub async fn contacts(app: &App, actor: &Actor, text: &str) -> Result<Group<FoundContact>> {
    let from = "contacts k JOIN companies c ON c.id = k.company_id";
    let narrow = |sql: &mut Sql| {
        contacts::push_visible(actor, sql, "k");
        push_words_in(sql, &["k.search_fold", "c.search_fold"], text);
    };
    let mut sql = Sql::new(&format!(
        "SELECT k.id, k.name, c.name AS company, k.department, k.job_title FROM {from} WHERE 1 = 1"
    ));
    narrow(&mut sql);
    // Those who are called so before those who only work at a company that is.
    sql.push(" ORDER BY CASE WHEN k.search_fold LIKE ")
        .bind(format!("%{}%", japan::fold(text)));
    sql.push(" THEN 0 ELSE 1 END, CASE WHEN k.kana = '' THEN k.name ELSE k.kana END, k.id LIMIT ")
        .bind(MOST);
    let rows = app.all(sql).await?;
    let total = count(app, from, &narrow).await?;
    Ok(Group { rows, total })
}

async fn count(app: &App, from: &str, narrow: &(dyn Fn(&mut Sql) + Sync)) -> Result<i64> {
    #[derive(FromQueryResult)]
    struct Count {
        n: i64,
    }
    let mut sql = Sql::new(&format!("SELECT CAST(COUNT(*) AS BIGINT) AS n FROM {from} WHERE 1 = 1"));
    narrow(&mut sql);
    Ok(app.one::<Count>(sql).await?.map_or(0, |count| count.n))
}
