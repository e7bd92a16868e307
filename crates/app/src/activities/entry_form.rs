//! What the form of an activity says: read field by field, so that each bad one gets a message of its own.

use chrono::{NaiveDate, NaiveTime};
use db::Sql;

use super::{
    about::{self, About, Named},
    activity::{Done, NewActivity},
    choices::{self, Contact, Kind},
    quick_entry::parse_time,
    quick_vocabulary,
    table::{Model, Way},
    when::When,
};
use crate::{
    accounts::{self, Person},
    cx::Cx,
    error::Result,
    form::Form,
    ids::{ActivityKindId, ContactId, UserId},
    t,
};

/// The longest an activity may take: a week.
const MOST_MINUTES: i64 = 7 * 24 * 60;

/// What a form offers to choose from.
#[derive(Debug)]
pub(crate) struct Offer {
    /// The kinds.
    pub kinds: Vec<Kind>,
    /// Whose it can be.
    pub people: Vec<Person>,
    /// What it is about, once that is known.
    pub about: Option<Named>,
    /// What it may be about, when the words fit several.
    pub candidates: Vec<Named>,
    /// The contacts of that company.
    pub contacts: Vec<Contact>,
    /// What it is likely to be about.
    pub recent: Vec<Named>,
}

/// What the form says, all of it good.
#[derive(Debug)]
pub(super) struct Entered {
    /// About what.
    pub about: Option<Named>,
    /// Which kind.
    pub kind: ActivityKindId,
    /// How.
    pub way: Way,
    /// Whose.
    pub owner: UserId,
    /// What about.
    pub subject: String,
    /// When.
    pub when: When,
    /// How long.
    pub minutes: Option<i64>,
    /// With whom of theirs.
    pub contacts: Vec<ContactId>,
    /// What came of it, if it is done.
    pub done: Option<Done>,
    /// What comes next, if that is said.
    pub next: Option<Next>,
}

/// The next action, as planned in the same form.
#[derive(Debug)]
pub(super) struct Next {
    /// Which kind.
    pub kind: ActivityKindId,
    /// When.
    pub when: When,
    /// What about.
    pub subject: String,
}

impl Entered {
    /// As what is planned or logged.
    pub(super) fn activity(&self) -> NewActivity {
        NewActivity {
            kind: self.kind,
            way: Some(self.way),
            subject: self.subject.clone(),
            when: self.when,
            minutes: self.minutes,
            contacts: self.contacts.clone(),
            done: self.done.clone(),
            ..blank(self.about.as_ref(), self.owner, self.kind, self.when)
        }
    }

    /// The next action as what is planned, with the same people.
    pub(super) fn next_activity(&self) -> Option<NewActivity> {
        let next = self.next.as_ref()?;
        Some(NewActivity {
            subject: next.subject.clone(),
            contacts: self.contacts.clone(),
            ..blank(self.about.as_ref(), self.owner, next.kind, next.when)
        })
    }
}

fn blank(about: Option<&Named>, owner: UserId, kind: ActivityKindId, when: When) -> NewActivity {
    NewActivity {
        deal: about.and_then(|named| named.about.deal()),
        lead: about.and_then(|named| named.about.lead()),
        company: about.and_then(Named::company_id),
        owner,
        kind,
        way: None,
        subject: String::new(),
        when,
        minutes: None,
        contacts: Vec::new(),
        done: None,
        external_id: None,
    }
}

/// Reads what the form offers. `current` is the activity that is being changed.
pub(crate) async fn offer(cx: &Cx, form: &Form, current: Option<&Model>) -> Result<Offer> {
    let retired: Vec<_> = current.map(|activity| activity.kind_id).into_iter().collect();
    let mut people = accounts::owners(cx.db()).await?;
    if let Some(gone) = current.filter(|activity| people.iter().all(|person| person.id != activity.owner_id)) {
        people.extend(person(cx, gone.owner_id).await?);
    }
    let (about, candidates) = match About::from_code(form.value("about")) {
        Some(code) => (about::named(cx.db(), &cx.actor, code).await?, Vec::new()),
        None if form.value("about_text").is_empty() => (None, offered_before(cx, form).await?),
        None => by_words(cx, form.value("about_text")).await?,
    };
    let recent = match about {
        Some(_) => Vec::new(),
        None => about::own_open_deals(cx.db(), &cx.actor, 50).await?,
    };
    let company = about.as_ref().and_then(Named::company_id);
    Ok(Offer {
        kinds: choices::kinds(cx.db(), &retired).await?,
        people,
        contacts: choices::contacts(cx.db(), &cx.actor, company).await?,
        about,
        candidates,
        recent,
    })
}

/// What a line was understood to be about, as long as none of it is chosen.
async fn offered_before(cx: &Cx, form: &Form) -> Result<Vec<Named>> {
    let mut found = Vec::new();
    for about in form.fields().all("candidate").filter_map(About::from_code) {
        found.extend(about::named(cx.db(), &cx.actor, about).await?);
    }
    Ok(found)
}

/// The one that words name, or those they may name.
async fn by_words(cx: &Cx, words: &str) -> Result<(Option<Named>, Vec<Named>)> {
    let mut found = quick_vocabulary::named_by(&cx.app, &cx.actor, words, cx.today()).await?;
    match found.len() {
        1 => Ok((found.pop(), found)),
        _ => Ok((None, found)),
    }
}

async fn person(cx: &Cx, id: UserId) -> Result<Option<Person>> {
    let mut sql = Sql::new("SELECT id, name, team_id FROM users WHERE id = ");
    sql.bind(id.0);
    cx.app.one(sql).await
}

/// Reads the whole form; what is wrong is said on it, and then there is nothing.
pub(super) async fn read(cx: &Cx, form: &mut Form, offer: &Offer, current: Option<&Model>) -> Result<Option<Entered>> {
    let kind = kind(form, offer, "kind");
    let way = Way::from_code(form.value("way")).or_else(|| kind.map(|kind| kind.way));
    say_about(form, offer, way);
    let owner = owner(cx, form, offer)?;
    let is_done = form.fields().flag("done");
    let day = match day(cx, form, "day") {
        None if form.value("day").is_empty() => {
            form.wrong("day", t!(cx, "activity-day-missing"));
            None
        }
        day => day,
    };
    let when = day.zip(time(cx, form, "time")).map(|(day, time)| When { day, time });
    if let Some(when) = when {
        check_when(cx, form, when, is_done, current);
    }
    let minutes = minutes(cx, form);
    let next = next(cx, form, offer);
    let (Some(kind), Some(way), Some(when), Some(owner)) = (kind, way, when, owner) else {
        return Ok(None);
    };
    let entered = Entered {
        about: offer.about.clone(),
        kind: kind.id,
        way,
        owner,
        subject: form.value("subject").to_owned(),
        when,
        minutes,
        contacts: ticked(form, offer),
        done: is_done.then(|| done(form)),
        next,
    };
    Ok(form.is_good().then_some(entered))
}

/// What came of it.
pub(super) fn done(form: &Form) -> Done {
    Done {
        result: form.value("result").to_owned(),
        customer_took_part: form.fields().flag("customer"),
    }
}

/// The contacts that were ticked, of those on offer.
pub(crate) fn ticked(form: &Form, offer: &Offer) -> Vec<ContactId> {
    let is_ticked = |contact: &&Contact| form.fields().all("contact").any(|id| id == contact.id.to_string());
    offer
        .contacts
        .iter()
        .filter(is_ticked)
        .map(|contact| contact.id)
        .collect()
}

fn kind<'o>(form: &mut Form, offer: &'o Offer, name: &'static str) -> Option<&'o Kind> {
    let chosen = form.value(name);
    let found = offer.kinds.iter().find(|kind| kind.id.to_string() == chosen);
    if found.is_none() {
        form.wrong(name, t!(form, "activity-kind-missing"));
    }
    found
}

/// Says what is missing to know what it is about.
pub(crate) fn say_about(form: &mut Form, offer: &Offer, way: Option<Way>) {
    if offer.about.is_some() {
        return;
    }
    let words = form.value("about_text").to_owned();
    let message = match (words.is_empty(), offer.candidates.len()) {
        _ if !form.value("about").is_empty() => t!(form, "activity-about-gone"),
        (true, _) if way == Some(Way::Internal) => return,
        (true, 0) => t!(form, "activity-about-missing"),
        (true, _) => t!(form, "activity-about-which"),
        (false, 0) => t!(form, "activity-about-unknown", text = words),
        (false, count) => t!(form, "activity-about-several", text = words, count = count),
    };
    form.set("about", "");
    form.wrong("about_text", message);
}

fn owner(cx: &Cx, form: &mut Form, offer: &Offer) -> Result<Option<UserId>> {
    if form.value("owner").is_empty() {
        return cx.user().map(Some);
    }
    let chosen = offer.people.iter().find(|person| form.is("owner", person.id));
    if chosen.is_none() {
        form.wrong("owner", t!(form, "activity-owner-unknown"));
    }
    Ok(chosen.map(|person| person.id))
}

/// A day as typed; nothing when the field is empty or not a day, which is then said.
pub(crate) fn day(cx: &Cx, form: &mut Form, name: &'static str) -> Option<NaiveDate> {
    let typed = form.value(name).to_owned();
    if typed.is_empty() {
        return None;
    }
    let day = japan::parse_date(&typed, cx.today());
    if day.is_err() {
        form.wrong(name, t!(cx, "activity-day-unknown", value = typed));
    }
    day.ok()
}

/// A time as typed, `Some(None)` when there is none; nothing when it is not a time, which is then said.
pub(crate) fn time(cx: &Cx, form: &mut Form, name: &'static str) -> Option<Option<NaiveTime>> {
    let typed = form.value(name).to_owned();
    if typed.is_empty() {
        return Some(None);
    }
    let time = parse_time(&typed);
    if time.is_none() {
        form.wrong(name, t!(cx, "activity-time-unknown", value = typed));
    }
    time.map(Some)
}

/// What is done lies behind us, and what is planned ahead; a plan that stays as it was may lie behind us too.
pub(crate) fn check_when(cx: &Cx, form: &mut Form, when: When, is_done: bool, current: Option<&Model>) {
    let moved = current.is_none_or(|activity| activity.starts_at != when.starts_at(cx.zone()));
    let typed = form.value("day").to_owned();
    if is_done && when.starts_at(cx.zone()) > cx.now {
        form.wrong("day", t!(cx, "activity-done-later", value = typed));
    } else if !is_done && moved && when.day < cx.today() {
        form.wrong("day", t!(cx, "activity-planned-earlier", value = typed));
    }
}

/// How long, in minutes.
pub(super) fn minutes(cx: &Cx, form: &mut Form) -> Option<i64> {
    let typed = form.value("minutes").to_owned();
    if typed.is_empty() {
        return None;
    }
    let minutes = japan::parse_amount(&typed)
        .ok()
        .filter(|minutes| (1..=MOST_MINUTES).contains(minutes));
    if minutes.is_none() {
        form.wrong("minutes", t!(cx, "activity-minutes-unknown", value = typed));
    }
    minutes
}

/// The next action: planned when its day is said.
pub(super) fn next(cx: &Cx, form: &mut Form, offer: &Offer) -> Option<Next> {
    let is_begun = ["next_subject", "next_time"]
        .iter()
        .any(|name| !form.value(name).is_empty());
    let day = day(cx, form, "next_day");
    let time = time(cx, form, "next_time");
    if form.value("next_day").is_empty() {
        if is_begun {
            form.wrong("next_day", t!(cx, "activity-next-day-missing"));
        }
        return None;
    }
    if day.is_some_and(|day| day < cx.today()) {
        let value = form.value("next_day").to_owned();
        form.wrong("next_day", t!(cx, "activity-planned-earlier", value = value));
    }
    let kind = kind(form, offer, "next_kind");
    let (day, time, kind) = (day?, time?, kind?);
    Some(Next {
        kind: kind.id,
        when: When { day, time },
        subject: form.value("next_subject").to_owned(),
    })
}

/// The team's first kind of call, for what only has to be chosen from in rare cases; else its first kind.
pub(super) fn usual_next(kinds: &[Kind]) -> Option<&Kind> {
    let call = kinds.iter().find(|kind| kind.way == Way::Phone);
    call.or_else(|| kinds.first())
}
