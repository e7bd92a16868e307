//! Masters: the settings pages of all, on both databases.

use axum::http::StatusCode;
use db::db_test;

use super::*;
use crate::testing::*;

const CHANNELS: &str = "/settings/masters/channels";

#[db_test]
async fn every_master_lists_adds_and_changes(app: TestApp) {
    let browser = app.browser(ADMIN).await;
    for master in Master::ALL {
        let path = format!("/settings/masters/{}", master.table());
        let fields = [
            ("name", "新しいもの"),
            ("way", "mail"),
            ("price", "1,200"),
            ("family", "基幹"),
        ];
        let added = browser.post(&path, &fields).await;
        assert_eq!(
            (added.status, added.location.as_str()),
            (StatusCode::SEE_OTHER, path.as_str())
        );
        let list = browser.get(&path).await;
        assert_eq!(list.status, StatusCode::OK);
        assert!(list.says("新しいもの"), "{}", list.body);
        let id = app.number(&format!("SELECT MAX(id) FROM {}", master.table())).await;
        assert_eq!(browser.get(&format!("{path}/{id}/edit")).await.status, StatusCode::OK);
        let change = [("name", "別の名前"), ("way", "visit"), ("price", ""), ("version", "1")];
        assert_eq!(
            browser.post(&format!("{path}/{id}"), &change).await.status,
            StatusCode::SEE_OTHER
        );
        assert!(browser.get(&path).await.says("別の名前"));
    }
}

#[db_test]
async fn the_same_name_is_added_once_however_it_is_spelled(app: TestApp) {
    let browser = app.browser(ADMIN).await;
    browser.post(CHANNELS, &[("name", "Ｗｅｂ広告")]).await;
    let again = browser.post(CHANNELS, &[("name", "web 広告")]).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        again.says("Ｗｅｂ広告") && again.says("value=\"web 広告\""),
        "{}",
        again.body
    );
    assert_eq!(app.number("SELECT COUNT(*) FROM channels").await, 2);
}

#[db_test]
async fn bad_input_is_told_and_nothing_is_written(app: TestApp) {
    let browser = app.browser(ADMIN).await;
    let long = "あ".repeat(61);
    let before = app.traces().await;
    for (path, fields, says) in [
        (CHANNELS, vec![("name", "　")], "名前を入力"),
        (CHANNELS, vec![("name", long.as_str())], "60文字"),
        (
            "/settings/masters/activity_kinds",
            vec![("name", "会食"), ("way", "x")],
            "方法",
        ),
        (
            "/settings/masters/products",
            vec![("name", "新商品"), ("price", "高い")],
            "高い",
        ),
    ] {
        let answer = browser.post(path, &fields).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
        assert!(answer.says(says), "{says}: {}", answer.body);
    }
    assert_eq!(app.traces().await, before);
}

#[db_test]
async fn what_somebody_else_changed_is_shown_and_not_overwritten(app: TestApp) {
    let browser = app.browser(ADMIN).await;
    let path = format!("{CHANNELS}/1");
    browser
        .post(&path, &[("name", "展示会・イベント"), ("version", "1")])
        .await;
    let second = browser.post(&path, &[("name", "見本市"), ("version", "1")]).await;
    assert_eq!(second.status, StatusCode::CONFLICT);
    assert!(second.says("展示会・イベント") && second.says("value=\"見本市\"") && second.says("value=\"2\""));
    assert_eq!(
        browser
            .post(&path, &[("name", "見本市"), ("version", "2")])
            .await
            .status,
        StatusCode::SEE_OTHER
    );
}

#[db_test]
async fn what_is_retired_is_offered_no_more_and_can_come_back(app: TestApp) {
    let browser = app.browser(ADMIN).await;
    let retired = browser.post(&format!("{CHANNELS}/1/retire"), &[("version", "1")]).await;
    assert_eq!(retired.status, StatusCode::SEE_OTHER);
    let db = app.app.db().read();
    assert_eq!(choices(db, Master::Channel, None).await.unwrap(), []);
    assert_eq!(choices(db, Master::Channel, Some(1)).await.unwrap().len(), 1);
    assert_eq!(names(db, Master::Channel).await.unwrap()[&1], "展示会");
    let stale = browser
        .post(&format!("{CHANNELS}/1/restore"), &[("version", "1")])
        .await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    browser
        .post(&format!("{CHANNELS}/1/restore"), &[("version", "2")])
        .await;
    assert!(is_offered(db, Master::Channel, 1, None).await.unwrap());
}

#[db_test]
async fn lines_are_put_in_order_by_steps_and_all_at_once(app: TestApp) {
    let browser = app.browser(ADMIN).await;
    for name in ["紹介", "セミナー"] {
        browser.post(CHANNELS, &[("name", name)]).await;
    }
    let order = async || {
        let all = choices(app.app.db().read(), Master::Channel, None).await.unwrap();
        all.into_iter().map(|choice| choice.id).collect::<Vec<_>>()
    };
    browser.post(&format!("{CHANNELS}/3/up"), &[]).await;
    assert_eq!(order().await, [1, 3, 2]);
    browser
        .post(&format!("{CHANNELS}/order"), &[("id", "2"), ("id", "1"), ("id", "99")])
        .await;
    assert_eq!(order().await, [2, 1, 3]);
}

#[db_test]
async fn only_admins_come_here(app: TestApp) {
    let before = app.traces().await;
    for user in [MANAGER, REP, VIEWER] {
        let browser = app.browser(user).await;
        assert_eq!(browser.get(CHANNELS).await.status, StatusCode::FORBIDDEN);
        assert_eq!(
            browser.post(CHANNELS, &[("name", "x")]).await.status,
            StatusCode::FORBIDDEN
        );
    }
    assert_eq!(app.guest().get(CHANNELS).await.status, StatusCode::SEE_OTHER);
    assert_eq!(
        app.guest().post(CHANNELS, &[("name", "x")]).await.status,
        StatusCode::UNAUTHORIZED
    );
    assert_eq!(
        app.browser(ADMIN).await.get("/settings/masters/users").await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(app.traces().await, before);
}
