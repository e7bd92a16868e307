//! Questionnaires published as forms, and the leads that come of them, on both databases.

use axum::http::StatusCode;
use db::db_test;

use super::{
    lead_tests::converted,
    public_pages::BODY_BYTES,
    public_tests::{field, started},
    settings_tests::questionnaire,
};
use crate::{ids::LeadId, testing::*};

const QUESTIONS: &[(&str, &str, &str)] = &[
    ("会社名", "text", "company.name"),
    ("お名前", "text", "contact.name"),
    ("メール", "text", "contact.email"),
    ("困りごとは？", "text", "item:3"),
];

/// Publishes a form and answers its address and its settings.
async fn published(app: &TestApp, origins: &str) -> (String, String) {
    let id = questionnaire(app, QUESTIONS).await;
    let first = app.number("SELECT MAX(id) - 3 FROM questionnaire_questions").await;
    let browser = app.browser(ADMIN).await;
    let fields = [
        ("text", "会社名"),
        ("kind", "text"),
        ("target", "company.name"),
        ("required", "1"),
        ("version", "1"),
    ];
    let path = format!("/settings/questionnaires/questions/{first}");
    browser.post(&path, &fields).await;
    let settings = format!("/settings/questionnaires/{id}");
    let fields = [("kind", "1"), ("channel", "1"), ("origins", origins), ("version", "0")];
    let done = browser.post(&format!("{settings}/form"), &fields).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let page = browser.get(&settings).await;
    let (_, rest) = page.body.split_once("/f/").expect("the address is shown");
    (format!("/f/{}", &rest[..32]), settings)
}

fn once(body: &str) -> String {
    let (_, rest) = body
        .split_once("name=\"once\" value=\"")
        .expect("the form says which it is");
    rest.split('"').next().unwrap_or("").to_owned()
}

/// Opens the form, reads it for half a minute, and sends it so many times.
async fn send(app: &TestApp, path: &str, answers: [&str; 4], times: usize) -> Answer {
    let page = app.guest().get(path).await;
    let (started, once) = (started(&page.body), once(&page.body));
    app.app.clock().advance(30_000);
    let mut names = Vec::new();
    for place in [3, 2, 1, 0] {
        names.push(field(app, place).await);
    }
    let mut fields = vec![
        ("act", "send"),
        ("started", started.as_str()),
        ("once", once.as_str()),
        ("lang", "ja"),
    ];
    fields.extend(names.iter().map(String::as_str).zip(answers));
    for _ in 1..times {
        app.guest().post(path, &fields).await;
    }
    app.guest().post(path, &fields).await
}

const NAGANO: [&str; 4] = ["ナガノ精密工業", "諏訪 健一", "Suwa@Nagano.example", "属人化"];

#[db_test]
async fn an_answer_becomes_one_lead_with_a_touch_and_proposals(app: TestApp) {
    let (path, _) = published(&app, "").await;
    let sent = send(&app, &path, NAGANO, 2).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    assert!(app.guest().get(&sent.location).await.says("ありがとうございました"));
    assert_eq!(app.number("SELECT COUNT(*) FROM leads").await, 1);
    let lead = "SELECT COUNT(*) FROM leads WHERE state = 'new' AND owner_id IS NULL AND company = 'ナガノ精密工業'
        AND contact = '諏訪 健一' AND email = 'suwa@nagano.example' AND channel_id = 1";
    assert_eq!(app.number(lead).await, 1);
    let touch = "SELECT COUNT(*) FROM touches WHERE lead_id = 1 AND kind_id = 1 AND channel_id = 1";
    assert_eq!(app.number(touch).await, 1);
    let browser = app.browser(REP).await;
    let page = browser.get("/leads/1").await;
    assert!(page.says("フォームからの回答") && page.says("に回答"), "{}", page.body);
    let answers = browser.get("/leads/1/questionnaires").await;
    assert!(
        answers.says("取り入れた（システム") && answers.says("属人化") && answers.says("案件化すると取り入れられます"),
        "{}",
        answers.body
    );
}

#[db_test]
async fn what_waits_goes_along_into_the_deal(app: TestApp) {
    let (path, _) = published(&app, "").await;
    send(&app, &path, NAGANO, 1).await;
    let browser = app.browser(REP).await;
    let deal = converted(&app, LeadId(1)).await;
    let page = browser.get(&format!("/deals/{deal}")).await;
    assert!(page.says("1件が確認を待っています"), "{}", page.body);
    let proposals = browser.get(&format!("/deals/{deal}/questionnaires")).await;
    assert!(
        proposals.says("属人化") && proposals.says("value=\"taken\""),
        "{}",
        proposals.body
    );
}

#[db_test]
async fn what_is_missing_or_wrong_is_told_and_makes_no_lead(app: TestApp) {
    let (path, _) = published(&app, "").await;
    let before = app.traces().await;
    let long = "あ".repeat(101);
    for (answers, says) in [
        (["", "諏訪", "s@nagano.example", ""], "「会社名」への回答"),
        ([long.as_str(), "諏訪", "s@nagano.example", ""], "100文字以内"),
        (["ナガノ", "諏訪", "ナガノ.example", ""], "「ナガノ.example」"),
    ] {
        let wrong = send(&app, &path, answers, 1).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{says}");
        assert!(wrong.says(says) && wrong.says("諏訪"), "{says}: {}", wrong.body);
    }
    assert_eq!(app.traces().await, before);
    assert_eq!(app.number("SELECT COUNT(*) FROM leads").await, 0);
}

#[db_test]
async fn what_a_program_seems_to_send_is_asked_for_again(app: TestApp) {
    let (path, _) = published(&app, "").await;
    let name = field(&app, 3).await;
    for trick in ["remarks", "quick", "forged", "once"] {
        let page = app.guest().get(&path).await;
        let honest = (started(&page.body), once(&page.body));
        if trick != "quick" {
            app.app.clock().advance(30_000);
        }
        let forged = format!("{}.{}", NOW - 60_000, "0".repeat(64));
        let fields = [
            ("act", "send"),
            ("started", if trick == "forged" { &forged } else { &honest.0 }),
            ("once", if trick == "once" { "" } else { &honest.1 }),
            ("remarks", if trick == "remarks" { "http://spam.example" } else { "" }),
            (name.as_str(), "ナガノ精密工業"),
        ];
        let again = app.guest().post(&path, &fields).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "{trick}");
        assert!(
            again.says("もう一度「送信する」") && again.says("ナガノ精密工業"),
            "{trick}: {}",
            again.body
        );
        assert_eq!(app.number("SELECT COUNT(*) FROM leads").await, 0, "{trick}");
        // A person presses once more, and is heard.
        let (started, once) = (started(&again.body), once(&again.body));
        app.app.clock().advance(30_000);
        let fields = [
            ("act", "send"),
            ("started", started.as_str()),
            ("once", once.as_str()),
            (name.as_str(), "ナガノ精密工業"),
        ];
        let heard = app.guest().post(&path, &fields).await;
        assert_eq!(heard.status, StatusCode::SEE_OTHER, "{trick}: {}", heard.body);
        app.execute(db::Sql::new("DELETE FROM questionnaire_answers")).await;
        app.execute(db::Sql::new("DELETE FROM questionnaire_responses")).await;
        app.execute(db::Sql::new("DELETE FROM touches")).await;
        app.execute(db::Sql::new("DELETE FROM leads")).await;
    }
}

#[db_test]
async fn floods_and_huge_bodies_are_refused(app: TestApp) {
    let (path, _) = published(&app, "").await;
    let name = field(&app, 0).await;
    let huge = "a".repeat(BODY_BYTES + 1);
    let answer = app.guest().post(&path, &[(name.as_str(), huge.as_str())]).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    let mut last = StatusCode::OK;
    for _ in 0..30 {
        last = app.guest().post(&path, &[("act", "send")]).await.status;
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
    app.app.clock().advance(11 * 60 * 1000);
    let wrong = app.guest().post(&path, &[("act", "send")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[db_test]
async fn only_allowed_sites_may_show_it_in_a_frame(app: TestApp) {
    let (alone, _) = published(&app, "").await;
    let policy = |answer: &Answer| answer.header("content-security-policy").to_owned();
    let page = app.guest().get(&alone).await;
    assert!(policy(&page).ends_with("frame-ancestors 'none'"), "{}", policy(&page));
    let (path, settings) = published(&app, "https://www.example.co.jp/\n\nhttp://localhost:8080").await;
    let page = app.guest().get(&path).await;
    let allowed = "frame-ancestors 'self' https://www.example.co.jp http://localhost:8080";
    assert!(policy(&page).ends_with(allowed), "{}", policy(&page));
    assert!(policy(&page).starts_with("default-src 'none'; script-src 'self'"));
    let thanks = app.guest().get(&format!("{path}?sent=1")).await;
    assert!(policy(&thanks).ends_with(allowed));
    // Nothing else is relaxed.
    for other in ["/sign-in", "/f/0", &settings] {
        let answer = app.browser(ADMIN).await.get(other).await;
        assert!(policy(&answer).ends_with("frame-ancestors 'none'"), "{other}");
    }
    let page = app.browser(ADMIN).await.get(&settings).await;
    assert!(
        page.says("&#60;iframe src=") || page.says("&lt;iframe src="),
        "{}",
        page.body
    );
}

#[db_test]
async fn a_closed_form_answers_like_an_unknown_one(app: TestApp) {
    let unknown = app.guest().get(&format!("/f/{}", "0".repeat(32))).await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    let (path, settings) = published(&app, "").await;
    let browser = app.browser(ADMIN).await;
    let stale = browser
        .post(&format!("{settings}/form/close"), &[("version", "9")])
        .await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    let closed = browser
        .post(&format!("{settings}/form/close"), &[("version", "1")])
        .await;
    assert_eq!(closed.status, StatusCode::SEE_OTHER);
    for answer in [
        app.guest().get(&path).await,
        app.guest().get(&format!("{path}?sent=1")).await,
        app.guest().post(&path, &[("act", "send")]).await,
    ] {
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
        assert_eq!(answer.body, unknown.body);
    }
    // Published anew, it has the same address.
    let again = browser
        .post(&format!("{settings}/form"), &[("kind", "1"), ("version", "2")])
        .await;
    assert_eq!(again.status, StatusCode::SEE_OTHER);
    assert_eq!(app.guest().get(&path).await.status, StatusCode::OK);
}

#[db_test]
async fn a_form_keeps_its_wording_until_it_is_published_again(app: TestApp) {
    let (path, settings) = published(&app, "").await;
    let browser = app.browser(ADMIN).await;
    let fields = [("text", "ご要望"), ("kind", "text"), ("target", "none")];
    browser.post(&format!("{settings}/questions"), &fields).await;
    assert!(!app.guest().get(&path).await.says("ご要望"));
    assert!(browser.get(&settings).await.says("公開した内容のままです"));
    let stale = browser
        .post(&format!("{settings}/form"), &[("kind", "1"), ("version", "0")])
        .await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    browser
        .post(&format!("{settings}/form"), &[("kind", "1"), ("version", "1")])
        .await;
    assert!(app.guest().get(&path).await.says("ご要望"));
}

#[db_test]
async fn what_cannot_be_published_says_why(app: TestApp) {
    let id = questionnaire(
        &app,
        &[("会社名", "text", "company.name"), ("メール", "text", "contact.email")],
    )
    .await;
    let settings = format!("/settings/questionnaires/{id}");
    let browser = app.browser(ADMIN).await;
    assert!(browser.get(&settings).await.says("公開するには"));
    let (_, other) = published(&app, "").await;
    let before = app.traces().await;
    for (of, fields, says) in [
        (&settings, vec![("kind", "1"), ("version", "0")], "公開するには"),
        (&other, vec![("version", "1")], "接点を選んで"),
        (&other, vec![("kind", "99"), ("version", "1")], "接点を選んで"),
        (
            &other,
            vec![("kind", "1"), ("channel", "99"), ("version", "1")],
            "チャネル",
        ),
        (
            &other,
            vec![
                ("kind", "1"),
                ("origins", "https://x.jp; script-src *"),
                ("version", "1"),
            ],
            "「https://x.jp; script-src *」",
        ),
    ] {
        let refused = browser.post(&format!("{of}/form"), &fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{fields:?}");
        assert!(refused.says(says), "{says}: {}", refused.body);
    }
    assert_eq!(app.traces().await, before);
}

#[db_test]
async fn the_form_reads_in_both_languages_and_keeps_what_was_typed(app: TestApp) {
    let (path, _) = published(&app, "").await;
    let name = field(&app, 3).await;
    let fields = [("act", "en"), ("lang", "ja"), ("once", "x"), (name.as_str(), "ナガノ")];
    let switched = app.guest().post(&path, &fields).await;
    assert_eq!(switched.status, StatusCode::OK);
    assert!(
        switched.says("lang=\"en\"") && switched.says("value=\"ナガノ\"") && switched.says("value=\"x\""),
        "{}",
        switched.body
    );
}
