//! Entering, changing and deleting leads, and saying how far one has come. Their list is in `list.rs`, giving many away in
//! `assignment_pages.rs`, a lead's own page in `show.rs`, becoming a deal in `conversion_pages.rs`.

use askama::Template;
use axum::{extract::Path, response::Response};
use kit::{fields::Fields, flash::Toast};
use sea_orm::{ColumnTrait as _, QueryFilter as _};

pub use super::{
    assignment_pages::{assign, unassign},
    conversion_pages::{convert, show as conversion, take_back},
    list::{list, list_file},
    show::show,
};
use super::{
    form::{Choice, FIELDS, read, written},
    lead::{self, Facts},
    scope,
    table::{Column, Model, State},
};
use crate::{
    accounts,
    cx::Cx,
    deals::FormReading,
    error::{Error, Result},
    form::Form,
    guard::{self, Customer, Decision, Entry, EntryKind, Panel, Record, Started},
    ids::{LeadId, UserId},
    masters::{self, Master},
    matching::Clues,
    page::Page,
    shared::conflict,
    t,
};

#[derive(Template)]
#[template(path = "leads/views/edit.html")]
struct EditPage {
    page: Page,
    form: Form,
    id: Option<LeadId>,
    owners: Vec<Choice>,
    channels: Vec<Choice>,
    guard: Panel,
}

impl EditPage {
    /// Where a draft of this form is kept.
    fn draft(&self) -> String {
        let id = self.id.map_or_else(|| "new".to_owned(), |id| id.to_string());
        self.page.draft(&format!("lead/{id}/edit"))
    }
}

/// `GET /leads/new`.
///
/// # Errors
/// When the database is away.
pub async fn new(cx: Cx) -> Result<Response> {
    let mut form = Form::new(cx.texts(), Fields::default());
    form.set("owner", cx.user()?);
    form.set("once", kit::random::token());
    show_form(&cx, form, None, Panel::default()).await
}

/// `POST /leads`.
///
/// # Errors
/// As [`lead::create`].
pub async fn create(cx: Cx, fields: Fields) -> Result<Response> {
    let (owners, channels) = offered(&cx, None).await?;
    let mut reading = FormReading::new(&cx, fields);
    let Some(facts) = read(&mut reading, &owners, &channels, None) else {
        return show_form(&cx, reading.form, None, Panel::default()).await;
    };
    let (mut tx, decision) = match guard::start(&cx, &mut reading.form, &entry(&facts)).await? {
        Started::Go(tx, decision) => (tx, decision),
        Started::Stop(panel) => return show_form(&cx, reading.form, None, *panel).await,
        Started::Again => return Ok(cx.see("/leads", Some(Toast::new(t!(cx, "lead-was-entered"))))),
    };
    let new_owner = Decision::new_owner(decision.as_deref());
    let owner = new_owner.or(facts.owner);
    let lead = lead::create(&mut tx, Facts { owner, ..facts }, None).await?;
    if let Some(decision) = &decision {
        guard::tell(&mut tx, decision, Record::Lead(lead.id)).await?;
    }
    tx.commit().await?;
    let toast = Toast::new(match new_owner {
        Some(_) => t!(cx, "guard-handed-over"),
        None => t!(cx, "lead-created", name = lead.name()),
    });
    Ok(cx.see(&place(&cx, lead.id).await?, Some(toast)))
}

/// What the guard is told of a lead.
fn entry(facts: &Facts) -> Entry {
    Entry {
        kind: EntryKind::Lead,
        customer: Some(Customer::New(clues(facts))),
        about: lead::name_of(&facts.company, &facts.contact),
        owners: facts.owner.into_iter().collect(),
    }
}

/// What is known of its company.
fn clues(facts: &Facts) -> Clues {
    Clues {
        name: facts.company.clone(),
        corporate_number: facts.corporate_number.clone(),
        mail_domain: facts.email.clone(),
        phone: facts.phone.clone(),
    }
}

/// With whom somebody works who works on a lead that this person sees.
///
/// # Errors
/// When the database is away.
pub async fn customer(cx: &Cx, id: LeadId) -> Result<Option<Customer>> {
    let found = scope::visible_to(&cx.actor)
        .filter(Column::Id.eq(id))
        .one(cx.db())
        .await?;
    Ok(found.map(|lead| Customer::New(clues(&Facts::from(&lead)))))
}

/// `GET /leads/{id}/edit`.
///
/// # Errors
/// [`Error::NotFound`] for what one may not see.
pub async fn edit(cx: Cx, Path(id): Path<LeadId>) -> Result<Response> {
    let lead = seen(&cx, id).await?;
    show_form(
        &cx,
        Form::new(cx.texts(), written(&lead)),
        Some(&lead),
        Panel::default(),
    )
    .await
}

/// `POST /leads/{id}`.
///
/// # Errors
/// As [`lead::change`]; a version that is no longer the newest shows what others wrote instead.
pub async fn change(cx: Cx, Path(id): Path<LeadId>, fields: Fields) -> Result<Response> {
    let current = seen(&cx, id).await?;
    let (owners, channels) = offered(&cx, Some(&current)).await?;
    let mut reading = FormReading::new(&cx, fields);
    let Some(facts) = read(&mut reading, &owners, &channels, Some(&current)) else {
        return show_form(&cx, reading.form, Some(&current), Panel::default()).await;
    };
    let mut tx = cx.begin().await?;
    match lead::change(&mut tx, id, Some(reading.version()), facts).await {
        Err(Error::Stale) => {
            tx.rollback().await?;
            let newest = seen(&cx, id).await?;
            let mut form = reading.form;
            tell_theirs(&cx, &mut form, &newest, &owners, &channels).await?;
            show_form(&cx, form, Some(&newest), Panel::default()).await
        }
        Err(error) => Err(error),
        Ok(lead) => {
            tx.commit().await?;
            let toast = Toast::new(t!(cx, "lead-changed", name = lead.name()));
            Ok(cx.see(&place(&cx, id).await?, Some(toast)))
        }
    }
}

/// `POST /leads/{id}/delete`.
///
/// # Errors
/// As [`lead::delete`].
pub async fn delete(cx: Cx, Path(id): Path<LeadId>, form: Fields) -> Result<Response> {
    let mut tx = cx.begin().await?;
    let lead = lead::delete(&mut tx, id, form.number("version")).await?;
    tx.commit().await?;
    let toast = Toast::new(t!(cx, "lead-deleted", name = lead.name()));
    let toast = toast.with_undo(format!("/leads/{id}/restore"), Vec::new());
    Ok(cx.see("/leads", Some(toast)))
}

/// `POST /leads/{id}/restore`.
///
/// # Errors
/// As [`lead::restore`].
pub async fn restore(cx: Cx, Path(id): Path<LeadId>) -> Result<Response> {
    let mut tx = cx.begin().await?;
    let lead = lead::restore(&mut tx, id).await?;
    tx.commit().await?;
    let toast = Toast::new(t!(cx, "lead-restored", name = lead.name()));
    Ok(cx.see(&format!("/leads/{id}"), Some(toast)))
}

#[derive(Template)]
#[template(path = "leads/views/unqualified.html")]
struct ReasonPage {
    page: Page,
    form: Form,
    lead: Model,
}

impl ReasonPage {
    fn back(&self) -> String {
        format!("/leads/{}", self.lead.id)
    }
}

/// `GET /leads/{id}/states/new`: asks why it is not worth going on.
///
/// # Errors
/// [`Error::NotFound`] for what one may not see.
pub async fn ask_reason(cx: Cx, Path(id): Path<LeadId>) -> Result<Response> {
    let lead = seen(&cx, id).await?;
    let mut fields = Fields::default();
    fields.set("version", lead.version.to_string());
    draw_reason(&cx, Form::new(cx.texts(), fields), lead)
}

fn draw_reason(cx: &Cx, form: Form, lead: Model) -> Result<Response> {
    let page = cx.page(t!(cx, "lead-unqualify")).narrow();
    cx.html_with(form.status(), &ReasonPage { page, form, lead })
}

/// `POST /leads/{id}/states`: says how far one has come, `reason` why not to go on.
///
/// # Errors
/// As [`lead::set_state`].
pub async fn set_state(cx: Cx, Path(id): Path<LeadId>, fields: Fields) -> Result<Response> {
    let current = seen(&cx, id).await?;
    let state = State::from_code(fields.text("state")).ok_or(Error::NotFound)?;
    let mut reading = FormReading::new(&cx, fields);
    let reason = match state {
        State::Unqualified => reading.line("reason", t!(cx, "lead-reason")),
        State::New | State::Contacted | State::Converted => Some(String::new()),
    };
    let Some(reason) = reason else {
        return draw_reason(&cx, reading.form, current);
    };
    let mut tx = cx.begin().await?;
    let lead = lead::set_state(&mut tx, id, Some(reading.version()), state, reason).await?;
    tx.commit().await?;
    let mut undo = vec![
        ("version".to_owned(), lead.version.to_string()),
        ("state".to_owned(), current.state.code().to_owned()),
    ];
    if !current.reason.is_empty() {
        undo.push(("reason".to_owned(), current.reason.clone()));
    }
    let text = t!(cx, "lead-state-set", name = lead.name(), state = state.name(cx.texts()));
    let toast = Toast::new(text).with_undo(format!("/leads/{id}/states"), undo);
    Ok(cx.see(&format!("/leads/{id}"), Some(toast)))
}

/// A lead, if this person sees it.
pub(super) async fn seen(cx: &Cx, id: LeadId) -> Result<Model> {
    let found = scope::visible_to(&cx.actor).filter(Column::Id.eq(id));
    found.one(cx.db()).await?.ok_or(Error::NotFound)
}

/// Its page; or the list, when it was just given to somebody whose leads this person does not see.
async fn place(cx: &Cx, id: LeadId) -> Result<String> {
    match seen(cx, id).await {
        Ok(_) => Ok(format!("/leads/{id}")),
        Err(Error::NotFound) => Ok("/leads".to_owned()),
        Err(error) => Err(error),
    }
}

/// Owners and channels to choose from.
pub(super) async fn offered(cx: &Cx, lead: Option<&Model>) -> Result<(Vec<Choice>, Vec<Choice>)> {
    let people = accounts::owners(cx.db()).await?;
    let mut owners: Vec<Choice> = people.into_iter().map(|person| (person.id.0, person.name)).collect();
    if let Some(UserId(owner)) = lead.and_then(|lead| lead.owner_id)
        && !owners.iter().any(|(id, _)| *id == owner)
    {
        owners.push((owner, accounts::name_of(cx.db(), UserId(owner)).await?));
    }
    let channel = lead.and_then(|lead| lead.channel_id).map(|id| id.0);
    let channels = masters::choices(cx.db(), Master::Channel, channel).await?;
    Ok((owners, channels.into_iter().map(|one| (one.id, one.name)).collect()))
}

async fn tell_theirs(cx: &Cx, form: &mut Form, newest: &Model, owners: &[Choice], channels: &[Choice]) -> Result<()> {
    let missed = newest.version - form.fields().number("version").unwrap_or(newest.version);
    let changes = conflict::changed_since(&cx.app, "lead_id", "lead", newest.id.0, missed.max(1)).await?;
    conflict::tell(form, &FIELDS, &changes, |name, value| {
        let choices = match name {
            "owner" => owners,
            "channel" => channels,
            _ => return value.to_owned(),
        };
        let found = choices.iter().find(|(id, _)| id.to_string() == value);
        found.map_or_else(|| value.to_owned(), |(_, name)| name.clone())
    });
    form.set("version", newest.version);
    if form.is_good() {
        form.theirs("version", t!(cx, "form-theirs-elsewhere"));
    }
    Ok(())
}

async fn show_form(cx: &Cx, form: Form, lead: Option<&Model>, guard: Panel) -> Result<Response> {
    let (owners, channels) = offered(cx, lead).await?;
    let title = match lead {
        Some(lead) => t!(cx, "lead-edit-title", name = lead.name()),
        None => t!(cx, "lead-new"),
    };
    let status = guard.status(&form);
    let shown = EditPage {
        guard,
        page: cx.page(title).narrow(),
        form,
        id: lead.map(|lead| lead.id),
        owners,
        channels,
    };
    cx.html_with(status, &shown)
}
