//! How periods are written: in URLs, and for readers.

use std::{fmt, str::FromStr};

use chrono::{Datelike, NaiveDate};

use crate::{
    FiscalCalendar, Lang, Period, PeriodError, YEARS,
    date::{long_date, month_name},
    period::{Span, monday},
};

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Span::Day(day) => write!(f, "{day}"),
            Span::Week { year, week } => write!(f, "{year}-W{week:02}"),
            Span::Month { year, month } => write!(f, "{year}-{month:02}"),
            Span::Quarter { year, quarter } => write!(f, "{year}-Q{quarter}"),
            Span::Half { year, half } => write!(f, "{year}-H{half}"),
            Span::FiscalYear(year) => write!(f, "FY{year}"),
            Span::Custom { from, to } => write!(f, "{from}..{to}"),
        }
    }
}

impl FromStr for Period {
    type Err = PeriodError;

    fn from_str(text: &str) -> Result<Self, PeriodError> {
        if let Some((from, to)) = text.split_once("..") {
            return Self::custom(day(from)?, day(to)?);
        }
        if let Some(year) = text.strip_prefix("FY") {
            return Ok(Self(Span::FiscalYear(self::year(year)?)));
        }
        let (year, part) = text.split_once('-').ok_or(PeriodError::NotUnderstood)?;
        let year = self::year(year)?;
        let span = if let Some(week) = part.strip_prefix('W') {
            let week = digits(week, 2)?;
            monday(year, week).map(|_| Span::Week { year, week })
        } else if let Some(quarter) = part.strip_prefix('Q') {
            let quarter = digits(quarter, 1)?;
            (1..=4).contains(&quarter).then_some(Span::Quarter { year, quarter })
        } else if let Some(half) = part.strip_prefix('H') {
            let half = digits(half, 1)?;
            (1..=2).contains(&half).then_some(Span::Half { year, half })
        } else if part.len() == 2 {
            let month = digits(part, 2)?;
            (1..=12).contains(&month).then_some(Span::Month { year, month })
        } else {
            Some(Span::Day(day(text)?))
        };
        span.map(Self).ok_or(PeriodError::OutOfRange)
    }
}

fn day(text: &str) -> Result<NaiveDate, PeriodError> {
    let mut parts = text.splitn(3, '-');
    let mut part = |length| {
        parts
            .next()
            .ok_or(PeriodError::NotUnderstood)
            .and_then(|part| digits(part, length))
    };
    let (year, month, day) = (part(4)?, part(2)?, part(2)?);
    let date = NaiveDate::from_ymd_opt(year.cast_signed(), month, day).ok_or(PeriodError::OutOfRange)?;
    if YEARS.contains(&date.year()) {
        Ok(date)
    } else {
        Err(PeriodError::OutOfRange)
    }
}

fn year(text: &str) -> Result<i32, PeriodError> {
    let year = digits(text, 4)?.cast_signed();
    if YEARS.contains(&year) {
        Ok(year)
    } else {
        Err(PeriodError::OutOfRange)
    }
}

/// A number of exactly so many digits, so that each period has one spelling only.
fn digits(text: &str, length: usize) -> Result<u32, PeriodError> {
    if text.len() != length || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(PeriodError::NotUnderstood);
    }
    text.parse().map_err(|_| PeriodError::NotUnderstood)
}

impl Period {
    /// What a reader calls it.
    ///
    /// | | ja | en |
    /// |---|---|---|
    /// | day | 2026年11月22日（日） | Sun 22 Nov 2026 |
    /// | week | 2026年 第47週（11/16〜11/22） | Week 47, 2026 (16 Nov–22 Nov) |
    /// | month | 2026年11月 | Nov 2026 |
    /// | quarter | 2026年度 第3四半期（10〜12月） | Q3 FY2026 (Oct–Dec) |
    /// | half | 2026年度 下期（10〜3月） | H2 FY2026 (Oct–Mar) |
    /// | fiscal year | 2026年度 | FY2026 |
    /// | from one day to another | 2026年11月1日〜2026年11月22日 | 1 Nov 2026 – 22 Nov 2026 |
    #[must_use]
    pub fn label(self, calendar: FiscalCalendar, lang: Lang) -> String {
        let (first, last) = self.days(calendar).into_inner();
        match lang {
            Lang::Ja => self.label_ja(first, last),
            Lang::En => self.label_en(first, last),
        }
    }

    fn label_ja(self, first: NaiveDate, last: NaiveDate) -> String {
        let months = format!("{}〜{}月", first.month(), last.month());
        match self.0 {
            Span::Day(day) => long_date(day, Lang::Ja),
            Span::Week { year, week } => {
                format!(
                    "{year}年 第{week}週（{}/{}〜{}/{}）",
                    first.month(),
                    first.day(),
                    last.month(),
                    last.day()
                )
            }
            Span::Month { year, month } => format!("{year}年{month}月"),
            Span::Quarter { year, quarter } => format!("{year}年度 第{quarter}四半期（{months}）"),
            Span::Half { year, half: 1 } => format!("{year}年度 上期（{months}）"),
            Span::Half { year, .. } => format!("{year}年度 下期（{months}）"),
            Span::FiscalYear(year) => format!("{year}年度"),
            Span::Custom { .. } => format!("{}〜{}", first.format("%Y年%-m月%-d日"), last.format("%Y年%-m月%-d日")),
        }
    }

    fn label_en(self, first: NaiveDate, last: NaiveDate) -> String {
        let months = format!("{}–{}", month_name(first.month()), month_name(last.month()));
        match self.0 {
            Span::Day(day) => long_date(day, Lang::En),
            Span::Week { year, week } => format!(
                "Week {week}, {year} ({}–{})",
                first.format("%-d %b"),
                last.format("%-d %b")
            ),
            Span::Month { year, month } => format!("{} {year}", month_name(month)),
            Span::Quarter { year, quarter } => format!("Q{quarter} FY{year} ({months})"),
            Span::Half { year, half } => format!("H{half} FY{year} ({months})"),
            Span::FiscalYear(year) => format!("FY{year}"),
            Span::Custom { .. } => format!("{} – {}", first.format("%-d %b %Y"), last.format("%-d %b %Y")),
        }
    }
}
