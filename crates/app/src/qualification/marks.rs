//! The small marks of a deal on cards and in lists: a letter for each item it is asked, in the shape of its state.

use std::collections::HashMap;

use askama::Template;
use db::{Dialect, Sql};
use sea_orm::{ConnectionTrait, FromQueryResult};

use super::{Fact, Item, State};
use crate::{
    error::Result,
    ids::{ItemId, PipelineId},
    t,
    text::Texts,
};

/// As SQL: the states of a deal's items, `12:confirmed,13:concern`. Read by the same query as the deals themselves, from one
/// index, so that a page of cards asks nothing more.
#[must_use]
pub fn states_sql(deal: &str) -> String {
    format!(
        "(SELECT STRING_AGG(CAST(q.item_id AS TEXT) || ':' || q.state, ',') FROM qualification_facts q
          WHERE q.deal_id = {deal} AND q.replaced_at IS NULL)"
    )
}

/// The items that are asked of the deals of each pipeline, in their order.
#[derive(Clone, Debug, Default)]
pub struct AskedItems(HashMap<PipelineId, Vec<Item>>);

#[derive(FromQueryResult)]
struct Asked {
    pipeline_id: PipelineId,
    #[sea_orm(nested)]
    item: Item,
}

/// One mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// One or two of them.
    pub letters: String,
    /// Its shape.
    pub state: State,
    /// What the letters stand for.
    pub name: String,
}

/// The marks of a deal; drawn by `{{ marks }}`.
#[derive(Clone, Debug, Template)]
#[template(path = "qualification/views/marks.html")]
pub struct Marks {
    label: String,
    marks: Vec<Mark>,
}

impl askama::filters::HtmlSafe for Marks {}

impl AskedItems {
    /// Reads them for all pipelines: there are few.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn read<C: ConnectionTrait>(db: &C) -> Result<Self> {
        let sql = Sql::new(
            "SELECT p.id AS pipeline_id, i.* FROM pipelines p
             JOIN framework_items i ON i.framework_id = p.framework_id WHERE i.retired_at IS NULL
             ORDER BY i.position, i.id",
        );
        let mut items: HashMap<PipelineId, Vec<Item>> = HashMap::new();
        for asked in Asked::find_by_statement(sql.statement(Dialect::of(db))).all(db).await? {
            items.entry(asked.pipeline_id).or_default().push(asked.item);
        }
        Ok(Self(items))
    }

    /// The marks of a deal whose items stand so; none when its pipeline asks nothing.
    #[must_use]
    pub fn marks(&self, pipeline: PipelineId, states: &States, words: Texts) -> Option<Marks> {
        Marks::of_items(self.0.get(&pipeline)?, states, words)
    }

    /// Whether the deals of a pipeline are asked for an item.
    #[must_use]
    pub fn asks(&self, pipeline: PipelineId, item: ItemId) -> bool {
        let items = self.0.get(&pipeline);
        items.is_some_and(|items| items.iter().any(|one| one.id == item))
    }
}

/// How far the items of one deal are known. What is missing is not known.
#[derive(Clone, Debug, Default)]
pub struct States(HashMap<ItemId, State>);

impl States {
    /// What [`states_sql`] read.
    #[must_use]
    pub fn parse(states: &str) -> Self {
        let pairs = states.split(',').filter_map(|pair| pair.split_once(':'));
        let pairs = pairs.filter_map(|(item, state)| Some((item.parse().ok()?, State::from_code(state)?)));
        Self(pairs.collect())
    }

    /// What is known now.
    #[must_use]
    pub fn of(facts: &[Fact]) -> Self {
        Self(facts.iter().map(|fact| (fact.item_id, fact.state)).collect())
    }
}

impl Marks {
    /// Of the items that a deal is asked; none when that is nothing.
    #[must_use]
    pub fn of_items(asked: &[Item], states: &States, words: Texts) -> Option<Self> {
        let mark = |item: &Item| Mark {
            letters: item.mark.clone(),
            state: states.0.get(&item.id).copied().unwrap_or_default(),
            name: item.name.clone(),
        };
        (!asked.is_empty()).then(|| Self::new(asked.iter().map(mark).collect(), words))
    }

    /// Of these, which are at least one.
    #[must_use]
    pub fn new(marks: Vec<Mark>, words: Texts) -> Self {
        let told = marks.iter().map(|mark| {
            t!(
                words,
                "mark-says",
                item = mark.name.as_str(),
                state = mark.state.name(words)
            )
        });
        let told: Vec<String> = told.collect();
        Self {
            label: told.join(&t!(words, "told-list")),
            marks,
        }
    }

    /// 「予算 確認済、決裁権 懸念あり」.
    #[must_use]
    pub fn label(&self) -> &str {
        &self.label
    }
}
