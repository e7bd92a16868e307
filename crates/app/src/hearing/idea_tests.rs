//! Proposal ideas: noted from answers, deleted, taken back; who may.

use axum::http::StatusCode;
use db::db_test;

use super::answer_tests::*;
use crate::{testing::*, workspace::RepSees};

#[db_test]
async fn an_idea_names_the_answers_it_came_from(app: TestApp) {
    let (question, deal) = (text_question(&app, false).await, app.deal(REP).await);
    say(&app, REP, deal.id, question, "棚卸しに3日").await;
    let browser = app.browser(REP).await;
    let path = format!("/deals/{}/ideas", deal.id);
    let form = [("idea", "ハンディ端末で毎日の循環棚卸し"), ("from", "1"), ("once", "x")];
    let noted = browser.post(&path, &form).await;
    assert_eq!(noted.status, StatusCode::SEE_OTHER);
    browser.post(&path, &form).await;
    assert_eq!(app.number("SELECT COUNT(*) FROM proposal_ideas").await, 1);
    let page = browser.get(&format!("/deals/{}/hearing", deal.id)).await;
    assert!(
        page.says("ハンディ端末で毎日の循環棚卸し") && page.says("もとになった回答1件"),
        "{}",
        page.body
    );
    let page = browser.get(&format!("/deals/{}", deal.id)).await;
    assert!(
        page.says("提案のアイデア：") && page.says("ハンディ端末"),
        "{}",
        page.body
    );
    assert_eq!(
        browser.post("/ideas/1/delete", &[("version", "1")]).await.status,
        StatusCode::SEE_OTHER
    );
    assert!(
        !browser
            .get(&format!("/deals/{}/hearing", deal.id))
            .await
            .says("ハンディ端末")
    );
    assert_eq!(
        browser.post("/ideas/1/restore", &[("version", "1")]).await.status,
        StatusCode::CONFLICT
    );
    assert_eq!(
        browser.post("/ideas/1/restore", &[("version", "2")]).await.status,
        StatusCode::SEE_OTHER
    );
    assert!(
        browser
            .get(&format!("/deals/{}/hearing", deal.id))
            .await
            .says("ハンディ端末")
    );
}

#[db_test]
async fn bad_or_foreign_ideas_leave_no_trace(app: TestApp) {
    let (question, deal, other) = (
        text_question(&app, false).await,
        app.deal(REP).await,
        app.deal(REP).await,
    );
    say(&app, REP, other.id, question, "ほかの案件").await;
    let browser = app.browser(REP).await;
    app.reps_see(RepSees::Team).await;
    let path = format!("/deals/{}/ideas", deal.id);
    let before = app.traces().await;
    let empty = browser.post(&path, &[("idea", "　")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    let long = "あ".repeat(2001);
    let too_long = browser.post(&path, &[("idea", long.as_str())]).await;
    assert_eq!(too_long.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        too_long.says("いまは2001文字") || too_long.says("いまは2,001文字"),
        "{}",
        too_long.body
    );
    let foreign = browser.post(&path, &[("idea", "x"), ("from", "1")]).await;
    assert_eq!(foreign.status, StatusCode::NOT_FOUND);
    let form = [("idea", "x")];
    assert_eq!(
        app.browser(STRANGER).await.post(&path, &form).await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        app.browser(VIEWER).await.post(&path, &form).await.status,
        StatusCode::FORBIDDEN
    );
    assert_eq!(app.guest().post(&path, &form).await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(app.traces().await, before);
}

#[db_test]
async fn ideas_of_all_deals_one_sees_are_a_file(app: TestApp) {
    let (question, deal) = (text_question(&app, false).await, app.deal(REP).await);
    say(&app, REP, deal.id, question, "棚卸しに3日").await;
    let form = [("idea", "=循環棚卸し"), ("from", "1"), ("once", "x")];
    app.browser(REP)
        .await
        .post(&format!("/deals/{}/ideas", deal.id), &form)
        .await;
    let file = app.browser(MANAGER).await.get("/ideas.csv").await.body;
    // A cell that begins like a formula is none.
    assert!(
        file.contains("'=循環棚卸し") && file.contains(": 棚卸しに3日"),
        "{file}"
    );
    assert!(app.guest().get("/ideas.csv").await.location.starts_with("/sign-in"));
    app.reps_see(RepSees::Own).await;
    let others = app.browser(STRANGER).await.get("/ideas.csv").await.body;
    assert_eq!(others.lines().count(), 1, "{others}");
}
