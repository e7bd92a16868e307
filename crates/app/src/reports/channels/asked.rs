//! The question of the channels as its URL asks it: period, by what, team.

use japan::Period;
use kit::fields::Fields;

use super::{By, ChannelsQuery, Of};
use crate::{
    cx::Cx,
    error::Result,
    ids::TeamId,
    reports::{
        filters::{Choice, Filters, Offer, Select, chosen},
        period,
        question::Question,
    },
    t,
};

/// A question that was understood, with what the page says about it.
#[derive(Clone, Debug)]
pub struct Asked {
    /// For the database.
    pub query: ChannelsQuery,
    /// The period, for its name and for the one before.
    pub period: Period,
    offer: Offer,
}

/// Reads the URL. It is about this fiscal year, by the channel of deals, unless something is said.
///
/// # Errors
/// When the database is away.
pub async fn read(cx: &Cx, fields: &Fields) -> Result<Question<Asked>> {
    let offer = Offer::read(cx, fields).await?;
    let mut refused = Vec::new();
    let period = period::read(cx, fields, &mut refused);
    let team = chosen(cx, fields, ("team", t!(cx, "team")), &offer.teams, &mut refused);
    let by = match fields.text("by") {
        "" => Some(By::default()),
        text => By::from_code(text),
    };
    let of = match fields.text("of") {
        "" => Some(Of::default()),
        text => Of::from_code(text),
    };
    for (is_unknown, name, label) in [
        (by.is_none(), "by", t!(cx, "report-by")),
        (of.is_none(), "of", t!(cx, "report-touches-of")),
    ] {
        if is_unknown {
            let value = fields.text(name);
            refused.push(t!(cx, "filter-refused", field = label, value = value));
        }
    }
    if !refused.is_empty() {
        return Ok(Question::Refused(refused));
    }
    let query = ChannelsQuery {
        by: by.unwrap_or_default(),
        of: of.unwrap_or_default(),
        team: team.map(TeamId),
        days: period.days(period::calendar(cx)).into_inner(),
    };
    Ok(Question::Asked(Box::new(Asked { query, period, offer })))
}

/// The same question about another period.
#[must_use]
pub fn about(cx: &Cx, asked: &Asked, period: Period) -> ChannelsQuery {
    ChannelsQuery {
        days: period.days(period::calendar(cx)).into_inner(),
        ..asked.query
    }
}

/// Everything that can be chosen, with what is.
#[must_use]
pub fn filters(cx: &Cx, fields: &Fields, asked: &Asked) -> Filters {
    let query = &asked.query;
    let mut selects = vec![period::select(cx, asked.period), bys(cx, query.by)];
    if query.by != By::Channel {
        selects.push(ofs(cx, query.of));
    }
    let team = query.team.map(|id| id.0);
    if asked.offer.teams.len() > 1 || team.is_some() {
        let all = Some(t!(cx, "report-all-teams"));
        selects.push(Select::of("team", t!(cx, "team"), all, &asked.offer.teams, team));
    }
    Filters::new(cx, "/reports/channels", fields, asked.period, selects)
}

fn bys(cx: &Cx, chosen: By) -> Select {
    let choice = |by: By| Choice {
        value: by.code().to_owned(),
        label: by_name(cx, by),
        chosen: by == chosen,
    };
    Select {
        name: "by",
        label: t!(cx, "report-by"),
        choices: By::ALL.map(choice).into(),
    }
}

fn ofs(cx: &Cx, chosen: Of) -> Select {
    let choice = |of: Of| Choice {
        value: of.code().to_owned(),
        label: match of {
            Of::Kind => t!(cx, "report-touches-of-kind"),
            Of::Channel => t!(cx, "report-touches-of-channel"),
        },
        chosen: of == chosen,
    };
    Select {
        name: "of",
        label: t!(cx, "report-touches-of"),
        choices: Of::ALL.map(choice).into(),
    }
}

/// What a grouping is called.
#[must_use]
pub fn by_name(cx: &Cx, by: By) -> String {
    match by {
        By::Channel => t!(cx, "report-by-channel"),
        By::First => t!(cx, "report-by-first-touch"),
        By::Last => t!(cx, "report-by-last-touch"),
        By::Any => t!(cx, "report-by-any-touch"),
    }
}

/// What the groups are.
#[must_use]
pub fn groups_name(cx: &Cx, query: &ChannelsQuery) -> String {
    if query.is_by_channel() {
        t!(cx, "channel")
    } else {
        t!(cx, "touch")
    }
}
