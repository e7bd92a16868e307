//! Appointments as iCalendar (RFC 5545), for other calendar programs. Moments are UTC, so that no table of time zones has
//! to travel along. An appointment keeps its UID for good; its version is its SEQUENCE, by which programs know the newer.

use std::collections::HashMap;

use db::Sql;
use icalendar::{Calendar, Component as _, Event, EventLike as _, EventStatus};
use sea_orm::FromQueryResult;

use crate::{
    activities::{self, CUSTOMER, State, Way},
    actor::Actor,
    app::App,
    appointments::{self, Span},
    companies, deals,
    error::Result,
    ids::{ActivityId, UserId},
    leads, t,
    text::Texts,
    time::At,
};

/// Days back and ahead that a feed tells of.
const DAYS: (i64, i64) = (60, 400);
/// The most it tells of.
const MOST: i64 = 3000;
/// How programs are told to come again, at most this often.
const REFRESH: &str = "PT1H";

/// An appointment, as it is told to other programs.
#[derive(Clone, Debug, FromQueryResult)]
struct Told {
    id: ActivityId,
    version: i64,
    way: Way,
    state: State,
    subject: String,
    kind: String,
    company: Option<String>,
    title: Option<String>,
    owner_id: UserId,
    owner: String,
    starts_at: At,
    minutes: Option<i64>,
    created_at: At,
    updated_at: At,
    place: Option<String>,
    link: Option<String>,
    phone: Option<String>,
    purpose: Option<String>,
    bring: Option<String>,
}

#[derive(FromQueryResult)]
struct Name {
    activity_id: ActivityId,
    name: String,
}

/// Who else is there, by appointment.
type Names = HashMap<ActivityId, Vec<String>>;

/// The appointments of somebody, their own and those they come along to.
///
/// # Errors
/// When the database is away.
pub async fn feed(app: &App, actor: &Actor, now: At) -> Result<String> {
    let user = actor.user.map_or(0, |user| user.0);
    let mut sql = told();
    push_names(actor, &mut sql);
    sql.push(" WHERE NOT a.all_day AND a.starts_at > ")
        .bind(now.plus_days(-DAYS.0).0);
    sql.push(" AND a.starts_at < ").bind(now.plus_days(DAYS.1).0);
    sql.push(" AND (a.owner_id = ").bind(user);
    sql.push(" OR a.id IN (SELECT m.activity_id FROM appointment_members m WHERE m.user_id = ");
    sql.bind(user).push("))");
    activities::push_visible(actor, &mut sql, "a");
    activities::push_here(&mut sql, "a");
    sql.push(" ORDER BY a.starts_at, a.id LIMIT ").bind(MOST);
    let mut calendar = calendar();
    calendar.name(&t!(actor.texts(), "calendar-feed-name", name = actor.name.as_str()));
    calendar.append_property(("REFRESH-INTERVAL;VALUE=DURATION", REFRESH));
    calendar.append_property(("X-PUBLISHED-TTL", REFRESH));
    write(app, actor, app.all(sql).await?, calendar).await
}

/// One appointment by itself; whether the actor may see it is asked here. `None` for what has no time of day.
///
/// # Errors
/// When the database is away.
pub async fn file(app: &App, actor: &Actor, id: ActivityId) -> Result<Option<String>> {
    let mut sql = told();
    push_names(actor, &mut sql);
    sql.push(" WHERE NOT a.all_day AND a.id = ").bind(id.0);
    activities::push_visible(actor, &mut sql, "a");
    let told: Vec<Told> = app.all(sql).await?;
    if told.is_empty() {
        return Ok(None);
    }
    write(app, actor, told, calendar()).await.map(Some)
}

fn told() -> Sql {
    Sql::new(&format!(
        "SELECT a.id, a.version, a.way, a.state, a.subject, k.name AS kind, {CUSTOMER} AS company, d.title, a.owner_id,
                u.name AS owner, a.starts_at, a.minutes, a.created_at, a.updated_at,
                p.place, p.link, p.phone, p.purpose, p.bring
         FROM activities a JOIN activity_kinds k ON k.id = a.kind_id JOIN users u ON u.id = a.owner_id
         LEFT JOIN appointments p ON p.activity_id = a.id",
    ))
}

fn push_names(actor: &Actor, sql: &mut Sql) {
    sql.push(" LEFT JOIN deals d ON d.id = a.deal_id");
    deals::push_visible(actor, sql, "d");
    sql.push(" LEFT JOIN companies c ON c.id = a.company_id");
    companies::push_visible(actor, sql, "c");
    sql.push(" LEFT JOIN leads l ON l.id = a.lead_id AND a.deal_id IS NULL");
    leads::push_visible(actor, sql, "l");
}

fn calendar() -> Calendar {
    let mut calendar = Calendar::empty();
    for property in [
        ("VERSION", "2.0"),
        ("PRODID", "-//Kizashi//Kizashi//JA"),
        ("CALSCALE", "GREGORIAN"),
        ("METHOD", "PUBLISH"),
    ] {
        calendar.append_property(property);
    }
    calendar
}

async fn write(app: &App, actor: &Actor, all: Vec<Told>, mut calendar: Calendar) -> Result<String> {
    let ids: Vec<i64> = all.iter().map(|told| told.id.0).collect();
    let colleagues = by_activity(appointments::members_of(app.db().read(), &ids).await?);
    let contacts = contacts(app, actor, &ids).await?;
    let words = actor.texts();
    for told in &all {
        let mut said = vec![];
        let mut say = |label: String, text: &str| {
            if !text.is_empty() {
                said.push(t!(words, "calendar-feed-line", label = label, text = text));
            }
        };
        let separator = t!(words, "told-list");
        let names = |names: &Names| {
            names
                .get(&told.id)
                .map(|names| names.join(&separator))
                .unwrap_or_default()
        };
        say(t!(words, "deal"), told.title.as_deref().unwrap_or(""));
        say(t!(words, "activity-contacts"), &names(&contacts));
        say(t!(words, "appointment-purpose"), told.purpose.as_deref().unwrap_or(""));
        say(t!(words, "appointment-bring"), told.bring.as_deref().unwrap_or(""));
        if actor.user != Some(told.owner_id) {
            say(t!(words, "owner"), &told.owner);
        }
        say(t!(words, "appointment-members"), &names(&colleagues));
        let page = format!("{}/activities/{}", app.config().public_url, told.id);
        said.push(page.clone());
        calendar.push(event(told, words, &said.join("\n"), &page, &host(app)));
    }
    Ok(folded(&calendar.to_string()))
}

fn event(told: &Told, words: Texts, description: &str, page: &str, host: &str) -> Event {
    let span = Span::of(told.starts_at, told.minutes);
    let what = if told.subject.is_empty() {
        &told.kind
    } else {
        &told.subject
    };
    let summary = match &told.company {
        Some(company) => t!(
            words,
            "calendar-feed-summary",
            what = what.as_str(),
            company = company.as_str()
        ),
        None => what.clone(),
    };
    let status = match told.state {
        State::Cancelled => EventStatus::Cancelled,
        State::Planned | State::Done => EventStatus::Confirmed,
    };
    let place = match told.way {
        Way::Visit => &told.place,
        Way::Online => &told.link,
        Way::Phone => &told.phone,
        Way::Mail | Way::Internal => &None,
    };
    let mut event = Event::new();
    event
        .uid(&format!("kizashi-{}@{host}", told.id))
        .sequence(u32::try_from(told.version).unwrap_or(u32::MAX))
        .timestamp(told.updated_at.utc())
        .created(told.created_at.utc())
        .last_modified(told.updated_at.utc())
        .starts(span.from.utc())
        .ends(span.until.utc())
        .summary(&summary)
        .description(description)
        .url(page);
    if let Some(place) = place.as_deref().filter(|place| !place.is_empty()) {
        event.location(place);
    }
    event.status(status);
    event
}

/// By which an appointment's UID is unlike those of other installations.
fn host(app: &App) -> String {
    let uri = app.config().public_url.parse::<axum::http::Uri>().ok();
    let host = uri.as_ref().and_then(axum::http::Uri::host);
    host.unwrap_or("kizashi").to_owned()
}

async fn contacts(app: &App, actor: &Actor, ids: &[i64]) -> Result<Names> {
    let mut sql = Sql::new(
        "SELECT ac.activity_id, k.name FROM activity_contacts ac JOIN contacts k ON k.id = ac.contact_id
         JOIN companies c ON c.id = k.company_id WHERE k.deleted_at IS NULL AND ac.activity_id IN ",
    );
    sql.bind_list(ids.iter().copied());
    companies::push_visible(actor, &mut sql, "c");
    sql.push(" ORDER BY k.kana, k.name, k.id");
    let names: Vec<Name> = app.all(sql).await?;
    Ok(by_activity(
        names.into_iter().map(|name| (name.activity_id, name.name)).collect(),
    ))
}

fn by_activity(names: Vec<(ActivityId, String)>) -> Names {
    let mut all = Names::new();
    for (id, name) in names {
        all.entry(id).or_default().push(name);
    }
    all
}

/// Octets of a line, the space included that continues one.
const LINE: usize = 75;

/// Folds lines as RFC 5545 asks, never within a character. The library gives the last piece of a long line an octet too
/// many, and looks at characters where it counts octets.
fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len() + text.len() / LINE * 3);
    for line in text.replace("\r\n ", "").split_terminator("\r\n") {
        let mut octets = 0;
        for c in line.chars() {
            if octets + c.len_utf8() > LINE {
                folded.push_str("\r\n ");
                octets = 1;
            }
            folded.push(c);
            octets += c.len_utf8();
        }
        folded.push_str("\r\n");
    }
    folded
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_line_is_folded_between_characters_and_never_too_long(lines in prop::collection::vec("[a-z 、\u{3042}-\u{3096}\u{20bb7}]{0,200}", 0..4)) {
            let text: String = lines.iter().map(|line| format!("{}\r\n", line.trim_start())).collect();
            let folded = folded(&text);
            prop_assert!(folded.split("\r\n").all(|line| line.len() <= LINE), "{folded}");
            prop_assert_eq!(folded.replace("\r\n ", ""), text);
        }
    }
}
