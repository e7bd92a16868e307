//! The settings of the workspace.

use askama::Template;
use axum::response::Response;
use kit::{fields::Fields, flash::Toast};

use super::workspace_form::{self, Choices};
use crate::{
    cx::Cx,
    error::{Error, Result},
    form::Form,
    page::Page,
    t,
    workspace::{self, RepSees, Workspace},
};

#[derive(Template)]
#[template(path = "settings/views/workspace.html")]
struct WorkspacePage {
    page: Page,
    form: Form,
    choices: Choices,
}

/// `GET /settings/workspace`
pub async fn show(cx: Cx) -> Result<Response> {
    let mut form = Form::new(cx.texts(), Fields::default());
    workspace_form::fill(&mut form, &cx.actor.workspace);
    draw(&cx, form)
}

/// `POST /settings/workspace`
pub async fn change(cx: Cx, fields: Fields) -> Result<Response> {
    let mut form = Form::new(cx.texts(), fields);
    let Some(to) = workspace_form::read(&mut form) else {
        return draw(&cx, form);
    };
    let version = form.fields().number("version").unwrap_or_default();
    let mut tx = cx.begin().await?;
    match workspace::change(&mut tx, version, &to).await {
        Ok(()) => {
            tx.commit().await?;
            Ok(cx.see("/settings/workspace", Some(Toast::new(t!(cx, "saved")))))
        }
        Err(Error::Stale) => {
            tx.rollback().await?;
            let theirs = cx.app.workspace().await?.ok_or(Error::NotFound)?;
            show_theirs(&mut form, &theirs);
            draw(&cx, form)
        }
        Err(error) => Err(error),
    }
}

/// Tells, field by field, what somebody else wrote meanwhile.
fn show_theirs(form: &mut Form, workspace: &Workspace) {
    let mut saved = Form::new(form.words(), Fields::default());
    workspace_form::fill(&mut saved, workspace);
    for name in [
        "name",
        "locale",
        "time_zone",
        "fiscal_start_month",
        "currency",
        "rep_sees",
    ] {
        if saved.value(name) != form.value(name) {
            form.theirs(name, saved.value(name));
        }
    }
    form.stale(workspace.version);
}

fn draw(cx: &Cx, form: Form) -> Result<Response> {
    let status = form.status();
    let page = WorkspacePage {
        page: cx.page(t!(cx, "workspace")),
        form,
        choices: Choices::new(cx.texts()),
    };
    cx.html_with(status, &page)
}

impl WorkspacePage {
    fn sees(&self) -> [(RepSees, String, String); 3] {
        let words = self.page.words;
        [
            (
                RepSees::Everything,
                t!(words, "rep-sees-everything"),
                t!(words, "rep-sees-everything-about"),
            ),
            (
                RepSees::Team,
                t!(words, "rep-sees-team"),
                t!(words, "rep-sees-team-about"),
            ),
            (RepSees::Own, t!(words, "rep-sees-own"), t!(words, "rep-sees-own-about")),
        ]
    }
}
