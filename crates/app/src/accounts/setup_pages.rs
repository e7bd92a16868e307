//! The first start: the page behind the link from the console, and the page that tells of it.

use askama::Template;
use axum::{
    extract::Path,
    http::{StatusCode, header},
    response::{Html, IntoResponse, Redirect, Response},
};
use kit::{fields::Fields, flash::Toast};

use super::{
    links::{self, Purpose},
    password_pages::check_new_password,
    setup::{Setup, set_up},
};
use crate::{
    cx::Guest,
    error::{Error, Result},
    form::Form,
    page::Page,
    pipelines::{Template as Pipeline, TemplateKind},
    settings::workspace_form::{self, Choices},
    t,
};

#[derive(Template)]
#[template(path = "accounts/views/setup.html")]
struct SetupPage {
    page: Page,
    form: Form,
    choices: Choices,
    templates: Vec<Pipeline>,
}

#[derive(Template)]
#[template(path = "accounts/views/setup_first.html")]
struct FirstPage {
    page: Page,
    link_was_wrong: bool,
}

/// `GET /setup`: tells where the link is, as long as it is needed.
pub async fn first(guest: Guest) -> Result<Response> {
    before_setup(&guest).await?;
    say_where(&guest, false)
}

/// `GET /setup/{token}`
pub async fn show(guest: Guest, Path(token): Path<String>) -> Result<Response> {
    before_setup(&guest).await?;
    if !fits(&guest, &token).await? {
        return say_where(&guest, true);
    }
    let mut form = Form::new(guest.locale.texts(), Fields::default());
    workspace_form::suggest(&mut form);
    form.set("template", TemplateKind::default().code());
    draw(&guest, form)
}

/// `POST /setup/{token}`
pub async fn create(guest: Guest, Path(token): Path<String>, fields: Fields) -> Result<Response> {
    before_setup(&guest).await?;
    if !fits(&guest, &token).await? {
        return say_where(&guest, true);
    }
    let mut form = Form::new(guest.locale.texts(), fields);
    let Some(setup) = read(&mut form) else {
        return draw(&guest, form);
    };
    let cookie = set_up(&guest.app, &token, setup).await?;
    let mut response = Redirect::to("/").into_response();
    let toast = Toast::new(t!(guest, "setup-done"));
    response.headers_mut().append(header::SET_COOKIE, cookie);
    response.headers_mut().append(header::SET_COOKIE, toast.set_cookie());
    Ok(response)
}

/// Afterwards there is no such page.
async fn before_setup(guest: &Guest) -> Result<()> {
    if guest.app.is_set_up().await? {
        Err(Error::NotFound)
    } else {
        Ok(())
    }
}

async fn fits(guest: &Guest, token: &str) -> Result<bool> {
    let found = links::look_at(guest.app.db().read(), Purpose::Setup, token, guest.now).await?;
    Ok(found.is_some())
}

fn say_where(guest: &Guest, link_was_wrong: bool) -> Result<Response> {
    let page = FirstPage {
        page: guest.page(t!(guest, "setup-first-title")),
        link_was_wrong,
    };
    let status = if link_was_wrong {
        StatusCode::NOT_FOUND
    } else {
        StatusCode::OK
    };
    Ok((status, Html(page.render()?)).into_response())
}

fn draw(guest: &Guest, form: Form) -> Result<Response> {
    let status = form.status();
    let words = guest.locale.texts();
    let page = SetupPage {
        page: guest.page(t!(guest, "setup-title")),
        form,
        choices: Choices::new(words),
        templates: TemplateKind::ALL.map(|kind| kind.template(words)).into(),
    };
    Ok((status, Html(page.render()?)).into_response())
}

/// Every field, or `None` with what is wrong said in the form.
fn read(form: &mut Form) -> Option<Setup> {
    let settings = workspace_form::read(form);
    let template = TemplateKind::from_code(form.value("template")).unwrap_or_default();
    let name = form.required("admin_name", t!(form.words(), "setup-admin-name"));
    let email = form.email("admin_email");
    let (name_typed, email_typed, workspace_typed) = (
        form.value("admin_name").to_owned(),
        form.value("admin_email").to_owned(),
        form.value("name").to_owned(),
    );
    check_new_password(form, "password", &[&name_typed, &email_typed, &workspace_typed]);
    let password = form.value("password").to_owned();
    let settings = settings.filter(|_| form.is_good())?;
    Some(Setup {
        workspace: settings.name,
        locale: settings.locale,
        zone: settings.zone,
        fiscal_start_month: settings.fiscal_start_month,
        currency: settings.currency,
        template,
        name: name?,
        email: email?,
        password,
    })
}
