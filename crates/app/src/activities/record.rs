//! One activity: its page, and the acts that need no form of their own (cancel, delete, take a deletion back).

use askama::Template;
use axum::{extract::Path, response::Response};
use kit::{fields::Fields, flash::Toast};
use sea_orm::{ColumnTrait as _, QueryFilter as _};

use super::{
    about::{self, Named},
    activity,
    answer::{answer, undone_by},
    choices::{self, Contact},
    entry_pages::about_of,
    scope,
    table::{Column, Model, State},
};
use crate::{
    accounts,
    actor::Sees,
    appointments::AppointmentFacts,
    cx::Cx,
    error::{Error, Result},
    ids::ActivityId,
    masters::{self, Master},
    page::Page,
    t,
};

/// Reads an activity that this person sees.
pub(crate) async fn find(cx: &Cx, id: ActivityId) -> Result<Model> {
    let found = scope::visible_to(&cx.actor)
        .filter(Column::Id.eq(id))
        .one(cx.db())
        .await?;
    found.ok_or(Error::NotFound)
}

/// One activity.
#[derive(Template)]
#[template(path = "activities/views/show.html")]
struct RecordPage {
    page: Page,
    activity: Model,
    kind: String,
    owner: String,
    about: Option<Named>,
    contacts: Vec<Contact>,
    when: String,
    calendar: String,
    appointment: Option<AppointmentFacts>,
}

impl RecordPage {
    fn is_planned(&self) -> bool {
        self.activity.state == State::Planned
    }

    fn is_overdue(&self) -> bool {
        self.is_planned() && self.activity.due_at <= self.page.now
    }
}

/// `GET /activities/{id}`.
///
/// # Errors
/// [`Error::NotFound`] when it is not there for this person.
pub async fn show(cx: Cx, Path(id): Path<ActivityId>) -> Result<Response> {
    let activity = find(&cx, id).await?;
    let kinds = masters::names(cx.db(), Master::ActivityKind).await?;
    let kind = kinds.get(&activity.kind_id.0).cloned().unwrap_or_default();
    let about = match about_of(&activity) {
        Some(about) => about::named(cx.db(), &cx.actor, about).await?,
        None => None,
    };
    let page = cx.page(kind.clone());
    let day = page.day(activity.starts_at.day(cx.zone()));
    let when = match activity.all_day {
        true => day,
        false => format!("{day} {}", activity.starts_at.clock_time(cx.zone())),
    };
    let page = RecordPage {
        appointment: AppointmentFacts::read(&cx, &activity).await?,
        calendar: calendar(&cx, &activity),
        owner: accounts::name_of(cx.db(), activity.owner_id).await?,
        contacts: choices::contacts_of(cx.db(), id).await?,
        page,
        kind,
        about,
        when,
        activity,
    };
    cx.html(&page)
}

/// Its day in the calendar of whose it is, or in the reader's own who only comes along.
fn calendar(cx: &Cx, activity: &Model) -> String {
    let owner = activity.owner_id;
    let is_seen = match &cx.actor.sees {
        Sees::Everything => true,
        Sees::Owners(owners) => owners.contains(&owner),
    };
    let whose = match cx.actor.user {
        Some(me) if me != owner && is_seen => owner.to_string(),
        _ => "mine".to_owned(),
    };
    let day = activity.starts_at.day(cx.zone());
    format!("/calendar?view=day&on={day}&whose={whose}")
}

/// `POST /activities/{id}/cancel`: it will not take place.
///
/// # Errors
/// As [`activity::cancel`].
pub async fn cancel(cx: Cx, Path(id): Path<ActivityId>, fields: Fields) -> Result<Response> {
    let mut tx = cx.begin().await?;
    let activity = activity::cancel(&mut tx, id, fields.number("version")).await?;
    tx.commit().await?;
    let toast = undone_by(&cx, &fields, &activity, t!(cx, "activity-cancelled"), "resume");
    answer(&cx, &fields, Some(&activity), toast).await
}

/// `POST /activities/{id}/resume`: it will take place after all.
///
/// # Errors
/// As [`activity::resume`].
pub async fn resume(cx: Cx, Path(id): Path<ActivityId>, fields: Fields) -> Result<Response> {
    let mut tx = cx.begin().await?;
    let activity = activity::resume(&mut tx, id, fields.number("version")).await?;
    tx.commit().await?;
    let toast = Toast::new(t!(cx, "activity-resumed"));
    answer(&cx, &fields, Some(&activity), toast).await
}

/// `POST /activities/{id}/delete`.
///
/// # Errors
/// As [`activity::delete`].
pub async fn delete(cx: Cx, Path(id): Path<ActivityId>, fields: Fields) -> Result<Response> {
    let mut tx = cx.begin().await?;
    let activity = activity::delete(&mut tx, id, fields.number("version")).await?;
    tx.commit().await?;
    let toast = undone_by(&cx, &fields, &activity, t!(cx, "activity-deleted"), "restore");
    answer(&cx, &fields, Some(&activity), toast).await
}

/// `POST /activities/{id}/restore`.
///
/// # Errors
/// As [`activity::restore`].
pub async fn restore(cx: Cx, Path(id): Path<ActivityId>, fields: Fields) -> Result<Response> {
    let mut tx = cx.begin().await?;
    let activity = activity::restore(&mut tx, id).await?;
    tx.commit().await?;
    let toast = Toast::new(t!(cx, "activity-restored"));
    answer(&cx, &fields, Some(&activity), toast).await
}
