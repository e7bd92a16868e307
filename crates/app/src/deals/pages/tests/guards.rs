//! Who may not: every URL of a deal, asked by a guest, a viewer and a member of another team.

use axum::http::StatusCode;
use db::db_test;

use crate::{testing::*, workspace::RepSees};

/// Every form and act on a deal that exists, with fields that would be good.
fn acts(id: &str, version: &str) -> Vec<(String, Vec<(&'static str, String)>)> {
    let act = |path: &str, fields: &[(&'static str, &str)]| {
        let mut fields: Vec<_> = fields
            .iter()
            .map(|(name, value)| (*name, (*value).to_owned()))
            .collect();
        fields.push(("version", version.to_owned()));
        (format!("/deals/{id}{path}"), fields)
    };
    vec![
        act("", &[("title", "x")]),
        act("/people", &[("member", "2")]),
        act(
            "/products",
            &[("product", "1"), ("name", ""), ("quantity", "1"), ("price", "1")],
        ),
        act(
            "/win",
            &[("won_on", "2026-11-20"), ("amount", "1"), ("start_on", "2026-12-01")],
        ),
        act("/lose", &[("reason", "1")]),
        act("/hold", &[("until", "2026-12-01")]),
        act("/reopen", &[]),
        act("/delete", &[]),
        act("/restore", &[]),
    ]
}

const FORMS: [&str; 6] = ["/edit", "/people", "/products", "/win", "/lose", "/hold"];

async fn refused(app: &TestApp, browser: &Browser, id: &str, version: &str, status: StatusCode) {
    let before = app.traces().await;
    for (path, fields) in acts(id, version) {
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        assert_eq!(browser.post(&path, &fields).await.status, status, "POST {path}");
    }
    assert_eq!(app.traces().await, before);
}

#[db_test]
async fn a_guest_is_asked_to_sign_in(app: TestApp) {
    let deal = app.deal(REP).await;
    let id = deal.id.to_string();
    for form in ["", "/edit", "/people", "/products", "/win", "/lose", "/hold"] {
        let answer = app.guest().get(&format!("/deals/{id}{form}")).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{form}");
        assert!(answer.location.starts_with("/sign-in"), "{form}");
    }
    refused(&app, &app.guest(), &id, "1", StatusCode::UNAUTHORIZED).await;
    let before = app.traces().await;
    assert_eq!(
        app.guest().post("/deals", &[("title", "x")]).await.status,
        StatusCode::UNAUTHORIZED
    );
    assert_eq!(app.traces().await, before);
}

#[db_test]
async fn a_viewer_reads_and_changes_nothing(app: TestApp) {
    let deal = app.deal(REP).await;
    let (id, browser) = (deal.id.to_string(), app.browser(VIEWER).await);
    assert_eq!(browser.get(&format!("/deals/{id}")).await.status, StatusCode::OK);
    for form in FORMS {
        let answer = browser.get(&format!("/deals/{id}{form}")).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{form}");
    }
    refused(&app, &browser, &id, "1", StatusCode::FORBIDDEN).await;
    assert_eq!(browser.get("/deals/new").await.status, StatusCode::FORBIDDEN);
    assert_eq!(
        browser.post("/deals", &[("title", "x")]).await.status,
        StatusCode::FORBIDDEN
    );
}

#[db_test]
async fn what_one_may_not_see_is_not_there(app: TestApp) {
    let deal = app.deal(REP).await;
    app.reps_see(RepSees::Team).await;
    let (id, browser) = (deal.id.to_string(), app.browser(STRANGER).await);
    assert_eq!(browser.get(&format!("/deals/{id}")).await.status, StatusCode::NOT_FOUND);
    for form in FORMS {
        let answer = browser.get(&format!("/deals/{id}{form}")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{form}");
    }
    refused(&app, &browser, &id, "1", StatusCode::NOT_FOUND).await;
    refused(&app, &browser, "999", "1", StatusCode::NOT_FOUND).await;
}
