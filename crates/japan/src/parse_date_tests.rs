use chrono::{Datelike, Days};
use proptest::prelude::*;

use super::*;
use crate::{Lang, long_date, short_date};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// A Sunday.
const TODAY: &str = "2026-11-22";

fn assert_read(cases: &[(&str, &str)]) {
    for (text, date) in cases {
        assert_eq!(parse_date(text, day(TODAY)), Ok(day(date)), "{text}");
    }
}

#[test]
fn full_dates() {
    assert_read(&[
        ("2026-11-22", "2026-11-22"),
        (" 2026/11/22 ", "2026-11-22"),
        ("2026.1.5", "2026-01-05"),
        ("20261122", "2026-11-22"),
        ("２０２６／１１／２２", "2026-11-22"),
        ("2026ー11ー22", "2026-11-22"),
        ("2026年11月22日", "2026-11-22"),
        ("２０２６年 １１月 ２２日", "2026-11-22"),
        ("2024/2/29", "2024-02-29"),
    ]);
}

#[test]
fn dates_without_a_year_lie_ahead_or_less_than_half_a_year_back() {
    assert_read(&[
        ("11/22", "2026-11-22"),
        ("11月22日", "2026-11-22"),
        ("11-20", "2026-11-20"),
        ("12/24", "2026-12-24"),
    ]);
    assert_read(&[("1/10", "2027-01-10"), ("5/23", "2026-05-23"), ("5/22", "2027-05-22")]);
}

#[test]
fn dates_by_era() {
    assert_read(&[
        ("令和8年11月22日", "2026-11-22"),
        ("R8.11.22", "2026-11-22"),
        ("ｒ８／１１／２２", "2026-11-22"),
        ("㋿元年5月1日", "2019-05-01"),
        ("令和元年5月1日", "2019-05-01"),
        ("H31.4.30", "2019-04-30"),
        ("平成33年4月1日", "2021-04-01"),
        ("S64.1.7", "1989-01-07"),
        ("大正元年12月1日", "1912-12-01"),
    ]);
}

#[test]
fn relative_dates() {
    assert_read(&[
        ("今日", "2026-11-22"),
        ("本日", "2026-11-22"),
        ("明日", "2026-11-23"),
        ("明後日", "2026-11-24"),
        ("昨日", "2026-11-21"),
        ("3日後", "2026-11-25"),
        ("３日前", "2026-11-19"),
        ("2週間後", "2026-12-06"),
        ("1か月後", "2026-12-22"),
        ("3ヶ月後", "2027-02-22"),
        ("3ヵ月後", "2027-02-22"),
        ("1年前", "2025-11-22"),
        ("今週金曜", "2026-11-20"),
        ("今週の日曜日", "2026-11-22"),
        ("来週火曜", "2026-11-24"),
        ("来週 火曜日", "2026-11-24"),
        ("来週火", "2026-11-24"),
        ("再来週月曜", "2026-11-30"),
        ("先週水曜", "2026-11-11"),
        ("金曜", "2026-11-27"),
        ("日曜日", "2026-11-29"),
        ("月曜", "2026-11-23"),
        ("月末", "2026-11-30"),
        ("今月末", "2026-11-30"),
        ("来月末", "2026-12-31"),
        ("先月末", "2026-10-31"),
        ("3月末", "2027-03-31"),
        ("2月末", "2027-02-28"),
        ("年末", "2026-12-31"),
    ]);
}

#[test]
fn months_of_other_lengths_are_counted_to_their_last_day() {
    let today = day("2028-01-31");
    assert_eq!(parse_date("1か月後", today), Ok(day("2028-02-29")));
    assert_eq!(parse_date("来月末", today), Ok(day("2028-02-29")));
}

#[test]
fn english_dates() {
    assert_read(&[
        ("22 Nov", "2026-11-22"),
        ("22 November 2026", "2026-11-22"),
        ("Nov 22, 2026", "2026-11-22"),
        ("Nov 22nd", "2026-11-22"),
        ("Sun 22 Nov", "2026-11-22"),
        ("10 Jan", "2027-01-10"),
        ("today", "2026-11-22"),
        ("Tomorrow", "2026-11-23"),
        ("friday", "2026-11-27"),
        ("next Tue", "2026-11-24"),
        ("this fri", "2026-11-20"),
        ("in 3 days", "2026-11-25"),
        ("in 2 weeks", "2026-12-06"),
        ("end of month", "2026-11-30"),
        ("end of next month", "2026-12-31"),
    ]);
}

#[test]
fn a_weekday_must_be_right_and_may_tell_the_year() {
    assert_read(&[
        ("11/22（日）", "2026-11-22"),
        ("11/22(日曜)", "2026-11-22"),
        ("11月22日日曜日", "2026-11-22"),
        ("1/10（日）", "2027-01-10"),
        ("1/10（土）", "2026-01-10"),
    ]);
    let error = DateError::OtherWeekday {
        date: day("2026-11-22"),
        actual: Weekday::Sun,
    };
    assert_eq!(parse_date("11/22（月）", day(TODAY)), Err(error));
    assert_eq!(parse_date("Mon 22 Nov 2026", day(TODAY)), Err(error));
}

#[test]
fn what_is_no_date_is_refused_with_the_reason() {
    use DateError::{Empty, NoSuchDay, NotUnderstood, YearOutOfRange};
    for (text, error) in [
        ("", Empty),
        ("　", Empty),
        ("abc", NotUnderstood),
        ("22", NotUnderstood),
        ("11月", NotUnderstood),
        ("11/22/2026", NotUnderstood),
        ("26/11/22", NotUnderstood),
        ("2026-11-22-1", NotUnderstood),
        ("2026-11-", NotUnderstood),
        ("2026-011-22", NotUnderstood),
        ("来週", NotUnderstood),
        ("日", NotUnderstood),
        ("火曜の次", NotUnderstood),
        ("2026-02-29", NoSuchDay),
        ("13/1", NoSuchDay),
        ("0/1", NoSuchDay),
        ("13月末", NoSuchDay),
        ("令和0年1月1日", NoSuchDay),
        ("令和1年4月30日", NoSuchDay),
        ("32 Nov", NoSuchDay),
        ("0226-11-22", YearOutOfRange),
        ("9999年後", YearOutOfRange),
    ] {
        assert_eq!(parse_date(text, day(TODAY)), Err(error), "{text}");
    }
}

fn dates() -> impl Strategy<Value = NaiveDate> {
    (0u64..100_000).prop_map(|days| day("1930-01-01") + Days::new(days))
}

proptest! {
    #[test]
    fn full_dates_are_read_as_they_were_written(date in dates(), today in dates()) {
        let (year, month, day) = (date.year(), date.month(), date.day());
        for text in [
            date.to_string(),
            format!("{year}/{month}/{day}"),
            format!("{year}年{month}月{day}日"),
            format!("昭和{}年{month}月{day}日", year - 1925),
            long_date(date, Lang::Ja),
            long_date(date, Lang::En),
        ] {
            // Two digits hold the year of an era.
            prop_assume!(year < 2025);
            prop_assert_eq!(parse_date(&text, today), Ok(date), "{}", text);
        }
    }

    #[test]
    fn dates_are_read_as_they_are_shown(date in dates(), today in dates()) {
        for lang in [Lang::Ja, Lang::En] {
            let text = short_date(date, today, lang);
            prop_assert_eq!(parse_date(&text, today), Ok(date), "{}", text);
        }
    }

    #[test]
    fn dates_of_this_year_are_read_as_they_are_shown(today in dates(), day_of_year in 1u32..=365) {
        let date = today.with_ordinal(day_of_year).unwrap();
        for lang in [Lang::Ja, Lang::En] {
            prop_assert_eq!(parse_date(&short_date(date, today, lang), today), Ok(date));
        }
    }

    #[test]
    fn counting_days_is_counting_days(today in dates(), days in 0u64..1000) {
        prop_assert_eq!(parse_date(&format!("{days}日後"), today), Ok(today + Days::new(days)));
        prop_assert_eq!(parse_date(&format!("{days}日前"), today), Ok(today - Days::new(days)));
    }

    #[test]
    fn any_text_is_a_date_or_not(
        text in "[0-9０-９/年月日.火曜来今週末後前か令和元rRhH（）() -]{0,12}|(in|next|22|nov|sun|2026|,| ){0,5}|\\PC{0,30}",
        today in dates(),
    ) {
        if let Ok(date) = parse_date(&text, today) {
            prop_assert!(YEARS.contains(&date.year()));
        }
    }
}
