//! What a deal's sheets ask, and everything that was answered so far.

use std::collections::HashMap;

use chrono::NaiveDate;
use db::{Dialect, Sql};
use sea_orm::{ConnectionTrait, FromQueryResult};

use super::{
    line::{self, Line},
    sheet::{self, Sheet},
    source::Source,
};
use crate::{
    deals::Deal,
    error::{Error, Result},
    ids::{AnswerId, ContactId, DealId, HearingSheetId, QuestionId, UserId},
    questions::{Answer, Asks},
    time::At,
};

/// A sheet with its lines, as a deal is asked it.
#[derive(Clone, Debug)]
pub struct AskedSheet {
    /// The sheet.
    pub sheet: Sheet,
    /// Headings and questions, in order.
    pub lines: Vec<Line>,
}

/// An answer as it was given.
#[derive(Clone, Debug)]
pub struct AnswerRow {
    /// Its number.
    pub id: AnswerId,
    /// Of which deal.
    pub deal: DealId,
    /// To which question.
    pub question: QuestionId,
    /// How that was worded then.
    pub asked: String,
    /// What it asked for then.
    pub asks: Asks,
    /// What was answered.
    pub answer: Answer,
    /// Where it comes from.
    pub source: Source,
    /// Who of the customer said so.
    pub contact: Option<(ContactId, String)>,
    /// When that was.
    pub heard_on: NaiveDate,
    /// Who wrote it down.
    pub by: Option<(UserId, String)>,
    /// Whether it is the one that holds.
    pub is_current: bool,
    /// Another one that stands beside it.
    pub beside: Option<AnswerId>,
    /// When it was taken back.
    pub withdrawn_at: Option<At>,
    /// For forms.
    pub version: i64,
}

#[derive(FromQueryResult)]
struct Row {
    id: AnswerId,
    deal_id: DealId,
    question_id: QuestionId,
    asked: String,
    asks: String,
    value_text: String,
    value_number: Option<i64>,
    value_day: Option<NaiveDate>,
    source: Source,
    contact_id: Option<ContactId>,
    contact: Option<String>,
    heard_on: NaiveDate,
    by_user_id: Option<UserId>,
    by_name: Option<String>,
    is_current: bool,
    beside_id: Option<AnswerId>,
    withdrawn_at: Option<At>,
    version: i64,
}

impl Row {
    fn answer(self) -> Result<AnswerRow> {
        let asks: Asks = serde_json::from_str(&self.asks)?;
        let answer = Answer::from_columns(asks.kind(), &self.value_text, self.value_number, self.value_day);
        let answer = answer.ok_or_else(|| Error::internal(format!("answer {} does not fit its question", self.id)))?;
        Ok(AnswerRow {
            id: self.id,
            deal: self.deal_id,
            question: self.question_id,
            asked: self.asked,
            asks,
            answer,
            source: self.source,
            contact: self.contact_id.zip(self.contact),
            heard_on: self.heard_on,
            by: self.by_user_id.zip(self.by_name),
            is_current: self.is_current,
            beside: self.beside_id,
            withdrawn_at: self.withdrawn_at,
            version: self.version,
        })
    }
}

const SELECT: &str =
    "SELECT a.id, a.deal_id, a.question_id, w.text AS asked, w.asks, a.value_text, a.value_number, a.value_day,
        a.source, a.contact_id, c.name AS contact, a.heard_on, a.by_user_id, u.name AS by_name, a.is_current,
        a.beside_id, a.withdrawn_at, a.version
    FROM hearing_answers a JOIN hearing_wordings w ON w.id = a.wording_id
    LEFT JOIN contacts c ON c.id = a.contact_id LEFT JOIN users u ON u.id = a.by_user_id";

/// The sheets that a deal's pipeline asks for.
///
/// # Errors
/// When the database is away.
pub async fn sheets<C: ConnectionTrait>(db: &C, deal: &Deal) -> Result<Vec<AskedSheet>> {
    let sheets = sheet::sheets_of(db, deal.pipeline_id).await?;
    let ids: Vec<HearingSheetId> = sheets.iter().map(|sheet| sheet.id).collect();
    let mut lines: HashMap<HearingSheetId, Vec<Line>> = HashMap::new();
    for line in line::lines_of(db, &ids).await? {
        if line.retired_at.is_none() {
            lines.entry(line.sheet).or_default().push(line);
        }
    }
    let with_lines = |sheet: Sheet| AskedSheet {
        lines: lines.remove(&sheet.id).unwrap_or_default(),
        sheet,
    };
    Ok(sheets.into_iter().map(with_lines).collect())
}

/// A question that a deal's sheets ask.
///
/// # Errors
/// [`Error::NotFound`] when they do not.
pub async fn question<C: ConnectionTrait>(db: &C, deal: &Deal, id: QuestionId) -> Result<Line> {
    let line = line::line(db, id).await?;
    let sheets = sheet::sheets_of(db, deal.pipeline_id).await?;
    let is_asked = line.retired_at.is_none() && sheets.iter().any(|sheet| sheet.id == line.sheet);
    if is_asked { Ok(line) } else { Err(Error::NotFound) }
}

/// Everything that was answered for a deal, question by question; of each the one that holds first, then the newest.
///
/// # Errors
/// When the database is away.
pub async fn answers_of<C: ConnectionTrait>(db: &C, deal: DealId) -> Result<HashMap<QuestionId, Vec<AnswerRow>>> {
    let mut sql = Sql::new(SELECT);
    sql.push(" WHERE a.deal_id = ")
        .bind(deal.0)
        .push(" ORDER BY a.is_current DESC, a.at DESC, a.id DESC");
    let rows = Row::find_by_statement(sql.statement(Dialect::of(db))).all(db).await?;
    let mut answers: HashMap<QuestionId, Vec<AnswerRow>> = HashMap::new();
    for row in rows {
        let answer = row.answer()?;
        answers.entry(answer.question).or_default().push(answer);
    }
    Ok(answers)
}

/// The answer of a deal to a question that holds now.
///
/// # Errors
/// When the database is away.
pub async fn current<C: ConnectionTrait>(db: &C, deal: DealId, question: QuestionId) -> Result<Option<AnswerRow>> {
    let mut sql = Sql::new(SELECT);
    sql.push(" WHERE a.is_current AND a.deal_id = ").bind(deal.0);
    sql.push(" AND a.question_id = ").bind(question.0);
    let row = Row::find_by_statement(sql.statement(Dialect::of(db))).one(db).await?;
    row.map(Row::answer).transpose()
}

/// The answers that hold now, of many deals at once.
///
/// # Errors
/// When the database is away.
pub async fn current_answers<C: ConnectionTrait>(db: &C, deals: &[i64]) -> Result<HashMap<DealId, Vec<AnswerRow>>> {
    let mut sql = Sql::new(SELECT);
    sql.push(" WHERE a.is_current AND a.deal_id IN ")
        .bind_list(deals.iter().copied());
    let rows = Row::find_by_statement(sql.statement(Dialect::of(db))).all(db).await?;
    let mut answers: HashMap<DealId, Vec<AnswerRow>> = HashMap::new();
    for row in rows {
        answers.entry(row.deal_id).or_default().push(row.answer()?);
    }
    Ok(answers)
}

/// Answers by their numbers, in that order; those that are gone are left out.
///
/// # Errors
/// When the database is away.
pub async fn answers<C: ConnectionTrait>(db: &C, ids: &[i64]) -> Result<Vec<AnswerRow>> {
    let mut sql = Sql::new(SELECT);
    sql.push(" WHERE a.id IN ").bind_list(ids.iter().copied());
    let rows = Row::find_by_statement(sql.statement(Dialect::of(db))).all(db).await?;
    let mut answers: HashMap<i64, AnswerRow> = HashMap::new();
    for row in rows {
        answers.insert(row.id.0, row.answer()?);
    }
    Ok(ids.iter().filter_map(|id| answers.remove(id)).collect())
}
