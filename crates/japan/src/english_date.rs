//! Dates in English words: `22 Nov`, `Nov 22, 2026`, `next Tuesday`, `in 3 days`.

use chrono::{Month, NaiveDate, Weekday};

use crate::{
    date::month_end,
    parse_date::{DateError, Written, Year},
    relative_date::{Unit, count, in_week, next},
};

/// Reads a text in lower case.
pub(crate) fn parse(text: &str, today: NaiveDate) -> Result<NaiveDate, DateError> {
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || c == ',' || c == '.')
        .filter(|word| !word.is_empty())
        .collect();
    match words.as_slice() {
        ["today"] => Ok(today),
        ["tomorrow"] => count(today, 1, Unit::Day),
        ["yesterday"] => count(today, -1, Unit::Day),
        ["end", "of", "month"] => Ok(month_end(today)),
        ["end", "of", "next", "month"] => Ok(month_end(count(today, 1, Unit::Month)?)),
        ["in", number, unit] => count(today, self::number(number, 4)?.cast_signed(), self::unit(unit)?),
        [day] => next(weekday(day)?, today),
        ["last", day] => in_week(weekday(day)?, -1, today),
        ["this", day] => in_week(weekday(day)?, 0, today),
        ["next", day] => in_week(weekday(day)?, 1, today),
        words => written(words)?.on(today),
    }
}

/// A day and a month in either order, perhaps a weekday before and a year after them.
fn written(words: &[&str]) -> Result<Written, DateError> {
    let (weekday, words) = match words {
        [first, rest @ ..] if rest.len() > 1 && weekday(first).is_ok() => (weekday(first).ok(), rest),
        words => (None, words),
    };
    let (year, words) = match words {
        [day @ .., year] if day.len() == 2 && year.len() == 4 => {
            (Some(Year::western(number(year, 4)?.cast_signed())), day)
        }
        words => (None, words),
    };
    let [one, other] = words else {
        return Err(DateError::NotUnderstood);
    };
    let (month, day) = month(one)
        .map(|month| (month, other))
        .or_else(|_| month(other).map(|month| (month, one)))?;
    let day = ["st", "nd", "rd", "th"]
        .iter()
        .find_map(|ending| day.strip_suffix(ending))
        .unwrap_or(day);
    Ok(Written {
        year,
        month: month.number_from_month(),
        day: number(day, 2)?,
        weekday,
    })
}

/// `nov`, `sept` or `november`.
fn month(word: &str) -> Result<Month, DateError> {
    let months = (1..=12).filter_map(|number| Month::try_from(number).ok());
    begins(word, months, |month| month.name())
}

/// `tue`, `thurs` or `tuesday`.
fn weekday(word: &str) -> Result<Weekday, DateError> {
    const NAMES: [&str; 7] = [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
    ];
    let days = (0..7).filter_map(|number| Weekday::try_from(number).ok());
    begins(word, days, |day| NAMES[day.num_days_from_monday() as usize])
}

/// The one whose name begins with a word of three letters or more.
fn begins<T>(word: &str, mut all: impl Iterator<Item = T>, name: impl Fn(&T) -> &'static str) -> Result<T, DateError> {
    let found = all.find(|one| word.len() >= 3 && name(one).to_ascii_lowercase().starts_with(word));
    found.ok_or(DateError::NotUnderstood)
}

fn unit(word: &str) -> Result<Unit, DateError> {
    match word.strip_suffix('s').unwrap_or(word) {
        "day" => Ok(Unit::Day),
        "week" => Ok(Unit::Week),
        "month" => Ok(Unit::Month),
        "year" => Ok(Unit::Year),
        _ => Err(DateError::NotUnderstood),
    }
}

/// A number of at most so many digits.
fn number(word: &str, length: usize) -> Result<u32, DateError> {
    if word.len() > length || !word.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(DateError::NotUnderstood);
    }
    word.parse().map_err(|_| DateError::NotUnderstood)
}
