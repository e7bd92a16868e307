//! Exit criteria in words.

use super::criteria::{Criterion, Field, Needs};
use crate::{t, text::Texts};

impl Criterion {
    /// What it asks for: 「契約金額の入力」, 「訪問の実施」, or what the team wrote.
    #[must_use]
    pub fn name(&self, words: Texts) -> String {
        if self.question.is_some() {
            return t!(words, "hearing-criterion", question = self.label.as_str());
        }
        match (self.field, &self.activity_kind, &self.item) {
            (Some(field), ..) => field.name(words),
            (None, Some(kind), _) => t!(words, "criterion-activity", kind = kind.as_str()),
            (None, None, Some(item)) => match self.item_needs {
                Needs::Confirmed => t!(words, "criterion-item", item = item.as_str()),
                Needs::Known => t!(words, "criterion-item-known", item = item.as_str()),
            },
            (None, None, None) => self.label.clone(),
        }
    }
}

impl Field {
    /// What it asks for.
    #[must_use]
    pub fn name(self, words: Texts) -> String {
        match self {
            Self::Amount => t!(words, "criterion-amount"),
            Self::ExpectedCloseOn => t!(words, "criterion-expected-close"),
            Self::Company => t!(words, "criterion-company"),
            Self::Channel => t!(words, "criterion-channel"),
            Self::Contact => t!(words, "criterion-contact"),
            Self::DecidingContact => t!(words, "criterion-deciding-contact"),
            Self::Product => t!(words, "criterion-product"),
            Self::NextAction => t!(words, "criterion-next-action"),
            Self::Interest => t!(words, "criterion-interest"),
        }
    }
}
