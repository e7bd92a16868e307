//! Dates for readers, and where a day begins in a time zone.

use chrono::{
    DateTime, Datelike, Days, MappedLocalTime, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone, Utc, Weekday,
};
use chrono_tz::Tz;

use crate::Lang;

/// `11/22（日）` or `Sun 22 Nov`; with the year only when it is not that of `today`: `2027/1/5（火）`, `Tue 5 Jan 2027`.
#[must_use]
pub fn short_date(date: NaiveDate, today: NaiveDate, lang: Lang) -> String {
    let day = match lang {
        Lang::Ja => format!("{}/{}（{}）", date.month(), date.day(), weekday(date.weekday(), lang)),
        Lang::En => format!(
            "{} {} {}",
            weekday(date.weekday(), lang),
            date.day(),
            month_name(date.month())
        ),
    };
    match lang {
        _ if date.year() == today.year() => day,
        Lang::Ja => format!("{}/{day}", date.year()),
        Lang::En => format!("{day} {}", date.year()),
    }
}

/// `12/25` or `25 Dec`, for narrow places: with the year (`2028/1/29`, `29 Jan 2028`) only when without it a reader would
/// think of a nearer day. In November `1/29` is next January.
#[must_use]
pub fn brief_date(date: NaiveDate, today: NaiveDate, lang: Lang) -> String {
    let ahead = (date - today).num_days();
    let is_clear = date.year() == today.year() || (-60..=300).contains(&ahead);
    match lang {
        Lang::Ja if is_clear => format!("{}/{}", date.month(), date.day()),
        Lang::Ja => format!("{}/{}/{}", date.year(), date.month(), date.day()),
        Lang::En if is_clear => format!("{} {}", date.day(), month_name(date.month())),
        Lang::En => format!("{} {} {}", date.day(), month_name(date.month()), date.year()),
    }
}

/// `2026年11月22日（日）` or `Sun 22 Nov 2026`.
#[must_use]
pub fn long_date(date: NaiveDate, lang: Lang) -> String {
    let weekday = weekday(date.weekday(), lang);
    match lang {
        Lang::Ja => format!("{}年{}月{}日（{weekday}）", date.year(), date.month(), date.day()),
        Lang::En => format!("{weekday} {} {} {}", date.day(), month_name(date.month()), date.year()),
    }
}

/// `日` or `Sun`.
#[must_use]
pub fn weekday(weekday: Weekday, lang: Lang) -> &'static str {
    let index = weekday.num_days_from_monday() as usize;
    match lang {
        Lang::Ja => ["月", "火", "水", "木", "金", "土", "日"][index],
        Lang::En => ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][index],
    }
}

/// `Nov` for 11.
pub(crate) fn month_name(month: u32) -> &'static str {
    const NAMES: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    NAMES[(month as usize - 1) % 12]
}

/// The date that a calendar on the wall shows in `zone` at a moment.
#[must_use]
pub fn local_date(zone: Tz, at: DateTime<Utc>) -> NaiveDate {
    at.with_timezone(&zone).date_naive()
}

/// The moment at which a day begins in `zone`: the first at which clocks there show that date. A day's events are those
/// from its start until before the start of the next day; do not add 24 hours, days with a change of clocks are shorter
/// or longer. See [`local_moment`] for days whose midnight was skipped or came twice.
#[must_use]
pub fn day_start(zone: Tz, date: NaiveDate) -> DateTime<Utc> {
    local_moment(zone, date.and_time(NaiveTime::MIN))
}

/// The moment at which clocks in `zone` show a date and time.
///
/// Where clocks were put back and showed it twice, the first of the two; where they were put forward and skipped it, the
/// moment at which they were. A day that a zone left out (30 December 2011 in Samoa) so begins and ends when the next one
/// begins.
#[must_use]
pub fn local_moment(zone: Tz, time: NaiveDateTime) -> DateTime<Utc> {
    match zone.from_local_datetime(&time) {
        MappedLocalTime::Single(moment) | MappedLocalTime::Ambiguous(moment, _) => moment.to_utc(),
        MappedLocalTime::None => end_of_gap(zone, time),
    }
}

/// The first second at which clocks in `zone` show `time` or later, where they skip it.
fn end_of_gap(zone: Tz, time: NaiveDateTime) -> DateTime<Utc> {
    // No zone was ever further than 16 hours from UTC, so that the moment lies between these two.
    let (mut before, mut after) = (
        time.and_utc() - TimeDelta::hours(16),
        time.and_utc() + TimeDelta::hours(16),
    );
    while after - before > TimeDelta::seconds(1) {
        let middle = before + TimeDelta::seconds((after - before).num_seconds() / 2);
        if middle.with_timezone(&zone).naive_local() < time {
            before = middle;
        } else {
            after = middle;
        }
    }
    after
}

/// The last day of the month in which a date lies.
pub(crate) fn month_end(date: NaiveDate) -> NaiveDate {
    date + Days::new(u64::from(date.num_days_in_month()) - u64::from(date.day()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_brief_date_has_a_year_only_when_it_is_far() {
        let today = day("2026-11-22");
        assert_eq!(brief_date(day("2026-12-25"), today, Lang::Ja), "12/25");
        assert_eq!(brief_date(day("2026-01-05"), today, Lang::Ja), "1/5");
        assert_eq!(brief_date(day("2027-01-29"), today, Lang::Ja), "1/29");
        assert_eq!(brief_date(day("2027-11-22"), today, Lang::Ja), "2027/11/22");
        assert_eq!(brief_date(day("2025-12-25"), today, Lang::Ja), "2025/12/25");
        assert_eq!(brief_date(day("2026-12-25"), today, Lang::En), "25 Dec");
        assert_eq!(brief_date(day("2028-01-29"), today, Lang::En), "29 Jan 2028");
    }

    #[test]
    fn the_year_is_shown_only_when_it_is_another() {
        let today = day("2026-07-01");
        assert_eq!(short_date(day("2026-11-22"), today, Lang::Ja), "11/22（日）");
        assert_eq!(short_date(day("2026-11-22"), today, Lang::En), "Sun 22 Nov");
        assert_eq!(short_date(day("2027-01-05"), today, Lang::Ja), "2027/1/5（火）");
        assert_eq!(short_date(day("2027-01-05"), today, Lang::En), "Tue 5 Jan 2027");
        assert_eq!(long_date(day("2026-11-22"), Lang::Ja), "2026年11月22日（日）");
        assert_eq!(long_date(day("2026-11-22"), Lang::En), "Sun 22 Nov 2026");
    }

    #[test]
    fn days_begin_when_clocks_first_show_them() {
        for (zone, date, start) in [
            (Tz::Asia__Tokyo, "2026-11-22", "2026-11-21T15:00:00Z"),
            (Tz::UTC, "2026-11-22", "2026-11-22T00:00:00Z"),
            // Clocks went from 0:00 to 1:00.
            (Tz::America__Sao_Paulo, "2018-11-04", "2018-11-04T03:00:00Z"),
            // Clocks went back from 1:00 to 0:00: midnight came twice.
            (Tz::America__Havana, "2025-11-02", "2025-11-02T04:00:00Z"),
            // Samoa went from 29 to 31 December.
            (Tz::Pacific__Apia, "2011-12-30", "2011-12-30T10:00:00Z"),
            (Tz::Pacific__Apia, "2011-12-31", "2011-12-30T10:00:00Z"),
        ] {
            let start: DateTime<Utc> = start.parse().unwrap();
            assert_eq!(day_start(zone, day(date)), start, "{date} in {zone}");
        }
    }

    fn zones() -> impl Strategy<Value = Tz> {
        prop::sample::select(vec![
            Tz::Asia__Tokyo,
            Tz::Asia__Beirut,
            Tz::Asia__Gaza,
            Tz::Asia__Kathmandu,
            Tz::Africa__Cairo,
            Tz::America__Havana,
            Tz::America__New_York,
            Tz::America__Sao_Paulo,
            Tz::America__St_Johns,
            Tz::Atlantic__Azores,
            Tz::Australia__Lord_Howe,
            Tz::Europe__London,
            Tz::Pacific__Apia,
            Tz::Pacific__Kiritimati,
            Tz::UTC,
        ])
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]

        #[test]
        fn a_day_begins_at_its_first_moment(zone in zones(), offset in 0u64..30_000) {
            let date = day("1960-01-01") + Days::new(offset);
            let start = day_start(zone, date);
            prop_assert!(local_date(zone, start) >= date);
            prop_assert!(local_date(zone, start - TimeDelta::milliseconds(1)) < date);
        }

        #[test]
        fn clocks_show_the_time_at_its_moment(zone in zones(), seconds in 0i64..2_000_000_000) {
            let time = DateTime::from_timestamp_secs(seconds).unwrap().naive_utc();
            let shown = |at: DateTime<Utc>| at.with_timezone(&zone).naive_local();
            let moment = local_moment(zone, time);
            let skipped = shown(moment) > time && shown(moment - TimeDelta::seconds(1)) < time;
            prop_assert!(shown(moment) == time || skipped);
        }

        #[test]
        fn a_moment_lies_in_its_local_day(zone in zones(), seconds in 1_000_000_000i64..2_000_000_000) {
            // St John's and Gaza have put clocks back over midnight; there an hour of the evening before came again.
            prop_assume!(!matches!(zone, Tz::America__St_Johns | Tz::Asia__Gaza));
            let at = DateTime::from_timestamp_secs(seconds).unwrap();
            let date = local_date(zone, at);
            prop_assert!(day_start(zone, date) <= at);
            prop_assert!(at < day_start(zone, date + Days::new(1)));
        }
    }
}
