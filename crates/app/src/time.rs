//! Moments and days. A moment is UTC; a day is a day in the workspace's time zone.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;

/// A moment: UTC milliseconds since 1970, as the database keeps it.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    sea_orm::DeriveValueType,
    serde::Serialize,
    serde::Deserialize,
)]
#[serde(transparent)]
pub struct At(pub i64);

impl At {
    /// Later than anything that happens: the end of the year 9999. For "will never turn".
    pub const NEVER: Self = Self(253_402_300_799_999);
    /// Milliseconds of a day of 24 hours.
    pub const DAY: i64 = 86_400_000;

    /// The same moment in chrono's words; the epoch if it lies outside chrono's range.
    #[must_use]
    pub fn utc(self) -> DateTime<Utc> {
        DateTime::from_timestamp_millis(self.0).unwrap_or_default()
    }

    /// The day it falls on in a time zone.
    #[must_use]
    pub fn day(self, zone: Tz) -> NaiveDate {
        self.utc().with_timezone(&zone).date_naive()
    }

    /// `hours:minutes` in a time zone.
    #[must_use]
    pub fn clock_time(self, zone: Tz) -> String {
        self.utc().with_timezone(&zone).format("%H:%M").to_string()
    }

    /// This moment and so many days of 24 hours.
    #[must_use]
    pub const fn plus_days(self, days: i64) -> Self {
        Self(self.0.saturating_add(days.saturating_mul(Self::DAY)))
    }

    /// The moment before this one: what is due at the end of a day, the next day's first moment, is due on that day.
    #[must_use]
    pub const fn just_before(self) -> Self {
        Self(self.0 - 1)
    }

    /// Whole days of 24 hours from `earlier` to here; never negative.
    #[must_use]
    pub const fn days_since(self, earlier: Self) -> i64 {
        let days = (self.0 - earlier.0) / Self::DAY;
        if days < 0 { 0 } else { days }
    }

    /// The first moment of a day in a time zone (not always midnight: clocks are put forward).
    #[must_use]
    pub fn day_start(day: NaiveDate, zone: Tz) -> Self {
        Self(japan::day_start(zone, day).timestamp_millis())
    }

    /// The first moment after a day in a time zone.
    #[must_use]
    pub fn day_end(day: NaiveDate, zone: Tz) -> Self {
        Self::day_start(day.checked_add_signed(TimeDelta::days(1)).unwrap_or(day), zone)
    }
}

impl From<DateTime<Utc>> for At {
    fn from(moment: DateTime<Utc>) -> Self {
        Self(moment.timestamp_millis())
    }
}
