//! The columns of a day or a week: a day each, or, for one day of several people, a person each.

use chrono::{NaiveDate, TimeDelta, Timelike as _};
use chrono_tz::Tz;

use super::{
    entries::Entry,
    lanes::{self, Lane, ROWS, Rows},
};
use crate::{accounts::Person, ids::UserId, time::At};

/// The hours that are always drawn.
const USUAL_HOURS: (u32, u32) = (8, 19);
/// Rows that are needed to read what it is.
const LEAST_ROWS: u32 = 2;

/// A column.
#[derive(Clone, Debug)]
pub struct Column {
    /// Its day.
    pub day: NaiveDate,
    /// Whose it is, when each person has one.
    pub person: Option<Person>,
    /// What has no time.
    pub strip: Vec<Entry>,
    /// What has one.
    pub timed: Vec<Placed>,
}

/// Where something lies in the hours.
#[derive(Clone, Debug)]
pub struct Placed {
    /// What.
    pub entry: Entry,
    /// Which rows of the day.
    pub rows: Rows,
    /// Beside how many others.
    pub lane: Lane,
}

impl Column {
    /// The column of a day; with a person, of what they take part in.
    #[must_use]
    pub fn new(day: NaiveDate, person: Option<Person>, entries: &[Entry], zone: Tz) -> Self {
        let is_here = |entry: &&Entry| {
            let takes_part = |id: &UserId| person.as_ref().is_none_or(|person| person.id == *id);
            entry.span.from.day(zone) == day && entry.people.iter().any(takes_part)
        };
        let (strip, timed): (Vec<Entry>, Vec<Entry>) =
            entries.iter().filter(is_here).cloned().partition(|entry| entry.all_day);
        let mut timed: Vec<(Rows, Entry)> = timed.into_iter().map(|entry| (rows(&entry, zone), entry)).collect();
        timed.sort_by_key(|(rows, _)| (rows.from, rows.until));
        let all: Vec<Rows> = timed.iter().map(|(rows, _)| *rows).collect();
        let placed = |((rows, entry), lane)| Placed { entry, rows, lane };
        Self {
            day,
            person,
            strip,
            timed: timed.into_iter().zip(lanes::lanes(&all)).map(placed).collect(),
        }
    }

    /// Whether nothing is in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.strip.is_empty() && self.timed.is_empty()
    }
}

/// The rows by the clock on the wall. Where the clocks change, it is drawn where they show it; past midnight it is cut.
fn rows(entry: &Entry, zone: Tz) -> Rows {
    let from = quarter(entry.span.from, zone);
    let is_same_day = entry.span.until.just_before().day(zone) == entry.span.from.day(zone);
    let last = if is_same_day {
        quarter(entry.span.until.just_before(), zone) + 1
    } else {
        ROWS
    };
    let until = last.max(from + LEAST_ROWS).min(ROWS);
    Rows {
        from: from.min(ROWS - LEAST_ROWS),
        until,
    }
}

/// The row in which a moment lies.
#[must_use]
pub fn quarter(at: At, zone: Tz) -> u32 {
    let time = at.utc().with_timezone(&zone).time();
    time.hour() * 4 + time.minute() / 15
}

/// The first hour and the one after the last: the usual ones, and whatever else is needed.
#[must_use]
pub fn hours(columns: &[Column]) -> (u32, u32) {
    let all = || columns.iter().flat_map(|column| &column.timed);
    let first = all().map(|placed| placed.rows.from / 4).min();
    let last = all().map(|placed| placed.rows.until.div_ceil(4)).max();
    (
        first.unwrap_or(USUAL_HOURS.0).min(USUAL_HOURS.0),
        last.unwrap_or(USUAL_HOURS.1).max(USUAL_HOURS.1),
    )
}

/// `14:00` of an hour, for the edge of the calendar.
#[must_use]
pub fn hour_label(hour: u32) -> String {
    let midnight = chrono::NaiveTime::MIN;
    (midnight + TimeDelta::hours(i64::from(hour)))
        .format("%-H:%M")
        .to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::appointments::Span;

    fn entry(utc: &str, minutes: i64) -> Entry {
        let at = chrono::DateTime::parse_from_rfc3339(utc).unwrap();
        Entry {
            seen: None,
            span: Span::of(At(at.timestamp_millis()), Some(minutes)),
            all_day: false,
            people: vec![UserId(1)],
            overlaps: false,
        }
    }

    #[test]
    fn where_clocks_change_it_lies_where_they_show_it() {
        let zone = chrono_tz::Europe::Berlin;
        // 01:30 to 04:30 by the clock, two hours in truth; then an hour between 02:30 and 02:30.
        assert_eq!(
            rows(&entry("2027-03-28T00:30:00Z", 120), zone),
            Rows { from: 6, until: 18 }
        );
        assert_eq!(
            rows(&entry("2026-10-25T00:30:00Z", 60), zone),
            Rows { from: 10, until: 12 }
        );
        // The same moment is another day elsewhere.
        let late = entry("2026-11-24T22:30:00Z", 60);
        assert_eq!(rows(&late, zone), Rows { from: 94, until: 96 });
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        assert!(!Column::new(day("2026-11-24"), None, std::slice::from_ref(&late), zone).is_empty());
        assert!(!Column::new(day("2026-11-25"), None, &[late], chrono_tz::Asia::Tokyo).is_empty());
    }

    #[test]
    fn it_is_never_too_low_to_be_read_and_cut_at_midnight() {
        let zone = chrono_tz::UTC;
        assert_eq!(
            rows(&entry("2026-11-24T09:00:00Z", 5), zone),
            Rows { from: 36, until: 38 }
        );
        assert_eq!(
            rows(&entry("2026-11-24T09:10:00Z", 60), zone),
            Rows { from: 36, until: 41 }
        );
        assert_eq!(
            rows(&entry("2026-11-24T23:00:00Z", 60), zone),
            Rows { from: 92, until: 96 }
        );
        assert_eq!(
            rows(&entry("2026-11-24T23:50:00Z", 180), zone),
            Rows { from: 94, until: 96 }
        );
    }
}
