//! One's own settings: name, language, light or dark, password, and where one is signed in.

use askama::Template;
use axum::{Extension, http::StatusCode, response::Response};
use db::Sql;
use kit::{fields::Fields, flash::Toast};
use sea_orm::FromQueryResult;

use super::{
    me::{self, Profile},
    password_pages::check_new_password,
    passwords,
    people::{self, Account},
    sessions::SessionId,
    sign_in,
};
use crate::{
    actor::Theme,
    calendar::CalendarLink,
    cx::{ClientAddress, Cx},
    error::{Error, Result},
    form::Form,
    page::Page,
    t,
    text::Locale,
};

#[derive(Template)]
#[template(path = "accounts/views/me.html")]
struct MePage {
    page: Page,
    account: Account,
    profile: Form,
    password: Form,
    sessions: i64,
    calendar: CalendarLink,
}

/// `GET /me`
pub async fn show(cx: Cx) -> Result<Response> {
    let mut profile = Form::new(cx.texts(), Fields::default());
    fill(&mut profile, &people::account(cx.db(), cx.user()?).await?);
    draw(&cx, profile, Form::new(cx.texts(), Fields::default())).await
}

/// `POST /me`
pub async fn change(cx: Cx, fields: Fields) -> Result<Response> {
    let mut form = Form::new(cx.texts(), fields);
    let Some(name) = form.required("name", t!(cx, "person-name")) else {
        return draw(&cx, form, Form::new(cx.texts(), Fields::default())).await;
    };
    let profile = Profile {
        name,
        locale: Locale::from_code(form.value("locale")),
        theme: Theme::from_code(form.value("theme")),
    };
    let version = form.fields().number("version").unwrap_or_default();
    // Not `cx.begin()`: a viewer changes no record, but may choose a language.
    let mut tx = cx.app.begin(&cx.actor).await?;
    match me::change_profile(&mut tx, version, &profile).await {
        Ok(()) => {
            tx.commit().await?;
            let words = profile.locale.unwrap_or(cx.actor.workspace.locale).texts();
            Ok(cx.see("/me", Some(Toast::new(t!(words, "saved")))))
        }
        Err(Error::Stale) => {
            let theirs = people::account(tx.db(), cx.user()?).await?;
            tx.rollback().await?;
            if theirs.name != form.value("name") {
                form.theirs("name", theirs.name);
            }
            form.stale(theirs.version);
            draw(&cx, form, Form::new(cx.texts(), Fields::default())).await
        }
        Err(error) => Err(error),
    }
}

/// `POST /me/password`: every other session ends.
pub async fn change_password(
    cx: Cx,
    ClientAddress(address): ClientAddress,
    Extension(session): Extension<SessionId>,
    fields: Fields,
) -> Result<Response> {
    let user = cx.user()?;
    let account = people::account(cx.db(), user).await?;
    let mut form = Form::new(cx.texts(), fields);
    let about = [&*account.name, &*account.email, &*cx.actor.workspace.name];
    check_new_password(&mut form, "new_password", &about);
    if form.is_good() && account.has_password {
        let current = form.value("current_password").to_owned();
        if !sign_in::knows_password(&cx.app, user, &current, &address).await? {
            form.wrong("current_password", t!(cx, "password-current-wrong"));
        }
    }
    if !form.is_good() {
        let mut profile = Form::new(cx.texts(), Fields::default());
        fill(&mut profile, &account);
        return draw(&cx, profile, form).await;
    }
    let hash = passwords::hash(form.value("new_password")).await?;
    let mut tx = cx.app.begin(&cx.actor).await?;
    me::change_password(&mut tx, &cx.app, &hash, Some(session)).await?;
    tx.commit().await?;
    Ok(cx.see("/me", Some(Toast::new(t!(cx, "password-changed")))))
}

fn fill(form: &mut Form, account: &Account) {
    form.set("name", &account.name);
    form.set("locale", account.locale.map_or("", Locale::code));
    form.set("theme", account.theme.map_or("", Theme::code));
    form.set("version", account.version);
}

/// The page right after a link to one's calendar was made, which is shown this once.
///
/// # Errors
/// When the database is away.
pub async fn draw_with_link(cx: &Cx, status: StatusCode, url: String) -> Result<Response> {
    let mut profile = Form::new(cx.texts(), Fields::default());
    fill(&mut profile, &people::account(cx.db(), cx.user()?).await?);
    let calendar = CalendarLink::read(cx, Some(url)).await?;
    page(cx, status, profile, Form::new(cx.texts(), Fields::default()), calendar).await
}

async fn draw(cx: &Cx, profile: Form, password: Form) -> Result<Response> {
    let status = if profile.is_good() {
        password.status()
    } else {
        profile.status()
    };
    let calendar = CalendarLink::read(cx, None).await?;
    page(cx, status, profile, password, calendar).await
}

async fn page(cx: &Cx, status: StatusCode, profile: Form, password: Form, calendar: CalendarLink) -> Result<Response> {
    #[derive(FromQueryResult)]
    struct Count {
        sessions: i64,
    }
    let user = cx.user()?;
    let mut sql = Sql::new("SELECT COUNT(*) AS sessions FROM sessions WHERE user_id = ");
    sql.bind(user.0).push(" AND expires_at > ").bind(cx.now.0);
    let count: Option<Count> = cx.app.one(sql).await?;
    let page = MePage {
        calendar,
        page: cx.page(t!(cx, "my-settings")),
        account: people::account(cx.db(), user).await?,
        profile,
        password,
        sessions: count.map_or(1, |count| count.sessions),
    };
    cx.html_with(status, &page)
}
