//! The interest a customer states: which, when, and who said it. What was stated before stays as history.

use chrono::NaiveDate;
use db::{Dialect, Sql};
use sea_orm::{ConnectionTrait, FromQueryResult};
use serde_json::json;

use crate::{
    deals,
    error::{Error, Result},
    events::{Event, EventKind},
    ids::{ContactId, DealId, InterestId},
    masters::{self, Master},
    time::At,
    tx::Tx,
};

/// What a customer states.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stated {
    /// How interested they are.
    pub interest: InterestId,
    /// On which day.
    pub said_on: NaiveDate,
    /// Who said it.
    pub told_by: Option<ContactId>,
}

/// What was stated, and when.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Interest {
    /// Its number.
    pub id: i64,
    /// How interested they were.
    pub interest_id: InterestId,
    /// What the team calls it.
    pub name: String,
    /// On which day.
    pub said_on: NaiveDate,
    /// Who said it.
    pub told_by: Option<ContactId>,
    /// Their name.
    pub teller: Option<String>,
    /// Who wrote it down.
    pub author: Option<String>,
    /// When.
    pub at: At,
    /// Since when something else is stated.
    pub replaced_at: Option<At>,
}

impl Interest {
    fn stated(&self) -> Stated {
        Stated {
            interest: self.interest_id,
            said_on: self.said_on,
            told_by: self.told_by,
        }
    }
}

/// What was ever stated about a deal, the newest first.
///
/// # Errors
/// When the database is away.
pub async fn interests_of<C: ConnectionTrait>(db: &C, deal: DealId) -> Result<Vec<Interest>> {
    let mut sql = Sql::new(
        "SELECT s.id, s.interest_id, i.name, s.said_on, s.told_by, c.name AS teller, u.name AS author, s.at, s.replaced_at
         FROM deal_interests s JOIN interests i ON i.id = s.interest_id
         LEFT JOIN contacts c ON c.id = s.told_by LEFT JOIN users u ON u.id = s.by_user_id
         WHERE s.kind = 'stated' AND s.deal_id = ",
    );
    sql.bind(deal.0).push(" ORDER BY s.id DESC");
    let rows = Interest::find_by_statement(sql.statement(Dialect::of(db)));
    Ok(rows.all(db).await?)
}

/// Writes down what a customer states; `seen` is the number of what the writer saw, 0 for nothing. Stating the same again
/// writes nothing. Answers whether something was written.
///
/// # Errors
/// As [`open_for_change`](deals::open_for_change); [`Error::NotFound`] for an interest or a contact that is not offered;
/// [`Error::Stale`] when somebody else wrote something since.
pub async fn state(tx: &mut Tx, id: DealId, seen: Option<i64>, stated: Stated) -> Result<bool> {
    let deal = deals::open_for_change(tx, id, None).await?;
    let before = interests_of(tx.db(), id).await?.into_iter().next();
    let is = before.as_ref().map_or(0, |interest| interest.id);
    if before.as_ref().map(Interest::stated) == Some(stated) {
        return Ok(false);
    }
    if seen.is_some_and(|seen| seen != is) {
        return Err(Error::Stale);
    }
    let current = before.as_ref().map(|interest| interest.interest_id.0);
    if !masters::is_offered(tx.db(), Master::Interest, stated.interest.0, current).await? {
        return Err(Error::NotFound);
    }
    let told_before = before.as_ref().and_then(|interest| interest.told_by);
    if let Some(contact) = stated.told_by.filter(|contact| Some(*contact) != told_before) {
        let offered = deals::offered_contacts(tx.db(), tx.actor(), &deal).await?;
        if !offered.iter().any(|offered| offered.id == contact) {
            return Err(Error::NotFound);
        }
    }
    write(tx, id, is, stated).await?;
    let names = masters::names(tx.db(), Master::Interest).await?;
    let now = names.get(&stated.interest.0);
    tx.record(
        Event::new(EventKind::InterestChanged)
            .deal(id)
            .company(deal.company_id)
            .phases([deal.phase_id])
            .data(json!({
                "interest": [before.map(|interest| interest.name), now], "said_on": stated.said_on,
            })),
    );
    Ok(true)
}

async fn write(tx: &Tx, deal: DealId, before: i64, stated: Stated) -> Result<()> {
    let mut sql = Sql::new("UPDATE deal_interests SET replaced_at = ");
    sql.bind(tx.now().0).push(" WHERE id = ").bind(before);
    tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    let mut sql =
        Sql::new("INSERT INTO deal_interests (deal_id, interest_id, said_on, told_by, by_user_id, at) VALUES (");
    sql.bind(deal.0).push(", ").bind(stated.interest.0);
    sql.push(", ").bind(stated.said_on);
    sql.push(", ").bind(stated.told_by.map(|id| id.0));
    sql.push(", ").bind(tx.user().map(|id| id.0));
    sql.push(", ").bind(tx.now().0).push(")");
    tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    Ok(())
}
