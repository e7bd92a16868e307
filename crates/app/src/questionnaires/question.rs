//! Acts of admins on the questions of a questionnaire: add, change, put in order, retire and bring back.

use db::{Dialect, Sql};
use sea_orm::{ConnectionTrait, FromQueryResult};
use serde_json::json;

use super::{
    questionnaire::{questionnaire, told},
    table::{Question, QuestionRow, Wording},
    target::Target,
};
use crate::{
    error::{Error, Result},
    ids::{QuestionnaireId, QuestionnaireQuestionId},
    questions::Asks,
    shared::order,
    tx::Tx,
};

/// What a question is to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewQuestion {
    /// What is asked.
    pub text: Wording,
    /// What helps to answer.
    pub help: Wording,
    /// The kind of answer.
    pub asks: Asks,
    /// The same in English; see [`Asked`](super::Asked).
    pub choices_en: Vec<String>,
    /// Whether it must be answered.
    pub required: bool,
    /// What an answer fills.
    pub target: Target,
}

/// All questions a questionnaire ever had, in their order, the retired ones last.
///
/// # Errors
/// When the database is away.
pub async fn all_of<C: ConnectionTrait>(db: &C, id: QuestionnaireId) -> Result<Vec<Question>> {
    let mut sql = Sql::new("SELECT * FROM questionnaire_questions WHERE questionnaire_id = ");
    sql.bind(id.0).push(" ORDER BY retired_at IS NOT NULL, position, id");
    let rows = QuestionRow::find_by_statement(sql.statement(Dialect::of(db)));
    rows.all(db).await?.into_iter().map(QuestionRow::read).collect()
}

/// One question, retired or not.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn question<C: ConnectionTrait>(db: &C, id: QuestionnaireQuestionId) -> Result<Question> {
    let mut sql = Sql::new("SELECT * FROM questionnaire_questions WHERE id = ");
    sql.bind(id.0);
    let row = QuestionRow::find_by_statement(sql.statement(Dialect::of(db)));
    row.one(db).await?.ok_or(Error::NotFound)?.read()
}

/// Adds a question behind the others.
///
/// # Errors
/// [`Error::Forbidden`] for whoever is no admin, [`Error::NotFound`] for a questionnaire that does not exist.
pub async fn add(tx: &mut Tx, id: QuestionnaireId, new: &NewQuestion) -> Result<QuestionnaireQuestionId> {
    tx.require_admin()?;
    questionnaire(tx.db(), id).await?;
    let mut sql = Sql::new(
        "INSERT INTO questionnaire_questions
             (questionnaire_id, text, text_en, help, help_en, asks, choices_en, required, target, position) VALUES (",
    );
    sql.bind(id.0).push(", ").bind(new.text.ja.as_str());
    for text in [&new.text.en, &new.help.ja, &new.help.en, &json(&new.asks)?] {
        sql.push(", ").bind(text.as_str());
    }
    sql.push(", ").bind(new.choices_en.join("\n"));
    sql.push(", ").bind(new.required);
    sql.push(", ").bind(new.target.code());
    sql.push(", (SELECT COALESCE(MAX(position), 0) + 1 FROM questionnaire_questions WHERE questionnaire_id = ")
        .bind(id.0)
        .push(")) RETURNING id");
    let row = tx.db().query_one_raw(sql.statement(tx.dialect())).await?;
    let row = row.ok_or_else(|| Error::internal("a question was not inserted"))?;
    let question = QuestionnaireQuestionId(row.try_get_by_index(0)?);
    told(
        tx,
        json!({ "questionnaire": id, "question_added": question, "text": new.text.ja }),
    );
    Ok(question)
}

fn json(asks: &Asks) -> Result<String> {
    serde_json::to_string(asks).map_err(Error::internal)
}

/// Changes a question. Links that are out, and what was answered, keep the old wording.
///
/// # Errors
/// [`Error::Forbidden`], [`Error::NotFound`], [`Error::Stale`] when somebody was quicker.
pub async fn change(tx: &mut Tx, id: QuestionnaireQuestionId, version: i64, new: &NewQuestion) -> Result<()> {
    let before = open(tx, id, version).await?;
    let mut sql = Sql::new("UPDATE questionnaire_questions SET version = version + 1, text = ");
    sql.bind(new.text.ja.as_str());
    sql.push(", text_en = ").bind(new.text.en.as_str());
    sql.push(", help = ").bind(new.help.ja.as_str());
    sql.push(", help_en = ").bind(new.help.en.as_str());
    sql.push(", asks = ").bind(json(&new.asks)?);
    sql.push(", choices_en = ").bind(new.choices_en.join("\n"));
    sql.push(", required = ").bind(new.required);
    sql.push(", target = ").bind(new.target.code());
    sql.push(" WHERE id = ").bind(id.0);
    tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    told(
        tx,
        json!({
            "questionnaire": before.questionnaire_id, "question": id, "text": [before.asked.text.ja, new.text.ja],
            "target": [before.asked.target, new.target],
        }),
    );
    Ok(())
}

/// Asks a question no more, or again.
///
/// # Errors
/// As [`change`].
pub async fn set_retired(tx: &mut Tx, id: QuestionnaireQuestionId, version: i64, retired: bool) -> Result<Question> {
    let before = open(tx, id, version).await?;
    let mut sql = Sql::new("UPDATE questionnaire_questions SET retired_at = ");
    sql.bind(retired.then_some(tx.now().0))
        .push(", version = version + 1 WHERE id = ")
        .bind(id.0);
    tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    told(
        tx,
        json!({ "questionnaire": before.questionnaire_id, "question": id, "text": before.asked.text.ja, "retired": retired }),
    );
    Ok(before)
}

/// Puts the questions in the order that `wish` makes of the one they are in.
///
/// # Errors
/// [`Error::Forbidden`], [`Error::NotFound`].
pub async fn put_in_order(tx: &mut Tx, id: QuestionnaireId, wish: impl FnOnce(&[i64]) -> Vec<i64>) -> Result<()> {
    tx.require_admin()?;
    questionnaire(tx.db(), id).await?;
    let now: Vec<i64> = all_of(tx.db(), id).await?.iter().map(|one| one.asked.id.0).collect();
    let order = wish(&now);
    if order != now {
        order::write(tx, "questionnaire_questions", &order).await?;
        told(tx, json!({ "questionnaire": id, "questions_in_order": order }));
    }
    Ok(())
}

async fn open(tx: &Tx, id: QuestionnaireQuestionId, version: i64) -> Result<Question> {
    tx.require_admin()?;
    let found = question(tx.db(), id).await?;
    if found.version == version {
        Ok(found)
    } else {
        Err(Error::Stale)
    }
}
