//! The question of the outcomes as its URL asks it: pipeline, period, team, grouping.

use japan::Period;
use kit::fields::Fields;

use super::{
    filters::{Choice, Filters, Offer, Select, chosen},
    outcomes::{Grouping, OutcomesQuery},
    period,
    question::Question,
};
use crate::{
    cx::Cx,
    error::Result,
    ids::{PipelineId, TeamId},
    t,
};

/// A question that was understood, with what the page says about it.
#[derive(Clone, Debug)]
pub struct Asked {
    /// For the database.
    pub query: OutcomesQuery,
    /// The period, for its name and for the one before.
    pub period: Period,
    /// What else could be asked for.
    pub offer: Offer,
}

/// Reads the URL. It is about all pipelines and this fiscal year, by product, unless something is said.
///
/// # Errors
/// When the database is away.
pub async fn read(cx: &Cx, fields: &Fields) -> Result<Question<Asked>> {
    let offer = Offer::read(cx, fields).await?;
    if offer.pipelines.is_empty() {
        return Ok(Question::NoPipeline);
    }
    let mut refused = Vec::new();
    let period = period::read(cx, fields, &mut refused);
    let mut id = |name, label, list| chosen(cx, fields, (name, label), list, &mut refused);
    let pipeline = id("pipeline", t!(cx, "pipeline"), &offer.pipelines);
    let team = id("team", t!(cx, "team"), &offer.teams);
    let by = match fields.text("by") {
        "" => Some(Grouping::default()),
        text => Grouping::from_code(text),
    };
    if by.is_none() {
        let value = fields.text("by");
        refused.push(t!(cx, "filter-refused", field = t!(cx, "report-by"), value = value));
    }
    if !refused.is_empty() {
        return Ok(Question::Refused(refused));
    }
    let query = OutcomesQuery {
        pipeline: pipeline.map(PipelineId),
        team: team.map(TeamId),
        closed: Some(period.days(period::calendar(cx)).into_inner()),
        by: by.unwrap_or_default(),
    };
    Ok(Question::Asked(Box::new(Asked { query, period, offer })))
}

/// The same question about another period.
#[must_use]
pub fn about(cx: &Cx, asked: &Asked, period: Period) -> OutcomesQuery {
    OutcomesQuery {
        closed: Some(period.days(period::calendar(cx)).into_inner()),
        ..asked.query
    }
}

/// Everything that can be chosen, with what is.
#[must_use]
pub fn filters(cx: &Cx, fields: &Fields, asked: &Asked) -> Filters {
    let (offer, query) = (&asked.offer, &asked.query);
    let mut selects = vec![period::select(cx, asked.period), groupings(cx, query.by)];
    let (pipeline, team) = (query.pipeline.map(|id| id.0), query.team.map(|id| id.0));
    let narrowing = [
        (
            "pipeline",
            t!(cx, "pipeline"),
            t!(cx, "report-all-pipelines"),
            &offer.pipelines,
            pipeline,
        ),
        ("team", t!(cx, "team"), t!(cx, "report-all-teams"), &offer.teams, team),
    ];
    for (name, label, all, list, chosen) in narrowing {
        if list.len() > 1 || chosen.is_some() {
            selects.push(Select::of(name, label, Some(all), list, chosen));
        }
    }
    Filters::new(cx, "/reports/outcomes", fields, asked.period, selects)
}

fn groupings(cx: &Cx, chosen: Grouping) -> Select {
    let choices = Grouping::ALL.into_iter().map(|by| Choice {
        value: by.code().to_owned(),
        label: choice_name(cx, by),
        chosen: by == chosen,
    });
    Select {
        name: "by",
        label: t!(cx, "report-by"),
        choices: choices.collect(),
    }
}

fn choice_name(cx: &Cx, by: Grouping) -> String {
    match by {
        Grouping::Product => t!(cx, "report-by-product"),
        Grouping::Team => t!(cx, "report-by-team"),
        Grouping::Owner => t!(cx, "report-by-owner"),
        Grouping::Channel => t!(cx, "report-by-channel"),
        Grouping::Quarter => t!(cx, "report-by-quarter"),
    }
}

/// What the groups are.
#[must_use]
pub fn grouping_name(cx: &Cx, by: Grouping) -> String {
    match by {
        Grouping::Product => t!(cx, "product"),
        Grouping::Team => t!(cx, "team"),
        Grouping::Owner => t!(cx, "owner"),
        Grouping::Channel => t!(cx, "channel"),
        Grouping::Quarter => t!(cx, "report-quarter"),
    }
}
