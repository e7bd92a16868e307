//! The page of a customer, on both databases.

use axum::http::StatusCode;
use db::db_test;

use super::{public_pages::BODY_BYTES, settings_tests::questionnaire};
use crate::{ids::DealId, testing::*};

/// A link to a questionnaire about a rep's deal: the path, and the deal.
pub(super) async fn link(app: &TestApp, questions: &[(&str, &str, &str)]) -> (String, DealId) {
    let deal = app.deal(REP).await.id;
    (link_of(app, deal, questions, "").await, deal)
}

pub(super) async fn link_of(app: &TestApp, deal: DealId, questions: &[(&str, &str, &str)], contact: &str) -> String {
    let id = questionnaire(app, questions).await.to_string();
    let fields = [("questionnaire", id.as_str()), ("days", "14"), ("contact", contact)];
    let made = app.browser(REP).await;
    let made = made.post(&format!("/deals/{deal}/questionnaires"), &fields).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
    let (_, rest) = made.body.split_once("/q/").expect("the link is shown");
    format!("/q/{}", &rest[..64])
}

/// What the hidden field of a form says about when it was drawn.
pub(super) fn started(body: &str) -> String {
    let (_, rest) = body
        .split_once("name=\"started\" value=\"")
        .expect("the form says when it was drawn");
    rest.split('"').next().unwrap_or("").to_owned()
}

/// The field of a question, counted from the last one that was made.
pub(super) async fn field(app: &TestApp, from_last: i64) -> String {
    let last = app.number("SELECT MAX(id) FROM questionnaire_questions").await;
    format!("a{}", last - from_last)
}

/// Opens the page, reads it for half a minute, and sends these answers.
pub(super) async fn send(app: &TestApp, path: &str, answers: &[(&str, &str)]) -> Answer {
    let page = app.guest().get(path).await;
    let started = started(&page.body);
    app.app.clock().advance(30_000);
    let mut fields = vec![("act", "send"), ("started", started.as_str()), ("lang", "ja")];
    fields.extend_from_slice(answers);
    app.guest().post(path, &fields).await
}

const TEXT: &[(&str, &str, &str)] = &[("困りごとは？", "text", "none")];

#[db_test]
async fn the_page_tells_nothing_of_the_deal(app: TestApp) {
    let (path, _) = link(&app, TEXT).await;
    let page = app.guest().get(&path).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.says("みなと商事") && page.says("困りごとは？") && page.says("営業担当が受け取ります"));
    for secret in ["原価管理パッケージ", "山田製作所", "佐藤", "1,000,000", "app-"] {
        assert!(!page.says(secret), "{secret}: {}", page.body);
    }
    assert!(page.says("noindex"));
}

#[db_test]
async fn unknown_revoked_and_expired_links_answer_alike(app: TestApp) {
    let unknown = app.guest().get(&format!("/q/{}", "0".repeat(64))).await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    let (revoked, _) = link(&app, TEXT).await;
    let id = app.number("SELECT MAX(id) FROM questionnaire_links").await;
    app.browser(REP)
        .await
        .post(&format!("/questionnaire-links/{id}/revoke"), &[])
        .await;
    let (expired, _) = link(&app, TEXT).await;
    app.app.clock().advance(15 * crate::time::At::DAY);
    for path in [revoked, expired] {
        for answer in [
            app.guest().get(&path).await,
            app.guest().post(&path, &[("act", "send")]).await,
            app.guest().post(&path, &[("act", "save")]).await,
        ] {
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
            assert_eq!(answer.body, unknown.body);
        }
    }
    assert_eq!(app.number("SELECT COUNT(*) FROM questionnaire_answers").await, 0);
}

#[db_test]
async fn answers_are_written_down_once_and_thanked(app: TestApp) {
    let (path, deal) = link(&app, TEXT).await;
    let name = field(&app, 0).await;
    for _ in 0..2 {
        let answer = app.guest().get(&path).await;
        let started = if answer.says("started") {
            started(&answer.body)
        } else {
            String::new()
        };
        app.app.clock().advance(30_000);
        let fields = [
            ("act", "send"),
            ("started", started.as_str()),
            (name.as_str(), "手作業が多い"),
        ];
        let sent = app.guest().post(&path, &fields).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
        let thanks = app.guest().get(&sent.location).await;
        assert!(thanks.says("ありがとうございました"), "{}", thanks.body);
    }
    assert_eq!(app.number("SELECT COUNT(*) FROM questionnaire_answers").await, 1);
    let events = format!("SELECT COUNT(*) FROM events WHERE kind = 'questionnaire.answered' AND deal_id = {deal}");
    assert_eq!(app.number(&events).await, 1);
    let page = app.browser(REP).await.get(&format!("/deals/{deal}")).await;
    assert!(page.says("に回答"), "{}", page.body);
    let answers = app
        .browser(REP)
        .await
        .get(&format!("/deals/{deal}/questionnaires"))
        .await;
    assert!(answers.says("手作業が多い"), "{}", answers.body);
}

#[db_test]
async fn what_is_sent_is_text_and_never_markup(app: TestApp) {
    let (path, deal) = link(&app, TEXT).await;
    let name = field(&app, 0).await;
    let nasty = "<script>alert(1)</script>'; DROP TABLE deals; -- 100%_\\";
    send(&app, &path, &[(name.as_str(), nasty)]).await;
    let page = app
        .browser(REP)
        .await
        .get(&format!("/deals/{deal}/questionnaires"))
        .await;
    assert!(!page.says("<script>alert"), "{}", page.body);
    assert!(
        page.says("&#60;script&#62;alert(1)") || page.says("&lt;script&gt;alert(1)"),
        "{}",
        page.body
    );
    assert!(page.says("DROP TABLE deals") && page.says("100%_\\"), "{}", page.body);
}

#[db_test]
async fn a_draft_comes_back_with_the_link(app: TestApp) {
    let (path, deal) = link(
        &app,
        &[("時期は？", "choice", "none"), ("困りごとは？", "text", "none")],
    )
    .await;
    let (choice, text) = (field(&app, 1).await, field(&app, 0).await);
    let fields = [
        ("act", "save"),
        (choice.as_str(), "来年度"),
        (text.as_str(), "書きかけ"),
        ("other", "x"),
    ];
    let saved = app.guest().post(&path, &fields).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER);
    let page = app.guest().get(&saved.location).await;
    assert!(page.says("保存しました") && page.says("書きかけ"), "{}", page.body);
    assert!(page.says("value=\"来年度\" checked"), "{}", page.body);
    let kept = app
        .guest()
        .post(&path, &[("act", "keep"), (text.as_str(), "続き")])
        .await;
    assert_eq!(kept.status, StatusCode::NO_CONTENT);
    assert!(app.guest().get(&path).await.says("続き"));
    let links = app
        .browser(REP)
        .await
        .get(&format!("/deals/{deal}/questionnaires"))
        .await;
    assert!(links.says("回答の途中") && !links.says("続き"), "{}", links.body);
}

#[db_test]
async fn what_is_missing_or_wrong_is_told_and_what_was_typed_stays(app: TestApp) {
    let (path, _) = link(
        &app,
        &[("従業員数は？", "number", "none"), ("時期は？", "choice", "none")],
    )
    .await;
    let (number, choice) = (field(&app, 1).await, field(&app, 0).await);
    let wrong = send(
        &app,
        &path,
        &[(number.as_str(), "たくさん"), (choice.as_str(), "再来年")],
    )
    .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        wrong.says("「たくさん」") && wrong.says("「再来年」") && wrong.says("2か所"),
        "{}",
        wrong.body
    );
    assert!(wrong.says("value=\"たくさん\""));
    assert_eq!(app.number("SELECT COUNT(*) FROM questionnaire_answers").await, 0);
}

#[db_test]
async fn a_required_question_is_asked_for(app: TestApp) {
    let (_, deal) = link(&app, TEXT).await;
    let question = app.number("SELECT MAX(id) FROM questionnaire_questions").await;
    let fields = [
        ("text", "困りごとは？"),
        ("kind", "text"),
        ("required", "1"),
        ("version", "1"),
    ];
    let changed = app.browser(ADMIN).await;
    changed
        .post(&format!("/settings/questionnaires/questions/{question}"), &fields)
        .await;
    let of = app.number("SELECT MAX(id) FROM questionnaires").await.to_string();
    let fields = [("questionnaire", of.as_str()), ("days", "3")];
    let made = app
        .browser(REP)
        .await
        .post(&format!("/deals/{deal}/questionnaires"), &fields)
        .await;
    let (_, rest) = made.body.split_once("/q/").unwrap();
    let missing = send(&app, &format!("/q/{}", &rest[..64]), &[]).await;
    assert_eq!(missing.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(missing.says("「困りごとは？」への回答"), "{}", missing.body);
}

#[db_test]
async fn a_link_keeps_the_wording_it_was_made_with(app: TestApp) {
    let (path, _) = link(&app, TEXT).await;
    let question = app.number("SELECT MAX(id) FROM questionnaire_questions").await;
    let fields = [("text", "お悩みは？"), ("kind", "number"), ("version", "1")];
    let changed = app.browser(ADMIN).await;
    let changed = changed
        .post(&format!("/settings/questionnaires/questions/{question}"), &fields)
        .await;
    assert_eq!(changed.status, StatusCode::SEE_OTHER);
    let page = app.guest().get(&path).await;
    assert!(page.says("困りごとは？") && !page.says("お悩みは？"), "{}", page.body);
}

#[db_test]
async fn the_page_reads_in_the_language_that_is_asked_for(app: TestApp) {
    let (path, _) = link(&app, &[("時期は？", "choice", "none")]).await;
    let name = field(&app, 0).await;
    let en = app.guest().get(&format!("{path}?lang=en")).await;
    assert!(
        en.says("lang=\"en\"") && en.says("Next year") && en.says("Send"),
        "{}",
        en.body
    );
    // The switch takes along what was chosen.
    let fields = [("act", "en"), ("lang", "ja"), (name.as_str(), "来年度")];
    let switched = app.guest().post(&path, &fields).await;
    assert_eq!(switched.status, StatusCode::OK);
    assert!(
        switched.says("value=\"来年度\" checked") && switched.says("Next year"),
        "{}",
        switched.body
    );
}

#[db_test]
async fn what_a_program_seems_to_send_is_thanked_and_held_back(app: TestApp) {
    for trick in ["remarks", "quick", "forged"] {
        let (path, deal) = link(&app, TEXT).await;
        let name = field(&app, 0).await;
        let page = app.guest().get(&path).await;
        let honest = started(&page.body);
        if trick != "quick" {
            app.app.clock().advance(30_000);
        }
        let forged = format!("{}.{}", NOW - 60_000, "0".repeat(64));
        let fields = [
            ("act", "send"),
            ("started", if trick == "forged" { &forged } else { &honest }),
            ("remarks", if trick == "remarks" { "http://spam.example" } else { "" }),
            (name.as_str(), "買いませんか"),
        ];
        let sent = app.guest().post(&path, &fields).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{trick}");
        assert!(app.guest().get(&sent.location).await.says("ありがとうございました"));
        assert_eq!(
            app.number("SELECT COUNT(*) FROM questionnaire_answers").await,
            0,
            "{trick}"
        );
        // A person can still answer, and whoever sells to them sees what was held back.
        assert!(app.guest().get(&path).await.says("送信する"), "{trick}");
        let browser = app.browser(REP).await;
        let links = browser.get(&format!("/deals/{deal}/questionnaires")).await;
        assert!(links.says("保留しています"), "{trick}: {}", links.body);
    }
    let id = app.number("SELECT MAX(id) FROM questionnaire_links").await;
    let accept = format!("/questionnaire-links/{id}/accept");
    let browser = app.browser(REP).await;
    for _ in 0..2 {
        assert_eq!(browser.post(&accept, &[]).await.status, StatusCode::SEE_OTHER);
    }
    assert_eq!(app.number("SELECT COUNT(*) FROM questionnaire_answers").await, 1);
}

#[db_test]
async fn more_than_anybody_types_is_refused_and_not_kept(app: TestApp) {
    let (path, _) = link(&app, TEXT).await;
    let name = field(&app, 0).await;
    let huge = "a".repeat(BODY_BYTES + 1);
    for act in ["send", "save"] {
        let answer = app
            .guest()
            .post(&path, &[("act", act), (name.as_str(), huge.as_str())])
            .await;
        assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
        assert!(answer.says("長すぎます"), "{}", answer.body);
    }
    assert_eq!(
        app.number("SELECT COUNT(*) FROM questionnaire_links WHERE draft <> ''")
            .await,
        0
    );
}

#[db_test]
async fn a_flood_has_to_wait(app: TestApp) {
    let (path, _) = link(&app, TEXT).await;
    let guest = app.guest();
    let mut last = guest.get(&path).await.status;
    for _ in 0..200 {
        last = guest.get(&path).await.status;
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(
        guest.post(&path, &[("act", "send")]).await.status,
        StatusCode::TOO_MANY_REQUESTS
    );
    app.app.clock().advance(11 * 60 * 1000);
    assert_eq!(guest.get(&path).await.status, StatusCode::OK);
}
