//! The question of the phase report as its URL asks it: pipeline, period, filters, moment.

use chrono::{Months, NaiveDate};
use japan::{FiscalCalendar, Period, PeriodKind};
use kit::fields::Fields;

use super::phases::PhaseQuery;
use crate::{
    cx::Cx,
    error::Result,
    ids::PipelineId,
    pipelines::{self, Pipeline},
    t,
    time::At,
};

/// A question that was understood, with what the page says about it.
#[derive(Clone, Debug)]
pub struct Asked {
    /// For the database.
    pub query: PhaseQuery,
    /// The period, for its name and for the one before.
    pub period: Period,
    /// The day as of which it is drawn; `None` for now.
    pub as_of: Option<NaiveDate>,
    /// The pipelines that can be asked about.
    pub pipelines: Vec<Pipeline>,
}

/// What was asked, or what could not be understood, in words.
pub enum Question {
    /// Understood.
    Asked(Box<Asked>),
    /// Not understood: messages that name the field, the value and the remedy.
    Refused(Vec<String>),
    /// There is no pipeline yet.
    NoPipeline,
}

/// Reads the URL. The period is this fiscal year unless something is said.
///
/// # Errors
/// When the database is away.
pub async fn read(cx: &Cx, fields: &Fields) -> Result<Question> {
    let pipelines = pipelines::pipelines(cx.db()).await?;
    let Some(first) = pipelines.first() else {
        return Ok(Question::NoPipeline);
    };
    let mut refused = Vec::new();
    let asked_pipeline = fields.number("pipeline").map(PipelineId);
    let pipeline = asked_pipeline
        .filter(|id| pipelines.iter().any(|one| one.id == *id))
        .unwrap_or(first.id);
    let period = period(cx, fields, &mut refused);
    let as_of = as_of(cx, fields, &mut refused);
    if !refused.is_empty() {
        return Ok(Question::Refused(refused));
    }
    let query = query(cx, fields, pipeline, period, as_of);
    Ok(Question::Asked(Box::new(Asked {
        query,
        period,
        as_of,
        pipelines,
    })))
}

/// The same question about another period.
#[must_use]
pub fn about(cx: &Cx, asked: &Asked, period: Period) -> PhaseQuery {
    let (from, to) = bounds(cx, period);
    PhaseQuery {
        from,
        to,
        ..asked.query.clone()
    }
}

/// The fiscal calendar of the workspace.
#[must_use]
pub fn calendar(cx: &Cx) -> FiscalCalendar {
    let month = u8::try_from(cx.actor.workspace.fiscal_start_month).unwrap_or(4);
    FiscalCalendar::starting_in(chrono::Month::try_from(month).unwrap_or(chrono::Month::April))
}

/// The periods on offer: each kind as it is today and the one before it.
#[must_use]
pub fn offered(cx: &Cx) -> Vec<Period> {
    let kinds = [
        PeriodKind::Week,
        PeriodKind::Month,
        PeriodKind::Quarter,
        PeriodKind::Half,
        PeriodKind::FiscalYear,
    ];
    let both = kinds.into_iter().flat_map(|kind| {
        let this = Period::containing(cx.today(), kind, calendar(cx));
        [Some(this), this.previous()]
    });
    both.flatten().collect()
}

fn query(cx: &Cx, fields: &Fields, pipeline: PipelineId, period: Period, as_of: Option<NaiveDate>) -> PhaseQuery {
    let (from, to) = bounds(cx, period);
    let id = |name: &str| fields.number(name);
    PhaseQuery {
        pipeline,
        from,
        to,
        as_of: as_of.map(|day| At(At::day_end(day, cx.zone()).0 - 1)),
        owner: id("owner").map(crate::ids::UserId),
        team: id("team").map(crate::ids::TeamId),
        channel: id("channel").map(crate::ids::ChannelId),
        product: id("product").map(crate::ids::ProductId),
    }
}

fn bounds(cx: &Cx, period: Period) -> (At, At) {
    let calendar = calendar(cx);
    (
        At::day_start(period.first_day(calendar), cx.zone()),
        At::day_end(period.last_day(calendar), cx.zone()),
    )
}

fn period(cx: &Cx, fields: &Fields, refused: &mut Vec<String>) -> Period {
    let this_year = Period::containing(cx.today(), PeriodKind::FiscalYear, calendar(cx));
    let (from, to) = (fields.text("from"), fields.text("to"));
    if !from.is_empty() || !to.is_empty() {
        let earliest = cx.today().checked_sub_months(Months::new(12)).unwrap_or(cx.today());
        let first = day(cx, "from", from, earliest, refused);
        let last = day(cx, "to", to, cx.today(), refused);
        return Period::custom(first, last).unwrap_or_else(|_| {
            refused.push(t!(cx, "report-period-backwards", from = from, to = to));
            this_year
        });
    }
    match fields.text("period") {
        "" => this_year,
        text => text.parse().unwrap_or_else(|_| {
            refused.push(t!(cx, "report-period-unknown", value = text));
            this_year
        }),
    }
}

fn as_of(cx: &Cx, fields: &Fields, refused: &mut Vec<String>) -> Option<NaiveDate> {
    let text = fields.text("as_of");
    if text.is_empty() {
        return None;
    }
    let day = day(cx, "as_of", text, cx.today(), refused);
    if day > cx.today() {
        refused.push(t!(cx, "report-as-of-future", value = text));
    }
    // Today is not the past: it is drawn as it stands now.
    Some(day).filter(|day| *day < cx.today())
}

fn day(cx: &Cx, name: &str, text: &str, otherwise: NaiveDate, refused: &mut Vec<String>) -> NaiveDate {
    if text.is_empty() {
        return otherwise;
    }
    japan::parse_date(text, cx.today()).unwrap_or_else(|_| {
        let field = match name {
            "from" => t!(cx, "report-from"),
            "to" => t!(cx, "report-to"),
            _ => t!(cx, "report-as-of"),
        };
        refused.push(t!(cx, "report-day-unknown", field = field, value = text));
        otherwise
    })
}
