//! Proposal ideas (提案のアイデア): what could be proposed, drawn from the answers of a deal.

use std::collections::HashMap;

use db::{Dialect, Sql};
use sea_orm::{ConnectionTrait, FromQueryResult, QueryResult};
use serde_json::json;

use super::sheet::inserted;
use crate::{
    deals::{self, Deal},
    error::{Error, Result},
    events::{Event, EventKind},
    ids::{AnswerId, DealId, IdeaId, UserId},
    time::At,
    tx::Tx,
};

/// The longest idea, in characters.
pub const TEXT: usize = 2_000;

/// An idea, with what it came from.
#[derive(Clone, Debug)]
pub struct Idea {
    /// Its number.
    pub id: IdeaId,
    /// What could be proposed.
    pub text: String,
    /// Who had it.
    pub by: String,
    /// When.
    pub at: At,
    /// For forms.
    pub version: i64,
    /// The questions and answers it was drawn from.
    pub from: Vec<(String, String)>,
}

/// An idea to note.
#[derive(Clone, Debug)]
pub struct NewIdea {
    /// What could be proposed.
    pub text: String,
    /// What it was drawn from: answers of the same deal.
    pub answers: Vec<AnswerId>,
    /// Who had it; whoever notes it if nothing is said.
    pub by: Option<UserId>,
    /// When; now if nothing is said.
    pub at: Option<At>,
}

#[derive(FromQueryResult)]
struct Row {
    id: IdeaId,
    text: String,
    by_name: Option<String>,
    at: At,
    version: i64,
}

#[derive(FromQueryResult)]
struct Origin {
    idea_id: IdeaId,
    asked: String,
    said: String,
}

/// The ideas of a deal, the newest first.
///
/// # Errors
/// When the database is away.
pub async fn ideas_of<C: ConnectionTrait>(db: &C, deal: DealId) -> Result<Vec<Idea>> {
    let mut sql = Sql::new(
        "SELECT i.id, i.text, u.name AS by_name, i.at, i.version FROM proposal_ideas i
         LEFT JOIN users u ON u.id = i.by_user_id WHERE i.deleted_at IS NULL AND i.deal_id = ",
    );
    sql.bind(deal.0).push(" ORDER BY i.at DESC, i.id DESC");
    let rows = Row::find_by_statement(sql.statement(Dialect::of(db))).all(db).await?;
    let ids: Vec<i64> = rows.iter().map(|row| row.id.0).collect();
    let mut origins = origins(db, &ids).await?;
    let idea = |row: Row| Idea {
        from: origins.remove(&row.id).unwrap_or_default(),
        id: row.id,
        text: row.text,
        by: row.by_name.unwrap_or_default(),
        at: row.at,
        version: row.version,
    };
    Ok(rows.into_iter().map(idea).collect())
}

/// What ideas were drawn from: question and answer.
///
/// # Errors
/// When the database is away.
pub(super) async fn origins<C: ConnectionTrait>(
    db: &C,
    ideas: &[i64],
) -> Result<HashMap<IdeaId, Vec<(String, String)>>> {
    let mut sql = Sql::new(
        "SELECT o.idea_id, w.text AS asked, a.value_text AS said FROM proposal_idea_answers o
         JOIN hearing_answers a ON a.id = o.answer_id JOIN hearing_wordings w ON w.id = a.wording_id
         WHERE o.idea_id IN ",
    );
    sql.bind_list(ideas.iter().copied());
    sql.push(" ORDER BY o.idea_id, w.position, a.id");
    let rows = Origin::find_by_statement(sql.statement(Dialect::of(db)))
        .all(db)
        .await?;
    let mut origins: HashMap<IdeaId, Vec<(String, String)>> = HashMap::new();
    for row in rows {
        origins.entry(row.idea_id).or_default().push((row.asked, row.said));
    }
    Ok(origins)
}

/// The answers of a deal from which ideas can be drawn, as [`origins`] tells them; the newest first.
///
/// # Errors
/// When the database is away.
pub async fn grounds<C: ConnectionTrait>(db: &C, deal: DealId) -> Result<Vec<(AnswerId, String, String)>> {
    #[derive(FromQueryResult)]
    struct Ground {
        id: AnswerId,
        asked: String,
        said: String,
    }
    let mut sql = Sql::new(
        "SELECT a.id, w.text AS asked, a.value_text AS said FROM hearing_answers a
         JOIN hearing_wordings w ON w.id = a.wording_id WHERE a.deal_id = ",
    );
    sql.bind(deal.0).push(" ORDER BY a.id DESC");
    let rows = Ground::find_by_statement(sql.statement(Dialect::of(db)))
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.asked, row.said)).collect())
}

/// Whether a deal has this idea already; `Some(true)` for one that was deleted.
///
/// # Errors
/// When the database is away.
pub async fn noted<C: ConnectionTrait>(db: &C, deal: DealId, text: &str) -> Result<Option<bool>> {
    let mut sql =
        Sql::new("SELECT CASE WHEN deleted_at IS NULL THEN 0 ELSE 1 END FROM proposal_ideas WHERE deal_id = ");
    sql.bind(deal.0).push(" AND text = ").bind(text);
    sql.push(" ORDER BY 1 LIMIT 1");
    let row = db.query_one_raw(sql.statement(Dialect::of(db))).await?;
    let is_deleted = |row: QueryResult| row.try_get_by_index::<i32>(0).map(|deleted| deleted == 1);
    Ok(row.map(is_deleted).transpose()?)
}

/// Notes an idea.
///
/// # Errors
/// [`Error::Forbidden`] for a viewer, [`Error::NotFound`] for a deal they may not see, or an answer of another deal.
pub async fn note(tx: &mut Tx, deal: DealId, new: &NewIdea) -> Result<IdeaId> {
    let deal = deals::open_for_change(tx, deal, None).await?;
    let mut sql = Sql::new("INSERT INTO proposal_ideas (deal_id, text, by_user_id, at) VALUES (");
    sql.bind(deal.id.0).push(", ").bind(new.text.as_str());
    sql.push(", ").bind(new.by.or(tx.user()).map(|user| user.0));
    sql.push(", ").bind(new.at.unwrap_or(tx.now()).0).push(") RETURNING id");
    let id = IdeaId(inserted(tx, sql).await?);
    for answer in &new.answers {
        let mut sql = Sql::new("INSERT INTO proposal_idea_answers (idea_id, answer_id) SELECT ");
        sql.bind(id.0).push(", a.id FROM hearing_answers a WHERE a.id = ");
        sql.bind(answer.0).push(" AND a.deal_id = ").bind(deal.id.0);
        let written = tx.db().execute_raw(sql.statement(tx.dialect())).await?;
        if written.rows_affected() != 1 {
            return Err(Error::NotFound);
        }
    }
    record(tx, EventKind::IdeaNoted, &deal, id, &new.text);
    Ok(id)
}

/// Deletes an idea, or takes the deletion back. Answers whose deal it is.
///
/// # Errors
/// [`Error::Forbidden`] for a viewer, [`Error::NotFound`] for what they may not see, [`Error::Stale`] when somebody was
/// quicker.
pub async fn set_deleted(tx: &mut Tx, id: IdeaId, version: i64, deleted: bool) -> Result<DealId> {
    #[derive(FromQueryResult)]
    struct Found {
        deal_id: DealId,
        text: String,
        version: i64,
        deleted_at: Option<At>,
    }
    let mut sql = Sql::new("SELECT deal_id, text, version, deleted_at FROM proposal_ideas WHERE id = ");
    sql.bind(id.0).push(tx.dialect().for_update());
    let found = Found::find_by_statement(sql.statement(tx.dialect())).one(tx.db());
    let idea = found.await?.ok_or(Error::NotFound)?;
    let deal = deals::open_for_change(tx, idea.deal_id, None).await?;
    if idea.version != version {
        return Err(Error::Stale);
    }
    if idea.deleted_at.is_some() == deleted {
        return Err(Error::NotFound);
    }
    let mut sql = Sql::new("UPDATE proposal_ideas SET version = version + 1, deleted_at = ");
    sql.bind(deleted.then_some(tx.now().0)).push(" WHERE id = ").bind(id.0);
    tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    let kind = if deleted {
        EventKind::IdeaDeleted
    } else {
        EventKind::IdeaRestored
    };
    record(tx, kind, &deal, id, &idea.text);
    Ok(deal.id)
}

fn record(tx: &mut Tx, kind: EventKind, deal: &Deal, id: IdeaId, text: &str) {
    tx.record(
        Event::new(kind)
            .deal(deal.id)
            .company(deal.company_id)
            .data(json!({ "idea": id, "text": text })),
    );
}
