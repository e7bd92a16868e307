//! Which people and teams a form or a filter offers.

use db::{Dialect, Sql};
use sea_orm::{ConnectionTrait, FromQueryResult};

use crate::{
    actor::{Actor, Sees},
    error::Result,
    ids::{TeamId, UserId},
};

/// Somebody who can own deals.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Person {
    /// Their number.
    pub id: UserId,
    /// Their name.
    pub name: String,
    /// Their team.
    pub team_id: Option<TeamId>,
}

/// A team.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Team {
    /// Its number.
    pub id: TeamId,
    /// Its name.
    pub name: String,
}

/// Whose records can be filtered for: the people somebody sees, the disabled ones too, since their records stay.
///
/// # Errors
/// When the database is away.
pub async fn seen_people<C: ConnectionTrait>(db: &C, actor: &Actor) -> Result<Vec<Person>> {
    let mut sql = Sql::new("SELECT u.id, u.name, u.team_id FROM users u LEFT JOIN teams t ON t.id = u.team_id");
    sql.push(" WHERE u.role <> 'viewer'");
    if let Sees::Owners(_) = actor.sees {
        sql.push(" AND ");
        actor.push_owned_visibly(&mut sql, "u.id");
    }
    sql.push(" ORDER BY t.position, u.name, u.id");
    Ok(Person::find_by_statement(sql.statement(Dialect::of(db)))
        .all(db)
        .await?)
}

/// Whom records can be given to: everybody who works here and may write, whoever asks.
///
/// # Errors
/// When the database is away.
pub async fn owners<C: ConnectionTrait>(db: &C) -> Result<Vec<Person>> {
    let sql = Sql::new(
        "SELECT u.id, u.name, u.team_id FROM users u LEFT JOIN teams t ON t.id = u.team_id
         WHERE u.role <> 'viewer' AND u.disabled_at IS NULL ORDER BY t.position, u.name, u.id",
    );
    Ok(Person::find_by_statement(sql.statement(Dialect::of(db)))
        .all(db)
        .await?)
}

/// What somebody is called, whether or not they still work here.
///
/// # Errors
/// When the database is away.
pub async fn name_of<C: ConnectionTrait>(db: &C, id: UserId) -> Result<String> {
    let mut sql = Sql::new("SELECT name FROM users WHERE id = ");
    sql.bind(id.0);
    let row = db.query_one_raw(sql.statement(Dialect::of(db))).await?;
    Ok(row.map(|row| row.try_get_by_index(0)).transpose()?.unwrap_or_default())
}

/// The teams of the people somebody sees.
///
/// # Errors
/// When the database is away.
pub async fn seen_teams<C: ConnectionTrait>(db: &C, actor: &Actor) -> Result<Vec<Team>> {
    let mut sql = Sql::new("SELECT t.id, t.name FROM teams t WHERE t.retired_at IS NULL");
    if let Sees::Owners(_) = actor.sees {
        sql.push(" AND t.id = ").bind(actor.team.map_or(0, |team| team.0));
    }
    sql.push(" ORDER BY t.position, t.id");
    Ok(Team::find_by_statement(sql.statement(Dialect::of(db))).all(db).await?)
}
