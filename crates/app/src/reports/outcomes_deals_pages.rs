//! The page of the deals behind a number of the outcomes.

use askama::Template;
use axum::response::{IntoResponse as _, Redirect, Response};
use db::Sql;
use kit::{
    csv::Csv,
    fields::{Fields, QueryFields},
    paging::Paging,
};
use sea_orm::FromQueryResult;

use super::{
    outcomes::{GroupKey, Grouping},
    outcomes_deals::{self, Cell, ClosedRow, InGroup},
    outcomes_query::{self, Asked},
    outcomes_view::name,
    period,
    question::{Question, refuse},
};
use crate::{
    cx::Cx,
    deals::{Outcome, outcome_name},
    error::Result,
    money::Money,
    page::Page,
    t,
};

/// Lines of a page.
const PER_PAGE: u64 = 50;
/// A file has at most so many lines.
const CSV_ROWS: u64 = 100_000;

/// `GET /reports/outcomes/deals`: page or CSV.
///
/// # Errors
/// When the database is away.
pub async fn list(cx: Cx, QueryFields(fields): QueryFields) -> Result<Response> {
    let back = "/reports/outcomes";
    let asked = match outcomes_query::read(&cx, &fields).await? {
        Question::Asked(asked) => asked,
        Question::Refused(messages) => return refuse(&cx, t!(cx, "report-outcomes"), back, messages),
        Question::NoPipeline => return Ok(Redirect::to(back).into_response()),
    };
    let cell = match cell(&cx, &fields) {
        Ok(cell) => cell,
        Err(messages) => return refuse(&cx, t!(cx, "report-outcomes"), back, messages),
    };
    if fields.text("format") == "csv" {
        let rows = outcomes_deals::deals(&cx.app, &cx.actor, &asked.query, cell, (0, CSV_ROWS)).await?;
        return Ok(csv(&cx, &rows));
    }
    show(&cx, &fields, &asked, cell).await
}

/// Which number was clicked.
fn cell(cx: &Cx, fields: &Fields) -> std::result::Result<Cell, Vec<String>> {
    let mut refused = Vec::new();
    let (outcome, group) = (fields.text("outcome"), fields.text("group"));
    let cell = Cell {
        outcome: Outcome::from_code(outcome),
        group: InGroup::from_code(group),
    };
    if !outcome.is_empty() && cell.outcome.is_none() {
        refused.push(t!(cx, "filter-refused", field = t!(cx, "outcome"), value = outcome));
    }
    if !group.is_empty() && cell.group.is_none() {
        refused.push(t!(cx, "filter-refused", field = t!(cx, "report-by"), value = group));
    }
    if refused.is_empty() { Ok(cell) } else { Err(refused) }
}

async fn show(cx: &Cx, fields: &Fields, asked: &Asked, cell: Cell) -> Result<Response> {
    let total = outcomes_deals::count(&cx.app, &cx.actor, &asked.query, cell).await?;
    let paging = Paging::new(fields.number("page"), PER_PAGE, total);
    let span = (paging.offset(), PER_PAGE);
    let rows = outcomes_deals::deals(&cx.app, &cx.actor, &asked.query, cell, span).await?;
    let href = |fields: Fields| format!("/reports/outcomes/deals?{}", fields.encode());
    let page = |page: u64| href(fields.with("page", page.to_string()));
    let report = fields.with("group", "").with("outcome", "").with("page", "");
    let title = title(cx, asked.query.by, cell, total > 0).await?;
    cx.html(&DealsPage {
        page: cx.page(title),
        period: period::label(cx, asked.period),
        report_href: format!("/reports/outcomes?{}", report.encode()),
        csv_href: href(fields.with("format", "csv").with("page", "")),
        previous: paging.previous().map(page),
        next: paging.next().map(page),
        rows: rows.iter().map(|row| DealView::new(cx, row)).collect(),
        paging,
    })
}

/// 「原価管理：受注」. A name is told only with deals that this reader sees.
async fn title(cx: &Cx, by: Grouping, cell: Cell, has_deals: bool) -> Result<String> {
    let group = match cell.group {
        None => t!(cx, "report-total"),
        Some(InGroup::Quarter(quarter)) => period::label(cx, quarter),
        Some(InGroup::Without) => name(cx, by, &GroupKey::Without),
        Some(InGroup::Numbered(id)) if has_deals => numbered(cx, by, id).await?,
        Some(InGroup::Numbered(id)) => id.to_string(),
    };
    let outcome = match cell.outcome {
        Some(outcome) => outcome_name(outcome, cx.texts()),
        None => t!(cx, "report-outcomes"),
    };
    Ok(t!(cx, "report-stays-title", phase = group, fate = outcome))
}

/// The name of a product, team, person or channel.
async fn numbered(cx: &Cx, by: Grouping, id: i64) -> Result<String> {
    #[derive(FromQueryResult)]
    struct Row {
        name: String,
    }
    let mut sql = Sql::new(&format!("SELECT name FROM {} WHERE id = ", by.table()));
    sql.bind(id);
    let row: Option<Row> = cx.app.one(sql).await?;
    Ok(row.map_or_else(|| id.to_string(), |row| row.name))
}

fn csv(cx: &Cx, rows: &[ClosedRow]) -> Response {
    let mut csv = Csv::new([
        t!(cx, "company"),
        t!(cx, "report-deal-title"),
        t!(cx, "owner"),
        t!(cx, "outcome"),
        t!(cx, "report-opened-on"),
        t!(cx, "report-closed-on"),
        t!(cx, "report-days"),
        t!(cx, "amount"),
        t!(cx, "report-currency"),
        t!(cx, "loss-reason"),
    ]);
    for row in rows {
        csv.row([
            row.company.clone().unwrap_or_default(),
            row.title.clone(),
            row.owner.clone(),
            outcome_name(row.outcome, cx.texts()),
            row.opened_at.day(cx.zone()).to_string(),
            row.closed_on(cx.zone()).to_string(),
            row.days(cx.zone()).to_string(),
            row.money().map(Money::plain).unwrap_or_default(),
            row.money().map(|money| money.currency.to_string()).unwrap_or_default(),
            row.loss_reason.clone().unwrap_or_default(),
        ]);
    }
    csv.download("deals.csv")
}

#[derive(Template)]
#[template(path = "reports/views/outcomes_deals.html")]
struct DealsPage {
    page: Page,
    period: String,
    report_href: String,
    csv_href: String,
    previous: Option<String>,
    next: Option<String>,
    rows: Vec<DealView>,
    paging: Paging,
}

struct DealView {
    href: String,
    company: String,
    title: String,
    owner: String,
    outcome: String,
    reason: String,
    opened: String,
    closed: String,
    days: String,
    amount: String,
}

impl DealView {
    fn new(cx: &Cx, row: &ClosedRow) -> Self {
        let day = |day| japan::short_date(day, cx.today(), cx.texts().lang());
        Self {
            href: format!("/deals/{}", row.id),
            company: row.company.clone().unwrap_or_default(),
            title: row.title.clone(),
            owner: row.owner.clone(),
            outcome: outcome_name(row.outcome, cx.texts()),
            reason: row.loss_reason.clone().unwrap_or_default(),
            opened: day(row.opened_at.day(cx.zone())),
            closed: day(row.closed_on(cx.zone())),
            days: t!(cx, "report-days-value", days = row.days(cx.zone()).to_string()),
            amount: row.money().map(|money| money.to_string()).unwrap_or_default(),
        }
    }
}
