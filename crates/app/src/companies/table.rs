//! Columns of `companies`, nothing else.

use sea_orm::entity::prelude::*;

use crate::{
    ids::{CompanyId, UserId},
    time::At,
};

/// A company as its row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "companies")]
#[expect(missing_docs, reason = "the migration explains the columns")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: CompanyId,
    pub owner_id: Option<UserId>,
    pub name: String,
    pub kana: String,
    pub corporate_number: String,
    pub industry: String,
    pub employees: Option<i64>,
    pub address: String,
    pub phone: String,
    pub phone_digits: String,
    pub website: String,
    pub mail_domain: String,
    pub note: String,
    pub name_fold: String,
    pub search_fold: String,
    pub near_fold: String,
    pub kana_fold: String,
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
