//! The deals behind a number of the outcomes.

use chrono::NaiveDate;
use chrono_tz::Tz;
use db::Sql;
use japan::Period;
use sea_orm::FromQueryResult;

use super::outcomes::{OutcomesQuery, push_closed, push_closed_between};
use crate::{
    actor::Actor,
    app::App,
    deals::Outcome,
    error::Result,
    ids::DealId,
    money::{Currency, Money},
    time::At,
};

/// Which of the closed deals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// Won or lost; `None` for both.
    pub outcome: Option<Outcome>,
    /// Of one group; `None` for all.
    pub group: Option<InGroup>,
}

/// A group as its URL names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InGroup {
    /// A product, team, person or channel.
    Numbered(i64),
    /// A quarter of the fiscal year.
    Quarter(Period),
    /// None of it.
    Without,
}

impl InGroup {
    /// From a URL: a number, a quarter or `none`.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "none" => Some(Self::Without),
            code => match code.parse() {
                Ok(id) => Some(Self::Numbered(id)),
                Err(_) => code.parse().ok().map(Self::Quarter),
            },
        }
    }
}

/// A closed deal as a line of a list.
#[derive(Clone, Debug, FromQueryResult)]
pub struct ClosedRow {
    /// Which deal.
    pub id: DealId,
    /// What it is about.
    pub title: String,
    /// With whom.
    pub company: Option<String>,
    /// Whose it was when it closed.
    pub owner: String,
    /// Won or lost.
    pub outcome: Outcome,
    /// When it began.
    pub opened_at: At,
    closed_at: At,
    won_on: Option<NaiveDate>,
    amount: Option<i64>,
    currency: String,
    /// Why it was lost, if that was said.
    pub loss_reason: Option<String>,
}

impl ClosedRow {
    /// A won deal closed on the day that was confirmed, which may lie before it was entered.
    #[must_use]
    pub fn closed_on(&self, zone: Tz) -> NaiveDate {
        self.won_on.unwrap_or_else(|| self.closed_at.day(zone))
    }

    /// Days of the calendar from the day it began to the day it closed.
    #[must_use]
    pub fn days(&self, zone: Tz) -> i64 {
        (self.closed_on(zone) - self.opened_at.day(zone)).num_days()
    }

    /// The amount, if one is known.
    #[must_use]
    pub fn money(&self) -> Option<Money> {
        let currency = self.currency.parse().unwrap_or(Currency::JPY);
        self.amount.map(|amount| Money::new(amount, currency))
    }
}

/// How many deals a cell counts.
///
/// # Errors
/// When the database is away.
pub async fn count(app: &App, actor: &Actor, query: &OutcomesQuery, cell: Cell) -> Result<u64> {
    #[derive(FromQueryResult)]
    struct Row {
        n: i64,
    }
    let mut sql = Sql::new("SELECT COUNT(*) AS n");
    push_cell(&mut sql, "", actor, query, cell);
    let row: Option<Row> = app.one(sql).await?;
    Ok(row.map_or(0, |row| row.n.unsigned_abs()))
}

/// A page of the deals of a cell, the last one closed first.
///
/// # Errors
/// When the database is away.
pub async fn deals(
    app: &App,
    actor: &Actor,
    query: &OutcomesQuery,
    cell: Cell,
    (offset, limit): (u64, u64),
) -> Result<Vec<ClosedRow>> {
    let mut sql = Sql::new(
        "SELECT d.id, d.title, c.name AS company, u.name AS owner, d.outcome, d.opened_at, d.closed_at, d.won_on, d.amount,
             d.currency, r.name AS loss_reason",
    );
    push_cell(
        &mut sql,
        " LEFT JOIN companies c ON c.id = d.company_id JOIN users u ON u.id = v.owner_id
          LEFT JOIN loss_reasons r ON r.id = d.loss_reason_id AND d.outcome = 'lost'",
        actor,
        query,
        cell,
    );
    sql.push(" ORDER BY d.closed_at DESC, d.id DESC LIMIT ")
        .bind(limit.cast_signed());
    sql.push(" OFFSET ").bind(offset.cast_signed());
    app.all(sql).await
}

fn push_cell(sql: &mut Sql, joins: &str, actor: &Actor, query: &OutcomesQuery, cell: Cell) {
    // Without a group a deal stands here once, however many products it has.
    let column = query.by.column().filter(|_| cell.group.is_some());
    let grouping = column.map_or("", |(_, joins)| joins);
    push_closed(sql, &format!("{grouping}{joins}"), actor, query);
    if let Some(outcome) = cell.outcome {
        sql.push(" AND d.outcome = ").bind(outcome.code());
    }
    match (cell.group, column) {
        (None, _) => {}
        (Some(InGroup::Numbered(id)), Some((column, _))) => {
            sql.push(&format!(" AND {column} = ")).bind(id);
        }
        (Some(InGroup::Without), Some((column, _))) => {
            sql.push(&format!(" AND {column} IS NULL"));
        }
        (Some(InGroup::Quarter(quarter)), None) => {
            let days = quarter.days(actor.workspace.calendar()).into_inner();
            push_closed_between(sql, days, actor.workspace.zone);
        }
        // A group of another kind than the grouping: nothing is in it.
        (Some(_), _) => {
            sql.push(" AND 1 = 0");
        }
    }
}
