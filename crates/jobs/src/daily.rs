//! Jobs that recur every day.

use std::collections::HashSet;

use chrono::{DateTime, Days, NaiveTime, Utc};
use chrono_tz::Tz;
use db::{Db, Sql};
use sea_orm::{ConnectionTrait, DbErr};

use crate::{NewJob, enqueue};

/// A job without payload that recurs every day at a time of the workspace's clocks.
///
/// One of its kind waits at any time: it is enqueued when a worker starts, and its successor in the transaction that
/// claims it. If no process ran at the time it is done once, late, not once for each day that was missed.
#[derive(Clone, Copy, Debug)]
pub struct Daily {
    /// Kind of the job, and its unique key.
    pub kind: &'static str,
    /// When clocks there show it; on a day on which they skip it, when they have.
    pub at: NaiveTime,
}

impl Daily {
    /// The first time after `now`, in UTC milliseconds.
    pub(crate) fn next_after(self, now: i64, zone: Tz) -> i64 {
        let now = DateTime::<Utc>::from_timestamp_millis(now).unwrap_or_default();
        let today = japan::local_date(zone, now);
        let times = (0..).map(|days| japan::local_moment(zone, (today + Days::new(days)).and_time(self.at)));
        times
            .skip_while(|&time| time <= now)
            .map(|time| time.timestamp_millis())
            .next()
            .unwrap_or(i64::MAX)
    }

    /// The next one; the one that waits already stays.
    pub(crate) fn job(self, now: i64, zone: Tz) -> NewJob {
        NewJob::new(self.kind, &(), self.next_after(now, zone)).unique(self.kind)
    }
}

/// Enqueues those that do not wait yet: all of them at the first start, none later.
pub(crate) async fn enqueue_missing(db: &Db, daily: &[Daily], zone: Option<Tz>, now: i64) -> Result<(), DbErr> {
    let Some(zone) = zone.filter(|_| !daily.is_empty()) else {
        return Ok(());
    };
    let mut sql = Sql::new("SELECT unique_key FROM jobs WHERE unique_key IN ");
    sql.bind_list(daily.iter().map(|daily| daily.kind));
    let rows = db.read().query_all_raw(sql.statement(db.dialect())).await?;
    let waiting: HashSet<String> = rows
        .iter()
        .map(|row| row.try_get_by_index(0))
        .collect::<Result<_, _>>()?;
    let missing: Vec<_> = daily.iter().filter(|daily| !waiting.contains(daily.kind)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let transaction = db.begin().await?;
    for daily in missing {
        enqueue(&transaction, daily.job(now, zone)).await?;
    }
    transaction.commit().await
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(hour: u32, minute: u32) -> Daily {
        Daily {
            kind: "test",
            at: NaiveTime::from_hms_opt(hour, minute, 0).unwrap(),
        }
    }

    fn millis(text: &str) -> i64 {
        text.parse::<DateTime<Utc>>().unwrap().timestamp_millis()
    }

    #[test]
    fn the_next_time_is_today_or_tomorrow_on_the_clocks_there() {
        for (zone, now, next) in [
            (Tz::Asia__Tokyo, "2026-11-21T15:04:59Z", "2026-11-21T15:05:00Z"),
            (Tz::Asia__Tokyo, "2026-11-21T15:05:00Z", "2026-11-22T15:05:00Z"),
            (Tz::UTC, "2026-11-22T00:00:00Z", "2026-11-22T00:05:00Z"),
            // Clocks go from 0:00 to 1:00.
            (Tz::America__Sao_Paulo, "2018-11-04T02:00:00Z", "2018-11-04T03:00:00Z"),
        ] {
            assert_eq!(at(0, 5).next_after(millis(now), zone), millis(next), "{now} in {zone}");
        }
    }

    proptest! {
        #[test]
        fn the_next_time_is_after_now_and_within_26_hours(
            now in 0i64..4_000_000_000_000,
            zone in prop::sample::select(vec![Tz::Asia__Tokyo, Tz::America__New_York, Tz::America__Havana, Tz::Australia__Lord_Howe]),
            (hour, minute) in (0u32..24, 0u32..60),
        ) {
            let next = at(hour, minute).next_after(now, zone);
            prop_assert!(now < next && next <= now + 26 * 3_600_000);
        }
    }
}
