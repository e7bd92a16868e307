//! Who reaches what, and in which language.

use axum::http::StatusCode;
use db::db_test;

use super::*;
use crate::{ids::ActivityId, workspace::RepSees};

/// Every address of an activity, and what is sent to it.
fn addresses(id: ActivityId) -> Vec<(&'static str, String)> {
    let acts = ["", "/done", "/cancel", "/resume", "/delete", "/restore"];
    let pages = ["", "/edit", "/done"].map(|page| ("GET", format!("/activities/{id}{page}")));
    let acts = acts.map(|act| ("POST", format!("/activities/{id}{act}")));
    pages.into_iter().chain(acts).collect()
}

async fn ask(browser: &Browser, method: &str, path: &str) -> StatusCode {
    let form = [("version", "1"), ("kind", "1"), ("day", "明日"), ("about", "deal-1")];
    match method {
        "GET" => browser.get(path).await.status,
        _ => browser.post(path, &form).await.status,
    }
}

/// A guest is sent to sign in; what they sent is kept on a page of its own.
fn for_guest(method: &str) -> StatusCode {
    match method {
        "GET" => StatusCode::SEE_OTHER,
        _ => StatusCode::UNAUTHORIZED,
    }
}

#[db_test]
async fn nobody_reaches_what_is_not_theirs(app: TestApp) {
    app.reps_see(RepSees::Team).await;
    let deal = app.deal(REP).await;
    let planned = plan(&app, &deal, REP, 1).await;
    let before = app.traces().await;
    let (guest, stranger, viewer) = (app.guest(), app.browser(STRANGER).await, app.browser(VIEWER).await);
    for (method, path) in addresses(planned.id) {
        assert_eq!(ask(&guest, method, &path).await, for_guest(method), "{method} {path}");
        assert_eq!(
            ask(&stranger, method, &path).await,
            StatusCode::NOT_FOUND,
            "{method} {path}"
        );
        let for_viewer = if method == "GET" && !path.contains("edit") && !path.contains("done") {
            StatusCode::OK
        } else {
            StatusCode::FORBIDDEN
        };
        assert_eq!(ask(&viewer, method, &path).await, for_viewer, "{method} {path}");
    }
    for (method, path) in [
        ("GET", "/activities"),
        ("GET", "/activities/new"),
        ("POST", "/activities"),
        ("POST", "/activities/quick"),
    ] {
        assert_eq!(ask(&guest, method, path).await, for_guest(method), "{method} {path}");
        let for_viewer = if path == "/activities" && method == "GET" {
            StatusCode::OK
        } else {
            StatusCode::FORBIDDEN
        };
        assert_eq!(ask(&viewer, method, path).await, for_viewer, "{method} {path}");
    }
    assert_eq!(
        stranger.get("/activities/new?deal=1").await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        ask(&stranger, "POST", "/activities").await,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    assert_eq!(app.traces().await, before);
}

#[db_test]
async fn pages_are_also_in_english(app: TestApp) {
    let deal = app.deal(REP).await;
    let planned = plan(&app, &deal, REP, -1).await;
    app.execute(Sql::new("UPDATE users SET locale = 'en'")).await;
    let browser = app.browser(REP).await;
    assert!(browser.get("/activities").await.says("Overdue <small>1<"));
    assert!(browser.get("/activities/new").await.says("Log an activity"));
    assert!(
        browser
            .get(&format!("/activities/{}/done", planned.id))
            .await
            .says("Mark as done")
    );
    assert!(
        browser
            .get(&format!("/activities/{}", planned.id))
            .await
            .says("Overdue")
    );
    assert!(
        browser
            .get(&format!("/activities/{}/edit", planned.id))
            .await
            .says("Edit activity")
    );
}
