//! `POST /deals/{id}/checks`: a free item of the exit criteria, ticked where it stands.

use axum::{extract::Path, response::Response};
use kit::{fields::Fields, flash::Toast};

use super::answer::{saved, seen_to_change};
use crate::{
    cx::Cx,
    deals,
    error::{Error, Result},
    ids::{CriterionId, DealId},
    t,
};

/// `POST /deals/{id}/checks`: `criterion`, `version`, and `checked` unless the tick is taken back.
///
/// # Errors
/// [`Error::NotFound`] for what this person may not see and for what is no free item, [`Error::Forbidden`] for a viewer,
/// [`Error::Stale`] when somebody else was quicker.
pub async fn tick(cx: Cx, Path(id): Path<DealId>, fields: Fields) -> Result<Response> {
    let before = seen_to_change(&cx, id).await?;
    let criterion = fields.number("criterion").map(CriterionId).ok_or(Error::NotFound)?;
    let version = fields.number("version").unwrap_or(0);
    let mut tx = cx.begin().await?;
    let after = deals::set_check(&mut tx, id, Some(version), criterion, fields.flag("checked")).await?;
    tx.commit().await?;
    saved(&cx, &after, [before.phase_id], Toast::new(t!(cx, "deal-saved"))).await
}
