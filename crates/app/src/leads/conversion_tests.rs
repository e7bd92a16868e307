//! A lead becomes a deal.

use axum::http::StatusCode;
use db::{Sql, db_test};

use super::tests::{NAGANO, with};
use crate::testing::*;

const DEAL: [(&str, &str); 8] = [
    ("version", "1"),
    ("company", "new"),
    ("company_name", "ナガノ精密工業"),
    ("contact", "new"),
    ("title", "ナガノ精密工業様 ご相談"),
    ("phase", "1"),
    ("owner", "3"),
    ("channel", "1"),
];

#[db_test]
async fn a_lead_becomes_a_deal_with_all_that_is_known_and_only_once(app: TestApp) {
    let browser = app.browser(REP).await;
    browser.post("/leads", &NAGANO).await;
    let touch = [
        ("about", "lead-1"),
        ("kind", "1"),
        ("on_day", "2026-11-10"),
        ("what", "展示会の名刺"),
    ];
    browser.post("/touches", &touch).await;
    let form = browser.get("/leads/1/conversion").await;
    assert!(
        form.says("value=\"ナガノ精密工業　諏訪 健一様 ご相談\""),
        "{}",
        form.body
    );
    let done = browser.post("/leads/1/conversion", &DEAL).await;
    assert_eq!(
        (done.status, done.location.as_str()),
        (StatusCode::SEE_OTHER, "/deals/1"),
        "{}",
        done.body
    );
    let company = "SELECT COUNT(*) FROM companies WHERE name = 'ナガノ精密工業' AND phone = '0266-00-1111'
        AND mail_domain = 'nagano-seimitsu.example' AND owner_id = 3";
    assert_eq!(app.number(company).await, 1);
    let contact = "SELECT COUNT(*) FROM deal_contacts dc JOIN contacts p ON p.id = dc.contact_id
        WHERE dc.deal_id = 1 AND p.name = '諏訪 健一' AND p.job_title = '経理部長'";
    assert_eq!(app.number(contact).await, 1);
    assert_eq!(
        app.number("SELECT COUNT(*) FROM touches WHERE lead_id = 1 AND deal_id = 1 AND contact_id IS NOT NULL")
            .await,
        1
    );
    let deal = browser.get("/deals/1").await;
    for text in ["展示会の名刺", "href=\"/leads/1\"", "から案件になった"] {
        assert!(deal.says(text), "{text}");
    }
    let page = browser.get("/leads/1").await;
    assert!(page.says("案件化") && page.says("href=\"/deals/1\""), "{}", page.body);
    // Sent again, by a second click, nothing more happens.
    let before = app.traces().await;
    let again = browser.post("/leads/1/conversion", &DEAL).await;
    assert_eq!(
        (again.status, again.location.as_str()),
        (StatusCode::SEE_OTHER, "/leads/1")
    );
    assert_eq!(app.traces().await, before);
    // A touch of the lead is one of the deal, too; and a deal that is deleted is told of.
    browser.post("/touches", &with(&touch, "what", "お礼の電話")).await;
    assert!(browser.get("/deals/1").await.says("お礼の電話"));
    let deal = app.read_deal(crate::ids::DealId(1)).await;
    browser
        .post("/deals/1/delete", &[("version", deal.version.to_string().as_str())])
        .await;
    assert!(browser.get("/leads/1").await.says("削除されています"));
    let state = browser
        .post("/leads/1/states", &[("version", "2"), ("state", "new")])
        .await;
    assert_eq!(state.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[db_test]
async fn companies_and_people_that_match_are_chosen_instead_of_entered_twice(app: TestApp) {
    app.execute(Sql::new(
        "INSERT INTO contacts (company_id, name, email, search_fold, created_at, updated_at)
         VALUES (1, '諏訪 健一', 'suwa@yamada.example', '諏訪健一', 0, 0)",
    ))
    .await;
    let browser = app.browser(REP).await;
    let known = with(
        &with(&NAGANO, "company", "㈱山田製作所"),
        "email",
        "SUWA@yamada.example",
    );
    browser.post("/leads", &known).await;
    let form = browser.get("/leads/1/conversion").await;
    assert!(
        form.says("name=\"company\" value=\"1\" checked") && form.says("name=\"contact\" value=\"1\" checked"),
        "{}",
        form.body
    );
    let before = app.traces().await;
    // A contact works at their own company.
    let elsewhere = browser.post("/leads/1/conversion", &with(&DEAL, "contact", "1")).await;
    assert_eq!(elsewhere.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        elsewhere.says("「諏訪 健一」は株式会社山田製作所のコンタクトです"),
        "{}",
        elsewhere.body
    );
    for (field, wrong, message) in [
        ("company", "99", "選んだ取引先は使えません"),
        ("contact", "99", "選んだコンタクトは使えません"),
        ("title", "", "を入力してください"),
        ("phase", "4", "このフェーズには案件を入れられません"),
        ("amount", "たくさん", "「たくさん」を数字で"),
    ] {
        let answer = browser.post("/leads/1/conversion", &with(&DEAL, field, wrong)).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
        assert!(answer.says(message), "{field}: {}", answer.body);
    }
    assert_eq!(app.traces().await, before);
    let chosen = with(&with(&DEAL, "company", "1"), "contact", "1");
    assert_eq!(browser.post("/leads/1/conversion", &chosen).await.location, "/deals/1");
    assert_eq!(app.number("SELECT COUNT(*) FROM companies").await, 1);
    assert_eq!(app.number("SELECT COUNT(*) FROM contacts").await, 1);
}
