//! Periods that reports are drawn for: a day, week, month, quarter, half, fiscal year, or from one day to another.

use std::ops::RangeInclusive;

use chrono::{Datelike, Days, IsoWeek, Months, NaiveDate, Weekday};

use crate::{FiscalCalendar, YEARS, date::month_end};

/// A span of whole days, first and last included. Its [`Display`](std::fmt::Display) is its form in URLs and parses back:
///
/// | | |
/// |---|---|
/// | day | `2026-11-22` |
/// | week, ISO 8601, from Monday | `2026-W47` |
/// | month | `2026-11` |
/// | quarter of fiscal year 2026 | `2026-Q3` |
/// | half of fiscal year 2026 (H1 上期, H2 下期) | `2026-H2` |
/// | fiscal year | `FY2026` |
/// | from one day to another | `2026-11-01..2026-11-22` |
///
/// Which days quarters, halves and fiscal years have depends on the [`FiscalCalendar`], which is asked for where it
/// matters; so a link stays the same when a company changes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Period(pub(crate) Span);

/// What a [`Period`] is. Years lie in [`YEARS`], weeks exist in their ISO year, quarters are 1 to 4, halves 1 or 2, and
/// `from` is not after `to`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Span {
    Day(NaiveDate),
    Week { year: i32, week: u32 },
    Month { year: i32, month: u32 },
    Quarter { year: i32, quarter: u32 },
    Half { year: i32, half: u32 },
    FiscalYear(i32),
    Custom { from: NaiveDate, to: NaiveDate },
}

/// The kinds of period that a date lies in exactly one of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PeriodKind {
    Day,
    Week,
    Month,
    Quarter,
    Half,
    FiscalYear,
}

impl PeriodKind {
    /// From the shortest to the longest.
    pub const ALL: [Self; 6] = [
        Self::Day,
        Self::Week,
        Self::Month,
        Self::Quarter,
        Self::Half,
        Self::FiscalYear,
    ];
}

/// Why something is not a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PeriodError {
    #[error("not a period such as 2026-11, 2026-W47, 2026-Q3, 2026-H2, FY2026, 2026-11-22 or 2026-11-01..2026-11-22")]
    NotUnderstood,
    /// There is no such day, week, month or quarter, or its year is not in [`YEARS`].
    #[error("there is no such day, week, month, quarter or year")]
    OutOfRange,
    #[error("the period ends before it begins")]
    EndsBeforeItBegins,
}

impl Period {
    /// The period of a kind in which a date lies. A date outside of [`YEARS`] counts as the nearest inside.
    #[must_use]
    pub fn containing(date: NaiveDate, kind: PeriodKind, calendar: FiscalCalendar) -> Self {
        let date = nearest_in_range(date);
        let year = calendar.year_of(date);
        Self(match kind {
            PeriodKind::Day => Span::Day(date),
            PeriodKind::Week => week(date.iso_week()),
            PeriodKind::Month => Span::Month {
                year: date.year(),
                month: date.month(),
            },
            PeriodKind::Quarter => Span::Quarter {
                year,
                quarter: calendar.month_index(date) / 3 + 1,
            },
            PeriodKind::Half => Span::Half {
                year,
                half: calendar.month_index(date) / 6 + 1,
            },
            PeriodKind::FiscalYear => Span::FiscalYear(year),
        })
    }

    /// From one day to another, both included.
    ///
    /// # Errors
    /// When `from` is after `to`, or a year is not in [`YEARS`].
    pub fn custom(from: NaiveDate, to: NaiveDate) -> Result<Self, PeriodError> {
        if from > to {
            return Err(PeriodError::EndsBeforeItBegins);
        }
        Self::within_years(Span::Custom { from, to }).ok_or(PeriodError::OutOfRange)
    }

    /// `None` for a period from one day to another.
    #[must_use]
    pub fn kind(self) -> Option<PeriodKind> {
        match self.0 {
            Span::Day(_) => Some(PeriodKind::Day),
            Span::Week { .. } => Some(PeriodKind::Week),
            Span::Month { .. } => Some(PeriodKind::Month),
            Span::Quarter { .. } => Some(PeriodKind::Quarter),
            Span::Half { .. } => Some(PeriodKind::Half),
            Span::FiscalYear(_) => Some(PeriodKind::FiscalYear),
            Span::Custom { .. } => None,
        }
    }

    #[must_use]
    pub fn first_day(self, calendar: FiscalCalendar) -> NaiveDate {
        *self.days(calendar).start()
    }

    #[must_use]
    pub fn last_day(self, calendar: FiscalCalendar) -> NaiveDate {
        *self.days(calendar).end()
    }

    /// From the first day to the last.
    #[must_use]
    pub fn days(self, calendar: FiscalCalendar) -> RangeInclusive<NaiveDate> {
        let months = |year, from, count: u32| {
            let first = first_of(calendar.month_at(year, from));
            first..=month_end(first + Months::new(count - 1))
        };
        match self.0 {
            Span::Day(day) => day..=day,
            Span::Week { year, week } => {
                let monday = monday(year, week).expect("a week exists in its year");
                monday..=monday + Days::new(6)
            }
            Span::Month { year, month } => first_of((year, month))..=month_end(first_of((year, month))),
            Span::Quarter { year, quarter } => months(year, (quarter - 1) * 3, 3),
            Span::Half { year, half } => months(year, (half - 1) * 6, 6),
            Span::FiscalYear(year) => months(year, 0, 12),
            Span::Custom { from, to } => from..=to,
        }
    }

    /// The period of the same kind (or, from one day to another, of as many days) that ends where this begins. `None`
    /// before [`YEARS`].
    #[must_use]
    pub fn previous(self) -> Option<Self> {
        self.shifted(-1)
    }

    /// The period of the same kind (or, from one day to another, of as many days) that begins where this ends. `None`
    /// after [`YEARS`].
    #[must_use]
    pub fn next(self) -> Option<Self> {
        self.shifted(1)
    }

    /// The same period a year before: the same day, the ISO week of the same number, the same month … Where that year
    /// lacks it, the one before (29 February → 28, week 53 → 52). A free period that ends with a month still does.
    #[must_use]
    pub fn year_before(self) -> Option<Self> {
        let earlier = |day: NaiveDate| day.checked_sub_months(Months::new(12));
        Self::within_years(match self.0 {
            Span::Day(day) => Span::Day(earlier(day)?),
            Span::Week { year, week } => Span::Week {
                year: year - 1,
                week: week.min(last_week(year - 1)),
            },
            Span::Month { year, month } => Span::Month { year: year - 1, month },
            Span::Quarter { year, quarter } => Span::Quarter {
                year: year - 1,
                quarter,
            },
            Span::Half { year, half } => Span::Half { year: year - 1, half },
            Span::FiscalYear(year) => Span::FiscalYear(year - 1),
            Span::Custom { from, to } => {
                let end = earlier(to)?;
                Span::Custom {
                    from: earlier(from)?,
                    to: if to == month_end(to) { month_end(end) } else { end },
                }
            }
        })
    }

    fn shifted(self, by: i32) -> Option<Self> {
        let days =
            |day: NaiveDate, count: i64| day.checked_add_signed(chrono::TimeDelta::try_days(count * i64::from(by))?);
        Self::within_years(match self.0 {
            Span::Day(day) => Span::Day(days(day, 1)?),
            Span::Week { year, week: number } => week(days(monday(year, number)?, 7)?.iso_week()),
            Span::Month { year, month } => {
                let (year, month) = nth(year, month, 12, by);
                Span::Month { year, month }
            }
            Span::Quarter { year, quarter } => {
                let (year, quarter) = nth(year, quarter, 4, by);
                Span::Quarter { year, quarter }
            }
            Span::Half { year, half } => {
                let (year, half) = nth(year, half, 2, by);
                Span::Half { year, half }
            }
            Span::FiscalYear(year) => Span::FiscalYear(year + by),
            Span::Custom { from, to } => {
                let length = (to - from).num_days() + 1;
                Span::Custom {
                    from: days(from, length)?,
                    to: days(to, length)?,
                }
            }
        })
    }

    /// The period, if its years may be.
    pub(crate) fn within_years(span: Span) -> Option<Self> {
        let inside = match span {
            Span::Day(day) => YEARS.contains(&day.year()),
            Span::Week { year, .. }
            | Span::Month { year, .. }
            | Span::Quarter { year, .. }
            | Span::Half { year, .. }
            | Span::FiscalYear(year) => YEARS.contains(&year),
            Span::Custom { from, to } => YEARS.contains(&from.year()) && YEARS.contains(&to.year()),
        };
        inside.then_some(Self(span))
    }
}

/// A date whose calendar year, fiscal year and ISO year all lie in [`YEARS`].
fn nearest_in_range(date: NaiveDate) -> NaiveDate {
    let first = first_of((YEARS.start() + 1, 1));
    let last = month_end(first_of((YEARS.end() - 1, 12)));
    date.clamp(first, last)
}

/// The `number`th part of a year (from 1) of `parts`, moved on by `by` parts.
fn nth(year: i32, number: u32, parts: i32, by: i32) -> (i32, u32) {
    let index = year * parts + number.cast_signed() - 1 + by;
    (index.div_euclid(parts), (index.rem_euclid(parts) + 1).cast_unsigned())
}

fn first_of((year, month): (i32, u32)) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, 1).expect("years are bounded and months are 1 to 12")
}

fn week(week: IsoWeek) -> Span {
    Span::Week {
        year: week.year(),
        week: week.week(),
    }
}

pub(crate) fn monday(year: i32, week: u32) -> Option<NaiveDate> {
    NaiveDate::from_isoywd_opt(year, week, Weekday::Mon)
}

fn last_week(year: i32) -> u32 {
    if monday(year, 53).is_some() { 53 } else { 52 }
}

#[cfg(test)]
#[path = "period_tests.rs"]
mod tests;
