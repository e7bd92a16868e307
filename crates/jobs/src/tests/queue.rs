//! Jobs that succeed.

use db::{Dialect, db_test};
use serde_json::json;
use tokio::sync::{mpsc, oneshot};

use super::*;

#[db_test]
async fn a_job_is_done_once_it_is_due_and_then_gone(setup: Setup) {
    setup.enqueue_named("later", NOW + 1).await;
    setup.enqueue_named("second", NOW).await;
    setup.enqueue_named("first", NOW - 5).await;
    assert_eq!(setup.run_due(NOW).await, []);
    assert_eq!(setup.done(), ["first", "second"]);
    assert_eq!(setup.run_due(NOW).await, []);
    assert_eq!(setup.done(), [""; 0]);
    setup.run_due(NOW + 1).await;
    assert_eq!(setup.done(), ["later"]);
    assert_eq!(setup.count("TRUE").await, 0);
}

#[db_test]
async fn a_job_whose_transaction_is_rolled_back_never_was(setup: Setup) {
    let transaction = setup.db.begin().await.unwrap();
    enqueue(&transaction, NewJob::new("test", &"never", NOW)).await.unwrap();
    transaction.rollback().await.unwrap();
    setup.run_due(NOW).await;
    assert_eq!(setup.done(), [""; 0]);
}

#[db_test]
async fn a_job_enqueued_by_a_job_is_done_too(setup: Setup) {
    setup.enqueue_named("one", NOW).await;
    setup.order([Order::EnqueueAnother]);
    setup.run_due(NOW).await;
    assert_eq!(setup.done(), ["one", "another"]);
}

#[db_test]
async fn a_payload_comes_back_as_it_was(setup: Setup) {
    let payload = json!({ "deal": 7, "名前": "山田\\\"商事\"" });
    setup.enqueue(NewJob::new("test", &payload, NOW)).await;
    let job = setup.claim(NOW).await.unwrap();
    assert_eq!(job.payload::<serde_json::Value>().unwrap(), payload);
    assert!(job.payload::<i64>().is_err());
}

#[db_test]
async fn of_jobs_with_one_key_the_first_stays_at_the_earlier_time(setup: Setup) {
    for (name, run_at) in [("first", NOW), ("later", NOW + 10), ("earlier", NOW - 10)] {
        setup.enqueue(NewJob::new("test", &name, run_at).unique("key")).await;
    }
    setup
        .enqueue(NewJob::new("test", &"other", NOW).unique("other key"))
        .await;
    setup.run_due(NOW - 10).await;
    assert_eq!(setup.done(), ["first"]);
    setup.run_due(NOW + 10).await;
    assert_eq!(setup.done(), ["other"]);
}

#[db_test]
async fn a_replacing_job_takes_the_place_of_the_one_that_waits(setup: Setup) {
    setup.enqueue(NewJob::new("test", &"old", NOW).replacing("key")).await;
    setup
        .enqueue(NewJob::new("test", &"new", NOW + 10).replacing("key"))
        .await;
    setup.run_due(NOW).await;
    assert_eq!(setup.done(), [""; 0]);
    setup.run_due(NOW + 10).await;
    assert_eq!(setup.done(), ["new"]);
}

#[db_test]
async fn a_job_that_has_begun_does_not_hold_back_one_with_its_key(setup: Setup) {
    setup.enqueue(NewJob::new("test", &"begun", NOW).unique("key")).await;
    setup.claim(NOW).await.unwrap();
    setup
        .enqueue(NewJob::new("test", &"after the change", NOW).unique("key"))
        .await;
    setup.run_due(NOW).await;
    assert_eq!(setup.done(), ["after the change"]);
}

#[db_test]
async fn a_job_kept_by_an_open_transaction_does_not_begin_before_it_commits(setup: Setup) {
    setup.enqueue(NewJob::new("test", &"waiting", NOW).unique("key")).await;
    let transaction = setup.db.begin().await.unwrap();
    enqueue(&transaction, NewJob::new("test", &"kept", NOW).unique("key"))
        .await
        .unwrap();
    // SQLite has one writer: there nobody can claim meanwhile.
    if setup.db.dialect() == Dialect::Postgres {
        assert!(setup.claim(NOW).await.is_none());
    }
    transaction.commit().await.unwrap();
    assert!(setup.claim(NOW).await.is_some());
}

#[db_test]
async fn two_claims_at_once_get_two_jobs(setup: Setup) {
    for name in 0..40 {
        setup.enqueue_named(&name.to_string(), NOW).await;
    }
    let workers = (0..4).map(|_| {
        let setup = setup.clone();
        tokio::spawn(async move { setup.run_due(NOW).await })
    });
    for worker in workers.collect::<Vec<_>>() {
        assert_eq!(worker.await.unwrap(), []);
    }
    let mut done: Vec<u32> = setup.done().iter().map(|name| name.parse().unwrap()).collect();
    done.sort_unstable();
    assert_eq!(done, (0..40).collect::<Vec<_>>());
}

#[db_test]
async fn a_daily_job_recurs_once_a_day(setup: Setup) {
    let setup = Setup { daily: true, ..setup };
    // 17:00 in Tokyo.
    setup.run_due(NOW).await;
    assert_eq!(setup.done(), [""; 0]);
    let midnight = NOW + 7 * 3_600_000;
    assert_eq!(setup.count(&format!("run_at = {midnight}")).await, 1);
    setup.run_due(midnight - 1).await;
    assert_eq!(setup.done(), [""; 0]);
    setup.run_due(midnight).await;
    assert_eq!(setup.done(), ["nightly"]);
    // Nobody was there for three days: it is done once.
    setup.run_due(midnight + 3 * DAY + 5).await;
    assert_eq!(setup.done(), ["nightly"]);
    assert_eq!(setup.count(&format!("run_at = {}", midnight + 4 * DAY)).await, 1);
}

#[db_test]
async fn a_daily_job_recurs_though_it_fails(setup: Setup) {
    let setup = Setup { daily: true, ..setup };
    setup.run_due(NOW).await;
    setup.order([Order::Fail("no luck")]);
    assert_eq!(setup.run_due(NOW + DAY).await.len(), 1);
    assert_eq!(setup.count("unique_key = 'nightly' AND attempts = 0").await, 1);
    assert_eq!(setup.count("unique_key IS NULL AND attempts = 1").await, 1);
}

#[db_test]
async fn a_worker_hears_the_bell_and_stops_when_told(setup: Setup) {
    let (told, mut done) = mpsc::unbounded_channel();
    let setup = Setup { told, ..setup };
    let bell = Bell::default();
    let (stop, stopped) = oneshot::channel::<()>();
    let shutdown = async { stopped.await.unwrap_or_default() };
    let worker = tokio::spawn(work(setup.db.clone(), setup.clone(), bell.clone(), || NOW, shutdown));
    for name in ["one", "two"] {
        setup.enqueue_named(name, NOW).await;
        bell.ring();
        assert_eq!(within(done.recv()).await.as_deref(), Some(name));
    }
    stop.send(()).unwrap();
    within(worker).await.unwrap();
    assert_eq!(setup.count("TRUE").await, 0);
}
