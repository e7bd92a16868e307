//! Entering a deal.

use axum::http::StatusCode;
use db::{Sql, db_test};

use super::{texts, value};
use crate::{ids::DealId, testing::*, time::At, workspace::RepSees};

#[db_test]
async fn a_deal_is_entered_with_its_company_and_first_next_action(app: TestApp) {
    let browser = app.browser(REP).await;
    let form = browser.get("/deals/new").await;
    assert_eq!(form.status, StatusCode::OK);
    assert_eq!(texts(&form, "#phase option"), ["アプローチ", "提案", "クロージング"]);
    assert_eq!(texts(&form, "#owner option[selected]"), ["佐藤 美咲"]);
    let fields = [
        ("title", "在庫アプリ"),
        ("company", "㈱山田製作所"),
        ("phase", "2"),
        ("owner", "4"),
        ("amount", "680千円"),
        ("currency", "JPY"),
        ("expected_close_on", "12/18"),
        ("channel", "1"),
        ("note", "一行目\r\n二行目"),
        ("next_day", "明日"),
        ("next_kind", "1"),
        ("next_subject", "現状を聞く"),
    ];
    let answer = browser.post("/deals", &fields).await;
    assert_eq!(
        (answer.status, answer.location.as_str()),
        (StatusCode::SEE_OTHER, "/deals/1")
    );
    let deal = app.read_deal(DealId(1)).await;
    assert_eq!(
        (deal.phase_id, deal.owner_id, deal.company_id),
        (PHASES[1], COLLEAGUE, Some(COMPANY))
    );
    assert_eq!(
        (deal.amount, deal.probability, deal.note.as_str()),
        (Some(680_000), 40, "一行目\n二行目")
    );
    assert!(deal.next_activity_id.is_some());
}

#[db_test]
async fn bad_input_is_named_kept_and_leaves_no_trace(app: TestApp) {
    let before = app.traces().await;
    let fields = [
        ("title", ""),
        ("phase", "4"),
        ("owner", "5"),
        ("currency", "XXX"),
        ("amount", "-5"),
        ("expected_close_on", "いつか"),
        ("channel", "7"),
        ("next_subject", "電話する"),
    ];
    let answer = app.browser(REP).await.post("/deals", &fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        texts(&answer, ".error-summary li").len(),
        8,
        "{:?}",
        texts(&answer, ".error-summary li")
    );
    assert_eq!(value(&answer, "next_subject"), "電話する");
    assert_eq!(value(&answer, "amount"), "-5");
    assert_eq!(app.traces().await, before);
}

#[db_test]
async fn a_new_company_is_entered_with_the_deal_once_that_is_confirmed(app: TestApp) {
    let browser = app.browser(REP).await;
    let before = app.traces().await;
    let asked = browser
        .post("/deals", &[("title", "基幹刷新"), ("company", "ミナト物流")])
        .await;
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(texts(&asked, ".choices .choice"), ["「ミナト物流」を新しく登録する"]);
    assert_eq!(app.traces().await, before);
    let fields = [("title", "基幹刷新"), ("company", "ミナト物流"), ("company_id", "0")];
    let answer = browser.post("/deals", &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let named = "SELECT COUNT(*) FROM companies c JOIN deals d ON d.company_id = c.id WHERE c.name = 'ミナト物流'";
    assert_eq!(app.number(named).await, 1);
    let again = browser
        .post("/deals", &[("title", "追加"), ("company", "ﾐﾅﾄ物流株式会社")])
        .await;
    assert_eq!(again.status, StatusCode::SEE_OTHER, "however it is spelled");
    assert_eq!(app.number("SELECT COUNT(*) FROM companies").await, 2);
}

#[db_test]
async fn several_companies_that_fit_are_offered(app: TestApp) {
    app.execute(Sql::new(
        "INSERT INTO companies (name, name_fold, search_fold, address, created_at, updated_at) VALUES
            ('山田商事株式会社', '山田商事', '山田商事株式会社', '東京都', 0, 0)",
    ))
    .await;
    let browser = app.browser(REP).await;
    let asked = browser.post("/deals", &[("title", "x"), ("company", "山田")]).await;
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(texts(&asked, ".choices .choice").len(), 3);
    let fields = [("title", "x"), ("company", "山田"), ("company_id", "2")];
    assert_eq!(browser.post("/deals", &fields).await.status, StatusCode::SEE_OTHER);
    assert_eq!(app.read_deal(DealId(1)).await.company_id.unwrap().0, 2);
}

#[db_test]
async fn a_company_one_may_not_see_cannot_be_found_or_guessed(app: TestApp) {
    app.reps_see(RepSees::Team).await;
    app.execute(Sql::new("UPDATE companies SET owner_id = 3 WHERE id = 1"))
        .await;
    let browser = app.browser(STRANGER).await;
    assert!(!browser.get("/deals/new?company=1").await.says("山田製作所"));
    let before = app.traces().await;
    let fields = [("title", "x"), ("company", "山田製作所"), ("company_id", "1")];
    let answer = browser.post("/deals", &fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(texts(&answer, ".choices .choice"), ["「山田製作所」を新しく登録する"]);
    assert_eq!(app.traces().await, before);
}

#[db_test]
async fn a_form_sent_twice_enters_one_deal(app: TestApp) {
    let browser = app.browser(REP).await;
    let fields = [("title", "在庫アプリ"), ("amount", "100")];
    let first = browser.post("/deals", &fields).await;
    let second = browser.post("/deals", &fields).await;
    assert_eq!(
        (first.location.as_str(), second.location.as_str()),
        ("/deals/1", "/deals/1")
    );
    assert_eq!(app.number("SELECT COUNT(*) FROM deals").await, 1);
    app.app.clock().advance(At::DAY);
    assert_eq!(
        browser.post("/deals", &fields).await.location,
        "/deals/2",
        "the same again a day later is meant"
    );
}
