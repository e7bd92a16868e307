//! Teams: one level, in an order of their own. People belong to one team or none.

use db::Sql;
use sea_orm::{ConnectionTrait, FromQueryResult};
use serde_json::json;

use crate::{
    error::{Error, Result},
    events::{Event, EventKind},
    ids::TeamId,
    time::At,
    tx::Tx,
};

/// A team, as its settings page shows it.
#[derive(Clone, Debug, FromQueryResult)]
pub struct TeamRow {
    /// Its number.
    pub id: TeamId,
    /// What it is called.
    pub name: String,
    /// How many people are in it, the disabled ones included.
    pub people: i64,
    /// Since when nobody can be put into it.
    pub retired_at: Option<At>,
    /// For forms.
    pub version: i64,
}

/// Why an act on a team is refused, beside rights and versions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TeamRefused {
    /// Another team has that name.
    NameTaken,
    /// Somebody is in it.
    NotEmpty,
}

const SELECT: &str = "
    SELECT t.id, t.name, t.retired_at, t.version, (SELECT COUNT(*) FROM users u WHERE u.team_id = t.id) AS people
    FROM teams t";

/// All teams in their order, the retired ones last.
///
/// # Errors
/// When the database is away.
pub async fn teams<C: ConnectionTrait>(db: &C) -> Result<Vec<TeamRow>> {
    let sql = Sql::new(&format!("{SELECT} ORDER BY t.retired_at IS NOT NULL, t.position, t.id"));
    Ok(TeamRow::find_by_statement(sql.statement(db::Dialect::of(db)))
        .all(db)
        .await?)
}

/// One team.
///
/// # Errors
/// [`Error::NotFound`] when there is none of that number.
pub async fn team<C: ConnectionTrait>(db: &C, id: TeamId) -> Result<TeamRow> {
    let mut sql = Sql::new(SELECT);
    sql.push(" WHERE t.id = ").bind(id.0);
    let found = TeamRow::find_by_statement(sql.statement(db::Dialect::of(db)));
    found.one(db).await?.ok_or(Error::NotFound)
}

/// Adds a team behind the others.
///
/// # Errors
/// [`Error::Forbidden`] for whoever is no admin.
pub async fn add(tx: &mut Tx, name: &str) -> Result<Result<TeamId, TeamRefused>> {
    tx.require_admin()?;
    let mut sql = Sql::new("INSERT INTO teams (name, position) VALUES (");
    sql.bind(name);
    sql.push(", (SELECT COALESCE(MAX(position), 0) + 1 FROM teams)) ON CONFLICT (name) DO NOTHING RETURNING id");
    let Some(row) = tx.db().query_one_raw(sql.statement(tx.dialect())).await? else {
        return Ok(Err(TeamRefused::NameTaken));
    };
    let id = TeamId(row.try_get_by_index(0)?);
    tx.record(Event::new(EventKind::SettingsChanged).data(json!({ "team_added": id })));
    Ok(Ok(id))
}

/// Renames a team.
///
/// # Errors
/// [`Error::Forbidden`] for whoever is no admin, [`Error::NotFound`], [`Error::Stale`].
pub async fn rename(tx: &mut Tx, id: TeamId, version: i64, name: &str) -> Result<Result<(), TeamRefused>> {
    let before = open_for_change(tx, id, version).await?;
    let mut taken = Sql::new("SELECT id FROM teams WHERE name = ");
    taken.bind(name).push(" AND id <> ").bind(id.0);
    let taken = tx.db().query_one_raw(taken.statement(tx.dialect())).await?;
    if taken.is_some() {
        return Ok(Err(TeamRefused::NameTaken));
    }
    let mut sql = Sql::new("UPDATE teams SET version = version + 1, name = ");
    sql.bind(name).push(" WHERE id = ").bind(id.0);
    tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    let renamed = json!({ "team": id, "name": [before.name, name] });
    tx.record(Event::new(EventKind::SettingsChanged).data(renamed));
    Ok(Ok(()))
}

/// Puts teams into the order given; those not named keep their places behind.
///
/// # Errors
/// [`Error::Forbidden`] for whoever is no admin, [`Error::NotFound`] when one of them does not exist.
pub async fn reorder(tx: &mut Tx, order: &[TeamId]) -> Result<()> {
    tx.require_admin()?;
    for (id, position) in order.iter().zip(1_i64..) {
        let mut sql = Sql::new("UPDATE teams SET position = ");
        sql.bind(position).push(" WHERE id = ").bind(id.0);
        let done = tx.db().execute_raw(sql.statement(tx.dialect())).await?;
        if done.rows_affected() == 0 {
            return Err(Error::NotFound);
        }
    }
    tx.record(Event::new(EventKind::SettingsChanged).data(json!({ "team_order": order })));
    Ok(())
}

/// Where the people of a retired team go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MoveTo {
    /// Nowhere: nobody may be in it.
    Nobody,
    /// To no team.
    NoTeam,
    /// To another team.
    Team(TeamId),
}

/// Retires a team; its people go to another first. What they did stays with this one.
///
/// # Errors
/// As [`rename`]; [`Error::NotFound`] also for another team that does not exist or is retired.
pub async fn retire(tx: &mut Tx, id: TeamId, version: i64, to: MoveTo) -> Result<Result<(), TeamRefused>> {
    let before = open_for_change(tx, id, version).await?;
    let to = match to {
        MoveTo::Nobody if before.people > 0 => return Ok(Err(TeamRefused::NotEmpty)),
        MoveTo::Nobody | MoveTo::NoTeam => None,
        MoveTo::Team(other) => {
            let other = team(tx.db(), other).await?;
            if other.retired_at.is_some() || other.id == id {
                return Err(Error::NotFound);
            }
            Some(other.id)
        }
    };
    let mut sql = Sql::new("UPDATE users SET version = version + 1, team_id = ");
    sql.bind(to.map(|team| team.0));
    sql.push(" WHERE team_id = ").bind(id.0);
    tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    set_retired(tx, id, Some(tx.now())).await?;
    tx.record(Event::new(EventKind::PeopleChanged).data(json!({ "team_retired": id, "moved_to": to })));
    Ok(Ok(()))
}

/// Takes a retired team into use again.
///
/// # Errors
/// As [`rename`].
pub async fn restore(tx: &mut Tx, id: TeamId, version: i64) -> Result<()> {
    open_for_change(tx, id, version).await?;
    set_retired(tx, id, None).await?;
    tx.record(Event::new(EventKind::SettingsChanged).data(json!({ "team_restored": id })));
    Ok(())
}

async fn set_retired(tx: &Tx, id: TeamId, at: Option<At>) -> Result<()> {
    let mut sql = Sql::new("UPDATE teams SET version = version + 1, retired_at = ");
    sql.bind(at.map(|at| at.0)).push(" WHERE id = ").bind(id.0);
    tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    Ok(())
}

async fn open_for_change(tx: &Tx, id: TeamId, version: i64) -> Result<TeamRow> {
    tx.require_admin()?;
    let mut lock = Sql::new("SELECT id FROM teams WHERE id = ");
    lock.bind(id.0).push(tx.dialect().for_update());
    tx.db().query_one_raw(lock.statement(tx.dialect())).await?;
    let team = team(tx.db(), id).await?;
    if team.version == version {
        Ok(team)
    } else {
        Err(Error::Stale)
    }
}
