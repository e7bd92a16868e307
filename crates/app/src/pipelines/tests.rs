//! The settings pages of pipelines, phases, criteria and clocks, on both databases.

use axum::http::StatusCode;
use db::db_test;

use super::*;
use crate::{
    deals::{Colour, colour, disagreements},
    ids::PipelineId,
    testing::*,
    time::At,
};

const ONE: &str = "/settings/pipelines/1";

#[db_test]
async fn a_pipeline_starts_from_a_template_or_from_nothing(app: TestApp) {
    let browser = app.browser(ADMIN).await;
    for (name, template, count) in [("標準", "five", 5), ("七段", "seven", 7), ("独自", "", 0)] {
        let added = browser
            .post("/settings/pipelines", &[("name", name), ("template", template)])
            .await;
        assert_eq!(added.status, StatusCode::SEE_OTHER);
        let id: PipelineId = added.location.rsplit('/').next().unwrap().parse().unwrap();
        assert_eq!(phases(app.app.db().read(), id).await.unwrap().len(), count, "{name}");
        assert_eq!(browser.get(&added.location).await.status, StatusCode::OK);
    }
    let again = browser
        .post("/settings/pipelines", &[("name", "標準"), ("template", "five")])
        .await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(browser.get("/settings/pipelines").await.says("七段"));
}

#[db_test]
async fn follow_up_stays_behind_selling(app: TestApp) {
    let browser = app.browser(ADMIN).await;
    browser
        .post(&format!("{ONE}/phases"), &[("new_name", "見極め"), ("kind", "selling")])
        .await;
    let names = async || {
        let list = phases(app.app.db().read(), PIPELINE).await.unwrap();
        list.into_iter().map(|phase| phase.name).collect::<Vec<_>>()
    };
    assert_eq!(
        names().await,
        ["アプローチ", "提案", "クロージング", "見極め", "フォローアップ"]
    );
    browser.post("/settings/phases/5/up", &[]).await;
    let before = names().await;
    assert_eq!(
        before,
        ["アプローチ", "提案", "見極め", "クロージング", "フォローアップ"]
    );
    let refused = browser.post("/settings/phases/4/up", &[]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.says("後ろに置いて"));
    let order = [("id", "4"), ("id", "1"), ("id", "2"), ("id", "3"), ("id", "5")];
    assert_eq!(
        browser.post(&format!("{ONE}/phases/order"), &order).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    assert_eq!(names().await, before);
}

fn facts<'f>(version: &'f str, probability: &'f str, danger: &'f str) -> Vec<(&'f str, &'f str)> {
    vec![
        ("version", version),
        ("name", "アプローチ"),
        ("kind", "selling"),
        ("purpose", "会う"),
        ("guidance", ""),
        ("probability", probability),
        ("normal_days", ""),
        ("watch_days", "2"),
        ("danger_days", danger),
    ]
}

#[db_test]
async fn deals_follow_the_probability_and_the_days_of_their_phase(app: TestApp) {
    let (deal, by_hand) = (app.deal(REP).await, app.deal(REP).await);
    let mut tx = app.app.begin(&app.actor(REP).await).await.unwrap();
    let change = crate::deals::Change {
        probability: Some(Some(77)),
        ..Default::default()
    };
    crate::deals::change(&mut tx, by_hand.id, None, change).await.unwrap();
    tx.commit().await.unwrap();
    let browser = app.browser(ADMIN).await;
    let saved = browser.post("/settings/phases/1", &facts("1", "25", "4")).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let (deal, by_hand) = (app.read_deal(deal.id).await, app.read_deal(by_hand.id).await);
    assert_eq!((deal.probability, by_hand.probability), (25, 77));
    assert_eq!(colour(&deal, At(NOW).plus_days(3)), Colour::Yellow);
    assert_eq!(colour(&deal, At(NOW).plus_days(5)), Colour::Red);
    assert_eq!(disagreements(app.app.db().read()).await.unwrap(), []);
}

#[db_test]
async fn bad_input_is_told_and_a_second_admin_overwrites_nothing(app: TestApp) {
    let browser = app.browser(ADMIN).await;
    let before = app.traces().await;
    for (fields, says) in [
        (facts("1", "101", "4"), "101"),
        (facts("1", "x", "4"), "「x」"),
        (facts("1", "25", "1"), "注意（2日）以上"),
        (facts("1", "25", "0"), "「0」"),
    ] {
        let answer = browser.post("/settings/phases/1", &fields).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.says(says), "{says}: {}", answer.body);
    }
    assert_eq!(app.traces().await, before);
    browser.post("/settings/phases/1", &facts("1", "25", "4")).await;
    let second = browser.post("/settings/phases/1", &facts("1", "30", "4")).await;
    assert_eq!(second.status, StatusCode::CONFLICT);
    assert!(second.says("value=\"30\"") && second.says("25"));
}

#[db_test]
async fn a_phase_is_retired_after_its_deals_have_moved(app: TestApp) {
    let deal = app.deal(REP).await;
    let browser = app.browser(ADMIN).await;
    let asked = browser.get("/settings/phases/1/retire").await;
    assert!(asked.says("1件の案件") && asked.says("クロージング") && !asked.says(">フォローアップ</option>"));
    let before = app.traces().await;
    let refused = browser.post("/settings/phases/1/retire", &[("version", "1")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let wrong = browser
        .post("/settings/phases/1/retire", &[("version", "1"), ("target", "4")])
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(app.traces().await, before);
    let done = browser
        .post("/settings/phases/1/retire", &[("version", "1"), ("target", "2")])
        .await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    let deal = app.read_deal(deal.id).await;
    assert_eq!((deal.phase_id, deal.probability), (PHASES[1], 40));
    assert_eq!(disagreements(app.app.db().read()).await.unwrap(), []);
    let stale = browser.post("/settings/phases/1/restore", &[("version", "1")]).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    browser.post("/settings/phases/1/restore", &[("version", "2")]).await;
    assert_eq!(phases(app.app.db().read(), PIPELINE).await.unwrap().len(), 4);
}

#[db_test]
async fn a_pipeline_keeps_one_phase_to_sell_in(app: TestApp) {
    let browser = app.browser(ADMIN).await;
    for id in [1, 2] {
        browser
            .post(&format!("/settings/phases/{id}/retire"), &[("version", "1")])
            .await;
    }
    let last = browser.post("/settings/phases/3/retire", &[("version", "1")]).await;
    assert!(last.says("少なくとも1つ"), "{}", last.body);
    assert_eq!(phases(app.app.db().read(), PIPELINE).await.unwrap().len(), 2);
}

#[db_test]
async fn a_pipeline_hands_its_deals_to_another(app: TestApp) {
    let deal = app.deal(REP).await;
    let browser = app.browser(ADMIN).await;
    browser
        .post("/settings/pipelines", &[("name", "既存深耕"), ("template", "five")])
        .await;
    let target = phases(app.app.db().read(), PipelineId(2)).await.unwrap()[1].id;
    let answer = browser.post(&format!("{ONE}/retire"), &[("version", "1")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let target = target.to_string();
    let answer = browser
        .post(&format!("{ONE}/retire"), &[("version", "1"), ("target", &target)])
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(app.read_deal(deal.id).await.pipeline_id, PipelineId(2));
    assert_eq!(pipelines(app.app.db().read()).await.unwrap().len(), 1);
    assert_eq!(disagreements(app.app.db().read()).await.unwrap(), []);
}

#[db_test]
async fn criteria_are_added_once_renamed_ordered_and_removed(app: TestApp) {
    let browser = app.browser(ADMIN).await;
    let path = "/settings/phases/1/criteria";
    for fields in [
        vec![("criterion_kind", "field"), ("criterion_field", "amount")],
        vec![("criterion_kind", "field"), ("criterion_field", "amount")],
        vec![("criterion_kind", "activity"), ("criterion_activity", "2")],
        vec![("criterion_kind", "check"), ("criterion_label", "競合を確認した")],
    ] {
        assert_eq!(browser.post(path, &fields).await.status, StatusCode::SEE_OTHER);
    }
    assert_eq!(app.number("SELECT COUNT(*) FROM criteria").await, 3);
    for fields in [
        vec![("criterion_kind", "field"), ("criterion_field", "x")],
        vec![("criterion_kind", "activity"), ("criterion_activity", "99")],
        vec![("criterion_kind", "check"), ("criterion_label", "")],
    ] {
        assert_eq!(
            browser.post(path, &fields).await.status,
            StatusCode::UNPROCESSABLE_ENTITY
        );
    }
    browser.post("/settings/criteria/3", &[("label", "競合を聞いた")]).await;
    browser.post("/settings/criteria/3/up", &[]).await;
    browser.post("/settings/criteria/1/retire", &[]).await;
    let page = browser.get("/settings/phases/1/edit").await;
    assert!(page.says("競合を聞いた") && page.says("訪問"), "{}", page.body);
    assert_eq!(app.number("SELECT position FROM criteria WHERE id = 3").await, 2);
}

#[db_test]
async fn clocks_are_saved_and_turn_the_open_deals(app: TestApp) {
    let deal = app.deal(REP).await;
    let browser = app.browser(ADMIN).await;
    let fields = |age: &'static str, danger: &'static str, version: &'static str| {
        vec![
            ("version", version),
            ("age_watch_percent", age),
            ("age_danger_percent", danger),
            ("overdue_danger_days", "2"),
            ("slips_watch", "1"),
            ("slips_danger", "3"),
            ("slip_days_watch", "30"),
            ("slip_days_danger", "90"),
            ("lead_watch_days", "3"),
            ("lead_danger_days", "7"),
        ]
    };
    let before = app.traces().await;
    for bad in [fields("x", "50", "1"), fields("60", "50", "1"), fields("5", "50", "1")] {
        assert_eq!(
            browser.post("/settings/clocks", &bad).await.status,
            StatusCode::UNPROCESSABLE_ENTITY
        );
    }
    assert_eq!(app.traces().await, before);
    let saved = browser.post("/settings/clocks", &fields("10", "20", "1")).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    // 10 % and 20 % of 14 days: yellow on day 2, red on day 3.
    let deal = app.read_deal(deal.id).await;
    assert_eq!(
        deal.red_at,
        At::day_start(TODAY + chrono::TimeDelta::days(3), chrono_tz::Asia::Tokyo)
    );
    let stale = browser.post("/settings/clocks", &fields("50", "60", "1")).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
}

#[db_test]
async fn only_admins_define_the_process(app: TestApp) {
    let before = app.traces().await;
    for path in [
        "/settings/pipelines",
        ONE,
        "/settings/phases/1/edit",
        "/settings/clocks",
    ] {
        for user in [MANAGER, REP, VIEWER] {
            assert_eq!(
                app.browser(user).await.get(path).await.status,
                StatusCode::FORBIDDEN,
                "{path}"
            );
        }
        assert_eq!(app.guest().get(path).await.status, StatusCode::SEE_OTHER, "{path}");
    }
    for path in [
        "/settings/pipelines",
        "/settings/phases/1",
        "/settings/phases/1/retire",
        "/settings/clocks",
    ] {
        assert_eq!(
            app.browser(MANAGER).await.post(path, &[("name", "x")]).await.status,
            StatusCode::FORBIDDEN
        );
        assert_eq!(
            app.guest().post(path, &[("name", "x")]).await.status,
            StatusCode::UNAUTHORIZED,
            "{path}"
        );
    }
    assert_eq!(app.traces().await, before);
}
