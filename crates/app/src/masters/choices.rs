//! What can be chosen from a master, and what its numbers are called.

use std::collections::HashMap;

use db::{Dialect, Sql};
use sea_orm::{ConnectionTrait, FromQueryResult};

use crate::error::Result;

/// One of the six lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Master {
    /// チャネル: how an appointment was won.
    Channel,
    /// 失注理由.
    LossReason,
    /// 商品.
    Product,
    /// アクションの種類.
    ActivityKind,
    /// 競合.
    Competitor,
    /// 接点の種類: how they and we came across each other.
    TouchKind,
    /// 関心度: how interested a customer says they are.
    Interest,
}

impl Master {
    /// All of them, in the order of the settings.
    pub const ALL: [Self; 7] = [
        Self::ActivityKind,
        Self::Channel,
        Self::TouchKind,
        Self::Interest,
        Self::LossReason,
        Self::Product,
        Self::Competitor,
    ];

    /// Its table, which is also its part of the URL.
    #[must_use]
    pub const fn table(self) -> &'static str {
        match self {
            Self::Channel => "channels",
            Self::LossReason => "loss_reasons",
            Self::Product => "products",
            Self::ActivityKind => "activity_kinds",
            Self::Competitor => "competitors",
            Self::TouchKind => "touch_kinds",
            Self::Interest => "interests",
        }
    }

    /// From a URL.
    #[must_use]
    pub fn from_table(table: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|master| master.table() == table)
    }
}

/// One line of a list to choose from.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Choice {
    /// Its number.
    pub id: i64,
    /// What the team calls it.
    pub name: String,
}

/// What a form offers: those in use, in the team's order, and the one a record has now even if it is retired.
///
/// # Errors
/// When the database is away.
pub async fn choices<C: ConnectionTrait>(db: &C, master: Master, current: Option<i64>) -> Result<Vec<Choice>> {
    let mut sql = Sql::new(&format!(
        "SELECT id, name FROM {} WHERE retired_at IS NULL OR id = ",
        master.table()
    ));
    sql.bind(current.unwrap_or(0)).push(" ORDER BY position, id");
    Ok(Choice::find_by_statement(sql.statement(Dialect::of(db)))
        .all(db)
        .await?)
}

/// Whether a form may take this one: it is in use, or it is what the record has already.
///
/// # Errors
/// When the database is away.
pub async fn is_offered<C: ConnectionTrait>(db: &C, master: Master, id: i64, current: Option<i64>) -> Result<bool> {
    Ok(choices(db, master, current).await?.iter().any(|choice| choice.id == id))
}

/// What all of a master are called, the retired ones too: for lists and for history.
///
/// # Errors
/// When the database is away.
pub async fn names<C: ConnectionTrait>(db: &C, master: Master) -> Result<HashMap<i64, String>> {
    let sql = Sql::new(&format!("SELECT id, name FROM {}", master.table()));
    let all = Choice::find_by_statement(sql.statement(Dialect::of(db)))
        .all(db)
        .await?;
    Ok(all.into_iter().map(|choice| (choice.id, choice.name)).collect())
}
