//! Columns of `touches`, nothing else.

use sea_orm::entity::prelude::*;

use crate::{
    ids::{ChannelId, CompanyId, ContactId, DealId, LeadId, TouchId, TouchKindId, UserId},
    money::Money,
    time::At,
};

/// A touch as its row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "touches")]
#[expect(missing_docs, reason = "the migration explains the columns")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: TouchId,
    pub lead_id: Option<LeadId>,
    pub deal_id: Option<DealId>,
    pub kind_id: TouchKindId,
    pub channel_id: Option<ChannelId>,
    pub on_day: Date,
    pub what: String,
    pub contact_id: Option<ContactId>,
    pub cost: Option<i64>,
    pub currency: Option<String>,
    pub introducer_company_id: Option<CompanyId>,
    pub introducer_contact_id: Option<ContactId>,
    pub entered_by: Option<UserId>,
    pub version: i64,
    pub created_at: At,
    pub updated_at: At,
    pub deleted_at: Option<At>,
}

impl Model {
    /// What it cost, if that is known.
    #[must_use]
    pub fn money(&self) -> Option<Money> {
        let currency = self.currency.as_deref()?.parse().ok()?;
        self.cost.map(|cost| Money::new(cost, currency))
    }
}

/// No linked joins: what belongs together is read by a query that says so.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
