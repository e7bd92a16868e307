//! The bar of filters above the phase report.

use japan::Period;
use kit::fields::Fields;

use super::phases_query::{Asked, calendar, offered};
use crate::{
    accounts,
    cx::Cx,
    error::Result,
    masters::{self, Master},
    t,
};

/// One line of a select.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// As in the URL.
    pub value: String,
    /// For people.
    pub label: String,
    /// Whether it is chosen.
    pub chosen: bool,
}

/// A select of the bar.
#[derive(Clone, Debug)]
pub struct Select {
    /// Its name in the URL.
    pub name: &'static str,
    /// What it chooses.
    pub label: String,
    /// Its lines; the first one means "all".
    pub choices: Vec<Choice>,
}

/// The bar.
#[derive(Clone, Debug)]
pub struct Filters {
    /// Pipeline, period, team, owner, channel, product.
    pub selects: Vec<Select>,
    /// The first day, where the period is free.
    pub from: String,
    /// The last day likewise.
    pub to: String,
    /// The day as of which it is drawn.
    pub as_of: String,
}

impl Filters {
    /// Whether days were chosen by hand.
    #[must_use]
    pub fn is_free(&self) -> bool {
        [&self.from, &self.to, &self.as_of]
            .into_iter()
            .any(|day| !day.is_empty())
    }

    /// Everything that can be chosen, with what is.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn read(cx: &Cx, fields: &Fields, asked: &Asked) -> Result<Self> {
        let db = cx.db();
        let pipelines = asked.pipelines.iter().map(|one| (one.id.0, one.name.clone()));
        let teams = accounts::seen_teams(db, &cx.actor)
            .await?
            .into_iter()
            .map(|one| (one.id.0, one.name));
        let people = accounts::seen_people(db, &cx.actor)
            .await?
            .into_iter()
            .map(|one| (one.id.0, one.name));
        let channels = masters::choices(db, Master::Channel, fields.number("channel")).await?;
        let products = masters::choices(db, Master::Product, fields.number("product")).await?;
        let named = |list: Vec<masters::Choice>| list.into_iter().map(|one| (one.id, one.name)).collect::<Vec<_>>();
        let mut selects = vec![
            select(
                "pipeline",
                t!(cx, "pipeline"),
                None,
                pipelines,
                Some(asked.query.pipeline.0),
            ),
            periods(cx, fields, asked.period),
        ];
        for (name, label, all, list) in [
            (
                "team",
                t!(cx, "team"),
                t!(cx, "report-all-teams"),
                teams.collect::<Vec<_>>(),
            ),
            ("owner", t!(cx, "owner"), t!(cx, "report-all-owners"), people.collect()),
            (
                "channel",
                t!(cx, "channel"),
                t!(cx, "report-all-channels"),
                named(channels),
            ),
            (
                "product",
                t!(cx, "product"),
                t!(cx, "report-all-products"),
                named(products),
            ),
        ] {
            if list.len() > 1 {
                selects.push(select(name, label, Some(all), list, fields.number(name)));
            }
        }
        Ok(Self {
            selects,
            from: fields.text("from").to_owned(),
            to: fields.text("to").to_owned(),
            as_of: fields.text("as_of").to_owned(),
        })
    }
}

fn select(
    name: &'static str,
    label: String,
    all: Option<String>,
    list: impl IntoIterator<Item = (i64, String)>,
    chosen: Option<i64>,
) -> Select {
    let all = all.map(|label| Choice {
        value: String::new(),
        label,
        chosen: chosen.is_none(),
    });
    let list = list.into_iter().map(|(id, label)| Choice {
        value: id.to_string(),
        label,
        chosen: chosen == Some(id),
    });
    Select {
        name,
        label,
        choices: all.into_iter().chain(list).collect(),
    }
}

fn periods(cx: &Cx, fields: &Fields, chosen: Period) -> Select {
    let free = !fields.text("from").is_empty() || !fields.text("to").is_empty();
    let mut list = offered(cx);
    if !free && !list.contains(&chosen) {
        list.insert(0, chosen);
    }
    let mut choices: Vec<Choice> = list
        .into_iter()
        .map(|period| Choice {
            value: period.to_string(),
            label: period.label(calendar(cx), cx.texts().lang()),
            chosen: !free && period == chosen,
        })
        .collect();
    if free {
        choices.insert(
            0,
            Choice {
                value: String::new(),
                label: t!(cx, "report-period-free"),
                chosen: true,
            },
        );
    }
    Select {
        name: "period",
        label: t!(cx, "report-period"),
        choices,
    }
}
