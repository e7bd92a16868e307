//! What a deal is about.

use axum::http::StatusCode;
use db::db_test;

use super::{texts, value};
use crate::{deals, testing::*};

#[db_test]
async fn lines_are_summed_and_the_sum_becomes_the_amount_when_asked(app: TestApp) {
    let deal = app.deal(REP).await;
    let (browser, path) = (app.browser(REP).await, format!("/deals/{}/products", deal.id));
    assert_eq!(browser.get(&path).await.status, StatusCode::OK);
    let fields = [
        ("version", "1"),
        ("product", "1"),
        ("name", ""),
        ("quantity", "2"),
        ("price", ""),
        ("product", "1"),
        ("name", ""),
        ("quantity", "1"),
        ("price", "-10万"),
    ];
    assert_eq!(browser.post(&path, &fields).await.status, StatusCode::SEE_OTHER);
    let lines = deals::lines_of(app.app.db().read(), deal.id).await.unwrap();
    assert_eq!(
        (deals::sum(&lines), lines[0].unit_price),
        (Some(2_300_000), 1_200_000),
        "the list's price"
    );
    assert_eq!(app.read_deal(deal.id).await.amount, Some(1_000_000));
    let page = browser.get(&format!("/deals/{}", deal.id)).await;
    assert!(page.says("合計を契約金額にする"));
    let mut over = fields.to_vec();
    over[0] = ("version", "2");
    over.push(("take_over", "1"));
    assert_eq!(browser.post(&path, &over).await.status, StatusCode::SEE_OTHER);
    assert_eq!(app.read_deal(deal.id).await.amount, Some(2_300_000));
    assert_eq!(deals::disagreements(app.app.db().read()).await.unwrap(), []);
    let page = browser.get(&format!("/deals/{}", deal.id)).await;
    let told = texts(&page, ".timeline__what");
    assert!(
        told.contains(&"契約金額：¥1,000,000 → ¥2,300,000 佐藤 美咲".to_owned()),
        "{told:?}"
    );
    assert!(
        told.contains(&"商品：0件 ¥0 → 2件 ¥2,300,000 佐藤 美咲".to_owned()),
        "{told:?}"
    );
}

#[db_test]
async fn bad_rows_are_named_kept_and_leave_no_trace(app: TestApp) {
    let deal = app.deal(REP).await;
    let (browser, path) = (app.browser(REP).await, format!("/deals/{}/products", deal.id));
    let before = app.traces().await;
    let bad = [
        ("version", "1"),
        ("product", "1"),
        ("name", ""),
        ("quantity", "0"),
        ("price", "高い"),
    ];
    let answer = browser.post(&path, &bad).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        texts(&answer, ".error-summary li"),
        [
            "「原価管理」の数量「0」を1以上の数字で入力してください。",
            "「原価管理」の単価「高い」を数字で入力してください。例：¥1,200,000",
        ]
    );
    assert_eq!(value(&answer, "price"), "高い");
    let unknown = [
        ("version", "1"),
        ("product", "9"),
        ("name", ""),
        ("quantity", "1"),
        ("price", "1"),
    ];
    assert_eq!(
        browser.post(&path, &unknown).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    let huge = [
        ("version", "1"),
        ("product", "1"),
        ("name", ""),
        ("quantity", "1000000"),
        ("price", "9000000000000000"),
    ];
    assert_eq!(
        browser.post(&path, &huge).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    assert_eq!(app.traces().await, before);
}

#[db_test]
async fn a_new_row_brings_the_prices_of_the_list(app: TestApp) {
    let deal = app.deal(REP).await;
    let (browser, path) = (app.browser(REP).await, format!("/deals/{}/products", deal.id));
    let before = app.traces().await;
    let typed = [
        ("version", "1"),
        ("product", "1"),
        ("name", ""),
        ("quantity", ""),
        ("price", ""),
        ("add", "1"),
    ];
    let answer = browser.post(&path, &typed).await;
    assert_eq!(texts(&answer, ".rows__row").len(), 2);
    assert_eq!(
        (value(&answer, "quantity"), value(&answer, "price")),
        ("1".into(), "1,200,000".into())
    );
    assert_eq!(app.traces().await, before);
}

#[db_test]
async fn a_stale_form_says_what_is_there_now(app: TestApp) {
    let deal = app.deal(REP).await;
    let path = format!("/deals/{}/products", deal.id);
    let line = [
        ("version", "1"),
        ("product", "1"),
        ("name", ""),
        ("quantity", "3"),
        ("price", "5"),
    ];
    app.browser(COLLEAGUE).await.post(&path, &line).await;
    let before = app.traces().await;
    let answer = app.browser(REP).await.post(&path, &line).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(answer.says("原価管理 3 × ¥5"));
    assert_eq!(app.traces().await, before);
}
