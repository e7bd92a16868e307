//! Outcomes (受注と失注): what was won and lost in a period, how often, how much, and how long it took.
//!
//! A deal belongs to the period in which it was won or lost. Win rate = won / (won + lost): an open deal is never in the
//! denominator. The cycle is counted in days of the calendar, from the day a deal began to the day it closed. Owner and
//! team are those at the time it closed: who takes a won deal over afterwards has not won it.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use chrono_tz::Tz;
use db::Sql;
use japan::{FiscalCalendar, Period, PeriodKind};
use sea_orm::FromQueryResult;
use stats::{Quartiles, Rate};

use crate::{
    actor::Actor,
    app::App,
    deals::{self, Outcome},
    error::Result,
    ids::{PhaseId, PipelineId, TeamId},
    money::{Currency, Money},
    time::At,
};

/// What the deals are grouped by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Grouping {
    /// Product; a deal with several stands in several groups.
    #[default]
    Product,
    /// The team of the owner when the deal closed.
    Team,
    /// Owner.
    Owner,
    /// Channel.
    Channel,
    /// Quarter of the fiscal year in which the deal closed.
    Quarter,
}

impl Grouping {
    /// In the order in which they are offered.
    pub const ALL: [Self; 5] = [Self::Product, Self::Team, Self::Owner, Self::Channel, Self::Quarter];

    /// As in URLs.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Product => "product",
            Self::Team => "team",
            Self::Owner => "owner",
            Self::Channel => "channel",
            Self::Quarter => "quarter",
        }
    }

    /// From a URL.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|grouping| grouping.code() == code)
    }

    /// What a group is the number of, and what it needs to be joined; quarters are of the calendar, not of the database.
    pub(super) const fn column(self) -> Option<(&'static str, &'static str)> {
        match self {
            Self::Product => Some((
                "p.product_id",
                " LEFT JOIN (SELECT DISTINCT deal_id, product_id FROM deal_products WHERE product_id IS NOT NULL) p
                      ON p.deal_id = d.id",
            )),
            Self::Team => Some(("v.team_id", "")),
            Self::Owner => Some(("v.owner_id", "")),
            Self::Channel => Some(("d.channel_id", "")),
            Self::Quarter => None,
        }
    }

    pub(super) const fn table(self) -> &'static str {
        match self {
            Self::Product => "products",
            Self::Team => "teams",
            Self::Owner => "users",
            Self::Channel | Self::Quarter => "channels",
        }
    }

    /// The columns that number and name a group, and what they need to be joined.
    fn sql(self) -> (String, String) {
        match self.column() {
            None => (
                "CAST(NULL AS BIGINT) AS group_id, CAST(NULL AS TEXT) AS group_name".to_owned(),
                String::new(),
            ),
            Some((column, joins)) => (
                format!("{column} AS group_id, g.name AS group_name"),
                format!("{joins} LEFT JOIN {} g ON g.id = {column}", self.table()),
            ),
        }
    }
}

/// What the report is about.
#[derive(Clone, Copy, Debug, Default)]
pub struct OutcomesQuery {
    /// Of which pipeline; of all of them if nothing is said.
    pub pipeline: Option<PipelineId>,
    /// Of which team when it closed.
    pub team: Option<TeamId>,
    /// Closed from this day to that, both included.
    pub closed: Option<(NaiveDate, NaiveDate)>,
    /// Grouped by this.
    pub by: Grouping,
}

/// What a group has in common.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum GroupKey {
    /// A product, team, person or channel: its number and name.
    Named(i64, String),
    /// A quarter of the fiscal year.
    Quarter(Period),
    /// None of it: no product, no team, no channel.
    Without,
}

impl GroupKey {
    /// As in URLs: a number, a quarter or `none`.
    #[must_use]
    pub fn code(&self) -> String {
        match self {
            Self::Named(id, _) => id.to_string(),
            Self::Quarter(quarter) => quarter.to_string(),
            Self::Without => "none".to_owned(),
        }
    }
}

/// The outcomes of some deals.
#[derive(Clone, Debug)]
pub struct Group {
    /// What they have in common.
    pub key: GroupKey,
    /// How many were won, of those won or lost.
    pub win_rate: Rate,
    /// What was won, by currency.
    pub won: Vec<Money>,
    /// How long the won ones took.
    pub cycle_won: Option<Cycle>,
    /// How long the lost ones took.
    pub cycle_lost: Option<Cycle>,
}

impl Group {
    /// How many were lost.
    #[must_use]
    pub const fn lost(&self) -> u64 {
        self.win_rate.n() - self.win_rate.k()
    }
}

/// How long deals took, in days of the calendar.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cycle {
    /// The mean. It misleads where durations are skewed, so it is never shown without the quartiles.
    pub mean: f64,
    /// Median and quartiles.
    pub quartiles: Quartiles,
}

impl Cycle {
    fn of(days: &[i64]) -> Option<Self> {
        let quartiles = Quartiles::of(days.iter().copied())?;
        let mean = days.iter().sum::<i64>() as f64 / days.len() as f64;
        Some(Self { mean, quartiles })
    }
}

/// The outcomes of a period.
#[derive(Clone, Debug)]
pub struct Outcomes {
    /// All deals together, each once.
    pub total: Group,
    /// In groups: by quarter in order of time, else those with most closed deals first.
    pub groups: Vec<Group>,
}

#[derive(FromQueryResult)]
struct Closed {
    id: i64,
    outcome: Outcome,
    won_on: Option<NaiveDate>,
    closed_at: At,
    opened_at: At,
    amount: Option<i64>,
    currency: String,
    group_id: Option<i64>,
    group_name: Option<String>,
}

impl Closed {
    /// A won deal closed on the day that was confirmed, which may lie before it was entered.
    fn closed_on(&self, zone: Tz) -> NaiveDate {
        self.won_on.unwrap_or_else(|| self.closed_at.day(zone))
    }
}

/// Reads the outcomes of what somebody sees.
///
/// # Errors
/// When the database is away.
pub async fn read(app: &App, actor: &Actor, query: &OutcomesQuery) -> Result<Outcomes> {
    let (columns, joins) = query.by.sql();
    let mut sql = Sql::new("SELECT d.id, d.outcome, d.won_on, d.closed_at, d.opened_at, d.amount, d.currency, ");
    sql.push(&columns);
    push_closed(&mut sql, &joins, actor, query);
    // By number, so that a deal that stands in several groups comes in a row and is counted once in all.
    sql.push(" ORDER BY d.id");
    let rows: Vec<Closed> = app.all(sql).await?;
    let workspace = &actor.workspace;
    Ok(sum(rows, query.by, workspace.zone, workspace.calendar()))
}

/// ` FROM … JOIN … WHERE …`, with further `joins`: the deals `d` that were won or lost, with the version `v` that closed
/// them. A deal that was changed within the moment it closed has several that begin then; the first one counts.
pub(super) fn push_closed(sql: &mut Sql, joins: &str, actor: &Actor, query: &OutcomesQuery) {
    sql.push(" FROM deals d JOIN deal_versions v ON v.deal_id = d.id AND v.valid_from = d.outcome_since")
        .push(" AND v.outcome = d.outcome")
        .push(joins);
    sql.push(
        " WHERE d.outcome IN ('won', 'lost') AND NOT EXISTS (SELECT 1 FROM deal_versions e WHERE e.deal_id = d.id
             AND e.valid_from = v.valid_from AND e.outcome = v.outcome AND e.id < v.id)",
    );
    narrow(actor, query, sql);
    if let Some(days) = query.closed {
        push_closed_between(sql, days, actor.workspace.zone);
    }
}

fn narrow(actor: &Actor, query: &OutcomesQuery, sql: &mut Sql) {
    deals::push_visible(actor, sql, "d");
    if let Some(pipeline) = query.pipeline {
        sql.push(" AND d.pipeline_id = ").bind(pipeline.0);
    }
    if let Some(team) = query.team {
        sql.push(" AND v.team_id = ").bind(team.0);
    }
}

/// As [`Closed::closed_on`], in SQL.
pub(super) fn push_closed_between(sql: &mut Sql, (first, last): (NaiveDate, NaiveDate), zone: Tz) {
    sql.push(" AND (d.won_on BETWEEN ").bind(first);
    sql.push(" AND ").bind(last);
    sql.push(" OR (d.won_on IS NULL AND d.closed_at >= ")
        .bind(At::day_start(first, zone).0);
    sql.push(" AND d.closed_at < ")
        .bind(At::day_end(last, zone).0)
        .push("))");
}

#[derive(Default)]
struct Sums {
    won: u64,
    lost: u64,
    amounts: BTreeMap<String, i64>,
    days_won: Vec<i64>,
    days_lost: Vec<i64>,
}

impl Sums {
    fn add(&mut self, deal: &Closed, zone: Tz) {
        let days = (deal.closed_on(zone) - deal.opened_at.day(zone)).num_days();
        if deal.outcome == Outcome::Won {
            self.won += 1;
            self.days_won.push(days);
            if let Some(amount) = deal.amount {
                *self.amounts.entry(deal.currency.clone()).or_default() += amount;
            }
        } else {
            self.lost += 1;
            self.days_lost.push(days);
        }
    }

    fn group(self, key: GroupKey) -> Group {
        let money = |(code, amount): (String, i64)| Money::new(amount, code.parse().unwrap_or(Currency::JPY));
        Group {
            key,
            win_rate: Rate::new(self.won, self.won + self.lost),
            won: self.amounts.into_iter().map(money).collect(),
            cycle_won: Cycle::of(&self.days_won),
            cycle_lost: Cycle::of(&self.days_lost),
        }
    }
}

fn sum(rows: Vec<Closed>, by: Grouping, zone: Tz, calendar: FiscalCalendar) -> Outcomes {
    let mut total = Sums::default();
    let mut groups: HashMap<GroupKey, Sums> = HashMap::new();
    let mut counted = 0;
    for mut deal in rows {
        if deal.id != counted {
            counted = deal.id;
            total.add(&deal, zone);
        }
        let key = match (by, deal.group_id) {
            (Grouping::Quarter, _) => {
                GroupKey::Quarter(Period::containing(deal.closed_on(zone), PeriodKind::Quarter, calendar))
            }
            (_, Some(id)) => GroupKey::Named(id, deal.group_name.take().unwrap_or_default()),
            (_, None) => GroupKey::Without,
        };
        groups.entry(key).or_default().add(&deal, zone);
    }
    let mut groups: Vec<Group> = groups.into_iter().map(|(key, sums)| sums.group(key)).collect();
    groups.sort_by_cached_key(|group| match &group.key {
        GroupKey::Quarter(quarter) => (0, quarter.first_day(calendar).to_string()),
        GroupKey::Named(_, name) => (u64::MAX - group.win_rate.n(), name.clone()),
        GroupKey::Without => (u64::MAX, String::new()),
    });
    Outcomes {
        total: total.group(GroupKey::Without),
        groups,
    }
}

/// How many deals stand where, now.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Stage {
    /// The phase.
    pub phase_id: PhaseId,
    /// Its name.
    pub phase: String,
    /// How they stand.
    pub outcome: Outcome,
    /// How many.
    pub deals: i64,
}

/// How many deals stand in which phase with which outcome, as of now: what is closed and what is not, whenever it began.
///
/// # Errors
/// When the database is away.
pub async fn stages(app: &App, actor: &Actor, query: &OutcomesQuery) -> Result<Vec<Stage>> {
    let mut sql = Sql::new(
        "SELECT f.id AS phase_id, f.name AS phase, d.outcome, CAST(COUNT(*) AS BIGINT) AS deals
         FROM deals d JOIN deal_versions v ON v.deal_id = d.id AND v.valid_to IS NULL JOIN phases f ON f.id = d.phase_id
         WHERE 1 = 1",
    );
    narrow(actor, query, &mut sql);
    sql.push(
        " GROUP BY f.id, f.name, f.pipeline_id, f.position, d.outcome
          ORDER BY f.pipeline_id, f.position, f.id, d.outcome",
    );
    app.all(sql).await
}
