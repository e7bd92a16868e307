//! The form by which somebody makes a link for a customer.

use askama::Template;
use axum::{extract::Path, http::StatusCode, response::Response};
use kit::fields::{Fields, QueryFields};

use super::{
    About,
    about::AboutId,
    edition::sendable,
    link::{self, DEFAULT_DAYS, MOST_DAYS, NewLink},
    pages::draw,
};
use crate::{
    cx::Cx,
    deals,
    error::Result,
    form::Form,
    ids::{ContactId, DealId, LeadId, QuestionnaireId},
    page::Page,
    t,
};

/// A link, shown this once.
pub(super) struct Handed {
    pub url: String,
    pub until: String,
}

#[derive(Template)]
#[template(path = "questionnaires/views/new_link.html")]
struct NewLinkPage {
    page: Page,
    about: About,
    form: Form,
    questionnaires: Vec<(QuestionnaireId, String)>,
    contacts: Vec<(ContactId, String)>,
}

impl NewLinkPage {
    fn back(&self) -> String {
        self.about.id().path()
    }

    const fn is_deal(&self) -> bool {
        matches!(self.about, About::Deal(_))
    }
}

/// `GET /deals/{id}/questionnaires/new`, perhaps for a `contact`.
///
/// # Errors
/// [`Error::NotFound`](crate::error::Error::NotFound) for what this person may not see.
pub async fn new_of_deal(cx: Cx, Path(id): Path<DealId>, QueryFields(query): QueryFields) -> Result<Response> {
    empty(&cx, AboutId::Deal(id), query.text("contact")).await
}

/// `GET /leads/{id}/questionnaires/new`.
///
/// # Errors
/// [`Error::NotFound`](crate::error::Error::NotFound) for what this person may not see.
pub async fn new_of_lead(cx: Cx, Path(id): Path<LeadId>) -> Result<Response> {
    empty(&cx, AboutId::Lead(id), "").await
}

async fn empty(cx: &Cx, id: AboutId, contact: &str) -> Result<Response> {
    let about = About::seen(cx.db(), &cx.actor, id).await?;
    let mut fields = Fields::default();
    fields.set("once", kit::random::token());
    fields.set("days", DEFAULT_DAYS.to_string());
    fields.set("contact", contact);
    draw_form(cx, about, Form::new(cx.texts(), fields)).await
}

async fn draw_form(cx: &Cx, about: About, form: Form) -> Result<Response> {
    let mut page = cx.page(t!(cx, "questionnaire-link-new")).narrow();
    page.frame = page.frame.filter(|frame| frame == "dialog");
    let view = NewLinkPage {
        page,
        questionnaires: sendable(cx.db()).await?,
        contacts: contacts(cx, &about).await?,
        about,
        form,
    };
    cx.html_with(view.form.status(), &view)
}

async fn contacts(cx: &Cx, about: &About) -> Result<Vec<(ContactId, String)>> {
    let Some(deal) = about.deal() else {
        return Ok(Vec::new());
    };
    let offered = deals::offered_contacts(cx.db(), &cx.actor, deal).await?;
    Ok(offered.into_iter().map(|contact| (contact.id, contact.name)).collect())
}

/// `POST /deals/{id}/questionnaires`: makes a link, and shows it this once.
///
/// # Errors
/// [`Error::NotFound`](crate::error::Error::NotFound) for what this person may not see.
pub async fn create_of_deal(cx: Cx, Path(id): Path<DealId>, fields: Fields) -> Result<Response> {
    create(&cx, AboutId::Deal(id), fields).await
}

/// `POST /leads/{id}/questionnaires`: the same for a lead.
///
/// # Errors
/// [`Error::NotFound`](crate::error::Error::NotFound) for what this person may not see.
pub async fn create_of_lead(cx: Cx, Path(id): Path<LeadId>, fields: Fields) -> Result<Response> {
    create(&cx, AboutId::Lead(id), fields).await
}

async fn create(cx: &Cx, id: AboutId, fields: Fields) -> Result<Response> {
    let about = About::seen(cx.db(), &cx.actor, id).await?;
    let mut form = Form::new(cx.texts(), fields);
    let Some(new) = read(cx, &about, &mut form).await? else {
        return draw_form(cx, about, form).await;
    };
    let mut tx = cx.begin().await?;
    if !tx.is_first_time(form.fields()).await? {
        return Ok(cx.see(&about.path(), None));
    }
    let made = link::make(&mut tx, new).await?;
    tx.commit().await?;
    let day = japan::short_date(made.expires_at.day(cx.zone()), cx.today(), cx.texts().lang());
    let handed = Handed {
        url: made.url(&cx.app.config().public_url),
        until: format!("{day} {}", made.expires_at.clock_time(cx.zone())),
    };
    draw(cx, about, StatusCode::CREATED, Some(handed), false).await
}

async fn read(cx: &Cx, about: &About, form: &mut Form) -> Result<Option<NewLink>> {
    let questionnaire = form.fields().number("questionnaire").map(QuestionnaireId);
    let offered = sendable(cx.db()).await?;
    let questionnaire = questionnaire.filter(|id| offered.iter().any(|(one, _)| one == id));
    if questionnaire.is_none() {
        form.wrong("questionnaire", t!(cx, "questionnaire-missing"));
    }
    let contact = form.fields().number("contact").map(ContactId);
    let offered = contacts(cx, about).await?;
    if contact.is_some_and(|id| !offered.iter().any(|(one, _)| *one == id)) {
        form.wrong("contact", t!(cx, "questionnaire-contact-gone"));
    }
    let typed = form.value("days").to_owned();
    let days = japan::parse_amount(typed.trim_end_matches('日')).ok();
    let days = days.filter(|days| (1..=MOST_DAYS).contains(days));
    if days.is_none() {
        form.wrong(
            "days",
            t!(cx, "questionnaire-days-wrong", value = typed, most = MOST_DAYS),
        );
    }
    Ok(match (questionnaire, days) {
        (Some(questionnaire), Some(days)) if form.is_good() => Some(NewLink {
            questionnaire,
            about: about.id(),
            contact,
            days,
        }),
        _ => None,
    })
}
