//! The deals behind a number of the phase report.

use askama::Template;
use axum::response::{IntoResponse as _, Redirect, Response};
use kit::{
    csv::Csv,
    fields::{Fields, QueryFields},
    paging::Paging,
};

use super::{
    period,
    phases::{Fate, PhaseQuery},
    phases_next::{NextStep, next_steps},
    phases_query::{self, Asked},
    phases_stays::{self, Cell, StayRow},
    phases_view::fate_label,
    question::{Question, refuse},
};
use crate::{
    cx::Cx,
    deals::{Outcome, outcome_name},
    error::Result,
    ids::{DealId, LossReasonId, PhaseId},
    money::{Currency, Money},
    page::Page,
    pipelines, t,
    time::At,
};

/// Lines of a page.
const PER_PAGE: u64 = 50;
/// A file has at most so many lines.
const CSV_ROWS: u64 = 100_000;

/// `GET /reports/phases/stays`: page or CSV.
///
/// # Errors
/// When the database is away.
pub async fn list(cx: Cx, QueryFields(fields): QueryFields) -> Result<Response> {
    let back = "/reports/phases";
    let asked = match phases_query::read(&cx, &fields).await? {
        Question::Asked(asked) => asked,
        Question::Refused(messages) => return refuse(&cx, t!(cx, "report-phases"), back, messages),
        Question::NoPipeline => return Ok(Redirect::to(back).into_response()),
    };
    let cell = match cell(&cx, &fields) {
        Ok(cell) => cell,
        Err(messages) => return refuse(&cx, t!(cx, "report-phases"), back, messages),
    };
    if fields.text("format") == "csv" {
        let rows = phases_stays::stays(&cx.app, &cx.actor, &asked.query, &cell, 0, CSV_ROWS).await?;
        return Ok(csv(&cx, &rows));
    }
    show(&cx, &fields, &asked, &cell).await
}

/// Which number was clicked.
fn cell(cx: &Cx, fields: &Fields) -> std::result::Result<Cell, Vec<String>> {
    let mut refused = Vec::new();
    let mut refuse = |field: String, value: &str| {
        refused.push(t!(cx, "filter-refused", field = field, value = value));
    };
    let mut cell = Cell::default();
    if let Some(text) = fields.all("phase").next() {
        cell.phase = text.parse().ok().map(PhaseId);
        if cell.phase.is_none() {
            refuse(t!(cx, "phase"), text);
        }
    }
    for text in fields.all("fate").flat_map(|list| list.split(',')) {
        match Fate::from_code(text) {
            Some(fate) => cell.fates.push(fate),
            None => refuse(t!(cx, "report-stay-fate"), text),
        }
    }
    for text in fields.all("outcome").flat_map(|list| list.split(',')) {
        match Outcome::from_code(text) {
            Some(outcome) => cell.outcomes.push(outcome),
            None => refuse(t!(cx, "outcome"), text),
        }
    }
    // 0 stands for a reason that was not given.
    if let Some(text) = fields.all("reason").next() {
        let reason = text
            .parse()
            .ok()
            .map(|id| Some(LossReasonId(id)).filter(|id| id.0 != 0));
        cell.reason = reason;
        if reason.is_none() {
            refuse(t!(cx, "loss-reason"), text);
        }
    }
    if refused.is_empty() { Ok(cell) } else { Err(refused) }
}

async fn show(cx: &Cx, fields: &Fields, asked: &Asked, cell: &Cell) -> Result<Response> {
    let total = phases_stays::count(&cx.app, &cx.actor, &asked.query, cell).await?;
    let paging = Paging::new(fields.number("page"), PER_PAGE, total);
    let rows = phases_stays::stays(&cx.app, &cx.actor, &asked.query, cell, paging.offset(), PER_PAGE).await?;
    let steps = steps(cx, &asked.query, &rows).await?;
    let view = |row: &StayRow| {
        let step = steps.iter().find(|step| step.deal == row.deal_id);
        StayView::new(cx, row, step.filter(|_| row.fate == Fate::Stays))
    };
    let title = title(cx, cell).await?;
    let href = |fields: Fields| format!("/reports/phases/stays?{}", fields.encode());
    let page = |page: u64| href(fields.with("page", page.to_string()));
    let report = fields
        .with("phase", "")
        .with("fate", "")
        .with("outcome", "")
        .with("reason", "")
        .with("page", "");
    cx.html(&StaysPage {
        page: cx.page(title),
        period: period::label(cx, asked.period),
        report_href: format!("/reports/phases?{}", report.encode()),
        csv_href: href(fields.with("format", "csv").with("page", "")),
        previous: paging.previous().map(page),
        next: paging.next().map(page),
        has_steps: !steps.is_empty(),
        rows: rows.iter().map(view).collect(),
        paging,
    })
}

/// What to do next is known of today alone.
async fn steps(cx: &Cx, query: &PhaseQuery, rows: &[StayRow]) -> Result<Vec<NextStep>> {
    if query.as_of.is_some() {
        return Ok(vec![]);
    }
    let staying = rows.iter().filter(|row| row.fate == Fate::Stays);
    let ids: Vec<DealId> = staying.map(|row| row.deal_id).collect();
    next_steps(cx, &ids).await
}

/// 「提案：失注」, 「提案：受注・失注」.
async fn title(cx: &Cx, cell: &Cell) -> Result<String> {
    let words = cx.texts();
    let phase = match cell.phase {
        Some(phase) => pipelines::phase(cx.db(), phase).await?.name,
        None => t!(cx, "report-stays-all"),
    };
    let fates = cell.fates.iter().map(|fate| fate_label(words, *fate));
    let outcomes = cell.outcomes.iter().map(|outcome| outcome_name(*outcome, words));
    let kinds: Vec<String> = fates.chain(outcomes).collect();
    let kinds = match kinds.as_slice() {
        [] => t!(cx, "report-entered"),
        kinds => kinds.join(if words.is_ja() { "・" } else { ", " }),
    };
    Ok(t!(cx, "report-stays-title", phase = phase, fate = kinds))
}

fn csv(cx: &Cx, rows: &[StayRow]) -> Response {
    let mut csv = Csv::new([
        t!(cx, "company"),
        t!(cx, "report-deal-title"),
        t!(cx, "owner"),
        t!(cx, "phase"),
        t!(cx, "report-stay-entered-on"),
        t!(cx, "report-stay-ended-on"),
        t!(cx, "report-days"),
        t!(cx, "report-stay-fate"),
        t!(cx, "amount"),
        t!(cx, "report-currency"),
    ]);
    let day = |at: At| at.day(cx.zone()).to_string();
    for row in rows {
        let ended = if row.fate == Fate::Stays {
            String::new()
        } else {
            day(row.ended_at)
        };
        csv.row([
            row.company.clone().unwrap_or_default(),
            row.title.clone(),
            row.owner.clone(),
            row.phase.clone(),
            day(row.entered_at),
            ended,
            row.ended_at.days_since(row.entered_at).to_string(),
            fate_label(cx.texts(), row.fate),
            money(row).map(Money::plain).unwrap_or_default(),
            row.currency.clone(),
        ]);
    }
    csv.download("deals.csv")
}

fn money(row: &StayRow) -> Option<Money> {
    row.amount
        .map(|amount| Money::new(amount, row.currency.parse().unwrap_or(Currency::JPY)))
}

#[derive(Template)]
#[template(path = "reports/views/stays.html")]
struct StaysPage {
    page: Page,
    period: String,
    report_href: String,
    csv_href: String,
    previous: Option<String>,
    next: Option<String>,
    has_steps: bool,
    rows: Vec<StayView>,
    paging: Paging,
}

struct StayView {
    href: String,
    company: String,
    title: String,
    owner: String,
    phase: String,
    entered: String,
    ended: String,
    days: String,
    fate: String,
    amount: String,
    step: Option<NextStep>,
}

impl StayView {
    fn new(cx: &Cx, row: &StayRow, step: Option<&NextStep>) -> Self {
        let day = |at: At| japan::short_date(at.day(cx.zone()), cx.today(), cx.texts().lang());
        let days = row.ended_at.days_since(row.entered_at);
        Self {
            href: format!("/deals/{}", row.deal_id),
            company: row.company.clone().unwrap_or_default(),
            title: row.title.clone(),
            owner: row.owner.clone(),
            phase: row.phase.clone(),
            entered: day(row.entered_at),
            ended: if row.fate == Fate::Stays {
                String::new()
            } else {
                day(row.ended_at)
            },
            days: t!(cx, "report-days-value", days = days.to_string()),
            fate: fate_label(cx.texts(), row.fate),
            amount: money(row).map(|money| money.to_string()).unwrap_or_default(),
            step: step.cloned(),
        }
    }
}
