//! What lies in the days that are drawn: activities this person sees, and when colleagues they see are busy otherwise.

use std::collections::{HashMap, HashSet};

use db::Sql;
use sea_orm::FromQueryResult;

use super::range::Range;
use crate::{
    accounts::Person,
    activities::{self, CUSTOMER, State, Way},
    actor::Sees,
    appointments::Span,
    companies,
    cx::Cx,
    deals,
    error::Result,
    ids::{ActivityId, UserId},
    leads,
    time::At,
};

/// More than this nobody reads in a calendar; the list has them all.
const MOST: i64 = 1500;

/// Something in the calendar.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Which activity; nothing for what this person may not see.
    pub seen: Option<Seen>,
    /// From when to when.
    pub span: Span,
    /// Whether it has only a day.
    pub all_day: bool,
    /// Who of those shown takes part, the owner first.
    pub people: Vec<UserId>,
    /// Whether somebody of them has something else at the same time.
    pub overlaps: bool,
}

/// What this person sees of it.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Seen {
    /// Which.
    pub id: ActivityId,
    /// Its version, to move it.
    pub version: i64,
    /// How people meet.
    pub way: Way,
    /// Whether it is still to come.
    pub state: State,
    subject: String,
    kind: String,
    company: Option<String>,
    title: Option<String>,
    /// Whose it is.
    pub owner_id: UserId,
    /// What they are called.
    pub owner: String,
    starts_at: At,
    all_day: bool,
    minutes: Option<i64>,
}

impl Seen {
    /// What it is: its subject, or else its kind.
    #[must_use]
    pub fn what(&self) -> &str {
        if self.subject.is_empty() {
            &self.kind
        } else {
            &self.subject
        }
    }

    /// With whom: the company, or else the deal.
    #[must_use]
    pub fn with(&self) -> &str {
        self.company.as_deref().or(self.title.as_deref()).unwrap_or("")
    }

    /// Whether it can still be moved.
    #[must_use]
    pub fn is_planned(&self) -> bool {
        self.state == State::Planned
    }
}

#[derive(FromQueryResult)]
struct Membership {
    activity_id: ActivityId,
    user_id: UserId,
    starts_at: At,
    minutes: Option<i64>,
}

/// What these people have in those days, in order of time.
///
/// # Errors
/// When the database is away.
pub async fn entries(cx: &Cx, range: Range, people: &[Person]) -> Result<Vec<Entry>> {
    let people: Vec<UserId> = people.iter().map(|person| person.id).collect();
    let seen = seen(cx, range, &people).await?;
    let memberships = memberships(cx, range, &people).await?;
    let mut members: HashMap<ActivityId, Vec<UserId>> = HashMap::new();
    for membership in &memberships {
        members
            .entry(membership.activity_id)
            .or_default()
            .push(membership.user_id);
    }
    let known: HashSet<ActivityId> = seen.iter().map(|seen| seen.id).collect();
    let mut entries: Vec<Entry> = seen.into_iter().map(|seen| entry(seen, &people, &members)).collect();
    if let Sees::Owners(_) = cx.actor.sees {
        let unseen = memberships
            .iter()
            .filter(|membership| !known.contains(&membership.activity_id));
        entries.extend(unseen.map(busy));
    }
    entries.sort_by_key(|entry| {
        (
            entry.span.from,
            entry.span.until,
            entry.seen.as_ref().map(|seen| seen.id),
        )
    });
    mark_overlaps(&mut entries);
    Ok(entries)
}

fn entry(seen: Seen, people: &[UserId], members: &HashMap<ActivityId, Vec<UserId>>) -> Entry {
    let owner = Some(seen.owner_id).filter(|owner| people.contains(owner));
    let members = members.get(&seen.id).into_iter().flatten().copied();
    Entry {
        people: owner.into_iter().chain(members).collect(),
        span: Span::of(seen.starts_at, seen.minutes),
        all_day: seen.all_day,
        seen: Some(seen),
        overlaps: false,
    }
}

fn busy(membership: &Membership) -> Entry {
    Entry {
        seen: None,
        span: Span::of(membership.starts_at, membership.minutes),
        all_day: false,
        people: vec![membership.user_id],
        overlaps: false,
    }
}

/// Of what is still to come: what is done can no longer be changed.
fn mark_overlaps(entries: &mut [Entry]) {
    let is_ahead = |entry: &Entry| !entry.all_day && entry.seen.as_ref().is_none_or(Seen::is_planned);
    let mut found = Vec::new();
    for (at, entry) in entries.iter().enumerate().filter(|(_, entry)| is_ahead(entry)) {
        // In order of time: once one begins after this has ended, all others do.
        let beside = entries[at + 1..]
            .iter()
            .enumerate()
            .take_while(|(_, other)| other.span.from < entry.span.until);
        for (next, other) in beside.filter(|(_, other)| is_ahead(other)) {
            let is_same_person = entry.people.iter().any(|person| other.people.contains(person));
            if is_same_person && entry.span.overlaps(other.span) {
                found.extend([at, at + 1 + next]);
            }
        }
    }
    for at in found {
        entries[at].overlaps = true;
    }
}

fn push_range(cx: &Cx, sql: &mut Sql, range: Range) {
    sql.push(" AND a.starts_at >= ")
        .bind(At::day_start(range.first, cx.zone()).0);
    sql.push(" AND a.starts_at < ")
        .bind(At::day_end(range.last(), cx.zone()).0);
    activities::push_here(sql, "a");
}

async fn seen(cx: &Cx, range: Range, people: &[UserId]) -> Result<Vec<Seen>> {
    let ids = || people.iter().map(|id| id.0);
    let mut sql = Sql::new(&format!(
        "SELECT a.id, a.version, a.way, a.state, a.subject, k.name AS kind, {CUSTOMER} AS company, d.title, a.owner_id,
                u.name AS owner, a.starts_at, a.all_day, a.minutes
         FROM activities a JOIN activity_kinds k ON k.id = a.kind_id JOIN users u ON u.id = a.owner_id
         LEFT JOIN deals d ON d.id = a.deal_id",
    ));
    deals::push_visible(&cx.actor, &mut sql, "d");
    sql.push(" LEFT JOIN companies c ON c.id = a.company_id");
    companies::push_visible(&cx.actor, &mut sql, "c");
    sql.push(" LEFT JOIN leads l ON l.id = a.lead_id AND a.deal_id IS NULL");
    leads::push_visible(&cx.actor, &mut sql, "l");
    // What was logged without a time says when it was written, not when it was.
    sql.push(" WHERE (a.state = 'planned' OR (a.state = 'done' AND NOT a.all_day)) AND (a.owner_id IN ");
    sql.bind_list(ids());
    sql.push(" OR a.id IN (SELECT m.activity_id FROM appointment_members m WHERE m.user_id IN ");
    sql.bind_list(ids()).push("))");
    push_range(cx, &mut sql, range);
    activities::push_visible(&cx.actor, &mut sql, "a");
    sql.push(" ORDER BY a.starts_at, a.id LIMIT ").bind(MOST);
    cx.app.all(sql).await
}

async fn memberships(cx: &Cx, range: Range, people: &[UserId]) -> Result<Vec<Membership>> {
    let mut sql = Sql::new(
        "SELECT m.activity_id, m.user_id, a.starts_at, a.minutes
         FROM appointment_members m JOIN activities a ON a.id = m.activity_id
         WHERE a.state <> 'cancelled' AND NOT a.all_day AND a.deleted_at IS NULL AND m.user_id IN ",
    );
    sql.bind_list(people.iter().map(|id| id.0));
    push_range(cx, &mut sql, range);
    sql.push(" ORDER BY a.starts_at, m.activity_id, m.user_id LIMIT ")
        .bind(MOST);
    cx.app.all(sql).await
}
