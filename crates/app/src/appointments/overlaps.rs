//! Who of ours is busy when: which appointments lie across each other.
//!
//! Everybody may know *that* a colleague is busy, since one has to find a time together. With what, only who may see
//! that appointment.

use std::collections::HashMap;

use db::Sql;
use sea_orm::FromQueryResult;

use crate::{
    accounts::sessions,
    activities::{self, CUSTOMER},
    companies,
    cx::Cx,
    error::Result,
    ids::{ActivityId, UserId},
    leads,
    page::Page,
    t,
    time::At,
};

/// Minutes that something at a time takes when nobody said how long.
pub const USUAL_MINUTES: i64 = 30;
/// The longest that anything takes, a week, in milliseconds: what began earlier is over.
const LONGEST: i64 = 7 * At::DAY;

/// A stretch of time from a moment until just before another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// When it begins.
    pub from: At,
    /// When it is over.
    pub until: At,
}

impl Span {
    /// From a moment, for so many minutes; the usual ones if nothing is said.
    #[must_use]
    pub fn of(from: At, minutes: Option<i64>) -> Self {
        let minutes = minutes.unwrap_or(USUAL_MINUTES);
        Self {
            from,
            until: At(from.0 + minutes * 60_000),
        }
    }

    /// Whether both have a moment in common. One that ends when the other begins does not.
    #[must_use]
    pub const fn overlaps(self, other: Self) -> bool {
        self.from.0 < other.until.0 && other.from.0 < self.until.0
    }
}

/// Somebody who is busy at that time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overlap {
    activity: ActivityId,
    user: UserId,
    name: String,
    span: Span,
    /// What with; nothing for whom may not see it.
    what: Option<String>,
}

impl Overlap {
    /// 「佐藤 美咲：11/24（火） 14:00～15:00 見積の件・株式会社山田製作所」, or 「…… 予定あり」.
    #[must_use]
    pub fn label(&self, page: &Page) -> String {
        let what = self.what.clone().unwrap_or_else(|| t!(page, "appointment-busy"));
        t!(
            page,
            "appointment-overlap",
            name = self.name.as_str(),
            day = page.day(page.day_of(self.span.from)),
            from = page.clock_time(self.span.from),
            until = page.clock_time(self.span.until),
            what = what
        )
    }

    /// Its page, for who may see it.
    #[must_use]
    pub fn path(&self) -> Option<String> {
        self.what.as_ref().map(|_| format!("/activities/{}", self.activity))
    }
}

/// What says that somebody saw just these overlaps: it comes back with the form that is to be saved nevertheless.
#[must_use]
pub fn seal(overlaps: &[Overlap]) -> String {
    let text = overlaps
        .iter()
        .map(|overlap| format!("{}-{}-{}", overlap.user, overlap.activity, overlap.span.from.0));
    sessions::hash(&text.collect::<Vec<_>>().join(","))
}

/// What these people have planned across that time, but for `except`.
///
/// # Errors
/// When the database is away.
pub async fn overlaps(cx: &Cx, people: &[UserId], span: Span, except: Option<ActivityId>) -> Result<Vec<Overlap>> {
    #[derive(FromQueryResult)]
    struct Row {
        id: ActivityId,
        user_id: UserId,
        name: String,
        starts_at: At,
        minutes: Option<i64>,
    }
    let mut sql = Sql::new(
        "SELECT a.id, u.id AS user_id, u.name, a.starts_at, a.minutes
         FROM activities a JOIN users u ON u.id = a.owner_id
              OR u.id IN (SELECT m.user_id FROM appointment_members m WHERE m.activity_id = a.id)
         WHERE a.state = 'planned' AND NOT a.all_day AND a.deleted_at IS NULL AND a.starts_at > ",
    );
    sql.bind(span.from.0 - LONGEST)
        .push(" AND a.starts_at < ")
        .bind(span.until.0);
    sql.push(" AND u.id IN ").bind_list(people.iter().map(|id| id.0));
    sql.push(" AND a.id <> ").bind(except.map_or(0, |id| id.0));
    activities::push_here(&mut sql, "a");
    sql.push(" ORDER BY u.name, u.id, a.starts_at, a.id");
    let mut rows: Vec<Row> = cx.app.all(sql).await?;
    rows.retain(|row| Span::of(row.starts_at, row.minutes).overlaps(span));
    let seen = whats(cx, &rows.iter().map(|row| row.id).collect::<Vec<_>>()).await?;
    let overlap = |row: Row| Overlap {
        what: seen.get(&row.id).cloned(),
        activity: row.id,
        user: row.user_id,
        name: row.name,
        span: Span::of(row.starts_at, row.minutes),
    };
    Ok(rows.into_iter().map(overlap).collect())
}

/// What those of these activities are about that this person sees.
async fn whats(cx: &Cx, ids: &[ActivityId]) -> Result<HashMap<ActivityId, String>> {
    #[derive(FromQueryResult)]
    struct Row {
        id: ActivityId,
        subject: String,
        kind: String,
        company: Option<String>,
    }
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let mut sql = Sql::new(&format!(
        "SELECT a.id, a.subject, k.name AS kind, {CUSTOMER} AS company
         FROM activities a JOIN activity_kinds k ON k.id = a.kind_id LEFT JOIN companies c ON c.id = a.company_id",
    ));
    companies::push_visible(&cx.actor, &mut sql, "c");
    sql.push(" LEFT JOIN leads l ON l.id = a.lead_id AND a.deal_id IS NULL");
    leads::push_visible(&cx.actor, &mut sql, "l");
    sql.push(" WHERE a.id IN ").bind_list(ids.iter().map(|id| id.0));
    activities::push_visible(&cx.actor, &mut sql, "a");
    let rows: Vec<Row> = cx.app.all(sql).await?;
    let what = |row: Row| {
        let subject = if row.subject.is_empty() { row.kind } else { row.subject };
        let parts: Vec<String> = [Some(subject), row.company].into_iter().flatten().collect();
        (row.id, cx.texts().beside(parts))
    };
    Ok(rows.into_iter().map(what).collect())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn span(from: i64, minutes: i64) -> Span {
        Span::of(At(from * 60_000), Some(minutes))
    }

    #[test]
    fn one_that_ends_when_the_other_begins_does_not_overlap() {
        assert!(!span(0, 60).overlaps(span(60, 30)));
        assert!(span(0, 60).overlaps(span(59, 30)));
        assert!(span(0, 60).overlaps(span(10, 10)), "within");
        assert_eq!(Span::of(At(0), None).until, At(USUAL_MINUTES * 60_000));
    }

    proptest! {
        /// Minute by minute: they overlap if and only if some minute belongs to both.
        #[test]
        fn to_overlap_is_to_share_a_minute(a in 0..300_i64, b in 0..300_i64, long in 1..120_i64, other in 1..120_i64) {
            let shared = (a..a + long).any(|minute| (b..b + other).contains(&minute));
            prop_assert_eq!(span(a, long).overlaps(span(b, other)), shared);
            prop_assert_eq!(span(b, other).overlaps(span(a, long)), shared);
        }
    }
}
