//! Saved views: one's own, and nobody else's.

use axum::http::StatusCode;
use db::db_test;

use crate::testing::*;

const VIEW: [(&str, &str); 3] = [
    ("page", "/deals"),
    ("name", "今月"),
    ("query", "close=this-month&page=3"),
];

async fn views(app: &TestApp) -> i64 {
    app.number("SELECT COUNT(*) FROM saved_views").await
}

#[db_test]
async fn a_view_is_kept_without_its_page_and_replaced_by_one_of_the_same_name(app: TestApp) {
    let browser = app.browser(REP).await;
    let answer = browser.post("/saved-views", &VIEW).await;
    assert_eq!(
        (answer.status, answer.location.as_str()),
        (StatusCode::SEE_OTHER, "/deals?close=this-month")
    );
    browser
        .post("/saved-views", &[VIEW[0], VIEW[1], ("query", "owner=me")])
        .await;
    assert_eq!(views(&app).await, 1);
    assert_eq!(
        app.number("SELECT COUNT(*) FROM saved_views WHERE query = 'owner=me'")
            .await,
        1
    );
}

#[db_test]
async fn a_view_is_renamed_and_deleted_by_its_owner_only(app: TestApp) {
    let (mine, other) = (app.browser(REP).await, app.browser(COLLEAGUE).await);
    mine.post("/saved-views", &VIEW).await;
    for act in ["/saved-views/1", "/saved-views/1/delete"] {
        assert_eq!(other.post(act, &[("name", "x")]).await.status, StatusCode::NOT_FOUND);
    }
    assert_eq!(
        mine.post("/saved-views/1", &[("name", "今月の分")]).await.status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(
        app.number("SELECT COUNT(*) FROM saved_views WHERE name = '今月の分'")
            .await,
        1
    );
    let deleted = mine.post("/saved-views/1/delete", &[]).await;
    assert_eq!((deleted.status, views(&app).await), (StatusCode::SEE_OTHER, 0));
    assert!(deleted.cookies[0].contains("saved-views"), "the toast takes it back");
}

#[db_test]
async fn a_view_needs_a_name_of_its_own_and_a_page(app: TestApp) {
    let browser = app.browser(REP).await;
    browser.post("/saved-views", &VIEW).await;
    browser
        .post(
            "/saved-views",
            &[VIEW[0], ("name", "来月"), ("query", "close=next-month")],
        )
        .await;
    let long = "長".repeat(41);
    for (path, fields, status) in [
        (
            "/saved-views",
            vec![VIEW[0], ("name", "　")],
            StatusCode::UNPROCESSABLE_ENTITY,
        ),
        (
            "/saved-views",
            vec![VIEW[0], ("name", long.as_str())],
            StatusCode::UNPROCESSABLE_ENTITY,
        ),
        (
            "/saved-views",
            vec![("page", "//evil.example"), ("name", "x")],
            StatusCode::NOT_FOUND,
        ),
        (
            "/saved-views/2",
            vec![("name", "今月")],
            StatusCode::UNPROCESSABLE_ENTITY,
        ),
        ("/saved-views/9", vec![("name", "x")], StatusCode::NOT_FOUND),
    ] {
        assert_eq!(browser.post(path, &fields).await.status, status, "{path} {fields:?}");
    }
    assert_eq!(views(&app).await, 2);
    for browser in [app.guest(), app.browser(VIEWER).await] {
        assert!(browser.post("/saved-views", &VIEW).await.status.is_client_error());
    }
    assert_eq!(views(&app).await, 2);
}
