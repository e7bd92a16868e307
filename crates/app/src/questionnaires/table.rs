//! Questionnaires and their questions as they are now, and the content that an edition keeps.

use sea_orm::FromQueryResult;
use serde::{Deserialize, Serialize};

use super::Target;
use crate::{
    error::{Error, Result},
    ids::{QuestionnaireId, QuestionnaireQuestionId},
    questions::{Asks, Scale},
    text::Locale,
    time::At,
};

/// A text in Japanese and, if somebody wrote it, in English.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wording {
    /// Japanese.
    pub ja: String,
    /// English; "" reads the Japanese.
    pub en: String,
}

impl Wording {
    /// For a reader of a language.
    #[must_use]
    pub fn for_reader(&self, locale: Locale) -> &str {
        match locale {
            Locale::En if !self.en.is_empty() => &self.en,
            _ => &self.ja,
        }
    }
}

/// A questionnaire as it is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Questionnaire {
    /// Its number.
    pub id: QuestionnaireId,
    /// What it is called, by us and on its page.
    pub name: Wording,
    /// What stands above the questions.
    pub intro: Wording,
    /// Who receives the answers, in a sentence.
    pub receiver: Wording,
    /// Signs the moment at which a form was drawn.
    pub(super) secret: String,
    /// Since when it is offered no more.
    pub retired_at: Option<At>,
    /// Counts its changes.
    pub version: i64,
}

#[derive(FromQueryResult)]
pub(super) struct QuestionnaireRow {
    id: QuestionnaireId,
    name: String,
    name_en: String,
    intro: String,
    intro_en: String,
    receiver: String,
    receiver_en: String,
    secret: String,
    retired_at: Option<At>,
    version: i64,
}

impl From<QuestionnaireRow> for Questionnaire {
    fn from(row: QuestionnaireRow) -> Self {
        let wording = |ja, en| Wording { ja, en };
        Self {
            id: row.id,
            name: wording(row.name, row.name_en),
            intro: wording(row.intro, row.intro_en),
            receiver: wording(row.receiver, row.receiver_en),
            secret: row.secret,
            retired_at: row.retired_at,
            version: row.version,
        }
    }
}

/// What a question says, whoever asks it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// The question through all editions.
    pub id: QuestionnaireQuestionId,
    /// What is asked.
    pub text: Wording,
    /// What helps to answer.
    pub help: Wording,
    /// The kind of answer.
    pub asks: Asks,
    /// What `asks` says, in English and in its order: choices, the unit, the ends of a scale; or nothing.
    pub choices_en: Vec<String>,
    /// Whether it must be answered.
    pub required: bool,
    /// What an answer fills.
    pub target: Target,
}

impl Asked {
    /// The choices: what is kept, and what a reader of a language reads.
    #[must_use]
    pub fn choices(&self, locale: Locale) -> Vec<(String, String)> {
        let choices = self.asks.choices().iter().enumerate();
        let read = |(at, choice): (usize, &String)| (choice.clone(), self.en(locale, at).unwrap_or(choice).to_owned());
        choices.map(read).collect()
    }

    /// The unit of a number, or "".
    #[must_use]
    pub fn unit(&self, locale: Locale) -> &str {
        match &self.asks {
            Asks::Number { unit } => self.en(locale, 0).unwrap_or(unit),
            _ => "",
        }
    }

    /// The steps of a scale and what its ends mean.
    #[must_use]
    pub fn scale(&self, locale: Locale) -> Option<Scale> {
        let Asks::Scale(scale) = &self.asks else { return None };
        let mut scale = scale.clone();
        if let (Some(low), Some(high)) = (self.en(locale, 0), self.en(locale, 1)) {
            low.clone_into(&mut scale.low);
            high.clone_into(&mut scale.high);
        }
        Some(scale)
    }

    fn en(&self, locale: Locale, at: usize) -> Option<&str> {
        if locale == Locale::Ja {
            return None;
        }
        self.choices_en.get(at).map(String::as_str)
    }
}

/// A question as it is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Of which questionnaire.
    pub questionnaire_id: QuestionnaireId,
    /// What it says.
    pub asked: Asked,
    /// Since when it is asked no more.
    pub retired_at: Option<At>,
    /// Counts its changes.
    pub version: i64,
}

#[derive(FromQueryResult)]
pub(super) struct QuestionRow {
    id: QuestionnaireQuestionId,
    questionnaire_id: QuestionnaireId,
    text: String,
    text_en: String,
    help: String,
    help_en: String,
    asks: String,
    choices_en: String,
    required: bool,
    target: String,
    retired_at: Option<At>,
    version: i64,
}

impl QuestionRow {
    pub(super) fn read(self) -> Result<Question> {
        let wording = |ja, en| Wording { ja, en };
        Ok(Question {
            questionnaire_id: self.questionnaire_id,
            asked: Asked {
                id: self.id,
                text: wording(self.text, self.text_en),
                help: wording(self.help, self.help_en),
                asks: serde_json::from_str(&self.asks).map_err(Error::internal)?,
                choices_en: self.choices_en.lines().map(str::to_owned).collect(),
                required: self.required,
                target: Target::from(self.target),
            },
            retired_at: self.retired_at,
            version: self.version,
        })
    }
}

/// Everything a customer is shown: what an edition keeps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    /// What it is called.
    pub name: Wording,
    /// What stands above the questions.
    pub intro: Wording,
    /// Who receives the answers.
    pub receiver: Wording,
    /// In their order.
    pub questions: Vec<Asked>,
}
