//! What other calendar programs get, read back as they would read it, on both databases.

use axum::http::StatusCode;
use db::{Sql, db_test};
use icalendar::{Calendar, CalendarComponent, Component as _, Event, EventLike as _};

use super::{links, tests::visit};
use crate::{activities, testing::*, workspace::RepSees};

fn events(text: &str) -> Vec<Event> {
    for line in text.split("\r\n") {
        assert!(line.len() <= 75, "{} octets: {line}", line.len());
        assert!(!line.contains('\n'), "{line}");
    }
    let calendar: Calendar = text.parse().unwrap();
    let event = |component: CalendarComponent| component.as_event().cloned();
    calendar.components.into_iter().filter_map(event).collect()
}

/// Makes a link as its page does, and answers its path.
async fn link(browser: &Browser) -> String {
    let page = browser.post("/me/calendar-link", &[]).await;
    assert_eq!(page.status, StatusCode::CREATED);
    let at = page.body.find(links::PATH).unwrap();
    page.body[at..].split('"').next().unwrap().to_owned()
}

const PURPOSE: &str = "予算、時期; 決裁の\\流れを確かめる。\n役員会は来週なので、稟議書のひな形も渡し、次の日程まで決めて帰る。𠮷野家さんの例も話す。";

#[db_test]
async fn a_feed_tells_what_it_should_and_is_read_back_to_the_letter(app: TestApp) {
    let deal_visit = visit(&app, REP, "2026-11-24 14:00:00", "初回訪問", &[COLLEAGUE]).await;
    let mut sql = Sql::new("UPDATE appointments SET place = '本社3階, 応接室', purpose = ");
    sql.bind(PURPOSE);
    app.execute(sql).await;
    let path = link(&app.browser(REP).await).await;

    let answer = app.guest().get(&path).await;
    assert_eq!(answer.status, StatusCode::OK);
    let [event] = events(&answer.body).try_into().unwrap();
    assert_eq!(event.get_uid(), Some("kizashi-1@127.0.0.1"));
    assert_eq!(
        (event.get_sequence(), event.property_value("STATUS")),
        (Some(1), Some("CONFIRMED"))
    );
    assert_eq!(event.property_value("DTSTART"), Some("20261124T050000Z"));
    assert_eq!(event.property_value("DTEND"), Some("20261124T060000Z"));
    assert_eq!(event.get_summary(), Some("初回訪問（株式会社山田製作所）"));
    assert_eq!(event.get_location(), Some("本社3階, 応接室"));
    let description = event.get_description().unwrap();
    assert!(description.contains(PURPOSE), "{description}");
    for part in ["原価管理パッケージ", "鈴木 大輔", "/activities/1"] {
        assert!(description.contains(part), "{part}: {description}");
    }

    // A change is a newer version of the same, and so is its end.
    let mut tx = app.app.begin(&app.actor(REP).await).await.unwrap();
    activities::cancel(&mut tx, deal_visit.id, None).await.unwrap();
    tx.commit().await.unwrap();
    let [event] = events(&app.guest().get(&path).await.body).try_into().unwrap();
    assert_eq!(
        (event.get_sequence(), event.property_value("STATUS")),
        (Some(2), Some("CANCELLED"))
    );
    assert_eq!(event.get_uid(), Some("kizashi-1@127.0.0.1"));
}

#[db_test]
async fn a_feed_tells_what_its_holder_may_see_and_no_more(app: TestApp) {
    app.reps_see(RepSees::Own).await;
    visit(&app, REP, "2026-11-24 14:00:00", "自分の訪問", &[]).await;
    visit(&app, STRANGER, "2026-11-24 16:00:00", "同席する訪問", &[REP]).await;
    visit(&app, STRANGER, "2026-11-25 16:00:00", "他人の訪問", &[]).await;
    let deleted = visit(&app, REP, "2026-11-26 14:00:00", "消した訪問", &[]).await;
    let mut tx = app.app.begin(&app.actor(REP).await).await.unwrap();
    activities::delete(&mut tx, deleted.id, None).await.unwrap();
    tx.commit().await.unwrap();
    let path = link(&app.browser(REP).await).await;
    let told = events(&app.guest().get(&path).await.body);
    let what: Vec<&str> = told.iter().filter_map(|event| event.get_summary()).collect();
    assert_eq!(what.len(), 2, "{what:?}");
    assert!(what[0].starts_with("自分の訪問") && what[1].starts_with("同席する訪問"));
    assert!(told[0].get_description().unwrap().contains("原価管理"));
    assert!(
        !told[1].get_description().unwrap().contains("原価管理"),
        "a deal they do not see"
    );
    assert!(told[1].get_description().unwrap().contains("高橋 由紀"));
}

#[db_test]
async fn a_link_ends_when_it_is_renewed_or_revoked_or_its_holder_leaves(app: TestApp) {
    let browser = app.browser(REP).await;
    assert!(browser.get("/me").await.says("リンクを作る"));
    let first = link(&browser).await;
    let second = link(&browser).await;
    assert_ne!(first, second);
    let guest = app.guest();
    assert_eq!(guest.get(&first).await.status, StatusCode::NOT_FOUND);
    assert_eq!(guest.get(&second).await.status, StatusCode::OK);
    assert_eq!(
        guest.get(second.strip_suffix(".ics").unwrap()).await.status,
        StatusCode::NOT_FOUND
    );
    // The secret is shown once, and only its hash is kept.
    let page = browser.get("/me").await;
    assert!(page.says("リンクを作り直す") && !page.says(links::PATH));
    let token = second.strip_prefix(links::PATH).unwrap().strip_suffix(".ics").unwrap();
    let kept = format!("SELECT COUNT(*) FROM calendar_links WHERE token_hash LIKE '%{token}%'");
    assert_eq!(app.number(&kept).await, 0);

    app.execute(Sql::new("UPDATE users SET disabled_at = 1 WHERE id = 3"))
        .await;
    assert_eq!(guest.get(&second).await.status, StatusCode::NOT_FOUND);
    app.execute(Sql::new("UPDATE users SET disabled_at = NULL WHERE id = 3"))
        .await;
    assert_eq!(guest.get(&second).await.status, StatusCode::OK);
    assert_eq!(
        browser.post("/me/calendar-link/revoke", &[]).await.status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(guest.get(&second).await.status, StatusCode::NOT_FOUND);
    assert_eq!(
        browser.post("/me/calendar-link/revoke", &[]).await.status,
        StatusCode::SEE_OTHER
    );
    for path in ["/me/calendar-link", "/me/calendar-link/revoke"] {
        assert_eq!(guest.post(path, &[]).await.status, StatusCode::UNAUTHORIZED);
    }
}

#[db_test]
async fn one_appointment_is_a_file_for_whoever_sees_it(app: TestApp) {
    app.reps_see(RepSees::Team).await;
    visit(&app, REP, "2026-11-24 14:00:00", "初回訪問", &[]).await;
    let (guest, stranger, viewer) = (app.guest(), app.browser(STRANGER).await, app.browser(VIEWER).await);
    let [event] = events(&viewer.get("/appointments/1.ics").await.body)
        .try_into()
        .unwrap();
    assert_eq!(event.get_uid(), Some("kizashi-1@127.0.0.1"));
    assert_eq!(viewer.get("/appointments/1").await.location, "/activities/1");
    for path in [
        "/appointments/1.ics",
        "/appointments/1",
        "/appointments/x.ics",
        "/appointments/9.ics",
    ] {
        assert_eq!(stranger.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(guest.get(path).await.status, StatusCode::SEE_OTHER, "{path}");
    }
}
