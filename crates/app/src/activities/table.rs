//! Columns of `activities`, nothing else.

use sea_orm::entity::prelude::*;

use crate::{
    ids::{ActivityId, ActivityKindId, CompanyId, DealId, LeadId, UserId},
    time::At,
};

/// How people met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub enum Way {
    /// 訪問.
    #[sea_orm(string_value = "visit")]
    Visit,
    /// オンライン.
    #[sea_orm(string_value = "online")]
    Online,
    /// 電話.
    #[sea_orm(string_value = "phone")]
    Phone,
    /// メール.
    #[sea_orm(string_value = "mail")]
    Mail,
    /// 社内.
    #[sea_orm(string_value = "internal")]
    Internal,
}

impl Way {
    /// All of them, in the order of forms.
    pub const ALL: [Self; 5] = [Self::Visit, Self::Online, Self::Phone, Self::Mail, Self::Internal];

    /// As in forms and in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Visit => "visit",
            Self::Online => "online",
            Self::Phone => "phone",
            Self::Mail => "mail",
            Self::Internal => "internal",
        }
    }

    /// From a form.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|way| way.code() == code)
    }
}

/// Whether it is still to come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub enum State {
    /// To come.
    #[sea_orm(string_value = "planned")]
    Planned,
    /// Done.
    #[sea_orm(string_value = "done")]
    Done,
    /// Will not take place.
    #[sea_orm(string_value = "cancelled")]
    Cancelled,
}

impl State {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Planned, Self::Done, Self::Cancelled];

    /// As in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Done => "done",
            Self::Cancelled => "cancelled",
        }
    }
}

/// An activity as its row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "activities")]
#[expect(missing_docs, reason = "the migration explains the columns")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: ActivityId,
    pub deal_id: Option<DealId>,
    pub company_id: Option<CompanyId>,
    pub lead_id: Option<LeadId>,
    pub owner_id: UserId,
    pub kind_id: ActivityKindId,
    pub way: Way,
    pub state: State,
    pub subject: String,
    pub starts_at: At,
    pub all_day: bool,
    pub due_at: At,
    pub minutes: Option<i64>,
    pub result: String,
    pub customer_took_part: bool,
    pub done_at: Option<At>,
    pub external_id: Option<String>,
    pub version: i64,
    pub created_at: At,
    pub updated_at: At,
    pub deleted_at: Option<At>,
}

/// No linked joins: what belongs together is read by a query that says so.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
