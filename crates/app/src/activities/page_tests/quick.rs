//! One line in one's own words, and two clicks.

use axum::http::StatusCode;
use db::db_test;

use super::*;
use crate::workspace::RepSees;

#[db_test]
async fn a_line_is_understood_and_shown_before_it_is_saved(app: TestApp) {
    app.deal(REP).await;
    let browser = app.browser(REP).await;
    let before = app.traces().await;
    let answer = browser
        .post(
            "/activities/quick",
            &[("text", "山田製作所 訪問 見積提出 来週火曜に電話")],
        )
        .await;
    assert_eq!(answer.status, StatusCode::OK);
    for part in [
        "name=\"about\" value=\"deal-1\"",
        "name=\"kind\" value=\"2\" checked",
        "name=\"subject\" value=\"見積提出\"",
        "name=\"next_kind\" value=\"1\" checked",
        "name=\"next_day\" value=\"2026-11-24\"",
        "value=\"山田製作所 訪問 見積提出 来週火曜に電話\"",
    ] {
        assert!(answer.says(part), "{part} in {}", answer.body);
    }
    assert_eq!(app.traces().await, before);
}

#[db_test]
async fn a_name_that_fits_several_deals_is_to_be_chosen(app: TestApp) {
    app.deal(REP).await;
    app.deal(REP).await;
    let browser = app.browser(REP).await;
    let answer = browser
        .post("/activities/quick", &[("text", "山田 電話 値引きの相談")])
        .await;
    for part in [
        "value=\"deal-1\"",
        "value=\"deal-2\"",
        "value=\"company-1\"",
        "value=\"値引きの相談\"",
    ] {
        assert!(answer.says(part), "{part} in {}", answer.body);
    }
    // Nothing chosen: what there was to choose from stays.
    let offered = [
        ("candidate", "deal-2"),
        ("candidate", "company-1"),
        ("candidate", "deal-99"),
    ];
    let mut fields = vec![("kind", "1"), ("day", "今日")];
    fields.extend(offered);
    let asked = browser.post("/activities", &fields).await;
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(asked.says("どの案件・取引先か") && asked.says("name=\"about\" value=\"deal-2\""));
    assert!(!asked.says("deal-99"));
    let typed = browser
        .post(
            "/activities",
            &[("about_text", "山田製作所"), ("kind", "1"), ("day", "今日")],
        )
        .await;
    assert_eq!(typed.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(typed.says("「山田製作所」に合うものが3件あります。") && typed.says("value=\"company-1\""));
}

#[db_test]
async fn names_of_what_one_may_not_see_are_words(app: TestApp) {
    app.reps_see(RepSees::Own).await;
    let mut sql = Sql::new("UPDATE companies SET owner_id = ");
    sql.bind(REP.0);
    app.execute(sql).await;
    app.deal(REP).await;
    let answer = app
        .browser(STRANGER)
        .await
        .post("/activities/quick", &[("text", "山田製作所 訪問")])
        .await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(
        answer.says("name=\"subject\" value=\"山田製作所\"") && !answer.says("原価管理"),
        "{}",
        answer.body
    );
}

#[db_test]
async fn a_kind_clicked_on_the_deals_line_is_logged_at_once(app: TestApp) {
    let deal = app.deal(REP).await;
    let browser = app.browser(REP).await.accepting(STREAMS).in_frame("dialog");
    let form = [("about", "deal-1"), ("kind", "1"), ("text", ""), ("once", "x")];
    for _ in 0..2 {
        let answer = browser.post("/activities/quick", &form).await;
        assert!(
            answer.says("<turbo-stream") && answer.says("記録しました"),
            "{}",
            answer.body
        );
    }
    assert_eq!(
        count(&app, "state = 'done' AND customer_took_part AND owner_id = 3").await,
        1
    );
    assert_eq!(app.read_deal(deal.id).await.last_customer_at, Some(app.app.now()));
    let unseen = browser
        .post("/activities/quick", &[("about", "deal-99"), ("kind", "1")])
        .await;
    assert_eq!(unseen.status, StatusCode::NOT_FOUND);
}
