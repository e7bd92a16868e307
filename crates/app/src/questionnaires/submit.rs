//! What a customer sends: read, and written down once as a proposal to whoever sells to them.

use chrono::NaiveDate;
use db::Sql;
use kit::fields::Fields;
use sea_orm::ConnectionTrait as _;
use serde_json::json;

use super::{
    About, Asked, Content, Field, Target,
    about::whose,
    link::{Opened, tell},
    proposal::Decision,
    sheet::field,
    worth,
};
use crate::{
    error::{Error, Result},
    events::EventKind,
    form::Form,
    ids::{ContactId, DealId, LeadId, QuestionnaireLinkId},
    money::Currency,
    questions::Answer,
    t,
    text::Texts,
    tx::Tx,
};

/// What was answered, question by question; questions without an answer are left out.
pub(super) type Answers = Vec<(Asked, Answer)>;

/// Reads the answers. What is wrong or missing then stands in the form.
pub(super) fn read(form: &mut Form, content: &Content, today: NaiveDate) -> Option<Answers> {
    let words = form.words();
    let mut answers = Vec::new();
    for asked in &content.questions {
        let label = asked.text.for_reader(words.locale);
        match Answer::read(form, &asked.asks, &field(asked), label, today) {
            Some(Some(answer)) => match misfit(words, asked, label, &answer) {
                Some(message) => form.wrong(field(asked), message),
                None => answers.push((asked.clone(), answer)),
            },
            Some(None) if asked.required => form.wrong(field(asked), t!(words, "public-missing", label = label)),
            _ => {}
        }
    }
    form.is_good().then_some(answers)
}

/// What is wrong about an answer that goes into a line of a lead or contact, such as a name or an address.
fn misfit(words: Texts, asked: &Asked, label: &str, answer: &Answer) -> Option<String> {
    let Target::Field(line) = asked.target else { return None };
    if !Field::OF_LEADS.contains(&line) || worth::fill(line, asked, answer, Currency::JPY).is_some() {
        return None;
    }
    Some(match line {
        Field::ContactEmail => t!(words, "form-email", value = answer.text()),
        _ => t!(words, "public-line", label = label, most = worth::LINE),
    })
}

/// Only what the questionnaire asks, as it was typed.
pub(super) fn typed(fields: &Fields, content: &Content) -> String {
    let mut kept = Fields::default();
    for asked in &content.questions {
        let name = field(asked);
        let values: Vec<String> = fields.all(&name).map(str::to_owned).collect();
        for value in values {
            kept.add(&name, value);
        }
    }
    kept.encode()
}

/// Writes the answers down, once: of the same form sent twice, the second does nothing. Answers whether it was the first.
pub(super) async fn submit(tx: &mut Tx, link: &Opened, locale: &str, answers: &Answers) -> Result<bool> {
    let mut sql =
        Sql::new("UPDATE questionnaire_links SET draft = '', suspect = '', suspect_at = NULL, answered_at = ");
    sql.bind(tx.now().0)
        .push(" WHERE answered_at IS NULL AND revoked_at IS NULL AND id = ")
        .bind(link.id.0);
    let first = tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    if first.rows_affected() != 1 {
        return Ok(false);
    }
    let sender = Sender {
        edition: link.edition_id,
        link: Some(link.id),
        form: None,
        deal: link.deal_id,
        lead: link.lead_id,
        contact: link.contact_id,
    };
    let response = insert_response(tx, &sender, locale).await?;
    for (asked, answer) in answers {
        insert_answer(tx, response, asked, answer, false).await?;
    }
    let about = About::seen(tx.db(), tx.actor(), whose(link.deal_id, link.lead_id)?).await?;
    let data = json!({
        "name": link.content()?.name.ja, "answers": answers.len(), "contact": contact(tx, link).await?,
    });
    tell(tx, EventKind::QuestionnaireAnswered, &about, data);
    Ok(true)
}

async fn contact(tx: &Tx, link: &Opened) -> Result<Option<String>> {
    let Some(contact) = link.contact_id else {
        return Ok(None);
    };
    let mut sql = Sql::new("SELECT name FROM contacts WHERE id = ");
    sql.bind(contact.0);
    let row = tx.db().query_one_raw(sql.statement(tx.dialect())).await?;
    Ok(row.map(|row| row.try_get_by_index(0)).transpose()?)
}

/// Whose answers they are, and how they came.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sender {
    pub edition: i64,
    pub link: Option<QuestionnaireLinkId>,
    pub form: Option<i64>,
    pub deal: Option<DealId>,
    pub lead: Option<LeadId>,
    pub contact: Option<ContactId>,
}

pub(super) async fn insert_response(tx: &Tx, sender: &Sender, locale: &str) -> Result<i64> {
    let mut sql = Sql::new(
        "INSERT INTO questionnaire_responses (edition_id, link_id, form_id, deal_id, lead_id, contact_id, locale, at)
         VALUES (",
    );
    sql.bind(sender.edition);
    sql.push(", ").bind(sender.link.map(|id| id.0));
    sql.push(", ").bind(sender.form);
    sql.push(", ").bind(sender.deal.map(|id| id.0));
    sql.push(", ").bind(sender.lead.map(|id| id.0));
    sql.push(", ").bind(sender.contact.map(|id| id.0));
    sql.push(", ").bind(locale);
    sql.push(", ").bind(tx.now().0).push(") RETURNING id");
    let row = tx.db().query_one_raw(sql.statement(tx.dialect())).await?;
    let row = row.ok_or_else(|| Error::internal("a response was not inserted"))?;
    Ok(row.try_get_by_index(0)?)
}

/// `is_taken` says that it fills what it can fill already: a lead was made of it.
pub(super) async fn insert_answer(
    tx: &Tx,
    response: i64,
    asked: &Asked,
    answer: &Answer,
    is_taken: bool,
) -> Result<()> {
    let mut sql = Sql::new(
        "INSERT INTO questionnaire_answers
             (response_id, question_id, target, value_text, value_number, value_day, decision, decided_at) VALUES (",
    );
    sql.bind(response).push(", ").bind(asked.id.0);
    sql.push(", ").bind(asked.target.code());
    sql.push(", ").bind(answer.text());
    sql.push(", ").bind(answer.number());
    sql.push(", ").bind(answer.day());
    sql.push(", ").bind(is_taken.then(|| Decision::Taken.code()));
    sql.push(", ").bind(is_taken.then_some(tx.now().0)).push(")");
    tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    Ok(())
}
