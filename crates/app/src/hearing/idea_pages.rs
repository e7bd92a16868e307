//! `POST /deals/{id}/ideas`, `POST /ideas/{id}/delete`, `POST /ideas/{id}/restore`.

use axum::{extract::Path, response::Response};
use kit::{fields::Fields, flash::Toast};

use super::{
    idea::{self, NewIdea, TEXT},
    pages,
};
use crate::{
    cx::Cx,
    error::Result,
    form::Form,
    ids::{AnswerId, DealId, IdeaId},
    t,
};

/// `POST /deals/{id}/ideas`: `idea`, and `from` for each answer it was drawn from.
///
/// # Errors
/// [`NotFound`](crate::error::Error::NotFound) for what this person may not see.
pub async fn create(cx: Cx, Path(id): Path<DealId>, fields: Fields) -> Result<Response> {
    let mut form = Form::new(cx.texts(), fields);
    let text = form.value("idea").replace("\r\n", "\n");
    let length = text.chars().count();
    if text.is_empty() {
        form.wrong("idea", t!(cx, "idea-empty"));
    } else if length > TEXT {
        form.wrong("idea", t!(cx, "idea-long", most = TEXT, length = length));
    }
    if !form.is_good() {
        return pages::show_with(&cx, id, None, form).await;
    }
    let answers = form.fields().all("from").filter_map(|answer| answer.parse().ok());
    let answers: Vec<AnswerId> = answers.collect();
    let mut tx = cx.begin().await?;
    if tx.is_first_time(form.fields()).await? {
        let new = NewIdea {
            text,
            answers,
            by: None,
            at: None,
        };
        idea::note(&mut tx, id, &new).await?;
    }
    tx.commit().await?;
    Ok(cx.see(
        &format!("/deals/{id}/hearing#ideas"),
        Some(Toast::new(t!(cx, "idea-noted"))),
    ))
}

/// `POST /ideas/{id}/delete`.
///
/// # Errors
/// [`NotFound`](crate::error::Error::NotFound) for what this person may not see.
pub async fn delete(cx: Cx, Path(id): Path<IdeaId>, fields: Fields) -> Result<Response> {
    let version = fields.number("version").unwrap_or(0);
    let mut tx = cx.begin().await?;
    let deal = idea::set_deleted(&mut tx, id, version, true).await?;
    tx.commit().await?;
    let undo = vec![("version".to_owned(), (version + 1).to_string())];
    let toast = Toast::new(t!(cx, "idea-deleted")).with_undo(format!("/ideas/{id}/restore"), undo);
    Ok(cx.see(&format!("/deals/{deal}/hearing#ideas"), Some(toast)))
}

/// `POST /ideas/{id}/restore`.
///
/// # Errors
/// [`NotFound`](crate::error::Error::NotFound) for what this person may not see.
pub async fn restore(cx: Cx, Path(id): Path<IdeaId>, fields: Fields) -> Result<Response> {
    let version = fields.number("version").unwrap_or(0);
    let mut tx = cx.begin().await?;
    let deal = idea::set_deleted(&mut tx, id, version, false).await?;
    tx.commit().await?;
    let toast = Toast::new(t!(cx, "idea-restored"));
    Ok(cx.see(&format!("/deals/{deal}/hearing#ideas"), Some(toast)))
}
