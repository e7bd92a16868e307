//! `/f/{key}`: a questionnaire published as a form. Whoever opens it may answer, also in a frame of the sites its admin
//! allows; an answer makes a lead.
//!
//! What a program seems to send is not taken in: the form comes back and asks to be sent once more, which a person does.

use askama::Template as _;
use axum::{
    extract::Path,
    http::{HeaderValue, StatusCode, header},
    response::{Html, IntoResponse as _, Redirect, Response},
};
use kit::fields::{Fields, QueryFields};

use super::{
    intake::take_in,
    public_pages::{QUICKEST, outside, plain, signed_moment, today, words},
    publication::{self, Published},
    sheet::{Note, Plain, Sheet},
    submit,
};
use crate::{
    app::App,
    cx::Guest,
    error::Result,
    form::Form,
    headers,
    text::{Locale, Texts},
    time::At,
};

/// Requests of one address within ten minutes; a whole office may sit behind it.
const PER_ADDRESS: u32 = 200;
/// Answers of one address within ten minutes.
const SENT_PER_ADDRESS: u32 = 20;
/// Answers to one form within ten minutes, whoever sends them.
const SENT_PER_FORM: u32 = 300;
/// Characters of what tells a form sent twice from two forms, at most.
const ONCE: usize = 128;

/// `GET /f/{key}`.
///
/// # Errors
/// When the database is away.
pub async fn show(guest: Guest, Path(key): Path<String>, QueryFields(query): QueryFields) -> Result<Response> {
    let app = &guest.app;
    let words = words(&guest, &query);
    if let Some(refusal) = limited(&guest, &format!("form address {}", guest.address), PER_ADDRESS, words)? {
        return Ok(refusal);
    }
    let Some(form) = publication::by_key(app, &key).await? else {
        return plain(StatusCode::NOT_FOUND, &Plain::closed(app, words));
    };
    if query.flag("sent") {
        let content = form.content()?;
        let receiver = content.receiver.for_reader(words.locale);
        let thanks = plain(StatusCode::OK, &Plain::thanks(app, words, receiver))?;
        return Ok(framed(&form, thanks));
    }
    let mut fields = Fields::default();
    fields.set("once", kit::random::token());
    let started = signed(&form, app.now());
    draw(
        app,
        &form,
        Form::new(words, fields),
        StatusCode::OK,
        &started,
        Note::None,
    )
    .await
}

fn limited(guest: &Guest, key: &str, most: u32, words: Texts) -> Result<Option<Response>> {
    let Err(seconds) = guest.app.visits().take(key, most, guest.app.now().0) else {
        return Ok(None);
    };
    let mut refusal = plain(StatusCode::TOO_MANY_REQUESTS, &Plain::too_many(&guest.app, words))?;
    refusal
        .headers_mut()
        .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    Ok(Some(refusal))
}

/// With the sites that may show it in a frame; without any, none may.
fn framed(form: &Published, mut response: Response) -> Response {
    let origins: Vec<&str> = form.origins.lines().collect();
    if let Some(policy) = headers::framed_by(&origins) {
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
}

async fn draw(
    app: &App,
    published: &Published,
    form: Form,
    status: StatusCode,
    started: &str,
    note: Note,
) -> Result<Response> {
    let workspace = app.workspace().await?.map(|workspace| workspace.name);
    let once = form.value("once").to_owned();
    let sheet = Sheet::new(
        app,
        workspace.unwrap_or_default(),
        published.content()?,
        form,
        started.to_owned(),
    );
    let page = Html(sheet.with_once(once).with_note(note).render()?);
    Ok(framed(published, outside((status, page).into_response())))
}

/// `POST /f/{key}`: sends the answers, or shows the form in the other language.
///
/// # Errors
/// When the database is away.
pub async fn answer(guest: Guest, Path(key): Path<String>, fields: Result<Fields, Response>) -> Result<Response> {
    let app = &guest.app;
    let Ok(fields) = fields else {
        let words = words(&guest, &Fields::default());
        return plain(StatusCode::PAYLOAD_TOO_LARGE, &Plain::too_large(app, words));
    };
    let words = words(&guest, &fields);
    if let Some(refusal) = limited(&guest, &format!("form sent {}", guest.address), SENT_PER_ADDRESS, words)? {
        return Ok(refusal);
    }
    let Some(published) = publication::by_key(app, &key).await? else {
        return plain(StatusCode::NOT_FOUND, &Plain::closed(app, words));
    };
    let started = fields.text("started").to_owned();
    if let Some(locale) = Locale::from_code(fields.text("act")) {
        let form = Form::new(locale.texts(), fields);
        return draw(app, &published, form, StatusCode::OK, &started, Note::None).await;
    }
    if let Some(refusal) = limited(&guest, &format!("form {}", published.id), SENT_PER_FORM, words)? {
        return Ok(refusal);
    }
    let mut form = Form::new(words, fields);
    let Some(answers) = submit::read(&mut form, &published.content()?, today(app).await?) else {
        let status = form.status();
        return draw(app, &published, form, status, &started, Note::None).await;
    };
    if is_suspect(&published, form.fields(), app.now()) {
        // Who was only quick goes on from when they began; pressing again at once is then no new beginning.
        let started = match began(&published, &started) {
            Some(_) => started,
            None => signed(&published, app.now()),
        };
        form.set("once", kit::random::token());
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return draw(app, &published, form, status, &started, Note::Again).await;
    }
    let mut sent = Fields::default();
    sent.set("once", format!("form {} {}", published.id, form.value("once")));
    let mut tx = app.begin(&app.system().await?).await?;
    if tx.is_first_time(&sent).await? {
        take_in(&mut tx, &published, words.locale.code(), &answers).await?;
        tx.commit().await?;
    }
    let path = format!("/f/{}?lang={}&sent=1", published.key, words.locale.code());
    Ok(framed(&published, outside(Redirect::to(&path).into_response())))
}

/// Whether a program seems to have sent it.
fn is_suspect(form: &Published, fields: &Fields, now: At) -> bool {
    let once = fields.text("once");
    if !fields.text("remarks").is_empty() || once.is_empty() || once.len() > ONCE {
        return true;
    }
    began(form, fields.text("started")).is_none_or(|at| now.0 - at.0 < QUICKEST)
}

/// When the form was drawn, if it says so truly.
fn began(form: &Published, started: &str) -> Option<At> {
    let moment = started.split('.').next()?.parse().ok().map(At)?;
    (signed(form, moment) == started).then_some(moment)
}

/// A moment, and the proof that this form was drawn then.
fn signed(form: &Published, at: At) -> String {
    signed_moment(&form.secret, &format!("form {}", form.id), at)
}
