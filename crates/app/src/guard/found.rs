//! Which colleagues work with a customer: with open deals, deals on hold and closed ones of the last half year, as owners of
//! the company, with open leads, and with appointments and other activities of the last half year or to come.

use std::collections::{BTreeSet, HashMap, HashSet};

use db::Sql;
use sea_orm::{DeriveActiveEnum, EnumIter, FromQueryResult};

use super::customer::{Customer, Likeness, Records};
use crate::{
    activities, companies,
    cx::Cx,
    deals,
    error::Result,
    ids::{ActivityId, CompanyId, DealId, LeadId, TeamId, UserId},
    leads,
    matching::Certainty,
    time::At,
};

/// What is over counts while something happened with it within these days. Half a year: the customer still remembers who
/// called, and the person who did still knows them.
const RECENT_DAYS: i64 = 180;

/// At most so many pieces of work are looked at: more than anybody reads.
const MOST: i64 = 200;

/// A piece of work with a customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Work {
    /// A deal.
    Deal(DealId),
    /// An open lead.
    Lead(LeadId),
    /// A company that is somebody's.
    Company(CompanyId),
    /// An activity with a company, without a deal.
    Activity(ActivityId),
}

impl Work {
    /// Its page.
    #[must_use]
    pub fn path(self) -> String {
        match self {
            Self::Deal(id) => format!("/deals/{id}"),
            Self::Lead(id) => format!("/leads/{id}"),
            Self::Company(id) => format!("/companies/{id}"),
            Self::Activity(id) => format!("/activities/{id}"),
        }
    }
}

/// A colleague's work with the same customer, which the reader sees.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Approach {
    /// Which.
    pub work: Work,
    /// What it is about; "" where it has no title of its own.
    pub title: String,
    /// The phase of a deal, the code of a lead's state.
    pub stage: String,
    /// The customer as it is called there.
    pub customer: String,
    /// Whose it is.
    pub owner: UserId,
    /// Their name.
    pub owner_name: String,
    /// Their team's.
    pub team: String,
    /// Since when.
    pub since: At,
    /// When there was something with the customer last.
    pub last: Option<At>,
    /// How sure it is that it is the same customer, and why; `None` for the very record.
    pub likeness: Likeness,
}

/// A colleague whose work the reader does not see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hidden {
    /// Who is told.
    pub owner: UserId,
    /// Of which team.
    pub team: Option<TeamId>,
    /// What it is called; all that the reader is told.
    pub team_name: Option<String>,
    /// With what, for the colleague's own eyes.
    pub work: Work,
    /// Of which company, likewise.
    pub company: Option<CompanyId>,
}

/// Who works with the same customer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// What the reader sees, the surest first.
    pub seen: Vec<Approach>,
    /// What they do not: one per colleague.
    pub hidden: Vec<Hidden>,
}

impl Found {
    /// Whether nobody does.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.seen.is_empty() && self.hidden.is_empty()
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
enum Kind {
    #[sea_orm(string_value = "deal")]
    Deal,
    #[sea_orm(string_value = "lead")]
    Lead,
    #[sea_orm(string_value = "company")]
    Company,
    #[sea_orm(string_value = "activity")]
    Activity,
}

#[derive(FromQueryResult)]
struct Row {
    kind: Kind,
    id: i64,
    title: String,
    stage: String,
    company: Option<CompanyId>,
    customer: String,
    owner: UserId,
    owner_name: String,
    team: Option<TeamId>,
    team_name: Option<String>,
    since: At,
    last_at: Option<At>,
}

impl Row {
    const fn work(&self) -> Work {
        match self.kind {
            Kind::Deal => Work::Deal(DealId(self.id)),
            Kind::Lead => Work::Lead(LeadId(self.id)),
            Kind::Company => Work::Company(CompanyId(self.id)),
            Kind::Activity => Work::Activity(ActivityId(self.id)),
        }
    }
}

/// The colleagues who work with a customer. What is one's own, or of `owners`, whose the new entry is to be, is no second
/// approach; nor are deals and appointments that one takes part in.
///
/// # Errors
/// When the database is away.
pub async fn others(cx: &Cx, customer: &Customer, owners: &[UserId]) -> Result<Found> {
    let records = Records::of(cx, customer).await?;
    if records.companies.is_empty() && records.leads.is_empty() {
        return Ok(Found::default());
    }
    let rows = rows(cx, &records, owners).await?;
    let visible = visible(cx, &rows).await?;
    let companies: HashMap<CompanyId, (usize, &Likeness)> = places(&records.companies);
    let leads: HashMap<LeadId, (usize, &Likeness)> = places(&records.leads);
    let mut seen: Vec<((Option<Certainty>, usize), Approach)> = Vec::new();
    let mut hidden: Vec<Hidden> = Vec::new();
    let mut told: BTreeSet<(UserId, Option<CompanyId>)> = BTreeSet::new();
    for row in rows {
        let work = row.work();
        let place = match work {
            Work::Lead(id) => leads.get(&id),
            _ => row.company.and_then(|company| companies.get(&company)),
        };
        let Some((place, likeness)) = place else { continue };
        if !visible.contains(&work) {
            if hidden.iter().all(|known| known.owner != row.owner) {
                hidden.push(Hidden {
                    owner: row.owner,
                    team: row.team,
                    team_name: row.team_name,
                    work,
                    company: row.company,
                });
            }
            continue;
        }
        // Whoever has a deal with the company is not told again as its owner.
        let is_weaker = matches!(work, Work::Company(_) | Work::Activity(_));
        if !told.insert((row.owner, row.company)) && is_weaker {
            continue;
        }
        let certainty = likeness.as_ref().map(|(certainty, _)| *certainty);
        seen.push(((certainty, *place), approach(row, work, (*likeness).clone())));
    }
    seen.sort_by_key(|(order, _)| *order);
    Ok(Found {
        seen: seen.into_iter().map(|(_, approach)| approach).collect(),
        hidden,
    })
}

fn places<Id: Copy + Eq + std::hash::Hash>(records: &[(Id, Likeness)]) -> HashMap<Id, (usize, &Likeness)> {
    let placed = records.iter().enumerate();
    placed.map(|(place, (id, likeness))| (*id, (place, likeness))).collect()
}

fn approach(row: Row, work: Work, likeness: Likeness) -> Approach {
    Approach {
        work,
        title: row.title,
        stage: row.stage,
        customer: row.customer,
        owner: row.owner,
        owner_name: row.owner_name,
        team: row.team_name.unwrap_or_default(),
        since: row.since,
        last: row.last_at,
        likeness,
    }
}

/// One query for all kinds of work.
async fn rows(cx: &Cx, records: &Records, owners: &[UserId]) -> Result<Vec<Row>> {
    let me = cx.user()?;
    let recent = cx.now.plus_days(-RECENT_DAYS).0;
    let companies = || records.companies.iter().map(|(id, _)| id.0);
    let mut sql = Sql::new(
        "SELECT w.kind, w.id, w.title, w.stage, w.company, w.customer, w.owner, u.name AS owner_name, t.id AS team,
                t.name AS team_name, w.since, w.last_at
         FROM (SELECT 'deal' AS kind, 1 AS place, d.id, d.title, p.name AS stage, d.company_id AS company,
                      c.name AS customer, d.owner_id AS owner, d.opened_at AS since, d.last_customer_at AS last_at
               FROM deals d JOIN companies c ON c.id = d.company_id JOIN phases p ON p.id = d.phase_id
               WHERE d.deleted_at IS NULL AND d.company_id IN ",
    );
    sql.bind_list(companies());
    sql.push(" AND d.id NOT IN (SELECT m.deal_id FROM deal_members m WHERE m.user_id = ")
        .bind(me.0);
    sql.push(") AND (d.outcome IN ('open', 'on_hold') OR d.last_touch_at >= ")
        .bind(recent);
    sql.push(
        ") UNION ALL
               SELECT 'lead', 2, l.id, l.contact, l.state, NULL, l.company, l.owner_id, l.created_at, l.touched_at
               FROM leads l WHERE l.deleted_at IS NULL AND l.state IN ('new', 'contacted') AND l.id IN ",
    );
    sql.bind_list(records.leads.iter().map(|(id, _)| id.0));
    sql.push(
        " UNION ALL
               SELECT 'company', 3, c.id, '', '', c.id, c.name, c.owner_id, c.created_at,
                      (SELECT MAX(a.starts_at) FROM activities a
                       WHERE a.company_id = c.id AND a.state = 'done' AND a.deleted_at IS NULL)
               FROM companies c WHERE c.deleted_at IS NULL AND c.id IN ",
    );
    sql.bind_list(companies());
    sql.push(
        " UNION ALL
               SELECT 'activity', 4, a.id, CASE WHEN a.subject = '' THEN k.name ELSE a.subject END, '', a.company_id,
                      c.name, a.owner_id, a.created_at, a.done_at
               FROM activities a JOIN companies c ON c.id = a.company_id JOIN activity_kinds k ON k.id = a.kind_id
               WHERE a.deleted_at IS NULL AND a.deal_id IS NULL
                     AND (a.state = 'planned' OR (a.state = 'done' AND a.starts_at >= ",
    );
    sql.bind(recent).push(")) AND a.company_id IN ").bind_list(companies());
    sql.push(" AND a.id NOT IN (SELECT am.activity_id FROM appointment_members am WHERE am.user_id = ")
        .bind(me.0);
    sql.push(
        ")) w JOIN users u ON u.id = w.owner LEFT JOIN teams t ON t.id = u.team_id
         WHERE u.disabled_at IS NULL AND u.role <> 'viewer' AND u.id NOT IN ",
    );
    sql.bind_list(owners.iter().chain([&me]).map(|user| user.0));
    sql.push(" ORDER BY w.place, CASE WHEN w.last_at IS NULL THEN 1 ELSE 0 END, w.last_at DESC, w.id DESC LIMIT ")
        .bind(MOST);
    cx.app.all(sql).await
}

/// Which of it the reader sees: a query per kind that was found.
async fn visible(cx: &Cx, rows: &[Row]) -> Result<HashSet<Work>> {
    #[derive(FromQueryResult)]
    struct Id {
        id: i64,
    }
    let mut visible = HashSet::new();
    for kind in [Kind::Deal, Kind::Lead, Kind::Company, Kind::Activity] {
        let ids: Vec<i64> = rows.iter().filter(|row| row.kind == kind).map(|row| row.id).collect();
        if ids.is_empty() {
            continue;
        }
        let table = match kind {
            Kind::Deal => "deals",
            Kind::Lead => "leads",
            Kind::Company => "companies",
            Kind::Activity => "activities",
        };
        let mut sql = Sql::new(&format!("SELECT v.id FROM {table} v WHERE v.id IN "));
        sql.bind_list(ids);
        match kind {
            Kind::Deal => deals::push_visible(&cx.actor, &mut sql, "v"),
            Kind::Lead => leads::push_visible(&cx.actor, &mut sql, "v"),
            Kind::Company => companies::push_visible(&cx.actor, &mut sql, "v"),
            Kind::Activity => activities::push_visible(&cx.actor, &mut sql, "v"),
        }
        for Id { id } in cx.app.all::<Id>(sql).await? {
            visible.insert(match kind {
                Kind::Deal => Work::Deal(DealId(id)),
                Kind::Lead => Work::Lead(LeadId(id)),
                Kind::Company => Work::Company(CompanyId(id)),
                Kind::Activity => Work::Activity(ActivityId(id)),
            });
        }
    }
    Ok(visible)
}
