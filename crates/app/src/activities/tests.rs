//! Activities: acts and what they do to the clocks of their deal, on both databases.

use db::db_test;

use super::*;
use crate::{
    deals::{Clock, Colour, Deal, colour},
    error::Error,
    ids::UserId,
    testing::*,
    time::At,
};

fn on(days: i64) -> When {
    When {
        day: TODAY + chrono::TimeDelta::days(days),
        time: None,
    }
}

fn call(deal: &Deal, owner: UserId, when: When, done: Option<Done>) -> NewActivity {
    NewActivity {
        deal: Some(deal.id),
        company: None,
        lead: None,
        owner,
        kind: PHONE,
        way: None,
        subject: "見積の件".into(),
        when,
        minutes: None,
        contacts: vec![],
        done,
        external_id: None,
    }
}

async fn create_as(app: &TestApp, user: UserId, new: NewActivity) -> Result<Activity, Error> {
    let mut tx = app.app.begin(&app.actor(user).await).await?;
    let activity = create(&mut tx, new).await?;
    tx.commit().await?;
    Ok(activity)
}

#[db_test]
async fn the_earliest_planned_activity_is_the_next_action(app: TestApp) {
    let deal = app.deal(REP).await;
    create_as(&app, REP, call(&deal, REP, on(5), None)).await.unwrap();
    let first = create_as(&app, REP, call(&deal, REP, on(2), None)).await.unwrap();
    let deal = app.read_deal(deal.id).await;
    assert_eq!(deal.next_activity_id, Some(first.id));
    assert_eq!(deal.next_due_at, Some(on(2).due_at(chrono_tz::Asia::Tokyo)));
    assert_eq!((first.way, first.company_id), (Way::Phone, Some(COMPANY)));
}

#[db_test]
async fn only_the_customer_resets_the_clock_of_silence(app: TestApp) {
    let deal = app.deal(REP).await;
    app.app.clock().advance(6 * At::DAY);
    let mail = Done {
        customer_took_part: false,
        ..Done::default()
    };
    create_as(&app, REP, call(&deal, REP, on(6), Some(mail))).await.unwrap();
    assert_eq!(app.read_deal(deal.id).await.last_customer_at, None);
    let talk = Done {
        customer_took_part: true,
        ..Done::default()
    };
    create_as(&app, REP, call(&deal, REP, on(6), Some(talk))).await.unwrap();
    let deal = app.read_deal(deal.id).await;
    assert_eq!(deal.last_customer_at, Some(on(6).starts_at(chrono_tz::Asia::Tokyo)));
}

#[db_test]
async fn an_overdue_next_action_turns_the_card_yellow_and_then_red(app: TestApp) {
    let deal = app.deal(REP).await;
    assert_eq!(colour(&deal, app.app.now()), Colour::Grey);
    create_as(&app, REP, call(&deal, REP, on(0), None)).await.unwrap();
    let due = app.read_deal(deal.id).await;
    assert_eq!(
        (due.yellow_clock, due.red_clock),
        (Some(Clock::NextAction), Some(Clock::NextAction))
    );
    let midnight = due.next_due_at.unwrap();
    assert_eq!(colour(&due, midnight), Colour::Yellow);
    assert_eq!(colour(&due, midnight.plus_days(3)), Colour::Red);
}

#[db_test]
async fn deleting_the_next_action_leaves_none_and_restoring_brings_it_back(app: TestApp) {
    let deal = app.deal(REP).await;
    let planned = create_as(&app, REP, call(&deal, REP, on(1), None)).await.unwrap();
    let mut tx = app.app.begin(&app.actor(REP).await).await.unwrap();
    delete(&mut tx, planned.id, Some(planned.version)).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(app.read_deal(deal.id).await.next_activity_id, None);
    let mut tx = app.app.begin(&app.actor(REP).await).await.unwrap();
    restore(&mut tx, planned.id).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(app.read_deal(deal.id).await.next_activity_id, Some(planned.id));
}

#[db_test]
async fn nobody_logs_on_a_deal_they_may_not_see(app: TestApp) {
    app.reps_see(crate::workspace::RepSees::Own).await;
    let deal = app.deal(REP).await;
    let before = app.traces().await;
    assert!(matches!(
        create_as(&app, COLLEAGUE, call(&deal, COLLEAGUE, on(1), None)).await,
        Err(Error::NotFound)
    ));
    assert!(matches!(
        create_as(&app, VIEWER, call(&deal, VIEWER, on(1), None)).await,
        Err(Error::Forbidden)
    ));
    assert_eq!(app.traces().await, before);
}
