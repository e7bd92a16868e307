//! What is planned, by when it is due: overdue, today, this week, later. One's own, one's team's, or somebody's.

use askama::Template;
use axum::response::Response;
use chrono::{Datelike as _, NaiveDate, TimeDelta};
use db::Sql;
use kit::fields::QueryFields;
use sea_orm::FromQueryResult;

use super::{scope, table::Way};
use crate::{
    accounts::{self, Person},
    actor::Sees,
    companies,
    cx::Cx,
    deals,
    error::{Error, Result},
    guard::{self, Notice},
    ids::{ActivityId, CompanyId, DealId, LeadId, TeamId, UserId},
    leads,
    page::Page,
    questionnaires, t,
    time::At,
};

/// More than this nobody reads on one page; the list has them all.
const SHOWN: usize = 300;

/// Whose plans are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Whose {
    Mine(UserId),
    Team(Option<TeamId>),
    Of(UserId),
}

/// When something is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Due {
    Overdue,
    Today,
    ThisWeek,
    Later,
}

/// A planned activity.
#[derive(Debug, FromQueryResult)]
struct Planned {
    id: ActivityId,
    starts_at: At,
    all_day: bool,
    way: Way,
    subject: String,
    kind: String,
    deal_id: Option<DealId>,
    title: Option<String>,
    company_id: Option<CompanyId>,
    company: Option<String>,
    owner_id: UserId,
    lead_id: Option<LeadId>,
    lead: Option<String>,
    contact: Option<String>,
    owner: String,
}

impl Planned {
    /// What it is: its subject, or else its kind.
    fn what(&self) -> &str {
        if self.subject.is_empty() {
            &self.kind
        } else {
            &self.subject
        }
    }

    /// What a lead is called that is no deal yet.
    fn lead(&self) -> String {
        let part = |part: &Option<String>| part.clone().unwrap_or_default();
        leads::name_of(&part(&self.lead), &part(&self.contact))
    }

    fn about(&self) -> String {
        let parts: Vec<&str> = [self.company.as_deref(), self.title.as_deref()]
            .into_iter()
            .flatten()
            .collect();
        parts.join("　")
    }
}

/// Those that are due at one time.
struct Group {
    due: Due,
    title: String,
    planned: Vec<Planned>,
}

#[derive(Template)]
#[template(path = "activities/views/mine.html")]
struct MinePage {
    page: Page,
    whose: Whose,
    people: Vec<Person>,
    sees_others: bool,
    groups: Vec<Group>,
    is_cut: bool,
    without_next: i64,
    /// What customers answered about one's own deals and leads, and nobody has decided about.
    answers: i64,
    notices: Vec<Notice>,
    back: &'static str,
}

impl MinePage {
    fn is_mine(&self) -> bool {
        matches!(self.whose, Whose::Mine(_))
    }

    /// An appointment of a colleague's that one only comes along to.
    fn comes_along(&self, planned: &Planned) -> bool {
        matches!(self.whose, Whose::Mine(me) | Whose::Of(me) if me != planned.owner_id)
    }

    fn is_of(&self, id: &UserId) -> bool {
        self.whose == Whose::Of(*id)
    }

    fn day(&self, notice: &Notice) -> String {
        self.page.day(self.page.day_of(notice.at))
    }

    fn iso_day(&self, notice: &Notice) -> String {
        self.page.day_of(notice.at).to_string()
    }

    fn when(&self, group: &Group, planned: &Planned) -> String {
        let zone = self
            .page
            .actor
            .as_ref()
            .map_or(chrono_tz::Tz::UTC, |actor| actor.workspace.zone);
        let time = (!planned.all_day).then(|| planned.starts_at.clock_time(zone));
        match (group.due, time) {
            (Due::Today, time) => time.unwrap_or_else(|| t!(self.page, "activities-no-time")),
            (_, None) => self.page.day(planned.starts_at.day(zone)),
            (_, Some(time)) => format!("{} {time}", self.page.day(planned.starts_at.day(zone))),
        }
    }
}

/// `GET /activities`: one's own plans; `whose=team`, `owner=4` for others'.
///
/// # Errors
/// [`Error::NotFound`] for somebody whose records this person does not see.
pub async fn index(cx: Cx, QueryFields(query): QueryFields) -> Result<Response> {
    let people = accounts::seen_people(cx.db(), &cx.actor).await?;
    let me = cx.user()?;
    let whose = match (query.number("owner").map(UserId), query.text("whose")) {
        (Some(owner), _) if people.iter().any(|person| person.id == owner) => Whose::Of(owner),
        (Some(_), _) => return Err(Error::NotFound),
        (None, "team") => Whose::Team(cx.actor.team),
        (None, _) => Whose::Mine(me),
    };
    let mut planned = read(&cx, whose).await?;
    let is_cut = planned.len() > SHOWN;
    planned.truncate(SHOWN);
    let notices = match whose {
        Whose::Mine(_) if cx.actor.may_write() => guard::unread(&cx).await?,
        _ => Vec::new(),
    };
    let page = MinePage {
        notices,
        back: "/activities",
        page: cx.page(t!(cx, "activity")),
        whose,
        sees_others: sees_others(&cx),
        people,
        is_cut,
        without_next: without_next(&cx).await?,
        answers: match whose {
            Whose::Mine(_) => questionnaires::waiting_of_mine(&cx.app, &cx.actor).await?,
            _ => 0,
        },
        groups: groups(&cx, planned),
    };
    cx.html(&page)
}

fn sees_others(cx: &Cx) -> bool {
    match &cx.actor.sees {
        Sees::Everything => true,
        Sees::Owners(owners) => owners.len() > 1,
    }
}

async fn read(cx: &Cx, whose: Whose) -> Result<Vec<Planned>> {
    let mut sql = Sql::new(
        "SELECT a.id, a.starts_at, a.all_day, a.way, a.subject, k.name AS kind, d.id AS deal_id, d.title,
                c.id AS company_id, c.name AS company, l.id AS lead_id, l.company AS lead, l.contact,
                a.owner_id, u.name AS owner
         FROM activities a JOIN activity_kinds k ON k.id = a.kind_id JOIN users u ON u.id = a.owner_id
         LEFT JOIN deals d ON d.id = a.deal_id",
    );
    deals::push_visible(&cx.actor, &mut sql, "d");
    sql.push(" LEFT JOIN companies c ON c.id = a.company_id");
    companies::push_visible(&cx.actor, &mut sql, "c");
    sql.push(" LEFT JOIN leads l ON l.id = a.lead_id AND a.deal_id IS NULL");
    leads::push_visible(&cx.actor, &mut sql, "l");
    sql.push(" WHERE a.state = 'planned'");
    match whose {
        Whose::Mine(user) | Whose::Of(user) => {
            sql.push(" AND (a.owner_id = ").bind(user.0);
            // What came of one is told by its owner, so it leaves this list with its day.
            sql.push(" OR (a.starts_at >= ")
                .bind(At::day_start(cx.today(), cx.zone()).0);
            sql.push(" AND a.id IN (SELECT m.activity_id FROM appointment_members m WHERE m.user_id = ")
                .bind(user.0)
                .push(")))");
        }
        Whose::Team(Some(team)) => {
            sql.push(" AND u.team_id = ").bind(team.0);
        }
        Whose::Team(None) => {}
    }
    scope::push_visible(&cx.actor, &mut sql, "a");
    scope::push_here(&mut sql, "a");
    sql.push(" ORDER BY a.starts_at, a.id LIMIT ").bind(SHOWN as i64 + 1);
    cx.app.all(sql).await
}

fn groups(cx: &Cx, planned: Vec<Planned>) -> Vec<Group> {
    let today = cx.today();
    let mut groups: Vec<Group> = Vec::new();
    for planned in planned {
        let due = due(planned.starts_at.day(cx.zone()), today);
        match groups.last_mut().filter(|group| group.due == due) {
            Some(group) => group.planned.push(planned),
            None => groups.push(Group {
                due,
                title: title(cx, due),
                planned: vec![planned],
            }),
        }
    }
    groups
}

/// A week ends on its Sunday.
fn due(day: NaiveDate, today: NaiveDate) -> Due {
    let sunday = today + TimeDelta::days(i64::from(6 - today.weekday().num_days_from_monday()));
    match day {
        day if day < today => Due::Overdue,
        day if day == today => Due::Today,
        day if day <= sunday => Due::ThisWeek,
        _ => Due::Later,
    }
}

fn title(cx: &Cx, due: Due) -> String {
    match due {
        Due::Overdue => t!(cx, "activities-overdue"),
        Due::Today => {
            let day = japan::short_date(cx.today(), cx.today(), cx.texts().lang());
            t!(cx, "activities-today", day = day)
        }
        Due::ThisWeek => t!(cx, "activities-this-week"),
        Due::Later => t!(cx, "activities-later"),
    }
}

/// One's own open deals for which nothing is planned.
async fn without_next(cx: &Cx) -> Result<i64> {
    #[derive(FromQueryResult)]
    struct Row {
        count: i64,
    }
    let mut sql = Sql::new("SELECT CAST(COUNT(*) AS BIGINT) AS count FROM deals d WHERE d.outcome = 'open'");
    sql.push(" AND d.next_activity_id IS NULL AND d.owner_id = ")
        .bind(cx.user()?.0);
    deals::push_visible(&cx.actor, &mut sql, "d");
    Ok(cx.app.one::<Row>(sql).await?.map_or(0, |row| row.count))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_ends_on_its_sunday() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let monday = day("2026-11-16");
        let due_on = |text| due(day(text), monday);
        assert_eq!(due_on("2026-11-15"), Due::Overdue);
        assert_eq!(due_on("2026-11-16"), Due::Today);
        assert_eq!(
            (due_on("2026-11-17"), due_on("2026-11-22")),
            (Due::ThisWeek, Due::ThisWeek)
        );
        assert_eq!(due_on("2026-11-23"), Due::Later);
        assert_eq!(due(day("2026-11-23"), day("2026-11-22")), Due::Later);
    }
}
