//! Channels and course: small worlds counted by hand.

use axum::http::StatusCode;
use chrono::NaiveDate;
use db::{Sql, db_test};

use super::{
    By, ChannelsQuery, Of, What,
    count::{Channels, Group, behind, count},
    facts::read,
};
use crate::{
    deals::{self, NewDeal, Win},
    ids::{ChannelId, DealId, TeamId, TouchKindId, UserId},
    leads,
    money::{Currency, Money},
    testing::*,
    time::At,
    touches::{self, About},
    workspace::RepSees,
};

/// 広告 of the fixture, and 紹介.
const AD: i64 = 1;
const INTRODUCED: i64 = 2;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn query(by: By) -> ChannelsQuery {
    ChannelsQuery {
        by,
        of: Of::Kind,
        team: None,
        days: (day("2026-10-01"), day("2026-11-30")),
    }
}

/// A deal that began on a day, with touches: kind, day, cost.
async fn deal(app: &TestApp, owner: UserId, began: &str, met: &[(i64, &str, i64)]) -> DealId {
    let mut tx = app.app.begin(&app.actor(owner).await).await.unwrap();
    let new = NewDeal {
        opened_at: Some(At::day_start(day(began), chrono_tz::Asia::Tokyo)),
        channel: Some(CHANNEL),
        ..new_deal(owner)
    };
    let deal = deals::create(&mut tx, new).await.unwrap().id;
    for (kind, on, cost) in met {
        let facts = touches::Facts {
            kind: TouchKindId(*kind),
            channel: None,
            on_day: day(on),
            what: String::new(),
            contact: None,
            cost: (*cost > 0).then_some(Money::new(*cost, Currency::JPY)),
            introducer: None,
        };
        touches::create(&mut tx, About::Deal(deal), facts).await.unwrap();
    }
    tx.commit().await.unwrap();
    deal
}

async fn win(app: &TestApp, id: DealId, on: &str) {
    let mut tx = app.app.begin(&app.actor(ADMIN).await).await.unwrap();
    let win = Win {
        won_on: day(on),
        amount: 1_000_000,
        start_on: None,
    };
    deals::win(&mut tx, id, None, win).await.unwrap();
    tx.commit().await.unwrap();
}

async fn lose(app: &TestApp, id: DealId) {
    let mut tx = app.app.begin(&app.actor(ADMIN).await).await.unwrap();
    let loss = deals::Loss {
        reason: LOSS_REASON,
        competitor: None,
        customer_words: String::new(),
        our_guess: String::new(),
        come_back_on: None,
    };
    deals::lose(&mut tx, id, None, loss).await.unwrap();
    tx.commit().await.unwrap();
}

/// Three deals: won after an ad and an introduction, lost after an ad, open without a touch. And a lead with an ad.
async fn world(app: &TestApp) {
    let met = [
        (AD, "2026-09-20", 5_000),
        (INTRODUCED, "2026-10-05", 0),
        (AD, "2026-11-01", 2_000),
    ];
    let won = deal(app, REP, "2026-10-10", &met).await;
    win(app, won, "2026-11-09").await;
    let lost = deal(app, REP, "2026-10-20", &[(AD, "2026-10-15", 3_000)]).await;
    lose(app, lost).await;
    deal(app, STRANGER, "2026-11-10", &[]).await;
    let mut tx = app.app.begin(&app.actor(ADMIN).await).await.unwrap();
    let facts = leads::Facts {
        company: "ナガノ".into(),
        channel: Some(ChannelId(1)),
        owner: Some(REP),
        ..leads::Facts::default()
    };
    let lead = leads::create(&mut tx, facts, None).await.unwrap();
    let facts = touches::Facts {
        kind: TouchKindId(AD),
        channel: None,
        on_day: TODAY,
        what: String::new(),
        contact: None,
        cost: Some(Money::new(4_001, Currency::JPY)),
        introducer: None,
    };
    touches::create(&mut tx, About::Lead(lead.id), facts).await.unwrap();
    tx.commit().await.unwrap();
}

async fn counted(app: &TestApp, query: &ChannelsQuery) -> Channels {
    let facts = read(&app.app, &app.actor(ADMIN).await, query).await.unwrap();
    count(&facts, query)
}

fn group(counted: &Channels, key: Option<i64>) -> &Group {
    counted.groups.iter().find(|group| group.key == key).unwrap()
}

/// An activity of a deal: how people met, on which day, with a time or without, and its state.
async fn met(app: &TestApp, deal: DealId, (way, on, all_day, state): (&str, &str, bool, &str)) {
    let at = At::day_start(day(on), chrono_tz::Asia::Tokyo);
    let done = if state == "done" {
        at.0.to_string()
    } else {
        "NULL".into()
    };
    app.execute(Sql::new(&format!(
        "INSERT INTO activities (deal_id, owner_id, kind_id, way, state, starts_at, all_day, due_at, done_at, created_at, updated_at)
         VALUES ({}, {}, 1, '{way}', '{state}', {at}, {all_day}, {at}, {done}, {at}, {at})",
        deal.0,
        REP.0,
        at = at.0,
    )))
    .await;
}

#[db_test]
async fn a_deal_has_one_first_appointment_on_its_own_day(app: TestApp) {
    let (one, other) = (
        deal(&app, REP, "2026-08-01", &[(AD, "2026-07-20", 0)]).await,
        deal(&app, REP, "2026-08-02", &[]).await,
    );
    for what in [
        // No time, called off, or no meeting: none of these is one.
        ("visit", "2026-10-02", true, "done"),
        ("online", "2026-10-03", false, "cancelled"),
        ("phone", "2026-10-04", false, "done"),
        ("visit", "2026-10-09", false, "done"),
        ("online", "2026-11-03", false, "planned"),
    ] {
        met(&app, one, what).await;
    }
    for on in ["2026-09-30", "2026-10-15"] {
        met(&app, other, ("visit", on, false, "done")).await;
    }
    let october = ChannelsQuery {
        days: (day("2026-10-01"), day("2026-10-31")),
        ..query(By::First)
    };
    let facts = read(&app.app, &app.actor(ADMIN).await, &october).await.unwrap();
    let counted = count(&facts, &october);
    assert_eq!((counted.total.appointments, counted.total.opened), (1, 0));
    assert_eq!(group(&counted, Some(AD)).appointments, 1);
    // The other deal was read, since it was met in October too; it has no number there, and no group either.
    assert_eq!(counted.groups.len(), 1);
    assert_eq!(behind(&facts, &october, What::Appointments, None).len(), 1);
    let browser = app.browser(REP).await;
    let list = browser
        .get("/reports/channels/behind?from=2026-10-01&to=2026-10-31&what=appointments")
        .await;
    assert!(list.says("1–1 / 1件") && list.says("10/9"), "{}", list.body);
}

#[db_test]
async fn a_lead_has_its_first_appointment_until_it_is_a_deal(app: TestApp) {
    world(&app).await;
    let deal = deal(&app, REP, "2026-08-01", &[]).await;
    for on in ["2026-10-09", "2026-11-03"] {
        met(&app, deal, ("visit", on, false, "done")).await;
    }
    app.execute(Sql::new("UPDATE activities SET deal_id = NULL, lead_id = 1"))
        .await;
    let october = ChannelsQuery {
        days: (day("2026-10-01"), day("2026-10-31")),
        ..query(By::Channel)
    };
    let facts = read(&app.app, &app.actor(ADMIN).await, &october).await.unwrap();
    let met = count(&facts, &october);
    // The lead itself came in later.
    assert_eq!((met.total.appointments, met.total.leads), (1, 0));
    assert_eq!(group(&met, Some(1)).appointments, 1);
    let first = behind(&facts, &october, What::Appointments, Some(Some(1)));
    assert_eq!(first.len(), 1);
    assert!(behind(&facts, &october, What::Leads, None).is_empty());
    let path = "/reports/channels/behind?from=2026-10-01&to=2026-10-31&what=appointments";
    let list = app.browser(REP).await.get(path).await;
    assert!(
        list.says("1–1 / 1件") && list.says("ナガノ") && list.says("10/9"),
        "{}",
        list.body
    );
    app.reps_see(RepSees::Team).await;
    let hidden = app.browser(STRANGER).await.get(path).await;
    assert!(!hidden.says("ナガノ"), "{}", hidden.body);
    // Along with the lead into its deal it counts once, for the deal.
    app.execute(Sql::new(&format!("UPDATE activities SET deal_id = {}", deal.0)))
        .await;
    let met = counted(&app, &october).await;
    assert_eq!(met.total.appointments, 1);
    let facts = read(&app.app, &app.actor(ADMIN).await, &october).await.unwrap();
    assert!(facts.leads.is_empty());
}

fn numbers(group: &Group) -> (u64, u64, u64, u64) {
    (group.leads, group.opened, group.win_rate.k(), group.lost())
}

#[db_test]
async fn each_is_counted_on_its_own_day_by_its_channel(app: TestApp) {
    world(&app).await;
    let all = counted(&app, &query(By::Channel)).await;
    assert_eq!(numbers(&all.total), (1, 3, 1, 1));
    assert_eq!(numbers(group(&all, Some(1))), (1, 3, 1, 1));
    assert_eq!(all.total.won, [Money::new(1_000_000, Currency::JPY)]);
    // 2026-09-20 to 2026-11-09.
    assert_eq!(all.total.days_to_won.unwrap().median, 50.0);
    // The ad of September lies outside; what the lead cost is in it.
    assert_eq!(all.total.cost, [Money::new(9_001, Currency::JPY)]);
    assert_eq!(all.total.cost_per_won(), [Money::new(9_001, Currency::JPY)]);
    let october = ChannelsQuery {
        days: (day("2026-10-01"), day("2026-10-31")),
        ..query(By::Channel)
    };
    let october = counted(&app, &october).await;
    assert_eq!(numbers(&october.total), (0, 2, 0, 0));
    assert!(october.total.cost_per_won().is_empty());
}

#[db_test]
async fn first_last_and_any_touch_credit_different_ones(app: TestApp) {
    world(&app).await;
    let first = counted(&app, &query(By::First)).await;
    assert_eq!(numbers(group(&first, Some(AD))), (1, 2, 1, 1));
    assert_eq!(numbers(group(&first, None)), (0, 1, 0, 0));
    let last = counted(&app, &query(By::Last)).await;
    // The ad after the deal had begun did not bring it.
    assert_eq!(numbers(group(&last, Some(INTRODUCED))), (0, 1, 1, 0));
    assert_eq!(numbers(group(&last, Some(AD))), (1, 1, 0, 1));
    let any = counted(&app, &query(By::Any)).await;
    assert_eq!(numbers(group(&any, Some(AD))), (1, 2, 1, 1));
    assert_eq!(numbers(group(&any, Some(INTRODUCED))), (0, 1, 1, 0));
    assert_eq!(numbers(&any.total), (1, 3, 1, 1));
}

#[db_test]
async fn the_records_behind_a_number_are_as_many_as_it_says(app: TestApp) {
    world(&app).await;
    for by in By::ALL {
        let query = query(by);
        let facts = read(&app.app, &app.actor(ADMIN).await, &query).await.unwrap();
        let counted = count(&facts, &query);
        let all = counted.groups.iter().map(|group| (group, Some(group.key)));
        for (group, key) in all.chain([(&counted.total, None)]) {
            for (what, n) in [
                (What::Leads, group.leads),
                (What::Appointments, group.appointments),
                (What::Opened, group.opened),
                (What::Won, group.win_rate.k()),
                (What::Lost, group.lost()),
                (What::Closed, group.win_rate.n()),
            ] {
                assert_eq!(
                    behind(&facts, &query, what, key).len() as u64,
                    n,
                    "{by:?} {what:?} {key:?}"
                );
            }
        }
        assert_eq!(behind(&facts, &query, What::Costs, None).len(), 3);
    }
}

#[db_test]
async fn currencies_are_never_added_up(app: TestApp) {
    world(&app).await;
    app.execute(Sql::new("UPDATE touches SET currency = 'USD' WHERE cost = 3000"))
        .await;
    let counted = counted(&app, &query(By::First)).await;
    let usd = "USD".parse().unwrap();
    assert_eq!(
        counted.total.cost,
        [Money::new(6_001, Currency::JPY), Money::new(3_000, usd)]
    );
}

#[db_test]
async fn one_counts_what_one_sees(app: TestApp) {
    world(&app).await;
    app.reps_see(RepSees::Team).await;
    let facts = read(&app.app, &app.actor(STRANGER).await, &query(By::Channel))
        .await
        .unwrap();
    let seen = count(&facts, &query(By::Channel));
    assert_eq!(numbers(&seen.total), (0, 1, 0, 0));
    assert!(seen.total.cost.is_empty());
    let of_team = ChannelsQuery {
        team: Some(TeamId(2)),
        ..query(By::Channel)
    };
    assert_eq!(numbers(&counted(&app, &of_team).await.total), (0, 1, 0, 0));
}

#[db_test]
async fn the_page_says_what_it_counts_and_every_number_opens_its_list(app: TestApp) {
    world(&app).await;
    let browser = app.browser(REP).await;
    let page = browser.get("/reports/channels?by=first&period=FY2026").await;
    for text in [
        "広告",
        "接点の記録なし",
        "月ごとの推移",
        "データ不足",
        "商談開始日（リードは登録日）までの最初の接点",
        "¥14,001",
    ] {
        assert!(page.says(text), "{text}: {}", page.body);
    }
    let behind = browser
        .get("/reports/channels/behind?by=first&period=FY2026&what=won&group=1")
        .await;
    assert!(
        behind.says("原価管理パッケージ") && behind.says("1–1 / 1件"),
        "{}",
        behind.body
    );
    for what in ["leads", "appointments", "opened", "won", "lost", "closed", "costs"] {
        for format in ["", "&format=csv"] {
            let answer = browser
                .get(&format!("/reports/channels/behind?period=FY2026&what={what}{format}"))
                .await;
            assert_eq!(answer.status, StatusCode::OK, "{what}{format}");
        }
    }
    let csv = browser.get("/reports/channels?by=any&period=FY2026&format=csv").await;
    assert!(csv.says("紹介,") && csv.says("合計,"), "{}", csv.body);
    let json = browser
        .accepting("application/json")
        .get("/reports/channels?period=FY2026")
        .await;
    let json: serde_json::Value = serde_json::from_str(&json.body).unwrap();
    assert_eq!(json["total"]["win_rate"]["n"], 2);
    assert_eq!(json["total"]["costs"][0]["amount"], 14_001);
}

#[db_test]
async fn a_question_that_is_not_understood_is_refused(app: TestApp) {
    let browser = app.browser(REP).await;
    for query in ["by=x", "of=x", "team=99", "period=x", "from=2026-12-01&to=2026-11-01"] {
        let answer = browser.get(&format!("/reports/channels?{query}")).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{query}");
    }
    for query in ["", "what=x", "what=won&group=x"] {
        let answer = browser.get(&format!("/reports/channels/behind?{query}")).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{query}");
    }
    assert!(
        app.guest()
            .get("/reports/channels")
            .await
            .location
            .starts_with("/sign-in")
    );
    let empty = browser.get("/reports/channels").await;
    assert!(empty.says("この期間にリードも案件もありません"), "{}", empty.body);
}
