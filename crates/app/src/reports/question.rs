//! What a report was asked, once its URL is understood; or what could not be, told as the page that answers it.

use askama::Template;
use axum::{
    http::{StatusCode, header},
    response::{IntoResponse as _, Response},
};
use serde_json::json;

use crate::{cx::Cx, error::Result, page::Page, t};

/// What was asked, or what could not be understood, in words.
pub enum Question<A> {
    /// Understood.
    Asked(Box<A>),
    /// Not understood: messages that name the field, the value and the remedy.
    Refused(Vec<String>),
    /// There is no pipeline yet.
    NoPipeline,
}

#[derive(Template)]
#[template(path = "reports/views/refused.html")]
struct RefusedPage {
    page: Page,
    refused: Vec<String>,
    back_href: &'static str,
}

/// Answers a question that was not understood: 422, as a page or as problem details.
///
/// # Errors
/// When the template fails to render.
pub fn refuse(cx: &Cx, title: String, back_href: &'static str, refused: Vec<String>) -> Result<Response> {
    if cx.wants.json {
        let problem = json!({ "status": 422, "title": t!(cx, "report-refused"), "errors": refused });
        let kind = [(header::CONTENT_TYPE, "application/problem+json")];
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, kind, problem.to_string()).into_response());
    }
    let page = RefusedPage {
        page: cx.page(title),
        refused,
        back_href,
    };
    cx.html_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
}
