//! Teams and people as an import writes them: found by name, made when missing, changed where the file says otherwise.

use db::Sql;
use sea_orm::{ConnectionTrait as _, FromQueryResult};

use super::references::References;
use crate::{
    actor::Role,
    error::{Error, Result},
    ids::{TeamId, UserId},
    tx::Tx,
};

/// The domain of addresses that nobody has: reserved for this by RFC 2606, so that no mail is ever sent there.
const NOWHERE: &str = "import.invalid";

/// A person as the import sees them.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Person {
    /// Their number.
    pub id: UserId,
    /// Their name.
    pub name: String,
    /// In small letters.
    pub email: String,
    /// What they may.
    pub role: Role,
    /// Their team.
    pub team_id: Option<TeamId>,
}

/// Everybody, disabled or not: a closed deal may be of somebody who has left.
///
/// # Errors
/// When the database is away.
pub async fn everybody(tx: &Tx) -> Result<Vec<Person>> {
    let sql = Sql::new("SELECT id, name, email, role, team_id FROM users ORDER BY id");
    Ok(Person::find_by_statement(sql.statement(tx.dialect()))
        .all(tx.db())
        .await?)
}

/// All people by their names and by their addresses, for cells that name an owner.
///
/// # Errors
/// When the database is away.
pub async fn by_name(tx: &Tx) -> Result<References> {
    let mut references = References::none(japan::fold);
    for person in everybody(tx).await? {
        references.add(person.id.0, &person.name);
        references.add_alias(person.id.0, &person.email);
    }
    Ok(references)
}

/// All teams by their names.
///
/// # Errors
/// When the database is away.
pub async fn teams(tx: &Tx) -> Result<References> {
    References::read(tx.db(), Sql::new("SELECT id, name FROM teams ORDER BY id"), japan::fold).await
}

/// Makes a team, behind those there are.
///
/// # Errors
/// When the database refuses.
pub async fn add_team(tx: &Tx, name: &str) -> Result<TeamId> {
    let mut sql = Sql::new("INSERT INTO teams (name, position) VALUES (");
    sql.bind(name)
        .push(", (SELECT COALESCE(MAX(position), 0) + 1 FROM teams)) RETURNING id");
    Ok(TeamId(returned(tx, sql).await?))
}

/// Makes a person who cannot sign in: without a password, until an admin sends an invitation.
///
/// # Errors
/// When the database refuses.
pub async fn add_person(tx: &Tx, name: &str, email: &str, role: Role, team: Option<TeamId>) -> Result<Person> {
    let mut sql = Sql::new("INSERT INTO users (team_id, email, name, role, created_at) VALUES (");
    sql.bind(team.map(|team| team.0)).push(", ").bind(email);
    sql.push(", ").bind(name).push(", ").bind(role.code());
    sql.push(", ").bind(tx.now().0).push(") RETURNING id");
    Ok(Person {
        id: UserId(returned(tx, sql).await?),
        name: name.to_owned(),
        email: email.to_owned(),
        role,
        team_id: team,
    })
}

/// Writes a person anew.
///
/// # Errors
/// When the database refuses.
pub async fn save_person(tx: &Tx, person: &Person) -> Result<()> {
    let mut sql = Sql::new("UPDATE users SET name = ");
    sql.bind(person.name.as_str());
    sql.push(", email = ").bind(person.email.as_str());
    sql.push(", role = ").bind(person.role.code());
    sql.push(", team_id = ").bind(person.team_id.map(|team| team.0));
    sql.push(", version = version + 1 WHERE id = ").bind(person.id.0);
    tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    Ok(())
}

/// An address that nobody has, such as `anna.snelling@import.invalid`, other than those taken.
#[must_use]
pub fn placeholder(name: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let words = name
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty());
    let words: Vec<_> = words.map(str::to_ascii_lowercase).collect();
    let base = if words.is_empty() {
        "member".to_owned()
    } else {
        words.join(".")
    };
    let numbered = (2..).map(|number| format!("{base}-{number}@{NOWHERE}"));
    let mut all = std::iter::once(format!("{base}@{NOWHERE}")).chain(numbered);
    all.find(|email| !is_taken(email)).unwrap_or_default()
}

/// Whether an address is one that an import made up.
#[must_use]
pub fn is_placeholder(email: &str) -> bool {
    email.ends_with(NOWHERE)
}

async fn returned(tx: &Tx, sql: Sql) -> Result<i64> {
    let row = tx.db().query_one_raw(sql.statement(tx.dialect())).await?;
    let row = row.ok_or_else(|| Error::internal("a row was not inserted"))?;
    Ok(row.try_get_by_index(0)?)
}
