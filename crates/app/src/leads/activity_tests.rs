//! Activities and appointments of a lead: on its page, in the lists and the calendar, in its clock, and along into the deal; and
//! the ways back from a conversion and from giving many leads away.

use axum::http::StatusCode;
use db::db_test;

use crate::{testing::*, workspace::RepSees};

const LEAD: [(&str, &str); 4] = [
    ("company", "ナガノ精密工業"),
    ("contact", "諏訪 健一"),
    ("email", "suwa@nagano.example.jp"),
    ("owner", "3"),
];
const VISIT_TO_COME: [(&str, &str); 5] = [
    ("about", "lead-1"),
    ("way", "visit"),
    ("day", "2026-11-25"),
    ("time", "14:00"),
    ("subject", "初回訪問"),
];
const CALL: [(&str, &str); 7] = [
    ("about", "lead-1"),
    ("kind", "1"),
    ("done", "1"),
    ("day", "2026-11-21"),
    ("subject", "日程の相談"),
    ("customer", "1"),
    ("owner", "3"),
];
const DEAL: [(&str, &str); 6] = [
    ("company", "new"),
    ("company_name", "ナガノ精密工業"),
    ("contact", "new"),
    ("title", "ナガノ精密工業 ご相談"),
    ("owner", "3"),
    ("version", "1"),
];

async fn converted(browser: &Browser) -> Answer {
    let page = browser.get("/leads/1/conversion").await;
    let start = "name=\"version\" value=\"";
    let at = page.body.find(start).unwrap() + start.len();
    let version: String = page.body[at..].chars().take_while(|c| *c != '"').collect();
    let phase_start = "name=\"phase\"";
    assert!(page.says(phase_start), "{}", page.body);
    let mut fields: Vec<(&str, &str)> = DEAL.iter().filter(|(name, _)| *name != "version").copied().collect();
    fields.push(("version", &version));
    fields.push(("phase", "1"));
    fields.push(("currency", "JPY"));
    browser.post("/leads/1/conversion", &fields).await
}

#[db_test]
async fn a_lead_has_appointments_and_activities(app: TestApp) {
    let browser = app.browser(REP).await;
    assert_eq!(browser.post("/leads", &LEAD).await.location, "/leads/1");
    for path in ["/appointments/new?lead=1", "/activities/new?lead=1"] {
        assert!(browser.get(path).await.says("ナガノ精密工業　諏訪 健一"), "{path}");
        let hidden = path.replace("lead=1", "lead=99");
        assert_eq!(browser.get(&hidden).await.status, StatusCode::NOT_FOUND);
    }
    let planned = browser.post("/appointments", &VISIT_TO_COME).await;
    assert_eq!(
        (planned.status, planned.location.as_str()),
        (StatusCode::SEE_OTHER, "/leads/1"),
        "{}",
        planned.body
    );
    let logged = browser.post("/activities", &CALL).await;
    assert_eq!(logged.location, "/leads/1", "{}", logged.body);
    let page = browser.get("/leads/1").await;
    assert!(page.says("初回訪問") && page.says("日程の相談"), "{}", page.body);
    for path in [
        "/activities",
        "/calendar?view=day&on=2026-11-25",
        "/activities/all?columns=lead",
    ] {
        assert!(browser.get(path).await.says("ナガノ精密工業"), "{path}");
    }
    // In one line too: the lead's name is understood.
    let line = browser
        .post("/activities/quick", &[("text", "ナガノ精密工業 電話 見積の件")])
        .await;
    assert!(line.says("value=\"lead-1\""), "{}", line.body);
    let clicked = browser
        .post("/activities/quick", &[("about", "lead-1"), ("kind", "1")])
        .await;
    assert_eq!(clicked.location, "/leads/1", "{}", clicked.body);
}

#[db_test]
async fn what_is_done_with_a_lead_winds_its_clock(app: TestApp) {
    let browser = app.browser(REP).await;
    browser.post("/leads", &LEAD).await;
    let touched = "SELECT touched_at FROM leads WHERE id = 1";
    app.execute(db::Sql::new(
        "UPDATE leads SET state_since = 0, touched_at = 0 WHERE id = 1",
    ))
    .await;
    browser.post("/appointments", &VISIT_TO_COME).await;
    assert_eq!(app.number(touched).await, 0, "what is planned touches nobody");
    browser.post("/activities", &CALL).await;
    let done = app.number(touched).await;
    assert!(done > NOW - 3 * 86_400_000 && done < NOW, "{done}");
    browser.post("/activities/2/delete", &[("version", "1")]).await;
    assert_eq!(app.number(touched).await, 0);
}

#[db_test]
async fn activities_of_a_lead_are_seen_by_those_who_see_the_lead(app: TestApp) {
    app.reps_see(RepSees::Team).await;
    let browser = app.browser(REP).await;
    browser.post("/leads", &LEAD).await;
    browser.post("/appointments", &VISIT_TO_COME).await;
    assert_eq!(
        app.browser(COLLEAGUE).await.get("/activities/1").await.status,
        StatusCode::OK
    );
    let stranger = app.browser(STRANGER).await;
    assert_eq!(stranger.get("/activities/1").await.status, StatusCode::NOT_FOUND);
    let before = app.traces().await;
    for path in ["/appointments", "/activities"] {
        let form = if path == "/activities" {
            &CALL[..]
        } else {
            &VISIT_TO_COME[..]
        };
        let sent = stranger.post(path, form).await;
        assert_eq!(sent.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
        assert!(!sent.says("ナガノ"), "{path}: {}", sent.body);
    }
    assert_eq!(app.traces().await, before);
    // With a lead that is deleted, nothing is left to do.
    browser.post("/leads/1/delete", &[("version", "1")]).await;
    assert!(!browser.get("/activities").await.says("初回訪問"));
}

#[db_test]
async fn activities_go_along_into_the_deal_and_back(app: TestApp) {
    let browser = app.browser(REP).await;
    browser.post("/leads", &LEAD).await;
    browser.post("/appointments", &VISIT_TO_COME).await;
    browser.post("/activities", &CALL).await;
    let deal = converted(&browser).await;
    assert_eq!(deal.location, "/deals/1", "{}", deal.body);
    let along = "SELECT COUNT(*) FROM activities WHERE deal_id = 1 AND company_id = 2 AND lead_id = 1";
    assert_eq!(app.number(along).await, 2);
    assert_eq!(app.number("SELECT next_activity_id FROM deals WHERE id = 1").await, 1);
    assert_eq!(
        app.number("SELECT COUNT(*) FROM activity_contacts WHERE contact_id = 1")
            .await,
        2
    );
    let page = browser.get("/deals/1").await;
    assert!(page.says("日程の相談") && page.says("初回訪問"), "{}", page.body);
    let back = browser.post("/leads/1/conversion/undo", &[]).await;
    assert_eq!(back.location, "/leads/1", "{}", back.body);
    let lead = browser.get("/leads/1").await;
    assert!(
        lead.says("日程の相談") && lead.says("未対応") && lead.says("案件にする"),
        "{}",
        lead.body
    );
    assert_eq!(browser.get("/deals/1").await.status, StatusCode::NOT_FOUND);
    assert_eq!(browser.get("/companies/2").await.status, StatusCode::NOT_FOUND);
    let alone = "SELECT COUNT(*) FROM activities WHERE deal_id IS NULL AND company_id IS NULL AND lead_id = 1";
    assert_eq!(app.number(alone).await, 2);
    // Once more does nothing, and it can become a deal again.
    let again = browser.post("/leads/1/conversion/undo", &[]).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(converted(&browser).await.location, "/deals/2");
}

#[db_test]
async fn what_was_asked_goes_along_into_the_deal_and_back(app: TestApp) {
    let browser = app.browser(REP).await;
    browser.post("/leads", &LEAD).await;
    for row in [
        "questionnaires (name, receiver, secret, position) VALUES ('ご確認', '営業担当', 'x', 1)",
        "questionnaire_editions (questionnaire_id, number, content, made_at) VALUES (1, 1, '{}', 0)",
        "questionnaire_links (edition_id, token_hash, lead_id, made_at, expires_at) VALUES (1, 'x', 1, 0, 0)",
        "questionnaire_responses (edition_id, link_id, lead_id, locale, at) VALUES (1, 1, 1, 'ja', 0)",
    ] {
        app.execute(db::Sql::new(&format!("INSERT INTO {row}"))).await;
    }
    let known = |of: &str| {
        format!(
            "SELECT (SELECT COUNT(*) FROM questionnaire_links WHERE {of}) + (SELECT COUNT(*) FROM questionnaire_responses WHERE {of})"
        )
    };
    converted(&browser).await;
    assert_eq!(
        app.number(&known("deal_id = 1 AND contact_id = 1 AND lead_id = 1"))
            .await,
        2
    );
    browser.post("/leads/1/conversion/undo", &[]).await;
    let alone = known("deal_id IS NULL AND contact_id IS NULL AND lead_id = 1");
    assert_eq!(app.number(&alone).await, 2);
}

#[db_test]
async fn a_conversion_stays_once_something_came_since(app: TestApp) {
    let browser = app.browser(REP).await;
    browser.post("/leads", &LEAD).await;
    converted(&browser).await;
    browser
        .post("/activities/quick", &[("about", "deal-1"), ("kind", "1")])
        .await;
    let before = app.traces().await;
    let refused = browser.post("/leads/1/conversion/undo", &[]).await;
    assert_eq!(refused.location, "/leads/1");
    assert_eq!(app.traces().await, before);
    assert_eq!(browser.get("/deals/1").await.status, StatusCode::OK);
    assert_eq!(
        app.guest().post("/leads/1/conversion/undo", &[]).await.status,
        StatusCode::UNAUTHORIZED
    );
    assert_eq!(
        app.browser(VIEWER)
            .await
            .post("/leads/1/conversion/undo", &[])
            .await
            .status,
        StatusCode::FORBIDDEN
    );
    app.reps_see(RepSees::Team).await;
    let stranger = app.browser(STRANGER).await;
    assert_eq!(
        stranger.post("/leads/1/conversion/undo", &[]).await.status,
        StatusCode::NOT_FOUND
    );
}

#[db_test]
async fn whoever_does_not_see_the_deal_takes_nothing_back(app: TestApp) {
    app.reps_see(RepSees::Own).await;
    let browser = app.browser(REP).await;
    browser.post("/leads", &LEAD).await;
    assert_eq!(converted(&browser).await.location, "/deals/1");
    app.execute(db::Sql::new("UPDATE deals SET owner_id = 4")).await;
    // Nor is it told how much its owner did.
    let theirs = app.browser(COLLEAGUE).await;
    theirs
        .post("/activities/quick", &[("about", "deal-1"), ("kind", "1")])
        .await;
    assert_eq!(app.number("SELECT COUNT(*) FROM activities WHERE deal_id = 1").await, 1);
    let before = app.traces().await;
    let refused = browser.post("/leads/1/conversion/undo", &[]).await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND, "{}", refused.body);
    assert_eq!(app.traces().await, before);
}

#[db_test]
async fn leads_given_away_at_once_are_given_back_at_once(app: TestApp) {
    let browser = app.browser(REP).await;
    for (company, owner) in [("一社", "3"), ("二社", ""), ("三社", "3"), ("四社", "4")] {
        browser.post("/leads", &[("company", company), ("owner", owner)]).await;
    }
    let ids = [("id", "1"), ("id", "2"), ("id", "3"), ("id", "4"), ("owner", "4")];
    browser.post("/leads/assignments", &ids).await;
    let theirs = "SELECT COUNT(*) FROM leads WHERE owner_id = 4";
    assert_eq!(app.number(theirs).await, 4);
    // One is given on meanwhile.
    browser.post("/leads/assignments", &[("id", "3"), ("owner", "2")]).await;
    let undo = [("was", "0.2~3.1.3"), ("to", "4"), ("back", "/leads?state=new")];
    let back = browser.post("/leads/assignments/undo", &undo).await;
    assert_eq!(back.location, "/leads?state=new");
    let page = browser.get("/leads/1").await;
    assert!(page.says("佐藤 美咲"), "{}", page.body);
    assert_eq!(app.number("SELECT COUNT(*) FROM leads WHERE owner_id IS NULL").await, 1);
    assert_eq!(app.number("SELECT owner_id FROM leads WHERE id = 3").await, 2);
    assert_eq!(app.number("SELECT owner_id FROM leads WHERE id = 4").await, 4);
    let before = app.traces().await;
    for nonsense in ["", "~", "x.y", "3", "3.99", "99.1"] {
        let undo = [("was", nonsense), ("to", "3")];
        assert_eq!(
            browser.post("/leads/assignments/undo", &undo).await.status,
            StatusCode::SEE_OTHER,
            "{nonsense}"
        );
    }
    assert_eq!(app.traces().await, before);
    assert_eq!(
        app.browser(VIEWER)
            .await
            .post("/leads/assignments/undo", &undo)
            .await
            .status,
        StatusCode::FORBIDDEN
    );
}
