//! With whom an appointment is, for the guard against double approaches.

use super::form::Entered;
use crate::{
    activities::{Named, Offer},
    cx::Cx,
    error::Result,
    guard::{self, Customer, Entry, EntryKind},
    leads,
};

/// What the guard is told of an appointment: with whom, unless one of those who go works with them already.
pub(super) async fn entry(cx: &Cx, offer: &Offer, entered: &Entered) -> Result<Entry> {
    let mut people = entered.people();
    people.push(cx.user()?);
    let named = offer.about.as_ref();
    let company = named.and_then(|named| named.company.clone());
    let works_already = match named {
        Some(named) => guard::works_with(cx, named, &people).await?,
        None => true,
    };
    let lead = named.and_then(|named| named.about.lead());
    let (customer, about) = match (company, lead) {
        _ if works_already => (None, String::new()),
        (Some((id, name)), _) => (Some(Customer::Known(id)), name),
        (None, Some(id)) => {
            let label = named.map(Named::label).unwrap_or_default();
            (leads::customer(cx, id).await?, label)
        }
        (None, None) => (None, String::new()),
    };
    Ok(Entry {
        kind: EntryKind::Appointment,
        customer,
        about,
        owners: entered.people(),
    })
}
