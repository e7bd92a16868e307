//! The calendar as browsers ask for it, on both databases.

use axum::http::StatusCode;
use db::{Sql, db_test};
use scraper::{Html, Selector};

use crate::{
    activities::{self, Activity, NewActivity, When},
    appointments::{self, Details},
    ids::UserId,
    testing::*,
    workspace::RepSees,
};

pub(super) async fn visit(app: &TestApp, owner: UserId, at: &str, subject: &str, members: &[UserId]) -> Activity {
    let (day, time) = at.split_once(' ').unwrap();
    let deal = app.deal(owner).await;
    let new = NewActivity {
        deal: Some(deal.id),
        company: None,
        lead: None,
        owner,
        kind: VISIT,
        way: None,
        subject: subject.into(),
        when: When {
            day: day.parse().unwrap(),
            time: time.parse().ok(),
        },
        minutes: Some(60),
        contacts: vec![],
        done: None,
        external_id: None,
    };
    let details = Details {
        members: members.to_vec(),
        ..Details::default()
    };
    let mut tx = app.app.begin(&app.actor(owner).await).await.unwrap();
    let activity = appointments::create(&mut tx, new, &details).await.unwrap();
    tx.commit().await.unwrap();
    activity
}

fn texts(page: &str, selector: &str) -> Vec<String> {
    let page = Html::parse_document(page);
    let selector = Selector::parse(selector).unwrap();
    let found = page.select(&selector);
    let text = |element: scraper::ElementRef<'_>| element.text().collect::<String>();
    found
        .map(|element| text(element).split_whitespace().collect::<Vec<_>>().join(" "))
        .collect()
}

#[db_test]
async fn a_week_has_what_lies_in_it_and_marks_today(app: TestApp) {
    visit(&app, REP, "2026-11-24 14:00:00", "見積の説明", &[]).await;
    visit(&app, REP, "2026-11-24 14:30:00", "電話会議", &[]).await;
    visit(&app, REP, "2026-11-29 09:15:00", "日曜の展示会", &[]).await;
    visit(&app, REP, "2026-11-30 10:00:00", "次の週", &[]).await;
    let cancelled = visit(&app, COLLEAGUE, "2026-11-24 09:00:00", "取りやめた", &[REP]).await;
    let mut tx = app.app.begin(&app.actor(REP).await).await.unwrap();
    activities::cancel(&mut tx, cancelled.id, None).await.unwrap();
    tx.commit().await.unwrap();

    let page = app.browser(REP).await.get("/calendar?on=2026-11-24").await;
    assert_eq!(page.status, StatusCode::OK);
    let heads = texts(&page.body, ".calendar__head");
    assert_eq!(
        (heads.len(), heads[0].as_str(), heads[6].as_str()),
        (7, "11/23（月）", "11/29（日）")
    );
    let what = texts(&page.body, ".calendar__entries .entry__what");
    assert_eq!(what, ["見積の説明", "電話会議", "日曜の展示会"]);
    assert_eq!(texts(&page.body, ".entry[data-lanes=\"2\"][data-overlaps]").len(), 2);
    assert_eq!(
        texts(
            &page.body,
            ".entry[data-hour=\"9\"][data-quarter=\"1\"][data-hours=\"1\"]"
        )
        .len(),
        1
    );
    assert!(page.says("ほかの予定と重なっています"));

    let page = app.browser(REP).await.get("/calendar").await;
    assert_eq!(
        texts(&page.body, ".calendar__column[data-today] .calendar__head"),
        ["11/22（日）"]
    );
    assert!(page.says("この期間の予定はありません"));
}

#[db_test]
async fn a_day_has_a_column_for_each_of_the_team_and_a_month_counts(app: TestApp) {
    visit(&app, REP, "2026-11-24 14:00:00", "二人で", &[COLLEAGUE]).await;
    for hour in 9..13 {
        visit(&app, REP, &format!("2026-11-24 {hour:02}:00:00"), "一人で", &[]).await;
    }
    let browser = app.browser(REP).await;
    let page = browser.get("/calendar?view=day&on=2026-11-24&whose=team").await;
    assert_eq!(
        texts(&page.body, ".calendar__head"),
        ["佐藤 美咲", "部長 花子", "鈴木 大輔"]
    );
    assert_eq!(texts(&page.body, "#entry_1_3, #entry_1_4").len(), 2);
    assert!(!page.says("高橋 由紀</h2>"));
    let page = browser.get("/calendar?view=day&on=2026-11-24&whose=4").await;
    assert_eq!(texts(&page.body, ".calendar__entries .entry__what"), ["二人で"]);

    let page = browser.get("/calendar?view=month&on=2026-11-10").await;
    assert!(page.says("2026年11月"));
    assert_eq!(texts(&page.body, "td").len(), 42);
    assert_eq!(texts(&page.body, ".month__count"), ["5件"]);
    assert_eq!(texts(&page.body, ".month__more"), ["ほか2件"]);
    let english = "UPDATE users SET locale = 'en'";
    app.execute(Sql::new(english)).await;
    assert!(
        browser
            .get("/calendar?view=month&on=2026-11-10")
            .await
            .says("November 2026")
    );
}

#[db_test]
async fn what_one_may_not_see_of_a_colleague_is_busy_and_nothing_more(app: TestApp) {
    app.reps_see(RepSees::Team).await;
    visit(&app, STRANGER, "2026-11-24 14:00:00", "極秘の商談", &[COLLEAGUE]).await;
    visit(&app, STRANGER, "2026-11-24 16:00:00", "別の商談", &[]).await;
    let path = "/calendar?on=2026-11-24&whose=";
    let page = app.browser(REP).await.get(&format!("{path}team")).await;
    assert_eq!(texts(&page.body, ".entry--busy .entry__what"), ["予定あり"]);
    assert!(!page.says("極秘") && !page.says("別の商談") && !page.says("高橋"));
    let month = app
        .browser(REP)
        .await
        .get("/calendar?view=month&on=2026-11-24&whose=team")
        .await;
    assert!(month.says("予定あり") && !month.says("極秘"));
    assert_eq!(
        app.browser(REP).await.get(&format!("{path}6")).await.status,
        StatusCode::NOT_FOUND
    );
    // Who comes along sees it, and the owner sees both.
    assert!(app.browser(COLLEAGUE).await.get(path).await.says("極秘の商談"));
    assert_eq!(
        texts(&app.browser(STRANGER).await.get(path).await.body, ".entry__what").len(),
        2
    );
    assert_eq!(app.guest().get("/calendar").await.status, StatusCode::SEE_OTHER);
    let viewer = app.browser(VIEWER).await.get(&format!("{path}team")).await;
    assert_eq!(viewer.status, StatusCode::OK);
    assert!(!viewer.says("data-calendar-target=\"entry\"") && !viewer.says("/appointments/new"));
}

#[db_test]
async fn days_are_those_of_the_workspace_also_where_clocks_change(app: TestApp) {
    app.execute(Sql::new("UPDATE workspace SET time_zone = 'Europe/Berlin'"))
        .await;
    // The night in which an hour is missing, and the one in which an hour comes twice.
    for (day, time, hour) in [
        ("2027-03-28", "02:30:00", 3),
        ("2027-10-31", "02:30:00", 2),
        ("2027-03-28", "23:30:00", 23),
    ] {
        let visit = visit(&app, REP, &format!("{day} {time}"), "夜の作業", &[]).await;
        let page = app
            .browser(REP)
            .await
            .get(&format!("/calendar?view=day&on={day}"))
            .await;
        let place = format!("#entry_{}[data-hour=\"{hour}\"][data-quarter=\"2\"]", visit.id);
        assert_eq!(texts(&page.body, &place).len(), 1, "{day} {time}: {}", page.body);
    }
    // Moved by a day across the change, it stays at its time of the day.
    let browser = app.browser(REP).await;
    let to = [("version", "1"), ("day", "2027-03-29"), ("time", "23:30")];
    assert_eq!(
        browser.post("/appointments/3/moves", &to).await.status,
        StatusCode::SEE_OTHER
    );
    let page = browser.get("/calendar?view=day&on=2027-03-29").await;
    assert_eq!(texts(&page.body, "#entry_3[data-hour=\"23\"]").len(), 1);
}

#[db_test]
async fn a_day_that_is_none_is_said_and_today_is_shown(app: TestApp) {
    let page = app.browser(REP).await.get("/calendar?on=いつか&view=day").await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.says("いつか"));
    assert_eq!(texts(&page.body, ".calendar__head"), ["11/22（日）"]);
}
