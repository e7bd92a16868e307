//! Filters: read from the URL, and told in SQL, on both databases.

use db::db_test;

use super::*;
use crate::{deals, ids::DealId, testing::*};

#[derive(sea_orm::FromQueryResult)]
struct Found {
    id: DealId,
}

async fn found(app: &TestApp, query: &str) -> Vec<i64> {
    let actor = app.actor(REP).await;
    let filter = DealFilter::parse(&Fields::parse(query.as_bytes()), &actor, app.app.now());
    let mut sql = Sql::new("SELECT d.id FROM deals d WHERE 1 = 1");
    deals::push_visible(&actor, &mut sql, "d");
    filter.push(&mut sql, "d", app.app.now());
    sql.push(" ORDER BY d.id");
    app.app
        .all::<Found>(sql)
        .await
        .unwrap()
        .iter()
        .map(|row| row.id.0)
        .collect()
}

async fn set(app: &TestApp, deal: &deals::Deal, assignment: &str) {
    app.execute(Sql::new(&format!(
        "UPDATE deals SET {assignment} WHERE id = {}",
        deal.id
    )))
    .await;
}

#[db_test]
async fn each_filter_narrows_to_what_it_names(app: TestApp) {
    let (mine, colleagues, strangers) = (app.deal(REP).await, app.deal(COLLEAGUE).await, app.deal(STRANGER).await);
    set(
        &app,
        &colleagues,
        "phase_id = 2, channel_id = 1, expected_close_on = '2026-12-31'",
    )
    .await;
    set(
        &app,
        &strangers,
        "outcome = 'lost', closed_at = 1, loss_reason_id = 1, company_id = NULL",
    )
    .await;
    app.execute(Sql::new(
        "INSERT INTO deal_products (deal_id, product_id, name, quantity, unit_price, position) VALUES (2, 1, 'x', 1, 1, 1)",
    ))
    .await;
    let (one, two, three) = (mine.id.0, colleagues.id.0, strangers.id.0);
    for (query, ids) in [
        ("", vec![one, two, three]),
        ("pipeline=1", vec![one, two, three]),
        ("pipeline=2", vec![]),
        ("phase=2", vec![two]),
        ("phase=1&phase=2", vec![one, two, three]),
        ("outcome=open", vec![one, two]),
        ("outcome=lost&outcome=won", vec![three]),
        ("owner=me", vec![one]),
        ("owner=4&owner=6", vec![two, three]),
        ("owner=4,6", vec![two, three]),
        ("team=1", vec![one, two]),
        ("team=2", vec![three]),
        ("channel=1", vec![two]),
        ("product=1", vec![two]),
        ("company=1", vec![one, two]),
        ("close=this-month", vec![one, three]),
        ("close=next-month", vec![two]),
        ("close=this-quarter", vec![one, two, three]),
        ("close=2026-12", vec![two]),
        ("close_from=2026/12/1", vec![two]),
        ("close_to=11/30", vec![one, three]),
        ("close=next-month&close_to=11/30", vec![one, three]),
        ("close=unset", vec![]),
        ("text=原価", vec![one, two, three]),
        ("text=ﾔﾏﾀﾞ 原価", vec![one, two, three]),
        ("text=山田 存在しない", vec![]),
        ("text=%25", vec![]),
        ("owner=4&outcome=lost", vec![]),
    ] {
        assert_eq!(found(&app, query).await, ids, "{query}");
    }
}

#[db_test]
async fn a_colour_is_that_of_the_card(app: TestApp) {
    let mut deals = Vec::new();
    for assignment in [
        "red_at = 1, yellow_at = 1, last_touch_at = 1",
        "red_at = 253402300799999, yellow_at = 1, last_touch_at = 1",
        "red_at = 253402300799999, yellow_at = 253402300799999, last_touch_at = 1",
        "red_at = 253402300799999, yellow_at = 253402300799999, last_touch_at = NULL",
        "red_at = 253402300799999, yellow_at = 253402300799999, last_touch_at = 1, outcome = 'won', closed_at = 1",
    ] {
        let deal = app.deal(REP).await;
        set(&app, &deal, assignment).await;
        deals.push(app.read_deal(deal.id).await);
    }
    for colour in Colour::ALL {
        let expected: Vec<i64> = deals
            .iter()
            .filter(|deal| deal.outcome == Outcome::Open && super::super::colour(deal, app.app.now()) == colour)
            .map(|deal| deal.id.0)
            .collect();
        assert_eq!(expected.len(), 1);
        assert_eq!(found(&app, &format!("colour={}", colour.code())).await, expected);
    }
    assert_eq!(found(&app, "colour=red&colour=gray").await, [1, 4]);
}

#[db_test]
async fn an_overdue_close_is_one_of_an_open_deal(app: TestApp) {
    let (open, won) = (app.deal(REP).await, app.deal(REP).await);
    set(&app, &open, "expected_close_on = '2026-11-21'").await;
    set(
        &app,
        &won,
        "expected_close_on = '2026-11-21', outcome = 'won', closed_at = 1",
    )
    .await;
    assert_eq!(found(&app, "close=overdue").await, [open.id.0]);
}

#[db_test]
async fn history_is_filtered_by_what_was_true_then(app: TestApp) {
    let deal = app.deal(REP).await;
    set(&app, &deal, "phase_id = 2, owner_id = 6").await;
    let actor = app.actor(ADMIN).await;
    for (query, expected) in [
        ("phase=1&team=1&text=原価", 1),
        ("phase=2", 0),
        ("owner=6", 0),
        ("team=2", 0),
    ] {
        let filter = DealFilter::parse(&Fields::parse(query.as_bytes()), &actor, app.app.now());
        let mut sql = Sql::new("SELECT d.id FROM deal_versions v JOIN deals d ON d.id = v.deal_id WHERE 1 = 1");
        filter.push_as_of(&mut sql, "v", "d");
        assert_eq!(app.app.all::<Found>(sql).await.unwrap().len(), expected, "{query}");
    }
}

#[db_test]
async fn what_is_not_understood_matches_nothing_and_says_why(app: TestApp) {
    app.deal(REP).await;
    let actor = app.actor(REP).await;
    for (query, value) in [
        ("owner=x", "「x」"),
        ("outcome=maybe", "「maybe」"),
        ("colour=pink", "「pink」"),
        ("close=someday", "「someday」"),
        ("close_from=13/45", "「13/45」"),
        ("close_from=12/1&close_to=11/1", "2026-12-01"),
    ] {
        let filter = DealFilter::parse(&Fields::parse(query.as_bytes()), &actor, app.app.now());
        assert_eq!(filter.refused.len(), 1, "{query}");
        assert!(filter.refused[0].contains(value), "{:?}", filter.refused);
        assert_eq!(found(&app, query).await, Vec::<i64>::new(), "{query}");
    }
}
