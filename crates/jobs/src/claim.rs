//! Taking a job out of the queue, and what becomes of it.

use std::time::Duration;

use db::{Db, Dialect, Sql};
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult};
use serde::de::DeserializeOwned;

/// How long a worker may have a job. After that the worker is taken for dead, and another may have it.
pub const LEASE: Duration = Duration::from_mins(15);

/// After so many failed attempts a job is given up.
pub const MAX_ATTEMPTS: i64 = 10;

/// How much is kept of an error, in characters.
const ERROR_LENGTH: usize = 1000;

/// A job that a worker has claimed.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Job {
    id: i64,
    kind: String,
    payload: String,
    attempts: i64,
}

impl Job {
    /// Its number, for logs.
    #[must_use]
    pub const fn id(&self) -> i64 {
        self.id
    }

    /// As it was enqueued.
    #[must_use]
    pub fn kind(&self) -> &str {
        &self.kind
    }

    /// Which attempt this is, from 1.
    #[must_use]
    pub const fn attempt(&self) -> i64 {
        self.attempts
    }

    /// What the job is to be done with.
    ///
    /// # Errors
    /// When the payload is not what `T` expects.
    pub fn payload<T: DeserializeOwned>(&self) -> Result<T, serde_json::Error> {
        serde_json::from_str(&self.payload)
    }

    /// Ends the job in the handler's own transaction: its effect is then there exactly once. Without this a job ends when
    /// its handler returns.
    ///
    /// # Errors
    /// [`DbErr::RecordNotUpdated`] when the job is no longer this worker's, because it took longer than [`LEASE`]; the
    /// transaction must then not be committed.
    pub async fn complete(&self, connection: &impl ConnectionTrait) -> Result<(), DbErr> {
        if self.delete(connection).await? == 1 {
            Ok(())
        } else {
            Err(DbErr::RecordNotUpdated)
        }
    }

    /// Deletes the job if it is still this attempt's, and says how many rows that were.
    pub(crate) async fn delete(&self, connection: &impl ConnectionTrait) -> Result<u64, DbErr> {
        let mut sql = Sql::new("DELETE FROM jobs WHERE ");
        self.push_mine(&mut sql);
        let result = connection.execute_raw(sql.statement(Dialect::of(connection))).await?;
        Ok(result.rows_affected())
    }

    /// Puts the job back to be tried later, or gives it up. Says whether it was given up.
    pub(crate) async fn fail(&self, connection: &impl ConnectionTrait, error: &str, now: i64) -> Result<bool, DbErr> {
        let dead = self.attempts >= MAX_ATTEMPTS;
        let error: String = error.chars().take(ERROR_LENGTH).collect();
        let mut sql = Sql::new("UPDATE jobs SET last_error = ");
        sql.bind(error);
        if dead {
            sql.push(", dead_at = ").bind(now);
        } else {
            sql.push(", run_at = ").bind(now + millis(back_off(self.attempts)));
        }
        sql.push(" WHERE ");
        self.push_mine(&mut sql);
        connection.execute_raw(sql.statement(Dialect::of(connection))).await?;
        Ok(dead)
    }

    /// Each claim counts an attempt, so that a worker that took too long cannot end what another has begun.
    fn push_mine(&self, sql: &mut Sql) {
        sql.push("id = ")
            .bind(self.id)
            .push(" AND attempts = ")
            .bind(self.attempts);
    }
}

/// Claims the job that is due longest. Another worker's claim in the same moment gets the next one.
pub(crate) async fn claim(connection: &impl ConnectionTrait, now: i64) -> Result<Option<Job>, DbErr> {
    let dialect = Dialect::of(connection);
    let mut sql = Sql::new("UPDATE jobs SET unique_key = NULL, attempts = attempts + 1, run_at = ");
    sql.bind(now + millis(LEASE))
        .push(" WHERE id = (SELECT id FROM jobs WHERE dead_at IS NULL AND run_at <= ")
        .bind(now)
        .push(" ORDER BY run_at, id LIMIT 1")
        .push(dialect.for_update_skip_locked())
        .push(") RETURNING id, kind, payload, attempts");
    Job::find_by_statement(sql.statement(dialect)).one(connection).await
}

/// When the next job is due, if any waits. A read, so that an idle worker never takes the write lock.
pub(crate) async fn next_due(db: &Db) -> Result<Option<i64>, DbErr> {
    let sql = Sql::new("SELECT run_at FROM jobs WHERE dead_at IS NULL ORDER BY run_at, id LIMIT 1");
    let row = db.read().query_one_raw(sql.statement(db.dialect())).await?;
    row.map(|row| row.try_get_by_index(0)).transpose()
}

/// How long to wait after so many attempts: 10 seconds, three times as long after each. The nine waits are 27 hours.
fn back_off(attempts: i64) -> Duration {
    let power = u32::try_from(attempts - 1).unwrap_or(0);
    Duration::from_secs(10u64.saturating_mul(3u64.saturating_pow(power)))
}

pub(crate) fn millis(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_to_about_a_day_in_all() {
        assert_eq!([1, 2, 3].map(|attempts| back_off(attempts).as_secs()), [10, 30, 90]);
        let total: u64 = (1..MAX_ATTEMPTS).map(|attempts| back_off(attempts).as_secs()).sum();
        assert_eq!(total / 3600, 27);
    }
}
