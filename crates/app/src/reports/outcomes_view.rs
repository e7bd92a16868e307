//! The outcomes as their table and their data show them.

use kit::fields::Fields;
use serde_json::{Value, json};

use super::{
    figures::{self, MIN_N, RateView, money_data, rate_data},
    outcomes::{Cycle, Group, GroupKey, Grouping, Outcomes},
    period,
};
use crate::{cx::Cx, deals::Outcome, t, text::Texts};

/// A row of the table.
#[derive(Clone, Debug)]
pub struct RowView {
    /// What the deals have in common.
    pub name: String,
    /// How many were won.
    pub won: u64,
    /// The deals behind that.
    pub won_href: String,
    /// How many were lost.
    pub lost: u64,
    /// The deals behind that.
    pub lost_href: String,
    /// How many were won of those won or lost.
    pub rate: RateView,
    /// Its interval on a line from 0 to 100 %; none below the minimum n.
    pub strip: Option<Strip>,
    /// The deals behind the rate.
    pub closed_href: String,
    /// What was won, by currency.
    pub amounts: Vec<String>,
    /// How long the won ones took.
    pub days_won: Option<DaysView>,
    /// How long the lost ones took.
    pub days_lost: Option<DaysView>,
}

/// A rate and its interval as places on a line, in percent.
#[derive(Clone, Debug)]
pub struct Strip {
    /// Where the interval begins.
    pub from: String,
    /// How long it is.
    pub width: String,
    /// Where the rate lies.
    pub at: String,
}

/// How long deals took, as a cell.
#[derive(Clone, Debug)]
pub struct DaysView {
    /// `57日`.
    pub median: String,
    /// `8–88`.
    pub spread: String,
    /// `・平均52`: never without the median before it.
    pub mean: String,
}

/// The groups, then all together.
#[must_use]
pub fn rows(cx: &Cx, fields: &Fields, by: Grouping, outcomes: &Outcomes) -> (Vec<RowView>, RowView) {
    let groups = outcomes.groups.iter();
    let rows = groups.map(|group| row(cx, fields, name(cx, by, &group.key), Some(&group.key), group));
    let total = row(cx, fields, t!(cx, "report-total"), None, &outcomes.total);
    (rows.collect(), total)
}

fn row(cx: &Cx, fields: &Fields, name: String, key: Option<&GroupKey>, group: &Group) -> RowView {
    let href = |outcome| deals_href(fields, key, outcome);
    RowView {
        name,
        won: group.win_rate.k(),
        won_href: href(Some(Outcome::Won)),
        lost: group.lost(),
        lost_href: href(Some(Outcome::Lost)),
        rate: RateView::new(cx.texts(), group.win_rate),
        strip: strip(group),
        closed_href: href(None),
        amounts: group.won.iter().map(ToString::to_string).collect(),
        days_won: group.cycle_won.as_ref().map(|cycle| days(cx.texts(), cycle)),
        days_lost: group.cycle_lost.as_ref().map(|cycle| days(cx.texts(), cycle)),
    }
}

/// What a group is called.
#[must_use]
pub fn name(cx: &Cx, by: Grouping, key: &GroupKey) -> String {
    match key {
        GroupKey::Named(_, name) => name.clone(),
        GroupKey::Quarter(quarter) => period::label(cx, *quarter),
        GroupKey::Without => match by {
            Grouping::Product => t!(cx, "report-without-product"),
            Grouping::Team => t!(cx, "report-without-team"),
            _ => t!(cx, "report-without-channel"),
        },
    }
}

/// Where the deals behind a number are listed: the same question, with the group and the outcome.
fn deals_href(fields: &Fields, key: Option<&GroupKey>, outcome: Option<Outcome>) -> String {
    let query = fields
        .with("format", "")
        .with("group", key.map(GroupKey::code).unwrap_or_default())
        .with("outcome", outcome.map_or("", |outcome| outcome.code()));
    format!("/reports/outcomes/deals?{}", query.encode())
}

fn strip(group: &Group) -> Option<Strip> {
    let rate = group.win_rate;
    let (value, interval) = rate.value().zip(rate.interval()).filter(|_| rate.enough(MIN_N))?;
    let place = |share: f64| format!("{:.1}%", share * 100.0);
    Some(Strip {
        from: place(interval.low),
        width: place(interval.high - interval.low),
        at: place(value),
    })
}

fn days(words: Texts, cycle: &Cycle) -> DaysView {
    DaysView {
        median: t!(words, "report-days-value", days = figures::days(cycle.quartiles.median)),
        spread: figures::spread(&cycle.quartiles),
        mean: t!(words, "report-mean", days = figures::days(cycle.mean)),
    }
}

/// The groups and all together as data.
#[must_use]
pub fn data(outcomes: &Outcomes) -> (Vec<Value>, Value) {
    let group = |group: &Group| {
        let key = match &group.key {
            GroupKey::Named(id, name) => json!({ "id": id, "name": name }),
            GroupKey::Quarter(quarter) => json!({ "quarter": quarter.to_string() }),
            GroupKey::Without => Value::Null,
        };
        let mut value = numbers(group);
        value["group"] = key;
        value
    };
    let groups = outcomes.groups.iter().map(group).collect();
    (groups, numbers(&outcomes.total))
}

fn numbers(group: &Group) -> Value {
    json!({
        "won": group.win_rate.k(), "lost": group.lost(), "win_rate": rate_data(group.win_rate),
        "won_amounts": money_data(&group.won),
        "days_won": group.cycle_won.as_ref().map(cycle), "days_lost": group.cycle_lost.as_ref().map(cycle),
    })
}

fn cycle(cycle: &Cycle) -> Value {
    let quartiles = &cycle.quartiles;
    json!({
        "q1": quartiles.q1, "median": quartiles.median, "q3": quartiles.q3, "mean": cycle.mean, "n": quartiles.n,
    })
}
