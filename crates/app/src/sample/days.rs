//! The working days and hours of the sample's sales team.

use chrono::{Datelike as _, Days, NaiveDate, NaiveTime, Weekday};
use chrono_tz::Tz;

use crate::time::At;

/// Whether people work on a day: not on weekends, at the turn of the year and in the middle of August.
#[must_use]
pub fn is_workday(day: NaiveDate) -> bool {
    let weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
    let closed = matches!((day.month(), day.day()), (12, 29..=31) | (1, 1..=3) | (8, 13..=15));
    !weekend && !closed
}

/// The last working day on or before so many days before a day.
#[must_use]
pub fn before(day: NaiveDate, days: i64) -> NaiveDate {
    let mut found = day - Days::new(days.unsigned_abs());
    while !is_workday(found) {
        found = found - Days::new(1);
    }
    found
}

/// The first working day on or after so many days after a day.
#[must_use]
pub fn after(day: NaiveDate, days: i64) -> NaiveDate {
    let mut found = day + Days::new(days.unsigned_abs());
    while !is_workday(found) {
        found = found + Days::new(1);
    }
    found
}

/// The moment at which a clock shows so many minutes after midnight.
#[must_use]
pub fn at(day: NaiveDate, minutes: i64, zone: Tz) -> At {
    At(japan::local_moment(zone, day.and_time(time(minutes))).timestamp_millis())
}

/// So many minutes after midnight.
#[must_use]
pub fn time(minutes: i64) -> NaiveTime {
    let (hour, minute) = (minutes / 60, minutes % 60);
    let parts = u32::try_from(hour).ok().zip(u32::try_from(minute).ok());
    parts
        .and_then(|(hour, minute)| NaiveTime::from_hms_opt(hour, minute, 0))
        .unwrap_or(NaiveTime::MIN)
}
