use chrono::Month;
use proptest::prelude::*;

use super::*;
use crate::Lang;

const APRIL: FiscalCalendar = FiscalCalendar::starting_in(Month::April);

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn period(text: &str) -> Period {
    text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
}

#[test]
fn periods_have_their_days_in_a_year_that_begins_in_april() {
    for (text, first, last) in [
        ("2026-11-22", "2026-11-22", "2026-11-22"),
        ("2026-W47", "2026-11-16", "2026-11-22"),
        ("2026-W01", "2025-12-29", "2026-01-04"),
        ("2026-11", "2026-11-01", "2026-11-30"),
        ("2028-02", "2028-02-01", "2028-02-29"),
        ("2026-Q3", "2026-10-01", "2026-12-31"),
        ("2026-Q4", "2027-01-01", "2027-03-31"),
        ("2026-H1", "2026-04-01", "2026-09-30"),
        ("2026-H2", "2026-10-01", "2027-03-31"),
        ("FY2026", "2026-04-01", "2027-03-31"),
        ("2026-11-01..2026-11-22", "2026-11-01", "2026-11-22"),
    ] {
        assert_eq!(period(text).days(APRIL), day(first)..=day(last), "{text}");
        assert_eq!(period(text).to_string(), text);
    }
}

#[test]
fn quarters_follow_the_first_month_of_the_year() {
    for (month, first, last) in [
        (Month::January, "2026-10-01", "2026-12-31"),
        (Month::February, "2026-11-01", "2027-01-31"),
        (Month::December, "2027-09-01", "2027-11-30"),
    ] {
        assert_eq!(
            period("2026-Q4").days(FiscalCalendar::starting_in(month)),
            day(first)..=day(last),
            "{month:?}"
        );
    }
}

#[test]
fn neighbours_and_the_year_before() {
    for (text, previous, next, year_before) in [
        ("2026-03-01", "2026-02-28", "2026-03-02", "2025-03-01"),
        ("2028-02-29", "2028-02-28", "2028-03-01", "2027-02-28"),
        ("2026-W53", "2026-W52", "2027-W01", "2025-W52"),
        ("2026-01", "2025-12", "2026-02", "2025-01"),
        ("2026-Q1", "2025-Q4", "2026-Q2", "2025-Q1"),
        ("2026-H2", "2026-H1", "2027-H1", "2025-H2"),
        ("FY2026", "FY2025", "FY2027", "FY2025"),
        (
            "2028-02-10..2028-02-29",
            "2028-01-21..2028-02-09",
            "2028-03-01..2028-03-20",
            "2027-02-10..2027-02-28",
        ),
        (
            "2029-02-01..2029-02-28",
            "2029-01-04..2029-01-31",
            "2029-03-01..2029-03-28",
            "2028-02-01..2028-02-29",
        ),
    ] {
        let it = period(text);
        assert_eq!(it.previous(), Some(period(previous)), "before {text}");
        assert_eq!(it.next(), Some(period(next)), "after {text}");
        assert_eq!(it.year_before(), Some(period(year_before)), "a year before {text}");
    }
}

#[test]
fn time_ends_where_the_years_do() {
    for first in [
        "1900-01-01",
        "1900-W01",
        "1900-01",
        "1900-Q1",
        "1900-H1",
        "FY1900",
        "1900-01-01..1900-01-01",
    ] {
        assert_eq!(period(first).previous(), None, "{first}");
        assert_eq!(period(first).year_before(), None, "{first}");
    }
    for last in [
        "2999-12-31",
        "2999-W52",
        "2999-12",
        "2999-Q4",
        "2999-H2",
        "FY2999",
        "2999-12-30..2999-12-31",
    ] {
        assert_eq!(period(last).next(), None, "{last}");
    }
}

#[test]
fn labels() {
    for (text, ja, en) in [
        ("2026-11-22", "2026年11月22日（日）", "Sun 22 Nov 2026"),
        (
            "2026-W47",
            "2026年 第47週（11/16〜11/22）",
            "Week 47, 2026 (16 Nov–22 Nov)",
        ),
        ("2026-11", "2026年11月", "Nov 2026"),
        ("2026-Q3", "2026年度 第3四半期（10〜12月）", "Q3 FY2026 (Oct–Dec)"),
        ("2026-H1", "2026年度 上期（4〜9月）", "H1 FY2026 (Apr–Sep)"),
        ("2026-H2", "2026年度 下期（10〜3月）", "H2 FY2026 (Oct–Mar)"),
        ("FY2026", "2026年度", "FY2026"),
        (
            "2026-11-01..2026-11-22",
            "2026年11月1日〜2026年11月22日",
            "1 Nov 2026 – 22 Nov 2026",
        ),
    ] {
        assert_eq!(period(text).label(APRIL, Lang::Ja), ja);
        assert_eq!(period(text).label(APRIL, Lang::En), en);
    }
}

#[test]
fn what_is_no_period_is_refused() {
    use PeriodError::{EndsBeforeItBegins, NotUnderstood, OutOfRange};
    for (text, error) in [
        ("", NotUnderstood),
        ("2026", NotUnderstood),
        ("2026-1", NotUnderstood),
        ("26-11", NotUnderstood),
        ("2026-q3", NotUnderstood),
        ("2026-11-", NotUnderstood),
        ("2026-11-22-1", NotUnderstood),
        ("２０２６-11", NotUnderstood),
        ("+026-11", NotUnderstood),
        ("2026-13", OutOfRange),
        ("2026-Q5", OutOfRange),
        ("2026-H0", OutOfRange),
        ("2025-W53", OutOfRange),
        ("2026-02-29", OutOfRange),
        ("FY1899", OutOfRange),
        ("0226-11-22", OutOfRange),
        ("2026-11-22..2026-11-21", EndsBeforeItBegins),
    ] {
        assert_eq!(text.parse::<Period>(), Err(error), "{text}");
    }
}

fn calendars() -> impl Strategy<Value = FiscalCalendar> {
    (1u8..=12).prop_map(|month| FiscalCalendar::starting_in(Month::try_from(month).unwrap()))
}

fn dates() -> impl Strategy<Value = NaiveDate> {
    (0u64..250_000).prop_map(|days| day("1980-01-01") + Days::new(days))
}

fn periods() -> impl Strategy<Value = (Period, FiscalCalendar)> {
    let kind = prop::sample::select(PeriodKind::ALL.to_vec());
    let of_a_kind = (dates(), kind, calendars())
        .prop_map(|(date, kind, calendar)| (Period::containing(date, kind, calendar), calendar));
    let custom = (dates(), 0u64..1000, calendars())
        .prop_map(|(from, length, calendar)| (Period::custom(from, from + Days::new(length)).unwrap(), calendar));
    prop_oneof![3 => of_a_kind, 1 => custom]
}

proptest! {
    #[test]
    fn the_form_in_urls_parses_back((period, _) in periods()) {
        prop_assert_eq!(period.to_string().parse(), Ok(period));
    }

    #[test]
    fn a_date_lies_in_its_period(date in dates(), kind in prop::sample::select(PeriodKind::ALL.to_vec()), calendar in calendars()) {
        let period = Period::containing(date, kind, calendar);
        prop_assert_eq!(period.kind(), Some(kind));
        prop_assert!(period.days(calendar).contains(&date));
        prop_assert_eq!(Period::containing(period.first_day(calendar), kind, calendar), period);
        prop_assert_eq!(Period::containing(period.last_day(calendar), kind, calendar), period);
    }

    #[test]
    fn neighbours_leave_no_gap((period, calendar) in periods()) {
        let next = period.next().unwrap();
        prop_assert_eq!(period.last_day(calendar) + Days::new(1), next.first_day(calendar));
        prop_assert_eq!(next.previous(), Some(period));
        prop_assert_eq!(next.kind(), period.kind());
    }

    #[test]
    fn the_year_before_is_a_year_before((period, calendar) in periods()) {
        let before = period.year_before().unwrap();
        let days = (period.first_day(calendar) - before.first_day(calendar)).num_days();
        prop_assert!((358..=372).contains(&days), "{} days", days);
    }

    #[test]
    fn any_date_has_a_period_of_each_kind(days in any::<i32>(), calendar in calendars()) {
        let date = NaiveDate::from_epoch_days(days).unwrap_or(NaiveDate::MAX);
        for kind in PeriodKind::ALL {
            let period = Period::containing(date, kind, calendar);
            prop_assert_eq!(period.to_string().parse(), Ok(period));
            prop_assert!(!period.label(calendar, Lang::Ja).is_empty());
        }
    }

    #[test]
    fn any_text_is_a_period_or_not(text in any::<String>()) {
        if let Ok(period) = text.parse::<Period>() {
            prop_assert_eq!(period.to_string(), text);
        }
    }
}
