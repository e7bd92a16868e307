//! Hearing sheets: which there are, and acts of admins on a sheet as a whole.
//!
//! A sheet has editions. Whoever changes one that has been answered changes a copy of it with the next number, so that
//! every answer keeps the words it was given to.

use db::{Dialect, Sql};
use sea_orm::{ConnectionTrait, FromQueryResult};
use serde_json::{Value, json};

use super::line::{self, LineFacts};
use crate::{
    error::{Error, Result},
    events::{Event, EventKind},
    ids::{HearingSheetId, PhaseId, PipelineId},
    pipelines,
    shared::order,
    time::At,
    tx::Tx,
};

/// A sheet.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Sheet {
    /// Its number.
    pub id: HearingSheetId,
    /// Of which phase.
    pub phase_id: PhaseId,
    /// What that is called.
    pub phase: String,
    /// Of which pipeline.
    pub pipeline_id: PipelineId,
    /// What that is called.
    pub pipeline: String,
    /// What the team calls it.
    pub name: String,
    /// Which edition is in use.
    pub edition: i64,
    /// Since when that is in use.
    pub made_at: Option<At>,
    /// Since when it is asked no more.
    pub retired_at: Option<At>,
    /// For forms.
    pub version: i64,
    /// How many questions the edition in use asks.
    pub questions: i64,
    /// How many answers there are to any edition.
    pub answers: i64,
}

/// A sheet to add.
#[derive(Clone, Debug)]
pub struct NewSheet {
    /// Of which phase.
    pub phase: PhaseId,
    /// What it is to be called.
    pub name: String,
    /// What it starts with.
    pub lines: Vec<LineFacts>,
}

const SELECT: &str =
    "SELECT s.id, s.phase_id, p.name AS phase, p.pipeline_id, l.name AS pipeline, s.name, s.edition, e.made_at,
        s.retired_at, s.version,
        (SELECT COUNT(*) FROM hearing_wordings w WHERE w.sheet_id = s.id AND w.edition = s.edition
            AND w.retired_at IS NULL AND w.asks IS NOT NULL) AS questions,
        (SELECT COUNT(*) FROM hearing_answers a JOIN hearing_questions q ON q.id = a.question_id
            WHERE q.sheet_id = s.id) AS answers
    FROM hearing_sheets s JOIN phases p ON p.id = s.phase_id JOIN pipelines l ON l.id = p.pipeline_id
    LEFT JOIN hearing_editions e ON e.sheet_id = s.id AND e.number = s.edition";

const ORDER: &str = " ORDER BY l.position, l.id, p.position, p.id, s.position, s.id";

/// All sheets by pipeline and phase, the retired ones too.
///
/// # Errors
/// When the database is away.
pub async fn sheets<C: ConnectionTrait>(db: &C) -> Result<Vec<Sheet>> {
    let sql = Sql::new(&format!("{SELECT}{ORDER}"));
    Ok(Sheet::find_by_statement(sql.statement(Dialect::of(db))).all(db).await?)
}

/// The sheets a pipeline asks for, in the order of its phases. With a phase its sheets are retired.
///
/// # Errors
/// When the database is away.
pub async fn sheets_of<C: ConnectionTrait>(db: &C, pipeline: PipelineId) -> Result<Vec<Sheet>> {
    let mut sql = Sql::new(SELECT);
    sql.push(" WHERE s.retired_at IS NULL AND p.retired_at IS NULL AND p.pipeline_id = ")
        .bind(pipeline.0)
        .push(ORDER);
    Ok(Sheet::find_by_statement(sql.statement(Dialect::of(db))).all(db).await?)
}

/// One sheet, retired or not.
///
/// # Errors
/// [`Error::NotFound`] when there is none of that number.
pub async fn sheet<C: ConnectionTrait>(db: &C, id: HearingSheetId) -> Result<Sheet> {
    let mut sql = Sql::new(SELECT);
    sql.push(" WHERE s.id = ").bind(id.0);
    let found = Sheet::find_by_statement(sql.statement(Dialect::of(db))).one(db);
    found.await?.ok_or(Error::NotFound)
}

/// Adds a sheet behind the others of its phase.
///
/// # Errors
/// [`Error::Forbidden`] for whoever is no admin, [`Error::NotFound`] for a phase that takes no deals.
pub async fn add_sheet(tx: &mut Tx, new: &NewSheet) -> Result<HearingSheetId> {
    tx.require_admin()?;
    let phase = pipelines::phase(tx.db(), new.phase).await?;
    if phase.retired_at.is_some() {
        return Err(Error::NotFound);
    }
    let mut sql = Sql::new("INSERT INTO hearing_sheets (phase_id, name, position) VALUES (");
    sql.bind(new.phase.0).push(", ").bind(new.name.as_str());
    sql.push(", (SELECT COALESCE(MAX(position), 0) + 1 FROM hearing_sheets)) RETURNING id");
    let id = HearingSheetId(inserted(tx, sql).await?);
    begin_edition(tx, id, 1).await?;
    for facts in &new.lines {
        line::insert(tx, id, 1, facts).await?;
    }
    told(
        tx,
        json!({ "added": id, "name": new.name, "phase": new.phase, "lines": new.lines.len() }),
    );
    Ok(id)
}

/// Calls a sheet something else.
///
/// # Errors
/// [`Error::Forbidden`], [`Error::NotFound`], [`Error::Stale`] when somebody was quicker.
pub async fn rename(tx: &mut Tx, id: HearingSheetId, version: i64, name: &str) -> Result<()> {
    let before = open(tx, id, Some(version)).await?;
    let mut sql = Sql::new("UPDATE hearing_sheets SET name = ");
    sql.bind(name).push(" WHERE id = ").bind(id.0);
    tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    next_version(tx, id).await?;
    told(tx, json!({ "sheet": id, "name": [before.name, name] }));
    Ok(())
}

/// Asks for a sheet no more, or again. Its answers are kept.
///
/// # Errors
/// As [`rename`].
pub async fn set_retired(tx: &mut Tx, id: HearingSheetId, version: i64, retired: bool) -> Result<Sheet> {
    let sheet = open(tx, id, Some(version)).await?;
    let mut sql = Sql::new("UPDATE hearing_sheets SET retired_at = ");
    sql.bind(retired.then_some(tx.now().0)).push(" WHERE id = ").bind(id.0);
    tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    next_version(tx, id).await?;
    told(tx, json!({ "sheet": id, "name": sheet.name, "retired": retired }));
    Ok(sheet)
}

/// Puts the lines of a sheet in an order.
///
/// # Errors
/// [`Error::Forbidden`] for whoever is no admin, [`Error::NotFound`].
pub async fn put_in_order(tx: &mut Tx, id: HearingSheetId, wish: impl FnOnce(&[i64]) -> Vec<i64>) -> Result<()> {
    let sheet = open(tx, id, None).await?;
    let lines = line::lines_of(tx.db(), &[id]).await?;
    let now: Vec<i64> = lines.iter().map(|line| line.id.0).collect();
    let order = wish(&now);
    if order == now {
        return Ok(());
    }
    writable(tx, &sheet).await?;
    let lines = line::lines_of(tx.db(), &[id]).await?;
    let wording = |question: &i64| {
        let found = lines.iter().find(|line| line.id.0 == *question);
        found.map(|line| line.wording)
    };
    let wordings: Vec<i64> = order.iter().filter_map(wording).collect();
    order::write(tx, "hearing_wordings", &wordings).await?;
    next_version(tx, id).await?;
    told(tx, json!({ "sheet": id, "order": order }));
    Ok(())
}

/// A sheet to be changed: by an admin only, and in the version that was seen.
pub(super) async fn open(tx: &Tx, id: HearingSheetId, version: Option<i64>) -> Result<Sheet> {
    tx.require_admin()?;
    let mut sql = Sql::new("SELECT id FROM hearing_sheets WHERE id = ");
    sql.bind(id.0).push(tx.dialect().for_update());
    tx.db().query_one_raw(sql.statement(tx.dialect())).await?;
    let sheet = sheet(tx.db(), id).await?;
    match version {
        Some(version) if version != sheet.version => Err(Error::Stale),
        _ => Ok(sheet),
    }
}

/// The edition that may be written: the one in use as long as nobody has answered it, else a copy of it, which is in use
/// from now on.
pub(super) async fn writable(tx: &Tx, sheet: &Sheet) -> Result<i64> {
    if !is_answered(tx, sheet).await? {
        return Ok(sheet.edition);
    }
    let next = sheet.edition + 1;
    let mut sql = Sql::new(
        "INSERT INTO hearing_wordings (sheet_id, edition, question_id, position, text, help, required, asks, retired_at)
         SELECT sheet_id, edition + 1, question_id, position, text, help, required, asks, retired_at
         FROM hearing_wordings WHERE sheet_id = ",
    );
    sql.bind(sheet.id.0).push(" AND edition = ").bind(sheet.edition);
    sql.push(" ORDER BY position, id");
    tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    begin_edition(tx, sheet.id, next).await?;
    let mut sql = Sql::new("UPDATE hearing_sheets SET edition = ");
    sql.bind(next).push(" WHERE id = ").bind(sheet.id.0);
    tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    Ok(next)
}

async fn is_answered(tx: &Tx, sheet: &Sheet) -> Result<bool> {
    let mut sql = Sql::new(
        "SELECT a.id FROM hearing_answers a JOIN hearing_wordings w ON w.id = a.wording_id WHERE w.sheet_id = ",
    );
    sql.bind(sheet.id.0).push(" AND w.edition = ").bind(sheet.edition);
    sql.push(" LIMIT 1");
    Ok(tx.db().query_one_raw(sql.statement(tx.dialect())).await?.is_some())
}

async fn begin_edition(tx: &Tx, id: HearingSheetId, number: i64) -> Result<()> {
    let mut sql = Sql::new("INSERT INTO hearing_editions (sheet_id, number, made_at, made_by) VALUES (");
    sql.bind(id.0).push(", ").bind(number);
    sql.push(", ").bind(tx.now().0);
    sql.push(", ").bind(tx.user().map(|user| user.0)).push(")");
    tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    Ok(())
}

pub(super) async fn next_version(tx: &Tx, id: HearingSheetId) -> Result<()> {
    let mut sql = Sql::new("UPDATE hearing_sheets SET version = version + 1 WHERE id = ");
    sql.bind(id.0);
    tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    Ok(())
}

pub(super) async fn inserted(tx: &Tx, sql: Sql) -> Result<i64> {
    let row = tx.db().query_one_raw(sql.statement(tx.dialect())).await?;
    let row = row.ok_or_else(|| Error::internal("a row was not inserted"))?;
    Ok(row.try_get_by_index(0)?)
}

pub(super) fn told(tx: &mut Tx, what: Value) {
    tx.record(Event::new(EventKind::SettingsChanged).data(json!({ "hearing": what })));
}
