//! Dates that are counted from today, in Japanese: 明日, 3日後, 来週火曜, 月末.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

use crate::{
    date::month_end,
    parse_date::{DateError, Written},
};

/// Reads a text without spaces. [`DateError::NotUnderstood`] if it is another kind of date.
pub(crate) fn parse(text: &str, today: NaiveDate) -> Result<NaiveDate, DateError> {
    if let Some(days) = day_name(text) {
        return count(today, days, Unit::Day);
    }
    if let Some(month) = text.strip_suffix('末') {
        return end_of_month(month, today);
    }
    if let Some((number, unit, sign)) = distance(text) {
        return count(today, number * sign, unit);
    }
    week_and_day(text, today)
}

/// The weekday that a character names.
pub(crate) fn weekday(name: char) -> Option<Weekday> {
    let number = "月火水木金土日".chars().position(|day| day == name)?;
    Weekday::try_from(u8::try_from(number).ok()?).ok()
}

/// What a number of days, weeks, months or years from a day is; in a shorter month its last day.
#[derive(Clone, Copy)]
pub(crate) enum Unit {
    Day,
    Week,
    Month,
    Year,
}

pub(crate) fn count(from: NaiveDate, number: i32, unit: Unit) -> Result<NaiveDate, DateError> {
    let (days, months) = match unit {
        Unit::Day => (number, 0),
        Unit::Week => (number.saturating_mul(7), 0),
        Unit::Month => (0, number),
        Unit::Year => (0, number.saturating_mul(12)),
    };
    let by = Months::new(months.unsigned_abs());
    let date = if months < 0 {
        from.checked_sub_months(by)
    } else {
        from.checked_add_months(by)
    };
    let by = Days::new(days.unsigned_abs().into());
    date.and_then(|date| {
        if days < 0 {
            date.checked_sub_days(by)
        } else {
            date.checked_add_days(by)
        }
    })
    .ok_or(DateError::YearOutOfRange)
}

/// The next such weekday after today, at most a week ahead: on a Friday, "Friday" is not said of today.
pub(crate) fn next(weekday: Weekday, today: NaiveDate) -> Result<NaiveDate, DateError> {
    let ahead = i32::try_from(weekday.days_since(today.weekday())).unwrap_or(0);
    count(today, if ahead == 0 { 7 } else { ahead }, Unit::Day)
}

/// A weekday in the week of today or one that many weeks from it. Weeks begin on Monday.
pub(crate) fn in_week(weekday: Weekday, weeks: i32, today: NaiveDate) -> Result<NaiveDate, DateError> {
    let from_monday = |day: Weekday| i32::try_from(day.num_days_from_monday()).unwrap_or(0);
    count(
        today,
        weeks * 7 + from_monday(weekday) - from_monday(today.weekday()),
        Unit::Day,
    )
}

fn day_name(text: &str) -> Option<i32> {
    Some(match text {
        "一昨日" | "おととい" => -2,
        "昨日" | "きのう" => -1,
        "今日" | "本日" | "きょう" => 0,
        "明日" | "あした" | "あす" => 1,
        "明後日" | "あさって" => 2,
        _ => return None,
    })
}

fn end_of_month(month: &str, today: NaiveDate) -> Result<NaiveDate, DateError> {
    let months = match month {
        "先月" => -1,
        "月" | "今月" | "当月" => 0,
        "来月" | "翌月" => 1,
        "再来月" => 2,
        "年" => return end_of_numbered_month(12, today),
        _ => {
            let number = month
                .strip_suffix('月')
                .and_then(|number| number.parse().ok())
                .ok_or(DateError::NotUnderstood)?;
            return end_of_numbered_month(number, today);
        }
    };
    Ok(month_end(count(today, months, Unit::Month)?))
}

/// The last day of a month without a year, of which the 28th says which year is meant.
fn end_of_numbered_month(month: u32, today: NaiveDate) -> Result<NaiveDate, DateError> {
    Ok(month_end(
        Written {
            year: None,
            month,
            day: 28,
            weekday: None,
        }
        .on(today)?,
    ))
}

/// `3日後`, `2週間前`, `1か月後` as a number, a unit, and 1 or -1.
fn distance(text: &str) -> Option<(i32, Unit, i32)> {
    let (text, sign) = text
        .strip_suffix('後')
        .map(|text| (text, 1))
        .or_else(|| text.strip_suffix('前').map(|text| (text, -1)))?;
    let units = [
        ("日", Unit::Day),
        ("週間", Unit::Week),
        ("週", Unit::Week),
        ("年", Unit::Year),
    ];
    let months = ["か月", "ヶ月", "ケ月", "カ月", "ヵ月", "箇月"].map(|month| (month, Unit::Month));
    let (number, unit) = units
        .into_iter()
        .chain(months)
        .find_map(|(name, unit)| Some((text.strip_suffix(name)?, unit)))?;
    let counted = (1..=4).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit());
    counted
        .then(|| number.parse().ok())
        .flatten()
        .map(|number| (number, unit, sign))
}

/// `来週火曜`, `今週の金曜日`, `来週火`, `金曜`; without a week it is the next such day.
fn week_and_day(text: &str, today: NaiveDate) -> Result<NaiveDate, DateError> {
    let weeks = [("先週", -1), ("今週", 0), ("再来週", 2), ("来週", 1), ("翌週", 1)];
    let week = weeks
        .into_iter()
        .find_map(|(name, weeks)| Some((text.strip_prefix(name)?, weeks)));
    let day = week.map_or(text, |(rest, _)| rest.strip_prefix('の').unwrap_or(rest));
    let named = day.strip_suffix("曜日").or_else(|| day.strip_suffix('曜'));
    // A lone 日 or 月 is a weekday only after the name of a week.
    let name = if week.is_some() {
        named.unwrap_or(day)
    } else {
        named.ok_or(DateError::NotUnderstood)?
    };
    let mut chars = name.chars();
    let (Some(name), None) = (chars.next(), chars.next()) else {
        return Err(DateError::NotUnderstood);
    };
    let weekday = weekday(name).ok_or(DateError::NotUnderstood)?;
    match week {
        Some((_, weeks)) => in_week(weekday, weeks, today),
        None => next(weekday, today),
    }
}
