//! The leads, deals or touches behind a number of the channels, as rows of one kind.

use std::collections::HashMap;

use chrono::NaiveDate;
use db::Sql;
use sea_orm::FromQueryResult;

use super::What;
use crate::{
    activities,
    actor::Actor,
    app::App,
    cx::Cx,
    deals::{self, Outcome, outcome_name},
    error::Result,
    leads::{self, State},
    money::{Currency, Money},
    t,
    time::At,
    touches,
};

/// One of them.
#[derive(Clone, Debug)]
pub struct Behind {
    /// Where it is.
    pub href: String,
    /// Whether it opens in the drawer.
    pub in_drawer: bool,
    /// What it is called.
    pub title: String,
    /// Its company, or what it is of.
    pub sub: String,
    /// Whose it is.
    pub owner: String,
    /// How it stands.
    pub state: String,
    /// When it began.
    pub from: Option<NaiveDate>,
    /// When it ended.
    pub to: Option<NaiveDate>,
    /// Its amount or its cost.
    pub amount: Option<Money>,
}

/// Reads these records in this order.
///
/// # Errors
/// When the database is away.
pub async fn read(cx: &Cx, what: What, ids: &[i64]) -> Result<Vec<Behind>> {
    let mut rows = match what {
        What::Leads => leads_of(cx, ids).await?,
        What::Appointments => appointments_of(cx, ids).await?,
        What::Costs => touches_of(&cx.app, &cx.actor, ids).await?,
        What::Opened | What::Won | What::Lost | What::Closed => deals_of(cx, ids).await?,
    };
    Ok(ids.iter().filter_map(|id| rows.remove(id)).collect())
}

#[derive(FromQueryResult)]
struct DealRow {
    id: i64,
    title: String,
    company: Option<String>,
    owner: String,
    outcome: Outcome,
    opened_at: At,
    closed_at: Option<At>,
    won_on: Option<NaiveDate>,
    amount: Option<i64>,
    currency: String,
}

async fn deals_of(cx: &Cx, ids: &[i64]) -> Result<HashMap<i64, Behind>> {
    let mut sql = Sql::new(
        "SELECT d.id, d.title, c.name AS company, u.name AS owner, d.outcome, d.opened_at, d.closed_at, d.won_on, d.amount,
                d.currency
         FROM deals d JOIN users u ON u.id = d.owner_id LEFT JOIN companies c ON c.id = d.company_id WHERE d.id IN ",
    );
    sql.bind_list(ids.iter().copied());
    deals::push_visible(&cx.actor, &mut sql, "d");
    let row = |row: DealRow| {
        let closed = row.won_on.or_else(|| row.closed_at.map(|at| at.day(cx.zone())));
        let behind = Behind {
            href: format!("/deals/{}", row.id),
            in_drawer: true,
            title: row.title,
            sub: row.company.unwrap_or_default(),
            owner: row.owner,
            state: outcome_name(row.outcome, cx.texts()),
            from: Some(row.opened_at.day(cx.zone())),
            to: closed,
            amount: row.amount.map(|amount| money(amount, &row.currency)),
        };
        (row.id, behind)
    };
    Ok(cx.app.all(sql).await?.into_iter().map(row).collect())
}

#[derive(FromQueryResult)]
struct AppointmentRow {
    id: i64,
    title: Option<String>,
    company: Option<String>,
    contact: Option<String>,
    kind: String,
    subject: String,
    owner: String,
    state: activities::State,
    starts_at: At,
}

async fn appointments_of(cx: &Cx, ids: &[i64]) -> Result<HashMap<i64, Behind>> {
    let mut sql = Sql::new(
        "SELECT a.id, d.title, l.company, l.contact, k.name AS kind, a.subject, u.name AS owner, a.state, a.starts_at
         FROM activities a JOIN activity_kinds k ON k.id = a.kind_id JOIN users u ON u.id = a.owner_id
         LEFT JOIN deals d ON d.id = a.deal_id",
    );
    deals::push_visible(&cx.actor, &mut sql, "d");
    sql.push(" LEFT JOIN leads l ON l.id = a.lead_id");
    leads::push_visible(&cx.actor, &mut sql, "l");
    sql.push(" WHERE a.id IN ").bind_list(ids.iter().copied());
    activities::push_visible(&cx.actor, &mut sql, "a");
    let row = |row: AppointmentRow| {
        let behind = Behind {
            href: format!("/activities/{}", row.id),
            in_drawer: true,
            title: row
                .title
                .or_else(|| lead_name(row.company, row.contact))
                .unwrap_or_default(),
            sub: format!("{} {}", row.kind, row.subject).trim().to_owned(),
            owner: row.owner,
            state: activities::state_name(row.state, cx.texts()),
            from: Some(row.starts_at.day(cx.zone())),
            to: None,
            amount: None,
        };
        (row.id, behind)
    };
    Ok(cx.app.all(sql).await?.into_iter().map(row).collect())
}

#[derive(FromQueryResult)]
struct LeadRow {
    id: i64,
    company: String,
    contact: String,
    owner: Option<String>,
    state: State,
    created_at: At,
    converted_at: Option<At>,
}

async fn leads_of(cx: &Cx, ids: &[i64]) -> Result<HashMap<i64, Behind>> {
    let mut sql = Sql::new(
        "SELECT l.id, l.company, l.contact, u.name AS owner, l.state, l.created_at, l.converted_at
         FROM leads l LEFT JOIN users u ON u.id = l.owner_id WHERE l.id IN ",
    );
    sql.bind_list(ids.iter().copied());
    leads::push_visible(&cx.actor, &mut sql, "l");
    let row = |row: LeadRow| {
        let behind = Behind {
            href: format!("/leads/{}", row.id),
            in_drawer: false,
            title: leads::name_of(&row.company, &row.contact),
            sub: String::new(),
            owner: row.owner.unwrap_or_else(|| t!(cx, "lead-unassigned")),
            state: row.state.name(cx.texts()),
            from: Some(row.created_at.day(cx.zone())),
            to: row.converted_at.map(|at| at.day(cx.zone())),
            amount: None,
        };
        (row.id, behind)
    };
    Ok(cx.app.all(sql).await?.into_iter().map(row).collect())
}

#[derive(FromQueryResult)]
struct TouchRow {
    id: i64,
    kind: String,
    what: String,
    on_day: NaiveDate,
    cost: i64,
    currency: String,
    deal_id: Option<i64>,
    deal: Option<String>,
    lead_id: Option<i64>,
    company: Option<String>,
    contact: Option<String>,
    owner: Option<String>,
}

async fn touches_of(app: &App, actor: &Actor, ids: &[i64]) -> Result<HashMap<i64, Behind>> {
    let mut sql = Sql::new(
        "SELECT t.id, k.name AS kind, t.what, t.on_day, t.cost, t.currency, d.id AS deal_id, d.title AS deal, l.id AS lead_id,
                l.company, l.contact, u.name AS owner
         FROM touches t JOIN touch_kinds k ON k.id = t.kind_id LEFT JOIN users u ON u.id = t.entered_by
         LEFT JOIN deals d ON d.id = t.deal_id",
    );
    deals::push_visible(actor, &mut sql, "d");
    sql.push(" LEFT JOIN leads l ON l.id = t.lead_id");
    leads::push_visible(actor, &mut sql, "l");
    sql.push(" WHERE t.cost > 0 AND t.id IN ")
        .bind_list(ids.iter().copied());
    touches::push_visible(actor, &mut sql, "t");
    let row = |row: TouchRow| {
        let lead = lead_name(row.company, row.contact);
        let href = match (row.deal_id, row.lead_id) {
            (Some(id), _) => format!("/deals/{id}"),
            (None, Some(id)) => format!("/leads/{id}"),
            (None, None) => String::new(),
        };
        let behind = Behind {
            href,
            in_drawer: row.deal_id.is_some(),
            title: row.deal.or(lead).unwrap_or_default(),
            sub: format!("{} {}", row.kind, row.what).trim().to_owned(),
            owner: row.owner.unwrap_or_default(),
            state: String::new(),
            from: Some(row.on_day),
            to: None,
            amount: Some(money(row.cost, &row.currency)),
        };
        (row.id, behind)
    };
    Ok(app.all(sql).await?.into_iter().map(row).collect())
}

fn lead_name(company: Option<String>, contact: Option<String>) -> Option<String> {
    Some(leads::name_of(&company?, &contact?))
}

fn money(amount: i64, currency: &str) -> Money {
    Money::new(amount, currency.parse().unwrap_or(Currency::JPY))
}
