//! `/notices`: what colleagues told, and that it was read.

use askama::Template;
use axum::{extract::Path, response::Response};
use kit::fields::Fields;

use super::notices::{self, Notice};
use crate::{cx::Cx, error::Result, ids::NoticeId, page::Page, t};

#[derive(Template)]
#[template(path = "guard/views/list.html")]
struct ListPage {
    page: Page,
    notices: Vec<Notice>,
    back: &'static str,
}

impl ListPage {
    /// The newest of those that were not read, if any.
    fn last(&self) -> Option<NoticeId> {
        let unread = self.notices.iter().filter(|notice| !notice.is_read);
        unread.map(|notice| notice.id).max()
    }

    fn day(&self, notice: &Notice) -> String {
        self.page.day(self.page.day_of(notice.at))
    }

    fn iso_day(&self, notice: &Notice) -> String {
        self.page.day_of(notice.at).to_string()
    }
}

/// `GET /notices`: the newest, those that were not read first.
///
/// # Errors
/// When the database is away.
pub async fn list(cx: Cx) -> Result<Response> {
    let notices = notices::newest(&cx).await?;
    let page = cx.page(t!(cx, "notice-page"));
    cx.html(&ListPage {
        page,
        notices,
        back: "/notices",
    })
}

/// `POST /notices/{id}/read`.
///
/// # Errors
/// [`Error::NotFound`](crate::error::Error::NotFound) for what is not theirs.
pub async fn mark(cx: Cx, Path(id): Path<NoticeId>, form: Fields) -> Result<Response> {
    let tx = cx.begin().await?;
    notices::mark(&tx, id).await?;
    tx.commit().await?;
    Ok(cx.see(way_back(&form), None))
}

/// `POST /notices/read`: all up to the number in `last`.
///
/// # Errors
/// When the database is away.
pub async fn mark_all(cx: Cx, form: Fields) -> Result<Response> {
    let tx = cx.begin().await?;
    notices::mark_all(&tx, NoticeId(form.number("last").unwrap_or(0))).await?;
    tx.commit().await?;
    Ok(cx.see(way_back(&form), None))
}

fn way_back(form: &Fields) -> &'static str {
    match form.text("back") {
        "/activities" => "/activities",
        _ => "/notices",
    }
}
