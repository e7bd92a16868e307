//! Columns of `deals`, nothing else.

use chrono::NaiveDate;
use sea_orm::entity::prelude::*;

use super::Clock;
use crate::{
    ids::{ActivityId, ChannelId, CompanyId, CompetitorId, DealId, LossReasonId, PhaseId, PipelineId, UserId},
    time::At,
};

/// How a deal stands, beside the phase it is or was in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub enum Outcome {
    /// Being worked on.
    #[sea_orm(string_value = "open")]
    Open,
    /// Won (受注).
    #[sea_orm(string_value = "won")]
    Won,
    /// Lost (失注).
    #[sea_orm(string_value = "lost")]
    Lost,
    /// On hold (保留) until a day.
    #[sea_orm(string_value = "on_hold")]
    OnHold,
}

impl Outcome {
    /// All of them, open first.
    pub const ALL: [Self; 4] = [Self::Open, Self::Won, Self::Lost, Self::OnHold];

    /// As in URLs and in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Won => "won",
            Self::Lost => "lost",
            Self::OnHold => "on_hold",
        }
    }

    /// From a URL or a file.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.code() == code)
    }
}

/// A deal as its row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "deals")]
#[expect(missing_docs, reason = "the migration explains the columns")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: DealId,
    pub pipeline_id: PipelineId,
    pub phase_id: PhaseId,
    pub outcome: Outcome,
    pub title: String,
    pub company_id: Option<CompanyId>,
    pub owner_id: UserId,
    pub amount: Option<i64>,
    pub currency: String,
    pub expected_close_on: Option<NaiveDate>,
    pub probability: i64,
    pub probability_by_hand: bool,
    pub channel_id: Option<ChannelId>,
    pub note: String,
    pub opened_at: At,
    pub closed_at: Option<At>,
    pub won_on: Option<NaiveDate>,
    pub start_on: Option<NaiveDate>,
    pub loss_reason_id: Option<LossReasonId>,
    pub competitor_id: Option<CompetitorId>,
    pub loss_customer_words: String,
    pub loss_our_guess: String,
    pub come_back_on: Option<NaiveDate>,
    pub hold_until: Option<NaiveDate>,
    pub phase_since: At,
    pub outcome_since: At,
    pub last_customer_at: Option<At>,
    pub last_touch_at: Option<At>,
    pub slipped_at: Option<At>,
    pub next_activity_id: Option<ActivityId>,
    pub next_due_at: Option<At>,
    pub slips: i64,
    pub slip_days: i64,
    pub yellow_at: At,
    pub yellow_clock: Option<Clock>,
    pub red_at: At,
    pub red_clock: Option<Clock>,
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

impl Model {
    /// The amount with its currency, if one is known.
    #[must_use]
    pub fn money(&self) -> Option<crate::money::Money> {
        self.amount
            .map(|amount| crate::money::Money::new(amount, self.money_currency()))
    }

    /// The currency of the amount; also of the products, and of an amount still to come.
    #[must_use]
    pub fn money_currency(&self) -> crate::money::Currency {
        self.currency.parse().unwrap_or(crate::money::Currency::JPY)
    }
}
