//! Which value of a fact is taken where two records differ: what is proposed, and why, and what the reader chose.

use std::{borrow::Cow, collections::BTreeMap};

use serde_json::{Map, Value};

use super::kind::{Kind, Record};
use crate::{form::Form, t, text::Texts};

/// Whose value is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Take {
    /// That of the record that is kept.
    Kept,
    /// That of the record that goes.
    Gone,
    /// Both, one below the other: for notes.
    Both,
}

impl Take {
    /// As in the form.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::Gone => "gone",
            Self::Both => "both",
        }
    }

    fn from_code(code: &str, field: &str) -> Option<Self> {
        [Self::Kept, Self::Gone, Self::Both]
            .into_iter()
            .find(|take| take.code() == code && (*take != Self::Both || may_join(field)))
    }
}

/// What is chosen, by the names of the fields.
pub type Takes = BTreeMap<&'static str, Take>;

/// Whether a field can take both values.
pub(super) fn may_join(field: &str) -> bool {
    field == "note"
}

/// Why a value is proposed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Why {
    /// The other record says nothing.
    OnlyOne,
    /// Its record was changed last.
    Newer,
    /// Nothing is lost.
    Joined,
    /// Whose the kept record is does not change unasked.
    Stays,
}

impl Why {
    pub fn text(self, words: Texts) -> String {
        match self {
            Self::OnlyOne => t!(words, "merge-why-only-one"),
            Self::Newer => t!(words, "merge-why-newer"),
            Self::Joined => t!(words, "merge-why-joined"),
            Self::Stays => t!(words, "merge-why-stays"),
        }
    }
}

/// The fields in which two records differ.
pub(super) fn differing(kind: Kind, kept: &Record, gone: &Record) -> Vec<&'static str> {
    let fields = kind.fields().iter().copied();
    fields.filter(|field| kept.text(field) != gone.text(field)).collect()
}

/// What is proposed for a field in which two records differ.
pub(super) fn proposed(field: &str, kept: &Record, gone: &Record) -> (Take, Why) {
    match (kept.text(field).is_empty(), gone.text(field).is_empty()) {
        (_, true) => (Take::Kept, Why::OnlyOne),
        (true, false) => (Take::Gone, Why::OnlyOne),
        _ if may_join(field) => (Take::Both, Why::Joined),
        _ if field == "owner" => (Take::Kept, Why::Stays),
        _ if gone.updated_at > kept.updated_at => (Take::Gone, Why::Newer),
        _ => (Take::Kept, Why::Newer),
    }
}

/// The name of a choice in the form.
pub(super) fn name(field: &str) -> String {
    format!("take_{field}")
}

/// What the form says; what it does not say is as proposed. A value that is no choice is said to be wrong.
pub(super) fn read(form: &mut Form, kind: Kind, kept: &Record, gone: &Record) -> Takes {
    let mut takes = Takes::new();
    for field in differing(kind, kept, gone) {
        let value = form.value(&name(field)).to_owned();
        let take = if value.is_empty() {
            Some(proposed(field, kept, gone).0)
        } else {
            Take::from_code(&value, field)
        };
        if let Some(take) = take {
            takes.insert(field, take);
        } else {
            let words = form.words();
            let message = t!(
                words,
                "merge-take-wrong",
                field = kind.label(field, words),
                value = value
            );
            form.wrong(Cow::Owned(name(field)), message);
        }
    }
    takes
}

/// What is known about the kept record afterwards.
pub(super) fn taken(kind: Kind, kept: &Record, gone: &Record, takes: &Takes) -> Map<String, Value> {
    let mut facts = kept.facts.clone();
    for field in differing(kind, kept, gone) {
        let take = takes.get(field).copied();
        match take.unwrap_or_else(|| proposed(field, kept, gone).0) {
            Take::Kept => {}
            Take::Gone => {
                facts.insert(field.to_owned(), gone.facts[field].clone());
            }
            Take::Both => {
                let joined = format!("{}\n{}", kept.text(field), gone.text(field));
                facts.insert(field.to_owned(), Value::String(joined.trim().to_owned()));
            }
        }
    }
    facts
}
