//! `GET` and `POST /deals/{id}/interest`: how interested the customer says they are.

use askama::Template;
use axum::{extract::Path, response::Response};
use kit::{fields::Fields, flash::Toast};

use super::{
    fact_form,
    interest::{self, Interest, Stated},
};
use crate::{
    cx::Cx,
    deals::{
        self, Deal, FormReading as Reading,
        pages::{form_page, saved, seen_to_change},
    },
    error::{Error, Result},
    form::Form,
    ids::{ContactId, DealId, InterestId},
    masters::{self, Master},
    page::Page,
    t,
};

#[derive(Template)]
#[template(path = "qualification/views/interest.html")]
struct InterestPage {
    page: Page,
    form: Form,
    deal: Deal,
    interests: Vec<(i64, String)>,
    contacts: Vec<(i64, String)>,
}

impl InterestPage {
    fn back(&self) -> String {
        format!("/deals/{}", self.deal.id)
    }
}

/// What can be chosen, and what stands there already.
struct Offer {
    interests: Vec<(i64, String)>,
    contacts: Vec<(i64, String)>,
}

impl Offer {
    async fn read(cx: &Cx, deal: &Deal, now: Option<&Interest>) -> Result<Self> {
        let current = now.map(|interest| interest.interest_id.0);
        let interests = masters::choices(cx.db(), Master::Interest, current).await?;
        let contacts = deals::offered_contacts(cx.db(), &cx.actor, deal).await?;
        let mut contacts: Vec<(i64, String)> = contacts
            .into_iter()
            .map(|contact| (contact.id.0, contact.name))
            .collect();
        if let Some((id, name)) = now.and_then(|interest| Some((interest.told_by?, interest.teller.clone()?)))
            && !contacts.iter().any(|(known, _)| *known == id.0)
        {
            contacts.push((id.0, name));
        }
        Ok(Self {
            interests: interests.into_iter().map(|choice| (choice.id, choice.name)).collect(),
            contacts,
        })
    }
}

/// `GET /deals/{id}/interest`.
///
/// # Errors
/// [`Error::NotFound`] for what this person may not see.
pub async fn edit(cx: Cx, Path(id): Path<DealId>) -> Result<Response> {
    let deal = seen_to_change(&cx, id).await?;
    let now = interest::interests_of(cx.db(), id).await?.into_iter().next();
    let mut form = Form::new(cx.texts(), Fields::default());
    form.set("seen", now.as_ref().map_or(0, |interest| interest.id));
    form.set("said_on", cx.today());
    if let Some(now) = &now {
        form.set("interest", now.interest_id);
        form.set("said_on", now.said_on);
        form.set("told_by", now.told_by.map_or_else(String::new, |id| id.to_string()));
    }
    let offer = Offer::read(&cx, &deal, now.as_ref()).await?;
    draw(&cx, form, deal, offer)
}

fn draw(cx: &Cx, form: Form, deal: Deal, offer: Offer) -> Result<Response> {
    let page = form_page(cx, t!(cx, "interest"));
    cx.html_with(
        form.status(),
        &InterestPage {
            page,
            form,
            deal,
            interests: offer.interests,
            contacts: offer.contacts,
        },
    )
}

/// `POST /deals/{id}/interest`: `interest`, `said_on`, `told_by`.
///
/// # Errors
/// As [`edit`].
pub async fn change(cx: Cx, Path(id): Path<DealId>, fields: Fields) -> Result<Response> {
    let deal = seen_to_change(&cx, id).await?;
    let now = interest::interests_of(cx.db(), id).await?.into_iter().next();
    let offer = Offer::read(&cx, &deal, now.as_ref()).await?;
    let mut reading = Reading::new(&cx, fields);
    let chosen = reading.needed_choice("interest", t!(cx, "interest"), &offer.interests);
    let told_by = reading.chosen("told_by", t!(cx, "fact-told-by"), &offer.contacts);
    let said_on = fact_form::past_day(&mut reading, "said_on");
    let seen = reading.form.fields().number("seen").unwrap_or(0);
    let (Some(chosen), Some(told_by), Some(said_on), true) = (chosen, told_by, said_on, reading.form.is_good()) else {
        return draw(&cx, reading.form, deal, offer);
    };
    let stated = Stated {
        interest: InterestId(chosen),
        said_on: said_on.unwrap_or(cx.today()),
        told_by: told_by.map(ContactId),
    };
    let mut tx = cx.begin().await?;
    match interest::state(&mut tx, id, Some(seen), stated).await {
        Ok(_) => tx.commit().await?,
        Err(Error::Stale) => {
            tx.rollback().await?;
            let now = interest::interests_of(cx.db(), id).await?.into_iter().next();
            reading.form.set("seen", now.as_ref().map_or(0, |interest| interest.id));
            reading
                .form
                .theirs("interest", now.map_or_else(String::new, |interest| interest.name));
            return draw(&cx, reading.form, deal, offer);
        }
        Err(error) => return Err(error),
    }
    let toast = Toast::new(t!(cx, "fact-saved", item = t!(cx, "interest")));
    saved(&cx, &deal, [deal.phase_id], toast).await
}
