//! The line of filters above the board: what can be chosen, and what is.

use chrono::TimeDelta;
use kit::fields::Fields;

use super::{RelativePeriod, board::Asked, board_order::Order};
use crate::{
    accounts,
    cx::Cx,
    error::Result,
    ids::PipelineId,
    masters::{self, Master},
    pipelines::Pipeline,
    t,
    text::Texts,
};

/// One choice of a field.
pub(super) struct Choice {
    pub value: String,
    pub label: String,
    pub chosen: bool,
}

/// What the line of filters shows.
pub(super) struct FilterBar {
    pub pipelines: Vec<Choice>,
    pub teams: Vec<Choice>,
    pub owners: Vec<Choice>,
    pub closes: Vec<Choice>,
    pub close_on: bool,
    pub close_from: String,
    pub close_to: String,
    pub channels: Vec<Choice>,
    pub products: Vec<Choice>,
    pub orders: Vec<Choice>,
    pub order_default: String,
    pub colour: String,
    pub text: String,
    pub as_of: String,
    pub yesterday: String,
    pub any: bool,
}

impl FilterBar {
    /// Reads what can be chosen.
    pub async fn read(cx: &Cx, asked: &Asked, query: &Fields, pipelines: &[Pipeline]) -> Result<Self> {
        let db = cx.db();
        let people = accounts::seen_people(db, &cx.actor).await?;
        let teams = accounts::seen_teams(db, &cx.actor).await?;
        let channels = masters::choices(db, Master::Channel, None).await?;
        let products = masters::choices(db, Master::Product, None).await?;
        let chosen = |name: &str, value: &str| query.all(name).any(|chosen| chosen == value);
        let choice = |name: &str, value: String, label: String| Choice {
            chosen: chosen(name, &value),
            value,
            label,
        };
        let me = Choice {
            value: "me".into(),
            label: t!(cx, "board-me"),
            chosen: chosen("owner", "me"),
        };
        let others = people
            .into_iter()
            .filter(|person| Some(person.id) != cx.actor.user)
            .map(|person| choice("owner", person.id.to_string(), person.name));
        let master = |name: &'static str, all: Vec<masters::Choice>| {
            all.into_iter()
                .map(|one| choice(name, one.id.to_string(), one.name))
                .collect()
        };
        let (orders, order_default) = orders(cx.texts(), asked);
        Ok(Self {
            pipelines: pipelines.iter().map(|one| pipeline(one, asked.pipeline)).collect(),
            teams: teams
                .into_iter()
                .map(|team| choice("team", team.id.to_string(), team.name))
                .collect(),
            owners: std::iter::once(me).chain(others).collect(),
            closes: closes(cx, query),
            close_on: asked.filter.close.is_some(),
            close_from: query.text("close_from").to_owned(),
            close_to: query.text("close_to").to_owned(),
            channels: master("channel", channels),
            products: master("product", products),
            orders,
            order_default,
            colour: query.text("colour").to_owned(),
            text: query.text("text").to_owned(),
            as_of: asked.as_of.map(|day| day.to_string()).unwrap_or_default(),
            yesterday: (cx.today() - TimeDelta::days(1)).to_string(),
            any: !asked.filter.is_empty(),
        })
    }

    /// A single team is nothing to choose from.
    pub fn offers_teams(&self) -> bool {
        self.teams.len() > 1 || self.teams.iter().any(|team| team.chosen)
    }

    /// The period in force, beside the word that it is about.
    pub fn close_chosen(&self) -> Option<&str> {
        let chosen = self.closes.iter().find(|choice| choice.chosen);
        chosen.map(|choice| choice.label.as_str())
    }
}

fn pipeline(one: &Pipeline, shown: PipelineId) -> Choice {
    Choice {
        value: one.id.to_string(),
        label: one.name.clone(),
        chosen: one.id == shown,
    }
}

fn closes(cx: &Cx, query: &Fields) -> Vec<Choice> {
    let chosen = query.text("close");
    let choice = |value: &str, label| Choice {
        value: value.to_owned(),
        label,
        chosen: chosen == value,
    };
    let relative = RelativePeriod::ALL.map(|period| choice(period.code(), relative_label(cx.texts(), period)));
    let others = [
        choice("overdue", t!(cx, "board-close-overdue")),
        choice("unset", t!(cx, "board-close-unset")),
    ];
    let mut all: Vec<Choice> = relative.into_iter().chain(others).collect();
    // A period of its own, such as `2026-Q3`, comes by a link and stays chosen.
    if let Ok(period) = chosen.parse::<japan::Period>() {
        let label = period.label(cx.actor.workspace.calendar(), cx.texts().lang());
        all.push(choice(chosen, label));
    }
    all
}

fn relative_label(words: Texts, period: RelativePeriod) -> String {
    match period {
        RelativePeriod::ThisMonth => t!(words, "board-this-month"),
        RelativePeriod::NextMonth => t!(words, "board-next-month"),
        RelativePeriod::ThisQuarter => t!(words, "board-this-quarter"),
        RelativePeriod::NextQuarter => t!(words, "board-next-quarter"),
        RelativePeriod::ThisHalf => t!(words, "board-this-half"),
        RelativePeriod::NextHalf => t!(words, "board-next-half"),
        RelativePeriod::ThisYear => t!(words, "board-this-year"),
        RelativePeriod::NextYear => t!(words, "board-next-year"),
    }
}

/// The orders besides the one that holds when nothing is chosen, and that one's name.
fn orders(words: Texts, asked: &Asked) -> (Vec<Choice>, String) {
    let label = |order| match order {
        Order::Worst => t!(words, "board-order-worst"),
        Order::Close => t!(words, "board-order-close"),
        Order::Amount => t!(words, "board-order-amount"),
    };
    let default = asked.default_order();
    let offered = Order::ALL
        .into_iter()
        .filter(|order| *order != default && (asked.as_of.is_none() || *order != Order::Worst));
    let choices = offered.map(|order| Choice {
        value: order.code().to_owned(),
        label: label(order),
        chosen: order == asked.order,
    });
    (choices.collect(), label(default))
}
