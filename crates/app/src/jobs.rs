//! What the program does by itself, at night and apart from requests. Which jobs there are and when; what they do
//! stands in the features.

use ::jobs::{Daily, Handler, Job, NewJob};
use chrono::NaiveTime;
use chrono_tz::Tz;

use crate::{
    accounts,
    app::App,
    deals,
    error::{Error, Result},
    matching, pipelines, qualification, search, tx,
};

/// Deals on hold come back on their day.
const RESUME_DEALS: &str = "deals.resume";
/// What is normal in a phase is measured anew.
const MEASURE_PHASES: &str = "pipelines.measure";
/// What searches look at is folded as this program folds.
const REFOLD: &str = "search.refold";
/// Sessions, links and the like that count no longer are removed.
const FORGET_EXPIRED: &str = "accounts.forget_expired";

const DAILY: &[Daily] = &[
    Daily {
        kind: RESUME_DEALS,
        at: time(0, 5),
    },
    Daily {
        kind: MEASURE_PHASES,
        at: time(2, 15),
    },
    Daily {
        kind: matching::COMPUTE,
        at: time(2, 45),
    },
    Daily {
        kind: FORGET_EXPIRED,
        at: time(3, 15),
    },
];

const fn time(hour: u32, minute: u32) -> NaiveTime {
    match NaiveTime::from_hms_opt(hour, minute, 0) {
        Some(time) => time,
        None => NaiveTime::MIN,
    }
}

impl Handler for App {
    type Error = Error;

    async fn run(&self, job: &Job) -> Result<()> {
        let Some(workspace) = self.workspace().await? else {
            return Ok(());
        };
        match job.kind() {
            RESUME_DEALS => deals::resume_all(self, self.now().day(workspace.zone)).await,
            MEASURE_PHASES => pipelines::measure(self).await,
            REFOLD => {
                search::refold(self).await?;
                matching::compute(self).await
            }
            matching::REFRESH => matching::refresh(self).await,
            matching::COMPUTE => matching::compute(self).await,
            FORGET_EXPIRED => {
                accounts::forget_expired(self).await?;
                tx::forget_sent_forms(self).await
            }
            unknown => Err(Error::internal(format!("nobody does jobs of the kind {unknown}"))),
        }
    }

    fn daily(&self) -> &'static [Daily] {
        DAILY
    }

    async fn zone(&self) -> Option<Tz> {
        let workspace = self.workspace().await.ok().flatten();
        workspace.map(|workspace| workspace.zone)
    }
}

/// What a process catches up with when it starts: holds that ended while none ran, a folding that is older than
/// the program, records that were written without it, and what workspaces of its day did not have.
///
/// # Errors
/// When the database is away.
pub async fn catch_up(app: &App) -> Result<()> {
    if app.workspace().await?.is_none() {
        return Ok(());
    }
    let is_folded = search::is_folded(app).await?;
    let is_matched = matching::is_fresh(app).await?;
    let mut tx = app.begin(&app.system().await?).await?;
    qualification::fill_if_older(&mut tx).await?;
    // The key of the daily job: so that it runs now and, from then on, at its time.
    let resume = NewJob::new(RESUME_DEALS, &(), app.now().0);
    tx.enqueue(resume.unique(RESUME_DEALS)).await?;
    if !is_folded {
        let refold = NewJob::new(REFOLD, &(), app.now().0);
        tx.enqueue(refold.unique(REFOLD)).await?;
    }
    if !is_matched {
        tx.enqueue(matching::refresh_job(app.now().0)).await?;
    }
    tx.commit().await
}

/// Does jobs until the process is told to stop; one that is being done then is finished first.
pub async fn work(app: App) {
    let mut news = app.live().watch();
    let stopped = async move {
        // An error means that nobody can tell any more: the process ends.
        let _ = news.wait_for(|news| news.closing).await;
    };
    let clock = app.clock().clone();
    let (db, bell) = (app.db().clone(), app.bell().clone());
    ::jobs::work(db, app, bell, move || clock.now_millis(), stopped).await;
}

#[cfg(test)]
mod tests {
    use db::db_test;

    use super::*;
    use crate::testing::*;

    #[db_test]
    async fn every_job_has_somebody_who_does_it(app: TestApp) {
        let (db, now) = (app.app.db(), app.app.now());
        assert_eq!(::jobs::run_due(db, &app.app, now.0).await.unwrap(), []);
        let waiting = app.number("SELECT COUNT(*) FROM jobs").await;
        assert_eq!(usize::try_from(waiting).unwrap(), DAILY.len());
        assert_eq!(::jobs::run_due(db, &app.app, now.plus_days(2).0).await.unwrap(), []);
        assert_eq!(app.number("SELECT COUNT(*) FROM jobs").await, waiting);
        assert_eq!(app.number("SELECT COUNT(*) FROM jobs WHERE attempts > 0").await, 0);
    }

    #[db_test]
    async fn before_the_setup_page_there_is_nothing_to_do(empty: EmptyApp) {
        catch_up(&empty.app).await.unwrap();
        let failures = ::jobs::run_due(empty.app.db(), &empty.app, empty.app.now().0).await;
        assert_eq!(failures.unwrap(), []);
    }

    #[db_test]
    async fn the_worker_stops_when_the_process_is_told_to(app: TestApp) {
        let worker = tokio::spawn(work(app.app.clone()));
        app.app.live().close();
        tokio::time::timeout(std::time::Duration::from_secs(20), worker)
            .await
            .expect("in time")
            .unwrap();
    }
}
