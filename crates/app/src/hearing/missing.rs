//! What has not been asked yet (未聴取): the questions of a deal's phase and of the phases before it that have no answer.

use std::collections::HashMap;

use db::{Dialect, Sql};
use sea_orm::{ConnectionTrait, FromQueryResult};

use crate::{
    app::App,
    deals::Deal,
    error::Result,
    ids::{DealId, QuestionId},
    questions::Asks,
    time::At,
};

/// A question that a phase requires, and since when a deal has an answer to it.
#[derive(Clone, Debug)]
pub struct Required {
    /// Which question.
    pub question: QuestionId,
    /// How it is worded.
    pub text: String,
    /// What it asks for.
    pub asks: Asks,
    /// When it was answered.
    pub met_at: Option<At>,
}

/// From and conditions of the unanswered questions `w` of the deals behind `d`.
const MISSING: &str = " FROM phases dp
    JOIN phases p ON p.pipeline_id = dp.pipeline_id AND p.position <= dp.position AND p.retired_at IS NULL
    JOIN hearing_sheets s ON s.phase_id = p.id AND s.retired_at IS NULL
    JOIN hearing_wordings w ON w.sheet_id = s.id AND w.edition = s.edition AND w.retired_at IS NULL AND w.asks IS NOT NULL
    WHERE dp.id = d.phase_id AND NOT EXISTS (SELECT 1 FROM hearing_answers ha
        WHERE ha.deal_id = d.id AND ha.question_id = w.question_id AND ha.is_current)";

/// Narrows a query to open deals behind `d` with (or without) unanswered questions: pushes ` AND …`.
pub fn push_missing(sql: &mut Sql, alias: &str, missing: bool) {
    let unanswered = MISSING.replace("d.phase_id", &format!("{alias}.phase_id"));
    let unanswered = unanswered.replace("= d.id", &format!("= {alias}.id"));
    let not = if missing { "" } else { "NOT " };
    sql.push(&format!(
        " AND {alias}.outcome = 'open' AND {not}EXISTS (SELECT 1{unanswered})"
    ));
}

/// How many questions each of these deals has yet to ask, in one query; open deals alone, and none without any.
///
/// # Errors
/// When the database is away.
pub async fn missing_counts(app: &App, deals: &[i64]) -> Result<HashMap<i64, i64>> {
    #[derive(FromQueryResult)]
    struct Row {
        id: DealId,
        missing: i64,
    }
    if deals.is_empty() {
        return Ok(HashMap::new());
    }
    let mut sql = Sql::new(&format!(
        "SELECT d.id, (SELECT COUNT(*){MISSING}) AS missing FROM deals d WHERE d.outcome = 'open' AND d.id IN "
    ));
    sql.bind_list(deals.iter().copied());
    let rows: Vec<Row> = app.all(sql).await?;
    let some = rows.into_iter().filter(|row| row.missing > 0);
    Ok(some.map(|row| (row.id.0, row.missing)).collect())
}

/// The questions that a deal needs answers to before it passes its phase, in order.
///
/// # Errors
/// When the database is away.
pub async fn required_of<C: ConnectionTrait>(db: &C, deal: &Deal) -> Result<Vec<Required>> {
    #[derive(FromQueryResult)]
    struct Row {
        question_id: QuestionId,
        text: String,
        asks: String,
        met_at: Option<At>,
    }
    let mut sql = Sql::new(
        "SELECT w.question_id, w.text, w.asks, (SELECT a.at FROM hearing_answers a
            WHERE a.is_current AND a.question_id = w.question_id AND a.deal_id = ",
    );
    sql.bind(deal.id.0).push(
        ") AS met_at
         FROM hearing_sheets s JOIN hearing_wordings w ON w.sheet_id = s.id AND w.edition = s.edition
         WHERE s.retired_at IS NULL AND w.retired_at IS NULL AND w.asks IS NOT NULL AND w.required AND s.phase_id = ",
    );
    sql.bind(deal.phase_id.0)
        .push(" ORDER BY s.position, s.id, w.position, w.id");
    let rows = Row::find_by_statement(sql.statement(Dialect::of(db))).all(db).await?;
    let required = |row: Row| {
        Ok(Required {
            question: row.question_id,
            text: row.text,
            asks: serde_json::from_str(&row.asks)?,
            met_at: row.met_at,
        })
    };
    rows.into_iter().map(required).collect()
}
