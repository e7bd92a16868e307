//! Deals by what is known of them: filters, columns, files, the marks of cards, and exit criteria, on both databases.

use axum::http::StatusCode;
use db::{Sql, db_test};

use super::{State, newest};
use crate::{deals, ids::DealId, testing::*};

async fn say(app: &TestApp, deal: DealId, item: usize, state: &str, value: (&str, &str)) {
    let browser = app.browser(REP).await;
    let path = format!("/deals/{deal}/qualification/{}", ITEMS[item]);
    let said = browser.post(&path, &[("seen", "0"), ("state", state), value]).await;
    assert_eq!(said.status, StatusCode::SEE_OTHER, "{}", said.body);
}

/// How many deals a page of the list tells of.
async fn found(app: &TestApp, query: &str) -> usize {
    let page = app.browser(REP).await.get(&format!("/deals?{query}")).await;
    assert_eq!(page.status, StatusCode::OK, "{query}: {}", page.body);
    page.body.matches("原価管理パッケージ</a>").count()
}

#[db_test]
async fn deals_are_found_by_state_and_interest(app: TestApp) {
    let deals = [app.deal(REP).await.id, app.deal(REP).await.id, app.deal(REP).await.id];
    say(&app, deals[0], 0, "confirmed", ("amount", "300万")).await;
    say(&app, deals[1], 0, "concern", ("amount", "10万")).await;
    say(&app, deals[0], 1, "unknown", ("note", "聞いていない")).await;
    let browser = app.browser(REP).await;
    let stated = [("seen", "0"), ("interest", "2"), ("said_on", "2026-11-20")];
    browser.post(&format!("/deals/{}/interest", deals[0]), &stated).await;
    for (query, count) in [
        ("fact=1:confirmed", 1),
        ("fact=1:unknown", 1),
        ("fact=1:confirmed,1:concern", 2),
        ("fact=1:unknown&fact=1:confirmed", 2),
        ("fact=1:confirmed&fact=2:unknown", 1),
        ("fact=1:concern&fact=2:confirmed", 0),
        ("fact=2:unknown", 3),
        ("interest=2", 1),
        ("interest=0", 2),
        ("interest=0,2", 3),
        ("interest=2&fact=1:confirmed", 1),
    ] {
        assert_eq!(found(&app, query).await, count, "{query}");
    }
    let refused = browser.get("/deals?fact=1:maybe").await;
    assert!(refused.says("1:maybe"), "{}", refused.body);
    let board = browser.get("/board?fact=1:concern&interest=0").await;
    assert!(
        board.says("予算 懸念あり、決裁権 未確認") && !board.says("予算 確認済"),
        "{}",
        board.body
    );
}

#[db_test]
async fn cards_lists_and_files_show_what_is_known(app: TestApp) {
    let deal = app.deal(REP).await.id;
    say(&app, deal, 0, "confirmed", ("amount", "300万")).await;
    say(&app, deal, 2, "concern", ("words", "急いでいない")).await;
    let browser = app.browser(REP).await;
    let label = "予算 確認済、決裁権 未確認、必要性 懸念あり、導入時期 未確認";
    let board = browser.get("/board").await;
    assert!(board.says(&format!("aria-label=\"{label}\"")), "{}", board.body);
    assert!(board.says("<span class=\"mark\" data-state=\"concern\">N</span>"));
    let past = browser.get("/board?as_of=2026-11-01").await;
    assert!(!past.says("class=\"marks\""));
    let head = browser.get(&format!("/deals/{deal}")).await;
    assert!(head.says(&format!(
        "<p class=\"deal__marks\"><span class=\"marks\" role=\"img\" aria-label=\"{label}\""
    )));
    let stated = [("seen", "0"), ("interest", "2"), ("said_on", "2026-11-20")];
    browser.post(&format!("/deals/{deal}/interest"), &stated).await;
    let columns = "columns=qualification&columns=item-1&columns=item-2&columns=interest&columns=interest_on";
    let list = browser.get(&format!("/deals?{columns}&sort=interest")).await;
    assert!(list.says(label), "{}", list.body);
    assert!(
        list.says("¥3,000,000<span class=\"table__sub\">確認済</span>"),
        "{}",
        list.body
    );
    assert!(list.says("value=\"item-1\" checked") && list.says("value=\"item-3\"><span>必要性"));
    let file = browser.get(&format!("/deals.csv?{columns}")).await;
    let heads = "関心度,関心度：聞いた日,予算,予算：通貨,予算：状態,予算：情報源,予算：聞いた日,予算：話した人,予算：メモ,決裁権,決裁権：役割";
    assert!(file.says(heads), "{}", file.body);
    assert!(
        file.says(&format!("{label},比較検討中,2026-11-20,3000000,JPY,確認済,")),
        "{}",
        file.body
    );
}

#[db_test]
async fn a_pipeline_that_asks_nothing_shows_nothing(app: TestApp) {
    let deal = app.deal(REP).await.id;
    say(&app, deal, 0, "confirmed", ("amount", "300万")).await;
    app.execute(Sql::new("UPDATE pipelines SET framework_id = NULL")).await;
    let browser = app.browser(REP).await;
    for path in ["/board".to_owned(), "/deals".to_owned(), format!("/deals/{deal}")] {
        let page = browser.get(&path).await;
        assert!(page.says("原価管理パッケージ"), "{}", page.body);
        let head = page.body.split("id=\"qualification_title\"").next().unwrap_or("");
        assert!(!head.contains("class=\"marks\""), "{path}: {}", page.body);
    }
    assert!(!browser.get("/board").await.says("name=\"fact\""));
}

#[db_test]
async fn a_phase_asks_for_an_item_and_the_move_confirms_it(app: TestApp) {
    let admin = app.browser(ADMIN).await;
    let path = "/settings/phases/1/criteria";
    for fields in [
        [("criterion_kind", "item"), ("criterion_item", "1")],
        [("criterion_kind", "item"), ("criterion_item", "1")],
        [("criterion_kind", "field"), ("criterion_field", "interest")],
    ] {
        assert_eq!(admin.post(path, &fields).await.status, StatusCode::SEE_OTHER);
    }
    assert_eq!(app.number("SELECT COUNT(*) FROM criteria").await, 2);
    let refused = admin
        .post(path, &[("criterion_kind", "item"), ("criterion_item", "99")])
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(admin.get("/settings/phases/1/edit").await.says("見極めの項目が確認済"));

    let deal = app.deal(REP).await.id;
    let browser = app.browser(REP).await;
    let page = browser.get(&format!("/deals/{deal}")).await;
    assert!(page.says("予算の確認") && page.says(&format!("/deals/{deal}/qualification/1")));
    let moves = format!("/deals/{deal}/moves");
    let before = app.traces().await;
    let mut fields = vec![("phase_id", "2"), ("version", "1")];
    let asked = browser.post(&moves, &fields).await;
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        asked.says("fill.item.1.amount") && asked.says("fill.interest"),
        "{}",
        asked.body
    );
    fields.push(("sheet", "1"));
    for (name, value, says) in [
        ("fill.item.1.amount", "たくさん", "「たくさん」"),
        ("fill.item.1.amount", "300万", "「関心度の確認」がまだです"),
    ] {
        let mut bad = fields.clone();
        bad.push((name, value));
        let answer = browser.post(&moves, &bad).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.says(says), "{says}: {}", answer.body);
    }
    assert_eq!(app.traces().await, before);
    fields.extend([("fill.item.1.amount", "300万"), ("fill.interest", "2")]);
    let moved = browser.post(&moves, &fields).await;
    assert_eq!(moved.status, StatusCode::SEE_OTHER, "{}", moved.body);
    assert_eq!(app.read_deal(deal).await.phase_id, PHASES[1]);
    let fact = newest(app.app.db().read(), deal, ITEMS[0]).await.unwrap().unwrap();
    assert_eq!(fact.state, State::Confirmed);
    assert_eq!(
        deals::missing(app.app.db().read(), &app.read_deal(deal).await)
            .await
            .unwrap(),
        []
    );
}
