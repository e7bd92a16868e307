//! Finish an activity: what came of it, and in the same form what comes next.

use askama::Template;
use axum::{
    extract::Path,
    response::{IntoResponse as _, Redirect, Response},
};
use kit::{
    fields::{Fields, QueryFields},
    flash::Toast,
};

use super::{
    activity::{self, Finish, NewActivity},
    answer::answer,
    entry_form::{self, Next, Offer},
    entry_pages::{about_of, suggest, tell_theirs, written},
    record,
    table::{Model, State},
    when::When,
};
use crate::{
    cx::Cx,
    error::{Error, Result},
    form::Form,
    ids::ActivityId,
    page::Page,
    t,
};

/// The form.
#[derive(Template)]
#[template(path = "activities/views/done.html")]
struct DonePage {
    page: Page,
    form: Form,
    offer: Offer,
    activity: Model,
}

impl DonePage {
    fn kind(&self) -> &str {
        let kind = self.offer.kinds.iter().find(|kind| kind.id == self.activity.kind_id);
        kind.map_or("", |kind| kind.name.as_str())
    }

    /// `見積の件・原価管理パッケージ`.
    fn subtitle(&self) -> String {
        let about = self.offer.about.as_ref().map(|named| named.label());
        let parts = [Some(self.activity.subject.clone()), about];
        self.page.words.beside(parts.into_iter().flatten())
    }

    fn way_out(&self) -> String {
        match &self.offer.about {
            Some(named) => named.about.path(),
            None => "/activities".to_owned(),
        }
    }

    fn has_contact(&self, id: &crate::ids::ContactId) -> bool {
        self.form.fields().all("contact").any(|ticked| ticked == id.to_string())
    }
}

/// `GET /activities/{id}/done`: the form.
///
/// # Errors
/// [`Error::NotFound`] when it is not there for this person.
pub async fn new(cx: Cx, Path(id): Path<ActivityId>, QueryFields(query): QueryFields) -> Result<Response> {
    let activity = record::find(&cx, id).await?;
    if activity.state != State::Planned {
        return Ok(Redirect::to(&format!("/activities/{id}")).into_response());
    }
    let mut form = Form::new(cx.texts(), written(&cx, &activity).await?);
    form.set("once", kit::random::token());
    form.set("back", query.text("back"));
    // An appointment took place when it was planned; what was to be done some time that day is done when it is ticked.
    let was_then = !activity.all_day && activity.starts_at <= cx.now;
    if !was_then {
        form.set("day", cx.today());
        form.set("time", "");
    }
    let offer = entry_form::offer(&cx, &form, Some(&activity)).await?;
    suggest(&mut form, &offer);
    show(&cx, form, offer, activity)
}

fn show(cx: &Cx, form: Form, offer: Offer, activity: Model) -> Result<Response> {
    let status = form.status();
    let page = DonePage {
        page: cx.page(t!(cx, "activity-finish")).narrow(),
        form,
        offer,
        activity,
    };
    cx.html_with(status, &page)
}

/// `POST /activities/{id}/done`: finishes it and plans what comes next, both or neither.
///
/// # Errors
/// As [`activity::finish`]; a version that is no longer the newest shows what the other person wrote instead.
pub async fn create(cx: Cx, Path(id): Path<ActivityId>, fields: Fields) -> Result<Response> {
    let current = record::find(&cx, id).await?;
    let mut form = Form::new(cx.texts(), fields);
    form.set("about", written(&cx, &current).await?.text("about"));
    let offer = entry_form::offer(&cx, &form, Some(&current)).await?;
    let (finish, next) = read(&cx, &mut form, &offer, &current);
    if !form.is_good() {
        return show(&cx, form, offer, current);
    }
    let version = form.fields().number("version");
    let contacts = finish.contacts.clone().unwrap_or_default();
    let mut tx = cx.begin().await?;
    if !tx.is_first_time(form.fields()).await? {
        return answer(
            &cx,
            form.fields(),
            Some(&current),
            Toast::new(t!(cx, "activity-finished")),
        )
        .await;
    }
    let activity = match activity::finish(&mut tx, id, version, finish).await {
        Err(Error::Stale) => {
            tx.rollback().await?;
            let newest = record::find(&cx, id).await?;
            tell_theirs(&cx, &mut form, &offer, &newest).await?;
            return show(&cx, form, offer, newest);
        }
        finished => finished?,
    };
    let text = match next {
        None => t!(cx, "activity-finished"),
        Some(next) => {
            activity::create(&mut tx, following(&activity, next, contacts)).await?;
            t!(cx, "activity-finished-and-planned")
        }
    };
    tx.commit().await?;
    answer(&cx, form.fields(), Some(&activity), Toast::new(text)).await
}

fn read(cx: &Cx, form: &mut Form, offer: &Offer, current: &Model) -> (Finish, Option<Next>) {
    let day = entry_form::day(cx, form, "day");
    let time = entry_form::time(cx, form, "time");
    let when = day.zip(time).map(|(day, time)| When { day, time });
    if when.is_some_and(|when| when.starts_at(cx.zone()) > cx.now) {
        let value = form.value("day").to_owned();
        form.wrong("day", t!(cx, "activity-done-later", value = value));
    }
    // Whoever only comes along to an appointment may not see the deal: its contacts and what comes next are not theirs.
    let is_about_unseen = offer.about.is_none() && about_of(current).is_some();
    let finish = Finish {
        done: entry_form::done(form),
        when,
        minutes: entry_form::minutes(cx, form),
        contacts: (!is_about_unseen).then(|| entry_form::ticked(form, offer)),
    };
    let next = entry_form::next(cx, form, offer);
    if is_about_unseen && next.is_some() {
        form.wrong("next_day", t!(cx, "activity-next-unseen"));
    }
    (finish, next)
}

fn following(activity: &Model, next: Next, contacts: Vec<crate::ids::ContactId>) -> NewActivity {
    NewActivity {
        deal: activity.deal_id,
        lead: activity.lead_id,
        company: activity.company_id,
        owner: activity.owner_id,
        kind: next.kind,
        way: None,
        subject: next.subject,
        when: next.when,
        minutes: None,
        contacts,
        done: None,
        external_id: None,
    }
}
