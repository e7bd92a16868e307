//! The page of the phase report; also its CSV and its data.

use askama::Template;
use axum::{
    Json,
    response::{IntoResponse as _, Redirect, Response},
};
use kit::fields::{Fields, QueryFields};
use serde_json::json;

use super::{
    figures::MIN_N,
    filters::Filters,
    period,
    phases::{Fate, PhaseProgress, progress},
    phases_csv,
    phases_next::{NextStep, next_steps},
    phases_query::{self, Asked, about, filters},
    phases_sentence::{sentence, weakest},
    phases_stays,
    phases_view::{self, RowView, count_labels, shown_fates, stays_href},
    question::{Question, refuse},
};
use crate::{cx::Cx, error::Result, page::Page, t};

/// Lines of "what to do next".
const NEXT_STEPS: u64 = 8;

/// `GET /reports`: the report people open first.
pub async fn index(_cx: Cx) -> Redirect {
    Redirect::to("/reports/phases")
}

/// `GET /reports/phases`: page, CSV (`format=csv`) or JSON.
///
/// # Errors
/// When the database is away.
pub async fn show(cx: Cx, QueryFields(fields): QueryFields) -> Result<Response> {
    let title = t!(cx, "report-phases");
    let asked = match phases_query::read(&cx, &fields).await? {
        Question::Asked(asked) => asked,
        Question::Refused(messages) => return refuse(&cx, title, "/reports/phases", messages),
        Question::NoPipeline => {
            let page = cx.page(title);
            return cx.html(&PhasesPage { page, shown: None });
        }
    };
    if cx.wants.json {
        let rows = progress(&cx.app, &cx.actor, &asked.query).await?;
        return Ok(Json(data(&cx, &asked, &rows)).into_response());
    }
    if fields.text("format") == "csv" {
        let rows = progress(&cx.app, &cx.actor, &asked.query).await?;
        return Ok(phases_csv::csv(cx.texts(), &rows));
    }
    let shown = Some(Shown::read(&cx, &fields, &asked).await?);
    let page = cx.page(title);
    cx.html(&PhasesPage { page, shown })
}

/// The period before, to compare with.
async fn before(cx: &Cx, asked: &Asked) -> Result<Vec<PhaseProgress>> {
    match asked.period.previous() {
        Some(period) => progress(&cx.app, &cx.actor, &about(cx, asked, period)).await,
        None => Ok(vec![]),
    }
}

fn data(cx: &Cx, asked: &Asked, rows: &[PhaseProgress]) -> serde_json::Value {
    let (first, last) = asked.period.days(period::calendar(cx)).into_inner();
    let query = &asked.query;
    json!({
        "question": {
            "pipeline": query.pipeline, "period": asked.period.to_string(), "from": first, "to": last,
            "as_of": asked.as_of, "team": query.team, "owner": query.owner, "channel": query.channel,
            "product": query.product, "time_zone": cx.zone().name(), "min_n": MIN_N,
        },
        "phases": phases_view::data(rows),
    })
}

#[derive(Template)]
#[template(path = "reports/views/phases.html")]
struct PhasesPage {
    page: Page,
    shown: Option<Shown>,
}

struct Shown {
    filters: Filters,
    csv_href: String,
    as_of_notice: Option<String>,
    now_href: String,
    sentence: String,
    terms: String,
    is_empty: bool,
    chart: String,
    labels: Vec<String>,
    rows: Vec<RowView>,
    staying: Option<Staying>,
    losses: Option<Losses>,
}

impl Shown {
    async fn read(cx: &Cx, fields: &Fields, asked: &Asked) -> Result<Self> {
        // Two readers side by side: each of the two reads a whole period.
        let (rows, before) = tokio::try_join!(progress(&cx.app, &cx.actor, &asked.query), before(cx, asked))?;
        let rows = rows.as_slice();
        let entered: u64 = rows.iter().map(PhaseProgress::entered).sum();
        let moment = moment(cx, asked);
        let terms = t!(
            cx,
            "report-phases-terms",
            period = period::label(cx, asked.period),
            entered = japan::group(entered.cast_signed()),
            min = MIN_N,
            zone = cx.zone().name(),
            moment = moment.as_str()
        );
        Ok(Self {
            filters: filters(cx, fields, asked),
            csv_href: format!("/reports/phases?{}", fields.with("format", "csv").encode()),
            as_of_notice: asked
                .as_of
                .map(|_| t!(cx, "report-as-of-notice", day = moment.as_str())),
            now_href: format!("/reports/phases?{}", fields.with("as_of", "").encode()),
            sentence: sentence(cx.texts(), rows, &before),
            terms,
            is_empty: entered == 0,
            chart: phases_view::chart(cx, fields, rows).to_string().replace('<', "\\u003c"),
            labels: count_labels(cx.texts(), &shown_fates(rows)),
            rows: phases_view::rows(cx, fields, rows),
            staying: Staying::read(cx, fields, asked, rows).await?,
            losses: Losses::read(cx, fields, asked, rows).await?,
        })
    }
}

fn moment(cx: &Cx, asked: &Asked) -> String {
    let day = |day| japan::short_date(day, cx.today(), cx.texts().lang());
    match asked.as_of {
        Some(past) => day(past),
        None => format!("{} {}", day(cx.today()), cx.now.clock_time(cx.zone())),
    }
}

/// How many there are in the weakest phase, or, where none is weakest, in all.
fn in_focus(rows: &[PhaseProgress], fate: Fate) -> (Option<&PhaseProgress>, u64) {
    let weak = weakest(rows);
    let all = || rows.iter().map(|row| row.count(fate)).sum();
    (weak, weak.map_or_else(all, |row| row.count(fate)))
}

/// What to do about the deals that are still there.
struct Staying {
    title: String,
    href: String,
    steps: Vec<NextStep>,
}

impl Staying {
    /// None for a past day: what was to be done then is not known.
    async fn read(cx: &Cx, fields: &Fields, asked: &Asked, rows: &[PhaseProgress]) -> Result<Option<Self>> {
        let (weak, count) = in_focus(rows, Fate::Stays);
        if count == 0 || asked.as_of.is_some() {
            return Ok(None);
        }
        let phase = weak.map(|row| row.phase.id);
        let ids = phases_stays::staying(&cx.app, &cx.actor, &asked.query, phase, NEXT_STEPS).await?;
        let title = match weak {
            Some(row) => t!(
                cx,
                "report-phases-staying",
                phase = row.phase.name.as_str(),
                count = count
            ),
            None => t!(cx, "report-phases-staying-anywhere", count = count),
        };
        Ok(Some(Self {
            title,
            href: stays_href(fields, phase, &[Fate::Stays], &[]),
            steps: next_steps(cx, &ids).await?,
        }))
    }
}

/// Why deals were lost there.
struct Losses {
    title: String,
    href: String,
    reasons: Vec<Reason>,
}

struct Reason {
    name: String,
    count: i64,
    width: i64,
    href: String,
}

impl Losses {
    async fn read(cx: &Cx, fields: &Fields, asked: &Asked, rows: &[PhaseProgress]) -> Result<Option<Self>> {
        let (weak, count) = in_focus(rows, Fate::Lost);
        if count == 0 {
            return Ok(None);
        }
        let phase = weak.map(|row| row.phase.id);
        let losses = phases_stays::losses(&cx.app, &cx.actor, &asked.query, phase).await?;
        let lost = stays_href(fields, phase, &[Fate::Lost], &[]);
        let most = losses.iter().map(|loss| loss.n).max().unwrap_or(1).max(1);
        let reasons = losses.into_iter().map(|loss| Reason {
            href: format!("{lost}&reason={}", loss.reason.map_or(0, |reason| reason.0)),
            name: loss.name.unwrap_or_else(|| t!(cx, "report-no-reason")),
            count: loss.n,
            width: loss.n * 100 / most,
        });
        let title = match weak {
            Some(row) => t!(cx, "report-phases-lost", phase = row.phase.name.as_str(), count = count),
            None => t!(cx, "report-phases-lost-anywhere", count = count),
        };
        Ok(Some(Self {
            title,
            reasons: reasons.collect(),
            href: lost,
        }))
    }
}
