//! Rates, durations and amounts as every report shows them: on a page, in a file, as data.

use serde_json::{Value, json};
use stats::{Quartiles, Rate};

use crate::{
    money::{Currency, Money},
    t,
    text::Texts,
};

/// Below so many decided deals a rate is not shown: with n = 10 the 95 % interval of one half is still ±0.26.
pub const MIN_N: u64 = 10;

/// What a rate looks like in a cell.
#[derive(Clone, Debug)]
pub struct RateView {
    /// `54%`, or that there is too little data.
    pub value: String,
    /// `42–66%`, empty with too little data.
    pub interval: String,
    /// `n=61`.
    pub n: String,
    /// Whether there is anything behind it.
    pub has_any: bool,
}

impl RateView {
    /// A rate in the reader's words.
    #[must_use]
    pub fn new(words: Texts, rate: Rate) -> Self {
        let n = t!(words, "report-n", n = rate.n());
        match (rate.enough(MIN_N), rate.value(), rate.interval()) {
            (true, Some(value), Some(interval)) => Self {
                value: format!("{}%", percent(value)),
                interval: format!("{}–{}%", percent(interval.low), percent(interval.high)),
                n,
                has_any: true,
            },
            _ => Self {
                value: t!(words, "report-too-few"),
                interval: String::new(),
                n,
                has_any: rate.n() > 0,
            },
        }
    }

    /// Whether there is enough to speak of a rate.
    #[must_use]
    pub const fn is_known(&self) -> bool {
        !self.interval.is_empty()
    }
}

/// A share as whole percent, halves away from zero.
#[must_use]
#[expect(clippy::cast_possible_truncation, reason = "a share lies between 0 and 1")]
pub fn percent(share: f64) -> i64 {
    (share * 100.0).round() as i64
}

/// Days with at most one digit behind the point, halves away from zero: the median of 3 and 4 days is 3.5.
#[must_use]
pub fn days(days: f64) -> String {
    let text = format!("{:.1}", (days * 10.0).round() / 10.0);
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

/// `8–88`.
#[must_use]
pub fn spread(days: &Quartiles) -> String {
    format!("{}–{}", self::days(days.q1), self::days(days.q3))
}

/// A rate as data; its value and interval only where there is enough to speak of a rate.
#[must_use]
pub fn rate_data(rate: Rate) -> Value {
    let interval = rate.interval().filter(|_| rate.enough(MIN_N));
    json!({
        "k": rate.k(), "n": rate.n(), "value": rate.value().filter(|_| rate.enough(MIN_N)),
        "interval": interval.map(|interval| [interval.low, interval.high]),
    })
}

/// Amounts as data, in minor units, each with its currency.
#[must_use]
pub fn money_data(list: &[Money]) -> Value {
    list.iter()
        .map(|one| json!({ "amount": one.amount, "currency": one.currency.code() }))
        .collect()
}

/// The columns of a rate in a file: value, both ends of the interval, n.
#[must_use]
pub fn rate_columns(words: Texts, name: &str) -> [String; 4] {
    [
        name.to_owned(),
        t!(words, "report-column-low", name = name),
        t!(words, "report-column-high", name = name),
        t!(words, "report-column-n", name = name),
    ]
}

/// The cells of a rate, between 0 and 1; empty below [`MIN_N`].
#[must_use]
pub fn rate_cells(rate: Rate) -> [String; 4] {
    let shown = |value: Option<f64>| {
        let value = value.filter(|_| rate.enough(MIN_N));
        value.map(|value| format!("{value:.4}")).unwrap_or_default()
    };
    let interval = rate.interval();
    [
        shown(rate.value()),
        shown(interval.map(|interval| interval.low)),
        shown(interval.map(|interval| interval.high)),
        rate.n().to_string(),
    ]
}

/// The columns of a duration in a file: quartiles and how many.
#[must_use]
pub fn days_columns(words: Texts, name: &str) -> [String; 4] {
    [
        t!(words, "report-column-q1", name = name),
        t!(words, "report-column-median", name = name),
        t!(words, "report-column-q3", name = name),
        t!(words, "report-column-n", name = name),
    ]
}

/// The cells of a duration, in days.
#[must_use]
pub fn days_cells(days: Option<&Quartiles>) -> [String; 4] {
    match days {
        None => [String::new(), String::new(), String::new(), "0".to_owned()],
        Some(days) => [
            days.q1.to_string(),
            days.median.to_string(),
            days.q3.to_string(),
            days.n.to_string(),
        ],
    }
}

/// The currencies of some sums, each once: a file has a column for each, since no sum mixes them.
#[must_use]
pub fn currencies<'m>(sums: impl IntoIterator<Item = &'m Money>) -> Vec<Currency> {
    let mut currencies: Vec<Currency> = sums.into_iter().map(|sum| sum.currency).collect();
    currencies.sort_unstable();
    currencies.dedup();
    currencies
}

/// The sum in one currency, as a number; 0 where there is none.
#[must_use]
pub fn sum_in(sums: &[Money], currency: Currency) -> String {
    let found = sums.iter().find(|sum| sum.currency == currency);
    found.copied().unwrap_or(Money::new(0, currency)).plain()
}
