//! Signing in and out.

use askama::Template;
use axum::{
    Extension,
    extract::Path,
    http::{HeaderValue, StatusCode, header},
    response::{Html, IntoResponse, Redirect, Response},
};
use kit::fields::{Fields, QueryFields};

use super::{
    carried::{Carried, own_path},
    sessions::{self, SessionId},
    sign_in::{self, SignIn},
};
use crate::{
    cx::{Cx, Guest},
    error::Result,
    page::Page,
    t,
};

#[derive(Template)]
#[template(path = "accounts/views/sign_in.html")]
struct SignInPage {
    page: Page,
    workspace: String,
    email: String,
    return_to: String,
    carried: Option<Carried>,
    problem: Option<String>,
}

/// `GET /sign-in`
pub async fn show(guest: Guest, QueryFields(query): QueryFields) -> Result<Response> {
    let return_to = own_path(query.text("return_to")).unwrap_or("/").to_owned();
    if guest.actor.is_some() {
        return Ok(Redirect::to(&return_to).into_response());
    }
    draw(&guest, StatusCode::OK, &query, None).await
}

/// `POST /sign-in`
pub async fn sign_in(guest: Guest, form: Fields) -> Result<Response> {
    let outcome = sign_in::sign_in(&guest.app, form.text("email"), form.text("password"), &guest.address).await?;
    match outcome {
        SignIn::Welcome(cookie) => welcome(&guest, cookie, &form),
        SignIn::Wrong { left } => {
            let problem = t!(guest, "sign-in-wrong", left = left);
            draw(&guest, StatusCode::UNPROCESSABLE_ENTITY, &form, Some(problem)).await
        }
        SignIn::Wait { seconds } => {
            let minutes = (seconds + 59) / 60;
            let problem = t!(guest, "sign-in-wait", minutes = minutes);
            let mut response = draw(&guest, StatusCode::TOO_MANY_REQUESTS, &form, Some(problem)).await?;
            let headers = response.headers_mut();
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
            Ok(response)
        }
    }
}

async fn draw(guest: &Guest, status: StatusCode, typed: &Fields, problem: Option<String>) -> Result<Response> {
    let workspace = guest.app.workspace().await?;
    let page = SignInPage {
        page: guest.page(t!(guest, "sign-in")),
        workspace: workspace.map_or_else(String::new, |workspace| workspace.name),
        email: typed.text("email").to_owned(),
        return_to: own_path(typed.text("return_to")).unwrap_or("").to_owned(),
        carried: Carried::from_form(typed),
        problem,
    };
    Ok((status, Html(page.render()?)).into_response())
}

fn welcome(guest: &Guest, cookie: HeaderValue, form: &Fields) -> Result<Response> {
    let mut response = match Carried::from_form(form) {
        Some(carried) => {
            let page = GoOnPage {
                page: guest.page(t!(guest, "carried-page-title")),
                shown: carried.shown(guest.locale.texts()),
                carried,
            };
            Html(page.render()?).into_response()
        }
        None => Redirect::to(own_path(form.text("return_to")).unwrap_or("/")).into_response(),
    };
    response.headers_mut().append(header::SET_COOKIE, cookie);
    Ok(response)
}

/// Shows what was carried through the sign-in, to be sent on by its author's own hand.
#[derive(Template)]
#[template(path = "accounts/views/go_on.html")]
struct GoOnPage {
    page: Page,
    carried: Carried,
    shown: Vec<(String, String)>,
}

/// `GET /sign-in-links/{token}`: opening the link signs in, once.
pub async fn sign_in_link(guest: Guest, Path(token): Path<String>) -> Result<Response> {
    match sign_in::sign_in_by_link(&guest.app, &token).await? {
        Some(cookie) => {
            let mut response = Redirect::to("/").into_response();
            response.headers_mut().append(header::SET_COOKIE, cookie);
            Ok(response)
        }
        None => spent(&guest),
    }
}

/// A link that was used before, is too old, or never was one. Nobody is told which.
pub(super) fn spent(guest: &Guest) -> Result<Response> {
    #[derive(Template)]
    #[template(path = "accounts/views/spent_link.html")]
    struct SpentPage {
        page: Page,
    }
    let page = SpentPage {
        page: guest.page(t!(guest, "link-spent-title")),
    };
    Ok((StatusCode::NOT_FOUND, Html(page.render()?)).into_response())
}

/// `POST /sign-out`
pub async fn sign_out(cx: Cx, Extension(session): Extension<SessionId>) -> Result<Response> {
    let transaction = cx.app.db().begin().await?;
    sessions::end(&transaction, &cx.app, session).await?;
    transaction.commit().await?;
    Ok(signed_out(&cx))
}

/// `POST /sign-out-everywhere`
pub async fn sign_out_everywhere(cx: Cx) -> Result<Response> {
    let user = cx.user()?;
    let transaction = cx.app.db().begin().await?;
    sessions::end_all(&transaction, &cx.app, user, None).await?;
    transaction.commit().await?;
    Ok(signed_out(&cx))
}

fn signed_out(cx: &Cx) -> Response {
    let mut response = Redirect::to("/sign-in").into_response();
    let headers = response.headers_mut();
    headers.append(header::SET_COOKIE, sessions::clear_cookie(&cx.app));
    // Whoever sits down here next finds nothing in the browser's cache, and no draft of anybody's.
    headers.insert("clear-site-data", HeaderValue::from_static("\"cache\", \"storage\""));
    response
}
