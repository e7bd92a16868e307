//! What a question asks for as a form says it: the fields of all kinds, of which the chosen one reads its own.

use askama::Template;
use kit::fields::Fields;

use super::{Asks, Kind, Scale};
use crate::{form::Form, page::Page, t, text::Texts};

/// A list longer than this is no longer read to its end.
const MOST_CHOICES: usize = 40;
/// A choice is read at a glance.
const CHOICE: usize = 100;
/// Steps between the ends of a scale: eleven of them, 0 to 10, are the most that are told apart.
const MOST_STEPS: i64 = 10;

/// The fields `kind`, `choices`, `unit`, `from`, `to`, `low`, `high`, drawn from what a form says now.
#[derive(Template)]
#[template(path = "questions/views/ask_fields.html")]
pub struct AskFields {
    page: Page,
    form: Form,
    kinds: Vec<(Kind, String)>,
}

impl askama::filters::HtmlSafe for AskFields {}

impl AskFields {
    /// For a form.
    #[must_use]
    pub fn new(page: &Page, form: &Form) -> Self {
        Self {
            kinds: Kind::ALL.map(|kind| (kind, kind.name(page.words))).into(),
            page: page.clone(),
            form: form.clone(),
        }
    }
}

/// What a form shows of a question that is there already.
pub fn ask_fields(asks: &Asks, fields: &mut Fields) {
    fields.set("kind", asks.kind().code());
    fields.set("choices", asks.choices().join("\n"));
    match asks {
        Asks::Number { unit } => fields.set("unit", unit.as_str()),
        Asks::Scale(scale) => {
            fields.set("from", scale.from.to_string());
            fields.set("to", scale.to.to_string());
            fields.set("low", scale.low.as_str());
            fields.set("high", scale.high.as_str());
        }
        _ => {}
    }
}

/// Reads it; what is wrong then stands in the form.
pub fn read_asks(form: &mut Form) -> Option<Asks> {
    let words = form.words();
    let Some(kind) = Kind::from_code(form.value("kind")) else {
        form.wrong("kind", t!(words, "question-kind-missing"));
        return None;
    };
    Some(match kind {
        Kind::Text => Asks::Text,
        Kind::Date => Asks::Date,
        Kind::Choice => Asks::Choice {
            choices: choices(form, words)?,
        },
        Kind::Several => Asks::Several {
            choices: choices(form, words)?,
        },
        Kind::Number => Asks::Number {
            unit: short(form, words, "unit")?,
        },
        Kind::Scale => Asks::Scale(scale(form, words)?),
    })
}

fn choices(form: &mut Form, words: Texts) -> Option<Vec<String>> {
    let typed = form.value("choices").to_owned();
    let lines = typed.lines().map(str::trim).filter(|line| !line.is_empty());
    let choices: Vec<String> = lines.map(str::to_owned).collect();
    let problem = if choices.len() < 2 {
        Some(t!(words, "question-choices-few", count = choices.len()))
    } else if choices.len() > MOST_CHOICES {
        Some(t!(
            words,
            "question-choices-many",
            count = choices.len(),
            most = MOST_CHOICES
        ))
    } else if let Some(long) = choices.iter().find(|choice| choice.chars().count() > CHOICE) {
        Some(t!(words, "question-choice-long", value = long.as_str(), most = CHOICE))
    } else {
        twice(&choices).map(|value| t!(words, "question-choice-twice", value = value))
    };
    match problem {
        None => Some(choices),
        Some(problem) => {
            form.wrong("choices", problem);
            None
        }
    }
}

/// A choice that another one before it is like, however it is spelled.
fn twice(choices: &[String]) -> Option<&str> {
    let same = |one: &str, other: &str| {
        one == other || (!japan::fold(one).is_empty() && japan::fold(one) == japan::fold(other))
    };
    let again = |(index, choice): (usize, &String)| choices[..index].iter().any(|before| same(before, choice));
    choices
        .iter()
        .enumerate()
        .find(|(index, choice)| again((*index, choice)))
        .map(|(_, choice)| choice.as_str())
}

fn short(form: &mut Form, words: Texts, name: &'static str) -> Option<String> {
    let value = form.value(name).to_owned();
    if value.chars().count() > CHOICE || value.contains(char::is_control) {
        form.wrong(name, t!(words, "question-choice-long", value = value, most = CHOICE));
        return None;
    }
    Some(value)
}

fn scale(form: &mut Form, words: Texts) -> Option<Scale> {
    let from = whole(form, words, "from");
    let to = whole(form, words, "to");
    let (low, high) = (short(form, words, "low")?, short(form, words, "high")?);
    let (from, to) = (from?, to?);
    if from >= to || to - from > MOST_STEPS {
        form.wrong(
            "to",
            t!(words, "question-scale-ends", from = from, to = to, most = MOST_STEPS),
        );
        return None;
    }
    Some(Scale { from, to, low, high })
}

fn whole(form: &mut Form, words: Texts, name: &'static str) -> Option<i64> {
    let value = form.value(name).to_owned();
    let number = japan::parse_amount(&value).ok().filter(|number| number.abs() <= 1000);
    if number.is_none() {
        form.wrong(name, t!(words, "question-scale-number", value = value));
    }
    number
}
