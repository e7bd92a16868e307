//! Which days are drawn. A week begins on its Monday.

use chrono::{Datelike as _, Days, Months, NaiveDate};

/// How much is drawn at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    /// One day, by hours.
    Day,
    /// Seven days, by hours.
    Week,
    /// The weeks of a month.
    Month,
}

impl View {
    /// All of them, in the order of the page.
    pub const ALL: [Self; 3] = [Self::Day, Self::Week, Self::Month];

    /// As in the URL.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
        }
    }

    /// From the URL; a week if nothing else is said.
    #[must_use]
    pub fn from_code(code: &str) -> Self {
        Self::ALL
            .into_iter()
            .find(|view| view.code() == code)
            .unwrap_or(Self::Week)
    }
}

/// The days that are drawn around one that was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    /// How much.
    pub view: View,
    /// Around which day.
    pub on: NaiveDate,
    /// The first day.
    pub first: NaiveDate,
    /// How many.
    pub days: u64,
}

impl Range {
    /// Around a day.
    #[must_use]
    pub fn around(view: View, on: NaiveDate) -> Self {
        let (first, days) = match view {
            View::Day => (on, 1),
            View::Week => (monday(on), 7),
            View::Month => {
                let first = monday(on.with_day(1).unwrap_or(on));
                let next = on.with_day(1).unwrap_or(on) + Months::new(1);
                let after = monday(next - Days::new(1)) + Days::new(7);
                (first, u64::try_from((after - first).num_days()).unwrap_or(42))
            }
        };
        Self { view, on, first, days }
    }

    /// The days, in order.
    pub fn days(self) -> impl Iterator<Item = NaiveDate> {
        self.first.iter_days().take(usize::try_from(self.days).unwrap_or(0))
    }

    /// The last day.
    #[must_use]
    pub fn last(self) -> NaiveDate {
        self.first + Days::new(self.days - 1)
    }

    /// A day of the range before.
    #[must_use]
    pub fn before(self) -> NaiveDate {
        match self.view {
            View::Day => self.on - Days::new(1),
            View::Week => self.on - Days::new(7),
            View::Month => self.on - Months::new(1),
        }
    }

    /// A day of the range after.
    #[must_use]
    pub fn after(self) -> NaiveDate {
        match self.view {
            View::Day => self.on + Days::new(1),
            View::Week => self.on + Days::new(7),
            View::Month => self.on + Months::new(1),
        }
    }

    /// Whether a day belongs to the month, not to the weeks that hang over its edges.
    #[must_use]
    pub fn is_of_month(self, day: NaiveDate) -> bool {
        self.view != View::Month || (day.year(), day.month()) == (self.on.year(), self.on.month())
    }
}

fn monday(day: NaiveDate) -> NaiveDate {
    day - Days::new(u64::from(day.weekday().num_days_from_monday()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_begins_on_monday_and_a_month_is_whole_weeks() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let week = Range::around(View::Week, day("2026-11-22"));
        assert_eq!((week.first, week.last()), (day("2026-11-16"), day("2026-11-22")));
        let month = Range::around(View::Month, day("2026-11-22"));
        assert_eq!((month.first, month.last()), (day("2026-10-26"), day("2026-12-06")));
        assert!(month.is_of_month(day("2026-11-30")) && !month.is_of_month(day("2026-12-01")));
        // February 2027 is four weeks to the day.
        let month = Range::around(View::Month, day("2027-02-10"));
        assert_eq!((month.first, month.days), (day("2027-02-01"), 28));
        assert_eq!(Range::around(View::Month, day("2027-01-31")).after(), day("2027-02-28"));
        assert_eq!(Range::around(View::Day, day("2026-12-31")).after(), day("2027-01-01"));
    }
}
