//! The columns of the list of deals for what is known of each item: the value in the list, everything in its file.

use std::sync::Arc;

use super::list::Listed;
use crate::{
    cx::Cx,
    error::Result,
    qualification::{AskedItems, NamedItem, State, asked_items, file, saying},
    shared::{Added, Cell},
};

/// One for each item that deals are asked.
///
/// # Errors
/// When the database is away.
pub async fn item_columns(cx: &Cx) -> Result<Vec<Added<Listed>>> {
    let asked = Arc::new(AskedItems::read(cx.db()).await?);
    let items = asked_items(cx.db()).await?;
    Ok(items
        .into_iter()
        .map(|item| column(cx, item, Arc::clone(&asked)))
        .collect())
}

fn column(cx: &Cx, named: NamedItem, asked: Arc<AskedItems>) -> Added<Listed> {
    let NamedItem { item, name } = named;
    let saying = saying(cx);
    let (words, in_list) = (saying.words, item.clone());
    Added {
        code: format!("item-{}", item.id),
        heads: file::heads(&item, &name, words),
        label: name,
        cell: Arc::new(move |deal: &Listed, _| {
            let Some(fact) = deal.facts.iter().find(|fact| fact.item_id == in_list.id) else {
                return if asked.asks(deal.row.pipeline_id, in_list.id) {
                    Cell::text(State::Unknown.name(words))
                } else {
                    Cell::none()
                };
            };
            let state = fact.state.name(words);
            match saying.value(&fact.value(), fact.contact.as_deref()) {
                value if value.is_empty() => Cell::text(state),
                value => Cell::text(value).with_sub(state),
            }
        }),
        line: Arc::new(move |deal: &Listed| {
            let fact = deal.facts.iter().find(|fact| fact.item_id == item.id);
            file::line(&item, fact, words, saying.calendar)
        }),
    }
}
