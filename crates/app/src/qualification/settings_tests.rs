//! The settings pages of frameworks and their items, on both databases.

use axum::http::StatusCode;
use db::{Sql, db_test};

use super::{Item, State, ValueKind, every_item, framework, item};
use crate::{
    ids::{FrameworkId, PipelineId},
    pipelines,
    testing::*,
};

const LIST: &str = "/settings/frameworks";

async fn items(app: &TestApp, framework: FrameworkId) -> Vec<Item> {
    item::all_of(app.app.db().read(), framework).await.unwrap()
}

#[db_test]
async fn a_framework_starts_from_a_template_or_from_nothing(app: TestApp) {
    let browser = app.browser(ADMIN).await;
    for (name, template, marks) in [("MEDDIC", "meddic", "MEDCDPIC"), ("独自", "", "")] {
        let added = browser.post(LIST, &[("name", name), ("template", template)]).await;
        assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.body);
        let id: FrameworkId = added.location.rsplit('/').next().unwrap().parse().unwrap();
        let made: String = items(&app, id).await.into_iter().map(|item| item.mark).collect();
        assert_eq!(made, marks);
        assert_eq!(browser.get(&added.location).await.status, StatusCode::OK);
    }
    let before = app.traces().await;
    for (name, says) in [
        ("ｍｅｄｄｉｃ", "「MEDDIC」がすでにあります"),
        ("", "名前を入力してください"),
        (
            "あいうえおかきくけこあいうえおかきくけこあいうえおかきくけこあいうえおかきくけこあ",
            "40文字まで",
        ),
    ] {
        let answer = browser.post(LIST, &[("name", name), ("template", "meddic")]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.says(says), "{}", answer.body);
    }
    assert_eq!(app.traces().await, before);
}

#[db_test]
async fn items_are_added_changed_ordered_and_retired(app: TestApp) {
    let browser = app.browser(ADMIN).await;
    let path = format!("{LIST}/1/items");
    let new = [("new_name", "競合"), ("value_kind", "text"), ("help", "比べている相手")];
    assert_eq!(browser.post(&path, &new).await.status, StatusCode::SEE_OTHER);
    let added = items(&app, FRAMEWORK).await.pop().unwrap();
    assert!(!ITEMS.contains(&added.id));
    assert_eq!((added.mark.as_str(), added.value_kind), ("競", ValueKind::Text));
    let before = app.traces().await;
    for (bad, says) in [
        (
            [("new_name", "競合"), ("value_kind", "text"), ("mark", "")],
            "すでにあります",
        ),
        ([("new_name", "時期"), ("value_kind", "x"), ("mark", "")], "内容の形"),
        (
            [("new_name", "時期"), ("value_kind", "day"), ("mark", "ABC")],
            "「ABC」",
        ),
    ] {
        let answer = browser.post(&path, &bad).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.says(says) && answer.says(bad[0].1), "{}", answer.body);
    }
    assert_eq!(app.traces().await, before);

    let one = format!("{LIST}/items/{}", added.id);
    let changed = [("version", "1"), ("name", "競合他社"), ("mark", "K"), ("help", "")];
    assert_eq!(browser.post(&one, &changed).await.status, StatusCode::SEE_OTHER);
    let stale = [("version", "1"), ("name", "相手"), ("mark", "K"), ("help", "")];
    let stale = browser.post(&one, &stale).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert!(stale.says("value=\"相手\"") && stale.says("競合他社"), "{}", stale.body);

    browser.post(&format!("{one}/up"), &[]).await;
    let names = |items: Vec<Item>| items.into_iter().map(|item| item.name).collect::<Vec<_>>();
    assert_eq!(
        names(items(&app, FRAMEWORK).await),
        ["予算", "決裁権", "必要性", "競合他社", "導入時期"]
    );
    browser.post(&format!("{one}/retire"), &[("version", "2")]).await;
    assert!(items(&app, FRAMEWORK).await.pop().unwrap().retired_at.is_some());
    assert_eq!(every_item(app.app.db().read()).await.unwrap().len(), 5);
    browser.post(&format!("{one}/restore"), &[("version", "3")]).await;
    assert!(
        items(&app, FRAMEWORK)
            .await
            .iter()
            .all(|item| item.retired_at.is_none())
    );
}

#[db_test]
async fn a_pipeline_chooses_its_framework_and_new_ones_get_the_first(app: TestApp) {
    let browser = app.browser(ADMIN).await;
    browser.post(LIST, &[("name", "MEDDIC"), ("template", "meddic")]).await;
    browser.post(&format!("{LIST}/2/up"), &[]).await;
    browser
        .post("/settings/pipelines", &[("name", "既存深耕"), ("template", "five")])
        .await;
    let of = async |id| {
        let all = pipelines::every_pipeline(app.app.db().read()).await.unwrap();
        let found = all.into_iter().find(|one| one.id == PipelineId(id)).unwrap();
        found.framework_id
    };
    assert_eq!(of(2).await, Some(FrameworkId(2)));
    let path = "/settings/pipelines/1";
    let fields = |version, framework| [("version", version), ("name", "新規開拓"), ("framework", framework)];
    assert_eq!(
        browser.post(path, &fields("1", "2")).await.status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(of(1).await, Some(FrameworkId(2)));
    let stale = browser.post(path, &fields("1", "")).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert!(stale.says("MEDDIC"));
    let refused = browser.post(path, &fields("2", "99")).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(browser.post(path, &fields("2", "")).await.status, StatusCode::SEE_OTHER);
    assert_eq!(of(1).await, None);
    // A retired framework stays where it is chosen, and is chosen no more.
    browser.post(path, &fields("3", "1")).await;
    browser.post(&format!("{LIST}/1/retire"), &[("version", "1")]).await;
    assert!(browser.get(path).await.says("BANT"));
    assert!(!browser.get("/settings/pipelines/2").await.says("BANT</option>"));
    let offered = framework::offered(app.app.db().read(), None).await.unwrap();
    assert_eq!(offered.len(), 1);
}

#[db_test]
async fn a_new_workspace_has_bant_and_interests(empty: EmptyApp) {
    let app = TestApp { app: empty.app };
    app.execute(Sql::new(
        "INSERT INTO workspace (id, name, locale, time_zone, fiscal_start_month, currency, created_at)
         VALUES (1, 'Minato', 'en', 'Asia/Tokyo', 4, 'JPY', 0)",
    ))
    .await;
    let mut tx = app.app.begin(&app.app.system().await.unwrap()).await.unwrap();
    super::fill_default_frameworks(&mut tx).await.unwrap();
    let first = pipelines::TemplateKind::Five.template(crate::text::Locale::En.texts());
    pipelines::start_from_template(&mut tx, &first, "New business")
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let items = every_item(app.app.db().read()).await.unwrap();
    let marks: Vec<_> = items
        .iter()
        .map(|item| (item.mark.as_str(), item.name.as_str()))
        .collect();
    assert_eq!(
        marks,
        [("B", "Budget"), ("A", "Authority"), ("N", "Needs"), ("T", "Timeframe")]
    );
    let pipelines = pipelines::pipelines(app.app.db().read()).await.unwrap();
    assert_eq!(pipelines[0].framework_id, Some(items[0].framework_id));
    assert_eq!(app.number("SELECT COUNT(*) FROM interests").await, 4);
}

#[test]
fn codes_lead_back() {
    for state in State::ALL {
        assert_eq!(State::from_code(state.code()), Some(state));
    }
    for kind in ValueKind::ALL {
        assert_eq!(ValueKind::from_code(kind.code()), Some(kind));
    }
}

#[db_test]
async fn a_workspace_older_than_frameworks_gets_one_once(app: TestApp) {
    for clear in [
        "UPDATE pipelines SET framework_id = NULL",
        "DELETE FROM framework_items",
        "DELETE FROM frameworks",
        "DELETE FROM interests",
    ] {
        app.execute(Sql::new(clear)).await;
    }
    let start = async || crate::jobs::catch_up(&app.app).await.unwrap();
    start().await;
    let of_pipelines = "SELECT COUNT(*) FROM pipelines WHERE framework_id IS NOT NULL";
    assert_eq!(app.number(of_pipelines).await, 1);
    assert_eq!(app.number("SELECT COUNT(*) FROM framework_items").await, 4);
    assert_eq!(app.number("SELECT COUNT(*) FROM interests").await, 4);
    // Whoever takes it away does not get it back, nor a second one.
    app.execute(Sql::new("UPDATE pipelines SET framework_id = NULL")).await;
    app.execute(Sql::new("UPDATE frameworks SET retired_at = 1")).await;
    start().await;
    assert_eq!(app.number(of_pipelines).await, 0);
    assert_eq!(app.number("SELECT COUNT(*) FROM frameworks").await, 1);
}
