//! What every page of a deal starts and ends with: the deal somebody sees, and the answer after a success.

use axum::response::{IntoResponse as _, Response};
use kit::{flash::Toast, turbo::Streams};
use sea_orm::{ColumnTrait as _, QueryFilter as _};

use crate::{
    cx::Cx,
    deals::{self, Deal},
    error::{Error, Result},
    ids::{DealId, PhaseId},
    page::Page,
};

/// A deal, if this person sees it.
pub(super) async fn seen(cx: &Cx, id: DealId) -> Result<Deal> {
    let found = deals::visible_to(&cx.actor).filter(deals::Column::Id.eq(id));
    found.one(cx.db()).await?.ok_or(Error::NotFound)
}

/// As [`seen`], for a form: whoever may only read has no use for one.
pub(crate) async fn seen_to_change(cx: &Cx, id: DealId) -> Result<Deal> {
    if cx.actor.may_write() {
        seen(cx, id).await
    } else {
        Err(Error::Forbidden)
    }
}

/// A page of a form: in the dialog's frame, or as a page of its own.
pub(crate) fn form_page(cx: &Cx, title: String) -> Page {
    let mut page = cx.page(title).narrow();
    page.frame = page.frame.filter(|frame| frame == "dialog");
    page
}

/// After a success: whoever asked from within a page gets what changed there, everybody else the deal's page.
pub(crate) async fn saved(
    cx: &Cx,
    deal: &Deal,
    phases: impl IntoIterator<Item = PhaseId>,
    toast: Toast,
) -> Result<Response> {
    if cx.wants.streams && cx.wants.frame.is_some() {
        let mut frames = vec![format!("deal_{}", deal.id), "totals".to_owned()];
        frames.extend(phases.into_iter().map(|phase| format!("column_{phase}")));
        frames.dedup();
        let streams = Streams::new().reload(frames);
        return Ok(cx.toast_stream(streams, toast)?.into_response());
    }
    let path = match seen(cx, deal.id).await {
        Ok(_) => format!("/deals/{}", deal.id),
        // Handed over to somebody whose deals this person does not see.
        Err(Error::NotFound) => "/deals".to_owned(),
        Err(error) => return Err(error),
    };
    Ok(cx.see(&path, Some(toast)))
}
