//! Plan or log an activity, and change one: the form as a dialog or a page of its own.

use askama::Template;
use axum::{
    extract::Path,
    response::{IntoResponse as _, Redirect, Response},
};
use kit::fields::{Fields, QueryFields};

use super::{
    about::About,
    activity::{self, Change},
    answer::{answer, entered_text, undone_by},
    choices,
    entry_form::{self, Offer},
    record,
    table::{Model, State, Way},
};
use crate::{
    appointments,
    cx::Cx,
    error::{Error, Result},
    form::Form,
    ids::ActivityId,
    page::Page,
    t,
};

/// The form.
#[derive(Template)]
#[template(path = "activities/views/entry.html")]
pub(super) struct EntryPage {
    pub page: Page,
    pub form: Form,
    pub offer: Offer,
    /// The activity that is being changed.
    pub changed: Option<Model>,
    /// What was said in one line.
    pub line: String,
}

impl EntryPage {
    fn action(&self) -> String {
        match &self.changed {
            Some(activity) => format!("/activities/{}", activity.id),
            None => "/activities".to_owned(),
        }
    }

    /// Where one goes on without JavaScript.
    fn way_out(&self) -> String {
        match &self.offer.about {
            Some(named) => named.about.path(),
            None => "/activities".to_owned(),
        }
    }

    /// Whether the fields that are rarely needed say something: they are then open.
    fn says_more(&self) -> bool {
        let is_others = self
            .page
            .actor
            .as_ref()
            .and_then(|actor| actor.user)
            .is_some_and(|me| !self.form.is("owner", me));
        let is_said = |name: &str| !self.form.value(name).is_empty();
        self.changed.is_some() || !self.form.is_good() || is_others || is_said("minutes") || is_said("way")
    }

    /// Where a draft of it is kept.
    fn draft(&self) -> String {
        let about = self.offer.about.as_ref().map(|named| named.about.code());
        self.page.draft(&match &self.changed {
            Some(activity) => format!("activity/{}/edit", activity.id),
            None => format!("activity/new/{}", about.unwrap_or_default()),
        })
    }

    /// Whether there is a result to be told.
    fn is_done(&self) -> bool {
        self.form.fields().flag("done")
    }

    fn has_contact(&self, id: &crate::ids::ContactId) -> bool {
        self.form.fields().all("contact").any(|ticked| ticked == id.to_string())
    }
}

/// `GET /activities/new?deal=7`, `?company=3`, `?lead=5`: the form; `state=planned` for something to come.
///
/// # Errors
/// When the database is away; [`Error::NotFound`] for a deal or company that is not there for this person.
pub async fn new(cx: Cx, QueryFields(query): QueryFields) -> Result<Response> {
    let about = ["deal", "company", "lead"].into_iter().find_map(|name| {
        let id = query.get(name)?;
        Some(About::from_code(&format!("{name}-{id}")))
    });
    let mut form = blank(&cx, query.text("state") != "planned")?;
    if let Some(about) = about {
        form.set("about", about.ok_or(Error::NotFound)?.code());
    }
    form.set("kind", query.text("kind"));
    form.set("back", query.text("back"));
    let offer = entry_form::offer(&cx, &form, None).await?;
    if about.is_some() && offer.about.is_none() {
        return Err(Error::NotFound);
    }
    suggest(&mut form, &offer);
    show(&cx, form, offer, None, String::new())
}

/// A form about nothing yet, for now.
pub(super) fn blank(cx: &Cx, is_done: bool) -> Result<Form> {
    let mut form = Form::new(cx.texts(), Fields::default());
    form.set("once", kit::random::token());
    form.set("done", if is_done { "1" } else { "" });
    form.set("day", cx.today());
    form.set("owner", cx.user()?);
    Ok(form)
}

/// Fills in what is most likely: the customer takes part in what is done with them, and a call comes next.
pub(super) fn suggest(form: &mut Form, offer: &Offer) {
    let kind = offer.kinds.iter().find(|kind| form.is("kind", kind.id));
    if kind.is_none_or(|kind| kind.way.is_with_customer()) {
        form.set("customer", "1");
    }
    if let (true, Some(usual)) = (form.value("next_kind").is_empty(), entry_form::usual_next(&offer.kinds)) {
        form.set("next_kind", usual.id);
    }
}

/// Draws the form: as a new one, or with what is wrong about it.
pub(super) fn show(cx: &Cx, form: Form, offer: Offer, changed: Option<Model>, line: String) -> Result<Response> {
    let title = match changed {
        Some(_) => t!(cx, "activity-edit"),
        None => t!(cx, "activity-new"),
    };
    let status = form.status();
    let page = EntryPage {
        page: cx.page(title).narrow(),
        form,
        offer,
        changed,
        line,
    };
    cx.html_with(status, &page)
}

/// `POST /activities`: plans or logs it, and plans what comes next.
///
/// # Errors
/// As [`activity::create`]; when the database is away.
pub async fn create(cx: Cx, fields: Fields) -> Result<Response> {
    let mut form = Form::new(cx.texts(), fields);
    let offer = entry_form::offer(&cx, &form, None).await?;
    let Some(entered) = entry_form::read(&cx, &mut form, &offer, None).await? else {
        return show(&cx, form, offer, None, String::new());
    };
    let mut tx = cx.begin().await?;
    if !tx.is_first_time(form.fields()).await? {
        return answer(
            &cx,
            form.fields(),
            None,
            kit::flash::Toast::new(t!(cx, "activity-logged")),
        )
        .await;
    }
    let activity = activity::create(&mut tx, entered.activity()).await?;
    let next = entered.next_activity();
    let has_next = next.is_some();
    if let Some(next) = next {
        activity::create(&mut tx, next).await?;
    }
    tx.commit().await?;
    let text = entered_text(&cx, &activity, has_next);
    let toast = undone_by(&cx, form.fields(), &activity, text, "delete");
    answer(&cx, form.fields(), Some(&activity), toast).await
}

/// `GET /activities/{id}/edit`: the form with what the activity says; an appointment to come has a form of its own.
///
/// # Errors
/// [`Error::NotFound`] when it is not there for this person.
pub async fn edit(cx: Cx, Path(id): Path<ActivityId>, QueryFields(query): QueryFields) -> Result<Response> {
    let activity = record::find(&cx, id).await?;
    if activity.state == State::Planned && appointments::details(cx.db(), id).await?.is_some() {
        return Ok(Redirect::to(&appointments::edit_path(&activity, query.text("back"))).into_response());
    }
    let mut form = Form::new(cx.texts(), written(&cx, &activity).await?);
    form.set("back", query.text("back"));
    let offer = entry_form::offer(&cx, &form, Some(&activity)).await?;
    show(&cx, form, offer, Some(activity), String::new())
}

/// `POST /activities/{id}`: changes it.
///
/// # Errors
/// As [`activity::change`]; a version that is no longer the newest shows what the other person wrote instead.
pub async fn change(cx: Cx, Path(id): Path<ActivityId>, fields: Fields) -> Result<Response> {
    let current = record::find(&cx, id).await?;
    let mut form = Form::new(cx.texts(), fields);
    let state = if current.done_at.is_some() { "1" } else { "" };
    form.set("done", state);
    form.set("about", about_of(&current).map_or_else(String::new, About::code));
    let offer = entry_form::offer(&cx, &form, Some(&current)).await?;
    let entered = entry_form::read(&cx, &mut form, &offer, Some(&current)).await?;
    let Some(entered) = entered else {
        return show(&cx, form, offer, Some(current), String::new());
    };
    let version = form.fields().number("version");
    let done = entered.done.clone();
    let change = Change {
        kind: Some(entered.kind),
        way: Some(entered.way),
        owner: Some(entered.owner),
        subject: Some(entered.subject),
        when: Some(entered.when),
        minutes: Some(entered.minutes),
        contacts: Some(entered.contacts),
        result: done.as_ref().map(|done| done.result.clone()),
        customer_took_part: done.map(|done| done.customer_took_part),
        more: false,
    };
    let mut tx = cx.begin().await?;
    match activity::change(&mut tx, id, version, change).await {
        Err(Error::Stale) => {
            tx.rollback().await?;
            let newest = record::find(&cx, id).await?;
            tell_theirs(&cx, &mut form, &offer, &newest).await?;
            show(&cx, form, offer, Some(newest), String::new())
        }
        Err(error) => Err(error),
        Ok(activity) => {
            tx.commit().await?;
            let toast = kit::flash::Toast::new(t!(cx, "activity-changed"));
            answer(&cx, form.fields(), Some(&activity), toast).await
        }
    }
}

/// Says per field what somebody else wrote, and lets what is typed be saved over it.
pub(super) async fn tell_theirs(cx: &Cx, form: &mut Form, offer: &Offer, newest: &Model) -> Result<()> {
    let theirs = written(cx, newest).await?;
    let named = |name: &str, value: &str| match name {
        "kind" => offer
            .kinds
            .iter()
            .find(|kind| kind.id.to_string() == value)
            .map(|kind| kind.name.clone()),
        "owner" => offer
            .people
            .iter()
            .find(|person| person.id.to_string() == value)
            .map(|person| person.name.clone()),
        "way" => Way::from_code(value).map(|way| way.label(&cx.texts())),
        "customer" => Some(match value {
            "" => t!(cx, "activity-customer-no"),
            _ => t!(cx, "activity-customer-yes"),
        }),
        _ => None,
    };
    let mut differs = false;
    for name in [
        "kind", "way", "day", "time", "minutes", "owner", "subject", "result", "customer",
    ] {
        let (typed, value) = (form.value(name).to_owned(), theirs.text(name).to_owned());
        if form.fields().has(name) && typed != value {
            form.theirs(name, named(name, &value).unwrap_or(value));
            differs = true;
        }
    }
    if !differs {
        // What they wrote is what was typed, or lies in fields that are not here.
        form.theirs("version", "");
    }
    form.set("version", newest.version);
    Ok(())
}

/// What the form says of an activity.
pub(super) async fn written(cx: &Cx, activity: &Model) -> Result<Fields> {
    let mut fields = Fields::default();
    fields.set("version", activity.version.to_string());
    fields.set("about", about_of(activity).map_or_else(String::new, About::code));
    fields.set("done", if activity.done_at.is_some() { "1" } else { "" });
    fields.set("kind", activity.kind_id.to_string());
    fields.set("way", activity.way.code());
    fields.set("day", activity.starts_at.day(cx.zone()).to_string());
    if !activity.all_day {
        fields.set("time", activity.starts_at.clock_time(cx.zone()));
    }
    fields.set(
        "minutes",
        activity.minutes.map(|minutes| minutes.to_string()).unwrap_or_default(),
    );
    fields.set("owner", activity.owner_id.to_string());
    fields.set("subject", activity.subject.as_str());
    fields.set("result", activity.result.as_str());
    fields.set("customer", if activity.customer_took_part { "1" } else { "" });
    for contact in choices::contacts_of(cx.db(), activity.id).await? {
        fields.add("contact", contact.id.to_string());
    }
    Ok(fields)
}

/// What it is about.
pub(crate) fn about_of(activity: &Model) -> Option<About> {
    let deal = activity.deal_id.map(About::Deal);
    let lead = activity.lead_id.map(About::Lead);
    deal.or(lead).or(activity.company_id.map(About::Company))
}
