//! A company that was entered twice and made one since, so that its page has the way back.

use super::{customers::Customer, founding::House};
use crate::{
    app::App,
    companies, contacts,
    error::Result,
    merges::{self, Half, Takes},
    time::At,
};

/// Days since it was entered again, and since the two were made one.
const ENTERED: i64 = 40;
const MERGED: i64 = 9;

/// Enters the first customer once more, with somebody nobody knew, and makes the two one.
///
/// # Errors
/// When the database is away.
pub async fn merge(app: &App, house: &House, customers: &[Customer]) -> Result<()> {
    let Some(customer) = customers.first() else {
        return Ok(());
    };
    let now = app.now();
    let ago = |days: i64| At(now.0 - days * 86_400_000);
    let mut tx = app.begin(&house.people[customer.owner]).await?;
    tx.set_now(ago(ENTERED));
    let known = companies::open_for_change(&tx, customer.id, None).await?;
    let again = companies::Facts {
        name: format!("{}（本社）", known.name),
        phone: known.phone.clone(),
        owner: known.owner_id,
        ..companies::Facts::default()
    };
    let again = companies::create(&mut tx, again, None).await?;
    let person = contacts::Facts {
        name: "小野 由香里".into(),
        department: "総務部".into(),
        ..contacts::Facts::default()
    };
    contacts::create(&mut tx, again.id, person).await?;
    tx.set_now(ago(MERGED));
    let half = |id: i64, version: i64| Half { id, version };
    let (kept, gone) = (half(known.id.0, known.version), half(again.id.0, again.version));
    merges::merge(&mut tx, merges::Kind::Company, kept, gone, &Takes::new()).await?;
    tx.commit().await
}
