//! Reads what a request filters deals by. What is not understood is told, and then nothing matches.

use chrono::NaiveDate;
use kit::fields::Fields;

use super::filter::{Close, RelativePeriod};
use crate::{actor::Actor, t};

/// The filters of a request while they are read.
pub(super) struct Reading<'r> {
    pub fields: &'r Fields,
    pub actor: &'r Actor,
    /// The workspace's.
    pub today: NaiveDate,
    /// What could not be understood.
    pub refused: Vec<String>,
}

impl Reading<'_> {
    /// Numbers of records.
    pub fn ids<I>(&mut self, name: &str, label: String, id: fn(i64) -> I) -> Vec<I> {
        self.all(name, label, |text| text.parse().ok().map(id))
    }

    /// Values, one or several.
    pub fn all<V>(&mut self, name: &str, label: String, read: impl Fn(&str) -> Option<V>) -> Vec<V> {
        let fields = self.fields;
        let values = fields.all(name).flat_map(|value| value.split(','));
        let values = values.map(|text| (text, read(text.trim())));
        let (understood, refused): (Vec<_>, Vec<_>) = values.partition(|(_, value)| value.is_some());
        for (text, _) in refused {
            self.refuse(&label, text);
        }
        understood.into_iter().filter_map(|(_, value)| value).collect()
    }

    /// Whether questions are to be asked.
    pub fn hearing(&mut self) -> Option<bool> {
        match self.fields.text("hearing") {
            "" => None,
            "open" => Some(true),
            "done" => Some(false),
            value => {
                self.refuse(&t!(self.actor.texts(), "hearing-filter"), value);
                None
            }
        }
    }

    fn refuse(&mut self, label: &str, value: &str) {
        let message = t!(self.actor.texts(), "filter-refused", field = label, value = value);
        self.refused.push(message);
    }

    /// Days typed win over a period chosen: who types them has just thought about them.
    pub fn close(&mut self) -> Option<Close> {
        let (from, to) = (self.day("close_from"), self.day("close_to"));
        if from.is_some() || to.is_some() {
            return Some(self.between(from, to));
        }
        let calendar = self.actor.workspace.calendar();
        let code = match self.fields.text("close") {
            "" | "days" => return None,
            "overdue" => return Some(Close::Overdue(self.today)),
            "unset" => return Some(Close::Unset),
            code => code,
        };
        let relative = RelativePeriod::from_code(code);
        let period = match relative {
            Some(relative) => relative.period(self.today, calendar),
            None => code.parse().ok(),
        };
        let Some(period) = period else {
            self.refuse(&t!(self.actor.texts(), "expected-close"), code);
            return None;
        };
        let (first, last) = (period.first_day(calendar), period.last_day(calendar));
        Some(match relative {
            Some(relative) => Close::Relative(relative, first, last),
            None => Close::Period(period, first, last),
        })
    }

    fn between(&mut self, from: Option<NaiveDate>, to: Option<NaiveDate>) -> Close {
        if let (Some(first), Some(last)) = (from, to)
            && first > last
        {
            let message = t!(
                self.actor.texts(),
                "filter-ends-before-it-begins",
                from = first.to_string(),
                to = last.to_string()
            );
            self.refused.push(message);
        }
        Close::Between(from, to)
    }

    fn day(&mut self, name: &str) -> Option<NaiveDate> {
        let text = self.fields.text(name);
        if text.is_empty() {
            return None;
        }
        let day = japan::parse_date(text, self.today).ok();
        if day.is_none() {
            let message = t!(self.actor.texts(), "filter-not-a-day", value = text);
            self.refused.push(message);
        }
        day
    }
}
