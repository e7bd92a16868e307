//! The fiscal calendar of a company: in which month its year begins.

use chrono::{Datelike, Month, NaiveDate};

/// A fiscal year of twelve months that begins on the first of a month, April for most Japanese companies.
///
/// A fiscal year carries the number of the calendar year in which it **begins**, as 年度 does in Japan: 2026年度 that
/// begins in April runs from 1 April 2026 to 31 March 2027. (American companies and 「2027年3月期」 name the year in which
/// it ends.) The halves are 上期 and 下期, six months each; quarters are three.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FiscalCalendar {
    first_month: Month,
}

impl FiscalCalendar {
    #[must_use]
    pub const fn starting_in(first_month: Month) -> Self {
        Self { first_month }
    }

    #[must_use]
    pub const fn first_month(self) -> Month {
        self.first_month
    }

    /// The number of the fiscal year in which a date lies.
    #[must_use]
    pub fn year_of(self, date: NaiveDate) -> i32 {
        date.year() - i32::from(date.month() < self.first_month.number_from_month())
    }

    /// How many whole months of its fiscal year lie before the month of this date: 0 to 11.
    pub(crate) fn month_index(self, date: NaiveDate) -> u32 {
        (date.month() + 12 - self.first_month.number_from_month()) % 12
    }

    /// The calendar year and month (1 to 12) that is `index` months after the beginning of a fiscal year.
    pub(crate) fn month_at(self, year: i32, index: u32) -> (i32, u32) {
        let months = self.first_month.number_from_month() - 1 + index;
        (year + i32::from(months >= 12), months % 12 + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fiscal_year_is_named_by_the_year_in_which_it_begins() {
        let april = FiscalCalendar::starting_in(Month::April);
        for (date, year) in [("2026-03-31", 2025), ("2026-04-01", 2026), ("2027-03-31", 2026)] {
            assert_eq!(april.year_of(date.parse().unwrap()), year, "{date}");
        }
        let january = FiscalCalendar::starting_in(Month::January);
        assert_eq!(january.year_of("2026-01-01".parse().unwrap()), 2026);
        assert_eq!(january.year_of("2026-12-31".parse().unwrap()), 2026);
    }
}
