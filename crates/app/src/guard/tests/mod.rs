//! The guard in the four forms, and what colleagues are told.

mod decisions;
mod found;
mod told;

use axum::http::StatusCode;
use db::{Sql, db_test};

use crate::{deals, ids::UserId, testing::*, workspace::RepSees};

type Form<'f> = [(&'f str, &'f str)];

const DEAL: [(&str, &str); 3] = [("title", "在庫アプリ"), ("company", "㈱山田製作所"), ("note", "一行目")];
const LEAD: [(&str, &str); 4] = [
    ("company", "山田製作所（株）"),
    ("contact", "山田 太郎"),
    ("owner", "3"),
    ("note", "一行目"),
];
const APPOINTMENT: [(&str, &str); 5] = [
    ("about", "company-1"),
    ("way", "visit"),
    ("day", "2026-11-25"),
    ("time", "14:00"),
    ("purpose", "一行目"),
];

/// Sends a form with these fields instead of or beside its own.
async fn send(app: &TestApp, user: UserId, path: &str, form: &Form<'_>, more: &Form<'_>) -> Answer {
    let kept = form
        .iter()
        .filter(|(name, _)| more.iter().all(|(other, _)| other != name));
    let fields: Vec<_> = kept.chain(more).copied().collect();
    app.browser(user).await.post(path, &fields).await
}

/// What came with the panel, to be sent back with a decision.
fn seal(shown: &Answer) -> String {
    let start = "name=\"guard_seen\" value=\"";
    let at = shown
        .body
        .find(start)
        .unwrap_or_else(|| panic!("no panel: {}", shown.body));
    shown.body[at + start.len()..]
        .chars()
        .take_while(|c| *c != '"')
        .collect()
}

/// Sends a form, is shown the colleagues, and decides.
async fn decide(app: &TestApp, user: UserId, path: &str, form: &Form<'_>, decision: &Form<'_>) -> Answer {
    let shown = send(app, user, path, form, &[]).await;
    assert_eq!(shown.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
    let seal = seal(&shown);
    let more: Vec<_> = decision
        .iter()
        .chain(&[("guard_seen", seal.as_str())])
        .copied()
        .collect();
    send(app, user, path, form, &more).await
}

const GO_ON: [(&str, &str); 2] = [("guard", "go_on"), ("guard_reason", "別の工場の案件のため")];

async fn told(app: &TestApp, user: UserId, kind: &str) -> i64 {
    app.number(&format!(
        "SELECT COUNT(*) FROM notices WHERE user_id = {user} AND kind = '{kind}'"
    ))
    .await
}
