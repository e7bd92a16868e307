//! Putting a job into the queue.

use db::{Dialect, Sql};
use sea_orm::{ConnectionTrait, DbErr};
use serde::Serialize;

/// A job to be enqueued.
#[derive(Clone, Debug)]
pub struct NewJob {
    kind: &'static str,
    payload: String,
    run_at: i64,
    unique: Option<(String, WhenOneWaits)>,
}

/// What becomes of a job if another with the same key still waits for its first attempt.
#[derive(Clone, Copy, Debug)]
enum WhenOneWaits {
    Keep,
    Replace,
}

impl NewJob {
    /// A job of a kind, not to be run before `run_at`. What the payload cannot say in JSON is a mistake in the program.
    ///
    /// # Panics
    /// If the payload has no JSON form, as a map whose keys are no strings.
    #[must_use]
    pub fn new(kind: &'static str, payload: &impl Serialize, run_at: i64) -> Self {
        let payload = serde_json::to_string(payload).expect("a payload has a JSON form");
        Self {
            kind,
            payload,
            run_at,
            unique: None,
        }
    }

    /// If a job with this key waits already, that one stays and this is not added; it runs at the earlier of both times.
    ///
    /// A job that has begun does not count as waiting: it may have read what was true before the change that this one is
    /// enqueued for.
    #[must_use]
    pub fn unique(mut self, key: impl Into<String>) -> Self {
        self.unique = Some((key.into(), WhenOneWaits::Keep));
        self
    }

    /// If a job with this key waits already, this takes its place, time and payload.
    #[must_use]
    pub fn replacing(mut self, key: impl Into<String>) -> Self {
        self.unique = Some((key.into(), WhenOneWaits::Replace));
        self
    }
}

/// Enqueues a job in the caller's transaction.
///
/// # Errors
/// When the database is away or refuses.
pub async fn enqueue(connection: &impl ConnectionTrait, job: NewJob) -> Result<(), DbErr> {
    let (key, when_one_waits) = job.unique.unzip();
    let mut sql = Sql::new("INSERT INTO jobs (kind, payload, unique_key, run_at) VALUES (");
    sql.bind(job.kind)
        .push(", ")
        .bind(job.payload)
        .push(", ")
        .bind(key)
        .push(", ")
        .bind(job.run_at)
        .push(")");
    // Keeping the other one writes to it all the same: that holds it until this transaction commits, so that no worker
    // begins it before, sees nothing of what changed here, and the change is forgotten.
    match when_one_waits {
        None => {}
        Some(WhenOneWaits::Keep) => {
            sql.push(
                " ON CONFLICT (unique_key) DO UPDATE SET run_at =
                  CASE WHEN excluded.run_at < jobs.run_at THEN excluded.run_at ELSE jobs.run_at END",
            );
        }
        Some(WhenOneWaits::Replace) => {
            sql.push(
                " ON CONFLICT (unique_key) DO UPDATE
                  SET kind = excluded.kind, payload = excluded.payload, run_at = excluded.run_at",
            );
        }
    }
    connection.execute_raw(sql.statement(Dialect::of(connection))).await?;
    Ok(())
}
