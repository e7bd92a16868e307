//! What comes in by a published form: a lead with a touch, and its answers beside it.

use super::{
    AboutId, Field, Target,
    decide::set_line,
    publication::Published,
    submit::{Answers, Sender, insert_answer, insert_response},
    worth::{self, Fill},
};
use crate::{
    error::Result,
    events::{Event, EventKind},
    ids::{LeadId, QuestionnaireQuestionId},
    leads,
    money::Currency,
    touches,
    tx::Tx,
};

/// Makes a lead, not dealt with yet and nobody's. What a lead has is filled in; any other answer is a proposal that waits for
/// the deal it may become.
pub(super) async fn take_in(tx: &mut Tx, form: &Published, locale: &str, answers: &Answers) -> Result<LeadId> {
    let (facts, filled) = facts(form, answers);
    let lead = leads::create(tx, facts, None).await?.id;
    let name = form.content()?.name.ja;
    let touch = touches::Facts {
        kind: form.kind_id,
        channel: form.channel_id,
        on_day: tx.now().day(tx.workspace().zone),
        what: name.clone(),
        contact: None,
        cost: None,
        introducer: None,
    };
    touches::create(tx, AboutId::Lead(lead), touch).await?;
    let sender = Sender {
        edition: form.edition_id,
        form: Some(form.id),
        lead: Some(lead),
        ..Sender::default()
    };
    let response = insert_response(tx, &sender, locale).await?;
    for (asked, answer) in answers {
        insert_answer(tx, response, asked, answer, filled.contains(&asked.id)).await?;
    }
    tx.record(
        Event::new(EventKind::QuestionnaireAnswered)
            .lead(Some(lead))
            .data(serde_json::json!({ "name": name, "answers": answers.len() })),
    );
    Ok(lead)
}

/// What the answers say of a lead, and which of them.
fn facts(form: &Published, answers: &Answers) -> (leads::Facts, Vec<QuestionnaireQuestionId>) {
    let mut facts = leads::Facts {
        channel: form.channel_id,
        ..leads::Facts::default()
    };
    let mut filled = Vec::new();
    for (asked, answer) in answers {
        let Target::Field(field) = asked.target else { continue };
        let fill = worth::fill(field, asked, answer, Currency::JPY);
        if let (true, Some(Fill::Line(line))) = (Field::OF_LEADS.contains(&field), fill) {
            set_line(&mut facts, field, &line);
            filled.push(asked.id);
        }
    }
    (facts, filled)
}
