//! The line of quick entry: what it says is shown in the form, to be corrected and saved. A kind that was clicked
//! without words is logged at once.

use axum::response::Response;
use kit::{fields::Fields, flash::Toast};

use super::{
    about::{self, About},
    activity::{self, Done, NewActivity},
    answer::{answer, entered_text, undone_by},
    choices::{self, Kind},
    entry_form,
    entry_pages::{blank, show, suggest},
    quick_entry::Said,
    quick_vocabulary,
    when::When,
};
use crate::{
    cx::Cx,
    error::{Error, Result},
    form::Form,
    t,
};

/// `POST /activities/quick`: `text`, and from the page of a deal `about` and perhaps `kind`.
///
/// # Errors
/// [`Error::NotFound`] for a deal or kind that is not there for this person; when the database is away.
pub async fn create(cx: Cx, fields: Fields) -> Result<Response> {
    let context = match About::from_code(fields.text("about")) {
        None => None,
        Some(about) => Some(about::named(cx.db(), &cx.actor, about).await?.ok_or(Error::NotFound)?),
    };
    let line = fields.text("text").to_owned();
    let kinds = choices::kinds(cx.db(), &[]).await?;
    let clicked = kinds.iter().find(|kind| fields.number("kind") == Some(kind.id.0));
    if let (true, Some(context), Some(kind)) = (line.is_empty(), &context, clicked) {
        return log_now(&cx, &fields, context, kind).await;
    }
    let understood = quick_vocabulary::read(&cx.app, &cx.actor, &line, cx.today(), context).await?;
    let entry = understood.entry;
    let mut form = blank(&cx, entry.is_done)?;
    form.set("back", fields.text("back"));
    fill(&mut form, "", &entry.activity);
    if let Some(day) = entry.activity.day {
        form.set("day", day);
    }
    if let Some(next) = &entry.next {
        fill(&mut form, "next_", next);
    }
    if let (None, Some(clicked)) = (entry.activity.kind, clicked) {
        form.set("kind", clicked.id);
    }
    if let [only] = understood.about.as_slice() {
        form.set("about", only.about.code());
    }
    let mut offer = entry_form::offer(&cx, &form, None).await?;
    if offer.about.is_none() {
        offer.candidates = understood.about;
    }
    suggest(&mut form, &offer);
    form.set("customer", if entry.customer_took_part { "1" } else { "" });
    show(&cx, form, offer, None, line)
}

fn fill(form: &mut Form, prefix: &str, said: &Said) {
    let mut set = |name: &str, value: Option<String>| {
        if let Some(value) = value {
            form.set(&format!("{prefix}{name}"), value);
        }
    };
    set("kind", said.kind.map(|kind| kind.to_string()));
    set("day", said.day.map(|day| day.to_string()));
    set("time", said.time.map(|time| time.format("%H:%M").to_string()));
    set("minutes", said.minutes.map(|minutes| minutes.to_string()));
    set("subject", Some(said.subject.clone()));
}

/// Logs that something of this kind was done just now.
async fn log_now(cx: &Cx, fields: &Fields, context: &about::Named, kind: &Kind) -> Result<Response> {
    let done = Done {
        result: String::new(),
        customer_took_part: kind.way.is_with_customer(),
    };
    let clock = cx.now.utc().with_timezone(&cx.zone()).time();
    let new = NewActivity {
        deal: context.about.deal(),
        lead: context.about.lead(),
        company: context.company_id(),
        owner: cx.user()?,
        kind: kind.id,
        way: None,
        subject: String::new(),
        when: When {
            day: cx.today(),
            time: Some(clock),
        },
        minutes: None,
        contacts: Vec::new(),
        done: Some(done),
        external_id: None,
    };
    let mut tx = cx.begin().await?;
    if !tx.is_first_time(fields).await? {
        return answer(cx, fields, None, Toast::new(t!(cx, "activity-logged"))).await;
    }
    let activity = activity::create(&mut tx, new).await?;
    tx.commit().await?;
    let text = entered_text(cx, &activity, false);
    let toast = undone_by(cx, fields, &activity, text, "delete");
    answer(cx, fields, Some(&activity), toast).await
}
