//! The small marks of a deal on cards and in lists: a letter for each item it is asked, in the shape of its state.

use std::collections::HashMap;

use askama::Template;
use db::{Dialect, Sql};
use sea_orm::{ConnectionTrait, FromQueryResult};

use super::State;
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
pub struct AskedItems(HashMap<PipelineId, Vec<Named>>);

#[derive(Clone, Debug, FromQueryResult)]
struct Named {
    pipeline_id: PipelineId,
    id: ItemId,
    name: String,
    mark: String,
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
            "SELECT p.id AS pipeline_id, i.id, i.name, i.mark FROM pipelines p
             JOIN framework_items i ON i.framework_id = p.framework_id WHERE i.retired_at IS NULL
             ORDER BY i.position, i.id",
        );
        let mut items: HashMap<PipelineId, Vec<Named>> = HashMap::new();
        for item in Named::find_by_statement(sql.statement(Dialect::of(db))).all(db).await? {
            items.entry(item.pipeline_id).or_default().push(item);
        }
        Ok(Self(items))
    }

    /// The marks of a deal from what [`states_sql`] read; none when its pipeline asks nothing.
    #[must_use]
    pub fn marks(&self, pipeline: PipelineId, states: Option<&str>, words: Texts) -> Option<Marks> {
        let known = parse(states.unwrap_or(""));
        let items = self.0.get(&pipeline)?;
        let mark = |item: &Named| Mark {
            letters: item.mark.clone(),
            state: known.get(&item.id).copied().unwrap_or_default(),
            name: item.name.clone(),
        };
        Some(Marks::new(items.iter().map(mark).collect(), words))
    }
}

impl Marks {
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

fn parse(states: &str) -> HashMap<ItemId, State> {
    let pairs = states.split(',').filter_map(|pair| pair.split_once(':'));
    pairs
        .filter_map(|(item, state)| Some((item.parse().ok()?, State::from_code(state)?)))
        .collect()
}
