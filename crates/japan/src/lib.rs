//! How Japanese is written and how Japan counts time and money: folding of names, encodings of CSV files, dates,
//! fiscal periods and amounts as people type and read them.
//!
//! | where | what |
//! |---|---|
//! | [`fold()`], [`fold_company()`] | one spelling for all spellings of a name, to search and to match by |
//! | [`search_fold()`], [`romaji_key()`] | the same with how kana sound, to find names by their reading in Latin letters |
//! | [`near_key()`], [`is_near()`] | names written by ear or mistyped by one letter |
//! | [`corporate_number()`], [`phone_digits`] | 法人番号 with its check digit, telephone numbers to match by |
//! | [`decode`] | the text of a file that is UTF-8 or CP932 |
//! | [`FiscalCalendar`], [`Period`] | months, quarters, 上期/下期 and fiscal years, their first and last day, their URL and label |
//! | [`short_date`], [`brief_date`], [`day_start`], [`local_date`], [`local_moment`] | dates for readers; days, times and moments in a time zone |
//! | [`parse_date`] | a date as typed: `11/22`, `令和8年11月22日`, `来週火曜`, `月末` |
//! | [`group`], [`shorten`], [`parse_amount`] | `1,234,000`, `1.02億`, and amounts as typed |
//!
//! Nothing here knows the application, reads a clock or does I/O: today is always passed in.

mod amount;
mod corporate_number;
mod date;
mod encoding;
mod english_date;
mod fiscal;
mod fold;
mod kanji;
mod legal_form;
mod near;
mod parse_amount;
mod parse_date;
mod period;
mod period_text;
mod phone;
mod relative_date;
mod sound;
mod typed;

pub use amount::{group, shorten};
pub use corporate_number::{CorporateNumberError, corporate_number};
pub use date::{brief_date, day_start, local_date, local_moment, long_date, short_date, weekday};
pub use encoding::{Decoded, Encoding, Undecodable, decode};
pub use fiscal::FiscalCalendar;
pub use fold::fold;
pub use legal_form::fold_company;
pub use near::{NearBlock, is_near, near_blocks, near_key, near_probes};
pub use parse_amount::{AmountError, parse_amount, parse_scaled};
pub use parse_date::{DateError, parse_date};
pub use period::{Period, PeriodError, PeriodKind};
pub use phone::phone_digits;
pub use sound::{romaji_key, search_fold, sound};

/// Which folding this is. Whoever keeps folded texts folds them anew when it is a higher one than theirs was.
pub const FOLDING: i64 = 2;

/// The language something is written in for a reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Lang {
    Ja,
    En,
}

/// The years that dates and periods may lie in. What is outside is a typing error (`0226-11-22`), not a date.
pub const YEARS: std::ops::RangeInclusive<i32> = 1900..=2999;
