//! Shows an [`Error`] to its reader: as a page, a toast, or JSON (RFC 9457).

use askama::Template;
use axum::{
    body::Bytes,
    extract::{Request, State},
    http::{HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{Html, IntoResponse, Redirect, Response},
};
use kit::{
    fields::Fields,
    flash::Toast,
    turbo::{Streams, Wants},
};
use serde_json::json;

use crate::{
    actor::Actor,
    app::App,
    cx::path_and_query,
    error::Error,
    page::{Page, ToastView},
    t,
    text::{Locale, Texts},
};

/// Bodies larger than this are not carried through a sign-in.
const CARRIED_BYTES: usize = 64 * 1024;

struct Reader {
    wants: Wants,
    words: Texts,
    actor: Option<Actor>,
    uri: axum::http::Uri,
    is_post: bool,
    path: String,
}

/// Middleware: turns the error of a handler into what its reader can use.
pub async fn show(State(app): State<App>, request: Request, next: Next) -> Response {
    let mut reader = reader(&request);
    if reader.actor.is_none() {
        reader.words = guest_locale(&app, request.headers().get(header::ACCEPT_LANGUAGE).cloned())
            .await
            .texts();
    }
    let (request, body) = keep_body(request).await;
    let mut response = next.run(request).await;
    match response.extensions_mut().remove::<Error>() {
        None => response,
        Some(error) => {
            if let Error::Internal(cause) = &error {
                tracing::error!(%cause, path = reader.uri.path(), "request failed");
            }
            let mut shown = draw(&app, &reader, &error, &body);
            if let Error::TooMany { retry_after } = error {
                shown
                    .headers_mut()
                    .insert(header::RETRY_AFTER, HeaderValue::from(retry_after));
            }
            shown
        }
    }
}

fn reader(request: &Request) -> Reader {
    let actor = request.extensions().get::<Actor>().cloned();
    Reader {
        wants: Wants::from_headers(request.headers()),
        words: actor
            .as_ref()
            .map_or_else(Locale::default, |actor| actor.locale)
            .texts(),
        actor,
        uri: request.uri().clone(),
        is_post: request.method() == Method::POST,
        path: path_and_query(request),
    }
}

async fn guest_locale(app: &App, accept_language: Option<HeaderValue>) -> Locale {
    match accept_language.as_ref().and_then(|value| value.to_str().ok()) {
        Some(accept) => Locale::from_accept_language(accept),
        None => app
            .workspace()
            .await
            .ok()
            .flatten()
            .map_or_else(Locale::default, |workspace| workspace.locale),
    }
}

/// Keeps a copy of a form, so that it survives when its sender turns out to be signed out.
async fn keep_body(request: Request) -> (Request, Bytes) {
    let is_form = request.method() == Method::POST && request.extensions().get::<Actor>().is_none();
    let length = request
        .headers()
        .get(header::CONTENT_LENGTH)
        .and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
    if !is_form || length.is_none_or(|length| length > CARRIED_BYTES) {
        return (request, Bytes::new());
    }
    let (parts, body) = request.into_parts();
    let bytes = axum::body::to_bytes(body, CARRIED_BYTES).await.unwrap_or_default();
    (Request::from_parts(parts, bytes.clone().into()), bytes)
}

fn draw(app: &App, reader: &Reader, error: &Error, body: &Bytes) -> Response {
    let status = error.status();
    let (title, text) = words(reader.words, error);
    if reader.wants.json {
        return problem(status, &title, &text);
    }
    if matches!(error, Error::SignIn) {
        return sign_in(app, reader, body);
    }
    if reader.wants.streams && reader.is_post {
        let view = ToastView {
            words: reader.words,
            toast: Toast::failed(text),
        };
        let streams = Streams::new().append("toasts", &view.render().unwrap_or_default());
        return (status, streams).into_response();
    }
    let mut page = match &reader.actor {
        Some(actor) => Page::new(app, actor, app.now(), &reader.uri, title),
        None => Page::for_guest(app, reader.words.locale, &reader.uri, title),
    };
    page = page.in_frame(reader.wants.frame.clone());
    html(
        status,
        &ErrorPage {
            page,
            status: status.as_u16(),
            text,
        },
    )
}

fn sign_in(app: &App, reader: &Reader, body: &Bytes) -> Response {
    if !reader.is_post {
        let mut back = Fields::default();
        back.set("return_to", &reader.path);
        return Redirect::to(&format!("/sign-in?{}", back.encode())).into_response();
    }
    let page = Page::for_guest(
        app,
        reader.words.locale,
        &reader.uri,
        t!(reader.words, "session-expired-title"),
    );
    let fields = Fields::parse(body);
    // Secrets are not carried: whoever changes a password types it again.
    let carried = fields
        .pairs()
        .iter()
        .filter(|(name, _)| !name.contains("password"))
        .cloned()
        .collect();
    html(
        StatusCode::UNAUTHORIZED,
        &ExpiredPage {
            page,
            action: reader.path.clone(),
            carried,
        },
    )
}

fn html(status: StatusCode, template: &impl Template) -> Response {
    match template.render() {
        Ok(text) => (status, Html(text)).into_response(),
        Err(error) => {
            tracing::error!(%error, "the error page failed to render");
            status.into_response()
        }
    }
}

fn problem(status: StatusCode, title: &str, detail: &str) -> Response {
    let body = json!({ "type": "about:blank", "status": status.as_u16(), "title": title, "detail": detail });
    (
        status,
        [(header::CONTENT_TYPE, "application/problem+json")],
        body.to_string(),
    )
        .into_response()
}

fn words(words: Texts, error: &Error) -> (String, String) {
    match error {
        Error::NotFound => (t!(words, "error-not-found-title"), t!(words, "error-not-found")),
        Error::Forbidden => (t!(words, "error-forbidden-title"), t!(words, "error-forbidden")),
        Error::SignIn => (t!(words, "session-expired-title"), t!(words, "session-expired")),
        Error::Stale => (t!(words, "error-stale-title"), t!(words, "error-stale")),
        Error::Invalid(message) => (t!(words, "error-invalid-title"), message.clone()),
        Error::TooMany { retry_after } => {
            let minutes = (retry_after + 59) / 60;
            (
                t!(words, "error-too-many-title"),
                t!(words, "error-too-many", minutes = minutes),
            )
        }
        Error::Internal(_) => (t!(words, "error-internal-title"), t!(words, "error-internal")),
    }
}

#[derive(Template)]
#[template(path = "shared/error.html")]
struct ErrorPage {
    page: Page,
    status: u16,
    text: String,
}

/// Asks to sign in again, with everything that was typed in hidden fields.
#[derive(Template)]
#[template(path = "shared/expired.html")]
struct ExpiredPage {
    page: Page,
    action: String,
    carried: Vec<(String, String)>,
}
