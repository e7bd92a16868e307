//! When an activity is: on a day, or at a time of it.

use chrono::{NaiveDate, NaiveTime, TimeDelta, TimeZone as _};
use chrono_tz::Tz;

use crate::time::At;

/// When an activity is or was: on a day, or at a time of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct When {
    /// The day.
    pub day: NaiveDate,
    /// The time, if there is one.
    pub time: Option<NaiveTime>,
}

impl When {
    /// The moment it starts: the beginning of the day when no time is said. Of a time that comes twice, the first; one
    /// that the clocks skip is an hour later.
    #[must_use]
    pub fn starts_at(self, zone: Tz) -> At {
        let Some(time) = self.time else {
            return At::day_start(self.day, zone);
        };
        let said = self.day.and_time(time);
        let local = |said| zone.from_local_datetime(&said).earliest();
        let moment = local(said).or_else(|| local(said + TimeDelta::hours(1)));
        moment.map_or_else(|| At::day_start(self.day, zone), |moment| At(moment.timestamp_millis()))
    }

    /// The moment from which it is overdue: the end of its day, at whatever time it was planned.
    #[must_use]
    pub fn due_at(self, zone: Tz) -> At {
        At::day_end(self.day, zone)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_that_the_clocks_skip_is_an_hour_later_and_one_that_comes_twice_is_the_first() {
        let at = |day: &str, hour| When {
            day: day.parse().unwrap(),
            time: NaiveTime::from_hms_opt(hour, 30, 0),
        };
        let utc = |when: When| when.starts_at(chrono_tz::Europe::Berlin).utc().to_rfc3339();
        assert_eq!(utc(at("2027-03-28", 1)), "2027-03-28T00:30:00+00:00");
        assert_eq!(utc(at("2027-03-28", 2)), "2027-03-28T01:30:00+00:00");
        assert_eq!(utc(at("2027-03-28", 3)), "2027-03-28T01:30:00+00:00");
        assert_eq!(utc(at("2026-10-25", 2)), "2026-10-25T00:30:00+00:00");
    }
}
