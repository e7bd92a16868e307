//! Reads what a row answers to a question of the hearing, as the form of the question does.

use kit::fields::Fields;

use super::{About, columns::QuestionColumns, contact, listed, not_asked};
use crate::{
    error::Result,
    form::Form,
    hearing::{self, AnswerColumn, AnswerRow, Given, Seen, Source},
    ids::QuestionId,
    imports::{cells::Cells, reading::Cell, references::References},
    questions::{Answer, Asks},
    tx::Tx,
};

/// What a row answers; nothing when the cell is blank, or when that is the answer already.
pub(super) async fn read(
    tx: &Tx,
    cells: &mut Cells<'_>,
    about: &About<'_>,
    people: &References,
    columns: &QuestionColumns,
) -> Result<Option<(QuestionId, Seen, Given)>> {
    let at = |column: AnswerColumn| columns.places.get(&column).copied();
    let line = &columns.question.line;
    let (Some(cell), Some(asks)) = (at(AnswerColumn::Answer).and_then(|place| cells.at(place)), &line.asks) else {
        return Ok(None);
    };
    let current = match about.deal {
        Some(deal) => hearing::current_answers(tx.db(), &[deal.id.0]).await?.remove(&deal.id),
        None => None,
    };
    let current = current.into_iter().flatten().find(|row| row.question == line.id);
    let Some(answer) = answer(cells, cell, asks, &line.text) else {
        return Ok(None);
    };
    let same = current.as_ref().filter(|row| row.answer == answer);
    let source = match at(AnswerColumn::Source).and_then(|place| cells.at(place)) {
        Some(cell) => listed(cells, cell, &Source::ALL, Source::name, Source::code),
        None => Some(same.map_or(Source::Heard, |row| row.source)),
    };
    let heard_on = match at(AnswerColumn::HeardOn).and_then(|place| cells.at(place)) {
        Some(cell) => cells.past_date_in(cell),
        None => Some(same.map_or(cells.today(), |row| row.heard_on)),
    };
    let teller = same.and_then(|row| row.contact.as_ref());
    let teller = teller.map(|(id, name)| (*id, name.as_str()));
    let contact = contact(cells, at(AnswerColumn::Contact), people, teller);
    let (Some(source), Some(heard_on)) = (source, heard_on) else {
        return Ok(None);
    };
    let is_same = |row: &AnswerRow| {
        row.source == source && row.heard_on == heard_on && row.contact.as_ref().map(|(id, _)| *id) == contact
    };
    if same.is_some_and(is_same) {
        return Ok(None);
    }
    if columns.question.pipeline != about.pipeline {
        not_asked(cells, Some(cell));
        return Ok(None);
    }
    let given = Given {
        answer: Some(answer),
        source,
        contact,
        heard_on,
    };
    // A file is somebody who knows what stands there: its answer takes the place of that one.
    let seen = current.as_ref().map(Seen::of).unwrap_or_default();
    Ok(Some((line.id, seen, given)))
}

fn answer<'r>(cells: &mut Cells<'r>, cell: Cell<'r>, asks: &Asks, label: &str) -> Option<Answer> {
    const NAME: &str = "answer";
    let mut form = Form::new(cells.words(), Fields::default());
    match asks {
        Asks::Several { .. } => cell.text.lines().for_each(|choice| form.add(NAME, choice.trim())),
        _ => form.set(NAME, cell.text),
    }
    let answer = Answer::read(&mut form, asks, NAME, label, cells.today());
    for problem in form.problems() {
        cells.problem(Some(cell), problem.to_owned(), String::new());
    }
    answer.flatten()
}
