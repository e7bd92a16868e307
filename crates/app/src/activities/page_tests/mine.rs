//! What is mine to do: today, overdue, this week.

use axum::http::StatusCode;
use db::db_test;

use super::*;
use crate::workspace::RepSees;

#[db_test]
async fn plans_stand_by_when_they_are_due(app: TestApp) {
    let deal = app.deal(REP).await;
    for days in [-2, 0, 1, 30] {
        plan(&app, &deal, REP, days).await;
    }
    plan(&app, &deal, COLLEAGUE, -1).await;
    let page = app.browser(REP).await.get("/activities").await;
    let places: Vec<usize> = [
        "期限を過ぎています <small>1件",
        "今日 11/22（日） <small>1件",
        "その後 <small>2件",
    ]
    .iter()
    .map(|title| {
        page.body
            .find(title)
            .unwrap_or_else(|| panic!("{title}: {}", page.body))
    })
    .collect();
    assert!(places.is_sorted());
    assert!(page.says("<span class=\"badge\">1<"), "{}", page.body);
    let team = app.browser(REP).await.get("/activities?whose=team").await;
    assert!(team.says("期限を過ぎています <small>2件") && team.says("鈴木 大輔"));
    let of = app.browser(MANAGER).await.get("/activities?owner=4").await;
    assert!(of.says("期限を過ぎています <small>1件") && !of.says("その後"));
}

#[db_test]
async fn others_plans_are_shown_to_those_who_see_them(app: TestApp) {
    app.reps_see(RepSees::Own).await;
    let deal = app.deal(COLLEAGUE).await;
    plan(&app, &deal, COLLEAGUE, 0).await;
    let rep = app.browser(REP).await;
    assert_eq!(rep.get("/activities?owner=4").await.status, StatusCode::NOT_FOUND);
    let team = rep.get("/activities?whose=team").await;
    assert!(!team.says("見積の件") && !team.says("原価管理"));
    assert!(
        app.browser(MANAGER)
            .await
            .get("/activities?whose=team")
            .await
            .says("見積の件")
    );
}

#[db_test]
async fn whoever_has_nothing_planned_is_told_what_to_do(app: TestApp) {
    let browser = app.browser(REP).await;
    assert!(browser.get("/activities").await.says("予定を入れる"));
    app.deal(REP).await;
    assert!(
        browser
            .get("/activities")
            .await
            .says("次の予定がない案件が1件あります。")
    );
    assert!(!app.browser(VIEWER).await.get("/activities").await.says("予定を入れる"));
}

#[db_test]
async fn plans_of_a_deleted_deal_are_not_counted(app: TestApp) {
    let deal = app.deal(REP).await;
    plan(&app, &deal, REP, -1).await;
    let actor = app.actor(REP).await;
    assert_eq!(overdue(&app.app, &actor, app.app.now()).await.unwrap(), 1);
    let mut tx = app.app.begin(&actor).await.unwrap();
    crate::deals::delete(&mut tx, deal.id, None).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(overdue(&app.app, &actor, app.app.now()).await.unwrap(), 0);
    assert!(!app.browser(REP).await.get("/activities").await.says("見積の件"));
}
