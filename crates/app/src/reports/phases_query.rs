//! The question of the phase report as its URL asks it: pipeline, period, filters, moment.

use chrono::NaiveDate;
use japan::Period;
use kit::fields::Fields;

use super::{
    filters::{Filters, Moment, Offer, Select, chosen},
    period,
    phases::PhaseQuery,
    question::Question,
};
use crate::{
    cx::Cx,
    error::Result,
    ids::{ChannelId, PipelineId, ProductId, TeamId, UserId},
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
    /// What else could be asked for.
    pub offer: Offer,
}

/// Reads the URL. The pipeline is the first one and the period this fiscal year unless something is said.
///
/// # Errors
/// When the database is away.
pub async fn read(cx: &Cx, fields: &Fields) -> Result<Question<Asked>> {
    let offer = Offer::read(cx, fields).await?;
    let Some((first, _)) = offer.pipelines.first() else {
        return Ok(Question::NoPipeline);
    };
    let mut refused = Vec::new();
    let period = period::read(cx, fields, &mut refused);
    let as_of = as_of(cx, fields, &mut refused);
    let (from, to) = period::bounds(cx, period);
    let mut id = |name, label, list| chosen(cx, fields, (name, label), list, &mut refused);
    let query = PhaseQuery {
        pipeline: PipelineId(id("pipeline", t!(cx, "pipeline"), &offer.pipelines).unwrap_or(*first)),
        from,
        to,
        as_of: as_of.map(|day| At(At::day_end(day, cx.zone()).0 - 1)),
        owner: id("owner", t!(cx, "owner"), &offer.people).map(UserId),
        team: id("team", t!(cx, "team"), &offer.teams).map(TeamId),
        channel: id("channel", t!(cx, "channel"), &offer.channels).map(ChannelId),
        product: id("product", t!(cx, "product"), &offer.products).map(ProductId),
    };
    if !refused.is_empty() {
        return Ok(Question::Refused(refused));
    }
    Ok(Question::Asked(Box::new(Asked {
        query,
        period,
        as_of,
        offer,
    })))
}

/// The same question about another period.
#[must_use]
pub fn about(cx: &Cx, asked: &Asked, period: Period) -> PhaseQuery {
    let (from, to) = period::bounds(cx, period);
    PhaseQuery {
        from,
        to,
        ..asked.query.clone()
    }
}

/// Everything that can be chosen, with what is.
#[must_use]
pub fn filters(cx: &Cx, fields: &Fields, asked: &Asked) -> Filters {
    let (offer, query) = (&asked.offer, &asked.query);
    let pipeline = Some(query.pipeline.0);
    let (team, owner) = (query.team.map(|id| id.0), query.owner.map(|id| id.0));
    let (channel, product) = (query.channel.map(|id| id.0), query.product.map(|id| id.0));
    let mut selects = vec![
        Select::of("pipeline", t!(cx, "pipeline"), None, &offer.pipelines, pipeline),
        period::select(cx, asked.period),
    ];
    let narrowing = [
        ("team", t!(cx, "team"), t!(cx, "report-all-teams"), &offer.teams, team),
        (
            "owner",
            t!(cx, "owner"),
            t!(cx, "report-all-owners"),
            &offer.people,
            owner,
        ),
        (
            "channel",
            t!(cx, "channel"),
            t!(cx, "report-all-channels"),
            &offer.channels,
            channel,
        ),
        (
            "product",
            t!(cx, "product"),
            t!(cx, "report-all-products"),
            &offer.products,
            product,
        ),
    ];
    for (name, label, all, list, chosen) in narrowing {
        if list.len() > 1 || chosen.is_some() {
            selects.push(Select::of(name, label, Some(all), list, chosen));
        }
    }
    Filters {
        moment: Some(moment(cx, asked)),
        ..Filters::new(cx, "/reports/phases", fields, asked.period, selects)
    }
}

fn moment(cx: &Cx, asked: &Asked) -> Moment {
    let day = |day| japan::short_date(day, cx.today(), cx.texts().lang());
    Moment {
        value: asked.as_of.map(|day| day.to_string()).unwrap_or_default(),
        label: match asked.as_of {
            Some(past) => t!(cx, "report-as-of-is", day = day(past)),
            None => t!(cx, "report-as-of-today"),
        },
    }
}

fn as_of(cx: &Cx, fields: &Fields, refused: &mut Vec<String>) -> Option<NaiveDate> {
    let text = fields.text("as_of");
    if text.is_empty() {
        return None;
    }
    let day = period::day(cx, t!(cx, "report-as-of"), text, refused)?;
    if day > cx.today() {
        refused.push(t!(cx, "report-as-of-future", value = text));
    }
    // Today is not the past: it is drawn as it stands now.
    Some(day).filter(|day| *day < cx.today())
}
