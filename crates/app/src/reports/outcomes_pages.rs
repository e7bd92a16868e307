//! The page of won and lost deals (受注と失注); also its CSV and its data.

use askama::Template;
use axum::{
    Json,
    response::{IntoResponse as _, Response},
};
use kit::fields::{Fields, QueryFields};
use serde_json::{Value, json};

use super::{
    figures::MIN_N,
    filters::Filters,
    outcomes::{self, Grouping, Outcomes},
    outcomes_csv,
    outcomes_query::{self, Asked, about, filters, grouping_name},
    outcomes_sentence::sentence,
    outcomes_view::{self, RowView},
    period,
    question::{Question, refuse},
};
use crate::{cx::Cx, error::Result, page::Page, t};

/// `GET /reports/outcomes`: page, CSV (`format=csv`) or JSON.
///
/// # Errors
/// When the database is away.
pub async fn show(cx: Cx, QueryFields(fields): QueryFields) -> Result<Response> {
    let title = t!(cx, "report-outcomes");
    let asked = match outcomes_query::read(&cx, &fields).await? {
        Question::Asked(asked) => asked,
        Question::Refused(messages) => return refuse(&cx, title, "/reports/outcomes", messages),
        Question::NoPipeline => {
            let page = cx.page(title);
            return cx.html(&OutcomesPage { page, shown: None });
        }
    };
    let outcomes = outcomes::read(&cx.app, &cx.actor, &asked.query).await?;
    if cx.wants.json {
        return Ok(Json(data(&cx, &asked, &outcomes)).into_response());
    }
    if fields.text("format") == "csv" {
        return Ok(outcomes_csv::csv(&cx, asked.query.by, &outcomes));
    }
    let shown = Some(Shown::read(&cx, &fields, &asked, &outcomes).await?);
    let page = cx.page(title);
    cx.html(&OutcomesPage { page, shown })
}

fn data(cx: &Cx, asked: &Asked, outcomes: &Outcomes) -> Value {
    let (first, last) = asked.period.days(period::calendar(cx)).into_inner();
    let (groups, total) = outcomes_view::data(outcomes);
    json!({
        "question": {
            "pipeline": asked.query.pipeline, "team": asked.query.team, "period": asked.period.to_string(),
            "from": first, "to": last, "by": asked.query.by.code(), "time_zone": cx.zone().name(), "min_n": MIN_N,
        },
        "groups": groups,
        "total": total,
    })
}

#[derive(Template)]
#[template(path = "reports/views/outcomes.html")]
struct OutcomesPage {
    page: Page,
    shown: Option<Shown>,
}

struct Shown {
    filters: Filters,
    csv_href: String,
    sentence: String,
    terms: String,
    is_empty: bool,
    grouping: String,
    rows: Vec<RowView>,
    total: RowView,
}

impl Shown {
    async fn read(cx: &Cx, fields: &Fields, asked: &Asked, outcomes: &Outcomes) -> Result<Self> {
        let before = match asked.period.previous() {
            Some(period) => {
                outcomes::read(&cx.app, &cx.actor, &about(cx, asked, period))
                    .await?
                    .total
                    .win_rate
            }
            None => stats::Rate::new(0, 0),
        };
        let by = asked.query.by;
        let rate = outcomes.total.win_rate;
        let (rows, total) = outcomes_view::rows(cx, fields, by, outcomes);
        Ok(Self {
            filters: filters(cx, fields, asked),
            csv_href: format!("/reports/outcomes?{}", fields.with("format", "csv").encode()),
            sentence: sentence(cx.texts(), rate, before),
            terms: terms(cx, asked, rate.n()),
            is_empty: rate.n() == 0,
            grouping: grouping_name(cx, by),
            rows,
            total,
        })
    }
}

/// Period, definitions, time zone and moment; and what grouping does to the sums.
fn terms(cx: &Cx, asked: &Asked, closed: u64) -> String {
    let lang = cx.texts().lang();
    let moment = format!(
        "{} {}",
        japan::short_date(cx.today(), cx.today(), lang),
        cx.now.clock_time(cx.zone())
    );
    let terms = t!(
        cx,
        "report-outcomes-terms",
        period = period::label(cx, asked.period),
        closed = japan::group(closed.cast_signed()),
        min = MIN_N,
        zone = cx.zone().name(),
        moment = moment
    );
    match asked.query.by {
        Grouping::Product => format!("{terms}{}", t!(cx, "report-outcomes-terms-product")),
        Grouping::Team | Grouping::Owner => format!("{terms}{}", t!(cx, "report-outcomes-terms-owner")),
        Grouping::Channel | Grouping::Quarter => terms,
    }
}
