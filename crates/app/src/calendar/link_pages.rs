//! The link to one's calendar, among one's own settings: made, renewed, revoked.

use axum::{http::StatusCode, response::Response};
use kit::flash::Toast;

use super::links;
use crate::{accounts::me_pages, cx::Cx, error::Result, t};

/// What `views/link.html` shows.
#[derive(Clone, Debug, Default)]
pub struct CalendarLink {
    /// The day on which it was made; nothing while there is none.
    pub made_on: Option<String>,
    /// Its address, right after it was made: it is known now and never again.
    pub url: Option<String>,
}

impl CalendarLink {
    /// For one's own settings.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn read(cx: &Cx, url: Option<String>) -> Result<Self> {
        let made_at = links::made_at(cx.db(), cx.user()?).await?;
        let day = |at: crate::time::At| japan::short_date(at.day(cx.zone()), cx.today(), cx.texts().lang());
        Ok(Self {
            made_on: made_at.map(day),
            url,
        })
    }
}

/// `POST /me/calendar-link`: makes it, and shows it once. An older one ends.
///
/// # Errors
/// When the database is away.
pub async fn create(cx: Cx) -> Result<Response> {
    // Not `cx.begin()`: a viewer changes no record, but may read a calendar elsewhere.
    let mut tx = cx.app.begin(&cx.actor).await?;
    let path = links::make(&mut tx).await?;
    tx.commit().await?;
    let url = format!("{}{path}", cx.app.config().public_url);
    me_pages::draw_with_link(&cx, StatusCode::CREATED, url).await
}

/// `POST /me/calendar-link/revoke`: ends it.
///
/// # Errors
/// When the database is away.
pub async fn revoke(cx: Cx) -> Result<Response> {
    let mut tx = cx.app.begin(&cx.actor).await?;
    links::revoke(&mut tx).await?;
    tx.commit().await?;
    Ok(cx.see("/me", Some(Toast::new(t!(cx, "calendar-link-revoked")))))
}
