//! Reads the fields of forms about deals one by one, so that each bad one gets a message of its own: its name, the
//! value, and the remedy.

use std::borrow::Cow;

use chrono::NaiveDate;
use japan::{AmountError, DateError};
use kit::fields::Fields;

use crate::{
    cx::Cx,
    form::Form,
    money::{Currency, Money},
    t,
};

/// The longest line, such as a title, in characters.
pub(crate) const LINE: usize = 200;
/// The longest text, such as a note.
pub(crate) const TEXT: usize = 10_000;

/// A form while it is read.
#[derive(Debug)]
pub(crate) struct Reading<'c> {
    pub cx: &'c Cx,
    pub form: Form,
}

impl<'c> Reading<'c> {
    /// Of what was sent.
    pub fn new(cx: &'c Cx, fields: Fields) -> Self {
        Self {
            cx,
            form: Form::new(cx.texts(), fields),
        }
    }

    /// The deal's version that was seen; a form without one is of nobody's making and never up to date.
    pub fn version(&self) -> i64 {
        self.form.fields().number("version").unwrap_or(0)
    }

    /// Whether the form has this field: what it has not is left as it is.
    pub fn has(&self, name: &str) -> bool {
        self.form.fields().has(name)
    }

    /// A line that must not be empty.
    pub fn line(&mut self, name: &'static str, label: String) -> Option<String> {
        if self.form.value(name).is_empty() {
            self.form.wrong(name, t!(self.cx, "deal-form-empty", label = label));
            return None;
        }
        self.text(name, label, LINE)
    }

    /// A text of at most so many characters, perhaps empty.
    pub fn text(&mut self, name: impl Into<Cow<'static, str>>, label: String, most: usize) -> Option<String> {
        let name = name.into();
        let text = self.form.value(&name).to_owned();
        let length = text.chars().count();
        if length > most {
            let message = t!(
                self.cx,
                "deal-form-too-long",
                label = label,
                most = most,
                length = length
            );
            self.form.wrong(name, message);
            return None;
        }
        let is_hidden = |c: char| c.is_control() && !(most > LINE && matches!(c, '\n' | '\r' | '\t'));
        if text.contains(is_hidden) {
            self.form.wrong(name, t!(self.cx, "deal-form-control", label = label));
            return None;
        }
        Some(text.replace("\r\n", "\n"))
    }

    /// A day, however it is typed; `Some(None)` when the field is empty.
    pub fn day(&mut self, name: impl Into<Cow<'static, str>>, label: String) -> Option<Option<NaiveDate>> {
        let name = name.into();
        let value = self.form.value(&name).to_owned();
        let cx = self.cx;
        let message = match japan::parse_date(&value, cx.today()) {
            Ok(day) => return Some(Some(day)),
            Err(DateError::Empty) => return Some(None),
            Err(DateError::NoSuchDay) => t!(cx, "deal-form-no-such-day", label = label, value = value),
            Err(DateError::OtherWeekday { date, .. }) => {
                let right = japan::short_date(date, cx.today(), cx.texts().lang());
                t!(
                    cx,
                    "deal-form-other-weekday",
                    label = label,
                    value = value,
                    right = right
                )
            }
            Err(DateError::NotUnderstood | DateError::YearOutOfRange) => {
                let next_year = cx.today() + chrono::Months::new(2);
                let example = japan::brief_date(next_year, cx.today(), cx.texts().lang());
                t!(
                    cx,
                    "deal-form-not-a-day",
                    label = label,
                    value = value,
                    example = example
                )
            }
        };
        self.form.wrong(name, message);
        None
    }

    /// A day that must be given.
    pub fn needed_day(&mut self, name: &'static str, label: String) -> Option<NaiveDate> {
        let day = self.day(name, label.clone())?;
        if day.is_none() {
            self.form.wrong(name, t!(self.cx, "deal-form-empty", label = label));
        }
        day
    }

    /// An amount in minor units, not negative; `Some(None)` when the field is empty.
    pub fn amount(
        &mut self,
        name: impl Into<Cow<'static, str>>,
        label: String,
        currency: Currency,
    ) -> Option<Option<i64>> {
        let name = name.into();
        let value = self.form.value(&name).to_owned();
        match parse_money(&value, currency) {
            Ok(amount @ 0..) => Some(Some(amount)),
            Ok(_) => {
                self.form
                    .wrong(name, t!(self.cx, "deal-form-negative", label = label, value = value));
                None
            }
            Err(AmountError::Empty) => Some(None),
            Err(error) => {
                let message = self.not_an_amount(&error, label, value, currency);
                self.form.wrong(name, message);
                None
            }
        }
    }

    /// What is wrong about an amount.
    pub fn not_an_amount(&self, error: &AmountError, label: String, value: String, currency: Currency) -> String {
        let example = Money::new(1_200_000 * currency.unit(), currency).to_string();
        match error {
            AmountError::TooFine => {
                t!(
                    self.cx,
                    "deal-form-too-fine",
                    label = label,
                    value = value,
                    currency = currency.to_string()
                )
            }
            AmountError::TooLarge => t!(self.cx, "deal-form-too-large", label = label, value = value),
            _ => t!(
                self.cx,
                "deal-form-not-an-amount",
                label = label,
                value = value,
                example = example
            ),
        }
    }

    /// A share of 0 to 100; `Some(None)` when the field is empty.
    pub fn percent(&mut self, name: &'static str, label: String) -> Option<Option<i64>> {
        let value = self.form.value(name).to_owned();
        let digits = value.trim_end_matches(['%', '％']);
        match japan::parse_amount(digits) {
            Ok(percent @ 0..=100) => Some(Some(percent)),
            Err(AmountError::Empty) if value.is_empty() => Some(None),
            _ => {
                self.form.wrong(
                    name,
                    t!(self.cx, "deal-form-not-a-percent", label = label, value = value),
                );
                None
            }
        }
    }

    /// One of the choices on offer, by its number; `Some(None)` when nothing is chosen.
    pub fn chosen<T>(
        &mut self,
        name: impl Into<Cow<'static, str>>,
        label: String,
        offered: &[(i64, T)],
    ) -> Option<Option<i64>> {
        let name = name.into();
        let value = self.form.value(&name).to_owned();
        if value.is_empty() {
            return Some(None);
        }
        let found = offered.iter().find(|(id, _)| id.to_string() == value);
        if found.is_none() {
            self.form
                .wrong(name, t!(self.cx, "deal-form-not-offered", label = label));
        }
        found.map(|(id, _)| Some(*id))
    }

    /// A choice that must be made.
    pub fn needed_choice<T>(&mut self, name: &'static str, label: String, offered: &[(i64, T)]) -> Option<i64> {
        let chosen = self.chosen(name, label.clone(), offered)?;
        if chosen.is_none() {
            self.form.wrong(name, t!(self.cx, "deal-form-choose", label = label));
        }
        chosen
    }
}

/// An amount as typed, in minor units. The sign of its own currency may stand in front.
pub(super) fn parse_money(text: &str, currency: Currency) -> Result<i64, AmountError> {
    let text = text.trim();
    let bare = text.strip_prefix(currency.sign()).unwrap_or(text);
    let bare = bare.strip_suffix(currency.code()).unwrap_or(bare);
    japan::parse_scaled(bare, currency.digits())
}

/// Whether a browser's own field for days can show this; else what was typed is shown as text.
pub(crate) fn is_iso_day(value: &str) -> bool {
    value.is_empty() || value.parse::<NaiveDate>().is_ok()
}
