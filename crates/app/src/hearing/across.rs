//! One question over all deals that somebody sees: its answers, and what they come to by outcome.

use std::collections::HashMap;

use db::Sql;
use kit::fields::Fields;
use sea_orm::FromQueryResult;

use super::{
    asked::{self, AnswerRow},
    source::Source,
};
use crate::{
    actor::Actor,
    app::App,
    deals::{self, Outcome},
    error::Result,
    ids::{DealId, QuestionId},
    questions::Asks,
    search, t,
};

/// What somebody asks of the answers.
#[derive(Clone, Debug, Default)]
pub struct AnswerFilter {
    /// `question`.
    pub question: Option<QuestionId>,
    /// `outcome` of the deal.
    pub outcome: Option<Outcome>,
    /// `source`.
    pub source: Option<Source>,
    /// `text`: each word stands in the answer, however it is spelled.
    pub text: String,
    /// What could not be understood, as messages. While there is any, nothing matches.
    pub refused: Vec<String>,
}

impl AnswerFilter {
    /// The names it reads from a URL.
    pub const NAMES: [&str; 4] = ["question", "outcome", "source", "text"];

    /// Reads it.
    #[must_use]
    pub fn parse(fields: &Fields, actor: &Actor) -> Self {
        let words = actor.texts();
        let mut refused = Vec::new();
        let mut refuse = |label: String, value: &str| {
            refused.push(t!(words, "filter-refused", field = label, value = value));
        };
        let question = fields.text("question");
        let outcome = fields.text("outcome");
        let source = fields.text("source");
        let read = Self {
            question: question.parse().ok(),
            outcome: Outcome::from_code(outcome),
            source: Source::from_code(source),
            text: fields.text("text").to_owned(),
            refused: Vec::new(),
        };
        if !question.is_empty() && read.question.is_none() {
            refuse(t!(words, "hearing-question"), question);
        }
        if !outcome.is_empty() && read.outcome.is_none() {
            refuse(t!(words, "outcome"), outcome);
        }
        if !source.is_empty() && read.source.is_none() {
            refuse(t!(words, "hearing-source"), source);
        }
        Self { refused, ..read }
    }

    /// Narrows a query over current answers `a` of deals `d` to what matches and what this person sees.
    pub fn push(&self, actor: &Actor, sql: &mut Sql) {
        self.push_question(actor, sql);
        if let Some(outcome) = self.outcome {
            sql.push(" AND d.outcome = ").bind(outcome.code());
        }
        search::push_words(sql, "a.search_fold", &self.text);
    }

    /// The same whatever the outcome and the words: what a summary by outcome is made of.
    fn push_question(&self, actor: &Actor, sql: &mut Sql) {
        sql.push(" AND a.is_current");
        if !self.refused.is_empty() {
            sql.push(" AND 1 = 0");
        }
        deals::push_visible(actor, sql, "d");
        if let Some(question) = self.question {
            sql.push(" AND a.question_id = ").bind(question.0);
        }
        if let Some(source) = self.source {
            sql.push(" AND a.source = ").bind(source.code());
        }
    }
}

/// A question that can be asked over all deals.
#[derive(Clone, Debug)]
pub struct AcrossQuestion {
    /// Which one.
    pub id: QuestionId,
    /// As it is worded now.
    pub text: String,
    /// Of which sheet.
    pub sheet: String,
    /// What it asks for.
    pub asks: Asks,
}

/// All questions there have ever been, sheet by sheet.
///
/// # Errors
/// When the database is away.
pub async fn questions(app: &App) -> Result<Vec<AcrossQuestion>> {
    #[derive(FromQueryResult)]
    struct Row {
        id: QuestionId,
        text: String,
        sheet: String,
        asks: String,
    }
    let sql = Sql::new(
        "SELECT w.question_id AS id, w.text, s.name AS sheet, w.asks FROM hearing_wordings w
         JOIN hearing_sheets s ON s.id = w.sheet_id AND s.edition = w.edition
         WHERE w.asks IS NOT NULL ORDER BY s.position, s.id, w.position, w.id",
    );
    let rows: Vec<Row> = app.all(sql).await?;
    let question = |row: Row| {
        Ok(AcrossQuestion {
            id: row.id,
            text: row.text,
            sheet: row.sheet,
            asks: serde_json::from_str(&row.asks)?,
        })
    };
    rows.into_iter().map(question).collect()
}

/// An answer with its deal.
#[derive(Clone, Debug)]
pub struct Found {
    /// The answer.
    pub answer: AnswerRow,
    /// About which deal.
    pub deal: DealId,
    /// What that is about.
    pub title: String,
    /// With whom.
    pub company: Option<String>,
    /// How it stands.
    pub outcome: Outcome,
}

/// Reads these answers in this order. One that has gone out of sight since its number was read is left out.
///
/// # Errors
/// When the database is away.
pub async fn rows(app: &App, actor: &Actor, ids: &[i64]) -> Result<Vec<Found>> {
    #[derive(FromQueryResult)]
    struct About {
        answer_id: i64,
        deal_id: DealId,
        title: String,
        company: Option<String>,
        outcome: Outcome,
    }
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut sql = Sql::new(
        "SELECT a.id AS answer_id, d.id AS deal_id, d.title, c.name AS company, d.outcome
         FROM hearing_answers a JOIN deals d ON d.id = a.deal_id LEFT JOIN companies c ON c.id = d.company_id
         WHERE a.id IN ",
    );
    sql.bind_list(ids.iter().copied());
    deals::push_visible(actor, &mut sql, "d");
    let about: Vec<About> = app.all(sql).await?;
    let mut about: HashMap<i64, About> = about.into_iter().map(|about| (about.answer_id, about)).collect();
    let answers = asked::answers(app.db().read(), ids).await?;
    let found = |answer: AnswerRow| {
        let about = about.remove(&answer.id.0)?;
        Some(Found {
            answer,
            deal: about.deal_id,
            title: about.title,
            company: about.company,
            outcome: about.outcome,
        })
    };
    Ok(answers.into_iter().filter_map(found).collect())
}

const FROM: &str = " FROM hearing_answers a JOIN deals d ON d.id = a.deal_id";

/// How many answers there are by outcome.
///
/// # Errors
/// When the database is away.
pub async fn counts(app: &App, actor: &Actor, filter: &AnswerFilter) -> Result<HashMap<&'static str, u64>> {
    #[derive(FromQueryResult)]
    struct Row {
        outcome: Outcome,
        n: i64,
    }
    let mut sql = Sql::new(&format!(
        "SELECT d.outcome, CAST(COUNT(*) AS BIGINT) AS n{FROM} WHERE 1 = 1"
    ));
    filter.push_question(actor, &mut sql);
    sql.push(" GROUP BY d.outcome");
    let rows: Vec<Row> = app.all(sql).await?;
    let count = |row: Row| (row.outcome.code(), u64::try_from(row.n).unwrap_or(0));
    Ok(rows.into_iter().map(count).collect())
}

/// How often each choice was made, by outcome.
///
/// # Errors
/// When the database is away.
pub async fn choices(app: &App, actor: &Actor, filter: &AnswerFilter) -> Result<HashMap<(String, &'static str), u64>> {
    #[derive(FromQueryResult)]
    struct Row {
        choice: String,
        outcome: Outcome,
        n: i64,
    }
    let mut sql = Sql::new(&format!(
        "SELECT c.choice, d.outcome, CAST(COUNT(*) AS BIGINT) AS n{FROM}
         JOIN hearing_answer_choices c ON c.answer_id = a.id WHERE 1 = 1"
    ));
    filter.push_question(actor, &mut sql);
    sql.push(" GROUP BY c.choice, d.outcome");
    let rows: Vec<Row> = app.all(sql).await?;
    let count = |row: Row| ((row.choice, row.outcome.code()), u64::try_from(row.n).unwrap_or(0));
    Ok(rows.into_iter().map(count).collect())
}

/// All numbers that were answered, in thousandths, by outcome.
///
/// # Errors
/// When the database is away.
pub async fn numbers(app: &App, actor: &Actor, filter: &AnswerFilter) -> Result<HashMap<&'static str, Vec<i64>>> {
    #[derive(FromQueryResult)]
    struct Row {
        outcome: Outcome,
        value_number: i64,
    }
    let mut sql = Sql::new(&format!(
        "SELECT d.outcome, a.value_number{FROM} WHERE a.value_number IS NOT NULL"
    ));
    filter.push_question(actor, &mut sql);
    let mut numbers: HashMap<&'static str, Vec<i64>> = HashMap::new();
    for row in app.all::<Row>(sql).await? {
        numbers.entry(row.outcome.code()).or_default().push(row.value_number);
    }
    Ok(numbers)
}
