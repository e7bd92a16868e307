//! The index of the settings.

use askama::Template;
use axum::response::Response;

use super::nav::{Section, sections};
use crate::{cx::Cx, error::Result, page::Page, t};

#[derive(Template)]
#[template(path = "settings/views/index.html")]
struct IndexPage {
    page: Page,
    sections: Vec<Section>,
}

/// `GET /settings`; whoever may set nothing here is led to their own settings.
pub async fn index(cx: Cx) -> Result<Response> {
    if !cx.actor.may_administer() {
        return Ok(cx.see("/me", None));
    }
    let page = cx.page(t!(cx, "settings"));
    let sections = sections(&page);
    cx.html(&IndexPage { page, sections })
}
