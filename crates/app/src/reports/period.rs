//! The period of a report, as its URL asks for it: `period=2026-Q3`, or `from` and `to`.

use chrono::{Months, NaiveDate};
use japan::{FiscalCalendar, Period, PeriodKind};
use kit::fields::Fields;

use super::filters::{Choice, Select};
use crate::{cx::Cx, t, time::At};

/// The fiscal calendar of the workspace.
#[must_use]
pub fn calendar(cx: &Cx) -> FiscalCalendar {
    cx.actor.workspace.calendar()
}

/// What a reader calls a period.
#[must_use]
pub fn label(cx: &Cx, period: Period) -> String {
    period.label(calendar(cx), cx.texts().lang())
}

/// From its first moment to before the first one after it.
#[must_use]
pub fn bounds(cx: &Cx, period: Period) -> (At, At) {
    let (first, last) = period.days(calendar(cx)).into_inner();
    (At::day_start(first, cx.zone()), At::day_end(last, cx.zone()))
}

/// Reads the period: days typed win over a period chosen, and it is this fiscal year unless something is said.
/// What is not understood goes to `refused`.
pub fn read(cx: &Cx, fields: &Fields, refused: &mut Vec<String>) -> Period {
    let this_year = Period::containing(cx.today(), PeriodKind::FiscalYear, calendar(cx));
    let (from, to) = (fields.text("from"), fields.text("to"));
    if !from.is_empty() || !to.is_empty() {
        return free(cx, (from, to), refused).unwrap_or(this_year);
    }
    match fields.text("period") {
        "" => this_year,
        text => text.parse().unwrap_or_else(|_| {
            refused.push(t!(cx, "report-period-unknown", value = text));
            this_year
        }),
    }
}

/// An end left open is today, a start left open a year before the end.
fn free(cx: &Cx, (from, to): (&str, &str), refused: &mut Vec<String>) -> Option<Period> {
    let last = match to {
        "" => Some(cx.today()),
        text => day(cx, t!(cx, "report-to"), text, refused),
    };
    let first = match from {
        "" => last.and_then(|last| last.checked_sub_months(Months::new(12))),
        text => day(cx, t!(cx, "report-from"), text, refused),
    };
    let (first, last) = first.zip(last)?;
    let period = Period::custom(first, last);
    if period.is_err() {
        let (from, to) = (first.to_string(), last.to_string());
        refused.push(t!(cx, "report-period-backwards", from = from, to = to));
    }
    period.ok()
}

/// A day as people type it.
pub fn day(cx: &Cx, field: String, text: &str, refused: &mut Vec<String>) -> Option<NaiveDate> {
    let day = japan::parse_date(text, cx.today()).ok();
    if day.is_none() {
        refused.push(t!(cx, "report-day-unknown", field = field, value = text));
    }
    day
}

/// The periods on offer: each kind as it is today and the one before it, and the one that is chosen.
#[must_use]
pub fn select(cx: &Cx, chosen: Period) -> Select {
    let both = PeriodKind::ALL.into_iter().rev().flat_map(|kind| {
        let this = Period::containing(cx.today(), kind, calendar(cx));
        [Some(this), this.previous()]
    });
    let mut offered: Vec<Period> = both.flatten().collect();
    if !offered.contains(&chosen) {
        offered.insert(0, chosen);
    }
    let choices = offered.into_iter().map(|period| Choice {
        value: period.to_string(),
        label: label(cx, period),
        chosen: period == chosen,
    });
    Select {
        name: "period",
        label: t!(cx, "report-period"),
        choices: choices.collect(),
    }
}
