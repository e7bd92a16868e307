//! What a question asks for, and what it needs to be asked.

use serde::{Deserialize, Serialize};

use crate::{t, text::Texts};

/// A kind of question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Kind {
    Text,
    Choice,
    Several,
    Number,
    Date,
    Scale,
}

impl Kind {
    /// In the order in which they are offered.
    pub const ALL: [Self; 6] = [
        Self::Text,
        Self::Choice,
        Self::Several,
        Self::Number,
        Self::Date,
        Self::Scale,
    ];

    /// As in forms and in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Choice => "choice",
            Self::Several => "several",
            Self::Number => "number",
            Self::Date => "date",
            Self::Scale => "scale",
        }
    }

    /// From a form or the database.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// What it is called.
    #[must_use]
    pub fn name(self, words: Texts) -> String {
        match self {
            Self::Text => t!(words, "question-kind-text"),
            Self::Choice => t!(words, "question-kind-choice"),
            Self::Several => t!(words, "question-kind-several"),
            Self::Number => t!(words, "question-kind-number"),
            Self::Date => t!(words, "question-kind-date"),
            Self::Scale => t!(words, "question-kind-scale"),
        }
    }
}

/// What a question asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Asks {
    /// Words.
    Text,
    /// One of these.
    Choice {
        /// At least two, no two alike.
        choices: Vec<String>,
    },
    /// Any of these.
    Several {
        /// At least two, no two alike.
        choices: Vec<String>,
    },
    /// A number, with at most three digits behind the point.
    Number {
        /// 名, %, 万円; perhaps none.
        unit: String,
    },
    /// A day.
    Date,
    /// A step of a scale.
    Scale(Scale),
}

/// A scale of whole steps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scale {
    /// The first step.
    pub from: i64,
    /// The last step, at most ten steps further.
    pub to: i64,
    /// What the first step means.
    pub low: String,
    /// What the last step means.
    pub high: String,
}

impl Asks {
    /// Its kind.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        match self {
            Self::Text => Kind::Text,
            Self::Choice { .. } => Kind::Choice,
            Self::Several { .. } => Kind::Several,
            Self::Number { .. } => Kind::Number,
            Self::Date => Kind::Date,
            Self::Scale(_) => Kind::Scale,
        }
    }

    /// What can be chosen; nothing for what is typed.
    #[must_use]
    pub fn choices(&self) -> &[String] {
        match self {
            Self::Choice { choices } | Self::Several { choices } => choices,
            _ => &[],
        }
    }

    /// 「選択（1つ）：今年度中／来年度／未定」: in a line, for settings.
    #[must_use]
    pub fn describe(&self, words: Texts) -> String {
        let kind = self.kind().name(words);
        let more = match self {
            Self::Text | Self::Date => String::new(),
            Self::Choice { choices } | Self::Several { choices } => choices.join(&t!(words, "question-list")),
            Self::Number { unit } => unit.clone(),
            Self::Scale(scale) => scale.describe(),
        };
        if more.is_empty() {
            kind
        } else {
            t!(words, "question-kind-with", kind = kind, more = more)
        }
    }
}

impl Scale {
    /// Its steps in order.
    #[must_use]
    pub fn steps(&self) -> Vec<i64> {
        (self.from..=self.to).collect()
    }

    fn describe(&self) -> String {
        let end = |step: i64, label: &str| {
            if label.is_empty() {
                step.to_string()
            } else {
                format!("{step} {label}")
            }
        };
        format!("{}–{}", end(self.from, &self.low), end(self.to, &self.high))
    }
}
