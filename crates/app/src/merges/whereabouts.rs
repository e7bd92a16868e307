//! Where a record went, and which came to it.

use std::collections::HashMap;

use db::{Dialect, Sql};
use sea_orm::{
    ConnectionTrait, FromQueryResult,
    sea_query::{Alias, Expr, ExprTrait as _, Query, SelectStatement},
};

use super::kind::Kind;
use crate::{cx::Cx, error::Result, ids::MergeId, page::Page, t, time::At};

/// The record that took over this one, through all merges since; `None` when it went nowhere.
///
/// # Errors
/// When the database is away.
pub async fn survivor<C: ConnectionTrait>(db: &C, kind: Kind, id: i64) -> Result<Option<i64>> {
    let mut newest = None;
    loop {
        let mut sql = Sql::new("SELECT kept_id FROM merges WHERE undone_at IS NULL AND kind = ");
        sql.bind(kind.code());
        sql.push(" AND gone_id = ").bind(newest.unwrap_or(id));
        match db.query_one_raw(sql.statement(Dialect::of(db))).await? {
            Some(row) => newest = Some(row.try_get_by_index(0)?),
            None => return Ok(newest),
        }
    }
}

/// Pushes the numbers of these records and of those that took them over since, in brackets: a filter that was kept goes on
/// to find what it found.
pub fn push_survivors(sql: &mut Sql, kind: Kind, ids: impl IntoIterator<Item = i64>) {
    sql.push("(WITH RECURSIVE survivors (id) AS (SELECT id FROM ");
    sql.push(kind.table()).push(" WHERE id IN ").bind_list(ids);
    sql.push(" UNION SELECT m.kept_id FROM merges m JOIN survivors s ON s.id = m.gone_id WHERE m.undone_at IS NULL AND m.kind = ")
        .bind(kind.code());
    sql.push(") SELECT id FROM survivors)");
}

/// A record and all that were merged into it, through all merges since.
///
/// # Errors
/// When the database is away.
pub async fn family<C: ConnectionTrait>(db: &C, kind: Kind, id: i64) -> Result<Vec<i64>> {
    let mut all = vec![id];
    let mut newest = vec![id];
    while !newest.is_empty() {
        let mut sql = Sql::new("SELECT gone_id FROM merges WHERE undone_at IS NULL AND kind = ");
        sql.bind(kind.code()).push(" AND kept_id IN ").bind_list(newest);
        newest = Vec::new();
        for row in db.query_all_raw(sql.statement(Dialect::of(db))).await? {
            newest.push(row.try_get_by_index(0)?);
        }
        all.extend(&newest);
    }
    Ok(all)
}

/// Where every record of a kind that went has gone to in the end: for imports, which know records by the keys of those
/// that went.
///
/// # Errors
/// When the database is away.
pub async fn whence<C: ConnectionTrait>(db: &C, kind: Kind) -> Result<HashMap<i64, i64>> {
    let mut sql = Sql::new("SELECT gone_id, kept_id FROM merges WHERE undone_at IS NULL AND kind = ");
    sql.bind(kind.code());
    let mut steps: HashMap<i64, i64> = HashMap::new();
    for row in db.query_all_raw(sql.statement(Dialect::of(db))).await? {
        steps.insert(row.try_get_by_index(0)?, row.try_get_by_index(1)?);
    }
    let end = |gone: &i64| {
        let mut at = *gone;
        while let Some(next) = steps.get(&at) {
            at = *next;
        }
        (*gone, at)
    };
    Ok(steps.keys().map(end).collect())
}

/// The numbers of all records of a kind that went into others: those do not come back as a deletion does.
#[must_use]
pub fn is_away(kind: Kind) -> SelectStatement {
    Query::select()
        .column(Alias::new("gone_id"))
        .from(Alias::new("merges"))
        .and_where(Expr::col(Alias::new("undone_at")).is_null())
        .and_where(Expr::col(Alias::new("kind")).eq(kind.code()))
        .to_owned()
}

/// A record that was merged into another, and can come back.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Merged {
    /// The merge.
    pub id: MergeId,
    /// What the record that went is called.
    pub name: String,
    /// When.
    pub at: At,
    /// By whom; nobody for the program itself.
    pub who: Option<String>,
}

impl Merged {
    /// 「11/22 佐藤 美咲」.
    #[must_use]
    pub fn when(&self, page: &Page) -> String {
        let zone = page
            .actor
            .as_ref()
            .map_or(chrono_tz::Tz::UTC, |actor| actor.workspace.zone);
        let who = self.who.clone().unwrap_or_else(|| t!(page, "history-by-itself"));
        format!("{} {who}", page.day(self.at.day(zone)))
    }

    /// What the button does, for those who hear it without its line.
    #[must_use]
    pub fn undo_words(&self, page: &Page) -> String {
        t!(page, "merge-undo-this", name = self.name.as_str())
    }
}

/// The records that were merged into this one, the newest first. Who asks has looked whether the reader sees it.
///
/// # Errors
/// When the database is away.
pub async fn merged_into(cx: &Cx, kind: Kind, id: i64) -> Result<Vec<Merged>> {
    let mut sql = Sql::new(&format!(
        "SELECT m.id, g.name, m.at, u.name AS who FROM merges m JOIN {} g ON g.id = m.gone_id
         LEFT JOIN users u ON u.id = m.user_id WHERE m.undone_at IS NULL AND m.kind = ",
        kind.table()
    ));
    sql.bind(kind.code()).push(" AND m.kept_id = ").bind(id);
    sql.push(" ORDER BY m.id DESC");
    cx.app.all(sql).await
}
