//! `/q/{token}`: the page of a customer who was sent a link. It knows the questionnaire and nothing else: no name of ours
//! but the workspace's, nothing of the deal.
//!
//! A program that fills in the hidden field, or sends sooner than a person reads, is thanked like everybody else. What it
//! sent is held back beside the link, for the one who sells to that customer to look at: nothing is lost should it have
//! been a person after all, and the link can still be answered.

use askama::Template;
use axum::{
    extract::Path,
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::{Html, IntoResponse as _, Redirect, Response},
};
use kit::fields::{Fields, QueryFields};

use super::{
    link::{self, Opened},
    sheet::{Note, Plain, Sheet},
    submit,
};
use crate::{
    accounts::sessions::hash,
    app::App,
    cx::Guest,
    error::{Error, Result},
    form::Form,
    text::{Locale, Texts},
    time::At,
};

/// A form that takes more than this has not been typed.
pub const BODY_BYTES: usize = 64 * 1024;
/// Requests of one address within ten minutes; a whole office may sit behind it.
const PER_ADDRESS: u32 = 300;
/// Requests for one link within ten minutes: a draft is saved every few seconds at most.
const PER_LINK: u32 = 150;
/// Nobody reads a question and answers it in less, in milliseconds.
pub(super) const QUICKEST: i64 = 2000;

/// `GET /q/{token}`.
///
/// # Errors
/// When the database is away.
pub async fn show(guest: Guest, Path(token): Path<String>, QueryFields(query): QueryFields) -> Result<Response> {
    let app = &guest.app;
    let words = words(&guest, &query);
    if let Some(refusal) = limited(&guest, &token, words)? {
        return Ok(refusal);
    }
    let Some(link) = link::by_token(app, &token).await? else {
        return plain(StatusCode::NOT_FOUND, &Plain::gone(app, words));
    };
    let content = link.content()?;
    if link.answered_at.is_some() || query.flag("sent") {
        let receiver = content.receiver.for_reader(words.locale);
        return plain(StatusCode::OK, &Plain::thanks(app, words, receiver));
    }
    link::mark_opened(app, &link).await?;
    let form = Form::new(words, Fields::parse(link.draft.as_bytes()));
    let note = if query.flag("saved") { Note::Saved } else { Note::None };
    draw(app, &link, form, &signed(&link, app.now()), note).await
}

/// In the language that was chosen, else the browser's.
pub(super) fn words(guest: &Guest, fields: &Fields) -> Texts {
    let accepted = guest.headers.get(header::ACCEPT_LANGUAGE);
    let accepted = accepted.and_then(|value| value.to_str().ok());
    Locale::from_code(fields.text("lang"))
        .or_else(|| accepted.map(Locale::from_accept_language))
        .unwrap_or(guest.locale)
        .texts()
}

fn limited(guest: &Guest, token: &str, words: Texts) -> Result<Option<Response>> {
    let (visits, now) = (guest.app.visits(), guest.app.now().0);
    let address = visits.take(&format!("address {}", guest.address), PER_ADDRESS, now);
    let turn = address.and_then(|()| visits.take(&format!("link {}", hash(token)), PER_LINK, now));
    let Err(seconds) = turn else { return Ok(None) };
    let mut refusal = plain(StatusCode::TOO_MANY_REQUESTS, &Plain::too_many(&guest.app, words))?;
    refusal
        .headers_mut()
        .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    Ok(Some(refusal))
}

pub(super) fn plain(status: StatusCode, page: &Plain) -> Result<Response> {
    Ok(outside((status, Html(page.render()?)).into_response()))
}

async fn draw(app: &App, link: &Opened, form: Form, started: &str, note: Note) -> Result<Response> {
    let workspace = app.workspace().await?.map(|workspace| workspace.name);
    let status = form.status();
    let sheet = Sheet::new(
        app,
        workspace.unwrap_or_default(),
        link.content()?,
        form,
        started.to_owned(),
    );
    Ok(outside((status, Html(sheet.with_note(note).render()?)).into_response()))
}

/// What every page for people outside says: not for search engines, and the address with its secret is told to nobody.
pub(super) fn outside(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert(
        HeaderName::from_static("x-robots-tag"),
        HeaderValue::from_static("noindex, nofollow"),
    );
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// `POST /q/{token}`: sends the answers, saves them as a draft, or shows the form in the other language.
///
/// # Errors
/// When the database is away.
pub async fn answer(guest: Guest, Path(token): Path<String>, fields: Result<Fields, Response>) -> Result<Response> {
    let app = &guest.app;
    let Ok(fields) = fields else {
        let words = words(&guest, &Fields::default());
        return plain(StatusCode::PAYLOAD_TOO_LARGE, &Plain::too_large(app, words));
    };
    let words = words(&guest, &fields);
    if let Some(refusal) = limited(&guest, &token, words)? {
        return Ok(refusal);
    }
    let Some(link) = link::by_token(app, &token).await? else {
        return plain(StatusCode::NOT_FOUND, &Plain::gone(app, words));
    };
    let on = |what: &str| {
        let path = format!("/q/{token}?lang={}{what}", words.locale.code());
        outside(Redirect::to(&path).into_response())
    };
    if link.answered_at.is_some() {
        return Ok(on("&sent=1"));
    }
    let started = fields.text("started").to_owned();
    match fields.text("act") {
        "keep" => {
            link::save_draft(app, &link, submit::typed(&fields, &link.content()?)).await?;
            Ok(outside(StatusCode::NO_CONTENT.into_response()))
        }
        "save" => {
            link::save_draft(app, &link, submit::typed(&fields, &link.content()?)).await?;
            Ok(on("&saved=1"))
        }
        other => match Locale::from_code(other) {
            Some(locale) => draw(app, &link, Form::new(locale.texts(), fields), &started, Note::None).await,
            None => {
                let mut form = Form::new(words, fields);
                if send(app, &link, &mut form).await? {
                    return Ok(on("&sent=1"));
                }
                draw(app, &link, form, &started, Note::None).await
            }
        },
    }
}

/// Whether it is done; if not, the form says why.
async fn send(app: &App, link: &Opened, form: &mut Form) -> Result<bool> {
    let content = link.content()?;
    let Some(answers) = submit::read(form, &content, today(app).await?) else {
        return Ok(false);
    };
    if is_suspect(link, form.fields(), app.now()) {
        link::hold_back(app, link, submit::typed(form.fields(), &content)).await?;
        return Ok(true);
    }
    let mut tx = app.begin(&app.system().await?).await?;
    if submit::submit(&mut tx, link, form.words().locale.code(), &answers).await? {
        tx.commit().await?;
    }
    Ok(true)
}

pub(super) async fn today(app: &App) -> Result<chrono::NaiveDate> {
    let workspace = app.workspace().await?;
    let workspace = workspace.ok_or_else(|| Error::internal("there is no workspace"))?;
    Ok(app.now().day(workspace.zone))
}

/// Whether a program seems to have sent it. Who has saved a draft has been here long enough.
fn is_suspect(link: &Opened, fields: &Fields, now: At) -> bool {
    if !fields.text("remarks").is_empty() {
        return true;
    }
    let moment = fields.text("started").split('.').next().unwrap_or("");
    match moment.parse::<i64>() {
        Ok(at) if signed(link, At(at)) == fields.text("started") => link.draft.is_empty() && now.0 - at < QUICKEST,
        _ => true,
    }
}

/// A moment, and the proof that this link's form was drawn then.
pub(super) fn signed(link: &Opened, at: At) -> String {
    signed_moment(&link.secret, &link.id.to_string(), at)
}

/// A moment, and the proof that the form of `of` was drawn then.
pub(super) fn signed_moment(secret: &str, of: &str, at: At) -> String {
    let proof = hash(&format!("{secret} {of} {} {secret}", at.0));
    format!("{}.{proof}", at.0)
}
