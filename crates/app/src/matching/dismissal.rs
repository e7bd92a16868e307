//! What people said are two: such a pair is not proposed again, unless somebody takes that back.

use db::Sql;
use sea_orm::{ConnectionTrait as _, FromQueryResult};

use super::Kind;
use crate::{
    companies, contacts,
    error::{Error, Result},
    events::{Event, EventKind},
    ids::{CompanyId, ContactId},
    tx::Tx,
};

#[derive(FromQueryResult)]
struct Id {
    id: i64,
}

/// A record and the company it is of, or is.
#[derive(FromQueryResult)]
struct Side {
    id: i64,
    company_id: i64,
}

/// Says that two records that are proposed as one are two. Answers the number of what was said; said before, nothing
/// changes.
///
/// # Errors
/// [`Error::Forbidden`] for a viewer, [`Error::NotFound`] if they do not see both or nobody proposes the two.
pub async fn dismiss(tx: &mut Tx, kind: Kind, one: i64, other: i64) -> Result<i64> {
    let sides = open(tx, kind, one, other).await?;
    let (low, high) = (one.min(other), one.max(other));
    let mut sql = Sql::new("SELECT p.one_id AS id FROM matching_pairs p WHERE p.kind = ");
    sql.bind(kind.code()).push(" AND p.one_id = ").bind(low);
    sql.push(" AND p.other_id = ").bind(high);
    first(tx, sql).await?.ok_or(Error::NotFound)?;
    let mut sql = Sql::new("INSERT INTO matching_dismissals (kind, one_id, other_id, user_id, at) VALUES (");
    sql.bind(kind.code()).push(", ").bind(low).push(", ").bind(high);
    sql.push(", ").bind(tx.user().map(|user| user.0));
    sql.push(", ").bind(tx.now().0).push(") ON CONFLICT DO NOTHING");
    let written = tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    if written.rows_affected() == 1 {
        record(
            tx,
            kind,
            &sides,
            EventKind::CompanyToldApart,
            EventKind::ContactToldApart,
        );
    }
    let mut sql = Sql::new("SELECT m.id FROM matching_dismissals m WHERE m.kind = ");
    sql.bind(kind.code()).push(" AND m.one_id = ").bind(low);
    sql.push(" AND m.other_id = ").bind(high);
    first(tx, sql).await?.ok_or(Error::NotFound)
}

/// Takes back that two records are two: they are proposed again.
///
/// # Errors
/// [`Error::Forbidden`] for a viewer, [`Error::NotFound`] if they do not see both or nobody said so.
pub async fn propose_again(tx: &mut Tx, id: i64) -> Result<Kind> {
    #[derive(FromQueryResult)]
    struct Dismissal {
        kind: String,
        one_id: i64,
        other_id: i64,
    }
    let mut sql = Sql::new("SELECT m.kind, m.one_id, m.other_id FROM matching_dismissals m WHERE m.id = ");
    sql.bind(id);
    let found = Dismissal::find_by_statement(sql.statement(tx.dialect()))
        .one(tx.db())
        .await?;
    let found = match found {
        _ if !tx.actor().may_write() => return Err(Error::Forbidden),
        Some(found) => found,
        None => return Err(Error::NotFound),
    };
    let kind = Kind::from_code(&found.kind);
    let sides = open(tx, kind, found.one_id, found.other_id).await?;
    let mut sql = Sql::new("DELETE FROM matching_dismissals WHERE id = ");
    sql.bind(id);
    tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    record(tx, kind, &sides, EventKind::CompanyProposed, EventKind::ContactProposed);
    Ok(kind)
}

/// Both records, if the person may change such and sees both.
async fn open(tx: &Tx, kind: Kind, one: i64, other: i64) -> Result<Vec<Side>> {
    if !tx.actor().may_write() {
        return Err(Error::Forbidden);
    }
    let mut sql = match kind {
        Kind::Company => Sql::new("SELECT r.id, r.id AS company_id FROM companies r WHERE r.id IN "),
        Kind::Contact => Sql::new("SELECT r.id, r.company_id FROM contacts r WHERE r.id IN "),
    };
    sql.bind_list([one, other]);
    match kind {
        Kind::Company => companies::push_visible(tx.actor(), &mut sql, "r"),
        Kind::Contact => contacts::push_visible(tx.actor(), &mut sql, "r"),
    }
    let sides = Side::find_by_statement(sql.statement(tx.dialect()))
        .all(tx.db())
        .await?;
    if sides.len() == 2 {
        Ok(sides)
    } else {
        Err(Error::NotFound)
    }
}

/// Tells both records, neither with the other's name: who sees the one may not see the other.
fn record(tx: &mut Tx, kind: Kind, sides: &[Side], company: EventKind, contact: EventKind) {
    for side in sides {
        let of = Some(CompanyId(side.company_id));
        tx.record(match kind {
            Kind::Company => Event::new(company).company(of),
            Kind::Contact => Event::new(contact).company(of).contact(ContactId(side.id)),
        });
    }
}

async fn first(tx: &Tx, sql: Sql) -> Result<Option<i64>> {
    let row = Id::find_by_statement(sql.statement(tx.dialect())).one(tx.db()).await?;
    Ok(row.map(|row| row.id))
}
