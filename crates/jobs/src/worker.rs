//! Doing the jobs.

use std::{fmt::Display, future::Future, pin::pin, sync::Arc, time::Duration};

use chrono_tz::Tz;
use db::Db;
use sea_orm::DbErr;
use tokio::{sync::Notify, task::JoinSet, time::timeout};

use crate::{
    Daily, Job, LEASE, MAX_ATTEMPTS,
    claim::{claim, next_due},
    daily::enqueue_missing,
    enqueue,
};

/// Does the jobs of an application.
pub trait Handler: Clone + Send + Sync + 'static {
    /// Why a job failed, in words for an operator. It is logged and kept, so nothing secret or personal.
    type Error: Display + Send + 'static;

    /// Does a job. Must not do harm when it runs twice; see [`Job::complete`].
    fn run(&self, job: &Job) -> impl Future<Output = Result<(), Self::Error>> + Send;

    /// The jobs that recur.
    fn daily(&self) -> &'static [Daily] {
        &[]
    }

    /// The time zone for those that recur; `None` as long as nobody knows. Asked while the queue writes, so it may read but
    /// not write: SQLite has one writer.
    fn zone(&self) -> impl Future<Output = Option<Tz>> + Send;
}

/// Wakes the workers of this process when a job was enqueued. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Bell(Arc<Notify>);

impl Bell {
    /// To be rung after the commit; a ring while nobody listens is heard by the next who does.
    pub fn ring(&self) {
        self.0.notify_one();
    }
}

/// How long a worker sleeps at most: other processes cannot ring its bell.
const POLL: Duration = Duration::from_secs(5);

/// Does jobs, one after another, until `shutdown` is ready; a job that is being done then is finished first. Several
/// workers may run side by side, also in several processes. `now` is the clock, in UTC milliseconds.
///
/// A database that is away is logged and tried again.
pub async fn work<H: Handler>(
    db: Db,
    handler: H,
    bell: Bell,
    now: impl Fn() -> i64 + Send,
    shutdown: impl Future<Output = ()> + Send,
) {
    let mut shutdown = pin!(shutdown);
    let mut pause = Duration::ZERO;
    loop {
        tokio::select! {
            biased;
            () = &mut shutdown => return,
            () = bell.0.notified() => {}
            () = tokio::time::sleep(pause) => {}
        }
        pause = step(&db, &handler, &now).await.unwrap_or_else(|error| {
            tracing::error!(%error, "cannot reach the queue of jobs");
            POLL
        });
    }
}

/// Does every job that is due at `now` and those that become due by them, as a worker does, and says which failed. For
/// tests, and for commands that do their work and end.
///
/// # Errors
/// When the database is away.
pub async fn run_due<H: Handler>(db: &Db, handler: &H, now: i64) -> Result<Vec<Failure>, DbErr> {
    let mut failures = Vec::new();
    enqueue_missing(db, handler.daily(), handler.zone().await, now).await?;
    while let Some(job) = claim_due(db, handler, now).await? {
        failures.extend(attempt(db, handler, job, &|| now).await?);
    }
    Ok(failures)
}

/// A failed attempt at a job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// Kind of the job.
    pub kind: String,
    /// What the handler said.
    pub error: String,
    /// Whether the job was given up; otherwise it will be tried again.
    pub dead: bool,
}

/// Does one job if one is due, and says how long to wait for the next.
async fn step<H: Handler>(db: &Db, handler: &H, now: &(impl Fn() -> i64 + Send)) -> Result<Duration, DbErr> {
    if let Some(job) = claim_due(db, handler, now()).await? {
        attempt(db, handler, job, now).await?;
        return Ok(Duration::ZERO);
    }
    enqueue_missing(db, handler.daily(), handler.zone().await, now()).await?;
    let wait = next_due(db).await?.map_or(0, |due| due.saturating_sub(now()));
    Ok(u64::try_from(wait)
        .ok()
        .filter(|&wait| wait > 0)
        .map_or(POLL, |wait| POLL.min(Duration::from_millis(wait))))
}

async fn claim_due<H: Handler>(db: &Db, handler: &H, now: i64) -> Result<Option<Job>, DbErr> {
    if next_due(db).await?.is_none_or(|due| due > now) {
        return Ok(None);
    }
    let transaction = db.begin().await?;
    let Some(job) = claim(&transaction, now).await? else {
        transaction.rollback().await?;
        return Ok(None);
    };
    if let Some(daily) = handler.daily().iter().find(|daily| daily.kind == job.kind())
        && let Some(zone) = handler.zone().await
    {
        enqueue(&transaction, daily.job(now, zone)).await?;
    }
    transaction.commit().await?;
    Ok(Some(job))
}

async fn attempt<H: Handler>(
    db: &Db,
    handler: &H,
    job: Job,
    now: &(impl Fn() -> i64 + Send),
) -> Result<Option<Failure>, DbErr> {
    let outcome = run(handler, &job).await;
    let transaction = db.begin().await?;
    let failure = match outcome {
        Ok(()) => {
            // Nothing is left to delete when the handler has completed the job itself.
            job.delete(&transaction).await?;
            None
        }
        Err(error) => {
            let dead = job.fail(&transaction, &error, now()).await?;
            Some(Failure {
                kind: job.kind().to_owned(),
                error,
                dead,
            })
        }
    };
    transaction.commit().await?;
    if let Some(Failure { kind, error, dead }) = &failure {
        if *dead {
            tracing::error!(
                kind,
                id = job.id(),
                attempt = job.attempt(),
                error,
                "a job failed and is given up"
            );
        } else {
            tracing::warn!(
                kind,
                id = job.id(),
                attempt = job.attempt(),
                error,
                "a job failed and will be tried again"
            );
        }
    }
    Ok(failure)
}

/// Runs the handler apart, so that a panic ends the attempt and not the worker, and not for longer than it has the job.
async fn run<H: Handler>(handler: &H, job: &Job) -> Result<(), String> {
    if job.attempt() > MAX_ATTEMPTS {
        return Err("no attempt came to an end; the last one may have taken its process down".to_owned());
    }
    let mut task = JoinSet::new();
    let (handler, job) = (handler.clone(), job.clone());
    task.spawn(async move { handler.run(&job).await.map_err(|error| error.to_string()) });
    match timeout(LEASE, task.join_next()).await {
        Ok(Some(Ok(outcome))) => outcome,
        Ok(Some(Err(error))) => Err(format!("the job ended abruptly: {error}")),
        Ok(None) => Err("the job was not started".to_owned()),
        Err(_) => Err(format!("the job took longer than {} minutes", LEASE.as_secs() / 60)),
    }
}
