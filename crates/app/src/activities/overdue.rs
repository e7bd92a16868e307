//! How many of one's planned activities are overdue: the number in the rail of every page.

use askama::Template;
use db::Sql;
use sea_orm::FromQueryResult;

use super::scope;
use crate::{actor::Actor, app::App, error::Result, t, text::Texts, time::At};

/// The number as it stands in the rail; nothing when there is none.
#[derive(Debug, Template)]
#[template(path = "activities/views/badge.html")]
pub struct Badge {
    words: Texts,
    count: i64,
}

impl Badge {
    /// So many.
    #[must_use]
    pub const fn new(words: Texts, count: i64) -> Self {
        Self { words, count }
    }
}

impl askama::filters::HtmlSafe for Badge {}

/// The planned activities of somebody whose day has passed. Those of deleted deals are not counted.
///
/// Reads a range of `activities_by_owner`: a planned activity is overdue from the end of the day it starts on.
///
/// # Errors
/// When the database is away.
pub async fn overdue(app: &App, actor: &Actor, now: At) -> Result<i64> {
    #[derive(FromQueryResult)]
    struct Row {
        count: i64,
    }
    let Some(user) = actor.user else { return Ok(0) };
    let zone = actor.workspace.zone;
    let mut sql = Sql::new(
        "SELECT CAST(COUNT(*) AS BIGINT) AS count FROM activities a LEFT JOIN deals d ON d.id = a.deal_id
         WHERE a.deleted_at IS NULL AND d.deleted_at IS NULL AND a.state = 'planned' AND a.owner_id = ",
    );
    sql.bind(user.0);
    scope::push_here(&mut sql, "a");
    sql.push(" AND a.starts_at < ")
        .bind(At::day_start(now.day(zone), zone).0);
    Ok(app.one::<Row>(sql).await?.map_or(0, |row| row.count))
}

/// The badge as HTML, for a stream.
pub(super) async fn badge(app: &App, actor: &Actor, now: At) -> Result<String> {
    let count = overdue(app, actor, now).await?;
    Ok(Badge::new(actor.texts(), count).render()?)
}
