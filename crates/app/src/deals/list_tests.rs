//! The list of deals: what it shows to whom, its sums, its file, and 10,000 of them.

use axum::http::StatusCode;
use db::{Sql, db_test};
use scraper::{Html, Selector};

use crate::{deals::Deal, testing::*, workspace::RepSees};

fn all(answer: &Answer, selector: &str) -> Vec<String> {
    let page = Html::parse_document(&answer.body);
    let selector = Selector::parse(selector).unwrap();
    let text = |element: scraper::ElementRef<'_>| element.text().collect::<String>().trim().to_owned();
    page.select(&selector).map(text).collect()
}

fn titles(answer: &Answer) -> Vec<String> {
    all(answer, "tbody th a")
}

fn count(answer: &Answer) -> String {
    all(answer, ".list-head__count").join("")
}

async fn set(app: &TestApp, deal: &Deal, assignment: &str) {
    app.execute(Sql::new(&format!(
        "UPDATE deals SET {assignment} WHERE id = {}",
        deal.id
    )))
    .await;
}

#[db_test]
async fn a_list_links_its_deals_and_adds_up_each_currency_on_its_own(app: TestApp) {
    for _ in 0..2 {
        app.deal(REP).await;
    }
    set(
        &app,
        &app.deal(REP).await,
        "amount = 1250, currency = 'USD', title = 'export'",
    )
    .await;
    let answer = app.browser(REP).await.get("/deals").await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(count(&answer), "3件　合計 ¥2,000,000・$12.50");
    assert!(answer.says(r#"<a href="/deals/1" data-turbo-frame="drawer">原価管理パッケージ</a>"#));
    assert!(all(&answer, ".chip").contains(&"まだ何もしていません".to_owned()));
}

#[db_test]
async fn nobody_sees_or_counts_or_downloads_what_is_not_theirs(app: TestApp) {
    app.reps_see(RepSees::Team).await;
    set(&app, &app.deal(REP).await, "title = '自分の案件'").await;
    set(&app, &app.deal(STRANGER).await, "title = '他チームの案件'").await;
    let browser = app.browser(REP).await;
    let answer = browser.get("/deals?owner=6,3").await;
    assert_eq!(titles(&answer), ["自分の案件"]);
    assert_eq!(count(&answer), "1件　合計 ¥1,000,000");
    let file = browser.get("/deals.csv").await;
    assert!(file.says("自分の案件") && !file.says("他チームの案件"));
    for path in ["/deals", "/deals.csv"] {
        assert_eq!(app.guest().get(path).await.status, StatusCode::SEE_OTHER, "{path}");
    }
    assert_eq!(titles(&app.browser(VIEWER).await.get("/deals").await), ["自分の案件"]);
}

#[db_test]
async fn an_empty_list_says_whether_there_is_nothing_or_nothing_matches(app: TestApp) {
    let browser = app.browser(REP).await;
    assert!(browser.get("/deals").await.says("案件はまだありません"));
    app.deal(REP).await;
    let answer = browser.get("/deals?owner=4&outcome=lost&sort=title").await;
    assert!(answer.says("条件に合う案件はありません"));
    assert!(answer.says("「失注」「鈴木 大輔」で絞っています。"), "{}", answer.body);
    let viewer = app.browser(VIEWER).await.get("/deals?outcome=won").await;
    assert!(!viewer.says("/deals/new"));
}

#[db_test]
async fn a_filter_that_is_not_understood_is_told_and_shows_nothing(app: TestApp) {
    app.deal(REP).await;
    let browser = app.browser(REP).await;
    let answer = browser.get("/deals?close_from=13/45").await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.says("日付「13/45」を読み取れません"));
    assert_eq!(titles(&answer), Vec::<String>::new());
    assert_eq!(
        browser.get("/deals.csv?close_from=13/45").await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
}

#[db_test]
async fn columns_and_order_come_from_the_url(app: TestApp) {
    set(&app, &app.deal(REP).await, "title = 'A', amount = 5").await;
    set(&app, &app.deal(REP).await, "title = 'B', amount = NULL").await;
    set(&app, &app.deal(REP).await, "title = 'C', amount = 7").await;
    let browser = app.browser(REP).await;
    let answer = browser
        .get("/deals?columns=amount&columns=probability&sort=-amount")
        .await;
    assert_eq!(titles(&answer), ["C", "A", "B"]);
    assert_eq!(all(&answer, "thead th"), ["案件", "契約金額", "契約確度"]);
    assert!(answer.says(r#"aria-sort="descending""#));
}

#[db_test]
async fn every_column_can_be_shown_and_ordered_by(app: TestApp) {
    let deal = app.deal(REP).await;
    set(
        &app,
        &deal,
        "channel_id = 1, slips = 2, slip_days = 20, last_customer_at = 1795000000000, outcome = 'lost',
         closed_at = 1795000000000, loss_reason_id = 1",
    )
    .await;
    app.deal(STRANGER).await;
    let browser = app.browser(REP).await;
    for column in super::list_columns::DEALS.columns {
        let path = format!("/deals?columns={0}&sort=-{0}", column.code);
        let answer = browser.get(&path).await;
        assert_eq!((answer.status, titles(&answer).len()), (StatusCode::OK, 2), "{path}");
    }
}

#[db_test]
async fn a_file_has_plain_values_and_the_currency_beside_the_amount(app: TestApp) {
    let deal = app.deal(REP).await;
    set(
        &app,
        &deal,
        "title = '=HYPERLINK(\"x\")', amount = 1250, currency = 'USD'",
    )
    .await;
    let file = app
        .browser(REP)
        .await
        .get("/deals.csv?columns=company&columns=amount&columns=weighted&columns=expected_close")
        .await;
    assert_eq!(
        file.body,
        "\u{feff}案件,取引先,契約金額,通貨,見込金額,契約予定日\r\n\
         \"'=HYPERLINK(\"\"x\"\")\",株式会社山田製作所,12.50,USD,1.25,2026-11-22\r\n"
    );
}

#[db_test]
async fn ten_thousand_deals_can_be_paged_through_and_downloaded(app: TestApp) {
    app.deal(REP).await;
    let columns =
        "pipeline_id, phase_id, outcome, company_id, owner_id, amount, currency, expected_close_on, probability,
        opened_at, phase_since, outcome_since, yellow_at, red_at, search_fold, created_at, updated_at";
    app.execute(Sql::new(&format!(
        "INSERT INTO deals (title, {columns})
         WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9999)
         SELECT 'deal', {columns} FROM deals, n"
    )))
    .await;
    let browser = app.browser(REP).await;
    let mut seen = std::collections::BTreeSet::new();
    for page in [1, 2, 100, 199, 200, 201] {
        let answer = browser.get(&format!("/deals?page={page}&sort=title")).await;
        assert!(count(&answer).starts_with("10,000件"), "{}", count(&answer));
        assert_eq!(titles(&answer).len(), 50, "page {page}");
        seen.extend(
            answer
                .body
                .match_indices("href=\"/deals/")
                .map(|(at, _)| answer.body[at..at + 24].to_owned()),
        );
    }
    // Page 201 does not exist and shows the last one.
    assert!(seen.len() >= 250, "{}", seen.len());
    assert_eq!(browser.get("/deals.csv").await.body.lines().count(), 10_001);
}
