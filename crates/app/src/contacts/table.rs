//! Columns of `contacts`, nothing else.

use sea_orm::entity::prelude::*;

use crate::{
    ids::{CompanyId, ContactId},
    time::At,
};

/// A contact as its row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "contacts")]
#[expect(missing_docs, reason = "the migration explains the columns")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: ContactId,
    pub company_id: CompanyId,
    pub name: String,
    pub kana: String,
    pub department: String,
    pub job_title: String,
    pub email: String,
    pub phone: String,
    pub mobile: String,
    pub note: String,
    pub search_fold: String,
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
