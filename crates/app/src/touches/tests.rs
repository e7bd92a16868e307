//! Touches: the course of a deal, and who introduced whom.

use axum::http::StatusCode;
use db::{Sql, db_test};

use super::*;
use crate::{
    ids::{CompanyId, ContactId, DealId},
    testing::*,
    workspace::RepSees,
};

const SEMINAR: [(&str, &str); 6] = [
    ("about", "deal-1"),
    ("kind", "1"),
    ("on_day", "2026-11-02"),
    ("what", "原価管理セミナー"),
    ("cost", "30,000"),
    ("currency", "JPY"),
];

fn with<'f>(fields: &[(&'f str, &'f str)], name: &'f str, value: &'f str) -> Vec<(&'f str, &'f str)> {
    let mut fields: Vec<_> = fields.iter().copied().filter(|(field, _)| *field != name).collect();
    fields.push((name, value));
    fields
}

/// A contact of the first company.
async fn suwa(app: &TestApp) -> ContactId {
    app.execute(Sql::new(
        "INSERT INTO contacts (company_id, name, search_fold, created_at, updated_at)
         VALUES (1, '諏訪 健一', '諏訪健一', 0, 0)",
    ))
    .await;
    ContactId(app.number("SELECT MAX(id) FROM contacts").await)
}

#[db_test]
async fn a_touch_is_entered_changed_deleted_and_comes_back(app: TestApp) {
    app.deal(REP).await;
    let browser = app.browser(REP).await;
    let created = browser.post("/touches", &SEMINAR).await;
    assert_eq!(
        (created.status, created.location.as_str()),
        (StatusCode::SEE_OTHER, "/deals/1")
    );
    let page = browser.get("/deals/1").await;
    for text in ["経緯", "原価管理セミナー", "¥30,000", "商談開始"] {
        assert!(page.says(text), "{text}");
    }
    let form = browser.get("/touches/1/edit").await;
    assert!(
        form.says("value=\"原価管理セミナー\"") && form.says("value=\"30000\""),
        "{}",
        form.body
    );
    let mut change = with(&SEMINAR, "what", "別のセミナー");
    change.push(("version", "1"));
    assert_eq!(browser.post("/touches/1", &change).await.location, "/deals/1");
    assert!(browser.get("/deals/1").await.says("別のセミナー"));
    let deleted = browser.post("/touches/1/delete", &[("version", "2")]).await;
    assert_eq!(deleted.location, "/deals/1");
    assert!(!browser.get("/deals/1").await.says("別のセミナー"));
    assert_eq!(browser.get("/touches/1/edit").await.status, StatusCode::NOT_FOUND);
    assert_eq!(browser.post("/touches/1/restore", &[]).await.location, "/deals/1");
    assert!(browser.get("/deals/1").await.says("別のセミナー"));
    let told = "SELECT COUNT(*) FROM events WHERE deal_id = 1 AND kind LIKE 'touch.%'";
    assert_eq!(app.number(told).await, 4);
}

#[db_test]
async fn what_came_before_the_deal_began_stands_before_it(app: TestApp) {
    app.deal(REP).await;
    let browser = app.browser(REP).await;
    browser
        .post("/touches", &with(&SEMINAR, "what", "あとのセミナー"))
        .await;
    browser
        .post(
            "/touches",
            &with(&with(&SEMINAR, "what", "先の広告"), "on_day", "2026-10-01"),
        )
        .await;
    app.execute(Sql::new("UPDATE deals SET opened_at = 1793000000000"))
        .await; // 2026-10-26
    let page = browser.get("/deals/1").await.body;
    let place = |text: &str| page.find(text).unwrap();
    assert!(place("先の広告") < place("商談開始") && place("商談開始") < place("あとのセミナー"));
}

#[db_test]
async fn a_wrong_field_is_named_and_nothing_is_written(app: TestApp) {
    app.deal(REP).await;
    let browser = app.browser(REP).await;
    let before = app.traces().await;
    for (field, wrong, message) in [
        ("kind", "", "接点の種類を選んでください"),
        ("kind", "99", "選んだ接点の種類は使えません"),
        ("on_day", "", "日付を入力してください"),
        ("on_day", "2026-11-31", "日付「2026-11-31」はない日付です"),
        ("on_day", "2026-11-23", "日付「2026-11-23」はまだ来ていない日です"),
        ("cost", "三万", "費用「三万」を数字で入力してください"),
        ("cost", "-1", "費用「-1」は0以上"),
        ("channel", "99", "選んだチャネルは使えません"),
        ("contact", "99", "選んだコンタクトは使えません"),
        ("currency", "XXX", "選んだ通貨は使えません"),
        ("introducer", "だれもいない商会", "紹介者「だれもいない商会」は"),
    ] {
        let answer = browser.post("/touches", &with(&SEMINAR, field, wrong)).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}={wrong}");
        assert!(
            answer.says(message) && answer.says("value=\"原価管理セミナー\""),
            "{field}={wrong}: {}",
            answer.body
        );
    }
    for about in ["", "deal-99", "company-1"] {
        let answer = browser.post("/touches", &with(&SEMINAR, "about", about)).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{about}");
    }
    assert_eq!(app.traces().await, before);
}

#[db_test]
async fn a_form_sent_twice_enters_one_touch(app: TestApp) {
    app.deal(REP).await;
    let browser = app.browser(REP).await;
    let form = with(&SEMINAR, "once", "secret");
    for _ in 0..2 {
        assert_eq!(browser.post("/touches", &form).await.status, StatusCode::SEE_OTHER);
    }
    assert_eq!(app.number("SELECT COUNT(*) FROM touches").await, 1);
}

#[db_test]
async fn a_stale_form_keeps_what_was_typed_and_shows_what_changed(app: TestApp) {
    app.deal(REP).await;
    let browser = app.browser(REP).await;
    browser.post("/touches", &SEMINAR).await;
    browser
        .post(
            "/touches/1",
            &with(&with(&SEMINAR, "what", "同僚の内容"), "version", "1"),
        )
        .await;
    let before = app.traces().await;
    let stale = browser
        .post("/touches/1", &with(&with(&SEMINAR, "what", "私の内容"), "version", "1"))
        .await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert!(
        stale.says("value=\"私の内容\"") && stale.says("同僚の内容"),
        "{}",
        stale.body
    );
    assert_eq!(
        browser.post("/touches/1/delete", &[("version", "1")]).await.status,
        StatusCode::CONFLICT
    );
    assert_eq!(app.traces().await, before);
}

#[db_test]
async fn touches_follow_their_deal(app: TestApp) {
    app.deal(REP).await;
    app.browser(REP).await.post("/touches", &SEMINAR).await;
    app.reps_see(RepSees::Team).await;
    let before = app.traces().await;
    let (stranger, viewer) = (app.browser(STRANGER).await, app.browser(VIEWER).await);
    for path in ["/touches/new?about=deal-1", "/touches/1/edit", "/deals/1/introductions"] {
        assert_eq!(stranger.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    for path in ["/touches", "/touches/1", "/touches/1/delete", "/touches/1/restore"] {
        assert_eq!(
            stranger.post(path, &SEMINAR).await.status,
            StatusCode::NOT_FOUND,
            "{path}"
        );
        assert_eq!(
            viewer.post(path, &SEMINAR).await.status,
            StatusCode::FORBIDDEN,
            "{path}"
        );
        assert!(!app.guest().post(path, &SEMINAR).await.status.is_success(), "{path}");
    }
    assert!(viewer.get("/deals/1").await.says("原価管理セミナー"));
    assert_eq!(app.traces().await, before);
}

#[db_test]
async fn an_introducer_is_found_by_name_and_asked_about_when_several_fit(app: TestApp) {
    app.deal(REP).await;
    let contact = suwa(&app).await;
    let browser = app.browser(REP).await;
    // The name alone is that of one person.
    browser
        .post("/touches", &with(&SEMINAR, "introducer", "諏訪健一"))
        .await;
    let named =
        format!("SELECT COUNT(*) FROM touches WHERE introducer_company_id = 1 AND introducer_contact_id = {contact}");
    assert_eq!(app.number(&named).await, 1);
    assert!(browser.get("/deals/1").await.says("諏訪 健一（株式会社山田製作所）"));
    // As it was suggested.
    let suggested = "諏訪 健一（株式会社山田製作所）";
    browser.post("/touches", &with(&SEMINAR, "introducer", suggested)).await;
    assert_eq!(app.number(&named).await, 2);
    // The company, however it is spelled.
    browser
        .post("/touches", &with(&SEMINAR, "introducer", "㈱山田製作所"))
        .await;
    let company = "SELECT COUNT(*) FROM touches WHERE introducer_company_id = 1 AND introducer_contact_id IS NULL";
    assert_eq!(app.number(company).await, 1);
    app.execute(Sql::new(
        "INSERT INTO companies (name, name_fold, search_fold, created_at, updated_at) VALUES
         ('山田商店', '山田商店', '山田商店', 0, 0)",
    ))
    .await;
    let asked = browser.post("/touches", &with(&SEMINAR, "introducer", "山田")).await;
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(asked.says("候補が複数") && asked.says("value=\"2-\""), "{}", asked.body);
    let mut chosen = with(&SEMINAR, "introducer", "山田");
    chosen.push(("introducer_id", "2-"));
    assert_eq!(browser.post("/touches", &chosen).await.status, StatusCode::SEE_OTHER);
    assert_eq!(
        app.number("SELECT COUNT(*) FROM touches WHERE introducer_company_id = 2")
            .await,
        1
    );
}

#[db_test]
async fn the_chain_of_introductions_is_walked_as_far_as_one_sees_it(app: TestApp) {
    // The first deal came by the second one's company, that one by the third one's, that one by the first: a ring.
    for (number, name) in [(2, "木曽精機"), (3, "伊那工業")] {
        let mut sql = Sql::new("INSERT INTO companies (name, name_fold, search_fold, created_at, updated_at) VALUES (");
        sql.bind(name)
            .push(", ")
            .bind(name)
            .push(", ")
            .bind(name)
            .push(", 0, 0)");
        app.execute(sql).await;
        assert_eq!(app.number("SELECT MAX(id) FROM companies").await, number);
    }
    for (deal, owner) in [(1, REP), (2, REP), (3, STRANGER)] {
        assert_eq!(app.deal(owner).await.id, DealId(deal));
        app.execute(Sql::new(&format!(
            "UPDATE deals SET company_id = {deal}, title = '案件{deal}' WHERE id = {deal}"
        )))
        .await;
    }
    let mut tx = app.app.begin(&app.actor(ADMIN).await).await.unwrap();
    for (deal, by) in [(1, 2), (2, 3), (3, 1)] {
        let facts = Facts {
            kind: INTRODUCTION,
            channel: None,
            on_day: TODAY,
            what: String::new(),
            contact: None,
            cost: None,
            introducer: Some(Introducer {
                company: CompanyId(by),
                contact: None,
            }),
        };
        create(&mut tx, About::Deal(DealId(deal)), facts).await.unwrap();
    }
    tx.commit().await.unwrap();
    let page = app.browser(REP).await.get("/deals/1/introductions").await;
    for text in ["案件1", "木曽精機", "案件2", "伊那工業", "案件3"] {
        assert!(page.says(text), "{text}");
    }
    assert_eq!(page.body.matches("案件1").count(), 1, "a ring is walked once");
    // Whom a company introduced, and how that went.
    app.execute(Sql::new(
        "UPDATE deals SET outcome = 'won', closed_at = 1, won_on = '2026-11-01' WHERE id = 1",
    ))
    .await;
    let company = app.browser(REP).await.get("/companies/2").await;
    assert!(company.says("紹介してくれた案件") && company.says("1件・受注1件") && company.says("案件1"));
    // What one may not see is neither walked nor counted.
    app.execute(Sql::new("UPDATE companies SET owner_id = 6 WHERE id = 3"))
        .await;
    app.reps_see(RepSees::Team).await;
    let page = app.browser(REP).await.get("/deals/1/introductions").await;
    assert!(
        page.says("閲覧できない取引先") && !page.says("伊那工業") && !page.says("案件3"),
        "{}",
        page.body
    );
    let stranger = app.browser(STRANGER).await.get("/companies/2").await;
    assert!(!stranger.says("案件1"), "{}", stranger.body);
}

#[db_test]
async fn the_list_of_deals_is_filtered_by_touches_and_shows_the_first_and_the_last(app: TestApp) {
    app.deal(REP).await;
    app.deal(COLLEAGUE).await;
    let browser = app.browser(REP).await;
    browser.post("/touches", &SEMINAR).await;
    browser
        .post("/touches", &with(&with(&SEMINAR, "kind", "2"), "on_day", "2026-11-20"))
        .await;
    let found = browser
        .get("/deals?touch=2&columns=first_touch&columns=last_touch")
        .await;
    for text in ["1件", "11/2（月） 広告", "11/20（金） 紹介"] {
        assert!(found.says(text), "{text}: {}", found.body);
    }
    for query in ["touch=1,2", "touch=1&sort=-last_touch"] {
        assert!(browser.get(&format!("/deals?{query}")).await.says("1件"), "{query}");
    }
    assert!(browser.get("/board?touch=2").await.says("1件"));
    assert_eq!(
        browser.get("/deals?touch=x").await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    let file = browser.get("/deals.csv?touch=1&columns=first_touch").await;
    assert!(file.says("2026-11-02 広告"), "{}", file.body);
    browser.post("/touches/2/delete", &[("version", "1")]).await;
    assert!(!browser.get("/deals?touch=2&columns=last_touch").await.says("11/20"));
}

#[db_test]
async fn a_dialog_over_a_deal_has_only_that_drawn_anew(app: TestApp) {
    app.deal(REP).await;
    let browser = app.browser(REP).await;
    let dialog = browser
        .in_frame("dialog")
        .accepting("text/vnd.turbo-stream.html, text/html");
    let answer = dialog.post("/touches", &SEMINAR).await;
    assert!(
        answer.status == StatusCode::OK && answer.says("targets=\"#deal_1\"") && answer.says("接点を追加しました。"),
        "{}",
        answer.body
    );
    assert_eq!(app.number("SELECT COUNT(*) FROM touches").await, 1);
}
