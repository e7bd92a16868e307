//! The pairs that are kept, of which only what differs is written.

use std::collections::{BTreeMap, BTreeSet};

use db::Sql;
use sea_orm::{ConnectionTrait as _, FromQueryResult};

use super::{Kind, company_pairs::Pair, reason::Reason};
use crate::{app::App, error::Result, tx::Tx};

/// Pairs that are written at a time, so that nobody waits long for the database.
const WRITTEN_AT_A_TIME: usize = 2_000;
/// Rows of one statement; see `events.rs` for why not more.
const ROWS: usize = 100;

/// The numbers of a pair, the smaller first.
type Numbers = (i64, i64);
/// What is kept of a pair: the rank of its certainty and the codes of its reasons.
type Judged = (i64, String);
/// Pairs as they are kept.
pub(super) type Kept = BTreeMap<Numbers, Judged>;

/// What is kept: all of a kind, or the pairs in which one of these stands.
pub(super) async fn kept(app: &App, kind: Kind, of: Option<&BTreeSet<i64>>) -> Result<Kept> {
    #[derive(FromQueryResult)]
    struct Row {
        one_id: i64,
        other_id: i64,
        certainty: i64,
        reasons: String,
    }
    let mut queries = Vec::new();
    let all = || {
        let mut sql =
            Sql::new("SELECT p.one_id, p.other_id, p.certainty, p.reasons FROM matching_pairs p WHERE p.kind = ");
        sql.bind(kind.code());
        sql
    };
    match of {
        None => queries.push(all()),
        Some(ids) => {
            let ids: Vec<i64> = ids.iter().copied().collect();
            for some in ids.chunks(ROWS) {
                for column in ["one_id", "other_id"] {
                    let mut sql = all();
                    sql.push(&format!(" AND p.{column} IN "))
                        .bind_list(some.iter().copied());
                    queries.push(sql);
                }
            }
        }
    }
    let mut kept = Kept::new();
    for sql in queries {
        let rows = app.all::<Row>(sql).await?;
        kept.extend(
            rows.into_iter()
                .map(|row| ((row.one_id, row.other_id), (row.certainty, row.reasons))),
        );
    }
    Ok(kept)
}

/// Keeps these pairs in place of those that were; writes only what differs.
pub(super) async fn keep(app: &App, kind: Kind, before: Kept, pairs: Vec<Pair>) -> Result<()> {
    let after: Kept = pairs
        .into_iter()
        .map(|pair| {
            (
                (pair.one, pair.other),
                (pair.certainty.rank(), Reason::codes(&pair.reasons)),
            )
        })
        .collect();
    let gone: Vec<Numbers> = before
        .keys()
        .filter(|pair| !after.contains_key(pair))
        .copied()
        .collect();
    let new: Vec<_> = after
        .into_iter()
        .filter(|(pair, kept)| before.get(pair) != Some(kept))
        .collect();
    let system = app.system().await?;
    for some in gone.chunks(WRITTEN_AT_A_TIME) {
        let tx = app.begin(&system).await?;
        for pair in some {
            forget(&tx, kind, *pair).await?;
        }
        tx.commit().await?;
    }
    for some in new.chunks(WRITTEN_AT_A_TIME) {
        let tx = app.begin(&system).await?;
        for rows in some.chunks(ROWS) {
            write(&tx, kind, rows).await?;
        }
        tx.commit().await?;
    }
    Ok(())
}

async fn forget(tx: &Tx, kind: Kind, (one, other): Numbers) -> Result<()> {
    let mut sql = Sql::new("DELETE FROM matching_pairs WHERE kind = ");
    sql.bind(kind.code()).push(" AND one_id = ").bind(one);
    sql.push(" AND other_id = ").bind(other);
    tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    Ok(())
}

async fn write(tx: &Tx, kind: Kind, rows: &[(Numbers, Judged)]) -> Result<()> {
    let mut sql = Sql::new("INSERT INTO matching_pairs (kind, one_id, other_id, certainty, reasons) VALUES ");
    for (index, ((one, other), (certainty, reasons))) in rows.iter().enumerate() {
        sql.push(if index > 0 { ", (" } else { "(" }).bind(kind.code());
        sql.push(", ").bind(*one).push(", ").bind(*other);
        sql.push(", ")
            .bind(*certainty)
            .push(", ")
            .bind(reasons.as_str())
            .push(")");
    }
    sql.push(
        " ON CONFLICT (kind, one_id, other_id) DO UPDATE SET certainty = excluded.certainty, reasons = excluded.reasons",
    );
    tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    Ok(())
}
