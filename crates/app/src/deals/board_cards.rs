//! The cards of the board's columns, page by page, in the order of `board_order.rs`.

use std::collections::VecDeque;

use chrono::NaiveDate;
use db::Sql;
use sea_orm::FromQueryResult;

use super::{
    Facts, Outcome,
    board::{Asked, outcome_in},
    board_order::{Cursor, Key, Stretch},
};
use crate::{
    actor::Actor,
    app::App,
    error::Result,
    hearing,
    ids::{DealId, PhaseId},
    money::{Currency, Money},
    pipelines::PhaseKind,
    qualification,
    time::At,
};

/// How many cards a column loads at a time.
pub const PAGE: usize = 50;

/// A page of a column that is wanted.
#[derive(Clone, Debug)]
pub struct Wish {
    /// Of which phase.
    pub phase: PhaseId,
    /// Selling or follow-up.
    pub kind: PhaseKind,
    /// Which currencies occur in it, in the order in which they are shown; at least one.
    pub currencies: Vec<Currency>,
    /// After which card; from the first one otherwise.
    pub after: Option<Cursor>,
    /// At most so many cards.
    pub limit: usize,
}

/// A deal as its card shows it.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Card {
    pub id: DealId,
    pub version: i64,
    pub title: String,
    pub company: Option<String>,
    pub owner: String,
    pub phase_id: PhaseId,
    pub outcome: Outcome,
    pub amount: Option<i64>,
    pub currency: String,
    pub expected_close_on: Option<NaiveDate>,
    pub opened_at: At,
    pub phase_since: At,
    pub last_customer_at: Option<At>,
    pub last_touch_at: Option<At>,
    pub next_due_at: Option<At>,
    pub slips: i64,
    pub slip_days: i64,
    pub slipped_at: Option<At>,
    pub yellow_at: At,
    pub red_at: At,
    pub next_kind: Option<String>,
    pub next_starts_at: Option<At>,
    /// The states of its items, as `AskedItems` reads them; nothing of a past day.
    pub fact_states: Option<String>,
    /// How many questions of its hearing have no answer yet; none for a past day, of which nobody kept it.
    #[sea_orm(skip)]
    pub missing: i64,
    wish: i64,
    stretch: i64,
}

impl Card {
    /// The amount with its currency, if one is known.
    #[must_use]
    pub fn money(&self) -> Option<Money> {
        let currency = self.currency.parse().unwrap_or(Currency::JPY);
        self.amount.map(|amount| Money::new(amount, currency))
    }

    /// What its clocks are computed from.
    #[must_use]
    pub const fn facts(&self) -> Facts {
        Facts {
            outcome: self.outcome,
            opened_at: self.opened_at,
            phase_since: self.phase_since,
            last_customer_at: self.last_customer_at,
            last_touch_at: self.last_touch_at,
            next_due_at: self.next_due_at,
            slips: self.slips,
            slip_days: self.slip_days,
            slipped_at: self.slipped_at,
        }
    }

    /// Its place within a stretch.
    fn key(&self, stretch: Stretch) -> Key {
        match stretch {
            Stretch::Red => Key::Number(self.red_at.0),
            Stretch::NotRed => Key::Number(self.yellow_at.0),
            Stretch::Day => self.expected_close_on.map_or(Key::None, Key::Day),
            Stretch::Amount(_) => self.amount.map_or(Key::None, Key::Number),
            Stretch::NoDay | Stretch::NoAmount(_) => Key::None,
        }
    }
}

/// A page of a column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CardPage {
    /// In order.
    pub cards: Vec<Card>,
    /// Where the next page goes on, if there is one.
    pub next: Option<Cursor>,
}

/// Reads pages of columns, all of them in one query.
///
/// # Errors
/// When the database is away.
pub async fn cards(app: &App, actor: &Actor, asked: &Asked, wishes: &[Wish]) -> Result<Vec<CardPage>> {
    if wishes.is_empty() {
        return Ok(Vec::new());
    }
    let mut rows: VecDeque<Card> = app.all(query(actor, asked, wishes)).await?.into();
    if asked.as_of.is_none() {
        let ids: Vec<i64> = rows.iter().map(|card| card.id.0).collect();
        let missing = hearing::missing_counts(app, &ids).await?;
        for card in &mut rows {
            card.missing = missing.get(&card.id.0).copied().unwrap_or(0);
        }
    }
    let mut pages = Vec::new();
    for (index, wish) in wishes.iter().enumerate() {
        let mut cards = Vec::new();
        while let Some(card) = rows.pop_front_if(|card| usize::try_from(card.wish) == Ok(index)) {
            cards.push(card);
        }
        pages.push(cut(cards, wish, asked));
    }
    Ok(pages)
}

/// First the numbers of the cards of each page, then what they show, in one query.
pub(super) fn query(actor: &Actor, asked: &Asked, wishes: &[Wish]) -> Sql {
    let mut sql = Sql::new(&select(asked));
    for (index, wish) in wishes.iter().enumerate() {
        sql.push(if index > 0 { " UNION ALL " } else { "" });
        push_column(&mut sql, actor, asked, wish, index);
    }
    sql.push(joins(asked));
    let down = if asked.order.is_descending() { " DESC" } else { "" };
    sql.push(&format!(" ORDER BY p.wish, p.stretch, p.k{down}, p.id{down}"));
    sql
}

/// One card more than wanted tells that there is a next page.
fn cut(mut cards: Vec<Card>, wish: &Wish, asked: &Asked) -> CardPage {
    let more = cards.len() > wish.limit;
    cards.truncate(wish.limit);
    let last = cards.last().filter(|_| more);
    let next = last.and_then(|card| {
        let stretches = asked.order.stretches(&wish.currencies);
        let stretch = *stretches.get(usize::try_from(card.stretch).ok()?)?;
        Some(Cursor {
            at: moment(wish, asked),
            stretch,
            key: card.key(stretch),
            id: card.id,
        })
    });
    CardPage { cards, next }
}

/// All pages of a column are read as of the moment of its first one.
fn moment(wish: &Wish, asked: &Asked) -> At {
    wish.after.as_ref().map_or(asked.now, |cursor| cursor.at)
}

/// Pushes the numbers of the cards of one page: a stretch after the other, each read by its index up to the limit.
fn push_column(sql: &mut Sql, actor: &Actor, asked: &Asked, wish: &Wish, index: usize) {
    let limit = wish.limit as i64 + 1;
    let down = if asked.order.is_descending() { " DESC" } else { "" };
    let stretches = asked.order.stretches(&wish.currencies);
    let from = wish
        .after
        .as_ref()
        .and_then(|cursor| stretches.iter().position(|stretch| *stretch == cursor.stretch))
        .unwrap_or(0);
    sql.push("SELECT * FROM (SELECT * FROM (");
    for (number, stretch) in stretches.iter().enumerate().skip(from) {
        sql.push(if number > from { " UNION ALL " } else { "" });
        sql.push("SELECT * FROM (");
        push_stretch(sql, actor, asked, wish, *stretch, (index, number));
        sql.push(&format!(" ORDER BY k{down}, id{down} LIMIT "))
            .bind(limit)
            .push(&format!(") s{number}"));
    }
    sql.push(&format!(") c{index} ORDER BY stretch, k{down}, id{down} LIMIT "))
        .bind(limit)
        .push(&format!(") w{index}"));
}

fn push_stretch(
    sql: &mut Sql,
    actor: &Actor,
    asked: &Asked,
    wish: &Wish,
    stretch: Stretch,
    (index, number): (usize, usize),
) {
    let tracked = asked.tracked();
    sql.push(&format!(
        "SELECT d.id AS id, {} AS k, CAST({index} AS BIGINT) AS wish, CAST({number} AS BIGINT) AS stretch",
        stretch.key(tracked)
    ));
    if asked.as_of.is_some() {
        sql.push(", v.id AS version_id");
    }
    asked.push_from(sql, actor, outcome_in(wish.kind), Some(wish.phase));
    stretch.push(sql, tracked, moment(wish, asked));
    if let Some(cursor) = wish.after.as_ref().filter(|cursor| cursor.stretch == stretch) {
        stretch.push_after(sql, tracked, "d.id", cursor, asked.order);
    }
}

const SELECT_NOW: &str =
    "SELECT p.wish, p.stretch, d.id, d.version, d.title, c.name AS company, u.name AS owner, d.phase_id, d.outcome, d.amount,
        d.currency, d.expected_close_on, d.opened_at, d.phase_since, d.last_customer_at, d.last_touch_at, d.next_due_at,
        d.slips, d.slip_days, d.slipped_at, d.yellow_at, d.red_at, k.name AS next_kind, a.starts_at AS next_starts_at,
        {states} AS fact_states
    FROM (";

const JOINS_NOW: &str = ") p JOIN deals d ON d.id = p.id JOIN users u ON u.id = d.owner_id
    LEFT JOIN companies c ON c.id = d.company_id LEFT JOIN activities a ON a.id = d.next_activity_id
    LEFT JOIN activity_kinds k ON k.id = a.kind_id";

/// Of a past day: what is tracked as it was, title and company as they are, and nothing about clocks and plans, which
/// nobody kept.
const SELECT_AS_OF: &str =
    "SELECT p.wish, p.stretch, d.id, d.version, d.title, c.name AS company, u.name AS owner, v.phase_id, v.outcome, v.amount,
        v.currency, v.expected_close_on, d.opened_at, v.phase_since, CAST(NULL AS BIGINT) AS last_customer_at,
        CAST(NULL AS BIGINT) AS last_touch_at, CAST(NULL AS BIGINT) AS next_due_at, CAST(0 AS BIGINT) AS slips,
        CAST(0 AS BIGINT) AS slip_days, CAST(NULL AS BIGINT) AS slipped_at, CAST(0 AS BIGINT) AS yellow_at,
        CAST(0 AS BIGINT) AS red_at, CAST(NULL AS TEXT) AS next_kind, CAST(NULL AS BIGINT) AS next_starts_at,
        CAST(NULL AS TEXT) AS fact_states
    FROM (";

const JOINS_AS_OF: &str = ") p JOIN deals d ON d.id = p.id JOIN deal_versions v ON v.id = p.version_id
    JOIN users u ON u.id = v.owner_id LEFT JOIN companies c ON c.id = d.company_id";

fn select(asked: &Asked) -> String {
    if asked.as_of.is_some() {
        SELECT_AS_OF.to_owned()
    } else {
        SELECT_NOW.replace("{states}", &qualification::states_sql("d.id"))
    }
}

const fn joins(asked: &Asked) -> &'static str {
    if asked.as_of.is_some() { JOINS_AS_OF } else { JOINS_NOW }
}
