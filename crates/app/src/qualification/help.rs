//! The help offered against a concern: an activity like any other, planned from the form of the concern and shown beside it.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use db::Sql;
use sea_orm::{ConnectionTrait as _, FromQueryResult};

use crate::{
    activities::{self, NewActivity, State, When},
    actor::Actor,
    app::App,
    error::Result,
    ids::{ActivityId, ActivityKindId, DealId, ItemId, UserId},
    time::At,
    tx::Tx,
};

/// What is to be done against a concern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewHelp {
    /// 「稟議書のひな形を渡す」.
    pub what: String,
    /// As which kind of activity.
    pub kind: ActivityKindId,
    /// Who of ours does it.
    pub owner: UserId,
    /// By when.
    pub on: NaiveDate,
}

/// A help that was planned.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Help {
    item_id: ItemId,
    /// Its activity.
    pub id: ActivityId,
    /// What is to be done, or was.
    pub subject: String,
    /// Planned, done or cancelled.
    pub state: State,
    /// When it is or was.
    pub starts_at: At,
    /// From when on it is overdue.
    pub due_at: At,
    /// Who of ours.
    pub owner: String,
}

/// Plans a help against the concern about an item.
///
/// # Errors
/// As [`activities::create`].
pub async fn plan(tx: &mut Tx, deal: DealId, item: ItemId, help: NewHelp) -> Result<ActivityId> {
    let new = NewActivity {
        deal: Some(deal),
        company: None,
        lead: None,
        owner: help.owner,
        kind: help.kind,
        way: None,
        subject: help.what,
        when: When {
            day: help.on,
            time: None,
        },
        minutes: None,
        contacts: Vec::new(),
        done: None,
        external_id: None,
    };
    let activity = activities::create(tx, new).await?.id;
    let mut sql = Sql::new("INSERT INTO qualification_helps (activity_id, deal_id, item_id) VALUES (");
    sql.bind(activity.0).push(", ").bind(deal.0);
    sql.push(", ").bind(item.0).push(")");
    tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    Ok(activity)
}

/// The helps of a deal that somebody sees, by item, the earliest first.
///
/// # Errors
/// When the database is away.
pub async fn helps_of(app: &App, actor: &Actor, deal: DealId) -> Result<BTreeMap<ItemId, Vec<Help>>> {
    let mut sql = Sql::new(
        "SELECT h.item_id, a.id, a.subject, a.state, a.starts_at, a.due_at, u.name AS owner
         FROM qualification_helps h JOIN activities a ON a.id = h.activity_id JOIN users u ON u.id = a.owner_id
         WHERE h.deal_id = ",
    );
    sql.bind(deal.0);
    activities::push_visible(actor, &mut sql, "a");
    sql.push(" ORDER BY a.starts_at, a.id");
    let mut helps: BTreeMap<ItemId, Vec<Help>> = BTreeMap::new();
    for help in app.all::<Help>(sql).await? {
        helps.entry(help.item_id).or_default().push(help);
    }
    Ok(helps)
}
