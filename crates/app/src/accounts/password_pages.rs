//! Choosing a password with a link: after an invitation, or after forgetting the old one.

use askama::Template;
use axum::{
    extract::Path,
    http::header,
    response::{Html, IntoResponse, Redirect, Response},
};
use kit::{fields::Fields, flash::Toast};

use super::{
    LONGEST, SHORTEST, Weakness,
    links::{self, Purpose},
    pages::spent,
    people::{self, Account},
    sign_in, weakness,
};
use crate::{
    cx::Guest,
    error::{Error, Result},
    form::Form,
    page::Page,
    t,
    text::Texts,
};

#[derive(Template)]
#[template(path = "accounts/views/choose_password.html")]
struct ChoosePage {
    page: Page,
    form: Form,
    account: Account,
    workspace: String,
    invited: bool,
}

/// `GET /invitations/{token}`
pub async fn invitation(guest: Guest, Path(token): Path<String>) -> Result<Response> {
    show(&guest, Purpose::Invitation, &token, Fields::default()).await
}

/// `GET /resets/{token}`
pub async fn reset(guest: Guest, Path(token): Path<String>) -> Result<Response> {
    show(&guest, Purpose::Reset, &token, Fields::default()).await
}

/// `POST /invitations/{token}`
pub async fn accept_invitation(guest: Guest, Path(token): Path<String>, form: Fields) -> Result<Response> {
    choose(&guest, Purpose::Invitation, &token, form).await
}

/// `POST /resets/{token}`
pub async fn finish_reset(guest: Guest, Path(token): Path<String>, form: Fields) -> Result<Response> {
    choose(&guest, Purpose::Reset, &token, form).await
}

async fn show(guest: &Guest, purpose: Purpose, token: &str, fields: Fields) -> Result<Response> {
    match holder(guest, purpose, token).await? {
        None => spent(guest),
        Some(account) => draw(guest, purpose, account, Form::new(guest.locale.texts(), fields)).await,
    }
}

async fn choose(guest: &Guest, purpose: Purpose, token: &str, fields: Fields) -> Result<Response> {
    let Some(account) = holder(guest, purpose, token).await? else {
        return spent(guest);
    };
    let mut form = Form::new(guest.locale.texts(), fields);
    let workspace = workspace_name(guest).await?;
    check_new_password(&mut form, "password", &[&account.name, &account.email, &workspace]);
    if !form.is_good() {
        return draw(guest, purpose, account, form).await;
    }
    match sign_in::choose_password(&guest.app, purpose, token, form.value("password")).await? {
        None => spent(guest),
        Some(cookie) => {
            let mut response = Redirect::to("/").into_response();
            let toast = Toast::new(t!(guest, "password-kept"));
            response.headers_mut().append(header::SET_COOKIE, cookie);
            response.headers_mut().append(header::SET_COOKIE, toast.set_cookie());
            Ok(response)
        }
    }
}

async fn holder(guest: &Guest, purpose: Purpose, token: &str) -> Result<Option<Account>> {
    let db = guest.app.db().read();
    let holder = links::look_at(db, purpose, token, guest.now).await?;
    match holder.and_then(|holder| holder.user_id) {
        None => Ok(None),
        Some(user) => Ok(Some(people::account(db, user).await?)),
    }
}

async fn workspace_name(guest: &Guest) -> Result<String> {
    let workspace = guest.app.workspace().await?.ok_or(Error::NotFound)?;
    Ok(workspace.name)
}

async fn draw(guest: &Guest, purpose: Purpose, account: Account, form: Form) -> Result<Response> {
    let invited = purpose == Purpose::Invitation;
    let title = if invited {
        t!(guest, "invitation-title", name = account.name.as_str())
    } else {
        t!(guest, "reset-title")
    };
    let status = form.status();
    let page = ChoosePage {
        page: guest.page(title),
        form,
        account,
        workspace: workspace_name(guest).await?,
        invited,
    };
    Ok((status, Html(page.render()?)).into_response())
}

/// Says what is too weak about a new password. `about`: what everybody knows of its owner.
pub(super) fn check_new_password(form: &mut Form, field: &'static str, about: &[&str]) {
    if let Some(weakness) = weakness(form.value(field), about) {
        let message = explain(form.words(), weakness);
        form.wrong(field, message);
    }
}

/// Why a password is not taken, and what to do.
#[must_use]
pub fn explain(words: Texts, weakness: Weakness) -> String {
    match weakness {
        Weakness::Short => t!(words, "password-short", least = SHORTEST),
        Weakness::Long => t!(words, "password-long", most = LONGEST),
        Weakness::Common => t!(words, "password-common"),
        Weakness::Personal => t!(words, "password-personal"),
    }
}
