//! What the answer to a question can fill.

use serde::{Deserialize, Serialize};

use crate::{
    contacts::Contact,
    ids::{ItemId, QuestionId},
    leads::Lead,
    t,
    text::Texts,
};

/// What an answer fills once somebody takes it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum Target {
    /// Nothing: it is read.
    #[default]
    Nothing,
    /// The interest the customer states.
    Interest,
    /// An item of a framework such as BANT.
    Item(ItemId),
    /// A question of a hearing sheet.
    Hearing(QuestionId),
    /// A field of a record.
    Field(Field),
}

impl Target {
    /// As in forms and in the database.
    #[must_use]
    pub fn code(self) -> String {
        match self {
            Self::Nothing => "none".to_owned(),
            Self::Interest => "interest".to_owned(),
            Self::Item(item) => format!("item:{item}"),
            Self::Hearing(question) => format!("hearing:{question}"),
            Self::Field(field) => field.code().to_owned(),
        }
    }

    /// From a form.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        let item = || code.strip_prefix("item:")?.parse().ok().map(Self::Item);
        let hearing = || code.strip_prefix("hearing:")?.parse().ok().map(Self::Hearing);
        match code {
            "none" => Some(Self::Nothing),
            "interest" => Some(Self::Interest),
            _ => item()
                .or_else(hearing)
                .or_else(|| Field::from_code(code).map(Self::Field)),
        }
    }
}

/// What a later version of the program wrote and this one does not know fills nothing.
impl From<String> for Target {
    fn from(code: String) -> Self {
        Self::from_code(&code).unwrap_or_default()
    }
}

impl From<Target> for String {
    fn from(target: Target) -> Self {
        target.code()
    }
}

/// A field of a deal, of the contact who answers, or of the deal's company.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Field {
    DealAmount,
    DealExpectedClose,
    CompanyName,
    CompanyEmployees,
    ContactName,
    ContactDepartment,
    ContactJobTitle,
    ContactPhone,
    ContactEmail,
}

impl Field {
    /// In the order in which they are offered.
    pub const ALL: [Self; 9] = [
        Self::DealAmount,
        Self::DealExpectedClose,
        Self::CompanyName,
        Self::CompanyEmployees,
        Self::ContactName,
        Self::ContactDepartment,
        Self::ContactJobTitle,
        Self::ContactPhone,
        Self::ContactEmail,
    ];

    /// Those that a lead has too.
    pub const OF_LEADS: [Self; 6] = [
        Self::CompanyName,
        Self::ContactName,
        Self::ContactDepartment,
        Self::ContactJobTitle,
        Self::ContactPhone,
        Self::ContactEmail,
    ];

    /// As in forms and in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::DealAmount => "deal.amount",
            Self::DealExpectedClose => "deal.expected_close_on",
            Self::CompanyName => "company.name",
            Self::ContactName => "contact.name",
            Self::ContactDepartment => "contact.department",
            Self::ContactJobTitle => "contact.job_title",
            Self::ContactPhone => "contact.phone",
            Self::ContactEmail => "contact.email",
            Self::CompanyEmployees => "company.employees",
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.code() == code)
    }

    /// What it is called, with the record it belongs to.
    #[must_use]
    pub fn name(self, words: Texts) -> String {
        match self {
            Self::DealAmount => t!(words, "questionnaire-field-amount"),
            Self::DealExpectedClose => t!(words, "questionnaire-field-expected-close"),
            Self::CompanyName => t!(words, "questionnaire-field-company"),
            Self::ContactName => t!(words, "questionnaire-field-contact"),
            Self::ContactDepartment => t!(words, "questionnaire-field-department"),
            Self::ContactJobTitle => t!(words, "questionnaire-field-job-title"),
            Self::ContactPhone => t!(words, "questionnaire-field-phone"),
            Self::ContactEmail => t!(words, "questionnaire-field-email"),
            Self::CompanyEmployees => t!(words, "questionnaire-field-employees"),
        }
    }

    /// What a contact says there; "" for what a contact does not have.
    pub(super) fn of_contact(self, contact: &Contact) -> &str {
        match self {
            Self::ContactName => &contact.name,
            Self::ContactDepartment => &contact.department,
            Self::ContactJobTitle => &contact.job_title,
            Self::ContactPhone => &contact.phone,
            Self::ContactEmail => &contact.email,
            _ => "",
        }
    }

    /// What a lead says there; `None` for what a lead does not have.
    pub(super) fn of_lead(self, lead: &Lead) -> Option<&str> {
        Some(match self {
            Self::CompanyName => &lead.company,
            Self::ContactName => &lead.contact,
            Self::ContactDepartment => &lead.department,
            Self::ContactJobTitle => &lead.job_title,
            Self::ContactPhone => &lead.phone,
            Self::ContactEmail => &lead.email,
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_is_read_back_and_an_unknown_one_fills_nothing() {
        let fields = Field::ALL.map(Target::Field);
        let others = [
            Target::Nothing,
            Target::Interest,
            Target::Item(ItemId(7)),
            Target::Hearing(QuestionId(8)),
        ];
        for target in fields.into_iter().chain(others) {
            assert_eq!(Target::from_code(&target.code()), Some(target));
        }
        assert_eq!(Target::from("hearing:x".to_owned()), Target::Nothing);
    }
}
