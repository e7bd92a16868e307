//! What the forms of a deal offer to choose from: numbers with their names.

use sea_orm::ConnectionTrait;

use super::table::Model;
use crate::{
    accounts,
    error::Result,
    ids::UserId,
    masters::{self, Master},
};

/// A choice: its number and what it is called.
pub(super) type Choice = (i64, String);

/// Who can own a deal: whoever works here and may write, and its owner even if they have left.
pub(super) async fn owners<C: ConnectionTrait>(db: &C, current: Option<(UserId, &str)>) -> Result<Vec<Choice>> {
    let people = accounts::owners(db).await?;
    let mut owners: Vec<Choice> = people.into_iter().map(|person| (person.id.0, person.name)).collect();
    if let Some((id, name)) = current
        && !owners.iter().any(|(owner, _)| *owner == id.0)
    {
        owners.push((id.0, name.to_owned()));
    }
    Ok(owners)
}

/// What a master offers, and what the deal has of it already.
pub(super) async fn of_master<C: ConnectionTrait>(db: &C, master: Master, current: Option<i64>) -> Result<Vec<Choice>> {
    let choices = masters::choices(db, master, current).await?;
    Ok(choices.into_iter().map(|choice| (choice.id, choice.name)).collect())
}

/// The channels on offer for a deal.
pub(super) async fn channels<C: ConnectionTrait>(db: &C, deal: Option<&Model>) -> Result<Vec<Choice>> {
    let current = deal.and_then(|deal| deal.channel_id);
    of_master(db, Master::Channel, current.map(|channel| channel.0)).await
}
