//! Hearing sheets in the settings: lines, editions, order, who may.

use axum::http::StatusCode;
use db::db_test;
use sea_orm::ConnectionTrait as _;

use super::{answer_tests::*, line, sheet};
use crate::{ids::*, testing::*};

#[db_test]
async fn a_sheet_starts_from_the_template_or_with_nothing(app: TestApp) {
    let admin = app.browser(ADMIN).await;
    let form = [
        ("name", "初回ヒアリング"),
        ("phase", "1"),
        ("start", "template"),
        ("once", "a"),
    ];
    let added = admin.post("/settings/hearing", &form).await;
    assert_eq!(
        (added.status, added.location.as_str()),
        (StatusCode::SEE_OTHER, "/settings/hearing/1")
    );
    // A second click makes no second sheet.
    admin.post("/settings/hearing", &form).await;
    assert_eq!(app.number("SELECT COUNT(*) FROM hearing_sheets").await, 1);
    let page = admin.get("/settings/hearing/1").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(
        page.says("いちばん困っていること") && page.says("第1版"),
        "{}",
        page.body
    );
    let empty = [("name", "白紙"), ("phase", "2"), ("start", "empty")];
    admin.post("/settings/hearing", &empty).await;
    assert!(admin.get("/settings/hearing/2").await.says("質問はまだありません"));
    assert!(admin.get("/settings/hearing").await.says("初回ヒアリング"));
}

#[db_test]
async fn a_question_that_is_answered_keeps_its_words_for_that_answer(app: TestApp) {
    let (question, deal) = (text_question(&app, false).await, app.deal(REP).await);
    say(&app, REP, deal.id, question, "在庫が合わない").await;
    let admin = app.browser(ADMIN).await;
    let path = format!("/settings/hearing-questions/{question}");
    let unchanged = [("text", "困っていること"), ("kind", "text"), ("version", "1")];
    assert_eq!(admin.post(&path, &unchanged).await.status, StatusCode::SEE_OTHER);
    let sheet = line::line(app.app.db().read(), question).await.unwrap().sheet;
    assert_eq!(sheet::sheet(app.app.db().read(), sheet).await.unwrap().edition, 1);
    let form = [
        ("text", "いちばん困っていることは何ですか"),
        ("kind", "text"),
        ("version", "1"),
    ];
    assert_eq!(admin.post(&path, &form).await.status, StatusCode::SEE_OTHER);
    let now = line::line(app.app.db().read(), question).await.unwrap();
    assert_eq!(
        (now.text.as_str(), now.answers),
        ("いちばん困っていることは何ですか", 1)
    );
    assert_eq!(sheet::sheet(app.app.db().read(), now.sheet).await.unwrap().edition, 2);
    let page = app.browser(REP).await.get(&format!("/deals/{}/hearing", deal.id)).await;
    assert!(page.says("当時の質問：「困っていること」"), "{}", page.body);
    assert!(page.says("在庫が合わない"));
    // Nobody has answered the second edition yet, so it is changed where it stands.
    let form = [("text", "困りごと"), ("kind", "text"), ("version", "2")];
    admin.post(&path, &form).await;
    assert_eq!(sheet::sheet(app.app.db().read(), now.sheet).await.unwrap().edition, 2);
}

#[db_test]
async fn another_meaning_or_kind_makes_another_question(app: TestApp) {
    let (question, deal) = (text_question(&app, false).await, app.deal(REP).await);
    say(&app, REP, deal.id, question, "在庫").await;
    let admin = app.browser(ADMIN).await;
    let path = format!("/settings/hearing-questions/{question}");
    let form = [
        ("text", "利用人数"),
        ("kind", "number"),
        ("unit", "名"),
        ("version", "1"),
    ];
    assert_eq!(admin.post(&path, &form).await.status, StatusCode::SEE_OTHER);
    let db = app.app.db().read();
    let lines = line::lines_of(db, &[HearingSheetId(1)]).await.unwrap();
    assert_eq!(lines.len(), 2);
    assert!(lines[0].id == question && lines[0].retired_at.is_some());
    assert!(lines[1].id != question && lines[1].answers == 0 && lines[1].retired_at.is_none());
    let page = app.browser(REP).await.get(&format!("/deals/{}/hearing", deal.id)).await;
    assert!(
        page.says("いまは聞いていない質問") && page.says("在庫"),
        "{}",
        page.body
    );
    let restored = admin.post(&format!("{path}/restore"), &[("version", "2")]).await;
    assert_eq!(restored.status, StatusCode::SEE_OTHER);
}

#[db_test]
async fn lines_are_put_in_order_by_steps_and_all_at_once(app: TestApp) {
    let admin = app.browser(ADMIN).await;
    sheet_of(&app, 1, &[]).await;
    for heading in ["一", "二", "三"] {
        admin
            .post("/settings/hearing/1/headings", &[("heading", heading)])
            .await;
    }
    let order = async || {
        let lines = line::lines_of(app.app.db().read(), &[HearingSheetId(1)]).await.unwrap();
        lines.into_iter().map(|line| line.text).collect::<Vec<_>>()
    };
    assert_eq!(order().await, ["一", "二", "三"]);
    admin.post("/settings/hearing-questions/3/up", &[]).await;
    assert_eq!(order().await, ["一", "三", "二"]);
    admin.post("/settings/hearing-questions/1/down", &[]).await;
    assert_eq!(order().await, ["三", "一", "二"]);
    admin
        .post("/settings/hearing/1/order", &[("id", "2"), ("id", "1"), ("id", "99")])
        .await;
    assert_eq!(order().await, ["二", "一", "三"]);
}

#[db_test]
async fn bad_input_is_told_and_nothing_is_written(app: TestApp) {
    let question = text_question(&app, false).await;
    let admin = app.browser(ADMIN).await;
    let before = app.traces().await;
    let long = "あ".repeat(201);
    let change = format!("/settings/hearing-questions/{question}");
    for (path, fields, says) in [
        ("/settings/hearing", vec![("name", ""), ("phase", "1")], "名前を入力"),
        (
            "/settings/hearing",
            vec![("name", "x"), ("phase", "99")],
            "フェーズを選んで",
        ),
        (
            "/settings/hearing/1",
            vec![("name", "　"), ("version", "1")],
            "名前を入力",
        ),
        ("/settings/hearing/1/headings", vec![("heading", "")], "名前を入力"),
        (
            "/settings/hearing/1/questions",
            vec![("text", ""), ("kind", "text")],
            "質問の文",
        ),
        (
            "/settings/hearing/1/questions",
            vec![("text", long.as_str()), ("kind", "text")],
            "200",
        ),
        (
            "/settings/hearing/1/questions",
            vec![("text", "予算"), ("kind", "choice"), ("choices", "ある")],
            "2つ以上",
        ),
        (
            change.as_str(),
            vec![
                ("text", "予算"),
                ("kind", "scale"),
                ("from", "9"),
                ("to", "1"),
                ("version", "1"),
            ],
            "9から1",
        ),
    ] {
        let answer = admin.post(path, &fields).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{path} {fields:?}");
        assert!(answer.says(says), "{says}: {}", answer.body);
    }
    assert_eq!(app.traces().await, before);
}

#[db_test]
async fn what_somebody_else_changed_is_shown_and_not_overwritten(app: TestApp) {
    let question = text_question(&app, false).await;
    let admin = app.browser(ADMIN).await;
    let path = format!("/settings/hearing-questions/{question}");
    admin
        .post(&path, &[("text", "先に変えた"), ("kind", "text"), ("version", "1")])
        .await;
    let second = admin
        .post(&path, &[("text", "後から"), ("kind", "text"), ("version", "1")])
        .await;
    assert_eq!(second.status, StatusCode::CONFLICT);
    assert!(second.says("先に変えた") && second.says("value=\"後から\"") && second.says("value=\"2\""));
    let stale = admin
        .post("/settings/hearing/1", &[("name", "x"), ("version", "1")])
        .await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    let stale = admin.post("/settings/hearing/1/retire", &[("version", "1")]).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
}

#[db_test]
async fn a_retired_sheet_is_asked_no_more_and_its_answers_stay(app: TestApp) {
    let (question, deal) = (text_question(&app, true).await, app.deal(REP).await);
    say(&app, REP, deal.id, question, "人手が足りない").await;
    let admin = app.browser(ADMIN).await;
    admin.post("/settings/hearing/1/retire", &[("version", "1")]).await;
    let page = app.browser(REP).await.get(&format!("/deals/{}/hearing", deal.id)).await;
    assert!(
        page.says("人手が足りない") && page.says("いまは聞いていない質問"),
        "{}",
        page.body
    );
    let gone = app.browser(REP).await;
    let answer = gone
        .post(
            &format!("/deals/{}/hearing/{question}", deal.id),
            &[("q1", "x"), ("version", "0")],
        )
        .await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    admin.post("/settings/hearing/1/restore", &[("version", "2")]).await;
    assert!(
        !gone
            .get(&format!("/deals/{}/hearing", deal.id))
            .await
            .says("いまは聞いていない質問")
    );
}

#[db_test]
async fn only_admins_change_sheets(app: TestApp) {
    let question = text_question(&app, false).await;
    let before = app.traces().await;
    for user in [MANAGER, REP, VIEWER] {
        let browser = app.browser(user).await;
        assert_eq!(browser.get("/settings/hearing").await.status, StatusCode::FORBIDDEN);
        let path = format!("/settings/hearing-questions/{question}");
        let refused = browser
            .post(&path, &[("text", "x"), ("kind", "text"), ("version", "1")])
            .await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        let mut tx = app.app.begin(&app.actor(user).await).await.unwrap();
        assert!(sheet::rename(&mut tx, HearingSheetId(1), 1, "x").await.is_err());
    }
    assert_eq!(app.traces().await, before);
    let none = app.app.db().read().query_one_raw(
        db::Sql::new("SELECT name FROM hearing_sheets WHERE name = 'x'").statement(app.app.db().dialect()),
    );
    assert!(none.await.unwrap().is_none());
}
