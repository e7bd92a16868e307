//! `GET /calendar`: a day, a week or a month.

use askama::Template;
use axum::{http::StatusCode, response::Response};
use chrono::{Datelike as _, NaiveDate, Weekday};
use kit::fields::{Fields, QueryFields};

use super::{
    columns::{Column, Placed, hour_label, hours, quarter},
    entries::{self, Entry, Seen},
    range::{Range, View},
};
use crate::{
    accounts::{self, Person},
    activities::Way,
    cx::Cx,
    error::{Error, Result},
    ids::UserId,
    page::Page,
    t,
};

/// Of a day of a month so many are named; the rest is counted.
const NAMED: usize = 3;

/// Whose calendar it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Whose {
    Mine,
    Team,
    Of(UserId),
}

#[derive(Template)]
#[template(path = "calendar/views/show.html")]
struct CalendarPage {
    page: Page,
    range: Range,
    whose: Whose,
    people: Vec<Person>,
    sees_others: bool,
    title: String,
    today: NaiveDate,
    /// Of a day or a week.
    columns: Vec<Column>,
    hours: (u32, u32),
    now: u32,
    /// Of a month.
    weeks: Vec<Vec<Column>>,
    refused: Option<String>,
}

impl CalendarPage {
    fn whose_code(&self) -> String {
        match self.whose {
            Whose::Mine => "mine".to_owned(),
            Whose::Team => "team".to_owned(),
            Whose::Of(id) => id.to_string(),
        }
    }

    fn path(&self, view: View, on: NaiveDate) -> String {
        format!("/calendar?view={}&on={on}&whose={}", view.code(), self.whose_code())
    }

    /// This very page, without what a reload must not repeat.
    fn here(&self) -> String {
        self.path(self.range.view, self.range.on)
    }

    fn before(&self) -> String {
        self.path(self.range.view, self.range.before())
    }

    fn after(&self) -> String {
        self.path(self.range.view, self.range.after())
    }

    fn day_path(&self, day: &NaiveDate) -> String {
        self.path(View::Day, *day)
    }

    fn view_name(&self, view: View) -> String {
        match view {
            View::Day => t!(self.page, "calendar-day"),
            View::Week => t!(self.page, "calendar-week"),
            View::Month => t!(self.page, "calendar-month"),
        }
    }

    fn is_view(&self, view: &View) -> bool {
        self.range.view == *view
    }

    fn is_whose(&self, code: &str) -> bool {
        self.whose_code() == code
    }

    fn is_month(&self) -> bool {
        self.range.view == View::Month
    }

    fn is_today(&self, day: &NaiveDate) -> bool {
        *day == self.today
    }

    fn is_of_month(&self, day: &NaiveDate) -> bool {
        self.range.is_of_month(*day)
    }

    fn is_saturday(day: &NaiveDate) -> bool {
        day.weekday() == Weekday::Sat
    }

    fn is_sunday(day: &NaiveDate) -> bool {
        day.weekday() == Weekday::Sun
    }

    fn weekday(&self, day: &NaiveDate) -> &'static str {
        japan::weekday(day.weekday(), self.page.words.lang())
    }

    fn head(&self, column: &Column) -> String {
        match &column.person {
            Some(person) => person.name.clone(),
            None => self.page.day(column.day),
        }
    }

    fn hour_label(hour: u32) -> String {
        hour_label(hour)
    }

    /// Where something is entered at an hour of a day.
    fn slot(&self, column: &Column, hour: u32) -> String {
        let mut query = Fields::default();
        query.set("on", column.day.to_string());
        query.set("at", hour_label(hour));
        query.set("back", self.here());
        format!("/appointments/new?{}", query.encode())
    }

    fn new_path(&self) -> String {
        let mut query = Fields::default();
        if self.range.view == View::Day && self.range.on >= self.today {
            query.set("on", self.range.on.to_string());
        }
        query.set("back", self.here());
        format!("/appointments/new?{}", query.encode())
    }

    /// Where one is changed; what came of it is told on its page.
    fn entry_path(&self, seen: &Seen) -> String {
        let mut query = Fields::default();
        query.set("back", self.here());
        let query = query.encode();
        let is_appointment = matches!(seen.way, Way::Visit | Way::Online | Way::Phone);
        match (self.page.may_write() && seen.is_planned(), is_appointment) {
            (false, _) => format!("/activities/{}", seen.id),
            (true, true) => format!("/appointments/{}/edit?{query}", seen.id),
            (true, false) => format!("/activities/{}/edit?{query}", seen.id),
        }
    }

    fn is_changed_here(&self, seen: &Seen) -> bool {
        self.page.may_write() && seen.is_planned()
    }

    fn is_moved_here(&self, entry: &Entry, seen: &Seen) -> bool {
        self.is_changed_here(seen) && !entry.all_day
    }

    fn from(&self, entry: &Entry) -> String {
        self.page.clock_time(entry.span.from)
    }

    fn until(&self, entry: &Entry) -> String {
        self.page.clock_time(entry.span.until)
    }

    /// Whether the owner has to be named: in other people's columns it goes without saying.
    fn owner<'s>(&self, column: &Column, seen: &'s Seen) -> Option<&'s str> {
        let is_plain = column.person.is_some() || self.whose == Whose::Mine && self.is_mine(seen);
        (!is_plain).then_some(seen.owner.as_str())
    }

    fn is_mine(&self, seen: &Seen) -> bool {
        self.page.actor.as_ref().and_then(|actor| actor.user) == Some(seen.owner_id)
    }

    fn hours_of(placed: &Placed) -> u32 {
        (placed.rows.until - placed.rows.from) / 4
    }

    fn quarters_of(placed: &Placed) -> u32 {
        (placed.rows.until - placed.rows.from) % 4
    }

    fn hour(placed: &Placed) -> u32 {
        placed.rows.from / 4
    }

    fn quarter(placed: &Placed) -> u32 {
        placed.rows.from % 4
    }

    /// Apart for each column: in a team's day, one appointment can lie in several.
    fn entry_id(column: &Column, seen: &Seen) -> String {
        match &column.person {
            Some(person) => format!("entry_{}_{}", seen.id, person.id),
            None => format!("entry_{}", seen.id),
        }
    }

    fn is_empty(&self) -> bool {
        let all = self.columns.iter().chain(self.weeks.iter().flatten());
        all.into_iter().all(Column::is_empty)
    }

    fn named(column: &Column) -> Vec<Entry> {
        let timed = column.timed.iter().map(|placed| &placed.entry);
        column.strip.iter().chain(timed).take(NAMED).cloned().collect()
    }

    fn count(column: &Column) -> usize {
        column.strip.len() + column.timed.len()
    }

    fn more(column: &Column) -> usize {
        Self::count(column).saturating_sub(NAMED)
    }

    fn is_now_here(&self, column: &Column) -> bool {
        column.day == self.today && (self.hours.0 * 4..self.hours.1 * 4).contains(&self.now)
    }
}

/// `GET /calendar?view=week&on=2026-11-22&whose=mine`: `day`, `week` or `month`; `mine`, `team` or somebody's number.
///
/// # Errors
/// [`Error::NotFound`] for somebody whose records this person does not see.
pub async fn show(cx: Cx, QueryFields(query): QueryFields) -> Result<Response> {
    let seen = accounts::seen_people(cx.db(), &cx.actor).await?;
    let whose = whose(&query, &seen)?;
    let (on, refused) = on(&cx, query.text("on"));
    let range = Range::around(View::from_code(query.text("view")), on);
    let shown = shown(&cx, whose, &seen)?;
    let entries = entries::entries(&cx, range, &shown).await?;
    let (columns, weeks) = drawn(&cx, range, whose, &shown, &entries);
    let status = match refused {
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
        None => StatusCode::OK,
    };
    let page = CalendarPage {
        page: cx.page(t!(cx, "calendar")).under(t!(cx, "activity")),
        title: title(&cx, range),
        sees_others: seen.len() > 1,
        people: seen,
        today: cx.today(),
        hours: hours(&columns),
        now: quarter(cx.now, cx.zone()),
        range,
        whose,
        columns,
        weeks,
        refused,
    };
    cx.html_with(status, &page)
}

fn whose(query: &Fields, seen: &[Person]) -> Result<Whose> {
    match query.text("whose") {
        "" | "mine" => Ok(Whose::Mine),
        "team" => Ok(Whose::Team),
        id => {
            let person = seen.iter().find(|person| person.id.to_string() == id);
            person.map(|person| Whose::Of(person.id)).ok_or(Error::NotFound)
        }
    }
}

fn on(cx: &Cx, typed: &str) -> (NaiveDate, Option<String>) {
    if typed.is_empty() {
        return (cx.today(), None);
    }
    match japan::parse_date(typed, cx.today()) {
        Ok(day) => (day, None),
        Err(_) => (cx.today(), Some(t!(cx, "filter-not-a-day", value = typed))),
    }
}

/// Whose entries are drawn.
fn shown(cx: &Cx, whose: Whose, seen: &[Person]) -> Result<Vec<Person>> {
    let me = cx.user()?;
    let is_shown = |person: &&Person| match whose {
        Whose::Mine => person.id == me,
        Whose::Team => cx.actor.team.is_none() || person.team_id == cx.actor.team,
        Whose::Of(id) => person.id == id,
    };
    Ok(seen.iter().filter(is_shown).cloned().collect())
}

/// The columns of a day or week, or the weeks of a month.
fn drawn(cx: &Cx, range: Range, whose: Whose, shown: &[Person], entries: &[Entry]) -> (Vec<Column>, Vec<Vec<Column>>) {
    let zone = cx.zone();
    let of_day = |day| Column::new(day, None, entries, zone);
    match (range.view, whose) {
        (View::Day, Whose::Team) => {
            let of_person = |person: &Person| Column::new(range.on, Some(person.clone()), entries, zone);
            (shown.iter().map(of_person).collect(), Vec::new())
        }
        (View::Day | View::Week, _) => (range.days().map(of_day).collect(), Vec::new()),
        (View::Month, _) => {
            let days: Vec<Column> = range.days().map(of_day).collect();
            (Vec::new(), days.chunks(7).map(<[Column]>::to_vec).collect())
        }
    }
}

fn title(cx: &Cx, range: Range) -> String {
    let lang = cx.texts().lang();
    let day = |day| japan::short_date(day, cx.today(), lang);
    match range.view {
        View::Day => day(range.on),
        View::Week => t!(cx, "calendar-from-to", from = day(range.first), to = day(range.last())),
        View::Month if cx.texts().is_ja() => range.on.format("%Y年%-m月").to_string(),
        View::Month => range.on.format("%B %Y").to_string(),
    }
}
