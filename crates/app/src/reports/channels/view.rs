//! The channels as their tables and their data show them.

use std::collections::HashMap;

use japan::{Period, PeriodKind};
use kit::fields::Fields;
use serde_json::{Value, json};

use super::{
    ChannelsQuery, Key, What,
    asked::Asked,
    count::{self, Channels, Group},
    facts::Facts,
};
use crate::{
    cx::Cx,
    error::Result,
    masters::{self, Master},
    money::Money,
    reports::{
        figures::{self, RateView, money_data, rate_data},
        period,
    },
    t,
};

/// A row of a table.
#[derive(Clone, Debug)]
pub struct RowView {
    /// What the records have in common, or a month.
    pub name: String,
    /// Leads that came in.
    pub leads: Number,
    /// First appointments.
    pub appointments: Number,
    /// Deals that began.
    pub opened: Number,
    /// Deals won.
    pub won: Number,
    /// Deals lost.
    pub lost: Number,
    /// How many were won of those won or lost.
    pub rate: RateView,
    /// The deals behind that.
    pub closed_href: String,
    /// What was won, by currency.
    pub amounts: Vec<String>,
    /// `74日`, and its quartiles, from the first touch to the day it was won.
    pub days: Option<(String, String)>,
    /// What the touches cost, by currency.
    pub cost: Vec<String>,
    /// The touches behind that.
    pub cost_href: String,
    /// That for each deal won.
    pub cost_per_won: Vec<String>,
    /// How many were won in the period before, and at what rate.
    pub before: Option<String>,
}

/// A number and the records behind it.
#[derive(Clone, Debug)]
pub struct Number {
    /// How many.
    pub n: u64,
    /// Where they are listed.
    pub href: String,
}

/// The names of groups.
pub struct Names {
    names: HashMap<i64, String>,
    without: String,
}

impl Names {
    /// Those of channels, or of kinds of touches.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn read(cx: &Cx, query: &ChannelsQuery) -> Result<Self> {
        let (master, without) = if query.is_by_channel() {
            (Master::Channel, t!(cx, "report-without-channel"))
        } else {
            (Master::TouchKind, t!(cx, "report-without-touch"))
        };
        Ok(Self {
            names: masters::names(cx.db(), master).await?,
            without,
        })
    }

    /// What a group is called.
    #[must_use]
    pub fn of(&self, key: Key) -> &str {
        let name = key.map(|id| self.names.get(&id).map_or("—", String::as_str));
        name.unwrap_or(&self.without)
    }
}

/// As in URLs: a number, or `none`.
#[must_use]
pub fn code(key: Key) -> String {
    key.map_or_else(|| "none".to_owned(), |id| id.to_string())
}

/// The groups, each with what it was in the period before; then all together.
#[must_use]
pub fn rows(
    cx: &Cx,
    fields: &Fields,
    names: &Names,
    (now, before): (&Channels, Option<&Channels>),
) -> (Vec<RowView>, RowView) {
    let earlier = |key: Key| before?.groups.iter().find(|group| group.key == key);
    let one = |group: &Group| {
        let fields = fields.with("group", code(group.key));
        let name = names.of(group.key).to_owned();
        row(cx, &fields, name, group, before.map(|_| earlier(group.key)))
    };
    let total = t!(cx, "report-total");
    let fields = fields.with("group", "");
    (
        now.groups.iter().map(one).collect(),
        row(cx, &fields, total, &now.total, before.map(|before| Some(&before.total))),
    )
}

/// The months of the period that have begun, oldest first, each as a row; nothing for a single month.
#[must_use]
pub fn months(cx: &Cx, fields: &Fields, asked: &Asked, facts: &Facts) -> Vec<RowView> {
    let calendar = period::calendar(cx);
    let (first, last) = asked.query.days;
    let mut month = Period::containing(first, PeriodKind::Month, calendar);
    let mut rows = Vec::new();
    while month.first_day(calendar) <= last.min(cx.today()) {
        let (from, to) = month.days(calendar).into_inner();
        let days = (from.max(first), to.min(last));
        let query = ChannelsQuery { days, ..asked.query };
        let fields = fields
            .with("period", "")
            .with("group", "")
            .with("from", days.0.to_string())
            .with("to", days.1.to_string());
        let counted = count::count(facts, &query);
        rows.push(row(cx, &fields, period::label(cx, month), &counted.total, None));
        let Some(next) = month.next() else { break };
        month = next;
    }
    if rows.len() > 1 { rows } else { Vec::new() }
}

fn row(cx: &Cx, fields: &Fields, name: String, group: &Group, before: Option<Option<&Group>>) -> RowView {
    let words = cx.texts();
    let href = |what: What| {
        let query = fields.with("format", "").with("what", what.code());
        format!("/reports/channels/behind?{}", query.encode())
    };
    let number = |n: u64, what: What| Number { n, href: href(what) };
    let shown = |list: &[Money]| list.iter().map(ToString::to_string).collect();
    RowView {
        name,
        leads: number(group.leads, What::Leads),
        appointments: number(group.appointments, What::Appointments),
        opened: number(group.opened, What::Opened),
        won: number(group.win_rate.k(), What::Won),
        lost: number(group.lost(), What::Lost),
        rate: RateView::new(words, group.win_rate),
        closed_href: href(What::Closed),
        amounts: shown(&group.won),
        days: group.days_to_won.as_ref().map(|days| {
            let median = t!(words, "report-days-value", days = figures::days(days.median));
            (
                median,
                format!("{} {}", figures::spread(days), t!(words, "report-n", n = days.n)),
            )
        }),
        cost: shown(&group.cost),
        cost_href: href(What::Costs),
        cost_per_won: shown(&group.cost_per_won()),
        before: before.map(|before| match before {
            None => t!(words, "report-before-none"),
            Some(before) => {
                let rate = RateView::new(words, before.win_rate);
                t!(words, "report-before", won = before.win_rate.k(), rate = rate.value)
            }
        }),
    }
}

/// The groups and all together as data.
#[must_use]
pub fn data(names: &Names, counted: &Channels) -> (Vec<Value>, Value) {
    let group = |group: &Group| {
        let mut value = numbers(group);
        value["group"] = match group.key {
            Some(id) => json!({ "id": id, "name": names.of(group.key) }),
            None => Value::Null,
        };
        value
    };
    (counted.groups.iter().map(group).collect(), numbers(&counted.total))
}

fn numbers(group: &Group) -> Value {
    let days = group.days_to_won.as_ref();
    json!({
        "leads": group.leads, "appointments": group.appointments, "deals": group.opened, "won": group.win_rate.k(), "lost": group.lost(),
        "win_rate": rate_data(group.win_rate), "won_amounts": money_data(&group.won),
        "days_to_won": days.map(|days| json!({ "q1": days.q1, "median": days.median, "q3": days.q3, "n": days.n })),
        "costs": money_data(&group.cost), "cost_per_won": money_data(&group.cost_per_won()),
    })
}
