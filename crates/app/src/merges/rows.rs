//! How the rows that hang on a record change hands, and how they come back.

use db::Sql;
use sea_orm::{ConnectionTrait as _, FromQueryResult};
use serde::{Deserialize, Serialize};

use super::{
    kind::Kind,
    references::{How, REFERENCES, Reference},
};
use crate::{error::Result, tx::Tx};

/// Numbers of one statement: SQLite looks each up by name, one after the other.
const NUMBERS: usize = 100;

/// The rows of one table that changed hands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Moved {
    table: String,
    column: String,
    /// The numbers of rows, or the other halves of pairs.
    keys: Vec<i64>,
    /// Pairs that the kept record had already.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    folded: Vec<Folded>,
}

/// A row that was folded into the kept record's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Folded {
    /// The other half of the pair.
    key: i64,
    /// What the row that went said of its rank.
    gone: String,
    /// What the kept row said, and says now, if the other one was stronger.
    kept: Option<[String; 2]>,
}

/// Two records, of which one goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pair {
    /// The one that stays.
    pub kept: i64,
    /// The one that goes.
    pub gone: i64,
}

impl Moved {
    /// Whether two merges had to do with the same row.
    pub fn touches(&self, other: &Self) -> bool {
        let has =
            |moved: &Self, key: &i64| moved.keys.contains(key) || moved.folded.iter().any(|folded| folded.key == *key);
        let folded = self.folded.iter().map(|folded| &folded.key);
        (&self.table, &self.column) == (&other.table, &other.column)
            && self.keys.iter().chain(folded).any(|key| has(other, key))
    }

    fn reference(&self) -> Option<&'static Reference> {
        REFERENCES
            .iter()
            .find(|reference| (reference.table, reference.column) == (self.table.as_str(), self.column.as_str()))
    }
}

/// Moves everything that hangs on the one record to the other, and says what that was.
///
/// # Errors
/// When the database refuses.
pub(super) async fn hand_over(tx: &Tx, kind: Kind, pair: Pair) -> Result<Vec<Moved>> {
    let mut all = Vec::new();
    for reference in REFERENCES.iter().filter(|reference| reference.kind == kind) {
        let mut moved = Moved {
            table: reference.table.to_owned(),
            column: reference.column.to_owned(),
            ..Moved::default()
        };
        match reference.how {
            How::Stays => continue,
            How::Rows => {}
            How::Pairs { other, rank } => moved.folded = fold(tx, reference, other, rank, pair).await?,
        }
        moved.keys = keys(tx, reference, pair.gone).await?;
        let mut sql = set_column(reference, pair.kept);
        sql.push(&format!(" WHERE {} = ", reference.column)).bind(pair.gone);
        execute(tx, sql).await?;
        if !moved.keys.is_empty() || !moved.folded.is_empty() {
            all.push(moved);
        }
    }
    Ok(all)
}

/// Brings back what still hangs on the kept record; what hangs elsewhere by now, or is no more, stays as it is.
///
/// # Errors
/// When the database refuses.
pub(super) async fn bring_back(tx: &Tx, moved: &Moved, pair: Pair) -> Result<()> {
    let Some(reference) = moved.reference() else {
        return Ok(());
    };
    for keys in moved.keys.chunks(NUMBERS) {
        let mut sql = set_column(reference, pair.gone);
        sql.push(&format!(" WHERE {} = ", reference.column)).bind(pair.kept);
        sql.push(&format!(" AND {} IN ", key_of(reference)))
            .bind_list(keys.iter().copied());
        execute(tx, sql).await?;
    }
    if let How::Pairs { other, rank } = reference.how {
        let rank = rank.map(|(column, _)| column);
        for folded in &moved.folded {
            unfold(tx, reference, other, rank, folded, pair).await?;
        }
    }
    Ok(())
}

const fn key_of(reference: &Reference) -> &'static str {
    match reference.how {
        How::Pairs { other, .. } => other,
        How::Rows | How::Stays => "id",
    }
}

fn set_column(reference: &Reference, to: i64) -> Sql {
    let mut sql = Sql::new(&format!("UPDATE {} SET {} = ", reference.table, reference.column));
    sql.bind(to);
    sql
}

async fn execute(tx: &Tx, sql: Sql) -> Result<()> {
    tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    Ok(())
}

async fn keys(tx: &Tx, reference: &Reference, id: i64) -> Result<Vec<i64>> {
    let key = key_of(reference);
    let (table, column) = (reference.table, reference.column);
    let mut sql = Sql::new(&format!("SELECT {key} FROM {table} WHERE {column} = "));
    sql.bind(id).push(&format!(" ORDER BY {key}"));
    let rows = tx.db().query_all_raw(sql.statement(tx.dialect())).await?;
    let mut keys = Vec::with_capacity(rows.len());
    for row in rows {
        keys.push(row.try_get_by_index(0)?);
    }
    Ok(keys)
}

/// A pair that both records have.
#[derive(FromQueryResult)]
struct Both {
    other: i64,
    gone: String,
    kept: String,
}

/// Takes away the rows of the record that goes where the kept one has its own, which takes the stronger rank.
async fn fold(
    tx: &Tx,
    reference: &Reference,
    other: &str,
    rank: Option<(&str, &[&str])>,
    pair: Pair,
) -> Result<Vec<Folded>> {
    let (table, column) = (reference.table, reference.column);
    let said = rank.map_or_else(
        || "'' AS gone, '' AS kept".to_owned(),
        |(rank, _)| format!("g.{rank} AS gone, k.{rank} AS kept"),
    );
    let mut sql = Sql::new(&format!(
        "SELECT g.{other} AS other, {said} FROM {table} g JOIN {table} k ON k.{other} = g.{other} AND k.{column} = "
    ));
    sql.bind(pair.kept)
        .push(&format!(" WHERE g.{column} = "))
        .bind(pair.gone);
    sql.push(&format!(" ORDER BY g.{other}"));
    let both = Both::find_by_statement(sql.statement(tx.dialect()))
        .all(tx.db())
        .await?;
    let mut folded = Vec::with_capacity(both.len());
    for row in both {
        let mut sql = Sql::new(&format!("DELETE FROM {table} WHERE {column} = "));
        sql.bind(pair.gone).push(&format!(" AND {other} = ")).bind(row.other);
        execute(tx, sql).await?;
        let mut kept = None;
        if let Some((name, order)) = rank
            && strength(order, &row.gone) < strength(order, &row.kept)
        {
            set_rank(tx, reference, (other, row.other), name, &row.gone, pair.kept).await?;
            kept = Some([row.kept, row.gone.clone()]);
        }
        folded.push(Folded {
            key: row.other,
            gone: row.gone,
            kept,
        });
    }
    Ok(folded)
}

/// From 0, the strongest.
fn strength(order: &[&str], value: &str) -> usize {
    order.iter().position(|known| *known == value).unwrap_or(order.len())
}

async fn set_rank(
    tx: &Tx,
    reference: &Reference,
    (other, key): (&str, i64),
    rank: &str,
    value: &str,
    id: i64,
) -> Result<()> {
    let (table, column) = (reference.table, reference.column);
    let mut sql = Sql::new(&format!("UPDATE {table} SET {rank} = "));
    sql.bind(value).push(&format!(" WHERE {column} = ")).bind(id);
    sql.push(&format!(" AND {other} = ")).bind(key);
    execute(tx, sql).await
}

/// Puts a folded row back beside the kept one's, if that is still there, which takes its own rank back, if it is still
/// what the merge made it.
async fn unfold(
    tx: &Tx,
    reference: &Reference,
    other: &str,
    rank: Option<&str>,
    folded: &Folded,
    pair: Pair,
) -> Result<()> {
    let (table, column) = (reference.table, reference.column);
    let mut sql = Sql::new(&format!(
        "SELECT {} FROM {table} WHERE {column} = ",
        rank.unwrap_or("''")
    ));
    sql.bind(pair.kept).push(&format!(" AND {other} = ")).bind(folded.key);
    let Some(row) = tx.db().query_one_raw(sql.statement(tx.dialect())).await? else {
        return Ok(());
    };
    let said: String = row.try_get_by_index(0)?;
    let ranked = rank.map(|rank| format!(", {rank}")).unwrap_or_default();
    let mut sql = Sql::new(&format!("INSERT INTO {table} ({column}, {other}{ranked}) VALUES ("));
    sql.bind(pair.gone).push(", ").bind(folded.key);
    if rank.is_some() {
        sql.push(", ").bind(folded.gone.as_str());
    }
    sql.push(") ON CONFLICT DO NOTHING");
    execute(tx, sql).await?;
    match (rank, &folded.kept) {
        (Some(rank), Some([was, is])) if *is == said => {
            set_rank(tx, reference, (other, folded.key), rank, was, pair.kept).await
        }
        _ => Ok(()),
    }
}
