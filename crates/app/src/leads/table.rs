//! Columns of `leads`, nothing else.

use sea_orm::entity::prelude::*;

use crate::{
    ids::{ChannelId, DealId, LeadId, UserId},
    time::At,
};

/// How far one has come with a lead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub enum State {
    /// 未対応: nobody has done anything yet.
    #[sea_orm(string_value = "new")]
    New,
    /// 接触中.
    #[sea_orm(string_value = "contacted")]
    Contacted,
    /// 見込みなし.
    #[sea_orm(string_value = "unqualified")]
    Unqualified,
    /// 案件化: it has become a deal.
    #[sea_orm(string_value = "converted")]
    Converted,
}

impl State {
    /// All of them, in the order of a lead's life.
    pub const ALL: [Self; 4] = [Self::New, Self::Contacted, Self::Unqualified, Self::Converted];

    /// As in URLs, in forms and in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Contacted => "contacted",
            Self::Unqualified => "unqualified",
            Self::Converted => "converted",
        }
    }

    /// From a URL or a form.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    /// Whether somebody still has to do something about it: only then its clock runs.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::New | Self::Contacted)
    }
}

/// A lead as its row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "leads")]
#[expect(missing_docs, reason = "the migration explains the columns")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: LeadId,
    pub owner_id: Option<UserId>,
    pub state: State,
    pub reason: String,
    pub company: String,
    pub kana: String,
    pub corporate_number: String,
    pub contact: String,
    pub department: String,
    pub job_title: String,
    pub email: String,
    pub phone: String,
    pub website: String,
    pub channel_id: Option<ChannelId>,
    pub note: String,
    pub deal_id: Option<DealId>,
    pub converted_at: Option<At>,
    pub state_since: At,
    pub touched_at: At,
    pub yellow_at: At,
    pub red_at: At,
    pub search_fold: String,
    pub name_fold: String,
    pub near_fold: String,
    pub kana_fold: String,
    pub mail_domain: String,
    pub phone_digits: String,
    pub external_id: Option<String>,
    pub version: i64,
    pub created_at: At,
    pub updated_at: At,
    pub deleted_at: Option<At>,
}

impl Model {
    /// What it is called: the company, and the person there, or the person alone.
    #[must_use]
    pub fn name(&self) -> String {
        super::name_of(&self.company, &self.contact)
    }
}

/// No linked joins: what belongs together is read by a query that says so.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
