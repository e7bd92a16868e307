//! Moves of appointments, and who reaches them, on both databases.

use axum::http::StatusCode;
use db::{Sql, db_test};

use super::tests::{GOOD, count, visit};
use crate::{testing::*, time::At, workspace::RepSees};

#[db_test]
async fn a_move_keeps_the_length_and_is_taken_back_by_the_toast(app: TestApp) {
    let visit = visit(&app, REP, &[]).await;
    let path = format!("/appointments/{}/moves", visit.id);
    let browser = app.browser(REP).await.accepting("text/vnd.turbo-stream.html");
    let to = |version: &'static str| {
        vec![
            ("version", version),
            ("day", "2026-11-25"),
            ("time", "09:15"),
            ("stay", "1"),
        ]
    };
    let answer = browser.post(&path, &to("1")).await;
    assert_eq!(answer.status, StatusCode::OK);
    for part in [
        "11/25（水） 09:15に移しました",
        "#calendar",
        "name=\"undo\"",
        "value=\"14:00\"",
    ] {
        assert!(answer.says(part), "{part}: {}", answer.body);
    }
    let moved = app.number("SELECT starts_at FROM activities").await;
    assert_eq!(At(moved).utc().to_rfc3339(), "2026-11-25T00:15:00+00:00");
    assert_eq!(count(&app, "a.minutes = 60 AND p.place = '本社3階'").await, 1);

    let before = app.traces().await;
    for (name, value, status) in [
        ("version", "1", StatusCode::CONFLICT),
        ("day", "いつか", StatusCode::UNPROCESSABLE_ENTITY),
        ("day", "2026-11-21", StatusCode::UNPROCESSABLE_ENTITY),
        ("time", "", StatusCode::UNPROCESSABLE_ENTITY),
    ] {
        let mut form = to("2");
        form.retain(|(field, _)| *field != name);
        form.push((name, value));
        assert_eq!(browser.post(&path, &form).await.status, status, "{name}={value}");
    }
    assert_eq!(app.traces().await, before);
    let undo = [
        ("version", "2"),
        ("day", "2026-11-24"),
        ("time", "14:00"),
        ("undo", "1"),
        ("stay", "1"),
    ];
    assert!(browser.post(&path, &undo).await.says("元の日時に戻しました"));
    assert_eq!(app.number("SELECT starts_at FROM activities").await, visit.starts_at.0);

    // What is done stays where it was.
    app.execute(Sql::new(
        "UPDATE activities SET state = 'done', done_at = 1, version = 9",
    ))
    .await;
    assert_eq!(
        browser.post(&path, &to("9")).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
}

#[db_test]
async fn nobody_reaches_what_is_not_theirs(app: TestApp) {
    app.reps_see(RepSees::Team).await;
    let visit = visit(&app, REP, &[]).await;
    let paths = [
        ("GET", format!("/appointments/{}/edit", visit.id)),
        ("POST", format!("/appointments/{}", visit.id)),
        ("POST", format!("/appointments/{}/moves", visit.id)),
    ];
    let form = [
        ("version", "1"),
        ("day", "2026-11-25"),
        ("time", "10:00"),
        ("way", "phone"),
    ];
    let before = app.traces().await;
    let (guest, stranger, viewer) = (app.guest(), app.browser(STRANGER).await, app.browser(VIEWER).await);
    for (method, path) in &paths {
        let ask = async |browser: &Browser| match *method {
            "GET" => browser.get(path).await.status,
            _ => browser.post(path, &form).await.status,
        };
        let for_guest = if *method == "GET" {
            StatusCode::SEE_OTHER
        } else {
            StatusCode::UNAUTHORIZED
        };
        assert_eq!(ask(&guest).await, for_guest, "{path}");
        assert_eq!(ask(&stranger).await, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(ask(&viewer).await, StatusCode::FORBIDDEN, "{path}");
    }
    assert_eq!(
        stranger.get("/appointments/new?deal=1").await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        stranger.post("/appointments", &GOOD).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    assert_eq!(viewer.post("/appointments", &GOOD).await.status, StatusCode::FORBIDDEN);
    assert_eq!(app.traces().await, before);
}

#[db_test]
async fn who_comes_along_sees_the_appointment_and_nothing_else_of_the_deal(app: TestApp) {
    app.reps_see(RepSees::Own).await;
    let visit = visit(&app, REP, &[STRANGER]).await;
    let stranger = app.browser(STRANGER).await;
    let page = stranger.get(&format!("/activities/{}", visit.id)).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(
        page.says("本社3階") && !page.says("原価管理パッケージ"),
        "{}",
        page.body
    );
    assert_eq!(stranger.get("/deals/1").await.status, StatusCode::NOT_FOUND);
    assert!(!stranger.get("/activities/all").await.says("原価管理パッケージ"));
    // They tell what came of it, but plan nothing on a deal that they do not see.
    let done = format!("/activities/{}/done", visit.id);
    let mut form = vec![
        ("version", "1"),
        ("day", "2026-11-22"),
        ("time", "09:00"),
        ("result", "前向き"),
        ("next_kind", "1"),
        ("next_day", "金曜"),
    ];
    let before = app.traces().await;
    let answer = stranger.post(&done, &form).await;
    assert!(answer.says("この案件は表示できないため"), "{}", answer.body);
    assert_eq!(app.traces().await, before);
    form.truncate(4);
    assert_eq!(stranger.post(&done, &form).await.status, StatusCode::SEE_OTHER);
    assert_eq!(count(&app, "a.state = 'done' AND a.result = '前向き'").await, 1);
}
