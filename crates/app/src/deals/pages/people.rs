//! `GET` and `POST /deals/{id}/people`: the contacts of a deal with their part, and our further members, as rows.

use std::collections::BTreeSet;

use askama::Template;
use axum::{extract::Path, response::Response};
use kit::{fields::Fields, flash::Toast};

use super::{
    answer::{form_page, saved, seen_to_change},
    rows,
};
use crate::{
    cx::Cx,
    deals::{
        self, Deal, DecisionPart, OfferedContact, People,
        choices::{self, Choice},
        form::Reading,
    },
    error::Result,
    form::Form,
    ids::{DealId, UserId},
    page::Page,
    t,
};

/// A row as typed: a contact and their part.
#[derive(Clone, Debug, Default)]
struct Row {
    contact: String,
    part: String,
}

/// `GET /deals/{id}/people`.
///
/// # Errors
/// [`NotFound`](crate::error::Error::NotFound) for what this person may not see, [`Forbidden`](crate::error::Error::Forbidden) for a viewer.
pub async fn people_form(cx: Cx, Path(id): Path<DealId>) -> Result<Response> {
    let deal = seen_to_change(&cx, id).await?;
    let fields = written(&cx, &deal).await?;
    draw(&cx, Form::new(cx.texts(), fields), deal).await
}

/// `POST /deals/{id}/people`: `contact` and `part` row by row, `member` as often as there are any; `add` and `remove`
/// give the form again with a row more or less.
///
/// # Errors
/// As [`people_form`].
pub async fn set_people(cx: Cx, Path(id): Path<DealId>, fields: Fields) -> Result<Response> {
    let deal = seen_to_change(&cx, id).await?;
    if let Some(fields) = rows::changed(&fields, &["contact", "part"]) {
        return draw_again(&cx, Form::new(cx.texts(), fields), deal).await;
    }
    let mut reading = Reading::new(&cx, fields);
    let people = read(&mut reading, &deal).await?;
    if reading.version() != deal.version {
        say_theirs(&mut reading, &deal).await?;
    }
    if !reading.form.is_good() {
        reading.form.set("version", deal.version);
        return draw(&cx, reading.form, deal).await;
    }
    let mut tx = cx.begin().await?;
    let after = deals::set_people(&mut tx, id, Some(deal.version), people).await?;
    tx.commit().await?;
    saved(&cx, &after, [after.phase_id], Toast::new(t!(cx, "deal-saved"))).await
}

async fn written(cx: &Cx, deal: &Deal) -> Result<Fields> {
    let mut fields = Fields::default();
    fields.set("version", deal.version.to_string());
    for contact in deals::contacts_of(cx.db(), deal.id).await? {
        fields.add("contact", contact.id.to_string());
        fields.add("part", contact.part.code());
    }
    for member in deals::members_of(cx.db(), deal.id).await? {
        fields.add("member", member.id.to_string());
    }
    Ok(fields)
}

async fn read(reading: &mut Reading<'_>, deal: &Deal) -> Result<People> {
    let cx = reading.cx;
    let offered = deals::offered_contacts(cx.db(), &cx.actor, deal).await?;
    let mut people = People::default();
    for row in typed_rows(reading.form.fields()) {
        if row.contact.is_empty() {
            continue;
        }
        let contact = offered.iter().find(|offered| offered.id.to_string() == row.contact);
        let (Some(contact), Some(part)) = (contact, DecisionPart::from_code(&row.part)) else {
            reading
                .form
                .wrong("contact", t!(cx, "deal-form-not-offered", label = t!(cx, "contact")));
            continue;
        };
        if people.contacts.iter().any(|(id, _)| *id == contact.id) {
            reading
                .form
                .wrong("contact", t!(cx, "deal-contact-twice", name = contact.name.as_str()));
            continue;
        }
        people.contacts.push((contact.id, part));
    }
    people.members = members(reading, deal).await?;
    Ok(people)
}

async fn members(reading: &mut Reading<'_>, deal: &Deal) -> Result<BTreeSet<UserId>> {
    let cx = reading.cx;
    let offered = offered_members(cx, deal).await?;
    let ids: Vec<String> = reading.form.fields().all("member").map(str::to_owned).collect();
    let mut members = BTreeSet::new();
    for id in ids {
        match offered.iter().find(|(offered, _)| offered.to_string() == id) {
            Some((id, _)) => {
                members.insert(UserId(*id));
            }
            None => reading.form.wrong(
                "member",
                t!(cx, "deal-form-not-offered", label = t!(cx, "deal-members")),
            ),
        }
    }
    Ok(members)
}

/// Everybody who may work on deals, but for the owner; and those who are members already.
async fn offered_members(cx: &Cx, deal: &Deal) -> Result<Vec<Choice>> {
    let mut offered = choices::owners(cx.db(), None).await?;
    for member in deals::members_of(cx.db(), deal.id).await? {
        if !offered.iter().any(|(id, _)| *id == member.id.0) {
            offered.push((member.id.0, member.name));
        }
    }
    offered.retain(|(id, _)| *id != deal.owner_id.0);
    Ok(offered)
}

/// Says who takes part now, where that is not what was typed.
async fn say_theirs(reading: &mut Reading<'_>, deal: &Deal) -> Result<()> {
    let cx = reading.cx;
    let contacts = deals::contacts_of(cx.db(), deal.id).await?;
    let told = contacts.iter().map(|contact| {
        t!(
            cx,
            "told-with-part",
            name = contact.name.as_str(),
            part = contact.part.name(cx.texts())
        )
    });
    let told: Vec<String> = told.collect();
    reading.form.theirs("contact", told.join(&t!(cx, "told-list")));
    let members: Vec<String> = deals::members_of(cx.db(), deal.id)
        .await?
        .into_iter()
        .map(|member| member.name)
        .collect();
    reading.form.theirs("member", members.join(&t!(cx, "told-list")));
    Ok(())
}

fn typed_rows(fields: &Fields) -> Vec<Row> {
    let contacts = rows::values(fields, "contact");
    let parts = rows::values(fields, "part");
    let row = |(index, contact): (usize, String)| Row {
        contact,
        part: parts.get(index).cloned().unwrap_or_default(),
    };
    contacts.into_iter().enumerate().map(row).collect()
}

async fn draw(cx: &Cx, form: Form, deal: Deal) -> Result<Response> {
    let status = form.status();
    let view = view(cx, form, deal).await?;
    cx.html_with(status, &view)
}

async fn draw_again(cx: &Cx, form: Form, deal: Deal) -> Result<Response> {
    let view = view(cx, form, deal).await?;
    cx.html_with(rows::AGAIN, &view)
}

async fn view(cx: &Cx, form: Form, deal: Deal) -> Result<PeoplePage> {
    let mut typed = typed_rows(form.fields());
    if typed.is_empty() {
        typed.push(Row::default());
    }
    Ok(PeoplePage {
        page: form_page(cx, t!(cx, "deal-edit-contacts")),
        rows: typed,
        contacts: deals::offered_contacts(cx.db(), &cx.actor, &deal).await?,
        members: offered_members(cx, &deal).await?,
        form,
        deal,
    })
}

#[derive(Template)]
#[template(path = "deals/views/people.html")]
struct PeoplePage {
    page: Page,
    form: Form,
    deal: Deal,
    rows: Vec<Row>,
    contacts: Vec<OfferedContact>,
    members: Vec<Choice>,
}

impl PeoplePage {
    fn back(&self) -> String {
        format!("/deals/{}", self.deal.id)
    }

    fn is_chosen(&self, row: &Row, contact: &OfferedContact) -> bool {
        row.contact == contact.id.to_string()
    }

    fn is_part(&self, row: &Row, code: &str) -> bool {
        let part = DecisionPart::from_code(&row.part).unwrap_or(DecisionPart::Other);
        part.code() == code
    }

    fn parts(&self) -> Vec<(&'static str, String)> {
        DecisionPart::ALL
            .map(|part| (part.code(), part.name(self.page.words)))
            .into()
    }

    fn is_member(&self, id: &i64) -> bool {
        self.form.fields().all("member").any(|member| member == id.to_string())
    }
}
