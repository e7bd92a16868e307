//! Contacts: they follow their company.

use axum::http::StatusCode;
use db::{Sql, db_test};

use crate::{testing::*, workspace::RepSees};

const SUWA: [(&str, &str); 5] = [
    ("company", "1"),
    ("name", "諏訪 健一"),
    ("kana", "スワ ケンイチ"),
    ("job_title", "経理部長"),
    ("email", "suwa@yamada.example"),
];

#[db_test]
async fn a_contact_is_entered_changed_deleted_and_comes_back(app: TestApp) {
    let browser = app.browser(REP).await;
    let created = browser.post("/contacts", &SUWA).await;
    assert_eq!(
        (created.status, created.location.as_str()),
        (StatusCode::SEE_OTHER, "/companies/1")
    );
    let company = browser.get("/companies/1").await;
    assert!(company.says("諏訪 健一") && company.says("経理部長") && company.says("コンタクト「諏訪 健一」を登録"));
    let changed = browser
        .post("/contacts/1", &[("version", "1"), SUWA[1], ("mobile", "090-0000-0000")])
        .await;
    assert_eq!(changed.location, "/contacts/1");
    let page = browser.get("/contacts/1").await;
    assert!(page.says("tel:090-0000-0000") && page.says("/companies/1"));
    let deleted = browser.post("/contacts/1/delete", &[("version", "2")]).await;
    assert_eq!(deleted.location, "/companies/1");
    assert_eq!(browser.get("/contacts/1").await.status, StatusCode::NOT_FOUND);
    assert_eq!(browser.post("/contacts/1/restore", &[]).await.location, "/contacts/1");
    let told = "SELECT COUNT(*) FROM events WHERE contact_id = 1 AND company_id = 1
        AND kind IN ('contact.created', 'contact.changed', 'contact.deleted', 'contact.restored')";
    assert_eq!(app.number(told).await, 4);
}

#[db_test]
async fn a_wrong_field_is_named_and_nothing_is_written(app: TestApp) {
    let browser = app.browser(REP).await;
    let before = app.traces().await;
    for (field, wrong, message) in [
        ("name", "", "氏名が空欄です"),
        (
            "email",
            "suwa＠yamada",
            "メールアドレス「suwa＠yamada」を読み取れません",
        ),
    ] {
        let mut fields: Vec<(&str, &str)> = SUWA.into_iter().filter(|(name, _)| *name != field).collect();
        fields.push((field, wrong));
        let answer = browser.post("/contacts", &fields).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            answer.says(message) && answer.says("value=\"経理部長\""),
            "{}",
            answer.body
        );
    }
    assert_eq!(
        browser.post("/contacts", &[("name", "x")]).await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(app.traces().await, before);
}

#[db_test]
async fn a_stale_form_keeps_what_was_typed_and_shows_what_changed(app: TestApp) {
    let browser = app.browser(REP).await;
    browser.post("/contacts", &SUWA).await;
    browser
        .post("/contacts/1", &[("version", "1"), SUWA[1], ("phone", "03-1")])
        .await;
    let before = app.traces().await;
    let stale = browser
        .post("/contacts/1", &[("version", "1"), SUWA[1], ("phone", "03-2")])
        .await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert!(
        stale.says("value=\"03-2\"") && stale.says("</b> 03-1"),
        "{}",
        stale.body
    );
    assert_eq!(app.traces().await, before);
    assert_eq!(
        browser.post("/contacts/1/delete", &[("version", "1")]).await.status,
        StatusCode::CONFLICT
    );
}

#[db_test]
async fn contacts_follow_their_company(app: TestApp) {
    let browser = app.browser(REP).await;
    browser.post("/contacts", &SUWA).await;
    app.reps_see(RepSees::Team).await;
    app.execute(Sql::new("UPDATE companies SET owner_id = 3")).await;
    let before = app.traces().await;
    let (stranger, viewer) = (app.browser(STRANGER).await, app.browser(VIEWER).await);
    for path in ["/contacts/1", "/contacts/1/edit"] {
        assert_eq!(stranger.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    for path in ["/contacts", "/contacts/1", "/contacts/1/delete", "/contacts/1/restore"] {
        assert_eq!(stranger.post(path, &SUWA).await.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(viewer.post(path, &SUWA).await.status, StatusCode::FORBIDDEN, "{path}");
        assert!(!app.guest().post(path, &SUWA).await.status.is_success(), "{path}");
    }
    assert!(!stranger.get("/contacts").await.says("諏訪"));
    assert!(!stranger.get("/contacts.csv").await.says("諏訪"));
    assert!(viewer.get("/contacts").await.says("諏訪"));
    assert_eq!(app.traces().await, before);
    browser.post("/companies/1/delete", &[]).await;
    assert_eq!(browser.get("/contacts/1").await.status, StatusCode::NOT_FOUND);
    browser.post("/companies/1/restore", &[]).await;
    assert_eq!(browser.get("/contacts/1").await.status, StatusCode::OK);
}

#[db_test]
async fn a_contact_shows_the_deals_they_take_part_in_as_far_as_one_sees_them(app: TestApp) {
    let browser = app.browser(REP).await;
    browser.post("/contacts", &SUWA).await;
    let (mine, other) = (app.deal(REP).await, app.deal(STRANGER).await);
    app.execute(Sql::new(
        "INSERT INTO deal_contacts (deal_id, contact_id, part) VALUES (1, 1, 'decides'), (2, 1, 'uses')",
    ))
    .await;
    let page = browser.get("/contacts/1").await;
    assert!(page.says(&format!("/deals/{}\"", mine.id)) && page.says(&format!("/deals/{}\"", other.id)));
    app.reps_see(RepSees::Team).await;
    let page = app.browser(REP).await.get("/contacts/1").await;
    assert!(page.says(&format!("/deals/{}\"", mine.id)) && !page.says(&format!("/deals/{}\"", other.id)));
}

#[db_test]
async fn the_list_finds_by_name_reading_and_company_and_pages_through_ten_thousand(app: TestApp) {
    let browser = app.browser(REP).await;
    browser.post("/contacts", &SUWA).await;
    for query in ["text=諏訪", "text=すわ", "text=suwa", "company=1"] {
        assert!(
            browser.get(&format!("/contacts?{query}")).await.says("諏訪 健一"),
            "{query}"
        );
    }
    for query in ["text=小林", "company=2", "company=x"] {
        let answer = browser.get(&format!("/contacts?{query}")).await;
        assert!(answer.says("条件に合うコンタクトはありません"), "{query}");
    }
    app.execute(Sql::new(
        "INSERT INTO contacts (company_id, name, search_fold, created_at, updated_at)
         WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9999)
         SELECT 1, 'x', 'x', 0, 0 FROM n",
    ))
    .await;
    for (code, page) in [
        ("name", 1),
        ("kana", 100),
        ("company", 200),
        ("email", 7),
        ("updated", 50),
    ] {
        let answer = browser
            .get(&format!("/contacts?sort={code}&columns={code}&page={page}"))
            .await;
        assert!(answer.says("10,000件") && answer.status == StatusCode::OK, "{code}");
    }
    assert_eq!(browser.get("/contacts.csv").await.body.lines().count(), 10_001);
}
