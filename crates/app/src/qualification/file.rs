//! What is known of an item in a file: columns that the list of deals writes and the import reads.

use super::{Fact, Item, Value, ValueKind, value};
use crate::{deals::DecisionPart, money::Money, t, text::Texts};
use japan::FiscalCalendar;

/// A column of an item in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FactColumn {
    /// The amount, the person, the words, the day or the period.
    Value,
    /// Of an amount.
    Currency,
    /// Of a person in the decision.
    Part,
    /// How far it is known.
    State,
    /// Where from.
    Source,
    /// On which day.
    SaidOn,
    /// Who said it.
    ToldBy,
    /// Anything else.
    Note,
}

impl FactColumn {
    /// Those that an item has.
    #[must_use]
    pub fn of(kind: ValueKind) -> Vec<Self> {
        let own = match kind {
            ValueKind::Amount => Some(Self::Currency),
            ValueKind::Person => Some(Self::Part),
            ValueKind::Text | ValueKind::Day => None,
        };
        let mut columns = vec![Self::Value];
        columns.extend(own);
        columns.extend([Self::State, Self::Source, Self::SaidOn, Self::ToldBy, Self::Note]);
        columns
    }

    /// Its head for an item of this name: 「予算」, 「予算：状態」.
    #[must_use]
    pub fn head(self, item: &str, words: Texts) -> String {
        let part = match self {
            Self::Value => return item.to_owned(),
            Self::Currency => t!(words, "list-currency"),
            Self::Part => t!(words, "deal-part"),
            Self::State => t!(words, "fact-state"),
            Self::Source => t!(words, "fact-source"),
            Self::SaidOn => t!(words, "fact-said-on"),
            Self::ToldBy => t!(words, "fact-told-by"),
            Self::Note => t!(words, "deal-note"),
        };
        t!(words, "fact-says", item = item, value = part)
    }

    /// What stands in it.
    #[must_use]
    pub fn cell(self, fact: &Fact, words: Texts, calendar: FiscalCalendar) -> String {
        match self {
            Self::Value => plain(fact, calendar),
            Self::Currency => match fact.value() {
                Value::Amount { currency, .. } => currency.to_string(),
                _ => String::new(),
            },
            Self::Part => match fact.value() {
                Value::Person { part, .. } => part.map(|part: DecisionPart| part.name(words)).unwrap_or_default(),
                _ => String::new(),
            },
            Self::State => fact.state.name(words),
            Self::Source => fact.source.map(|source| source.name(words)).unwrap_or_default(),
            Self::SaidOn => fact.said_on.map(|day| day.to_string()).unwrap_or_default(),
            Self::ToldBy => fact.teller.clone().unwrap_or_default(),
            Self::Note => fact.note.clone(),
        }
    }
}

/// The heads of an item's columns.
#[must_use]
pub fn heads(item: &Item, name: &str, words: Texts) -> Vec<String> {
    let columns = FactColumn::of(item.value_kind);
    columns.into_iter().map(|column| column.head(name, words)).collect()
}

/// What stands below them; nothing where nobody has written anything.
#[must_use]
pub fn line(item: &Item, fact: Option<&Fact>, words: Texts, calendar: FiscalCalendar) -> Vec<String> {
    let cell = |column: FactColumn| fact.map(|fact| column.cell(fact, words, calendar));
    let columns = FactColumn::of(item.value_kind).into_iter();
    columns.map(|column| cell(column).unwrap_or_default()).collect()
}

/// As the import reads it: `3000000〜5000000`, `2026-Q4`, `2026-12-01〜2027-01-15`.
fn plain(fact: &Fact, calendar: FiscalCalendar) -> String {
    match fact.value() {
        Value::Nothing => String::new(),
        Value::Amount { low, high, currency } => {
            let plain = |amount| Money::new(amount, currency).plain();
            match high {
                None => plain(low),
                Some(high) => format!("{}〜{}", plain(low), plain(high)),
            }
        }
        Value::Person { .. } => fact.contact.clone().unwrap_or_default(),
        Value::Words(words) => words,
        Value::Days(from, to) if from == to => from.to_string(),
        Value::Days(from, to) => match value::period(from, to, calendar) {
            Some(period) => period.to_string(),
            None => format!("{from}〜{to}"),
        },
    }
}
