//! Dates as people type them.

use chrono::{Datelike, NaiveDate, TimeDelta, Weekday};

use crate::{YEARS, english_date, relative_date, typed};

/// Why a text is not a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DateError {
    #[error("no date")]
    Empty,
    #[error("not understood as a date")]
    NotUnderstood,
    /// 30 February, or a day before its era began.
    #[error("there is no such day")]
    NoSuchDay,
    /// The year, or the day reached by counting, is not in [`YEARS`].
    #[error("the year is out of range")]
    YearOutOfRange,
    /// `11/22（月）`, when that day is another weekday.
    #[error("{date} is a {actual}")]
    OtherWeekday { date: NaiveDate, actual: Weekday },
}

/// Reads a date as a user types it on the day `today` (in the user's own time zone).
///
/// - `2026-11-22`, `2026/11/22`, `2026.11.22`, `20261122`, `2026年11月22日`;
/// - without a year, `11/22`, `11月22日`: of this year, or of the next if that lies more than half a year (183 days) back,
///   so that `1/10` typed in December is next month, and `11/20` typed on 22 November the day before yesterday;
/// - by era, `令和8年11月22日`, `R8.11.22`, `平成元年4月1日`; also beyond an era's end, as old papers have it;
/// - relative: `今日`, `明日`, `3日後`, `来週火曜`, `今週金曜`, `金曜` (the next one), `月末`, `来月末`, `3月末`, `2週間後`,
///   `1か月後`; weeks begin on Monday;
/// - in English: `22 Nov`, `Nov 22 2026`, `today`, `next Tuesday` (of next week), `Friday`, `in 3 days`, `end of month`;
/// - with its weekday, as dates are shown: `11/22（日）`, `Sun 22 Nov`. The weekday must be right; if the year is not
///   typed it may tell which one is meant.
///
/// Width, case and spaces do not matter.
///
/// # Errors
/// Says why it is no date; never guesses further than the above.
pub fn parse_date(text: &str, today: NaiveDate) -> Result<NaiveDate, DateError> {
    let typed = typed::plain(text);
    if typed.is_empty() {
        return Err(DateError::Empty);
    }
    let dense: String = typed.split_whitespace().collect();
    let date = match relative_date::parse(&dense, today) {
        Err(DateError::NotUnderstood) => match written(&dense) {
            Err(DateError::NotUnderstood) => english_date::parse(&typed, today),
            written => written?.on(today),
        },
        relative => relative,
    }?;
    if YEARS.contains(&date.year()) {
        Ok(date)
    } else {
        Err(DateError::YearOutOfRange)
    }
}

/// A date as written, before it is known whether there is such a day.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Written {
    pub year: Option<Year>,
    pub month: u32,
    pub day: u32,
    pub weekday: Option<Weekday>,
}

/// A year as written. Eras have a first day; the others do not.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Year {
    pub number: i32,
    pub from: NaiveDate,
}

impl Year {
    pub(crate) fn western(number: i32) -> Self {
        Self {
            number,
            from: NaiveDate::MIN,
        }
    }
}

impl Written {
    /// The day that is meant by someone who writes on `today`.
    pub(crate) fn on(self, today: NaiveDate) -> Result<NaiveDate, DateError> {
        let date = match self.year {
            Some(year) => self.in_year(year.number).and_then(|date| {
                if date < year.from {
                    Err(DateError::NoSuchDay)
                } else {
                    Ok(date)
                }
            }),
            None => self.without_year(today),
        }?;
        match self.weekday {
            Some(weekday) if weekday != date.weekday() => Err(DateError::OtherWeekday {
                date,
                actual: date.weekday(),
            }),
            _ => Ok(date),
        }
    }

    fn in_year(self, year: i32) -> Result<NaiveDate, DateError> {
        if YEARS.contains(&year) {
            NaiveDate::from_ymd_opt(year, self.month, self.day).ok_or(DateError::NoSuchDay)
        } else {
            Err(DateError::YearOutOfRange)
        }
    }

    fn without_year(self, today: NaiveDate) -> Result<NaiveDate, DateError> {
        let this_year = self.in_year(today.year());
        let long_ago = this_year.is_ok_and(|date| today - date > TimeDelta::days(LONG_AGO));
        let likely = if long_ago {
            self.in_year(today.year() + 1)
        } else {
            this_year
        };
        match (self.weekday, this_year, likely) {
            (Some(weekday), Ok(other), Ok(date)) if date.weekday() != weekday && other.weekday() == weekday => {
                Ok(other)
            }
            _ => likely,
        }
    }
}

/// Days after which a day and month without a year mean the next year's.
const LONG_AGO: i64 = 183;

fn written(text: &str) -> Result<Written, DateError> {
    let (text, weekday) = without_weekday(text);
    let (text, era) = without_era(text);
    let text = text
        .strip_suffix('日')
        .unwrap_or(text)
        .replace(['年', '月', '/', '.'], "-");
    let parts: Vec<&str> = text.split('-').collect();
    let (year, month, day) = match (parts.as_slice(), era) {
        ([year, month, day], Some(era)) => (Some(era.year(year)?), *month, *day),
        ([year, month, day], None) => (Some(western(year)?), *month, *day),
        ([month, day], None) => (None, *month, *day),
        ([dense], None) if dense.len() == 8 && dense.is_ascii() => {
            (Some(western(&dense[..4])?), &dense[4..6], &dense[6..])
        }
        _ => return Err(DateError::NotUnderstood),
    };
    Ok(Written {
        year,
        month: number(month, 1..=2)?.cast_unsigned(),
        day: number(day, 1..=2)?.cast_unsigned(),
        weekday,
    })
}

/// Takes off the weekday at the end, as in `11/22(日)`, `11/22(日曜)`, `11月22日日曜日`.
fn without_weekday(text: &str) -> (&str, Option<Weekday>) {
    let named = |text: &'_ str| {
        let name = text.chars().next_back()?;
        Some((text.len() - name.len_utf8(), relative_date::weekday(name)?))
    };
    let inner = match text.strip_suffix(')') {
        Some(inner) => inner
            .strip_suffix("曜日")
            .or_else(|| inner.strip_suffix('曜'))
            .or(Some(inner)),
        None => text.strip_suffix("曜日").or_else(|| text.strip_suffix('曜')),
    };
    match inner.and_then(named) {
        Some((end, weekday)) => (text[..end].strip_suffix('(').unwrap_or(&text[..end]), Some(weekday)),
        None => (text, None),
    }
}

/// A Japanese era: the year before its first, and its first day.
#[derive(Clone, Copy)]
struct Era {
    before: i32,
    from: (i32, u32, u32),
}

const ERAS: [(&str, char, Era); 4] = [
    (
        "令和",
        'r',
        Era {
            before: 2018,
            from: (2019, 5, 1),
        },
    ),
    (
        "平成",
        'h',
        Era {
            before: 1988,
            from: (1989, 1, 8),
        },
    ),
    (
        "昭和",
        's',
        Era {
            before: 1925,
            from: (1926, 12, 25),
        },
    ),
    (
        "大正",
        't',
        Era {
            before: 1911,
            from: (1912, 7, 30),
        },
    ),
];

impl Era {
    fn year(self, text: &str) -> Result<Year, DateError> {
        let number = if text == "元" { 1 } else { number(text, 1..=2)? };
        let (year, month, day) = self.from;
        let from = NaiveDate::from_ymd_opt(year, month, day).ok_or(DateError::NoSuchDay)?;
        if number == 0 {
            Err(DateError::NoSuchDay)
        } else {
            Ok(Year {
                number: self.before + number,
                from,
            })
        }
    }
}

fn without_era(text: &str) -> (&str, Option<Era>) {
    let found = ERAS.iter().find_map(|(name, letter, era)| {
        let rest = text.strip_prefix(name).or_else(|| text.strip_prefix(*letter))?;
        rest.starts_with(|c: char| c.is_ascii_digit() || c == '元')
            .then_some((rest, Some(*era)))
    });
    found.unwrap_or((text, None))
}

fn western(text: &str) -> Result<Year, DateError> {
    Ok(Year::western(number(text, 4..=4)?))
}

/// A number with as many digits as allowed.
fn number(text: &str, length: std::ops::RangeInclusive<usize>) -> Result<i32, DateError> {
    if !length.contains(&text.len()) || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(DateError::NotUnderstood);
    }
    text.parse().map_err(|_| DateError::NotUnderstood)
}

#[cfg(test)]
#[path = "parse_date_tests.rs"]
mod tests;
