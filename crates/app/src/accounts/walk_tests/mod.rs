//! The walk: every route of the router, asked for by a guest, by every role, and by people who may not see the record.
//!
//! It fails when a route has no line here, so whoever adds a route adds a line to `WORK` in `work.rs` or
//! `SETTLED` in `settled.rs`:
//!
//! - `get("/deals")` or `post("/deals")` for a route without a record;
//! - `.of(Record::Deal)` when `{id}` is a record of that kind; a fresh one, belonging to a rep of the first team, is made
//!   for every request. Other parameters are filled by `records.rs`;
//! - `.form(&[("title", "…")])`: a form that succeeds, so that "refused" means refused and not "bad input". A value may
//!   be a placeholder such as `{version}`, see `Records::fill`;
//! - `.personal()` when everybody has their own (`/me`, a saved view): only a guest is refused by the walk.
//!
//! What is asserted follows from the router's own `Access`: a guest is led to the sign-in page (GET) or answered 401
//! (POST); a role that may not is answered 403; whoever may not see the record is answered 404; and after each of those
//! nothing has changed in the database. Whoever may is answered with success. Pages without a record are searched for
//! the names of records that their reader may not see.

mod lines;
mod made;
mod questionnaires;
mod records;
mod settled;
mod work;

use std::collections::BTreeSet;

use axum::http::{Method, StatusCode};
use db::db_test;
use kit::routes::Route;

use self::{lines::Line, records::Records, settled::SETTLED, work::WORK};
use crate::{access::Access, ids::UserId, router::routes, testing::*, workspace::RepSees};

/// Stands in the names of all records that strangers must not find anywhere.
const SECRET: &str = "極秘計画";

/// Every route of the router.
fn every_line() -> impl Iterator<Item = &'static Line> {
    WORK.iter().chain(SETTLED)
}

#[test]
fn every_route_is_walked() {
    let (_, routes) = routes();
    let name = |method: &Method, path: &str| format!("{method} {path}");
    let walked: BTreeSet<_> = every_line().map(|line| name(&line.method, line.path)).collect();
    let routed: BTreeSet<_> = routes.iter().map(|route| name(&route.method, route.path)).collect();
    let missing: Vec<_> = routed.difference(&walked).collect();
    assert!(
        missing.is_empty(),
        "add a line to WORK or SETTLED in accounts/walk_tests for: {missing:#?}"
    );
    let gone: Vec<_> = walked.difference(&routed).collect();
    assert!(
        gone.is_empty(),
        "there are lines for routes that do not exist: {gone:#?}"
    );
    assert_eq!(walked.len(), every_line().count(), "a route has a line twice");
}

#[db_test]
async fn everybody_gets_what_they_may_when_reps_see_their_team(app: TestApp) {
    walk(&app, RepSees::Team, &[STRANGER]).await;
}

#[db_test]
async fn everybody_gets_what_they_may_when_reps_see_their_own(app: TestApp) {
    walk(&app, RepSees::Own, &[STRANGER, COLLEAGUE]).await;
}

/// Each line as a guest and as everybody; `strangers` may not see the records.
async fn walk(app: &TestApp, sees: RepSees, strangers: &[UserId]) {
    app.reps_see(sees).await;
    let (_, routes) = routes();
    for line in every_line() {
        let found = routes
            .iter()
            .find(|route| route.method == line.method && route.path == line.path);
        let Some(route) = found else { continue };
        as_guest(app, line, route).await;
        for user in [VIEWER, STRANGER, COLLEAGUE, REP, MANAGER, ADMIN] {
            as_person(app, line, route, user, strangers.contains(&user)).await;
        }
    }
}

async fn as_guest(app: &TestApp, line: &Line, route: &Route<Access>) {
    let records = Records::make(app, line.record, REP, REP).await;
    let before = traces(app).await;
    let (status, location, _) = ask(app, line, &records, None).await;
    if route.access == Access::Anybody {
        assert!(
            !refuses(status) && !status.is_server_error(),
            "{} {}: {status}",
            line.method,
            line.path
        );
        return;
    }
    if line.method == Method::GET {
        assert_eq!(status, StatusCode::SEE_OTHER, "guest GET {}", line.path);
        assert!(
            location.starts_with("/sign-in?return_to="),
            "guest GET {}: {location}",
            line.path
        );
    } else {
        assert_eq!(status, StatusCode::UNAUTHORIZED, "guest POST {}", line.path);
    }
    assert_eq!(
        traces(app).await,
        before,
        "guest {} {} left a trace",
        line.method,
        line.path
    );
}

async fn as_person(app: &TestApp, line: &Line, route: &Route<Access>, user: UserId, is_stranger: bool) {
    let owner = if line.is_personal { user } else { REP };
    let actor = app.actor(user).await;
    // Only who moved a deal takes the move back; who may not move it finds it moved by its owner.
    let may_move = route.access.admit(Some(&actor)).is_ok() && !is_stranger;
    let records = Records::make(app, line.record, owner, if may_move { user } else { owner }).await;
    let before = traces(app).await;
    let (status, location, body) = ask(app, line, &records, Some(user)).await;
    let what = format!(
        "{:?} {user} {} {}: {status} {location}",
        actor.role, line.method, line.path
    );
    assert!(!status.is_server_error(), "{what}\n{body}");
    if route.access == Access::Anybody {
        assert!(!refuses(status), "{what}");
        return;
    }
    let is_admitted = route.access.admit(Some(&actor)).is_ok();
    if !is_admitted {
        assert_eq!(status, StatusCode::FORBIDDEN, "{what}");
    } else if is_stranger && line.record.has_owner() {
        assert_eq!(status, StatusCode::NOT_FOUND, "{what}");
    } else {
        assert!(
            status.as_u16() < 400,
            "{what}: whoever may gets a success; is the form complete?\n{body}"
        );
        if is_stranger {
            assert!(!body.contains(SECRET), "{what} shows what {user} may not see");
        }
        return;
    }
    assert!(!body.contains(SECRET), "{what} tells what it refuses");
    assert_eq!(traces(app).await, before, "{what} left a trace");
}

fn refuses(status: StatusCode) -> bool {
    matches!(status, StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN)
}

async fn ask(app: &TestApp, line: &Line, records: &Records, user: Option<UserId>) -> (StatusCode, String, String) {
    let browser = match user {
        Some(user) => app.browser(user).await,
        None => app.guest(),
    };
    let path = records.path(line.path) + &records.query(line.query);
    let answer = if line.is_stream {
        browser.get_head(&path).await
    } else if line.method == Method::GET {
        browser.get(&path).await
    } else {
        let fields = records.fill(app, line.form, user).await;
        let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        browser.post(&path, &fields).await
    };
    (answer.status, answer.location, answer.body)
}

/// Beside the records, everything that people and settings are made of.
async fn traces(app: &TestApp) -> Vec<i64> {
    let mut traces = app.traces().await;
    for query in [
        "SELECT COALESCE(CAST(SUM(version * 31 + id * 7 + position) AS BIGINT), 0) FROM teams",
        "SELECT COUNT(*) FROM links",
        "SELECT COUNT(*) FROM saved_views",
        "SELECT COALESCE(CAST(SUM(version * 31 + id) AS BIGINT), 0) FROM pipelines",
        "SELECT COUNT(*) FROM criteria",
        "SELECT COUNT(*) FROM channels",
        "SELECT COUNT(*) FROM products",
        "SELECT COALESCE(CAST(SUM(version * 31 + id * 7 + position) AS BIGINT), 0) FROM questionnaires",
        "SELECT COALESCE(CAST(SUM(version * 31 + id * 7 + position) AS BIGINT), 0) FROM questionnaire_questions",
        "SELECT COUNT(*) FROM questionnaire_forms WHERE closed_at IS NULL",
        "SELECT COUNT(*) FROM questionnaire_links WHERE revoked_at IS NULL",
        "SELECT COUNT(*) FROM questionnaire_answers WHERE decision IS NULL",
    ] {
        traces.push(app.number(query).await);
    }
    traces
}
