//! One question over all deals: who sees which answers, what they come to, and the file.

use axum::http::StatusCode;
use db::db_test;

use super::{answer_tests::*, *};
use crate::{
    deals,
    ids::{DealId, QuestionId},
    questions::{Answer, Asks},
    testing::*,
    workspace::RepSees,
};

async fn answer(app: &TestApp, deal: DealId, question: QuestionId, answer: Answer) {
    let mut tx = app.app.begin(&app.actor(ADMIN).await).await.unwrap();
    give(&mut tx, deal, question, Seen::default(), given(answer))
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

async fn lose(app: &TestApp, deal: DealId) {
    let mut tx = app.app.begin(&app.actor(ADMIN).await).await.unwrap();
    let loss = deals::Loss {
        reason: LOSS_REASON,
        competitor: None,
        customer_words: String::new(),
        our_guess: String::new(),
        come_back_on: None,
    };
    deals::lose(&mut tx, deal, None, loss).await.unwrap();
    tx.commit().await.unwrap();
}

#[db_test]
async fn only_answers_of_deals_one_sees_are_counted_and_listed(app: TestApp) {
    let question = text_question(&app, false).await;
    let (mine, theirs) = (app.deal(REP).await, app.deal(STRANGER).await);
    say(&app, ADMIN, mine.id, question, "在庫が合わない").await;
    say(&app, ADMIN, theirs.id, question, "極秘の課題").await;
    app.reps_see(RepSees::Team).await;
    for path in [
        "/hearing/answers",
        "/hearing/answers?question=1",
        "/hearing/answers.csv",
    ] {
        let page = app.browser(REP).await.get(path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        assert!(
            page.says("在庫が合わない") && !page.says("極秘の課題"),
            "{path}: {}",
            page.body
        );
    }
    let page = app.browser(REP).await.get("/hearing/answers?question=1").await;
    assert!(page.says("n=1") && !page.says("n=2"), "{}", page.body);
    assert_eq!(app.guest().get("/hearing/answers").await.status, StatusCode::SEE_OTHER);
    let none = app.browser(REP).await.get("/hearing/answers?question=99").await;
    assert_eq!(none.status, StatusCode::NOT_FOUND);
}

#[db_test]
async fn answers_are_found_however_they_are_spelled_and_by_outcome(app: TestApp) {
    let question = text_question(&app, false).await;
    let (open, lost) = (app.deal(REP).await, app.deal(REP).await);
    say(&app, REP, open.id, question, "Ｅｘｃｅｌで管理").await;
    say(&app, REP, lost.id, question, "紙で管理").await;
    lose(&app, lost.id).await;
    let browser = app.browser(REP).await;
    let found = browser.get("/hearing/answers?text=excel").await;
    assert!(
        found.says("Ｅｘｃｅｌで管理") && !found.says("紙で管理"),
        "{}",
        found.body
    );
    let found = browser.get("/hearing/answers?question=1&outcome=lost").await;
    assert!(
        !found.says("Ｅｘｃｅｌで管理") && found.says("紙で管理"),
        "{}",
        found.body
    );
    let refused = browser.get("/hearing/answers?outcome=perhaps").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.says("perhaps") && !refused.says("紙で管理"), "{}", refused.body);
    let refused = browser.get("/hearing/answers.csv?outcome=perhaps").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[db_test]
async fn choices_are_counted_and_a_share_needs_enough_answers(app: TestApp) {
    let choices = vec!["確保済み".to_owned(), "未定".to_owned()];
    sheet_of(&app, 1, &[facts("予算の状況", false, Asks::Choice { choices })]).await;
    for number in 0..10 {
        let deal = app.deal(REP).await;
        let choice = if number < 8 { "確保済み" } else { "未定" };
        answer(&app, deal.id, QuestionId(1), Answer::Choice(choice.into())).await;
        if number == 9 {
            lose(&app, deal.id).await;
        }
    }
    let page = app.browser(REP).await.get("/hearing/answers?question=1").await;
    assert!(
        page.says("80%（49–94%）") && page.says("データ不足") && page.says("n=10"),
        "{}",
        page.body
    );
}

#[db_test]
async fn numbers_come_to_median_and_quartiles(app: TestApp) {
    sheet_of(&app, 1, &[facts("利用人数", false, Asks::Number { unit: "名".into() })]).await;
    for number in 1..=11 {
        let deal = app.deal(REP).await;
        answer(&app, deal.id, QuestionId(1), Answer::Number(number * 10_000)).await;
    }
    let page = app.browser(REP).await.get("/hearing/answers?question=1").await;
    assert!(page.says("60名") && page.says("35名–85名"), "{}", page.body);
    let file = app.browser(REP).await.get("/hearing/answers.csv?question=1").await;
    assert!(file.says("110") && file.body.lines().count() == 12, "{}", file.body);
}
