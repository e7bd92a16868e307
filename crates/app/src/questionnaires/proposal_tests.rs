//! Answers beside what is known, and what becomes of them, on both databases.

use axum::http::StatusCode;
use db::{Sql, db_test};

use super::public_tests::{field, link_of, send};
use crate::{ids::DealId, qualification, testing::*};

/// Decides about the newest answer of a deal.
async fn decide(app: &TestApp, deal: DealId, decision: &str) -> StatusCode {
    let id = app.number("SELECT MAX(id) FROM questionnaire_answers").await;
    decide_at(app, &format!("/deals/{deal}/questionnaires"), id, decision).await
}

/// Decides about an answer with what a rep sees of it on a page.
pub(super) async fn decide_at(app: &TestApp, page: &str, id: i64, decision: &str) -> StatusCode {
    let browser = app.browser(REP).await;
    let page = browser.get(page).await;
    let form = format!("/questionnaire-answers/{id}\"");
    let (_, rest) = page.body.split_once(&form).expect("the answer waits for a decision");
    let (_, rest) = rest
        .split_once("name=\"seen\" value=\"")
        .expect("and says what was seen");
    let seen = rest.split('"').next().unwrap_or("").to_owned();
    let fields = [("decision", decision), ("seen", seen.as_str())];
    let path = format!("/questionnaire-answers/{id}");
    browser.post(&path, &fields).await.status
}

async fn answered(app: &TestApp, question: (&str, &str, &str), answer: &str) -> DealId {
    app.execute(Sql::new(
        "INSERT INTO contacts (company_id, name, search_fold, created_at, updated_at) VALUES (1, '諏訪 健一', '', 0, 0)",
    ))
    .await;
    let contact = app.number("SELECT MAX(id) FROM contacts").await.to_string();
    let deal = app.deal(REP).await.id;
    let path = link_of(app, deal, &[question], &contact).await;
    let name = field(app, 0).await;
    let sent = send(app, &path, &[(name.as_str(), answer)]).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    deal
}

fn item(place: usize) -> String {
    format!("item:{}", ITEMS[place])
}

#[db_test]
async fn an_answer_is_taken_as_a_fact_with_source_contact_and_day(app: TestApp) {
    let deal = answered(&app, ("ご予算は？", "text", &item(0)), "300〜500万円").await;
    let browser = app.browser(REP).await;
    assert!(
        browser
            .get(&format!("/deals/{deal}"))
            .await
            .says("1件が確認を待っています")
    );
    let proposal = browser.get(&format!("/deals/{deal}/questionnaires")).await;
    assert!(
        proposal.says("いまは未入力") && proposal.says("諏訪 健一"),
        "{}",
        proposal.body
    );
    assert_eq!(decide(&app, deal, "taken").await, StatusCode::SEE_OTHER);
    let fact = qualification::newest(app.app.db().read(), deal, ITEMS[0])
        .await
        .unwrap()
        .unwrap();
    assert_eq!(fact.state, qualification::State::Confirmed);
    assert_eq!(fact.source, Some(qualification::Source::Questionnaire));
    assert_eq!((fact.teller.as_deref(), fact.said_on), (Some("諏訪 健一"), Some(TODAY)));
    assert!(matches!(
        fact.value(),
        qualification::Value::Amount {
            low: 3_000_000,
            high: Some(5_000_000),
            ..
        }
    ));
    let page = browser.get(&format!("/deals/{deal}")).await;
    assert!(
        !page.says("確認を待っています") && page.says("¥3,000,000〜¥5,000,000"),
        "{}",
        page.body
    );
    let decided = browser.get(&format!("/deals/{deal}/questionnaires")).await;
    assert!(decided.says("取り入れた（佐藤 美咲"), "{}", decided.body);
}

#[db_test]
async fn what_was_known_is_kept_or_stands_beside_the_answer(app: TestApp) {
    for (decision, words) in [("kept", "工数"), ("both", "工数\n属人化")] {
        let deal = answered(&app, ("困りごとは？", "text", &item(2)), "属人化").await;
        let fields = [
            ("seen", "0"),
            ("state", "confirmed"),
            ("source", "heard"),
            ("words", "工数"),
        ];
        let path = format!("/deals/{deal}/qualification/{}", ITEMS[2]);
        let said = app.browser(REP).await.post(&path, &fields).await;
        assert_eq!(said.status, StatusCode::SEE_OTHER, "{}", said.body);
        assert_eq!(decide(&app, deal, decision).await, StatusCode::SEE_OTHER);
        let fact = qualification::newest(app.app.db().read(), deal, ITEMS[2])
            .await
            .unwrap()
            .unwrap();
        assert_eq!(fact.value(), qualification::Value::Words(words.into()), "{decision}");
    }
}

#[db_test]
async fn what_does_not_fit_goes_into_the_note(app: TestApp) {
    let deal = answered(&app, ("決裁される方は？", "text", &item(1)), "情報システム部長").await;
    assert_eq!(decide(&app, deal, "taken").await, StatusCode::SEE_OTHER);
    let fact = qualification::newest(app.app.db().read(), deal, ITEMS[1])
        .await
        .unwrap()
        .unwrap();
    assert_eq!(fact.value(), qualification::Value::Nothing);
    assert!(fact.note.contains("情報システム部長"), "{}", fact.note);
}

#[db_test]
async fn the_interest_is_stated_by_its_name_and_anything_else_is_only_kept(app: TestApp) {
    let deal = answered(&app, ("ご検討の状況は？", "text", "interest"), "比較検討中").await;
    assert_eq!(decide(&app, deal, "both").await, StatusCode::FORBIDDEN);
    assert_eq!(decide(&app, deal, "taken").await, StatusCode::SEE_OTHER);
    let stated = qualification::interests_of(app.app.db().read(), deal).await.unwrap();
    assert_eq!(
        (stated[0].interest_id, stated[0].teller.as_deref()),
        (INTERESTS[1], Some("諏訪 健一"))
    );
    let deal = answered(&app, ("ご検討の状況は？", "text", "interest"), "まだ何とも").await;
    let page = app
        .browser(REP)
        .await
        .get(&format!("/deals/{deal}/questionnaires"))
        .await;
    assert!(
        page.says("そのままでは入れられません") && !page.says("value=\"taken\""),
        "{}",
        page.body
    );
    assert_eq!(decide(&app, deal, "taken").await, StatusCode::FORBIDDEN);
    assert_eq!(decide(&app, deal, "kept").await, StatusCode::SEE_OTHER);
}

#[db_test]
async fn fields_of_deal_contact_and_company_are_filled(app: TestApp) {
    let deal = answered(&app, ("従業員数は？", "number", "company.employees"), "120").await;
    assert_eq!(decide(&app, deal, "taken").await, StatusCode::SEE_OTHER);
    assert_eq!(app.number("SELECT employees FROM companies WHERE id = 1").await, 120);
    let deal = answered(&app, ("お役職は？", "text", "contact.job_title"), "部長").await;
    assert_eq!(decide(&app, deal, "taken").await, StatusCode::SEE_OTHER);
    assert_eq!(
        app.number("SELECT COUNT(*) FROM contacts WHERE job_title = '部長'")
            .await,
        1
    );
    let deal = answered(&app, ("ご予算は？", "number", "deal.amount"), "200万").await;
    assert_eq!(decide(&app, deal, "both").await, StatusCode::SEE_OTHER);
    let read = app.read_deal(deal).await;
    assert_eq!(read.amount, Some(1_000_000));
    assert!(read.note.contains("ご予算は？"), "{}", read.note);
}

#[db_test]
async fn what_became_known_meanwhile_is_shown_before_anything_is_written(app: TestApp) {
    let deal = answered(&app, ("困りごとは？", "text", &item(2)), "属人化").await;
    let fields = [
        ("seen", "0"),
        ("state", "confirmed"),
        ("source", "heard"),
        ("words", "工数"),
    ];
    let path = format!("/deals/{deal}/qualification/{}", ITEMS[2]);
    app.browser(REP).await.post(&path, &fields).await;
    let before = app.traces().await;
    let id = app.number("SELECT MAX(id) FROM questionnaire_answers").await;
    let path = format!("/questionnaire-answers/{id}");
    let stale = app
        .browser(REP)
        .await
        .post(&path, &[("decision", "taken"), ("seen", "0")])
        .await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert!(
        stale.says("ほかの人が項目を変えました") && stale.says("工数"),
        "{}",
        stale.body
    );
    let wrong = app
        .browser(REP)
        .await
        .post(&path, &[("decision", "x"), ("seen", "0")])
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(app.traces().await, before);
}

#[db_test]
async fn a_second_decision_does_nothing(app: TestApp) {
    let deal = answered(&app, ("困りごとは？", "text", &item(2)), "属人化").await;
    assert_eq!(decide(&app, deal, "taken").await, StatusCode::SEE_OTHER);
    let before = app.traces().await;
    let id = app.number("SELECT MAX(id) FROM questionnaire_answers").await;
    let fields = [("decision", "kept"), ("seen", "0")];
    let again = app
        .browser(COLLEAGUE)
        .await
        .post(&format!("/questionnaire-answers/{id}"), &fields)
        .await;
    assert_eq!(again.status, StatusCode::SEE_OTHER);
    assert_eq!(app.traces().await, before);
}

#[db_test]
async fn a_link_is_made_once_and_never_shown_again(app: TestApp) {
    let deal = app.deal(REP).await.id;
    super::settings_tests::questionnaire(&app, &[("困りごとは？", "text", "none")]).await;
    let browser = app.browser(REP).await;
    let path = format!("/deals/{deal}/questionnaires");
    let fields = [("questionnaire", "1"), ("days", "7日"), ("once", "abc")];
    assert_eq!(browser.post(&path, &fields).await.status, StatusCode::CREATED);
    assert_eq!(browser.post(&path, &fields).await.status, StatusCode::SEE_OTHER);
    assert_eq!(app.number("SELECT COUNT(*) FROM questionnaire_links").await, 1);
    assert!(!browser.get(&path).await.says("/q/"));
    for (fields, says) in [
        (vec![("questionnaire", "9"), ("days", "14")], "アンケートを選んで"),
        (vec![("questionnaire", "1"), ("days", "365")], "「365」"),
        (vec![("questionnaire", "1"), ("days", "すぐ")], "「すぐ」"),
        (
            vec![("questionnaire", "1"), ("days", "7"), ("contact", "999")],
            "コンタクト",
        ),
    ] {
        let wrong = browser.post(&path, &fields).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{fields:?}");
        assert!(wrong.says(says), "{says}: {}", wrong.body);
    }
    assert_eq!(app.number("SELECT COUNT(*) FROM questionnaire_links").await, 1);
}
