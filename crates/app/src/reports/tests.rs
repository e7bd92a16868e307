//! The phase report, on both databases.

use axum::http::StatusCode;
use db::db_test;

use super::{
    phases::{Fate, PhaseQuery, progress},
    phases_stays::{self, Cell},
};
use crate::{
    deals::{self, Deal, Loss, Move, Win},
    ids::UserId,
    testing::*,
    time::At,
    workspace::RepSees,
};

async fn step(app: &TestApp, user: UserId, deal: &Deal, to: usize) {
    let mut tx = app.app.begin(&app.actor(user).await).await.unwrap();
    let wish = Move {
        to: PHASES[to],
        version: None,
        override_reason: None,
    };
    deals::move_to(&mut tx, deal.id, wish).await.unwrap();
    tx.commit().await.unwrap();
}

async fn lose(app: &TestApp, deal: &Deal) {
    let mut tx = app.app.begin(&app.actor(REP).await).await.unwrap();
    let loss = Loss {
        reason: LOSS_REASON,
        competitor: None,
        customer_words: String::new(),
        our_guess: String::new(),
        come_back_on: None,
    };
    deals::lose(&mut tx, deal.id, None, loss).await.unwrap();
    tx.commit().await.unwrap();
}

async fn win(app: &TestApp, deal: &Deal) {
    let mut tx = app.app.begin(&app.actor(REP).await).await.unwrap();
    deals::win(
        &mut tx,
        deal.id,
        None,
        Win {
            won_on: TODAY,
            amount: 500,
            start_on: None,
        },
    )
    .await
    .unwrap();
    tx.commit().await.unwrap();
}

fn all_time() -> PhaseQuery {
    PhaseQuery {
        pipeline: PIPELINE,
        from: At(0),
        to: At::NEVER,
        as_of: None,
        owner: None,
        team: None,
        channel: None,
        product: None,
    }
}

/// Four deals: one passes and is won, one passes and is lost, one goes back, one stays.
async fn history(app: &TestApp) -> Vec<Deal> {
    let deals = vec![
        app.deal(REP).await,
        app.deal(REP).await,
        app.deal(REP).await,
        app.deal(COLLEAGUE).await,
    ];
    app.app.clock().advance(2 * At::DAY);
    for deal in &deals[..3] {
        step(app, REP, deal, 1).await;
    }
    app.app.clock().advance(At::DAY);
    win(app, &deals[0]).await;
    lose(app, &deals[1]).await;
    step(app, REP, &deals[2], 0).await;
    deals
}

#[db_test]
async fn every_stay_has_exactly_one_fate(app: TestApp) {
    history(&app).await;
    let rows = progress(&app.app, &app.actor(ADMIN).await, &all_time()).await.unwrap();
    let counts = |row: usize, fate| rows[row].count(fate);
    // The first phase: four deals came in, and one came back.
    assert_eq!(
        (rows[0].entered(), counts(0, Fate::Passed), counts(0, Fate::Stays)),
        (5, 3, 2)
    );
    let second = [Fate::Won, Fate::Lost, Fate::Back, Fate::Stays].map(|fate| counts(1, fate));
    assert_eq!((rows[1].entered(), second), (3, [1, 1, 1, 0]));
    assert_eq!((rows[1].conversion.k(), rows[1].conversion.n()), (1, 2));
    assert_eq!(rows[1].days.as_ref().map(|days| (days.median, days.n)), Some((1.0, 3)));
    // The won deal went on to follow-up and is still there.
    assert_eq!((rows[3].entered(), counts(3, Fate::Stays)), (1, 1));
}

#[db_test]
async fn the_past_is_drawn_as_it_was(app: TestApp) {
    history(&app).await;
    let before = At(NOW).plus_days(2).0 - 1;
    let query = PhaseQuery {
        as_of: Some(At(before)),
        ..all_time()
    };
    let rows = progress(&app.app, &app.actor(ADMIN).await, &query).await.unwrap();
    assert_eq!(
        (rows[0].entered(), rows[0].count(Fate::Stays), rows[1].entered()),
        (4, 4, 0)
    );
    assert_eq!(rows[0].staying[0].amount, 4_000_000);
    let now = PhaseQuery {
        as_of: Some(app.app.now()),
        ..all_time()
    };
    let (as_of_now, live) = (
        progress(&app.app, &app.actor(ADMIN).await, &now).await.unwrap(),
        progress(&app.app, &app.actor(ADMIN).await, &all_time()).await.unwrap(),
    );
    for (one, other) in as_of_now.iter().zip(&live) {
        assert_eq!(
            (&one.fates, &one.staying),
            (&other.fates, &other.staying),
            "{}",
            one.phase.name
        );
    }
}

#[db_test]
async fn every_number_opens_as_many_deals(app: TestApp) {
    history(&app).await;
    let admin = app.actor(ADMIN).await;
    for row in progress(&app.app, &admin, &all_time()).await.unwrap() {
        for fate in Fate::ALL {
            let cell = Cell::of(Some(row.phase.id), fate);
            assert_eq!(
                phases_stays::count(&app.app, &admin, &all_time(), &cell).await.unwrap(),
                row.count(fate)
            );
            let stays = phases_stays::stays(&app.app, &admin, &all_time(), &cell, 0, 100)
                .await
                .unwrap();
            assert_eq!(stays.len() as u64, row.count(fate));
        }
    }
}

#[db_test]
async fn nobody_counts_what_they_may_not_see(app: TestApp) {
    app.reps_see(RepSees::Own).await;
    history(&app).await;
    let of = async |user| progress(&app.app, &app.actor(user).await, &all_time()).await.unwrap()[0].entered();
    assert_eq!(
        (
            of(REP).await,
            of(COLLEAGUE).await,
            of(MANAGER).await,
            of(STRANGER).await
        ),
        (4, 1, 5, 0)
    );
}

#[db_test]
async fn the_owner_is_taken_as_of_the_entry(app: TestApp) {
    let deal = app.deal(REP).await;
    app.app.clock().advance(At::DAY);
    let mut tx = app.app.begin(&app.actor(ADMIN).await).await.unwrap();
    let change = deals::Change {
        owner: Some(STRANGER),
        ..deals::Change::default()
    };
    deals::change(&mut tx, deal.id, None, change).await.unwrap();
    tx.commit().await.unwrap();
    let by = async |owner, team| {
        let query = PhaseQuery {
            owner,
            team,
            ..all_time()
        };
        progress(&app.app, &app.actor(ADMIN).await, &query).await.unwrap()[0].entered()
    };
    assert_eq!((by(Some(REP), None).await, by(Some(STRANGER), None).await), (1, 0));
    assert_eq!(
        (by(None, Some(FIRST_TEAM)).await, by(None, Some(SECOND_TEAM)).await),
        (1, 0)
    );
}

#[db_test]
async fn the_page_the_csv_and_the_data_agree(app: TestApp) {
    history(&app).await;
    let browser = app.browser(ADMIN).await;
    let page = browser.get("/reports/phases?period=FY2026").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.says("アプローチ") && page.says("データ不足"), "{}", page.body);
    let csv = browser.get("/reports/phases?period=FY2026&format=csv").await;
    assert!(
        csv.body.starts_with("\u{feff}営業フェーズ,入った,進んだ"),
        "{}",
        csv.body
    );
    assert!(csv.body.contains("\r\nアプローチ,5,3,0,0,0,0,0,2,"), "{}", csv.body);
    let data = app
        .browser(ADMIN)
        .await
        .accepting("application/json")
        .get("/reports/phases?period=FY2026")
        .await;
    let data: serde_json::Value = serde_json::from_str(&data.body).unwrap();
    assert_eq!(data["phases"][0]["entered"], 5);
    assert_eq!(data["phases"][0]["conversion"]["value"], serde_json::Value::Null);
    let stays = browser
        .get("/reports/phases/stays?period=FY2026&phase=2&fate=lost")
        .await;
    assert!(stays.says("原価管理パッケージ") && stays.says("失注"));
    let csv = browser
        .get("/reports/phases/stays?period=FY2026&phase=2&format=csv")
        .await;
    assert_eq!(csv.body.lines().count(), 4);
}

#[db_test]
async fn a_question_that_cannot_be_read_is_answered_with_how_to_ask(app: TestApp) {
    let browser = app.browser(REP).await;
    for (query, says) in [
        ("period=2026-13", "2026-13"),
        ("from=2026-12-01&to=2026-11-01", "前です"),
        ("as_of=2027-01-01", "未来"),
        ("as_of=xyz", "xyz"),
    ] {
        let answer = browser.get(&format!("/reports/phases?{query}")).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{query}");
        assert!(answer.says(says), "{query}: {}", answer.body);
    }
    let answer = app
        .browser(REP)
        .await
        .accepting("application/json")
        .get("/reports/phases?period=x")
        .await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("\"status\":422"));
}

#[db_test]
async fn a_guest_is_asked_to_sign_in(app: TestApp) {
    for path in ["/reports/phases", "/reports/phases/stays"] {
        let answer = app.guest().get(path).await;
        assert_eq!(
            (answer.status, answer.location.starts_with("/sign-in?return_to=")),
            (StatusCode::SEE_OTHER, true)
        );
    }
}

#[db_test]
async fn no_phase_is_weak_where_all_went_on(app: TestApp) {
    for _ in 0..10 {
        let deal = app.deal(REP).await;
        step(&app, REP, &deal, 1).await;
        step(&app, REP, &deal, 2).await;
    }
    let page = app.browser(REP).await.get("/reports/phases?period=FY2026").await;
    assert!(
        page.says("すべての案件が先へ進みました") && !page.says("いちばん弱い"),
        "{}",
        page.body
    );
}
