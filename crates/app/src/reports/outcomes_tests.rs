//! The report of won and lost deals, on both databases.

use axum::http::StatusCode;
use db::{Sql, db_test};
use serde_json::{Value, json};
use stats::Rate;

use super::{
    outcomes::{GroupKey, Grouping, Outcomes, OutcomesQuery, read},
    outcomes_deals::{self, Cell, InGroup},
    outcomes_sentence::sentence,
};
use crate::{
    deals::{self, Change, Deal, Loss, NewDeal, Outcome, Win},
    ids::UserId,
    money::Money,
    testing::*,
    text::Locale,
    time::At,
    workspace::RepSees,
};

const YEAR: &str = "/reports/outcomes?period=FY2026";

async fn begun(app: &TestApp, owner: UserId, days_ago: i64, currency: &str) -> Deal {
    let mut tx = app.app.begin(&app.actor(owner).await).await.unwrap();
    let new = NewDeal {
        opened_at: Some(At(NOW - days_ago * At::DAY)),
        currency: currency.parse().unwrap(),
        channel: None,
        ..new_deal(owner)
    };
    let deal = deals::create(&mut tx, new).await.unwrap();
    tx.commit().await.unwrap();
    deal
}

async fn won(app: &TestApp, owner: UserId, days: i64, currency: &str) -> Deal {
    let deal = begun(app, owner, days, currency).await;
    let mut tx = app.app.begin(&app.actor(owner).await).await.unwrap();
    let win = Win {
        won_on: TODAY,
        amount: 500,
        start_on: None,
    };
    deals::win(&mut tx, deal.id, None, win).await.unwrap();
    tx.commit().await.unwrap();
    deal
}

async fn lost(app: &TestApp, owner: UserId, days: i64) -> Deal {
    let deal = begun(app, owner, days, "JPY").await;
    let mut tx = app.app.begin(&app.actor(owner).await).await.unwrap();
    let loss = Loss {
        reason: LOSS_REASON,
        competitor: None,
        customer_words: String::new(),
        our_guess: String::new(),
        come_back_on: None,
    };
    deals::lose(&mut tx, deal.id, None, loss).await.unwrap();
    tx.commit().await.unwrap();
    deal
}

async fn with_products(app: &TestApp, deal: &Deal, products: &[i64]) {
    for product in products {
        let mut sql = Sql::new("INSERT INTO deal_products (deal_id, product_id, name, quantity, unit_price, position)");
        sql.push(" VALUES (").bind(deal.id.0).push(", ").bind(*product);
        sql.push(", '品', 1, 1, 1)");
        app.execute(sql).await;
    }
}

/// Won by the rep after 10, 20 and 60 days, one of them in dollars; lost by the colleague after 4 days; one still open.
async fn history(app: &TestApp) -> Vec<Deal> {
    app.execute(Sql::new(
        "INSERT INTO products (name, price, currency, position) VALUES ('在庫管理', 1, 'JPY', 2)",
    ))
    .await;
    let deals = vec![
        won(app, REP, 10, "JPY").await,
        won(app, REP, 20, "JPY").await,
        won(app, REP, 60, "USD").await,
        lost(app, COLLEAGUE, 4).await,
        begun(app, REP, 90, "JPY").await,
    ];
    with_products(app, &deals[0], &[1, 2]).await;
    with_products(app, &deals[1], &[1, 1]).await;
    deals
}

async fn outcomes(app: &TestApp, user: UserId, by: Grouping) -> Outcomes {
    let query = OutcomesQuery {
        by,
        ..OutcomesQuery::default()
    };
    read(&app.app, &app.actor(user).await, &query).await.unwrap()
}

fn numbers(outcomes: &Outcomes) -> Vec<(String, u64, u64)> {
    let groups = outcomes.groups.iter();
    groups
        .map(|group| (group.key.code(), group.win_rate.k(), group.lost()))
        .collect()
}

async fn data(app: &TestApp, user: UserId, path: &str) -> Value {
    let answer = app.browser(user).await.accepting("application/json").get(path).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    serde_json::from_str(&answer.body).unwrap()
}

#[db_test]
async fn sums_keep_currencies_apart_and_count_a_deal_of_two_products_once_in_all(app: TestApp) {
    history(&app).await;
    let by_product = outcomes(&app, ADMIN, Grouping::Product).await;
    assert_eq!((by_product.total.win_rate.k(), by_product.total.lost()), (3, 1));
    let money = |amount, code: &str| Money::new(amount, code.parse().unwrap());
    assert_eq!(by_product.total.won, [money(1000, "JPY"), money(500, "USD")]);
    let known = [("1", 2, 0), ("2", 1, 0), ("none", 1, 1)].map(|(key, won, lost)| (key.to_owned(), won, lost));
    assert_eq!(numbers(&by_product), known);
    let cycle = by_product.total.cycle_won.unwrap();
    assert_eq!((cycle.quartiles.median, cycle.mean), (20.0, 30.0));
    assert_eq!(
        by_product.total.cycle_lost.map(|cycle| cycle.quartiles.median),
        Some(4.0)
    );
}

#[db_test]
async fn who_takes_a_won_deal_over_has_not_won_it(app: TestApp) {
    let deal = won(&app, REP, 10, "JPY").await;
    let mut tx = app.app.begin(&app.actor(ADMIN).await).await.unwrap();
    let change = Change {
        owner: Some(STRANGER),
        ..Change::default()
    };
    deals::change(&mut tx, deal.id, None, change).await.unwrap();
    tx.commit().await.unwrap();
    for (by, key) in [(Grouping::Owner, REP.0), (Grouping::Team, FIRST_TEAM.0)] {
        let found = outcomes(&app, ADMIN, by).await;
        assert_eq!(numbers(&found), [(key.to_string(), 1, 0)], "{by:?}");
    }
}

#[db_test]
async fn every_number_opens_as_many_deals(app: TestApp) {
    history(&app).await;
    let admin = app.actor(ADMIN).await;
    for by in Grouping::ALL {
        let query = OutcomesQuery {
            by,
            ..OutcomesQuery::default()
        };
        let found = outcomes(&app, ADMIN, by).await;
        for group in &found.groups {
            for (outcome, expected) in [
                (Some(Outcome::Won), group.win_rate.k()),
                (Some(Outcome::Lost), group.lost()),
                (None, group.win_rate.n()),
            ] {
                let cell = Cell {
                    outcome,
                    group: InGroup::from_code(&group.key.code()),
                };
                let rows = outcomes_deals::deals(&app.app, &admin, &query, cell, (0, 100))
                    .await
                    .unwrap();
                let count = outcomes_deals::count(&app.app, &admin, &query, cell).await.unwrap();
                assert_eq!((rows.len() as u64, count), (expected, expected), "{by:?} {cell:?}");
            }
        }
    }
    let list = app.browser(ADMIN).await;
    let lost = list
        .get("/reports/outcomes/deals?period=FY2026&by=product&group=none&outcome=lost")
        .await;
    assert!(lost.says("商品なし：失注") && lost.says("他社に決定"), "{}", lost.body);
    let csv = list.get("/reports/outcomes/deals?period=FY2026&format=csv").await;
    assert_eq!(csv.body.lines().count(), 5, "{}", csv.body);
}

#[db_test]
async fn the_page_the_csv_and_the_data_agree(app: TestApp) {
    for days in 1..=8 {
        won(&app, REP, days, "JPY").await;
    }
    for days in 1..=4 {
        lost(&app, COLLEAGUE, days).await;
    }
    let browser = app.browser(ADMIN).await;
    let page = browser.get(&format!("{YEAR}&by=owner")).await;
    assert_eq!(page.status, StatusCode::OK);
    for text in [
        "受注率は67%です（n=12）",
        "39–86% n=12",
        "データ不足",
        "¥4,000",
        "2.8–6.3・平均4.5",
        "Asia/Tokyo",
    ] {
        assert!(page.says(text), "{text}: {}", page.body);
    }
    let csv = browser.get(&format!("{YEAR}&by=owner&format=csv")).await;
    let total = csv.body.lines().last().unwrap();
    assert_eq!(
        total, "合計,8,4,0.6667,0.3906,0.8619,12,4000,2.75,4.5,6.25,8,4.50,1.75,2.5,3.25,4,2.50",
        "{}",
        csv.body
    );
    let data = data(&app, ADMIN, &format!("{YEAR}&by=owner")).await;
    assert_eq!((&data["total"]["won"], &data["total"]["lost"]), (&json!(8), &json!(4)));
    assert_eq!(
        data["total"]["won_amounts"],
        json!([{ "amount": 4000, "currency": "JPY" }])
    );
    assert_eq!(data["total"]["days_won"]["mean"], json!(4.5));
    assert_eq!(data["groups"][0]["group"], json!({ "id": REP, "name": "佐藤 美咲" }));
    assert_eq!(data["groups"][0]["win_rate"]["value"], Value::Null);
    assert_eq!(data["question"]["from"], json!("2026-04-01"));
    let other_year = self::data(&app, ADMIN, "/reports/outcomes?period=FY2025").await;
    assert_eq!(
        (&other_year["total"]["won"], &other_year["groups"]),
        (&json!(0), &json!([]))
    );
}

#[db_test]
async fn nobody_counts_what_they_may_not_see(app: TestApp) {
    app.reps_see(RepSees::Own).await;
    history(&app).await;
    for (user, won, lost) in [(REP, 3, 0), (COLLEAGUE, 0, 1), (MANAGER, 3, 1), (STRANGER, 0, 0)] {
        let found = data(&app, user, YEAR).await;
        assert_eq!(
            (&found["total"]["won"], &found["total"]["lost"]),
            (&json!(won), &json!(lost)),
            "{user}"
        );
    }
    let list = "/reports/outcomes/deals?period=FY2026&by=owner&group=3";
    let stranger = app.browser(STRANGER).await.get(list).await;
    assert!(!stranger.says("佐藤 美咲") && !stranger.says("原価管理パッケージ"));
    assert!(app.browser(MANAGER).await.get(list).await.says("佐藤 美咲"));
    app.reps_see(RepSees::Team).await;
    assert_eq!(data(&app, COLLEAGUE, YEAR).await["total"]["won"], json!(3));
}

#[db_test]
async fn a_question_that_cannot_be_read_is_answered_with_how_to_ask(app: TestApp) {
    let browser = app.browser(REP).await;
    for (query, says) in [
        ("period=2026-13", "2026-13"),
        ("from=2026-12-01&to=2026-11-01", "前です"),
        ("to=xyz", "xyz"),
        ("by=colour", "集計の単位"),
        ("team=abc", "abc"),
        ("team=99", "チーム"),
        ("pipeline=99", "案件タイプ"),
    ] {
        for path in ["/reports/outcomes", "/reports/outcomes/deals"] {
            let answer = browser.get(&format!("{path}?{query}")).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{query}");
            assert!(answer.says(says), "{query}: {}", answer.body);
        }
    }
    for query in ["outcome=open_", "group=x", "group=2026-Q9"] {
        let answer = browser.get(&format!("/reports/outcomes/deals?{query}")).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{query}");
    }
    // A quarter among products, and a number among quarters, are groups that nothing is in.
    for query in ["by=product&group=2026-Q3", "by=quarter&group=3", "by=owner&group=99"] {
        let answer = browser.get(&format!("/reports/outcomes/deals?{query}")).await;
        assert_eq!(answer.status, StatusCode::OK, "{query}");
    }
    let problem = app
        .browser(REP)
        .await
        .accepting("application/json")
        .get("/reports/outcomes?by=x")
        .await;
    assert_eq!(problem.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(problem.body.contains("\"status\":422"));
}

#[db_test]
async fn an_empty_period_says_what_to_do(app: TestApp) {
    let page = app.browser(REP).await.get("/reports/outcomes?period=2020-01").await;
    assert!(page.says("受注・失注した案件はありません") && page.says("前の期間を見る") && !page.says("<table"));
}

#[db_test]
async fn a_guest_is_asked_to_sign_in(app: TestApp) {
    for path in ["/reports/outcomes", "/reports/outcomes/deals"] {
        let answer = app.guest().get(path).await;
        assert_eq!(
            (answer.status, answer.location.starts_with("/sign-in?return_to=")),
            (StatusCode::SEE_OTHER, true)
        );
    }
}

#[test]
fn the_sentence_takes_chance_for_chance() {
    let say = |now: (u64, u64), before: (u64, u64)| {
        sentence(
            Locale::Ja.texts(),
            Rate::new(now.0, now.1),
            Rate::new(before.0, before.1),
        )
    };
    assert_eq!(
        say((3, 5), (50, 100)),
        "受注3件、失注2件です。受注率を出すには件数が足りません（データ不足：10件以上で表示します）。"
    );
    assert_eq!(say((60, 100), (3, 5)), "受注率は60%です（n=100）。");
    assert_eq!(
        say((80, 100), (50, 100)),
        "受注率は80%で、前期より30ポイント上がりました（n=100）。"
    );
    assert_eq!(
        say((30, 100), (50, 100)),
        "受注率は30%で、前期より20ポイント下がりました（n=100）。"
    );
    assert_eq!(
        say((52, 100), (50, 100)),
        "受注率は52%です（n=100）。前期の50%との差は、偶然でも起こりうる範囲です。"
    );
}

#[test]
fn groups_are_named_in_urls_as_they_are_read() {
    for key in [
        GroupKey::Named(7, "商品".into()),
        GroupKey::Without,
        GroupKey::Quarter("2026-Q3".parse().unwrap()),
    ] {
        assert!(InGroup::from_code(&key.code()).is_some(), "{key:?}");
    }
}
