//! Acts of admins on questionnaires: add, change, put in order, retire and bring back.

use db::{Dialect, Sql};
use japan::fold;
use sea_orm::{ConnectionTrait, FromQueryResult};
use serde_json::{Value, json};

use super::table::{Questionnaire, QuestionnaireRow, Wording};
use crate::{
    error::{Error, Result},
    events::{Event, EventKind},
    ids::QuestionnaireId,
    shared::order,
    tx::Tx,
};

/// What a questionnaire says beside its questions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Heading {
    /// What it is called.
    pub name: Wording,
    /// What stands above the questions.
    pub intro: Wording,
    /// Who receives the answers.
    pub receiver: Wording,
}

impl Heading {
    /// Of a questionnaire.
    #[must_use]
    pub fn of(questionnaire: &Questionnaire) -> Self {
        Self {
            name: questionnaire.name.clone(),
            intro: questionnaire.intro.clone(),
            receiver: questionnaire.receiver.clone(),
        }
    }
}

/// All questionnaires in their order, the retired ones last.
///
/// # Errors
/// When the database is away.
pub async fn all<C: ConnectionTrait>(db: &C) -> Result<Vec<Questionnaire>> {
    let sql = Sql::new("SELECT * FROM questionnaires ORDER BY retired_at IS NOT NULL, position, id");
    let rows = QuestionnaireRow::find_by_statement(sql.statement(Dialect::of(db)));
    Ok(rows.all(db).await?.into_iter().map(Questionnaire::from).collect())
}

/// One questionnaire, retired or not.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn questionnaire<C: ConnectionTrait>(db: &C, id: QuestionnaireId) -> Result<Questionnaire> {
    let mut sql = Sql::new("SELECT * FROM questionnaires WHERE id = ");
    sql.bind(id.0);
    let row = QuestionnaireRow::find_by_statement(sql.statement(Dialect::of(db)));
    row.one(db).await?.map(Questionnaire::from).ok_or(Error::NotFound)
}

/// The one that is called so already, however it is spelled.
///
/// # Errors
/// When the database is away.
pub async fn taken<C: ConnectionTrait>(
    db: &C,
    name: &str,
    but: Option<QuestionnaireId>,
) -> Result<Option<Questionnaire>> {
    let same = |other: &str| other == name || (!fold(name).is_empty() && fold(other) == fold(name));
    let others = all(db).await?;
    Ok(others.into_iter().find(|one| Some(one.id) != but && same(&one.name.ja)))
}

/// Adds a questionnaire behind the others.
///
/// # Errors
/// [`Error::Forbidden`] for whoever is no admin.
pub async fn add(tx: &mut Tx, heading: &Heading) -> Result<QuestionnaireId> {
    tx.require_admin()?;
    let mut sql = Sql::new(
        "INSERT INTO questionnaires (name, name_en, intro, intro_en, receiver, receiver_en, secret, position) VALUES (",
    );
    sql.bind(heading.name.ja.as_str());
    for text in texts(heading).into_iter().skip(1) {
        sql.push(", ").bind(text);
    }
    sql.push(", ").bind(kit::random::token());
    sql.push(", (SELECT COALESCE(MAX(position), 0) + 1 FROM questionnaires)) RETURNING id");
    let row = tx.db().query_one_raw(sql.statement(tx.dialect())).await?;
    let row = row.ok_or_else(|| Error::internal("a questionnaire was not inserted"))?;
    let id = QuestionnaireId(row.try_get_by_index(0)?);
    told(tx, json!({ "questionnaire_added": id, "name": heading.name.ja }));
    Ok(id)
}

fn texts(heading: &Heading) -> [&str; 6] {
    [
        &heading.name.ja,
        &heading.name.en,
        &heading.intro.ja,
        &heading.intro.en,
        &heading.receiver.ja,
        &heading.receiver.en,
    ]
}

/// Changes what stands around the questions. Links that are out keep what they say.
///
/// # Errors
/// [`Error::Forbidden`], [`Error::NotFound`], [`Error::Stale`] when somebody was quicker.
pub async fn change(tx: &mut Tx, id: QuestionnaireId, version: i64, heading: &Heading) -> Result<()> {
    let before = open(tx, id, version).await?;
    if Heading::of(&before) == *heading {
        return Ok(());
    }
    let columns = ["name", "name_en", "intro", "intro_en", "receiver", "receiver_en"];
    let mut sql = Sql::new("UPDATE questionnaires SET version = version + 1");
    for (column, text) in columns.iter().zip(texts(heading)) {
        sql.push(&format!(", {column} = ")).bind(text);
    }
    sql.push(" WHERE id = ").bind(id.0);
    tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    told(
        tx,
        json!({ "questionnaire": id, "name": [before.name.ja, heading.name.ja], "receiver": [before.receiver.ja, heading.receiver.ja] }),
    );
    Ok(())
}

/// Offers a questionnaire no more, or again. Links that are out can still be answered.
///
/// # Errors
/// As [`change`].
pub async fn set_retired(tx: &mut Tx, id: QuestionnaireId, version: i64, retired: bool) -> Result<Questionnaire> {
    let before = open(tx, id, version).await?;
    let mut sql = Sql::new("UPDATE questionnaires SET retired_at = ");
    sql.bind(retired.then_some(tx.now().0))
        .push(", version = version + 1 WHERE id = ")
        .bind(id.0);
    tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    told(
        tx,
        json!({ "questionnaire": id, "name": before.name.ja, "retired": retired }),
    );
    Ok(before)
}

/// Puts them in the order that `wish` makes of the one they are in.
///
/// # Errors
/// [`Error::Forbidden`].
pub async fn put_in_order(tx: &mut Tx, wish: impl FnOnce(&[i64]) -> Vec<i64>) -> Result<()> {
    tx.require_admin()?;
    let now: Vec<i64> = all(tx.db()).await?.iter().map(|one| one.id.0).collect();
    let order = wish(&now);
    if order != now {
        order::write(tx, "questionnaires", &order).await?;
        told(tx, json!({ "questionnaires_in_order": order }));
    }
    Ok(())
}

async fn open(tx: &Tx, id: QuestionnaireId, version: i64) -> Result<Questionnaire> {
    tx.require_admin()?;
    let found = questionnaire(tx.db(), id).await?;
    if found.version == version {
        Ok(found)
    } else {
        Err(Error::Stale)
    }
}

pub(super) fn told(tx: &mut Tx, data: Value) {
    tx.record(Event::new(EventKind::SettingsChanged).data(data));
}
