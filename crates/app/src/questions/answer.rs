//! An answer: read from a form, said in words, kept in columns that can be searched and compared.

use chrono::NaiveDate;
use japan::{AmountError, DateError};

use super::{Asks, Kind, Scale};
use crate::{form::Form, t, text::Texts};

/// The longest answer in words, in characters.
const TEXT: usize = 10_000;
/// Digits behind the point of a number.
const DIGITS: u32 = 3;
/// What one is in the units in which numbers are kept.
const ONE: i64 = 1000;

/// What was answered to a question of the same kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Words.
    Text(String),
    /// One choice.
    Choice(String),
    /// At least one choice, in the order of the question.
    Several(Vec<String>),
    /// In thousandths.
    Number(i64),
    /// A day.
    Date(NaiveDate),
    /// A step.
    Scale(i64),
}

impl Answer {
    /// Reads the field `name` of a form. `Some(None)` when nothing is answered; `None` when what is there cannot be read,
    /// which the form then says, calling the question `label`.
    pub fn read(form: &mut Form, asks: &Asks, name: &str, label: &str, today: NaiveDate) -> Option<Option<Self>> {
        let typed: Vec<String> = form.fields().all(name).map(str::to_owned).collect();
        let Some(value) = typed.last().cloned() else {
            return Some(None);
        };
        let read = match asks {
            Asks::Text => text(form.words(), label, &value),
            Asks::Choice { choices } => one_of(form.words(), label, &value, choices).map(Self::Choice),
            Asks::Several { choices } => several(form.words(), label, &typed, choices),
            Asks::Number { .. } => number(form.words(), label, &value),
            Asks::Date => day(form.words(), label, &value, today),
            Asks::Scale(scale) => step(form.words(), label, &value, scale),
        };
        match read {
            Ok(answer) => Some(Some(answer)),
            Err(message) => {
                form.wrong(name.to_owned(), message);
                None
            }
        }
    }

    /// Back from the columns it was kept in. `None` when they do not fit the kind, which only damage does.
    #[must_use]
    pub fn from_columns(kind: Kind, text: &str, number: Option<i64>, day: Option<NaiveDate>) -> Option<Self> {
        Some(match kind {
            Kind::Text => Self::Text(text.to_owned()),
            Kind::Choice => Self::Choice(text.to_owned()),
            Kind::Several => Self::Several(text.lines().map(str::to_owned).collect()),
            Kind::Number => Self::Number(number?),
            Kind::Date => Self::Date(day?),
            Kind::Scale => Self::Scale(number? / ONE),
        })
    }

    /// As kept: several choices one a line, a day as 2026-11-22, a number with a point.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::Text(text) | Self::Choice(text) => text.clone(),
            Self::Several(choices) => choices.join("\n"),
            Self::Number(thousandths) => plain(*thousandths, |whole| whole.to_string()),
            Self::Date(day) => day.to_string(),
            Self::Scale(step) => step.to_string(),
        }
    }

    /// In thousandths, to compare.
    #[must_use]
    pub const fn number(&self) -> Option<i64> {
        match self {
            Self::Number(thousandths) => Some(*thousandths),
            Self::Scale(step) => Some(step.saturating_mul(ONE)),
            _ => None,
        }
    }

    /// To compare.
    #[must_use]
    pub const fn day(&self) -> Option<NaiveDate> {
        match self {
            Self::Date(day) => Some(*day),
            _ => None,
        }
    }

    /// What was chosen, to count.
    #[must_use]
    pub fn choices(&self) -> &[String] {
        match self {
            Self::Choice(choice) => std::slice::from_ref(choice),
            Self::Several(choices) => choices,
            _ => &[],
        }
    }

    /// As a form would have sent it, one value or several.
    #[must_use]
    pub fn typed(&self) -> Vec<String> {
        match self {
            Self::Several(choices) => choices.clone(),
            other => vec![other.text()],
        }
    }

    /// In a reader's words: `1,200名`, `2026年12月1日（火）`, `4／5`.
    #[must_use]
    pub fn said(&self, asks: &Asks, words: Texts) -> String {
        match (self, asks) {
            (Self::Several(choices), _) => choices.join(&t!(words, "question-list")),
            (Self::Number(thousandths), Asks::Number { unit }) => {
                let number = plain(*thousandths, japan::group);
                match unit.as_str() {
                    "" => number,
                    unit => t!(words, "question-with-unit", number = number, unit = unit),
                }
            }
            (Self::Date(day), _) => japan::long_date(*day, words.lang()),
            (Self::Scale(step), Asks::Scale(scale)) => {
                let (step, to) = (step.to_string(), scale.to.to_string());
                t!(words, "question-step", step = step, to = to)
            }
            _ => self.text(),
        }
    }
}

/// `-1.05` from -1050.
fn plain(thousandths: i64, whole: impl Fn(i64) -> String) -> String {
    let size = thousandths.unsigned_abs();
    let one = ONE.unsigned_abs();
    let sign = if thousandths < 0 { "-" } else { "" };
    let part = format!("{:03}", size % one);
    let part = part.trim_end_matches('0');
    let point = if part.is_empty() { "" } else { "." };
    let whole = whole(i64::try_from(size / one).unwrap_or(i64::MAX));
    format!("{sign}{whole}{point}{part}")
}

fn text(words: Texts, label: &str, value: &str) -> Result<Answer, String> {
    let length = value.chars().count();
    if length > TEXT {
        return Err(t!(
            words,
            "question-too-long",
            label = label,
            most = TEXT,
            length = length
        ));
    }
    if value.contains(|c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t')) {
        return Err(t!(words, "question-control", label = label));
    }
    Ok(Answer::Text(value.replace("\r\n", "\n")))
}

/// A choice by its words, however they are spelled: a file writes them in its own width.
fn one_of(words: Texts, label: &str, value: &str, choices: &[String]) -> Result<String, String> {
    let exact = choices.iter().find(|choice| *choice == value);
    let folded = || {
        let wanted = japan::fold(value);
        choices
            .iter()
            .find(|choice| !wanted.is_empty() && japan::fold(choice) == wanted)
    };
    exact
        .or_else(folded)
        .cloned()
        .ok_or_else(|| t!(words, "question-not-offered", label = label, value = value))
}

fn several(words: Texts, label: &str, typed: &[String], choices: &[String]) -> Result<Answer, String> {
    let mut chosen = Vec::new();
    for value in typed {
        chosen.push(one_of(words, label, value, choices)?);
    }
    let in_order = choices.iter().filter(|choice| chosen.contains(choice)).cloned();
    Ok(Answer::Several(in_order.collect()))
}

fn number(words: Texts, label: &str, value: &str) -> Result<Answer, String> {
    japan::parse_scaled(value, DIGITS)
        .map(Answer::Number)
        .map_err(|error| match error {
            AmountError::TooFine => t!(words, "question-too-fine", label = label, value = value),
            AmountError::TooLarge => t!(words, "question-too-large", label = label, value = value),
            _ => t!(words, "question-not-a-number", label = label, value = value),
        })
}

fn day(words: Texts, label: &str, value: &str, today: NaiveDate) -> Result<Answer, String> {
    japan::parse_date(value, today)
        .map(Answer::Date)
        .map_err(|error| match error {
            DateError::NoSuchDay => t!(words, "question-no-such-day", label = label, value = value),
            DateError::OtherWeekday { date, .. } => {
                let right = japan::short_date(date, today, words.lang());
                t!(
                    words,
                    "question-other-weekday",
                    label = label,
                    value = value,
                    right = right
                )
            }
            _ => t!(words, "question-not-a-day", label = label, value = value),
        })
}

fn step(words: Texts, label: &str, value: &str, scale: &Scale) -> Result<Answer, String> {
    let step = japan::parse_amount(value).ok();
    step.filter(|step| (scale.from..=scale.to).contains(step))
        .map(Answer::Scale)
        .ok_or_else(|| {
            t!(
                words,
                "question-not-a-step",
                label = label,
                value = value,
                from = scale.from,
                to = scale.to
            )
        })
}
