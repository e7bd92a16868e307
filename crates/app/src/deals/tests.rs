//! Deals: acts and their history, on both databases.

use db::db_test;

use super::*;
use crate::{error::Error, testing::*, time::At};

async fn move_by(app: &TestApp, user: crate::ids::UserId, deal: &Deal, to: usize) -> Result<Moved, Error> {
    let mut tx = app.app.begin(&app.actor(user).await).await?;
    let wish = Move {
        to: PHASES[to],
        version: Some(deal.version),
        override_reason: None,
    };
    let moved = move_to(&mut tx, deal.id, wish).await?;
    tx.commit().await?;
    Ok(moved)
}

#[db_test]
async fn a_move_keeps_the_history_of_both_phases(app: TestApp) {
    let deal = app.deal(REP).await;
    app.app.clock().advance(3 * At::DAY);
    move_by(&app, REP, &deal, 1).await.unwrap();
    let deal = app.read_deal(deal.id).await;
    assert_eq!((deal.phase_id, deal.probability, deal.version), (PHASES[1], 40, 2));
    assert_eq!(disagreements(app.app.db().read()).await.unwrap(), []);
    let left =
        "SELECT COUNT(*) FROM deal_versions WHERE entered AND phase_id = 1 AND left_to = 2 AND left_at = valid_to";
    assert_eq!(app.number(left).await, 1);
}

#[db_test]
async fn an_undone_move_was_never_made_but_is_remembered(app: TestApp) {
    let deal = app.deal(REP).await;
    app.app.clock().advance(At::DAY);
    move_by(&app, REP, &deal, 2).await.unwrap();
    let moved = app.read_deal(deal.id).await;
    let mut tx = app.app.begin(&app.actor(REP).await).await.unwrap();
    undo_move(&mut tx, deal.id, moved.version).await.unwrap();
    tx.commit().await.unwrap();
    let back = app.read_deal(deal.id).await;
    assert_eq!(
        (back.phase_id, back.phase_since, back.probability),
        (deal.phase_id, deal.phase_since, 10)
    );
    assert_eq!(app.number("SELECT COUNT(*) FROM deal_versions").await, 1);
    assert_eq!(
        app.number("SELECT COUNT(*) FROM deal_versions WHERE left_at IS NOT NULL")
            .await,
        0
    );
    assert_eq!(app.number("SELECT COUNT(*) FROM events").await, 3);
    assert_eq!(disagreements(app.app.db().read()).await.unwrap(), []);
}

#[db_test]
async fn a_stale_move_and_a_strangers_move_leave_no_trace(app: TestApp) {
    app.reps_see(crate::workspace::RepSees::Team).await;
    let deal = app.deal(REP).await;
    let before = app.traces().await;
    let stale = Deal {
        version: 7,
        ..deal.clone()
    };
    assert!(matches!(move_by(&app, REP, &stale, 1).await, Err(Error::Stale)));
    assert!(matches!(move_by(&app, STRANGER, &deal, 1).await, Err(Error::NotFound)));
    assert!(matches!(move_by(&app, VIEWER, &deal, 1).await, Err(Error::Forbidden)));
    assert_eq!(app.traces().await, before);
}

#[db_test]
async fn a_won_deal_goes_on_to_follow_up_and_a_lost_one_stays(app: TestApp) {
    let (won, lost) = (app.deal(REP).await, app.deal(REP).await);
    app.app.clock().advance(At::DAY);
    let mut tx = app.app.begin(&app.actor(REP).await).await.unwrap();
    win(
        &mut tx,
        won.id,
        None,
        Win {
            won_on: TODAY,
            amount: 900_000,
            start_on: None,
        },
    )
    .await
    .unwrap();
    let loss = Loss {
        reason: LOSS_REASON,
        competitor: None,
        customer_words: "高い".into(),
        our_guess: String::new(),
        come_back_on: None,
    };
    lose(&mut tx, lost.id, None, loss).await.unwrap();
    tx.commit().await.unwrap();
    let (won, lost) = (app.read_deal(won.id).await, app.read_deal(lost.id).await);
    assert_eq!(
        (won.outcome, won.phase_id, won.amount),
        (Outcome::Won, PHASES[3], Some(900_000))
    );
    assert_eq!(
        (lost.outcome, lost.phase_id, lost.red_at),
        (Outcome::Lost, PHASES[0], At::NEVER)
    );
    assert_eq!(disagreements(app.app.db().read()).await.unwrap(), []);
}
