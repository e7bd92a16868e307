//! Teams: add, rename, put in order, retire.

use askama::Template;
use axum::{extract::Path, response::Response};
use kit::{fields::Fields, flash::Toast};

use crate::{
    accounts::teams::{self, MoveTo, TeamRefused, TeamRow},
    cx::Cx,
    error::{Error, Result},
    form::Form,
    ids::TeamId,
    page::Page,
    t,
};

#[derive(Template)]
#[template(path = "settings/views/teams.html")]
struct TeamsPage {
    page: Page,
    form: Form,
    used: Vec<TeamRow>,
    retired: Vec<TeamRow>,
}

/// `GET /settings/teams`
pub async fn list(cx: Cx) -> Result<Response> {
    let form = Form::new(cx.texts(), Fields::default());
    draw_list(&cx, form).await
}

async fn draw_list(cx: &Cx, form: Form) -> Result<Response> {
    let (used, retired) = teams::teams(cx.db())
        .await?
        .into_iter()
        .partition(|team| team.retired_at.is_none());
    let status = form.status();
    let page = TeamsPage {
        page: cx.page(t!(cx, "teams")),
        form,
        used,
        retired,
    };
    cx.html_with(status, &page)
}

/// `POST /settings/teams`
pub async fn create(cx: Cx, fields: Fields) -> Result<Response> {
    let mut form = Form::new(cx.texts(), fields);
    let Some(name) = form.required("name", t!(cx, "team-name")) else {
        return draw_list(&cx, form).await;
    };
    let mut tx = cx.begin().await?;
    match teams::add(&mut tx, &name).await? {
        Ok(_) => {
            tx.commit().await?;
            Ok(cx.see("/settings/teams", Some(Toast::new(t!(cx, "team-added", name = name)))))
        }
        Err(refused) => {
            tx.rollback().await?;
            say_refused(&mut form, refused);
            draw_list(&cx, form).await
        }
    }
}

/// `POST /settings/teams/order`: `id` for each team, in the new order.
pub async fn reorder(cx: Cx, fields: Fields) -> Result<Response> {
    let order: Option<Vec<TeamId>> = fields.all("id").map(|id| id.parse().ok()).collect();
    let order = order.ok_or(Error::NotFound)?;
    let mut tx = cx.begin().await?;
    teams::reorder(&mut tx, &order).await?;
    tx.commit().await?;
    Ok(cx.in_order("/settings/teams"))
}

#[derive(Template)]
#[template(path = "settings/views/team.html")]
struct TeamPage {
    page: Page,
    form: Form,
    team: TeamRow,
}

/// `GET /settings/teams/{id}/edit`
pub async fn edit(cx: Cx, Path(id): Path<TeamId>) -> Result<Response> {
    let team = teams::team(cx.db(), id).await?;
    let mut form = Form::new(cx.texts(), Fields::default());
    form.set("name", &team.name);
    form.set("version", team.version);
    draw_team(&cx, form, team)
}

/// `POST /settings/teams/{id}`
pub async fn change(cx: Cx, Path(id): Path<TeamId>, fields: Fields) -> Result<Response> {
    let team = teams::team(cx.db(), id).await?;
    let mut form = Form::new(cx.texts(), fields);
    let Some(name) = form.required("name", t!(cx, "team-name")) else {
        return draw_team(&cx, form, team);
    };
    let version = form.fields().number("version").unwrap_or_default();
    let mut tx = cx.begin().await?;
    match teams::rename(&mut tx, id, version, &name).await {
        Ok(Ok(())) => {
            tx.commit().await?;
            return Ok(cx.see("/settings/teams", Some(Toast::new(t!(cx, "saved")))));
        }
        Ok(Err(refused)) => say_refused(&mut form, refused),
        Err(Error::Stale) => {
            let theirs = teams::team(tx.db(), id).await?;
            if theirs.name != name {
                form.theirs("name", theirs.name);
            }
            form.stale(theirs.version);
        }
        Err(error) => return Err(error),
    }
    tx.rollback().await?;
    draw_team(&cx, form, team)
}

fn draw_team(cx: &Cx, form: Form, team: TeamRow) -> Result<Response> {
    let status = form.status();
    let page = TeamPage {
        page: cx.page(t!(cx, "team-rename")).narrow(),
        form,
        team,
    };
    cx.html_with(status, &page)
}

#[derive(Template)]
#[template(path = "settings/views/team_retire.html")]
struct RetirePage {
    page: Page,
    form: Form,
    team: TeamRow,
    others: Vec<TeamRow>,
}

/// `GET /settings/teams/{id}/retire`
pub async fn ask_retire(cx: Cx, Path(id): Path<TeamId>) -> Result<Response> {
    let team = teams::team(cx.db(), id).await?;
    let mut form = Form::new(cx.texts(), Fields::default());
    form.set("version", team.version);
    draw_retire(&cx, form, team).await
}

/// `POST /settings/teams/{id}/retire`: `to` is a team, or `none`.
pub async fn retire(cx: Cx, Path(id): Path<TeamId>, fields: Fields) -> Result<Response> {
    let team = teams::team(cx.db(), id).await?;
    let mut form = Form::new(cx.texts(), fields);
    let version = form.fields().number("version").unwrap_or_default();
    let to = match (form.value("to"), form.fields().number("to")) {
        ("none", _) => MoveTo::NoTeam,
        (_, Some(other)) => MoveTo::Team(TeamId(other)),
        (_, None) => MoveTo::Nobody,
    };
    let mut tx = cx.begin().await?;
    match teams::retire(&mut tx, id, version, to).await {
        Ok(Ok(())) => {
            tx.commit().await?;
            let done = t!(cx, "team-retired", name = team.name);
            return Ok(cx.see("/settings/teams", Some(Toast::new(done))));
        }
        Ok(Err(_)) => form.wrong("to", t!(cx, "team-not-empty")),
        Err(Error::NotFound) => form.wrong("to", t!(cx, "team-not-empty")),
        Err(Error::Stale) => form.stale(teams::team(tx.db(), id).await?.version),
        Err(error) => return Err(error),
    }
    tx.rollback().await?;
    draw_retire(&cx, form, team).await
}

async fn draw_retire(cx: &Cx, form: Form, team: TeamRow) -> Result<Response> {
    let mut others = teams::teams(cx.db()).await?;
    others.retain(|other| other.retired_at.is_none() && other.id != team.id);
    let status = form.status();
    let page = RetirePage {
        page: cx.page(t!(cx, "team-retire-title", name = team.name.as_str())).narrow(),
        form,
        team,
        others,
    };
    cx.html_with(status, &page)
}

/// `POST /settings/teams/{id}/restore`
pub async fn restore(cx: Cx, Path(id): Path<TeamId>, fields: Fields) -> Result<Response> {
    let mut tx = cx.begin().await?;
    teams::restore(&mut tx, id, fields.number("version").unwrap_or_default()).await?;
    tx.commit().await?;
    Ok(cx.see("/settings/teams", Some(Toast::new(t!(cx, "saved")))))
}

fn say_refused(form: &mut Form, refused: TeamRefused) {
    let words = form.words();
    let value = form.value("name").to_owned();
    let message = match refused {
        TeamRefused::NameTaken => t!(words, "team-name-taken", value = value),
        TeamRefused::NotEmpty => t!(words, "team-not-empty"),
    };
    form.wrong("name", message);
}

impl TeamsPage {
    /// The order with one team a place higher or lower: what the buttons post without JavaScript.
    fn order_after(&self, id: &TeamId, up: bool) -> Vec<TeamId> {
        let mut ids: Vec<_> = self.used.iter().map(|team| team.id).collect();
        let Some(index) = ids.iter().position(|other| other == id) else {
            return ids;
        };
        let other = if up { index.checked_sub(1) } else { Some(index + 1) };
        if let Some(other) = other.filter(|other| *other < ids.len()) {
            ids.swap(index, other);
        }
        ids
    }
}
