//! The next action of a deal, for its page.

use db::Sql;
use sea_orm::FromQueryResult;

use super::table::Model;
use crate::{app::App, error::Result, ids::ActivityId, page::Page, t, time::At};

/// The earliest open planned activity.
#[derive(Clone, Debug, FromQueryResult)]
pub struct NextAction {
    /// Which.
    pub id: ActivityId,
    /// What kind: 「電話」.
    pub kind: String,
    /// What about.
    pub subject: String,
    /// When it starts.
    pub starts_at: At,
    /// Whether only its day is said.
    pub all_day: bool,
    /// From when it is overdue.
    pub due_at: At,
}

impl NextAction {
    /// Reads it; `None` while nothing is planned.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn read(app: &App, deal: &Model) -> Result<Option<Self>> {
        let Some(id) = deal.next_activity_id else {
            return Ok(None);
        };
        let mut sql = Sql::new(
            "SELECT a.id, k.name AS kind, a.subject, a.starts_at, a.all_day, a.due_at
             FROM activities a JOIN activity_kinds k ON k.id = a.kind_id WHERE a.id = ",
        );
        sql.bind(id.0);
        app.one(sql).await
    }

    /// 「11/20（金） 14:00 電話」.
    #[must_use]
    pub fn label(&self, page: &Page) -> String {
        let day = page.day(page.day_of(self.starts_at));
        if self.all_day {
            return t!(page, "deal-next-label", day = day, kind = self.kind.as_str());
        }
        let time = page.clock_time(self.starts_at);
        t!(
            page,
            "deal-next-label-timed",
            day = day,
            time = time,
            kind = self.kind.as_str()
        )
    }

    /// Whether it should have been done.
    #[must_use]
    pub fn is_overdue(&self, page: &Page) -> bool {
        self.due_at <= page.now
    }
}
