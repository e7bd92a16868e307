//! Where an answer comes from.

use sea_orm::{DeriveActiveEnum, EnumIter};

use crate::{t, text::Texts};

/// Where an answer comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub enum Source {
    /// 聞いた: somebody of the customer said so.
    #[sea_orm(string_value = "heard")]
    Heard,
    /// Their own pages, or others'.
    #[sea_orm(string_value = "web")]
    Web,
    /// プレスリリース.
    #[sea_orm(string_value = "press")]
    Press,
    /// アンケート.
    #[sea_orm(string_value = "questionnaire")]
    Questionnaire,
    /// 推測: ours.
    #[sea_orm(string_value = "guess")]
    Guess,
}

impl Source {
    /// In the order in which they are offered.
    pub const ALL: [Self; 5] = [Self::Heard, Self::Web, Self::Press, Self::Questionnaire, Self::Guess];

    /// As in forms and in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Heard => "heard",
            Self::Web => "web",
            Self::Press => "press",
            Self::Questionnaire => "questionnaire",
            Self::Guess => "guess",
        }
    }

    /// From a form or a URL.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|source| source.code() == code)
    }

    /// What it is called.
    #[must_use]
    pub fn name(self, words: Texts) -> String {
        match self {
            Self::Heard => t!(words, "hearing-source-heard"),
            Self::Web => t!(words, "hearing-source-web"),
            Self::Press => t!(words, "hearing-source-press"),
            Self::Questionnaire => t!(words, "hearing-source-questionnaire"),
            Self::Guess => t!(words, "hearing-source-guess"),
        }
    }
}
