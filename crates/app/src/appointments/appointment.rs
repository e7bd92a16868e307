//! Acts on appointments: make, change, move. To cancel, finish or delete one is done to its activity.

use db::{Dialect, Sql};
use sea_orm::{ConnectionTrait, FromQueryResult};

use crate::{
    activities::{self, Activity, Change, NewActivity, State, Way, When},
    error::{Error, Result},
    ids::{ActivityId, UserId},
    t,
    tx::Tx,
};

/// What an appointment has more than other activities.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Details {
    /// Where one goes for a visit.
    pub place: String,
    /// Where one meets online: an address with `http` or `https`.
    pub link: String,
    /// Which number is called.
    pub phone: String,
    /// What is to be reached.
    pub purpose: String,
    /// What to bring along.
    pub bring: String,
    /// Who of ours comes along, beside the owner.
    pub members: Vec<UserId>,
}

impl Details {
    /// Where it is, by the way people meet: the place, the link or the number.
    #[must_use]
    pub fn whereabouts(&self, way: Way) -> &str {
        match way {
            Way::Visit => &self.place,
            Way::Online => &self.link,
            Way::Phone => &self.phone,
            Way::Mail | Way::Internal => "",
        }
    }
}

/// Reads what an appointment has more; `None` for an activity without a row of its own here. Whether the reader may
/// see the activity has been asked before.
///
/// # Errors
/// When the database is away.
pub async fn details<C: ConnectionTrait>(db: &C, id: ActivityId) -> Result<Option<Details>> {
    #[derive(FromQueryResult)]
    struct Row {
        place: String,
        link: String,
        phone: String,
        purpose: String,
        bring: String,
    }
    let mut sql = Sql::new("SELECT place, link, phone, purpose, bring FROM appointments WHERE activity_id = ");
    sql.bind(id.0);
    let row = Row::find_by_statement(sql.statement(Dialect::of(db))).one(db).await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(Details {
        place: row.place,
        link: row.link,
        phone: row.phone,
        purpose: row.purpose,
        bring: row.bring,
        members: members(db, id).await?,
    }))
}

async fn members<C: ConnectionTrait>(db: &C, id: ActivityId) -> Result<Vec<UserId>> {
    let mut sql = Sql::new("SELECT user_id FROM appointment_members WHERE activity_id = ");
    sql.bind(id.0).push(" ORDER BY user_id");
    let rows = db.query_all_raw(sql.statement(Dialect::of(db))).await?;
    rows.iter().map(|row| Ok(UserId(row.try_get_by_index(0)?))).collect()
}

/// The names of those of ours who come along, beside the owners, with the appointment each belongs to.
///
/// # Errors
/// When the database is away.
pub async fn members_of<C: ConnectionTrait>(db: &C, ids: &[i64]) -> Result<Vec<(ActivityId, String)>> {
    #[derive(FromQueryResult)]
    struct Row {
        activity_id: ActivityId,
        name: String,
    }
    let mut sql = Sql::new(
        "SELECT m.activity_id, u.name FROM appointment_members m JOIN users u ON u.id = m.user_id
         WHERE m.activity_id IN ",
    );
    sql.bind_list(ids.iter().copied()).push(" ORDER BY u.name, u.id");
    let rows = Row::find_by_statement(sql.statement(Dialect::of(db))).all(db).await?;
    Ok(rows.into_iter().map(|row| (row.activity_id, row.name)).collect())
}

/// Makes an appointment: plans the activity, and keeps what it has more.
///
/// # Errors
/// As [`activities::create`].
pub async fn create(tx: &mut Tx, new: NewActivity, details: &Details) -> Result<Activity> {
    let activity = activities::create(tx, new).await?;
    keep(tx, &activity, details).await?;
    Ok(activity)
}

/// Changes an appointment, or makes one of an activity. Changing nothing writes nothing.
///
/// # Errors
/// As [`activities::change`].
pub async fn change(
    tx: &mut Tx,
    id: ActivityId,
    version: Option<i64>,
    change: Change,
    new: &Details,
) -> Result<Activity> {
    let before = details(tx.db(), id).await?;
    let more = before.as_ref() != Some(new);
    let activity = activities::change(tx, id, version, Change { more, ..change }).await?;
    if more {
        keep(tx, &activity, new).await?;
    }
    Ok(activity)
}

/// Moves an appointment to another day or time; it stays as long as it is.
///
/// # Errors
/// As [`activities::change`]; [`Error::Invalid`] for what is done or cancelled already, or lies on a day without a time.
pub async fn move_to(tx: &mut Tx, id: ActivityId, version: Option<i64>, when: When) -> Result<Activity> {
    let current = activities::open_for_change(tx, id, version).await?;
    if current.state != State::Planned {
        return Err(Error::Invalid(t!(tx.actor().texts(), "activity-not-planned")));
    }
    if current.all_day || when.time.is_none() {
        return Err(Error::Invalid(t!(tx.actor().texts(), "appointment-move-needs-time")));
    }
    let change = Change {
        when: Some(when),
        ..Change::default()
    };
    activities::change(tx, id, version, change).await
}

async fn keep(tx: &Tx, activity: &Activity, details: &Details) -> Result<()> {
    let mut sql = Sql::new("INSERT INTO appointments (activity_id, place, link, phone, purpose, bring) VALUES (");
    sql.bind(activity.id.0);
    for text in [
        &details.place,
        &details.link,
        &details.phone,
        &details.purpose,
        &details.bring,
    ] {
        sql.push(", ").bind(text.as_str());
    }
    sql.push(
        ") ON CONFLICT (activity_id) DO UPDATE SET place = excluded.place, link = excluded.link,
           phone = excluded.phone, purpose = excluded.purpose, bring = excluded.bring",
    );
    tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    let mut sql = Sql::new("DELETE FROM appointment_members WHERE activity_id = ");
    sql.bind(activity.id.0);
    tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    for member in details.members.iter().filter(|member| **member != activity.owner_id) {
        let mut sql = Sql::new("INSERT INTO appointment_members (activity_id, user_id) VALUES (");
        sql.bind(activity.id.0).push(", ").bind(member.0);
        sql.push(") ON CONFLICT DO NOTHING");
        tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    }
    Ok(())
}
