//! Who introduced whom: the chain from a deal to its introducer, to the deal in which that one came, and onwards; and what a
//! company or a contact has brought.

use std::collections::HashSet;

use chrono::NaiveDate;
use db::Sql;
use sea_orm::FromQueryResult;

use super::scope;
use crate::{
    companies, contacts,
    cx::Cx,
    deals::{self, Outcome},
    error::Result,
    ids::{CompanyId, ContactId, DealId, LeadId},
    leads,
};

/// A chain is walked at most so far: nobody reads on, and it may be a ring.
const FARTHEST: usize = 30;
/// At most so many of the deals somebody brought are shown.
const MOST: i64 = 30;

/// A deal on the chain.
#[derive(Clone, Debug, FromQueryResult)]
pub struct ChainDeal {
    /// Its number.
    pub id: DealId,
    /// Its title.
    pub title: String,
    /// Its company.
    pub company: Option<String>,
    /// How it stands.
    pub outcome: Outcome,
}

/// By whom it came.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Introduced {
    /// When.
    pub on_day: NaiveDate,
    /// Which company.
    pub company_id: CompanyId,
    /// Who there, if that is known.
    pub contact_id: Option<ContactId>,
    /// Its name, for who sees it.
    pub company: Option<String>,
    /// Their name, for who sees it.
    pub contact: Option<String>,
}

/// A deal, and by whom it came.
#[derive(Clone, Debug)]
pub struct Link {
    /// The deal.
    pub deal: ChainDeal,
    /// Nothing at the end of the chain.
    pub introduced: Option<Introduced>,
}

/// The chain from a deal on, as far as this person sees it.
///
/// # Errors
/// When the database is away.
pub async fn chain(cx: &Cx, from: DealId) -> Result<Vec<Link>> {
    let mut links = Vec::new();
    let mut walked = HashSet::new();
    let mut next = Some(from);
    while let Some(id) = next.filter(|id| walked.insert(*id) && links.len() < FARTHEST) {
        let Some(deal) = deal(cx, id).await? else { break };
        let introduced = introduced(cx, id).await?;
        next = match &introduced {
            Some(introduced) => came_in(cx, introduced).await?,
            None => None,
        };
        links.push(Link { deal, introduced });
    }
    Ok(links)
}

async fn deal(cx: &Cx, id: DealId) -> Result<Option<ChainDeal>> {
    let mut sql = Sql::new(
        "SELECT d.id, d.title, c.name AS company, d.outcome FROM deals d LEFT JOIN companies c ON c.id = d.company_id
         WHERE d.id = ",
    );
    sql.bind(id.0);
    deals::push_visible(&cx.actor, &mut sql, "d");
    cx.app.one(sql).await
}

/// The first touch by which somebody introduced it.
async fn introduced(cx: &Cx, deal: DealId) -> Result<Option<Introduced>> {
    let mut sql = Sql::new(
        "SELECT t.on_day, t.introducer_company_id AS company_id, t.introducer_contact_id AS contact_id,
                c.name AS company, p.name AS contact
         FROM touches t LEFT JOIN companies c ON c.id = t.introducer_company_id",
    );
    companies::push_visible(&cx.actor, &mut sql, "c");
    sql.push(" LEFT JOIN contacts p ON p.id = t.introducer_contact_id");
    contacts::push_visible(&cx.actor, &mut sql, "p");
    sql.push(" WHERE t.introducer_company_id IS NOT NULL AND t.deal_id = ")
        .bind(deal.0);
    scope::push_visible(&cx.actor, &mut sql, "t");
    sql.push(" ORDER BY t.on_day, t.id LIMIT 1");
    cx.app.one(sql).await
}

/// The deal in which an introducer came to us: the first one in which that person takes part, else the first one with
/// their company.
async fn came_in(cx: &Cx, introduced: &Introduced) -> Result<Option<DealId>> {
    #[derive(FromQueryResult)]
    struct Row {
        id: DealId,
    }
    let mut sql = Sql::new("SELECT d.id FROM deals d WHERE d.company_id = ");
    sql.bind(introduced.company_id.0);
    deals::push_visible(&cx.actor, &mut sql, "d");
    sql.push(" ORDER BY CASE WHEN EXISTS (SELECT 1 FROM deal_contacts dc WHERE dc.deal_id = d.id AND dc.contact_id = ");
    sql.bind(introduced.contact_id.map_or(0, |id| id.0));
    sql.push(") THEN 0 ELSE 1 END, d.opened_at, d.id LIMIT 1");
    let row: Option<Row> = cx.app.one(sql).await?;
    Ok(row.map(|row| row.id))
}

/// Somebody who may have introduced others.
#[derive(Clone, Copy, Debug)]
pub enum By {
    /// A company, whoever there.
    Company(CompanyId),
    /// One person.
    Contact(ContactId),
}

/// What somebody brought, as far as the reader sees it.
#[derive(Clone, Debug, Default)]
pub struct Brought {
    /// The deals, the newest first; at most a page of them.
    pub deals: Vec<ChainDeal>,
    /// How many there are.
    pub count: i64,
    /// How many of them were won.
    pub won: i64,
    /// The leads that are no deals yet: number, company and person.
    pub leads: Vec<(LeadId, String)>,
}

impl Brought {
    /// Whether they brought nobody yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.count == 0 && self.leads.is_empty()
    }
}

/// Whom somebody introduced.
///
/// # Errors
/// When the database is away.
pub async fn brought(cx: &Cx, by: By) -> Result<Brought> {
    #[derive(FromQueryResult)]
    struct Counts {
        n: i64,
        won: i64,
    }
    let mut sql = Sql::new(
        "SELECT CAST(COUNT(*) AS BIGINT) AS n,
                CAST(COALESCE(SUM(CASE WHEN d.outcome = 'won' THEN 1 ELSE 0 END), 0) AS BIGINT) AS won FROM deals d WHERE 1 = 1",
    );
    push_brought(&mut sql, by, "deal_id", "d");
    deals::push_visible(&cx.actor, &mut sql, "d");
    let counts: Option<Counts> = cx.app.one(sql).await?;
    let mut sql = Sql::new(
        "SELECT d.id, d.title, c.name AS company, d.outcome FROM deals d LEFT JOIN companies c ON c.id = d.company_id
         WHERE 1 = 1",
    );
    push_brought(&mut sql, by, "deal_id", "d");
    deals::push_visible(&cx.actor, &mut sql, "d");
    sql.push(" ORDER BY d.opened_at DESC, d.id DESC LIMIT ").bind(MOST);
    Ok(Brought {
        deals: cx.app.all(sql).await?,
        count: counts.as_ref().map_or(0, |counts| counts.n),
        won: counts.map_or(0, |counts| counts.won),
        leads: leads_brought(cx, by).await?,
    })
}

async fn leads_brought(cx: &Cx, by: By) -> Result<Vec<(LeadId, String)>> {
    #[derive(FromQueryResult)]
    struct Row {
        id: LeadId,
        company: String,
        contact: String,
    }
    let mut sql = Sql::new("SELECT l.id, l.company, l.contact FROM leads l WHERE l.deal_id IS NULL");
    push_brought(&mut sql, by, "lead_id", "l");
    leads::push_visible(&cx.actor, &mut sql, "l");
    sql.push(" ORDER BY l.created_at DESC, l.id DESC LIMIT ").bind(MOST);
    let rows: Vec<Row> = cx.app.all(sql).await?;
    let named = |row: Row| (row.id, leads::name_of(&row.company, &row.contact));
    Ok(rows.into_iter().map(named).collect())
}

fn push_brought(sql: &mut Sql, by: By, column: &str, alias: &str) {
    sql.push(&format!(
        " AND EXISTS (SELECT 1 FROM touches bt WHERE bt.deleted_at IS NULL AND bt.{column} = {alias}.id AND "
    ));
    match by {
        By::Company(id) => sql.push("bt.introducer_company_id = ").bind(id.0),
        By::Contact(id) => sql.push("bt.introducer_contact_id = ").bind(id.0),
    };
    sql.push(")");
}
