//! The columns of the list of deals for what the team asks: each item of its frameworks and each question of its hearing. In
//! the list stands what is known; in its file also how far, where from, since when and who said it.

use std::sync::Arc;

use super::list::Listed;
use crate::{
    cx::Cx,
    error::Result,
    hearing::{self, AnswerColumn, NamedQuestion},
    qualification::{AskedItems, NamedItem, State, asked_items, file, saying},
    shared::{Added, Cell},
};

/// One for each item and each question that deals are asked.
///
/// # Errors
/// When the database is away.
pub async fn asked_columns(cx: &Cx) -> Result<Vec<Added<Listed>>> {
    let asked = Arc::new(AskedItems::read(cx.db()).await?);
    let items = asked_items(cx.db()).await?;
    let questions = hearing::asked_questions(cx.db()).await?;
    let items = items.into_iter().map(|one| item(cx, one, Arc::clone(&asked)));
    let questions = questions.into_iter().map(|one| question(cx, one));
    Ok(items.chain(questions).collect())
}

fn item(cx: &Cx, named: NamedItem, asked: Arc<AskedItems>) -> Added<Listed> {
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

fn question(cx: &Cx, named: NamedQuestion) -> Added<Listed> {
    let words = cx.texts();
    let (id, name) = (named.line.id, named.name);
    let given = move |deal: &Listed| deal.answers.iter().find(|row| row.question == id).cloned();
    Added {
        code: format!("question-{id}"),
        heads: AnswerColumn::ALL.map(|column| column.head(&name, words)).into(),
        label: name,
        cell: Arc::new(move |deal: &Listed, _| match given(deal) {
            None => Cell::none(),
            Some(row) => Cell::text(row.answer.said(&row.asks, words)).with_sub(row.source.name(words)),
        }),
        line: Arc::new(move |deal: &Listed| {
            let row = given(deal);
            let cell = |column: AnswerColumn| row.as_ref().map(|row| column.cell(row, words)).unwrap_or_default();
            AnswerColumn::ALL.map(cell).into()
        }),
    }
}
