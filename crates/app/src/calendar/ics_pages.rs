//! What other calendar programs fetch: the feed behind a secret link, and one appointment as a file.

use axum::{
    extract::{Path, State},
    http::header,
    response::{IntoResponse as _, Redirect, Response},
};

use super::{ics, links};
use crate::{
    accounts::sessions,
    activities,
    app::App,
    cx::Cx,
    error::{Error, Result},
    ids::ActivityId,
};

const TYPE: &str = "text/calendar; charset=utf-8";

/// `GET /calendars/{token}.ics`, without signing in: what the holder of the link may see now.
///
/// # Errors
/// [`Error::NotFound`] for a link that never was or is no more, and for whoever no longer works here.
pub async fn feed(State(app): State<App>, Path(file): Path<String>) -> Result<Response> {
    let token = file.strip_suffix(".ics").ok_or(Error::NotFound)?;
    let user = links::holder(app.db().read(), token).await?.ok_or(Error::NotFound)?;
    let actor = sessions::actor_of(&app, user).await?.ok_or(Error::NotFound)?;
    let text = ics::feed(&app, &actor, app.now()).await?;
    Ok(([(header::CONTENT_TYPE, TYPE)], text).into_response())
}

/// `GET /appointments/7.ics`: one appointment as a file. Without the ending, its page.
///
/// # Errors
/// [`Error::NotFound`] when it is not there for this person, or has no time of day.
pub async fn file(cx: Cx, Path(file): Path<String>) -> Result<Response> {
    let Some(id) = file.strip_suffix(".ics") else {
        let id = file.parse().map_err(|_| Error::NotFound)?;
        let id = activities::find(&cx, id).await?.id;
        return Ok(Redirect::to(&format!("/activities/{id}")).into_response());
    };
    let id: ActivityId = id.parse().map_err(|_| Error::NotFound)?;
    let text = ics::file(&cx.app, &cx.actor, id).await?.ok_or(Error::NotFound)?;
    let name = format!("attachment; filename=\"appointment-{id}.ics\"");
    let headers = [
        (header::CONTENT_TYPE, TYPE.to_owned()),
        (header::CONTENT_DISPOSITION, name),
    ];
    Ok((headers, text).into_response())
}
