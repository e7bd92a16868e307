//! Editions: a questionnaire as it was worded when a link was made. What customers see and have answered never changes.

use db::{Dialect, Sql};
use sea_orm::{ConnectionTrait, FromQueryResult};

use super::{
    question::all_of,
    questionnaire::questionnaire,
    table::{Content, Questionnaire},
};
use crate::{
    error::{Error, Result},
    ids::QuestionnaireId,
    tx::Tx,
};

/// What a questionnaire says now.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn content<C: ConnectionTrait>(db: &C, of: &Questionnaire) -> Result<Content> {
    let questions = all_of(db, of.id).await?.into_iter();
    Ok(Content {
        name: of.name.clone(),
        intro: of.intro.clone(),
        receiver: of.receiver.clone(),
        questions: questions
            .filter(|question| question.retired_at.is_none())
            .map(|question| question.asked)
            .collect(),
    })
}

#[derive(FromQueryResult)]
struct Newest {
    id: i64,
    number: i64,
    content: String,
}

/// The edition that says what the questionnaire says now: the newest one, or a new one if something was changed since.
/// `None` when it asks nothing.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn current(tx: &Tx, id: QuestionnaireId) -> Result<Option<i64>> {
    let content = content(tx.db(), &questionnaire(tx.db(), id).await?).await?;
    if content.questions.is_empty() {
        return Ok(None);
    }
    let mut sql = Sql::new("SELECT id, number, content FROM questionnaire_editions WHERE questionnaire_id = ");
    sql.bind(id.0).push(" ORDER BY number DESC LIMIT 1");
    let newest = Newest::find_by_statement(sql.statement(tx.dialect()));
    let newest = newest.one(tx.db()).await?;
    let number = newest.as_ref().map_or(1, |newest| newest.number + 1);
    if let Some(newest) = newest
        && read(&newest.content)? == content
    {
        return Ok(Some(newest.id));
    }
    let text = serde_json::to_string(&content).map_err(Error::internal)?;
    let mut sql =
        Sql::new("INSERT INTO questionnaire_editions (questionnaire_id, number, content, made_at, made_by) VALUES (");
    sql.bind(id.0).push(", ").bind(number).push(", ").bind(text);
    sql.push(", ").bind(tx.now().0);
    sql.push(", ").bind(tx.user().map(|user| user.0)).push(") RETURNING id");
    let row = tx.db().query_one_raw(sql.statement(tx.dialect())).await?;
    let row = row.ok_or_else(|| Error::internal("an edition was not inserted"))?;
    Ok(Some(row.try_get_by_index(0)?))
}

/// The content of an edition.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn of<C: ConnectionTrait>(db: &C, edition: i64) -> Result<Content> {
    let mut sql = Sql::new("SELECT content FROM questionnaire_editions WHERE id = ");
    sql.bind(edition);
    let row = db.query_one_raw(sql.statement(Dialect::of(db))).await?;
    let content: String = row.ok_or(Error::NotFound)?.try_get_by_index(0)?;
    read(&content)
}

/// What an edition keeps.
///
/// # Errors
/// When it cannot be read, which only damage does.
pub fn read(content: &str) -> Result<Content> {
    serde_json::from_str(content).map_err(Error::internal)
}

/// Which questionnaires have questions, and could be sent.
///
/// # Errors
/// When the database is away.
pub async fn sendable<C: ConnectionTrait>(db: &C) -> Result<Vec<(QuestionnaireId, String)>> {
    #[derive(FromQueryResult)]
    struct Row {
        id: QuestionnaireId,
        name: String,
    }
    let sql = Sql::new(
        "SELECT q.id, q.name FROM questionnaires q WHERE q.retired_at IS NULL AND EXISTS
             (SELECT 1 FROM questionnaire_questions a WHERE a.questionnaire_id = q.id AND a.retired_at IS NULL)
         ORDER BY q.position, q.id",
    );
    let rows = Row::find_by_statement(sql.statement(Dialect::of(db))).all(db).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.name)).collect())
}

/// Whether there is a questionnaire that could be sent.
///
/// # Errors
/// When the database is away.
pub async fn is_sendable<C: ConnectionTrait>(db: &C) -> Result<bool> {
    Ok(!sendable(db).await?.is_empty())
}
