//! What an appointment has more, as the page of its activity shows it.

use db::Sql;
use sea_orm::FromQueryResult;

use super::appointment::{self, Details};
use crate::{
    activities::{Activity, Way},
    cx::Cx,
    error::Result,
    ids::UserId,
    time::At,
};

/// What `views/facts.html` shows.
#[derive(Clone, Debug)]
pub struct AppointmentFacts {
    /// What it has more.
    pub details: Details,
    /// How people meet.
    pub way: Way,
    /// When it is over, as a time of the day.
    pub until: Option<String>,
    /// The names of those who come along.
    pub members: Vec<String>,
}

impl AppointmentFacts {
    /// Of an activity that the reader sees; nothing when it is no appointment.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn read(cx: &Cx, activity: &Activity) -> Result<Option<Self>> {
        let Some(details) = appointment::details(cx.db(), activity.id).await? else {
            return Ok(None);
        };
        Ok(Some(Self {
            members: names(cx, &details.members).await?,
            way: activity.way,
            until: activity.minutes.map(|minutes| {
                let until = At(activity.starts_at.0 + minutes * 60_000);
                until.clock_time(cx.zone())
            }),
            details,
        }))
    }

    /// Whether the place is a link to follow.
    #[must_use]
    pub fn is_link(&self) -> bool {
        self.way == Way::Online && !self.details.link.is_empty()
    }

    /// Whether it is a number to call.
    #[must_use]
    pub fn is_phone(&self) -> bool {
        self.way == Way::Phone && !self.details.phone.is_empty()
    }
}

async fn names(cx: &Cx, people: &[UserId]) -> Result<Vec<String>> {
    #[derive(FromQueryResult)]
    struct Row {
        name: String,
    }
    let mut sql = Sql::new("SELECT name FROM users WHERE id IN ");
    sql.bind_list(people.iter().map(|id| id.0)).push(" ORDER BY name, id");
    let rows: Vec<Row> = cx.app.all(sql).await?;
    Ok(rows.into_iter().map(|row| row.name).collect())
}
