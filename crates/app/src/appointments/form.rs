//! What the form of an appointment says: read field by field, so that each bad one gets a message of its own.

use chrono::TimeDelta;

use super::{
    appointment::Details,
    overlaps::{Span, USUAL_MINUTES},
};
use crate::{
    activities::{self, Activity, Change, Kind, Named, NewActivity, Offer, Way, When},
    cx::Cx,
    error::Result,
    form::Form,
    guard::Decision,
    ids::{ActivityKindId, ContactId, UserId},
    t,
    time::At,
};

/// The ways of an appointment, in the order of the form.
pub(super) const WAYS: [Way; 3] = [Way::Visit, Way::Online, Way::Phone];
/// The longest an appointment takes: a day.
const MOST_MINUTES: i64 = 24 * 60;
/// How long one takes when nothing is said.
const NEW_MINUTES: i64 = 60;
/// Characters of a place, a number, an address, and of what is said in several lines.
const LINE: usize = 200;
const ADDRESS: usize = 2000;
const LINES: usize = 2000;

/// What the form says, all of it good.
#[derive(Debug)]
pub(super) struct Entered {
    about: Option<Named>,
    kind: ActivityKindId,
    way: Way,
    owner: UserId,
    contacts: Vec<ContactId>,
    subject: String,
    when: When,
    minutes: i64,
    pub details: Details,
}

impl Entered {
    /// Who of ours is busy meanwhile.
    pub(super) fn people(&self) -> Vec<UserId> {
        let mut people = vec![self.owner];
        people.extend(self.details.members.iter().filter(|member| **member != self.owner));
        people
    }

    /// Becomes the colleague's, or has them come along.
    pub(super) fn decided(&mut self, decision: Option<&Decision>) {
        if let Some(owner) = Decision::new_owner(decision) {
            self.owner = owner;
        }
        let members = &mut self.details.members;
        members.extend(Decision::companion(decision));
        members.retain(|member| *member != self.owner);
        members.sort_unstable();
        members.dedup();
    }

    /// From when to when.
    pub(super) fn span(&self, cx: &Cx) -> Span {
        Span::of(self.when.starts_at(cx.zone()), Some(self.minutes))
    }

    /// As the activity that is planned.
    pub(super) fn activity(&self) -> NewActivity {
        NewActivity {
            deal: self.about.as_ref().and_then(|named| named.about.deal()),
            lead: self.about.as_ref().and_then(|named| named.about.lead()),
            company: self.about.as_ref().and_then(Named::company_id),
            owner: self.owner,
            kind: self.kind,
            way: Some(self.way),
            subject: self.subject.clone(),
            when: self.when,
            minutes: Some(self.minutes),
            contacts: self.contacts.clone(),
            done: None,
            external_id: None,
        }
    }

    /// As what changes about the activity. Whoever does not see what it is about does not change its contacts either.
    pub(super) fn change(&self) -> Change {
        Change {
            kind: Some(self.kind),
            way: Some(self.way),
            owner: Some(self.owner),
            subject: Some(self.subject.clone()),
            when: Some(self.when),
            minutes: Some(Some(self.minutes)),
            contacts: self.about.is_some().then(|| self.contacts.clone()),
            ..Change::default()
        }
    }
}

/// What is being changed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Current<'a> {
    pub activity: &'a Activity,
    pub details: &'a Details,
}

/// Reads the whole form; what is wrong is said on it, and then there is nothing.
pub(super) fn read(cx: &Cx, form: &mut Form, offer: &Offer, current: Option<Current<'_>>) -> Result<Option<Entered>> {
    let way = way(form);
    if current.is_none() {
        activities::say_about(form, offer, way);
    }
    let owner = owner(cx, form, offer)?;
    let when = when(cx, form, current);
    let minutes = when.and_then(|when| minutes(cx, form, when));
    let subject = text(form, "subject", t!(cx, "appointment-subject"), 500);
    let details = details(cx, form, offer, way, current);
    let kind = way.and_then(|way| kind(form, offer, way));
    let (Some(way), Some(owner), Some(when), Some(minutes)) = (way, owner, when, minutes) else {
        return Ok(None);
    };
    let (Some(kind), Some(subject), Some(details)) = (kind, subject, details) else {
        return Ok(None);
    };
    let entered = Entered {
        about: offer.about.clone(),
        kind,
        way,
        owner,
        contacts: activities::ticked(form, offer),
        subject,
        when,
        minutes,
        details,
    };
    Ok(form.is_good().then_some(entered))
}

fn way(form: &mut Form) -> Option<Way> {
    let way = Way::from_code(form.value("way")).filter(|way| WAYS.contains(way));
    if way.is_none() {
        form.wrong("way", t!(form, "appointment-way-missing"));
    }
    way
}

/// The kind that was chosen, or else the team's first of that way, or else its first.
fn kind(form: &mut Form, offer: &Offer, way: Way) -> Option<ActivityKindId> {
    let chosen = form.value("kind").to_owned();
    if chosen.is_empty() {
        return usual_kind(&offer.kinds, way)
            .or(offer.kinds.first())
            .map(|kind| kind.id);
    }
    let found = offer.kinds.iter().find(|kind| kind.id.to_string() == chosen);
    if found.is_none() {
        form.wrong("kind", t!(form, "activity-kind-missing"));
    }
    found.map(|kind| kind.id)
}

/// The team's first kind of that way.
pub(super) fn usual_kind(kinds: &[Kind], way: Way) -> Option<&Kind> {
    kinds.iter().find(|kind| kind.way == way)
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

fn when(cx: &Cx, form: &mut Form, current: Option<Current<'_>>) -> Option<When> {
    let day = activities::day(cx, form, "day");
    if form.value("day").is_empty() {
        form.wrong("day", t!(cx, "activity-day-missing"));
    }
    let time = activities::time(cx, form, "time");
    if form.value("time").is_empty() {
        form.wrong("time", t!(cx, "appointment-time-missing"));
    }
    let when = When {
        day: day?,
        time: Some(time??),
    };
    let activity = current.map(|current| current.activity);
    let is_done = activity.is_some_and(|activity| activity.done_at.is_some());
    activities::check_when(cx, form, when, is_done, activity);
    Some(when)
}

/// How long, from when it ends or from how long it takes: `15:30`, `90分`.
fn minutes(cx: &Cx, form: &mut Form, when: When) -> Option<i64> {
    let typed = form.value("until").to_owned();
    if typed.is_empty() {
        return Some(NEW_MINUTES);
    }
    let spanned = activities::parse_span(&typed);
    let ended = activities::parse_time(&typed).map(|time| {
        let until = When {
            time: Some(time),
            ..when
        };
        (until.starts_at(cx.zone()).0 - when.starts_at(cx.zone()).0) / 60_000
    });
    let message = match (spanned, ended) {
        (Some(minutes), _) | (None, Some(minutes)) if (1..=MOST_MINUTES).contains(&minutes) => return Some(minutes),
        (None, Some(_)) => {
            let from = form.value("time").to_owned();
            t!(cx, "appointment-until-early", value = typed, from = from)
        }
        _ => t!(cx, "appointment-until-unknown", value = typed),
    };
    form.wrong("until", message);
    None
}

/// What it has more. Only the field of the chosen way is read: what stands in the others is kept as it was.
fn details(cx: &Cx, form: &mut Form, offer: &Offer, way: Option<Way>, current: Option<Current<'_>>) -> Option<Details> {
    let mut details = current.map(|current| current.details.clone()).unwrap_or_default();
    match way? {
        Way::Visit => details.place = text(form, "place", t!(cx, "appointment-place"), LINE)?,
        Way::Online => details.link = link(form)?,
        Way::Phone => details.phone = phone(form)?,
        Way::Mail | Way::Internal => {}
    }
    details.purpose = text(form, "purpose", t!(cx, "appointment-purpose"), LINES)?;
    details.bring = text(form, "bring", t!(cx, "appointment-bring"), LINES)?;
    // Who has left since stays among those who came along.
    details
        .members
        .retain(|member| offer.people.iter().all(|person| person.id != *member));
    let ticked: Vec<UserId> = form.fields().all("member").filter_map(|id| id.parse().ok()).collect();
    let offered = offer.people.iter().map(|person| person.id);
    details
        .members
        .extend(offered.filter(|id| ticked.contains(id) && !form.is("owner", id)));
    details.members.sort_unstable();
    Some(details)
}

/// A text of at most so many characters; lines end as on every system.
fn text(form: &mut Form, name: &'static str, label: String, most: usize) -> Option<String> {
    let value = form.value(name).replace("\r\n", "\n");
    let is_lines = most == LINES;
    if value.chars().count() > most {
        form.wrong(name, t!(form, "form-too-long", label = label, most = most));
        return None;
    }
    if value.contains(|c: char| c.is_control() && !(is_lines && matches!(c, '\n' | '\t'))) {
        form.wrong(name, t!(form, "form-control", label = label));
        return None;
    }
    Some(value)
}

/// An address that a browser can be sent to, as it was typed: `javascript:` and the like are not.
fn link(form: &mut Form) -> Option<String> {
    let typed = text(form, "link", t!(form, "appointment-link"), ADDRESS)?;
    if typed.is_empty() || is_web_address(&typed) {
        return Some(typed);
    }
    form.wrong("link", t!(form, "appointment-link-unknown", value = typed));
    None
}

/// Whether it is an address of the web, with a host.
pub(super) fn is_web_address(text: &str) -> bool {
    let Ok(uri) = text.parse::<axum::http::Uri>() else {
        return false;
    };
    let is_web = uri
        .scheme_str()
        .is_some_and(|scheme| matches!(scheme, "http" | "https"));
    // With a name before the host a link looks like one to somewhere else.
    is_web
        && uri.host().is_some_and(|host| !host.is_empty())
        && uri.authority().is_none_or(|at| !at.as_str().contains('@'))
}

fn phone(form: &mut Form) -> Option<String> {
    let typed = text(form, "phone", t!(form, "appointment-phone"), LINE)?;
    let has_digits = typed.chars().any(|c| c.is_ascii_digit() || ('０'..='９').contains(&c));
    if typed.is_empty() || has_digits {
        return Some(typed);
    }
    form.wrong("phone", t!(form, "appointment-phone-unknown", value = typed));
    None
}

/// When an appointment ends, as a time of the day; how long it takes where that lies on another day.
pub(super) fn until(cx: &Cx, activity: &Activity) -> String {
    let minutes = activity.minutes.unwrap_or(USUAL_MINUTES);
    let until = activity.starts_at.utc() + TimeDelta::minutes(minutes);
    let until = At::from(until);
    if until.day(cx.zone()) == activity.starts_at.day(cx.zone()) {
        return until.clock_time(cx.zone());
    }
    t!(cx, "activity-for-minutes", minutes = minutes)
}

#[cfg(test)]
mod tests {
    use super::is_web_address;

    #[test]
    fn only_the_web_can_be_linked_to() {
        for good in [
            "https://meet.example.jp/abc?pwd=1",
            "http://localhost:8080/",
            "HTTPS://MEET.EXAMPLE.JP/x",
            "https://zoom.example/j/1#success",
        ] {
            assert!(is_web_address(good), "{good}");
        }
        for bad in [
            "javascript:alert(1)",
            "data:text/html,x",
            "ftp://example.jp/",
            "//example.jp/x",
            "/sign-out",
            "meet.example.jp/abc",
            "https://",
            "https://a b.example/",
            "https://bank.example@evil.example/",
        ] {
            assert!(!is_web_address(bad), "{bad}");
        }
    }
}
