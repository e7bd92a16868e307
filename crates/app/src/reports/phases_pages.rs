//! The pages of the phase report: the report itself, and the deals behind a number.

use askama::Template;
use axum::{
    Json,
    http::{StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use kit::{
    csv::Csv,
    fields::{Fields, QueryFields},
    paging::Paging,
};
use sea_orm::{ColumnTrait as _, QueryFilter as _};
use serde_json::json;

use super::{
    phases::{Fate, MIN_N, PhaseProgress, progress},
    phases_filters::Filters,
    phases_query::{self, Asked, Question, about, calendar},
    phases_sentence::{sentence, weakest},
    phases_stays::{self, Cell, StayRow},
    phases_view::{self, RowView, count_labels, fate_label},
};
use crate::{
    companies,
    cx::Cx,
    deals::{self, Chip, ClockWords, Facts},
    error::Result,
    ids::PhaseId,
    money::{Currency, Money},
    page::Page,
    pipelines, t,
};

/// Lines of "what to do next".
const TO_DO: u64 = 8;
/// Lines of a page of stays.
const PER_PAGE: u64 = 50;
/// A file of stays has at most so many lines.
const CSV_ROWS: u64 = 100_000;

/// `GET /reports`: the report people open first.
pub async fn index(_cx: Cx) -> Redirect {
    Redirect::to("/reports/phases")
}

/// `GET /reports/phases`: page, CSV (`format=csv`) or JSON.
///
/// # Errors
/// When the database is away.
pub async fn show(cx: Cx, QueryFields(fields): QueryFields) -> Result<Response> {
    let asked = match phases_query::read(&cx, &fields).await? {
        Question::Asked(asked) => asked,
        Question::Refused(messages) => return refuse(&cx, messages),
        Question::NoPipeline => {
            let page = cx.page(t!(cx, "report-phases"));
            return cx.html(&PhasesPage {
                page,
                refused: vec![],
                shown: None,
            });
        }
    };
    let rows = progress(&cx.app, &cx.actor, &asked.query).await?;
    if cx.wants.json {
        let period = json!({ "period": asked.period.to_string(), "as_of": asked.as_of, "min_n": MIN_N });
        return Ok(Json(json!({ "question": period, "phases": phases_view::data(&rows) })).into_response());
    }
    if fields.text("format") == "csv" {
        return Ok(csv(&cx, &rows));
    }
    let shown = Some(Shown::read(&cx, &fields, &asked, &rows).await?);
    cx.html(&PhasesPage {
        page: cx.page(t!(cx, "report-phases")),
        refused: vec![],
        shown,
    })
}

fn refuse(cx: &Cx, refused: Vec<String>) -> Result<Response> {
    if cx.wants.json {
        let problem = json!({ "status": 422, "title": t!(cx, "report-refused"), "errors": refused });
        let kind = [(header::CONTENT_TYPE, "application/problem+json")];
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, kind, problem.to_string()).into_response());
    }
    let page = cx.page(t!(cx, "report-phases"));
    cx.html_with(
        StatusCode::UNPROCESSABLE_ENTITY,
        &PhasesPage {
            page,
            refused,
            shown: None,
        },
    )
}

#[derive(Template)]
#[template(path = "reports/views/phases.html")]
struct PhasesPage {
    page: Page,
    refused: Vec<String>,
    shown: Option<Shown>,
}

struct Shown {
    filters: Filters,
    sentence: String,
    terms: String,
    as_of_notice: Option<String>,
    now_href: String,
    csv_href: String,
    chart: String,
    labels: Vec<String>,
    rows: Vec<RowView>,
    weak: Option<Weak>,
}

/// What is told about the weakest phase.
struct Weak {
    staying_title: String,
    staying_href: String,
    to_do: Vec<ToDo>,
    lost_title: String,
    reasons: Vec<Reason>,
}

struct ToDo {
    href: String,
    name: String,
    chip: Option<Chip>,
    next: String,
}

struct Reason {
    name: String,
    count: i64,
    width: i64,
    href: String,
}

impl Shown {
    async fn read(cx: &Cx, fields: &Fields, asked: &Asked, rows: &[PhaseProgress]) -> Result<Self> {
        let before = match asked.period.previous() {
            Some(period) => progress(&cx.app, &cx.actor, &about(cx, asked, period)).await?,
            None => vec![],
        };
        let weak = match weakest(rows) {
            Some(row) => Some(Weak::read(cx, fields, asked, row).await?),
            None => None,
        };
        let moment = match asked.as_of {
            Some(day) => japan::short_date(day, cx.today(), cx.texts().lang()),
            None => format!(
                "{} {}",
                japan::short_date(cx.today(), cx.today(), cx.texts().lang()),
                cx.now.clock_time(cx.zone())
            ),
        };
        Ok(Self {
            filters: Filters::read(cx, fields, asked).await?,
            sentence: sentence(cx.texts(), rows, &before),
            terms: t!(
                cx,
                "report-phases-terms",
                period = asked.period.label(calendar(cx), cx.texts().lang()),
                entered = rows.iter().map(PhaseProgress::entered).sum::<u64>(),
                min = MIN_N,
                zone = cx.zone().name(),
                moment = moment.as_str()
            ),
            as_of_notice: asked
                .as_of
                .map(|_| t!(cx, "report-as-of-notice", day = moment.as_str())),
            now_href: format!("/reports/phases?{}", fields.with("as_of", "").encode()),
            csv_href: format!("/reports/phases?{}", fields.with("format", "csv").encode()),
            chart: phases_view::chart(cx, fields, rows).to_string().replace('<', "\\u003c"),
            labels: count_labels(cx.texts()),
            rows: phases_view::rows(cx, fields, rows),
            weak,
        })
    }
}

impl Weak {
    async fn read(cx: &Cx, fields: &Fields, asked: &Asked, row: &PhaseProgress) -> Result<Self> {
        let phase = row.phase.name.as_str();
        let lost = phases_view::stays_href(fields, row, Some(Fate::Lost));
        let losses = phases_stays::losses(&cx.app, &cx.actor, &asked.query, row.phase.id).await?;
        let most = losses.iter().map(|loss| loss.n).max().unwrap_or(1).max(1);
        let reasons = losses.into_iter().map(|loss| Reason {
            name: loss.name.unwrap_or_else(|| t!(cx, "report-no-reason")),
            count: loss.n,
            width: loss.n * 100 / most,
            href: lost.clone(),
        });
        let to_do = if asked.as_of.is_some() {
            vec![]
        } else {
            to_do(cx, asked, row.phase.id).await?
        };
        Ok(Self {
            staying_title: t!(
                cx,
                "report-phases-staying",
                phase = phase,
                count = row.count(Fate::Stays)
            ),
            staying_href: phases_view::stays_href(fields, row, Some(Fate::Stays)),
            to_do,
            lost_title: t!(cx, "report-phases-lost", phase = phase, count = row.count(Fate::Lost)),
            reasons: reasons.collect(),
        })
    }
}

async fn to_do(cx: &Cx, asked: &Asked, phase: PhaseId) -> Result<Vec<ToDo>> {
    let ids = phases_stays::staying(&cx.app, &cx.actor, &asked.query, phase, TO_DO).await?;
    let mut deals = deals::visible_to(&cx.actor)
        .filter(deals::Column::Id.is_in(ids.iter().copied()))
        .all(cx.db())
        .await?;
    deals.sort_by_key(|deal| ids.iter().position(|id| *id == deal.id));
    let phase = pipelines::phase(cx.db(), phase).await?;
    let rules = deals::rules_for(&phase, &cx.actor.workspace);
    let next = phases_stays::next_subjects(&cx.app, &ids).await?;
    let names = companies::names(cx.db(), &cx.actor, deals.iter().filter_map(|deal| deal.company_id)).await?;
    let line = |deal: &deals::Deal| {
        let company = deal.company_id.and_then(|id| names.get(&id)).map_or("", String::as_str);
        ToDo {
            href: format!("/deals/{}", deal.id),
            name: format!("{company}　{}", deal.title).trim().to_owned(),
            chip: ClockWords::new(&rules, &Facts::from(deal), cx.now, cx.texts()).chip(),
            next: next
                .get(&deal.id)
                .cloned()
                .unwrap_or_else(|| t!(cx, "report-no-next-action")),
        }
    };
    Ok(deals.iter().map(line).collect())
}

fn csv(cx: &Cx, rows: &[PhaseProgress]) -> Response {
    let words = cx.texts();
    let mut header = vec![t!(words, "phase")];
    header.extend(count_labels(words));
    for name in [t!(words, "report-conversion"), t!(words, "report-to-won")] {
        header.extend([
            name.clone(),
            format!("{name} 95%−"),
            format!("{name} 95%+"),
            format!("{name} n"),
        ]);
    }
    let days = t!(words, "report-days");
    header.extend([
        format!("{days} 25%"),
        format!("{days} 50%"),
        format!("{days} 75%"),
        format!("{days} n"),
    ]);
    header.extend([t!(words, "report-entered-amount"), t!(words, "report-staying-amount")]);
    let mut csv = Csv::new(header);
    for row in rows {
        let mut cells = vec![row.phase.name.clone(), row.entered().to_string()];
        cells.extend(Fate::ALL.into_iter().map(|fate| row.count(fate).to_string()));
        for rate in [row.conversion, row.to_won] {
            let shown = |value: Option<f64>| value.filter(|_| rate.enough(MIN_N)).map(|value| format!("{value:.4}"));
            let (low, high) = (rate.interval().map(|one| one.low), rate.interval().map(|one| one.high));
            cells.extend([rate.value(), low, high].map(|value| shown(value).unwrap_or_default()));
            cells.push(rate.n().to_string());
        }
        let days = |pick: fn(&stats::Quartiles) -> f64| row.days.as_ref().map(|days| pick(days).to_string());
        cells.extend(
            [days(|days| days.q1), days(|days| days.median), days(|days| days.q3)].map(Option::unwrap_or_default),
        );
        cells.push(row.days.as_ref().map_or(0, |days| days.n).to_string());
        let list = |money: &[Money]| {
            money
                .iter()
                .map(|one| format!("{} {}", one.plain(), one.currency))
                .collect::<Vec<_>>()
                .join(" / ")
        };
        cells.extend([list(&row.entered_amounts), list(&row.staying)]);
        csv.row(cells);
    }
    csv.download("phases.csv")
}

/// `GET /reports/phases/stays`: the deals behind a number; page or CSV.
///
/// # Errors
/// When the database is away.
pub async fn stays(cx: Cx, QueryFields(fields): QueryFields) -> Result<Response> {
    let asked = match phases_query::read(&cx, &fields).await? {
        Question::Asked(asked) => asked,
        Question::Refused(messages) => return refuse(&cx, messages),
        Question::NoPipeline => return Ok(Redirect::to("/reports/phases").into_response()),
    };
    let phase = fields.number("phase").map(PhaseId);
    let cell = Cell {
        phase,
        fate: Fate::from_code(fields.text("fate")),
        outcome: None,
    };
    let total = phases_stays::count(&cx.app, &cx.actor, &asked.query, cell).await?;
    if fields.text("format") == "csv" {
        let rows = phases_stays::stays(&cx.app, &cx.actor, &asked.query, cell, 0, CSV_ROWS).await?;
        return Ok(stays_csv(&cx, &rows));
    }
    let paging = Paging::new(fields.number("page"), PER_PAGE, total);
    let rows = phases_stays::stays(&cx.app, &cx.actor, &asked.query, cell, paging.offset(), PER_PAGE).await?;
    let phase_name = match phase {
        Some(phase) => pipelines::phase(cx.db(), phase).await?.name,
        None => t!(cx, "report-stays-all"),
    };
    let fate = cell
        .fate
        .map_or_else(|| t!(cx, "report-entered"), |fate| fate_label(cx.texts(), fate));
    let title = t!(
        cx,
        "report-stays-title",
        phase = phase_name.as_str(),
        fate = fate.as_str()
    );
    let href = |fields: Fields| format!("/reports/phases/stays?{}", fields.encode());
    let report = fields.with("phase", "").with("fate", "").with("page", "");
    cx.html(&StaysPage {
        page: cx.page(title),
        period: asked.period.label(calendar(&cx), cx.texts().lang()),
        report_href: format!("/reports/phases?{}", report.encode()),
        csv_href: href(fields.with("format", "csv")),
        previous: paging
            .previous()
            .map(|page| href(fields.with("page", page.to_string()))),
        next: paging.next().map(|page| href(fields.with("page", page.to_string()))),
        rows: rows.iter().map(|row| StayView::new(&cx, row)).collect(),
        paging,
    })
}

fn stays_csv(cx: &Cx, rows: &[StayRow]) -> Response {
    let mut csv = Csv::new(stay_labels(cx));
    for row in rows {
        let view = StayView::new(cx, row);
        let amount = money(row).map(Money::plain).unwrap_or_default();
        let day = |at: crate::time::At| at.day(cx.zone()).to_string();
        let ended = if row.fate == Fate::Stays {
            String::new()
        } else {
            day(row.ended_at)
        };
        let days = row.ended_at.days_since(row.entered_at).to_string();
        csv.row([
            view.company,
            view.title,
            view.owner,
            view.phase,
            day(row.entered_at),
            ended,
            days,
            view.fate,
            amount,
            row.currency.clone(),
        ]);
    }
    csv.download("deals.csv")
}

fn stay_labels(cx: &Cx) -> [String; 10] {
    [
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
    ]
}

fn money(row: &StayRow) -> Option<Money> {
    row.amount
        .map(|amount| Money::new(amount, row.currency.parse().unwrap_or(Currency::JPY)))
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
}

impl StayView {
    fn new(cx: &Cx, row: &StayRow) -> Self {
        let day = |at: crate::time::At| japan::short_date(at.day(cx.zone()), cx.today(), cx.texts().lang());
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
            days: t!(
                cx,
                "report-days-value",
                days = row.ended_at.days_since(row.entered_at).to_string()
            ),
            fate: fate_label(cx.texts(), row.fate),
            amount: money(row).map(|money| money.to_string()).unwrap_or_default(),
        }
    }
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
    rows: Vec<StayView>,
    paging: Paging,
}
