//! Giving many leads to somebody at once, and taking that back.

use std::collections::BTreeMap;

use axum::response::Response;
use kit::{fields::Fields, flash::Toast};

use super::lead;
use crate::{
    accounts,
    cx::Cx,
    error::{Error, Result},
    ids::{LeadId, UserId},
    t,
};

/// The most leads that are given away at once: what a page of the list shows.
const AT_ONCE: usize = 200;

/// `POST /leads/assignments`: gives the ticked leads to somebody, or back to nobody; all of them or none.
///
/// # Errors
/// [`Error::NotFound`] when one of them is not there for this person, [`Error::Invalid`] for an owner who is none.
pub async fn assign(cx: Cx, fields: Fields) -> Result<Response> {
    let ids: Vec<LeadId> = fields
        .all("id")
        .filter_map(|id| id.parse().ok())
        .take(AT_ONCE)
        .collect();
    let owners = accounts::owners(cx.db()).await?;
    let owner = owners
        .iter()
        .find(|person| fields.text("owner") == person.id.to_string());
    if owner.is_none() && !fields.text("owner").is_empty() {
        let label = t!(cx, "owner");
        return Err(Error::Invalid(t!(cx, "deal-form-not-offered", label = label)));
    }
    let mut tx = cx.begin().await?;
    let mut were: BTreeMap<Option<UserId>, Vec<LeadId>> = BTreeMap::new();
    let to = owner.map(|person| person.id);
    for id in &ids {
        let was = lead::open_for_change(&tx, *id, None).await?.owner_id;
        lead::assign(&mut tx, *id, None, to).await?;
        if was != to {
            were.entry(was).or_default().push(*id);
        }
    }
    tx.commit().await?;
    let text = match owner {
        Some(person) => t!(cx, "leads-assigned", count = ids.len(), owner = person.name.as_str()),
        None => t!(cx, "leads-unassigned", count = ids.len()),
    };
    let back = way_back(&fields);
    let mut toast = Toast::new(text);
    if !were.is_empty() {
        let undo = vec![
            ("was".to_owned(), told_owners(&were)),
            ("to".to_owned(), to.map_or_else(String::new, |id| id.to_string())),
            ("back".to_owned(), back.to_owned()),
        ];
        toast = toast.with_undo("/leads/assignments/undo", undo);
    }
    Ok(cx.see(back, Some(toast)))
}

fn way_back(fields: &Fields) -> &str {
    Some(fields.text("back"))
        .filter(|back| back.starts_with("/leads"))
        .unwrap_or("/leads")
}

/// Whose they were, as short as a toast needs it: `3.12.15~0.16` for 12 and 15 of person 3, and 16 of nobody.
fn told_owners(were: &BTreeMap<Option<UserId>, Vec<LeadId>>) -> String {
    let group = |(owner, ids): (&Option<UserId>, &Vec<LeadId>)| {
        let mut numbers = vec![owner.map_or(0, |id| id.0)];
        numbers.extend(ids.iter().map(|id| id.0));
        let numbers: Vec<String> = numbers.iter().map(ToString::to_string).collect();
        numbers.join(".")
    };
    were.iter().map(group).collect::<Vec<_>>().join("~")
}

/// What [`told_owners`] told; what cannot be read is left out.
fn read_owners(told: &str) -> Vec<(Option<UserId>, LeadId)> {
    let mut were = Vec::new();
    for group in told.split('~') {
        let mut numbers = group.split('.').filter_map(|number| number.parse::<i64>().ok());
        let Some(owner) = numbers.next() else { continue };
        let owner = Some(UserId(owner)).filter(|id| id.0 > 0);
        were.extend(numbers.map(|id| (owner, LeadId(id))));
    }
    were.truncate(AT_ONCE);
    were
}

/// `POST /leads/assignments/undo`: gives them back to whose they were. What somebody gave on meanwhile, and what this person no
/// longer sees, stays as it is, which is said.
///
/// # Errors
/// When the database is away.
pub async fn unassign(cx: Cx, fields: Fields) -> Result<Response> {
    let to = fields.number("to").map(UserId);
    let people = accounts::owners(cx.db()).await?;
    let mut tx = cx.begin().await?;
    let (mut done, mut left) = (0, 0);
    for (was, id) in read_owners(fields.text("was")) {
        let is_here = was.is_none_or(|was| people.iter().any(|person| person.id == was));
        match lead::open_for_change(&tx, id, None).await {
            Ok(lead) if lead.owner_id == to && is_here => {
                lead::assign(&mut tx, id, None, was).await?;
                done += 1;
            }
            Ok(_) | Err(Error::NotFound) => left += 1,
            Err(error) => return Err(error),
        }
    }
    tx.commit().await?;
    let text = match left {
        0 => t!(cx, "leads-given-back", count = done),
        left => t!(cx, "leads-given-back-but", count = done, left = left),
    };
    Ok(cx.see(way_back(&fields), Some(Toast::new(text))))
}
