//! In which order a column shows its cards, and where in it a page ends.
//!
//! An order is a list of *stretches*, each of which one index reads in order: first all red cards by since when they
//! are red, then the others by when they turn yellow. So no page sorts a column, and a page that goes on after a
//! card ([`Cursor`]) costs the same as the first one.

use std::{fmt, str::FromStr};

use chrono::NaiveDate;
use db::Sql;

use crate::{ids::DealId, money::Currency, time::At};

/// How the cards of a column are ordered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// The longest red first, then whatever turned yellow first or will.
    #[default]
    Worst,
    /// By expected close; without one last.
    Close,
    /// The largest first, each currency by itself, the workspace's before the others; without one last.
    Amount,
}

impl Order {
    /// In the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Worst, Self::Close, Self::Amount];

    /// As in URLs.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Worst => "worst",
            Self::Close => "close",
            Self::Amount => "amount",
        }
    }

    /// From a URL.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|order| order.code() == code)
    }

    /// Whether keys and numbers go down.
    pub(super) const fn is_descending(self) -> bool {
        matches!(self, Self::Amount)
    }

    /// The stretches of a column in which these currencies occur, in order.
    pub(super) fn stretches(self, currencies: &[Currency]) -> Vec<Stretch> {
        match self {
            Self::Worst => vec![Stretch::Red, Stretch::NotRed],
            Self::Close => vec![Stretch::Day, Stretch::NoDay],
            Self::Amount => {
                let known = currencies.iter().map(|currency| Stretch::Amount(*currency));
                let unknown = currencies.iter().map(|currency| Stretch::NoAmount(*currency));
                known.chain(unknown).collect()
            }
        }
    }
}

/// A part of a column that one index reads in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stretch {
    Red,
    NotRed,
    Day,
    NoDay,
    Amount(Currency),
    NoAmount(Currency),
}

impl Stretch {
    /// What its cards are ordered by, in the table behind `alias`.
    pub fn key(self, alias: &str) -> String {
        let column = match self {
            Self::Red => "red_at",
            Self::NotRed => "yellow_at",
            Self::Day | Self::NoDay => "expected_close_on",
            Self::Amount(_) | Self::NoAmount(_) => "amount",
        };
        format!("{alias}.{column}")
    }

    /// Pushes ` AND …`: which cards belong to it at a moment.
    pub fn push(self, sql: &mut Sql, alias: &str, at: At) {
        match self {
            Self::Red => sql.push(&format!(" AND {alias}.red_at <= ")).bind(at.0),
            // The sign keeps SQLite from reading by `red_at`, which would have to be sorted afterwards.
            Self::NotRed => sql.push(&format!(" AND +{alias}.red_at > ")).bind(at.0),
            Self::Day => sql.push(&format!(" AND {alias}.expected_close_on IS NOT NULL")),
            Self::NoDay => sql.push(&format!(" AND {alias}.expected_close_on IS NULL")),
            Self::Amount(currency) => {
                sql.push(&format!(" AND {alias}.amount IS NOT NULL AND {alias}.currency = "));
                sql.bind(currency.code())
            }
            Self::NoAmount(currency) => {
                sql.push(&format!(" AND {alias}.amount IS NULL AND {alias}.currency = "));
                sql.bind(currency.code())
            }
        };
    }

    /// Pushes ` AND …`: only what comes after a card.
    pub fn push_after(self, sql: &mut Sql, alias: &str, id: &str, cursor: &Cursor, order: Order) {
        let beyond = if order.is_descending() { "<" } else { ">" };
        match cursor.key {
            Key::None => {
                sql.push(&format!(" AND {id} {beyond} ")).bind(cursor.id.0);
            }
            Key::Number(number) => {
                sql.push(&format!(" AND ({}, {id}) {beyond} (", self.key(alias)));
                sql.bind(number).push(", ").bind(cursor.id.0).push(")");
            }
            Key::Day(day) => {
                sql.push(&format!(" AND ({}, {id}) {beyond} (", self.key(alias)));
                sql.bind(day).push(", ").bind(cursor.id.0).push(")");
            }
        }
    }
}

/// What a card is ordered by within its stretch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Key {
    None,
    Number(i64),
    Day(NaiveDate),
}

/// After which card a page goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// When the first page was read: what turned red since then keeps its place, or it would be shown twice or never.
    pub at: At,
    /// The stretch the card is in.
    pub(super) stretch: Stretch,
    /// Its place there.
    pub(super) key: Key,
    /// The card.
    pub(super) id: DealId,
}

impl fmt::Display for Cursor {
    /// `1795309200000.red.1795222800000.17`, for URLs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.", self.at.0)?;
        match self.stretch {
            Stretch::Red => f.write_str("red"),
            Stretch::NotRed => f.write_str("other"),
            Stretch::Day => f.write_str("day"),
            Stretch::NoDay => f.write_str("no-day"),
            Stretch::Amount(currency) => write!(f, "amount-{currency}"),
            Stretch::NoAmount(currency) => write!(f, "no-amount-{currency}"),
        }?;
        match self.key {
            Key::None => f.write_str("."),
            Key::Number(number) => write!(f, ".{number}"),
            Key::Day(day) => write!(f, ".{day}"),
        }?;
        write!(f, ".{}", self.id)
    }
}

/// A text that no page of ours ends at.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a place in a column")]
pub struct NotACursor;

impl FromStr for Cursor {
    type Err = NotACursor;

    fn from_str(text: &str) -> Result<Self, NotACursor> {
        let parts: Vec<&str> = text.split('.').collect();
        let [at, stretch, key, id] = parts[..] else {
            return Err(NotACursor);
        };
        let stretch = stretch_from(stretch).ok_or(NotACursor)?;
        let key = match stretch {
            Stretch::Red | Stretch::NotRed | Stretch::Amount(_) => key.parse().map(Key::Number).ok(),
            Stretch::Day => key.parse().map(Key::Day).ok(),
            Stretch::NoDay | Stretch::NoAmount(_) => key.is_empty().then_some(Key::None),
        };
        Ok(Self {
            at: At(at.parse().map_err(|_| NotACursor)?),
            stretch,
            key: key.ok_or(NotACursor)?,
            id: id.parse().map_err(|_| NotACursor)?,
        })
    }
}

fn stretch_from(code: &str) -> Option<Stretch> {
    match code {
        "red" => Some(Stretch::Red),
        "other" => Some(Stretch::NotRed),
        "day" => Some(Stretch::Day),
        "no-day" => Some(Stretch::NoDay),
        code => {
            let currency = |code: &str| code.parse().ok();
            match code.strip_prefix("no-amount-") {
                Some(code) => currency(code).map(Stretch::NoAmount),
                None => currency(code.strip_prefix("amount-")?).map(Stretch::Amount),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_survives_the_url() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
        for (stretch, key) in [
            (Stretch::Red, Key::Number(-5)),
            (Stretch::NotRed, Key::Number(At::NEVER.0)),
            (Stretch::Day, Key::Day(day)),
            (Stretch::NoDay, Key::None),
            (Stretch::Amount(Currency::JPY), Key::Number(1200)),
            (Stretch::NoAmount(Currency::JPY), Key::None),
        ] {
            let cursor = Cursor {
                at: At(7),
                stretch,
                key,
                id: DealId(17),
            };
            assert_eq!(cursor.to_string().parse(), Ok(cursor));
        }
    }

    #[test]
    fn what_is_not_a_cursor_is_refused() {
        for text in [
            "",
            "7",
            "7.red.x.1",
            "7.no-day.5.1",
            "7.amount-XXX.5.1",
            "7.red.5.1.9",
            "x.red.5.1",
        ] {
            assert_eq!(text.parse::<Cursor>(), Err(NotACursor), "{text}");
        }
    }
}
