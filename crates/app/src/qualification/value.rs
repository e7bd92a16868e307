//! What can be known of an item, each kind in its own type, and how it is said.

use chrono::NaiveDate;
use japan::{FiscalCalendar, Period, PeriodKind};
use serde_json::{Value as Json, json};

use super::ValueKind;
use crate::{
    deals::DecisionPart,
    ids::ContactId,
    money::{Currency, Money},
    t,
    text::Texts,
};

/// What is known of an item.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Value {
    /// Nothing yet.
    #[default]
    Nothing,
    /// So much, or from so much to so much, in minor units.
    Amount {
        /// The amount, or the least.
        low: i64,
        /// The most, of a range.
        high: Option<i64>,
        /// Of both.
        currency: Currency,
    },
    /// Somebody of the customer's.
    Person {
        /// Who.
        contact: ContactId,
        /// Their part in the decision, if it is said.
        part: Option<DecisionPart>,
    },
    /// Words.
    Words(String),
    /// One day twice, or the first and the last day of a period.
    Days(NaiveDate, NaiveDate),
}

impl Value {
    /// Whether an item of this kind can have it.
    #[must_use]
    pub const fn fits(&self, kind: ValueKind) -> bool {
        matches!(
            (self, kind),
            (Self::Nothing, _)
                | (Self::Amount { .. }, ValueKind::Amount)
                | (Self::Person { .. }, ValueKind::Person)
                | (Self::Words(_), ValueKind::Text)
                | (Self::Days(..), ValueKind::Day)
        )
    }

    /// For events. People are told by name, so that the history can be read when they are gone.
    #[must_use]
    pub fn told(&self, contact: Option<&str>) -> Json {
        match self {
            Self::Nothing => Json::Null,
            Self::Amount { low, high, currency } => {
                json!({ "low": low, "high": high, "currency": currency.code() })
            }
            Self::Person { part, .. } => json!({ "contact": contact, "part": part.map(DecisionPart::code) }),
            Self::Words(words) => json!({ "words": words }),
            Self::Days(from, to) => json!({ "days": [from, to] }),
        }
    }
}

/// In which words a value is said.
#[derive(Clone, Copy, Debug)]
pub struct Saying {
    /// Of the reader.
    pub words: Texts,
    /// Of the workspace.
    pub calendar: FiscalCalendar,
    /// The workspace's today.
    pub today: NaiveDate,
}

impl Saying {
    /// 「¥3,000,000〜¥5,000,000」, 「諏訪 健一（決裁者）」, 「2026年度 第4四半期（1〜3月）」; "" for nothing.
    #[must_use]
    pub fn value(self, value: &Value, contact: Option<&str>) -> String {
        match value {
            Value::Nothing => String::new(),
            Value::Amount { low, high, currency } => self.amount(*low, *high, *currency),
            Value::Person { part, .. } => self.person(contact.unwrap_or("—"), *part),
            Value::Words(words) => words.clone(),
            Value::Days(from, to) => self.days(*from, *to),
        }
    }

    /// What [`Value::told`] wrote.
    #[must_use]
    pub fn told(self, value: &Json) -> String {
        let day = |at: usize| value["days"][at].as_str().and_then(|day| day.parse().ok());
        if let Some(low) = value["low"].as_i64() {
            let currency = value["currency"].as_str().and_then(|code| code.parse().ok());
            return self.amount(low, value["high"].as_i64(), currency.unwrap_or(Currency::JPY));
        }
        if let (Some(from), Some(to)) = (day(0), day(1)) {
            return self.days(from, to);
        }
        if let Some(name) = value["contact"].as_str() {
            let part = value["part"].as_str().and_then(DecisionPart::from_code);
            return self.person(name, part);
        }
        value["words"].as_str().unwrap_or("").to_owned()
    }

    fn amount(self, low: i64, high: Option<i64>, currency: Currency) -> String {
        let money = |amount| Money::new(amount, currency).to_string();
        match high.filter(|high| *high != low) {
            None => money(low),
            Some(high) => t!(self.words, "fact-range", from = money(low), to = money(high)),
        }
    }

    fn person(self, name: &str, part: Option<DecisionPart>) -> String {
        match part {
            Some(part) => t!(self.words, "told-with-part", name = name, part = part.name(self.words)),
            None => name.to_owned(),
        }
    }

    fn days(self, from: NaiveDate, to: NaiveDate) -> String {
        let lang = self.words.lang();
        if from == to {
            return japan::short_date(from, self.today, lang);
        }
        match period(from, to, self.calendar) {
            Some(period) => period.label(self.calendar, lang),
            None => t!(
                self.words,
                "fact-range",
                from = japan::short_date(from, self.today, lang),
                to = japan::short_date(to, self.today, lang)
            ),
        }
    }
}

/// The month, quarter, half or fiscal year that these days are.
#[must_use]
pub fn period(from: NaiveDate, to: NaiveDate, calendar: FiscalCalendar) -> Option<Period> {
    const KINDS: [PeriodKind; 4] = [
        PeriodKind::Month,
        PeriodKind::Quarter,
        PeriodKind::Half,
        PeriodKind::FiscalYear,
    ];
    let containing = KINDS.map(|kind| Period::containing(from, kind, calendar));
    containing
        .into_iter()
        .find(|period| period.first_day(calendar) == from && period.last_day(calendar) == to)
}

/// The periods a form offers from today on: months, quarters, halves and years that people plan in.
#[must_use]
pub fn coming_periods(saying: Saying) -> Vec<(String, String)> {
    let ahead = [
        (PeriodKind::Month, 4),
        (PeriodKind::Quarter, 5),
        (PeriodKind::Half, 3),
        (PeriodKind::FiscalYear, 3),
    ];
    let mut periods = Vec::new();
    for (kind, count) in ahead {
        let mut period = Some(Period::containing(saying.today, kind, saying.calendar));
        for _ in 0..count {
            let Some(this) = period else { break };
            periods.push((this.to_string(), this.label(saying.calendar, saying.words.lang())));
            period = this.next();
        }
    }
    periods
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Locale;

    #[test]
    fn a_value_is_said_alike_from_its_record_and_from_its_event() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let saying = Saying {
            words: Locale::Ja.texts(),
            calendar: FiscalCalendar::starting_in(chrono::Month::April),
            today: day("2026-11-22"),
        };
        for (value, says) in [
            (
                Value::Amount {
                    low: 3_000_000,
                    high: Some(5_000_000),
                    currency: Currency::JPY,
                },
                "¥3,000,000〜¥5,000,000",
            ),
            (
                Value::Amount {
                    low: 3_000_000,
                    high: None,
                    currency: Currency::JPY,
                },
                "¥3,000,000",
            ),
            (
                Value::Person {
                    contact: ContactId(1),
                    part: Some(DecisionPart::Decides),
                },
                "諏訪 健一（決裁者）",
            ),
            (Value::Words("工数".into()), "工数"),
            (Value::Days(day("2026-12-01"), day("2026-12-31")), "2026年12月"),
            (
                Value::Days(day("2027-01-01"), day("2027-03-31")),
                "2026年度 第4四半期（1〜3月）",
            ),
            (Value::Days(day("2026-12-25"), day("2026-12-25")), "12/25（金）"),
            (Value::Nothing, ""),
        ] {
            let contact = Some("諏訪 健一");
            assert_eq!(saying.value(&value, contact), says);
            assert_eq!(saying.told(&value.told(contact)), says);
        }
    }
}
