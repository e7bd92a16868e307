//! Questionnaires in the settings, on both databases.

use axum::http::StatusCode;
use db::db_test;

use crate::{ids::QuestionnaireId, testing::*};

const LIST: &str = "/settings/questionnaires";

/// A questionnaire with a question for each of these: its words, its kind and what it fills.
pub(super) async fn questionnaire(app: &TestApp, questions: &[(&str, &str, &str)]) -> QuestionnaireId {
    let browser = app.browser(ADMIN).await;
    let count = app.number("SELECT COUNT(*) FROM questionnaires").await;
    let name = format!("導入前のご確認{count}");
    let made = browser.post(LIST, &[("name", name.as_str())]).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
    let id = app.number("SELECT MAX(id) FROM questionnaires").await;
    for (text, kind, target) in questions {
        let fields = [
            ("text", *text),
            ("kind", *kind),
            ("choices", "すぐに\n来年度\n未定"),
            (
                "choices_en",
                if *kind == "choice" {
                    "Now\nNext year\nNot decided"
                } else {
                    ""
                },
            ),
            ("from", "1"),
            ("to", "5"),
            ("target", *target),
        ];
        let added = browser.post(&format!("{LIST}/{id}/questions"), &fields).await;
        assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.body);
    }
    QuestionnaireId(id)
}

#[db_test]
async fn a_questionnaire_begins_with_who_receives_the_answers(app: TestApp) {
    let id = questionnaire(&app, &[("導入の時期は？", "choice", "none")]).await;
    let page = app.browser(ADMIN).await.get(&format!("{LIST}/{id}")).await;
    assert!(page.says("みなと商事の営業担当が受け取ります"), "{}", page.body);
    assert!(page.says("sales team of みなと商事"));
    assert!(page.says("導入の時期は？"));
    let list = app.browser(ADMIN).await.get(LIST).await;
    assert!(list.says("質問1問"), "{}", list.body);
}

#[db_test]
async fn the_same_name_is_given_once(app: TestApp) {
    let browser = app.browser(ADMIN).await;
    browser.post(LIST, &[("name", "ご確認Ａ")]).await;
    let again = browser.post(LIST, &[("name", "ご確認a")]).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        again.says("ご確認Ａ") && again.says("value=\"ご確認a\""),
        "{}",
        again.body
    );
    assert_eq!(app.number("SELECT COUNT(*) FROM questionnaires").await, 1);
}

#[db_test]
async fn bad_input_is_told_and_nothing_is_written(app: TestApp) {
    let id = questionnaire(&app, &[("導入の時期は？", "choice", "none")]).await;
    let browser = app.browser(ADMIN).await;
    let before = app.traces().await;
    let long = "あ".repeat(301);
    let questions = format!("{LIST}/{id}/questions");
    let heading = format!("{LIST}/{id}");
    for (path, fields, says) in [
        (LIST, vec![("name", "　")], "名前"),
        (questions.as_str(), vec![("text", ""), ("kind", "text")], "質問"),
        (
            questions.as_str(),
            vec![("text", long.as_str()), ("kind", "text")],
            "300",
        ),
        (questions.as_str(), vec![("text", "時期"), ("kind", "x")], "種類"),
        (
            questions.as_str(),
            vec![
                ("text", "時期"),
                ("kind", "choice"),
                ("choices", "今\n次"),
                ("choices_en", "Now"),
            ],
            "英語は2行",
        ),
        (
            questions.as_str(),
            vec![("text", "時期"), ("kind", "text"), ("target", "item:999")],
            "いまは使われていません",
        ),
        (
            heading.as_str(),
            vec![("name", "x"), ("receiver", ""), ("version", "1")],
            "回答を受け取る人",
        ),
    ] {
        let answer = browser.post(path, &fields).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{path} {fields:?}");
        assert!(answer.says(says), "{says}: {}", answer.body);
    }
    assert_eq!(app.traces().await, before);
    assert_eq!(app.number("SELECT COUNT(*) FROM questionnaire_questions").await, 1);
}

#[db_test]
async fn what_somebody_else_changed_is_shown_and_not_overwritten(app: TestApp) {
    let id = questionnaire(&app, &[("導入の時期は？", "text", "none")]).await;
    let browser = app.browser(ADMIN).await;
    let question = app.number("SELECT MAX(id) FROM questionnaire_questions").await;
    for (path, name, first, second) in [
        (format!("{LIST}/{id}"), "name", "最初のご確認", "事前のご確認"),
        (
            format!("{LIST}/questions/{question}"),
            "text",
            "いつ導入されますか",
            "導入はいつですか",
        ),
    ] {
        let fields = |value| [(name, value), ("receiver", "営業"), ("kind", "text"), ("version", "1")];
        assert_eq!(browser.post(&path, &fields(first)).await.status, StatusCode::SEE_OTHER);
        let stale = browser.post(&path, &fields(second)).await;
        assert_eq!(stale.status, StatusCode::CONFLICT, "{path}");
        assert!(stale.says(first) && stale.says(second), "{}", stale.body);
    }
}

#[db_test]
async fn questions_are_ordered_retired_and_asked_again(app: TestApp) {
    let id = questionnaire(&app, &[("一", "text", "none"), ("二", "text", "none")]).await;
    let browser = app.browser(ADMIN).await;
    let last = app.number("SELECT MAX(id) FROM questionnaire_questions").await;
    browser.post(&format!("{LIST}/questions/{last}/up"), &[]).await;
    let preview = browser.get(&format!("{LIST}/{id}/preview")).await;
    assert!(preview.body.find('二') < preview.body.find('一'), "{}", preview.body);
    browser
        .post(&format!("{LIST}/questions/{last}/retire"), &[("version", "1")])
        .await;
    assert!(!browser.get(&format!("{LIST}/{id}/preview")).await.says("二"));
    let stale = browser
        .post(&format!("{LIST}/questions/{last}/restore"), &[("version", "1")])
        .await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    browser
        .post(&format!("{LIST}/questions/{last}/restore"), &[("version", "2")])
        .await;
    assert!(browser.get(&format!("{LIST}/{id}/preview")).await.says("二"));
}

#[db_test]
async fn the_preview_reads_in_both_languages_and_sends_nothing(app: TestApp) {
    let id = questionnaire(&app, &[("導入の時期は？", "choice", "none")]).await;
    let browser = app.browser(ADMIN).await;
    let ja = browser.get(&format!("{LIST}/{id}/preview")).await;
    assert!(
        ja.says("来年度") && ja.says("disabled") && !ja.says("Next year"),
        "{}",
        ja.body
    );
    let en = browser.get(&format!("{LIST}/{id}/preview?lang=en")).await;
    assert!(en.says("Next year") && en.says("value=\"来年度\""), "{}", en.body);
}

#[db_test]
async fn a_question_sent_twice_is_added_once(app: TestApp) {
    let id = questionnaire(&app, &[]).await;
    let browser = app.browser(ADMIN).await;
    let fields = [("text", "一"), ("kind", "text"), ("target", "none"), ("once", "abc")];
    for _ in 0..2 {
        let answer = browser.post(&format!("{LIST}/{id}/questions"), &fields).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
    }
    assert_eq!(app.number("SELECT COUNT(*) FROM questionnaire_questions").await, 1);
}
