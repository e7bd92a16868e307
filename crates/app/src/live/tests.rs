//! The live stream: what is told to whom, and that nothing is missed, on both databases.

use db::{Sql, db_test};
use serde_json::json;

use crate::{
    activities::{NewActivity, When},
    appointments,
    deals::{self, Move},
    ids::{DealId, UserId},
    testing::*,
    workspace::RepSees,
};

async fn move_to(app: &TestApp, user: UserId, deal: DealId, phase: usize) {
    let mut tx = app.app.begin(&app.actor(user).await).await.unwrap();
    let wish = Move {
        to: PHASES[phase],
        version: None,
        override_reason: None,
    };
    deals::move_to(&mut tx, deal, wish).await.unwrap();
    tx.commit().await.unwrap();
}

#[db_test]
async fn a_move_is_told_with_the_columns_it_concerns(app: TestApp) {
    let deal = app.deal(REP).await;
    let mut viewer = app.browser(COLLEAGUE).await.listen("/live?after=1", None).await;
    let mut author = app.browser(REP).await.listen("/live?after=1", None).await;
    move_to(&app, REP, deal.id, 1).await;
    let told = json!({ "id": 2, "kind": "deal.moved", "deal": deal.id, "phases": [PHASES[0], PHASES[1]] });
    // Whoever moved it hears of it too: another window of theirs may show the board.
    for listening in [&mut viewer, &mut author] {
        let message = listening.next().await.unwrap();
        assert_eq!((message.id.as_str(), message.json()), ("2", told.clone()));
    }
}

#[db_test]
async fn what_somebody_does_not_see_is_never_told(app: TestApp) {
    app.reps_see(RepSees::Own).await;
    let (theirs, mine) = (app.deal(COLLEAGUE).await, app.deal(REP).await);
    let mut stranger = app.browser(STRANGER).await.listen("/live?after=0", None).await;
    let mut rep = app.browser(REP).await.listen("/live?after=0", None).await;
    move_to(&app, COLLEAGUE, theirs.id, 1).await;
    move_to(&app, REP, mine.id, 1).await;
    let heard = [rep.next().await.unwrap(), rep.next().await.unwrap()];
    assert_eq!(
        heard.map(|message| message.json()["deal"].clone()),
        [json!(mine.id), json!(mine.id)]
    );
    // The end of the stream is the proof: everything before it was told, and nothing of it to the stranger.
    app.app.live().close();
    assert!(rep.next().await.is_none());
    assert!(stranger.next().await.is_none());
}

#[db_test]
async fn a_lost_connection_resumes_after_the_last_message(app: TestApp) {
    let deal = app.deal(REP).await;
    let browser = app.browser(COLLEAGUE).await;
    let mut first = browser.listen("/live?after=1", None).await;
    move_to(&app, REP, deal.id, 1).await;
    let last = first.next().await.unwrap().id;
    drop(first);
    move_to(&app, REP, deal.id, 2).await;
    move_to(&app, REP, deal.id, 1).await;
    // The browser repeats the address it was given; the header is the newer of the two.
    let mut second = browser.listen("/live?after=1", Some(&last)).await;
    let missed = [second.next().await.unwrap(), second.next().await.unwrap()];
    assert_eq!(missed.map(|message| message.id), ["3", "4"]);
    move_to(&app, REP, deal.id, 0).await;
    assert_eq!(second.next().await.unwrap().id, "5");
}

#[db_test]
async fn whoever_missed_too_much_is_told_to_read_everything_anew(app: TestApp) {
    let deal = app.deal(REP).await;
    let mut sql = Sql::new("INSERT INTO events (at, user_id, kind, deal_id, data) SELECT 0, NULL, 'deal.changed', ");
    sql.bind(deal.id.0).push(", '{}' FROM (");
    for (index, phases) in ["a", "b", "c", "d", "e"].into_iter().enumerate() {
        sql.push(if index > 0 { " CROSS JOIN " } else { "SELECT 1 FROM " });
        sql.push("phases ").push(phases);
    }
    sql.push(") many");
    app.execute(sql).await;
    let mut late = app.browser(REP).await.listen("/live?after=1", None).await;
    let message = late.next().await.unwrap();
    assert_eq!((message.event.as_str(), message.id.as_str()), ("reset", "1025"));
}

#[db_test]
async fn a_deletion_is_told_and_a_guest_is_told_nothing(app: TestApp) {
    let deal = app.deal(REP).await;
    let mut colleague = app.browser(COLLEAGUE).await.listen("/live", None).await;
    let mut tx = app.app.begin(&app.actor(REP).await).await.unwrap();
    deals::delete(&mut tx, deal.id, None).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(colleague.next().await.unwrap().json()["kind"], "deal.deleted");
    let guest = app.guest().get("/live").await;
    assert!(guest.location.starts_with("/sign-in"), "{guest:?}");
}

#[db_test]
async fn an_activity_without_a_deal_is_told_to_whom_it_concerns(app: TestApp) {
    app.reps_see(RepSees::Own).await;
    let mut rep = app.browser(REP).await.listen("/live?after=0", None).await;
    let mut along = app.browser(COLLEAGUE).await.listen("/live?after=0", None).await;
    let mut stranger = app.browser(STRANGER).await.listen("/live?after=0", None).await;
    let new = NewActivity {
        deal: None,
        lead: None,
        company: Some(COMPANY),
        owner: REP,
        kind: VISIT,
        way: None,
        subject: "ご挨拶".into(),
        when: When { day: TODAY, time: None },
        minutes: None,
        contacts: vec![],
        done: None,
        external_id: None,
    };
    let details = appointments::Details {
        members: vec![COLLEAGUE],
        ..appointments::Details::default()
    };
    let mut tx = app.app.begin(&app.actor(REP).await).await.unwrap();
    appointments::create(&mut tx, new, &details).await.unwrap();
    tx.commit().await.unwrap();
    for listening in [&mut rep, &mut along] {
        let message = listening.next().await.unwrap().json();
        assert_eq!(
            (&message["kind"], &message["deal"]),
            (&json!("activity.planned"), &json!(null))
        );
    }
    app.app.live().close();
    assert!(stranger.next().await.is_none());
}
