//! `POST /deals/{id}/delete` and `/restore`.

use axum::{extract::Path, response::Response};
use kit::{fields::Fields, flash::Toast};

use crate::{cx::Cx, deals, error::Result, ids::DealId, t};

/// `POST /deals/{id}/delete`: the toast takes it back.
///
/// # Errors
/// [`NotFound`](crate::error::Error::NotFound) for what this person may not see,
/// [`Stale`](crate::error::Error::Stale) when somebody else was quicker.
pub async fn delete(cx: Cx, Path(id): Path<DealId>, fields: Fields) -> Result<Response> {
    let version = fields.number("version").unwrap_or(0);
    let mut tx = cx.begin().await?;
    let deal = deals::delete(&mut tx, id, Some(version)).await?;
    tx.commit().await?;
    let toast = Toast::new(t!(cx, "deal-was-deleted", title = deal.title.as_str()));
    let toast = toast.with_undo(format!("/deals/{id}/restore"), Vec::new());
    Ok(cx.see("/deals", Some(toast)))
}

/// `POST /deals/{id}/restore`.
///
/// # Errors
/// [`NotFound`](crate::error::Error::NotFound) when there is nothing deleted that this person may see.
pub async fn restore(cx: Cx, Path(id): Path<DealId>) -> Result<Response> {
    let mut tx = cx.begin().await?;
    let deal = deals::restore(&mut tx, id).await?;
    tx.commit().await?;
    let toast = Toast::new(t!(cx, "deal-was-restored", title = deal.title.as_str()));
    Ok(cx.see(&format!("/deals/{id}"), Some(toast)))
}
