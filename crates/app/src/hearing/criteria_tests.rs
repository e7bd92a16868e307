//! Required questions as exit criteria, and how many questions a deal has yet to ask.

use axum::http::StatusCode;
use db::{Sql, db_test};

use super::{answer_tests::*, *};
use crate::{deals, ids::DealId, questions::Asks, testing::*};

#[db_test]
async fn a_required_question_is_asked_for_by_the_move_and_filled_in_there(app: TestApp) {
    text_question(&app, true).await;
    let deal = app.deal(REP).await;
    let browser = app.browser(REP).await;
    let page = browser.get(&format!("/deals/{}", deal.id)).await;
    assert!(
        page.says("「困っていること」の聴取") && page.says("#question_1"),
        "{}",
        page.body
    );
    let path = format!("/deals/{}/moves", deal.id);
    let sheet = browser.post(&path, &[("phase_id", "2"), ("version", "1")]).await;
    assert_eq!(sheet.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(sheet.says("name=\"fill.answer.1\""), "{}", sheet.body);
    let empty = [("phase_id", "2"), ("version", "1"), ("sheet", "1")];
    let still = browser.post(&path, &empty).await;
    assert_eq!(still.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(still.says("「困っていること」がまだです"), "{}", still.body);
    let filled = [
        ("phase_id", "2"),
        ("version", "1"),
        ("sheet", "1"),
        ("fill.answer.1", "在庫が合わない"),
    ];
    assert_eq!(browser.post(&path, &filled).await.status, StatusCode::SEE_OTHER);
    assert_eq!(app.read_deal(deal.id).await.phase_id, PHASES[1]);
    let said = "SELECT COUNT(*) FROM hearing_answers WHERE value_text = '在庫が合わない' AND source = 'heard'";
    assert_eq!(app.number(said).await, 1);
}

#[db_test]
async fn what_cannot_be_read_in_the_sheet_of_a_move_moves_nothing(app: TestApp) {
    sheet_of(&app, 1, &[facts("利用人数", true, Asks::Number { unit: "名".into() })]).await;
    let deal = app.deal(REP).await;
    let before = app.traces().await;
    let fields = [
        ("phase_id", "2"),
        ("version", "1"),
        ("sheet", "1"),
        ("fill.answer.1", "多い"),
    ];
    let wrong = app
        .browser(REP)
        .await
        .post(&format!("/deals/{}/moves", deal.id), &fields)
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        wrong.says("「利用人数」の答え「多い」") && wrong.says("value=\"多い\""),
        "{}",
        wrong.body
    );
    assert_eq!(app.traces().await, before);
}

#[db_test]
async fn an_answered_question_holds_no_move_back(app: TestApp) {
    let (question, deal) = (text_question(&app, true).await, app.deal(REP).await);
    say(&app, REP, deal.id, question, "在庫").await;
    let deal = app.read_deal(deal.id).await;
    assert_eq!(deals::missing(app.app.db().read(), &deal).await.unwrap().len(), 0);
}

#[db_test]
async fn only_questions_of_phases_a_deal_has_reached_are_missing(app: TestApp) {
    let first = text_question(&app, false).await;
    sheet_of(
        &app,
        2,
        &[facts("予算", false, Asks::Text), facts("時期", false, Asks::Date)],
    )
    .await;
    let (deal, other) = (app.deal(REP).await, app.deal(REP).await);
    let counts = async || missing_counts(&app.app, &[deal.id.0, other.id.0]).await.unwrap();
    assert_eq!(
        (counts().await.get(&deal.id.0), counts().await.get(&other.id.0)),
        (Some(&1), Some(&1))
    );
    let mut tx = app.app.begin(&app.actor(REP).await).await.unwrap();
    let wish = deals::Move {
        to: PHASES[1],
        version: None,
        override_reason: None,
    };
    deals::move_to(&mut tx, deal.id, wish).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(counts().await.get(&deal.id.0), Some(&3));
    say(&app, REP, deal.id, first, "在庫").await;
    say(&app, REP, other.id, first, "在庫").await;
    assert_eq!(
        (counts().await.get(&deal.id.0), counts().await.get(&other.id.0)),
        (Some(&2), None)
    );
    let page = app.browser(REP).await.get(&format!("/deals/{}", deal.id)).await;
    assert!(
        page.says("3問中1問を聴取済み") && page.says("未聴取2問"),
        "{}",
        page.body
    );
}

#[db_test]
async fn a_retired_phase_asks_nothing(app: TestApp) {
    let question = text_question(&app, true).await;
    let deal = app.deal(REP).await;
    app.execute(Sql::new("UPDATE deals SET phase_id = 2")).await;
    app.execute(Sql::new("UPDATE phases SET retired_at = 1 WHERE id = 1"))
        .await;
    assert_eq!(missing_counts(&app.app, &[deal.id.0]).await.unwrap().len(), 0);
    let path = format!("/deals/{}/hearing/{question}", deal.id);
    let answer = app
        .browser(REP)
        .await
        .post(&path, &[("q1", "在庫"), ("version", "0")])
        .await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
}

#[db_test]
async fn cards_lists_and_filters_say_what_was_not_asked_yet(app: TestApp) {
    let question = text_question(&app, false).await;
    let (asked, unasked) = (app.deal(REP).await, app.deal(REP).await);
    say(&app, REP, asked.id, question, "在庫").await;
    let browser = app.browser(REP).await;
    let board = browser.get("/board").await;
    assert_eq!(board.body.matches("card__missing").count(), 1, "{}", board.body);
    assert!(board.says("未聴取1"), "{}", board.body);
    let links = |answer: &Answer, deal: DealId| answer.says(&format!("href=\"/deals/{deal}\""));
    for (filter, shown, hidden) in [("open", unasked.id, asked.id), ("done", asked.id, unasked.id)] {
        for page in ["/deals", "/board"] {
            let found = browser.get(&format!("{page}?hearing={filter}")).await;
            assert!(
                links(&found, shown) && !links(&found, hidden),
                "{page} {filter}: {}",
                found.body
            );
        }
    }
    let refused = browser.get("/deals?hearing=perhaps").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let file = browser
        .get("/deals.csv?columns=title&columns=hearing&hearing=open")
        .await;
    assert!(
        file.says("未聴取") && file.body.trim_end().ends_with(",1"),
        "{}",
        file.body
    );
}
