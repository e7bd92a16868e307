//! The first start.

use db::db_test;

use super::setup_link;
use crate::testing::*;

const FORM: &[(&str, &str)] = &[
    ("name", "みなと商事"),
    ("locale", "ja"),
    ("time_zone", "Asia/Tokyo"),
    ("fiscal_start_month", "4"),
    ("currency", "JPY"),
    ("template", "seven"),
    ("admin_name", "情シス 太郎"),
    ("admin_email", "Admin@Example.jp"),
    ("password", "窓の外は一日中ずっと雨でした"),
];

async fn path(empty: &EmptyApp) -> String {
    setup_link(&empty.app).await.unwrap().unwrap().url("")
}

#[db_test]
async fn every_page_leads_to_the_page_that_tells_of_the_link(empty: EmptyApp) {
    let browser = empty.guest();
    for path in ["/", "/deals", "/sign-in", "/settings/people", "/no-such-page"] {
        assert_eq!(browser.get(path).await.location, "/setup", "{path}");
    }
    assert!(browser.get("/setup").await.says("kizashi serve"));
    assert_eq!(browser.get("/setup/wrong").await.status, 404);
    assert_eq!(browser.get("/healthz").await.status, 200);
}

#[db_test]
async fn the_link_makes_the_workspace_its_process_and_its_admin(empty: EmptyApp) {
    let (browser, path) = (empty.guest(), path(&empty).await);
    assert_eq!(browser.get(&path).await.status, 200);
    let answer = browser.post(&path, FORM).await;
    assert_eq!((answer.status.as_u16(), answer.location.as_str()), (303, "/"));
    assert!(answer.cookies.iter().any(|cookie| cookie.starts_with("session=")));
    let workspace = empty.app.workspace().await.unwrap().unwrap();
    assert_eq!(workspace.name, "みなと商事");
    let count = |sql: &'static str| {
        let app = TestApp { app: empty.app.clone() };
        async move { app.number(sql).await }
    };
    assert_eq!(count("SELECT COUNT(*) FROM phases").await, 7);
    assert_eq!(count("SELECT COUNT(*) FROM activity_kinds").await, 6);
    let admin = "SELECT COUNT(*) FROM users WHERE role = 'admin' AND email = 'admin@example.jp'";
    assert_eq!(count(admin).await, 1);
    // Afterwards the page is gone.
    for gone in ["/setup", path.as_str()] {
        assert_eq!(browser.get(gone).await.status, 404, "{gone}");
    }
    assert_eq!(browser.post(&path, FORM).await.status, 404);
    assert!(setup_link(&empty.app).await.unwrap().is_none());
}

#[db_test]
async fn what_is_wrong_is_said_and_nothing_is_made(empty: EmptyApp) {
    let (browser, path) = (empty.guest(), path(&empty).await);
    let bad = [
        ("name", ""),
        ("time_zone", "Mars"),
        ("admin_email", "x"),
        ("password", "短い"),
    ];
    let form: Vec<_> = FORM
        .iter()
        .filter(|(name, _)| bad.iter().all(|(other, _)| other != name))
        .chain(&bad)
        .copied()
        .collect();
    let answer = browser.post(&path, &form).await;
    assert_eq!(answer.status, 422);
    assert!(answer.says("4か所を直すと保存できます") && answer.says("「Mars」") && answer.says("情シス 太郎"));
    assert!(empty.app.workspace().await.unwrap().is_none());
    // The link still works.
    assert_eq!(browser.post(&path, FORM).await.status, 303);
}

#[db_test]
async fn of_many_at_the_same_time_one_makes_the_workspace(empty: EmptyApp) {
    let mut attempts = Vec::new();
    let shared = path(&empty).await;
    for number in 0..8 {
        // Half of them share a link, half have one of their own, as after several starts.
        let path = if number % 2 == 0 {
            shared.clone()
        } else {
            path(&empty).await
        };
        let browser = empty.guest();
        attempts.push(tokio::spawn(
            async move { browser.post(&path, FORM).await.status.as_u16() },
        ));
    }
    let mut statuses = Vec::new();
    for attempt in attempts {
        statuses.push(attempt.await.unwrap());
    }
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 404, 404, 404, 404, 404, 404, 404]);
    let app = TestApp { app: empty.app };
    assert_eq!(app.number("SELECT COUNT(*) FROM users").await, 1);
    assert_eq!(app.number("SELECT COUNT(*) FROM pipelines").await, 1);
}
