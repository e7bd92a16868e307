//! Handing somebody's work over to a colleague, before their account is disabled.

use db::Sql;
use sea_orm::{ConnectionTrait, FromQueryResult};

use crate::{
    activities, deals,
    error::{Error, Result},
    ids::{ActivityId, DealId, UserId},
    tx::Tx,
};

/// The work somebody has in hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromQueryResult)]
pub struct InHand {
    /// Deals that are open or on hold.
    pub deals: i64,
    /// Planned activities.
    pub activities: i64,
}

const DEALS: &str = "FROM deals WHERE deleted_at IS NULL AND outcome IN ('open', 'on_hold') AND owner_id = ";
const ACTIVITIES: &str = "FROM activities WHERE deleted_at IS NULL AND state = 'planned' AND owner_id = ";

/// How much somebody has in hand. For admins, who see everything.
///
/// # Errors
/// When the database is away.
pub async fn in_hand<C: ConnectionTrait>(db: &C, user: UserId) -> Result<InHand> {
    let mut sql = Sql::new(&format!("SELECT (SELECT COUNT(*) {DEALS}"));
    sql.bind(user.0)
        .push(&format!(") AS deals, (SELECT COUNT(*) {ACTIVITIES}"));
    sql.bind(user.0).push(") AS activities");
    let found = InHand::find_by_statement(sql.statement(db::Dialect::of(db)));
    Ok(found.one(db).await?.unwrap_or(InHand {
        deals: 0,
        activities: 0,
    }))
}

/// Gives what somebody has in hand to a colleague, deal by deal, so that each keeps its history.
///
/// # Errors
/// [`Error::Forbidden`] for whoever is no admin, [`Error::NotFound`] for a colleague who cannot own deals.
pub async fn hand_over(tx: &mut Tx, from: UserId, to: UserId) -> Result<InHand> {
    tx.require_admin()?;
    let owners = super::owners(tx.db()).await?;
    if from == to || owners.iter().all(|owner| owner.id != to) {
        return Err(Error::NotFound);
    }
    let given = in_hand(tx.db(), from).await?;
    for id in ids(tx, DEALS, from).await? {
        let change = deals::Change {
            owner: Some(to),
            ..Default::default()
        };
        deals::change(tx, DealId(id), None, change).await?;
    }
    for id in ids(tx, ACTIVITIES, from).await? {
        let change = activities::Change {
            owner: Some(to),
            ..Default::default()
        };
        activities::change(tx, ActivityId(id), None, change).await?;
    }
    Ok(given)
}

async fn ids(tx: &Tx, what: &str, owner: UserId) -> Result<Vec<i64>> {
    let mut sql = Sql::new(&format!("SELECT id {what}"));
    sql.bind(owner.0).push(" ORDER BY id");
    let rows = tx.db().query_all_raw(sql.statement(tx.dialect())).await?;
    Ok(rows
        .iter()
        .map(|row| row.try_get_by_index(0))
        .collect::<Result<_, _>>()?)
}
