//! Changing the facts of a deal, deleting it and taking that back.

use axum::http::StatusCode;
use db::db_test;
use kit::flash::Toast;

use super::{STREAMS, attribute, texts, value};
use crate::{
    deals::{self, Change},
    testing::*,
    workspace::RepSees,
};

/// Somebody else changes the deal.
async fn meanwhile(app: &TestApp, deal: &deals::Deal, change: Change) {
    let mut tx = app.app.begin(&app.actor(COLLEAGUE).await).await.unwrap();
    deals::change(&mut tx, deal.id, None, change).await.unwrap();
    tx.commit().await.unwrap();
}

fn toast(answer: &Answer) -> String {
    let mut headers = axum::http::HeaderMap::new();
    for cookie in &answer.cookies {
        headers.append("cookie", cookie.split(';').next().unwrap().parse().unwrap());
    }
    Toast::from_headers(&headers)
        .map(|toast| toast.text)
        .unwrap_or_default()
}

#[db_test]
async fn only_what_the_form_has_is_changed(app: TestApp) {
    let deal = app.deal(REP).await;
    let (browser, path) = (app.browser(REP).await, format!("/deals/{}", deal.id));
    let answer = browser
        .post(&path, &[("version", "1"), ("amount", "120万"), ("probability", "55%")])
        .await;
    assert_eq!(
        (answer.status, answer.location.as_str()),
        (StatusCode::SEE_OTHER, path.as_str())
    );
    let after = app.read_deal(deal.id).await;
    assert_eq!(
        (after.amount, after.probability, after.probability_by_hand),
        (Some(1_200_000), 55, true)
    );
    assert_eq!(
        (after.title, after.expected_close_on, after.version),
        (deal.title, deal.expected_close_on, 2)
    );
    browser
        .post(
            &path,
            &[("version", "2"), ("probability", ""), ("expected_close_on", "月末")],
        )
        .await;
    let after = app.read_deal(deal.id).await;
    assert_eq!(
        (after.probability, after.probability_by_hand, after.slips),
        (10, false, 1)
    );
    assert_eq!(after.expected_close_on.unwrap().to_string(), "2026-11-30");
}

#[db_test]
async fn bad_input_is_named_kept_and_leaves_no_trace(app: TestApp) {
    let deal = app.deal(REP).await;
    let (browser, path) = (app.browser(REP).await, format!("/deals/{}", deal.id));
    let before = app.traces().await;
    let fields = [
        ("version", "1"),
        ("title", "　"),
        ("amount", "1860万えん"),
        ("expected_close_on", "2026-02-30"),
        ("probability", "120"),
        ("owner", "5"),
        ("channel", "99"),
    ];
    let answer = browser.post(&path, &fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        texts(&answer, ".error-summary li"),
        [
            "案件名を入力してください。",
            "選んだ担当は使えません。一覧から選び直してください。",
            "契約金額「1860万えん」を数字で入力してください。例：¥1,200,000",
            "契約予定日「2026-02-30」はない日付です。",
            "契約確度「120」を0から100までの数字で入力してください。",
            "選んだチャネルは使えません。一覧から選び直してください。",
        ]
    );
    assert_eq!(value(&answer, "amount"), "1860万えん");
    assert_eq!(app.traces().await, before);
}

#[db_test]
async fn the_second_of_two_is_shown_what_the_first_wrote(app: TestApp) {
    let deal = app.deal(REP).await;
    let (browser, path) = (app.browser(REP).await, format!("/deals/{}", deal.id));
    let form = browser.get(&format!("{path}/edit")).await;
    assert_eq!(
        (value(&form, "version"), value(&form, "was_amount")),
        ("1".into(), "1,000,000".into())
    );
    let change = Change {
        amount: Some(Some(3_000_000)),
        title: Some("原価管理の刷新".into()),
        ..Change::default()
    };
    meanwhile(&app, &deal, change).await;
    let before = app.traces().await;
    let mut fields = vec![
        ("version", "1"),
        ("title", "原価管理パッケージ"),
        ("was_title", "原価管理パッケージ"),
    ];
    fields.extend([
        ("amount", "1,500,000"),
        ("was_amount", "1,000,000"),
        ("note", "急ぎ"),
        ("was_note", ""),
    ]);
    let answer = browser.post(&path, &fields).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert_eq!(
        texts(&answer, ".conflict"),
        [
            "ほかの人が変えました： 原価管理の刷新（鈴木 大輔、11/22 10:00）",
            "ほかの人が変えました： ¥3,000,000（鈴木 大輔、11/22 10:00）"
        ]
    );
    assert_eq!(
        (value(&answer, "version"), value(&answer, "amount")),
        ("2".into(), "1,500,000".into())
    );
    assert_eq!(value(&answer, "title"), "原価管理の刷新", "untouched here, so theirs");
    assert_eq!(app.traces().await, before);
    let again = [
        ("version", "2"),
        ("title", "原価管理の刷新"),
        ("amount", "1,500,000"),
        ("note", "急ぎ"),
    ];
    assert_eq!(browser.post(&path, &again).await.status, StatusCode::SEE_OTHER);
    let after = app.read_deal(deal.id).await;
    assert_eq!(
        (after.title.as_str(), after.amount, after.note.as_str()),
        ("原価管理の刷新", Some(1_500_000), "急ぎ")
    );
}

#[db_test]
async fn a_change_beside_the_form_does_not_disturb_it(app: TestApp) {
    let deal = app.deal(REP).await;
    let change = Change {
        amount: Some(Some(3_000_000)),
        ..Change::default()
    };
    meanwhile(&app, &deal, change).await;
    let fields = [("version", "1"), ("note", "急ぎ"), ("was_note", "")];
    let answer = app
        .browser(REP)
        .await
        .post(&format!("/deals/{}", deal.id), &fields)
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let after = app.read_deal(deal.id).await;
    assert_eq!((after.amount, after.note.as_str()), (Some(3_000_000), "急ぎ"));
}

#[db_test]
async fn the_same_form_sent_twice_changes_once(app: TestApp) {
    let deal = app.deal(REP).await;
    let (browser, path) = (app.browser(REP).await, format!("/deals/{}", deal.id));
    let fields = [("version", "1"), ("amount", "2,000,000"), ("was_amount", "1,000,000")];
    assert_eq!(browser.post(&path, &fields).await.status, StatusCode::SEE_OTHER);
    let once = app.traces().await;
    assert_eq!(browser.post(&path, &fields).await.status, StatusCode::SEE_OTHER);
    assert_eq!(app.traces().await, once);
}

#[db_test]
async fn one_fact_is_edited_where_it_stands(app: TestApp) {
    let deal = app.deal(REP).await;
    let frame = format!("deal_{}_amount", deal.id);
    let browser = app.browser(REP).await.in_frame(&frame).accepting(STREAMS);
    let form = browser.get(&format!("/deals/{}/edit?field=amount", deal.id)).await;
    assert_eq!(attribute(&form, "form", "class"), "inline-edit__form");
    assert_eq!(value(&form, "amount"), "1,000,000");
    let bad = [("version", "1"), ("field", "amount"), ("amount", "たくさん")];
    let answer = browser.post(&format!("/deals/{}", deal.id), &bad).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(attribute(&answer, "form", "class"), "inline-edit__form");
    let good = [("version", "1"), ("field", "amount"), ("amount", "2,000,000")];
    let answer = browser.post(&format!("/deals/{}", deal.id), &good).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(
        answer.says(&format!("#deal_{},#totals,#column_{}", deal.id, PHASES[0])),
        "{}",
        answer.body
    );
    assert!(answer.says("保存しました"));
}

#[db_test]
async fn handing_over_to_another_team_warns_that_it_leaves_ones_sight(app: TestApp) {
    app.reps_see(RepSees::Team).await;
    let (near, far) = (app.deal(REP).await, app.deal(REP).await);
    let browser = app.browser(REP).await;
    let answer = browser
        .post(&format!("/deals/{}", near.id), &[("version", "1"), ("owner", "4")])
        .await;
    assert_eq!(answer.location, format!("/deals/{}", near.id));
    assert_eq!(toast(&answer), "鈴木 大輔さんに引き継ぎました");
    let answer = browser
        .post(&format!("/deals/{}", far.id), &[("version", "1"), ("owner", "6")])
        .await;
    assert_eq!(
        (answer.status, answer.location.as_str()),
        (StatusCode::SEE_OTHER, "/deals")
    );
    assert!(toast(&answer).contains("これから見えません"));
    assert_eq!(app.read_deal(far.id).await.owner_id, STRANGER);
}

#[db_test]
async fn another_currency_needs_the_amount_and_no_priced_products(app: TestApp) {
    let deal = app.deal(REP).await;
    let (browser, path) = (app.browser(REP).await, format!("/deals/{}", deal.id));
    let before = app.traces().await;
    let alone = browser.post(&path, &[("version", "1"), ("currency", "USD")]).await;
    assert_eq!(alone.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(app.traces().await, before);
    let both = browser
        .post(&path, &[("version", "1"), ("currency", "USD"), ("amount", "$12.50")])
        .await;
    assert_eq!(both.status, StatusCode::SEE_OTHER);
    assert_eq!(app.read_deal(deal.id).await.money().unwrap().to_string(), "$12.50");
    let line = [
        ("version", "2"),
        ("product", "1"),
        ("name", ""),
        ("quantity", "1"),
        ("price", "10"),
    ];
    assert_eq!(
        browser.post(&format!("{path}/products"), &line).await.status,
        StatusCode::SEE_OTHER
    );
    let back = browser
        .post(&path, &[("version", "3"), ("currency", "JPY"), ("amount", "1000")])
        .await;
    assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(back.says("先に商品を外してください"));
}

#[db_test]
async fn a_deletion_is_taken_back_by_its_toast(app: TestApp) {
    let deal = app.deal(REP).await;
    let (browser, path) = (app.browser(REP).await, format!("/deals/{}", deal.id));
    let before = app.traces().await;
    let stale = browser.post(&format!("{path}/delete"), &[("version", "7")]).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert_eq!(app.traces().await, before);
    let answer = browser.post(&format!("{path}/delete"), &[("version", "1")]).await;
    assert_eq!(
        (answer.status, answer.location.as_str()),
        (StatusCode::SEE_OTHER, "/deals")
    );
    assert_eq!(browser.get(&path).await.status, StatusCode::NOT_FOUND);
    let again = browser.post(&format!("{path}/delete"), &[("version", "1")]).await;
    assert_eq!(again.status, StatusCode::NOT_FOUND);
    let answer = browser.post(&format!("{path}/restore"), &[]).await;
    assert_eq!((answer.status, answer.location), (StatusCode::SEE_OTHER, path.clone()));
    assert_eq!(browser.get(&path).await.status, StatusCode::OK);
    assert_eq!(
        browser.post(&format!("{path}/restore"), &[]).await.status,
        StatusCode::NOT_FOUND
    );
}
