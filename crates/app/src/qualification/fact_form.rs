//! The fields by which somebody says what is known of an item: in a form of its own, and in the sheet of a move, where each
//! name has a prefix.

use chrono::NaiveDate;

use super::{
    Item, Said, Source, State, ValueKind,
    value::{self, Saying, Value},
};
use crate::{
    cx::Cx,
    deals::{self, Deal, DecisionPart, FormReading as Reading},
    error::Result,
    ids::ContactId,
    money::{Currency, Money},
    t,
};

/// The longest words or note, in characters.
const TEXT: usize = 2_000;

/// The names of the fields of what is said of an item.
#[derive(Clone, Debug)]
pub struct ValueFields {
    /// Which of them are shown.
    pub kind: ValueKind,
    /// What the item is called.
    pub label: String,
    /// The same with the currency or as a period, where it is such.
    pub label_first: String,
    /// The currency of amounts.
    pub currency: Currency,
    /// The amount, or the least.
    pub low: String,
    /// The most.
    pub high: String,
    /// Who.
    pub contact: String,
    /// Their part.
    pub part: String,
    /// Words.
    pub words: String,
    /// A day.
    pub day: String,
    /// A period.
    pub period: String,
    /// How far it is known.
    pub state: String,
    /// Where from.
    pub source: String,
    /// Who said it.
    pub told_by: String,
    /// On which day.
    pub said_on: String,
    /// Anything else.
    pub note: String,
}

impl ValueFields {
    /// For an item of a deal, in a form whose names begin with `prefix`.
    #[must_use]
    pub fn new(cx: &Cx, item: &Item, deal: &Deal, prefix: &str) -> Self {
        let (words, currency) = (cx.texts(), deal.money_currency());
        let label = item.name.as_str();
        let name = |part: &str| format!("{prefix}{part}");
        Self {
            kind: item.value_kind,
            label_first: match item.value_kind {
                ValueKind::Amount => t!(words, "fact-amount-in", item = label, currency = currency.to_string()),
                ValueKind::Day => t!(words, "fact-period", item = label),
                ValueKind::Person | ValueKind::Text => item.name.clone(),
            },
            label: item.name.clone(),
            currency,
            low: name("amount"),
            high: name("amount_high"),
            contact: name("contact"),
            part: name("part"),
            words: name("words"),
            day: name("day"),
            period: name("period"),
            state: name("state"),
            source: name("source"),
            told_by: name("told_by"),
            said_on: name("said_on"),
            note: name("note"),
        }
    }

    /// As in templates.
    #[must_use]
    pub fn is(&self, kind: &str) -> bool {
        self.kind.code() == kind
    }
}

/// What the fields offer to choose from.
#[derive(Clone, Debug, Default)]
pub struct ValueOffer {
    /// The customer's people.
    pub contacts: Vec<(i64, String)>,
    /// Parts in the decision.
    pub parts: Vec<(String, String)>,
    /// Periods from today on.
    pub periods: Vec<(String, String)>,
    /// How far something can be known.
    pub states: Vec<(&'static str, String)>,
    /// Where something can be known from.
    pub sources: Vec<(&'static str, String)>,
}

impl ValueOffer {
    /// Reads it for a deal.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn read(cx: &Cx, deal: &Deal) -> Result<Self> {
        let contacts = deals::offered_contacts(cx.db(), &cx.actor, deal).await?;
        let called = |contact: deals::OfferedContact| {
            let name = format!("{} {}", contact.name, contact.job_title);
            (contact.id.0, name.trim_end().to_owned())
        };
        let words = cx.texts();
        Ok(Self {
            contacts: contacts.into_iter().map(called).collect(),
            parts: DecisionPart::ALL
                .map(|part| (part.code().to_owned(), part.name(words)))
                .into(),
            periods: value::coming_periods(saying(cx)),
            states: State::ALL.map(|state| (state.code(), state.name(words))).into(),
            sources: Source::ALL.map(|source| (source.code(), source.name(words))).into(),
        })
    }

    /// Offers what is chosen already too: somebody who left, a period that is over.
    pub fn keep(&mut self, said: &Said, names: [Option<&str>; 2], saying: Saying) {
        let person = match said.value {
            Value::Person { contact, .. } => Some(contact),
            _ => None,
        };
        for (contact, name) in [(person, names[0]), (said.told_by, names[1])] {
            if let (Some(contact), Some(name)) = (contact, name)
                && !self.contacts.iter().any(|(id, _)| *id == contact.0)
            {
                self.contacts.push((contact.0, name.to_owned()));
            }
        }
        if let Value::Days(from, to) = said.value
            && from != to
        {
            let code = period_code(from, to, saying);
            if !self.periods.iter().any(|(known, _)| *known == code) {
                self.periods.insert(0, (code, saying.value(&said.value, None)));
            }
        }
    }
}

/// In whose words values are said.
#[must_use]
pub fn saying(cx: &Cx) -> Saying {
    Saying {
        words: cx.texts(),
        calendar: cx.actor.workspace.calendar(),
        today: cx.today(),
    }
}

fn period_code(from: NaiveDate, to: NaiveDate, saying: Saying) -> String {
    let period = value::period(from, to, saying.calendar);
    period.map_or_else(|| format!("{from}..{to}"), |period| period.to_string())
}

/// What all fields hold to begin with: what is known, or that it was heard today.
pub(crate) fn write_said(form: &mut crate::form::Form, fields: &ValueFields, said: Option<&Said>, saying: Saying) {
    let Some(said) = said else {
        form.set(&fields.source, Source::Heard.code());
        form.set(&fields.said_on, saying.today);
        return;
    };
    write(form, fields, &said.value, saying);
    form.set(&fields.state, said.state.code());
    form.set(&fields.source, said.source.map_or("", Source::code));
    form.set(
        &fields.told_by,
        said.told_by.map_or_else(String::new, |id| id.to_string()),
    );
    form.set(
        &fields.said_on,
        said.said_on.map_or_else(String::new, |day| day.to_string()),
    );
    form.set(&fields.note, &said.note);
}

fn write(form: &mut crate::form::Form, fields: &ValueFields, value: &Value, saying: Saying) {
    match value {
        Value::Nothing => {}
        Value::Amount { low, high, currency } => {
            let plain = |amount| Money::new(amount, *currency).plain();
            form.set(&fields.low, plain(*low));
            form.set(&fields.high, high.map(plain).unwrap_or_default());
        }
        Value::Person { contact, part } => {
            form.set(&fields.contact, contact);
            form.set(&fields.part, part.map_or("", DecisionPart::code));
        }
        Value::Words(words) => form.set(&fields.words, words),
        Value::Days(from, to) if from == to => form.set(&fields.day, from),
        Value::Days(from, to) => form.set(&fields.period, period_code(*from, *to, saying)),
    }
}

/// The value that was typed; `None` when something is wrong about it, which then stands in the form.
pub(super) fn read(reading: &mut Reading<'_>, fields: &ValueFields, offer: &ValueOffer) -> Option<Value> {
    let label = fields.label.as_str();
    match fields.kind {
        ValueKind::Amount => amount(reading, fields, label),
        ValueKind::Person => person(reading, fields, label, offer),
        ValueKind::Text => {
            let words = reading.text(fields.words.clone(), label.to_owned(), TEXT)?;
            Some(if words.is_empty() {
                Value::Nothing
            } else {
                Value::Words(words)
            })
        }
        ValueKind::Day => days(reading, fields, label),
    }
}

fn amount(reading: &mut Reading<'_>, fields: &ValueFields, label: &str) -> Option<Value> {
    let (cx, currency) = (reading.cx, fields.currency);
    let low = reading.amount(fields.low.clone(), label.to_owned(), currency);
    let most = t!(cx, "fact-most", item = label);
    let high = reading.amount(fields.high.clone(), most.clone(), currency);
    match (low?, high?) {
        (None, None) => Some(Value::Nothing),
        (None, Some(high)) => Some(Value::Amount {
            low: 0,
            high: Some(high),
            currency,
        }),
        (Some(low), Some(high)) if high < low => {
            let value = reading.form.value(&fields.high).to_owned();
            let message = t!(
                cx,
                "fact-most-too-low",
                label = most,
                value = value,
                least = Money::new(low, currency).to_string()
            );
            reading.form.wrong(fields.high.clone(), message);
            None
        }
        (Some(low), high) => Some(Value::Amount {
            low,
            high: high.filter(|high| *high != low),
            currency,
        }),
    }
}

fn person(reading: &mut Reading<'_>, fields: &ValueFields, label: &str, offer: &ValueOffer) -> Option<Value> {
    let contact = reading.chosen(fields.contact.clone(), label.to_owned(), &offer.contacts)?;
    let part = DecisionPart::from_code(reading.form.value(&fields.part));
    Some(contact.map_or(Value::Nothing, |contact| Value::Person {
        contact: ContactId(contact),
        part,
    }))
}

/// A day that is typed wins over a period that is chosen.
fn days(reading: &mut Reading<'_>, fields: &ValueFields, label: &str) -> Option<Value> {
    let cx = reading.cx;
    if let Some(day) = reading.day(fields.day.clone(), label.to_owned())? {
        return Some(Value::Days(day, day));
    }
    let typed = reading.form.value(&fields.period).to_owned();
    if typed.is_empty() {
        return Some(Value::Nothing);
    }
    let Ok(period) = typed.parse::<japan::Period>() else {
        let message = t!(cx, "deal-form-not-offered", label = label);
        reading.form.wrong(fields.period.clone(), message);
        return None;
    };
    let calendar = cx.actor.workspace.calendar();
    Some(Value::Days(period.first_day(calendar), period.last_day(calendar)))
}

/// Everything a form says of an item.
pub(crate) fn read_said(reading: &mut Reading<'_>, fields: &ValueFields, offer: &ValueOffer) -> Option<Said> {
    let cx = reading.cx;
    let state = State::from_code(reading.form.value(&fields.state));
    if state.is_none() {
        let message = t!(cx, "deal-form-choose", label = t!(cx, "fact-state"));
        reading.form.wrong(fields.state.clone(), message);
    }
    let value = read(reading, fields, offer);
    read_rest(reading, fields, offer, state, value)
}

/// The same in a sheet that asks for several things: `None` also when nothing is said. What is said without a state is
/// confirmed, which is what such a sheet asks for.
pub(crate) fn read_if_said(reading: &mut Reading<'_>, fields: &ValueFields, offer: &ValueOffer) -> Option<Said> {
    let state = State::from_code(reading.form.value(&fields.state));
    let value = read(reading, fields, offer)?;
    if state.is_none() && value == Value::Nothing {
        return None;
    }
    read_rest(reading, fields, offer, state.or(Some(State::Confirmed)), Some(value))
}

fn read_rest(
    reading: &mut Reading<'_>,
    fields: &ValueFields,
    offer: &ValueOffer,
    state: Option<State>,
    value: Option<Value>,
) -> Option<Said> {
    let cx = reading.cx;
    let source = reading.form.value(&fields.source).to_owned();
    let source = if source.is_empty() {
        Some(None)
    } else {
        let known = Source::from_code(&source);
        if known.is_none() {
            let message = t!(cx, "deal-form-not-offered", label = t!(cx, "fact-source"));
            reading.form.wrong(fields.source.clone(), message);
        }
        known.map(Some)
    };
    let told_by = reading.chosen(fields.told_by.clone(), t!(cx, "fact-told-by"), &offer.contacts);
    let said_on = past_day(reading, &fields.said_on);
    let note = reading.text(fields.note.clone(), t!(cx, "deal-note"), TEXT);
    Some(Said {
        state: state?,
        value: value?,
        source: source?,
        told_by: told_by?.map(ContactId),
        said_on: said_on?,
        note: note?,
    })
}

/// The day on which something was said, which has been.
pub(crate) fn past_day(reading: &mut Reading<'_>, name: &str) -> Option<Option<NaiveDate>> {
    let cx = reading.cx;
    let label = t!(cx, "fact-said-on");
    let day = reading.day(name.to_owned(), label.clone())?;
    if day.is_some_and(|day| day > cx.today()) {
        let value = reading.form.value(name).to_owned();
        let message = t!(cx, "deal-form-not-later", label = label, value = value);
        reading.form.wrong(name.to_owned(), message);
        return None;
    }
    Some(day)
}
