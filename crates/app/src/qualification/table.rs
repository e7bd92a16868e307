//! Columns of `frameworks` and `framework_items`, and how they are read.

use db::{Dialect, Sql};
use sea_orm::{ConnectionTrait, DeriveActiveEnum, EnumIter, FromQueryResult};

use crate::{
    error::Result,
    ids::{FrameworkId, ItemId},
    t,
    text::Texts,
    time::At,
};

/// A list of items by which deals are qualified.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Framework {
    /// Its number.
    pub id: FrameworkId,
    /// What the team calls it: BANT.
    pub name: String,
    /// From 1, in the team's order.
    pub position: i64,
    /// Since when it is not offered.
    pub retired_at: Option<At>,
    /// For forms.
    pub version: i64,
}

/// What is to be found out.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Item {
    /// Its number.
    pub id: ItemId,
    /// Of which framework.
    pub framework_id: FrameworkId,
    /// What the team calls it: 予算.
    pub name: String,
    /// One or two letters for the card: B.
    pub mark: String,
    /// What to ask, for whoever fills it in.
    pub help: String,
    /// What is known of it when it is known.
    pub value_kind: ValueKind,
    /// From 1, in the order of the framework.
    pub position: i64,
    /// Since when it is not asked for.
    pub retired_at: Option<At>,
    /// For forms.
    pub version: i64,
}

/// What the value of an item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub enum ValueKind {
    /// An amount or a range of them.
    #[sea_orm(string_value = "amount")]
    Amount,
    /// A contact, and their part in the decision.
    #[sea_orm(string_value = "person")]
    Person,
    /// Words.
    #[sea_orm(string_value = "text")]
    Text,
    /// A day, or a period such as a quarter.
    #[sea_orm(string_value = "day")]
    Day,
}

impl ValueKind {
    /// All of them, the plainest first.
    pub const ALL: [Self; 4] = [Self::Text, Self::Amount, Self::Person, Self::Day];

    /// As in forms and in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Amount => "amount",
            Self::Person => "person",
            Self::Text => "text",
            Self::Day => "day",
        }
    }

    /// From a form.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// What it is called.
    #[must_use]
    pub fn name(self, words: Texts) -> String {
        match self {
            Self::Amount => t!(words, "item-kind-amount"),
            Self::Person => t!(words, "item-kind-person"),
            Self::Text => t!(words, "item-kind-text"),
            Self::Day => t!(words, "item-kind-day"),
        }
    }
}

/// How far an item is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub enum State {
    /// 未確認: nobody has asked, or the answer is not certain.
    #[default]
    #[sea_orm(string_value = "unknown")]
    Unknown,
    /// 確認済.
    #[sea_orm(string_value = "confirmed")]
    Confirmed,
    /// 懸念あり: it may stop the deal, and help is wanted.
    #[sea_orm(string_value = "concern")]
    Concern,
    /// 条件外: as it is, the deal cannot be won.
    #[sea_orm(string_value = "unfit")]
    Unfit,
}

impl State {
    /// All of them, from nothing to the end.
    pub const ALL: [Self; 4] = [Self::Unknown, Self::Confirmed, Self::Concern, Self::Unfit];

    /// As in forms and in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Confirmed => "confirmed",
            Self::Concern => "concern",
            Self::Unfit => "unfit",
        }
    }

    /// From a form or a URL.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    /// What it is called.
    #[must_use]
    pub fn name(self, words: Texts) -> String {
        match self {
            Self::Unknown => t!(words, "fact-unknown"),
            Self::Confirmed => t!(words, "fact-confirmed"),
            Self::Concern => t!(words, "fact-concern"),
            Self::Unfit => t!(words, "fact-unfit"),
        }
    }
}

/// Every item there has ever been, by framework and in its order: for names, filters and what old deals have.
///
/// # Errors
/// When the database is away.
pub async fn every_item<C: ConnectionTrait>(db: &C) -> Result<Vec<Item>> {
    let sql = Sql::new(
        "SELECT i.* FROM framework_items i JOIN frameworks f ON f.id = i.framework_id
         ORDER BY f.position, f.id, i.position, i.id",
    );
    Ok(Item::find_by_statement(sql.statement(Dialect::of(db))).all(db).await?)
}
