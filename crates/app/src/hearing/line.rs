//! The lines of a sheet: questions, and the headings of sections, each the same through all editions as long as its meaning
//! stays.

use db::{Dialect, Sql};
use sea_orm::{ConnectionTrait, FromQueryResult};
use serde_json::json;

use super::sheet::{self, inserted, next_version, told};
use crate::{
    error::{Error, Result},
    ids::{HearingSheetId, QuestionId},
    questions::Asks,
    time::At,
    tx::Tx,
};

/// A line as the edition in use words it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Through all editions.
    pub id: QuestionId,
    /// Of which sheet.
    pub sheet: HearingSheetId,
    /// The number of its wording in the edition in use.
    pub wording: i64,
    /// The question, or the heading.
    pub text: String,
    /// For whoever asks.
    pub help: String,
    /// Whether a deal needs an answer to pass the phase.
    pub required: bool,
    /// What it asks for; nothing for a heading.
    pub asks: Option<Asks>,
    /// Since when it is asked no more.
    pub retired_at: Option<At>,
    /// How many answers there are, in any edition.
    pub answers: i64,
}

impl Line {
    fn facts(&self) -> LineFacts {
        LineFacts {
            text: self.text.clone(),
            help: self.help.clone(),
            required: self.required,
            asks: self.asks.clone(),
        }
    }

    /// Whether it is a heading.
    #[must_use]
    pub const fn is_heading(&self) -> bool {
        self.asks.is_none()
    }
}

/// What an admin says about a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineFacts {
    /// The question, or the heading.
    pub text: String,
    /// For whoever asks.
    pub help: String,
    /// Whether a deal needs an answer to pass the phase.
    pub required: bool,
    /// What it asks for; nothing for a heading.
    pub asks: Option<Asks>,
}

#[derive(FromQueryResult)]
struct Row {
    id: QuestionId,
    sheet_id: HearingSheetId,
    wording: i64,
    text: String,
    help: String,
    required: bool,
    asks: Option<String>,
    retired_at: Option<At>,
    answers: i64,
}

const SELECT: &str =
    "SELECT w.question_id AS id, w.sheet_id, w.id AS wording, w.text, w.help, w.required, w.asks, w.retired_at,
        (SELECT COUNT(*) FROM hearing_answers a WHERE a.question_id = w.question_id) AS answers
    FROM hearing_wordings w JOIN hearing_sheets s ON s.id = w.sheet_id AND s.edition = w.edition";

impl Row {
    fn line(self) -> Result<Line> {
        Ok(Line {
            id: self.id,
            sheet: self.sheet_id,
            wording: self.wording,
            text: self.text,
            help: self.help,
            required: self.required,
            asks: self.asks.map(|asks| serde_json::from_str(&asks)).transpose()?,
            retired_at: self.retired_at,
            answers: self.answers,
        })
    }
}

/// The lines of the editions in use of some sheets, sheet by sheet and in order, the retired ones too.
///
/// # Errors
/// When the database is away.
pub async fn lines_of<C: ConnectionTrait>(db: &C, sheets: &[HearingSheetId]) -> Result<Vec<Line>> {
    let mut sql = Sql::new(SELECT);
    sql.push(" WHERE w.sheet_id IN ")
        .bind_list(sheets.iter().map(|id| id.0));
    sql.push(" ORDER BY w.sheet_id, w.position, w.id");
    let rows = Row::find_by_statement(sql.statement(Dialect::of(db))).all(db).await?;
    rows.into_iter().map(Row::line).collect()
}

/// One line of an edition in use.
///
/// # Errors
/// [`Error::NotFound`] when there is none of that number.
pub async fn line<C: ConnectionTrait>(db: &C, id: QuestionId) -> Result<Line> {
    let mut sql = Sql::new(SELECT);
    sql.push(" WHERE w.question_id = ").bind(id.0);
    let found = Row::find_by_statement(sql.statement(Dialect::of(db))).one(db);
    found.await?.ok_or(Error::NotFound)?.line()
}

/// Adds a line behind the others.
///
/// # Errors
/// [`Error::Forbidden`] for whoever is no admin, [`Error::NotFound`].
pub async fn add_line(tx: &mut Tx, id: HearingSheetId, facts: &LineFacts) -> Result<QuestionId> {
    let sheet = sheet::open(tx, id, None).await?;
    let edition = sheet::writable(tx, &sheet).await?;
    let line = insert(tx, id, edition, facts).await?;
    next_version(tx, id).await?;
    told(tx, json!({ "sheet": id, "line_added": line, "text": facts.text }));
    Ok(line)
}

/// Writes a line behind the others of an edition.
pub(super) async fn insert(tx: &Tx, sheet: HearingSheetId, edition: i64, facts: &LineFacts) -> Result<QuestionId> {
    let mut sql = Sql::new("INSERT INTO hearing_questions (sheet_id, kind) VALUES (");
    sql.bind(sheet.0).push(", ").bind(kind(facts)).push(") RETURNING id");
    let question = QuestionId(inserted(tx, sql).await?);
    let mut sql = Sql::new(
        "INSERT INTO hearing_wordings (sheet_id, edition, question_id, text, help, required, asks, position) VALUES (",
    );
    sql.bind(sheet.0).push(", ").bind(edition);
    sql.push(", ").bind(question.0);
    sql.push(", ").bind(facts.text.as_str());
    sql.push(", ").bind(facts.help.as_str());
    sql.push(", ").bind(facts.required);
    sql.push(", ").bind(json_of(facts)?);
    sql.push(", (SELECT COALESCE(MAX(w.position), 0) + 1 FROM hearing_wordings w WHERE w.sheet_id = ")
        .bind(sheet.0);
    sql.push(" AND w.edition = ").bind(edition).push("))");
    tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    Ok(question)
}

fn kind(facts: &LineFacts) -> &'static str {
    facts.asks.as_ref().map_or("heading", |asks| asks.kind().code())
}

fn json_of(facts: &LineFacts) -> Result<Option<String>> {
    Ok(facts.asks.as_ref().map(serde_json::to_string).transpose()?)
}

/// Words a line anew. `anew`, or another kind, makes it another question: the answers so far stay with the old one, which
/// is retired. Changing nothing writes nothing.
///
/// # Errors
/// [`Error::Forbidden`], [`Error::NotFound`], [`Error::Stale`] when somebody changed the sheet meanwhile.
pub async fn change_line(
    tx: &mut Tx,
    id: QuestionId,
    version: i64,
    facts: &LineFacts,
    anew: bool,
) -> Result<QuestionId> {
    tx.require_admin()?;
    let before = line(tx.db(), id).await?;
    let sheet = sheet::open(tx, before.sheet, Some(version)).await?;
    if before.asks.is_none() != facts.asks.is_none() {
        return Err(Error::NotFound);
    }
    let is_replaced = anew && before.answers > 0;
    if !is_replaced && before.facts() == *facts {
        return Ok(id);
    }
    let edition = sheet::writable(tx, &sheet).await?;
    let same_kind = before.asks.as_ref().map(Asks::kind) == facts.asks.as_ref().map(Asks::kind);
    let after = if before.answers > 0 && (anew || !same_kind) {
        replace(tx, &before, edition, facts).await?
    } else {
        reword(tx, id, edition, facts).await?;
        id
    };
    next_version(tx, before.sheet).await?;
    told(
        tx,
        json!({ "sheet": before.sheet, "line": id, "now": after, "text": [before.text, facts.text] }),
    );
    Ok(after)
}

async fn reword(tx: &Tx, id: QuestionId, edition: i64, facts: &LineFacts) -> Result<()> {
    let mut sql = Sql::new("UPDATE hearing_wordings SET text = ");
    sql.bind(facts.text.as_str());
    sql.push(", help = ").bind(facts.help.as_str());
    sql.push(", required = ").bind(facts.required);
    sql.push(", asks = ").bind(json_of(facts)?);
    sql.push(" WHERE question_id = ").bind(id.0);
    sql.push(" AND edition = ").bind(edition);
    tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    let mut sql = Sql::new("UPDATE hearing_questions SET kind = ");
    sql.bind(kind(facts)).push(" WHERE id = ").bind(id.0);
    tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    Ok(())
}

/// Puts a new question where the old one stood, which is retired.
async fn replace(tx: &Tx, old: &Line, edition: i64, facts: &LineFacts) -> Result<QuestionId> {
    let new = insert(tx, old.sheet, edition, facts).await?;
    retire_wording(tx, old.id, edition, true).await?;
    let lines = lines_of(tx.db(), &[old.sheet]).await?;
    let mut order = Vec::new();
    let added = lines.iter().find(|line| line.id == new).map(|line| line.wording);
    for line in lines.iter().filter(|line| line.id != new) {
        order.push(line.wording);
        if line.id == old.id {
            order.extend(added);
        }
    }
    crate::shared::order::write(tx, "hearing_wordings", &order).await?;
    Ok(new)
}

async fn retire_wording(tx: &Tx, id: QuestionId, edition: i64, retired: bool) -> Result<()> {
    let mut sql = Sql::new("UPDATE hearing_wordings SET retired_at = ");
    sql.bind(retired.then_some(tx.now().0));
    sql.push(" WHERE question_id = ").bind(id.0);
    sql.push(" AND edition = ").bind(edition);
    tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    Ok(())
}

/// Asks a question no more, or again. Its answers are kept.
///
/// # Errors
/// As [`change_line`].
pub async fn set_line_retired(tx: &mut Tx, id: QuestionId, version: i64, retired: bool) -> Result<Line> {
    tx.require_admin()?;
    let line = line(tx.db(), id).await?;
    let sheet = sheet::open(tx, line.sheet, Some(version)).await?;
    let edition = sheet::writable(tx, &sheet).await?;
    retire_wording(tx, id, edition, retired).await?;
    next_version(tx, line.sheet).await?;
    told(
        tx,
        json!({ "sheet": line.sheet, "line": id, "text": line.text, "retired": retired }),
    );
    Ok(line)
}
