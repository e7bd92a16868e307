//! What an answer is worth to what it can fill: an amount read from 「300〜500万円」, the interest of that name, a day.

use japan::fold;

use super::{Asked, Field};
use crate::{
    ids::InterestId,
    masters::Choice,
    money::Currency,
    qualification::{Value, ValueKind},
    questions::{Answer, Asks},
    text::Locale,
};

/// As it was said, in Japanese, as it is kept.
pub(super) fn said(asked: &Asked, answer: &Answer) -> String {
    answer.said(&asked.asks, Locale::Ja.texts())
}

/// The value of an item; `None` when the answer is not of its kind, and goes into the note.
pub(super) fn value(kind: ValueKind, asked: &Asked, answer: &Answer, currency: Currency) -> Option<Value> {
    match (kind, answer) {
        (ValueKind::Text, _) => Some(Value::Words(said(asked, answer))),
        (ValueKind::Amount, Answer::Date(_) | Answer::Several(_) | Answer::Scale(_)) => None,
        (ValueKind::Amount, _) => {
            let (low, high) = amounts(&said(asked, answer), currency)?;
            Some(Value::Amount { low, high, currency })
        }
        (ValueKind::Day, Answer::Date(day)) => Some(Value::Days(*day, *day)),
        (ValueKind::Day | ValueKind::Person, _) => None,
    }
}

/// 「300万円」 or 「300〜500万円」; the unit of the end holds for a beginning without one.
fn amounts(text: &str, currency: Currency) -> Option<(i64, Option<i64>)> {
    let read = |text: &str| {
        let amount = japan::parse_scaled(text.trim(), currency.digits()).ok();
        amount.filter(|amount| *amount >= 0)
    };
    let Some((from, to)) = text.split_once(['〜', '～', '~', '–', '－']) else {
        return Some((read(text)?, None));
    };
    let bare = from.trim().chars().last().is_some_and(|last| last.is_numeric());
    let unit: String = to
        .chars()
        .filter(|c| !c.is_numeric() && !".,，．".contains(*c))
        .collect();
    let low = read(&if bare { format!("{from}{unit}") } else { from.to_owned() })?;
    let high = read(to)?;
    (high >= low).then_some((low, Some(high).filter(|high| *high != low)))
}

/// The interest that is called what was answered.
pub(super) fn interest(asked: &Asked, answer: &Answer, offered: &[Choice]) -> Option<InterestId> {
    let said = fold(&said(asked, answer));
    let found = offered.iter().find(|choice| fold(&choice.name) == said);
    found.map(|choice| InterestId(choice.id))
}

/// The answer to a question of a hearing sheet; `None` when that does not offer it.
pub(super) fn hearing(asks: &Asks, asked: &Asked, answer: &Answer) -> Option<Answer> {
    let offered = |said: &String| {
        let wanted = fold(said);
        asks.choices().iter().find(|choice| fold(choice) == wanted).cloned()
    };
    match (asks, answer) {
        (Asks::Text, _) => Some(Answer::Text(said(asked, answer))),
        (Asks::Choice { .. }, Answer::Choice(said) | Answer::Text(said)) => offered(said).map(Answer::Choice),
        (Asks::Several { .. }, Answer::Choice(said)) => offered(said).map(|one| Answer::Several(vec![one])),
        (Asks::Several { .. }, Answer::Several(all)) => {
            let all: Option<Vec<String>> = all.iter().map(offered).collect();
            all.map(Answer::Several)
        }
        (Asks::Number { .. }, Answer::Number(_)) | (Asks::Date, Answer::Date(_)) => Some(answer.clone()),
        (Asks::Scale(scale), Answer::Scale(step)) => (scale.from..=scale.to).contains(step).then(|| answer.clone()),
        _ => None,
    }
}

/// What a field of a record would say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fill {
    Amount(i64),
    Day(chrono::NaiveDate),
    Count(i64),
    Line(String),
}

/// More characters than this are no name and no phone number.
pub(super) const LINE: usize = 100;

/// What the answer would say in a field; `None` when it does not fit there.
pub(super) fn fill(field: Field, asked: &Asked, answer: &Answer, currency: Currency) -> Option<Fill> {
    match (field, answer) {
        (Field::DealAmount, Answer::Number(_) | Answer::Text(_) | Answer::Choice(_)) => {
            let (amount, high) = amounts(&said(asked, answer), currency)?;
            high.is_none().then_some(Fill::Amount(amount))
        }
        (Field::DealExpectedClose, Answer::Date(day)) => Some(Fill::Day(*day)),
        (Field::CompanyEmployees, Answer::Number(thousandths)) => {
            let whole = thousandths % 1000 == 0 && *thousandths >= 0;
            whole.then_some(Fill::Count(thousandths / 1000))
        }
        (Field::ContactEmail, Answer::Text(text)) => {
            crate::form::is_email(text).then(|| Fill::Line(text.to_lowercase()))
        }
        (
            Field::CompanyName
            | Field::ContactName
            | Field::ContactDepartment
            | Field::ContactJobTitle
            | Field::ContactPhone,
            Answer::Text(text) | Answer::Choice(text),
        ) => {
            let is_line = text.chars().count() <= LINE && !text.contains(char::is_control);
            (is_line && !text.trim().is_empty()).then(|| Fill::Line(text.trim().to_owned()))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_as_people_choose_them() {
        for (text, read) in [
            ("300万円", Some((3_000_000, None))),
            ("300〜500万円", Some((3_000_000, Some(5_000_000)))),
            ("100万円～1億円", Some((1_000_000, Some(100_000_000)))),
            ("1,000,000〜2,000,000円", Some((1_000_000, Some(2_000_000)))),
            ("500〜300万円", None),
            ("未定", None),
            ("300万円以上", None),
        ] {
            assert_eq!(amounts(text, Currency::JPY), read, "{text}");
        }
    }
}
