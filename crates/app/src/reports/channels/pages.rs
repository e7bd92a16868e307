//! The page of channels and course (チャネルと経緯); also its CSV and its data, and the records behind a number.

use askama::Template;
use axum::{
    Json,
    response::{IntoResponse as _, Response},
};
use kit::{
    csv::Csv,
    fields::{Fields, QueryFields},
    paging::Paging,
};
use serde_json::{Value, json};

use super::{
    By, Key, What,
    asked::{self, Asked, about, filters, groups_name},
    behind::{self, Behind},
    count::{self, Channels},
    csv::csv,
    facts,
    view::{self, Names, RowView},
};
use crate::{
    cx::Cx,
    error::Result,
    money::Money,
    page::Page,
    reports::{
        figures::{MIN_N, percent},
        filters::Filters,
        period,
        question::{Question, refuse},
    },
    t,
};

/// Lines of a page of records.
const PER_PAGE: u64 = 50;

/// `GET /reports/channels`: page, CSV (`format=csv`) or JSON.
///
/// # Errors
/// When the database is away.
pub async fn show(cx: Cx, QueryFields(fields): QueryFields) -> Result<Response> {
    let title = t!(cx, "report-channels");
    let asked = match asked::read(&cx, &fields).await? {
        Question::Asked(asked) => asked,
        Question::Refused(messages) => return refuse(&cx, title, "/reports/channels", messages),
        Question::NoPipeline => return refuse(&cx, title, "/reports/channels", Vec::new()),
    };
    let facts = facts::read(&cx.app, &cx.actor, &asked.query).await?;
    let counted = count::count(&facts, &asked.query);
    let names = Names::read(&cx, &asked.query).await?;
    if cx.wants.json {
        return Ok(Json(data(&cx, &asked, &names, &counted)).into_response());
    }
    if fields.text("format") == "csv" {
        return Ok(csv(&cx, &asked.query, &names, &counted));
    }
    let before = match asked.period.previous() {
        Some(period) => {
            let query = about(&cx, &asked, period);
            let facts = facts::read(&cx.app, &cx.actor, &query).await?;
            Some(count::count(&facts, &query))
        }
        None => None,
    };
    let (rows, total) = view::rows(&cx, &fields, &names, (&counted, before.as_ref()));
    let shown = Shown {
        filters: filters(&cx, &fields, &asked),
        csv_href: format!("/reports/channels?{}", fields.with("format", "csv").encode()),
        touches_href: {
            let (first, last) = asked.query.days;
            format!("/touches.csv?from={first}&to={last}")
        },
        sentence: sentence(&cx, &names, &counted),
        terms: terms(&cx, &asked),
        is_empty: counted.groups.is_empty(),
        grouping: groups_name(&cx, &asked.query),
        months: view::months(&cx, &fields, &asked, &facts),
        rows,
        total,
    };
    let page = cx.page(title);
    cx.html(&ChannelsPage { page, shown })
}

fn data(cx: &Cx, asked: &Asked, names: &Names, counted: &Channels) -> Value {
    let (first, last) = asked.query.days;
    let (groups, total) = view::data(names, counted);
    json!({
        "question": {
            "team": asked.query.team, "period": asked.period.to_string(), "from": first, "to": last,
            "by": asked.query.by.code(), "of": asked.query.of.code(), "time_zone": cx.zone().name(), "min_n": MIN_N,
        },
        "groups": groups,
        "total": total,
    })
}

#[derive(Template)]
#[template(path = "reports/views/channels.html")]
struct ChannelsPage {
    page: Page,
    shown: Shown,
}

struct Shown {
    filters: Filters,
    csv_href: String,
    touches_href: String,
    sentence: String,
    terms: String,
    is_empty: bool,
    grouping: String,
    rows: Vec<RowView>,
    total: RowView,
    months: Vec<RowView>,
}

/// Names the group that is won more often than all others together, if chance does not explain the difference.
fn sentence(cx: &Cx, names: &Names, counted: &Channels) -> String {
    let all = counted.total.win_rate;
    if counted.groups.is_empty() {
        return t!(cx, "report-channels-none");
    }
    let known = counted.groups.iter().filter(|group| group.win_rate.enough(MIN_N));
    let better = known.filter_map(|group| {
        let rate = group.win_rate;
        let others = stats::Rate::new(all.k().checked_sub(rate.k())?, all.n().checked_sub(rate.n())?);
        let difference = rate.difference(others).filter(|_| others.enough(MIN_N))?;
        (difference.low > 0.0).then_some((group.key, rate, others))
    });
    let best = better.max_by(|one, other| {
        one.1
            .value()
            .partial_cmp(&other.1.value())
            .unwrap_or(std::cmp::Ordering::Equal)
    });
    match best {
        Some((key, rate, others)) => t!(
            cx,
            "report-channels-best",
            name = names.of(key),
            rate = percent(rate.value().unwrap_or_default()),
            n = rate.n(),
            others = percent(others.value().unwrap_or_default())
        ),
        None if all.enough(MIN_N) => t!(cx, "report-channels-alike", n = all.n()),
        None => t!(cx, "report-channels-too-few", n = all.n(), min = MIN_N),
    }
}

/// Period, definitions, time zone and moment.
fn terms(cx: &Cx, asked: &Asked) -> String {
    let lang = cx.texts().lang();
    let moment = format!(
        "{} {}",
        japan::short_date(cx.today(), cx.today(), lang),
        cx.now.clock_time(cx.zone())
    );
    let by = match asked.query.by {
        By::Channel => t!(cx, "report-channels-terms-channel"),
        By::First => t!(cx, "report-channels-terms-first"),
        By::Last => t!(cx, "report-channels-terms-last"),
        By::Any => t!(cx, "report-channels-terms-any"),
    };
    let terms = t!(
        cx,
        "report-channels-terms",
        period = period::label(cx, asked.period),
        min = MIN_N,
        zone = cx.zone().name(),
        moment = moment
    );
    format!("{by}{terms}")
}

#[derive(Template)]
#[template(path = "reports/views/channels_behind.html")]
struct BehindPage {
    page: Page,
    what: What,
    period: String,
    report_href: String,
    csv_href: String,
    previous: Option<String>,
    next: Option<String>,
    rows: Vec<Behind>,
    paging: Paging,
}

impl BehindPage {
    fn is_of_deals(&self) -> bool {
        !matches!(self.what, What::Leads | What::Appointments | What::Costs)
    }

    fn day(&self, day: Option<&chrono::NaiveDate>) -> String {
        day.map_or_else(String::new, |day| self.page.day(*day))
    }
}

/// `GET /reports/channels/behind`: `what` and perhaps `group`, beside the report's own question; page or CSV.
///
/// # Errors
/// When the database is away.
pub async fn behind(cx: Cx, QueryFields(fields): QueryFields) -> Result<Response> {
    let title = t!(cx, "report-channels");
    let back = "/reports/channels";
    let asked = match asked::read(&cx, &fields).await? {
        Question::Asked(asked) => asked,
        Question::Refused(messages) => return refuse(&cx, title, back, messages),
        Question::NoPipeline => return refuse(&cx, title, back, Vec::new()),
    };
    let (what, group) = match cell(&cx, &fields) {
        Ok(cell) => cell,
        Err(messages) => return refuse(&cx, title, back, messages),
    };
    let facts = facts::read(&cx.app, &cx.actor, &asked.query).await?;
    let ids = count::behind(&facts, &asked.query, what, group);
    if fields.text("format") == "csv" {
        return behind_csv(&cx, what, &ids).await;
    }
    let paging = Paging::new(fields.number("page"), PER_PAGE, ids.len() as u64);
    let from = usize::try_from(paging.offset()).unwrap_or(usize::MAX).min(ids.len());
    let shown = &ids[from..ids.len().min(from + PER_PAGE as usize)];
    let href = |fields: Fields| format!("/reports/channels/behind?{}", fields.encode());
    let page = |page: u64| href(fields.with("page", page.to_string()));
    let report = fields.with("group", "").with("what", "").with("page", "");
    let named = match group {
        Some(key) => Names::read(&cx, &asked.query).await?.of(key).to_owned(),
        None => t!(cx, "report-total"),
    };
    let title = t!(cx, "report-stays-title", phase = named, fate = what_name(&cx, what));
    cx.html(&BehindPage {
        page: cx.page(title),
        what,
        period: period::label(&cx, asked.period),
        report_href: format!("/reports/channels?{}", report.encode()),
        csv_href: href(fields.with("format", "csv").with("page", "")),
        previous: paging.previous().map(page),
        next: paging.next().map(page),
        rows: behind::read(&cx, what, shown).await?,
        paging,
    })
}

/// Which number was clicked.
fn cell(cx: &Cx, fields: &Fields) -> std::result::Result<(What, Option<Key>), Vec<String>> {
    let mut refused = Vec::new();
    let what = What::from_code(fields.text("what"));
    if what.is_none() {
        let value = fields.text("what");
        refused.push(t!(cx, "filter-refused", field = t!(cx, "report-what"), value = value));
    }
    let group = match fields.text("group") {
        "" => None,
        "none" => Some(None),
        text => {
            let id = text.parse().ok();
            if id.is_none() {
                refused.push(t!(cx, "filter-refused", field = t!(cx, "report-by"), value = text));
            }
            Some(id)
        }
    };
    match what {
        Some(what) if refused.is_empty() => Ok((what, group)),
        _ => Err(refused),
    }
}

fn what_name(cx: &Cx, what: What) -> String {
    match what {
        What::Leads => t!(cx, "leads"),
        What::Appointments => t!(cx, "report-appointments"),
        What::Opened => t!(cx, "report-opened"),
        What::Won => t!(cx, "report-won"),
        What::Lost => t!(cx, "report-lost"),
        What::Closed => t!(cx, "report-outcomes"),
        What::Costs => t!(cx, "report-cost"),
    }
}

async fn behind_csv(cx: &Cx, what: What, ids: &[i64]) -> Result<Response> {
    let mut csv = Csv::new([
        t!(cx, "report-behind-title"),
        t!(cx, "report-behind-sub"),
        t!(cx, "owner"),
        t!(cx, "lead-state"),
        t!(cx, "report-opened-on"),
        t!(cx, "report-closed-on"),
        t!(cx, "amount"),
        t!(cx, "report-currency"),
    ]);
    for some in ids.chunks(500) {
        for row in behind::read(cx, what, some).await? {
            csv.row([
                row.title,
                row.sub,
                row.owner,
                row.state,
                row.from.map(|day| day.to_string()).unwrap_or_default(),
                row.to.map(|day| day.to_string()).unwrap_or_default(),
                row.amount.map(Money::plain).unwrap_or_default(),
                row.amount.map(|money| money.currency.to_string()).unwrap_or_default(),
            ]);
        }
    }
    Ok(csv.download("channels-behind.csv"))
}
