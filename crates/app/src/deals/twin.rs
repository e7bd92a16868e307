//! A form that is sent twice, by a second click or a lost answer, enters one deal.

use db::{Dialect, Sql};
use sea_orm::{ColumnTrait as _, ConnectionTrait as _, QueryFilter as _, QueryOrder as _};

use super::{
    NewDeal, scope,
    table::{Column, Model},
};
use crate::{error::Result, time::At, tx::Tx};

/// Who enters the same again within this time, in milliseconds, meant it once.
const WITHIN: i64 = 15_000;

/// The deal this person entered just now with the same title in the same phase, for the same owner and amount.
pub(super) async fn just_entered(tx: &Tx, new: &NewDeal) -> Result<Option<Model>> {
    let Some(user) = tx.user() else { return Ok(None) };
    one_at_a_time(tx, user.0).await?;
    let mut sql = Sql::new("SELECT deal_id FROM events WHERE kind = 'deal.created' AND user_id = ");
    sql.bind(user.0).push(" AND at > ").bind(tx.now().0 - WITHIN);
    sql.push(" ORDER BY id DESC LIMIT 20");
    let rows = tx.db().query_all_raw(sql.statement(tx.dialect())).await?;
    let mut recent: Vec<i64> = Vec::new();
    for row in rows {
        recent.push(row.try_get_by_index(0)?);
    }
    let same = scope::visible_to(tx.actor())
        .filter(Column::Id.is_in(recent))
        .filter(Column::Title.eq(new.title.as_str()))
        .filter(Column::PhaseId.eq(new.phase))
        .filter(Column::OwnerId.eq(new.owner))
        .filter(Column::CreatedAt.gt(At(tx.now().0 - WITHIN)))
        .order_by_desc(Column::Id);
    let found = same.all(tx.db()).await?;
    Ok(found
        .into_iter()
        .find(|deal| deal.amount == new.amount && deal.note == new.note))
}

/// The second of two forms waits until the first is entered (SQLite has one writer anyway).
async fn one_at_a_time(tx: &Tx, user: i64) -> Result<()> {
    let mut sql = Sql::new("SELECT id FROM users WHERE id = ");
    sql.bind(user).push(Dialect::for_update(tx.dialect()));
    tx.db().query_one_raw(sql.statement(tx.dialect())).await?;
    Ok(())
}
