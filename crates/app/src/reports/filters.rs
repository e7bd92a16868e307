//! The bar above a report: what it can be narrowed to, and to what it is.

use japan::Period;
use kit::fields::Fields;

use super::period;
use crate::{
    accounts,
    cx::Cx,
    error::Result,
    masters::{self, Master},
    pipelines, t,
};

/// Something that can be chosen: its number and its name.
pub type Named = (i64, String);

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
    /// Its lines; an empty value means "all".
    pub choices: Vec<Choice>,
}

impl Select {
    /// Whether something is always chosen: a heading more than a filter.
    #[must_use]
    pub fn is_main(&self) -> bool {
        self.choices.iter().all(|choice| !choice.value.is_empty())
    }

    /// Of records; `all` is what its first line says, if everything can be chosen.
    #[must_use]
    pub fn of(name: &'static str, label: String, all: Option<String>, list: &[Named], chosen: Option<i64>) -> Self {
        let all = all.map(|label| Choice {
            value: String::new(),
            label,
            chosen: chosen.is_none(),
        });
        let list = list.iter().map(|(id, label)| Choice {
            value: id.to_string(),
            label: label.clone(),
            chosen: chosen == Some(*id),
        });
        Self {
            name,
            label,
            choices: all.into_iter().chain(list).collect(),
        }
    }
}

/// What a report can be narrowed to by this reader.
#[derive(Clone, Debug)]
pub struct Offer {
    /// Those in use.
    pub pipelines: Vec<Named>,
    /// Those of the people the reader sees.
    pub teams: Vec<Named>,
    /// Those the reader sees.
    pub people: Vec<Named>,
    /// Those in use, and the one that is chosen.
    pub channels: Vec<Named>,
    /// Likewise.
    pub products: Vec<Named>,
}

impl Offer {
    /// Reads the lists.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn read(cx: &Cx, fields: &Fields) -> Result<Self> {
        let db = cx.db();
        let pipelines = pipelines::pipelines(db).await?.into_iter();
        let teams = accounts::seen_teams(db, &cx.actor).await?.into_iter();
        let people = accounts::seen_people(db, &cx.actor).await?.into_iter();
        let channels = masters::choices(db, Master::Channel, fields.number("channel")).await?;
        let products = masters::choices(db, Master::Product, fields.number("product")).await?;
        let named = |list: Vec<masters::Choice>| list.into_iter().map(|one| (one.id, one.name)).collect();
        Ok(Self {
            pipelines: pipelines.map(|one| (one.id.0, one.name)).collect(),
            teams: teams.map(|one| (one.id.0, one.name)).collect(),
            people: people.map(|one| (one.id.0, one.name)).collect(),
            channels: named(channels),
            products: named(products),
        })
    }
}

/// The number in a filter, if it is one of the list. Anything else is refused rather than ignored: showing more than was
/// asked for would make a sum a lie.
pub fn chosen(
    cx: &Cx,
    fields: &Fields,
    (name, label): (&str, String),
    list: &[Named],
    refused: &mut Vec<String>,
) -> Option<i64> {
    let text = fields.text(name);
    if text.is_empty() {
        return None;
    }
    let found = fields
        .number(name)
        .filter(|id| list.iter().any(|(known, _)| known == id));
    if found.is_none() {
        refused.push(t!(cx, "filter-refused", field = label, value = text));
    }
    found
}

/// The bar.
#[derive(Clone, Debug)]
pub struct Filters {
    /// The report's own URL.
    pub action: &'static str,
    /// What can be chosen.
    pub selects: Vec<Select>,
    /// The period before, if there is one.
    pub previous: Option<String>,
    /// The period after, unless it has not begun.
    pub next: Option<String>,
    /// The first and the last day of the period.
    pub days: (String, String),
    /// Whether those were chosen by hand.
    pub is_free: bool,
    /// What else is asked, for the form that asks for days.
    pub others: Vec<(String, String)>,
    /// The moment as of which it is drawn, where that can be chosen.
    pub moment: Option<Moment>,
}

/// The day as of which a report is drawn.
#[derive(Clone, Debug)]
pub struct Moment {
    /// As in the URL; empty for now.
    pub value: String,
    /// For people.
    pub label: String,
}

impl Filters {
    /// The bar of a report about a period.
    #[must_use]
    pub fn new(cx: &Cx, action: &'static str, fields: &Fields, asked: Period, selects: Vec<Select>) -> Self {
        let to = |period: Period| {
            let query = fields.with("from", "").with("to", "").with("format", "");
            format!("{action}?{}", query.with("period", period.to_string()).encode())
        };
        let (first, last) = asked.days(period::calendar(cx)).into_inner();
        let begun = |after: &Period| after.first_day(period::calendar(cx)) <= cx.today();
        let names: Vec<&str> = selects.iter().map(|select| select.name).chain(["as_of"]).collect();
        let others = fields
            .pairs()
            .iter()
            .filter(|(name, value)| name != "period" && !value.is_empty() && names.contains(&name.as_str()));
        Self {
            action,
            selects,
            previous: asked.previous().map(to),
            next: asked.next().filter(begun).map(to),
            days: (first.to_string(), last.to_string()),
            is_free: asked.kind().is_none(),
            others: others.cloned().collect(),
            moment: None,
        }
    }
}
