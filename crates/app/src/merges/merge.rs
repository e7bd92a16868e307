//! The act: two records become one.

use db::Sql;
use sea_orm::ConnectionTrait as _;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::{
    choices::{self, Takes},
    kind::{Kind, Record},
    rows::{self, Moved, Pair},
};
use crate::{
    actor::Actor,
    deals,
    error::{Error, Result},
    events::{Event, EventKind},
    ids::{CompanyId, ContactId, MergeId},
    time::At,
    tx::Tx,
};

/// One of the two records, in the version its reader saw.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Half {
    /// Its number.
    pub id: i64,
    /// As it was read.
    pub version: i64,
}

/// All that a merge changed beside the record that went: enough to undo it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Changes {
    /// Rows.
    pub moved: Vec<Moved>,
    /// Facts of the kept record: what they were, and what they are.
    pub replaced: Map<String, Value>,
}

impl Changes {
    /// Whether two merges had to do with the same row or fact, so that the later one must be undone first.
    pub fn touch(&self, other: &Self) -> bool {
        self.replaced.keys().any(|fact| other.replaced.contains_key(fact))
            || self
                .moved
                .iter()
                .any(|one| other.moved.iter().any(|two| one.touches(two)))
    }
}

/// Makes two records one: the kept one takes over what hangs on the other, and the chosen values.
///
/// # Errors
/// [`Error::Forbidden`] for a viewer, [`Error::NotFound`] for what they may not see and for a record with itself,
/// [`Error::Stale`] when somebody else changed one of them meanwhile.
pub async fn merge(tx: &mut Tx, kind: Kind, kept: Half, gone: Half, takes: &Takes) -> Result<MergeId> {
    if kept.id == gone.id {
        return Err(Error::NotFound);
    }
    let (kept, gone) = both(tx, kind, kept, gone).await?;
    let pair = Pair {
        kept: kept.id,
        gone: gone.id,
    };
    let facts = choices::taken(kind, &kept, &gone, takes);
    let replaced = replaced(&kept.facts, &facts);
    kind.change(tx, kept.id, facts).await?;
    let moved = rows::hand_over(tx, kind, pair).await?;
    set_away(tx, kind, gone.id, Some(tx.now())).await?;
    next_version(tx, kind, kept.id).await?;
    tell_deals(tx, kind, kept.id).await?;
    let id = write(tx, kind, pair, &Changes { moved, replaced }).await?;
    tell(
        tx,
        kind,
        id,
        &kept,
        &gone,
        [told(kind).merged, told(kind).merged_into],
        &[],
    );
    Ok(id)
}

/// Both, locked in the order of their numbers, so that two who merge crosswise do not wait for each other forever.
async fn both(tx: &Tx, kind: Kind, kept: Half, gone: Half) -> Result<(Record, Record)> {
    let (first, second) = if kept.id < gone.id { (kept, gone) } else { (gone, kept) };
    let first = kind.open_for_change(tx, first.id, Some(first.version)).await?;
    let second = kind.open_for_change(tx, second.id, Some(second.version)).await?;
    Ok(if first.id == kept.id {
        (first, second)
    } else {
        (second, first)
    })
}

fn replaced(before: &Map<String, Value>, after: &Map<String, Value>) -> Map<String, Value> {
    let changed = after.iter().filter(|(name, is)| before.get(*name) != Some(is));
    let pair = |(name, is): (&String, &Value)| (name.clone(), json!([before.get(name), is]));
    changed.map(pair).collect()
}

/// Takes a record out of sight, or back into it.
///
/// # Errors
/// When the database refuses.
pub(super) async fn set_away(tx: &Tx, kind: Kind, id: i64, at: Option<At>) -> Result<()> {
    let mut sql = Sql::new(&format!("UPDATE {} SET deleted_at = ", kind.table()));
    sql.bind(at.map(|at| at.0)).push(", updated_at = ").bind(tx.now().0);
    sql.push(", version = version + 1 WHERE id = ").bind(id);
    tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    Ok(())
}

/// What hangs on a record is part of what a form showed: whoever has one open is told.
///
/// # Errors
/// When the database refuses.
pub(super) async fn next_version(tx: &Tx, kind: Kind, id: i64) -> Result<()> {
    let mut sql = Sql::new(&format!("UPDATE {} SET updated_at = ", kind.table()));
    sql.bind(tx.now().0)
        .push(", version = version + 1 WHERE id = ")
        .bind(id);
    tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    Ok(())
}

/// Lets the deals of a company be found by its names, and answers the record. What somebody sees of it may have changed
/// hands just now, so the program itself looks.
///
/// # Errors
/// When the database refuses.
pub(super) async fn tell_deals(tx: &Tx, kind: Kind, id: i64) -> Result<Record> {
    let everything = Actor::system(tx.workspace().clone());
    let record = kind.seen(tx.db(), &everything, id).await?;
    if kind == Kind::Company {
        let names = format!("{}{}", record.name, record.text("kana"));
        deals::company_renamed(tx, CompanyId(id), &names).await?;
    }
    Ok(record)
}

async fn write(tx: &Tx, kind: Kind, pair: Pair, changes: &Changes) -> Result<MergeId> {
    let mut sql = Sql::new("INSERT INTO merges (kind, kept_id, gone_id, at, user_id, changes) VALUES (");
    sql.bind(kind.code())
        .push(", ")
        .bind(pair.kept)
        .push(", ")
        .bind(pair.gone);
    sql.push(", ").bind(tx.now().0);
    sql.push(", ").bind(tx.user().map(|user| user.0));
    sql.push(", ")
        .bind(serde_json::to_string(changes)?)
        .push(") RETURNING id");
    let row = tx.db().query_one_raw(sql.statement(tx.dialect())).await?;
    let row = row.ok_or_else(|| Error::internal("a merge was not written"))?;
    Ok(MergeId(row.try_get_by_index(0)?))
}

/// The kinds of events of merges.
#[derive(Clone, Copy, Debug)]
pub(super) struct Told {
    pub merged: EventKind,
    pub merged_into: EventKind,
    pub unmerged: EventKind,
    pub came_back: EventKind,
}

/// What is told of a record of a kind.
pub(super) const fn told(kind: Kind) -> Told {
    match kind {
        Kind::Company => Told {
            merged: EventKind::CompanyMerged,
            merged_into: EventKind::CompanyMergedInto,
            unmerged: EventKind::CompanyUnmerged,
            came_back: EventKind::CompanyCameBack,
        },
        Kind::Contact => Told {
            merged: EventKind::ContactMerged,
            merged_into: EventKind::ContactMergedInto,
            unmerged: EventKind::ContactUnmerged,
            came_back: EventKind::ContactCameBack,
        },
    }
}

/// Tells of each record what became of it: the first event of the kept one, the second of the other. `left` are the facts
/// that an undone merge left as they were changed since.
pub(super) fn tell(
    tx: &mut Tx,
    kind: Kind,
    id: MergeId,
    kept: &Record,
    gone: &Record,
    kinds: [EventKind; 2],
    left: &[String],
) {
    for (event, of, other) in [(kinds[0], kept, gone), (kinds[1], gone, kept)] {
        let data = json!({ "merge": id, "other": other.id, "name": other.name, "left": left });
        let event = Event::new(event).data(data);
        tx.record(match kind {
            Kind::Company => event.company(Some(CompanyId(of.id))),
            Kind::Contact => event.company(of.company).contact(ContactId(of.id)),
        });
    }
}
