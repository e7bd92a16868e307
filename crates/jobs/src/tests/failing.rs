//! Jobs that fail, and workers that die.

use db::db_test;
use sea_orm::DbErr;

use super::*;

#[db_test]
async fn a_failed_job_is_tried_again_later_and_later_and_then_given_up(setup: Setup) {
    setup.enqueue_named("hard", NOW).await;
    let mut now = NOW;
    for attempt in 1..=MAX_ATTEMPTS {
        setup.order([Order::Fail("no luck")]);
        let dead = attempt == MAX_ATTEMPTS;
        let failure = Failure {
            kind: "test".into(),
            error: "no luck".into(),
            dead,
        };
        assert_eq!(setup.run_due(now).await, [failure], "attempt {attempt}");
        let wait = 10_000 * 3i64.pow(u32::try_from(attempt - 1).unwrap());
        setup.run_due(now + wait - 1).await;
        assert_eq!(setup.done(), ["hard"], "attempt {attempt}");
        now += wait;
    }
    assert_eq!(setup.run_due(now + 100 * DAY).await, []);
    assert_eq!(setup.done(), [""; 0]);
    assert_eq!(setup.count("dead_at IS NOT NULL AND last_error = 'no luck'").await, 1);
}

#[db_test]
async fn a_job_that_panics_fails_and_the_others_are_done(setup: Setup) {
    setup.enqueue_named("bad", NOW - 1).await;
    setup.enqueue_named("good", NOW).await;
    setup.order([Order::Panic]);
    let failures = setup.run_due(NOW).await;
    assert_eq!(failures.len(), 1);
    assert!(failures[0].error.contains("panicked"), "{failures:?}");
    assert_eq!(setup.done(), ["bad", "good"]);
}

#[db_test]
async fn a_job_completed_by_its_handler_is_over(setup: Setup) {
    setup.enqueue_named("one", NOW).await;
    setup.order([Order::CompleteAndFail]);
    assert_eq!(setup.run_due(NOW).await.len(), 1);
    assert_eq!(setup.count("TRUE").await, 0);
}

#[db_test]
async fn a_job_of_a_dead_worker_goes_to_another_and_never_back(setup: Setup) {
    setup.enqueue_named("one", NOW).await;
    let lease = i64::try_from(LEASE.as_millis()).unwrap();
    let slow = setup.claim(NOW).await.unwrap();
    assert!(setup.claim(NOW + lease - 1).await.is_none());
    let next = setup.claim(NOW + lease).await.unwrap();
    assert_eq!((slow.id(), slow.attempt()), (next.id(), 1));
    assert_eq!(next.attempt(), 2);

    let transaction = setup.db.begin().await.unwrap();
    assert!(matches!(
        slow.complete(&transaction).await,
        Err(DbErr::RecordNotUpdated)
    ));
    slow.fail(&transaction, "too late", NOW).await.unwrap();
    next.complete(&transaction).await.unwrap();
    transaction.commit().await.unwrap();
    assert_eq!(setup.count("TRUE").await, 0);
}

#[db_test]
async fn a_job_that_never_ends_is_given_up_too(setup: Setup) {
    setup.enqueue_named("deadly", NOW).await;
    let lease = i64::try_from(LEASE.as_millis()).unwrap();
    for attempt in 0..MAX_ATTEMPTS {
        setup.claim(NOW + attempt * lease).await.unwrap();
    }
    let failures = setup.run_due(NOW + MAX_ATTEMPTS * lease).await;
    assert!(failures[0].dead);
    assert_eq!(setup.done(), [""; 0]);
}
