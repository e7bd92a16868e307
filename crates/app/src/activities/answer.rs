//! What an act on an activity answers: where it was done from a frame, the frames that show it fetch themselves anew
//! and the page stays; else one goes on to where one came from.

use axum::response::{IntoResponse as _, Response};
use kit::{fields::Fields, flash::Toast, turbo::Streams};

use super::{about::About, entry_pages::about_of, overdue, table::Model};
use crate::{cx::Cx, deals, error::Result, t};

/// Answers after an act. `fields` are those of its form: `back` says where to go on, `stay` that it came from a toast
/// over a page of which only frames change.
pub(crate) async fn answer(cx: &Cx, fields: &Fields, activity: Option<&Model>, toast: Toast) -> Result<Response> {
    if !stays(cx, fields) {
        return Ok(cx.see(&way_back(fields, activity), Some(toast)));
    }
    let mut frames = vec!["activities".to_owned(), "calendar".to_owned(), "drawer".to_owned()];
    if let Some(activity) = activity {
        frames.push(format!("activity_{}", activity.id));
        frames.extend(activity.company_id.map(|id| format!("company_{id}")));
        frames.extend(activity.lead_id.map(|id| format!("lead_{id}")));
        if let Some(id) = activity.deal_id {
            frames.push(format!("deal_{id}"));
            frames.extend(phase_of(cx, activity).await?);
        }
    }
    let badge = overdue::badge(&cx.app, &cx.actor, cx.now).await?;
    let streams = Streams::new().reload(frames).update("overdue", &badge);
    Ok(cx.toast_stream(streams, toast)?.into_response())
}

/// A toast whose button takes the act back, and answers as the act did.
pub(crate) fn undone_by(cx: &Cx, fields: &Fields, activity: &Model, text: String, act: &str) -> Toast {
    let mut hidden = vec![("version".to_owned(), activity.version.to_string())];
    if stays(cx, fields) {
        hidden.push(("stay".to_owned(), "1".to_owned()));
    } else {
        hidden.push(("back".to_owned(), way_back(fields, Some(activity))));
    }
    Toast::new(text).with_undo(format!("/activities/{}/{act}", activity.id), hidden)
}

/// What is said after an activity was logged or planned.
pub(super) fn entered_text(cx: &Cx, activity: &Model, has_next: bool) -> String {
    match (activity.done_at.is_some(), has_next) {
        (true, false) => t!(cx, "activity-logged"),
        (true, true) => t!(cx, "activity-logged-and-planned"),
        (false, _) => t!(cx, "activity-planned"),
    }
}

fn stays(cx: &Cx, fields: &Fields) -> bool {
    cx.wants.streams && (cx.wants.frame.is_some() || fields.flag("stay"))
}

fn way_back(fields: &Fields, activity: Option<&Model>) -> String {
    let back = fields.text("back");
    // A path of ours; `//` and `/\` would lead to another site.
    if back.starts_with('/') && !back.starts_with("//") && !back.contains('\\') {
        return back.to_owned();
    }
    let about = activity.and_then(about_of);
    about.map_or_else(|| "/activities".to_owned(), About::path)
}

/// The board's column that shows its deal.
async fn phase_of(cx: &Cx, activity: &Model) -> Result<Option<String>> {
    use sea_orm::{ColumnTrait as _, QueryFilter as _};
    let deal = deals::visible_to(&cx.actor)
        .filter(deals::Column::Id.eq(activity.deal_id))
        .one(cx.db())
        .await?;
    Ok(deal.map(|deal| format!("column_{}", deal.phase_id)))
}
