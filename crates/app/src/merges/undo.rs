//! The way back: a merge is undone, perhaps weeks later. What came since stays where it is.

use db::{Dialect, Sql};
use sea_orm::{ConnectionTrait as _, FromQueryResult};
use serde_json::{Map, Value};

use super::{
    kind::{Kind, Record},
    merge::{Changes, next_version, set_away, tell, tell_deals, told},
    rows::{self, Pair},
    whereabouts::survivor,
};
use crate::{
    error::{Error, Result},
    ids::MergeId,
    time::At,
    tx::Tx,
};

/// What became of a wish to undo a merge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Undone {
    /// The other record is back.
    Back {
        /// Of which kind they are.
        kind: Kind,
        /// The record that was kept.
        kept: i64,
        /// What the one that came back is called.
        name: String,
        /// The fields that stay as somebody changed them since.
        left: Vec<String>,
    },
    /// It was undone before; nothing happened now.
    Already {
        /// Of which kind they are.
        kind: Kind,
        /// The record that was kept.
        kept: i64,
    },
    /// A later merge had to do with the same; it must be undone first.
    First {
        /// Of which kind they are.
        kind: Kind,
        /// The record everything hangs on now.
        survivor: i64,
        /// What the later merge kept.
        kept: String,
        /// What went in it.
        gone: String,
    },
}

#[derive(Clone, Debug, FromQueryResult)]
struct Row {
    kind: Kind,
    kept_id: i64,
    gone_id: i64,
    changes: String,
    undone_at: Option<At>,
}

/// Undoes a merge: the other record comes back with what hung on it then and still hangs on the kept one, and facts that
/// the merge replaced go back unless somebody changed them since.
///
/// # Errors
/// [`Error::Forbidden`] for a viewer; [`Error::NotFound`] for a merge of what they may not see.
pub async fn undo(tx: &mut Tx, id: MergeId) -> Result<Undone> {
    if !tx.actor().may_write() {
        return Err(Error::Forbidden);
    }
    let row = read(tx, id).await?;
    let (kind, pair) = (
        row.kind,
        Pair {
            kept: row.kept_id,
            gone: row.gone_id,
        },
    );
    let newest = survivor(tx.db(), kind, pair.kept).await?.unwrap_or(pair.kept);
    kind.seen(tx.db(), tx.actor(), newest).await?;
    if row.undone_at.is_some() {
        return Ok(Undone::Already { kind, kept: newest });
    }
    let changes: Changes = serde_json::from_str(&row.changes)?;
    if let Some((kept, gone)) = in_the_way(tx, id, &row, &changes).await? {
        return Ok(Undone::First {
            kind,
            survivor: newest,
            kept,
            gone,
        });
    }
    let (kept, left) = take_back(tx, kind, pair, &changes).await?;
    set_away(tx, kind, pair.gone, None).await?;
    let gone = tell_deals(tx, kind, pair.gone).await?;
    let mut sql = Sql::new("UPDATE merges SET undone_at = ");
    sql.bind(tx.now().0).push(", undone_by = ");
    sql.bind(tx.user().map(|user| user.0)).push(" WHERE id = ").bind(id.0);
    tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    tell(
        tx,
        kind,
        id,
        &kept,
        &gone,
        [told(kind).unmerged, told(kind).came_back],
        &left,
    );
    Ok(Undone::Back {
        kind,
        kept: pair.kept,
        name: gone.name,
        left,
    })
}

async fn read(tx: &Tx, id: MergeId) -> Result<Row> {
    let mut sql = Sql::new("SELECT kind, kept_id, gone_id, changes, undone_at FROM merges WHERE id = ");
    sql.bind(id.0).push(Dialect::for_update(tx.dialect()));
    let row = Row::find_by_statement(sql.statement(tx.dialect())).one(tx.db()).await?;
    row.ok_or(Error::NotFound)
}

/// A later merge that must be undone first: the newest that took the kept record away, or had to do with the same.
async fn in_the_way(tx: &Tx, id: MergeId, merge: &Row, changes: &Changes) -> Result<Option<(String, String)>> {
    #[derive(FromQueryResult)]
    struct Later {
        gone_id: i64,
        changes: String,
        kept: String,
        gone: String,
    }
    let table = merge.kind.table();
    let mut sql = Sql::new(&format!(
        "SELECT m.gone_id, m.changes, k.name AS kept, g.name AS gone FROM merges m
         JOIN {table} k ON k.id = m.kept_id JOIN {table} g ON g.id = m.gone_id
         WHERE m.undone_at IS NULL AND m.kind = "
    ));
    sql.bind(merge.kind.code()).push(" AND m.id > ").bind(id.0);
    sql.push(" AND (m.gone_id = ").bind(merge.kept_id);
    sql.push(" OR m.kept_id = ")
        .bind(merge.kept_id)
        .push(") ORDER BY m.id DESC");
    let later = Later::find_by_statement(sql.statement(tx.dialect()))
        .all(tx.db())
        .await?;
    for later in later {
        let theirs: Changes = serde_json::from_str(&later.changes)?;
        if later.gone_id == merge.kept_id || theirs.touch(changes) {
            return Ok(Some((later.kept, later.gone)));
        }
    }
    Ok(None)
}

/// Facts first: without its rows the kept record may be out of this person's sight. Answers it as it was before, and the
/// fields that stay.
async fn take_back(tx: &mut Tx, kind: Kind, pair: Pair, changes: &Changes) -> Result<(Record, Vec<String>)> {
    let kept = kind.open_for_change(tx, pair.kept, None).await?;
    let (facts, left) = facts_before(&kept.facts, &changes.replaced);
    kind.change(tx, pair.kept, facts).await?;
    for moved in &changes.moved {
        rows::bring_back(tx, moved, pair).await?;
    }
    next_version(tx, kind, pair.kept).await?;
    Ok((kept, left))
}

/// The facts as they were, and the names of those that somebody changed since.
fn facts_before(now: &Map<String, Value>, replaced: &Map<String, Value>) -> (Map<String, Value>, Vec<String>) {
    let mut facts = now.clone();
    let mut left = Vec::new();
    for (name, change) in replaced {
        if now.get(name) == Some(&change[1]) {
            facts.insert(name.clone(), change[0].clone());
        } else {
            left.push(name.clone());
        }
    }
    (facts, left)
}
