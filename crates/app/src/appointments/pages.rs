//! The form of an appointment, as a dialog or a page of its own.

use askama::Template;
use axum::{
    extract::Path,
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use kit::{
    fields::{Fields, QueryFields},
    flash::Toast,
};

use super::{
    appointment::{self, Details},
    approach,
    form::{self, Current, Entered, WAYS},
    overlaps::{self, Overlap, Span},
};
use crate::{
    activities::{self, About, Activity, Offer, State},
    cx::Cx,
    error::{Error, Result},
    form::Form,
    guard::{self, Panel, Record, Started},
    ids::{ActivityId, ContactId, UserId},
    page::Page,
    t,
};

/// The form.
#[derive(Template)]
#[template(path = "appointments/views/edit.html")]
struct EditPage {
    page: Page,
    form: Form,
    offer: Offer,
    /// The appointment that is being changed.
    changed: Option<Activity>,
    /// What lies across it, to be seen before it is saved nevertheless.
    overlaps: Vec<Overlap>,
    /// That just these were seen.
    seal: String,
    /// Who else works with the customer.
    guard: Panel,
}

impl EditPage {
    fn action(&self) -> String {
        match &self.changed {
            Some(activity) => format!("/appointments/{}", activity.id),
            None => "/appointments".to_owned(),
        }
    }

    fn way_out(&self) -> String {
        let back = self.form.value("back");
        if back.starts_with("/calendar") {
            return back.to_owned();
        }
        match &self.offer.about {
            Some(named) => named.about.path(),
            None => "/activities".to_owned(),
        }
    }

    fn draft(&self) -> String {
        let about = self.offer.about.as_ref().map(|named| named.about.code());
        self.page.draft(&match &self.changed {
            Some(activity) => format!("appointment/{}/edit", activity.id),
            None => format!("appointment/new/{}", about.unwrap_or_default()),
        })
    }

    fn has_contact(&self, id: &ContactId) -> bool {
        self.form.fields().all("contact").any(|ticked| ticked == id.to_string())
    }

    fn has_member(&self, id: &UserId) -> bool {
        self.form.fields().all("member").any(|ticked| ticked == id.to_string())
    }

    fn members(&self) -> usize {
        self.form.fields().all("member").count()
    }

    fn is_planned(&self) -> bool {
        self.changed
            .as_ref()
            .is_some_and(|activity| activity.state == State::Planned)
    }

    /// Whether it is over, so that what came of it can be told.
    fn is_over(&self) -> bool {
        let is_over = |activity: &Activity| activity.starts_at <= self.page.now;
        self.is_planned() && self.changed.as_ref().is_some_and(is_over)
    }
}

/// `GET /appointments/new?deal=7`, `?company=3`, `?lead=5`: the form; `on` and `at` say the day and time of an empty place in the
/// calendar.
///
/// # Errors
/// [`Error::NotFound`] for a deal or company that is not there for this person.
pub async fn new(cx: Cx, QueryFields(query): QueryFields) -> Result<Response> {
    let about = ["deal", "company", "lead"].into_iter().find_map(|name| {
        let id = query.get(name)?;
        Some(About::from_code(&format!("{name}-{id}")))
    });
    let mut form = Form::new(cx.texts(), Fields::default());
    form.set("once", kit::random::token());
    form.set("owner", cx.user()?);
    form.set("back", query.text("back"));
    form.set("day", query.text("on"));
    form.set("time", query.text("at"));
    form.set("way", WAYS[0].code());
    if let Some(about) = about {
        form.set("about", about.ok_or(Error::NotFound)?.code());
    }
    let offer = activities::offer(&cx, &form, None).await?;
    if about.is_some() && offer.about.is_none() {
        return Err(Error::NotFound);
    }
    show(&cx, form, offer, None, Vec::new())
}

fn show(cx: &Cx, form: Form, offer: Offer, changed: Option<Activity>, overlaps: Vec<Overlap>) -> Result<Response> {
    show_guarded(cx, form, offer, changed, overlaps, Panel::default())
}

fn show_guarded(
    cx: &Cx,
    form: Form,
    offer: Offer,
    changed: Option<Activity>,
    overlaps: Vec<Overlap>,
    guard: Panel,
) -> Result<Response> {
    let title = match changed {
        Some(_) => t!(cx, "appointment-edit"),
        None => t!(cx, "appointment-new"),
    };
    let status = if overlaps.is_empty() {
        guard.status(&form)
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let page = EditPage {
        guard,
        page: cx.page(title).narrow(),
        seal: overlaps::seal(&overlaps),
        form,
        offer,
        changed,
        overlaps,
    };
    cx.html_with(status, &page)
}

/// What lies across it that this person has not yet said to be all right.
async fn unseen_overlaps(
    cx: &Cx,
    form: &Form,
    people: &[UserId],
    span: Span,
    except: Option<ActivityId>,
) -> Result<Vec<Overlap>> {
    let found = overlaps::overlaps(cx, people, span, except).await?;
    if found.is_empty() || form.is("anyway", overlaps::seal(&found)) {
        return Ok(Vec::new());
    }
    Ok(found)
}

/// `POST /appointments`: plans it. What lies across it is shown first; sent again with that, it is planned nevertheless.
///
/// # Errors
/// As [`appointment::create`].
pub async fn create(cx: Cx, fields: Fields) -> Result<Response> {
    let mut form = Form::new(cx.texts(), fields);
    let offer = activities::offer(&cx, &form, None).await?;
    let Some(mut entered) = form::read(&cx, &mut form, &offer, None)? else {
        return show(&cx, form, offer, None, Vec::new());
    };
    let entry = approach::entry(&cx, &offer, &entered).await?;
    // Before it is asked who is busy: the same form sent again would find itself in the way.
    let (mut tx, decision) = match guard::start(&cx, &mut form, &entry).await? {
        Started::Go(tx, decision) => (tx, decision),
        Started::Stop(panel) => return show_guarded(&cx, form, offer, None, Vec::new(), *panel),
        Started::Again => {
            if let (true, Some(named)) = (form.value("back").is_empty(), &offer.about) {
                form.set("back", named.about.path());
            }
            let toast = Toast::new(t!(cx, "appointment-planned"));
            return activities::answer(&cx, form.fields(), None, toast).await;
        }
    };
    entered.decided(decision.as_deref());
    let overlaps = unseen_overlaps(&cx, &form, &entered.people(), entered.span(&cx), None).await?;
    if !overlaps.is_empty() {
        tx.rollback().await?;
        return show(&cx, form, offer, None, overlaps);
    }
    let activity = appointment::create(&mut tx, entered.activity(), &entered.details).await?;
    if let Some(decision) = &decision {
        let record = Record::Appointment(activity.id, activity.deal_id, activity.company_id);
        guard::tell(&mut tx, decision, record).await?;
    }
    tx.commit().await?;
    let text = t!(cx, "appointment-planned");
    let toast = activities::undone_by(&cx, form.fields(), &activity, text, "delete");
    activities::answer(&cx, form.fields(), Some(&activity), toast).await
}

/// Where an appointment is changed.
#[must_use]
pub fn edit_path(activity: &Activity, back: &str) -> String {
    let mut query = Fields::default();
    query.set("back", back);
    let query = query.encode();
    let mark = if query.is_empty() { "" } else { "?" };
    format!("/appointments/{}/edit{mark}{query}", activity.id)
}

/// `GET /appointments/{id}/edit`: the form with what it says. What came of one that is done is told elsewhere.
///
/// # Errors
/// [`Error::NotFound`] when it is not there for this person.
pub async fn edit(cx: Cx, Path(id): Path<ActivityId>, QueryFields(query): QueryFields) -> Result<Response> {
    let activity = activities::find(&cx, id).await?;
    if activity.state != State::Planned {
        return Ok(Redirect::to(&format!("/activities/{id}")).into_response());
    }
    let details = appointment::details(cx.db(), id).await?.unwrap_or_default();
    let mut form = Form::new(cx.texts(), Fields::default());
    let offered = activities::offer(&cx, &form_about(&cx, &activity), Some(&activity)).await?;
    for (name, value) in written(&cx, &activity, &details, &offered).await?.pairs() {
        form.add(name, value);
    }
    form.set("back", query.text("back"));
    show(&cx, form, offered, Some(activity), Vec::new())
}

/// A form that says only what it is about, for what depends on that.
fn form_about(cx: &Cx, activity: &Activity) -> Form {
    let mut form = Form::new(cx.texts(), Fields::default());
    form.set(
        "about",
        activities::about_of(activity).map_or_else(String::new, About::code),
    );
    form
}

/// `POST /appointments/{id}`: changes it, or makes an appointment of an activity.
///
/// # Errors
/// As [`appointment::change`]; a version that is no longer the newest shows what the other person wrote instead.
pub async fn change(cx: Cx, Path(id): Path<ActivityId>, fields: Fields) -> Result<Response> {
    let activity = activities::find(&cx, id).await?;
    let details = appointment::details(cx.db(), id).await?.unwrap_or_default();
    let mut form = Form::new(cx.texts(), fields);
    form.set(
        "about",
        activities::about_of(&activity).map_or_else(String::new, About::code),
    );
    let offer = activities::offer(&cx, &form, Some(&activity)).await?;
    let current = Current {
        activity: &activity,
        details: &details,
    };
    let Some(entered) = form::read(&cx, &mut form, &offer, Some(current))? else {
        return show(&cx, form, offer, Some(activity), Vec::new());
    };
    let version = form.fields().number("version");
    if moves(&cx, &entered, current) && version == Some(activity.version) {
        let overlaps = unseen_overlaps(&cx, &form, &entered.people(), entered.span(&cx), Some(id)).await?;
        if !overlaps.is_empty() {
            return show(&cx, form, offer, Some(activity), overlaps);
        }
    }
    let mut tx = cx.begin().await?;
    match appointment::change(&mut tx, id, version, entered.change(), &entered.details).await {
        Err(Error::Stale) => {
            tx.rollback().await?;
            let newest = activities::find(&cx, id).await?;
            tell_theirs(&cx, &mut form, &offer, &newest).await?;
            show(&cx, form, offer, Some(newest), Vec::new())
        }
        Err(error) => Err(error),
        Ok(activity) => {
            tx.commit().await?;
            let toast = Toast::new(t!(cx, "activity-changed"));
            activities::answer(&cx, form.fields(), Some(&activity), toast).await
        }
    }
}

/// Whether its time or its people become others: only then is it asked who is busy.
fn moves(cx: &Cx, entered: &Entered, current: Current<'_>) -> bool {
    let mut people = vec![current.activity.owner_id];
    people.extend(&current.details.members);
    let span = Span::of(current.activity.starts_at, current.activity.minutes);
    entered.span(cx) != span || entered.people().iter().any(|person| !people.contains(person))
}

/// Says per field what somebody else wrote, and lets what is typed be saved over it.
async fn tell_theirs(cx: &Cx, form: &mut Form, offer: &Offer, newest: &Activity) -> Result<()> {
    let details = appointment::details(cx.db(), newest.id).await?.unwrap_or_default();
    let theirs = written(cx, newest, &details, offer).await?;
    let mut differs = false;
    for name in [
        "subject", "way", "day", "time", "until", "place", "link", "phone", "owner", "purpose", "bring",
    ] {
        let (typed, value) = (form.value(name).to_owned(), theirs.text(name).to_owned());
        if !form.fields().has(name) || is_same(cx, name, &typed, &value) {
            continue;
        }
        let named = match name {
            "owner" => offer
                .people
                .iter()
                .find(|person| person.id.to_string() == value)
                .map(|person| person.name.clone()),
            "way" => activities::Way::from_code(&value).map(|way| way.label(&cx.texts())),
            _ => None,
        };
        form.theirs(name, named.unwrap_or(value));
        differs = true;
    }
    if !differs {
        // What they wrote is what was typed, or lies in fields that are not compared one by one.
        form.theirs("version", "");
    }
    form.set("version", newest.version);
    Ok(())
}

/// Whether two texts say the same: days and times are typed in many ways.
fn is_same(cx: &Cx, name: &str, typed: &str, theirs: &str) -> bool {
    let day = |text| japan::parse_date(text, cx.today()).ok();
    match name {
        "day" => day(typed).is_some_and(|typed| Some(typed) == day(theirs)),
        "time" | "until" => {
            let time = activities::parse_time(typed);
            time.map_or(typed == theirs, |typed| Some(typed) == activities::parse_time(theirs))
        }
        _ => typed.replace("\r\n", "\n") == theirs,
    }
}

/// What the form says of an appointment.
async fn written(cx: &Cx, activity: &Activity, details: &Details, offer: &Offer) -> Result<Fields> {
    let mut fields = Fields::default();
    let usual = form::usual_kind(&offer.kinds, activity.way);
    let is_usual = usual.is_some_and(|kind| kind.id == activity.kind_id);
    let starts_at = activity.starts_at;
    fields.set("version", activity.version.to_string());
    fields.set(
        "about",
        activities::about_of(activity).map_or_else(String::new, About::code),
    );
    fields.set(
        "kind",
        if is_usual {
            String::new()
        } else {
            activity.kind_id.to_string()
        },
    );
    fields.set("way", activity.way.code());
    fields.set("day", starts_at.day(cx.zone()).to_string());
    if !activity.all_day {
        fields.set("time", starts_at.clock_time(cx.zone()));
        fields.set("until", form::until(cx, activity));
    }
    fields.set("owner", activity.owner_id.to_string());
    fields.set("subject", activity.subject.as_str());
    fields.set("place", details.place.as_str());
    fields.set("link", details.link.as_str());
    fields.set("phone", details.phone.as_str());
    fields.set("purpose", details.purpose.as_str());
    fields.set("bring", details.bring.as_str());
    for member in &details.members {
        fields.add("member", member.to_string());
    }
    for contact in activities::contacts_of(cx.db(), activity.id).await? {
        fields.add("contact", contact.id.to_string());
    }
    Ok(fields)
}
