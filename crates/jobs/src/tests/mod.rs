//! The queue on both databases, with the table as the application's migrations make it.

mod failing;
mod queue;

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
    time::Duration,
};

use chrono::NaiveTime;
use chrono_tz::Tz;
use db::{Db, DbUrl, Migrations, Sql, testing::FromTestDb};
use sea_orm::ConnectionTrait;
use tokio::sync::mpsc;

use crate::{Bell, Daily, Failure, Handler, Job, LEASE, MAX_ATTEMPTS, NewJob, claim::claim, enqueue, run_due, work};

const NOW: i64 = 1_800_000_000_000;
const DAY: i64 = 86_400_000;

/// A database and a handler that does as it is told and remembers what it did.
#[derive(Clone)]
struct Setup {
    db: Db,
    done: Arc<Mutex<Vec<String>>>,
    orders: Arc<Mutex<VecDeque<Order>>>,
    told: mpsc::UnboundedSender<String>,
    daily: bool,
}

/// What the handler does with its next job; without an order it succeeds.
#[derive(Clone, Copy)]
enum Order {
    Fail(&'static str),
    Panic,
    CompleteAndFail,
    EnqueueAnother,
}

impl FromTestDb for Setup {
    async fn from_test_db(url: DbUrl) -> Self {
        let sqlite = include_str!("../../../app/migrations/sqlite/0004_jobs.sql");
        let postgres = include_str!("../../../app/migrations/postgres/0004_jobs.sql");
        let migrator = |sql: &str| db::migrator([("0001_jobs.sql".to_owned(), sql.to_owned())]);
        let migrations = Migrations {
            sqlite: migrator(sqlite),
            postgres: migrator(postgres),
        };
        let db = Db::open(&url, &migrations).await.unwrap();
        let (told, _) = mpsc::unbounded_channel();
        Self {
            db,
            done: Arc::default(),
            orders: Arc::default(),
            told,
            daily: false,
        }
    }

    fn db(&self) -> Db {
        self.db.clone()
    }
}

impl Handler for Setup {
    type Error = String;

    async fn run(&self, job: &Job) -> Result<(), String> {
        let name: String = job.payload().unwrap_or_default();
        let name = if name.is_empty() { job.kind().to_owned() } else { name };
        self.done.lock().unwrap().push(name.clone());
        let _ = self.told.send(name);
        let order = self.orders.lock().unwrap().pop_front();
        match order {
            None => Ok(()),
            Some(Order::Fail(why)) => Err(why.to_owned()),
            Some(Order::Panic) => panic!("as ordered"),
            Some(Order::CompleteAndFail) => {
                let transaction = self.db.begin().await.unwrap();
                job.complete(&transaction).await.unwrap();
                transaction.commit().await.unwrap();
                Err("afterwards".to_owned())
            }
            Some(Order::EnqueueAnother) => {
                self.enqueue(NewJob::new("test", &"another", NOW)).await;
                Ok(())
            }
        }
    }

    fn daily(&self) -> &'static [Daily] {
        const DAILY: &[Daily] = &[Daily {
            kind: "nightly",
            at: NaiveTime::MIN,
        }];
        if self.daily { DAILY } else { &[] }
    }

    async fn zone(&self) -> Option<Tz> {
        Some(Tz::Asia__Tokyo)
    }
}

impl Setup {
    async fn enqueue(&self, job: NewJob) {
        let transaction = self.db.begin().await.unwrap();
        enqueue(&transaction, job).await.unwrap();
        transaction.commit().await.unwrap();
    }

    async fn enqueue_named(&self, name: &str, run_at: i64) {
        self.enqueue(NewJob::new("test", &name, run_at)).await;
    }

    async fn claim(&self, now: i64) -> Option<Job> {
        let transaction = self.db.begin().await.unwrap();
        let job = claim(&transaction, now).await.unwrap();
        transaction.commit().await.unwrap();
        job
    }

    fn order(&self, orders: impl IntoIterator<Item = Order>) {
        self.orders.lock().unwrap().extend(orders);
    }

    async fn run_due(&self, now: i64) -> Vec<Failure> {
        run_due(&self.db, self, now).await.unwrap()
    }

    /// What was done since the last time this was asked.
    fn done(&self) -> Vec<String> {
        std::mem::take(&mut self.done.lock().unwrap())
    }

    async fn count(&self, condition: &str) -> i64 {
        let sql = Sql::new(&format!("SELECT count(*) FROM jobs WHERE {condition}"));
        let row = self
            .db
            .read()
            .query_one_raw(sql.statement(self.db.dialect()))
            .await
            .unwrap()
            .unwrap();
        row.try_get_by_index(0).unwrap()
    }
}

/// Long enough for a slow machine, but shorter than a worker sleeps that has not heard the bell.
async fn within<T>(future: impl Future<Output = T>) -> T {
    tokio::time::timeout(Duration::from_secs(4), future)
        .await
        .expect("in time")
}
