//! What the report counts, as the database has it.

use std::collections::HashMap;

use chrono::NaiveDate;
use chrono_tz::Tz;
use db::Sql;
use sea_orm::FromQueryResult;

use super::{ChannelsQuery, Key};
use crate::{
    actor::Actor,
    app::App,
    deals::{self, Outcome},
    error::Result,
    leads,
    money::{Currency, Money},
    time::At,
    touches,
};

/// A touch.
#[derive(Clone, Copy, Debug)]
pub struct Met {
    /// When.
    pub on_day: NaiveDate,
    /// Its kind.
    pub kind: i64,
    /// Its channel.
    pub channel: Key,
}

/// The first appointment with a customer.
#[derive(Clone, Copy, Debug)]
pub struct FirstAppointment {
    /// Its number, that of an activity.
    pub id: i64,
    /// The day on which it lies.
    pub on_day: NaiveDate,
}

/// A deal that began, met its customer for the first time or ended in the period.
#[derive(Clone, Debug)]
pub struct DealFact {
    /// Its number.
    pub id: i64,
    /// How it stands.
    pub outcome: Outcome,
    /// When it began.
    pub opened_on: NaiveDate,
    /// When it was won or lost.
    pub closed_on: Option<NaiveDate>,
    /// Its amount.
    pub amount: Option<Money>,
    /// Its channel.
    pub channel: Key,
    /// Its touches, the earliest first.
    pub touches: Vec<Met>,
    /// Its first appointment.
    pub appointment: Option<FirstAppointment>,
}

/// A lead that came in, or was met for the first time, in the period.
#[derive(Clone, Debug)]
pub struct LeadFact {
    /// Its number.
    pub id: i64,
    /// When it came in.
    pub came_on: NaiveDate,
    /// Its channel.
    pub channel: Key,
    /// Its touches, the earliest first.
    pub touches: Vec<Met>,
    /// Its first appointment; once it is a deal, that is the deal's.
    pub appointment: Option<FirstAppointment>,
}

/// A touch in the period that cost something.
#[derive(Clone, Copy, Debug)]
pub struct Spent {
    /// Its number.
    pub id: i64,
    /// What it was.
    pub met: Met,
    /// What it cost.
    pub cost: Money,
}

/// Everything the report counts.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// The deals.
    pub deals: Vec<DealFact>,
    /// The leads.
    pub leads: Vec<LeadFact>,
    /// The costs.
    pub spent: Vec<Spent>,
}

#[derive(FromQueryResult)]
struct DealRow {
    id: i64,
    outcome: Outcome,
    opened_at: At,
    closed_at: Option<At>,
    won_on: Option<NaiveDate>,
    amount: Option<i64>,
    currency: String,
    channel_id: Key,
}

#[derive(FromQueryResult)]
struct LeadRow {
    id: i64,
    created_at: At,
    channel_id: Key,
}

#[derive(FromQueryResult)]
struct TouchRow {
    record: i64,
    on_day: NaiveDate,
    kind_id: i64,
    channel_id: Key,
}

#[derive(FromQueryResult)]
struct AppointmentRow {
    record: i64,
    id: i64,
    starts_at: At,
}

#[derive(FromQueryResult)]
struct SpentRow {
    id: i64,
    on_day: NaiveDate,
    kind_id: i64,
    channel_id: Key,
    cost: i64,
    currency: String,
}

/// Reads what somebody sees of a period.
///
/// # Errors
/// When the database is away.
pub async fn read(app: &App, actor: &Actor, query: &ChannelsQuery) -> Result<Facts> {
    let zone = actor.workspace.zone;
    let mut sql = Sql::new(
        "SELECT d.id, d.outcome, d.opened_at, d.closed_at, d.won_on, d.amount, d.currency, d.channel_id FROM deals d",
    );
    push_deals(&mut sql, actor, query);
    let deals: Vec<DealRow> = app.all(sql).await?;
    let mut sql = Sql::new(
        "SELECT t.deal_id AS record, t.on_day, t.kind_id, t.channel_id FROM touches t JOIN deals d ON d.id = t.deal_id",
    );
    push_deals(&mut sql, actor, query);
    sql.push(" AND t.deleted_at IS NULL ORDER BY t.on_day, t.id");
    let mut of_deals = by_record(app.all(sql).await?);
    let mut met_deals = first_appointments_of_deals(app, actor, query).await?;
    let mut sql = Sql::new("SELECT l.id, l.created_at, l.channel_id FROM leads l");
    push_leads(&mut sql, actor, query);
    let leads: Vec<LeadRow> = app.all(sql).await?;
    let mut sql = Sql::new(
        "SELECT t.lead_id AS record, t.on_day, t.kind_id, t.channel_id FROM touches t JOIN leads l ON l.id = t.lead_id",
    );
    push_leads(&mut sql, actor, query);
    sql.push(" AND t.deleted_at IS NULL ORDER BY t.on_day, t.id");
    let mut of_leads = by_record(app.all(sql).await?);
    let mut met_leads = first_appointments_of_leads(app, actor, query).await?;
    Ok(Facts {
        deals: deals
            .into_iter()
            .map(|row| DealFact {
                appointment: met_deals.remove(&row.id),
                ..deal_fact(row, &mut of_deals, zone)
            })
            .collect(),
        leads: leads
            .into_iter()
            .map(|row| LeadFact {
                id: row.id,
                came_on: row.created_at.day(zone),
                channel: row.channel_id,
                touches: of_leads.remove(&row.id).unwrap_or_default(),
                appointment: met_leads.remove(&row.id),
            })
            .collect(),
        spent: spent(app, actor, query).await?,
    })
}

fn deal_fact(row: DealRow, touches: &mut HashMap<i64, Vec<Met>>, zone: Tz) -> DealFact {
    let is_decided = matches!(row.outcome, Outcome::Won | Outcome::Lost);
    let closed_on = row.won_on.or_else(|| row.closed_at.map(|at| at.day(zone)));
    DealFact {
        id: row.id,
        outcome: row.outcome,
        opened_on: row.opened_at.day(zone),
        closed_on: closed_on.filter(|_| is_decided),
        amount: row.amount.map(|amount| money(amount, &row.currency)),
        channel: row.channel_id,
        touches: touches.remove(&row.id).unwrap_or_default(),
        appointment: None,
    }
}

/// What counts as an appointment `a`: what was entered as one, and visits and meetings online at a time of day; not what was
/// cancelled.
const IS_APPOINTMENT: &str =
    "a.deleted_at IS NULL AND a.state <> 'cancelled' AND ((a.way IN ('visit', 'online') AND NOT a.all_day)
     OR EXISTS (SELECT 1 FROM appointments p WHERE p.activity_id = a.id))";

type FirstAppointments = HashMap<i64, FirstAppointment>;

/// The first appointment of each deal that has one.
async fn first_appointments_of_deals(app: &App, actor: &Actor, query: &ChannelsQuery) -> Result<FirstAppointments> {
    let mut sql =
        Sql::new("SELECT a.deal_id AS record, a.id, a.starts_at FROM activities a JOIN deals d ON d.id = a.deal_id");
    push_deals(&mut sql, actor, query);
    first_appointments(app, actor.workspace.zone, sql).await
}

/// The first appointment of each lead that has one and is no deal.
async fn first_appointments_of_leads(app: &App, actor: &Actor, query: &ChannelsQuery) -> Result<FirstAppointments> {
    let mut sql =
        Sql::new("SELECT a.lead_id AS record, a.id, a.starts_at FROM activities a JOIN leads l ON l.id = a.lead_id");
    push_leads(&mut sql, actor, query);
    sql.push(" AND a.deal_id IS NULL");
    first_appointments(app, actor.workspace.zone, sql).await
}

async fn first_appointments(app: &App, zone: Tz, mut sql: Sql) -> Result<FirstAppointments> {
    sql.push(" AND ")
        .push(IS_APPOINTMENT)
        .push(" ORDER BY a.starts_at DESC, a.id DESC");
    let rows: Vec<AppointmentRow> = app.all(sql).await?;
    // The latest first, so that the earliest remains.
    let first = |row: AppointmentRow| {
        let on_day = row.starts_at.day(zone);
        (row.record, FirstAppointment { id: row.id, on_day })
    };
    Ok(rows.into_iter().map(first).collect())
}

fn money(amount: i64, currency: &str) -> Money {
    Money::new(amount, currency.parse().unwrap_or(Currency::JPY))
}

fn by_record(rows: Vec<TouchRow>) -> HashMap<i64, Vec<Met>> {
    let mut touches: HashMap<i64, Vec<Met>> = HashMap::new();
    for row in rows {
        touches.entry(row.record).or_default().push(Met {
            on_day: row.on_day,
            kind: row.kind_id,
            channel: row.channel_id,
        });
    }
    touches
}

/// The deals `d` that began, ended or had an appointment in the period.
fn push_deals(sql: &mut Sql, actor: &Actor, query: &ChannelsQuery) {
    let (first, last) = query.days;
    let zone = actor.workspace.zone;
    let (from, to) = (At::day_start(first, zone).0, At::day_end(last, zone).0);
    sql.push(" WHERE ((d.opened_at >= ").bind(from);
    sql.push(" AND d.opened_at < ").bind(to);
    sql.push(") OR d.won_on BETWEEN ").bind(first);
    sql.push(" AND ").bind(last);
    sql.push(" OR (d.outcome IN ('won', 'lost') AND d.won_on IS NULL AND d.closed_at >= ")
        .bind(from);
    sql.push(" AND d.closed_at < ").bind(to);
    sql.push(") OR d.id IN (SELECT a.deal_id FROM activities a WHERE a.starts_at >= ")
        .bind(from);
    sql.push(" AND a.starts_at < ").bind(to).push(" AND ");
    sql.push(IS_APPOINTMENT).push("))");
    deals::push_visible(actor, sql, "d");
    push_team(sql, query, "d");
}

/// The leads `l` that came in or had an appointment in the period.
fn push_leads(sql: &mut Sql, actor: &Actor, query: &ChannelsQuery) {
    let (first, last) = query.days;
    let zone = actor.workspace.zone;
    let (from, to) = (At::day_start(first, zone).0, At::day_end(last, zone).0);
    sql.push(" WHERE ((l.created_at >= ").bind(from);
    sql.push(" AND l.created_at < ").bind(to);
    sql.push(") OR l.id IN (SELECT a.lead_id FROM activities a WHERE a.deal_id IS NULL AND a.starts_at >= ")
        .bind(from);
    sql.push(" AND a.starts_at < ").bind(to).push(" AND ");
    sql.push(IS_APPOINTMENT).push("))");
    leads::push_visible(actor, sql, "l");
    push_team(sql, query, "l");
}

fn push_team(sql: &mut Sql, query: &ChannelsQuery, alias: &str) {
    if let Some(team) = query.team {
        sql.push(&format!(
            " AND {alias}.owner_id IN (SELECT tu.id FROM users tu WHERE tu.team_id = "
        ));
        sql.bind(team.0).push(")");
    }
}

/// A touch without a channel cost something for the channel of its deal or lead.
async fn spent(app: &App, actor: &Actor, query: &ChannelsQuery) -> Result<Vec<Spent>> {
    let mut sql = Sql::new(
        "SELECT t.id, t.on_day, t.kind_id, COALESCE(t.channel_id, d.channel_id, l.channel_id) AS channel_id, t.cost, t.currency
         FROM touches t LEFT JOIN deals d ON d.id = t.deal_id LEFT JOIN leads l ON l.id = t.lead_id
         WHERE t.cost > 0 AND t.on_day BETWEEN ",
    );
    sql.bind(query.days.0).push(" AND ").bind(query.days.1);
    touches::push_visible(actor, &mut sql, "t");
    if let Some(team) = query.team {
        sql.push(" AND COALESCE(d.owner_id, l.owner_id) IN (SELECT tu.id FROM users tu WHERE tu.team_id = ");
        sql.bind(team.0).push(")");
    }
    sql.push(" ORDER BY t.on_day DESC, t.id DESC");
    let rows: Vec<SpentRow> = app.all(sql).await?;
    let spent = |row: SpentRow| Spent {
        id: row.id,
        met: Met {
            on_day: row.on_day,
            kind: row.kind_id,
            channel: row.channel_id,
        },
        cost: money(row.cost, &row.currency),
    };
    Ok(rows.into_iter().map(spent).collect())
}
